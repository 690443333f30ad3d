// What happens in a simulation, a line each, in order: for whoever asks why.

export interface LogLine {
  /** Published seconds since the simulation began. */
  readonly seconds: number;
  readonly who: string;
  readonly text: string;
}

/** The newest lines are kept. */
export const MAX_LOG_LINES = 20_000;

export class Log {
  lines: LogLine[] = [];
  readonly #seconds: () => number;

  constructor(seconds: () => number) {
    this.#seconds = seconds;
  }

  add(who: string, text: string): void {
    this.lines.push({ seconds: this.#seconds(), who, text });
    if (this.lines.length > 2 * MAX_LOG_LINES) this.lines = this.lines.slice(-MAX_LOG_LINES);
  }

  clear(): void {
    this.lines = [];
  }

  /** The newest lines. */
  tail(count: number): string {
    return this.lines.slice(-count).map(formatLine).join('\n');
  }
}

export function formatLine({ seconds, who, text }: LogLine): string {
  return `${seconds.toFixed(3).padStart(9)}  ${who.padEnd(8)}  ${text}`;
}
