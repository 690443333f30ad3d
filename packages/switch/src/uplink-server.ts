// The ports of the physical switch: one ws connection for each host's uplink. A port is known by the name of its host; a
// host that connects anew replaces a connection that it may have lost without our noticing. What can't be understood
// closes the connection that it came over, and no other.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type Bridge,
  decodeFrameBatch,
  type LinkStatistics,
  MAX_BATCH_BYTES,
  TransmitQueue,
} from '@microsphere/ethernet';
import type { Logger } from '@microsphere/process';
import { FrameError } from '@microsphere/proto';
import { type WebSocket, WebSocketServer } from 'ws';

/** Uplinks at once. A vSphere cluster has at most 96 hosts. */
export const MAX_UPLINKS = 128;
/** The port of the switch itself; no host has this name. */
const GATEWAY_PORT = 'gateway';

/** Close codes of RFC 6455, 7.4.1, and of the IANA registry. */
const CLOSE = {
  goingAway: 1001,
  protocolError: 1002,
  unsupportedData: 1003,
  policyViolation: 1008,
  tryAgainLater: 1013,
};
/** The name of a host: a DNS name. */
const HOST_NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,252}[A-Za-z0-9])?$/;

export interface UplinkServerOptions {
  readonly bridge: Bridge;
  readonly now: () => number;
  readonly log: Logger;
  /** A frame for the switch itself. */
  readonly toGateway: (frame: Uint8Array) => void;
}

interface Connection {
  readonly socket: WebSocket;
  readonly queue: TransmitQueue;
  receivedFrames: number;
}

export class UplinkServer {
  private readonly options: UplinkServerOptions;
  private readonly sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_BATCH_BYTES,
  });
  private readonly connections = new Map<string, Connection>();

  constructor(options: UplinkServerOptions) {
    this.options = options;
    options.bridge.addPort(GATEWAY_PORT);
  }

  /** For each connected host. */
  get statistics(): Readonly<Record<string, LinkStatistics>> {
    return Object.fromEntries(
      [...this.connections].map(([host, { queue, receivedFrames }]) => [
        host,
        { transmittedFrames: queue.transmittedFrames, receivedFrames, droppedFrames: queue.droppedFrames },
      ]),
    );
  }

  /** A connection that asks to become a ws connection. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer, host: string): void {
    this.sockets.handleUpgrade(request, stream, head, (socket) => this.accept(socket, host));
  }

  /** Sends a frame of the switch itself. */
  fromGateway(frame: Uint8Array): void {
    this.forward(GATEWAY_PORT, frame);
  }

  close(): void {
    for (const socket of this.sockets.clients) {
      socket.close(CLOSE.goingAway, 'the switch stops');
      socket.terminate();
    }
  }

  private accept(socket: WebSocket, host: string): void {
    const log = this.options.log.child({ host });
    // An error is followed by the close of the connection; ws itself tells the peer about oversized messages.
    socket.on('error', (error) => log.warn({ err: error }, 'an uplink failed'));
    if (!HOST_NAME.test(host) || host === GATEWAY_PORT) {
      socket.close(CLOSE.policyViolation, 'an uplink is /uplink?host=NAME');
      return;
    }
    this.connections.get(host)?.socket.close(CLOSE.policyViolation, 'the host has connected anew');
    this.detach(host);
    if (this.connections.size >= MAX_UPLINKS) {
      socket.close(CLOSE.tryAgainLater, `all ${MAX_UPLINKS} ports are taken`);
      return;
    }
    const connection: Connection = { socket, queue: new TransmitQueue(socket), receivedFrames: 0 };
    this.connections.set(host, connection);
    this.options.bridge.addPort(host);
    log.info('uplink up');
    const current = () => this.connections.get(host) === connection;
    socket.on('message', (message, isBinary) => {
      if (!current()) return;
      try {
        if (!isBinary) throw new FrameError('a text message is no batch of frames');
        this.receive(host, connection, message as Buffer);
      } catch (error) {
        if (!(error instanceof FrameError)) throw error;
        log.warn(`an uplink is closed: ${error.message}`);
        socket.close(isBinary ? CLOSE.protocolError : CLOSE.unsupportedData, error.message);
        this.detach(host);
      }
    });
    socket.on('close', (code) => {
      log.info({ code }, 'uplink down');
      if (current()) this.detach(host);
    });
  }

  private detach(host: string): void {
    const connection = this.connections.get(host);
    if (connection === undefined) return;
    this.connections.delete(host);
    this.options.bridge.removePort(host);
    connection.queue.discard();
  }

  private receive(host: string, connection: Connection, message: Buffer): void {
    const frames = decodeFrameBatch(message);
    connection.receivedFrames += frames.length;
    for (const frame of frames) this.forward(host, frame);
  }

  private forward(ingress: string, frame: Uint8Array): void {
    const { bridge, now, toGateway } = this.options;
    for (const port of bridge.forward(ingress, frame, now()))
      if (port === GATEWAY_PORT) toGateway(frame);
      else this.connections.get(port)?.queue.push(frame);
  }
}
