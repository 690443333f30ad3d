// A schedule: what a cluster is, and all that happens to it. It is drawn from a seed, or read from a file that was kept of one
// that broke something; it is plain data, and nothing else decides what a storm does.
import { drawFaults, type Fault } from './faults.ts';
import { Random } from './random.ts';
import { drawShape, type Shape } from './shape.ts';

/** How long faults begin, in published seconds. */
export const STORM_SECONDS = 100;
const FAULTS = { low: 2, high: 10 };

export interface Schedule {
  /** Of what messages do. */
  readonly seed: number;
  readonly shape: Shape;
  readonly faults: readonly Fault[];
  /** After the faults the cluster is left as it is for a while, before everything is mended. */
  readonly standsStill: boolean;
  /** Hosts that are dead at the end stay so, if one lives. */
  readonly stayDead: boolean;
}

export function drawSchedule(seed: number): Schedule {
  const random = new Random(seed);
  return {
    seed,
    shape: drawShape(random),
    faults: drawFaults(random, random.integer(FAULTS.low, FAULTS.high), STORM_SECONDS),
    standsStill: random.chance(1 / 3),
    stayDead: random.chance(1 / 4),
  };
}
