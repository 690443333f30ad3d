import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeTemporaryDirectories, temporaryDirectory } from './index.ts';

it('gives each its own directory, and removes them with what is in them', () => {
  const paths = [temporaryDirectory(), temporaryDirectory()];
  expect(new Set(paths).size).toBe(2);
  for (const path of paths) writeFileSync(join(path, 'file'), 'text');
  removeTemporaryDirectories();
  expect(paths.some((path) => existsSync(path))).toBe(false);
});

it('removes those that a test forgot when the process ends', () => {
  const before = process.listenerCount('exit');
  temporaryDirectory();
  temporaryDirectory();
  expect(process.listenerCount('exit')).toBe(before + 1);
  removeTemporaryDirectories();
  expect(process.listenerCount('exit')).toBe(before);
});
