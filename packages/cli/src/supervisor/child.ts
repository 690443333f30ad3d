// One process of the lab: started, watched until it says that it is ready, and known by pid and start time. Its standard
// input is its lifeline: when the supervisor is gone, whatever ended it, the pipe ends and the process stops.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { identify, type ProcessIdentity, signal } from './process-identity.ts';

export interface ChildOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** How the facts of a ready process are learned, for programs that aren't ours; ours print one JSON line. */
  readonly probe?: (child: ChildProcess) => Promise<Readonly<Record<string, string | number>>>;
  readonly onExit: (ending: string) => void;
}

/** A process that ended before it was ready; the message has the reason that it logged. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

export class Child {
  readonly identity: ProcessIdentity;
  private readonly exited: Promise<string>;

  private constructor(process: ChildProcess, identity: ProcessIdentity, exited: Promise<string>) {
    this.identity = identity;
    this.exited = exited;
    process.stdin?.on('error', () => {});
  }

  /** Starts the process; `ready` resolves with the facts it reports, or rejects with `StartError`. */
  static start(options: ChildOptions): { child: Child; ready: Promise<Readonly<Record<string, string | number>>> } {
    const log = openSync(options.logFile, 'a');
    const logStart = readFileSync(options.logFile).length;
    const started = spawn(options.command, options.args, {
      stdio: ['pipe', 'pipe', log],
      env: { ...process.env, ...options.environment, MICROSPHERE_LIFELINE: 'stdin' },
    });
    closeSync(log);
    const exited = new Promise<string>((resolve) => {
      started.on('error', (error) => resolve(error.message));
      started.on('exit', (code, killedBy) => resolve(killedBy ?? `status ${code}`));
    });
    const identity = (started.pid !== undefined && identify(started.pid)) || { pid: started.pid ?? 0, startTime: '' };
    const child = new Child(started, identity, exited);
    void exited.then(options.onExit);
    const ready = Promise.race([
      options.probe ? options.probe(started) : readyLine(started),
      exited.then((ending) => {
        throw new StartError(`${options.name}: ${lastComplaint(options.logFile, logStart) ?? `ended with ${ending}`}`);
      }),
    ]);
    return { child, ready };
  }

  /** Ends the process: SIGTERM, and SIGKILL for one that doesn't within `limitMs`. */
  async stop(limitMs: number): Promise<void> {
    // A process that was frozen must run to take the signal.
    signal(this.identity, 'SIGCONT');
    signal(this.identity, 'SIGTERM');
    const timer = setTimeout(() => signal(this.identity, 'SIGKILL'), limitMs);
    await this.exited;
    clearTimeout(timer);
  }
}

/** `{"ready":{...}}` on standard output. */
function readyLine(child: ChildProcess): Promise<Readonly<Record<string, string | number>>> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready":')) resolve((JSON.parse(line) as { ready: Record<string, string | number> }).ready);
    });
  });
}

/** The message of the last fatal or error line that the process logged. */
function lastComplaint(logFile: string, from: number): string | undefined {
  const lines = readFileSync(logFile).subarray(from).toString().trim().split('\n').reverse();
  for (const line of lines) {
    try {
      const { level, msg } = JSON.parse(line) as { level: number; msg: string };
      if (level >= 50) return msg;
    } catch {
      if (line.trim()) return line.trim();
    }
  }
  return undefined;
}
