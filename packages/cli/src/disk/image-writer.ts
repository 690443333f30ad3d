// Disk images as files of this machine, written: under a name beside the file's own until all is there and durable, so that
// nobody takes half an image for a whole one.
import { randomBytes } from 'node:crypto';
import { type FileHandle, link, open, rm, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { promisify } from 'node:util';
import { constants, deflate } from 'node:zlib';
import { type ImageFormat, SECTOR_BYTES, StreamWriter } from '@microsphere/vmfs';
import { Failure } from '../terminal/failure.ts';
import { about, GRAIN_BYTES } from './image-file.ts';
import { isZero, Pipeline } from './transfer.ts';

const deflateAsync = promisify<Uint8Array, { level: number }, Buffer>(deflate);
/** Smaller files cost several times the time. */
const COMPRESSION = { level: constants.Z_BEST_SPEED };

export interface ImageWriterOptions {
  readonly path: string;
  readonly format: ImageFormat;
  readonly capacityBytes: number;
  readonly cid: string;
  readonly adapterType: string;
}

interface Piece {
  readonly grain: number;
  readonly bytes: Uint8Array;
}

export class ImageWriter {
  private readonly path: string;
  private readonly temporary: string;
  private readonly handle: FileHandle;
  private readonly stream: StreamWriter | undefined;
  private readonly pipeline: Pipeline<Piece>;
  private position = 0;
  private dataBytes_ = 0;

  private constructor(options: ImageWriterOptions, temporary: string, handle: FileHandle) {
    const { path, format, capacityBytes, cid, adapterType } = options;
    this.path = path;
    this.temporary = temporary;
    this.handle = handle;
    const description = { capacitySectors: capacityBytes / SECTOR_BYTES, cid, adapterType, fileName: basename(path) };
    this.stream = format === 'vmdk' ? new StreamWriter(description) : undefined;
    this.pipeline = new Pipeline((piece) => this.put(piece));
  }

  /** Throws a Failure where the file is there, or can't be made. */
  static async create(options: ImageWriterOptions): Promise<ImageWriter> {
    const { path, capacityBytes } = options;
    await refuseExisting(path);
    const temporary = `${resolve(path)}.partial-${randomBytes(4).toString('hex')}`;
    const handle = await about(path, open(temporary, 'wx'));
    const writer = new ImageWriter(options, temporary, handle);
    try {
      if (writer.stream) await writer.append(writer.stream.begin());
      else await about(path, handle.truncate(capacityBytes));
      return writer;
    } catch (error) {
      await writer.abandon();
      throw error;
    }
  }

  /** Bytes of the grains that are not all zeros. */
  get dataBytes(): number {
    return this.dataBytes_;
  }

  /** The next part of the disk; it begins at a whole grain. Parts of zeros are left out. */
  async write(offsetBytes: number, bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += GRAIN_BYTES) {
      const part = bytes.subarray(at, at + GRAIN_BYTES);
      if (isZero(part)) continue;
      this.dataBytes_ += part.length;
      const grain = (offsetBytes + at) / GRAIN_BYTES;
      await this.pipeline.add(this.stream ? deflated(grain, part) : Promise.resolve({ grain, bytes: part }));
    }
  }

  private async put({ grain, bytes }: Piece): Promise<void> {
    if (!this.stream) await about(this.path, this.handle.write(bytes, 0, bytes.length, grain * GRAIN_BYTES));
    else for (const part of this.stream.grain(grain, bytes)) await this.append(part);
  }

  private async append(bytes: Uint8Array): Promise<void> {
    await about(this.path, this.handle.write(bytes, 0, bytes.length, this.position));
    this.position += bytes.length;
  }

  /** The file is there, whole and durable, when this resolves; with its size in bytes. */
  async commit(): Promise<number> {
    await this.pipeline.drain();
    if (this.stream) for (const part of this.stream.end()) await this.append(part);
    await about(this.path, this.handle.sync());
    const { size } = await this.handle.stat();
    // Not renamed: another process may have made the file meanwhile, and keeps it.
    await about(this.path, link(this.temporary, this.path));
    await this.abandon();
    return size;
  }

  /** Removes what was written. */
  async abandon(): Promise<void> {
    await this.pipeline.settle();
    await this.handle.close();
    await rm(this.temporary, { force: true });
  }
}

/** Said before anything is done. */
export async function refuseExisting(path: string): Promise<void> {
  const there = await stat(path).then(
    () => true,
    () => false,
  );
  if (there) throw new Failure(`${path} exists`);
}

async function deflated(grain: number, part: Uint8Array): Promise<Piece> {
  let bytes = part;
  if (part.length < GRAIN_BYTES) {
    bytes = new Uint8Array(GRAIN_BYTES);
    bytes.set(part);
  }
  return { grain, bytes: await deflateAsync(bytes, COMPRESSION) };
}
