// The lock record, in the first block of a descriptor: whether the descriptor belongs to a file, and who has that locked.
// It is changed by COMPARE AND WRITE only, and no two records are alike: whoever wrote one can tell its own by reading.
import { crc32, getText, getUuid, isZero, putText, putUuid, sameBytes, view } from './bytes.ts';
import { VmfsError } from './errors.ts';
import { DESCRIPTOR_BLOCKS, DESCRIPTOR_LBA, HEARTBEAT_SLOTS } from './layout.ts';
import { BLOCK_BYTES, compareAndWrite, type Operation, read } from './operation.ts';

const MAGIC = 0x4b_43_4c_75; // "uLCK"
const MAX_HOST_NAME_BYTES = 64;
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** Mounts that share one lock. */
export const MAX_LOCK_HOLDERS = 16;
/** How often one mount may have one file open for sharing. */
export const MAX_OPENS_OF_HOLDER = 0xffff;
/** Bits of the word at offset 4. */
const ALLOCATED = 1;
const MOVED = 2;
const HOLDERS_OFFSET = 132;
const HOLDER_BYTES = 20;

/** Lock modes as `vmkfstools -D` prints them (reference: storage.md). */
export const lockModes = { free: 0, exclusive: 1, readOnly: 2, multiWriter: 3 } as const;
export type LockMode = Exclude<keyof typeof lockModes, 'free'>;

/** One mount among those that share a lock. */
export interface LockHolder {
  readonly uuid: string;
  /** Its heartbeat slot. */
  readonly slot: number;
  /** How often it has the file open. */
  readonly opens: number;
}

export interface LockRecord {
  /** Whether the descriptor belongs to a file. */
  readonly allocated: boolean;
  /** Its content says where to. Nobody takes its lock any more but to remove it; it stays so until the descriptor is given back. */
  readonly moved: boolean;
  readonly mode: 0 | 1 | 2 | 3;
  /** The owner of an exclusive lock; of a shared one, who came last. */
  readonly ownerUuid: string;
  readonly hostName: string;
  /** The owner's heartbeat slot. */
  readonly slot: number;
  /** Grows by one with every change of the record: no two owners ever have the same. */
  readonly generation: number;
  /** Which change wrote this record. No two are alike, so a host can tell its own by reading. */
  readonly change: Change;
  /** Of a shared lock, readOnly or multiWriter. */
  readonly holders: readonly LockHolder[];
}

/** The change of a lock record: which mount of which host made it, and its number there. */
export interface Change {
  readonly writerUuid: string;
  readonly sequence: number;
}

export const noChange: Change = { writerUuid: NOBODY, sequence: 0 };
export const freeLock = { mode: lockModes.free, ownerUuid: NOBODY, hostName: '', slot: 0, holders: [] } as const;

/** Of a descriptor that belongs to no file. */
export const unallocatedLock = { ...freeLock, allocated: false, moved: false } as const;

export function lockLba(descriptor: number): number {
  return DESCRIPTOR_LBA + descriptor * DESCRIPTOR_BLOCKS;
}

export function encodeLock(lock: LockRecord): Uint8Array {
  if (lock.holders.length > MAX_LOCK_HOLDERS) throw new RangeError(`${lock.holders.length} holders of one lock`);
  const bytes = new Uint8Array(BLOCK_BYTES);
  const fields = view(bytes);
  fields.setUint32(0, MAGIC, true);
  fields.setUint32(4, (lock.allocated ? ALLOCATED : 0) | (lock.moved ? MOVED : 0), true);
  fields.setUint32(8, lock.mode, true);
  fields.setUint32(12, lock.slot, true);
  fields.setFloat64(16, lock.generation, true);
  putUuid(bytes, 24, lock.ownerUuid);
  putText(bytes, 40, MAX_HOST_NAME_BYTES, lock.hostName);
  putUuid(bytes, 104, lock.change.writerUuid);
  fields.setFloat64(120, lock.change.sequence, true);
  fields.setUint32(128, lock.holders.length, true);
  for (const [index, { uuid, slot, opens }] of lock.holders.entries()) {
    const at = HOLDERS_OFFSET + index * HOLDER_BYTES;
    putUuid(bytes, at, uuid);
    fields.setUint16(at + 16, slot, true);
    fields.setUint16(at + 18, opens, true);
  }
  fields.setUint32(BLOCK_BYTES - 4, crc32(bytes.subarray(0, BLOCK_BYTES - 4)), true);
  return bytes;
}

/** A block of zeros is the record of a descriptor that was never used. Throws VmfsError damaged. */
export function decodeLock(bytes: Uint8Array, descriptor: number): LockRecord {
  const fields = view(bytes);
  const magic = fields.getUint32(0, true);
  if (isZero(bytes)) return { ...unallocatedLock, generation: 0, change: noChange };
  const mode = fields.getUint32(8, true);
  const flags = fields.getUint32(4, true);
  const slot = fields.getUint32(12, true);
  const holders = fields.getUint32(128, true);
  if (
    magic !== MAGIC ||
    fields.getUint32(BLOCK_BYTES - 4, true) !== crc32(bytes.subarray(0, BLOCK_BYTES - 4)) ||
    !isMode(mode) ||
    slot >= HEARTBEAT_SLOTS ||
    holders > MAX_LOCK_HOLDERS
  )
    throw new VmfsError('damaged', `lock record of descriptor ${descriptor} at LBA ${lockLba(descriptor)}`);
  return {
    allocated: (flags & ALLOCATED) !== 0,
    moved: (flags & MOVED) !== 0,
    mode,
    slot,
    generation: fields.getFloat64(16, true),
    ownerUuid: getUuid(bytes, 24),
    hostName: getText(bytes, 40, MAX_HOST_NAME_BYTES),
    change: { writerUuid: getUuid(bytes, 104), sequence: fields.getFloat64(120, true) },
    holders: Array.from({ length: holders }, (_, index) => {
      const at = HOLDERS_OFFSET + index * HOLDER_BYTES;
      return {
        uuid: getUuid(bytes, at),
        slot: fields.getUint16(at + 16, true) % HEARTBEAT_SLOTS,
        opens: fields.getUint16(at + 18, true),
      };
    }),
  };
}

function isMode(mode: number): mode is LockRecord['mode'] {
  return mode <= lockModes.multiWriter;
}

/** A lock record as it was read, or written. */
export interface KnownLock {
  readonly descriptor: number;
  readonly lock: LockRecord;
  readonly lockBytes: Uint8Array;
}

export function* readLock(descriptor: number): Operation<KnownLock> {
  const lockBytes = yield* read(lockLba(descriptor), 1);
  return { descriptor, lock: decodeLock(lockBytes, descriptor), lockBytes };
}

/** Changes a lock record from what is known to another; undefined when it is no longer what was known. */
export function* changeLock(
  { descriptor, lock, lockBytes }: KnownLock,
  fields: Partial<Omit<LockRecord, 'generation' | 'change'>>,
  change: Change,
): Operation<KnownLock | undefined> {
  const next: LockRecord = { ...lock, ...fields, generation: lock.generation + 1, change };
  const nextBytes = encodeLock(next);
  const lba = lockLba(descriptor);
  for (;;) {
    const outcome = yield* compareAndWrite(lba, lockBytes, nextBytes, { fua: true });
    if (outcome === 'written') return { descriptor, lock: next, lockBytes: nextBytes };
    if (outcome === 'miscompare') return undefined;
    const found = yield* read(lba, 1);
    if (sameBytes(found, nextBytes)) return { descriptor, lock: next, lockBytes: nextBytes };
    if (!sameBytes(found, lockBytes)) return undefined;
  }
}
