import { timingProfiles } from '@microsphere/proto';
import { describe, expect, it } from 'vitest';
import { runStorm } from './storm.ts';
import type { Sabotage } from './world.ts';

const STORM_SECONDS = 600;

/** The first storm, from seed 1 on, that breaks something. */
function firstFailure(sabotage: Sabotage, seeds: number) {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const result = runStorm({ seed, seconds: STORM_SECONDS, sabotage });
    if (result.violations.length > 0) return result;
  }
  return undefined;
}

describe('storms', () => {
  it('break no invariant', () => {
    let restarts = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const result = runStorm({ seed, seconds: STORM_SECONDS });
      expect(
        result.violations,
        `seed ${seed}\n${result.violations.length > 0 ? result.cluster.tail(200) : ''}`,
      ).toEqual([]);
      restarts += result.restarts;
    }
    // The storms are about something: HA had much to do.
    expect(restarts).toBeGreaterThan(1_000);
  });

  it('break no invariant in the fast profile', () => {
    for (let seed = 1_001; seed <= 1_030; seed += 1) {
      const result = runStorm({ seed, seconds: STORM_SECONDS, timing: timingProfiles.fast });
      expect(
        result.violations,
        `seed ${seed}\n${result.violations.length > 0 ? result.cluster.tail(200) : ''}`,
      ).toEqual([]);
    }
  });

  it('are decided by their seed alone', () => {
    const log = () => runStorm({ seed: 7, seconds: STORM_SECONDS }).cluster.tail(10_000);
    expect(log()).toBe(log());
    expect(log()).not.toBe(runStorm({ seed: 8, seconds: STORM_SECONDS }).cluster.tail(10_000));
  });
});

describe('the checker finds', () => {
  it.each([
    ['ignoresLocks', 'OneOwner'],
    ['ignoresCleanPowerOff', 'NothingUnwanted'],
    ['dropsOrders', 'EveryoneBack'],
    ['neverAbdicates', 'OneMaster'],
    ['acknowledgesEarly', 'AcknowledgedIsOnDisk'],
  ] as const)('a host that %s: %s', (sabotage, invariant) => {
    const failure = firstFailure(sabotage, 60);
    expect(failure?.violations.map((violation) => violation.invariant)).toContain(invariant);
    // And the seed tells it again.
    const again = runStorm({ seed: failure!.seed, seconds: STORM_SECONDS, sabotage });
    expect(again.violations).toEqual(failure!.violations);
  });
});
