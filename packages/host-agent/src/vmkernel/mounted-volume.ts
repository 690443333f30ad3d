// The VMFS volume of a datastore as this host has it mounted, or not: a heartbeat slot that is refreshed, and operations of the file
// system under it. It is mounted anew where a lease was lost; whoever began under an earlier mount has none of its locks.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@microsphere/process';
import type { Timing } from '@microsphere/proto';
import {
  HeartbeatMonitor,
  type LeaseState,
  LockedError,
  type Operation,
  readSuperblock,
  type Superblock,
  takeSlot,
  VmfsError,
  Volume,
} from '@microsphere/vmfs';
import type { Mount } from './guest-disks.ts';
import type { Admission, LunDevice } from './lun-device.ts';
import { ManagementIo } from './management-io.ts';
import { storageFault } from './storage-fault.ts';
import { Turns } from './turns.ts';
import { VolumeHeartbeat } from './volume-heartbeat.ts';

/** Attempts in a heartbeat interval at the lock of a directory, which is held only while an entry is made or removed. */
const DIRECTORY_ATTEMPTS_PER_HEARTBEAT = 10;

/** Operations of the file system at a time: a mount has room for so many transactions. */
const MAX_OPERATIONS_AT_A_TIME = 8;

export interface MountedVolumeOptions {
  readonly hostName: string;
  readonly device: LunDevice;
  readonly superblock: Superblock;
  readonly timing: Timing;
  readonly now: () => number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** The heartbeat on the volume went from one state to another. */
  readonly onState: (state: LeaseState) => void;
}

export class MountedVolume {
  private readonly options: MountedVolumeOptions;
  private mount_: Mount | undefined;
  private device_: LunDevice;
  private freeBytes_ = 0;
  private readonly turns = new Turns(MAX_OPERATIONS_AT_A_TIME);

  constructor(options: MountedVolumeOptions) {
    this.options = options;
    this.device_ = options.device;
  }

  private get name(): string {
    return this.options.superblock.label;
  }

  get device(): LunDevice {
    return this.device_;
  }

  get mounted(): boolean {
    return this.mount_ !== undefined;
  }

  /** Whether I/O goes through at this moment. */
  get accessible(): boolean {
    return this.mount_?.heartbeat.admitted ?? false;
  }

  /** As last counted. */
  get freeBytes(): number {
    return this.freeBytes_;
  }

  /** Takes a heartbeat slot of the volume, which is on `device`, and begins to refresh it. */
  async mount(device: LunDevice): Promise<void> {
    const { hostName, superblock, timing, now, log } = this.options;
    const { uuid: found } = await device.run(readSuperblock(device.blocks), device.whenUp);
    if (found !== superblock.uuid) throw new VmfsError('notFound', `LUN ${device.name} holds volume ${found} now`);
    this.device_ = device;
    // An owner is one mount: locks of an earlier one are never taken for this one's.
    const uuid = randomUUID();
    const monitor = new HeartbeatMonitor({ leaseMs: timing.vmfsLeaseMs });
    const takenAt = now();
    const taken = await device.run(takeSlot({ uuid, name: hostName }, monitor, takenAt), device.whenUp);
    const owner = { uuid, hostName, slot: taken.slot };
    const volume = new Volume({ superblock, owner, monitor, now });
    const mount: Mount = {
      volume,
      io: new ManagementIo(device),
      heartbeat: new VolumeHeartbeat({
        volumeName: this.name,
        device,
        taken,
        takenAt,
        monitor,
        timing,
        now,
        log,
        onState: (state) => this.leaseChanged(mount, state),
        onBeat: () => void this.countFree(mount),
      }),
    };
    this.mount_ = mount;
    mount.heartbeat.start();
    await mount.heartbeat.admit();
    await this.countFree(mount);
  }

  private leaseChanged(mount: Mount, state: LeaseState): void {
    if (this.mount_ !== mount) return;
    if (state === 'lost') this.mount_ = undefined;
    this.options.onState(state);
  }

  private async countFree(mount: Mount): Promise<void> {
    try {
      this.freeBytes_ = await this.device.run(mount.volume.freeBytes(), mount.heartbeat.admission);
    } catch (error) {
      // The figure of a mount that has ended is nobody's.
      if (this.mount_ !== mount) return;
      this.options.log.warn({ err: error, datastore: this.name }, 'free space could not be counted');
    }
  }

  pathUp(): void {
    this.mount_?.heartbeat.beatNow();
  }

  pathDown(): void {
    this.mount_?.heartbeat.wake();
  }

  /** Gives the heartbeat slot back. */
  async unmount(): Promise<void> {
    const mount = this.mount_;
    this.mount_ = undefined;
    await mount?.heartbeat.stop({ release: true });
  }

  /** Whether the locks of a mount are still this host's. */
  isCurrent(mount: Mount): boolean {
    return mount === this.mount_;
  }

  /** Fault: CannotAccessFile where there is none. */
  current(): Mount {
    if (this.mount_) return this.mount_;
    throw storageFault(this.name, new VmfsError('notFormatted', 'the volume is not mounted on this host'));
  }

  /** Runs an operation of the file system under a mount. A directory that others change is waited for. */
  async run<T>(
    operation: (volume: Volume) => Operation<T>,
    mount = this.current(),
    onLate?: (result: T) => void,
  ): Promise<T> {
    const { timing, now } = this.options;
    // Its holder may have died over it: then the lock is free after the lease.
    const giveUpAt = now() + 2 * timing.vmfsLeaseMs;
    for (;;) {
      try {
        return await this.turns.take(() => mount.io.run(() => this.perform(operation, mount), onLate));
      } catch (error) {
        const worthAnother = error instanceof LockedError && error.type === 'directory' && now() < giveUpAt;
        if (!worthAnother) throw storageFault(this.name, error);
      }
      await pause(timing.vmfsHeartbeatIntervalMs / DIRECTORY_ATTEMPTS_PER_HEARTBEAT);
    }
  }

  /** Without a turn. */
  async perform<T>(
    operation: (volume: Volume) => Operation<T>,
    { volume, heartbeat }: Mount,
    admission: Admission = heartbeat.admission,
  ): Promise<T> {
    const result = await this.device.run(operation(volume), admission);
    // What was done counts if the lease lives now: then it has lived all the time.
    await admission.admit();
    return result;
  }

  /** For whoever waits for as long as the array is away. */
  async inTurn<T>(
    operation: (volume: Volume) => Operation<T>,
    mount: Mount,
    admission: Admission = mount.heartbeat.admission,
  ): Promise<T> {
    try {
      return await this.turns.take(() => this.perform(operation, mount, admission));
    } catch (error) {
      throw storageFault(this.name, error);
    }
  }
}
