// A logical unit: blocks on a store, who has reserved it, and the long commands that are under way on it. Reads and writes
// are made at once on the only thread, so that commands take effect one after the other (COMPARE AND WRITE needs no lock);
// long ones are made in pieces, between which those of others come, and can be aborted there. A flush is one that all who
// ask for it meanwhile share.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BlockStore } from './block-store.ts';
import type { Reservation } from './reservation.ts';
import { CheckCondition, TaskAborted } from './sense.ts';
import type { Nexus } from './session-table.ts';

export const BLOCK_BYTES = 512;
/** What a long command does in one go: as much as the largest WRITE. */
export const PIECE_BLOCKS = 2_048;

export interface LunOptions {
  readonly lun: number;
  readonly name: string;
  readonly naa: string;
  readonly store: BlockStore;
  readonly reservation: Reservation;
}

/** A long command under way. */
interface Task {
  readonly nexus: Nexus;
  aborted: boolean;
}

export class Lun {
  readonly lun: number;
  readonly name: string;
  readonly naa: string;
  readonly blocks: number;
  readonly reservation: Reservation;
  private readonly store: BlockStore;
  private readonly tasks = new Set<Task>();
  private flushing: Promise<void> | undefined;
  private nextFlush: Promise<void> | undefined;

  constructor({ lun, name, naa, store, reservation }: LunOptions) {
    this.lun = lun;
    this.name = name;
    this.naa = naa;
    this.store = store;
    this.reservation = reservation;
    this.blocks = store.sizeBytes / BLOCK_BYTES;
  }

  /** Fills `into` from block `lba` on. */
  read(lba: number, into: Uint8Array): void {
    this.checkRange(lba, into.length / BLOCK_BYTES);
    try {
      this.store.read(lba * BLOCK_BYTES, into);
    } catch (cause) {
      throw new CheckCondition('UNRECOVERED_READ_ERROR', `lba ${lba}: ${(cause as Error).message}`, { cause });
    }
  }

  write(lba: number, data: Uint8Array): void {
    this.checkRange(lba, data.length / BLOCK_BYTES);
    try {
      this.store.write(lba * BLOCK_BYTES, data);
    } catch (cause) {
      const full = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((cause as NodeJS.ErrnoException).code ?? '');
      throw new CheckCondition(
        full ? 'SPACE_ALLOCATION_FAILED_WRITE_PROTECT' : 'WRITE_ERROR',
        `lba ${lba}: ${(cause as Error).message}`,
        { cause },
      );
    }
  }

  /** Makes blocks zeros; where they are already, nothing is written, and the file stays sparse. */
  writeZeros(lba: number, blocks: number): void {
    const found = Buffer.allocUnsafe(blocks * BLOCK_BYTES);
    this.read(lba, found);
    if (!isZero(found)) this.write(lba, Buffer.alloc(found.length));
  }

  /** Makes blocks zeros and gives their space back; false where the store can't, and nothing was done. */
  deallocate(lba: number, blocks: number): boolean {
    this.checkRange(lba, blocks);
    return this.store.deallocate(lba * BLOCK_BYTES, blocks * BLOCK_BYTES);
  }

  /** Writes `data` if the blocks are as in `compare`; else a MISCOMPARE. */
  compareAndWrite(lba: number, compare: Uint8Array, data: Uint8Array): void {
    const found = Buffer.allocUnsafe(compare.length);
    this.read(lba, found);
    if (!found.equals(compare))
      throw new CheckCondition('MISCOMPARE_DURING_VERIFY_OPERATION', `lba ${lba} is not as expected`);
    this.write(lba, data);
  }

  /** Everything written before is on stable storage when this resolves. */
  flush(): Promise<void> {
    // One that runs may have begun before the caller's write: wait for the next, which all who come now share.
    if (this.nextFlush) return this.nextFlush;
    const start = (): Promise<void> => {
      this.nextFlush = undefined;
      // After a sync that failed nobody knows what is on the disk, and asking again would not tell (the kernel reports the
      // loss once): not a CheckCondition but the end of this process.
      const failed = (cause: Error): never => {
        throw new Error(`LUN ${this.lun}: ${cause.message}`, { cause });
      };
      this.flushing = this.store
        .sync()
        .catch(failed)
        .finally(() => {
          this.flushing = undefined;
        });
      return this.flushing;
    };
    if (!this.flushing) return start();
    this.nextFlush = this.flushing.then(start, start);
    return this.nextFlush;
  }

  /**
   * Carries a long command out piece by piece. Others' commands come between: a large disk that is zeroed must not hold up
   * their heartbeats. Throws TaskAborted when it was aborted there.
   */
  async inPieces(nexus: Nexus, blocks: number, piece: (done: number, count: number) => void): Promise<void> {
    const task: Task = { nexus, aborted: false };
    this.tasks.add(task);
    try {
      for (let done = 0; done < blocks; done += PIECE_BLOCKS) {
        piece(done, Math.min(PIECE_BLOCKS, blocks - done));
        await nextTurn();
        if (task.aborted) throw new TaskAborted(`${done + PIECE_BLOCKS} of ${blocks} blocks were done`);
      }
    } finally {
      this.tasks.delete(task);
    }
  }

  /** Nothing that these have under way takes effect any more once this returns. */
  abortTasks(isOf: (nexus: Nexus) => boolean): void {
    for (const task of this.tasks) if (isOf(task.nexus)) task.aborted = true;
  }

  /** The connection has ended: nothing that came over it takes effect any more. */
  nexusLost(nexus: Nexus): void {
    this.abortTasks((other) => other === nexus);
    this.reservation.nexusLost(nexus);
  }

  close(): void {
    this.store.close();
  }

  checkRange(lba: number, blocks: number): void {
    if (!Number.isSafeInteger(lba) || lba < 0 || lba + blocks > this.blocks)
      throw new CheckCondition(
        'LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE',
        `lba ${lba}, ${blocks} blocks, of ${this.blocks} on LUN ${this.lun}`,
      );
  }
}

export function isZero(bytes: Uint8Array): boolean {
  return Buffer.alloc(bytes.length).equals(bytes);
}
