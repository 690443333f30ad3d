// A program under test, or one that a test needs: any executable, started as a real process. Whatever becomes of the test, the
// program ends with it: `stopAll` kills what is left, after each file at the latest (setup.ts), and standard input is a pipe
// whose end tells a program of ours that the test runner is gone.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How much of what a program says is kept, in characters: the end of it. */
export const MAX_KEPT_CHARACTERS = 1_000_000;

const running = new Set<TestProgram>();

export interface ProgramOptions {
  /** Name in messages. */
  readonly name: string;
  readonly command: string;
  readonly args?: readonly string[];
  /** Added to the environment of the test runner. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class TestProgram {
  readonly name: string;
  /** How it ended, once all that it said has been read; rejects when it could not be started. */
  readonly exited: Promise<Ending>;
  protected readonly child: ChildProcessWithoutNullStreams;
  private stdout = '';
  private stderr = '';

  constructor({ name, command, args = [], environment = {} }: ProgramOptions) {
    this.name = name;
    this.child = spawn(command, args, { stdio: 'pipe', env: { ...process.env, ...environment } });
    this.child.stdin.on('error', () => {}); // nobody need read it
    this.child.stdout.on('data', (text: Buffer) => {
      this.stdout = `${this.stdout}${text}`.slice(-MAX_KEPT_CHARACTERS);
    });
    this.child.stderr.on('data', (text: Buffer) => {
      this.stderr = `${this.stderr}${text}`.slice(-MAX_KEPT_CHARACTERS);
    });
    running.add(this);
    this.exited = new Promise<Ending>((resolve, reject) => {
      this.child.once('error', (cause) => reject(new Error(`${name} can't be started: ${cause.message}`, { cause })));
      this.child.once('close', (code, signal) => resolve({ code, signal }));
    }).finally(() => running.delete(this));
    this.exited.catch(() => {}); // told to whoever waits for it
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.name} could not be started: it has no pid`);
    return this.child.pid;
  }

  /** What it has said on standard output so far. */
  get output(): string {
    return this.stdout;
  }

  /** What it has logged, on standard error, so far. */
  get log(): string {
    return this.stderr;
  }

  /** Hears every line that it logs from now on. */
  onLogLine(listener: (line: string) => void): void {
    createInterface({ input: this.child.stderr }).on('line', listener);
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Types on its standard input. */
  write(text: string): void {
    this.child.stdin.write(text);
  }

  /** Ends its standard input, as the death of whoever started it does. */
  cutLifeline(): void {
    this.child.stdin.end();
  }

  async kill(): Promise<Ending> {
    this.signal('SIGKILL');
    return this.exited;
  }

  /** SIGTERM; resolves when it has ended. One that is frozen runs on to take the signal. */
  async stop(): Promise<Ending> {
    this.signal('SIGCONT');
    this.signal('SIGTERM');
    return this.exited;
  }
}

/** Kills every program that is left; for `afterEach`. */
export async function stopAll(): Promise<void> {
  await Promise.allSettled([...running].map((program) => program.kill()));
}
