// One of our processes under test: the real, built program. Whatever becomes of the test, the process ends with it: its
// lifeline is a pipe to the test runner, and `stopAll` kills what is left.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const started = new Set<TestProcess>();

export class TestProcess {
  readonly name: string;
  readonly pid: number;
  /** How it ended. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  private log_ = '';
  private readonly child: ChildProcess;
  private readonly facts: Promise<Readonly<Record<string, string | number>>>;

  /** Starts `packages/<name>/dist/main.js`. */
  constructor(name: string, configuration: unknown, environment: Readonly<Record<string, string>> = {}) {
    this.name = name;
    const main = fileURLToPath(new URL(`../../${name}/dist/main.js`, import.meta.url));
    if (!existsSync(main)) throw new Error(`${main} is not built: run npx tsc -b`);
    this.child = spawn(process.execPath, [main], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...environment,
        MICROSPHERE_LIFELINE: 'stdin',
        MICROSPHERE_CONFIG: JSON.stringify(configuration),
      },
    });
    this.pid = this.child.pid as number;
    this.child.stderr?.on('data', (text: Buffer) => {
      this.log_ += text.toString();
    });
    this.exited = new Promise((resolve) => this.child.on('exit', (code, signal) => resolve({ code, signal })));
    this.facts = new Promise((resolve, reject) => {
      if (this.child.stdout)
        createInterface({ input: this.child.stdout }).on('line', (line) => {
          if (line.startsWith('{"ready":')) resolve((JSON.parse(line) as { ready: Record<string, string> }).ready);
        });
      void this.exited.then(({ code, signal }) => reject(new Error(`${name} ended (${signal ?? code}): ${this.log_}`)));
    });
    this.facts.catch(() => {});
    this.child.stdin?.on('error', () => {});
    started.add(this);
    void this.exited.then(() => started.delete(this));
  }

  /** What it has logged so far. */
  get log(): string {
    return this.log_;
  }

  /** What it said when it was ready; rejects with its log when it ended instead. */
  ready(): Promise<Readonly<Record<string, string | number>>> {
    return this.facts;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  /** SIGTERM; resolves when it has ended. */
  async stop(): Promise<void> {
    this.child.kill('SIGCONT');
    this.child.kill('SIGTERM');
    await this.exited;
  }
}

/** Kills every process that is left; for `afterEach`. */
export async function stopAll(): Promise<void> {
  await Promise.all([...started].map((process) => process.kill()));
}
