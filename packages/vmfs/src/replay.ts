// What a journal record comes to. An intent without its commit is undone; a commit is done, again if need be. Both are
// conditional, by the stamps of the bitmap and by the generations of locks: whatever was done before, by the owner or by
// a recoverer that died over it, is left alone, also when it is others' by now. So a replay may stop anywhere and be
// begun anew by anybody; who replays only has to be the one that may (recovery.ts).
import { releaseExtents, undoAllocation } from './allocation.ts';
import { type JournalRecord, type LockGuard, readLatestRecord } from './journal-record.ts';
import {
  type Change,
  changeLock,
  freeLock,
  type KnownLock,
  type LockRecord,
  lockModes,
  readLock,
  unallocatedLock,
} from './lock-record.ts';
import { type Operation, write } from './operation.ts';

/** Whose journal it is, and who changes lock records for it. */
export interface ReplayContext {
  readonly slot: number;
  readonly ownerUuid: string;
  readonly nextChange: () => Change;
}

export type ReplayOutcome = 'nothing' | 'undone' | 'done';

/**
 * Brings the last transaction of a mount to its end. Its owner is fenced, or it is the owner that replays. Returns also the
 * number of the last record, whoever's it is; 0 when there is none.
 */
export function* replay(
  context: ReplayContext,
): Operation<{ readonly outcome: ReplayOutcome; readonly number: number }> {
  const record = yield* readLatestRecord(context.slot);
  const number = record?.number ?? 0;
  // Of an earlier owner of the slot: it was replayed before the slot was given to another.
  if (record?.ownerUuid !== context.ownerUuid) return { outcome: 'nothing', number };
  // A record whose writing was cut off may be seen and yet be lost with the power: first it is made to stay.
  yield { op: 'flush' };
  if (record.phase === 'intent') {
    yield* undo(record, context);
    return { outcome: 'undone', number };
  }
  yield* redo(record, context);
  return { outcome: 'done', number };
}

/** Gives back what an intent had taken. */
export function* undo(record: JournalRecord, { slot, ownerUuid, nextChange }: ReplayContext): Operation<void> {
  yield* undoAllocation(record.extents, { slot, number: record.number });
  for (const guard of record.locks) {
    const known = yield* readLock(guard.descriptor);
    if (isHeld(known.lock, ownerUuid, guard.generation)) yield* changeLock(known, unallocatedLock, nextChange());
  }
}

/**
 * Does what a commit says, as far as it was not done. False when a lock that was to be let go was no longer the owner's.
 *
 * @param known - lock records as their living owner knows them; the others are read
 */
export function* redo(
  record: JournalRecord,
  { slot, ownerUuid, nextChange }: ReplayContext,
  known?: ReadonlyMap<number, KnownLock>,
): Operation<boolean> {
  const locks = new Map(known);
  for (const { descriptor } of [...record.images.map(({ guard }) => guard), ...record.locks])
    if (!locks.has(descriptor)) locks.set(descriptor, yield* readLock(descriptor));
  const held = ({ descriptor, generation }: LockGuard): KnownLock | undefined => {
    const lock = locks.get(descriptor);
    return lock && isHeld(lock.lock, ownerUuid, generation) ? lock : undefined;
  };
  for (const { lba, bytes, guard } of record.images) if (held(guard)) yield* write(lba, bytes, { fua: true });
  yield* releaseExtents(record.extents, { slot, number: record.number });
  // Last: from here on what was changed is others' to change.
  let complete = true;
  for (const release of record.locks) {
    const lock = held(release);
    const next = release.becomes === 'free' ? freeLock : unallocatedLock;
    if (!lock || !(yield* changeLock(lock, next, nextChange()))) complete = false;
  }
  return complete;
}

/** Whether a lock is a mount's own, and has not been let go since. */
export function isHeld(lock: LockRecord, ownerUuid: string, generation: number): boolean {
  return lock.mode === lockModes.exclusive && lock.ownerUuid === ownerUuid && lock.generation === generation;
}
