// What a host does until it is cut off: steps, of which each takes place as a whole or not at all, and a check of what is
// there when so many of them were finished. Further workloads are added to the list in workloads.ts.
import type { Operation } from '../operation.ts';
import type { Random } from '../random.ts';
import type { Volume } from '../volume.ts';

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
