// A schedule of Storage vMotions and of what happens to them: plain data, drawn from its seed. The first seeds are those of an enumeration, each
// step of a move with each fault; those after it are left to chance.
import { Random } from '../random.ts';
import { drawSvmotionFaults, ENUMERATED, enumeratedFault, type SvmotionFault } from './faults.ts';
import { drawSvmotionShape, type SvmotionShape } from './shape.ts';

/** How long moves are wished for, and faults begin, in seconds. */
export const SVMOTION_STORM_SECONDS = 60;
const MOVES = { low: 1, high: 4 };
const FAULTS = { low: 0, high: 6 };

/** Somebody's wish to have the files of a VM moved. */
export interface Wish {
  readonly seconds: number;
  /** Numbers that are taken modulo how many VMs and other datastores there are. */
  readonly vm: number;
  readonly places: number;
}

export interface SvmotionSchedule {
  readonly seed: number;
  readonly shape: SvmotionShape;
  /** In order. */
  readonly wishes: readonly Wish[];
  readonly faults: readonly SvmotionFault[];
}

export function drawSvmotionSchedule(seed: number): SvmotionSchedule {
  const random = new Random(seed);
  const shape = drawSvmotionShape(random);
  if (seed <= ENUMERATED) {
    const wishes = [{ seconds: 0, vm: 0, places: random.integer(0, 5) }];
    return { seed, shape, wishes, faults: [enumeratedFault(random, seed - 1)] };
  }
  const wishes = Array.from({ length: random.integer(MOVES.low, MOVES.high) }, (_, index) => ({
    seconds: index === 0 ? 0 : random.between(0, SVMOTION_STORM_SECONDS),
    vm: random.integer(0, 1),
    places: random.integer(0, 5),
  })).sort((one, other) => one.seconds - other.seconds);
  const faults = drawSvmotionFaults(random, random.integer(FAULTS.low, FAULTS.high), SVMOTION_STORM_SECONDS);
  return { seed, shape, wishes, faults };
}
