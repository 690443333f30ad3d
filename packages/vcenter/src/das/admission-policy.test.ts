import { defaultAdvancedOptions } from '@microsphere/fdm';
import { type ExactDataObject, moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { admissionOptionsOf, admissionPolicyOf, checkAdmissionPolicy, toleratedPercentOf } from './admission-policy.ts';

type Policy = NonNullable<ExactDataObject<'ClusterDasConfigInfo'>['admissionControlPolicy']>;

const config = (given: Partial<ExactDataObject<'ClusterDasConfigInfo'>> = {}) =>
  ({ _typeName: 'ClusterDasConfigInfo', ...given }) as const;
const byPercentage = { _typeName: 'ClusterFailoverResourcesAdmissionControlPolicy' } as const;
const percents = { cpuFailoverResourcesPercent: 25, memoryFailoverResourcesPercent: 30 };
const bySlots = { _typeName: 'ClusterFailoverLevelAdmissionControlPolicy' } as const;
const byHosts = { _typeName: 'ClusterFailoverHostAdmissionControlPolicy' } as const;
const manual = { kind: 'manual', cpuPercent: 25, memoryPercent: 30 };
const fixed = { _typeName: 'ClusterFixedSizeSlotPolicy', cpu: 500, memory: 256 } as const;

describe('the policy of a cluster', () => {
  const policies: readonly [string, Policy | undefined, object][] = [
    ['none', undefined, { kind: 'slots', failoverLevel: 1, fixedSlot: undefined }],
    ['slots', { ...bySlots, failoverLevel: 2 }, { kind: 'slots', failoverLevel: 2, fixedSlot: undefined }],
    [
      'slots of a fixed size',
      { ...bySlots, failoverLevel: 1, slotPolicy: fixed },
      { kind: 'slots', failoverLevel: 1, fixedSlot: { cpuMhz: 500, memoryMb: 256 } },
    ],
    ['percentages', { ...byPercentage, ...percents }, { kind: 'resourcePercentage', percentages: manual }],
    [
      'percentages for a level that is not asked for',
      { ...byPercentage, ...percents, failoverLevel: 2, autoComputePercentages: false },
      { kind: 'resourcePercentage', percentages: manual },
    ],
    [
      'computed percentages',
      { ...byPercentage, ...percents, failoverLevel: 2 },
      { kind: 'resourcePercentage', percentages: { kind: 'computed', failoverLevel: 2 } },
    ],
    [
      'computed percentages without a level',
      { ...byPercentage, ...percents, autoComputePercentages: true },
      { kind: 'resourcePercentage', percentages: { kind: 'computed', failoverLevel: 1 } },
    ],
    [
      'failover hosts',
      { ...byHosts, failoverHosts: [moRef('HostSystem', 'host-3')] },
      { kind: 'failoverHosts', failoverHosts: ['host-3'], failoverLevel: 1 },
    ],
    ['failover hosts, and none is named', byHosts, { kind: 'failoverHosts', failoverHosts: [], failoverLevel: 1 }],
  ];
  it.each(policies)('%s', (_what, admissionControlPolicy, policy) => {
    expect(admissionPolicyOf(config({ admissionControlPolicy }))).toEqual(policy);
  });

  it('heeds the deprecated failoverLevel where nothing newer is given', () => {
    expect(admissionPolicyOf(config({ failoverLevel: 2 }))).toMatchObject({ failoverLevel: 2 });
    expect(
      admissionPolicyOf(config({ failoverLevel: 2, admissionControlPolicy: { ...bySlots, failoverLevel: 1 } })),
    ).toMatchObject({
      failoverLevel: 1,
    });
  });
});

it('tolerates every degradation unless somebody says', () => {
  expect(toleratedPercentOf(config())).toBe(100);
  const policy = { ...bySlots, failoverLevel: 1, resourceReductionToToleratePercent: 20 };
  expect(toleratedPercentOf(config({ admissionControlPolicy: policy }))).toBe(20);
});

it('goes by the advanced options, and by their defaults where one is no number', () => {
  const option = [
    { _typeName: 'OptionValue', key: 'das.slotMemInMB', value: '128' },
    { _typeName: 'OptionValue', key: 'das.slotCpuInMHz', value: 'much' },
  ] as const;
  expect(admissionOptionsOf(config({ option }))).toEqual({ ...defaultAdvancedOptions, slotMemoryMb: 128 });
});

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
    const check = () => checkAdmissionPolicy(policy, (id) => id === 'host-1');
    expect(check).toThrow(expect.objectContaining({ type: 'InvalidArgument' }));
    expect(check).toThrow(message);
  });

  it('is not one that can only never be kept', () => {
    const impossible: readonly Policy[] = [
      { ...bySlots, failoverLevel: 96 },
      { ...byPercentage, cpuFailoverResourcesPercent: 100, memoryFailoverResourcesPercent: 100 },
      { ...byHosts, failoverHosts: [] },
      { ...byHosts, failoverHosts: [moRef('HostSystem', 'host-1')] },
    ];
    for (const policy of impossible) expect(() => checkAdmissionPolicy(policy, (id) => id === 'host-1')).not.toThrow();
  });
});
