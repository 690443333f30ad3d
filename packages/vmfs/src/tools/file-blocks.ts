// All file blocks that a file names, as they are on the disk, whether they make sense or not: its pointer blocks, and what its
// runs or pointers lead to. Each has a place in the file, by which it can be given another block.
import type { Extent } from '../allocation.ts';
import { view } from '../bytes.ts';
import { FILE_BLOCK_BLOCKS, FIRST_DATA_FILE_BLOCK, type Superblock } from '../layout.ts';
import type { Metadata } from '../metadata.ts';
import { type Operation, read } from '../operation.ts';
import {
  blockOf,
  fileBlocksOf,
  HOLE,
  isToBeZeroed,
  POINTERS_PER_BLOCK,
  POINTERS_PER_SECTOR,
} from '../pointer-block.ts';

export interface NamedBlock {
  /** `pointers`: a pointer block; `data`: one with the file's bytes. */
  readonly holds: 'pointers' | 'data';
  /** Which of them it is: the pointer block's place in the metadata, or the file block's in the file. */
  readonly index: number;
  readonly block: number;
  readonly toBeZeroed: boolean;
}

export const isDataBlock = (block: number, { fileBlocks }: Superblock): boolean =>
  block >= FIRST_DATA_FILE_BLOCK && block < fileBlocks;

export function* readFileBlocks(metadata: Metadata, superblock: Superblock): Operation<NamedBlock[]> {
  const { extents, pointerBlocks, sizeBytes } = metadata;
  const blocks: NamedBlock[] = [];
  if (!pointerBlocks) {
    let index = 0;
    for (const { start, count } of extents) {
      // Of a run that leads out of the volume one block beyond it says it all.
      const end = Math.min(start + count, Math.max(start, superblock.fileBlocks) + 1);
      for (let block = start; block < end; block += 1, index += 1)
        blocks.push({ holds: 'data', index, block, toBeZeroed: false });
    }
    return blocks;
  }
  const size = fileBlocksOf(sizeBytes);
  for (const [place, block] of pointerBlocks.entries()) {
    if (block === HOLE) continue;
    blocks.push({ holds: 'pointers', index: place, block, toBeZeroed: false });
    const first = place * POINTERS_PER_BLOCK;
    const count = Math.min(POINTERS_PER_BLOCK, size - first);
    if (count <= 0 || !isDataBlock(block, superblock)) continue;
    const fields = view(yield* read(block * FILE_BLOCK_BLOCKS, Math.ceil(count / POINTERS_PER_SECTOR)));
    for (let index = 0; index < count; index += 1) {
      const pointer = fields.getUint32(4 * index, true);
      if (pointer !== HOLE)
        blocks.push({
          holds: 'data',
          index: first + index,
          block: blockOf(pointer),
          toBeZeroed: isToBeZeroed(pointer),
        });
    }
  }
  return blocks;
}

/** Runs of consecutive numbers, in order. */
export function runsOf(blocks: Iterable<number>): Extent[] {
  const runs: { start: number; count: number }[] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    if (last && last.start + last.count === block) last.count += 1;
    else runs.push({ start: block, count: 1 });
  }
  return runs;
}

/** "12" or "12 to 15" */
export function rangeOf({ start, count }: Extent): string {
  return count === 1 ? String(start) : `${start} to ${start + count - 1}`;
}
