// Which file blocks are free, and the changes of that: those that a journal record says, each at most once, however often
// and by whomever it is tried. Hosts allocate without a lock; whoever loses a race reads again.
import { BitmapSector } from './bitmap-sector.ts';
import { VmfsError } from './errors.ts';
import {
  BITMAP_LBA,
  BITS_PER_BITMAP_BLOCK,
  FILE_BLOCK_BLOCKS,
  FIRST_DATA_FILE_BLOCK,
  type Superblock,
} from './layout.ts';
import { BLOCK_BYTES, compareAndWrite, type Operation, read } from './operation.ts';

/** How often a block of the bitmap that others change meanwhile is tried again. */
const MAX_BITMAP_RACES = 1_000;

/** A run of file blocks. */
export interface Extent {
  /** First file block and how many. */
  readonly start: number;
  readonly count: number;
}

/** On whose behalf the bitmap is changed: a journal record of a heartbeat slot. */
export interface Stamp {
  readonly slot: number;
  readonly number: number;
}

/** The whole bitmap as it was read. */
export class Bitmap {
  private readonly fileBlocks: number;
  private readonly bytes: Uint8Array;
  private readonly sectors: readonly BitmapSector[];

  constructor(fileBlocks: number, bytes: Uint8Array) {
    this.fileBlocks = fileBlocks;
    this.bytes = bytes;
    this.sectors = Array.from(
      { length: bytes.length / BLOCK_BYTES },
      (_, index) => new BitmapSector(this.sectorBytes(index), index),
    );
  }

  sectorBytes(index: number): Uint8Array {
    return this.bytes.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES);
  }

  isAllocated(block: number): boolean {
    return this.sectors[Math.floor(block / BITS_PER_BITMAP_BLOCK)]?.isSet(block % BITS_PER_BITMAP_BLOCK) ?? true;
  }

  /** All runs of free blocks. */
  freeRuns(): Extent[] {
    const runs: Extent[] = [];
    let start = FIRST_DATA_FILE_BLOCK;
    for (let block = start; block <= this.fileBlocks; block += 1) {
      if (block < this.fileBlocks && !this.isAllocated(block)) continue;
      if (block > start) runs.push({ start, count: block - start });
      start = block + 1;
    }
    return runs;
  }

  /** The first run that is long enough, else the longest ones; undefined when all of them are not enough. */
  choose(count: number): Extent[] | undefined {
    const runs = this.freeRuns();
    const first = runs.find((run) => run.count >= count);
    if (first) return [{ start: first.start, count }];
    const chosen: Extent[] = [];
    let missing = count;
    for (const { start, count: length } of runs.sort((a, b) => b.count - a.count)) {
      if (missing === 0) break;
      const part = Math.min(missing, length);
      chosen.push({ start, count: part });
      missing -= part;
    }
    return missing === 0 ? merged(chosen) : undefined;
  }
}

export function* readBitmap({ fileBlocks }: Superblock): Operation<Bitmap> {
  return new Bitmap(fileBlocks, yield* read(BITMAP_LBA, Math.ceil(fileBlocks / BITS_PER_BITMAP_BLOCK)));
}

/** File blocks that are free. */
export function* countFree(superblock: Superblock): Operation<number> {
  const bitmap = yield* readBitmap(superblock);
  return bitmap.freeRuns().reduce((sum, { count }) => sum + count, 0);
}

/** Sorted, and neighbours as one. */
export function merged(extents: readonly Extent[]): Extent[] {
  const result: Extent[] = [];
  for (const extent of [...extents].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && last.start + last.count === extent.start)
      result[result.length - 1] = { start: last.start, count: last.count + extent.count };
    else result.push(extent);
  }
  return result;
}

/** Those of a list of runs that lie in each block of the bitmap: what one COMPARE AND WRITE changes. */
function bySector(extents: readonly Extent[]): Map<number, Extent[]> {
  const sectors = new Map<number, Extent[]>();
  for (const { start, count } of extents)
    for (let at = start; at < start + count; ) {
      const index = Math.floor(at / BITS_PER_BITMAP_BLOCK);
      const next = Math.min(start + count, (index + 1) * BITS_PER_BITMAP_BLOCK);
      sectors.set(index, [...(sectors.get(index) ?? []), { start: at, count: next - at }]);
      at = next;
    }
  return sectors;
}

function* bitsOf(extents: readonly Extent[]): Generator<number> {
  for (const { start, count } of extents)
    for (let block = start; block < start + count; block += 1) yield block % BITS_PER_BITMAP_BLOCK;
}

/**
 * Changes one block of the bitmap to what `decide` makes of it, or leaves it when that is undefined: also when it was changed
 * though nobody said so.
 */
function* changeSector(
  index: number,
  decide: (sector: BitmapSector) => Uint8Array | undefined,
  known?: Uint8Array,
): Operation<void> {
  const lba = BITMAP_LBA + index;
  let before = known ?? (yield* read(lba, 1));
  for (let race = 0; race < MAX_BITMAP_RACES; race += 1) {
    const after = decide(new BitmapSector(before, index));
    if (!after) return;
    if ((yield* compareAndWrite(lba, before, after, { fua: true })) === 'written') return;
    before = yield* read(lba, 1);
  }
  throw new VmfsError('busy', `other hosts changed block ${lba} of the bitmap ${MAX_BITMAP_RACES} times in a row`);
}

/** Allocates what an intent says; false when another host was quicker: then some of it is ours, and is to be undone. */
export function* allocateExtents(
  extents: readonly Extent[],
  { slot, number }: Stamp,
  bitmap: Bitmap,
): Operation<boolean> {
  for (const [index, part] of bySector(extents)) {
    let lost = false;
    yield* changeSector(
      index,
      (sector) => {
        if (sector.stamp(slot) === number) return undefined;
        for (const bit of bitsOf(part)) lost ||= sector.isSet(bit);
        return lost ? undefined : sector.changed({ bits: bitsOf(part), allocated: true, slot, stamp: number });
      },
      bitmap.sectorBytes(index),
    );
    if (lost) return false;
  }
  return true;
}

/** Gives back what an intent had allocated. */
export function* undoAllocation(extents: readonly Extent[], { slot, number }: Stamp): Operation<void> {
  for (const [index, part] of bySector(extents))
    yield* changeSector(index, (sector) =>
      sector.stamp(slot) === number
        ? sector.changed({ bits: bitsOf(part), allocated: false, slot, stamp: 0 })
        : undefined,
    );
}

/**
 * Releases what a commit says. A block may be another host's from the moment that its bit is clear: its space is given
 * back to the device before.
 */
export function* releaseExtents(extents: readonly Extent[], { slot, number }: Stamp): Operation<void> {
  for (const [index, part] of bySector(extents)) {
    const before = yield* read(BITMAP_LBA + index, 1);
    if (new BitmapSector(before, index).stamp(slot) === number) continue;
    for (const { start, count } of part)
      yield { op: 'unmap', lba: start * FILE_BLOCK_BLOCKS, blocks: count * FILE_BLOCK_BLOCKS };
    yield* changeSector(
      index,
      (sector) =>
        sector.stamp(slot) === number
          ? undefined
          : sector.changed({ bits: bitsOf(part), allocated: false, slot, stamp: number }),
      before,
    );
  }
}
