// The virtual machines of one process of a host, after packages/host-agent/src/hostd: a start takes the lock of the .vmx and
// reads it under the lock; a power-off writes somebody's wish and lets the lock go; a guest stands still while nobody can
// tell whether the lock is held, and is stopped when it is not.
import {
  type Fault,
  type FdmTiming,
  type HeartbeatStatus,
  type HostMoref,
  type InstanceUuid,
  LOCK_NOT_FREE_FAULT,
  type LocalVmRuntime,
  NO_ACCESS_FAULT,
  POWER_STATE_FAULT,
  type VmAction,
} from '@microsphere/fdm';
import {
  type FileLock,
  formatVmx,
  LockedError,
  type Operation,
  parseVmx,
  VmfsError,
  type Volume,
} from '@microsphere/vmfs';
import { type Datastore, isCleanShutdown, pathOnVolume, type VmFiles } from './datastore.ts';
import type { HeldLock, HostDatastore } from './host-datastore.ts';
import { NotAdmittedError, type StorageError } from './storage-operation.ts';
import type { Observer, Sabotage, StartedBy, StopCause } from './world.ts';

export interface VmInventoryOptions {
  readonly host: HostMoref;
  readonly timing: FdmTiming & { readonly toolsHeartbeatTimeoutMs: number };
  readonly observer: Observer;
  readonly memoryMb: number;
  /** As on the boot disk. */
  readonly registered: Map<InstanceUuid, VmFiles>;
  readonly datastores: readonly HostDatastore[];
  readonly powerOnMs: number;
  readonly guestShutdownMs: number;
  readonly sabotage: Sabotage | undefined;
  readonly now: () => number;
  readonly later: (delayMs: number, action: () => void) => void;
  readonly frozen: () => boolean;
  /** A VM starts, or stops, or is another's. */
  readonly onChange: () => void;
}

interface Machine {
  readonly vm: VmFiles;
  readonly datastore: HostDatastore;
  phase: 'starting' | 'running' | 'stopping';
  /** Of its .vmx, with the mount that took it. */
  lock: HeldLock | undefined;
  /** HA has ended it: it is off for everybody, though its lock is still to be let go. */
  abandoned: boolean;
  /** Nobody can tell whether the lock is held: the guest stands still. */
  inDoubt: boolean;
  startedAt: number;
  /** Since when its guest does nothing. */
  hungAt: number | undefined;
  /** Requests for the VM that wait until it has started or stopped: one goes on at a time. */
  readonly waiting: (() => void)[];
}

type Done = (fault: Fault | undefined) => void;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Writes into the .vmx whether the next power-off, or the last, is somebody's wish. */
function* record(volume: Volume, path: string, cleanShutdown: boolean): Operation<void> {
  const vmx = parseVmx(decoder.decode(yield* volume.readFile(path)));
  vmx.set('cleanShutdown', cleanShutdown ? 'TRUE' : 'FALSE');
  yield* volume.writeFile(path, encoder.encode(formatVmx(vmx)));
}

/** Takes the lock and reads the .vmx under it; undefined where somebody wanted the VM off, and nobody may undo that. */
function* take(volume: Volume, path: string, mayUndoWish: boolean): Operation<FileLock | undefined> {
  const lock = yield* volume.lockFile(path);
  try {
    const vmx = parseVmx(decoder.decode(yield* volume.readFile(path)));
    if (isCleanShutdown(vmx)) {
      if (!mayUndoWish) {
        yield* volume.unlockFile(lock);
        return undefined;
      }
      yield* record(volume, path, false);
    }
    return lock;
  } catch (error) {
    yield* volume.unlockFile(lock);
    throw error;
  }
}

/** What a request is told of an error of the disk. */
export function storageFault(error: StorageError): Fault {
  if (error instanceof LockedError)
    return { type: LOCK_NOT_FREE_FAULT, message: `held by ${error.owner.hostName}`, definite: true };
  if (error instanceof VmfsError && !['fenced', 'lockLost'].includes(error.code))
    return { type: `Vmfs ${error.code}`, message: error.message, definite: true };
  return { type: NO_ACCESS_FAULT, message: error.message, definite: false };
}

export class VmInventory {
  readonly #options: VmInventoryOptions;
  readonly #machines = new Map<InstanceUuid, Machine>();
  /** VMs that were switched off by somebody's wish in this life. */
  readonly #clean = new Set<InstanceUuid>();

  constructor(options: VmInventoryOptions) {
    this.#options = options;
  }

  runs(uuid: InstanceUuid): boolean {
    const machine = this.#machines.get(uuid);
    return machine?.phase === 'running' && !machine.inDoubt;
  }

  has(uuid: InstanceUuid): boolean {
    return this.#machines.has(uuid);
  }

  get memoryUnreservedMb(): number {
    let taken = 0;
    for (const { phase, vm } of this.#machines.values()) if (phase !== 'stopping') taken += vm.memoryMb;
    return this.#options.memoryMb - taken;
  }

  /** Those that have their memory, and are not on yet. */
  startingVms(): InstanceUuid[] {
    return [...this.#machines].flatMap(([uuid, { phase }]) => (phase === 'starting' ? [uuid] : []));
  }

  runtimes(): LocalVmRuntime[] {
    const now = this.#options.now();
    return [...this.#options.registered.values()].map(({ instanceUuid, vmxPath }) => {
      const machine = this.#machines.get(instanceUuid);
      const on = machine !== undefined && machine.phase !== 'starting' && !machine.abandoned;
      return {
        vmxPath,
        instanceUuid,
        powerState: on ? 'poweredOn' : 'poweredOff',
        cleanPowerOff: !on && this.#clean.has(instanceUuid),
        guestHeartbeat: on ? this.#guestHeartbeat(machine, now) : 'gray',
        appHeartbeat: 'gray',
        upTimeMs: on ? now - machine.startedAt : 0,
        ioOperations: on ? Math.floor((machine.hungAt ?? now) - machine.startedAt) : 0,
        appNeedsReset: false,
      };
    });
  }

  #guestHeartbeat({ vm, startedAt, hungAt }: Machine, now: number): HeartbeatStatus {
    if (now - startedAt < (vm.toolsAfterMs ?? 0)) return 'gray';
    const silentMs = hungAt === undefined ? 0 : now - hungAt;
    const { toolsHeartbeatTimeoutMs } = this.#options.timing;
    if (silentMs < toolsHeartbeatTimeoutMs) return 'green';
    return silentMs < 2 * toolsHeartbeatTimeoutMs ? 'yellow' : 'red';
  }

  register(vm: VmFiles): void {
    this.#options.registered.set(vm.instanceUuid, vm);
  }

  #running(vm: VmFiles): Machine | undefined {
    const machine = this.#machines.get(vm.instanceUuid);
    return machine?.phase === 'running' ? machine : undefined;
  }

  // Starting

  powerOn(vm: VmFiles, by: StartedBy, done: Done): void {
    const { sabotage, datastores } = this.#options;
    const { instanceUuid, vmxPath } = vm;
    this.register(vm);
    const before = this.#machines.get(instanceUuid);
    if (before && before.phase !== 'running' && !before.abandoned) {
      before.waiting.push(() => this.powerOn(vm, by, done));
      return;
    }
    const datastore = datastores.find((mine) => mine.datastore.vms.has(instanceUuid));
    const refusal = this.#refusal(vm, datastore);
    if (refusal || !datastore) {
      done(refusal);
      return;
    }
    const machine: Machine = {
      vm,
      datastore,
      phase: 'starting',
      lock: undefined,
      abandoned: false,
      inDoubt: false,
      startedAt: 0,
      hungAt: undefined,
      waiting: [],
    };
    this.#machines.set(instanceUuid, machine);
    const mayUndoWish = by === 'user' || sabotage === 'ignoresCleanPowerOff';
    datastore.run(
      (volume) => take(volume, pathOnVolume(vmxPath), mayUndoWish),
      (result, mount) => {
        if ('error' in result && sabotage === 'ignoresLocks' && result.error instanceof LockedError) {
          this.#boot(machine, by, done);
          return;
        }
        const wantedOff = { type: POWER_STATE_FAULT, message: 'its last power-off was clean', definite: true };
        const fault =
          'error' in result ? storageFault(result.error) : result.value === undefined ? wantedOff : undefined;
        if ('value' in result && result.value && mount) machine.lock = { fileLock: result.value, mount };
        if (fault) this.#giveUp(machine, fault, done);
        else this.#boot(machine, by, done);
      },
      // It was told that the files cannot be reached.
      (late) => {
        const { mount } = datastore;
        if (late && mount) datastore.unlock({ fileLock: late, mount }, () => {});
      },
    );
  }

  #refusal(vm: VmFiles, datastore: HostDatastore | undefined): Fault | undefined {
    const fault = (type: string, message: string): Fault => ({ type, message, definite: true });
    if (this.#machines.get(vm.instanceUuid)?.abandoned)
      return fault(NO_ACCESS_FAULT, `${vm.vmxPath} was terminated: its storage has not been reached since`);
    if (this.has(vm.instanceUuid)) return fault(POWER_STATE_FAULT, `${vm.vmxPath} is powered on here already`);
    if (vm.memoryMb > this.memoryUnreservedMb) return fault('InsufficientMemoryResourcesFault', 'no memory left');
    return datastore ? undefined : fault(NO_ACCESS_FAULT, `no path leads to the datastore of ${vm.vmxPath}`);
  }

  #isCurrent(machine: Machine): boolean {
    return this.#machines.get(machine.vm.instanceUuid) === machine;
  }

  #lockLost({ vm }: Machine): Fault {
    return { type: NO_ACCESS_FAULT, message: `the lock of ${vm.vmxPath} was lost`, definite: false };
  }

  #boot(machine: Machine, by: StartedBy, done: Done): void {
    const { observer, host, powerOnMs, later, now, onChange } = this.#options;
    later(powerOnMs, () => {
      // The lease ran out meanwhile, or nobody can tell.
      if (!this.#isCurrent(machine) || machine.inDoubt) {
        this.#giveUp(machine, this.#lockLost(machine), done);
        return;
      }
      machine.phase = 'running';
      machine.startedAt = now();
      this.#clean.delete(machine.vm.instanceUuid);
      observer.vmStarted(host, machine.vm, by);
      onChange();
      done(undefined);
      this.#goOnWith(machine);
    });
  }

  /** A start has failed: nothing of it is left. */
  #giveUp(machine: Machine, fault: Fault, done: Done): void {
    this.#letGo(machine, undefined, () => {
      if (this.#isCurrent(machine)) this.#machines.delete(machine.vm.instanceUuid);
      done(fault);
      this.#goOnWith(machine);
    });
  }

  #goOnWith({ waiting }: Machine): void {
    for (const request of waiting.splice(0)) request();
  }

  // Stopping

  powerOff(vm: VmFiles, because: string, cause: 'user' | 'guestShutdown'): void {
    const machine = this.#running(vm);
    if (machine) this.#halt(machine, { because, cause, wish: true });
  }

  crash(vm: VmFiles): void {
    const machine = this.#running(vm);
    if (machine) this.#halt(machine, { because: 'it crashed', cause: 'guestCrash', wish: false });
  }

  hangs(uuid: InstanceUuid): boolean {
    return this.#machines.get(uuid)?.hungAt !== undefined;
  }

  hang(vm: VmFiles): void {
    const machine = this.#running(vm);
    if (!machine || machine.hungAt !== undefined) return;
    machine.hungAt = this.#options.now();
    this.#options.observer.log(this.#options.host, `${vm.instanceUuid} hangs`);
  }

  /** What HA does to a VM of this host. */
  act(action: VmAction, vm: VmFiles, because: string, done: Done): void {
    const { later, guestShutdownMs, observer, host, now, onChange } = this.#options;
    const machine = this.#running(vm);
    if (!machine) {
      // Off is off, whoever did it.
      const isOff = action === 'powerOff' || action === 'terminate';
      done(isOff ? undefined : { type: POWER_STATE_FAULT, message: `${vm.vmxPath} is powered off`, definite: true });
      return;
    }
    if (action !== 'reset') observer.haStops(host, vm);
    switch (action) {
      case 'powerOff':
      case 'terminate':
        // A disk that is not reached is not waited for.
        machine.abandoned = action === 'terminate' || !machine.datastore.accessible;
        this.#halt(machine, { because, cause: 'ha', wish: false }, machine.abandoned ? undefined : done);
        if (machine.abandoned) done(undefined);
        break;
      case 'shutdownGuest':
        done(undefined);
        later(guestShutdownMs, () => {
          if (this.#running(vm) === machine && machine.hungAt === undefined)
            this.#halt(machine, { because, cause: 'ha', wish: false });
        });
        break;
      case 'reset':
        machine.hungAt = undefined;
        machine.startedAt = now();
        observer.vmReset(host, vm, because);
        onChange();
        done(undefined);
        break;
    }
  }

  #halt(
    machine: Machine,
    { because, cause, wish }: { readonly because: string; readonly cause: StopCause; readonly wish: boolean },
    done: Done = () => {},
  ): void {
    const { observer, host, onChange } = this.#options;
    const { vm } = machine;
    machine.phase = 'stopping';
    observer.vmStopped(host, vm, because, cause);
    if (wish) this.#clean.add(vm.instanceUuid);
    const write = wish ? (volume: Volume) => record(volume, pathOnVolume(vm.vmxPath), true) : undefined;
    this.#letGo(machine, write, (error) => {
      if (this.#isCurrent(machine)) this.#machines.delete(vm.instanceUuid);
      if (wish && !error) observer.vmWantedOff(vm);
      onChange();
      done(error && storageFault(error));
      this.#goOnWith(machine);
    });
    onChange();
  }

  /** Lets the lock go after a last write under it. One that was lost with its mount is nobody's any more. */
  #letGo(
    machine: Machine,
    write: ((volume: Volume) => Operation<void>) | undefined,
    done: (error: StorageError | undefined) => void,
  ): void {
    const { lock, datastore } = machine;
    machine.lock = undefined;
    if (!lock || datastore.mount !== lock.mount) {
      const error = write ? new NotAdmittedError('the lock is lost, and the wish is not written') : undefined;
      this.#options.later(0, () => done(error));
      return;
    }
    const unlock = (first: StorageError | undefined) => datastore.unlock(lock, (error) => done(first ?? error));
    if (write) datastore.run(write, (result) => unlock('error' in result ? result.error : undefined));
    else unlock(undefined);
  }

  // What befalls them

  hostKilled(): void {
    for (const machine of this.#machines.values())
      if (machine.phase === 'running')
        this.#options.observer.vmStopped(this.#options.host, machine.vm, 'its host was killed', 'hostKilled');
  }

  /** The host goes on after it stood still. */
  goOn(): void {
    for (const { vm } of [...this.#machines.values()])
      if (this.runs(vm.instanceUuid)) this.#options.observer.vmResumed(this.#options.host, vm);
  }

  #on(datastore: Datastore): Machine[] {
    return [...this.#machines.values()].filter((machine) => machine.datastore.datastore === datastore);
  }

  locksInDoubt(datastore: Datastore): void {
    for (const machine of this.#on(datastore)) machine.inDoubt = true;
  }

  locksKept(datastore: Datastore): void {
    for (const machine of this.#on(datastore)) {
      machine.inDoubt = false;
      if (machine.phase === 'running' && !this.#options.frozen())
        this.#options.observer.vmResumed(this.#options.host, machine.vm);
    }
  }

  /** Somebody else may run what was here this very moment. */
  locksLost(datastore: Datastore): void {
    const { observer, host, onChange } = this.#options;
    for (const machine of this.#on(datastore)) {
      const wasRunning = machine.phase === 'running';
      // One that is starting or stopping notices by itself.
      this.#machines.delete(machine.vm.instanceUuid);
      machine.lock = undefined;
      if (wasRunning) observer.vmStopped(host, machine.vm, 'its lock is lost', 'lockLost');
    }
    onChange();
  }
}
