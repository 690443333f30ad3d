// The supervisor's own door, for `revive`, `host unplug`, `host cable` and `down`: HTTP on loopback with a token that only who can read the lab's
// state file has. Everything about virtual machines goes through vCenter instead.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { type CableChange, type CabledNetwork, cabledNetworks } from './host-cables.ts';

/** How long the supervisor may take to say that it heard, in milliseconds. */
const HEARD_LIMIT_MS = 5_000;
/** How long a process may take to serve again, in milliseconds. */
const REVIVE_LIMIT_MS = 60_000;

/** The supervisor refused, or does not answer. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

const cableChange = z.strictObject({
  plugged: z.boolean().optional(),
  delayMs: z.number().min(0).optional(),
  megabitsPerSecond: z.number().min(0).optional(),
});

export interface ControlHandlers {
  revive(name: string): Promise<void>;
  cable(host: string, network: CabledNetwork, change: CableChange): void;
  stop(): void;
}

export interface ControlServer {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

function authorized(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** POST /revive/<name>, POST /cable/<host>/<network> with a CableChange, POST /stop. */
export async function serveControl(handlers: ControlHandlers): Promise<ControlServer> {
  const token = randomBytes(24).toString('base64url');
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (!authorized(request, token)) return answer(401, { error: 'the token is missing or wrong' });
    const [, verb, name, network] = new URL(request.url ?? '/', 'http://control').pathname.split('/');
    try {
      if (request.method === 'POST' && verb === 'stop') {
        handlers.stop();
        return answer(202, {});
      }
      if (request.method === 'POST' && verb === 'revive' && name) {
        await handlers.revive(decodeURIComponent(name));
        return answer(200, {});
      }
      const cabled = cabledNetworks.find((known) => known === network);
      if (request.method === 'POST' && verb === 'cable' && name && cabled) {
        handlers.cable(decodeURIComponent(name), cabled, cableChange.parse(JSON.parse(await text(request))));
        return answer(200, {});
      }
      answer(404, { error: 'no such request' });
    } catch (error) {
      answer(409, { error: (error as Error).message });
    }
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface ControlAddress {
  readonly controlUrl: string;
  readonly controlToken: string;
}

/** Resolves when the supervisor has begun to stop the lab. Throws ControlError. */
export function askToStop(control: ControlAddress): Promise<void> {
  return ask(control, 'stop', HEARD_LIMIT_MS);
}

/** Resolves when the process serves again. Throws ControlError. */
export function askToRevive(control: ControlAddress, name: string): Promise<void> {
  return ask(control, `revive/${encodeURIComponent(name)}`, REVIVE_LIMIT_MS);
}

/** Resolves when the cable is as it was asked for. Throws ControlError. */
export function askForCable(
  control: ControlAddress,
  { host, network, ...change }: { readonly host: string; readonly network: CabledNetwork } & CableChange,
): Promise<void> {
  return ask(control, `cable/${encodeURIComponent(host)}/${network}`, HEARD_LIMIT_MS, change);
}

async function ask(
  { controlUrl, controlToken }: ControlAddress,
  path: string,
  limitMs: number,
  body?: unknown,
): Promise<void> {
  let response: Response;
  let answer: { readonly error?: string };
  try {
    response = await fetch(`${controlUrl}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${controlToken}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(limitMs),
    });
    answer = (await response.json()) as { readonly error?: string };
  } catch (cause) {
    throw new ControlError(`the lab's supervisor does not answer at ${controlUrl}`, { cause });
  }
  if (!response.ok) throw new ControlError(answer.error ?? response.statusText);
}
