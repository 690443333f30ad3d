// The array's front end: one ws connection an initiator, commands pipelined, replies as they are ready. What can't be
// understood closes the connection that it came over, and no other. A login ends the initiator's session before it.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatAddress, type ListenAddress, type Logger, listenError } from '@microsphere/process';
import { decodeFrame, encodeFrame, FrameError, MAX_FRAME_BYTES, pb } from '@microsphere/proto';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Nexus, SessionTable } from './session-table.ts';
import type { Answer, Target } from './target.ts';

/** Commands of one connection under way; its socket isn't read while there are more. */
export const MAX_COMMANDS_UNDER_WAY = 512;
/** Commands of one connection to one logical unit under way; more are answered with TASK SET FULL. A slow unit takes no more. */
export const MAX_COMMANDS_UNDER_WAY_PER_LUN = 128;
/** Replies that wait for a slow initiator, in bytes; its socket isn't read while there are more. */
export const MAX_BACKLOG_BYTES = 16 * 1024 * 1024;
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
    const nexus: Nexus = { initiator, session };
    const end = () => {
      ended = true;
      this.target.nexusLost(nexus);
      socket.terminate();
    };
    const refusal = this.sessions.login({ initiator, session, end });
    if (refusal) {
      this.log.warn({ initiator, session }, `login refused: ${refusal}`);
      socket.close(POLICY_VIOLATION, refusal);
      return;
    }
    this.target.nexusEstablished(nexus);
    socket.on('close', () => {
      this.target.nexusLost(nexus);
      this.sessions.logout(initiator, end);
    });
    this.serve(socket, nexus, () => ended);
  }

  private serve(socket: WebSocket, nexus: Nexus, ended: () => boolean): void {
    let underWay = 0;
    const underWayPerLun = new Map<number, number>();
    const reply = ({ header, data }: Answer) => {
      if (socket.readyState === socket.OPEN)
        socket.send(data ? data.finish(pb.BlockReply, header) : encodeFrame(pb.BlockReply, header), regulate);
    };
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
      const { tag, lun } = frame.header;
      const ofLun = underWayPerLun.get(lun) ?? 0;
      if (ofLun >= MAX_COMMANDS_UNDER_WAY_PER_LUN) {
        reply({ header: { tag, status: pb.ScsiStatus.TASK_SET_FULL } });
        regulate();
        return;
      }
      underWay += 1;
      underWayPerLun.set(lun, ofLun + 1);
      regulate();
      const answer = await this.target.execute(frame.header, frame.payload, nexus);
      underWay -= 1;
      const left = (underWayPerLun.get(lun) ?? 0) - 1;
      if (left > 0) underWayPerLun.set(lun, left);
      else underWayPerLun.delete(lun);
      reply(answer);
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
