// What each of our processes does alike: read its configuration, say when it is ready, stop on SIGTERM, die with its
// supervisor, and stop at once when an assumption is broken: that is what HA is for.
import { type Logger, pino } from 'pino';
import type { ZodType } from 'zod';
import { ConfigurationError, readConfiguration } from './configuration.ts';

/** Exit status for a process that could not start because of what it was told. */
const EXIT_USAGE = 2;
/** How long a process may take to stop before it ends itself, in milliseconds. */
const STOP_LIMIT_MS = 5_000;

export interface Shell {
  readonly log: Logger;
  /** Monotonic milliseconds. */
  now(): number;
  /** Milliseconds since the epoch. */
  wallClock(): number;
  /** Tells whoever started this process that it serves, and where: one line of JSON, `{"ready":{...}}`, on standard output. */
  ready(facts: Readonly<Record<string, string | number>>): void;
  /** Ends the process as after a broken assumption. */
  fatal(why: string, cause?: unknown): never;
}

export interface ProcessDefinition<C> {
  /** Name in logs: "shared-storage". */
  readonly name: string;
  readonly configuration: ZodType<C>;
  /** Wires and starts; returns what stops it again. A thrown error ends the process with status 1 and one line. */
  start(configuration: C, shell: Shell): Promise<() => Promise<void> | void>;
}

/** Runs this process until it is told to stop. Call it once, from `main.ts`. */
export async function runProcess<C>(definition: ProcessDefinition<C>): Promise<void> {
  const level = process.env.MICROSPHERE_LOG ?? 'info';
  const isLevel = level === 'silent' || level in pino.levels.values;
  const log = pino(
    {
      name: definition.name,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      level: isLevel ? level : 'info',
    },
    pino.destination({ fd: 2, sync: true }),
  );
  const fail = (message: string, status: number, cause?: unknown): never => {
    log.fatal({ err: cause }, message);
    process.exit(status);
  };
  // A promise that is rejected and not handled arrives here too.
  process.on('uncaughtException', (error) => fail(`broken assumption: ${messageOf(error)}`, 1, error));
  if (!isLevel) return fail(`MICROSPHERE_LOG: there is no level ${JSON.stringify(level)}`, EXIT_USAGE);

  let configuration: C;
  try {
    configuration = readConfiguration(definition.configuration, process.argv.slice(2), process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return fail(error.message, EXIT_USAGE);
  }

  let stop: (() => Promise<void> | void) | undefined;
  let stopping = false;
  const end = async (why: string) => {
    if (stopping) return;
    stopping = true;
    log.info(`stopping: ${why}`);
    // Not unref'd: a stop that waits for nothing that can happen must not end the process as if all were well.
    setTimeout(() => fail('did not stop in time', 1), STOP_LIMIT_MS);
    await stop?.();
    process.exit(0);
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  if (process.env.MICROSPHERE_LIFELINE === 'stdin') {
    // The supervisor holds the other end. It is gone when this ends, whatever ended it.
    process.stdin.on('end', () => end('the supervisor is gone'));
    process.stdin.on('error', () => end('the supervisor is gone'));
    process.stdin.resume();
  }

  const shell: Shell = {
    log,
    now: () => performance.now(),
    wallClock: () => Date.now(),
    ready: (facts) => process.stdout.write(`${JSON.stringify({ ready: facts })}\n`),
    fatal: (why, cause) => fail(why, 1, cause),
  };
  try {
    stop = await definition.start(configuration, shell);
  } catch (error) {
    fail(`can't start: ${messageOf(error)}`, 1, error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
