// How a demonstration waits: for conditions, with a limit, and until it is interrupted.
import { Failure } from '../terminal/failure.ts';
import { pause } from '../terminal/interruption.ts';

/** The longest that anything is waited for, in seconds of the realistic profile (restart attempts end after 30 minutes). */
export const PATIENCE_MS = 600_000;
/** How often a condition is looked at, in milliseconds. */
const LOOK_INTERVAL_MS = 50;

export type Until = <T>(
  what: string,
  condition: () => Promise<T | false> | T | false,
  seen?: () => string,
) => Promise<T>;

/** Waits for conditions; `seen` says what was still missing. Throws a Failure when it has waited long enough, or was interrupted. */
export function waiting(interrupted: AbortSignal): Until {
  return async (what, condition, seen) => {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      if (interrupted.aborted) throw new Failure('interrupted');
      const value = await condition();
      if (value !== false) return value;
      if (performance.now() > deadline) {
        const missing = seen?.();
        throw new Failure(`waited ${PATIENCE_MS / 1_000} s in vain for ${what}${missing ? `: ${missing}` : ''}`);
      }
      await pause(LOOK_INTERVAL_MS, interrupted);
    }
  };
}
