// The frame protocol between a host's uplink and the physical switch: one ws message carries the Ethernet frames of one
// tick back to back, with their lengths in its header. Either side may send at any time; nothing is acknowledged.
import { decodeFrame, FrameBuffer, FrameError, pb } from '@microsphere/proto';
import { isFrameLength, MAX_ETHERNET_FRAME_BYTES } from './ethernet-frame.ts';

/** Frames of one message: as many as have their lengths in a header that needs no second copy of the payload. */
export const MAX_BATCH_FRAMES = 120;
/** The largest message, in bytes: what `ws` is told as `maxPayload`. The header of a full batch has 243 bytes. */
export const MAX_BATCH_BYTES = 256 + MAX_BATCH_FRAMES * MAX_ETHERNET_FRAME_BYTES;

/** One message of 1 to MAX_BATCH_FRAMES frames. The frames are copied. */
export function encodeFrameBatch(frames: readonly Uint8Array[]): Buffer {
  if (frames.length === 0 || frames.length > MAX_BATCH_FRAMES)
    throw new RangeError(`batch of ${frames.length} frames, 1 to ${MAX_BATCH_FRAMES}`);
  const lengths = frames.map(({ length }) => length);
  const buffer = new FrameBuffer(lengths.reduce((sum, length) => sum + length, 0));
  let offset = 0;
  for (const frame of frames) {
    buffer.payload.set(frame, offset);
    offset += frame.length;
  }
  return buffer.finish(pb.FrameBatch, { lengths });
}

/** The frames of a message, as views of it. Throws `FrameError` when the message is not what it says. */
export function decodeFrameBatch(message: Uint8Array): Uint8Array[] {
  const { header, payload } = decodeFrame(pb.FrameBatch, message);
  const { lengths } = header;
  if (lengths.length > MAX_BATCH_FRAMES)
    throw new FrameError(`batch of ${lengths.length} frames, at most ${MAX_BATCH_FRAMES}`);
  const frames: Uint8Array[] = [];
  let offset = 0;
  for (const length of lengths) {
    if (!isFrameLength(length)) throw new FrameError(`batch with an Ethernet frame of ${length} bytes`);
    frames.push(payload.subarray(offset, offset + length));
    offset += length;
  }
  if (offset !== payload.length)
    throw new FrameError(`batch of ${payload.length} bytes whose frames have ${offset} bytes`);
  return frames;
}
