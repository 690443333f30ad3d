// A host that migrates: its process, its datastore, its machines, and the migrations that it takes part in. It does what vCenter
// asks over the management network, and what HA asks: to start a VM from its disk, which the lock allows or does not.
import type { HostMoref, InstanceUuid } from '@microsphere/fdm';
import type { Timing } from '@microsphere/proto';
import { type BlockCommand, type LeaseState, VmfsError } from '@microsphere/vmfs';
import type { MigrationOutcome } from '@microsphere/vmotion';
import type { Datastore, VmFiles } from '../datastore.ts';
import { HostDatastore, type Mount } from '../host-datastore.ts';
import { FIRST_FILE_SYSTEM_LBA } from '../logical-unit.ts';
import type { Network } from '../network.ts';
import type { PathCondition } from '../path.ts';
import { type HostClock, SimulatedProcess } from '../process.ts';
import type { StorageError } from '../storage-operation.ts';
import type { Timeline } from '../timeline.ts';
import { DestinationShell } from './destination-shell.ts';
import { Guest, type GuestShape } from './guest.ts';
import { Machine } from './machine.ts';
import type { VmotionNetwork } from './network.ts';
import { type PoweredOn, powerOn } from './power-on.ts';
import { SourceShell } from './source-shell.ts';
import type { HostContext, Migration, VmotionObserver, VmotionSabotage } from './world.ts';

/** What travels over the management network. */
export type Request =
  | { readonly kind: 'prepare' | 'prepared' | 'initiate' | 'cancel'; readonly migration: Migration }
  | { readonly kind: 'refused'; readonly migration: Migration; readonly because: string }
  | { readonly kind: 'ended'; readonly migration: Migration; readonly outcome: MigrationOutcome };

export const VCENTER = 'vcenter';

export interface VmotionHostOptions {
  readonly moref: HostMoref;
  readonly timing: Timing;
  readonly timeline: Timeline;
  readonly clock: HostClock;
  readonly management: Network<Request>;
  readonly network: VmotionNetwork;
  readonly datastore: Datastore;
  readonly observer: VmotionObserver;
  readonly newUuid: () => string;
  readonly storageLatencyMs: () => number;
  readonly guestShape: GuestShape;
  readonly sliceMs: number;
  readonly startMs: number;
  readonly downtimeGoalMs: number;
  readonly sabotage?: VmotionSabotage | undefined;
}

interface Life {
  readonly bootUuid: string;
  readonly context: HostContext;
  readonly datastore: HostDatastore;
  readonly machines: Map<InstanceUuid, Machine>;
  readonly sources: Map<InstanceUuid, SourceShell>;
  readonly destinations: Map<InstanceUuid, DestinationShell>;
  /** VMs that are being started from their disks, or stopped. */
  readonly busy: Set<InstanceUuid>;
}

/** A change of a lock of a file, not of a heartbeat slot. */
function changesLock(command: BlockCommand): boolean {
  return command.op === 'compareAndWrite' && command.lba >= FIRST_FILE_SYSTEM_LBA;
}

export class VmotionHost {
  readonly moref: HostMoref;
  readonly #options: VmotionHostOptions;
  readonly #process: SimulatedProcess<Life>;
  #path: PathCondition = 'up';
  #boots = 0;

  constructor(options: VmotionHostOptions) {
    this.#options = options;
    this.moref = options.moref;
    this.#process = new SimulatedProcess(options);
    options.management.attach(this.moref, (request) => {
      const life = this.#process.life;
      if (life) this.#process.run(life, () => this.#requested(life, request));
    });
  }

  get alive(): boolean {
    return this.#process.life !== undefined;
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

  /** Takes part in a migration of a VM. */
  migrates(vm: InstanceUuid): boolean {
    const life = this.#process.life;
    return life !== undefined && (life.sources.has(vm) || life.destinations.has(vm));
  }

  #log(text: string): void {
    this.#options.observer.log(this.moref, text);
  }

  // What is done to it

  boot(): void {
    this.#boots += 1;
    const bootUuid = `${this.moref}#${this.#boots}`;
    const later = this.#process.laterOf(bootUuid);
    const inLife = this.#process.inLifeOf(bootUuid);
    const { now } = this.#process;
    const { timeline, datastore, timing, newUuid, storageLatencyMs } = this.#options;
    const mine = new HostDatastore({
      host: this.moref,
      bootUuid,
      datastore,
      timing,
      newUuid,
      now,
      condition: () => (datastore.up ? this.#path : 'down'),
      latencyMs: storageLatencyMs,
      after: (delayMs, action) => timeline.after(delayMs, action),
      later,
      onLease: (state) => inLife((life) => this.#leaseChanged(life, state)),
      onChange: () => {},
    });
    const run = (action: () => void): void => inLife((life) => this.#process.run(life, action));
    const life: Life = {
      bootUuid,
      context: {
        ...this.#options,
        sabotage: this.#options.sabotage,
        host: this.moref,
        bootUuid,
        datastore: mine,
        now,
        later,
        run,
      },
      datastore: mine,
      machines: new Map(),
      sources: new Map(),
      destinations: new Map(),
      busy: new Set(),
    };
    this.#process.begin(life);
    this.#log('boots');
    mine.start();
  }

  /** SIGKILL. */
  kill(): void {
    const life = this.#process.kill();
    if (!life) return;
    const { observer, network } = this.#options;
    this.#log('is killed');
    for (const { vm } of life.machines.values()) observer.lost(this.moref, vm, 'hostKilled');
    for (const { mayOwn, migration } of life.destinations.values())
      if (mayOwn) observer.lost(this.moref, migration.vm, 'hostKilled');
    network.hostKilled(this.moref);
  }

  /** SIGSTOP. */
  freeze(): void {
    if (this.#process.freeze()) this.#log('is frozen');
  }

  /** SIGCONT. */
  thaw(): void {
    this.#process.thaw(({ datastore }) => {
      this.#log('goes on');
      datastore.checkLease();
    });
    for (const { vm } of this.#process.life?.machines.values() ?? [])
      if (this.executes(vm.instanceUuid)) this.#options.observer.guestRuns(this.moref, vm);
  }

  /** Cuts, hangs or mends the path to the datastore. */
  setPath(condition: PathCondition): void {
    this.#path = condition;
    this.pathChanged();
  }

  /** The array has died or has come back. */
  pathChanged(): void {
    const life = this.#process.life;
    if (life) this.#process.run(life, () => life.datastore.conditionChanged());
  }

  /** Nobody hears what becomes of the next change of a lock. */
  loseAnswer(): void {
    this.#process.life?.datastore.loseAnswerOf(changesLock);
  }

  // Requests of vCenter

  #requested(life: Life, request: Request): void {
    switch (request.kind) {
      case 'prepare':
        this.#prepare(life, request.migration);
        break;
      case 'initiate':
        this.#initiate(life, request.migration);
        break;
      case 'cancel': {
        const { id, vm } = request.migration;
        const shells = [life.sources.get(vm.instanceUuid), life.destinations.get(vm.instanceUuid)];
        for (const shell of shells) if (shell?.migration.id === id) shell.cancel('a user has cancelled it');
        break;
      }
      default:
        throw new Error(`a host is not told ${request.kind}`);
    }
  }

  #answer(request: Request): void {
    this.#options.management.send(this.moref, VCENTER, request);
  }

  #prepare(life: Life, migration: Migration): void {
    const { instanceUuid } = migration.vm;
    const { observer } = this.#options;
    observer.reached(migration, 'prepare', this.moref);
    if (this.has(instanceUuid) || this.migrates(instanceUuid)) {
      this.#answer({ kind: 'refused', migration, because: `${this.moref} has the VM, or is to receive it` });
      return;
    }
    const shell = new DestinationShell({
      context: life.context,
      migration,
      onMachine: (machine) => life.machines.set(instanceUuid, machine),
      onEnded: (outcome) => {
        life.destinations.delete(instanceUuid);
        observer.ended(migration, this.moref, outcome);
      },
    });
    life.destinations.set(instanceUuid, shell);
    shell.prepare();
    this.#answer({ kind: 'prepared', migration });
  }

  #initiate(life: Life, migration: Migration): void {
    const { instanceUuid } = migration.vm;
    const { observer } = this.#options;
    observer.reached(migration, 'initiate', this.moref);
    const machine = life.machines.get(instanceUuid);
    if (!machine || life.busy.has(instanceUuid) || this.migrates(instanceUuid)) {
      this.#answer({ kind: 'refused', migration, because: `${this.moref} has not the VM, or is moving it` });
      return;
    }
    const shell = new SourceShell({
      context: life.context,
      machine,
      migration,
      onSurrender: () => this.#surrender(life, machine),
      onEnded: (outcome) => {
        life.sources.delete(instanceUuid);
        observer.ended(migration, this.moref, outcome);
        this.#answer({ kind: 'ended', migration, outcome });
      },
    });
    life.sources.set(instanceUuid, shell);
    shell.start();
  }

  /** The VM is elsewhere. Of its locks, those that nobody has taken over are let go. */
  #surrender(life: Life, machine: Machine): void {
    machine.stop();
    life.machines.delete(machine.vm.instanceUuid);
    if (this.#options.sabotage === 'keepsDiskLocks') return;
    life.datastore.ask(
      () => machine.disk.relinquish(),
      (result) => this.#expectLocks(result),
    );
  }

  /** Nothing else goes wrong than that the locks of this host are lost, of which it is told in another way. */
  #expectLocks(result: { readonly error: StorageError } | { readonly value: unknown }): void {
    if (!('error' in result) || !(result.error instanceof VmfsError)) return;
    if (!['lockLost', 'fenced'].includes(result.error.code)) throw result.error;
  }

  // Guests

  /** HA's wish, which may be out of date. */
  restart(vm: VmFiles): void {
    const life = this.#process.life;
    if (life) this.#process.run(life, () => this.#restart(life, vm));
  }

  #restart(life: Life, vm: VmFiles): void {
    const { instanceUuid } = vm;
    if (this.has(instanceUuid) || this.migrates(instanceUuid)) return;
    life.busy.add(instanceUuid);
    life.datastore.ask(
      (volume) => powerOn(volume, vm),
      (result, mount) => {
        if ('error' in result || !mount) {
          life.busy.delete(instanceUuid);
          if ('error' in result) this.#log(`does not start ${instanceUuid}: ${result.error.message}`);
          return;
        }
        life.context.later(this.#options.startMs, () => this.#boot(life, vm, { ...result.value, mount }));
      },
    );
  }

  #boot(life: Life, vm: VmFiles, { mount, ...files }: PoweredOn & { readonly mount: Mount }): void {
    const { fileLock, disk, entries, broken } = files;
    const { guestShape, observer } = this.#options;
    life.busy.delete(vm.instanceUuid);
    if (life.datastore.mount !== mount) return;
    const guest = Guest.boot(guestShape, entries.length);
    const machine = new Machine(life.context, { vm, guest, disk, lock: { fileLock, mount } });
    life.machines.set(vm.instanceUuid, machine);
    if (broken) observer.lost(this.moref, vm, 'lockBroken');
    observer.booted(this.moref, vm, entries);
    machine.start();
  }

  /** The guest ends by itself, and its files are anybody's; one that stands still does nothing of that kind. */
  crashGuest(vm: VmFiles): void {
    const life = this.#process.life;
    const machine = life?.machines.get(vm.instanceUuid);
    if (!life || !machine?.executes || this.#process.frozen) return;
    const { instanceUuid } = vm;
    this.#options.observer.lost(this.moref, vm, 'guestCrash');
    life.sources.get(instanceUuid)?.vmLost('the guest has crashed');
    machine.stop();
    life.machines.delete(instanceUuid);
    life.busy.add(instanceUuid);
    const { fileLock } = machine.lock;
    life.datastore.ask(
      function* (volume) {
        yield* machine.disk.close();
        yield* volume.unlockFile(fileLock);
      },
      (result) => {
        life.busy.delete(instanceUuid);
        this.#expectLocks(result);
      },
    );
  }

  #leaseChanged(life: Life, state: LeaseState): void {
    const { observer } = this.#options;
    this.#log(`its lease is ${state}`);
    if (state !== 'lost') {
      for (const machine of life.machines.values()) machine.doubt(state === 'timedOut');
      return;
    }
    for (const destination of [...life.destinations.values()]) {
      if (destination.mayOwn) observer.lost(this.moref, destination.migration.vm, 'lockLost');
      destination.locksLost();
    }
    for (const [uuid, machine] of [...life.machines]) {
      machine.stop();
      life.machines.delete(uuid);
      observer.lost(this.moref, machine.vm, 'lockLost');
      life.sources.get(uuid)?.vmLost('the locks of this host are lost');
    }
  }
}
