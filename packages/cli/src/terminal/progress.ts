// Progress of what takes longer than two seconds: one line on standard error that says what happens now. On a terminal it
// is overwritten; elsewhere each step is a line. Standard output is left to results.

/** What is over within this time needs no progress, in milliseconds. */
const SILENT_MS = 2_000;

/** What progress is written to: standard error, or what a test looks at. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export class Progress {
  private readonly startedAt = performance.now();
  private readonly stream: ProgressStream;
  private open = false;

  constructor(stream: ProgressStream = process.stderr) {
    this.stream = stream;
  }

  step(text: string): void {
    const line = `[${((performance.now() - this.startedAt) / 1_000).toFixed(1)} s] ${text}`;
    if (!this.stream.isTTY) {
      this.stream.write(`${line}\n`);
      return;
    }
    this.stream.write(`\r\x1b[2K${line}`);
    this.open = true;
  }

  /** Says what happens only when it takes longer than a moment. */
  async during<T>(text: string, work: Promise<T>, silentMs = SILENT_MS): Promise<T> {
    const timer = setTimeout(() => this.step(text), silentMs);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      this.done();
    }
  }

  /** Ends the line; what follows begins a new one. */
  done(): void {
    if (this.open) this.stream.write('\r\x1b[2K');
    this.open = false;
  }
}
