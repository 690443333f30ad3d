// A connection of one migration: frames in their order, both ways, and never more of them on their way than the other end can
// keep up with. When it breaks it is over: nothing that was sent before arrives afterwards.
import { decodeFrame, encodeFrame, FrameError, type MessageType } from '@microsphere/proto';
import type { WebSocket } from 'ws';

/** A connection that one end closes has so long to send what it still has to, in milliseconds; then it is cut. */
const LINGER_MS = 1_000;

export interface ConnectionListener<H> {
  /** The payload is a view of the message. */
  frame(header: H, payload: Uint8Array): void;
  disconnected(because: string): void;
}

/** `H`: the header of its frames, as it is sent; `D`: as it is received. */
export class MigrationConnection<H, D extends H> {
  private readonly socket: WebSocket;
  private readonly type: MessageType<D, H>;
  private readonly listener: ConnectionListener<D>;
  private why = 'the connection broke';
  private over = false;

  constructor(socket: WebSocket, type: MessageType<D, H>, listener: ConnectionListener<D>) {
    this.socket = socket;
    this.type = type;
    this.listener = listener;
    socket.on('message', (message) => this.receive(message as Buffer));
    socket.on('error', (error) => {
      this.why = error.message;
      socket.terminate();
    });
    socket.on('close', () => this.end());
  }

  private end(): void {
    if (this.over) return;
    this.over = true;
    this.listener.disconnected(this.why);
  }

  private receive(message: Buffer): void {
    if (this.over) return;
    try {
      const { header, payload } = decodeFrame(this.type, message);
      this.listener.frame(header, payload);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.cut(`a frame that can't be read: ${error.message}`);
    }
  }

  send(header: H, payload?: Uint8Array): void {
    this.sendFrame(encodeFrame(this.type, header, payload), () => {});
  }

  /** Sends a finished frame; `sent` is called when its bytes are nobody's any more, also when the connection is over. */
  sendFrame(frame: Uint8Array, sent: () => void): void {
    if (this.over) sent();
    else this.socket.send(frame, { binary: true }, () => sent());
  }

  /** Something is wrong with it. */
  cut(because: string): void {
    this.why = because;
    this.socket.terminate();
    this.end();
  }

  /** The other end has the last word. */
  closeWhenTheOtherEndDoes(): void {
    const { socket } = this;
    const timer = setTimeout(() => socket.terminate(), LINGER_MS);
    socket.once('close', () => clearTimeout(timer));
  }

  /** Nobody listens to it any more: it is closed when what was sent is out. */
  close(): void {
    this.over = true;
    const { socket } = this;
    const timer = setTimeout(() => socket.terminate(), LINGER_MS);
    socket.once('close', () => clearTimeout(timer));
    socket.close();
  }
}
