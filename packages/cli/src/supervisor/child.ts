// One process of the lab: started, watched until it says that it is ready, and known by pid and start time. Its standard
// input is its lifeline: when the supervisor is gone, whatever ended it, the pipe ends and the process stops.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { identify, type ProcessIdentity, signal } from '@microsphere/process/identity';
import type { Facts } from './lab-processes.ts';

/** A log that is larger when its process starts is put aside as NAME.log.old; the one before is gone. */
export const MAX_LOG_BYTES = 4 * 1024 * 1024;
/** How much of the end of a log is searched for the reason of an ending. */
const MAX_SEARCHED_BYTES = 64 * 1024;
/** Levels of pino from which on a line is a complaint. */
const ERROR_LEVEL = 50;

export interface ChildOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** How the facts of a ready process are learned, for programs that aren't ours; ours print one JSON line. */
  readonly probe?: (hasEnded: () => boolean) => Promise<Facts>;
}

/** A process that ended before it was ready; the message has the reason that it logged. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** How a process ended, and what it complained of last, where it did. */
export interface Ending {
  /** "SIGKILL", "status 1", or "not started". */
  readonly how: string;
  readonly complaint: string | undefined;
}

export class Child {
  /** Undefined for a program that could not be started. */
  readonly identity: ProcessIdentity | undefined;
  readonly exited: Promise<Ending>;
  /** Resolves with the facts that the process reports, rejects with `StartError` when it has ended. */
  readonly ready: Promise<Facts>;

  constructor({ name, command, args, environment, logFile, probe }: ChildOptions) {
    const log = openLog(logFile);
    const logStart = fstatSync(log).size;
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', log],
      env: { ...process.env, ...environment, MICROSPHERE_LIFELINE: 'stdin' },
      // A group of its own: the terminal's Ctrl-C is for the supervisor, which stops the lab in order.
      detached: process.platform !== 'win32',
    });
    closeSync(log);
    child.stdin?.on('error', () => {}); // nobody need read it
    this.identity = child.pid === undefined ? undefined : identify(child.pid);
    let ended = false;
    this.exited = new Promise<Ending>((resolve) => {
      const end = (ending: Ending) => {
        ended = true;
        resolve(ending);
      };
      child.once('error', ({ message }) => end({ how: 'not started', complaint: message }));
      child.once('exit', (code, killedBy) =>
        end({ how: killedBy ?? `status ${code}`, complaint: lastComplaint(logFile, logStart) }),
      );
    });
    this.ready = Promise.race([
      probe ? probe(() => ended) : readyLine(child),
      this.exited.then((ending) => {
        throw new StartError(`${name}: ${reasonOf(ending)}`);
      }),
    ]);
    this.ready.catch(() => {}); // told to whoever waits for it
  }

  /** Ends the process: SIGTERM, and SIGKILL for one that doesn't within `limitMs`. */
  async stop(limitMs: number): Promise<void> {
    const { identity } = this;
    if (!identity) return;
    // A process that was frozen must run to take the signal.
    signal(identity, 'SIGCONT');
    signal(identity, 'SIGTERM');
    const timer = setTimeout(() => signal(identity, 'SIGKILL'), limitMs);
    await this.exited;
    clearTimeout(timer);
  }
}

export function reasonOf({ how, complaint }: Ending): string {
  return complaint ?? `ended with ${how}`;
}

function openLog(path: string): number {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) renameSync(path, `${path}.old`);
  return openSync(path, 'a');
}

/** `{"ready":{...}}` on standard output. */
function readyLine(child: ChildProcess): Promise<Facts> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready":')) resolve((JSON.parse(line) as { ready: Facts }).ready);
    });
  });
}

/** The message of the last fatal or error line that a process logged from byte `from` on. */
function lastComplaint(logFile: string, from: number): string | undefined {
  const complaints = endOf(logFile, from).split('\n').map(complaintOf);
  return complaints.findLast((text) => text !== undefined);
}

/** A line of pino's of a high level, an error of Node.js itself, or an error of nats-server's. */
function complaintOf(line: string): string | undefined {
  if (line.startsWith('{')) {
    try {
      const { level, msg } = JSON.parse(line) as { level?: number; msg?: string };
      return level !== undefined && level >= ERROR_LEVEL ? msg : undefined;
    } catch {
      return undefined; // half a line
    }
  }
  return /^\w*Error\b.*|(?<=\[(?:FTL|ERR)\] ).*|^nats-server: .*/.exec(line)?.[0];
}

function endOf(path: string, from: number): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const start = Math.max(from, size - MAX_SEARCHED_BYTES);
    const bytes = Buffer.alloc(Math.max(0, size - start));
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, start));
  } finally {
    closeSync(file);
  }
}
