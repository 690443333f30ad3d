import { describe, expect, it } from 'vitest';
import { chooseHeartbeatDatastores } from './heartbeat-datastores.ts';

describe('the heartbeat datastores', () => {
  const candidate = (uuid: string, hostCount = 3, preferred = false) => ({ uuid, hostCount, preferred });

  it.each([
    ['two of those that most hosts see', [candidate('a', 2), candidate('b'), candidate('c')], [], ['b', 'c']],
    ['those that were chosen before', [candidate('a'), candidate('b'), candidate('c')], ['c', 'b'], ['b', 'c']],
    ['what the user prefers', [candidate('a'), candidate('b'), candidate('c', 2, true)], [], ['a', 'c']],
    ['none that only one host sees', [candidate('a', 1), candidate('b')], ['a'], ['b']],
    ['none where there is none', [], ['a'], []],
  ])('are %s', (_what, candidates, before, chosen) => {
    expect(chooseHeartbeatDatastores(candidates, before)).toEqual(chosen);
  });
});
