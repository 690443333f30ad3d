// `microsphere up`: the whole lab, from nothing to virtual machines that run. In the foreground it is the supervisor;
// with --detach a supervisor of its own goes on after the command has ended.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Lab } from '../lab/lab.ts';
import { readLabFile } from '../lab/lab-file.ts';
import { populate } from '../lab/populate.ts';
import { LabDirectory, type LabState } from '../supervisor/lab-directory.ts';
import { LabRunningError, runningState, Supervisor } from '../supervisor/supervisor.ts';
import { Failure, MESSAGE_PREFIX, tell } from '../terminal/failure.ts';
import { aborted, pause } from '../terminal/interruption.ts';
import type { Progress } from '../terminal/progress.ts';

const DEFAULT_LAB_FILE = fileURLToPath(new URL('../../labs/default.yaml', import.meta.url));
/** How often a waiting command looks at the state of the lab, in milliseconds. */
const LOOK_INTERVAL_MS = 100;

export interface UpOptions {
  readonly file?: string | undefined;
  readonly name?: string | undefined;
  readonly timing?: Lab['timing'] | undefined;
  readonly vcenterPort?: number | undefined;
}

/** The lab that the options describe. Throws a LabError that names file, line and field of each mistake. */
export function chosenLab(options: UpOptions): Lab {
  const lab = readLabFile(options.file ?? DEFAULT_LAB_FILE);
  return { ...lab, name: options.name ?? lab.name, timing: options.timing ?? lab.timing };
}

/** A running lab and what ends it. */
export interface Up {
  readonly state: LabState;
  /** Resolves when somebody asks for the end of the lab (`microsphere down`). */
  readonly stopAsked: Promise<void>;
  down(): Promise<void>;
}

/**
 * Starts the processes and fills the inventory. Nothing is left behind when that fails, when `interrupted` is aborted, when
 * somebody asks for the lab's end meanwhile, or when a process of the lab ends before the lab is complete.
 */
export async function bringUp(options: UpOptions, progress: Progress, interrupted: AbortSignal): Promise<Up> {
  const lab = chosenLab(options);
  const directory = new LabDirectory(lab.name);
  const supervisor = new Supervisor({
    lab,
    directory,
    environment: process.env,
    onProgress: (text) => progress.step(text),
    ...(options.vcenterPort === undefined ? {} : { vcenterPort: options.vcenterPort }),
  });
  const stopAsked = new Promise<void>((resolve) => supervisor.once('stop', resolve));
  const cut = Promise.race([stopAsked, aborted(interrupted)]).then((): never => {
    throw new Failure('stopped before the lab was complete');
  });
  const death = new Promise<never>((_, reject) => {
    supervisor.once('ended', (reason) => reject(new Failure(reason)));
  });
  // Both may come when nobody waits for them any more.
  cut.catch(() => {});
  death.catch(() => {});
  const onStep = (text: string) => {
    if (!supervisor.isStopping) progress.step(text);
  };
  const complete = async () => {
    await supervisor.start();
    return populate(lab, supervisor.vcenter, onStep);
  };
  try {
    const warnings = await Promise.race([complete(), cut, death]);
    progress.done();
    for (const warning of warnings) tell(warning);
    supervisor.complete();
  } catch (error) {
    if (!(error instanceof LabRunningError)) progress.step('stopping what was started');
    await supervisor.stop();
    progress.done();
    throw error;
  }
  return { state: supervisor.state, stopAsked, down: () => supervisor.stop() };
}

/** Starts a supervisor that outlives this command, and waits until its lab is complete. */
export async function bringUpDetached(
  options: UpOptions,
  progress: Progress,
  interrupted: AbortSignal,
): Promise<LabState> {
  const lab = chosenLab(options);
  const directory = new LabDirectory(lab.name);
  const running = runningState(directory);
  if (running)
    throw new LabRunningError(
      `lab "${lab.name}" is running already (pid ${running.supervisor.pid}); see: microsphere status`,
    );
  const logFile = directory.logFile('supervisor');
  const supervisor = startDetached(lab, options, logFile);
  const onInterrupt = () => supervisor.kill('SIGTERM');
  interrupted.addEventListener('abort', onInterrupt);
  let shown = 0;
  for (;;) {
    // Before the log is read: what it said by then is all in there.
    const ended = supervisor.exitCode !== null || supervisor.signalCode !== null;
    const state = runningState(directory);
    const lines = readFileSync(logFile, 'utf8').split('\n').filter(Boolean);
    for (const line of lines.slice(shown)) if (line.startsWith('[')) progress.step(line.replace(/^\[[^\]]*\] /, ''));
    shown = lines.length;
    if (ended) {
      progress.done();
      throw new Failure(said(lines).join('\n') || `the supervisor ended; its log: ${logFile}`);
    }
    if (state?.phase === 'running') {
      progress.done();
      for (const warning of said(lines)) tell(warning);
      interrupted.removeEventListener('abort', onInterrupt);
      supervisor.unref();
      return state;
    }
    await pause(LOOK_INTERVAL_MS);
  }
}

function startDetached(lab: Lab, options: UpOptions, logFile: string): ChildProcess {
  const log = openSync(logFile, 'w');
  const main = fileURLToPath(new URL('../main.js', import.meta.url));
  const args = [main, 'up', '--lab', lab.name, '--timing', lab.timing, '--file', options.file ?? DEFAULT_LAB_FILE];
  if (options.vcenterPort !== undefined) args.push('--port', String(options.vcenterPort));
  const supervisor = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  return supervisor;
}

/** What a supervisor has to say to the user: its warnings, or the lines of its failure. */
function said(lines: readonly string[]): string[] {
  return lines.filter((line) => line.startsWith(MESSAGE_PREFIX)).map((line) => line.slice(MESSAGE_PREFIX.length));
}
