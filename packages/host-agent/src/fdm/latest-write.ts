// A file of which only the newest content counts: what is to be written waits for what is being written, is replaced by what
// comes after it, and is tried again until it is on disk or overtaken.
import { setTimeout as pause } from 'node:timers/promises';

/** What became of a content. */
export type Written = 'written' | 'overtaken';

export interface LatestWriteOptions {
  readonly write: (content: Uint8Array) => Promise<void>;
  readonly retryDelayMs: number;
  /** An attempt has failed; called once until one succeeds. */
  readonly onFailure: (error: unknown) => void;
}

interface Wanted {
  readonly content: Uint8Array;
  readonly done: (what: Written) => void;
}

export class LatestWrite {
  private readonly options: LatestWriteOptions;
  private wanted: Wanted | undefined;
  private running = false;
  private stopped = false;

  constructor(options: LatestWriteOptions) {
    this.options = options;
  }

  /** Resolves when the content is on disk, or another one has taken its place; never rejects. */
  put(content: Uint8Array): Promise<Written> {
    if (this.stopped) return Promise.resolve('overtaken');
    return new Promise((done) => {
      this.wanted?.done('overtaken');
      this.wanted = { content, done };
      if (!this.running) void this.run();
    });
  }

  /** What is not on disk yet is given up. */
  stop(): void {
    this.stopped = true;
    this.wanted?.done('overtaken');
    this.wanted = undefined;
  }

  private async run(): Promise<void> {
    this.running = true;
    let failed = false;
    for (let next = this.wanted; next; next = this.wanted) {
      try {
        await this.options.write(next.content);
        failed = false;
        if (this.wanted === next) this.wanted = undefined;
        next.done('written');
      } catch (error) {
        if (!failed) this.options.onFailure(error);
        failed = true;
        if (!this.stopped) await pause(this.options.retryDelayMs, undefined, { ref: false });
      }
    }
    this.running = false;
  }
}
