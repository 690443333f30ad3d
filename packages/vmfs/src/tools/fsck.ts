// fsck: everything that a volume says of itself is compared with everything else that it says, and what doesn't fit is named.
// With `repair` each finding is put right where that is safe, in an order in which the run may be cut off after any write
// and begun again. What other hosts do meanwhile looks like damage: a volume in use is looked at twice (stillThere), and
// never repaired.

import { VmfsError } from '../errors.ts';
import type { HeartbeatSlot } from '../heartbeat.ts';
import {
  BITMAP_LBA,
  BITS_PER_BITMAP_BLOCK,
  FILE_BLOCK_BLOCKS,
  FIRST_DATA_FILE_BLOCK,
  HEARTBEAT_LBA,
  SUPERBLOCK_COPY_LBA,
  SUPERBLOCK_LBA,
  type Superblock,
} from '../layout.ts';
import { lockModes } from '../lock-record.ts';
import { BLOCK_BYTES, type Operation, read, write } from '../operation.ts';
import { rangeOf } from './file-blocks.ts';
import { type Finding, type FindingKind, findingKinds, type Place, sameFinding } from './finding.ts';
import { checkDirectories } from './fsck-directories.ts';
import { checkJournals } from './fsck-journal.ts';
import { Inspection, type OpenFinding } from './inspection.ts';
import {
  readBitmapImage,
  readDescriptorImages,
  readSlotImages,
  readSuperblockImage,
  type Stored,
  type SuperblockImage,
} from './volume-image.ts';

export interface FsckReport {
  /** Undefined when the volume can't be read at all: then there is one finding. */
  readonly superblock: Superblock | undefined;
  readonly findings: readonly Finding[];
  /** Findings beyond MAX_FINDINGS, which are not in the list. */
  readonly unlisted: number;
  readonly files: number;
  readonly directories: number;
  readonly usedFileBlocks: number;
  /** Slots that beat, or that nobody has watched: the hosts that use the volume. */
  readonly inUseBy: readonly { readonly slot: number; readonly hostName: string }[];
}

export interface FsckOptions {
  /** Blocks of the device. */
  readonly blocks: number;
  readonly repair?: boolean;
  /** Slots that were seen to beat. */
  readonly liveSlots?: ReadonlySet<number>;
}

/**
 * Reads everything that the volume says of itself, and repairs what is found when that is wanted. Throws VmfsError busy when
 * a volume in use is to be repaired, beingFormatted and unsupportedVersion for what is not (yet) a volume of this version.
 */
export function* fsck(options: FsckOptions): Operation<FsckReport> {
  const operation = inspect(options);
  return yield* options.repair ? operation : withoutWriting(operation);
}

/** Runs an operation that writes nothing that anybody else sees: what it writes, it reads again itself. */
function* withoutWriting<T>(operation: Operation<T>): Operation<T> {
  const written = new Map<number, Uint8Array>();
  let step = operation.next();
  while (!step.done) {
    const command = step.value;
    if (command.op === 'read') {
      const data = yield* read(command.lba, command.blocks);
      const covered = written.size > 0 ? data.slice() : data;
      for (const [lba, block] of written)
        if (lba >= command.lba && lba < command.lba + command.blocks)
          covered.set(block, (lba - command.lba) * BLOCK_BYTES);
      step = operation.next(covered);
    } else if (command.op === 'write') {
      for (let at = 0; at < command.data.length; at += BLOCK_BYTES)
        written.set(command.lba + at / BLOCK_BYTES, command.data.slice(at, at + BLOCK_BYTES));
      step = operation.next(undefined);
    } else throw new TypeError(`fsck does without ${command.op}`);
  }
  return step.value;
}

function* inspect({ blocks, repair = false, liveSlots = new Set() }: FsckOptions): Operation<FsckReport> {
  const image = yield* readSuperblockImage();
  const { superblock } = image;
  if (!superblock || superblock.fileBlocks * FILE_BLOCK_BLOCKS > blocks) {
    const nothing = { unlisted: 0, files: 0, directories: 0, usedFileBlocks: 0, inUseBy: [] };
    return { superblock, findings: [unusable(image, blocks)], ...nothing };
  }
  const slots = yield* readSlotImages();
  const inUseBy = [...liveSlots].flatMap((slot) => {
    const found = slots[slot];
    return found?.state === 'valid' ? [{ slot, hostName: found.value.hostName }] : [];
  });
  if (repair && inUseBy.length > 0)
    throw new VmfsError(
      'busy',
      `${superblock.label} is in use by ${inUseBy.map(({ hostName }) => hostName).join(', ')}`,
    );
  const inspection = new Inspection({
    superblock,
    repairing: repair,
    bitmap: yield* readBitmapImage(superblock),
    descriptors: yield* readDescriptorImages(),
  });
  yield* checkSuperblock(inspection, image);
  yield* checkJournals(inspection, slots, liveSlots);
  yield* checkSlots(inspection, slots, liveSlots);
  yield* inspection.readBlocks();
  yield* checkDirectories(inspection);
  yield* checkLocks(inspection, slots);
  yield* checkBitmap(inspection);
  return report(inspection, inUseBy);
}

/**
 * Of two looks at a volume that hosts use, with their heartbeats watched in between: what is there both times is damage, and
 * not a change under way.
 */
export function stillThere(first: FsckReport, second: FsckReport): FsckReport {
  const findings = second.findings.filter((finding) => first.findings.some((other) => sameFinding(finding, other)));
  return { ...second, findings };
}

function unusable({ superblock, first, copy }: SuperblockImage, blocks: number): OpenFinding {
  const open = (kind: FindingKind, what: string): OpenFinding => {
    const { severity, repair } = findingKinds[kind];
    return { kind, severity, where: { lba: SUPERBLOCK_LBA }, what, repair, repaired: false };
  };
  if (superblock)
    return open(
      'deviceTooSmall',
      `${superblock.label} has ${superblock.fileBlocks} file blocks, its device room for ${Math.floor(blocks / FILE_BLOCK_BLOCKS)}`,
    );
  return open('volumeUnreadable', `LBA 0: ${reasonOf(first)}; LBA 1: ${reasonOf(copy)}`);
}

function reasonOf(stored: Stored<unknown>): string {
  if (stored.state === 'damaged') return stored.why;
  return stored.state === 'empty' ? 'zeros' : 'whole';
}

function* checkSuperblock(inspection: Inspection, { first, copy, same, bytes }: SuperblockImage): Operation<void> {
  if (first.state !== 'valid')
    yield* inspection.found('superblockDamaged', { lba: SUPERBLOCK_LBA }, reasonOf(first), () =>
      write(SUPERBLOCK_LBA, bytes, { fua: true }),
    );
  else if (copy.state !== 'valid' || !same)
    yield* inspection.found(
      'superblockCopyDamaged',
      { lba: SUPERBLOCK_COPY_LBA },
      copy.state === 'valid' ? 'it differs from the superblock' : reasonOf(copy),
      () => write(SUPERBLOCK_COPY_LBA, bytes, { fua: true }),
    );
}

/** Before all other repairs: a host that comes back finds that its locks are gone, and mounts what is there then. */
function* checkSlots(
  inspection: Inspection,
  slots: Stored<HeartbeatSlot>[],
  liveSlots: ReadonlySet<number>,
): Operation<void> {
  for (const [slot, stored] of slots.entries()) {
    if (stored.state === 'empty' || liveSlots.has(slot)) continue;
    const lba = HEARTBEAT_LBA + slot;
    const clear = function* (): Operation<void> {
      yield* write(lba, new Uint8Array(BLOCK_BYTES), { fua: true });
      slots[slot] = { state: 'empty' };
    };
    if (stored.state === 'damaged') yield* inspection.found('heartbeatSlotDamaged', { lba, slot }, stored.why, clear);
    else yield* inspection.found('slotLeftBehind', { lba, slot }, `of ${stored.value.hostName}`, clear);
  }
}

function* checkLocks(inspection: Inspection, slots: readonly Stored<HeartbeatSlot>[]): Operation<void> {
  for (const { number, lba, lock } of [...inspection.descriptors]) {
    if (lock.state !== 'valid' || lock.value.mode === lockModes.free) continue;
    const { mode, ownerUuid, slot, hostName, holders } = lock.value;
    const all = mode === lockModes.exclusive ? [{ uuid: ownerUuid, slot, opens: 1 }] : holders;
    const living = all.filter((holder) => {
      const owner = slots[holder.slot];
      return owner?.state === 'valid' && owner.value.ownerUuid === holder.uuid;
    });
    if (living.length === all.length && all.length > 0) continue;
    const path = inspection.paths.get(number);
    const where: Place = { descriptor: number, lba, ...(path === undefined ? {} : { path }) };
    const gone = all.find((holder) => !living.includes(holder));
    const what = gone
      ? `held by ${gone.uuid === ownerUuid ? hostName : 'a host'} (${gone.uuid}), slot ${gone.slot}`
      : 'held by nobody';
    yield* inspection.found('lockWithoutOwner', where, what, () =>
      inspection.writeLock(number, living.length > 0 ? { ...lock.value, holders: living } : {}),
    );
  }
}

/** Blocks that files have and the bitmap doesn't know, and the other way round. The former are put right first. */
function* checkBitmap(inspection: Inspection): Operation<void> {
  const { bitmap, superblock } = inspection;
  for (const { index, why } of bitmap.damaged()) {
    const first = index * BITS_PER_BITMAP_BLOCK;
    const bits = Array.from({ length: BITS_PER_BITMAP_BLOCK }, (_, bit) => bit).filter(
      (bit) => inspection.ownerOf(first + bit) !== undefined,
    );
    const lba = BITMAP_LBA + index;
    yield* inspection.found('bitmapSectorDamaged', { lba, fileBlock: first }, why, () =>
      write(lba, bitmap.rebuild(index, bits).data, { fua: true }),
    );
  }
  const missing: number[] = [];
  const leaked: number[] = [];
  for (let block = FIRST_DATA_FILE_BLOCK; block < superblock.fileBlocks; block += 1) {
    const owned = inspection.ownerOf(block) !== undefined;
    if (bitmap.isSet(block) === !owned) (owned ? missing : leaked).push(block);
  }
  yield* setBits(inspection, 'blockNotAllocated', missing, true);
  yield* setBits(inspection, 'blockLeaked', leaked, false);
}

function* setBits(
  inspection: Inspection,
  kind: 'blockNotAllocated' | 'blockLeaked',
  blocks: readonly number[],
  allocated: boolean,
): Operation<void> {
  if (blocks.length === 0) return;
  const findings: OpenFinding[] = [];
  for (const run of runsByOwner(
    inspection,
    blocks.filter((block) => !inspection.isExcused(block)),
  )) {
    const path = run.owner === undefined ? undefined : inspection.paths.get(run.owner);
    const place = { fileBlock: run.start, fileBlocks: run.count, lba: run.start * FILE_BLOCK_BLOCKS };
    const where: Place = path === undefined ? place : { ...place, path };
    findings.push(yield* inspection.found(kind, where, `file blocks ${rangeOf(run)}`));
  }
  yield* inspection.repair(findings, () => inspection.setBits(blocks, allocated));
}

/** Consecutive blocks of one file, or of none. */
function runsByOwner(inspection: Inspection, blocks: readonly number[]) {
  const runs: { start: number; count: number; readonly owner: number | undefined }[] = [];
  for (const block of blocks) {
    const owner = inspection.ownerOf(block);
    const last = runs.at(-1);
    if (last && last.owner === owner && last.start + last.count === block) last.count += 1;
    else runs.push({ start: block, count: 1, owner });
  }
  return runs;
}

function report(inspection: Inspection, inUseBy: FsckReport['inUseBy']): FsckReport {
  let directories = 0;
  let usedFileBlocks = 0;
  for (const number of inspection.paths.keys())
    if (inspection.get(number).metadata?.type === 'directory') directories += 1;
  for (let block = FIRST_DATA_FILE_BLOCK; block < inspection.superblock.fileBlocks; block += 1)
    if (inspection.ownerOf(block) !== undefined) usedFileBlocks += 1;
  const files = inspection.paths.size - directories;
  const { superblock, findings, unlisted } = inspection;
  return { superblock, findings, unlisted, files, directories, usedFileBlocks, inUseBy };
}
