// Disk images as files of this machine, read: raw ones, and the VMDKs that the codec knows. What is wrong with one is said
// with its name.
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import {
  expandGrain,
  type FileRead,
  GRAIN_SECTORS,
  IDENTIFIED_BYTES,
  type ImageFormat,
  identifyImage,
  openSparse,
  SECTOR_BYTES,
  SparseError,
  type SparseFile,
  type StoredGrain,
} from '@microsphere/vmfs';
import { Failure } from '../terminal/failure.ts';
import { isZero, Pipeline } from './transfer.ts';

export const imageFormats = ['auto', 'raw', 'vmdk'] as const;

/** Of the VMDKs that are written. */
export const GRAIN_BYTES = GRAIN_SECTORS * SECTOR_BYTES;
const RAW_READ_BYTES = 1024 * 1024;
const inflateAsync = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate);

/** A part of the disk that is not all zeros, at most. */
export interface ImagePart {
  readonly offsetBytes: number;
  /** Whole sectors. */
  readonly bytes: Uint8Array;
}

export class ImageFile {
  readonly path: string;
  readonly format: ImageFormat;
  /** Of the disk: whole sectors. A raw file that ends within a sector is filled up with zeros, as qemu-img does. */
  readonly capacityBytes: number;
  readonly fileBytes: number;
  private readonly handle: FileHandle;
  private readonly sparse: SparseFile | undefined;

  private constructor(options: {
    readonly path: string;
    readonly handle: FileHandle;
    readonly fileBytes: number;
    readonly sparse: SparseFile | undefined;
  }) {
    this.path = options.path;
    this.handle = options.handle;
    this.fileBytes = options.fileBytes;
    this.sparse = options.sparse;
    this.format = options.sparse ? 'vmdk' : 'raw';
    const sectors = options.sparse?.capacitySectors ?? Math.ceil(options.fileBytes / SECTOR_BYTES);
    this.capacityBytes = sectors * SECTOR_BYTES;
  }

  /** Opens a file, and checks all that can be checked before its data is read. Throws a Failure. */
  static async open(path: string, format: (typeof imageFormats)[number]): Promise<ImageFile> {
    const handle = await about(path, open(path, 'r'));
    try {
      const status = await about(path, handle.stat());
      if (!status.isFile()) throw new Failure(`${path} is not a file`);
      const fileBytes = status.size;
      const found = format === 'auto' ? await about(path, identify(handle)) : format;
      if (fileBytes === 0) throw new Failure(`${path} is empty`);
      const sparse = found === 'vmdk' ? await about(path, openVmdk(handle, fileBytes)) : undefined;
      return new ImageFile({ path, handle, fileBytes, sparse });
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** The parts of the disk that hold data, in order; `take` is called for one after the other. */
  async each(take: (part: ImagePart) => Promise<void>): Promise<void> {
    if (this.sparse) await this.eachGrain(this.sparse, take);
    else await this.eachPiece(take);
  }

  private async eachPiece(take: (part: ImagePart) => Promise<void>): Promise<void> {
    for (let offset = 0; offset < this.fileBytes; offset += RAW_READ_BYTES) {
      const wanted = Math.min(RAW_READ_BYTES, this.fileBytes - offset);
      const padded = Math.min(RAW_READ_BYTES, this.capacityBytes - offset);
      const bytes = new Uint8Array(padded);
      const { bytesRead } = await about(this.path, this.handle.read(bytes, 0, wanted, offset));
      if (bytesRead !== wanted) throw new Failure(`${this.path} became shorter while it was read`);
      if (!isZero(bytes)) await take({ offsetBytes: offset, bytes });
    }
  }

  private async eachGrain(sparse: SparseFile, take: (part: ImagePart) => Promise<void>): Promise<void> {
    const pipeline = new Pipeline<ImagePart>(take);
    try {
      const grains = sparse.grains();
      let step = grains.next();
      while (!step.done) {
        if ('stored' in step.value) {
          await pipeline.add(about(this.path, expand(step.value)));
          step = grains.next();
        } else step = grains.next(await about(this.path, readPart(this.handle, step.value)));
      }
      await pipeline.drain();
    } catch (error) {
      await pipeline.settle();
      throw error instanceof SparseError ? new Failure(`${this.path}: ${error.message}`, { cause: error }) : error;
    }
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

async function identify(handle: FileHandle): Promise<ImageFormat> {
  return identifyImage(await readPart(handle, { offsetBytes: 0, lengthBytes: IDENTIFIED_BYTES }));
}

async function openVmdk(handle: FileHandle, fileBytes: number): Promise<SparseFile> {
  const opening = openSparse(fileBytes);
  let step = opening.next();
  while (!step.done) step = opening.next(await readPart(handle, step.value));
  return step.value;
}

async function readPart(handle: FileHandle, { offsetBytes, lengthBytes }: FileRead): Promise<Uint8Array> {
  const bytes = new Uint8Array(lengthBytes);
  const { bytesRead } = await handle.read(bytes, 0, lengthBytes, offsetBytes);
  return bytes.subarray(0, bytesRead);
}

async function expand(grain: StoredGrain): Promise<ImagePart> {
  const offsetBytes = grain.sector * SECTOR_BYTES;
  if (!grain.compressed) return { offsetBytes, bytes: expandGrain(grain, undefined) };
  let inflated: Uint8Array | undefined;
  try {
    inflated = await inflateAsync(grain.stored, { maxOutputLength: grain.grainBytes });
  } catch {
    // expandGrain says which grain it is, and where.
  }
  return { offsetBytes, bytes: expandGrain(grain, inflated) };
}

/** What goes wrong with a file of the user's, in one line that names it. */
export async function about<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof SparseError) throw new Failure(`${path}: ${cause.message}`, { cause });
    const { code, syscall } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new Failure(`${path}: no such file or directory`, { cause });
    if (code === 'EEXIST') throw new Failure(`${path} exists`, { cause });
    if (code === 'ENOSPC') throw new Failure(`${path}: no space is left on its disk`, { cause });
    if (syscall !== undefined) throw new Failure(`${path}: ${(cause as Error).message}`, { cause });
    throw cause;
  }
}
