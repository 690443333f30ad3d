// What admission control promises, held against brute force over small random clusters: whatever hosts fail, as many as the
// policy is about, the rest can run everything that was admitted.
import { describe, expect, it } from 'vitest';
import { assess } from './admission.ts';
import { host, input, vm } from './fixture.ts';
import { type AdmissionHost, type AdmissionVm, needOf, sumOf } from './resources.ts';

const CLUSTERS = 500;

/** Numbers that are the same for the same seed (mulberry32). */
function randomly(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) % below;
  };
}

interface Cluster {
  readonly hosts: readonly AdmissionHost[];
  readonly vms: readonly AdmissionVm[];
  readonly failoverLevel: number;
}

function cluster(seed: number): Cluster {
  const random = randomly(seed);
  const count = 2 + random(4);
  const hosts = Array.from({ length: count }, (_, index) =>
    host(`host-${index}`, 200 + random(800), 200 + random(800)),
  );
  const vms = Array.from({ length: random(9) }, (_, index) =>
    vm(`vm-${index}`, random(3) === 0 ? 0 : random(300), random(300), {
      memoryOverheadMb: random(20),
      host: `host-${random(count)}`,
    }),
  );
  return { hosts, vms, failoverLevel: 1 + random(count - 1) };
}

function subsets<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}

/** Whether every VM can be put on some host; tries everything. */
function fits(vms: readonly AdmissionVm[], hosts: readonly AdmissionHost[]): boolean {
  const [first, ...rest] = vms;
  if (!first) return true;
  const memoryMb = first.memoryReservationMb + first.memoryOverheadMb;
  return hosts.some(({ capacity, ...other }, index) => {
    const left = { cpuMhz: capacity.cpuMhz - first.cpuReservationMhz, memoryMb: capacity.memoryMb - memoryMb };
    return left.cpuMhz >= 0 && left.memoryMb >= 0 && fits(rest, hosts.with(index, { ...other, capacity: left }));
  });
}

function survivorsOf({ hosts, failoverLevel }: Cluster): readonly (readonly AdmissionHost[])[] {
  return subsets(hosts, failoverLevel).map((failed) => hosts.filter((each) => !failed.includes(each)));
}

const clusters = Array.from({ length: CLUSTERS }, (_, seed) => cluster(seed + 1));

describe('the slot policy', () => {
  const admitted = clusters.filter(({ hosts, vms, failoverLevel }) => {
    const policy = { kind: 'slots', failoverLevel, fixedSlot: undefined } as const;
    return assess(input({ policy, hosts, vms })).satisfied;
  });

  it('leaves room for every VM on single hosts, whichever fail', () => {
    expect(admitted.length).toBeGreaterThan(CLUSTERS / 10);
    for (const each of admitted)
      for (const survivors of survivorsOf(each)) expect(fits(each.vms, survivors), JSON.stringify(each)).toBe(true);
  });

  it('says how many failures that is: no set of one more leaves slots enough', () => {
    for (const { hosts, vms } of clusters) {
      const policy = { kind: 'slots', failoverLevel: 0, fixedSlot: undefined } as const;
      const { arithmetic, satisfied } = assess(input({ policy, hosts, vms }));
      if (arithmetic.kind !== 'slots' || !satisfied) continue;
      const level = arithmetic.currentFailoverLevel;
      const worst = (failures: number) =>
        Math.min(
          ...subsets(arithmetic.hosts, failures).map(
            (failed) => arithmetic.totalSlots - failed.reduce((sum, each) => sum + each.slots, 0),
          ),
        );
      expect(worst(level)).toBeGreaterThanOrEqual(arithmetic.usedSlots);
      if (level + 1 < hosts.length) expect(worst(level + 1)).toBeLessThan(arithmetic.usedSlots);
    }
  });
});

it('is not broken by a VM less', () => {
  for (const each of clusters) {
    const { failoverLevel, hosts, vms } = each;
    const policies = [
      { kind: 'slots', failoverLevel, fixedSlot: undefined },
      { kind: 'slots', failoverLevel, fixedSlot: { cpuMhz: 90, memoryMb: 90 } },
      { kind: 'resourcePercentage', percentages: { kind: 'computed', failoverLevel } },
      { kind: 'resourcePercentage', percentages: { kind: 'manual', cpuPercent: 30, memoryPercent: 20 } },
    ] as const;
    for (const policy of policies) {
      if (!assess(input({ policy, hosts, vms })).satisfied) continue;
      for (const left of vms.map((vm) => vms.filter((other) => other !== vm)))
        expect(assess(input({ policy, hosts, vms: left })).satisfied, JSON.stringify(each)).toBe(true);
    }
  }
});

describe('the computed percentage', () => {
  it('leaves enough in sum, whichever hosts fail, and admits no less than what does', () => {
    let satisfiedCount = 0;
    for (const each of clusters) {
      const policy = {
        kind: 'resourcePercentage',
        percentages: { kind: 'computed', failoverLevel: each.failoverLevel },
      } as const;
      const given = input({ policy, ...each });
      const { satisfied } = assess(given);
      const needed = sumOf(each.vms.map((one) => needOf(one, given.options)));
      const enough = survivorsOf(each).every((survivors) => {
        const left = sumOf(survivors.map(({ capacity }) => capacity));
        return left.cpuMhz >= needed.cpuMhz && left.memoryMb >= needed.memoryMb;
      });
      expect(satisfied, JSON.stringify(each)).toBe(enough);
      satisfiedCount += Number(satisfied);
    }
    expect(satisfiedCount).toBeGreaterThan(CLUSTERS / 10);
  });

  it('is not the promise that each VM finds a host: there are clusters where one does not', () => {
    const fragmented = clusters.filter((each) => {
      const policy = {
        kind: 'resourcePercentage',
        percentages: { kind: 'computed', failoverLevel: each.failoverLevel },
      } as const;
      return (
        assess(input({ policy, ...each })).satisfied &&
        survivorsOf(each).some((survivors) => !fits(each.vms, survivors))
      );
    });
    expect(fragmented.length).toBeGreaterThan(0);
  });
});
