import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';

const draw = (seed: number, stream: number) => {
  const random = new Random({ seed, stream });
  return Array.from({ length: 8 }, () => random.next());
};

describe('random numbers', () => {
  it('are the same for the same seed and stream only', () => {
    expect(draw(1, 2)).toEqual(draw(1, 2));
    expect(draw(1, 3)).not.toEqual(draw(1, 2));
    expect(draw(2, 2)).not.toEqual(draw(1, 2));
    expect(draw(2, 1)).not.toEqual(draw(1, 2));
  });

  it('stay the same for ever, so that a seed in a report means something next year', () => {
    expect(draw(1, 0).slice(0, 3)).toMatchInlineSnapshot(`
      [
        3452021429,
        2648333592,
        294282520,
      ]
    `);
  });

  it('below a limit reach every number below it about equally often', () => {
    const random = new Random({ seed: 5, stream: 0 });
    const counts = new Array<number>(10).fill(0);
    for (let draws = 0; draws < 10_000; draws++) counts[random.below(10)]!++;
    expect(counts).toHaveLength(10);
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('cannot pick from nothing', () => {
    expect(() => new Random({ seed: 0, stream: 0 }).pick([])).toThrow(RangeError);
  });
});
