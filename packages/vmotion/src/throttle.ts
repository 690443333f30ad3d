// Stun During Page Send: a guest that dirties memory faster than the link carries it is let run for a part of its time only, in
// steps, until rounds pay again (vmotion-ft.md 1.3). What it dirties is taken to be in proportion to what it runs; where that is
// wrong (a small working set is dirtied at any speed) the next round shows it, and the next step follows.

/** What a round leaves dirty, of what it sent, that a step aims at: then what is left halves with each round. */
const AIMED_RATIO = 0.5;
/** A step takes at least a quarter of the share, and at most three. */
const STEP = { low: 0.25, high: 0.75 };

/** No less: the guest is to answer its clients still. */
export const MIN_SHARE = 1 / 64;

/**
 * The share of its time that the guest is to run after a round that did not pay.
 *
 * @param share - that of the round, above 0, up to 1
 * @param ratio - bytes that were dirtied in the round, of those that it sent
 */
export function nextShare(share: number, ratio: number): number {
  const step = Math.min(STEP.high, Math.max(STEP.low, AIMED_RATIO / ratio));
  return Math.max(MIN_SHARE, share * step);
}
