// The array's front end: listens at its target portals, tells how it is, maps and unmaps LUNs, and lets initiators log in.
// All portals lead to the same logical units and the same sessions. A new session ends its initiator's session before it, on
// whichever portal that came in.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatAddress, type ListenAddress, type Logger, listenError } from '@microsphere/process';
import { MAX_FRAME_BYTES } from '@microsphere/proto';
import { type WebSocket, WebSocketServer } from 'ws';
import { Connection } from './connection.ts';
import type { LunMapping } from './lun-mapping.ts';
import type { Login, SessionTable } from './session-table.ts';
import type { Target } from './target.ts';

/** WebSocket close codes "policy violation" (RFC 6455, 7.4.1) and "try again later" (its registry, RFC 6455, 11.7). */
const POLICY_VIOLATION = 1008;
const TRY_AGAIN_LATER = 1013;
/** A connection id is a number of 16 bits (RFC 7143, 11.12.7). */
const MAX_CONNECTION_ID = 0xffff;
/** A close reason has at most 123 bytes (RFC 6455, 5.5). */
const MAX_CLOSE_REASON_BYTES = 123;

export interface BlockServerOptions {
  readonly target: Target;
  readonly sessions: SessionTable;
  readonly mapping: LunMapping;
  readonly log: Logger;
}

/** One address that initiators log in at. */
interface Portal {
  readonly host: string;
  readonly http: Server;
  readonly sockets: WebSocketServer;
}

export class BlockServer {
  private readonly options: BlockServerOptions;
  private readonly portals: Portal[] = [];

  private constructor(options: BlockServerOptions) {
    this.options = options;
  }

  static async listen(addresses: readonly ListenAddress[], options: BlockServerOptions): Promise<BlockServer> {
    const server = new BlockServer(options);
    for (const address of addresses) await server.open(address);
    return server;
  }

  private async open(address: ListenAddress): Promise<void> {
    const http = createServer((request, response) => this.respond(request, response));
    const sockets = new WebSocketServer({ server: http, perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES });
    sockets.on('connection', (socket, request) => this.login(socket, request));
    await new Promise<void>((resolve, reject) => {
      http.once('error', (error) => reject(listenError('listen', address, error)));
      // ws passes the server's errors on; this one has been reported.
      sockets.on('error', () => {});
      http.listen(address.port, address.host, resolve);
    });
    this.portals.push({ host: address.host, http, sockets });
  }

  /** `host:port` of each portal, in the order in which they were given. */
  get addresses(): string[] {
    return this.portals.map(({ host, http }) => formatAddress({ host, port: (http.address() as AddressInfo).port }));
  }

  private respond(request: IncomingMessage, response: ServerResponse): void {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const { target } = this.options;
    const [, name, verb] = /^\/luns\/([A-Za-z0-9._-]+)\/(map|unmap)$/.exec(request.url ?? '') ?? [];
    if (name !== undefined && request.method === 'POST') {
      if (this.setMapped(name, verb === 'map')) answer(200, { luns: target.logicalUnits() });
      else answer(404, { error: `there is no LUN named ${name}` });
    } else if (request.url === '/health') answer(200, { status: 'ok' });
    else if (request.url === '/luns') answer(200, { luns: target.logicalUnits() });
    else if (request.url === '/statistics')
      answer(200, {
        ...target.statistics,
        connections: this.portals.reduce((sum, { sockets }) => sum + sockets.clients.size, 0),
      });
    else answer(404, { error: 'not found' });
  }

  private setMapped(name: string, mapped: boolean): boolean {
    const { target, mapping, log } = this.options;
    if (!target.logicalUnits().some((unit) => unit.name === name)) return false;
    mapping.setMapped(name, mapped);
    target.setMapped(name, mapped);
    log.info({ lun: name }, mapped ? 'the LUN is mapped' : 'the LUN is unmapped: for its initiators it is gone');
    return true;
  }

  private login(socket: WebSocket, request: IncomingMessage): void {
    const { sessions, target, log } = this.options;
    const { searchParams } = new URL(request.url ?? '/', 'ws://array');
    const initiator = searchParams.get('initiator');
    const session = searchParams.get('session');
    const connectionId = Number(searchParams.get('connection') ?? 0);
    const isConnectionId = Number.isInteger(connectionId) && connectionId >= 0 && connectionId <= MAX_CONNECTION_ID;
    if (!initiator || !session || !isConnectionId) {
      socket.close(
        POLICY_VIOLATION,
        'a login names its initiator, its session, and its connection by a number of 16 bits',
      );
      return;
    }
    let connection: Connection | undefined;
    const nexus = { initiator, session, connection: connectionId };
    const login: Login = { ...nexus, end: () => connection?.end() };
    const refusal = sessions.login(login);
    if (refusal) {
      log.warn(nexus, `login refused: ${refusal.reason}`);
      socket.close(
        refusal.forGood ? POLICY_VIOLATION : TRY_AGAIN_LATER,
        Buffer.from(refusal.reason).subarray(0, MAX_CLOSE_REASON_BYTES).toString(),
      );
      return;
    }
    connection = new Connection({ socket, nexus, target, log, onEnd: () => sessions.logout(login) });
  }

  async close(): Promise<void> {
    await Promise.all(
      this.portals.map(({ http, sockets }) => {
        for (const socket of sockets.clients) socket.terminate();
        return new Promise<void>((resolve) => {
          http.close(() => resolve());
          http.closeAllConnections();
        });
      }),
    );
  }
}
