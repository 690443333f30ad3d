// A datastore: a VMFS volume as the rest of the host uses it. It outlives its mounts: a host that loses its locks takes a
// new heartbeat slot and goes on with the same datastore, with none of the locks that it had.
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@microsphere/process';
import type { pb, Timing } from '@microsphere/proto';
import {
  BLOCK_BYTES,
  decodeSlots,
  FILE_BLOCK_BYTES,
  type FileLock,
  formatVmdk,
  HeartbeatMonitor,
  type LeaseState,
  LockedError,
  mapExtents,
  type Operation,
  parseVmdk,
  readHeartbeats,
  readSuperblock,
  type Superblock,
  takeSlot,
  VmfsError,
  Volume,
} from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import { DatastoreDisk } from './datastore-disk.ts';
import type { LunDevice } from './lun-device.ts';
import { storageFault } from './storage-fault.ts';
import { VolumeHeartbeat } from './volume-heartbeat.ts';

/** Attempts in a heartbeat interval at the lock of a directory, which is held only while an entry is made or removed. */
const DIRECTORY_ATTEMPTS_PER_HEARTBEAT = 10;

/** One taking of a heartbeat slot, and what depends on it. */
interface Mount {
  readonly volume: Volume;
  readonly heartbeat: VolumeHeartbeat;
}

/** A lock on a file that this host holds; it ends with the mount that took it. */
export interface DatastoreFileLock {
  readonly path: string;
  readonly fileLock: FileLock;
  readonly mount: Mount;
}

/** How a disk has its space, in the words of `vmkfstools -d`. */
export type DiskProvisioning = 'thin' | 'zeroedThick' | 'eagerZeroedThick';

/** A virtual disk as its descriptor says. */
export interface DiskDescription {
  /** Of the descriptor. */
  readonly path: string;
  readonly capacityBytes: number;
  /** A child of another disk is thin. */
  readonly provisioning: DiskProvisioning;
  readonly uuid: string;
  /** Path of the disk that it descends from. */
  readonly parent: string | undefined;
  /** What its extent uses of the datastore. */
  readonly committedBytes: number;
}

export interface DatastoreOptions {
  readonly hostName: string;
  readonly device: LunDevice;
  readonly superblock: Superblock;
  readonly timing: Timing;
  readonly now: () => number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** The heartbeat on the volume went from one state to another. */
  readonly onState: (state: LeaseState) => void;
}

export class Datastore {
  private readonly options: DatastoreOptions;
  private mount_: Mount | undefined;
  private device_: LunDevice;
  private freeBytes = 0;

  constructor(options: DatastoreOptions) {
    this.options = options;
    this.device_ = options.device;
  }

  get name(): string {
    return this.options.superblock.label;
  }

  /** VMFS volume UUID. */
  get uuid(): string {
    return this.options.superblock.uuid;
  }

  get device(): LunDevice {
    return this.device_;
  }

  /** Whether I/O goes through at this moment. */
  get accessible(): boolean {
    return this.mount_?.heartbeat.admitted ?? false;
  }

  get mounted(): boolean {
    return this.mount_ !== undefined;
  }

  summary(): pb.IDatastoreSummary {
    return {
      name: this.name,
      uuid: this.uuid,
      accessible: this.accessible,
      capacityBytes: this.options.superblock.fileBlocks * FILE_BLOCK_BYTES,
      freeBytes: this.freeBytes,
      naa: this.device.naa,
    };
  }

  /** Takes a heartbeat slot of the volume, which is on `device`, and begins to refresh it. */
  async mount(device: LunDevice): Promise<void> {
    const { hostName, superblock, timing, now, log } = this.options;
    const { uuid: found } = await device.run(readSuperblock(device.blocks), device.whenUp);
    if (found !== this.uuid) throw new VmfsError('notFound', `LUN ${device.name} holds volume ${found} now`);
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
      this.freeBytes = await this.device.run(mount.volume.freeBytes(), mount.heartbeat.admission);
    } catch (error) {
      // The figure of a mount that has ended is nobody's.
      if (this.mount_ !== mount) return;
      this.options.log.warn({ err: error, datastore: this.name }, 'free space could not be counted');
    }
  }

  /** The path is up again. */
  pathUp(): void {
    this.mount_?.heartbeat.beatNow();
  }

  /** The path is down, which those who wait may want to know. */
  pathDown(): void {
    this.mount_?.heartbeat.wake();
  }

  /** Gives the heartbeat slot back. */
  async unmount(): Promise<void> {
    const mount = this.mount_;
    this.mount_ = undefined;
    await mount?.heartbeat.stop({ release: true });
  }

  private current(): Mount {
    if (this.mount_) return this.mount_;
    throw storageFault(this.name, new VmfsError('notFormatted', 'the volume is not mounted on this host'));
  }

  /** Runs an operation of the file system under this mount. A directory that others change is waited for. */
  private async run<T>(operation: (volume: Volume) => Operation<T>, mount = this.current()): Promise<T> {
    const { timing, now } = this.options;
    // Its holder may have died over it: then the lock is free after the lease.
    const giveUpAt = now() + 2 * timing.vmfsLeaseMs;
    for (;;) {
      try {
        const result = await this.device.run(operation(mount.volume), mount.heartbeat.admission);
        // What was done counts if the lease lives now: then it has lived all the time.
        await mount.heartbeat.admit();
        return result;
      } catch (error) {
        const worthAnother = error instanceof LockedError && error.type === 'directory' && now() < giveUpAt;
        if (!worthAnother) throw storageFault(this.name, error);
      }
      await pause(timing.vmfsHeartbeatIntervalMs / DIRECTORY_ATTEMPTS_PER_HEARTBEAT);
    }
  }

  exists(path: string): Promise<boolean> {
    return this.run((volume) => volume.exists(path));
  }

  readFile(path: string): Promise<Uint8Array> {
    return this.run((volume) => volume.readFile(path));
  }

  /** Makes a file with its content, whole or not at all. Fault: AlreadyExists. */
  createFile(path: string, content: Uint8Array): Promise<void> {
    return this.run((volume) => volume.createFile(path, { content }));
  }

  /** Replaces the content of a file, whole or not at all. Who writes holds the file's lock. */
  writeFile(path: string, content: Uint8Array): Promise<void> {
    return this.run((volume) => volume.writeFile(path, content));
  }

  /** Makes a directory where there is none. */
  async makeDirectory(path: string): Promise<void> {
    await this.unlessThere(path, (volume) => volume.makeDirectory(path));
  }

  /** Makes an empty file where there is none. */
  async createFileIfMissing(path: string): Promise<void> {
    await this.unlessThere(path, (volume) => volume.createFile(path, { content: new Uint8Array(0) }));
  }

  private unlessThere(path: string, make: (volume: Volume) => Operation<void>): Promise<void> {
    return this.run(function* (volume) {
      if (yield* volume.exists(path)) return;
      try {
        yield* make(volume);
      } catch (error) {
        if (!(error instanceof VmfsError && error.code === 'exists')) throw error;
      }
    });
  }

  /** Names of what is in a directory. */
  async list(path: string): Promise<string[]> {
    return (await this.run((volume) => volume.list(path))).map(({ name }) => name);
  }

  removeFile(path: string): Promise<void> {
    return this.run((volume) => volume.remove(path));
  }

  removeTree(path: string): Promise<void> {
    return this.run((volume) => volume.removeTree(path));
  }

  /** Takes a file's exclusive lock, breaking a dead owner's. Fault: FileLocked. */
  async lockFile(path: string): Promise<DatastoreFileLock> {
    const mount = this.current();
    return { path, mount, fileLock: await this.run((volume) => volume.lockFile(path), mount) };
  }

  /** Lets a lock go. One that was lost with its mount is nobody's any more: there is nothing to let go. */
  async unlockFile({ fileLock, mount, path }: DatastoreFileLock): Promise<void> {
    if (mount !== this.mount_) return;
    try {
      await this.run((volume) => volume.unlockFile(fileLock), mount);
    } catch (error) {
      if (mount === this.mount_) throw error;
      this.options.log.warn({ err: error, datastore: this.name, path }, 'a lock was lost before it was let go');
    }
  }

  /**
   * Makes a disk of zeros: the extent beside it, and the descriptor at `path`, which ends in ".vmdk". Its blocks are zeroed
   * beforehand, whether that was asked for or not. Faults: NotSupported (thin), NoDiskSpace, AlreadyExists.
   */
  async createDisk(
    path: string,
    { capacityBytes, provisioning }: { readonly capacityBytes: number; readonly provisioning: DiskProvisioning },
  ): Promise<void> {
    if (provisioning === 'thin') throw this.noChains(`a thin disk, ${path},`);
    await this.run((volume) => volume.createFile(extentOf(path), { sizeBytes: capacityBytes }));
    await this.createFile(path, newDescriptor(path, capacityBytes));
  }

  /** Fault: FileFault for a descriptor that is damaged, FileNotFound. */
  describeDisk(path: string): Promise<DiskDescription> {
    return this.run(function* (volume) {
      const disk = parseVmdk(Buffer.from(yield* volume.readFile(path)).toString());
      const { extents } = yield* volume.stat(`${directoryOf(path)}/${disk.extent}`);
      return {
        path,
        capacityBytes: disk.capacitySectors * BLOCK_BYTES,
        provisioning: 'eagerZeroedThick',
        uuid: '',
        parent: undefined,
        committedBytes: extents.reduce((sum, { count }) => sum + count * FILE_BLOCK_BYTES, 0),
      };
    });
  }

  /** Copies a disk inside the array: the blocks never come to the host. Faults: AlreadyExists, NoDiskSpace, ... */
  async cloneDisk(
    { source, destination }: { readonly source: string; readonly destination: string },
    onProgress: (percent: number) => void,
  ): Promise<void> {
    const { capacityBytes } = await this.describeDisk(source);
    await this.createDisk(destination, { capacityBytes, provisioning: 'eagerZeroedThick' });
    const [from, to] = await this.run(function* (volume) {
      return [yield* volume.stat(extentOf(source)), yield* volume.stat(extentOf(destination))] as const;
    });
    for (let offset = 0; offset < capacityBytes; offset += FILE_BLOCK_BYTES) {
      const length = Math.min(FILE_BLOCK_BYTES, capacityBytes - offset);
      const [read] = mapExtents(from.extents, offset, length);
      const [written] = mapExtents(to.extents, offset, length);
      // A file block lies in one piece.
      if (!read || !written) throw new Error(`${source}: no blocks at ${offset}`);
      await this.run(() => copyBlocks({ source: read.lba, lba: written.lba, blocks: read.blocks }));
      onProgress((100 * (offset + length)) / capacityBytes);
    }
    await this.run(flush);
  }

  /** The descriptor first: what is left of a disk without one is no disk. */
  async deleteDisk(path: string): Promise<void> {
    await this.removeFile(path);
    await this.removeFile(extentOf(path));
  }

  // Disks that descend from others come with the virtual disks of @microsphere/vmfs; until then nothing makes one.

  async createChildDisk({ parent, child }: { readonly parent: string; readonly child: string }): Promise<void> {
    throw this.noChains(`${child}, a child of ${parent},`);
  }

  /** What was written to a child goes into its parent, which nobody writes to; the child stays. It may be done again. */
  async mergeDisk(
    { child, parent }: { readonly child: string; readonly parent: string },
    _onProgress: (percent: number) => void,
  ): Promise<void> {
    throw this.noChains(`merging ${child} into ${parent}`);
  }

  /** A disk descends from another one from now on, which holds what the former parent holds. */
  async setDiskParent({ disk, parent }: { readonly disk: string; readonly parent: string }): Promise<void> {
    throw this.noChains(`${disk} as a child of ${parent}`);
  }

  /** Disks of a folder that those of other folders descend from. */
  async disksUsedElsewhere(_folder: string): Promise<ReadonlySet<string>> {
    return new Set();
  }

  private noChains(what: string): HostFault {
    return new HostFault('NotSupported', `[${this.name}] ${what} is not supported by this version of the file system`);
  }

  /** Opens a flat disk by its descriptor. Who writes to it holds the lock of the VM that it is of. */
  async openDisk(path: string): Promise<DatastoreDisk> {
    const mount = this.current();
    const { device } = this;
    const { disk, status } = await this.run(function* (volume) {
      const disk = parseVmdk(Buffer.from(yield* volume.readFile(path)).toString());
      const status = yield* volume.stat(`${path.slice(0, path.lastIndexOf('/'))}/${disk.extent}`);
      const capacityBytes = disk.capacitySectors * BLOCK_BYTES;
      if (status.sizeBytes < capacityBytes)
        throw new VmfsError('damaged', `${path}: its extent has ${status.sizeBytes} of ${capacityBytes} bytes`);
      return { disk, status };
    }, mount);
    return new DatastoreDisk({
      name: `[${this.name}] ${path.slice(1)}`,
      capacityBytes: disk.capacitySectors * BLOCK_BYTES,
      extents: status.extents,
      device,
      heartbeat: mount.heartbeat,
    });
  }

  /** The heartbeats of the hosts that have this volume mounted, as they are now; a stamp changes with every heartbeat. */
  async readHeartbeatSlots(): Promise<{ readonly hostName: string; readonly stamp: string }[]> {
    try {
      const region = await this.device.runOnce(readHeartbeats());
      return decodeSlots(region).map(({ hostName, ownerUuid, sequence }) => ({
        hostName,
        stamp: `${ownerUuid} ${sequence}`,
      }));
    } catch (error) {
      throw storageFault(this.name, error);
    }
  }
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** "/web/web.vmdk": "/web/web-flat.vmdk". */
function extentOf(path: string): string {
  return path.replace(/\.vmdk$/, '-flat.vmdk');
}

function newDescriptor(path: string, capacityBytes: number): Uint8Array {
  const extent = extentOf(path);
  return Buffer.from(
    formatVmdk({
      capacitySectors: capacityBytes / BLOCK_BYTES,
      extent: extent.slice(extent.lastIndexOf('/') + 1),
      cid: randomBytes(4).toString('hex'),
    }),
  );
}

function* copyBlocks(what: {
  readonly source: number;
  readonly lba: number;
  readonly blocks: number;
}): Operation<void> {
  yield { op: 'copy', ...what };
}

function* flush(): Operation<void> {
  yield { op: 'flush' };
}
