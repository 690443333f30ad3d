// The array's front end: listens, tells how it is, and lets initiators log in. A login ends the initiator's session before it.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatAddress, type ListenAddress, type Logger, listenError } from '@microsphere/process';
import { MAX_FRAME_BYTES } from '@microsphere/proto';
import { type WebSocket, WebSocketServer } from 'ws';
import { Connection } from './connection.ts';
import { SessionTable } from './session-table.ts';
import type { Target } from './target.ts';

/** WebSocket close code "policy violation" (RFC 6455, 7.4.1). */
const POLICY_VIOLATION = 1008;

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
    let connection: Connection | undefined;
    const end = () => connection?.end();
    const refusal = this.sessions.login({ initiator, session, end });
    if (refusal) {
      this.log.warn({ initiator, session }, `login refused: ${refusal}`);
      socket.close(POLICY_VIOLATION, refusal);
      return;
    }
    connection = new Connection({
      socket,
      nexus: { initiator, session },
      target: this.target,
      log: this.log,
      onEnd: () => this.sessions.logout(initiator, end),
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
