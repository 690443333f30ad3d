import { expect, it } from 'vitest';
import { bar } from './chart.ts';

it.each([
  [100, '██████████'],
  [55, '█████▌'],
  [12.5, '█▎'],
  [0.001, '▏'],
  [0, ''],
  [200, '██████████'],
])('draws %d of 100', (value, drawn) => {
  expect(bar(value, { maximum: 100, width: 10 })).toBe(drawn);
});

it('has nothing to draw where all is nothing', () => {
  expect(bar(0, { maximum: 0, width: 10 })).toBe('');
});
