import { expect, it } from 'vitest';
import { MAX_FAULTS, planFaults } from './fault-plan.ts';
import { Random } from './random.ts';

const options = { hosts: 4, leaseMs: 1_000, lengthMs: 600_000, meanGapMs: 500 };

it('is the same for the same seed, and another for another', () => {
  expect(planFaults(new Random(3), options)).toEqual(planFaults(new Random(3), options));
  expect(planFaults(new Random(3), options)).not.toEqual(planFaults(new Random(4), options));
});

it('freezes for less than the lease and for more, kills, and meets every host', () => {
  const plan = planFaults(new Random(1), options);
  for (const { kind, durationMs } of plan) {
    if (kind === 'shortFreeze') expect(durationMs).toBeLessThan(options.leaseMs);
    if (kind === 'longFreeze') expect(durationMs).toBeGreaterThan(options.leaseMs);
  }
  expect(new Set(plan.map(({ kind }) => kind))).toEqual(new Set(['kill', 'shortFreeze', 'longFreeze']));
  expect(new Set(plan.map(({ host }) => host))).toEqual(new Set([0, 1, 2, 3]));
});

it('lets nothing befall a host that is down or frozen', () => {
  const plan = planFaults(new Random(2), options);
  const freeAt = new Map<number, number>();
  for (const { host, atMs, durationMs } of plan) {
    expect(atMs).toBeGreaterThanOrEqual(freeAt.get(host) ?? 0);
    freeAt.set(host, atMs + durationMs);
  }
});

it('has an end, and a limit', () => {
  expect(planFaults(new Random(1), { ...options, maxFaults: 7 })).toHaveLength(7);
  expect(planFaults(new Random(1), options).every(({ atMs }) => atMs <= options.lengthMs)).toBe(true);
  expect(() => planFaults(new Random(1), { ...options, maxFaults: MAX_FAULTS + 1 })).toThrow(`at most ${MAX_FAULTS}`);
});
