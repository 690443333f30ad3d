// Sends pages of a guest: gathered from guest memory straight into the frames that leave, which are used again. How many frames
// are on their way at a time is bounded, so that guest memory is read when it can be sent and not before.
import type { PageBatch } from '@microsphere/machine';
import { FrameBuffer, pb } from '@microsphere/proto';
import type { GuestMemory } from '../hostd/running-guest.ts';

/** Pages whose contents go in one frame: 512 KiB: what the guest itself sends and receives does not wait for long. */
export const MAX_PAGES_PER_FRAME = 128;
/** Zero pages that one frame names. */
export const MAX_ZERO_PAGES_PER_FRAME = 2_048;
/** Frames that are on their way at a time. */
export const MAX_FRAMES_UNDER_WAY = 8;

const PAGE_BYTES = 4_096;
/** The longest number of a page in a header: a varint of 32 bits. */
const MAX_PAGE_NUMBER_BYTES = 5;
/** A multiple of 8, as is the place of the payload in a frame: shared memory is copied in words where both ends allow it. */
const HEADROOM_BYTES = 64 + MAX_PAGE_NUMBER_BYTES * (MAX_PAGES_PER_FRAME + MAX_ZERO_PAGES_PER_FRAME);
const WORD_BYTES = 8;
/** Before a header: its length. */
const FRAME_LENGTH_BYTES = 4;

export interface PageSenderOptions {
  readonly memory: Pick<GuestMemory, 'copyPages'>;
  readonly sendFrame: (frame: Uint8Array, sent: () => void) => void;
  /** These are on their way. */
  readonly onSent: (sent: { readonly pages: number; readonly zeroPages: number; readonly bytes: number }) => void;
}

export class PageSender {
  private readonly options: PageSenderOptions;
  private readonly free: FrameBuffer[] = Array.from(
    { length: MAX_FRAMES_UNDER_WAY },
    () => new FrameBuffer(MAX_PAGES_PER_FRAME * PAGE_BYTES, HEADROOM_BYTES),
  );
  private wake: () => void = () => {};
  private stopped = false;

  constructor(options: PageSenderOptions) {
    this.options = options;
  }

  /** Nothing more is read from the guest. */
  stop(): void {
    this.stopped = true;
    this.wake();
  }

  /** Resolves when these pages are on their way; false when it was stopped before that. */
  async send(round: number, numbers: Uint32Array): Promise<boolean> {
    for (let from = 0; from < numbers.length; ) {
      const buffer = await this.buffer();
      if (!buffer) return false;
      from = this.sendBatch(buffer, round, numbers, from);
      // A socket that takes a frame at once says so at once: the guest's own frames and disks have their turn between two.
      if (from < numbers.length) await new Promise((resolve) => setImmediate(resolve));
    }
    return !this.stopped;
  }

  private async buffer(): Promise<FrameBuffer | undefined> {
    for (;;) {
      if (this.stopped) return undefined;
      const buffer = this.free.pop();
      if (buffer) return buffer;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private sendBatch(buffer: FrameBuffer, round: number, numbers: Uint32Array, from: number): number {
    const { memory, sendFrame, onSent } = this.options;
    const where = { from, target: buffer.payload, maxZeroPages: MAX_ZERO_PAGES_PER_FRAME };
    const batch: PageBatch = memory.copyPages(numbers, where);
    const frame = buffer.finish(pb.MigrationFrame, headerOf(round, batch), batch.pages.length * PAGE_BYTES);
    sendFrame(frame, () => {
      this.free.push(buffer);
      this.wake();
    });
    onSent({ pages: batch.next - from, zeroPages: batch.zeroPages.length, bytes: frame.length });
    return batch.next;
  }
}

function headerOf(round: number, { pages, zeroPages }: PageBatch): pb.IMigrationFrame {
  const header = { round, pages: [...pages], zeroPages: [...zeroPages] };
  // Padding may make a length before it longer.
  for (let paddingBytes = 0; ; ) {
    const frame = { pages: { ...header, padding: new Uint8Array(paddingBytes) } };
    const rest = (FRAME_LENGTH_BYTES + pb.MigrationFrame.encode(frame).finish().length) % WORD_BYTES;
    if (rest === 0) return frame;
    paddingBytes += WORD_BYTES - rest;
  }
}
