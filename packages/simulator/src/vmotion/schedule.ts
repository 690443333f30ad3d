// A schedule of migrations and of what happens to them: plain data, drawn from its seed. The first seeds are those of an
// enumeration, each step of a migration with each fault; those after it are left to chance.
import { Random } from '../random.ts';
import { drawVmotionFaults, ENUMERATED, enumeratedFault, type VmotionFault } from './faults.ts';
import { drawVmotionShape, type VmotionShape } from './shape.ts';

/** How long migrations are wished for, and faults begin, in seconds. */
export const VMOTION_STORM_SECONDS = 60;
const MIGRATIONS = { low: 1, high: 4 };
const FAULTS = { low: 0, high: 6 };

/** Somebody's wish to have a VM moved. */
export interface Wish {
  readonly seconds: number;
  /** Numbers that are taken modulo how many VMs and other hosts there are. */
  readonly vm: number;
  readonly places: number;
}

export interface VmotionSchedule {
  readonly seed: number;
  readonly shape: VmotionShape;
  /** In order. */
  readonly wishes: readonly Wish[];
  readonly faults: readonly VmotionFault[];
}

function drawWishes(random: Random): Wish[] {
  return Array.from({ length: random.integer(MIGRATIONS.low, MIGRATIONS.high) }, (_, index) => ({
    seconds: index === 0 ? 0 : random.between(0, VMOTION_STORM_SECONDS),
    vm: random.integer(0, 1),
    places: random.integer(0, 5),
  })).sort((one, other) => one.seconds - other.seconds);
}

export function drawVmotionSchedule(seed: number): VmotionSchedule {
  const random = new Random(seed);
  const shape = drawVmotionShape(random);
  if (seed <= ENUMERATED) {
    const wishes = [{ seconds: 0, vm: 0, places: random.integer(0, 5) }];
    return { seed, shape, wishes, faults: [enumeratedFault(random, seed - 1)] };
  }
  const wishes = drawWishes(random);
  return {
    seed,
    shape,
    wishes,
    faults: drawVmotionFaults(random, random.integer(FAULTS.low, FAULTS.high), VMOTION_STORM_SECONDS),
  };
}
