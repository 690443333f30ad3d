// A cluster in which the files of VMs move between datastores, on virtual time. Campaigns break it by its methods; the log tells what came of that.
// HA is played here: some host starts each VM that nobody has, by the path that vCenter has protected last, which may be an old one.
import type { DatastoreName, HostMoref, InstanceUuid } from '@microsphere/fdm';
import { type Timing, timingProfiles } from '@microsphere/proto';
import type { Violation } from '../cluster.ts';
import { Datastore, type VmFiles } from '../datastore.ts';
import { Log } from '../log.ts';
import { Timeline } from '../timeline.ts';
import type { LedgerEntry } from '../vmotion/guest.ts';
import { LEDGER_BYTES } from '../vmotion/ledger.ts';
import type { LossCause } from '../vmotion/world.ts';
import { SvmotionHost } from './host.ts';
import type { SvmotionInvariant } from './invariants.ts';
import { decodeScattered } from './ledger.ts';
import { beside, placeOf, vmxPathOf } from './place.ts';
import { parseMark } from './relocation-mark.ts';
import type { SvmotionShape } from './shape.ts';
import type { Move, MoveOutcome, Step, SvmotionObserver, SvmotionSabotage } from './world.ts';

/** Folders on the first datastore, so that one volume serves as the pattern of all. */
export const MAX_VMS = 2;
/** How often HA looks, and how often vCenter, in seconds. */
const HA_INTERVAL_SECONDS = 5;
const VCENTER_INTERVAL_SECONDS = 3;
/** For the first power-on. */
const START_SECONDS = 60;
const STEP_SECONDS = 1;

export interface SvmotionClusterOptions {
  readonly shape: SvmotionShape;
  readonly invariants: readonly SvmotionInvariant[];
  readonly sabotage?: SvmotionSabotage | undefined;
  /** A step begins: what now? */
  readonly onStep: (move: Move, step: Step) => void;
}

export class SvmotionCluster implements SvmotionObserver {
  readonly timing: Timing = timingProfiles.realistic;
  readonly timeline = new Timeline();
  readonly datastores: readonly Datastore[];
  readonly hosts: readonly SvmotionHost[];
  readonly vms: readonly VmFiles[];
  readonly violations: Violation[] = [];
  /** Moves that have ended; starts from disk; folders that are there in the end, and are of no use. */
  readonly counts = { moved: 0, failed: 0, restarts: 0, leftovers: 0 };
  readonly #log = new Log(() => this.seconds);
  readonly #options: SvmotionClusterOptions;
  /** False while vCenter is dead, and nobody learns of new paths. */
  vcenterUp = true;
  /** By what path each VM is protected. */
  readonly #protected: Map<InstanceUuid, string>;
  /** Paths that vCenter has known VMs by, and of which something may be left. */
  readonly #former = new Map<string, VmFiles>();
  /** Of the array, added to each command. */
  #storageDelayMs = 0;
  #uuids = 0;
  #attempts = 0;
  #moves = 0;

  constructor(options: SvmotionClusterOptions) {
    const { shape, sabotage } = options;
    this.#options = options;
    const names = Array.from({ length: MAX_VMS }, (_, index) => `vm${index + 1}`);
    this.vms = names
      .slice(0, shape.vms)
      .map((name) => ({ instanceUuid: name, vmxPath: `[datastore1] ${name}/${name}.vmx`, memoryMb: 1 }));
    this.#protected = new Map(this.vms.map(({ instanceUuid, vmxPath }) => [instanceUuid, vmxPath]));
    this.datastores = Array.from(
      { length: shape.datastores },
      (_, index) =>
        new Datastore({
          name: `datastore${index + 1}`,
          vms: index === 0 ? this.vms : [],
          folders: index === 0 ? names : [],
          cluster: 'domain-c1',
          hostFiles: 0,
          diskBytes: LEDGER_BYTES,
        }),
    );
    const { timing, timeline, datastores } = this;
    this.hosts = shape.clocks.map(
      (clock, index) =>
        new SvmotionHost({
          moref: `host-${index + 1}`,
          timing,
          timeline,
          clock,
          datastores,
          observer: this,
          newUuid: () => this.#newUuid(),
          storageLatencyMs: () => this.#storageDelayMs + shape.storageLatencyMs,
          guestShape: shape.guest,
          sliceMs: shape.sliceMs,
          startMs: shape.startMs,
          regionSectors: shape.regionSectors,
          sabotage,
        }),
    );
  }

  #newUuid(): string {
    this.#uuids += 1;
    return `00000000-0000-4000-8000-${String(this.#uuids).padStart(12, '0')}`;
  }

  get seconds(): number {
    return this.timeline.now / this.timing.publishedSecondMs;
  }

  afterSeconds(seconds: number, action: () => void): void {
    this.timeline.after(seconds * this.timing.publishedSecondMs, action);
  }

  /** Lives up to a moment; a broken invariant is the end of it. */
  runUntil(seconds: number): void {
    while (this.violations.length === 0 && this.seconds < seconds)
      this.timeline.runUntil(Math.min(seconds, this.seconds + STEP_SECONDS) * this.timing.publishedSecondMs);
  }

  /** False: it did not come true within so many seconds. */
  runUntilTrue(isTrue: () => boolean, seconds: number): boolean {
    const end = this.seconds + seconds;
    while (this.violations.length === 0 && !isTrue() && this.seconds < end) this.runUntil(this.seconds + STEP_SECONDS);
    return isTrue();
  }

  // The world

  /** Boots the hosts; VMs run when it returns. */
  start(): void {
    for (const host of this.hosts) host.boot();
    this.#restartRegularly();
    this.#lookRegularly();
    if (!this.runUntilTrue(() => this.vms.every((vm) => this.ownerOf(vm)), START_SECONDS))
      throw new Error('the cluster did not come up');
  }

  /** Who executes it. */
  ownerOf({ instanceUuid }: VmFiles): SvmotionHost | undefined {
    return this.hosts.find((host) => host.executes(instanceUuid));
  }

  host(moref: HostMoref): SvmotionHost {
    const host = this.hosts.find((each) => each.moref === moref);
    if (!host) throw new RangeError(`there is no ${moref}`);
    return host;
  }

  datastore(name: DatastoreName): Datastore {
    const datastore = this.datastores.find((each) => each.name === name);
    if (!datastore) throw new RangeError(`there is no ${name}`);
    return datastore;
  }

  /** By what path HA starts a VM. */
  protectedPath({ instanceUuid, vmxPath }: VmFiles): string {
    return this.#protected.get(instanceUuid) ?? vmxPath;
  }

  #restartRegularly(): void {
    for (const vm of this.vms)
      if (!this.hosts.some((host) => host.has(vm.instanceUuid) && !host.frozen)) this.#restart(vm);
    this.afterSeconds(HA_INTERVAL_SECONDS, () => this.#restartRegularly());
  }

  /** HA has some host start it, in turn. */
  #restart(vm: VmFiles): void {
    this.#attempts += 1;
    const alive = this.hosts.filter((host) => host.alive && !host.frozen);
    alive[this.#attempts % alive.length]?.restart(vm, this.protectedPath(vm));
  }

  /** vCenter learns where VMs are, has them protected by that path, and has what is left at the old one removed. */
  #lookRegularly(): void {
    if (this.vcenterUp) for (const vm of this.vms) this.#look(vm);
    this.afterSeconds(VCENTER_INTERVAL_SECONDS, () => this.#lookRegularly());
  }

  #look(vm: VmFiles): void {
    const { instanceUuid } = vm;
    const owner = this.ownerOf(vm);
    const home = owner?.homeOf(instanceUuid);
    if (!owner || home === undefined) return;
    const known = this.protectedPath(vm);
    if (home !== known) {
      this.log('vcenter', `${instanceUuid} is at ${home} now`);
      this.#protected.set(instanceUuid, home);
      this.#former.set(known, vm);
    }
    for (const path of owner.formerPathsOf(instanceUuid)) this.#former.set(path, vm);
    this.#former.delete(home);
    if (owner.migrates(instanceUuid)) return;
    for (const [path, whose] of this.#former) if (whose === vm) owner.complete(path, () => this.#former.delete(path));
  }

  /** Nothing is left of former places of a VM that vCenter knows of. */
  isTidy(vm: VmFiles): boolean {
    return ![...this.#former.values()].includes(vm);
  }

  /** A user has the files of a VM moved, to the datastore that is so many places behind its own. */
  move(vm: VmFiles, places: number): Move | undefined {
    const host = this.ownerOf(vm);
    const from = host?.homeOf(vm.instanceUuid);
    if (!host || from === undefined || !this.vcenterUp) return undefined;
    const others = this.datastores.filter(({ name }) => name !== placeOf(from).datastore);
    const to = others[places % others.length];
    if (!to) return undefined;
    this.#moves += 1;
    const move: Move = { id: this.#moves, vm, host: host.moref, from, to: to.name };
    this.log('vcenter', `move ${move.id}: ${vm.instanceUuid} on ${host.moref} from ${from} to ${to.name}`);
    host.move(move);
    return move;
  }

  setArray(datastore: Datastore, up: boolean): void {
    datastore.up = up;
    for (const host of this.hosts) host.pathChanged(datastore.name);
  }

  /** The arrays take longer for every command. */
  slowStorage(delayMs: number): void {
    this.#storageDelayMs = delayMs;
  }

  /** Everything is mended. */
  heal(): void {
    this.slowStorage(0);
    this.vcenterUp = true;
    for (const datastore of this.datastores) this.setArray(datastore, true);
    for (const host of this.hosts) {
      for (const { name } of this.datastores) host.setPath(name, 'up');
      host.thaw();
      if (!host.alive) host.boot();
    }
  }

  /** Where the disks say that a VM is, whatever anybody knows. */
  placeOnDisk(vm: VmFiles): string {
    let at = this.protectedPath(vm);
    for (const visited = new Set<string>(); !visited.has(at); visited.add(at)) {
      const { datastore, path } = placeOf(at);
      const store = this.datastore(datastore);
      if (!store.isMoved(path)) return at;
      at = parseMark(store.readFile(path))?.destination ?? at;
    }
    throw new Error(`${vm.instanceUuid} has moved in a circle`);
  }

  /** Paths that the .vmx of a VM would have in folders of it that are not where it is. */
  leftovers(vm: VmFiles): readonly string[] {
    const { instanceUuid } = vm;
    const place = this.placeOnDisk(vm);
    return this.datastores
      .flatMap((datastore) =>
        datastore
          .list('/')
          .filter((folder) => folder === instanceUuid || folder.startsWith(`${instanceUuid}_`))
          .map((folder) => vmxPathOf({ datastore: datastore.name, path: `/${folder}/${instanceUuid}.vmx` })),
      )
      .filter((vmxPath) => vmxPath !== place);
  }

  /** Whether somebody who finds a .vmx would take it for a VM. */
  isStartable(vmxPath: string): boolean {
    const { datastore, path } = placeOf(vmxPath);
    const store = this.datastore(datastore);
    if (!store.exists(path) || store.isMoved(path)) return false;
    return parseMark(store.readFile(path))?.source === undefined;
  }

  /** The ledger as it is on the disk that HA would start it from, by the eyes of the array. */
  entriesOf(vm: VmFiles): readonly LedgerEntry[] {
    const { datastore, path } = placeOf(this.placeOnDisk(vm));
    return decodeScattered(this.datastore(datastore).readFile(beside(path, '.vmdk').replace(/\.vmdk$/, '-flat.vmdk')));
  }

  // What it hears

  log(who: string, text: string): void {
    this.#log.add(who, text);
  }

  tail(count: number): string {
    return this.#log.tail(count);
  }

  broken(invariant: string, text: string): void {
    this.log('checker', `${invariant} is broken: ${text}`);
    this.violations.push({ invariant, seconds: this.seconds, text });
  }

  judge(ask: (invariant: SvmotionInvariant) => string | undefined): void {
    for (const invariant of this.#options.invariants) {
      const text = ask(invariant);
      if (text !== undefined) this.broken(invariant.name, text);
    }
  }

  reached(move: Move, step: Step): void {
    this.log(move.host, `move ${move.id}: ${step}`);
    this.#options.onStep(move, step);
  }

  guestRuns(host: HostMoref, vm: VmFiles): void {
    this.judge((invariant) => invariant.guestRuns?.(this, host, vm));
  }

  booted(host: HostMoref, vm: VmFiles, entries: readonly LedgerEntry[]): void {
    this.log(host, `${vm.instanceUuid} boots, with ${entries.length} entries`);
    this.counts.restarts += 1;
    this.judge((invariant) => invariant.booted?.(host, vm, entries));
  }

  acknowledged(host: HostMoref, vm: VmFiles, entry: LedgerEntry): void {
    this.judge((invariant) => invariant.acknowledged?.(host, vm, entry));
  }

  lost(host: HostMoref, vm: VmFiles, cause: LossCause): void {
    this.log(host, `${vm.instanceUuid} is lost: ${cause}`);
    this.judge((invariant) => {
      invariant.lost?.(host, vm, cause);
      return undefined;
    });
  }

  ended(move: Move, outcome: MoveOutcome): void {
    this.log(move.host, `move ${move.id} ${outcome.kind === 'moved' ? 'is done' : `has failed: ${outcome.because}`}`);
    this.counts[outcome.kind] += 1;
  }
}
