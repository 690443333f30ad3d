// One direction of one connection through a cable. A cable of some length delivers what it is given so much later, in its order;
// one of some bandwidth takes the next bytes when it has the last ones behind it. Who sends faster than that is held back,
// as by a full socket buffer.
import type { Duplex } from 'node:stream';

export interface CableQuality {
  /** What a byte needs to the other end, in milliseconds. */
  readonly delayMs: number;
  /** In each direction of each connection; Infinity: as fast as this machine can. */
  readonly bytesPerSecond: number;
}

export const PERFECT: CableQuality = { delayMs: 0, bytesPerSecond: Number.POSITIVE_INFINITY };

/** Bytes that wait on a slow or long cable; the sender of more is held back. */
export const MAX_WAITING_BYTES = 1024 * 1024;

interface Waiting {
  readonly bytes: Uint8Array;
  /** Monotonic milliseconds. */
  readonly arrivesAt: number;
}

export class CableDirection {
  quality: CableQuality;
  private readonly from: Duplex;
  private readonly to: Duplex;
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  /** When the cable has behind it what it was given, in monotonic milliseconds. */
  private freeAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private onEmpty: (() => void) | undefined;

  constructor(from: Duplex, to: Duplex, quality: CableQuality) {
    this.from = from;
    this.to = to;
    this.quality = quality;
    from.on('data', (bytes: Buffer) => this.take(bytes));
    to.on('drain', () => this.resumeIfRoom());
  }

  private take(bytes: Uint8Array): void {
    const { delayMs, bytesPerSecond } = this.quality;
    const now = performance.now();
    this.freeAt = Math.max(this.freeAt, now) + (bytes.length / bytesPerSecond) * 1_000;
    const arrivesAt = this.freeAt + delayMs;
    if (this.waiting.length === 0 && arrivesAt <= now) {
      if (!this.to.write(bytes)) this.from.pause();
      return;
    }
    this.waiting.push({ bytes, arrivesAt });
    this.waitingBytes += bytes.length;
    if (this.waitingBytes >= MAX_WAITING_BYTES) this.from.pause();
    this.schedule(now);
  }

  private schedule(now: number): void {
    const [next] = this.waiting;
    if (next && this.timer === undefined)
      this.timer = setTimeout(() => this.deliver(), Math.max(0, next.arrivesAt - now));
  }

  private deliver(): void {
    this.timer = undefined;
    const now = performance.now();
    const arrived = this.waiting.findIndex(({ arrivesAt }) => arrivesAt > now);
    const due = this.waiting.splice(0, arrived < 0 ? this.waiting.length : arrived);
    for (const { bytes } of due) {
      this.waitingBytes -= bytes.length;
      this.to.write(bytes);
    }
    this.resumeIfRoom();
    if (this.waiting.length > 0) this.schedule(now);
    else this.onEmpty?.();
  }

  private resumeIfRoom(): void {
    if (this.waitingBytes < MAX_WAITING_BYTES && !this.to.writableNeedDrain) this.from.resume();
  }

  /** The sender has gone: calls `onEnd` when the last of it has been delivered. */
  end(onEnd: () => void): void {
    // What is written already goes out before the socket is closed for good.
    this.onEmpty = () => {
      if (this.to.destroyed) onEnd();
      else this.to.end(onEnd);
    };
    if (this.waiting.length === 0) this.onEmpty();
  }

  /** What is on its way is lost. */
  cut(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = [];
    this.waitingBytes = 0;
  }
}
