// The supervisor's own door, for `revive` and `down`: HTTP on loopback with a token that only who can read the lab's
// state file has. Everything about virtual machines goes through vCenter instead.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ControlHandlers {
  revive(name: string): Promise<void>;
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

/** POST /revive/<name>, POST /stop. */
export async function serveControl(handlers: ControlHandlers): Promise<ControlServer> {
  const token = randomBytes(24).toString('base64url');
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (!authorized(request, token)) return answer(401, { error: 'the token is missing or wrong' });
    const [, verb, name] = new URL(request.url ?? '/', 'http://control').pathname.split('/');
    try {
      if (request.method === 'POST' && verb === 'stop') {
        handlers.stop();
        return answer(202, {});
      }
      if (request.method === 'POST' && verb === 'revive' && name) {
        await handlers.revive(decodeURIComponent(name));
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

/** Asks the supervisor of a running lab; throws with its answer when it refuses. */
export async function askSupervisor(
  control: { readonly controlUrl: string; readonly controlToken: string },
  path: string,
): Promise<void> {
  const response = await fetch(`${control.controlUrl}/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${control.controlToken}` },
  });
  if (!response.ok) throw new Error(((await response.json()) as { error: string }).error);
}
