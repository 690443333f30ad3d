// A datastore: a VMFS volume as the rest of the host uses it. It outlives its mounts: a host that loses its locks takes a
// new heartbeat slot and goes on with the same datastore, with none of the locks that it had.
import type { pb } from '@microsphere/proto';
import {
  createChild,
  createDisk,
  type DiskChanges,
  decodeSlots,
  deleteDisk,
  FILE_BLOCK_BYTES,
  type FileLock,
  type KnownFile,
  type LockOffer,
  type LockOwner,
  type Operation,
  type Provisioning,
  readChangeRecord,
  readHeartbeats,
  setParent,
  VmfsError,
  type Volume,
  writeChangeRecord,
} from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import type { DatastoreDisk } from './datastore-disk.ts';
import { inaccessibleReasons } from './device-state.ts';
import {
  clone,
  closeTracked,
  type DiskDescription,
  describe,
  merge,
  moveRecord,
  newIds,
  openTracked,
  type Run,
  usedElsewhere,
} from './disk-files.ts';
import { type ChangeQuestion, GuestDisks, type Mount, type OpenDiskOptions } from './guest-disks.ts';
import type { LunDevice } from './lun-device.ts';
import { MountedVolume, type MountedVolumeOptions } from './mounted-volume.ts';
import { storageFault } from './storage-fault.ts';

/** A lock on a file that this host holds; it ends with the mount that took it. */
export interface DatastoreFileLock {
  readonly path: string;
  readonly fileLock: FileLock;
  readonly mount: Mount;
}

export class Datastore {
  private readonly options: MountedVolumeOptions;
  private readonly volume: MountedVolume;
  private readonly guestDisks: GuestDisks;

  constructor(options: MountedVolumeOptions) {
    this.options = options;
    this.volume = new MountedVolume(options);
    const { volume } = this;
    this.guestDisks = new GuestDisks({
      name: this.name,
      log: options.log,
      device: () => volume.device,
      isCurrent: (mount) => volume.isCurrent(mount),
      run: (operation, mount) => volume.run(operation, mount),
      perform: (operation, mount, admission) => volume.inTurn(operation, mount, admission),
    });
  }

  get name(): string {
    return this.options.superblock.label;
  }

  /** VMFS volume UUID. */
  get uuid(): string {
    return this.options.superblock.uuid;
  }

  get device(): LunDevice {
    return this.volume.device;
  }

  /** Whether I/O goes through at this moment. */
  get accessible(): boolean {
    return this.volume.accessible;
  }

  get mounted(): boolean {
    return this.volume.mounted;
  }

  summary(): pb.IDatastoreSummary {
    return {
      name: this.name,
      uuid: this.uuid,
      accessible: this.accessible,
      capacityBytes: this.options.superblock.fileBlocks * FILE_BLOCK_BYTES,
      freeBytes: this.volume.freeBytes,
      naa: this.device.naa,
      inaccessibleReason: inaccessibleReasons[this.device.state],
    };
  }

  /** Takes a heartbeat slot of the volume, which is on `device`, and begins to refresh it. */
  mount(device: LunDevice): Promise<void> {
    return this.volume.mount(device);
  }

  /** The path is up again. */
  pathUp(): void {
    this.volume.pathUp();
  }

  /** The path is down, which those who wait may want to know. */
  pathDown(): void {
    this.volume.pathDown();
  }

  /** Gives the heartbeat slot back. */
  unmount(): Promise<void> {
    return this.volume.unmount();
  }

  exists(path: string): Promise<boolean> {
    return this.volume.run((volume) => volume.exists(path));
  }

  readFile(path: string): Promise<Uint8Array> {
    return this.volume.run((volume) => volume.readFile(path));
  }

  /** Makes a file with its content, whole or not at all. Fault: AlreadyExists. */
  createFile(path: string, content: Uint8Array): Promise<void> {
    return this.volume.run((volume) => volume.createFile(path, { content }));
  }

  /** Replaces the content of a file, whole or not at all. Who writes holds the file's lock. */
  writeFile(path: string, content: Uint8Array): Promise<void> {
    return this.volume.run((volume) => volume.writeFile(path, content));
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
    return this.volume.run(function* (volume) {
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
    return (await this.volume.run((volume) => volume.list(path))).map(({ name }) => name);
  }

  removeFile(path: string): Promise<void> {
    return this.volume.run((volume) => volume.remove(path));
  }

  removeTree(path: string): Promise<void> {
    return this.volume.run((volume) => volume.removeTree(path));
  }

  /** Takes a file's exclusive lock, breaking a dead owner's. Fault: FileLocked. */
  async lockFile(path: string): Promise<DatastoreFileLock> {
    const mount = this.volume.current();
    // A lock that comes too late is nobody's.
    const letGo = (fileLock: FileLock) => {
      this.unlockFile({ path, mount, fileLock }).catch((error: unknown) =>
        this.options.log.warn({ err: error, datastore: this.name, path }, 'a lock that came too late was not let go'),
      );
    };
    return { path, mount, fileLock: await this.volume.run((volume) => volume.lockFile(path), mount, letGo) };
  }

  /** An exclusive lock that another host may take from now on (`acceptLock`), until this one takes it back. */
  offerLock({ fileLock, mount }: DatastoreFileLock): LockOffer {
    return mount.volume.offerLock(fileLock);
  }

  /** A file whose lock another host is going to offer. Fault: FileNotFound. */
  findFile(path: string): Promise<KnownFile> {
    return this.volume.run((volume) => volume.find(path));
  }

  /**
   * Takes a lock that another host has offered, in no other way, and for however long the disk does not answer. Faults: FileLocked
   * where the offer is over, CannotAccessFile where this host has lost the locks of the datastore.
   */
  async acceptLock(file: KnownFile, offer: LockOffer): Promise<DatastoreFileLock> {
    const mount = this.volume.current();
    const { path } = file;
    const fileLock = await this.volume.inTurn((volume) => volume.acceptLock(file, offer), mount);
    if (!fileLock) throw new HostFault('FileLocked', `[${this.name}] ${path.slice(1)} is not offered any more`);
    return { path, mount, fileLock };
  }

  /**
   * Takes an offered lock back; undefined: somebody has taken it. For however long the disk does not answer. Fault:
   * CannotAccessFile where this host has lost the locks of the datastore.
   */
  async reassertLock({ path, fileLock, mount }: DatastoreFileLock): Promise<DatastoreFileLock | undefined> {
    if (!this.volume.isCurrent(mount))
      throw storageFault(this.name, new VmfsError('lockLost', `${path}: the lock was lost`));
    const kept = await this.volume.inTurn((volume) => volume.reassertLock(fileLock), mount);
    return kept && { path, mount, fileLock: kept };
  }

  /**
   * Another host that holds a file's lock and lives; undefined where nobody does. Nothing is taken, and a path that is down is not
   * waited for. Faults: FileNotFound, CannotAccessFile.
   */
  async livingHolder(path: string): Promise<LockOwner | undefined> {
    const { volume } = this.volume.current();
    try {
      return await this.device.runOnce(volume.livingHolder(path));
    } catch (error) {
      throw storageFault(this.name, error);
    }
  }

  /** Lets a lock go. One that was lost with its mount is nobody's any more: there is nothing to let go. */
  async unlockFile({ fileLock, mount, path }: DatastoreFileLock): Promise<void> {
    // What is still under way on the file is so under the lock.
    await mount.io.settled();
    if (!this.volume.isCurrent(mount)) return;
    try {
      // However long the device is away: given up, the lock would stay for as long as the mount, and be nobody's.
      await this.volume.perform((volume) => volume.unlockFile(fileLock), mount);
    } catch (error) {
      if (this.volume.isCurrent(mount)) throw storageFault(this.name, error);
      this.options.log.warn({ err: error, datastore: this.name, path }, 'a lock was lost before it was let go');
    }
  }

  /**
   * Lets a lock go, and says that what the file is, is where its content says. True once that is so; false when the lock was no longer
   * this host's, and nothing has changed. However long the device is away: somebody has to know. Fault: CannotAccessFile
   * where the mount has ended meanwhile: then only the disk knows.
   */
  async markMoved({ fileLock, mount, path }: DatastoreFileLock): Promise<boolean> {
    await mount.io.settled();
    if (!this.volume.isCurrent(mount))
      throw storageFault(this.name, new VmfsError('fenced', `${path}: its lock is lost`));
    return await this.volume.inTurn((volume) => volume.markMoved(fileLock), mount);
  }

  /** Whether a file is only there to say where it was moved to. Fault: FileNotFound. */
  isMoved(path: string): Promise<boolean> {
    return this.volume.run((volume) => volume.isMoved(path));
  }

  /** Whether a lock is this host's now, as far as it can tell without asking the disk. */
  holds({ mount }: DatastoreFileLock): boolean {
    return this.volume.isCurrent(mount) && mount.heartbeat.admitted;
  }

  /** Whether EXTENDED COPY goes from one to the other: both are of one array, seen over the same paths. */
  sharesArrayWith(other: Datastore): boolean {
    return this.device.paths.some(({ client }) => other.device.hasPath(client));
  }

  /**
   * Makes a disk of zeros at `path`, which ends in ".vmdk", and its extent beside it; `uuid` of the disk that it becomes a copy
   * of. Faults: NoDiskSpace, AlreadyExists.
   */
  createDisk(
    path: string,
    {
      capacityBytes,
      provisioning,
      uuid,
    }: { readonly capacityBytes: number; readonly provisioning: Provisioning; readonly uuid?: string },
  ): Promise<void> {
    return this.volume.run((volume) => createDisk(volume, path, { capacityBytes, provisioning, ids: newIds(uuid) }));
  }

  /** Makes a disk that holds what will be written from now on; nobody writes to the parent any more. */
  createChildDisk({
    parent,
    child,
    uuid,
  }: {
    readonly parent: string;
    readonly child: string;
    readonly uuid?: string;
  }): Promise<void> {
    return this.volume.run((volume) => createChild(volume, { parent, child, ids: newIds(uuid) }));
  }

  /** The record of changes of a disk that nobody has open to be written; undefined where it has none. */
  readChangeRecord(path: string): Promise<Uint8Array | undefined> {
    return this.volume.run((volume) => readChangeRecord(volume, path));
  }

  /** The copy of a disk gets the record of the original. */
  writeChangeRecord(what: { readonly path: string; readonly record: Uint8Array }): Promise<void> {
    return this.volume.run((volume) => writeChangeRecord(volume, what));
  }

  /** Faults: FileNotFound, FileFault for a descriptor that is damaged. */
  describeDisk(path: string): Promise<DiskDescription> {
    return this.volume.run((volume) => describe(volume, path));
  }

  /** Copies a disk as it reads, inside the array. Faults: AlreadyExists, FileLocked, NoDiskSpace, ... */
  cloneDisk(
    what: { readonly source: string; readonly destination: string; readonly provisioning: Provisioning },
    onProgress: (percent: number) => void,
  ): Promise<void> {
    const mount = this.volume.current();
    return clone((operation) => this.volume.run(operation, mount), what, onProgress);
  }

  /**
   * What was written to a child goes into its parent; the child stays. It may be done again. A guest of this host may read
   * through both meanwhile: what the parent gets, the child hides. Faults: FileLocked, NoDiskSpace, ...
   */
  async mergeDisk(
    { child, parent }: { readonly child: string; readonly parent: string },
    onProgress: (percent: number) => void,
  ): Promise<void> {
    const mount = this.volume.current();
    const run: Run = (operation) => this.volume.run(operation, mount);
    await merge(run, { child, inUse: this.guestDisks.through(child, parent) }, onProgress);
  }

  /** A disk descends from another one from now on, which holds what the former parent holds. */
  setDiskParent(what: { readonly disk: string; readonly parent: string }): Promise<void> {
    return this.volume.run((volume) => setParent(volume, what));
  }

  /** Fault: FileLocked, while somebody has it open or descends from it. */
  deleteDisk(path: string): Promise<void> {
    return this.volume.run((volume) => deleteDisk(volume, path));
  }

  /** Disks of a folder that those of other folders descend from. */
  disksUsedElsewhere(folder: string): Promise<ReadonlySet<string>> {
    return this.volume.run((volume) => usedElsewhere(volume, folder));
  }

  /** What is written from now on is changed since the point that is returned. Nobody has the disk open. */
  endChangeEpoch(path: string): Promise<string> {
    return this.volume.run(function* (volume) {
      const disk = yield* openTracked(volume, path);
      const changeId = disk.tracker?.endEpoch() ?? '';
      yield* closeTracked(disk);
      return changeId;
    });
  }

  /** A disk has been merged into another one, which goes on with its record of changes. Nobody has either open. */
  moveChangeRecord(what: { readonly from: string; readonly to: string }): Promise<void> {
    return this.volume.run((volume) => moveRecord(volume, what));
  }

  /** See GuestDisks. */
  changedAreas(question: ChangeQuestion): Promise<DiskChanges> {
    return this.guestDisks.changedAreas(question);
  }

  /** Opens a disk for a guest, which has it alone, and shares what it descends from. Faults: FileLocked, FileFault, ... */
  openDisk(path: string, options: OpenDiskOptions): Promise<DatastoreDisk> {
    return this.guestDisks.open(this.volume.current(), path, options);
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
