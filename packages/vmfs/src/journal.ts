// The journal of this mount: one transaction at a time. A transaction that fails while the host lives on is brought to its
// end at once, or where that fails too, before the next one: by the same replay that another host would do.
import { isFenced, VmfsError } from './errors.ts';
import { encodeRecord, type JournalRecord, MAX_RECORD_NUMBER, recordLba } from './journal-record.ts';
import { changeLock, freeLock, type KnownLock, readLock } from './lock-record.ts';
import type { Mount } from './mount.ts';
import { type Operation, write } from './operation.ts';
import { isHeld, type ReplayContext, replay } from './replay.ts';
import { Transaction } from './transaction.ts';

/** How often a transaction looks whether the one before it has ended; each time is a command. */
const MAX_WAITS = 20_000;

export class Journal {
  readonly context: ReplayContext;
  /** Where a free descriptor is sought first. */
  descriptorHint = 1;
  private readonly mount: Mount;
  /** Of the last record; undefined until it is known. */
  private number: number | undefined;
  /** Whether it is not known how the last transaction has ended. */
  private unsettled = false;
  private running = false;
  /** Locks that an operation which failed could not let go yet. */
  private left: KnownLock[] = [];

  constructor(mount: Mount) {
    this.mount = mount;
    const { slot, uuid: ownerUuid } = mount.owner;
    this.context = { slot, ownerUuid, nextChange: mount.nextChange };
  }

  /** Runs a transaction. Throws what its body throws, with nothing changed; VmfsError busy when others take too long. */
  *run<T>(body: (transaction: Transaction) => Operation<T>): Operation<T> {
    return yield* this.mount.run(
      this.alone(function* (this: Journal) {
        yield* this.settle();
        const transaction = new Transaction(this.mount, this);
        const done: { result?: T } = {};
        try {
          const result = yield* body(transaction);
          done.result = result;
          yield* transaction.commit();
          return result;
        } catch (error) {
          if (isLoss(error) || !transaction.recorded) throw error;
          this.unsettled = true;
          // Its commit may have been written: then it is done, whatever the error was.
          const settled = yield* this.settleAfterFailure();
          if (settled !== undefined && settled === transaction.commitNumber) return done.result as T;
          throw error;
        }
      }),
    );
  }

  /** Whether it is known how the last transaction has ended. */
  get settled(): boolean {
    return !this.unsettled;
  }

  /** Brings what an earlier operation has left to its end. Costs nothing where there is nothing. */
  *tidy(): Operation<void> {
    if ((this.unsettled || this.left.length > 0) && !this.running) yield* this.alone(this.settle);
  }

  private *alone<T>(body: (this: Journal) => Operation<T>): Operation<T> {
    for (let waits = 0; this.running; waits += 1) {
      if (waits === MAX_WAITS) throw new VmfsError('busy', 'the transaction before does not end');
      // A coroutine can't but read while it waits: so it reads whether it still may.
      yield* this.mount.checkSlot();
    }
    this.running = true;
    try {
      return yield* body.call(this);
    } finally {
      this.running = false;
    }
  }

  /** Returns the number of the commit that was done, if one was. */
  private *settle(): Operation<number | undefined> {
    let done: number | undefined;
    if (this.number === undefined || this.unsettled) {
      const replayed = yield* replay(this.context);
      this.number = replayed.number;
      if (replayed.outcome === 'done') done = replayed.number;
      this.unsettled = false;
    }
    for (let lock = this.left.at(-1); lock; lock = this.left.at(-1)) {
      yield* this.unlock(lock);
      this.left.pop();
    }
    return done;
  }

  private *settleAfterFailure(): Operation<number | undefined> {
    try {
      return yield* this.settle();
    } catch {
      // The first failure is the one to tell of; the next transaction tries again.
      return undefined;
    }
  }

  /** Lets a lock go after an operation has failed: now, or when it is known that no transaction needs it any more. */
  *letGo(lock: KnownLock): Operation<void> {
    if (this.unsettled) {
      this.left.push(lock);
      return;
    }
    try {
      yield* this.unlock(lock);
    } catch {
      // The first failure is the one to tell of.
      this.left.push(lock);
    }
  }

  private *unlock({ descriptor, lock }: KnownLock): Operation<void> {
    const known = yield* readLock(descriptor);
    if (isHeld(known.lock, this.mount.owner.uuid, lock.generation))
      yield* changeLock(known, freeLock, this.mount.nextChange());
  }

  nextNumber(): number {
    const number = (this.number ?? 0) + 1;
    if (number > MAX_RECORD_NUMBER)
      throw new VmfsError('tooLarge', `slot ${this.context.slot} has used all ${MAX_RECORD_NUMBER} journal records`);
    return number;
  }

  /** @param begun - called when it fits, before it is written */
  *write(record: JournalRecord, begun: () => void = () => {}): Operation<void> {
    const bytes = encodeRecord(record);
    begun();
    yield* write(recordLba(this.context.slot, record.number), bytes, { fua: true });
    this.number = record.number;
  }
}

/** Whether an error says that this mount has no locks any more: then nothing is its own to bring to an end. */
function isLoss(error: unknown): boolean {
  return isFenced(error) || (error instanceof VmfsError && error.code === 'lockLost');
}
