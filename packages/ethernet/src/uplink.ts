// The physical NIC of a host: its ws connection to the physical switch. A link that breaks is made again for ever, and
// one on which nothing is heard any more (a cut cable, a frozen switch) counts as broken. Frames that meet a link which is
// down are lost and counted.
import { FrameError } from '@microsphere/proto';
import { WebSocket } from 'ws';
import { decodeFrameBatch, MAX_BATCH_BYTES } from './frame-batch.ts';
import { type LinkStatistics, TransmitQueue } from './transmit-queue.ts';

/** A link on which the switch has left so many pings in a row unanswered is down. One is sent every reconnectDelayMs. */
const MAX_UNANSWERED_PINGS = 5;

export interface UplinkOptions {
  /** Where the switch takes uplinks: "ws://127.0.0.1:8698/uplink". */
  readonly switchUrl: string;
  /** Names the port on the switch: one uplink a host. */
  readonly hostName: string;
  /** Pause before a broken link is tried again, and between two looks whether it still is up. */
  readonly reconnectDelayMs: number;
  /** A frame from the switch, a view of the message that it came in. */
  readonly receive: (frame: Uint8Array) => void;
  /** The link came up, or went down and why. */
  readonly onLinkState?: (state: 'up' | 'down', why: string) => void;
}

interface Link {
  readonly socket: WebSocket;
  readonly queue: TransmitQueue;
}

export class Uplink {
  private readonly options: UplinkOptions;
  private readonly url: URL;
  private state: 'down' | 'up' | 'closed' = 'down';
  /** Undefined between a link that broke and the next try. */
  private link: Link | undefined;
  private timer: NodeJS.Timeout | undefined;
  private unansweredPings = 0;
  /** What links that are gone have counted, and what came in or was lost without one. */
  private readonly counters = { transmittedFrames: 0, receivedFrames: 0, droppedFrames: 0 };

  constructor(options: UplinkOptions) {
    this.options = options;
    this.url = new URL(options.switchUrl);
    this.url.searchParams.set('host', options.hostName);
    this.link = this.connect();
  }

  get up(): boolean {
    return this.state === 'up';
  }

  get statistics(): LinkStatistics {
    const { transmittedFrames, receivedFrames, droppedFrames } = this.counters;
    const { queue } = this.link ?? {};
    return {
      transmittedFrames: transmittedFrames + (queue?.transmittedFrames ?? 0),
      receivedFrames,
      droppedFrames: droppedFrames + (queue?.droppedFrames ?? 0),
    };
  }

  /** Sends a frame with the others of this tick. It must not change until then. */
  send(frame: Uint8Array): void {
    if (this.state === 'up' && this.link) this.link.queue.push(frame);
    else this.counters.droppedFrames += 1;
  }

  close(): void {
    this.state = 'closed';
    clearTimeout(this.timer);
    this.link?.queue.discard();
    this.link?.socket.terminate();
  }

  private connect(): Link {
    const { reconnectDelayMs } = this.options;
    const socket = new WebSocket(this.url, {
      perMessageDeflate: false,
      maxPayload: MAX_BATCH_BYTES,
      handshakeTimeout: MAX_UNANSWERED_PINGS * reconnectDelayMs,
      // Host to switch: the key that browsers need costs two passes over every byte and protects nobody here.
      generateMask: (mask) => mask.fill(0),
    });
    let why = 'the connection broke';
    socket.on('open', () => {
      this.state = 'up';
      this.unansweredPings = 0;
      this.timer = setTimeout(() => this.probe(), reconnectDelayMs);
      this.options.onLinkState?.('up', `connected to ${this.options.switchUrl}`);
    });
    socket.on('message', (message) => this.receive(message as Buffer));
    socket.on('pong', () => {
      this.unansweredPings = 0;
    });
    socket.on('error', (error) => {
      why = error.message;
    });
    socket.on('close', (code, reason) => {
      if (this.state === 'closed') return;
      this.down(reason.length > 0 ? `the switch closed it (${code}): ${reason.toString()}` : why);
    });
    return { socket, queue: new TransmitQueue(socket) };
  }

  private down(why: string): void {
    const wasUp = this.state === 'up';
    this.state = 'down';
    if (this.link) {
      const { queue } = this.link;
      queue.discard();
      this.counters.transmittedFrames += queue.transmittedFrames;
      this.counters.droppedFrames += queue.droppedFrames;
      this.link = undefined;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.link = this.connect();
    }, this.options.reconnectDelayMs);
    if (wasUp) this.options.onLinkState?.('down', why);
  }

  /** Counts pings, not time: a host that is short of CPU itself must not take its own pauses for the switch's. */
  private probe(): void {
    if (this.unansweredPings >= MAX_UNANSWERED_PINGS) {
      this.link?.socket.terminate();
      return;
    }
    this.unansweredPings += 1;
    this.link?.socket.ping();
    this.timer = setTimeout(() => this.probe(), this.options.reconnectDelayMs);
  }

  private receive(message: Buffer): void {
    let frames: Uint8Array[];
    try {
      frames = decodeFrameBatch(message);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      // A switch that can't be understood is a broken link.
      this.link?.socket.terminate();
      return;
    }
    this.counters.receivedFrames += frames.length;
    for (const frame of frames) this.options.receive(frame);
  }
}
