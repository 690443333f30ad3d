import { expect, it } from 'vitest';
import { MAX_AT_A_MOMENT, MAX_PLANNED, Timeline } from './timeline.ts';

it('does things in order of their time, and of their arrival where times are equal', () => {
  const timeline = new Timeline();
  const done: string[] = [];
  for (const [delayMs, name] of [
    [30, 'd'],
    [10, 'a'],
    [20, 'b'],
    [20, 'c'],
  ] as const) {
    timeline.after(delayMs, () => done.push(`${name} at ${timeline.now}`));
  }
  timeline.after(10, () => timeline.after(0, () => done.push('planned meanwhile')));
  timeline.runUntil(20);
  expect(done).toEqual(['a at 10', 'planned meanwhile', 'b at 20', 'c at 20']);
  timeline.runUntil(100);
  expect(done.at(-1)).toBe('d at 30');
  expect(timeline.now).toBe(100);
});

it('does not accept what lies in the past, or more than its limit', () => {
  const timeline = new Timeline();
  expect(() => timeline.after(-1, () => {})).toThrow('a delay of -1 ms');
  expect(() => timeline.after(Number.NaN, () => {})).toThrow(RangeError);
  for (let index = 0; index < MAX_PLANNED; index += 1) timeline.after(index, () => {});
  expect(() => timeline.after(0, () => {})).toThrow(`more than ${MAX_PLANNED} things are planned`);
});

it('ends when time stands still', () => {
  const timeline = new Timeline();
  let times = 0;
  const again = () => {
    times += 1;
    timeline.after(0, again);
  };
  timeline.after(5, again);
  expect(() => timeline.runUntil(10)).toThrow('time stands still at 5 ms');
  expect(times).toBe(MAX_AT_A_MOMENT + 1);
});
