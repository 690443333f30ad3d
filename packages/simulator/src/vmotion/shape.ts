// What a cluster of a campaign of migrations is: drawn from a seed, so that rounds are long and short beside everything else that
// takes time.
import { PAGE_BYTES } from '@microsphere/vmotion';
import type { HostClock } from '../process.ts';
import type { Random } from '../random.ts';
import { FIRST_DATA_PAGE, type GuestShape } from './guest.ts';

export interface VmotionShape {
  /** One a host. */
  readonly clocks: readonly HostClock[];
  readonly vms: number;
  readonly guest: GuestShape;
  readonly sliceMs: number;
  readonly startMs: number;
  readonly downtimeGoalMs: number;
  readonly managementLatencyMs: { readonly low: number; readonly high: number };
  readonly storageLatencyMs: number;
  readonly vmotion: { readonly latencyMs: number; readonly bytesPerMs: number };
}

export function drawVmotionShape(random: Random): VmotionShape {
  const memoryPages = FIRST_DATA_PAGE + random.integer(4, 40);
  /** Of one page over the link. */
  const pageMs = random.between(2, 60);
  return {
    clocks: Array.from({ length: random.integer(2, 4) }, () => ({
      offsetMs: random.between(0, 1e9),
      rate: random.between(0.999, 1.001),
    })),
    vms: random.integer(1, 2),
    guest: {
      memoryPages,
      hotPages: random.integer(1, memoryPages),
      writesPerSlice: random.integer(1, 8),
      appendProbability: random.between(0.05, 0.6),
    },
    sliceMs: random.between(20, 400),
    startMs: random.between(1, 300),
    downtimeGoalMs: pageMs * random.between(1, 8),
    managementLatencyMs: { low: 0.5, high: random.between(1, 30) },
    storageLatencyMs: random.between(0.3, 40),
    vmotion: { latencyMs: random.between(0.1, 20), bytesPerMs: PAGE_BYTES / pageMs },
  };
}
