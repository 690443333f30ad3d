import { setImmediate as nextTick } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { decodeFrameBatch, MAX_BACKLOG_BYTES, MAX_BATCH_FRAMES, TransmitQueue, type TransmitSocket } from './index.ts';

class FakeSocket implements TransmitSocket {
  bufferedAmount = 0;
  readonly batches: number[] = [];

  send(message: Uint8Array): void {
    this.batches.push(decodeFrameBatch(message).length);
  }
}

const frame = Buffer.alloc(60);

it('sends the frames of one tick together, in messages of limited size', async () => {
  const socket = new FakeSocket();
  const queue = new TransmitQueue(socket);
  for (let i = 0; i < 2 * MAX_BATCH_FRAMES + 5; i += 1) queue.push(frame);
  await nextTick();
  queue.push(frame);
  await nextTick();
  expect(socket.batches).toEqual([MAX_BATCH_FRAMES, MAX_BATCH_FRAMES, 5, 1]);
  expect(queue).toMatchObject({ transmittedFrames: 2 * MAX_BATCH_FRAMES + 6, droppedFrames: 0 });
});

it('loses frames while too much waits in the socket', async () => {
  const socket = new FakeSocket();
  const queue = new TransmitQueue(socket);
  socket.bufferedAmount = MAX_BACKLOG_BYTES + 1;
  for (let i = 0; i < MAX_BATCH_FRAMES + 1; i += 1) queue.push(frame);
  await nextTick();
  expect(socket.batches).toEqual([]);
  expect(queue).toMatchObject({ transmittedFrames: 0, droppedFrames: MAX_BATCH_FRAMES + 1 });

  socket.bufferedAmount = MAX_BACKLOG_BYTES;
  queue.push(frame);
  await nextTick();
  expect(socket.batches).toEqual([1]);
});

it('counts what is lost with a link that goes down', async () => {
  const socket = new FakeSocket();
  const queue = new TransmitQueue(socket);
  queue.push(frame);
  queue.discard();
  await nextTick();
  expect(socket.batches).toEqual([]);
  expect(queue.droppedFrames).toBe(1);
});
