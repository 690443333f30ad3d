// Guest time. It has no clock: it is a function of the instructions executed (RATE_MHZ of them make a microsecond, ten ticks)
// and of the time inputs that entered. Within a slice the count is kept in `progress` until it is added to the state.
import { INSTRUCTIONS, MTIMECMP, RATE_MHZ, TIME_OFFSET, TIME_TICKS } from '../src/layout';
import { vm } from './memory';

/** Instructions of the running chunk that are not yet in the state. */
export let progress: u32 = 0;
export function setProgress(count: u32): void {
  progress = count;
}

export function instructions(): u64 {
  return load<u64>(vm, INSTRUCTIONS) + <u64>progress;
}

/** Ticks since power-on as the host counts them, without what the guest wrote to mtime. */
export function hostTicks(): u64 {
  return load<u64>(vm, TIME_TICKS) + (instructions() * 10) / <u64>load<u32>(vm, RATE_MHZ);
}

export function mtime(): u64 {
  return hostTicks() + load<u64>(vm, TIME_OFFSET);
}

export function setMtime(value: u64): void {
  store<u64>(vm, value - hostTicks(), TIME_OFFSET);
}

@inline
export function timerPending(): bool {
  return mtime() >= load<u64>(vm, MTIMECMP);
}

/** Further away than this (30 hours) counts as never: the caller asks again long before. */
const FAR: u64 = 1 << 40;

/** Ticks until the timer is due, `FAR` at most. */
export function ticksToTimer(): u64 {
  const due = load<u64>(vm, MTIMECMP);
  const now = mtime();
  return due <= now ? 0 : min(due - now, FAR);
}

/** Instructions until the timer becomes pending; at least 1, for one that is not pending yet. */
export function instructionsToTimer(): u64 {
  const ticks = ticksToTimer();
  if (ticks >= FAR) return ~(<u64>0);
  const rate = <u64>load<u32>(vm, RATE_MHZ);
  const count = instructions();
  // The least count n with floor(10 n / rate) = floor(10 count / rate) + ticks.
  const wanted = ((count * 10) / rate + ticks) * rate;
  return (wanted + 9) / 10 - count;
}
