import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { Coalescer, MAX_COALESCED_FRAME_BYTES } from './index.ts';

it('holds small frames until the end of the turn, and a large one takes them along', async () => {
  const stream = new PassThrough({ highWaterMark: 4 * MAX_COALESCED_FRAME_BYTES });
  const coalescer = new Coalescer(stream);
  const send = (bytes: number) => {
    coalescer.sending(bytes);
    stream.write(Buffer.alloc(bytes));
  };
  send(100);
  send(100);
  expect(stream.readableLength).toBe(0);
  await new Promise((resolve) => process.nextTick(resolve));
  expect(stream.readableLength).toBe(200);
  send(100);
  expect(stream.readableLength).toBe(200);
  send(MAX_COALESCED_FRAME_BYTES);
  expect(stream.readableLength).toBe(300 + MAX_COALESCED_FRAME_BYTES);
  send(100);
  await new Promise((resolve) => process.nextTick(resolve));
  expect(stream.readableLength).toBe(400 + MAX_COALESCED_FRAME_BYTES);
});
