import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeTemporaryDirectories, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';
import { ClaimedError, claim } from './claim.ts';
import type { ProcessIdentity } from './process-identity.ts';

afterEach(removeTemporaryDirectories);

const dead: ProcessIdentity = { pid: process.pid, startTime: 'another boot/1' };

it('is one process at a time', () => {
  const directory = temporaryDirectory();
  const path = join(directory, 'lock');
  const release = claim(path);
  expect(() => claim(path)).toThrow(ClaimedError);
  expect(() => claim(path)).toThrow(`belongs to process ${process.pid}`);
  release();
  claim(path)();
  expect(readdirSync(directory)).toEqual([]);
});

it.each([
  ['of a process that is gone', JSON.stringify(dead)],
  ['that was cut short', '{"pid":'],
  ['of no process', '{}'],
  ['that is empty', ''],
])('takes over a claim %s', (_what, text) => {
  const directory = temporaryDirectory();
  const path = join(directory, 'lock');
  writeFileSync(path, text);
  const release = claim(path);
  expect(() => claim(path)).toThrow(ClaimedError);
  expect(readdirSync(directory)).toEqual(['lock']);
  release();
});

it('says what is wrong with a place that is not there', () => {
  expect(() => claim(join(temporaryDirectory(), 'nowhere', 'lock'))).toThrow('ENOENT');
});
