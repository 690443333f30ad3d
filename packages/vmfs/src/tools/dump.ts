// The structures of a volume as they are on the disk, for whoever wants to look at them: what can't be read is shown as that.
import type { HeartbeatSlot } from '../heartbeat.ts';
import { slotLba } from '../heartbeat.ts';
import { readLatestRecord } from '../journal-record.ts';
import { BITMAP_LBA, FIRST_DATA_FILE_BLOCK, HEARTBEAT_SLOTS, journalLba, type Superblock } from '../layout.ts';
import type { Operation } from '../operation.ts';
import { allocatedRuns } from '../pointer-block.ts';
import {
  type DescriptorImage,
  readBitmapImage,
  readDescriptorImage,
  readSlotImages,
  readSuperblockImage,
  type Stored,
} from './volume-image.ts';
import { VolumeView } from './volume-view.ts';

export interface SlotDump {
  readonly slot: number;
  readonly lba: number;
  readonly content: Stored<HeartbeatSlot>;
}

export interface JournalDump {
  readonly slot: number;
  readonly lba: number;
  readonly phase: 'intent' | 'commit';
  readonly number: number;
  readonly ownerUuid: string;
  readonly fileBlocks: number;
  readonly locks: number;
  readonly places: readonly number[];
}

export interface VolumeDump {
  readonly superblock: Superblock;
  readonly superblockState: Stored<Superblock>['state'];
  readonly superblockCopyState: Stored<Superblock>['state'];
  /** Those that are not empty. */
  readonly slots: readonly SlotDump[];
  readonly bitmap: {
    readonly fileBlocks: number;
    readonly metadata: number;
    readonly free: number;
    /** LBAs of those of its blocks that can't be read: nobody knows what is free there. */
    readonly damaged: readonly number[];
  };
  /** The record that counts of each journal that has one. */
  readonly journals: readonly JournalDump[];
}

export function* dumpVolume(superblock: Superblock): Operation<VolumeDump> {
  const image = yield* readSuperblockImage();
  const slots = [...(yield* readSlotImages()).entries()].flatMap(([slot, content]) =>
    content.state === 'empty' ? [] : [{ slot, lba: slotLba(slot), content }],
  );
  const journals: JournalDump[] = [];
  for (let slot = 0; slot < HEARTBEAT_SLOTS; slot += 1) {
    const record = yield* readLatestRecord(slot);
    if (!record) continue;
    const { phase, number, ownerUuid, extents, locks, images } = record;
    const fileBlocks = extents.reduce((sum, { count }) => sum + count, 0);
    const places = images.map(({ lba }) => lba);
    journals.push({ slot, lba: journalLba(slot), phase, number, ownerUuid, fileBlocks, locks: locks.length, places });
  }
  const bitmap = yield* readBitmapImage(superblock);
  let free = 0;
  for (let block = FIRST_DATA_FILE_BLOCK; block < superblock.fileBlocks; block += 1)
    if (bitmap.isSet(block) === false) free += 1;
  const damaged = bitmap.damaged().map(({ index }) => BITMAP_LBA + index);
  return {
    superblock,
    superblockState: image.first.state,
    superblockCopyState: image.copy.state,
    slots,
    bitmap: { fileBlocks: superblock.fileBlocks, metadata: FIRST_DATA_FILE_BLOCK, free, damaged },
    journals,
  };
}

export function* dumpDescriptor(number: number): Operation<DescriptorImage> {
  return yield* readDescriptorImage(number);
}

/** Whose each file block is. */
export interface BlockMap {
  readonly fileBlocks: number;
  readonly metadata: number;
  /** Files with blocks, by path. */
  readonly files: readonly {
    readonly path: string;
    readonly runs: readonly { readonly start: number; readonly count: number }[];
  }[];
  /** Allocated, but of no file that is reached: a change under way, or a leak (fsck tells). */
  readonly others: readonly number[];
}

export function* mapBlocks(superblock: Superblock): Operation<BlockMap> {
  const view = new VolumeView(superblock);
  const bitmap = yield* readBitmapImage(superblock);
  const owned = new Set<number>();
  const files = [];
  for (const file of yield* view.walk('/')) {
    const runs = allocatedRuns([...file.pointerBlocks, ...file.pointers]);
    for (const { start, count } of runs) for (let block = start; block < start + count; block += 1) owned.add(block);
    if (runs.length > 0) files.push({ path: file.path, runs });
  }
  const others = [];
  for (let block = FIRST_DATA_FILE_BLOCK; block < superblock.fileBlocks; block += 1)
    if (bitmap.isSet(block) && !owned.has(block)) others.push(block);
  return { fileBlocks: superblock.fileBlocks, metadata: FIRST_DATA_FILE_BLOCK, files, others };
}
