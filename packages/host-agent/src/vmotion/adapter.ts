// The vMotion adapter of a host (VMware: a vmknic with vMotion enabled): an address of its own, so that it is a network of its own.
// A migration that was prepared here is connected to once, by whoever shows its key. With encryption the key is the pre-shared key
// of TLS and there are no certificates: both ends have it from vCenter, for this migration alone. Plain and encrypted connections
// come in at one address, and are told apart by their first byte.
import { timingSafeEqual } from 'node:crypto';
import { createServer as createHttpServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type PSKCallbackNegotation, TLSSocket, type TLSSocketOptions, type TlsOptions } from 'node:tls';
import { formatAddress, type ListenAddress, listenError } from '@microsphere/process';
import { MAX_FRAME_BYTES } from '@microsphere/proto';
import { WebSocket, WebSocketServer } from 'ws';

/** First byte of a TLS connection: a handshake record (RFC 5246, 6.2.1). */
const TLS_HANDSHAKE = 0x16;
/** Connections that have said nothing yet, or are in their handshakes. */
export const MAX_STRANGERS = 32;
/** TLS 1.2, because OpenSSL asks for certificates with TLS 1.3; AES-GCM as ESXi (vmotion-ft.md 1.5). */
const TLS = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: 'PSK-AES256-GCM-SHA384' } as const;

/** Bytes of a migration's key: that of AES-256. */
export const KEY_BYTES = 32;

/** What stands for the connection that the files of a migration go over, where they do. No migration has such an id. */
export const nfcOf = (migrationId: string): string => `${migrationId}/nfc`;

/** A migration that is waited for. */
export interface Reception {
  readonly key: Uint8Array;
  readonly encrypted: boolean;
  /** It is connected: nobody else will be. */
  readonly accept: (socket: WebSocket) => void;
}

export class VMotionAdapter {
  private readonly options: { readonly handshakeTimeoutMs: number };
  private readonly server: Server;
  private readonly http: HttpServer;
  private readonly sockets: WebSocketServer;
  private readonly strangers = new Set<Socket>();
  /** What carries a TLS connection. */
  private readonly carriers = new WeakMap<Socket, Socket>();
  private readonly receptions = new Map<string, Reception>();
  private address_ = '';
  private advertised = '';

  private constructor(options: { readonly handshakeTimeoutMs: number }) {
    this.options = options;
    this.sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES });
    this.http = createHttpServer((_request, response) => response.writeHead(404).end());
    this.http.on('upgrade', (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      const reception = this.redeem(request);
      if (reception) this.sockets.handleUpgrade(request, socket, head, reception.accept);
      else socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
    });
    this.server = createServer((socket) => this.greet(socket));
  }

  static async listen(
    address: ListenAddress,
    options: { readonly advertise?: string | undefined; readonly handshakeTimeoutMs: number },
  ): Promise<VMotionAdapter> {
    const adapter = new VMotionAdapter(options);
    await new Promise<void>((resolve, reject) => {
      adapter.server.once('error', (error) => reject(listenError('vmotion.listen', address, error)));
      adapter.server.listen(address.port, address.host, resolve);
    });
    const { port } = adapter.server.address() as AddressInfo;
    adapter.address_ = formatAddress({ host: address.host, port });
    adapter.advertised = options.advertise ?? adapter.address_;
    return adapter;
  }

  /** Where it listens. */
  get url(): string {
    return `ws://${this.address_}`;
  }

  /** Waits for the source of a migration; returns where that connects to. */
  expect(migrationId: string, reception: Reception): string {
    this.receptions.set(migrationId, reception);
    return `${reception.encrypted ? 'wss' : 'ws'}://${this.advertised}/vmotion/${encodeURIComponent(migrationId)}`;
  }

  expectNoMore(migrationId: string): void {
    this.receptions.delete(migrationId);
  }

  private greet(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.strangers.size >= MAX_STRANGERS) {
      socket.destroy();
      return;
    }
    socket.setNoDelay(true);
    this.strangers.add(socket);
    socket.setTimeout(this.options.handshakeTimeoutMs, () => socket.destroy());
    socket.once('close', () => this.strangers.delete(socket));
    socket.once('readable', () => {
      const first: Buffer | null = socket.read(1);
      if (!first) return;
      socket.unshift(first);
      this.http.emit('connection', first[0] === TLS_HANDSHAKE ? this.secured(socket) : socket);
    });
  }

  private secured(socket: Socket): TLSSocket {
    // A socket takes it as a server does.
    const options: TLSSocketOptions & Pick<TlsOptions, 'pskCallback'> = {
      ...TLS,
      isServer: true,
      pskCallback: (_socket, identity) => {
        const reception = this.receptions.get(identity);
        return reception?.encrypted ? Buffer.from(reception.key) : null;
      },
    };
    const secured = new TLSSocket(socket, options);
    secured.on('error', () => socket.destroy());
    this.carriers.set(secured, socket);
    return secured;
  }

  /** The migration whose key a connection shows. */
  private redeem(request: IncomingMessage): Reception | undefined {
    const migrationId = decoded(/^\/vmotion\/([^/]+)$/.exec(request.url ?? '')?.[1]);
    const reception = migrationId === undefined ? undefined : this.receptions.get(migrationId);
    if (migrationId === undefined || !reception) return undefined;
    const shown = Buffer.from(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '', 'base64');
    if (shown.length !== reception.key.length || !timingSafeEqual(shown, reception.key)) return undefined;
    if (reception.encrypted !== request.socket instanceof TLSSocket) return undefined;
    this.receptions.delete(migrationId);
    const known = this.carriers.get(request.socket) ?? request.socket;
    this.strangers.delete(known);
    known.setTimeout(0);
    return reception;
  }

  close(): Promise<void> {
    for (const client of this.sockets.clients) client.terminate();
    for (const stranger of this.strangers) stranger.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

function decoded(component: string | undefined): string | undefined {
  try {
    return component === undefined ? undefined : decodeURIComponent(component);
  } catch {
    return undefined;
  }
}

export interface DestinationAddress {
  readonly migrationId: string;
  readonly url: string;
  readonly key: Uint8Array;
  readonly encrypted: boolean;
}

/** The source's end. */
export function connectTo(
  { migrationId, url, key, encrypted }: DestinationAddress,
  { handshakeTimeoutMs }: { readonly handshakeTimeoutMs: number },
): WebSocket {
  return new WebSocket(url, {
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    handshakeTimeout: handshakeTimeoutMs,
    // Host to host: the key that browsers need costs two passes over every byte and protects nobody here.
    generateMask: (mask) => mask.fill(0),
    headers: { authorization: `Bearer ${Buffer.from(key).toString('base64')}` },
    ...(encrypted ? preShared(migrationId, key) : {}),
  });
}

/** What `ws` hands on to TLS. */
function preShared(migrationId: string, key: Uint8Array): object {
  return {
    ...TLS,
    pskCallback: (): PSKCallbackNegotation => ({ psk: Buffer.from(key), identity: migrationId }),
    // Who has the key is the destination: there is no certificate to look at.
    checkServerIdentity: () => undefined,
  };
}
