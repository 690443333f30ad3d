// Which broker a cluster uses: one that already runs (NATS_URL), the nats-server binary that the user names
// (NATS_SERVER_BIN), a `nats-server` on PATH, or the bundled broker, which needs nothing but Node.js. A broker that was named
// and can't be used is an error, never a reason to take the next one.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrokerConfiguration } from './configuration.ts';

/** A broker that was named and can't be used; the message says by what, and what is wrong with it. */
export class BrokerLocationError extends Error {
  override readonly name = 'BrokerLocationError';
}

export type BrokerLocation =
  /** Runs already: connect to these servers. */
  | { readonly kind: 'url'; readonly servers: readonly string[] }
  /** The real nats-server, by its absolute path. */
  | { readonly kind: 'binary'; readonly path: string; readonly source: 'NATS_SERVER_BIN' | 'PATH' }
  /** The broker of this package: the script that Node.js runs. */
  | { readonly kind: 'bundled'; readonly path: string };

/** What the search sees of the machine. */
export interface Machine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** What is at this path: a file that may be executed, another file, a folder or nothing. */
  examine(path: string): 'executable' | 'file' | 'folder' | 'nothing';
}

export function thisMachine(): Machine {
  return {
    environment: process.env,
    platform: process.platform,
    examine(path) {
      try {
        if (statSync(path).isDirectory()) return 'folder';
        accessSync(path, constants.X_OK);
        return 'executable';
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'file' : 'nothing';
      }
    },
  };
}

/** Finds the broker to use. Throws `BrokerLocationError`. */
export function locateBroker(machine: Machine = thisMachine()): BrokerLocation {
  const { NATS_URL: url, NATS_SERVER_BIN: binary } = machine.environment;
  if (url) return { kind: 'url', servers: url.split(',').map((server) => checkedServer(server.trim())) };
  if (binary) {
    const path = resolve(binary);
    const found = machine.examine(path);
    if (found !== 'executable') throw new BrokerLocationError(`NATS_SERVER_BIN: ${path} ${complaints[found]}`);
    return { kind: 'binary', path, source: 'NATS_SERVER_BIN' };
  }
  const windows = machine.platform === 'win32';
  const name = windows ? 'nats-server.exe' : 'nats-server';
  const searched = machine.environment[windows && machine.environment.PATH === undefined ? 'Path' : 'PATH'] ?? '';
  for (const folder of searched.split(delimiter)) {
    if (folder === '') continue;
    const path = join(folder, name);
    if (machine.examine(path) === 'executable') return { kind: 'binary', path: resolve(path), source: 'PATH' };
  }
  // From src/ and from dist/ alike.
  return { kind: 'bundled', path: fileURLToPath(new URL('../dist/main.js', import.meta.url)) };
}

const complaints = { file: 'is not executable', folder: 'is a folder', nothing: 'does not exist' };

function checkedServer(server: string): string {
  const text = server.includes('://') ? server : `nats://${server}`;
  let url: URL;
  try {
    url = new URL(text);
  } catch (cause) {
    throw new BrokerLocationError(`NATS_URL: not a URL: ${JSON.stringify(server)}`, { cause });
  }
  if (!['nats:', 'tls:'].includes(url.protocol) || url.hostname === '')
    throw new BrokerLocationError(`NATS_URL: not nats://HOST:PORT: ${JSON.stringify(server)}`);
  return text;
}

export interface BrokerCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** To be added to the environment of the process. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Does it say `{"ready":{"url":...}}` on standard output? Where it doesn't (the real nats-server), `listen` must have a port, and
   * the broker is ready when it can be connected to.
   */
  readonly saysReady: boolean;
}

/** How to start a broker that has been located and does not run yet. */
export function brokerCommand(
  location: Exclude<BrokerLocation, { kind: 'url' }>,
  listen: { readonly host: string; readonly port: number },
): BrokerCommand {
  if (location.kind === 'binary')
    return {
      command: location.path,
      args: ['--addr', listen.host, '--port', String(listen.port)],
      environment: {},
      saysReady: false,
    };
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  const configuration: BrokerConfiguration = { listen: `${host}:${listen.port}` };
  return {
    command: process.execPath,
    args: [location.path],
    environment: { MICROSPHERE_CONFIG: JSON.stringify(configuration) },
    saysReady: true,
  };
}
