// A volume as it lies on the disk, structure by structure, with what can't be read told apart from what isn't there. The file
// system itself needs to know only what is valid; whoever looks for damage needs both copies of everything.
import { BitmapSector } from '../bitmap-sector.ts';
import { decodeText, isZero, sameBytes } from '../bytes.ts';
import { descriptorLba } from '../descriptor.ts';
import { VmfsError } from '../errors.ts';
import { decodeSlot, type HeartbeatSlot } from '../heartbeat.ts';
import {
  BITMAP_LBA,
  BITS_PER_BITMAP_BLOCK,
  DESCRIPTOR_BLOCKS,
  DESCRIPTORS,
  decodeSuperblock,
  FIRST_DATA_FILE_BLOCK,
  HEARTBEAT_LBA,
  HEARTBEAT_SLOTS,
  MAX_BITMAP_BLOCKS,
  SUPERBLOCK_COPY_LBA,
  SUPERBLOCK_LBA,
  type Superblock,
} from '../layout.ts';
import { decodeLock, type LockRecord } from '../lock-record.ts';
import { COPY_BLOCKS, decodeMetadata, type Metadata } from '../metadata.ts';
import { BLOCK_BYTES, type Operation, read } from '../operation.ts';

const DESCRIPTORS_PER_READ = 64;

/** A structure on the disk: `empty` where there are only zeros. */
export type Stored<T> =
  | { readonly state: 'valid'; readonly value: T }
  | { readonly state: 'empty' }
  | { readonly state: 'damaged'; readonly why: string };

/** One of the two copies of a file's metadata. */
export type MetadataCopy = Stored<Metadata> & { readonly lba: number };

export interface DescriptorImage {
  readonly number: number;
  readonly lba: number;
  readonly lock: Stored<LockRecord>;
  readonly lockBytes: Uint8Array;
  readonly copies: readonly [MetadataCopy, MetadataCopy];
  /** The newer valid copy. */
  readonly metadata: Metadata | undefined;
}

/** Runs a decoder that throws VmfsError damaged for what it can't read. */
function stored<T>(bytes: Uint8Array, decode: () => T | undefined): Stored<T> {
  if (isZero(bytes)) return { state: 'empty' };
  try {
    const value = decode();
    return value === undefined ? { state: 'damaged', why: 'wrong magic or checksum' } : { state: 'valid', value };
  } catch (error) {
    if (!(error instanceof VmfsError)) throw error;
    return { state: 'damaged', why: error.message };
  }
}

const wholeNumber = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** A checksum that fits makes no sense of nonsense. */
function sensibleLock(lock: LockRecord): LockRecord {
  if (!wholeNumber(lock.generation)) throw new VmfsError('damaged', `generation ${lock.generation}`);
  return lock;
}

/** @param index - which of the copies it is: its sequence says so too, and the next one is written to the other */
function sensibleMetadata(metadata: Metadata | undefined, index: 0 | 1): Metadata | undefined {
  if (!metadata) return undefined;
  const { sizeBytes, sequence, extents, inline, pointerBlocks = [] } = metadata;
  if (!wholeNumber(sizeBytes) || !wholeNumber(sequence) || sequence % 2 !== index)
    throw new VmfsError('damaged', `size ${sizeBytes}, sequence ${sequence}`);
  if (extents.length + pointerBlocks.length > 0 && inline.length > 0)
    throw new VmfsError(
      'damaged',
      `${inline.length} bytes of content in it, and ${extents.length + pointerBlocks.length} places elsewhere`,
    );
  return metadata;
}

function neverUsed(lba: number): Omit<DescriptorImage, 'number' | 'lba'> {
  return {
    lock: { state: 'empty' },
    lockBytes: new Uint8Array(BLOCK_BYTES),
    copies: [
      { state: 'empty', lba: lba + 1 },
      { state: 'empty', lba: lba + 1 + COPY_BLOCKS },
    ],
    metadata: undefined,
  };
}

export function decodeDescriptorImage(number: number, bytes: Uint8Array): DescriptorImage {
  const lba = descriptorLba(number);
  // Most descriptors of a volume were never used.
  if (isZero(bytes)) return { number, lba, ...neverUsed(lba) };
  const lockBytes = bytes.slice(0, BLOCK_BYTES);
  const copy = (index: 0 | 1): MetadataCopy => {
    const first = 1 + index * COPY_BLOCKS;
    const part = bytes.slice(first * BLOCK_BYTES, (first + COPY_BLOCKS) * BLOCK_BYTES);
    return { ...stored(part, () => sensibleMetadata(decodeMetadata(part), index)), lba: lba + first };
  };
  const copies = [copy(0), copy(1)] as const;
  const valid = copies.flatMap((one) => (one.state === 'valid' ? [one.value] : []));
  return {
    number,
    lba,
    lock: stored(lockBytes, () => sensibleLock(decodeLock(lockBytes, number))),
    lockBytes,
    copies,
    metadata: valid.sort((a, b) => b.sequence - a.sequence)[0],
  };
}

export function* readDescriptorImage(number: number): Operation<DescriptorImage> {
  return decodeDescriptorImage(number, yield* read(descriptorLba(number), DESCRIPTOR_BLOCKS));
}

export function* readDescriptorImages(): Operation<DescriptorImage[]> {
  const images: DescriptorImage[] = [];
  const size = DESCRIPTOR_BLOCKS * BLOCK_BYTES;
  for (let first = 0; first < DESCRIPTORS; first += DESCRIPTORS_PER_READ) {
    const bytes = yield* read(descriptorLba(first), DESCRIPTORS_PER_READ * DESCRIPTOR_BLOCKS);
    for (let index = 0; index < DESCRIPTORS_PER_READ; index += 1)
      images.push(decodeDescriptorImage(first + index, bytes.subarray(index * size, (index + 1) * size)));
  }
  return images;
}

export interface SuperblockImage {
  /** What the volume is by the one or the other; undefined when neither can be read. */
  readonly superblock: Superblock | undefined;
  readonly first: Stored<Superblock>;
  readonly copy: Stored<Superblock>;
  readonly same: boolean;
  /** What is to be at both places. */
  readonly bytes: Uint8Array;
}

export function* readSuperblockImage(): Operation<SuperblockImage> {
  const bytes = yield* read(SUPERBLOCK_LBA, 1);
  const copyBytes = yield* read(SUPERBLOCK_COPY_LBA, 1);
  const decode = (of: Uint8Array) => stored(of, () => sensibleSuperblock(decodeSuperblock(of)));
  const [first, copy] = [decode(bytes), decode(copyBytes)];
  // Of a volume that is being made anew the copy may be an earlier one's.
  const claimed = decodeText(bytes).startsWith('uVMFS is being made');
  const superblock =
    first.state === 'valid' ? first.value : copy.state === 'valid' && !claimed ? copy.value : undefined;
  const good = first.state === 'valid' ? bytes : copyBytes;
  return { superblock, first, copy, same: sameBytes(bytes, copyBytes), bytes: good };
}

function sensibleSuperblock(superblock: Superblock): Superblock {
  const { fileBlocks } = superblock;
  if (fileBlocks <= FIRST_DATA_FILE_BLOCK || fileBlocks > MAX_BITMAP_BLOCKS * BITS_PER_BITMAP_BLOCK)
    throw new VmfsError('damaged', `a volume of ${fileBlocks} file blocks`);
  return superblock;
}

/** The heartbeat slots, by their numbers. */
export function* readSlotImages(): Operation<Stored<HeartbeatSlot>[]> {
  const region = yield* read(HEARTBEAT_LBA, HEARTBEAT_SLOTS);
  return Array.from({ length: HEARTBEAT_SLOTS }, (_, slot) => {
    const bytes = region.subarray(slot * BLOCK_BYTES, (slot + 1) * BLOCK_BYTES);
    return stored(bytes, () => decodeSlot(bytes));
  });
}

/** The allocation bitmap in memory, sector by sector. */
export class BitmapImage {
  private readonly sectors: Stored<BitmapSector>[];

  constructor(bytes: Uint8Array) {
    this.sectors = Array.from({ length: bytes.length / BLOCK_BYTES }, (_, index) => {
      const sector = bytes.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES);
      return stored(sector, () => new BitmapSector(sector, index));
    });
  }

  /** Undefined where nobody knows: the sector is damaged. */
  isSet(block: number): boolean | undefined {
    const sector = this.sectors[Math.floor(block / BITS_PER_BITMAP_BLOCK)];
    if (sector?.state === 'valid') return sector.value.isSet(block % BITS_PER_BITMAP_BLOCK);
    return sector?.state === 'damaged' ? undefined : false;
  }

  /** The stamp of a heartbeat slot in the sector of a block. */
  stamp(block: number, slot: number): number {
    const sector = this.sectors[Math.floor(block / BITS_PER_BITMAP_BLOCK)];
    return sector?.state === 'valid' ? sector.value.stamp(slot) : 0;
  }

  damaged(): { readonly index: number; readonly why: string }[] {
    return [...this.sectors.entries()].flatMap(([index, sector]) =>
      sector.state === 'damaged' ? [{ index, why: sector.why }] : [],
    );
  }

  /** Changes blocks; returns the sectors with them as they are to be written. One that was damaged begins with no bit set. */
  set(blocks: Iterable<number>, allocated: boolean): { readonly lba: number; readonly data: Uint8Array }[] {
    const bySector = new Map<number, number[]>();
    for (const block of blocks) {
      const index = Math.floor(block / BITS_PER_BITMAP_BLOCK);
      const bits = bySector.get(index) ?? [];
      bits.push(block % BITS_PER_BITMAP_BLOCK);
      bySector.set(index, bits);
    }
    return [...bySector].map(([index, bits]) => this.change(index, bits, allocated));
  }

  /** The sector as it was if it could be read, else with these bits and no others. */
  private change(index: number, bits: readonly number[], allocated: boolean) {
    const sector = this.sectors[index];
    const before = sector?.state === 'valid' ? sector.value : new BitmapSector(new Uint8Array(BLOCK_BYTES), index);
    // The stamps say what journals have done: they stay.
    const data = before.changed({ bits, allocated, slot: 0, stamp: before.stamp(0) });
    this.sectors[index] = { state: 'valid', value: new BitmapSector(data, index) };
    return { lba: BITMAP_LBA + index, data };
  }

  /** A damaged sector with none but these bits, as it is to be written. */
  rebuild(index: number, bits: readonly number[]) {
    return this.change(index, bits, true);
  }
}

export function* readBitmapImage({ fileBlocks }: Superblock): Operation<BitmapImage> {
  return new BitmapImage(yield* read(BITMAP_LBA, Math.ceil(fileBlocks / BITS_PER_BITMAP_BLOCK)));
}
