// Iterative pre-copy: round 0 sends all pages, each round after it those that were dirtied meanwhile. It ends when what is left
// would be sent, at the rate of the last round, within the goal for the time that the guest stands still; QEMU's pitfall, an
// average over all rounds, is avoided (vmotion-ft.md 1.3). A round pays if it leaves a good part less than it sent; where rounds
// do not, the guest is throttled, so that every guest comes to an end but one whose link carries next to nothing.
import { PAGE_BYTES } from './contract.ts';
import type { RoundStatistics } from './statistics.ts';
import { MIN_SHARE, nextShare } from './throttle.ts';

/** After these the guest is stunned whatever is left. x = 0.9 without throttle takes 30 (vmotion-ft.md 1.3). */
export const MAX_ROUNDS = 32;
/** A round pays that leaves at most this part of what it sent. */
export const PAYING_RATIO = 0.75;
/** Rounds that need not pay before the guest is throttled: it may have done once what it will not do again. */
const PATIENCE_ROUNDS = 1;
/** A shorter round says more of the round trip than of the rate: the rate of an earlier one holds. */
export const MIN_RATE_SAMPLE_BYTES = 64 * PAGE_BYTES;
/** Of the goal this part is for pages, however long the rest of the switchover takes. */
const MIN_COPY_PART = 0.25;
/** A guest that would stand still for longer than this part of the longest switchover is not stunned. */
const SAFE_SWITCHOVER_PART = 0.5;
/** So that nothing is divided by no time, in milliseconds. */
const CLOCK_GRAIN_MS = 1e-3;

export interface PreCopyOptions {
  /** For how long the guest may stand still. */
  readonly downtimeGoalMs: number;
  /** What of that passes without pages: stun, state, lock, start. */
  readonly switchoverCostMs: number;
  /** As long as rounds pay, there is another one until what is left takes no longer than this; without it, than the goal allows. */
  readonly copyAimMs?: number;
  /** After which a switchover is called off. */
  readonly maxSwitchoverMs: number;
}

export type PreCopyDecision =
  /** Another round, in which the guest runs for this share of its time. */
  | { readonly kind: 'round'; readonly share: number }
  | { readonly kind: 'stun'; readonly because: string }
  /** It would stand still for too long, and nothing makes that better. */
  | { readonly kind: 'giveUp'; readonly because: string };

interface Round {
  readonly round: number;
  readonly beganAt: number;
  pages: number;
  bytes: number;
  durationMs: number | undefined;
}

export class PreCopy {
  readonly #options: PreCopyOptions;
  readonly #rounds: RoundStatistics[] = [];
  #current: Round | undefined;
  #rateBytesPerMs: number | undefined;
  #share = 1;
  #unpaid = 0;
  #remainingPages: number;

  /** @param memoryPages - of the guest */
  constructor(memoryPages: number, options: PreCopyOptions) {
    this.#options = options;
    this.#remainingPages = memoryPages;
  }

  /** Those that are over. */
  get rounds(): readonly RoundStatistics[] {
    return this.#rounds;
  }

  /** Of the round under way, or of the last. */
  get share(): number {
    return this.#share;
  }

  get remainingPages(): number {
    return this.#remainingPages;
  }

  /** 0 while no round has said anything about it. */
  get rateBytesPerSecond(): number {
    return 1_000 * (this.#rateBytesPerMs ?? 0);
  }

  begin(now: number): number {
    const round = this.#rounds.length;
    this.#current = { round, beganAt: now, pages: 0, bytes: 0, durationMs: undefined };
    return round;
  }

  sent({ pages, bytes }: { readonly pages: number; readonly bytes: number }): void {
    if (!this.#current) return;
    this.#current.pages += pages;
    this.#current.bytes += bytes;
  }

  /** The destination has all of the round. */
  received(now: number): void {
    const current = this.#underWay();
    const durationMs = Math.max(CLOCK_GRAIN_MS, now - current.beganAt);
    current.durationMs = durationMs;
    if (this.#rateBytesPerMs === undefined || current.bytes >= MIN_RATE_SAMPLE_BYTES)
      this.#rateBytesPerMs = Math.max(current.bytes, PAGE_BYTES) / durationMs;
  }

  #underWay(): Round {
    if (!this.#current) throw new Error('no round of pre-copy is under way');
    return this.#current;
  }

  /** So many pages were dirtied in the round: what now? */
  dirtied(pages: number): PreCopyDecision {
    const { round, pages: sentPages, bytes, durationMs } = this.#underWay();
    if (durationMs === undefined) throw new Error(`round ${round} of pre-copy is not over`);
    this.#current = undefined;
    this.#remainingPages = pages;
    this.#rounds.push({ round, pages: sentPages, bytes, durationMs, dirtiedPages: pages, share: this.#share });
    return this.#decide((pages * PAGE_BYTES) / Math.max(bytes, PAGE_BYTES));
  }

  /** So many are left now that the guest stands. */
  stunned(dirtyPages: number): void {
    this.#remainingPages = dirtyPages;
  }

  /** For how long the guest would stand still, if it were stunned now; undefined while no rate is known. */
  get predictedDowntimeMs(): number | undefined {
    const copyMs = this.#copyMs();
    return copyMs === undefined ? undefined : this.#options.switchoverCostMs + copyMs;
  }

  #copyMs(): number | undefined {
    return this.#rateBytesPerMs === undefined ? undefined : (this.#remainingPages * PAGE_BYTES) / this.#rateBytesPerMs;
  }

  #decide(ratio: number): PreCopyDecision {
    const { downtimeGoalMs, switchoverCostMs, copyAimMs = Number.POSITIVE_INFINITY } = this.#options;
    const copyMs = this.#copyMs() ?? 0;
    const forCopyMs = Math.max(downtimeGoalMs - switchoverCostMs, MIN_COPY_PART * downtimeGoalMs);
    const isLast = this.#rounds.length >= MAX_ROUNDS;
    if (copyMs <= forCopyMs && (isLast || copyMs <= copyAimMs || ratio > PAYING_RATIO))
      return { kind: 'stun', because: `${this.#left(copyMs)} are within the goal` };
    if (isLast) return this.#atLast(copyMs, `after ${MAX_ROUNDS} rounds`);
    if (ratio > PAYING_RATIO) {
      this.#unpaid += 1;
      if (this.#unpaid > PATIENCE_ROUNDS) {
        if (this.#share <= MIN_SHARE) return this.#atLast(copyMs, 'rounds have stopped paying');
        this.#share = nextShare(this.#share, ratio);
      }
    }
    return { kind: 'round', share: this.#share };
  }

  #left(copyMs: number): string {
    return `${this.#remainingPages} pages, ${copyMs.toFixed(1)} ms`;
  }

  #atLast(copyMs: number, why: string): PreCopyDecision {
    const { maxSwitchoverMs } = this.#options;
    const kind = copyMs <= SAFE_SWITCHOVER_PART * maxSwitchoverMs ? 'stun' : 'giveUp';
    return { kind, because: `${why} ${this.#left(copyMs)} are left` };
  }
}
