// What changes where the bytes of an open file lie: allocating, punching, growing and cutting. Each step is one transaction
// of at most a GiB, so that it fits into a journal record; a range that is larger is done in several, each whole.
import { type Extent, merged } from './allocation.ts';
import { VmfsError } from './errors.ts';
import { BlockSupply, writeContent, zeroExtents } from './extents.ts';
import type { Journal } from './journal.ts';
import { FILE_BLOCK_BLOCKS, FILE_BLOCK_BYTES, type Superblock } from './layout.ts';
import { MAX_POINTER_BLOCKS, type Metadata } from './metadata.ts';
import { readLocked } from './namespace.ts';
import type { OpenFile } from './open-file.ts';
import { BLOCK_BYTES, type Operation, write } from './operation.ts';
import {
  allocatedRuns,
  blockOf,
  encodePointers,
  fileBlocksOf,
  HOLE,
  isToBeZeroed,
  POINTERS_PER_BLOCK,
  POINTERS_PER_SECTOR,
  pointerSectorImage,
  readPointers,
} from './pointer-block.ts';
import type { Transaction } from './transaction.ts';

/** Pointers that one transaction changes: those of 8 sectors. */
export const POINTERS_PER_STEP = 8 * POINTERS_PER_SECTOR;

/** A part of a file; whole blocks of 512 bytes. */
export interface FileRange {
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

/** File blocks of a file by their place in it: from `first` up to, not including, `end`. */
interface BlockRange {
  readonly first: number;
  readonly end: number;
}

/** Throws VmfsError tooLarge for a file that pointer blocks can't describe. */
export function checkSize(sizeBytes: number): void {
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) throw new RangeError(`not a size: ${sizeBytes}`);
  if (fileBlocksOf(sizeBytes) > MAX_POINTER_BLOCKS * POINTERS_PER_BLOCK)
    throw new VmfsError('tooLarge', `a file has at most ${MAX_POINTER_BLOCKS} pointer blocks, not ${sizeBytes} bytes`);
}

export class FileMap {
  private readonly journal: Journal;
  private readonly superblock: Superblock;

  constructor(journal: Journal, superblock: Superblock) {
    this.journal = journal;
    this.superblock = superblock;
  }

  /** Throws VmfsError noSpace: the step that does not fit changed nothing. */
  *allocate(file: OpenFile, range: FileRange): Operation<void> {
    checkExclusive(file);
    yield* this.refresh(file);
    yield* this.moveOutOfDescriptor(file);
    file.map(range.offsetBytes, range.lengthBytes);
    const first = Math.floor(range.offsetBytes / FILE_BLOCK_BYTES);
    const end = fileBlocksOf(range.offsetBytes + range.lengthBytes);
    for (const step of steps({ first, end })) yield* this.allocateStep(file, step);
  }

  private *allocateStep(file: OpenFile, range: BlockRange): Operation<void> {
    const pointers = file.pointers.slice();
    const pending: number[] = [];
    for (let index = range.first; index < range.end; index += 1) {
      const pointer = pointers[index] ?? HOLE;
      if (pointer === HOLE || isToBeZeroed(pointer)) pending.push(index);
    }
    if (pending.length === 0) return;
    const holes = pending.filter((index) => pointers[index] === HOLE);
    yield* this.change(file, function* (this: FileMap, transaction) {
      const missing = missingPointerBlocks(file.metadata, pointers, range);
      const { extents } = yield* transaction.take({ blocks: missing + holes.length });
      const supply = new BlockSupply(extents);
      const fresh = Array.from({ length: missing }, () => supply.next());
      for (const index of holes) pointers[index] = supply.next();
      for (const index of pending) pointers[index] = blockOf(pointers[index] as number);
      yield* zeroExtents(allocatedRuns(pending.map((index) => pointers[index] as number)));
      yield { op: 'flush' };
      return yield* putPointers(transaction, file, { pointers, sizeBytes: file.sizeBytes, changed: range, fresh });
    });
  }

  /** Whole file blocks inside the range become holes; the last one of the file is whole when the range reaches its end. */
  *punch(file: OpenFile, { offsetBytes, lengthBytes }: FileRange): Operation<void> {
    checkExclusive(file);
    yield* this.refresh(file);
    yield* this.moveOutOfDescriptor(file);
    file.map(offsetBytes, lengthBytes);
    const first = fileBlocksOf(offsetBytes);
    const endBytes = offsetBytes + lengthBytes;
    const end = endBytes >= file.sizeBytes ? file.pointers.length : Math.floor(endBytes / FILE_BLOCK_BYTES);
    for (const step of steps({ first, end })) yield* this.punchStep(file, step);
  }

  private *punchStep(file: OpenFile, range: BlockRange): Operation<void> {
    const released = allocatedRuns(file.pointers.subarray(range.first, range.end));
    if (released.length === 0) return;
    const pointers = file.pointers.slice();
    pointers.fill(HOLE, range.first, range.end);
    yield* this.change(file, function* (this: FileMap, transaction) {
      const fresh = yield* takePointerBlocks(transaction, file.metadata, pointers);
      transaction.release(released);
      return yield* putPointers(transaction, file, { pointers, sizeBytes: file.sizeBytes, changed: range, fresh });
    });
  }

  /** Grows with a hole, or cuts. Throws VmfsError tooLarge. */
  *resize(file: OpenFile, sizeBytes: number): Operation<void> {
    checkExclusive(file);
    checkSize(sizeBytes);
    if (sizeBytes % BLOCK_BYTES !== 0) throw new RangeError(`${file.path}: ${sizeBytes} bytes are not whole blocks`);
    yield* this.refresh(file);
    if (sizeBytes === file.sizeBytes) return;
    yield* this.moveOutOfDescriptor(file);
    if (sizeBytes > file.sizeBytes) yield* this.grow(file, sizeBytes);
    else yield* this.cut(file, sizeBytes);
  }

  private *grow(file: OpenFile, sizeBytes: number): Operation<void> {
    const pointers = new Uint32Array(fileBlocksOf(sizeBytes));
    pointers.set(file.pointers);
    const last = file.pointers.at(-1) ?? HOLE;
    const usedBlocks = Math.ceil((file.sizeBytes % FILE_BLOCK_BYTES) / BLOCK_BYTES);
    if (last !== HOLE && !isToBeZeroed(last) && usedBlocks > 0) {
      // What lies behind the end is nobody's until the file has grown; then it has to be zeros.
      const blocks = FILE_BLOCK_BLOCKS - usedBlocks;
      if (blocks > 0) yield { op: 'zero', lba: last * FILE_BLOCK_BLOCKS + usedBlocks, blocks };
      yield { op: 'flush' };
    }
    yield* this.change(file, function* (this: FileMap, transaction) {
      const fresh = yield* takePointerBlocks(transaction, file.metadata, pointers);
      return yield* putPointers(transaction, file, { pointers, sizeBytes, changed: { first: 0, end: 0 }, fresh });
    });
  }

  private *cut(file: OpenFile, sizeBytes: number): Operation<void> {
    const target = fileBlocksOf(sizeBytes);
    while (file.sizeBytes > sizeBytes) {
      const { length } = file.pointers;
      const stepStart = Math.floor((length - 1) / POINTERS_PER_STEP) * POINTERS_PER_STEP;
      const first = Math.max(target, stepStart);
      const pointers = file.pointers.slice(0, first);
      yield* this.change(file, function* (this: FileMap, transaction) {
        const fresh = yield* takePointerBlocks(transaction, file.metadata, pointers);
        transaction.release(allocatedRuns(file.pointers.subarray(first)));
        const size = first === target ? sizeBytes : first * FILE_BLOCK_BYTES;
        return yield* putPointers(transaction, file, {
          pointers,
          sizeBytes: size,
          changed: { first, end: length },
          fresh,
        });
      });
    }
  }

  /** A content that lies in the descriptor gets a block of its own. */
  private *moveOutOfDescriptor(file: OpenFile): Operation<void> {
    const { inline } = file.metadata;
    if (inline.length === 0) return;
    yield* this.change(file, function* (this: FileMap, transaction) {
      const { extents } = yield* transaction.take({ blocks: 1 });
      yield* zeroExtents(extents);
      yield* writeContent(extents, inline);
      yield { op: 'flush' };
      const moved = { ...file.metadata, extents, inline: new Uint8Array(0) };
      const metadata = transaction.writeMetadata(file.lock, moved, file.metadata);
      return { metadata, pointers: Uint32Array.of((extents[0] as Extent).start) };
    });
  }

  /** Learns where a file lies after a change of it that failed. */
  *refresh(file: OpenFile): Operation<void> {
    if (!file.doubtful) return;
    yield* this.journal.tidy();
    const { metadata } = yield* readLocked(file.lock.descriptor, file.path);
    file.changed(metadata, yield* readPointers(metadata, this.superblock));
  }

  /** The open file follows what the disk says, from when the transaction is done. */
  private *change(
    file: OpenFile,
    body: (this: FileMap, transaction: Transaction) => Operation<{ metadata: Metadata; pointers: Uint32Array }>,
  ): Operation<void> {
    try {
      const { metadata, pointers } = yield* this.journal.run((transaction) => body.call(this, transaction));
      file.changed(metadata, pointers);
    } catch (error) {
      if (!this.journal.settled) file.doubt();
      throw error;
    }
  }
}

function checkExclusive(file: OpenFile): void {
  if (file.lock.mode !== 'exclusive')
    throw new RangeError(`${file.path} is open ${file.lock.mode}: only its exclusive owner changes where it lies`);
}

/** A range in parts that lie in the sectors of one step each. */
function* steps({ first, end }: BlockRange): Generator<BlockRange> {
  for (let at = first; at < end; ) {
    const next = Math.min(end, (Math.floor(at / POINTERS_PER_STEP) + 1) * POINTERS_PER_STEP);
    yield { first: at, end: next };
    at = next;
  }
}

/** Pointer blocks that are to be made for pointers, and for those of a range that are about to lead somewhere. */
function missingPointerBlocks({ pointerBlocks }: Metadata, pointers: Uint32Array, range?: BlockRange): number {
  let missing = 0;
  for (let index = 0; index * POINTERS_PER_BLOCK < pointers.length; index += 1) {
    if (pointerBlocks?.[index]) continue;
    const first = index * POINTERS_PER_BLOCK;
    const end = first + POINTERS_PER_BLOCK;
    const allocates = range !== undefined && range.first < end && range.end > first;
    if (allocates || pointers.subarray(first, end).some((pointer) => pointer !== HOLE)) missing += 1;
  }
  return missing;
}

function* takePointerBlocks(
  transaction: Transaction,
  metadata: Metadata,
  pointers: Uint32Array,
): Operation<readonly number[]> {
  const missing = missingPointerBlocks(metadata, pointers);
  const supply = new BlockSupply((yield* transaction.take({ blocks: missing })).extents);
  return Array.from({ length: missing }, () => supply.next());
}

/** Fills pointer blocks that nothing leads to yet; durable after the next flush. Returns those of all pointers. */
export function* fillPointerBlocks(
  before: readonly number[],
  pointers: Uint32Array,
  fresh: readonly number[],
): Operation<number[]> {
  const unused = [...fresh];
  const count = Math.ceil(pointers.length / POINTERS_PER_BLOCK);
  const all = Array.from({ length: count }, (_, index) => before[index] ?? HOLE);
  for (const [index, block] of all.entries()) {
    const own = pointers.subarray(index * POINTERS_PER_BLOCK, (index + 1) * POINTERS_PER_BLOCK);
    if (block !== HOLE || own.every((pointer) => pointer === HOLE)) continue;
    const made = unused.shift();
    if (made === undefined) throw new RangeError('more pointer blocks are used than were taken');
    yield* zeroExtents([{ start: made, count: 1 }]);
    yield* write(made * FILE_BLOCK_BLOCKS, encodePointers(own), { fua: false });
    all[index] = made;
  }
  if (fresh.length > 0) yield { op: 'flush' };
  return all;
}

/** Writes pointers with the commit: whole new pointer blocks before it, sectors of those that are there with it. */
function* putPointers(
  transaction: Transaction,
  file: OpenFile,
  next: {
    readonly pointers: Uint32Array;
    readonly sizeBytes: number;
    /** The pointers that differ from those before. */
    readonly changed: BlockRange;
    readonly fresh: readonly number[];
  },
): Operation<{ metadata: Metadata; pointers: Uint32Array }> {
  const { pointers, sizeBytes, changed, fresh } = next;
  const before = file.metadata.pointerBlocks;
  const pointerBlocks = yield* fillPointerBlocks(before ?? [], pointers, fresh);
  const sectorsPerBlock = POINTERS_PER_BLOCK / POINTERS_PER_SECTOR;
  const lastSector = Math.ceil(changed.end / POINTERS_PER_SECTOR);
  for (let sector = Math.floor(changed.first / POINTERS_PER_SECTOR); sector < lastSector; sector += 1)
    if (before?.[Math.floor(sector / sectorsPerBlock)] && pointerBlocks[Math.floor(sector / sectorsPerBlock)])
      transaction.write(file.lock, pointerSectorImage(pointers, sector, pointerBlocks));
  const gone = (before ?? []).slice(pointerBlocks.length).filter((block) => block !== HOLE);
  transaction.release(merged(gone.map((block) => ({ start: block, count: 1 }))));
  const same =
    before?.length === pointerBlocks.length && before.every((block, index) => block === pointerBlocks[index]);
  if (same && sizeBytes === file.sizeBytes) return { metadata: file.metadata, pointers };
  const described = { ...file.metadata, sizeBytes, extents: [], pointerBlocks };
  return { metadata: transaction.writeMetadata(file.lock, described, file.metadata), pointers };
}
