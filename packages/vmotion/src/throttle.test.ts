import { describe, expect, it } from 'vitest';
import { MIN_SHARE, nextShare } from './throttle.ts';

describe('the share of a guest whose rounds do not pay', () => {
  it.each([
    ['a little too fast', 1, 0.8, 0.625],
    ['as fast as the link', 1, 1, 0.5],
    ['twice as fast', 1, 2, 0.25],
    ['much faster: a quarter at a time', 1, 40, 0.25],
    ['throttled already', 0.25, 1, 0.125],
    ['as slow as it gets', 1 / 40, 4, MIN_SHARE],
  ])('%s', (_what, share, ratio, expected) => {
    expect(nextShare(share, ratio)).toBeCloseTo(expected, 6);
  });

  it('always becomes less, down to the least', () => {
    let share = 1;
    for (let step = 0; share > MIN_SHARE; step += 1) {
      expect(step).toBeLessThan(20);
      const next = nextShare(share, 0.76);
      expect(next).toBeLessThan(share);
      share = next;
    }
    expect(nextShare(share, 100)).toBe(MIN_SHARE);
  });
});
