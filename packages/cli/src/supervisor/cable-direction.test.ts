import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CableDirection, type CableQuality, MAX_WAITING_BYTES, PERFECT } from './cable-direction.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A direction whose sender is the test, and what has arrived. */
function begin(quality: CableQuality) {
  const from = new PassThrough();
  const to = new PassThrough();
  const direction = new CableDirection(from, to, quality);
  const arrived: string[] = [];
  to.write = (bytes: Uint8Array) => {
    arrived.push(Buffer.from(bytes).toString());
    return true;
  };
  return { from, direction, arrived, send: (text: string) => from.emit('data', Buffer.from(text)) };
}

it('passes on at once over a perfect cable', () => {
  const { send, arrived } = begin(PERFECT);
  send('one');
  expect(arrived).toEqual(['one']);
});

it('delivers later, in order, over a long one', () => {
  const { send, arrived } = begin({ ...PERFECT, delayMs: 5 });
  send('one');
  vi.advanceTimersByTime(3);
  send('two');
  vi.advanceTimersByTime(1);
  expect(arrived).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(arrived).toEqual(['one']);
  vi.advanceTimersByTime(3);
  expect(arrived).toEqual(['one', 'two']);
});

it('takes a second for a second of bandwidth, and holds back who sends more', () => {
  const { from, send, arrived } = begin({ delayMs: 0, bytesPerSecond: MAX_WAITING_BYTES });
  const half = 'x'.repeat(MAX_WAITING_BYTES / 2);
  send(half);
  expect(from.isPaused()).toBe(false);
  send(half);
  expect(from.isPaused()).toBe(true);
  vi.advanceTimersByTime(499);
  expect(arrived).toHaveLength(0);
  vi.advanceTimersByTime(1);
  expect(arrived).toHaveLength(1);
  expect(from.isPaused()).toBe(false);
  vi.advanceTimersByTime(500);
  expect(arrived).toHaveLength(2);
});

it('keeps the order when it becomes better', () => {
  const { direction, send, arrived } = begin({ ...PERFECT, delayMs: 5 });
  send('one');
  direction.quality = PERFECT;
  send('two');
  expect(arrived).toEqual([]);
  vi.advanceTimersByTime(5);
  expect(arrived).toEqual(['one', 'two']);
});

it('ends when the last of it has arrived, or at once when it is cut', async () => {
  const one = begin({ ...PERFECT, delayMs: 5 });
  one.send('one');
  const ended = new Promise<void>((resolve) => one.direction.end(resolve));
  vi.advanceTimersByTime(5);
  await ended;
  expect(one.arrived).toEqual(['one']);
  const other = begin({ ...PERFECT, delayMs: 5 });
  other.send('two');
  other.direction.cut();
  await new Promise<void>((resolve) => other.direction.end(resolve));
  expect(other.arrived).toEqual([]);
});
