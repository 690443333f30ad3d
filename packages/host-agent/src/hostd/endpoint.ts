// The host's own endpoint: WebSocket connections that clients and other hosts open to it. A console is opened with a
// ticket that vCenter got for its user; a ticket is good for one connection and for a short while.
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatAddress, type ListenAddress, listenError } from '@microsphere/process';
import { type WebSocket, WebSocketServer } from 'ws';
import { HostFault } from '../fault.ts';
import type { VirtualMachine } from './virtual-machine.ts';

/** How long a ticket waits for its connection, in milliseconds (vSphere's webmks tickets: 30 s). */
export const TICKET_LIFETIME_MS = 30_000;
/** Tickets that wait at a time. */
export const MAX_TICKETS = 256;
/** The longest input that a viewer sends at once, in bytes. */
export const MAX_CONSOLE_INPUT_BYTES = 16 * 1024;
/** A viewer that is this far behind is cut off, in bytes. */
export const MAX_CONSOLE_BACKLOG_BYTES = 1024 * 1024;
/** WebSocket close code "try again later" (IANA registry of RFC 6455). */
const TRY_AGAIN_LATER = 1013;

/** What the endpoint needs of a virtual machine. */
export type ConsoleOwner = Pick<VirtualMachine, 'console' | 'writeConsole'>;

export class Endpoint {
  private readonly http: Server;
  private readonly sockets: WebSocketServer;
  private readonly tickets = new Map<string, { readonly vm: ConsoleOwner; readonly expires: number }>();
  private readonly now: () => number;
  private url_ = '';

  private constructor(now: () => number) {
    this.now = now;
    this.sockets = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      maxPayload: MAX_CONSOLE_INPUT_BYTES,
    });
    this.http = createServer((request, response) => {
      const healthy = request.url === '/health';
      response.writeHead(healthy ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(healthy ? { status: 'ok' } : { error: 'not found' }));
    });
    this.http.on('upgrade', (request, socket, head) => {
      // From here on nobody else looks at this socket's errors.
      socket.on('error', () => socket.destroy());
      const vm = this.redeem(/^\/ticket\/([A-Za-z0-9_-]+)$/.exec(request.url ?? '')?.[1]);
      if (vm) this.sockets.handleUpgrade(request, socket, head, (client) => serveConsole(client, vm));
      else socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
    });
  }

  static async listen(
    address: ListenAddress,
    options: { advertise?: string | undefined; now: () => number },
  ): Promise<Endpoint> {
    const endpoint = new Endpoint(options.now);
    await new Promise<void>((resolve, reject) => {
      endpoint.http.once('error', (error) => reject(listenError('listen', address, error)));
      endpoint.http.listen(address.port, address.host, resolve);
    });
    const { port } = endpoint.http.address() as AddressInfo;
    endpoint.url_ = `ws://${options.advertise ?? formatAddress({ host: address.host, port })}`;
    return endpoint;
  }

  get url(): string {
    return this.url_;
  }

  /** A ticket for the console of a VM. */
  ticket(vm: ConsoleOwner): { ticket: string; url: string } {
    for (const [ticket, { expires }] of this.tickets) if (expires <= this.now()) this.tickets.delete(ticket);
    if (this.tickets.size >= MAX_TICKETS)
      throw new HostFault('SystemError', `${MAX_TICKETS} console tickets wait for their connections`);
    const ticket = randomBytes(18).toString('base64url');
    this.tickets.set(ticket, { vm, expires: this.now() + TICKET_LIFETIME_MS });
    return { ticket, url: `${this.url}/ticket/${ticket}` };
  }

  private redeem(ticket: string | undefined): ConsoleOwner | undefined {
    const known = ticket === undefined ? undefined : this.tickets.get(ticket);
    if (ticket !== undefined) this.tickets.delete(ticket);
    return known && known.expires > this.now() ? known.vm : undefined;
  }

  close(): Promise<void> {
    for (const client of this.sockets.clients) client.terminate();
    return new Promise((resolve) => {
      this.http.close(() => resolve());
      this.http.closeAllConnections();
    });
  }
}

/** One viewer: sees the console's history and everything new, and types. */
function serveConsole(client: WebSocket, vm: ConsoleOwner): void {
  client.on('error', () => client.terminate());
  let end: () => void;
  try {
    end = vm.console.view((bytes) => {
      if (client.bufferedAmount > MAX_CONSOLE_BACKLOG_BYTES) client.terminate();
      else client.send(bytes);
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    client.close(TRY_AGAIN_LATER, error.message);
    return;
  }
  client.on('message', (data: Buffer) => vm.writeConsole(data));
  client.on('close', end);
}
