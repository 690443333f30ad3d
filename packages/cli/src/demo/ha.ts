// `microsphere demo ha`: the main job as a story. It uses the lab that runs, or brings up one of its own and takes it down.
import { randomBytes } from 'node:crypto';
import { bringUp } from '../commands/up.ts';
import type { Lab } from '../lab/lab.ts';
import { findRunningLab, type RunningLab, runningLabs } from '../running-lab.ts';
import { LabDirectory } from '../supervisor/lab-directory.ts';
import { claimLab, LabRunningError, sweep } from '../supervisor/supervisor.ts';
import { Failure } from '../terminal/failure.ts';
import { interruption } from '../terminal/interruption.ts';
import { Progress } from '../terminal/progress.ts';
import { type FailoverResult, runFailover, type Variation } from './failover.ts';
import { story, summary, verdict, wasKept } from './verdict.ts';

export { variations } from './failover.ts';

/** Name of a lab that a demonstration brings up for itself. */
const DEMO_PREFIX = 'demo-';

export interface DemoOptions {
  readonly lab?: string | undefined;
  readonly timing?: Lab['timing'];
  readonly variation: Variation;
  readonly runs: number;
  readonly json?: boolean;
}

/** Runs the demonstration; whether every promise was kept. */
export async function demoHa(options: DemoOptions): Promise<boolean> {
  const progress = new Progress();
  const interrupted = interruption();
  const { lab, end } = await labForDemo(options, progress, interrupted);
  try {
    const results: FailoverResult[] = [];
    for (let run = 1; run <= options.runs; run += 1) {
      const prefix = options.runs > 1 ? `run ${run} of ${options.runs}: ` : '';
      const onStep = (text: string) => progress.step(prefix + text);
      const result = await runFailover(lab, options.variation, { onStep, interrupted });
      progress.done();
      results.push(result);
      const text = options.json ? JSON.stringify(summary(result)) : story(result);
      if (options.runs > 1 || !options.json) process.stdout.write(`${text}\n`);
      if (result.broken.length > 0) break;
    }
    const kept = wasKept(results);
    if (options.json) process.stdout.write(`${JSON.stringify(verdict(results))}\n`);
    else if (options.runs > 1)
      process.stdout.write(`${results.length} runs: ${kept ? 'every promise was kept' : 'A PROMISE WAS BROKEN'}\n`);
    return kept;
  } finally {
    await end();
    progress.done();
  }
}

async function labForDemo(
  options: DemoOptions,
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
    const up = await bringUp({ name, vcenterPort: 0, timing: options.timing }, progress, interrupted);
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
