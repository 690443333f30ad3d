// The lab in which a demonstration plays: the one that runs, or one of its own that goes with it.
import { randomBytes } from 'node:crypto';
import { bringUp } from '../commands/up.ts';
import type { Lab } from '../lab/lab.ts';
import { findRunningLab, type RunningLab, runningLabs } from '../running-lab.ts';
import { LabDirectory } from '../supervisor/lab-directory.ts';
import { claimLab, LabRunningError, sweep } from '../supervisor/supervisor.ts';
import { Failure } from '../terminal/failure.ts';
import type { Progress } from '../terminal/progress.ts';

/** Name of a lab that a demonstration brings up for itself. */
const DEMO_PREFIX = 'demo-';

export interface DemoLabOptions {
  /** Name of the lab that runs, where several do. */
  readonly lab?: string | undefined;
  readonly timing?: Lab['timing'] | undefined;
  /** Of a lab of its own; the default lab otherwise. */
  readonly file?: string;
}

/** The lab that runs, or one of the demonstration's own; `end` takes that down. Throws a Failure when it isn't clear which. */
export async function labForDemo(
  options: DemoLabOptions,
  progress: Progress,
  interrupted: AbortSignal,
): Promise<{ lab: RunningLab; end(): Promise<void> }> {
  if (options.lab !== undefined || runningLabs().length > 0) {
    const lab = findRunningLab(options.lab);
    if (lab.state.phase !== 'running') throw new Failure(`lab "${lab.state.lab.name}" is ${lab.state.phase}`);
    if (options.timing && options.timing !== lab.state.lab.timing)
      throw new Failure(`lab "${lab.state.lab.name}" runs in the ${lab.state.lab.timing} profile`, { status: 2 });
    return { lab, end: async () => {} };
  }
  await removeOldDemos();
  const name = `${DEMO_PREFIX}${randomBytes(4).toString('hex')}`;
  const directory = new LabDirectory(name);
  try {
    const up = await bringUp(
      { name, vcenterPort: 0, file: options.file, timing: options.timing },
      progress,
      interrupted,
    );
    return {
      lab: { directory, state: up.state },
      end: async () => {
        progress.step('taking the lab of the demonstration down');
        await up.down();
        directory.remove();
      },
    };
  } catch (error) {
    directory.remove();
    throw error;
  }
}

/** A demonstration that was killed leaves its lab; the next one clears it away. */
async function removeOldDemos(): Promise<void> {
  for (const name of LabDirectory.list().filter((lab) => lab.startsWith(DEMO_PREFIX))) {
    const directory = new LabDirectory(name);
    try {
      const release = claimLab(name, directory);
      await sweep(directory);
      directory.remove();
      release();
    } catch (error) {
      if (!(error instanceof LabRunningError)) throw error;
    }
  }
}
