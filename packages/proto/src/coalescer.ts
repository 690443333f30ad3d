// Small frames that are sent in one turn of the event loop leave in one system call: a full queue of 4 KiB commands costs less than
// half of what it costs one by one. Nothing waits for longer than the turn, and large frames, which gain nothing, not at all.

/** Frames of so many bytes and more don't wait for others. */
export const MAX_COALESCED_FRAME_BYTES = 16 * 1024;

/** The stream below a WebSocket. */
export interface Corkable {
  cork(): void;
  uncork(): void;
}

export class Coalescer {
  private readonly stream: Corkable;
  private corked = false;

  constructor(stream: Corkable) {
    this.stream = stream;
  }

  /** To be called before a frame of `frameBytes` is given to the WebSocket. */
  sending(frameBytes: number): void {
    if (frameBytes >= MAX_COALESCED_FRAME_BYTES) {
      this.leave();
      return;
    }
    if (this.corked) return;
    this.corked = true;
    this.stream.cork();
    process.nextTick(this.leave);
  }

  private readonly leave = (): void => {
    if (!this.corked) return;
    this.corked = false;
    this.stream.uncork();
  };
}
