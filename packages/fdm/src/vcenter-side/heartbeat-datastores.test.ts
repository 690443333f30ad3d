import { describe, expect, it } from 'vitest';
import {
  arrayOfNaa,
  chooseHeartbeatDatastores,
  defaultHeartbeatChoice,
  type HeartbeatCandidate,
  type HeartbeatChoice,
  hostsShortOfHeartbeatDatastores,
} from './heartbeat-datastores.ts';

const ALL = ['host-1', 'host-2', 'host-3'];

function candidate(uuid: string, change: Partial<HeartbeatCandidate> = {}): HeartbeatCandidate {
  return { uuid, hosts: ALL, preferred: false, ...change };
}

function choose(candidates: readonly HeartbeatCandidate[], change: Partial<HeartbeatChoice> = {}) {
  return chooseHeartbeatDatastores(candidates, { ...defaultHeartbeatChoice, ...change });
}

describe('the heartbeat datastores', () => {
  const two = ['host-1', 'host-2'];
  it.each<[string, HeartbeatCandidate[], Partial<HeartbeatChoice>, string[]]>([
    [
      'two of those that most hosts have',
      [candidate('a', { hosts: two }), candidate('b'), candidate('c')],
      {},
      ['b', 'c'],
    ],
    [
      'those that were chosen before',
      [candidate('a'), candidate('b'), candidate('c')],
      { before: ['c', 'b'] },
      ['b', 'c'],
    ],
    [
      'what the user prefers, though fewer hosts have it',
      [candidate('a'), candidate('b'), candidate('c', { hosts: two, preferred: true })],
      {},
      ['a', 'b', 'c'],
    ],
    ['none that only one host has', [candidate('a', { hosts: ['host-1'] }), candidate('b')], { before: ['a'] }, ['b']],
    ['none where there is none', [], { before: ['a'] }, []],
    ['as many as are wanted', [candidate('a'), candidate('b'), candidate('c')], { perHost: 3 }, ['a', 'b', 'c']],
    [
      'on different arrays',
      [candidate('a', { array: 'x' }), candidate('b', { array: 'x' }), candidate('c', { array: 'y' })],
      {},
      ['a', 'c'],
    ],
    [
      'on one array rather than on one that fewer hosts have',
      [candidate('a', { array: 'x' }), candidate('b', { array: 'x' }), candidate('c', { array: 'y', hosts: two })],
      {},
      ['a', 'b'],
    ],
    [
      'on different arrays rather than those that were chosen before',
      [candidate('a', { array: 'x' }), candidate('b', { array: 'x' }), candidate('c', { array: 'y' })],
      { before: ['a', 'b'] },
      ['a', 'c'],
    ],
    [
      'two for each host, where no two are had by all',
      [
        candidate('a', { hosts: ['host-1', 'host-2'] }),
        candidate('b', { hosts: ['host-1', 'host-2'] }),
        candidate('c', { hosts: ['host-2', 'host-3'] }),
        candidate('d', { hosts: ['host-2', 'host-3'] }),
      ],
      {},
      ['a', 'b', 'c', 'd'],
    ],
    [
      'others than one that no host reaches',
      [candidate('a', { inaccessibleTo: ALL }), candidate('b'), candidate('c')],
      { before: ['a', 'b'] },
      ['b', 'c'],
    ],
    [
      'those that no host reaches, where there are no others',
      [candidate('a', { inaccessibleTo: ALL }), candidate('b', { inaccessibleTo: ALL })],
      { before: ['a', 'b'] },
      ['a', 'b'],
    ],
    [
      'only those that the user selected',
      [candidate('a'), candidate('b', { preferred: true })],
      { policy: 'userSelectedDs' },
      ['b'],
    ],
    ['none where the user selected none', [candidate('a'), candidate('b')], { policy: 'userSelectedDs' }, []],
    [
      'any, where the preference does not count',
      [candidate('a'), candidate('b'), candidate('c', { preferred: true })],
      { policy: 'allFeasibleDs' },
      ['a', 'b'],
    ],
  ])('are %s', (_what, candidates, change, chosen) => {
    expect(choose(candidates, change)).toEqual(chosen);
  });

  it('are missed by hosts that have too few of them', () => {
    const chosen = [candidate('a'), candidate('b', { hosts: ['host-1', 'host-2'] })];
    expect(hostsShortOfHeartbeatDatastores([...ALL, 'host-4'], chosen, 2)).toEqual(
      new Map([
        ['host-3', 1],
        ['host-4', 0],
      ]),
    );
  });
});

it.each([
  ['naa.6aaaaaaaaaaaaaaabbbbbbbbbbbbbbbb', '6aaaaaaaaaaaaaaa'],
  ['naa.6', undefined],
  ['naa.5000c500a1b2c3d4', undefined],
])('%s is a LUN of array %s', (naa, array) => {
  expect(arrayOfNaa(naa)).toBe(array);
});
