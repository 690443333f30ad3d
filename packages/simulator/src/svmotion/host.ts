// A host that moves files of VMs: its process, its datastores, its machines, and the moves that are under way. It does what vCenter asks, and what
// HA asks: to start a VM by a path that may be an old one, which the lock allows or does not.
import type { DatastoreName, HostMoref, InstanceUuid } from '@microsphere/fdm';
import type { Timing } from '@microsphere/proto';
import type { BlockCommand, LeaseState } from '@microsphere/vmfs';
import type { Datastore, VmFiles } from '../datastore.ts';
import { HostDatastore } from '../host-datastore.ts';
import { FIRST_FILE_SYSTEM_LBA } from '../logical-unit.ts';
import type { PathCondition } from '../path.ts';
import { type HostClock, SimulatedProcess } from '../process.ts';
import type { Timeline } from '../timeline.ts';
import { Guest, type GuestShape } from '../vmotion/guest.ts';
import type { LossCause } from '../vmotion/world.ts';
import { Machine } from './machine.ts';
import { letGo, type PoweredOn, powerOn } from './power-on.ts';
import { complete, storeOf } from './relocations.ts';
import { begin } from './routine.ts';
import { StorageMove } from './storage-move.ts';
import { isExpected } from './store.ts';
import type { HostContext, Move, SvmotionObserver, SvmotionSabotage } from './world.ts';

export interface SvmotionHostOptions {
  readonly moref: HostMoref;
  readonly timing: Timing;
  readonly timeline: Timeline;
  readonly clock: HostClock;
  readonly datastores: readonly Datastore[];
  readonly observer: SvmotionObserver;
  readonly newUuid: () => string;
  readonly storageLatencyMs: () => number;
  readonly guestShape: GuestShape;
  readonly sliceMs: number;
  readonly startMs: number;
  readonly regionSectors: number;
  readonly sabotage: SvmotionSabotage | undefined;
}

interface Life {
  readonly bootUuid: string;
  readonly context: HostContext;
  readonly machines: Map<InstanceUuid, Machine>;
  readonly moves: Map<InstanceUuid, StorageMove>;
  /** VMs that are being started from their disks, or stopped. */
  readonly busy: Set<InstanceUuid>;
  /** What of moves that have ended is removed now. */
  readonly completing: Set<string>;
}

/** A change of a lock of a file, not of a heartbeat slot. */
function changesLock(command: BlockCommand): boolean {
  return command.op === 'compareAndWrite' && command.lba >= FIRST_FILE_SYSTEM_LBA;
}

export class SvmotionHost {
  readonly moref: HostMoref;
  readonly #options: SvmotionHostOptions;
  readonly #process: SimulatedProcess<Life>;
  readonly #paths = new Map<DatastoreName, PathCondition>();
  #boots = 0;

  constructor(options: SvmotionHostOptions) {
    this.#options = options;
    this.moref = options.moref;
    this.#process = new SimulatedProcess(options);
  }

  get alive(): boolean {
    return this.#process.life !== undefined;
  }

  get frozen(): boolean {
    return this.#process.frozen;
  }

  /** A VM whose guest executes instructions now. */
  executes(vm: InstanceUuid): boolean {
    return !this.#process.frozen && (this.#process.life?.machines.get(vm)?.executes ?? false);
  }

  /** Has its guest, or is about to, or to let it go. */
  has(vm: InstanceUuid): boolean {
    const life = this.#process.life;
    return life !== undefined && (life.machines.has(vm) || life.busy.has(vm));
  }

  migrates(vm: InstanceUuid): boolean {
    return this.#process.life?.moves.has(vm) ?? false;
  }

  /** Where the files of a VM are that it runs. */
  homeOf(vm: InstanceUuid): string | undefined {
    return this.#process.life?.machines.get(vm)?.home.vmxPath;
  }

  /** Where they were before, since the VM was started here. */
  formerPathsOf(vm: InstanceUuid): readonly string[] {
    return this.#process.life?.machines.get(vm)?.formerPaths ?? [];
  }

  #log(text: string): void {
    this.#options.observer.log(this.moref, text);
  }

  // What is done to it

  boot(): void {
    this.#boots += 1;
    const bootUuid = `${this.moref}#${this.#boots}`;
    const { datastores } = this.#options;
    const stores = new Map(datastores.map((datastore) => [datastore.name, this.#mount(datastore, bootUuid)]));
    const life: Life = {
      bootUuid,
      context: { ...this.#options, host: this.moref, stores, later: this.#process.laterOf(bootUuid) },
      machines: new Map(),
      moves: new Map(),
      busy: new Set(),
      completing: new Set(),
    };
    this.#process.begin(life);
    this.#log('boots');
    for (const store of stores.values()) store.start();
  }

  #mount(datastore: Datastore, bootUuid: string): HostDatastore {
    const { timeline, timing, newUuid, storageLatencyMs } = this.#options;
    const inLife = this.#process.inLifeOf(bootUuid);
    return new HostDatastore({
      host: this.moref,
      bootUuid,
      datastore,
      timing,
      newUuid,
      now: this.#process.now,
      condition: () => (datastore.up ? (this.#paths.get(datastore.name) ?? 'up') : 'down'),
      latencyMs: storageLatencyMs,
      after: (delayMs, action) => timeline.after(delayMs, action),
      later: this.#process.laterOf(bootUuid),
      onLease: (state) => inLife((life) => this.#leaseChanged(life, storeOf(life.context, datastore.name), state)),
      onChange: () => {},
    });
  }

  /** SIGKILL. */
  kill(): void {
    const life = this.#process.kill();
    if (!life) return;
    this.#log('is killed');
    for (const { vm } of life.machines.values()) this.#options.observer.lost(this.moref, vm, 'hostKilled');
  }

  /** SIGSTOP. */
  freeze(): void {
    if (this.#process.freeze()) this.#log('is frozen');
  }

  /** SIGCONT. */
  thaw(): void {
    this.#process.thaw(({ context }) => {
      this.#log('goes on');
      for (const store of context.stores.values()) store.checkLease();
    });
    for (const { vm } of this.#process.life?.machines.values() ?? [])
      if (this.executes(vm.instanceUuid)) this.#options.observer.guestRuns(this.moref, vm);
  }

  /** Cuts, hangs or mends the path to a datastore. */
  setPath(datastore: DatastoreName, condition: PathCondition): void {
    this.#paths.set(datastore, condition);
    this.pathChanged(datastore);
  }

  /** Its array has died or has come back. */
  pathChanged(datastore: DatastoreName): void {
    this.#inLife((life) => storeOf(life.context, datastore).conditionChanged());
  }

  /** Nobody hears what becomes of the next change of a lock there. */
  loseAnswer(datastore: DatastoreName): void {
    const life = this.#process.life;
    if (life) storeOf(life.context, datastore).loseAnswerOf(changesLock);
  }

  #inLife(action: (life: Life) => void): void {
    const life = this.#process.life;
    if (life) this.#process.run(life, () => action(life));
  }

  // Wishes of vCenter

  move(move: Move): void {
    this.#inLife((life) => this.#move(life, move));
  }

  #move(life: Life, move: Move): void {
    const { instanceUuid } = move.vm;
    const machine = life.machines.get(instanceUuid);
    if (!machine?.isHeld || machine.home.vmxPath !== move.from || this.migrates(instanceUuid)) {
      this.#log(`does not move ${instanceUuid}`);
      return;
    }
    const { observer } = this.#options;
    const shell = new StorageMove({
      context: life.context,
      machine,
      move,
      onCommitted: () => this.#committed(life, machine),
      onEnded: (outcome) => {
        life.moves.delete(instanceUuid);
        observer.ended(move, outcome);
        if (life.machines.get(instanceUuid) !== machine) this.#release(life, machine);
      },
    });
    life.moves.set(instanceUuid, shell);
    shell.start();
  }

  /** Its locks at the destination may have been lost while it waited for the source. */
  #committed(life: Life, machine: Machine): void {
    const { store, lock } = machine.home;
    if (life.machines.get(machine.vm.instanceUuid) === machine && store.mount !== lock.mount)
      this.#lose(life, machine, 'lockLost');
  }

  cancel(): void {
    this.#inLife(({ moves }) => {
      for (const move of [...moves.values()]) move.cancel('a user has cancelled it');
    });
  }

  /** Nobody needs the old path of a VM any more; `done` where nothing is left of it. */
  complete(vmxPath: string, done: () => void): void {
    this.#inLife((life) => {
      if (life.completing.has(vmxPath)) return;
      life.completing.add(vmxPath);
      begin(complete(life.context, vmxPath), isExpected, (outcome) => {
        life.completing.delete(vmxPath);
        if ('error' in outcome) this.#log(`does not complete ${vmxPath}: ${outcome.error.message}`);
        else {
          for (const machine of life.machines.values()) machine.forgetPath(vmxPath);
          done();
        }
      });
    });
  }

  // Guests

  /** HA's wish, which may be out of date. */
  restart(vm: VmFiles, vmxPath: string): void {
    this.#inLife((life) => this.#restart(life, vm, vmxPath));
  }

  #restart(life: Life, vm: VmFiles, vmxPath: string): void {
    const { instanceUuid } = vm;
    if (this.has(instanceUuid) || this.migrates(instanceUuid)) return;
    life.busy.add(instanceUuid);
    begin(powerOn(life.context, vmxPath), isExpected, (outcome) => {
      if ('error' in outcome) {
        life.busy.delete(instanceUuid);
        this.#log(`does not start ${instanceUuid} by ${vmxPath}: ${outcome.error.message}`);
        return;
      }
      life.context.later(this.#options.startMs, () => this.#boot(life, vm, outcome.value));
    });
  }

  #boot(life: Life, vm: VmFiles, { home, entries, broken }: PoweredOn): void {
    const { guestShape, observer } = this.#options;
    life.busy.delete(vm.instanceUuid);
    if (home.store.mount !== home.lock.mount) return;
    const machine = new Machine({ context: life.context, vm, guest: Guest.boot(guestShape, entries.length), home });
    life.machines.set(vm.instanceUuid, machine);
    if (broken) observer.lost(this.moref, vm, 'lockBroken');
    this.#log(`starts ${vm.instanceUuid} at ${home.vmxPath}`);
    observer.booted(this.moref, vm, entries);
    machine.start();
  }

  /** The guest ends by itself, and its files are anybody's; one that stands still does nothing of that kind. */
  crashGuest(vm: VmFiles): void {
    const life = this.#process.life;
    const machine = life?.machines.get(vm.instanceUuid);
    if (!life || !machine?.executes || this.#process.frozen) return;
    this.#lose(life, machine, 'guestCrash');
    if (!life.moves.has(vm.instanceUuid)) this.#release(life, machine);
  }

  /** Its locks are let go, as far as they are this host's. */
  #release(life: Life, machine: Machine): void {
    const { instanceUuid } = machine.vm;
    life.busy.add(instanceUuid);
    begin(letGo(machine.home), isExpected, () => life.busy.delete(instanceUuid));
  }

  #lose(life: Life, machine: Machine, cause: LossCause): void {
    const { instanceUuid } = machine.vm;
    this.#options.observer.lost(this.moref, machine.vm, cause);
    life.machines.delete(instanceUuid);
    machine.stop();
    life.moves.get(instanceUuid)?.cancel(`its guest is lost: ${cause}`);
  }

  #leaseChanged(life: Life, store: HostDatastore, state: LeaseState): void {
    this.#log(`its lease on ${store.datastore.name} is ${state}`);
    if (state !== 'alive')
      for (const move of [...life.moves.values()]) if (move.destination === store) move.destinationLost();
    for (const machine of [...life.machines.values()]) {
      if (machine.home.store !== store) continue;
      if (state === 'lost') this.#lose(life, machine, 'lockLost');
      else machine.doubt(state === 'timedOut');
    }
  }
}
