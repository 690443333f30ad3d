// The blocks of a file: where its bytes lie on the device, and a small content read from them or written to new ones as a
// whole. Blocks that were allocated for a write that failed are given back.
import { allocate, releaseAfterFailure } from './allocation.ts';
import type { Extent } from './descriptor.ts';
import { VmfsError } from './errors.ts';
import { FILE_BLOCK_BLOCKS, FILE_BLOCK_BYTES, type Superblock } from './layout.ts';
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

export function* readExtents(extents: readonly Extent[], sizeBytes: number): Operation<Uint8Array> {
  if (sizeBytes > MAX_WHOLE_FILE_BYTES)
    throw new VmfsError('tooLarge', `a file of ${sizeBytes} bytes is not read as a whole`);
  const content = new Uint8Array(sizeBytes);
  let done = 0;
  for (const { start, count } of extents) {
    const bytes = Math.min(count * FILE_BLOCK_BYTES, sizeBytes - done);
    if (bytes <= 0) break;
    const data = yield* read(start * FILE_BLOCK_BLOCKS, Math.ceil(bytes / BLOCK_BYTES));
    content.set(data.subarray(0, bytes), done);
    done += bytes;
  }
  return content;
}

/** Writes a content to blocks that are allocated for it; it is durable when this returns. */
export function* writeExtents(superblock: Superblock, content: Uint8Array): Operation<readonly Extent[]> {
  const sizeBytes = content.length;
  if (sizeBytes > MAX_WHOLE_FILE_BYTES)
    throw new VmfsError('tooLarge', `${sizeBytes} bytes are not written as a whole, at most ${MAX_WHOLE_FILE_BYTES}`);
  return yield* allocated(superblock, sizeBytes, function* (extents) {
    let done = 0;
    for (const { start, count } of extents) {
      const part = content.subarray(done, done + count * FILE_BLOCK_BYTES);
      const padded = new Uint8Array(Math.ceil(part.length / BLOCK_BYTES) * BLOCK_BYTES);
      padded.set(part);
      yield* write(start * FILE_BLOCK_BLOCKS, padded, { fua: true });
      done += part.length;
    }
  });
}

/** Allocates blocks and zeroes them; that is durable when this returns. */
export function zeroExtents(superblock: Superblock, sizeBytes: number): Operation<readonly Extent[]> {
  return allocated(superblock, sizeBytes, function* (extents) {
    for (const { start, count } of extents)
      yield { op: 'zero', lba: start * FILE_BLOCK_BLOCKS, blocks: count * FILE_BLOCK_BLOCKS };
    yield { op: 'flush' };
  });
}

function* allocated(
  superblock: Superblock,
  sizeBytes: number,
  fill: (extents: readonly Extent[]) => Operation<void>,
): Operation<readonly Extent[]> {
  const extents = yield* allocate(superblock, Math.ceil(sizeBytes / FILE_BLOCK_BYTES));
  try {
    yield* fill(extents);
  } catch (error) {
    yield* releaseAfterFailure(extents);
    throw error;
  }
  return extents;
}
