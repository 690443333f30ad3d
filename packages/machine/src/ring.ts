/**
 * A byte ring in shared memory for one writer and one reader on different threads. Head and tail are counters that run freely
 * (used = head - tail, modulo 2^32), so that full and empty need no flag.
 */

export interface RingPlace {
  /** Addresses in the shared memory. */
  readonly head: number;
  readonly tail: number;
  readonly data: number;
  /** A power of two. */
  readonly sizeBytes: number;
}

export class Ring {
  private readonly words: Int32Array;
  private readonly bytes: Uint8Array;
  private readonly head: number;
  private readonly tail: number;
  private readonly data: number;
  readonly sizeBytes: number;

  constructor(memory: SharedArrayBuffer, { head, tail, data, sizeBytes }: RingPlace) {
    this.words = new Int32Array(memory);
    this.bytes = new Uint8Array(memory);
    this.head = head >>> 2;
    this.tail = tail >>> 2;
    this.data = data;
    this.sizeBytes = sizeBytes;
  }

  get usedBytes(): number {
    return (Atomics.load(this.words, this.head) - Atomics.load(this.words, this.tail)) >>> 0;
  }

  get freeBytes(): number {
    return this.sizeBytes - this.usedBytes;
  }

  /** Counters of all that was ever written and read, modulo 2^32. */
  get writtenCount(): number {
    return Atomics.load(this.words, this.head);
  }

  get readCount(): number {
    return Atomics.load(this.words, this.tail);
  }

  clear(): void {
    Atomics.store(this.words, this.tail, Atomics.load(this.words, this.head));
  }

  /** Appends as one: the reader sees all of the parts or none. The caller knows that there is room. */
  write(...parts: readonly Uint8Array[]): void {
    let position = Atomics.load(this.words, this.head) >>> 0;
    for (const part of parts) {
      const offset = position & (this.sizeBytes - 1);
      const first = Math.min(part.length, this.sizeBytes - offset);
      this.bytes.set(part.subarray(0, first), this.data + offset);
      this.bytes.set(part.subarray(first), this.data);
      position = (position + part.length) >>> 0;
    }
    Atomics.store(this.words, this.head, position | 0);
  }

  /** Copies `to.length` bytes from `skip` bytes behind the tail, without taking them. */
  peek(to: Uint8Array, skip = 0): void {
    const offset = ((Atomics.load(this.words, this.tail) >>> 0) + skip) & (this.sizeBytes - 1);
    const first = Math.min(to.length, this.sizeBytes - offset);
    to.set(this.bytes.subarray(this.data + offset, this.data + offset + first));
    to.set(this.bytes.subarray(this.data, this.data + to.length - first), first);
  }

  /** Forgets bytes at the tail. */
  skip(count: number): void {
    Atomics.add(this.words, this.tail, count);
  }
}
