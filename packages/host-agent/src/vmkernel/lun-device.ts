// One logical unit as a host uses it: its paths, block commands, and the operations of the file system that are made of
// them. A path may break at any time; what becomes of a command then is decided here. All but COMPARE AND WRITE may be
// repeated, over whichever path is active by then, and are, for as long as the caller is still admitted; the outcome of a
// COMPARE AND WRITE is unknown, and the operation that asked for it looks for itself. A host that the array refuses because
// it is not registered any more has been fenced, which whoever admits its commands is told at once.
import { type BlockClient, LogicalUnit, MultipathClient, type Path, PathError, ScsiError } from '@microsphere/block';
import { pb, type Timing } from '@microsphere/proto';
import { type BlockCommand, type BlockOutcome, drive, type Operation, VmfsError } from '@microsphere/vmfs';
import {
  type DeviceEvent,
  type DeviceState,
  type DeviceStatus,
  deadline,
  newDevice,
  type Observation,
  step,
} from './device-state.ts';

/** Who lets commands go. */
export interface Admission {
  /** Resolves when one may be sent; rejects when none may be any more. Awaited before every sending. */
  admit(): Promise<void>;
  /** The array refused one: this host is not registered there any more. */
  fenced(): void;
}

/** The array says that the device is gone, or it could not be reached for longer than Misc.APDTimeout. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';
}

export interface LunDeviceOptions {
  readonly unit: pb.ILogicalUnit;
  readonly timing: Pick<Timing, 'apdTimeoutMs'>;
  readonly now: () => number;
  readonly onObservation: (device: LunDevice, observation: Observation) => void;
  /** A path came or went, another one is active, or the device's state changed. */
  readonly onChange: (device: LunDevice) => void;
}

export class LunDevice {
  private readonly options: LunDeviceOptions;
  /** Commands, over the path that is active. */
  readonly client: MultipathClient;
  readonly lun: number;
  readonly naa: string;
  readonly name: string;
  readonly blocks: number;
  private readonly unit: LogicalUnit;
  private status: DeviceStatus = newDevice;
  private timer: NodeJS.Timeout | undefined;
  private waiting: (() => void)[] = [];
  private closed = false;
  private retired = false;
  private permanentLosses = 0;

  constructor(options: LunDeviceOptions) {
    const { lun, naa, name, blocks } = options.unit;
    this.options = options;
    this.client = new MultipathClient(() => this.pathsChanged());
    this.lun = lun ?? 0;
    this.unit = new LogicalUnit(this.client, this.lun);
    this.naa = naa ?? '';
    this.name = name ?? '';
    this.blocks = blocks ?? 0;
  }

  get state(): DeviceState {
    return this.status.state;
  }

  get paths(): readonly Path[] {
    return this.client.paths;
  }

  /** Whether a connection is, or was, one of the paths. */
  hasPath(path: BlockClient): boolean {
    return this.paths.some(({ client }) => client === path);
  }

  /** Its LUN has another number, and is another device: what uses this one is over. */
  retire(): void {
    this.retired = true;
    this.changed();
  }

  /** Which life of the device this is: what uses one is over in the next, also where a device comes back that was lost for good. */
  get life(): number {
    const ended = this.state === 'pdl' ? this.permanentLosses - 1 : this.permanentLosses;
    return this.retired ? Number.POSITIVE_INFINITY : ended;
  }

  /** Nobody uses the device any more; who waits for it is told. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.wake();
  }

  private pathsChanged(): void {
    this.take({ kind: 'paths', alive: this.paths.filter(({ state }) => state !== 'dead').length });
    this.changed();
  }

  private take(event: DeviceEvent): void {
    if (this.closed) return;
    const { now, timing, onObservation } = this.options;
    const { status, observations } = step(this.status, event, now(), timing);
    this.status = status;
    for (const observation of observations) onObservation(this, observation);
    clearTimeout(this.timer);
    const at = deadline(status, timing);
    if (at !== undefined) this.timer = setTimeout(() => this.timeHasPassed(), Math.max(0, Math.ceil(at - now())));
  }

  private timeHasPassed(): void {
    this.take({ kind: 'time' });
    this.changed();
  }

  private changed(): void {
    this.wake();
    if (!this.closed) this.options.onChange(this);
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Throws DeviceLostError where waiting for the device is in vain: for a guest when it is gone, for others also after Misc.APDTimeout. */
  checkNotLost({ guest }: { readonly guest: boolean }): void {
    if (this.state === 'pdl') throw new DeviceLostError(`LUN ${this.name} (${this.naa}) is permanently lost`);
    if (this.state === 'apdTimeout' && !guest)
      throw new DeviceLostError(`all paths to LUN ${this.name} (${this.naa}) have been down for too long`);
  }

  /** Settles as `promise` does; rejects with DeviceLostError when the device is lost before that. */
  async orLost<T>(promise: Promise<T>): Promise<T> {
    let over = false;
    const settled = () => {
      over = true;
      this.wake();
    };
    promise.then(settled, settled);
    while (!over) {
      this.checkNotLost({ guest: false });
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    return await promise;
  }

  private async whenPathIsUp(): Promise<void> {
    while (!this.client.up) {
      this.checkNotLost({ guest: false });
      if (this.closed) throw new PathError(`LUN ${this.name}: the device is closed`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** Admitted whenever a path is up. */
  readonly whenUp: Admission = { admit: () => this.whenPathIsUp(), fenced: () => {} };

  /** Runs an operation; breaks of the path are waited out. */
  async run<T>(operation: Operation<T>, admission: Admission): Promise<T> {
    return await drive(operation, (command) => this.perform(command, admission));
  }

  /** Runs an operation over the path as it is. Throws PathError where it is down, or breaks. */
  async runOnce<T>(operation: Operation<T>): Promise<T> {
    return await drive(operation, (command) => this.attempt(() => this.unit.perform(command)));
  }

  private async perform(command: BlockCommand, admission: Admission): Promise<BlockOutcome> {
    try {
      return await this.repeated(admission, () => this.unit.perform(command), command.op !== 'compareAndWrite');
    } catch (error) {
      if (command.op === 'compareAndWrite' && error instanceof PathError) return 'unknown';
      throw error;
    }
  }

  /** Sends until it is answered, if it may be repeated. */
  async repeated<T>(admission: Admission, send: () => Promise<T>, repeatable = true): Promise<T> {
    for (;;) {
      await admission.admit();
      try {
        return await this.attempt(send);
      } catch (error) {
        if (isFenced(error)) admission.fenced();
        if (!repeatable || !(error instanceof PathError)) throw error;
      }
    }
  }

  /** Throws VmfsError fenced where the array refuses this host, DeviceLostError where it has no such device any more. */
  private async attempt<T>(send: () => Promise<T>): Promise<T> {
    try {
      const answer = await send();
      if (this.state === 'pdl') {
        this.take({ kind: 'answered' });
        this.changed();
      }
      return answer;
    } catch (error) {
      if (error instanceof ScsiError && isPermanentLoss(error)) {
        if (this.state !== 'pdl') {
          this.permanentLosses += 1;
          this.take({ kind: 'permanentLoss' });
          this.changed();
        }
        throw new DeviceLostError(`LUN ${this.name} (${this.naa}) is permanently lost: ${error.message}`, {
          cause: error,
        });
      }
      if (!(error instanceof ScsiError && refusesInitiator(error))) throw error;
      throw new VmfsError('fenced', `LUN ${this.name}: this host was preempted: ${error.message}`, { cause: error });
    }
  }
}

/** A command of an initiator that is not registered, or that was under way when its registration was preempted. */
function refusesInitiator(error: ScsiError): boolean {
  return error.isReservationConflict || error.status === pb.ScsiStatus.TASK_ABORTED;
}

/** Sense of permanent device loss (reference: storage.md): LOGICAL UNIT NOT SUPPORTED, FAILURE, FAILED SELF-CONFIGURATION. */
function isPermanentLoss({ sense: { key, asc, ascq } }: ScsiError): boolean {
  if (key === 0x5) return asc === 0x25 && ascq === 0x0;
  return key === 0x4 && ((asc === 0x3e && ascq === 0x1) || (asc === 0x4c && ascq === 0x0));
}

export function isFenced(error: unknown): boolean {
  return error instanceof VmfsError && error.code === 'fenced';
}
