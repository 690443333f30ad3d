// The real nats-server, for tests that need what the bundled broker has not: routes between brokers, the two sides of a
// management network that can be partitioned. Two of them know one another by one route only, and tell no client of the
// other, so that whoever cuts the route has cut the network.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary.ts';
import { TestProgram } from './test-program.ts';
import { eventually } from './waiting.ts';

const binary = process.env.NATS_SERVER_BIN ?? 'nats-server';

export class NatsServer {
  readonly program: TestProgram;
  /** For clients. */
  readonly url: string;
  /** For routes of other servers. */
  readonly routeUrl: string;

  private constructor(program: TestProgram, ports: Ports) {
    const { nats, cluster } = ports;
    const [url] = nats;
    const [routeUrl] = cluster;
    if (url === undefined || routeUrl === undefined) throw new Error(`${program.name} listens nowhere`);
    this.program = program;
    this.url = url;
    this.routeUrl = routeUrl;
  }

  /** Whether this machine has one: Debian's package `nats-server`. */
  static get available(): boolean {
    return spawnSync(binary, ['--version']).status === 0;
  }

  /** @param routeUrl - the other server that it connects to, again and again */
  static async start(name: string, routeUrl?: string): Promise<NatsServer> {
    const directory = temporaryDirectory();
    const file = join(directory, 'nats-server.conf');
    writeFileSync(
      file,
      `server_name: "${name}"
host: "127.0.0.1"
port: -1
ports_file_dir: "${directory}"
cluster { name: "management", host: "127.0.0.1", port: -1, no_advertise: true, routes: [${routeUrl ?? ''}] }
`,
    );
    const program = new TestProgram({ name, command: binary, args: ['--config', file] });
    const portsFile = join(directory, `nats-server_${program.pid}.ports`);
    const ports = await eventually(`${name} to listen`, () => existsSync(portsFile) && readPorts(portsFile));
    return new NatsServer(program, ports);
  }
}

interface Ports {
  readonly nats: readonly string[];
  readonly cluster: readonly string[];
}

/** Undefined while it is being written. */
function readPorts(file: string): Ports | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Ports;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
