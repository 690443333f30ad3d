// Virtual time: a queue of things to be done, in order of their time, and of their arrival where times are equal. Nothing
// waits; an hour passes as fast as its events can be worked off.

interface Entry {
  readonly at: number;
  readonly sequence: number;
  readonly action: () => void;
}

/** Things that may be planned at a time; more means that something plans without end. */
export const MAX_PLANNED = 1_000_000;

/** Things that may happen at one moment; more means that time stands still. */
export const MAX_AT_A_MOMENT = 100_000;

function before(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.sequence < other.sequence);
}

export class Timeline {
  /** A binary heap. */
  readonly #heap: Entry[] = [];
  #sequence = 0;
  #now = 0;
  #atThisMoment = 0;

  /** Milliseconds since the simulation began. */
  get now(): number {
    return this.#now;
  }

  after(delayMs: number, action: () => void): void {
    if (!(delayMs >= 0)) throw new RangeError(`a delay of ${delayMs} ms`);
    if (this.#heap.length >= MAX_PLANNED) throw new Error(`more than ${MAX_PLANNED} things are planned`);
    this.#sequence += 1;
    this.#heap.push({ at: this.#now + delayMs, sequence: this.#sequence, action });
    this.#rise(this.#heap.length - 1);
  }

  /** Lives up to and including the moment `at`. */
  runUntil(at: number): void {
    for (let first = this.#heap[0]; first && first.at <= at; first = this.#heap[0]) {
      this.#removeFirst();
      this.#atThisMoment = first.at > this.#now ? 0 : this.#atThisMoment + 1;
      if (this.#atThisMoment > MAX_AT_A_MOMENT) throw new Error(`time stands still at ${first.at} ms`);
      this.#now = first.at;
      first.action();
    }
    this.#now = Math.max(this.#now, at);
  }

  #rise(index: number): void {
    const heap = this.#heap;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(heap[index]!, heap[parent]!)) return;
      [heap[index], heap[parent]] = [heap[parent]!, heap[index]!];
      index = parent;
    }
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    heap[0] = last;
    for (let index = 0; ; ) {
      let least = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        if (child < heap.length && before(heap[child]!, heap[least]!)) least = child;
      }
      if (least === index) return;
      [heap[index], heap[least]] = [heap[least]!, heap[index]!];
      index = least;
    }
  }
}
