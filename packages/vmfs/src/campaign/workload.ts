// What a host does until it is cut off: steps, of which each takes place as a whole or not at all, and a check of what is
// there when so many of them were finished. Further workloads are added to the list in workloads.ts.
import type { Operation } from '../operation.ts';
import type { Volume } from '../volume.ts';

/** Numbers below `limit`, the same for the same seed. */
export type Random = (limit: number) => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

export interface Workload {
  /** Makes what it begins with. */
  prepare(volume: Volume): Operation<void>;
  /** What is done, in order. The list is asked for once a run, so that steps may hand open files to one another. */
  steps(volume: Volume): readonly (() => Operation<void>)[];
  /**
   * What is wrong, if anything, on a volume where `done` steps were finished and the one after them may be there as well:
   * entirely, or not at all.
   */
  check(volume: Volume, done: number): Operation<string | undefined>;
}

export type WorkloadMaker = (random: Random) => Workload;
