// The picture of a volume: every file block once, in the colour and letter of its file.
import { expect, it } from 'vitest';
import { printMap } from './dump.ts';
import { size } from './look.ts';

const blocks = {
  fileBlocks: 70,
  metadata: 3,
  files: [
    { path: '/a', runs: [{ start: 3, count: 2 }] },
    {
      path: '/b',
      runs: [
        { start: 5, count: 1 },
        { start: 64, count: 2 },
      ],
    },
  ],
  others: [7],
};

it('draws a character a file block', () => {
  const free = '.'.repeat(64 - 8);
  expect(printMap(blocks, { colours: false })).toBe(
    [
      `      0 ###AAB.?${free}`,
      '     64 BB....',
      '',
      '# metadata  . free  ? of no file; a character is 1 MiB',
      'A /a (2 MiB, one run)',
      'B /b (3 MiB, 2 runs)',
    ].join('\n'),
  );
  expect(printMap(blocks, { colours: true })).toContain('\x1b[31mA\x1b[0m\x1b[31mA\x1b[0m\x1b[32mB\x1b[0m');
});

it('draws several file blocks as one character where there are many', () => {
  const picture = printMap({ ...blocks, fileBlocks: 64 * 32 * 4 }, { colours: false });
  expect(picture.split('\n').indexOf('')).toBe(32);
  expect(picture).toContain('a character is 4 MiB, the first file in them');
  expect(picture).toMatch(/^ {6}0 #A/);
});

it.each([
  [0, '0 B'],
  [1_023, '1023 B'],
  [1_536, '1.5 KiB'],
  [16 * 1024 ** 2, '16 MiB'],
  [3 * 1024 ** 4, '3 TiB'],
])('says %d bytes as %s', (bytes, text) => {
  expect(size(bytes)).toBe(text);
});
