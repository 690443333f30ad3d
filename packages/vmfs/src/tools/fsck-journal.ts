// What dead hosts were in the middle of. A commit is done as far as its owner still has the locks that guard it, an intent
// is undone, as by any recovery (replay.ts); only that the bitmap needs no help: it is made to fit the files at the end
// anyway. Also when nothing is to be repaired the volume is looked at as it will be then, since a change that is half done
// is no damage.
import { isZero, sameBytes } from '../bytes.ts';
import type { HeartbeatSlot } from '../heartbeat.ts';
import { decodeRecord, type JournalRecord, type LockGuard } from '../journal-record.ts';
import {
  DESCRIPTOR_LBA,
  DESCRIPTORS,
  FILE_BLOCK_BLOCKS,
  JOURNAL_PLACE_BLOCKS,
  JOURNAL_PLACES,
  journalLba,
} from '../layout.ts';
import { lockModes } from '../lock-record.ts';
import { BLOCK_BYTES, type Operation, read, write } from '../operation.ts';
import { isDataBlock } from './file-blocks.ts';
import type { Inspection } from './inspection.ts';
import type { Stored } from './volume-image.ts';

interface Place {
  readonly lba: number;
  readonly record: JournalRecord;
}

/** @param liveSlots - of hosts that are in the middle of something: theirs to end */
export function* checkJournals(
  inspection: Inspection,
  slots: readonly Stored<HeartbeatSlot>[],
  liveSlots: ReadonlySet<number>,
): Operation<void> {
  for (const [slot, stored] of slots.entries()) {
    const latest = yield* checkRecords(inspection, slot, liveSlots.has(slot));
    if (!latest || stored.state !== 'valid' || latest.record.ownerUuid !== stored.value.ownerUuid) continue;
    if (liveSlots.has(slot)) inspection.excuse(blocksOf(latest.record));
    else yield* replay(inspection, { slot, hostName: stored.value.hostName, lba: latest.lba, record: latest.record });
  }
}

/** The record that counts; takes down those that can't be read. */
function* checkRecords(inspection: Inspection, slot: number, live: boolean): Operation<Place | undefined> {
  const bytes = yield* read(journalLba(slot), JOURNAL_PLACES * JOURNAL_PLACE_BLOCKS);
  let latest: Place | undefined;
  const size = JOURNAL_PLACE_BLOCKS * BLOCK_BYTES;
  for (let place = 0; place < JOURNAL_PLACES; place += 1) {
    const lba = journalLba(slot) + place * JOURNAL_PLACE_BLOCKS;
    const content = bytes.subarray(place * size, (place + 1) * size);
    if (isZero(content)) continue;
    const record = decodeRecord(content);
    const why = record ? nonsense(inspection, record) : 'wrong magic, checksum or lengths';
    if (why !== undefined) {
      if (!live)
        yield* inspection.found('journalDamaged', { slot, lba }, why, () =>
          write(lba, new Uint8Array(size), { fua: true }),
        );
    } else if (record && record.number > (latest?.record.number ?? 0)) latest = { lba, record };
  }
  return latest;
}

/** Why a record can't be one that a host wrote. */
function nonsense({ superblock }: Inspection, { extents, locks, images }: JournalRecord): string | undefined {
  for (const { start, count } of extents)
    if (count > 0 && (!isDataBlock(start, superblock) || !isDataBlock(start + count - 1, superblock)))
      return `file blocks from ${start}, ${count} of them`;
  for (const { lba, bytes, guard } of images) {
    const descriptors = lba >= DESCRIPTOR_LBA && lba + bytes.length / BLOCK_BYTES <= journalLba(0);
    if (!descriptors && !isDataBlock(Math.floor(lba / FILE_BLOCK_BLOCKS), superblock)) return `bytes at LBA ${lba}`;
    if (!Number.isInteger(lba) || guard.descriptor >= DESCRIPTORS)
      return `bytes guarded by descriptor ${guard.descriptor}`;
  }
  const lock = locks.find(({ descriptor }) => descriptor >= DESCRIPTORS);
  return lock && `a lock of descriptor ${lock.descriptor}`;
}

function blocksOf({ extents }: JournalRecord): number[] {
  return extents.flatMap(({ start, count }) => Array.from({ length: count }, (_, index) => start + index));
}

function* replay(
  inspection: Inspection,
  {
    slot,
    hostName,
    lba,
    record,
  }: { readonly slot: number; readonly hostName: string; readonly lba: number; readonly record: JournalRecord },
): Operation<void> {
  const { phase, number, ownerUuid, images, locks } = record;
  const held = ({ descriptor, generation }: LockGuard): boolean => {
    const { lock } = inspection.get(descriptor);
    if (lock.state !== 'valid') return false;
    const { value } = lock;
    return value.mode === lockModes.exclusive && value.ownerUuid === ownerUuid && value.generation === generation;
  };
  const blocks = blocksOf(record);
  const halfDone = blocks.some((block) => (inspection.bitmap.stamp(block, slot) === number) === (phase === 'intent'));
  const missing: (typeof images)[number][] = [];
  for (const image of images)
    if (held(image.guard) && !sameBytes(yield* read(image.lba, image.bytes.length / BLOCK_BYTES), image.bytes))
      missing.push(image);
  if (!halfDone && missing.length === 0 && !locks.some(held)) return;
  const what = `an ${phase === 'intent' ? 'intent' : 'unfinished commit'} of ${hostName}, record ${number}: ${summary(record)}`;
  inspection.excuse(blocks);
  const finding = yield* inspection.found('journalPending', { slot, lba }, what);
  // Also where nothing is repaired: then the writes go no further than this run.
  for (const { lba: at, bytes } of missing) yield* write(at, bytes, { fua: true });
  const released = locks.filter(held);
  const changed = new Set([...missing, ...released.map((guard) => ({ guard }))].map(({ guard }) => guard.descriptor));
  for (const descriptor of changed) yield* inspection.reload(descriptor);
  for (const lock of released)
    yield* inspection.writeLock(lock.descriptor, { allocated: phase === 'commit' && lock.becomes === 'free' });
  finding.repaired = inspection.repairing;
}

function summary({ extents, locks, images }: JournalRecord): string {
  const blocks = extents.reduce((sum, { count }) => sum + count, 0);
  return `${images.length} places, ${blocks} file blocks, ${locks.length} locks`;
}
