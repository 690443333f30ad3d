// `microsphere down`: asks the supervisor of a lab to stop it, or cleans up after one that was killed.

import { gone } from '@microsphere/process/identity';
import { runningLabs } from '../running-lab.ts';
import { askToStop } from '../supervisor/control.ts';
import { LabDirectory } from '../supervisor/lab-directory.ts';
import { claimLab, LabRunningError, runningState, sweep } from '../supervisor/supervisor.ts';
import { Failure } from '../terminal/failure.ts';
import { pause } from '../terminal/interruption.ts';

/** How often a lab that is just beginning or ending is looked at, in milliseconds. */
const LOOK_INTERVAL_MS = 50;

export interface DownResult {
  readonly lab: string;
  /** Processes that were left behind by a supervisor that was killed. */
  readonly swept: number;
}

export function printDown({ lab, swept }: DownResult): string {
  return swept > 0
    ? `lab "${lab}" is down; ${swept} processes that were left behind are ended`
    : `lab "${lab}" is down`;
}

/** The lab that is meant when none is named: the one that runs, else the only one that there is. */
function labMeant(): string {
  const running = runningLabs().map(({ state }) => state.lab.name);
  const candidates = running.length > 0 ? running : LabDirectory.list();
  const [only] = candidates;
  if (only === undefined) throw new Failure('there is no lab');
  if (candidates.length > 1)
    throw new Failure(
      `several labs ${running.length > 0 ? 'run' : 'are there'} (${candidates.join(', ')}): name one with --lab`,
      { status: 2 },
    );
  return only;
}

/** Resolves when no process of the lab is left. */
export async function bringDown(
  labName: string | undefined,
  options: { readonly purge: boolean },
): Promise<DownResult> {
  const lab = labName ?? labMeant();
  const directory = new LabDirectory(lab);
  if (!LabDirectory.list().includes(lab)) throw new Failure(`there is no lab "${lab}"`);
  const swept = await end(lab, directory);
  if (options.purge) directory.remove();
  return { lab, swept };
}

async function end(lab: string, directory: LabDirectory): Promise<number> {
  for (;;) {
    const state = runningState(directory);
    if (state) {
      await askToStop(state);
      await gone(state.supervisor);
      // It may have been killed while it stopped: what it left is swept.
      continue;
    }
    try {
      const release = claimLab(lab, directory);
      try {
        return await sweep(directory);
      } finally {
        release();
      }
    } catch (error) {
      // A supervisor that is just about to say where it can be asked, or that has just said its last word.
      if (!(error instanceof LabRunningError)) throw error;
    }
    await pause(LOOK_INTERVAL_MS);
  }
}
