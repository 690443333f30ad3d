// The management network's broker: one that runs already (NATS_URL), the real nats-server, or the bundled broker.
import type { ChildProcess } from 'node:child_process';
import { type AddressInfo, connect, createServer } from 'node:net';
import { brokerCommand, locateBroker, thisMachine } from '@microsphere/broker';
import { Child } from './child.ts';
import type { Facts } from './lab-processes.ts';

/** How often a starting nats-server is tried, in milliseconds. */
const PROBE_INTERVAL_MS = 50;

export interface NatsOptions {
  /** What it said the last time: it listens there again. */
  readonly own: Facts | undefined;
  readonly logFile: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onExit: (ending: string) => void;
}

type Started = { readonly facts: Facts } | { readonly child: Child; readonly ready: Promise<Facts> };

/** Starts the broker, or says where the one is that runs. Throws when one was named that can't be used. */
export async function startNats({ own, logFile, environment, onExit }: NatsOptions): Promise<Started> {
  const location = locateBroker({ ...thisMachine(), environment });
  if (location.kind === 'url') return { facts: { url: location.servers.join(',') } };
  const port = own?.url ? Number(new URL(String(own.url)).port) : await freePort();
  const { command, args, environment: added, saysReady } = brokerCommand(location, { host: '127.0.0.1', port });
  return Child.start({
    name: 'nats',
    command,
    args,
    environment: added,
    logFile,
    onExit,
    ...(saysReady
      ? {}
      : {
          probe: (child: ChildProcess) => connectable(port, () => child.exitCode !== null || child.signalCode !== null),
        }),
  });
}

/** A port that was free a moment ago: nats-server wants one named. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves when somebody listens, or when nobody will any more. */
async function connectable(port: number, ended: () => boolean): Promise<Facts> {
  const tried = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('close', () => socket.destroy());
      socket.once('connect', () => socket.end());
    });
  while (!ended() && !(await tried())) await new Promise((resolve) => setTimeout(resolve, PROBE_INTERVAL_MS));
  return { url: `nats://127.0.0.1:${port}` };
}
