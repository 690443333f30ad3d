import { describe, expect, it } from 'vitest';
import { defaultAdvancedOptions } from '../advanced-options.ts';
import { guide, host, vm } from './fixture.ts';
import { type AdmissionOptions, needOf } from './resources.ts';
import { type SlotPolicy, slots } from './slot.ts';

function counted(
  vms = guide.vms,
  options: Partial<AdmissionOptions> = {},
  policy: Partial<SlotPolicy> = {},
  hosts = guide.hosts,
) {
  const all = { ...defaultAdvancedOptions, ...options };
  const needs = vms.map((each) => needOf(each, all));
  return slots({ kind: 'slots', failoverLevel: 1, fixedSlot: undefined, ...policy }, hosts, needs, all);
}

it("counts the vSphere Availability guide's cluster as the guide does", () => {
  expect(counted()).toEqual({
    kind: 'slots',
    failoverLevel: 1,
    slot: {
      cpuMhz: 2_000,
      memoryMb: 2_048,
      numVcpus: 1,
      cpuSource: { kind: 'vm', vm: 'vm-1' },
      memorySource: { kind: 'vm', vm: 'vm-3' },
    },
    hosts: [
      { host: 'host-1', cpuSlots: 4, memorySlots: 4, slots: 4, keptForFailover: true },
      { host: 'host-2', cpuSlots: 4, memorySlots: 3, slots: 3, keptForFailover: false },
      { host: 'host-3', cpuSlots: 3, memorySlots: 3, slots: 3, keptForFailover: false },
    ],
    vms: guide.vms.map(({ vm }) => ({ vm, slots: 1 })),
    totalSlots: 10,
    usedSlots: 5,
    slotsAfterFailure: 6,
    unreservedSlots: 1,
    currentFailoverLevel: 1,
    satisfied: true,
  });
});

describe('the size of a slot', () => {
  const sizes: readonly [string, Partial<AdmissionOptions>, object][] = [
    ['is what the largest reservations are', {}, { cpuMhz: 500, memoryMb: 1_074 }],
    ['is no larger than das.slotCpuInMHz', { slotCpuMhz: 200 }, { cpuMhz: 200, memoryMb: 1_074 }],
    ['is no larger than das.slotMemInMB', { slotMemoryMb: 256 }, { cpuMhz: 500, memoryMb: 256 }],
    [
      'is not enlarged by bounds above it',
      { slotCpuMhz: 5_000, slotMemoryMb: 5_000 },
      { cpuMhz: 500, memoryMb: 1_074 },
    ],
    ['is no smaller than das.vmCpuMinMHz', { vmCpuMinMhz: 800 }, { cpuMhz: 800, memoryMb: 1_074 }],
    [
      'is no smaller than das.vmMemoryMinMB and the overhead',
      { vmMemoryMinMb: 2_048 },
      { cpuMhz: 500, memoryMb: 2_098 },
    ],
    ['keeps to a bound below a minimum', { vmCpuMinMhz: 800, slotCpuMhz: 100 }, { cpuMhz: 100, memoryMb: 1_074 }],
  ];
  const vms = [vm('large', 500, 1_024, { memoryOverheadMb: 50 }), vm('small', 0, 0, { memoryOverheadMb: 30 })];
  it.each(sizes)('%s', (_what, options, size) => {
    expect(counted(vms, options).slot).toMatchObject(size);
  });

  it('says where it comes from', () => {
    expect(counted(vms, { slotCpuMhz: 200, vmMemoryMinMb: 2_048 }).slot).toMatchObject({
      cpuSource: { kind: 'bounded', vm: 'large', need: 500 },
      memorySource: { kind: 'vm', vm: 'large' },
    });
    expect(counted([vm('small', 0, 0, { memoryOverheadMb: 30 })]).slot).toMatchObject({
      cpuMhz: 32,
      memoryMb: 30,
      cpuSource: { kind: 'minimum' },
      memorySource: { kind: 'vm', vm: 'small' },
    });
  });

  it('is 32 MHz and 1 MB where nothing runs, and never nothing', () => {
    expect(counted([]).slot).toMatchObject({ cpuMhz: 32, memoryMb: 1, memorySource: { kind: 'minimum' } });
    expect(counted([], { vmCpuMinMhz: 0 }).slot).toMatchObject({ cpuMhz: 1, memoryMb: 1 });
  });

  it('is what the policy fixes, whatever the options say', () => {
    const { slot } = counted(guide.vms, { slotCpuMhz: 100 }, { fixedSlot: { cpuMhz: 1_000, memoryMb: 1_024 } });
    expect(slot).toMatchObject({
      cpuMhz: 1_000,
      memoryMb: 1_024,
      cpuSource: { kind: 'fixed' },
      memorySource: { kind: 'fixed' },
    });
  });

  it('has the most vCPUs of any VM', () => {
    expect(counted([vm('one', 0, 0), vm('four', 0, 0, { numCpu: 4 })]).slot.numVcpus).toBe(4);
  });
});

describe('a VM in a cluster of smaller slots', () => {
  const fixedSlot = { cpuMhz: 1_000, memoryMb: 1_024 };
  const used: readonly [string, number, number, number][] = [
    ['that fits', 1_000, 1_024, 1],
    ['without a reservation', 0, 0, 1],
    ['with twice the CPU', 2_000, 1_024, 2],
    ['with a little more memory', 1_000, 1_025, 2],
    ['with more of both, as much as the larger asks for', 1_500, 4_000, 4],
  ];
  it.each(used)('%s', (_what, cpuMhz, memoryMb, count) => {
    expect(counted([vm('vm', cpuMhz, memoryMb)], {}, { fixedSlot }).usedSlots).toBe(count);
  });
});

it('tolerates as many failures as leave enough slots, and always needs a host', () => {
  const levels = [0, 3, 6, 7, 10, 11].map((count) => {
    const vms = Array.from({ length: count }, (_, index) => vm(`vm-${index}`, 2_000, 2_048));
    return [count, counted(vms, { vmCpuMinMhz: 2_000, vmMemoryMinMb: 2_048 }).currentFailoverLevel];
  });
  expect(levels).toEqual([
    [0, 2],
    [3, 2],
    [6, 1],
    [7, 0],
    [10, 0],
    [11, 0],
  ]);
});

it('keeps everything where as many failures are to be survived as there are hosts', () => {
  const kept = counted(guide.vms, {}, { failoverLevel: 3 });
  expect(kept).toMatchObject({ slotsAfterFailure: 0, unreservedSlots: 0, satisfied: false });
  expect(counted([], {}, { failoverLevel: 3 }).satisfied).toBe(true);
});

it('has no slots without hosts', () => {
  expect(counted(guide.vms, {}, {}, [])).toMatchObject({ totalSlots: 0, currentFailoverLevel: 0, satisfied: false });
  expect(counted(guide.vms, {}, {}, [host('small', 100, 100)])).toMatchObject({ totalSlots: 0, satisfied: false });
});
