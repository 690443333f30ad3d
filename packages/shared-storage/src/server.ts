// The array's front end: one ws connection an initiator, commands pipelined, replies as they are ready. What can't be
// understood closes the connection that it came over, and no other. A login ends the initiator's session before it.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatAddress, type ListenAddress, type Logger, listenError } from '@microsphere/process';
import { decodeFrame, encodeFrame, FrameError, MAX_FRAME_BYTES, pb } from '@microsphere/proto';
import { type WebSocket, WebSocketServer } from 'ws';
import { SessionTable } from './session-table.ts';
import type { Target } from './target.ts';

/** Commands of one connection under way; its socket isn't read while there are more. */
const MAX_COMMANDS_UNDER_WAY = 512;
/** Replies that wait for a slow initiator, in bytes; its socket isn't read while there are more. */
const MAX_BACKLOG_BYTES = 16 * 1024 * 1024;
/** WebSocket close code "protocol error" (RFC 6455, 7.4.1). */
const PROTOCOL_ERROR = 1002;
/** WebSocket close code "policy violation". */
const POLICY_VIOLATION = 1008;
/** A close reason has at most 123 bytes (RFC 6455, 5.5); ours are ASCII. */
const MAX_CLOSE_REASON_CHARACTERS = 120;

export class BlockServer {
  private readonly http: Server;
  private readonly sockets: WebSocketServer;
  private readonly target: Target;
  private readonly log: Logger;
  private readonly sessions = new SessionTable();

  private constructor(target: Target, log: Logger) {
    this.target = target;
    this.log = log;
    this.http = createServer((request, response) => {
      const body =
        request.url === '/health'
          ? { status: 'ok' }
          : request.url === '/statistics'
            ? { ...target.statistics, connections: this.sockets.clients.size }
            : undefined;
      response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body ?? { error: 'not found' }));
    });
    this.sockets = new WebSocketServer({ server: this.http, perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES });
    this.sockets.on('connection', (socket, request) => this.login(socket, request));
  }

  static async listen(target: Target, address: ListenAddress, log: Logger): Promise<BlockServer> {
    const server = new BlockServer(target, log);
    await new Promise<void>((resolve, reject) => {
      server.http.once('error', (error) => reject(listenError('listen', address, error)));
      // ws passes the server's errors on; this one has been reported.
      server.sockets.on('error', () => {});
      server.http.listen(address.port, address.host, resolve);
    });
    return server;
  }

  address(host: string): string {
    return formatAddress({ host, port: (this.http.address() as AddressInfo).port });
  }

  private login(socket: WebSocket, request: IncomingMessage): void {
    const { searchParams } = new URL(request.url ?? '/', 'ws://array');
    const initiator = searchParams.get('initiator');
    const session = searchParams.get('session');
    if (!initiator || !session) {
      socket.close(POLICY_VIOLATION, 'a login names its initiator and its session');
      return;
    }
    let ended = false;
    const end = () => {
      ended = true;
      socket.terminate();
    };
    const refusal = this.sessions.login({ initiator, session, end });
    if (refusal) {
      this.log.warn({ initiator, session }, `login refused: ${refusal}`);
      socket.close(POLICY_VIOLATION, refusal);
      return;
    }
    socket.on('close', () => this.sessions.logout(initiator, end));
    this.serve(socket, () => ended);
  }

  private serve(socket: WebSocket, ended: () => boolean): void {
    let underWay = 0;
    let understood = true;
    const regulate = () => {
      const busy = underWay >= MAX_COMMANDS_UNDER_WAY || socket.bufferedAmount > MAX_BACKLOG_BYTES;
      if (busy && !socket.isPaused) socket.pause();
      else if (!busy && socket.isPaused) socket.resume();
    };
    socket.on('error', (error) => this.log.warn({ err: error }, 'a connection failed'));
    socket.on('message', async (message, isBinary) => {
      if (ended() || !understood) return;
      let frame: { header: pb.BlockCommand; payload: Uint8Array };
      try {
        if (!isBinary) throw new FrameError('a text message is no frame');
        frame = decodeFrame(pb.BlockCommand, message as Buffer);
      } catch (error) {
        if (!(error instanceof FrameError)) throw error;
        this.log.warn(error.message);
        understood = false;
        socket.close(PROTOCOL_ERROR, error.message.slice(0, MAX_CLOSE_REASON_CHARACTERS));
        return;
      }
      underWay += 1;
      regulate();
      const { header, data } = await this.target.execute(frame.header, frame.payload);
      underWay -= 1;
      if (socket.readyState === socket.OPEN)
        socket.send(data ? data.finish(pb.BlockReply, header) : encodeFrame(pb.BlockReply, header), regulate);
      regulate();
    });
  }

  close(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    return new Promise((resolve) => {
      this.http.close(() => resolve());
      this.http.closeAllConnections();
    });
  }
}
