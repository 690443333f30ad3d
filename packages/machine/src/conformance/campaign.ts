/**
 * A campaign: the sequences of a seed, program by program, until all have ended alike or one has not, which is then shrunk.
 */
import { check, type Difference, shrink, type Worlds } from './checker.ts';
import { generate } from './generator.ts';

/** Sequences in one program: enough that starting QEMU and the machine costs little, few enough that progress shows. */
const SEQUENCES_PER_PROGRAM = 1000;

export interface CampaignOptions {
  readonly seed: number;
  /** Number of the first sequence. */
  readonly first: number;
  readonly count: number;
  /** Told after each program how many sequences have ended alike so far. */
  readonly onProgress?: (checkedCount: number) => void;
}

export interface CampaignResult {
  /** Sequences that ended alike in both worlds. */
  readonly checkedCount: number;
  /** The first one that did not, and what it was shrunk to. */
  readonly difference?: { readonly original: Difference; readonly shrunk: Difference };
}

export async function runCampaign(worlds: Worlds, options: CampaignOptions): Promise<CampaignResult> {
  const { seed, first, count, onProgress } = options;
  const program = (from: number) => {
    const length = Math.max(0, Math.min(SEQUENCES_PER_PROGRAM, count - from));
    return Array.from({ length }, (_, index) => generate({ seed, index: first + from + index }));
  };
  let sequences = program(0);
  for (let checkedCount = 0; checkedCount < count; checkedCount += SEQUENCES_PER_PROGRAM) {
    const running = check(worlds, sequences);
    // The next program is made while this one runs.
    sequences = program(checkedCount + SEQUENCES_PER_PROGRAM);
    const original = await running;
    if (original) {
      const shrunk = await shrink(worlds, original);
      return { checkedCount: checkedCount + original.index, difference: { original, shrunk } };
    }
    onProgress?.(Math.min(count, checkedCount + SEQUENCES_PER_PROGRAM));
  }
  return { checkedCount: count };
}
