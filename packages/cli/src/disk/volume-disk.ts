// A virtual disk on a datastore as this command holds it: locked like a host would, and mapped to where its bytes lie. What
// is in memory already is transferred at once, several parts side by side; what has to be loaded or allocated goes in turn.
import { randomBytes, randomUUID } from 'node:crypto';
import { MAX_TRANSFER_BLOCKS } from '@microsphere/block';
import {
  BLOCK_BYTES,
  contentId,
  NewFlatDisk,
  openDisk,
  type Provisioning,
  type VirtualDisk,
  VmfsError,
} from '@microsphere/vmfs';
import { formatDatastorePath } from '../datastore/datastore-path.ts';
import type { MountedDatastore } from '../datastore/mounted-datastore.ts';
import { Failure } from '../terminal/failure.ts';

/** The most that one transfer of `read` and `write` may have. */
export const TRANSFER_BYTES = Math.min(1024 * 1024, MAX_TRANSFER_BLOCKS * BLOCK_BYTES);

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'));

/** A disk with all that it descends from, locked to be read: nobody writes to it meanwhile. */
export class VolumeDisk {
  readonly name: string;
  private readonly datastore: MountedDatastore;
  private readonly disk: VirtualDisk;
  /** Tables are loaded one after the other. */
  private loads: Promise<void> = Promise.resolve();

  private constructor(datastore: MountedDatastore, path: string, disk: VirtualDisk) {
    this.name = formatDatastorePath({ datastore: datastore.name, path });
    this.datastore = datastore;
    this.disk = disk;
  }

  /** Locks and opens a disk. Throws LockedError where somebody writes to it, VmfsError. */
  static async open(datastore: MountedDatastore, path: string): Promise<VolumeDisk> {
    const disk = await datastore.run((volume) => openDisk(volume, path, { mode: 'readOnly' }));
    return new VolumeDisk(datastore, path, disk);
  }

  get capacityBytes(): number {
    return this.disk.capacityBytes;
  }

  /** Content id, eight hexadecimal digits. */
  get cid(): string {
    return this.disk.top.descriptor.cid;
  }

  get adapterType(): string {
    return this.disk.top.descriptor.ddb.get('adapterType') ?? 'lsilogic';
  }

  /** Bytes of the disk; offset and length in whole sectors. */
  async read(offsetBytes: number, lengthBytes: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(lengthBytes);
    const [sector, sectors] = [offsetBytes / BLOCK_BYTES, lengthBytes / BLOCK_BYTES];
    let done = 0;
    for (const piece of this.disk.locate(sector, sectors) ?? (await this.load(sector, sectors))) {
      if (piece.kind === 'device') {
        this.datastore.admit();
        bytes.set(await this.datastore.lun.read(piece.lba, piece.blocks), done);
      }
      done += piece.blocks * BLOCK_BYTES;
    }
    return bytes;
  }

  private load(sector: number, sectors: number) {
    const pieces = this.loads.then(() => this.datastore.run(() => this.disk.locateLoading(sector, sectors)));
    this.loads = pieces.then(
      () => {},
      () => {},
    );
    return pieces;
  }

  async close(): Promise<void> {
    await this.datastore.run(() => this.disk.close());
  }
}

/** A disk that is being made: it becomes one when all is written. */
export class NewVolumeDisk {
  private readonly datastore: MountedDatastore;
  private readonly disk: NewFlatDisk;
  /** The folder was made for it. */
  private readonly madeFolder: boolean;
  /** Blocks are allocated one after the other. */
  private allocations: Promise<unknown> = Promise.resolve();

  private constructor(
    datastore: MountedDatastore,
    { disk, madeFolder }: { readonly disk: NewFlatDisk; readonly madeFolder: boolean },
  ) {
    this.datastore = datastore;
    this.disk = disk;
    this.madeFolder = madeFolder;
  }

  /** Throws a Failure where the disk is there already, or there is no space for it: then nothing was written. */
  static async create(
    datastore: MountedDatastore,
    path: string,
    { capacityBytes, provisioning }: { readonly capacityBytes: number; readonly provisioning: Provisioning },
  ): Promise<NewVolumeDisk> {
    const name = formatDatastorePath({ datastore: datastore.name, path });
    if (await datastore.run((volume) => volume.exists(path))) throw new Failure(`${name} exists`);
    const freeBytes = await datastore.freeBytes();
    if (provisioning !== 'thin' && freeBytes < capacityBytes)
      throw new Failure(`${name} needs ${mib(capacityBytes)}, and [${datastore.name}] has ${mib(freeBytes)} free`);
    const folder = folderOf(path);
    const madeFolder = folder !== '' && !(await datastore.run((volume) => volume.exists(folder)));
    if (madeFolder) await datastore.run((volume) => volume.makeDirectory(folder));
    try {
      const ids = { cid: contentId(randomBytes(4).readUInt32BE()), uuid: randomUUID() };
      const disk = await datastore.run((volume) =>
        NewFlatDisk.begin(volume, path, { capacityBytes, provisioning, ids }),
      );
      return new NewVolumeDisk(datastore, { disk, madeFolder });
    } catch (error) {
      if (madeFolder) await datastore.run((volume) => volume.remove(folder));
      throw error;
    }
  }

  /** Offset and length in whole sectors; durable after `commit`. Throws a Failure where the datastore is full. */
  async write(offsetBytes: number, bytes: Uint8Array): Promise<void> {
    const [sector, sectors] = [offsetBytes / BLOCK_BYTES, bytes.length / BLOCK_BYTES];
    let done = 0;
    for (const { lba, blocks } of this.disk.locateForWrite(sector, sectors) ?? (await this.allocate(sector, sectors))) {
      this.datastore.admit();
      const part = bytes.subarray(done, done + blocks * BLOCK_BYTES);
      await this.datastore.lun.write(lba, part, { fua: false });
      done += blocks * BLOCK_BYTES;
    }
  }

  private allocate(sector: number, sectors: number) {
    const ranges = this.allocations.then(() => this.datastore.run(() => this.disk.allocate(sector, sectors)));
    this.allocations = ranges.catch(() => {});
    return ranges.catch((cause: unknown) => {
      if (!(cause instanceof VmfsError && cause.code === 'noSpace')) throw cause;
      const name = formatDatastorePath({ datastore: this.datastore.name, path: this.disk.path });
      throw new Failure(`${name} does not fit: [${this.datastore.name}] is full`, { cause });
    });
  }

  /** Makes it a disk: what was written is durable before the descriptor is there. */
  async commit(): Promise<void> {
    await this.datastore.run(() => this.disk.finish());
  }

  /** Removes everything of it. */
  async abandon(): Promise<void> {
    await this.datastore.run(() => this.disk.abandon());
    if (this.madeFolder) await this.datastore.run((volume) => volume.remove(folderOf(this.disk.path)));
  }
}

/** "128 MiB" */
export function mib(bytes: number): string {
  return `${Math.ceil(bytes / (1024 * 1024))} MiB`;
}
