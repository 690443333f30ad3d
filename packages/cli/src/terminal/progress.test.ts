import { expect, it } from 'vitest';
import { Progress } from './progress.ts';

/** A stream that keeps what is written; `first` resolves with the first of it. */
function keeper(isTTY: boolean) {
  const written: string[] = [];
  let heard: (text: string) => void = () => {};
  const first = new Promise<string>((resolve) => {
    heard = resolve;
  });
  const write = (text: string) => {
    written.push(text);
    heard(text);
  };
  return { stream: { isTTY, write }, written, first };
}

it('is a line a step where nobody looks at a terminal', () => {
  const { stream, written } = keeper(false);
  const progress = new Progress(stream);
  progress.step('one');
  progress.step('two');
  progress.done();
  expect(written.map((text) => text.replace(/\d+\.\d/, 'T'))).toEqual(['[T s] one\n', '[T s] two\n']);
});

it('overwrites itself on a terminal, and leaves nothing', () => {
  const { stream, written } = keeper(true);
  const progress = new Progress(stream);
  progress.step('one');
  progress.done();
  progress.done();
  expect(written.map((text) => text.replace(/\d+\.\d/, 'T'))).toEqual(['\r\x1b[2K[T s] one', '\r\x1b[2K']);
});

it('says nothing of what is over in a moment', async () => {
  const { stream, written } = keeper(false);
  expect(await new Progress(stream).during('waiting', Promise.resolve(7), 3_600_000)).toBe(7);
  await expect(new Progress(stream).during('waiting', Promise.reject(new Error('no')), 3_600_000)).rejects.toThrow(
    'no',
  );
  expect(written).toEqual([]);
});

it('says what takes longer, while it does', async () => {
  const { stream, first } = keeper(false);
  expect(await new Progress(stream).during('waiting', first, 1)).toMatch(/^\[\d+\.\d s\] waiting\n$/);
});
