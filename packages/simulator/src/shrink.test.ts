import { describe, expect, it } from 'vitest';
import { MAX_SHRINKING_RUNS, shrink } from './shrink.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('shrinking', () => {
  it.each([
    ['one of many', 10, [7]],
    ['two that are far apart', 10, [1, 10]],
    ['three', 9, [2, 5, 6]],
    ['all', 4, [1, 2, 3, 4]],
    ['none', 5, []],
  ])('finds %s', (_what, count, needed) => {
    expect(shrink(upTo(count), (part) => needed.every((each) => part.includes(each)))).toEqual(needed);
  });

  it('ends with what it has when it takes too long', () => {
    let runs = 0;
    const never = () => {
      runs += 1;
      return false;
    };
    expect(shrink(upTo(2_000), never)).toEqual(upTo(2_000));
    expect(runs).toBe(MAX_SHRINKING_RUNS);
  });
});
