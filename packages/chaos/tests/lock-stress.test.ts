import { removeTemporaryDirectories, stopAll, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';
import { LockStress } from '../src/lock-stress.ts';
import { drawTimeline } from '../src/timeline.ts';

afterEach(async () => {
  await stopAll();
  removeTemporaryDirectories();
});

it('hosts that are killed and frozen never own one lock at a time, and leave none behind', async () => {
  const stress = new LockStress({
    seed: 7,
    hosts: 3,
    files: 10,
    lengthMs: 60_000,
    maxFaults: 4,
    directory: temporaryDirectory(),
  });
  const { verdict, violations, crashes, faults, statistics, ownerships } = await stress.run();
  expect({ verdict, violations, crashes }).toEqual({ verdict: 'true', violations: [], crashes: [] });
  // Seed 7: all kinds of faults.
  expect(faults).toEqual({ kill: 2, shortFreeze: 1, longFreeze: 1 });
  expect(statistics.acquisitions).toBeGreaterThan(10);
  expect(statistics.broken).toBeGreaterThan(0);
  expect(drawTimeline(ownerships)).toContain('</svg>');
});
