import { type ExactDataObject, moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { checkAdmissionPolicy } from './admission-policy.ts';

type Policy = NonNullable<ExactDataObject<'ClusterDasConfigInfo'>['admissionControlPolicy']>;

const byPercentage = { _typeName: 'ClusterFailoverResourcesAdmissionControlPolicy' } as const;
const percents = { cpuFailoverResourcesPercent: 25, memoryFailoverResourcesPercent: 30 };
const bySlots = { _typeName: 'ClusterFailoverLevelAdmissionControlPolicy' } as const;
const byHosts = { _typeName: 'ClusterFailoverHostAdmissionControlPolicy' } as const;
const fixed = { _typeName: 'ClusterFixedSizeSlotPolicy', cpu: 500, memory: 256 } as const;

describe('what is no policy', () => {
  const refused: readonly [string, Policy, string][] = [
    ['a negative level', { ...bySlots, failoverLevel: -1 }, 'failoverLevel: -1, not from 0 to 1000'],
    ['half a host', { ...bySlots, failoverLevel: 0.5 }, 'failoverLevel: 0.5, not from 0 to 1000'],
    [
      'a slot of nothing',
      { ...bySlots, failoverLevel: 1, slotPolicy: { ...fixed, cpu: 0 } },
      'slotPolicy.cpu: 0, not from 1',
    ],
    [
      'a slot without memory',
      { ...bySlots, failoverLevel: 1, slotPolicy: { ...fixed, memory: 0 } },
      'slotPolicy.memory: 0',
    ],
    [
      'more than everything',
      { ...byPercentage, ...percents, cpuFailoverResourcesPercent: 101 },
      'cpuFailoverResourcesPercent: 101, not from 0 to 100',
    ],
    [
      'less than no memory',
      { ...byPercentage, ...percents, memoryFailoverResourcesPercent: -1 },
      'memoryFailoverResourcesPercent: -1',
    ],
    ['no failure', { ...byPercentage, ...percents, failoverLevel: 0 }, 'failoverLevel: 0, not from 1'],
    [
      'a host of another cluster',
      { ...byHosts, failoverHosts: [moRef('HostSystem', 'host-9')] },
      'failoverHosts: host-9 is no host of the cluster',
    ],
    [
      'more degradation than there is',
      { ...bySlots, failoverLevel: 1, resourceReductionToToleratePercent: 101 },
      'resourceReductionToToleratePercent: 101',
    ],
    [
      'a policy of no kind',
      { _typeName: 'ClusterDasAdmissionControlPolicy' },
      'ClusterDasAdmissionControlPolicy is no policy',
    ],
  ];
  it.each(refused)('%s', (_what, policy, message) => {
    const check = () => checkAdmissionPolicy(policy, (id) => id === 'host-1', 'c');
    expect(check).toThrow(expect.objectContaining({ type: 'InvalidDasConfigArgument' }));
    expect(check).toThrow(message);
  });

  it('is not one that can only never be kept', () => {
    const impossible: readonly Policy[] = [
      { ...bySlots, failoverLevel: 96 },
      { ...byPercentage, cpuFailoverResourcesPercent: 100, memoryFailoverResourcesPercent: 100 },
      { ...byHosts, failoverHosts: [] },
      { ...byHosts, failoverHosts: [moRef('HostSystem', 'host-1')] },
    ];
    for (const policy of impossible)
      expect(() => checkAdmissionPolicy(policy, (id) => id === 'host-1', 'c')).not.toThrow();
  });
});
