// Progress of what takes longer than two seconds: one line on standard error that says what happens now. On a terminal it
// is overwritten; elsewhere each step is a line. Standard output is left to results.

export class Progress {
  private readonly startedAt = performance.now();
  private readonly stream: NodeJS.WriteStream;
  private open = false;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
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

  /** Ends the line; what follows begins a new one. */
  done(): void {
    if (this.open) this.stream.write('\r\x1b[2K');
    this.open = false;
  }
}
