// What a person or a program asks the switch over HTTP: health, the MAC table, pings from the gateway, publications.
// Answers are JSON; a request that can't be granted is answered with {"error": "..."} and a status of 4xx.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Bridge, formatIpv4Address, formatMacAddress, parseIpv4Address } from '@microsphere/ethernet';
import { type ListenAddress, type Logger, listenError } from '@microsphere/process';
import { z } from 'zod';
import { REFUSALS, RefusedError } from './errors.ts';
import type { GatewayPort } from './gateway/gateway-port.ts';
import type { Publication } from './gateway/publications.ts';
import type { UplinkServer } from './uplink-server.ts';

/** The largest body of a request, in bytes. */
const MAX_BODY_BYTES = 4096;
/** How long a ping waits for its reply unless the request says, and at most: the caller's wish, not the switch's. */
const DEFAULT_PING_TIMEOUT_MS = 1_000;
const MAX_PING_TIMEOUT_MS = 60_000;

/** "10.10.0.11" */
export const ipv4Address = z.string().transform((text, context) => {
  const address = parseIpv4Address(text);
  if (address !== undefined) return address;
  context.addIssue({ code: 'custom', message: `not an IPv4 address: ${JSON.stringify(text)}` });
  return z.NEVER;
});
const port = z.int().min(1).max(65_535);

/** A service to publish, in the configuration and in a request. */
export const publicationRequest = z.strictObject({ address: ipv4Address, port, localPort: port.optional() });

const publicationQuery = z.strictObject({ address: ipv4Address, port: z.coerce.number().pipe(port) });
const pingQuery = z.strictObject({
  address: ipv4Address,
  timeoutMs: z.coerce.number().pipe(z.number().min(1).max(MAX_PING_TIMEOUT_MS)).default(DEFAULT_PING_TIMEOUT_MS),
});

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new RefusedError('badRequest', issues.join('; '));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let body = Buffer.alloc(0);
  try {
    // The connection stays, so that the answer to a body that is too large can be sent.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      body = Buffer.concat([body, chunk]);
      if (body.length > MAX_BODY_BYTES) break;
    }
  } catch (cause) {
    throw new RefusedError('badRequest', 'the body was cut short', { cause });
  }
  if (body.length > MAX_BODY_BYTES)
    throw new RefusedError('tooLarge', `the body has more than ${MAX_BODY_BYTES} bytes`);
  try {
    return JSON.parse(body.toString());
  } catch (cause) {
    throw new RefusedError('badRequest', `the body is not JSON: ${(cause as Error).message}`, { cause });
  }
}

function requestUrl({ url = '/' }: IncomingMessage): URL | undefined {
  return URL.canParse(url, 'http://switch') ? new URL(url, 'http://switch') : undefined;
}

function describePublication({ service, localAddress, localPort }: Publication) {
  return { address: formatIpv4Address(service.address), port: service.port, localAddress, localPort };
}

export interface HttpInterfaceOptions {
  readonly bridge: Bridge;
  readonly gateway: GatewayPort;
  readonly uplinks: UplinkServer;
  readonly now: () => number;
  readonly log: Logger;
}

type Handler = (request: IncomingMessage, query: Readonly<Record<string, string>>) => unknown;

export class HttpInterface {
  private readonly options: HttpInterfaceOptions;
  private readonly server: Server;
  private readonly routes: Readonly<Record<string, Readonly<Record<string, Handler>>>>;

  private constructor(options: HttpInterfaceOptions) {
    this.options = options;
    const { bridge, gateway, uplinks, now } = options;
    this.routes = {
      '/health': { GET: () => ({ status: 'ok' }) },
      '/statistics': {
        GET: () => ({ bridge: bridge.statistics, uplinks: uplinks.statistics, gateway: gateway.statistics }),
      },
      '/mac-table': {
        GET: () =>
          bridge.macTable(now()).map((entry) => ({
            ...entry,
            macAddress: formatMacAddress(entry.macAddress),
            ageMs: Math.round(entry.ageMs),
          })),
      },
      '/ping': { GET: (_request, query) => gateway.ping(parse(pingQuery, query)) },
      '/publications': {
        GET: () => gateway.list().map(describePublication),
        POST: async (request) =>
          describePublication(await gateway.publish(parse(publicationRequest, await readJson(request)))),
        DELETE: async (_request, query) => {
          if (await gateway.unpublish(parse(publicationQuery, query))) return {};
          throw new RefusedError('notFound', `${query.address}:${query.port} is not published`);
        },
      },
    };
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.on('upgrade', (request, stream, head) => this.upgrade(request, stream, head));
  }

  /** Serves on `address`, uplinks too. Throws one clear line when it can't. */
  static async listen(address: ListenAddress, options: HttpInterfaceOptions): Promise<HttpInterface> {
    const http = new HttpInterface(options);
    await new Promise<void>((resolve, reject) => {
      http.server.once('error', (error) => reject(listenError('listen', address, error)));
      http.server.listen(address.port, address.host, resolve);
    });
    return http;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', (error) => this.options.log.warn({ err: error }, 'a connection failed'));
    const url = requestUrl(request);
    if (url?.pathname === '/uplink')
      this.options.uplinks.upgrade(request, stream, head, url.searchParams.get('host') ?? '');
    else stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let status = 200;
    let body: unknown;
    let connection = {};
    try {
      body = await this.handle(request);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      status = REFUSALS[error.refusal];
      body = { error: error.message };
      // Nobody reads what is left of a body that is too large.
      if (error.refusal === 'tooLarge') connection = { connection: 'close' };
    }
    response.writeHead(status, { 'content-type': 'application/json', ...connection });
    response.end(JSON.stringify(body));
  }

  private handle(request: IncomingMessage): unknown {
    const url = requestUrl(request);
    if (url === undefined) throw new RefusedError('badRequest', 'the request target is no URL');
    const { pathname, searchParams } = url;
    const methods = Object.hasOwn(this.routes, pathname) ? this.routes[pathname] : undefined;
    if (methods === undefined) throw new RefusedError('notFound', `there is no ${pathname}`);
    const handler = methods[request.method ?? ''];
    if (handler === undefined)
      throw new RefusedError('methodNotAllowed', `${pathname} knows ${Object.keys(methods).join(', ')}`);
    return handler(request, Object.fromEntries(searchParams));
  }
}
