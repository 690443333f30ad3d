import { encodeFrame, FrameError, pb } from '@microsphere/proto';
import { expect, it } from 'vitest';
import {
  decodeFrameBatch,
  encodeFrameBatch,
  MAX_BATCH_BYTES,
  MAX_BATCH_FRAMES,
  MAX_ETHERNET_FRAME_BYTES,
} from './index.ts';

const frames = (count: number, length: number) => Array.from({ length: count }, (_, i) => Buffer.alloc(length, i));

it.each([
  [1, 14],
  [3, 60],
  [MAX_BATCH_FRAMES, MAX_ETHERNET_FRAME_BYTES],
])('carries %i frames of %i bytes', (count, length) => {
  const message = encodeFrameBatch(frames(count, length));
  expect(message.length).toBeLessThanOrEqual(MAX_BATCH_BYTES);
  expect(decodeFrameBatch(message)).toEqual(frames(count, length));
});

it.each([0, MAX_BATCH_FRAMES + 1])('sends no batch of %i frames', (count) => {
  expect(() => encodeFrameBatch(frames(count, 14))).toThrow(RangeError);
});

it.each([
  ['a frame that is too short', [13], 13],
  ['a frame that is too long', [1515], 1515],
  ['fewer bytes than announced', [60, 60], 119],
  ['more bytes than announced', [60], 61],
  ['bytes without a frame', [], 1],
  ['too many frames', Array.from({ length: MAX_BATCH_FRAMES + 1 }, () => 14), 14 * (MAX_BATCH_FRAMES + 1)],
])('refuses %s', (_what, lengths, payloadBytes) => {
  const message = encodeFrame(pb.FrameBatch, { lengths }, Buffer.alloc(payloadBytes));
  expect(() => decodeFrameBatch(message)).toThrow(FrameError);
});

it('refuses every truncation of a message', () => {
  const message = encodeFrameBatch(frames(2, 60));
  for (let length = 0; length < message.length; length += 1)
    expect(() => decodeFrameBatch(message.subarray(0, length)), `${length} bytes`).toThrow(FrameError);
});
