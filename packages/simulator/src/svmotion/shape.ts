// What a cluster of a campaign of Storage vMotions is: drawn from a seed, so that copying is long and short beside everything else.
import type { HostClock } from '../process.ts';
import type { Random } from '../random.ts';
import { FIRST_DATA_PAGE, type GuestShape } from '../vmotion/guest.ts';

export interface SvmotionShape {
  /** One a host. */
  readonly clocks: readonly HostClock[];
  readonly datastores: number;
  readonly vms: number;
  readonly guest: GuestShape;
  readonly sliceMs: number;
  readonly startMs: number;
  /** Of the disk, as much as is copied at a time. */
  readonly regionSectors: number;
  readonly storageLatencyMs: number;
}

export function drawSvmotionShape(random: Random): SvmotionShape {
  return {
    clocks: Array.from({ length: random.integer(2, 4) }, () => ({
      offsetMs: random.between(0, 1e9),
      rate: random.between(0.999, 1.001),
    })),
    datastores: random.integer(2, 3),
    vms: random.integer(1, 2),
    guest: {
      memoryPages: FIRST_DATA_PAGE + 1,
      hotPages: 1,
      writesPerSlice: 1,
      appendProbability: random.between(0.3, 1),
    },
    sliceMs: random.between(20, 200),
    startMs: random.between(1, 300),
    regionSectors: random.pick([32, 64, 128, 512])!,
    storageLatencyMs: random.between(0.3, 60),
  };
}
