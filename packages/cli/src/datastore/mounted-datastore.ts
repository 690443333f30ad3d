// A VMFS volume that this command has mounted as a host does: registered at the array, with a heartbeat slot of its own that
// it refreshes, and with on-disk locks that everybody respects. Nothing is sent once the lease is over; should anything be on
// its way then, the array refuses it, for whoever breaks a lock fences its owner first.
import { randomUUID } from 'node:crypto';
import { PathError } from '@microsphere/block';
import type { Timing } from '@microsphere/proto';
import {
  FILE_BLOCK_BYTES,
  HeartbeatLease,
  HeartbeatMonitor,
  LockedError,
  type Operation,
  readHeartbeats,
  refreshSlot,
  releaseSlot,
  type Superblock,
  type TakenSlot,
  takeSlot,
  VmfsError,
  Volume,
} from '@microsphere/vmfs';
import { Failure } from '../terminal/failure.ts';
import { pause } from '../terminal/interruption.ts';
import type { FoundVolume, InitiatorLun } from './initiator.ts';

/** Attempts in a heartbeat interval at the lock of a directory, which is held only while an entry is made or removed. */
const DIRECTORY_ATTEMPTS_PER_HEARTBEAT = 10;
/** A refresh that finds the slot ours but changed: it can only be once behind, for a command of unknown outcome. */
const MAX_REFRESH_ATTEMPTS = 4;

export interface MountOptions extends FoundVolume {
  /** As which host. */
  readonly hostName: string;
  readonly timing: Pick<Timing, 'vmfsHeartbeatIntervalMs' | 'vmfsLeaseMs'>;
}

export class MountedDatastore {
  readonly volume: Volume;
  readonly lun: InitiatorLun;
  private readonly superblock: Superblock;
  private readonly timing: MountOptions['timing'];
  private readonly monitor: HeartbeatMonitor;
  private readonly lease: HeartbeatLease;
  private taken: TakenSlot;
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> | undefined;
  /** Why nothing may be sent any more. */
  private failure: Error | undefined;

  private constructor(
    options: MountOptions,
    mount: {
      readonly volume: Volume;
      readonly monitor: HeartbeatMonitor;
      readonly taken: TakenSlot;
      readonly takenAt: number;
    },
  ) {
    this.lun = options.lun;
    this.superblock = options.superblock;
    this.timing = options.timing;
    this.volume = mount.volume;
    this.monitor = mount.monitor;
    this.taken = mount.taken;
    const { vmfsHeartbeatIntervalMs: heartbeatIntervalMs, vmfsLeaseMs: leaseMs } = options.timing;
    this.lease = new HeartbeatLease({ heartbeatIntervalMs, leaseMs }, mount.takenAt);
  }

  /** Takes a heartbeat slot and begins to refresh it. Throws VmfsError. */
  static async mount(options: MountOptions): Promise<MountedDatastore> {
    const { lun, superblock, hostName, timing } = options;
    const uuid = randomUUID();
    const now = () => performance.now();
    const monitor = new HeartbeatMonitor({ leaseMs: timing.vmfsLeaseMs });
    const takenAt = now();
    const taken = await lun.run(takeSlot({ uuid, name: hostName }, monitor, takenAt));
    const volume = new Volume({ superblock, owner: { uuid, hostName, slot: taken.slot }, monitor, now });
    const datastore = new MountedDatastore(options, { volume, monitor, taken, takenAt });
    datastore.timer = setInterval(() => datastore.beat(), timing.vmfsHeartbeatIntervalMs);
    return datastore;
  }

  get name(): string {
    return this.superblock.label;
  }

  get capacityBytes(): number {
    return this.superblock.fileBlocks * FILE_BLOCK_BYTES;
  }

  /** Throws where the locks of this mount are not certain any more: then nothing may be sent. */
  readonly admit = (): void => {
    if (this.failure) throw this.failure;
    if (this.lease.state(performance.now()) !== 'alive')
      throw new Failure(`[${this.name}]: the heartbeat was not refreshed in time: the locks may be another host's`);
  };

  /**
   * Runs an operation of the file system. A directory that others change is waited for, and so is the lock of a file whose
   * owner does not stir, until it may be broken. Throws LockedError for one whose owner lives.
   */
  async run<T>(operation: (volume: Volume) => Operation<T>): Promise<T> {
    const { vmfsHeartbeatIntervalMs: intervalMs, vmfsLeaseMs } = this.timing;
    // The owner of a directory's lock may have died over it.
    const giveUpAt = performance.now() + 2 * vmfsLeaseMs;
    for (;;) {
      try {
        const result = await this.lun.run(operation(this.volume), this.admit);
        // What was done counts if the lease lives now: then it has lived all the time.
        this.admit();
        return result;
      } catch (error) {
        if (!(error instanceof LockedError) || performance.now() > giveUpAt) throw error;
        if (error.type === 'file' && (await this.stirs(error.owner))) throw error;
      }
      await pause(intervalMs / DIRECTORY_ATTEMPTS_PER_HEARTBEAT);
    }
  }

  /** Whether the owner of a lock refreshes its slot: watched for as long as two refreshes take. */
  private async stirs({ uuid, slot }: LockedError['owner']): Promise<boolean> {
    const { vmfsHeartbeatIntervalMs: intervalMs } = this.timing;
    const until = performance.now() + 2 * intervalMs;
    let first: number | undefined;
    while (performance.now() < until) {
      await this.observe();
      const seen = this.monitor.slots().get(slot)?.slot;
      // Gone already: the next attempt gets the lock.
      if (seen?.ownerUuid !== uuid) return false;
      first ??= seen.sequence;
      if (seen.sequence !== first) return true;
      await pause(intervalMs / DIRECTORY_ATTEMPTS_PER_HEARTBEAT);
    }
    return false;
  }

  freeBytes(): Promise<number> {
    return this.run((volume) => volume.freeBytes());
  }

  private beat(): void {
    this.beating ??= this.refresh()
      .catch((error: unknown) => {
        // A path that is down may come back before the lease is over.
        if (!(error instanceof PathError)) this.failure ??= error as Error;
      })
      .finally(() => {
        this.beating = undefined;
      });
  }

  private async refresh(): Promise<void> {
    for (let attempt = 0; attempt < MAX_REFRESH_ATTEMPTS; attempt += 1) {
      const sentAt = performance.now();
      const { state, content } = await this.lun.run(refreshSlot(this.taken));
      this.taken = { slot: this.taken.slot, content };
      if (state === 'again') continue;
      if (state === 'lost')
        throw new VmfsError('lockLost', `[${this.name}]: another host has cleared the heartbeat slot of this command`);
      this.lease.refreshed(sentAt);
      await this.observe();
      return;
    }
  }

  private async observe(): Promise<void> {
    const sentAt = performance.now();
    const region = await this.lun.run(readHeartbeats());
    this.monitor.observe(region, { sentAt, answeredAt: performance.now() });
  }

  /** Gives the heartbeat slot back, and with it every lock that is left. */
  async unmount(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
    if (this.failure || !this.lun.client.up) return;
    await this.lun.run(releaseSlot(this.taken));
  }
}
