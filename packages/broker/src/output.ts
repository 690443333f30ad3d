// What waits to be sent to one client. Small pieces are copied behind one another into a buffer, large ones are queued as
// they are; `flush` hands all of it to the socket at once. The output knows how many bytes the client has still not taken,
// and since when it has taken none: that is how slow consumers are told.
import { COPY_LIMIT_BYTES, OUTPUT_BUFFER_BYTES } from './limits.ts';

/** What the output needs of a socket. */
export interface Sink {
  cork(): void;
  uncork(): void;
  write(bytes: Uint8Array, done: () => void): unknown;
}

export class Output {
  private readonly sink: Sink;
  private readonly now: () => number;
  /** Complete pieces before the open one. */
  private readonly pieces: Uint8Array[] = [];
  /** The open piece is buffer[start..end]. Bytes before `start` may still be on their way out and are not touched again. */
  private buffer = Buffer.alloc(0);
  private start = 0;
  private end = 0;
  private waitingBytes = 0;
  private progressAt = 0;

  constructor(sink: Sink, now: () => number) {
    this.sink = sink;
    this.now = now;
  }

  /** Bytes that the client has not taken yet. */
  get pendingBytes(): number {
    return this.waitingBytes;
  }

  /** For how long nothing of what waits has been taken, in milliseconds. */
  stalledMs(now: number): number {
    return this.waitingBytes === 0 ? 0 : now - this.progressAt;
  }

  /** Appends text of which each character is one byte. */
  text(text: string): void {
    this.reserve(text.length);
    this.buffer.write(text, this.end, 'latin1');
    this.end += text.length;
    this.added(text.length);
  }

  /** Appends bytes; those of a large piece must not be changed afterwards. */
  bytes(bytes: Uint8Array): void {
    if (bytes.length > COPY_LIMIT_BYTES) {
      this.closePiece();
      this.pieces.push(bytes);
    } else {
      this.reserve(bytes.length);
      this.buffer.set(bytes, this.end);
      this.end += bytes.length;
    }
    this.added(bytes.length);
  }

  /** Hands everything to the socket. */
  flush(): void {
    this.closePiece();
    if (this.pieces.length === 0) return;
    let size = 0;
    for (const piece of this.pieces) size += piece.length;
    const last = this.pieces.length - 1;
    this.sink.cork();
    for (const [index, piece] of this.pieces.entries()) {
      this.sink.write(piece, () => {
        if (index !== last) return;
        this.waitingBytes -= size;
        this.progressAt = this.now();
      });
    }
    this.sink.uncork();
    this.pieces.length = 0;
  }

  private added(size: number): void {
    if (this.waitingBytes === 0) this.progressAt = this.now();
    this.waitingBytes += size;
  }

  private reserve(size: number): void {
    if (this.end + size <= this.buffer.length) return;
    this.closePiece();
    this.buffer = Buffer.allocUnsafeSlow(Math.max(OUTPUT_BUFFER_BYTES, size));
    this.start = 0;
    this.end = 0;
  }

  private closePiece(): void {
    if (this.end === this.start) return;
    this.pieces.push(this.buffer.subarray(this.start, this.end));
    this.start = this.end;
  }
}
