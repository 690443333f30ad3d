import { expect, it } from 'vitest';
import { Progress } from '../terminal/progress.ts';
import { isZero, Joiner, MAX_UNDER_WAY, Pipeline, Transfer } from './transfer.ts';

/** A task that ends when it is told to. */
function task<T>(result: T): { promise: Promise<T>; end: () => void; fail: (error: Error) => void } {
  let end = () => {};
  let fail = (_: Error) => {};
  const promise = new Promise<T>((resolve, reject) => {
    end = () => resolve(result);
    fail = reject;
  });
  return { promise, end, fail };
}

it('results come in the order of their tasks, whichever ends first', async () => {
  const taken: number[] = [];
  const pipeline = new Pipeline<number>(async (result) => {
    taken.push(result);
  });
  const tasks = [1, 2, 3].map(task);
  for (const { promise } of tasks) await pipeline.add(promise);
  for (const { end } of tasks.toReversed()) end();
  await pipeline.drain();
  expect(taken).toEqual([1, 2, 3]);
});

it('so many are under way, and no more', async () => {
  const pipeline = new Pipeline<number>();
  const tasks = Array.from({ length: MAX_UNDER_WAY + 1 }, (_, index) => task(index));
  for (const { promise } of tasks.slice(0, -1)) await pipeline.add(promise);
  let added = false;
  const last = tasks.at(-1);
  const adding = pipeline.add(last?.promise ?? Promise.resolve(0)).then(() => {
    added = true;
  });
  last?.end();
  await new Promise((resolve) => setImmediate(resolve));
  expect(added).toBe(false);
  tasks[0]?.end();
  await adding;
});

it('the first failure is told, and nothing is under way after settle', async () => {
  const pipeline = new Pipeline<number>();
  const [bad, good] = [task(1), task(2)];
  await pipeline.add(bad.promise);
  await pipeline.add(good.promise);
  bad.fail(new Error('broken'));
  await expect(pipeline.drain()).rejects.toThrow('broken');
  good.end();
  await pipeline.settle();
  await pipeline.drain();
});

it('parts that follow one another are joined, up to a size', async () => {
  const taken: [number, number][] = [];
  const joiner = new Joiner(4, async (offsetBytes, bytes) => {
    taken.push([offsetBytes, bytes.length]);
  });
  for (const offset of [0, 2, 4, 10, 11]) await joiner.add(offset, new Uint8Array(offset >= 10 ? 1 : 2));
  await joiner.flush();
  await joiner.flush();
  expect(taken).toEqual([
    [0, 4],
    [4, 2],
    [10, 2],
  ]);
});

it('an interrupted transfer ends, a short one says nothing', () => {
  const said: string[] = [];
  const abort = new AbortController();
  const transfer = new Transfer({
    progress: new Progress({ write: (text) => said.push(text) }),
    interrupted: abort.signal,
    what: 'exporting x',
    totalBytes: 100,
  });
  transfer.at(50);
  expect(said).toEqual([]);
  abort.abort();
  expect(() => transfer.at(60)).toThrow('exporting x: interrupted; nothing of it is left');
});

it.each([0, 1, 65_535, 65_536, 65_537, 200_000])('%d bytes are zeros, or not', (length) => {
  const bytes = new Uint8Array(length + 1).subarray(1);
  expect(isZero(bytes)).toBe(true);
  if (length === 0) return;
  bytes[length - 1] = 1;
  expect(isZero(bytes)).toBe(false);
});
