import { describe, expect, it } from 'vitest';
import { type AdmissionInput, assess } from './admission.ts';
import { admit } from './decision.ts';
import { guide, host, input, vm } from './fixture.ts';
import type { AdmissionPolicy } from './policy.ts';

const byHosts = (failoverHosts: readonly string[]): AdmissionPolicy => ({
  kind: 'failoverHosts',
  failoverHosts,
  failoverLevel: 1,
});
const byPercentage = (cpuPercent: number, memoryPercent = cpuPercent): AdmissionPolicy => ({
  kind: 'resourcePercentage',
  percentages: { kind: 'manual', cpuPercent, memoryPercent },
});
const computed = (failoverLevel: number): AdmissionPolicy => ({
  kind: 'resourcePercentage',
  percentages: { kind: 'computed', failoverLevel },
});
const bySlots = (failoverLevel: number): AdmissionPolicy => ({ kind: 'slots', failoverLevel, fixedSlot: undefined });

it('counts good hosts only, and every VM that is powered on, wherever it runs', () => {
  const hosts = [
    ...guide.hosts,
    host('host-4', 9_000, 9_216, 'notConnected'),
    host('host-5', 9_000, 9_216, 'maintenanceMode'),
    host('host-6', 9_000, 9_216, 'haError'),
  ];
  const { arithmetic, ...found } = assess(input({ hosts }));
  expect(found).toMatchObject({ totalHosts: 6, goodHosts: 3, satisfied: true });
  expect(arithmetic).toMatchObject({ totalSlots: 10, usedSlots: 5 });
  const failed = [host('host-1', 9_000, 9_216, 'notConnected'), ...guide.hosts.slice(1)];
  const vms = guide.vms.map((each) => ({ ...each, host: 'host-1' }));
  expect(assess(input({ hosts: failed, vms }))).toMatchObject({
    satisfied: false,
    arithmetic: { usedSlots: 5, slotsAfterFailure: 3 },
  });
});

describe('a power-on', () => {
  it('is admitted as long as a slot is left', () => {
    const vms = [...guide.vms, vm('vm-6', 0, 0)];
    expect(admit(input({}), vm('vm-6', 0, 0)).kind).toBe('admitted');
    const refused = admit(input({ vms }), vm('vm-7', 0, 0));
    expect(refused).toMatchObject({
      kind: 'insufficient',
      because: '7 slots are needed (2000 MHz and 2048 MB each); the failure of the host with most slots leaves 6',
    });
  });

  it('is refused to a small VM because a large one has made the slots large (ha.md section 10, case 11)', () => {
    const vms = [...guide.vms, vm('huge', 6_000, 1_024)];
    expect(assess(input({ vms: guide.vms })).satisfied).toBe(true);
    expect(admit(input({ vms: guide.vms }), vm('huge', 6_000, 1_024)).kind).toBe('insufficient');
    expect(admit(input({ vms }), vm('small', 0, 0)).kind).toBe('insufficient');
  });

  it('is refused when a percentage would be touched, and says of what', () => {
    const policy = byPercentage(70, 50);
    expect(admit(input({ policy }), vm('vm-6', 200, 0)).kind).toBe('admitted');
    expect(admit(input({ policy }), vm('vm-6', 201, 0))).toMatchObject({
      kind: 'insufficient',
      because: 'CPU: 7201 of 24000 MHz are reserved, and 16800 are kept for failover',
    });
    expect(admit(input({ policy: byPercentage(25, 71) }), vm('vm-6', 0, 512))).toMatchObject({
      because: 'memory: 6656 of 21504 MB are reserved, and 15267.8 are kept for failover',
    });
  });

  it('on a failover host is HA alone, elsewhere everybody may', () => {
    const policy = byHosts(['host-3']);
    expect(admit(input({ policy }), vm('vm-6', 0, 0, { host: 'host-3' }))).toMatchObject({
      kind: 'failoverHost',
      host: 'host-3',
    });
    expect(admit(input({ policy }), vm('vm-6', 90_000, 0, { host: 'host-1' })).kind).toBe('admitted');
  });
});

describe('a larger reservation of a VM that runs', () => {
  it('counts in place of the one that it has', () => {
    expect(admit(input({}), vm('vm-1', 4_000, 1_024)).kind).toBe('insufficient');
    expect(admit(input({}), vm('vm-5', 2_000, 1_024)).kind).toBe('admitted');
    expect(admit(input({}), vm('vm-5', 2_000, 1_024)).after.arithmetic).toMatchObject({ usedSlots: 5 });
  });

  it('is nothing that a failover host forbids', () => {
    const brought = guide.vms.map((each) => ({ ...each, host: 'host-3' }));
    const given = input({ policy: byHosts(['host-3']), vms: brought });
    expect(admit(given, vm('vm-1', 3_000, 1_024, { host: 'host-3' })).kind).toBe('admitted');
  });
});

describe('dedicated failover hosts', () => {
  const vms = [vm('vm-1', 0, 0, { host: 'host-2' }), vm('vm-2', 0, 0, { host: 'host-1' })];
  it('are green idle, yellow while they run something, red when they cannot be used', () => {
    const hosts = [
      ...guide.hosts,
      host('host-4', 1, 1, 'maintenanceMode'),
      host('host-5', 1, 1, 'notConnected'),
      host('host-6', 1, 1, 'haError'),
    ];
    const policy = byHosts(['host-2', 'host-3', 'host-4', 'host-5', 'host-6', 'host-9']);
    const { arithmetic, problems, satisfied } = assess(input({ policy, hosts, vms }));
    expect(arithmetic).toEqual({
      kind: 'failoverHosts',
      hosts: [
        { host: 'host-2', status: 'yellow', vms: ['vm-1'] },
        { host: 'host-3', status: 'green', vms: [] },
        { host: 'host-4', status: 'red', vms: [] },
        { host: 'host-5', status: 'red', vms: [] },
        { host: 'host-6', status: 'red', vms: [] },
        { host: 'host-9', status: 'red', vms: [] },
      ],
      satisfied: false,
    });
    expect(problems).toEqual([{ kind: 'unknownFailoverHost', host: 'host-9' }]);
    expect(satisfied).toBe(false);
  });

  it('are enough when none is red', () => {
    expect(assess(input({ policy: byHosts(['host-2', 'host-3']), vms })).satisfied).toBe(true);
  });
});

describe('an impossible policy', () => {
  const policies: readonly [string, AdmissionPolicy, object][] = [
    ['of as many failures as hosts', bySlots(3), { kind: 'tooFewHosts', failoverLevel: 3, goodHosts: 3 }],
    ['of more failures than hosts', computed(4), { kind: 'tooFewHosts', failoverLevel: 4, goodHosts: 3 }],
    ['of 100 % of the CPU', byPercentage(100, 25), { kind: 'everythingKept' }],
    ['of 100 % of the memory', byPercentage(25, 100), { kind: 'everythingKept' }],
    ['without a failover host', byHosts([]), { kind: 'noFailoverHost' }],
  ];
  it.each(policies)('%s is warned of, and holds', (_what, policy, problem) => {
    const found = assess(input({ policy }));
    expect(found.problems).toEqual([problem]);
    expect(found.satisfied).toBe(false);
    // No power-on is let through where the policy counts; dedicated hosts refuse none but their own.
    const { kind } = admit(input({ policy }), vm('vm-6', 0, 0, { host: 'host-1' }));
    expect(kind).toBe(policy.kind === 'failoverHosts' ? 'admitted' : 'insufficient');
  });

  it('is none of a possible one', () => {
    for (const policy of [bySlots(2), computed(2), byPercentage(99), byHosts(['host-1'])])
      expect(assess(input({ policy })).problems).toEqual([]);
  });
});

describe('performance degradation that VMs tolerate', () => {
  // 24 GHz; the largest host has 9: 15 are left when it has failed.
  const cases: readonly [string, number, number, boolean][] = [
    ['warns at 0 % when more is used than is left', 0, 15_001, false],
    ['does not warn at 0 % when as much is used as is left', 0, 15_000, true],
    ['lets a quarter be missing at 25 %', 25, 20_000, true],
    ['warns at 25 % beyond that', 25, 20_001, false],
    ['never warns at 100 %', 100, 24_000, true],
  ];
  it.each(cases)('%s', (_what, toleratedPercent, cpuMhz, satisfied) => {
    const given: Partial<AdmissionInput> = {
      resourceReductionToToleratePercent: toleratedPercent,
      usage: { cpuMhz, memoryMb: 0 },
    };
    for (const policy of [bySlots(1), computed(1), byHosts(['host-3'])])
      expect(assess(input({ ...given, policy })).performance).toMatchObject({ satisfied, cpu: { left: 15_000 } });
    expect(assess(input(given)).satisfied).toBe(true);
  });

  it('goes by what a manual percentage keeps', () => {
    const given = {
      policy: byPercentage(50, 25),
      usage: { cpuMhz: 12_001, memoryMb: 0 },
      resourceReductionToToleratePercent: 0,
    };
    expect(assess(input(given)).performance.cpu).toEqual({
      used: 12_001,
      wanted: 12_001,
      left: 12_000,
      satisfied: false,
    });
  });
});

describe('what a failure would leave', () => {
  it('tells of a VM that no host has room for, though the sums are enough (ha.md section 10, case 10)', () => {
    const hosts = ['a', 'b', 'c', 'd'].map((name) => host(name, 1_000, 1_000));
    const vms = [
      vm('large', 100, 900, { host: 'a' }),
      ...['b', 'c', 'd'].map((name) => vm(`vm-${name}`, 100, 500, { host: name })),
    ];
    const { satisfied, failure } = assess(input({ policy: computed(1), hosts, vms }));
    expect(satisfied).toBe(true);
    expect(failure).toMatchObject({ failed: ['a'], withoutRoom: ['large'] });
    expect(failure.survivors.map(({ unreserved }) => unreserved)).toEqual(
      Array.from({ length: 3 }, () => ({ cpuMhz: 900, memoryMb: 500 })),
    );
  });

  it('spreads what has failed over those with most room', () => {
    const hosts = ['a', 'b', 'c'].map((name) => host(name, 1_000, 1_000));
    const vms = ['one', 'two', 'three'].map((name) => vm(name, 0, 200, { host: 'a' }));
    const { failure } = assess(input({ hosts, vms }));
    expect(failure.survivors.map(({ host, arriving }) => [host, arriving])).toEqual([
      ['b', ['one', 'two']],
      ['c', ['three']],
    ]);
  });

  it('takes no failover host away from those who need it, and uses it first', () => {
    const hosts = ['a', 'b', 'c'].map((name) => host(name, 1_000, 1_000));
    const { failure } = assess(input({ policy: byHosts(['a']), hosts, vms: [vm('one', 0, 900, { host: 'b' })] }));
    expect(failure).toMatchObject({ failed: ['b'], withoutRoom: [] });
    // Tried first, though another one has more room.
    const larger = [...hosts.slice(0, 2), host('c', 2_000, 900)];
    const two = ['one', 'two'].map((name) => vm(name, 0, 500, { host: 'a' }));
    const { survivors } = assess(input({ policy: byHosts(['c']), hosts: larger, vms: two })).failure;
    expect(survivors.map(({ host, arriving }) => [host, arriving])).toEqual([
      ['b', ['two']],
      ['c', ['one']],
    ]);
  });

  it('looks for a place for VMs whose host is gone already', () => {
    const hosts = [host('a', 1_000, 1_000, 'notConnected'), host('b', 1_000, 1_000), host('c', 1_000, 1_000)];
    const { failure } = assess(
      input({ hosts, vms: [vm('one', 0, 900, { host: 'a' }), vm('two', 0, 900, { host: 'c' })] }),
    );
    expect(failure).toMatchObject({ failed: ['b'], withoutRoom: ['one'] });
  });
});
