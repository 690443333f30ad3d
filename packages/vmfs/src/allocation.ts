// The allocation bitmap: a bit a file block. Each block of the bitmap is changed by COMPARE AND WRITE, so that hosts
// allocate without a lock; whoever loses the race reads again.

import type { Extent } from './descriptor.ts';
import { VmfsError } from './errors.ts';
import { BITMAP_LBA, FIRST_DATA_FILE_BLOCK, type Superblock } from './layout.ts';
import { BLOCK_BYTES, compareAndWrite, type Operation, read } from './operation.ts';

const BITS = BLOCK_BYTES * 8;
/** How often a block of the bitmap that others change meanwhile is tried again. */
const MAX_BITMAP_RACES = 1_000;

const isSet = (bytes: Uint8Array, bit: number): boolean => ((bytes[bit >> 3] as number) & (1 << (bit & 7))) !== 0;

function bitmapBlocks(fileBlocks: number): number {
  return Math.ceil(fileBlocks / BITS);
}

/**
 * Sets (or clears) the bits of an extent that lies in one block of the bitmap; false when they are not ours to set. When
 * nobody knows whether it took place (the bitmap does not say who set a bit), the blocks are left to leak: taking them,
 * or clearing them once more, could hit blocks that are another host's by now.
 */
function* change(extent: Extent, allocate: boolean): Operation<boolean> {
  const lba = BITMAP_LBA + Math.floor(extent.start / BITS);
  for (let race = 0; race < MAX_BITMAP_RACES; race += 1) {
    const before = yield* read(lba, 1);
    const after = new Uint8Array(before);
    for (let block = extent.start; block < extent.start + extent.count; block += 1) {
      const bit = block % BITS;
      if (isSet(before, bit) === allocate) {
        if (allocate) return false;
        throw new VmfsError('damaged', `file block ${block} is freed twice`);
      }
      after[bit >> 3] = (after[bit >> 3] as number) ^ (1 << (bit & 7));
    }
    const outcome = yield* compareAndWrite(lba, before, after, { fua: true });
    if (outcome === 'written') return true;
    if (outcome === 'unknown') return !allocate;
  }
  throw new VmfsError('busy', `other hosts changed block ${lba} of the bitmap ${MAX_BITMAP_RACES} times in a row`);
}

/** The parts of an extent, one a block of the bitmap. */
function* parts({ start, count }: Extent): Generator<Extent> {
  for (let at = start; at < start + count; ) {
    const next = Math.min(start + count, (Math.floor(at / BITS) + 1) * BITS);
    yield { start: at, count: next - at };
    at = next;
  }
}

/** The first run that is long enough, else the longest runs of free blocks; VmfsError noSpace when they are not enough. */
export function* allocate(superblock: Superblock, count: number): Operation<Extent[]> {
  const taken: Extent[] = [];
  let missing = count;
  try {
    while (missing > 0) {
      const run = yield* findRun(superblock, missing);
      if (!run) throw new VmfsError('noSpace', `${superblock.label} has no ${count} MiB free`);
      for (const part of parts(run)) {
        if (!(yield* change(part, true))) break;
        taken.push(part);
        missing -= part.count;
      }
    }
    return merge(taken);
  } catch (error) {
    yield* releaseAfterFailure(taken);
    throw error;
  }
}

export function* release(extents: readonly Extent[]): Operation<void> {
  for (const extent of extents) for (const part of parts(extent)) yield* change(part, false);
}

/** Gives back what an operation that has failed had taken. Where that fails too, the space leaks. */
export function* releaseAfterFailure(extents: readonly Extent[]): Operation<void> {
  try {
    yield* release(extents);
  } catch {
    // The first failure is the one to tell of.
  }
}

/** A free run of `count` blocks, else the longest there is. */
function* findRun({ fileBlocks }: Superblock, count: number): Operation<Extent | undefined> {
  const bitmap = yield* read(BITMAP_LBA, bitmapBlocks(fileBlocks));
  let longest: Extent | undefined;
  let start = FIRST_DATA_FILE_BLOCK;
  for (let block = start; block <= fileBlocks; block += 1) {
    if (block < fileBlocks && !isSet(bitmap, block)) {
      if (block + 1 - start === count) return { start, count };
      continue;
    }
    if (block - start > (longest?.count ?? 0)) longest = { start, count: block - start };
    start = block + 1;
  }
  return longest;
}

function merge(extents: readonly Extent[]): Extent[] {
  const merged: Extent[] = [];
  for (const extent of [...extents].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && last.start + last.count === extent.start)
      merged[merged.length - 1] = { start: last.start, count: last.count + extent.count };
    else merged.push(extent);
  }
  return merged;
}

/** File blocks that are free. */
export function* countFree(superblock: Superblock): Operation<number> {
  const bitmap = yield* read(BITMAP_LBA, bitmapBlocks(superblock.fileBlocks));
  let free = 0;
  for (let block = FIRST_DATA_FILE_BLOCK; block < superblock.fileBlocks; block += 1)
    if (!isSet(bitmap, block)) free += 1;
  return free;
}

/** Whether a block is allocated, for checking. */
export function* allocationBitmap(superblock: Superblock): Operation<(block: number) => boolean> {
  const bitmap = yield* read(BITMAP_LBA, bitmapBlocks(superblock.fileBlocks));
  return (block) => isSet(bitmap, block);
}
