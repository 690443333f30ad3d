// The switch of a migration whose ends share no storage: one COMPARE AND WRITE of the lock record of the source's .vmx (vmfs
// `markMoved`), which only the source can do. The destination, once it has everything, asks for it. One that hears nothing is in doubt: it
// asks the source's host by another way, and starts nothing before it knows. A source that hears nothing resolves what it has begun,
// or begins it no more. So the guest goes on where the disk says, or nowhere.

/** `never`: it is not so, and will not be. `unknown`: nobody can be asked. */
export type CommitAnswer = 'committed' | 'never' | 'unknown';

/** The source's end. */
export class MoveCommit {
  private readonly mark: () => Promise<boolean>;
  private attempt: Promise<CommitAnswer> | undefined;
  private closed = false;
  private outcome_: CommitAnswer | undefined;

  /** @param mark - resolves with whether it is so; rejects where only the disk knows */
  constructor(mark: () => Promise<boolean>) {
    this.mark = mark;
  }

  /** Undefined: it was not asked for, or the disk has not answered. */
  get outcome(): CommitAnswer | undefined {
    return this.outcome_;
  }

  /** The destination asks. */
  async commit(): Promise<CommitAnswer> {
    if (this.closed && !this.attempt) return 'never';
    this.attempt ??= this.write();
    return await this.attempt;
  }

  private async write(): Promise<CommitAnswer> {
    try {
      this.outcome_ = (await this.mark()) ? 'committed' : 'never';
    } catch {
      this.outcome_ = 'unknown';
    }
    return this.outcome_;
  }

  /** Whoever asks from now on comes too late. What became of one that was asked for, for however long the disk does not answer. */
  async close(): Promise<CommitAnswer> {
    this.closed = true;
    this.outcome_ ??= this.attempt ? undefined : 'never';
    return this.attempt ? await this.attempt : 'never';
  }
}

export interface CommitQuestionOptions {
  /** Asks over the connection. */
  readonly ask: () => void;
  /** Asks in another way. */
  readonly inquire: () => Promise<CommitAnswer>;
  /** From one inquiry to the next. */
  readonly intervalMs: number;
  /** Silence of the connection, after which it is not waited for alone. */
  readonly silenceMs: number;
  /** How long the guest may stand still for the answer. */
  readonly limitMs: number;
  readonly now: () => number;
  readonly pause: (delayMs: number) => Promise<void>;
}

/** The destination's end. */
export class CommitQuestion {
  private readonly options: CommitQuestionOptions;
  private told: CommitAnswer | undefined;
  private lost = false;
  private wake: () => void = () => {};

  constructor(options: CommitQuestionOptions) {
    this.options = options;
  }

  /** The source has answered. */
  answered(answer: CommitAnswer): void {
    this.told ??= answer;
    this.wake();
  }

  /** It will not. */
  disconnected(): void {
    this.lost = true;
    this.wake();
  }

  /** Once. */
  async answer(): Promise<CommitAnswer> {
    const { ask, inquire, intervalMs, silenceMs, limitMs, now, pause } = this.options;
    // What was not asked for is not done.
    if (this.lost) return 'never';
    const until = now() + limitMs;
    const news = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    ask();
    await Promise.race([news, pause(silenceMs)]);
    for (;;) {
      if (this.told !== undefined && this.told !== 'unknown') return this.told;
      const found = await inquire();
      if (found !== 'unknown') return found;
      if (now() >= until) return 'unknown';
      await pause(intervalMs);
    }
  }
}
