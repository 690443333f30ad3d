// The management network's broker: one that runs already (NATS_URL), the real nats-server, or the bundled broker. A broker is
// there when it greets: every NATS server says INFO, with its name in it, to whoever connects.
import { randomBytes } from 'node:crypto';
import { type AddressInfo, connect, createServer } from 'node:net';
import { type BrokerLocation, brokerCommand } from '@microsphere/broker';
import { type ChildOptions, StartError } from './child.ts';
import type { Facts } from './lab-processes.ts';

/** How often a starting nats-server is tried, in milliseconds. */
const PROBE_INTERVAL_MS = 50;
/** How long a broker may take to greet, in milliseconds. */
const GREETING_LIMIT_MS = 5_000;
/** A greeting is a line; nats-server's has some hundred bytes. */
const MAX_GREETING_CHARACTERS = 64 * 1024;
const DEFAULT_PORT = 4222;

/** The program that is the broker, listening where it did the last time (`own`). */
export async function brokerProgram(
  location: Exclude<BrokerLocation, { kind: 'url' }>,
  own: Facts | undefined,
): Promise<Omit<ChildOptions, 'name' | 'logFile'>> {
  const port = own?.url ? Number(new URL(String(own.url)).port) : await freePort();
  const { command, args, environment, saysReady } = brokerCommand(location, { host: '127.0.0.1', port });
  if (saysReady) return { command, args, environment };
  // Its name in the greeting says that it is this server which answers, and not another one that took the port meanwhile.
  const serverName = `microsphere-${randomBytes(8).toString('hex')}`;
  const probe = (hasEnded: () => boolean) => greeted(port, serverName, hasEnded);
  return { command, args: [...args, '--name', serverName], environment, probe };
}

/** Facts of a broker that runs already. Throws StartError when none of `servers` greets. */
export async function runningBroker(servers: readonly string[]): Promise<Facts> {
  const complaints: string[] = [];
  for (const server of servers) {
    const url = new URL(server);
    try {
      await greeting(url.hostname.replace(/^\[|\]$/g, ''), Number(url.port || DEFAULT_PORT));
      return { url: servers.join(',') };
    } catch (error) {
      complaints.push(`${url.host}: ${(error as Error).message}`);
    }
  }
  throw new StartError(`NATS_URL: no NATS server answers at ${complaints.join(', ')}`);
}

/** A port that was free a moment ago: nats-server wants one named. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves when the server of this name greets; never when it has ended before. */
async function greeted(port: number, serverName: string, hasEnded: () => boolean): Promise<Facts> {
  while (!hasEnded()) {
    try {
      if ((await greeting('127.0.0.1', port)).includes(`"${serverName}"`)) return { url: `nats://127.0.0.1:${port}` };
    } catch {
      // Not yet.
    }
    await new Promise((resolve) => setTimeout(resolve, PROBE_INTERVAL_MS));
  }
  return new Promise(() => {});
}

/** The INFO line of whoever listens there. Rejects with why there is none. */
function greeting(host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    let text = '';
    const end = (result: () => void) => {
      clearTimeout(timer);
      socket.destroy();
      result();
    };
    const refuse = (why: string) => end(() => reject(new Error(why)));
    const timer = setTimeout(() => refuse(`no greeting within ${GREETING_LIMIT_MS / 1_000} s`), GREETING_LIMIT_MS);
    socket.on('data', (bytes) => {
      text += bytes;
      if (!'INFO '.startsWith(text.slice(0, 5)) || text.length > MAX_GREETING_CHARACTERS)
        return refuse('what listens there is no NATS server');
      if (text.includes('\n')) end(() => resolve(text));
    });
    socket.once('error', (error: NodeJS.ErrnoException) =>
      refuse(error.code === 'ECONNREFUSED' ? 'nobody listens there' : error.message),
    );
    socket.once('close', () => refuse('the connection was closed without a greeting'));
  });
}
