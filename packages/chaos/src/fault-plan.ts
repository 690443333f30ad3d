// What is done to the hosts, and when: made of a seed before anything runs, so that the same seed does the same again. Faults of
// one host never overlap, those of several do. A freeze is shorter than the lease (the host goes on as if nothing had
// happened) or longer (it wakes up with its locks broken).
import type { Random } from './random.ts';

/** Faults of one plan. */
export const MAX_FAULTS = 100_000;

export interface Fault {
  /** From the start of the plan. */
  readonly atMs: number;
  /** Which host. */
  readonly host: number;
  readonly kind: 'kill' | 'shortFreeze' | 'longFreeze';
  /** From the fault to the restart of a killed host, or the continuation of a frozen one. */
  readonly durationMs: number;
}

export interface FaultPlanOptions {
  readonly hosts: number;
  readonly leaseMs: number;
  /** No fault begins later. */
  readonly lengthMs: number;
  /** Faults of all hosts together, as far as hosts are up. */
  readonly meanGapMs: number;
  /** No more than so many. */
  readonly maxFaults?: number;
}

export function planFaults(random: Random, options: FaultPlanOptions): Fault[] {
  const { hosts, leaseMs, lengthMs, meanGapMs, maxFaults = MAX_FAULTS } = options;
  if (maxFaults > MAX_FAULTS) throw new RangeError(`a plan has at most ${MAX_FAULTS} faults`);
  const freeAtMs = Array.from({ length: hosts }, () => 0);
  const faults: Fault[] = [];
  let atMs = 0;
  while (faults.length < maxFaults) {
    atMs += random.between(0, 2 * meanGapMs);
    if (atMs > lengthMs) break;
    const free = freeAtMs.flatMap((at, host) => (at <= atMs ? [host] : []));
    const host = random.pick(free);
    if (host === undefined) continue;
    const kind = random.pick(['kill', 'shortFreeze', 'longFreeze'] as const) ?? 'kill';
    const durationMs = Math.round(leaseMs * random.between(...lengths[kind]));
    faults.push({ atMs: Math.round(atMs), host, kind, durationMs });
    // A host has the time to begin anew before the next thing befalls it.
    freeAtMs[host] = atMs + durationMs + leaseMs / 2;
  }
  return faults;
}

/** In leases. A host is started again before its locks can be broken, or after. */
const lengths: Readonly<Record<Fault['kind'], readonly [number, number]>> = {
  kill: [0, 1.75],
  shortFreeze: [0.02, 0.75],
  longFreeze: [1.1, 2.25],
};
