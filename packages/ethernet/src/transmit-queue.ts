// The transmit queue of one end of a link. Frames of one tick leave as one message; when the link takes them more slowly
// than they come, they are lost and counted, as on a real link: nobody waits for a frame, and memory stays bounded.
import { encodeFrameBatch, MAX_BATCH_FRAMES } from './frame-batch.ts';

/** Bytes that may wait in the socket; frames that find more are lost. */
export const MAX_BACKLOG_BYTES = 4 * 1024 * 1024;

/** What it needs of a `WebSocket`. */
export interface TransmitSocket {
  readonly bufferedAmount: number;
  send(message: Uint8Array): void;
}

export interface LinkStatistics {
  readonly transmittedFrames: number;
  readonly receivedFrames: number;
  readonly droppedFrames: number;
}

export class TransmitQueue {
  private readonly counters = { transmittedFrames: 0, droppedFrames: 0 };
  private readonly socket: TransmitSocket;
  /** At most MAX_BATCH_FRAMES. */
  private frames: Uint8Array[] = [];
  private scheduled: NodeJS.Immediate | undefined;

  constructor(socket: TransmitSocket) {
    this.socket = socket;
  }

  get transmittedFrames(): number {
    return this.counters.transmittedFrames;
  }

  get droppedFrames(): number {
    return this.counters.droppedFrames;
  }

  /** `frame` must not change until the end of this tick. */
  push(frame: Uint8Array): void {
    this.frames.push(frame);
    if (this.frames.length === MAX_BATCH_FRAMES) this.flush();
    else this.scheduled ??= setImmediate(() => this.flush());
  }

  /** What is queued is lost; for a link that is down. */
  discard(): void {
    clearImmediate(this.scheduled);
    this.scheduled = undefined;
    this.counters.droppedFrames += this.frames.length;
    this.frames = [];
  }

  private flush(): void {
    if (this.socket.bufferedAmount > MAX_BACKLOG_BYTES) {
      this.discard();
      return;
    }
    clearImmediate(this.scheduled);
    this.scheduled = undefined;
    this.counters.transmittedFrames += this.frames.length;
    this.socket.send(encodeFrameBatch(this.frames));
    this.frames = [];
  }
}
