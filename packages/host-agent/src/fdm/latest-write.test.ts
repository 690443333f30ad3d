import { eventually } from '@microsphere/testkit';
import { expect, it } from 'vitest';
import { LatestWrite } from './latest-write.ts';

const content = (text: string) => Buffer.from(text);

/** A disk whose writes end when they are told to. */
function disk() {
  const begun: { readonly text: string; readonly end: (error?: Error) => void }[] = [];
  const failures: string[] = [];
  const file = new LatestWrite({
    write: (bytes) =>
      new Promise((resolve, reject) => {
        begun.push({ text: Buffer.from(bytes).toString(), end: (error) => (error ? reject(error) : resolve()) });
      }),
    retryDelayMs: 1,
    onFailure: (error) => failures.push((error as Error).message),
  });
  return { begun, failures, file };
}

it('writes one after the other, and leaves out what was overtaken before its turn', async () => {
  const { begun, file } = disk();
  const first = file.put(content('1'));
  const second = file.put(content('2'));
  const third = file.put(content('3'));
  expect(await second).toBe('overtaken');
  begun[0]?.end();
  // It was on disk, though it is not what is wanted any more.
  expect(await first).toBe('overtaken');
  await eventually('the third', () => begun.length === 2);
  begun[1]?.end();
  expect(await third).toBe('written');
  expect(begun.map(({ text }) => text)).toEqual(['1', '3']);
});

it('is tried again until it is on disk, and complains once', async () => {
  const { begun, failures, file } = disk();
  const written = file.put(content('1'));
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await eventually('an attempt', () => begun.length > attempt);
    begun[attempt]?.end(attempt < 2 ? new Error('no path') : undefined);
  }
  expect(await written).toBe('written');
  expect(failures).toEqual(['no path']);
});

it('gives up when it is stopped', async () => {
  const { begun, file } = disk();
  const written = file.put(content('1'));
  file.stop();
  begun[0]?.end(new Error('no path'));
  expect(await written).toBe('overtaken');
  expect(await file.put(content('2'))).toBe('overtaken');
  expect(begun).toHaveLength(1);
});
