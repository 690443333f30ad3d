// This host's heartbeat on one volume: refreshes its slot, watches the others', and admits I/O only while the lease that
// the slot gives is alive. Over a new connection nothing is admitted before the slot was refreshed over it: a host that
// was frozen, or whose array came back with other LUNs, finds out before it writes. Should it write all the same (its clock
// stood still with it, or the write was on its way), the array refuses: then the locks are lost, whatever the clock says.
// Another path that takes over is a new connection in this sense.
import { PathError } from '@microsphere/block';
import type { Logger } from '@microsphere/process';
import type { Timing } from '@microsphere/proto';
import {
  HeartbeatLease,
  type HeartbeatMonitor,
  haltAfterMs,
  type LeaseState,
  readHeartbeats,
  refreshSlot,
  releaseSlot,
  type TakenSlot,
} from '@microsphere/vmfs';
import { type Admission, DeviceLostError, isFenced, type LunDevice } from './lun-device.ts';

/** A refresh that keeps finding the slot ours but changed: it can only be once behind, for a command of unknown outcome. */
const MAX_REFRESH_ATTEMPTS = 4;

/** I/O is over: the locks of this mount are lost, or the host stops. Nothing more of it reaches the disk. */
export class NotAdmittedError extends Error {
  override readonly name = 'NotAdmittedError';
}

export interface VolumeHeartbeatOptions {
  readonly volumeName: string;
  readonly device: LunDevice;
  readonly taken: TakenSlot;
  /** Before the slot was taken. */
  readonly takenAt: number;
  readonly monitor: HeartbeatMonitor;
  readonly timing: Pick<Timing, 'vmfsHeartbeatIntervalMs' | 'vmfsLeaseMs'>;
  readonly now: () => number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** The lease has changed its state. */
  readonly onState: (state: LeaseState) => void;
  /** A heartbeat was written, and the others' were seen. */
  readonly onBeat: () => void;
}

export class VolumeHeartbeat {
  private readonly options: VolumeHeartbeatOptions;
  private readonly lease: HeartbeatLease;
  private readonly haltAfterMs: number;
  /** That of the device in which the slot was taken. */
  private readonly deviceLife: number;
  private taken: TakenSlot;
  private state_: LeaseState = 'alive';
  /** The connection over which the slot was last refreshed. */
  private confirmed = 0;
  private stopped = false;
  /** The array has answered the last heartbeat with an error: the path is not what is broken. */
  private refused = false;
  private beating = false;
  private beatTimer: NodeJS.Timeout | undefined;
  private haltTimer: NodeJS.Timeout | undefined;
  private waiting: (() => void)[] = [];

  constructor(options: VolumeHeartbeatOptions) {
    this.options = options;
    const { vmfsHeartbeatIntervalMs: heartbeatIntervalMs, vmfsLeaseMs: leaseMs } = options.timing;
    this.lease = new HeartbeatLease({ heartbeatIntervalMs, leaseMs }, options.takenAt);
    this.haltAfterMs = haltAfterMs({ heartbeatIntervalMs, leaseMs });
    this.taken = options.taken;
    this.deviceLife = options.device.life;
  }

  start(): void {
    this.beatTimer = setInterval(() => this.beatNow(), this.options.timing.vmfsHeartbeatIntervalMs);
    this.scheduleHalt(this.lease.deadline);
    this.beatNow();
  }

  /** Whether I/O may be sent this very moment. */
  get admitted(): boolean {
    const { client } = this.options.device;
    const goes = this.options.device.state !== 'pdl' && client.up && this.confirmed === client.connection;
    return !this.stopped && this.update() === 'alive' && goes;
  }

  /** Resolves when I/O may be sent; rejects when it never may again, or when `wanted` says that nobody wants it any more. */
  async admit(wanted: () => boolean = () => true): Promise<void> {
    while (!this.admitted) {
      if (this.state_ === 'lost' || this.stopped || !wanted())
        throw new NotAdmittedError(
          `${this.options.volumeName}: ${this.state_ === 'lost' ? 'the locks of this host are lost' : 'the I/O was given up'}`,
        );
      this.options.device.checkNotLost({ guest: true });
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  readonly admission: Admission = { admit: () => this.admit(), fenced: () => this.fenced() };

  /** The array refuses what this mount sends: another host has broken its locks. */
  fenced(): void {
    if (this.stopped) return;
    this.lease.lost();
    this.update();
  }

  /** Lets whoever waits look again. */
  wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Heartbeats at once: the path has come up. */
  beatNow(): void {
    if (this.beating || this.stopped || this.update() === 'lost' || !this.options.device.client.up) return;
    this.beating = true;
    const { client } = this.options.device;
    const { connection } = client;
    void this.beat().finally(() => {
      this.beating = false;
      // A connection that came up meanwhile has not been refreshed over.
      if (client.connection !== connection) this.beatNow();
    });
  }

  private async beat(): Promise<void> {
    const { device, monitor, now, log, volumeName, onBeat } = this.options;
    try {
      const refreshed = await this.refresh();
      this.refused = false;
      if (!refreshed) return;
      const sentAt = now();
      const region = await device.runOnce(readHeartbeats());
      monitor.observe(region, { sentAt, answeredAt: now() });
      if (!this.stopped) onBeat();
    } catch (error) {
      if (error instanceof PathError) return;
      if (isFenced(error)) {
        this.fenced();
        return;
      }
      this.refused = true;
      // It was said already, and is found out again with every heartbeat until the device is back.
      if (error instanceof DeviceLostError) return;
      log.error({ err: error, datastore: volumeName }, 'heartbeat failed');
    }
  }

  /** False when the slot is not ours any more. */
  private async refresh(): Promise<boolean> {
    const { device, now } = this.options;
    for (let attempt = 0; attempt < MAX_REFRESH_ATTEMPTS; attempt += 1) {
      const sentAt = now();
      const { connection } = device.client;
      const { state, content } = await device.runOnce(refreshSlot(this.taken));
      this.taken = { slot: this.taken.slot, content };
      if (state === 'again') continue;
      if (state === 'lost') this.lease.lost();
      else {
        this.lease.refreshed(sentAt);
        this.confirmed = connection;
      }
      this.update();
      if (state === 'refreshed') this.scheduleHalt(this.lease.deadline);
      this.wake();
      return state === 'refreshed';
    }
    throw new Error(`the slot was not as it was read ${MAX_REFRESH_ATTEMPTS} times`);
  }

  private scheduleHalt(at: number): void {
    clearTimeout(this.haltTimer);
    if (!this.stopped) this.haltTimer = setTimeout(() => this.halt(), Math.max(0, Math.ceil(at - this.options.now())));
  }

  /** The slot was not refreshed in time: nothing that is on its way may leave this host any more. */
  private halt(): void {
    const { device, now, volumeName } = this.options;
    const state = this.update();
    if (state === 'lost') return;
    if (state === 'alive') {
      this.scheduleHalt(this.lease.deadline);
      return;
    }
    if (device.client.up && !this.refused)
      device.client.reset(`the heartbeat on ${volumeName} was not answered in time`);
    // A connection that looks alive and isn't is given as long, again and again.
    this.scheduleHalt(now() + this.haltAfterMs);
  }

  private update(): LeaseState {
    // A device that was lost for good and is back has been anybody's: vSphere takes it for a new one.
    if (this.options.device.life !== this.deviceLife) this.lease.lost();
    const state = this.lease.state(this.options.now());
    if (state === this.state_ || this.stopped) return this.state_;
    this.state_ = state;
    if (state === 'lost') {
      this.stopTimers();
      // Nothing that waits or is on its way may arrive under the registration of the next mount.
      const { device, volumeName } = this.options;
      device.client.reset(`the locks on ${volumeName} are lost`);
    }
    this.options.onState(state);
    if (state === 'lost') this.wake();
    return state;
  }

  private stopTimers(): void {
    clearInterval(this.beatTimer);
    clearTimeout(this.haltTimer);
  }

  /** Ends all I/O; where `release` says so, and the path is up, gives the slot back, and with it every lock that is left. */
  async stop({ release }: { readonly release: boolean }): Promise<void> {
    this.stopped = true;
    this.stopTimers();
    this.wake();
    const { device, log, volumeName } = this.options;
    if (!release || this.state_ === 'lost' || !device.client.up) return;
    try {
      await device.runOnce(releaseSlot(this.taken));
    } catch (error) {
      log.warn({ err: error, datastore: volumeName }, 'the heartbeat slot was not given back');
    }
  }
}
