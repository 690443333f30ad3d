// What one end of a migration knows of the other: whether a connection is there, when something was last heard over it, and when
// the other has to hear again that this end lives. A process that stood still itself (SIGSTOP, a busy machine) has not heard
// because it did not listen: that time counts for nobody.

/** Signs of life that an end gives in the time after which its silence counts as its loss. */
export const ALIVE_PER_SILENCE = 4;

export class Peer {
  readonly #silenceMs: number;
  #connected = false;
  #heardAt = 0;
  #toldAt = 0;
  #steppedAt: number | undefined;

  constructor(silenceMs: number) {
    this.#silenceMs = silenceMs;
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** To be called at the beginning of each step. */
  wake(now: number): void {
    const gapMs = now - (this.#steppedAt ?? now);
    if (gapMs < 0) throw new RangeError(`time runs backwards: ${now} after ${this.#steppedAt}`);
    // An end that is stepped when it asks to be is stepped for each sign of life.
    if (gapMs > this.#silenceMs / 2) this.#heardAt += gapMs;
    this.#steppedAt = now;
  }

  connect(now: number): void {
    this.#connected = true;
    this.#heardAt = now;
    this.#toldAt = now;
  }

  disconnect(): void {
    this.#connected = false;
  }

  heard(now: number): void {
    this.#heardAt = Math.max(this.#heardAt, now);
  }

  isSilent(now: number): boolean {
    return this.#connected && now >= this.#silentAt;
  }

  /** Whether the other end is to be told now that this one lives; then it counts as told. */
  takeAlive(now: number): boolean {
    if (!this.#connected || now < this.#aliveAt) return false;
    this.#toldAt = now;
    return true;
  }

  get nextDeadline(): number {
    return this.#connected ? Math.min(this.#silentAt, this.#aliveAt) : Number.POSITIVE_INFINITY;
  }

  get #silentAt(): number {
    return this.#heardAt + this.#silenceMs;
  }

  get #aliveAt(): number {
    return this.#toldAt + this.#silenceMs / ALIVE_PER_SILENCE;
  }
}
