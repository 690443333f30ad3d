/**
 * MHz over about the last second, from counts that come slice by slice: a sliding window made of the running second and the one before,
 * of which as much counts as still lies within the last second. Pure: times are passed in.
 */

/** What is counted; lives in shared memory, so it is only numbers. Times in microseconds. */
export interface UsageWindow {
  windowStart: number;
  windowInstructions: number;
  previousInstructions: number;
}

const WINDOW_US = 1_000_000;

function roll(window: UsageWindow, now: number): void {
  const passed = now - window.windowStart;
  if (passed < WINDOW_US) return;
  window.previousInstructions = passed < 2 * WINDOW_US ? window.windowInstructions : 0;
  window.windowInstructions = 0;
  window.windowStart += Math.floor(passed / WINDOW_US) * WINDOW_US;
}

export function countUsage(window: UsageWindow, now: number, instructions: number): void {
  roll(window, now);
  window.windowInstructions += instructions;
}

/** Instructions a microsecond, which is MHz. */
export function usedMhz(window: UsageWindow, now: number): number {
  const { windowStart, windowInstructions, previousInstructions } = window;
  const copy = { windowStart, windowInstructions, previousInstructions };
  roll(copy, now);
  const left = Math.max(0, WINDOW_US - (now - copy.windowStart)) / WINDOW_US;
  return (copy.previousInstructions * left + copy.windowInstructions) / WINDOW_US;
}
