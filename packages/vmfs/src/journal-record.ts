// A record of a heartbeat slot's journal. An intent says what a transaction is going to take: file blocks and descriptors. A
// commit says all that it changes: bytes at places, blocks that are released, locks that are let go. The records of a slot
// have growing numbers and are written to its places in turn, so that one that is torn leaves the one before it whole; the
// highest number counts.
import type { Extent } from './allocation.ts';
import { crc32, getUuid, putUuid, view } from './bytes.ts';
import { VmfsError } from './errors.ts';
import {
  BITS_PER_BITMAP_BLOCK,
  DESCRIPTOR_LBA,
  DESCRIPTORS,
  FILE_BLOCK_BLOCKS,
  FIRST_DATA_FILE_BLOCK,
  JOURNAL_PLACE_BLOCKS,
  JOURNAL_PLACES,
  journalLba,
  MAX_BITMAP_BLOCKS,
} from './layout.ts';
import type { Image } from './metadata.ts';
import { BLOCK_BYTES, type Operation, read } from './operation.ts';

const MAGIC = 0x4e_52_4a_75; // "uJRN"
const PLACE_BYTES = JOURNAL_PLACE_BLOCKS * BLOCK_BYTES;
const HEADER_BYTES = 48;
const EXTENT_BYTES = 8;
const LOCK_BYTES = 16;
const IMAGE_HEADER_BYTES = 24;
const CHECKSUM_BYTES = 4;
/** Numbers are u32 stamps in the bitmap; 0 is none. */
export const MAX_RECORD_NUMBER = 0xffff_ffff;
const phases = ['intent', 'commit'] as const;
const becomings = ['free', 'unallocated'] as const;

/** An exclusive lock of the journal's owner, by which what a transaction changes is its own to change. */
export interface LockGuard {
  readonly descriptor: number;
  readonly generation: number;
}

/** A lock that is let go at the end; with `unallocated` its descriptor belongs to no file afterwards. */
export interface LockRelease extends LockGuard {
  readonly becomes: (typeof becomings)[number];
}

export interface GuardedImage extends Image {
  readonly guard: LockGuard;
}

export interface JournalRecord {
  readonly phase: (typeof phases)[number];
  readonly number: number;
  /** The mount that wrote it. */
  readonly ownerUuid: string;
  /** To be allocated (intent), or to be released (commit). */
  readonly extents: readonly Extent[];
  /** Descriptors that are taken, and given back if it comes to nothing (intent); locks to be let go (commit). */
  readonly locks: readonly LockRelease[];
  readonly images: readonly GuardedImage[];
}

/** In whole blocks. Throws VmfsError tooFragmented when it does not fit into a place. */
export function encodeRecord(record: JournalRecord): Uint8Array {
  const { extents, locks, images } = record;
  const used =
    HEADER_BYTES +
    EXTENT_BYTES * extents.length +
    LOCK_BYTES * locks.length +
    images.reduce((sum, { bytes }) => sum + IMAGE_HEADER_BYTES + bytes.length, 0) +
    CHECKSUM_BYTES;
  const size = Math.ceil(used / BLOCK_BYTES) * BLOCK_BYTES;
  if (size > PLACE_BYTES)
    throw new VmfsError('tooFragmented', `a change of ${extents.length} runs and ${images.length} places at once`);
  const bytes = new Uint8Array(size);
  const fields = view(bytes);
  fields.setUint32(0, MAGIC, true);
  fields.setUint32(4, size, true);
  fields.setUint32(8, record.number, true);
  fields.setUint32(12, phases.indexOf(record.phase), true);
  putUuid(bytes, 16, record.ownerUuid);
  fields.setUint32(32, extents.length, true);
  fields.setUint32(36, locks.length, true);
  fields.setUint32(40, images.length, true);
  let at = HEADER_BYTES;
  for (const { start, count } of extents) {
    fields.setUint32(at, start, true);
    fields.setUint32(at + 4, count, true);
    at += EXTENT_BYTES;
  }
  for (const { descriptor, becomes, generation } of locks) {
    fields.setUint32(at, descriptor, true);
    fields.setUint32(at + 4, becomings.indexOf(becomes), true);
    fields.setFloat64(at + 8, generation, true);
    at += LOCK_BYTES;
  }
  for (const { lba, bytes: image, guard } of images) {
    fields.setFloat64(at, lba, true);
    fields.setUint32(at + 8, image.length, true);
    fields.setUint32(at + 12, guard.descriptor, true);
    fields.setFloat64(at + 16, guard.generation, true);
    bytes.set(image, at + IMAGE_HEADER_BYTES);
    at += IMAGE_HEADER_BYTES + image.length;
  }
  fields.setUint32(size - CHECKSUM_BYTES, crc32(bytes.subarray(0, size - CHECKSUM_BYTES)), true);
  return bytes;
}

/** A place that was never written, or is torn: undefined. */
export function decodeRecord(place: Uint8Array): JournalRecord | undefined {
  const placeFields = view(place);
  if (placeFields.getUint32(0, true) !== MAGIC) return undefined;
  const size = placeFields.getUint32(4, true);
  if (size < HEADER_BYTES + CHECKSUM_BYTES || size > place.length) return undefined;
  const bytes = place.slice(0, size);
  const fields = view(bytes);
  const end = size - CHECKSUM_BYTES;
  if (fields.getUint32(end, true) !== crc32(bytes.subarray(0, end))) return undefined;
  const phase = phases[fields.getUint32(12, true)];
  const [extentCount = 0, lockCount = 0, imageCount = 0] = [32, 36, 40].map((offset) => fields.getUint32(offset, true));
  const lists = HEADER_BYTES + EXTENT_BYTES * extentCount + LOCK_BYTES * lockCount;
  if (!phase || lists + IMAGE_HEADER_BYTES * imageCount > end) return undefined;
  const extents = Array.from({ length: extentCount }, (_, index) => {
    const at = HEADER_BYTES + EXTENT_BYTES * index;
    return { start: fields.getUint32(at, true), count: fields.getUint32(at + 4, true) };
  });
  const locks: LockRelease[] = [];
  for (let at = HEADER_BYTES + EXTENT_BYTES * extentCount; at < lists; at += LOCK_BYTES) {
    const becomes = becomings[fields.getUint32(at + 4, true)];
    if (!becomes) return undefined;
    locks.push({ descriptor: fields.getUint32(at, true), becomes, generation: fields.getFloat64(at + 8, true) });
  }
  const images: GuardedImage[] = [];
  for (let at = lists; images.length < imageCount; ) {
    const length = at + IMAGE_HEADER_BYTES > end ? -1 : fields.getUint32(at + 8, true);
    if (length < 0 || length % BLOCK_BYTES !== 0 || at + IMAGE_HEADER_BYTES + length > end) return undefined;
    images.push({
      lba: fields.getFloat64(at, true),
      bytes: bytes.subarray(at + IMAGE_HEADER_BYTES, at + IMAGE_HEADER_BYTES + length),
      guard: { descriptor: fields.getUint32(at + 12, true), generation: fields.getFloat64(at + 16, true) },
    });
    at += IMAGE_HEADER_BYTES + length;
  }
  const record = { phase, number: fields.getUint32(8, true), ownerUuid: getUuid(bytes, 16), extents, locks, images };
  return isPossible(record) ? record : undefined;
}

/** Whether a record speaks of places that a volume can have. */
function isPossible({ extents, locks, images }: JournalRecord): boolean {
  const end = MAX_BITMAP_BLOCKS * BITS_PER_BITMAP_BLOCK;
  return (
    extents.every(({ start, count }) => start >= FIRST_DATA_FILE_BLOCK && start + count <= end) &&
    locks.every(({ descriptor }) => descriptor < DESCRIPTORS) &&
    images.every(
      ({ lba, guard }) =>
        Number.isSafeInteger(lba) &&
        lba >= DESCRIPTOR_LBA &&
        lba < end * FILE_BLOCK_BLOCKS &&
        guard.descriptor < DESCRIPTORS,
    )
  );
}

/** Where the record of a number goes. */
export function recordLba(slot: number, number: number): number {
  return journalLba(slot) + (number % JOURNAL_PLACES) * JOURNAL_PLACE_BLOCKS;
}

/** The record of a slot's journal that counts: the one with the highest number. */
export function* readLatestRecord(slot: number): Operation<JournalRecord | undefined> {
  const bytes = yield* read(journalLba(slot), JOURNAL_PLACES * JOURNAL_PLACE_BLOCKS);
  let latest: JournalRecord | undefined;
  for (let place = 0; place < JOURNAL_PLACES; place += 1) {
    const record = decodeRecord(bytes.subarray(place * PLACE_BYTES, (place + 1) * PLACE_BYTES));
    if (record && record.number > (latest?.number ?? 0)) latest = record;
  }
  return latest;
}
