import { expect, it } from 'vitest';
import { SelfDoubt } from './self-doubt.ts';
import { published } from './testing.ts';

const NEVER = Number.NEGATIVE_INFINITY;
const ELECTED = 25_000;

it.each([
  ['hears nobody, nor an address: isolated after a ping round (T25 -> T30)', { heardAt: NEVER, pongAt: NEVER }, 25, 30],
  ['was answered during its round', { heardAt: NEVER, pongAt: 28_000 }, 25, 33],
  ['has heard a rival during its election', { heardAt: 24_500, pongAt: NEVER }, 26, 30],
  ['heard a slave last at T100', { heardAt: 100_000, pongAt: NEVER }, 101.5, 105],
])('a master that %s', (_what, heard, aloneAt, isolatedAt) => {
  const hearing = { canTell: true, ...heard };
  const doubt = new SelfDoubt(published, ELECTED);
  expect(doubt.isAlone(hearing, aloneAt * 1_000 - 1)).toBe(false);
  expect(doubt.isAlone(hearing, aloneAt * 1_000)).toBe(true);
  expect(doubt.isIsolated(hearing, isolatedAt * 1_000 - 1)).toBe(false);
  expect(doubt.isIsolated(hearing, isolatedAt * 1_000)).toBe(true);
  expect(doubt.nextDeadline(hearing, aloneAt * 1_000)).toBe(isolatedAt * 1_000);
});

it('is over with the first answer, or with the first agent that is heard, for the whole term', () => {
  const nobody = { canTell: true, heardAt: NEVER, pongAt: NEVER };
  for (const hearing of [
    { ...nobody, pongAt: 25_010 },
    { ...nobody, heardAt: 25_010 },
  ]) {
    const doubt = new SelfDoubt(published, ELECTED);
    doubt.advance(nobody, 25_000);
    expect(doubt.isOver).toBe(false);
    doubt.advance(hearing, 25_010);
    expect(doubt.isOver).toBe(true);
    doubt.advance(nobody, 40_000);
    expect(doubt.isOver).toBe(true);
  }
});

it('has none who has nobody to hear, or no address to ask', () => {
  const doubt = new SelfDoubt(published, ELECTED);
  const hearing = { canTell: false, heardAt: NEVER, pongAt: NEVER };
  doubt.advance(hearing, ELECTED);
  expect(doubt.isOver).toBe(true);
  expect(doubt.isIsolated(hearing, 1_000_000)).toBe(false);
  expect(doubt.nextDeadline(hearing, ELECTED)).toBe(Number.POSITIVE_INFINITY);
});
