// The two columns of the conformance suite: the bundled broker and the real nats-server, started with the same options.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, TestProcess, TestProgram, temporaryDirectory } from '@microsphere/testkit';
import { describe } from 'vitest';
import { type BrokerConfiguration, locateBroker, thisMachine } from '../src/index.ts';

export type ServerOptions = Omit<BrokerConfiguration, 'listen' | 'monitor'>;

export interface Server {
  readonly host: string;
  readonly port: number;
  readonly monitorUrl: string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGTERM. */
  stop(): Promise<void>;
}

export interface Column {
  readonly name: string;
  /** Starts a server; `port` 0 or left out: one that the system chooses. */
  start(options?: ServerOptions, port?: number): Promise<Server>;
}

const HOST = '127.0.0.1';

const bundled: Column = {
  name: 'bundled broker',
  async start(options = {}, port = 0) {
    const configuration: BrokerConfiguration = {
      ...options,
      listen: `${HOST}:${port}`,
      monitor: `${HOST}:0`,
    };
    const process = new TestProcess('broker', configuration);
    const { url, monitorUrl } = await process.ready();
    return serverOf(process, String(url), String(monitorUrl));
  },
};

/** Runs a suite against both; against the bundled one only, and says so, where there is no nats-server. */
export function onBothServers(suite: (column: Column) => void): void {
  describe(bundled.name, () => suite(bundled));
  const real = realServer();
  if (real) describe(real.name, () => suite(real));
  else describe.skip('nats-server: there is none here (NATS_SERVER_BIN, PATH)', () => suite(bundled));
}

/** The real one, when this machine has it. */
function realServer(): Column | undefined {
  const { NATS_URL: _, ...environment } = process.env;
  const location = locateBroker({ ...thisMachine(), environment });
  if (location.kind !== 'binary') return undefined;
  return {
    name: 'nats-server',
    async start(options = {}, port = 0) {
      const directory = temporaryDirectory();
      const file = join(directory, 'nats.conf');
      writeFileSync(file, serverConfiguration(options, { port, directory }));
      const program = new TestProgram({ name: 'nats-server', command: location.path, args: ['--config', file] });
      let ended = false;
      void program.exited.finally(() => {
        ended = true;
      });
      // It writes the addresses that it got into a file once it listens.
      const ports = await eventually('nats-server to say where it listens', () => {
        if (ended) throw new Error(`nats-server ended: ${program.log}`);
        return readPorts(join(directory, `nats-server_${program.pid}.ports`));
      });
      return serverOf(program, ports.nats[0] ?? '', ports.monitoring[0] ?? '');
    },
  };
}

interface Ports {
  readonly nats: readonly string[];
  readonly monitoring: readonly string[];
}

function readPorts(file: string): Ports | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Ports;
  } catch {
    return undefined; // half written
  }
}

function serverOf(program: TestProgram, url: string, monitorUrl: string): Server {
  return {
    host: HOST,
    port: Number(new URL(url).port),
    monitorUrl,
    async kill() {
      await program.kill();
    },
    async stop() {
      await program.stop();
    },
  };
}

function serverConfiguration(
  options: ServerOptions,
  at: { readonly port: number; readonly directory: string },
): string {
  const milliseconds = (value: number) => JSON.stringify(`${value}ms`);
  const lines = [
    `listen: ${HOST}:${at.port === 0 ? -1 : at.port}`,
    `http: ${HOST}:-1`,
    `ports_file_dir: ${JSON.stringify(at.directory)}`,
  ];
  const { auth, authorizationTimeoutMs } = options;
  if (auth) {
    const credentials = Object.entries(auth).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    if (authorizationTimeoutMs !== undefined) credentials.push(`timeout: ${authorizationTimeoutMs / 1_000}`);
    lines.push(`authorization { ${credentials.join(', ')} }`);
  }
  const numbers = {
    max_payload: options.maxPayloadBytes,
    max_pending: options.maxPendingBytes,
    max_control_line: options.maxControlLineBytes,
    max_connections: options.maxConnections,
    max_subscriptions: options.maxSubscriptions,
    ping_max: options.maxOutstandingPings,
  };
  for (const [name, value] of Object.entries(numbers)) if (value !== undefined) lines.push(`${name}: ${value}`);
  const durations = { ping_interval: options.pingIntervalMs, write_deadline: options.writeDeadlineMs };
  for (const [name, value] of Object.entries(durations))
    if (value !== undefined) lines.push(`${name}: ${milliseconds(value)}`);
  return `${lines.join('\n')}\n`;
}
