// What a long transfer of bytes has in common: so many at once, in order where order counts, a line that says how far it
// is, and an end when the user asks for it.
import { Failure } from '../terminal/failure.ts';
import type { Progress } from '../terminal/progress.ts';

/** A transfer says nothing for so long, and then no more often than this, in milliseconds. */
const SILENT_MS = 2_000;
const STEP_INTERVAL_MS = 1_000;
/** Transfers under way at once. */
export const MAX_UNDER_WAY = 8;

/** Says how far it is; throws a Failure when it was interrupted. */
export class Transfer {
  private readonly progress: Progress;
  private readonly interrupted: AbortSignal;
  private readonly what: string;
  private readonly totalBytes: number;
  private saidAt = performance.now() + SILENT_MS - STEP_INTERVAL_MS;

  constructor(options: {
    readonly progress: Progress;
    readonly interrupted: AbortSignal;
    /** "exporting [datastore1] web/web.vmdk" */
    readonly what: string;
    readonly totalBytes: number;
  }) {
    this.progress = options.progress;
    this.interrupted = options.interrupted;
    this.what = options.what;
    this.totalBytes = options.totalBytes;
  }

  at(doneBytes: number): void {
    if (this.interrupted.aborted) throw new Failure(`${this.what}: interrupted; nothing of it is left`);
    const now = performance.now();
    if (now - this.saidAt < STEP_INTERVAL_MS) return;
    this.saidAt = now;
    this.progress.step(`${this.what}: ${Math.floor((100 * doneBytes) / this.totalBytes)} %`);
  }
}

/** Tasks under way, their results taken in the order in which they were begun. */
export class Pipeline<T> {
  private readonly pending: Promise<T>[] = [];
  private readonly take: (result: T) => Promise<void>;

  constructor(take: (result: T) => Promise<void> = async () => {}) {
    this.take = take;
  }

  /** Resolves when there is a place for another. Rejects as the first task that fails does. */
  async add(task: Promise<T>): Promise<void> {
    // Heard when it is its turn.
    task.catch(() => {});
    this.pending.push(task);
    if (this.pending.length > MAX_UNDER_WAY) await this.next();
  }

  async drain(): Promise<void> {
    while (this.pending.length > 0) await this.next();
  }

  /** Resolves when nothing is under way any more, whatever became of it. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.pending.splice(0));
  }

  private async next(): Promise<void> {
    const task = this.pending.shift();
    if (task) await this.take(await task);
  }
}

/** Joins parts that follow one another into larger ones: an array takes one long write sooner than many short ones. */
export class Joiner {
  private readonly maxBytes: number;
  private readonly take: (offsetBytes: number, bytes: Uint8Array) => Promise<void>;
  private parts: Uint8Array[] = [];
  private offsetBytes = 0;
  private sizeBytes = 0;

  constructor(maxBytes: number, take: (offsetBytes: number, bytes: Uint8Array) => Promise<void>) {
    this.maxBytes = maxBytes;
    this.take = take;
  }

  async add(offsetBytes: number, bytes: Uint8Array): Promise<void> {
    const follows = offsetBytes === this.offsetBytes + this.sizeBytes;
    if (!follows || this.sizeBytes + bytes.length > this.maxBytes) await this.flush();
    if (this.parts.length === 0) this.offsetBytes = offsetBytes;
    this.parts.push(bytes);
    this.sizeBytes += bytes.length;
  }

  async flush(): Promise<void> {
    const { parts, offsetBytes } = this;
    this.parts = [];
    this.sizeBytes = 0;
    const [only] = parts;
    if (only) await this.take(offsetBytes, parts.length === 1 ? only : Buffer.concat(parts));
  }
}

/** Quick, for whole grains: a buffer that equals as many zeros. */
export function isZero(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < buffer.length; at += ZEROS.length) {
    const part = buffer.subarray(at, at + ZEROS.length);
    if (part.compare(ZEROS, 0, part.length) !== 0) return false;
  }
  return true;
}

const ZEROS = Buffer.alloc(64 * 1024);
