import { expect, it } from 'vitest';
import { hear, isBehind, missing, START } from './event-cursor.ts';

const cursor = { bootUuid: 'b1', sequence: 5 };
const event = (bootUuid: string, sequence: number) => ({ bootUuid, sequence });

it.each([
  ['the next one', event('b1', 6), 'take'],
  ['one that is known', event('b1', 5), 'drop'],
  ['one behind a gap', event('b1', 8), 'ask'],
  ['the first of a new boot', event('b2', 1), 'take'],
  ['a later one of a new boot', event('b2', 3), 'ask'],
  ['none yet of a new boot', event('b2', 0), 'drop'],
])('hears %s', (_what, heard, verdict) => {
  expect(hear(cursor, heard)).toBe(verdict);
  expect(isBehind(cursor, heard)).toBe(verdict !== 'drop');
});

it('takes what is new of the events that it asked for, in order', () => {
  const answer = [event('b1', 8), event('b1', 4), event('b1', 6)];
  expect(missing(cursor, answer)).toEqual([event('b1', 6), event('b1', 8)]);
  expect(missing(START, answer)).toHaveLength(3);
  expect(missing(cursor, [event('b2', 1)])).toEqual([event('b2', 1)]);
});
