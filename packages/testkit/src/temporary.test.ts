import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { FOLDER_VARIABLE, removeTemporaryDirectories, temporaryDirectory } from './temporary.ts';

it('gives each its own directory, and removes them with what is in them', () => {
  const paths = [temporaryDirectory(), temporaryDirectory()];
  expect(new Set(paths).size).toBe(2);
  for (const path of paths) writeFileSync(join(path, 'file'), 'text');
  removeTemporaryDirectories();
  expect(paths.some((path) => existsSync(path))).toBe(false);
});

it('makes them where the run removes what a crashed worker leaves', () => {
  expect(dirname(temporaryDirectory())).toBe(process.env[FOLDER_VARIABLE]);
  removeTemporaryDirectories();
});
