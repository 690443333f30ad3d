import { describe, expect, it } from 'vitest';
import { defaultAdvancedOptions } from '../advanced-options.ts';
import {
  type AdmissionControlPolicySpec,
  type AdmissionControlSettings,
  admissionOptionsOf,
  admissionPolicyOf,
  hostConditionOf,
  toleratedPercentOf,
} from './das-config.ts';

const config = (given: AdmissionControlSettings = {}): AdmissionControlSettings => given;
const byPercentage = { _typeName: 'ClusterFailoverResourcesAdmissionControlPolicy' } as const;
const percents = { cpuFailoverResourcesPercent: 25, memoryFailoverResourcesPercent: 30 };
const bySlots = { _typeName: 'ClusterFailoverLevelAdmissionControlPolicy' } as const;
const byHosts = { _typeName: 'ClusterFailoverHostAdmissionControlPolicy' } as const;
const manual = { kind: 'manual', cpuPercent: 25, memoryPercent: 30 };
const fixed = { _typeName: 'ClusterFixedSizeSlotPolicy', cpu: 500, memory: 256 } as const;

describe('the policy of a cluster', () => {
  const policies: readonly [string, AdmissionControlPolicySpec | undefined, object][] = [
    ['none', undefined, { kind: 'resourcePercentage', percentages: { kind: 'computed', failoverLevel: 1 } }],
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
      { ...byHosts, failoverHosts: [{ value: 'host-3' }] },
      { kind: 'failoverHosts', failoverHosts: ['host-3'], failoverLevel: 1 },
    ],
    ['failover hosts, and none is named', byHosts, { kind: 'failoverHosts', failoverHosts: [], failoverLevel: 1 }],
  ];
  it.each(policies)('%s', (_what, admissionControlPolicy, policy) => {
    expect(admissionPolicyOf(config({ admissionControlPolicy }))).toEqual(policy);
  });

  it('heeds the deprecated failoverLevel where nothing newer is given', () => {
    expect(admissionPolicyOf(config({ failoverLevel: 2 }))).toMatchObject({ kind: 'slots', failoverLevel: 2 });
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
    { key: 'das.slotMemInMB', value: '128' },
    { key: 'das.slotCpuInMHz', value: 'much' },
  ] as const;
  expect(admissionOptionsOf(config({ option }))).toEqual({ ...defaultAdvancedOptions, slotMemoryMb: 128 });
});

it.each([
  ['connected', false, 'master', 'good'],
  ['connected', undefined, 'connectedToMaster', 'good'],
  ['connected', false, 'election', 'good'],
  ['connected', false, undefined, 'good'],
  ['connected', true, 'connectedToMaster', 'maintenanceMode'],
  ['notResponding', false, 'connectedToMaster', 'notConnected'],
  ['disconnected', true, undefined, 'notConnected'],
  ['connected', false, 'hostDown', 'haError'],
  ['connected', false, 'networkIsolated', 'haError'],
  ['connected', false, 'networkPartitionedFromMaster', 'haError'],
  ['connected', false, 'fdmUnreachable', 'haError'],
  ['connected', false, 'initializationError', 'haError'],
  ['connected', false, 'uninitializationError', 'haError'],
])(
  'a host that is %s (maintenance mode: %s) and %s is %s',
  (connectionState, inMaintenanceMode, dasState, condition) => {
    expect(hostConditionOf({ connectionState, inMaintenanceMode, dasState })).toBe(condition);
  },
);
