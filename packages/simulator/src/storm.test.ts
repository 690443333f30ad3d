import { timingProfiles } from '@microsphere/proto';
import { describe, expect, it } from 'vitest';
import { haCampaign } from './ha-campaign.ts';
import { drawSchedule } from './schedule.ts';
import { runStorm, type StormOptions } from './storm.ts';
import type { Sabotage } from './world.ts';

function storm(seed: number, options: StormOptions = {}) {
  const result = runStorm(drawSchedule(seed), options);
  const log = result.violations.length > 0 ? result.cluster.tail(200) : '';
  return { ...result, name: `seed ${seed}\n${log}` };
}

/** The first storm, from seed 1 on, that breaks something. */
function firstFailure(sabotage: Sabotage, seeds: number) {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const result = storm(seed, { sabotage });
    if (result.violations.length > 0) return { seed, ...result };
  }
  return undefined;
}

describe('storms', () => {
  // Many more are run by tests/storms.test.ts.
  it('break no invariant in the fast profile', () => {
    for (let seed = 1_001; seed <= 1_030; seed += 1) {
      const { violations, name } = storm(seed, { timing: timingProfiles.fast });
      expect(violations, name).toEqual([]);
    }
  });

  it('are decided by their seed alone', () => {
    const log = (seed: number) => storm(seed).cluster.tail(10_000);
    expect(log(7)).toBe(log(7));
    expect(log(7)).not.toBe(log(8));
  });
});

it('what throws in a storm is a broken invariant like any other', () => {
  const schedule = drawSchedule(1);
  const fault = { ...schedule.faults[0]!, kind: 'userPowersOff' as const };
  // There is no VM that a user could switch off.
  const impossible = { ...schedule, shape: { ...schedule.shape, vms: [] }, faults: [fault] };
  const { violations } = runStorm(impossible);
  expect(violations).toMatchObject([{ invariant: 'NothingThrows', text: expect.stringContaining('one of none') }]);
});

describe('the checker finds', () => {
  it.each([
    ['ignoresLocks', 'OneOwner'],
    ['ignoresCleanPowerOff', 'NothingUnwanted'],
    ['panicsWithoutMaster', 'NothingStopped'],
    ['dropsOrders', 'EveryoneBack'],
    ['neverAbdicates', 'OneMaster'],
    ['acknowledgesEarly', 'AcknowledgedIsOnDisk'],
  ] as const)('a host that %s: %s, and the few faults that it takes', (sabotage, invariant) => {
    const failure = firstFailure(sabotage, 200);
    expect(failure?.violations.map((violation) => violation.invariant)).toContain(invariant);
    const schedule = drawSchedule(failure!.seed);
    const small = haCampaign.shrink(schedule, sabotage);
    expect(small.faults.length).toBeLessThanOrEqual(schedule.faults.length);
    expect(runStorm(small, { sabotage }).violations[0]?.invariant).toBe(failure!.violations[0]?.invariant);
  });
});
