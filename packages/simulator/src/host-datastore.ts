// A datastore as one process of a host uses it, after packages/host-agent/src/vmkernel: the mount and its heartbeat slot, the
// lease that admits I/O, what the host sees of the others' slots, and the operations of the file system. Everything that
// decides is the core of packages/vmfs; here are the timers and the path. A mount that is lost is followed by a new one.
import type { DatastoreCondition, FdmTiming } from '@microsphere/fdm';
import {
  type BlockCommand,
  decodeSlots,
  type FileLock,
  HeartbeatLease,
  HeartbeatMonitor,
  haltAfterMs,
  type LeaseState,
  LockedError,
  type Operation,
  readHeartbeats,
  refreshSlot,
  type TakenSlot,
  takeSlot,
  VmfsError,
  Volume,
} from '@microsphere/vmfs';
import type { Datastore } from './datastore.ts';
import { type Answer, DeviceLostError, Path, type PathCondition, PathError } from './path.ts';
import { drive, NotAdmittedError, type Result, type Send, type StorageError } from './storage-operation.ts';

/** A refresh that keeps finding the slot ours but changed can only be once behind. */
const MAX_REFRESH_ATTEMPTS = 4;
/** Attempts in a heartbeat interval at the lock of a directory. */
const DIRECTORY_ATTEMPTS_PER_HEARTBEAT = 10;
/** Operations of the file system at a time: a mount has room for so many transactions. */
const MAX_OPERATIONS_AT_A_TIME = 8;

/** Clocks of hosts are fractions. */
const CLOCK_GRAIN_MS = 1e-3;

export interface HostDatastoreTiming extends FdmTiming {
  readonly apdTimeoutMs: number;
  readonly reconnectDelayMs: number;
}

export interface HostDatastoreOptions {
  readonly host: string;
  /** Of the process. */
  readonly bootUuid: string;
  readonly datastore: Datastore;
  readonly timing: HostDatastoreTiming;
  readonly newUuid: () => string;
  /** The clock of this host. */
  readonly now: () => number;
  readonly condition: () => PathCondition;
  readonly latencyMs: () => number;
  readonly after: (delayMs: number, action: () => void) => void;
  readonly later: (delayMs: number, action: () => void) => void;
  /** The lease of the mount is another now: `timedOut` puts the locks in doubt, after `lost` they are gone. */
  readonly onLease: (state: LeaseState) => void;
  /** It was mounted, or is accessible or inaccessible now. */
  readonly onChange: () => void;
}

/** One taking of a heartbeat slot, and what depends on it. */
export interface Mount {
  readonly volume: Volume;
  readonly monitor: HeartbeatMonitor;
  readonly lease: HeartbeatLease;
  taken: TakenSlot;
  state: LeaseState;
  /** The connection over which the slot was last refreshed. */
  confirmed: number;
  beating: boolean;
}

/** Who waits to be admitted. */
interface Waiting {
  readonly mount: Mount;
  readonly go: () => void;
  readonly refuse: (error: NotAdmittedError | DeviceLostError) => void;
}

/** A lock of a file, with the mount that took it. */
export interface HeldLock {
  readonly fileLock: FileLock;
  readonly mount: Mount;
}

export class HostDatastore {
  readonly datastore: Datastore;
  readonly #options: HostDatastoreOptions;
  readonly #path: Path;
  #mount: Mount | undefined;
  #mounting = false;
  readonly #waiting: Waiting[] = [];
  /** Operations under way, and those that wait for room. */
  #running = 0;
  readonly #queue: (() => void)[] = [];
  /** Since when the unit cannot be reached, by the clock of the host. */
  #downSince: number | undefined;
  #apdTimedOut = false;
  /** The array has said that the unit is gone, and has carried out nothing since. */
  #permanentlyLost = false;
  /** Those who are told when all paths have been down for too long. */
  readonly #impatient = new Set<(error: DeviceLostError) => void>();
  #reported = false;

  constructor(options: HostDatastoreOptions) {
    const { datastore, bootUuid, host, timing, condition, latencyMs, after, later } = options;
    this.#options = options;
    this.datastore = datastore;
    this.#path = new Path({
      unit: datastore.unit,
      initiator: { host, session: bootUuid },
      condition,
      latencyMs,
      reconnectDelayMs: timing.reconnectDelayMs,
      after,
      later,
      onChange: () => this.#pathChanged(),
    });
  }

  /** Connects and mounts; and refreshes the slot for ever. */
  start(): void {
    this.#path.connect();
    if (!this.#path.connected) this.#pathChanged();
    this.#beatRegularly();
  }

  get mount(): Mount | undefined {
    return this.#mount;
  }

  /** Whether I/O goes through at this moment. */
  get accessible(): boolean {
    return this.#mount !== undefined && this.#admitted(this.#mount);
  }

  get condition(): DatastoreCondition {
    if (this.#permanentlyLost) return 'pdl';
    if (this.#apdTimedOut) return 'apdTimeout';
    return this.#downSince === undefined ? 'accessible' : 'apd';
  }

  /** An array has died, a cable was pulled, or the like. */
  conditionChanged(): void {
    this.#path.conditionChanged();
  }

  /** The path breaks when the next command of this kind has been carried out, before the answer. */
  loseAnswerOf(isIt: (command: BlockCommand) => boolean): void {
    this.#path.loseAnswerOf(isIt);
  }

  /** To be called when time may have passed unnoticed. */
  checkLease(): void {
    if (this.#mount) this.#update(this.#mount);
  }

  // The path

  #pathChanged(): void {
    const { timing, later, now, onChange } = this.#options;
    if (this.#path.connected) {
      this.#downSince = undefined;
      this.#apdTimedOut = false;
      if (this.#mount) this.#beat(this.#mount);
      else this.#tryMount();
    } else if (this.#downSince === undefined) {
      const since = now();
      this.#downSince = since;
      later(timing.apdTimeoutMs, () => {
        if (this.#downSince !== since) return;
        this.#apdTimedOut = true;
        for (const tell of [...this.#impatient]) tell(new DeviceLostError('all paths have been down for too long'));
        onChange();
      });
    }
    this.#wake();
    this.#reportChange();
  }

  /** Says so when the datastore has become accessible, or no longer is. */
  #reportChange(): void {
    const { accessible } = this;
    if (accessible === this.#reported) return;
    this.#reported = accessible;
    this.#options.onChange();
  }

  readonly #sendOnce: Send = (command, next) =>
    this.#path.send(command, (answer) => {
      this.#heard(answer);
      next(answer);
    });

  /** A unit that was lost for good and is back has been anybody's: what was locked there is not any more. */
  #heard(answer: Answer): void {
    if (answer instanceof PathError) return;
    const lost = answer instanceof DeviceLostError;
    if (lost === this.#permanentlyLost) return;
    this.#permanentlyLost = lost;
    if (!lost && this.#mount) {
      this.#mount.lease.lost();
      this.#update(this.#mount);
    }
    this.#wake();
    this.#options.onChange();
    this.#reportChange();
  }

  // The mount

  #tryMount(): void {
    if (this.#mount || this.#mounting || !this.#path.connected) return;
    this.#mounting = true;
    const { host, datastore, timing, now, newUuid, later } = this.#options;
    const uuid = newUuid();
    const monitor = new HeartbeatMonitor({ leaseMs: timing.vmfsLeaseMs });
    const takenAt = now();
    const { connection } = this.#path;
    drive(takeSlot({ uuid, name: host }, monitor, takenAt), this.#sendOnce, (result) => {
      this.#mounting = false;
      if ('error' in result) {
        later(timing.vmfsHeartbeatIntervalMs, () => this.#tryMount());
        return;
      }
      const { superblock } = datastore;
      const mount: Mount = {
        volume: new Volume({
          superblock,
          owner: { uuid, hostName: host, slot: result.value.slot },
          monitor,
          now,
        }),
        monitor,
        lease: new HeartbeatLease(leaseTiming(timing), takenAt),
        taken: result.value,
        state: 'alive',
        // The connection may have ended meanwhile; then it is to be refreshed over the next one.
        confirmed: connection,
        beating: false,
      };
      this.#mount = mount;
      this.#scheduleHalt(mount);
      this.#beat(mount);
      this.#wake();
      this.#reportChange();
    });
  }

  #beatRegularly(): void {
    this.#options.later(this.#options.timing.vmfsHeartbeatIntervalMs, () => {
      if (this.#mount) this.#beat(this.#mount);
      this.#beatRegularly();
    });
  }

  /** Refreshes the slot and looks at those of others. */
  #beat(mount: Mount, attempt = 1): void {
    if ((mount.beating && attempt === 1) || this.#update(mount) === 'lost' || !this.#path.connected) return;
    mount.beating = true;
    const { now } = this.#options;
    const sentAt = now();
    const { connection } = this.#path;
    drive(refreshSlot(mount.taken), this.#sendOnce, (result) => {
      if (this.#mount !== mount) return;
      if ('error' in result) {
        this.#beatFailed(mount, result.error, connection);
        return;
      }
      const { state, content } = result.value;
      mount.taken = { slot: mount.taken.slot, content };
      if (state === 'again') {
        if (attempt === MAX_REFRESH_ATTEMPTS) throw new Error('the slot was not as it was read, again and again');
        this.#beat(mount, attempt + 1);
        return;
      }
      if (state === 'lost') {
        mount.lease.lost();
        this.#update(mount);
        return;
      }
      mount.lease.refreshed(sentAt);
      mount.confirmed = connection;
      this.#update(mount);
      this.#wake();
      this.#reportChange();
      this.#look(mount, connection);
    });
  }

  #look(mount: Mount, connection: number): void {
    const sentAt = this.#options.now();
    drive(readHeartbeats(), this.#sendOnce, (result) => {
      if (this.#mount !== mount) return;
      if ('error' in result) {
        this.#beatFailed(mount, result.error, connection);
        return;
      }
      mount.monitor.observe(result.value, { sentAt, answeredAt: this.#options.now() });
      this.#beaten(mount, connection);
    });
  }

  #beatFailed(mount: Mount, error: StorageError, connection: number): void {
    if (error instanceof VmfsError && error.code === 'fenced') {
      mount.lease.lost();
      this.#update(mount);
    }
    this.#beaten(mount, connection);
  }

  #beaten(mount: Mount, connection: number): void {
    mount.beating = false;
    // A connection that came up meanwhile has not been refreshed over.
    if (this.#mount === mount && this.#path.connection !== connection) this.#beat(mount);
  }

  #scheduleHalt(mount: Mount): void {
    const { now, later } = this.#options;
    // A timer that fires a little early would only be set again.
    later(Math.max(CLOCK_GRAIN_MS, mount.lease.deadline - now()), () => this.#halt(mount));
  }

  /** The slot was not refreshed in time: nothing that is on its way may leave this host any more. */
  #halt(mount: Mount): void {
    if (this.#mount !== mount) return;
    const state = this.#update(mount);
    if (state === 'lost') return;
    if (state === 'alive') {
      this.#scheduleHalt(mount);
      return;
    }
    const { timing, later } = this.#options;
    // Where the array has answered it is not the path that is broken.
    if (!this.#permanentlyLost) this.#path.reset();
    later(haltAfterMs(leaseTiming(timing)), () => this.#halt(mount));
  }

  #update(mount: Mount): LeaseState {
    const state = mount.lease.state(this.#options.now());
    if (state === mount.state || this.#mount !== mount) return mount.state;
    mount.state = state;
    if (state === 'lost') this.#mount = undefined;
    this.#options.onLease(state);
    if (state === 'lost') {
      // Nothing that waits or is on its way may arrive under the registration of the next mount.
      this.#path.reset();
      for (const waiting of this.#waiting.splice(0))
        if (waiting.mount === mount) waiting.refuse(new NotAdmittedError('the locks of this host are lost'));
        else this.#waiting.push(waiting);
      this.#tryMount();
    } else if (state === 'timedOut') this.#scheduleHalt(mount);
    this.#reportChange();
    return state;
  }

  // Operations of the file system

  #admitted(mount: Mount): boolean {
    return (
      this.#mount === mount &&
      !this.#permanentlyLost &&
      this.#path.connected &&
      mount.confirmed === this.#path.connection &&
      mount.lease.state(this.#options.now()) === 'alive'
    );
  }

  #admit(mount: Mount, go: () => void, refuse: Waiting['refuse']): void {
    if (this.#permanentlyLost) refuse(new DeviceLostError('the unit is permanently lost'));
    else if (this.#mount !== mount) refuse(new NotAdmittedError('the locks of this host are lost'));
    else if (this.#admitted(mount)) go();
    else this.#waiting.push({ mount, go, refuse });
  }

  /** Lets whoever waits look again. */
  #wake(): void {
    for (const { mount, go, refuse } of this.#waiting.splice(0)) this.#admit(mount, go, refuse);
  }

  #sender(mount: Mount): Send {
    const send: Send = (command, next) =>
      this.#admit(
        mount,
        () =>
          this.#sendOnce(command, (answer) => {
            if (answer instanceof PathError) {
              if (command.op === 'compareAndWrite') next('unknown');
              else send(command, next);
              return;
            }
            if (answer instanceof VmfsError && answer.code === 'fenced' && this.#mount === mount) {
              mount.lease.lost();
              this.#update(mount);
            }
            next(answer);
          }),
        next,
      );
    return send;
  }

  /**
   * Runs an operation under the mount of this moment. What was done counts if the lease lives when it is: then it has lived all
   * the time. `done` hears of it once; after Misc.APDTimeout the operation goes on by itself, and `onLate` hears its result.
   */
  run<T>(
    operation: (volume: Volume) => Operation<T>,
    done: (result: Result<T>, mount: Mount | undefined) => void,
    onLate?: (value: T) => void,
  ): void {
    const mount = this.#mount;
    const { later, now, timing } = this.#options;
    if (!mount) {
      later(0, () => done({ error: new NotAdmittedError('the volume is not mounted') }, undefined));
      return;
    }
    if (this.#apdTimedOut) {
      later(0, () => done({ error: new DeviceLostError('all paths have been down for too long') }, mount));
      return;
    }
    let told = false;
    const tell = (result: Result<T>): void => {
      if (told) {
        if ('value' in result) onLate?.(result.value);
        return;
      }
      told = true;
      this.#impatient.delete(giveUp);
      done(result, mount);
    };
    const giveUp = (error: DeviceLostError): void => tell({ error });
    this.#impatient.add(giveUp);
    const giveUpAt = now() + 2 * timing.vmfsLeaseMs;
    const attempt = (): void =>
      this.#inTurn((over) =>
        drive(operation(mount.volume), this.#sender(mount), (result) => {
          over();
          if ('error' in result) {
            const directory = result.error instanceof LockedError && result.error.type === 'directory';
            if (directory && now() < giveUpAt)
              later(timing.vmfsHeartbeatIntervalMs / DIRECTORY_ATTEMPTS_PER_HEARTBEAT, attempt);
            else tell(result);
            return;
          }
          this.#admit(
            mount,
            () => tell(result),
            (error) => tell({ error }),
          );
        }),
      );
    attempt();
  }

  #inTurn(action: (over: () => void) => void): void {
    const begin = (): void => {
      this.#running += 1;
      action(() => {
        this.#running -= 1;
        this.#queue.shift()?.();
      });
    };
    if (this.#running < MAX_OPERATIONS_AT_A_TIME) begin();
    else this.#queue.push(begin);
  }

  /** Where the heartbeat slots stand; not answered when they cannot be read. */
  readSlots(done: (slots: readonly { readonly host: string; readonly stamp: string }[]) => void): void {
    drive(readHeartbeats(), this.#sendOnce, (result) => {
      if ('value' in result)
        done(
          decodeSlots(result.value).map(({ hostName, ownerUuid, sequence }) => ({
            host: hostName,
            stamp: `${ownerUuid} ${sequence}`,
          })),
        );
    });
  }

  /**
   * Runs an operation under the mount of this moment, however long the device is away: the disk answers, or the locks of this
   * mount are lost. What was done counts if the lease lives when it is.
   */
  ask<T>(
    operation: (volume: Volume) => Operation<T>,
    done: (result: Result<T>, mount: Mount | undefined) => void,
  ): void {
    const mount = this.#mount;
    if (!mount) {
      this.#options.later(0, () => done({ error: new NotAdmittedError('the volume is not mounted') }, undefined));
      return;
    }
    drive(operation(mount.volume), this.#sender(mount), (result) => {
      if ('error' in result) done(result, mount);
      else
        this.#admit(
          mount,
          () => done(result, mount),
          (error) => done({ error }, mount),
        );
    });
  }

  /**
   * Lets a lock go, however long the device is away: given up, it would stay for as long as the mount, and be nobody's. One that
   * was lost with its mount is nobody's any more.
   */
  unlock({ fileLock, mount }: HeldLock, done: (error: StorageError | undefined) => void): void {
    if (this.#mount !== mount) {
      this.#options.later(0, () => done(undefined));
      return;
    }
    drive(mount.volume.unlockFile(fileLock), this.#sender(mount), (result) =>
      done('error' in result && this.#mount === mount ? result.error : undefined),
    );
  }

  /** Whether another host that lives holds the lock of a file, as far as this one can see. */
  probeLock(path: string, done: (owner: 'held' | 'free' | 'inaccessible') => void): void {
    const mount = this.#mount;
    if (!mount) {
      this.#options.later(0, () => done('inaccessible'));
      return;
    }
    drive(mount.volume.livingHolder(path), this.#sendOnce, (result) => {
      if ('value' in result) done(result.value ? 'held' : 'free');
      else done(result.error instanceof VmfsError && result.error.code === 'notFound' ? 'free' : 'inaccessible');
    });
  }
}

function leaseTiming({ vmfsHeartbeatIntervalMs, vmfsLeaseMs }: FdmTiming) {
  return { heartbeatIntervalMs: vmfsHeartbeatIntervalMs, leaseMs: vmfsLeaseMs };
}
