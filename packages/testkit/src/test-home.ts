// A real cluster for tests: labs in a directory of their own (MICROSPHERE_HOME), brought up by the real, built command.
// Whatever becomes of a test, `closeHomes` takes down what it brought up; vitest's setup file calls it after each file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasEnded, killIfThere, type Leftover, processesWith } from './leftovers.ts';
import { temporaryDirectory } from './temporary.ts';
import { type Ending, TestProgram } from './test-program.ts';
import { eventually, waitFor } from './waiting.ts';

const homes = new Set<TestHome>();
const main = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));

/** The smallest lab in which vSphere HA has somewhere to go. JSON is YAML: it can be written to a lab file as it is. */
export const smallLab = {
  name: 'small',
  vcenter: { port: 0 },
  hosts: [{ name: 'esx01' }, { name: 'esx02' }],
  datastores: [{ name: 'datastore1', sizeMb: 128 }],
  vms: [
    { name: 'vm1', datastore: 'datastore1', ip: '10.10.0.11' },
    { name: 'vm2', datastore: 'datastore1', ip: '10.10.0.12' },
  ],
};

/** A command that has ended. */
export interface Ran extends Ending {
  /** Standard output. */
  readonly output: string;
  /** Standard error, without the lines of progress. */
  readonly log: string;
}

/** The part of a lab's state file that tests look at. */
export interface LabRecord {
  readonly phase: string;
  readonly supervisor: { readonly pid: number };
  readonly processes: readonly {
    readonly name: string;
    readonly kind: string;
    readonly state: string;
    readonly identity?: { readonly pid: number };
    readonly facts: Readonly<Record<string, string | number>>;
  }[];
  readonly vcenter?: { readonly url: string; readonly userName: string; readonly password: string };
}

export class TestHome {
  readonly path: string;
  /** What the commands see of the user's environment: nothing that names another lab, or another broker. */
  private readonly environment: Readonly<Record<string, string>>;

  /** @param path - MICROSPHERE_HOME; a temporary directory when it is not given */
  constructor(path = temporaryDirectory()) {
    this.path = path;
    const unset = ['NATS_URL', 'NATS_SERVER_BIN', 'MICROSPHERE_VCENTER', 'MICROSPHERE_SWITCH', 'MICROSPHERE_PASSWORD'];
    this.environment = { ...Object.fromEntries(unset.map((name) => [name, ''])), MICROSPHERE_HOME: path };
    homes.add(this);
  }

  /** Writes a lab file; returns its path. */
  labFile(lab: unknown): string {
    const path = join(temporaryDirectory(), 'lab.yaml');
    writeFileSync(path, typeof lab === 'string' ? lab : JSON.stringify(lab, null, 1));
    return path;
  }

  /** Starts a command: `microsphere(['up', '-f', file])`. */
  microsphere(args: readonly string[], environment: Readonly<Record<string, string>> = {}): TestProgram {
    if (!existsSync(main)) throw new Error(`${main} is not there: build first (node scripts/pm.mjs build)`);
    return new TestProgram({
      name: `microsphere ${args[0]}`,
      command: process.execPath,
      args: [main, ...args],
      environment: { ...this.environment, ...environment },
    });
  }

  /** Runs a command to its end. */
  async run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
    return ended(this.microsphere(args, environment));
  }

  /** Runs a command that must succeed, with --json; returns what its last line says. */
  async json(...args: readonly string[]): Promise<unknown> {
    const { code, output, log } = await this.run([...args, '--json']);
    if (code !== 0) throw new Error(`microsphere ${args.join(' ')} ended with status ${code}: ${log}`);
    return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
  }

  /** Starts a lab in the foreground; resolves when it is complete, with the command that is its supervisor. */
  async up(lab: { readonly name: string }, environment: Readonly<Record<string, string>> = {}): Promise<TestProgram> {
    const up = this.microsphere(['up', '--json', '-f', this.labFile(lab)], environment);
    let over = false;
    void up.exited.finally(() => {
      over = true;
    });
    await eventually(`lab ${lab.name}`, () => over || up.output.includes('\n'), UP_LIMIT_MS).catch((cause) => {
      throw new Error(`${(cause as Error).message}; it said: ${up.log}`, { cause });
    });
    if (over) throw new Error(`lab ${lab.name} did not come up: ${up.log}`);
    return up;
  }

  state(labName: string): LabRecord | undefined {
    try {
      return JSON.parse(readFileSync(join(this.path, labName, 'state.json'), 'utf8')) as LabRecord;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Every living process that a command here has started, directly or not, and the commands themselves. */
  processes(): Leftover[] {
    return processesWith('MICROSPHERE_HOME', this.path);
  }

  /** Resolves when nothing runs here any more and every address of `record` is free again. */
  async expectNothingLeft(record?: LabRecord): Promise<void> {
    await waitFor('the end of every process of the lab', {
      observe: () => this.processes(),
      until: (left) => left.length === 0,
    });
    const urls = (record?.processes ?? []).flatMap(({ facts }) => [facts.url, facts.endpoint]);
    for (const url of new Set(urls))
      if (url !== undefined) await eventually(`${url} to be free`, () => isFree(Number(new URL(String(url)).port)));
  }

  /** Kills whatever runs here; resolves when it has let go of its files and ports. */
  async close(): Promise<void> {
    homes.delete(this);
    const killed = this.processes().map(({ pid }) => pid);
    for (const pid of killed) killIfThere(pid);
    await waitFor('the end of every process of the lab', {
      observe: () => [...this.processes(), ...killed.filter((pid) => !hasEnded(pid))],
      until: (left) => left.length === 0,
    });
  }
}

/** How long a lab may take, in milliseconds: a busy machine is slow. */
const UP_LIMIT_MS = 120_000;

/** Takes down every lab that is left; for `afterEach`, before `stopAll`. */
export async function closeHomes(): Promise<void> {
  await Promise.all([...homes].map((home) => home.close()));
}

/** A command's end, with what it said. */
export async function ended(program: TestProgram): Promise<Ran> {
  const ending = await program.exited;
  const log = program.log.replace(/^\[\d+\.\d s\].*\n/gm, '');
  return { ...ending, output: program.output, log };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
