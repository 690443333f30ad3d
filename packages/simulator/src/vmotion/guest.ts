// A guest as a migration sees it: pages of memory in which everything is that it knows, a counter of instructions, and a ledger on
// its disk to which it appends, an entry at a time. A page is one number here; what a page holds is its content, and its registers,
// its counters and its virtio ring lie in pages, too, so that two guests are the same if their pages are.
import { Random } from '../random.ts';

/** One entry of the ledger. */
export interface LedgerEntry {
  readonly index: number;
  /** What was appended: the number of the slice in which it was, above that of the guest's life. No two appends have the same. */
  readonly token: number;
}

export interface GuestShape {
  /** At least FIRST_DATA_PAGE + 1. */
  readonly memoryPages: number;
  /** Pages that it writes over and over. */
  readonly hotPages: number;
  readonly writesPerSlice: number;
  /** Of a slice in which nothing is under way to the disk. */
  readonly appendProbability: number;
}

/** What lies where. */
const INSTRUCTIONS = 0;
const NEXT_INDEX = 1;
/** Of the request in the ring; 0: there is none. */
const REQUEST = 2;
/** The disk has answered the request. */
const ANSWERED = 3;
const RANDOM = 4;
/** How often it has booted, or rather how much it found then. */
const LIFE = 5;
export const FIRST_DATA_PAGE = 6;

const INSTRUCTIONS_A_SLICE = 1_000;
/** Slices that a token has room for. */
const MAX_SLICES = 2 ** 20;
/** From the numbers of one slice to those of the next. */
const RANDOM_STRIDE = 0x9e37_79b1;

/** Entries that fit on its disk; a guest whose ledger is full appends nothing more. */
export const MAX_LEDGER_ENTRIES = 1_024;

export class Guest {
  readonly #shape: GuestShape;
  readonly #pages: Uint32Array;
  #dirty = new Set<number>();

  /** @param pages - as another left them */
  constructor(shape: GuestShape, pages: Uint32Array) {
    if (pages.length !== shape.memoryPages) throw new RangeError(`${pages.length} pages, not ${shape.memoryPages}`);
    this.#shape = shape;
    this.#pages = Uint32Array.from(pages);
  }

  /** One that has just booted, and found so many entries on its disk. */
  static boot(shape: GuestShape, entries: number): Guest {
    const guest = new Guest(shape, new Uint32Array(shape.memoryPages));
    guest.#pages[NEXT_INDEX] = entries;
    guest.#pages[LIFE] = entries + 1;
    guest.#pages[RANDOM] = entries + 1;
    return guest;
  }

  get instructions(): number {
    return this.read(INSTRUCTIONS);
  }

  get memoryPages(): number {
    return this.#pages.length;
  }

  read(page: number): number {
    return this.#pages[page] ?? 0;
  }

  /** All pages, as they are now. */
  capture(): Uint32Array {
    return this.#pages.slice();
  }

  #write(page: number, content: number): void {
    this.#pages[page] = content;
    this.#dirty.add(page);
  }

  /** Those that were written since they were taken last. */
  takeDirty(): ReadonlySet<number> {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    return dirty;
  }

  /** What is in the ring for the disk, and has no answer yet. */
  get request(): LedgerEntry | undefined {
    const token = this.read(REQUEST);
    return token === 0 || this.read(ANSWERED) !== 0 ? undefined : { index: this.read(NEXT_INDEX), token };
  }

  /** The disk has written what was requested. */
  answered(): void {
    this.#write(ANSWERED, 1);
  }

  /** Executes a slice. Returns the entry that it tells the world of, now that it knows that it is on its disk. */
  execute(): LedgerEntry | undefined {
    const { hotPages, writesPerSlice, appendProbability } = this.#shape;
    const random = new Random(this.read(RANDOM));
    this.#write(INSTRUCTIONS, this.instructions + INSTRUCTIONS_A_SLICE);
    const dataPages = Math.min(hotPages, this.memoryPages - FIRST_DATA_PAGE);
    for (let write = 0; write < writesPerSlice; write += 1)
      this.#write(FIRST_DATA_PAGE + random.integer(0, dataPages - 1), random.integer(1, MAX_SLICES));
    const finished = this.#finish();
    if (this.read(REQUEST) === 0 && this.read(NEXT_INDEX) < MAX_LEDGER_ENTRIES && random.chance(appendProbability)) {
      this.#write(ANSWERED, 0);
      this.#write(REQUEST, this.read(LIFE) * MAX_SLICES + this.instructions / INSTRUCTIONS_A_SLICE);
    }
    this.#write(RANDOM, this.read(RANDOM) + RANDOM_STRIDE);
    return finished;
  }

  #finish(): LedgerEntry | undefined {
    if (this.read(REQUEST) === 0 || this.read(ANSWERED) === 0) return undefined;
    const finished = { index: this.read(NEXT_INDEX), token: this.read(REQUEST) };
    this.#write(REQUEST, 0);
    this.#write(NEXT_INDEX, finished.index + 1);
    return finished;
  }
}
