// A virtual disk on a datastore as this command holds it: locked, and mapped to where its bytes lie. A flat disk's extent
// is locked itself, and so is every .vmx in its folder: the host that runs a virtual machine holds that lock for all its disks.
import { randomBytes } from 'node:crypto';
import {
  BLOCK_BYTES,
  type FileLock,
  formatVmdk,
  mapExtents,
  type Operation,
  parseVmdk,
  VmfsError,
  type Volume,
} from '@microsphere/vmfs';
import { formatDatastorePath } from '../datastore/datastore-path.ts';
import { MAX_TRANSFER_BLOCKS } from '../datastore/initiator.ts';
import type { MountedDatastore } from '../datastore/mounted-datastore.ts';
import { Failure } from '../terminal/failure.ts';

interface Parts {
  readonly capacityBytes: number;
  readonly cid: string;
  readonly extents: Parameters<typeof mapExtents>[0];
  readonly locks: readonly FileLock[];
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'));
/** "/web/web.vmdk": "/web/web-flat.vmdk" */
const extentOf = (path: string) => path.replace(/\.vmdk$/, '-flat.vmdk');

export class VolumeDisk {
  readonly name: string;
  readonly capacityBytes: number;
  /** Content id, eight hexadecimal digits. */
  readonly cid: string;
  private readonly datastore: MountedDatastore;
  private readonly parts: Parts;

  private constructor(datastore: MountedDatastore, path: string, parts: Parts) {
    this.name = formatDatastorePath({ datastore: datastore.name, path });
    this.capacityBytes = parts.capacityBytes;
    this.cid = parts.cid;
    this.datastore = datastore;
    this.parts = parts;
  }

  /** Locks and opens a disk. Throws LockedError where a host has it, VmfsError, VmdkError. */
  static async open(datastore: MountedDatastore, path: string): Promise<VolumeDisk> {
    const locks: FileLock[] = [];
    try {
      for (const file of await datastore.run((volume) => vmxFiles(volume, folderOf(path))))
        locks.push(await datastore.run((volume) => volume.lockFile(file)));
      const text = await datastore.run((volume) => volume.readFile(path));
      const flat = parseVmdk(Buffer.from(text).toString());
      const extent = `${folderOf(path)}/${flat.extent}`;
      locks.push(await datastore.run((volume) => volume.lockFile(extent)));
      const { extents, sizeBytes } = await datastore.run((volume) => volume.stat(extent));
      const capacityBytes = flat.capacitySectors * BLOCK_BYTES;
      if (sizeBytes < capacityBytes)
        throw new VmfsError('damaged', `${path}: its extent has ${sizeBytes} of ${capacityBytes} bytes`);
      return new VolumeDisk(datastore, path, { capacityBytes, cid: flat.cid, extents, locks });
    } catch (error) {
      await unlock(datastore, locks);
      throw error;
    }
  }

  /** Bytes of the disk; offset and length in whole sectors. */
  async read(offsetBytes: number, lengthBytes: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(lengthBytes);
    let done = 0;
    for (const { lba, blocks } of mapExtents(this.parts.extents, offsetBytes, lengthBytes)) {
      this.datastore.admit();
      bytes.set(await this.datastore.lun.read(lba, blocks), done);
      done += blocks * BLOCK_BYTES;
    }
    return bytes;
  }

  async close(): Promise<void> {
    await unlock(this.datastore, this.parts.locks);
  }
}

/** A disk that is being made: its extent is there and locked; it becomes a disk when its descriptor is written, last. */
export class NewVolumeDisk {
  private readonly datastore: MountedDatastore;
  private readonly path: string;
  private readonly parts: Parts;
  /** The folder was made for it. */
  private readonly madeFolder: boolean;

  private constructor(
    datastore: MountedDatastore,
    path: string,
    options: { readonly parts: Parts; readonly madeFolder: boolean },
  ) {
    this.datastore = datastore;
    this.path = path;
    this.parts = options.parts;
    this.madeFolder = options.madeFolder;
  }

  /** Throws a Failure where the disk is there already, or there is no space for it: then nothing was written. */
  static async create(datastore: MountedDatastore, path: string, capacityBytes: number): Promise<NewVolumeDisk> {
    const name = formatDatastorePath({ datastore: datastore.name, path });
    const extent = extentOf(path);
    for (const file of [path, extent])
      if (await datastore.run((volume) => volume.exists(file)))
        throw new Failure(`${formatDatastorePath({ datastore: datastore.name, path: file })} exists`);
    const freeBytes = await datastore.freeBytes();
    if (freeBytes < capacityBytes)
      throw new Failure(`${name} needs ${mib(capacityBytes)}, and [${datastore.name}] has ${mib(freeBytes)} free`);
    const folder = folderOf(path);
    const madeFolder = folder !== '' && !(await datastore.run((volume) => volume.exists(folder)));
    if (madeFolder) await datastore.run((volume) => volume.makeDirectory(folder));
    try {
      await datastore.run((volume) => volume.createFile(extent, { sizeBytes: capacityBytes }));
      try {
        const lock = await datastore.run((volume) => volume.lockFile(extent));
        const { extents } = await datastore.run((volume) => volume.stat(extent));
        const parts = { capacityBytes, cid: randomBytes(4).toString('hex'), extents, locks: [lock] };
        return new NewVolumeDisk(datastore, path, { parts, madeFolder });
      } catch (error) {
        await datastore.run((volume) => volume.remove(extent));
        throw error;
      }
    } catch (error) {
      if (madeFolder) await datastore.run((volume) => volume.remove(folder));
      throw error;
    }
  }

  /** Offset and length in whole sectors; durable after `commit`. */
  async write(offsetBytes: number, bytes: Uint8Array): Promise<void> {
    let done = 0;
    for (const { lba, blocks } of mapExtents(this.parts.extents, offsetBytes, bytes.length)) {
      this.datastore.admit();
      const part = bytes.subarray(done, done + blocks * BLOCK_BYTES);
      await this.datastore.lun.write(lba, part, false);
      done += blocks * BLOCK_BYTES;
    }
  }

  /** Makes it a disk: what was written is durable before the descriptor is there. */
  async commit(): Promise<void> {
    const { path, parts } = this;
    const extent = extentOf(path);
    const descriptor = formatVmdk({
      capacitySectors: parts.capacityBytes / BLOCK_BYTES,
      extent: extent.slice(extent.lastIndexOf('/') + 1),
      cid: parts.cid,
    });
    this.datastore.admit();
    await this.datastore.lun.run(flush());
    await this.datastore.run((volume) => volume.createFile(path, { content: Buffer.from(descriptor) }));
    await unlock(this.datastore, parts.locks);
  }

  /** Removes everything of it. */
  async abandon(): Promise<void> {
    await unlock(this.datastore, this.parts.locks);
    await this.datastore.run((volume) => volume.remove(extentOf(this.path)));
    if (this.madeFolder) await this.datastore.run((volume) => volume.remove(folderOf(this.path)));
  }
}

/** The most that one transfer of `read` and `write` should have. */
export const TRANSFER_BYTES = Math.min(1024 * 1024, MAX_TRANSFER_BLOCKS * BLOCK_BYTES);

function* flush(): Operation<void> {
  yield { op: 'flush' };
}

function* vmxFiles(volume: Volume, folder: string): Operation<readonly string[]> {
  if (folder === '') return [];
  return (yield* volume.list(folder))
    .filter(({ name }) => name.endsWith('.vmx'))
    .map(({ name }) => `${folder}/${name}`);
}

async function unlock(datastore: MountedDatastore, locks: readonly FileLock[]): Promise<void> {
  for (const lock of locks) await datastore.run((volume) => volume.unlockFile(lock));
}

/** "128 MiB" */
export function mib(bytes: number): string {
  return `${Math.ceil(bytes / (1024 * 1024))} MiB`;
}
