// What is wrong with a volume: every block that a file has must be allocated and no one else's, every entry must lead to a
// file. Space that nobody has is a leak, which a crash may leave; anything else is damage.
import { readBitmap } from './allocation.ts';
import { type Descriptor, readDescriptors } from './descriptor.ts';
import { blocksOfFile } from './file-layout.ts';
import { DESCRIPTORS, FIRST_DATA_FILE_BLOCK } from './layout.ts';
import type { Operation } from './operation.ts';
import type { Volume } from './volume.ts';

const DESCRIPTORS_PER_READ = 64;

export interface VolumeCheck {
  readonly damage: readonly string[];
  readonly leakedBlocks: number;
  readonly leakedDescriptors: number;
}

export function* checkVolume(volume: Volume): Operation<VolumeCheck> {
  const damage: string[] = [];
  const bitmap = yield* readBitmap(volume.superblock);
  const isAllocated = (block: number) => bitmap.isAllocated(block);
  const descriptors: Descriptor[] = [];
  for (let first = 0; first < DESCRIPTORS; first += DESCRIPTORS_PER_READ)
    descriptors.push(...(yield* readDescriptors(first, DESCRIPTORS_PER_READ)));

  const reached = new Map<number, string>([[0, '/']]);
  const visit = function* (path: string): Operation<void> {
    for (const entry of yield* volume.list(path)) {
      const name = `${path === '/' ? '' : path}/${entry.name}`;
      const descriptor = descriptors[entry.descriptor];
      const other = reached.get(entry.descriptor);
      if (other) damage.push(`${name} and ${other} are one descriptor`);
      reached.set(entry.descriptor, name);
      if (!descriptor?.lock.allocated || !descriptor.metadata) damage.push(`${name} leads to a descriptor of no file`);
      else if (descriptor.metadata.type !== entry.type) damage.push(`${name} is not a ${entry.type}`);
      else if (entry.type === 'directory') yield* visit(name);
    }
  };
  yield* visit('/');

  const owners = new Map<number, string>();
  let leakedDescriptors = 0;
  for (const { descriptor, lock, metadata } of descriptors) {
    const path = reached.get(descriptor);
    if (!path) {
      if (lock.allocated) leakedDescriptors += 1;
      continue;
    }
    for (const { start, count } of metadata ? yield* blocksOfFile({ metadata }, volume.superblock) : [])
      for (let block = start; block < start + count; block += 1) {
        const other = owners.get(block);
        if (other) damage.push(`file block ${block} belongs to ${other} and to ${path}`);
        if (!isAllocated(block)) damage.push(`file block ${block} of ${path} is not allocated`);
        owners.set(block, path);
      }
  }
  let leakedBlocks = 0;
  for (let block = FIRST_DATA_FILE_BLOCK; block < volume.superblock.fileBlocks; block += 1)
    if (isAllocated(block) && !owners.has(block)) leakedBlocks += 1;
  return { damage, leakedBlocks, leakedDescriptors };
}
