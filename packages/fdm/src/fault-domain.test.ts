import { beforeEach, describe, expect, it } from 'vitest';
import { defaultConfiguration } from './cluster.ts';
import type { FdmEffect } from './effect.ts';
import { FaultDomain, MAX_FORMER_BOOTS, MAX_OPEN_READS } from './fault-domain.ts';
import { published } from './testing.ts';

let domain: FaultDomain;
let effects: FdmEffect[];
const did = () => effects.splice(0);

function configure(hosts: string[], heartbeatDatastores: string[], now = 0): string[] {
  const members = hosts.map((moref) => ({ moref, hostName: `name of ${moref}` }));
  const rest = { ...defaultConfiguration, cluster: 'c', version: 1, dasEnabled: true };
  return domain.configure({ ...rest, hosts: members, heartbeatDatastores }, now);
}

beforeEach(() => {
  effects = [];
  domain = new FaultDomain('host-1', published, (effect) => effects.push(effect));
  configure(['host-1', 'host-2', 'host-3'], []);
});

it('calls hosts by their names, itself too, and one that it does not know by its id', () => {
  expect(['host-1', 'host-2', 'host-9'].map((host) => domain.nameOf(host))).toEqual([
    'name of host-1',
    'name of host-2',
    'host-9',
  ]);
});

describe('who speaks', () => {
  it('is a known boot, a new one, or nobody', () => {
    expect(domain.spoken('host-2', 'a', 0)).toBe('known');
    expect(domain.spoken('host-2', 'a', 1)).toBe('known');
    expect(domain.spoken('host-2', 'b', 2)).toBe('rebooted');
    // A late message of the dead.
    expect(domain.spoken('host-2', 'a', 3)).toBe('nobody');
    expect(domain.spoken('host-2', 'b', 4)).toBe('known');
    expect(domain.spoken('host-9', 'a', 5)).toBe('nobody');
  });

  it(`remembers ${MAX_FORMER_BOOTS} former boots`, () => {
    for (let boot = 0; boot <= MAX_FORMER_BOOTS + 1; boot += 1) domain.spoken('host-2', `boot ${boot}`, boot);
    expect(domain.spoken('host-2', 'boot 1', 100)).toBe('nobody');
    expect(domain.spoken('host-2', 'boot 0', 100)).toBe('rebooted');
  });
});

describe('questions', () => {
  /** Steps through time as the deadlines say, up to `until`; host-3 speaks all the time. */
  function silence(until: number): [number, string][] {
    const asked: [number, string][] = [];
    for (let now = 0; now <= until; ) {
      domain.spoken('host-3', 'a', now);
      domain.advance(now);
      for (const effect of did()) asked.push([now / 1_000, effect.kind]);
      const next = domain.nextDeadline(now);
      expect(next).toBeGreaterThan(now);
      now = Math.min(next, now + 1_000);
    }
    return asked;
  }

  it('pings from T10, five times, then every ten seconds', () => {
    expect(silence(36_000)).toEqual([10, 11, 12, 13, 14, 15, 25, 35].map((second) => [second, 'ping']));
  });

  it('reads the heartbeat datastores from T3', () => {
    configure(['host-1', 'host-2', 'host-3'], ['ds1', 'ds2']);
    const reads = silence(6_000).filter(([, kind]) => kind === 'readDatastoreHeartbeats');
    expect(reads.map(([second]) => second)).toEqual([3, 4, 5, 6]);
  });

  it(`remembers ${MAX_OPEN_READS} readings that are not answered`, () => {
    configure(['host-1', 'host-2', 'host-3'], ['ds1']);
    for (let now = 3_000; now <= 3_000 + MAX_OPEN_READS * 1_000; now += 1_000) domain.advance(now);
    const requests = did().flatMap((effect) => (effect.kind === 'readDatastoreHeartbeats' ? [effect.request] : []));
    expect(requests).toHaveLength(MAX_OPEN_READS + 1);
    const answer = (request: number | undefined, stamp: string) =>
      domain.slotsRead(
        { kind: 'datastoreHeartbeats', request: request ?? -1, datastore: 'ds1', slots: [{ host: 'host-2', stamp }] },
        20_000,
      );
    // The first is forgotten, so the second is the baseline, and the third shows a change.
    answer(requests[0], 'a');
    answer(requests[1], 'b');
    answer(requests[2], 'b');
    expect(domain.verdict('host-2', 20_000)).not.toBe('networkPartitionedFromMaster');
    answer(requests[3], 'c');
    expect(domain.verdict('host-2', 20_000)).toBe('networkPartitionedFromMaster');
  });
});

it('forgets hosts that leave, and all of them when HA is disabled', () => {
  expect(configure(['host-1', 'host-3', 'host-4'], [])).toEqual(['host-2']);
  expect(domain.hosts()).toEqual(['host-3', 'host-4']);
  expect(() => domain.verdict('host-2', 0)).toThrow('host-2 is not in the fault domain of host-1');
});

it('suspects, at the beginning of an election, nobody but the former master', () => {
  domain.spoken('host-3', 'a', 90_000);
  domain.electionBegins('host-3', 100_000);
  expect(domain.silentMs('host-2', 100_000)).toBe(0);
  expect(domain.silentMs('host-3', 100_000)).toBe(10_000);
});
