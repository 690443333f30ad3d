import { describe, expect, it } from 'vitest';
import {
  type CheckTestType,
  type CompatibilityInput,
  checkCompatibility,
  checkTestTypes,
  isCompatible,
  type MigratingVm,
  type MigrationHost,
  type MigrationRule,
} from './compatibility.ts';
import { MACHINE_CPU_FEATURES } from './cpu-features.ts';

const vm: MigratingVm = {
  id: 'vm-1',
  name: 'web',
  powerState: 'poweredOn',
  vmxPath: '[ds] web/web.vmx',
  inaccessible: false,
  hasQuestion: false,
  hasGuestHeartbeat: true,
  memoryMb: 5,
  cpuReservationMhz: 10,
  cpuFeatures: MACHINE_CPU_FEATURES,
  files: [
    { device: '', fileName: '[ds] web/web.vmx', datastore: 'ds-1' },
    { device: 'Hard disk 1', fileName: '[base] gold/gold.vmdk', datastore: 'ds-2' },
  ],
  committedBytes: 100,
  adapters: [{ device: 'Network adapter 1', network: 'net-1', networkName: 'VM Network' }],
};

const source: MigrationHost = {
  id: 'host-1',
  name: 'esx01',
  connected: true,
  inMaintenanceMode: false,
  vmotionAdapter: 'up',
  cpuFeatures: MACHINE_CPU_FEATURES,
  datastores: ['ds-1', 'ds-2'],
  networks: ['net-1'],
  unreservedCpuMhz: 10,
  unreservedMemoryMb: 5,
  isFailoverHost: false,
  hasHaError: false,
};

const destination: MigrationHost = { ...source, id: 'host-2', name: 'esx02' };
const good: CompatibilityInput = { vm, source, destination, rules: [] };
const host = { id: 'host-2', name: 'esx02' };

/** What is found, as [test, severity, fault]. */
function found(input: CompatibilityInput) {
  return checkCompatibility(input).map(({ test, severity, fault }) => [test, severity, fault]);
}

const withVm = (change: Partial<MigratingVm>): CompatibilityInput => ({ ...good, vm: { ...vm, ...change } });
const to = (change: Partial<MigrationHost>): CompatibilityInput => ({
  ...good,
  destination: { ...destination, ...change },
});
const from = (change: Partial<MigrationHost>): CompatibilityInput => ({ ...good, source: { ...source, ...change } });

describe('a virtual machine that runs', () => {
  it('moves where all is well, on or off', () => {
    expect(found(good)).toEqual([]);
    expect(found(withVm({ powerState: 'poweredOff' }))).toEqual([]);
  });

  it.each<[string, CompatibilityInput, CheckTestType, 'error' | 'warning', object]>([
    [
      'another power state is asked for',
      { ...good, requestedState: 'poweredOff' },
      'sourceTests',
      'error',
      { type: 'InvalidPowerState', requestedState: 'poweredOff', existingState: 'poweredOn' },
    ],
    ['its host is silent', from({ connected: false }), 'sourceTests', 'error', { type: 'HostNotConnected' }],
    [
      'its files are unreadable',
      withVm({ inaccessible: true }),
      'sourceTests',
      'error',
      { type: 'CannotAccessVmConfig', file: '[ds] web/web.vmx' },
    ],
    [
      'it asks something',
      withVm({ hasQuestion: true }),
      'sourceTests',
      'error',
      { type: 'MigrationNotReady', reason: 'web waits for the answer to a question' },
    ],
    [
      'its host has no vMotion',
      from({ vmotionAdapter: 'notConfigured' }),
      'sourceTests',
      'error',
      { type: 'VMotionNotConfigured', atSourceHost: true, host: { id: 'host-1', name: 'esx01' } },
    ],
    [
      'its guest is silent',
      withVm({ hasGuestHeartbeat: false }),
      'sourceTests',
      'warning',
      { type: 'NoGuestHeartbeat' },
    ],
    ['the destination is silent', to({ connected: false }), 'hostTests', 'error', { type: 'HostNotConnected' }],
    [
      'the destination is out of service',
      to({ inMaintenanceMode: true }),
      'hostTests',
      'error',
      { type: 'InvalidHostState', host },
    ],
    [
      'the destination has no vMotion',
      to({ vmotionAdapter: 'notConfigured' }),
      'hostTests',
      'error',
      { type: 'VMotionNotConfigured', atSourceHost: false, host },
    ],
    [
      'the link of the destination is down',
      to({ vmotionAdapter: 'linkDown' }),
      'hostTests',
      'error',
      { type: 'VMotionLinkDown', atSourceHost: false, host },
    ],
    [
      'the processor there can do less',
      to({ cpuFeatures: ['riscv.rv64i', 'riscv.m', 'riscv.zicsr'] }),
      'hostTests',
      'error',
      { type: 'FeatureRequirementsNotMet', features: ['riscv.a'], host },
    ],
    [
      'HA keeps the destination free',
      to({ isFailoverHost: true }),
      'hostTests',
      'error',
      { type: 'DisallowedOperationOnFailoverHost', host },
    ],
    ['HA is broken there', to({ hasHaError: true }), 'hostTests', 'warning', { type: 'HAErrorsAtDest' }],
    [
      'no CPU is left',
      to({ unreservedCpuMhz: 9 }),
      'resourcePoolTests',
      'error',
      { type: 'InsufficientHostCpuCapacityFault', host, unreservedMhz: 9, requestedMhz: 10 },
    ],
    [
      'no memory is left',
      to({ unreservedMemoryMb: 4 }),
      'resourcePoolTests',
      'error',
      { type: 'InsufficientHostMemoryCapacityFault', host, unreservedMb: 4, requestedMb: 5 },
    ],
    [
      'the parent of its disk is out of reach',
      to({ datastores: ['ds-1'] }),
      'datastoreTests',
      'error',
      { type: 'CannotAccessVmDisk', device: 'Hard disk 1', file: '[base] gold/gold.vmdk' },
    ],
    [
      'its .vmx is out of reach',
      to({ datastores: ['ds-2'] }),
      'datastoreTests',
      'error',
      { type: 'CannotAccessVmConfig', file: '[ds] web/web.vmx' },
    ],
    [
      'its network is not there',
      to({ networks: [] }),
      'networkTests',
      'error',
      {
        type: 'CannotAccessNetwork',
        device: 'Network adapter 1',
        network: 'net-1',
        networkName: 'VM Network',
        connected: true,
      },
    ],
  ])('does not move without a word when %s', (_what, input, test, severity, fault) => {
    expect(found(input)).toEqual([[test, severity, fault]]);
    expect(isCompatible(checkCompatibility(input))).toBe(severity === 'warning');
  });

  it('may use a host that does not say whether it has vMotion: the migration asks it', () => {
    expect(found(to({ vmotionAdapter: 'unknown' }))).toEqual([]);
  });

  it('may be on a network that no host lists', () => {
    expect(found({ ...to({ networks: [] }), source: { ...source, networks: [] } })).toEqual([]);
  });

  it('is tested as far as somebody wants to know', () => {
    const bad = to({ connected: false, datastores: [], networks: [], unreservedMemoryMb: 0 });
    for (const test of checkTestTypes)
      expect(new Set(checkCompatibility(bad, [test]).map((finding) => finding.test))).toEqual(
        new Set(test === 'sourceTests' ? [] : [test]),
      );
  });
});

describe('a virtual machine that is off', () => {
  const off = (input: CompatibilityInput): CompatibilityInput => ({
    ...input,
    vm: { ...input.vm, powerState: 'poweredOff', hasGuestHeartbeat: false, hasQuestion: true },
  });

  it('needs its files, and no room, no vMotion and no like processor', () => {
    const bare = { vmotionAdapter: 'notConfigured', cpuFeatures: [], unreservedMemoryMb: 0, hasHaError: true } as const;
    const mandatory: MigrationRule = { kind: 'vmHost', name: 'r', mandatory: true, affine: true, hosts: [] };
    expect(found({ ...off(to(bare)), rules: [mandatory] })).toEqual([]);
    expect(found(off(to({ datastores: [] })))).toHaveLength(2);
  });

  it('is warned of a network that is not there', () => {
    expect(found(off(to({ networks: [] })))).toMatchObject([['networkTests', 'warning', { connected: false }]]);
  });

  it('is not moved suspended', () => {
    expect(found(withVm({ powerState: 'suspended' }))).toEqual([
      ['sourceTests', 'error', { type: 'SuspendedRelocateNotSupported' }],
    ]);
  });
});

describe('files that change their datastore', () => {
  const storage = { id: 'ds-3', name: 'ds3', freeBytes: 100 };
  const all = ['ds-1', 'ds-2', 'ds-3'];
  const stay: CompatibilityInput = { ...good, storage, source: { ...source, datastores: all }, destination: source };
  const here = (change: Partial<MigrationHost> = {}): CompatibilityInput => {
    const host = { ...source, datastores: all, ...change };
    return { ...stay, source: host, destination: host };
  };

  it('need room there, and nothing that a move to another host needs', () => {
    const busy = { vmotionAdapter: 'notConfigured', inMaintenanceMode: true, unreservedMemoryMb: 0 } as const;
    expect(found(here({ ...busy, isFailoverHost: true, hasHaError: true, networks: [] }))).toEqual([]);
    expect(found({ ...here(), storage: { ...storage, freeBytes: undefined } })).toEqual([]);
    expect(found({ ...here(), storage: { ...storage, freeBytes: 99 } })).toEqual([
      [
        'datastoreTests',
        'error',
        { type: 'NoDiskSpace', file: '[ds] web/web.vmx', datastore: { ...storage, freeBytes: 99 } },
      ],
    ]);
  });

  it('need a host that reaches both datastores', () => {
    expect(found(here({ datastores: ['ds-1', 'ds-2'] }))).toEqual([
      ['datastoreTests', 'error', { type: 'InaccessibleDatastore', datastore: storage }],
    ]);
    expect(found(here({ connected: false }))).toEqual([['sourceTests', 'error', { type: 'HostNotConnected' }]]);
  });

  it.each([
    ['both hosts reach everything', all, all, []],
    ['only what both need to reach for the disks first', all, ['ds-3'], []],
    ['only what both need to reach for the host first', ['ds-1', 'ds-2'], all, []],
    ['nothing is shared', ['ds-1', 'ds-2'], ['ds-2', 'ds-3'], []],
    ['the destination does not reach it', all, ['ds-1', 'ds-2'], ['InaccessibleDatastore']],
  ])('go with it to another host: %s', (_what, from, to, faults) => {
    const input = {
      ...stay,
      source: { ...source, datastores: from },
      destination: { ...destination, datastores: to },
    };
    expect(found(input).map(([, , fault]) => (typeof fault === 'object' ? fault.type : fault))).toEqual(faults);
  });

  it('go with it to a host that shares nothing while it runs, and not while it is off', () => {
    const apart = {
      storage,
      source: { ...source, datastores: ['ds-1', 'ds-2'] },
      destination: { ...destination, datastores: ['ds-3'] },
    };
    expect(found({ ...stay, ...apart })).toEqual([]);
    expect(found({ ...withVm({ powerState: 'poweredOff' }), ...apart })).toEqual([
      ['datastoreTests', 'error', { type: 'NotSupported' }],
    ]);
  });

  it('do not spare it what a move to another host needs', () => {
    const input = { ...stay, destination: { ...destination, datastores: all, vmotionAdapter: 'linkDown' as const } };
    expect(found(input).map(([test]) => test)).toEqual(['hostTests']);
  });
});

describe('a rule', () => {
  it.each<[MigrationRule['kind'], boolean, string[], boolean]>([
    ['vmHost', true, ['host-2'], true],
    ['vmHost', true, ['host-1'], false],
    ['vmHost', true, [], false],
    ['vmHost', false, ['host-2'], false],
    ['vmHost', false, ['host-1'], true],
    ['vmVm', true, ['host-2'], true],
    ['vmVm', true, ['host-1'], false],
    ['vmVm', true, [], true],
    ['vmVm', false, ['host-2'], false],
    ['vmVm', false, [], true],
  ])('of kind %s, affine %s, about %j, is obeyed on host-2: %s', (kind, affine, hosts, obeyed) => {
    const rule = { kind, name: 'r', affine, hosts };
    const findings = (mandatory: boolean) => found({ ...good, rules: [{ ...rule, mandatory }] });
    const fault =
      kind === 'vmHost' ? { type: 'VmHostAffinityRuleViolation', host } : { type: 'RuleViolation', host, rule: 'r' };
    expect(findings(true)).toEqual(obeyed ? [] : [['hostTests', 'error', fault]]);
    expect(findings(false)).toEqual(obeyed ? [] : [['hostTests', 'warning', fault]]);
  });
});
