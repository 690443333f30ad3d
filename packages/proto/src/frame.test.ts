import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, FrameBuffer, FrameError, MAX_HEADER_BYTES, pb } from './index.ts';

const command = { tag: 7, opcode: pb.ScsiOpcode.WRITE_16, lun: 1, lba: 2 ** 40, blocks: 8, fua: true };

describe('frame', () => {
  it('carries a header and a payload', () => {
    const frame = encodeFrame(pb.BlockCommand, command, Buffer.from('data'));
    const { header, payload } = decodeFrame(pb.BlockCommand, frame);
    expect({ ...header }).toEqual(command);
    expect(Buffer.from(payload).toString()).toBe('data');
  });

  it('has plain numbers, also where nothing was said', () => {
    const { header } = decodeFrame(pb.BlockCommand, encodeFrame(pb.BlockCommand, { tag: 1 }));
    expect(header.lba).toBe(0);
    expect(decodeFrame(pb.BlockCommand, encodeFrame(pb.BlockCommand, { lba: 2 ** 53 - 1 })).header.lba).toBe(
      2 ** 53 - 1,
    );
  });

  it('gives a view of the payload, not a copy', () => {
    const frame = encodeFrame(pb.BlockCommand, command, Buffer.alloc(4096));
    const { payload } = decodeFrame(pb.BlockCommand, frame);
    expect(payload.buffer).toBe(frame.buffer);
  });

  it('is the same frame when its payload is filled in place', () => {
    const buffer = new FrameBuffer(4096);
    buffer.payload.fill(9);
    expect(buffer.finish(pb.BlockCommand, command)).toEqual(
      encodeFrame(pb.BlockCommand, command, Buffer.alloc(4096, 9)),
    );
  });

  it.each([16, 256])('is as long as its payload became, with %i bytes of room for its header', (headroomBytes) => {
    const buffer = new FrameBuffer(8192, headroomBytes);
    buffer.payload.fill(9);
    expect(buffer.finish(pb.BlockCommand, command, 4096)).toEqual(
      encodeFrame(pb.BlockCommand, command, Buffer.alloc(4096, 9)),
    );
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a cut length', Buffer.alloc(3)],
    ['a header beyond the frame', Buffer.from([0, 0, 0, 9, 1])],
    [
      'an oversized header',
      (() => {
        const frame = Buffer.alloc(MAX_HEADER_BYTES + 100);
        frame.writeUInt32BE(MAX_HEADER_BYTES + 1);
        return frame;
      })(),
    ],
    ['a negative length', Buffer.from([0xff, 0xff, 0xff, 0xff, 0])],
    ['a header that is no message', Buffer.from([0, 0, 0, 2, 0xff, 0xff])],
  ])('refuses %s', (_what, frame) => {
    expect(() => decodeFrame(pb.BlockCommand, frame)).toThrow(FrameError);
  });
});
