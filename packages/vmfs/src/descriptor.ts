// A file descriptor: the lock record in its first block, changed by COMPARE AND WRITE only, and two copies of the file's
// metadata. Metadata is written to the older copy, so that a crash in the middle leaves the newer one whole.
import { crc32, getText, getUuid, putText, putUuid, sameBytes, view } from './bytes.ts';
import { VmfsError } from './errors.ts';
import { DESCRIPTOR_BLOCKS, DESCRIPTOR_LBA } from './layout.ts';
import { BLOCK_BYTES, compareAndWrite, type Operation, read, write } from './operation.ts';

const LOCK_MAGIC = 0x4b_43_4c_75; // "uLCK"
const METADATA_MAGIC = 0x44_46_4d_75; // "uMFD"
export const COPY_BLOCKS = 3;
const COPY_BYTES = COPY_BLOCKS * BLOCK_BYTES;
/** Contents up to this size lie in the descriptor itself (reference: storage.md). */
export const MAX_INLINE_BYTES = 1024;
/** Runs of file blocks of one file. */
const MAX_EXTENTS = 50;
const MAX_HOST_NAME_BYTES = 64;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Lock modes as `vmkfstools -D` prints them (reference: storage.md). */
export const lockModes = { free: 0, exclusive: 1, readOnly: 2, multiWriter: 3 } as const;

export interface LockRecord {
  /** Whether the descriptor belongs to a file. */
  readonly allocated: boolean;
  readonly mode: 0 | 1 | 2 | 3;
  readonly ownerUuid: string;
  readonly hostName: string;
  /** The owner's heartbeat slot. */
  readonly slot: number;
  /** Grows by one with every change of the record: no two owners ever have the same. */
  readonly generation: number;
  /** Which change wrote this record. No two are alike, so a host can tell its own by reading. */
  readonly change: Change;
}

/** The change of a lock record: which mount of which host made it, and its number there. */
export interface Change {
  readonly writerUuid: string;
  readonly sequence: number;
}

export const noChange: Change = { writerUuid: NOBODY, sequence: 0 };
export const freeLock = { mode: lockModes.free, ownerUuid: NOBODY, hostName: '', slot: 0 } as const;

export function encodeLock(lock: LockRecord): Uint8Array {
  const bytes = new Uint8Array(BLOCK_BYTES);
  const fields = view(bytes);
  fields.setUint32(0, LOCK_MAGIC, true);
  fields.setUint32(4, lock.allocated ? 1 : 0, true);
  fields.setUint32(8, lock.mode, true);
  fields.setUint32(12, lock.slot, true);
  fields.setFloat64(16, lock.generation, true);
  putUuid(bytes, 24, lock.ownerUuid);
  putText(bytes, 40, MAX_HOST_NAME_BYTES, lock.hostName);
  putUuid(bytes, 104, lock.change.writerUuid);
  fields.setFloat64(120, lock.change.sequence, true);
  fields.setUint32(BLOCK_BYTES - 4, crc32(bytes.subarray(0, BLOCK_BYTES - 4)), true);
  return bytes;
}

/** A block of zeros is the record of a descriptor that was never used. Throws VmfsError damaged. */
export function decodeLock(bytes: Uint8Array, descriptor: number): LockRecord {
  const fields = view(bytes);
  if (bytes.every((byte) => byte === 0)) return { ...freeLock, allocated: false, generation: 0, change: noChange };
  if (
    fields.getUint32(0, true) !== LOCK_MAGIC ||
    fields.getUint32(BLOCK_BYTES - 4, true) !== crc32(bytes.subarray(0, BLOCK_BYTES - 4))
  )
    throw new VmfsError('damaged', `lock record of descriptor ${descriptor} at LBA ${descriptorLba(descriptor)}`);
  return {
    allocated: fields.getUint32(4, true) === 1,
    mode: fields.getUint32(8, true) as LockRecord['mode'],
    slot: fields.getUint32(12, true),
    generation: fields.getFloat64(16, true),
    ownerUuid: getUuid(bytes, 24),
    hostName: getText(bytes, 40, MAX_HOST_NAME_BYTES),
    change: { writerUuid: getUuid(bytes, 104), sequence: fields.getFloat64(120, true) },
  };
}

export interface Extent {
  /** First file block and how many. */
  readonly start: number;
  readonly count: number;
}

export interface Metadata {
  readonly type: 'file' | 'directory';
  readonly sizeBytes: number;
  readonly extents: readonly Extent[];
  /** The content of a small file; empty when it has extents. */
  readonly inline: Uint8Array;
  readonly sequence: number;
}

export function descriptorLba(descriptor: number): number {
  return DESCRIPTOR_LBA + descriptor * DESCRIPTOR_BLOCKS;
}

export function encodeMetadata(metadata: Metadata): Uint8Array {
  if (metadata.extents.length > MAX_EXTENTS)
    throw new VmfsError('tooFragmented', `a file has at most ${MAX_EXTENTS} runs of blocks`);
  const bytes = new Uint8Array(COPY_BYTES);
  const fields = view(bytes);
  fields.setUint32(0, METADATA_MAGIC, true);
  fields.setUint32(4, metadata.type === 'directory' ? 2 : 1, true);
  fields.setFloat64(8, metadata.sizeBytes, true);
  fields.setFloat64(16, metadata.sequence, true);
  fields.setUint32(24, metadata.extents.length, true);
  fields.setUint32(28, metadata.inline.length, true);
  for (const [index, { start, count }] of metadata.extents.entries()) {
    fields.setUint32(32 + 8 * index, start, true);
    fields.setUint32(36 + 8 * index, count, true);
  }
  bytes.set(metadata.inline, 32 + 8 * MAX_EXTENTS);
  fields.setUint32(COPY_BYTES - 4, crc32(bytes.subarray(0, COPY_BYTES - 4)), true);
  return bytes;
}

export function decodeMetadata(bytes: Uint8Array): Metadata | undefined {
  const fields = view(bytes);
  if (fields.getUint32(0, true) !== METADATA_MAGIC) return undefined;
  if (fields.getUint32(COPY_BYTES - 4, true) !== crc32(bytes.subarray(0, COPY_BYTES - 4))) return undefined;
  const extentCount = fields.getUint32(24, true);
  const inlineBytes = fields.getUint32(28, true);
  if (extentCount > MAX_EXTENTS || inlineBytes > MAX_INLINE_BYTES) return undefined;
  return {
    type: fields.getUint32(4, true) === 2 ? 'directory' : 'file',
    sizeBytes: fields.getFloat64(8, true),
    sequence: fields.getFloat64(16, true),
    extents: Array.from({ length: extentCount }, (_, index) => ({
      start: fields.getUint32(32 + 8 * index, true),
      count: fields.getUint32(36 + 8 * index, true),
    })),
    inline: bytes.slice(32 + 8 * MAX_EXTENTS, 32 + 8 * MAX_EXTENTS + inlineBytes),
  };
}

export interface Descriptor {
  readonly number: number;
  readonly lock: LockRecord;
  readonly lockBytes: Uint8Array;
  /** Absent for a descriptor that belongs to no file, or whose file was never finished. */
  readonly metadata: Metadata | undefined;
}

export function* readDescriptor(number: number): Operation<Descriptor> {
  return decodeDescriptor(number, yield* read(descriptorLba(number), DESCRIPTOR_BLOCKS));
}

/** `count` descriptors from `first` on, in one read. */
export function* readDescriptors(first: number, count: number): Operation<Descriptor[]> {
  const bytes = yield* read(descriptorLba(first), count * DESCRIPTOR_BLOCKS);
  const size = DESCRIPTOR_BLOCKS * BLOCK_BYTES;
  return Array.from({ length: count }, (_, index) =>
    decodeDescriptor(first + index, bytes.subarray(index * size, (index + 1) * size)),
  );
}

function decodeDescriptor(number: number, bytes: Uint8Array): Descriptor {
  const [first, second] = [1, 1 + COPY_BLOCKS].map((block) =>
    decodeMetadata(bytes.subarray(block * BLOCK_BYTES, (block + COPY_BLOCKS) * BLOCK_BYTES)),
  );
  const lockBytes = bytes.slice(0, BLOCK_BYTES);
  const metadata = first && second ? (first.sequence > second.sequence ? first : second) : (first ?? second);
  return { number, lock: decodeLock(lockBytes, number), lockBytes, metadata };
}

/** Replaces the metadata: after a crash either the old or the new is there. */
export function* writeMetadata(
  number: number,
  metadata: Omit<Metadata, 'sequence'>,
  before: Metadata | undefined,
): Operation<Metadata> {
  const next: Metadata = { ...metadata, sequence: (before?.sequence ?? 0) + 1 };
  const copy = next.sequence % 2;
  yield* write(descriptorLba(number) + 1 + copy * COPY_BLOCKS, encodeMetadata(next), { fua: true });
  return next;
}

/** Changes the lock record from what was read to another; undefined when it is no longer what was read. */
export function* changeLock(
  { number, lock, lockBytes }: Pick<Descriptor, 'number' | 'lock' | 'lockBytes'>,
  fields: Partial<Omit<LockRecord, 'generation' | 'change'>>,
  change: Change,
): Operation<{ lock: LockRecord; lockBytes: Uint8Array } | undefined> {
  const next: LockRecord = { ...lock, ...fields, generation: lock.generation + 1, change };
  const nextBytes = encodeLock(next);
  const lba = descriptorLba(number);
  for (;;) {
    const outcome = yield* compareAndWrite(lba, lockBytes, nextBytes, { fua: true });
    if (outcome === 'written') return { lock: next, lockBytes: nextBytes };
    if (outcome === 'miscompare') return undefined;
    const found = yield* read(lba, 1);
    if (sameBytes(found, nextBytes)) return { lock: next, lockBytes: nextBytes };
    if (!sameBytes(found, lockBytes)) return undefined;
  }
}
