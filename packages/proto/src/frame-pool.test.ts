import { expect, it } from 'vitest';
import { FrameBuffer, FramePool, MAX_POOLED_BYTES, MIN_POOLED_PAYLOAD_BYTES } from './index.ts';

const MEGABYTE = 1024 * 1024;

it('gives a buffer of the same size out again', () => {
  const pool = new FramePool();
  const buffer = pool.take(MEGABYTE);
  pool.give(buffer);
  expect(pool.take(MEGABYTE / 2)).not.toBe(buffer);
  expect(pool.take(MEGABYTE)).toBe(buffer);
  expect(pool.take(MEGABYTE)).not.toBe(buffer);
});

it('keeps no more than its limit, and makes room for what is used', () => {
  const pool = new FramePool();
  for (let kept = 0; kept < MAX_POOLED_BYTES; kept += MEGABYTE) pool.give(new FrameBuffer(MEGABYTE));
  expect(pool.pooledBytes).toBe(MAX_POOLED_BYTES);
  const other = new FrameBuffer(MEGABYTE / 2);
  pool.give(other);
  expect(pool.pooledBytes).toBe(MEGABYTE / 2);
  expect(pool.take(MEGABYTE / 2)).toBe(other);
});

it('keeps no small ones', () => {
  const pool = new FramePool();
  pool.give(new FrameBuffer(MIN_POOLED_PAYLOAD_BYTES - 1));
  expect(pool.pooledBytes).toBe(0);
});
