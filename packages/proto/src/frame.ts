// The frame of every bulk connection: one binary ws message each, `u32 header length (big endian) | protobuf header |
// payload`. The payload is never copied into protobuf: decoding gives a view of the message, and a writer that knows
// the size of its payload beforehand lets the payload be read straight to where it will be sent from.
import type { MessageType } from './messages.ts';

/** The largest header that is accepted, in bytes. */
export const MAX_HEADER_BYTES = 64 * 1024;
/** The largest payload that is accepted, in bytes. Also the largest transfer of one block command. */
export const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024;
/** What `ws` is told as `maxPayload`. */
export const MAX_FRAME_BYTES = 4 + MAX_HEADER_BYTES + MAX_PAYLOAD_BYTES;
/** Room that a `FrameBuffer` keeps before its payload, where nothing else is said. */
const HEADROOM = 256;

/** A frame that can't be read: truncated, oversized, or with a header that is not of the expected type. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

/** One frame of `header` and a copy of `payload`. */
export function encodeFrame<I>(type: MessageType<unknown, I>, header: I, payload?: Uint8Array): Buffer {
  const head = type.encode(header).finish();
  if (head.length > MAX_HEADER_BYTES)
    throw new FrameError(`frame header of ${head.length} bytes, at most ${MAX_HEADER_BYTES}`);
  const size = payload?.length ?? 0;
  if (size > MAX_PAYLOAD_BYTES) throw new FrameError(`frame payload of ${size} bytes, at most ${MAX_PAYLOAD_BYTES}`);
  const frame = Buffer.allocUnsafe(4 + head.length + size);
  frame.writeUInt32BE(head.length, 0);
  frame.set(head, 4);
  if (payload) frame.set(payload, 4 + head.length);
  return frame;
}

/** The header and a view (not a copy) of the payload. Throws `FrameError`. */
export function decodeFrame<T>(type: MessageType<T, never>, frame: Uint8Array): { header: T; payload: Uint8Array } {
  if (frame.length < 4) throw new FrameError(`frame of ${frame.length} bytes is truncated: 4 bytes of header length`);
  const length = (frame[0]! << 24) | (frame[1]! << 16) | (frame[2]! << 8) | frame[3]!;
  if (length < 0 || length > MAX_HEADER_BYTES)
    throw new FrameError(`frame header of ${length >>> 0} bytes, at most ${MAX_HEADER_BYTES}`);
  if (frame.length < 4 + length)
    throw new FrameError(`frame of ${frame.length} bytes is truncated: its header has ${length}`);
  const payload = frame.subarray(4 + length);
  if (payload.length > MAX_PAYLOAD_BYTES)
    throw new FrameError(`frame payload of ${payload.length} bytes, at most ${MAX_PAYLOAD_BYTES}`);
  try {
    return { header: type.decode(frame.subarray(4, 4 + length)), payload };
  } catch (cause) {
    throw new FrameError('frame header does not decode', { cause });
  }
}

/** A frame whose payload is filled in place (read from a file, gathered from guest memory) before the header is known. */
export class FrameBuffer {
  private readonly buffer: Buffer;
  private readonly headroom: number;
  readonly payload: Buffer;

  /**
   * @param payloadBytes - room for the payload
   * @param headroomBytes - room for the header and its length; a longer header costs a copy of the payload
   */
  constructor(payloadBytes: number, headroomBytes = HEADROOM) {
    if (payloadBytes > MAX_PAYLOAD_BYTES)
      throw new FrameError(`frame payload of ${payloadBytes} bytes, at most ${MAX_PAYLOAD_BYTES}`);
    this.headroom = headroomBytes;
    this.buffer = Buffer.allocUnsafe(headroomBytes + payloadBytes);
    this.payload = this.buffer.subarray(headroomBytes);
  }

  /** The finished frame, with the first `payloadBytes` of the payload. */
  finish<I>(type: MessageType<unknown, I>, header: I, payloadBytes = this.payload.length): Buffer {
    const head = type.encode(header).finish();
    const start = this.headroom - 4 - head.length;
    if (start < 0) return encodeFrame(type, header, this.payload.subarray(0, payloadBytes));
    this.buffer.writeUInt32BE(head.length, start);
    this.buffer.set(head, start + 4);
    return this.buffer.subarray(start, this.headroom + payloadBytes);
  }
}
