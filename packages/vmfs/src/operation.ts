// Every operation of the file system is a coroutine: it yields block commands and is resumed with their outcome. So the
// same code runs over a real array, in memory, and in a test that stops it between any two commands.
import { VmfsError } from './errors.ts';

/** Bytes of a logical block. */
export const BLOCK_BYTES = 512;

export type BlockCommand =
  | { readonly op: 'read'; readonly lba: number; readonly blocks: number }
  /** `fua`: on stable storage before it is acknowledged. */
  | { readonly op: 'write'; readonly lba: number; readonly data: Uint8Array; readonly fua: boolean }
  /** COMPARE AND WRITE; its outcome is a `CompareAndWriteOutcome`. */
  | {
      readonly op: 'compareAndWrite';
      readonly lba: number;
      readonly compare: Uint8Array;
      readonly write: Uint8Array;
      readonly fua: boolean;
    }
  | { readonly op: 'zero'; readonly lba: number; readonly blocks: number }
  /** Gives the device's space back: the blocks are zeros afterwards. */
  | { readonly op: 'unmap'; readonly lba: number; readonly blocks: number }
  /** EXTENDED COPY inside the device: the array copies by itself. The ranges do not overlap. */
  | { readonly op: 'copy'; readonly source: number; readonly lba: number; readonly blocks: number }
  | { readonly op: 'flush' }
  /** Registers this host by a key, in place of the one that it had; from then on only registered hosts change anything. */
  | { readonly op: 'registerAndReserve'; readonly key: ReservationKey }
  | { readonly op: 'unregister' }
  /**
   * The host that is registered by the key `victim` is not any more, and nothing of what it has sent takes effect after the
   * answer; where nobody is, there is nothing to do. This host is registered by `key`.
   */
  | { readonly op: 'preemptAndAbort'; readonly key: ReservationKey; readonly victim: ReservationKey };

/** Reservation key: 16 lower-case hexadecimal digits, not all zeros. */
export type ReservationKey = string & { readonly ReservationKey: unique symbol };

/**
 * `unknown`: the path broke while the command was under way. It may have taken place; it will not take place any more
 * (the driver sees to that before it resumes the operation), so whoever wrote something unmistakable can look.
 */
export type CompareAndWriteOutcome = 'written' | 'miscompare' | 'unknown';

/** The bytes of a read, what became of a compare-and-write; nothing else. */
export type BlockOutcome = Uint8Array | CompareAndWriteOutcome | undefined;

/**
 * An operation under way. The driver sends every other command again until it is answered: they may be repeated. What
 * it can't send at all, or the device refuses, is thrown into the operation; where the device refuses because this host is
 * not registered any more, that is VmfsError fenced.
 */
export type Operation<T> = Generator<BlockCommand, T, BlockOutcome>;

/** Runs an operation over a device that answers in its time; what it refuses is thrown into the operation. */
export async function drive<T>(
  operation: Operation<T>,
  perform: (command: BlockCommand) => Promise<BlockOutcome>,
): Promise<T> {
  let step = operation.next();
  while (!step.done) {
    let outcome: BlockOutcome;
    try {
      outcome = await perform(step.value);
    } catch (error) {
      step = operation.throw(error);
      continue;
    }
    step = operation.next(outcome);
  }
  return step.value;
}

export function* read(lba: number, blocks: number): Operation<Uint8Array> {
  const outcome = yield { op: 'read', lba, blocks };
  if (!(outcome instanceof Uint8Array) || outcome.length !== blocks * BLOCK_BYTES)
    throw new TypeError(`a read of ${blocks} blocks at ${lba} was answered with something else`);
  // A plain view: a driver may hand out a Buffer, whose `slice` does not copy.
  return new Uint8Array(outcome.buffer, outcome.byteOffset, outcome.length);
}

export function* write(lba: number, data: Uint8Array, options: { readonly fua: boolean }): Operation<void> {
  yield { op: 'write', lba, data, fua: options.fua };
}

export function* compareAndWrite(
  lba: number,
  compare: Uint8Array,
  replacement: Uint8Array,
  options: { readonly fua: boolean },
): Operation<CompareAndWriteOutcome> {
  const outcome = yield { op: 'compareAndWrite', lba, compare, write: replacement, fua: options.fua };
  if (outcome !== 'written' && outcome !== 'miscompare' && outcome !== 'unknown')
    throw new TypeError(`a COMPARE AND WRITE at ${lba} was answered with something else`);
  return outcome;
}

/** A device of plain memory, and the driver that runs operations over it at once: for tests and the simulator. */
export class MemoryDevice {
  readonly bytes: Uint8Array;
  /** By host. */
  private readonly keys = new Map<string, ReservationKey>();

  constructor(blocks: number) {
    this.bytes = new Uint8Array(blocks * BLOCK_BYTES);
  }

  /** Keys of the hosts that are registered. */
  get registeredKeys(): readonly ReservationKey[] {
    return [...this.keys.values()];
  }

  /** As it comes from a host. Without a name the sender may do all, and registers nowhere. */
  perform(command: BlockCommand, host?: string): BlockOutcome {
    if (host !== undefined && needsRegistration[command.op]) this.checkRegistered(host);
    switch (command.op) {
      case 'read':
        return this.slice(command.lba, command.blocks * BLOCK_BYTES).slice();
      case 'write':
        this.slice(command.lba, command.data.length).set(command.data);
        return undefined;
      case 'compareAndWrite': {
        const place = this.slice(command.lba, command.compare.length);
        if (!place.every((byte, index) => byte === command.compare[index])) return 'miscompare';
        place.set(command.write);
        return 'written';
      }
      case 'zero':
      case 'unmap':
        this.slice(command.lba, command.blocks * BLOCK_BYTES).fill(0);
        return undefined;
      case 'copy': {
        const bytes = command.blocks * BLOCK_BYTES;
        this.slice(command.lba, bytes).set(this.slice(command.source, bytes));
        return undefined;
      }
      case 'flush':
        return undefined;
      case 'registerAndReserve':
        if (host !== undefined) this.keys.set(host, command.key);
        return undefined;
      case 'unregister':
        if (host !== undefined) this.keys.delete(host);
        return undefined;
      case 'preemptAndAbort':
        for (const [other, key] of this.keys) if (other !== host && key === command.victim) this.keys.delete(other);
        return undefined;
    }
  }

  private checkRegistered(host: string): void {
    if (this.keys.size > 0 && !this.keys.has(host)) throw new VmfsError('fenced', `${host} is not registered`);
  }

  private slice(lba: number, bytes: number): Uint8Array {
    const start = lba * BLOCK_BYTES;
    if (start < 0 || start + bytes > this.bytes.length) throw new RangeError(`lba ${lba} is beyond the device`);
    return this.bytes.subarray(start, start + bytes);
  }

  run<T>(operation: Operation<T>, host?: string): T {
    let step = operation.next();
    while (!step.done) {
      let outcome: BlockOutcome;
      try {
        outcome = this.perform(step.value, host);
      } catch (error) {
        step = operation.throw(error);
        continue;
      }
      step = operation.next(outcome);
    }
    return step.value;
  }
}

/** Whether the device refuses the command of a host that is not registered while others are. */
export const needsRegistration: Readonly<Record<BlockCommand['op'], boolean>> = {
  read: false,
  write: true,
  compareAndWrite: true,
  zero: true,
  unmap: true,
  copy: true,
  flush: true,
  registerAndReserve: false,
  unregister: false,
  preemptAndAbort: true,
};
