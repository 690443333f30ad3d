import { expect, it } from 'vitest';
import { countUsage, usedMhz } from './usage.ts';

const SECOND = 1_000_000;
const empty = () => ({ windowStart: 0, windowInstructions: 0, previousInstructions: 0 });

it('a steady load shows as what it is, at any moment', () => {
  const window = empty();
  for (let now = 5 * SECOND; now < 8 * SECOND; now += 1000) {
    countUsage(window, now, 25_000);
    if (now > 7 * SECOND) expect(Math.abs(usedMhz(window, now) - 25)).toBeLessThan(0.1);
  }
});

it('fades within two seconds, also when nobody counts any more', () => {
  const window = empty();
  for (let now = 5 * SECOND; now < 7 * SECOND; now += 1000) countUsage(window, now, 25_000);
  expect(usedMhz(window, 7.5 * SECOND)).toBeCloseTo(12.5, 0);
  expect(usedMhz(window, 9 * SECOND)).toBe(0);
});
