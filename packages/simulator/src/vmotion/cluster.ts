// A cluster in which VMs migrate, on virtual time: hosts with one datastore, a management network, a vMotion network, and a vCenter.
// Campaigns break it by its methods; the log tells what came of that. HA is played here: some host starts each VM that none has;
// whether it may, the lock says.
import type { HostMoref } from '@microsphere/fdm';
import { type Timing, timingProfiles } from '@microsphere/proto';
import type { MigrationOutcome } from '@microsphere/vmotion';
import type { Violation } from '../cluster.ts';
import { Datastore, type VmFiles } from '../datastore.ts';
import { Log } from '../log.ts';
import { Network } from '../network.ts';
import { Random } from '../random.ts';
import { Timeline } from '../timeline.ts';
import type { LedgerEntry } from './guest.ts';
import { type Request, VmotionHost } from './host.ts';
import type { VmotionInvariant } from './invariants.ts';
import { decodeEntries, LEDGER_BYTES } from './ledger.ts';
import { VmotionNetwork } from './network.ts';
import type { VmotionShape } from './shape.ts';
import { VmotionVcenter } from './vcenter.ts';
import type { LossCause, Migration, Step, VmotionObserver, VmotionSabotage } from './world.ts';

/** Folders on the datastore, so that one volume serves as the pattern of all. */
export const MAX_VMS = 2;
/** How often HA looks, in seconds. */
const HA_INTERVAL_SECONDS = 5;
/** For the first power-on. */
const START_SECONDS = 60;
const STEP_SECONDS = 1;

export interface VmotionClusterOptions {
  readonly shape: VmotionShape;
  readonly seed: number;
  readonly invariants: readonly VmotionInvariant[];
  readonly sabotage?: VmotionSabotage | undefined;
  /** A step begins: what now? */
  readonly onStep: (migration: Migration, step: Step) => void;
}

export class VmotionCluster implements VmotionObserver {
  readonly timing: Timing = timingProfiles.realistic;
  readonly timeline = new Timeline();
  readonly management: Network<Request>;
  readonly network: VmotionNetwork;
  readonly datastore: Datastore;
  readonly hosts: readonly VmotionHost[];
  readonly vms: readonly VmFiles[];
  readonly vcenter: VmotionVcenter;
  readonly violations: Violation[] = [];
  readonly #log = new Log(() => this.seconds);
  readonly #options: VmotionClusterOptions;
  /** Of the array, added to each command. */
  #storageDelayMs = 0;
  #uuids = 0;
  #attempts = 0;
  /** Migrations that have ended, at their sources; starts from disk. */
  readonly counts = { migrated: 0, failed: 0, lost: 0, restarts: 0 };

  constructor(options: VmotionClusterOptions) {
    const { shape, seed, sabotage } = options;
    this.#options = options;
    this.management = new Network({
      timeline: this.timeline,
      random: new Random(seed ^ 0x5eed),
      latencyMs: shape.managementLatencyMs,
      lossProbability: 0,
    });
    const { timeline, timing, management } = this;
    this.network = new VmotionNetwork({ timeline, ...shape.vmotion });
    const names = Array.from({ length: MAX_VMS }, (_, index) => `vm${index + 1}`);
    this.vms = names
      .slice(0, shape.vms)
      .map((name) => ({ instanceUuid: name, vmxPath: `[datastore1] ${name}/${name}.vmx`, memoryMb: 1 }));
    this.datastore = new Datastore({
      name: 'datastore1',
      vms: this.vms,
      folders: names,
      cluster: 'domain-c1',
      hostFiles: 0,
      diskBytes: LEDGER_BYTES,
    });
    this.hosts = shape.clocks.map(
      (clock, index) =>
        new VmotionHost({
          moref: `host-${index + 1}`,
          timing,
          timeline,
          clock,
          management,
          network: this.network,
          datastore: this.datastore,
          observer: this,
          newUuid: () => this.#newUuid(),
          storageLatencyMs: () => this.#storageDelayMs + shape.storageLatencyMs,
          guestShape: shape.guest,
          sliceMs: shape.sliceMs,
          startMs: shape.startMs,
          downtimeGoalMs: shape.downtimeGoalMs,
          sabotage,
        }),
    );
    this.vcenter = new VmotionVcenter({ management, log: (text) => this.log('vcenter', text) });
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
    if (!this.runUntilTrue(() => this.vms.every((vm) => this.ownerOf(vm)), START_SECONDS))
      throw new Error('the cluster did not come up');
  }

  /** Who executes it. */
  ownerOf({ instanceUuid }: VmFiles): VmotionHost | undefined {
    return this.hosts.find((host) => host.executes(instanceUuid));
  }

  host(moref: HostMoref): VmotionHost {
    const host = this.hosts.find((each) => each.moref === moref);
    if (!host) throw new RangeError(`there is no ${moref}`);
    return host;
  }

  #restartRegularly(): void {
    for (const vm of this.vms) if (!this.hosts.some((host) => host.has(vm.instanceUuid))) this.restart(vm);
    this.afterSeconds(HA_INTERVAL_SECONDS, () => this.#restartRegularly());
  }

  /** HA has some host start it, in turn. */
  restart(vm: VmFiles): void {
    this.#attempts += 1;
    const alive = this.hosts.filter((host) => host.alive);
    alive[this.#attempts % alive.length]?.restart(vm);
  }

  /** A user has a VM moved, to the host that is so many places behind its own. */
  migrate(vm: VmFiles, places: number): Migration | undefined {
    const source = this.hosts.find((host) => host.has(vm.instanceUuid));
    if (!source) return undefined;
    const others = this.hosts.filter((host) => host !== source);
    const destination = others[places % others.length];
    return destination && this.vcenter.migrate(vm, source.moref, destination.moref);
  }

  setArray(up: boolean): void {
    this.datastore.up = up;
    for (const host of this.hosts) host.pathChanged();
  }

  /** The array takes longer for every command. */
  slowStorage(delayMs: number): void {
    this.#storageDelayMs = delayMs;
  }

  /** Everything is mended. */
  heal(): void {
    this.slowStorage(0);
    this.setArray(true);
    this.management.heal();
    this.network.heal();
    this.vcenter.start();
    for (const host of this.hosts) {
      host.setPath('up');
      host.thaw();
      if (!host.alive) host.boot();
    }
  }

  /** The ledger as it is on the disk, by the eyes of the array. */
  entriesOf({ instanceUuid }: VmFiles): readonly LedgerEntry[] {
    return decodeEntries(this.datastore.readFile(`/${instanceUuid}/${instanceUuid}-flat.vmdk`));
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

  judge(ask: (invariant: VmotionInvariant) => string | undefined): void {
    for (const invariant of this.#options.invariants) {
      const text = ask(invariant);
      if (text !== undefined) this.broken(invariant.name, text);
    }
  }

  reached(migration: Migration, step: Step, host: HostMoref): void {
    this.log(host, `migration ${migration.id}: ${step}`);
    this.#options.onStep(migration, step);
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

  arrived(migration: Migration, pages: { readonly left: Uint32Array; readonly arrived: Uint32Array }): void {
    this.judge((invariant) => invariant.arrived?.(migration, pages));
  }

  lost(host: HostMoref, vm: VmFiles, cause: LossCause): void {
    this.log(host, `${vm.instanceUuid} is lost: ${cause}`);
    this.judge((invariant) => {
      invariant.lost?.(host, vm, cause);
      return undefined;
    });
  }

  ended(migration: Migration, host: HostMoref, outcome: MigrationOutcome): void {
    this.log(host, `migration ${migration.id} has ended: ${outcome.kind}`);
    if (host === migration.source) this.counts[outcome.kind] += 1;
    this.judge((invariant) => invariant.ended?.(migration, host, outcome));
  }
}
