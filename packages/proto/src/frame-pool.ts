// Frame buffers that are used again. A megabyte that is allocated for each transfer costs more than the transfer itself: the kernel
// maps and clears its pages, and the garbage collector is called for each few of them.
import { FrameBuffer } from './frame.ts';

/** What a pool keeps, in bytes of payload; what would be more finds it emptied. */
export const MAX_POOLED_BYTES = 16 * 1024 * 1024;
/** Smaller buffers are cheap to make. */
export const MIN_POOLED_PAYLOAD_BYTES = 16 * 1024;

export class FramePool {
  /** By size of payload. */
  private readonly free = new Map<number, FrameBuffer[]>();
  private pooledBytes_ = 0;

  /** Bytes of payload that lie ready. */
  get pooledBytes(): number {
    return this.pooledBytes_;
  }

  /** A buffer whose payload holds anything: the caller fills all of it. */
  take(payloadBytes: number): FrameBuffer {
    const buffer = this.free.get(payloadBytes)?.pop();
    if (!buffer) return new FrameBuffer(payloadBytes);
    this.pooledBytes_ -= payloadBytes;
    return buffer;
  }

  /** Gives back a buffer that nobody looks at any more: its frame has been handed to the kernel. */
  give(buffer: FrameBuffer): void {
    const { length } = buffer.payload;
    if (length < MIN_POOLED_PAYLOAD_BYTES) return;
    if (this.pooledBytes_ + length > MAX_POOLED_BYTES) {
      // Full, so of sizes that nobody takes any more.
      this.free.clear();
      this.pooledBytes_ = 0;
    }
    const ofSize = this.free.get(length);
    if (ofSize) ofSize.push(buffer);
    else this.free.set(length, [buffer]);
    this.pooledBytes_ += length;
  }
}
