import { expect, it } from 'vitest';
import { FAST_FACTOR, timingProfiles } from './index.ts';

const { realistic, fast } = timingProfiles;

it('has the published second marks in the realistic profile', () => {
  expect(realistic.fdmDatastoreWatchAfterMs + realistic.fdmDatastoreWatchMs).toBe(18_000);
  expect(realistic.fdmHostTimeoutMs + realistic.fdmPingTimeoutMs).toBe(15_000);
  expect(realistic.fdmMasterTimeoutMs + realistic.fdmElectionMs + realistic.fdmUnknownStateMonitorMs).toBe(35_000);
});

it('keeps the lease shorter than the time to declare a host dead, in every profile', () => {
  for (const timing of [realistic, fast])
    expect(timing.vmfsLeaseMs).toBeLessThan(timing.fdmDatastoreWatchAfterMs + timing.fdmDatastoreWatchMs);
});

it('scales every figure of the fast profile alike', () => {
  for (const [name, value] of Object.entries(realistic))
    expect([fast[name as keyof typeof fast]].flat()).toEqual([value].flat().map((ms) => ms / FAST_FACTOR));
});
