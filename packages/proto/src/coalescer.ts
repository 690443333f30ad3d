// Small frames that are sent in one turn of the event loop leave in one system call: a full queue of 4 KiB commands costs less than
// half of what it costs one by one. The first of a turn leaves at once, for it may be the only one; nothing waits for longer
// than the turn, and large frames, which gain nothing, not at all.

/** Frames of so many bytes and more don't wait for others. */
export const MAX_COALESCED_FRAME_BYTES = 16 * 1024;

/** The stream below a WebSocket. */
export interface Corkable {
  cork(): void;
  uncork(): void;
}

export class Coalescer {
  private readonly stream: Corkable;
  private state: 'idle' | 'sending' | 'corked' = 'idle';

  constructor(stream: Corkable) {
    this.stream = stream;
  }

  /** To be called before a frame of `frameBytes` is given to the WebSocket. */
  sending(frameBytes: number): void {
    if (frameBytes >= MAX_COALESCED_FRAME_BYTES) this.uncork();
    else if (this.state === 'idle') {
      this.state = 'sending';
      process.nextTick(this.endTurn);
    } else if (this.state === 'sending') {
      this.state = 'corked';
      this.stream.cork();
    }
  }

  private uncork(): void {
    if (this.state !== 'corked') return;
    this.state = 'sending';
    this.stream.uncork();
  }

  private readonly endTurn = (): void => {
    this.uncork();
    this.state = 'idle';
  };
}
