import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { Coalescer, MAX_COALESCED_FRAME_BYTES } from './index.ts';

it('sends the first small frame of a turn, holds those that follow until its end, and a large one takes them along', async () => {
  const stream = new PassThrough({ highWaterMark: 4 * MAX_COALESCED_FRAME_BYTES });
  const coalescer = new Coalescer(stream);
  const send = (bytes: number) => {
    coalescer.sending(bytes);
    stream.write(Buffer.alloc(bytes));
  };
  const turn = () => new Promise((resolve) => process.nextTick(resolve));
  send(100);
  expect(stream.readableLength).toBe(100);
  send(100);
  send(100);
  expect(stream.readableLength).toBe(100);
  await turn();
  expect(stream.readableLength).toBe(300);
  send(100);
  send(100);
  expect(stream.readableLength).toBe(400);
  send(MAX_COALESCED_FRAME_BYTES);
  expect(stream.readableLength).toBe(500 + MAX_COALESCED_FRAME_BYTES);
  send(100);
  await turn();
  expect(stream.readableLength).toBe(600 + MAX_COALESCED_FRAME_BYTES);
});
