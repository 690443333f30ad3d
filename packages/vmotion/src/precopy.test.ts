import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from './contract.ts';
import { MAX_ROUNDS, MIN_RATE_SAMPLE_BYTES, PreCopy } from './precopy.ts';
import { preCopyOf } from './testing.ts';
import { MIN_SHARE } from './throttle.ts';

const MEMORY_PAGES = 16_384; // 64 MiB
const PAGES_PER_MS = 25.6; // 100 MiB/s

/** A guest that dirties a part `x` of what the link carries. */
function guest(x: number, workingSetPages = MEMORY_PAGES) {
  return { memoryPages: MEMORY_PAGES, dirtyPagesPerMs: x * PAGES_PER_MS, workingSetPages };
}

const link = { pagesPerMs: PAGES_PER_MS, downtimeGoalMs: 30 };

describe('rounds of pre-copy', () => {
  // vmotion-ft.md 1.3.
  it.each([
    [0.1, 2, 6.4],
    [0.25, 3, 10],
    [0.5, 5, 20],
    [0.75, 11, 27],
  ])('at x = %d are %d, and leave %d ms to copy', (x, rounds, lastCopyMs) => {
    const { last, preCopy } = preCopyOf(guest(x), link);
    expect(last.kind).toBe('stun');
    expect(preCopy.rounds).toHaveLength(rounds);
    expect(preCopy.predictedDowntimeMs).toBeCloseTo(lastCopyMs, 0);
    expect(preCopy.share).toBe(1);
  });

  it('go on while they pay, where less than the goal is aimed at', () => {
    const { last, preCopy } = preCopyOf(guest(0.5), { ...link, copyAimMs: 1 });
    expect(last.kind).toBe('stun');
    expect(preCopy.predictedDowntimeMs).toBeLessThanOrEqual(1);
    expect(preCopy.rounds).toHaveLength(10);
    // What it works on is small, takes 16 ms, and is written anew in each round.
    const small = preCopyOf(guest(10, 400), { ...link, copyAimMs: 1 });
    expect(small.preCopy.rounds).toHaveLength(2);
    expect(small.preCopy.predictedDowntimeMs).toBeGreaterThan(15);
    expect(small.preCopy.share).toBe(1);
  });

  it('are one for a guest that does nothing', () => {
    const { last, preCopy } = preCopyOf(guest(0), link);
    expect(last).toEqual({ kind: 'stun', because: '0 pages, 0.0 ms are within the goal' });
    expect(preCopy.rounds).toEqual([
      { round: 0, pages: MEMORY_PAGES, bytes: MEMORY_PAGES * PAGE_BYTES, durationMs: 640, dirtiedPages: 0, share: 1 },
    ]);
  });

  it('leave the time that the rest of the switchover takes, but never nothing', () => {
    const { preCopy: inTime } = preCopyOf(guest(0.5), { ...link, switchoverCostMs: 15 });
    expect(inTime.predictedDowntimeMs).toBeLessThanOrEqual(30);
    expect(inTime.rounds).toHaveLength(6);
    const { last, preCopy: costly } = preCopyOf(guest(0.5), { ...link, switchoverCostMs: 500 });
    expect(last.kind).toBe('stun');
    expect(costly.predictedDowntimeMs).toBeLessThanOrEqual(500 + 30 / 4);
  });
});

describe('a guest that dirties faster than the link carries', () => {
  it.each([0.9, 1, 2, 4, 20])('is throttled until it converges: x = %d', (x) => {
    const { last, preCopy, totalMs } = preCopyOf(guest(x), link);
    expect(last).toMatchObject({ kind: 'stun', because: expect.stringContaining('within the goal') });
    expect(preCopy.predictedDowntimeMs).toBeLessThanOrEqual(30);
    expect(preCopy.share).toBeLessThan(1);
    expect(preCopy.share * x).toBeLessThanOrEqual(0.76);
    expect(preCopy.rounds.length).toBeLessThan(MAX_ROUNDS / 2);
    expect(totalMs).toBeLessThan(10 * 640);
  });

  it('is let off one round that does not pay: what it works on may be small', () => {
    const small = preCopyOf(guest(10, 600), link);
    expect(small.preCopy.rounds.map(({ share }) => share)).toEqual([1]);
    const { preCopy } = preCopyOf(guest(10, 1_000), link);
    expect(preCopy.rounds.slice(0, 3).map(({ share }) => share)).toEqual([1, 1, 1]);
    expect(preCopy.rounds[3]?.share).toBeLessThan(1);
  });

  it('is stunned in the end if nothing makes rounds pay, unless it would stand still for too long', () => {
    const stubborn = guest(1_000_000, 10_000);
    const { last, preCopy } = preCopyOf(stubborn, link);
    expect(last).toMatchObject({ kind: 'stun', because: expect.stringContaining('stopped paying') });
    expect(preCopy.share).toBe(MIN_SHARE);
    expect(preCopyOf(stubborn, { ...link, maxSwitchoverMs: 700 }).last.kind).toBe('giveUp');
  });

  it(`is stunned after ${MAX_ROUNDS} rounds`, () => {
    const preCopy = new PreCopy(MEMORY_PAGES, { downtimeGoalMs: 1, switchoverCostMs: 0, maxSwitchoverMs: 100_000 });
    let now = 0;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      expect(preCopy.begin(now)).toBe(round);
      // Each round pays a little, and never enough.
      const pages = 10_000 * 0.74 ** round + 1_000_000;
      preCopy.sent({ pages: 2 * pages, bytes: 2 * pages * PAGE_BYTES });
      now += 1_000;
      preCopy.received(now);
      const { kind } = preCopy.dirtied(Math.round(pages));
      expect(kind).toBe(round === MAX_ROUNDS - 1 ? 'stun' : 'round');
    }
    expect(preCopy.rounds).toHaveLength(MAX_ROUNDS);
  });
});

describe('the rate', () => {
  it('is that of the last round that was long enough to say something', () => {
    const preCopy = new PreCopy(MEMORY_PAGES, { downtimeGoalMs: 0.001, switchoverCostMs: 0, maxSwitchoverMs: 100_000 });
    const round = (bytes: number, tookMs: number, now: number) => {
      preCopy.begin(now);
      preCopy.sent({ pages: bytes / PAGE_BYTES, bytes });
      preCopy.received(now + tookMs);
      preCopy.dirtied(1_000);
      return preCopy.rateBytesPerSecond;
    };
    expect(preCopy.rateBytesPerSecond).toBe(0);
    expect(preCopy.predictedDowntimeMs).toBeUndefined();
    expect(round(100 * MIN_RATE_SAMPLE_BYTES, 1_000, 0)).toBe(100 * MIN_RATE_SAMPLE_BYTES);
    expect(round(10 * MIN_RATE_SAMPLE_BYTES, 1_000, 2_000)).toBe(10 * MIN_RATE_SAMPLE_BYTES);
    expect(round(PAGE_BYTES, 1_000, 4_000)).toBe(10 * MIN_RATE_SAMPLE_BYTES);
  });

  it('is finite for a round that took no time, or sent no bytes', () => {
    const preCopy = new PreCopy(16, { downtimeGoalMs: 20, switchoverCostMs: 0, maxSwitchoverMs: 100_000 });
    preCopy.begin(5);
    preCopy.received(5);
    preCopy.dirtied(3);
    expect(preCopy.rateBytesPerSecond).toBeGreaterThan(0);
    expect(Number.isFinite(preCopy.predictedDowntimeMs)).toBe(true);
  });
});

it('does not count what nobody has begun', () => {
  const preCopy = new PreCopy(16, { downtimeGoalMs: 20, switchoverCostMs: 0, maxSwitchoverMs: 100_000 });
  expect(() => preCopy.received(1)).toThrow('no round of pre-copy is under way');
  preCopy.begin(0);
  expect(() => preCopy.dirtied(1)).toThrow('round 0 of pre-copy is not over');
});
