// A test run that leaves a process alive fails. Every process that a test starts, and every one that such a process starts,
// inherits a mark in its environment (setup.ts); when the run is over, a process that still has it is a leftover: it
// is named and killed, and the run has failed. Works where there is /proc; elsewhere nothing is looked for.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOLDER_VARIABLE } from './temporary.ts';
import { WaitedInVain, waitFor } from './waiting.ts';

/** Which run this is: in the environment of the test runner and its workers. */
export const RUN_VARIABLE = 'MICROSPHERE_TEST_RUN';
/** Which run a process was started by: in the environment of what the tests start, and of nothing else. */
export const CHILD_VARIABLE = 'MICROSPHERE_TEST_CHILD_OF';
/** Processes that have been told to end may still be about it, in milliseconds. */
const LEFTOVER_LIMIT_MS = 10_000;

export interface Leftover {
  readonly pid: number;
  readonly command: string;
}

/** The living processes that were started by the tests of a run. */
export function leftovers(run: string): Leftover[] {
  return processesWith(CHILD_VARIABLE, run);
}

/** The living processes that have a variable of this value in their environment; none where there is no /proc. */
export function processesWith(variable: string, value: string): Leftover[] {
  const mark = `${variable}=${value}`;
  const found: Leftover[] = [];
  for (const name of processFolders()) {
    try {
      if (!readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(mark)) continue;
      found.push({ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') });
    } catch {
      // It has just ended, or is another user's.
    }
  }
  return found;
}

function processFolders(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return []; // not Linux
  }
}

/** Resolves when no process of a run is left; kills those that stay, and rejects with their names. */
export async function expectNoLeftovers(run: string, limitMs = LEFTOVER_LIMIT_MS): Promise<void> {
  try {
    await waitFor('the end of every process that a test started', {
      observe: () => leftovers(run),
      until: (left) => left.length === 0,
      limitMs,
    });
  } catch (error) {
    if (!(error instanceof WaitedInVain)) throw error;
    const left = leftovers(run);
    for (const { pid } of left) killIfThere(pid);
    const names = left.map(({ pid, command }) => `${pid} (${command.trim()})`);
    throw new Error(`the tests left processes behind, killed now: ${names.join(', ')}`, { cause: error });
  }
}

/**
 * Whether a process is gone, or a zombie with all its threads. One that is ending loses its environment first, and its files
 * and ports with its last thread.
 */
export function hasEnded(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^\) [ZX]/.test(stat.slice(stat.lastIndexOf(')'))) && readdirSync(`/proc/${pid}/task`).length <= 1;
  } catch {
    return true;
  }
}

export function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The `globalSetup` of vitest: begins a run, and looks for leftovers at its end. */
export default function guard(): () => Promise<void> {
  const run = randomUUID();
  const folder = mkdtempSync(join(tmpdir(), 'microsphere-test-run-'));
  process.env[RUN_VARIABLE] = run;
  process.env[FOLDER_VARIABLE] = folder;
  return async () => {
    try {
      await expectNoLeftovers(run);
    } catch (error) {
      process.exitCode = 1; // vitest reports what a teardown throws, and exits as if nothing had happened
      throw error;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}
