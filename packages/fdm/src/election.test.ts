import { describe, expect, it } from 'vitest';
import { Election, isBetter } from './election.ts';
import { published } from './testing.ts';

describe('isBetter', () => {
  it.each([
    ['host-1', 2, 'host-9', 1, true],
    ['host-9', 1, 'host-1', 2, false],
    ['host-2', 1, 'host-1', 1, true],
    // Lexically, as vSphere does it.
    ['host-99', 1, 'host-100', 1, true],
    ['host-1', 1, 'host-1', 1, false],
  ])('%s with %d against %s with %d datastores: %s', (host, datastores, rival, rivalDatastores, expected) => {
    expect(isBetter({ host, datastores }, { host: rival, datastores: rivalDatastores })).toBe(expected);
  });
});

describe('an election', () => {
  const self = { host: 'host-2', datastores: 2 };
  const better = { host: 'host-3', datastores: 2 };

  it('is won at its end, not before, by the best that calls', () => {
    const election = new Election(published, 0);
    election.heard({ host: 'host-1', datastores: 2 }, 14_500);
    expect(election.isWonBy(self, 14_999)).toBe(false);
    expect(election.isWonBy(self, 15_000)).toBe(true);
  });

  it('waits for a better candidate until that one has missed three calls', () => {
    const election = new Election(published, 0);
    election.heard(better, 14_500);
    expect(election.isWonBy(self, 17_500)).toBe(false);
    expect(election.isWonBy(self, 17_501)).toBe(true);
  });

  it('forgets a candidate that has restarted', () => {
    const election = new Election(published, 0);
    election.heard(better, 14_500);
    election.forget('host-3');
    expect(election.rival(15_000)).toBeUndefined();
  });

  it('calls once a second', () => {
    const election = new Election(published, 0);
    const calls = [0, 500, 999, 1_000, 1_500, 2_000].filter((now) => election.callDue(now));
    expect(calls).toEqual([0, 1_000, 2_000]);
    expect(election.nextDeadline(2_000)).toBe(3_000);
    expect(new Election({ ...published, fdmElectionMs: 500 }, 0).nextDeadline(0)).toBe(0);
  });

  it('does not count time that this process has slept', () => {
    const election = new Election(published, 0);
    election.heard(better, 1_000);
    election.slept(60_000);
    expect(election.isWonBy(self, 61_000)).toBe(false);
    expect(election.rival(61_500)).toEqual(better);
  });
});
