// `microsphere up`: the whole lab, from nothing to virtual machines that run. In the foreground it is the supervisor;
// with --detach a supervisor of its own goes on after the command has ended.
import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Lab } from '../lab/lab.ts';
import { LabError, readLabFile } from '../lab/lab-file.ts';
import { populate } from '../lab/populate.ts';
import { askSupervisor } from '../supervisor/control.ts';
import { LabDirectory, type LabState } from '../supervisor/lab-directory.ts';
import { isAlive } from '../supervisor/process-identity.ts';
import { runningState, Supervisor, sweep } from '../supervisor/supervisor.ts';
import { Failure } from '../terminal/failure.ts';
import type { Progress } from '../terminal/progress.ts';

export const DEFAULT_LAB_FILE = fileURLToPath(new URL('../../labs/default.yaml', import.meta.url));
/** How often a waiting command looks at the state of the lab, in milliseconds. */
const POLL_INTERVAL_MS = 100;

export interface UpOptions {
  readonly file?: string;
  readonly name?: string;
  readonly timing?: Lab['timing'];
  readonly vcenterPort?: number;
}

/** The lab that the options describe. Throws a Failure that names file, line and field of each mistake. */
export function chosenLab(options: UpOptions): Lab {
  try {
    const lab = readLabFile(options.file ?? DEFAULT_LAB_FILE);
    return { ...lab, name: options.name ?? lab.name, timing: options.timing ?? lab.timing };
  } catch (error) {
    if (error instanceof LabError) throw new Failure(error.message, { status: 2, cause: error });
    throw error;
  }
}

/** A running lab and what ends it. */
export interface Up {
  readonly state: LabState;
  /** Resolves when somebody asks for the end of the lab (`microsphere down`). */
  readonly stopAsked: Promise<void>;
  down(): Promise<void>;
}

/** Starts the processes and fills the inventory. Nothing is left behind when that fails or `signal` aborts it. */
export async function bringUp(options: UpOptions, progress: Progress, abort?: AbortSignal): Promise<Up> {
  const lab = chosenLab(options);
  const directory = new LabDirectory(lab.name);
  const supervisor = new Supervisor({
    lab,
    directory,
    environment: process.env,
    onProgress: (text) => progress.step(text),
    ...(options.vcenterPort === undefined ? {} : { vcenterPort: options.vcenterPort }),
  });
  const stopAsked = new Promise<void>((resolve) => supervisor.once('stop', () => resolve()));
  try {
    await supervisor.start();
  } catch (cause) {
    throw new Failure((cause as Error).message, { cause });
  }
  try {
    const ended = Promise.race([stopAsked, aborted(abort)]).then(() => {
      throw new Failure('stopped before the lab was complete');
    });
    await Promise.race([populate(lab, supervisor.vcenter, (text) => progress.step(text)), ended]);
  } catch (error) {
    progress.step('stopping what was started');
    await supervisor.stop();
    throw error;
  }
  supervisor.complete();
  progress.done();
  const state = directory.readState() as LabState;
  return { state, stopAsked, down: () => supervisor.stop() };
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
}

/** Starts a supervisor that outlives this command, and waits until its lab is complete. */
export async function bringUpDetached(options: UpOptions, progress: Progress): Promise<LabState> {
  const lab = chosenLab(options);
  const directory = new LabDirectory(lab.name);
  if (runningState(directory)) throw new Failure(`lab "${lab.name}" is running already; see: microsphere status`);
  const logFile = directory.logFile('supervisor');
  const log = openSync(logFile, 'w');
  const main = fileURLToPath(new URL('../main.js', import.meta.url));
  const args = [main, 'up', '--lab', lab.name, '--file', options.file ?? DEFAULT_LAB_FILE];
  if (options.timing) args.push('--timing', options.timing);
  if (options.vcenterPort !== undefined) args.push('--port', String(options.vcenterPort));
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log, log] });
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  let shown = 0;
  for (;;) {
    const lines = readFileSync(logFile, 'utf8').split('\n').filter(Boolean);
    for (const line of lines.slice(shown)) progress.step(line.replace(/^\[[^\]]*\] /, ''));
    shown = lines.length;
    if (ended) {
      progress.done();
      throw new Failure((lines.at(-1) ?? 'the supervisor ended').replace(/^microsphere: /, ''));
    }
    const state = runningState(directory);
    if (state?.phase === 'running') {
      progress.done();
      child.unref();
      return state;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
}

/** `microsphere down`: asks the supervisor to stop, or cleans up after one that was killed. */
export async function bringDown(labName: string, options: { readonly purge: boolean }): Promise<{ swept: number }> {
  const directory = new LabDirectory(labName);
  const state = runningState(directory);
  let swept = 0;
  if (state) {
    await askSupervisor(state, 'stop');
    while (isAlive(state.supervisor)) await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  } else {
    swept = sweep(directory);
  }
  if (options.purge) directory.remove();
  return { swept };
}
