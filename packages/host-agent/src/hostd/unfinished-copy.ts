// The copy that a Storage vMotion has not finished: its host died over it, or the datastore that it is on went away. Who starts the
// virtual machine removes it; but what a dead host had open there is locked until its lease is over, and a datastore may be away for
// longer. So whoever runs the virtual machine tries again, less and less often, and leaves the rest to its next start.

/** Attempts beside the first one, which is made when the VM starts, or with the end of its move. */
export const MAX_ATTEMPTS = 8;

/** Before which attempt, counted from 1; in milliseconds. Undefined: none is made any more. */
export function pauseBefore(attempt: number, { vmfsLeaseMs }: { readonly vmfsLeaseMs: number }): number | undefined {
  return attempt > MAX_ATTEMPTS ? undefined : vmfsLeaseMs * 2 ** (attempt - 1);
}

export interface UnfinishedCopyOptions {
  readonly timing: { readonly vmfsLeaseMs: number };
  /** The VM runs here, and its .vmx tells of one. */
  readonly isThere: () => boolean;
  /** Removes it, as far as it can be. Faults: why the VM can't be asked for that now. */
  readonly remove: () => Promise<void>;
  /** Calls back once, after so many milliseconds. */
  readonly later: (delayMs: number, action: () => void) => void;
  readonly warn: (error: unknown) => void;
}

export class UnfinishedCopy {
  private readonly options: UnfinishedCopyOptions;
  /** Attempts that were planned before the last `watch` are not made. */
  private watch_ = 0;

  constructor(options: UnfinishedCopyOptions) {
    this.options = options;
  }

  /** The VM has started, or a move of it has ended: where there is one, it is removed from now on. */
  watch(): void {
    this.watch_ += 1;
    this.plan(1, this.watch_);
  }

  private plan(attempt: number, watch: number): void {
    const { timing, isThere, later } = this.options;
    const pauseMs = pauseBefore(attempt, timing);
    if (pauseMs !== undefined && isThere()) later(pauseMs, () => void this.attempt(attempt, watch));
  }

  private async attempt(attempt: number, watch: number): Promise<void> {
    const { isThere, remove, warn } = this.options;
    if (watch !== this.watch_ || !isThere()) return;
    await remove().catch(warn);
    if (watch === this.watch_) this.plan(attempt + 1, watch);
  }
}
