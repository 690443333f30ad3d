import { expect, it } from 'vitest';
import { duration, table } from './table.ts';

it('makes columns as wide as their widest cell, without spaces at the end of a line', () => {
  expect(
    table([
      ['NAME', 'PID', ''],
      ['esx01', 12, 'SIGKILL'],
      ['a', 3456, ''],
    ]),
  ).toBe('NAME   PID\nesx01  12    SIGKILL\na      3456');
});

it('has nothing to show of no rows', () => {
  expect(table([])).toBe('');
});

it.each([
  [0, '0 ms'],
  [310.4, '310 ms'],
  [-12, '-12 ms'],
  [999.6, '1.0 s'],
  [4_249, '4.2 s'],
  [-1_500, '-1.5 s'],
])('says %d milliseconds as %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});
