import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('lets so many work at a time, the others in order, and those after a failure too', async () => {
  const turns = new Turns(2);
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const work = [0, 1, 2, 3].map((number) =>
    turns.take(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (number === 0) throw new Error('failed');
    }),
  );
  const [first, second, third, fourth] = work;
  expect(begun).toEqual([0, 1]);
  ends[0]?.();
  await expect(first).rejects.toThrow('failed');
  expect(begun).toEqual([0, 1, 2]);
  ends[1]?.();
  await second;
  expect(begun).toEqual([0, 1, 2, 3]);
  ends[2]?.();
  ends[3]?.();
  await Promise.all([third, fourth]);
  await turns.take(async () => begun.push(4));
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});
