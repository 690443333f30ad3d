// `microsphere demo vmotion`: a virtual machine moves again and again while it is used. It plays in the lab that runs, or in one of
// its own.
import { fileURLToPath } from 'node:url';
import type { Lab } from '../lab/lab.ts';
import { interruption } from '../terminal/interruption.ts';
import { Progress } from '../terminal/progress.ts';
import { labForDemo } from './demo-lab.ts';
import { runMoves } from './moves.ts';
import { movesStory, movesVerdict } from './moves-verdict.ts';

const LAB_FILE = fileURLToPath(new URL('../../labs/vmotion.yaml', import.meta.url));

export interface DemoVmotionOptions {
  readonly lab?: string | undefined;
  readonly timing?: Lab['timing'];
  readonly vm?: string;
  readonly moves: number;
  readonly encrypted?: boolean;
  readonly json?: boolean;
}

/** Runs the demonstration; whether every promise was kept. */
export async function demoVmotion(options: DemoVmotionOptions): Promise<boolean> {
  const progress = new Progress();
  const interrupted = interruption();
  const { lab, end } = await labForDemo({ ...options, file: LAB_FILE }, progress, interrupted);
  try {
    const { vm, moves: count, encrypted = false } = options;
    const onStep = (text: string) => progress.step(text);
    const result = await runMoves(lab, { vm, count, encrypted, onStep, interrupted });
    progress.done();
    process.stdout.write(`${options.json ? JSON.stringify(movesVerdict(result)) : movesStory(result)}\n`);
    return result.broken.length === 0;
  } finally {
    await end();
    progress.done();
  }
}
