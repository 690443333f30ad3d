import { expect, it } from 'vitest';
import { eventually, WaitedInVain, waitFor } from './index.ts';

it('resolves with the first value that will do', async () => {
  let looks = 0;
  expect(await waitFor('a third look', { observe: () => ++looks, until: (seen) => seen === 3 })).toBe(3);
  expect(await eventually('a fifth look', () => ++looks === 5 && 'five')).toBe('five');
  expect(looks).toBe(5);
});

it('says what was waited for and what was seen last', async () => {
  const waiting = waitFor('two hosts', { observe: () => ['esx1'], until: (seen) => seen.length === 2, limitMs: 30 });
  await expect(waiting).rejects.toThrow("waited 30 ms in vain for two hosts; seen last: [ 'esx1' ]");
  await expect(waiting).rejects.toBeInstanceOf(WaitedInVain);
});

it('does not wait longer for an observation that never comes', async () => {
  await expect(eventually('an answer', () => new Promise<true>(() => {}), 30)).rejects.toThrow(
    'waited 30 ms in vain for an answer; seen last: nothing yet',
  );
});

it('hands on what the observation throws', async () => {
  const broken = () => {
    throw new Error('the disk is gone');
  };
  await expect(eventually('a disk', broken)).rejects.toThrow('the disk is gone');
});

it('shows no more of the last value than a message can take', async () => {
  const observe = () => 'x'.repeat(100_000);
  const error = await waitFor('less', { observe, until: (seen) => seen === '', limitMs: 30 }).catch((e: Error) => e);
  expect(String(error).length).toBeLessThan(1_200);
});
