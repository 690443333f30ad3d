import { expect, it } from 'vitest';
import { countIn, longestGap } from './outage.ts';

it('finds the longest silence that reaches into a span', () => {
  const answered = [0, 10, 20, 75, 85, 95, 400, 410];
  expect(longestGap(answered, { from: 0, to: 90 })).toBe(55);
  // It begins inside and ends behind.
  expect(longestGap(answered, { from: 80, to: 100 })).toBe(305);
  // It begins before and ends inside.
  expect(longestGap(answered, { from: 399, to: 500 })).toBe(305);
  // It lies around the span.
  expect(longestGap(answered, { from: 200, to: 201 })).toBe(305);
});

it('does not care in which order it is told', () => {
  expect(longestGap([30, 0, 10], { from: 0, to: 30 })).toBe(20);
});

it.each([[[]], [[5]]])('knows no gap between %j', (answered) => {
  expect(longestGap(answered, { from: 0, to: 100 })).toBe(0);
});

it('counts what lies in a span, its ends included', () => {
  expect(countIn([1, 2, 3, 4], { from: 2, to: 3 })).toBe(2);
});
