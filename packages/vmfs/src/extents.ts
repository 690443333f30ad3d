// The content of a file as a whole: read from wherever it lies, written to blocks that were allocated for it.
import { type Extent, merged } from './allocation.ts';
import { VmfsError } from './errors.ts';
import { FILE_BLOCK_BLOCKS, FILE_BLOCK_BYTES } from './layout.ts';
import { MAX_INLINE_BYTES, type Metadata } from './metadata.ts';
import { mapPointers } from './open-file.ts';
import { BLOCK_BYTES, type Operation, read, write } from './operation.ts';

/** The largest file that is read or written as a whole. */
const MAX_WHOLE_FILE_BYTES = 16 * 1024 * 1024;

/** Where a part of a file lies on the device. */
export interface Mapping {
  readonly lba: number;
  readonly blocks: number;
}

/** Where the bytes of a file lie; offset and length in whole blocks. */
export function mapExtents(extents: readonly Extent[], offsetBytes: number, lengthBytes: number): Mapping[] {
  const mappings: Mapping[] = [];
  let before = 0;
  for (const { start, count } of extents) {
    const size = count * FILE_BLOCK_BYTES;
    const from = Math.max(offsetBytes, before);
    const to = Math.min(offsetBytes + lengthBytes, before + size);
    if (from < to)
      mappings.push({
        lba: start * FILE_BLOCK_BLOCKS + (from - before) / BLOCK_BYTES,
        blocks: (to - from) / BLOCK_BYTES,
      });
    before += size;
  }
  return mappings;
}

/** File blocks that a content needs. Throws VmfsError tooLarge. */
export function blocksForContent({ length }: Uint8Array): number {
  if (length > MAX_WHOLE_FILE_BYTES)
    throw new VmfsError('tooLarge', `${length} bytes are not written as a whole, at most ${MAX_WHOLE_FILE_BYTES}`);
  return length <= MAX_INLINE_BYTES ? 0 : Math.ceil(length / FILE_BLOCK_BYTES);
}

/** The content of a file whose bytes lie in blocks. Throws VmfsError tooLarge. */
export function* readContent({ sizeBytes }: Metadata, pointers: Uint32Array): Operation<Uint8Array> {
  if (sizeBytes > MAX_WHOLE_FILE_BYTES)
    throw new VmfsError('tooLarge', `a file of ${sizeBytes} bytes is not read as a whole`);
  const padded = new Uint8Array(Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES);
  let at = 0;
  for (const piece of mapPointers(pointers, 0, padded.length)) {
    if (piece.kind === 'device') padded.set(yield* read(piece.lba, piece.blocks), at);
    at += piece.blocks * BLOCK_BYTES;
  }
  return padded.slice(0, sizeBytes);
}

/** Writes a content to blocks; it is durable when this returns. */
export function* writeContent(extents: readonly Extent[], content: Uint8Array): Operation<void> {
  let done = 0;
  for (const { start, count } of extents) {
    const part = content.subarray(done, done + count * FILE_BLOCK_BYTES);
    const padded = new Uint8Array(Math.ceil(part.length / BLOCK_BYTES) * BLOCK_BYTES);
    padded.set(part);
    yield* write(start * FILE_BLOCK_BLOCKS, padded, { fua: true });
    done += part.length;
  }
}

/** Zeroes blocks; durable after the next flush. */
export function* zeroExtents(extents: readonly Extent[]): Operation<void> {
  for (const { start, count } of extents)
    yield { op: 'zero', lba: start * FILE_BLOCK_BLOCKS, blocks: count * FILE_BLOCK_BLOCKS };
}

/** Blocks that a transaction has taken, handed out in order. */
export class BlockSupply {
  private readonly blocks: Generator<number>;

  constructor(extents: readonly Extent[]) {
    this.blocks = each(extents);
  }

  next(): number {
    const { value, done } = this.blocks.next();
    if (done) throw new RangeError('more blocks are used than were taken');
    return value;
  }

  /** So many, as runs. */
  take(count: number): Extent[] {
    return merged(Array.from({ length: count }, () => ({ start: this.next(), count: 1 })));
  }
}

function* each(extents: readonly Extent[]): Generator<number, void> {
  for (const { start, count } of extents) for (let block = start; block < start + count; block += 1) yield block;
}
