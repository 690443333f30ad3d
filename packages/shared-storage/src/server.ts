// The array's front end: listens at its target portals, tells how it is, does what its administrator asks (unmaps a LUN,
// closes a portal), and lets initiators log in.
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
  /** Who is logged in there. */
  readonly initiators: Map<WebSocket, string>;
  /** Whether initiators may log in. */
  open: boolean;
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
    const sockets = new WebSocketServer({
      server: http,
      perMessageDeflate: false,
      maxPayload: MAX_FRAME_BYTES,
      verifyClient: () => portal.open,
    });
    const portal: Portal = { host: address.host, http, sockets, initiators: new Map(), open: true };
    sockets.on('connection', (socket, request) => this.login(portal, socket, request));
    await new Promise<void>((resolve, reject) => {
      http.once('error', (error) => reject(listenError('listen', address, error)));
      // ws passes the server's errors on; this one has been reported.
      sockets.on('error', () => {});
      http.listen(address.port, address.host, resolve);
    });
    this.portals.push(portal);
  }

  /** `host:port` of each portal, in the order in which they were given. */
  get addresses(): string[] {
    return this.portals.map(({ host, http }) => formatAddress({ host, port: (http.address() as AddressInfo).port }));
  }

  private respond({ method, url = '/' }: IncomingMessage, response: ServerResponse): void {
    const body = method === 'POST' ? this.administer(url) : this.tell(url);
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? { error: `${url}: not found` }));
  }

  private tell(url: string): object | undefined {
    if (url === '/health') return { status: 'ok' };
    if (url === '/configuration') return this.configuration();
    if (url !== '/statistics') return undefined;
    const connections = this.portals.reduce((sum, { sockets }) => sum + sockets.clients.size, 0);
    return { ...this.options.target.statistics, connections };
  }

  /** Undefined when there is no such LUN, portal, or thing to do. */
  private administer(url: string): object | undefined {
    const [, lun, mapping] = /^\/luns\/([A-Za-z0-9._-]+)\/(map|unmap)$/.exec(url) ?? [];
    const [, portal, opening] = /^\/portals\/(\d+)\/(open|close)$/.exec(url) ?? [];
    const done =
      (lun !== undefined && this.setMapped(lun, mapping === 'map')) ||
      (portal !== undefined && this.setOpen(Number(portal), opening === 'open'));
    return done ? this.configuration() : undefined;
  }

  private configuration(): object {
    const { addresses } = this;
    return {
      luns: this.options.target.logicalUnits(),
      portals: this.portals.map(({ open, initiators }, index) => ({
        portal: index + 1,
        address: addresses[index],
        open,
        initiators: [...initiators.values()].sort(),
      })),
    };
  }

  /** A portal that is closed ends its connections and takes no logins; until it is opened, or the array starts anew. */
  private setOpen(number: number, open: boolean): boolean {
    const portal = this.portals[number - 1];
    if (!portal) return false;
    portal.open = open;
    if (!open) for (const socket of portal.sockets.clients) socket.terminate();
    this.options.log.info({ portal: number }, open ? 'the portal is open' : 'the portal is closed');
    return true;
  }

  private setMapped(name: string, mapped: boolean): boolean {
    const { target, mapping, log } = this.options;
    if (!target.logicalUnits().some((unit) => unit.name === name)) return false;
    mapping.setMapped(name, mapped);
    target.setMapped(name, mapped);
    log.info({ lun: name }, mapped ? 'the LUN is mapped' : 'the LUN is unmapped: for its initiators it is gone');
    return true;
  }

  private login({ initiators }: Portal, socket: WebSocket, request: IncomingMessage): void {
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
    initiators.set(socket, initiator);
    socket.on('close', () => initiators.delete(socket));
    const onEnd = () => sessions.logout(login);
    connection = new Connection({ socket, stream: request.socket, nexus, target, log, onEnd });
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
