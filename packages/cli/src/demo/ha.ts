// `microsphere demo ha`: the main job as a story. It uses the lab that runs, or brings up one of its own and takes it down.
import type { Lab } from '../lab/lab.ts';
import { interruption } from '../terminal/interruption.ts';
import { Progress } from '../terminal/progress.ts';
import { labForDemo } from './demo-lab.ts';
import { type FailoverResult, runFailover, type Variation } from './failover.ts';
import { story, summary, verdict, wasKept } from './verdict.ts';

export { variations } from './failover.ts';

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
