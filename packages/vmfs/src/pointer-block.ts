// Pointers: one a file block of a file, saying where it lies: nowhere (a hole), in a file block that was never written, or in
// one that holds its bytes. They lie in pointer blocks, file blocks of 262144 pointers; a sector of one is changed at a time,
// through the journal. A file that is open has them all in memory.
import { type Extent, merged } from './allocation.ts';
import { view } from './bytes.ts';
import { VmfsError } from './errors.ts';
import { FILE_BLOCK_BLOCKS, FILE_BLOCK_BYTES, FIRST_DATA_FILE_BLOCK, type Superblock } from './layout.ts';
import type { Image, Metadata } from './metadata.ts';
import { BLOCK_BYTES, type Operation, read } from './operation.ts';

export const POINTERS_PER_SECTOR = BLOCK_BYTES / 4;
export const POINTERS_PER_BLOCK = FILE_BLOCK_BYTES / 4;
/** A pointer that leads nowhere. */
export const HOLE = 0;
/** Set in a pointer to a block that is allocated and reads as zeros, whatever lies there. */
const TO_BE_ZEROED = 0x8000_0000;

export const toBeZeroed = (block: number): number => (block | TO_BE_ZEROED) >>> 0;
export const isToBeZeroed = (pointer: number): boolean => pointer >= TO_BE_ZEROED;
/** The file block that a pointer leads to. */
export const blockOf = (pointer: number): number => (pointer & ~TO_BE_ZEROED) >>> 0;

export function fileBlocksOf(sizeBytes: number): number {
  return Math.ceil(sizeBytes / FILE_BLOCK_BYTES);
}

/** Throws VmfsError damaged for one that leads out of the volume. */
export function decodePointers(bytes: Uint8Array, { fileBlocks }: Pick<Superblock, 'fileBlocks'>): Uint32Array {
  const fields = view(bytes);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, index) => {
    const pointer = fields.getUint32(4 * index, true);
    const block = blockOf(pointer);
    if (pointer !== HOLE && (block < FIRST_DATA_FILE_BLOCK || block >= fileBlocks))
      throw new VmfsError('damaged', `a pointer leads to file block ${block}, where no data is`);
    return pointer;
  });
}

export function encodePointers(pointers: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(pointers.length / POINTERS_PER_SECTOR) * BLOCK_BYTES);
  const fields = view(bytes);
  for (const [index, pointer] of pointers.entries()) fields.setUint32(4 * index, pointer, true);
  return bytes;
}

/** Throws VmfsError damaged for metadata of a file that lies out of the volume, or that has more bytes than places for them. */
export function checkPlaces(metadata: Metadata, { fileBlocks }: Pick<Superblock, 'fileBlocks'>): void {
  const { sizeBytes, extents, inline, pointerBlocks } = metadata;
  const outside = (start: number, count: number) => start < FIRST_DATA_FILE_BLOCK || start + count > fileBlocks;
  const capacity = pointerBlocks
    ? pointerBlocks.length * POINTERS_PER_BLOCK
    : extents.reduce((sum, { count }) => sum + count, 0);
  const fits = inline.length > 0 ? sizeBytes === inline.length : fileBlocksOf(sizeBytes) <= capacity;
  if (
    !fits ||
    sizeBytes < 0 ||
    extents.some(({ start, count }) => outside(start, count)) ||
    pointerBlocks?.some((block) => block !== HOLE && outside(block, 1))
  )
    throw new VmfsError('damaged', `metadata of ${sizeBytes} bytes in ${extents.length} runs says what can't be`);
}

/**
 * The pointers of a file, one a file block of its size, by whatever means it says where it lies. Throws VmfsError damaged.
 */
export function* readPointers(metadata: Metadata, superblock: Superblock): Operation<Uint32Array> {
  checkPlaces(metadata, superblock);
  const { sizeBytes, extents, pointerBlocks } = metadata;
  if (metadata.inline.length > 0) return new Uint32Array(1);
  const pointers = new Uint32Array(fileBlocksOf(sizeBytes));
  if (!pointerBlocks) {
    let at = 0;
    for (const { start, count } of extents)
      for (let block = start; block < start + count && at < pointers.length; block += 1) {
        pointers[at] = block;
        at += 1;
      }
    return pointers;
  }
  for (const [index, block] of pointerBlocks.entries()) {
    const first = index * POINTERS_PER_BLOCK;
    const count = Math.min(POINTERS_PER_BLOCK, pointers.length - first);
    if (block === HOLE || count <= 0) continue;
    const sectors = Math.ceil(count / POINTERS_PER_SECTOR);
    const found = decodePointers(yield* read(block * FILE_BLOCK_BLOCKS, sectors), superblock);
    pointers.set(found.subarray(0, count), first);
  }
  return pointers;
}

/** Sector `sector` of a file's pointers as it is to be written, into the pointer block that it lies in. */
export function pointerSectorImage(pointers: Uint32Array, sector: number, pointerBlocks: readonly number[]): Image {
  const sectorsPerBlock = POINTERS_PER_BLOCK / POINTERS_PER_SECTOR;
  const block = pointerBlocks[Math.floor(sector / sectorsPerBlock)];
  if (!block) throw new RangeError(`sector ${sector} of the pointers has no pointer block`);
  const bytes = new Uint8Array(BLOCK_BYTES);
  bytes.set(encodePointers(pointers.slice(sector * POINTERS_PER_SECTOR, (sector + 1) * POINTERS_PER_SECTOR)));
  return { lba: block * FILE_BLOCK_BLOCKS + (sector % sectorsPerBlock), bytes };
}

/** The file blocks of pointers, as runs. */
export function allocatedRuns(pointers: Iterable<number>): Extent[] {
  const extents: Extent[] = [];
  for (const pointer of pointers) if (pointer !== HOLE) extents.push({ start: blockOf(pointer), count: 1 });
  return merged(extents);
}
