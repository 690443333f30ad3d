import { describe, expect, it } from 'vitest';
import { defaultAdvancedOptions } from '../advanced-options.ts';
import { guide, host, vm } from './fixture.ts';
import { type ResourcePercentagePolicy, resourcePercentage } from './resource-percentage.ts';
import { needOf } from './resources.ts';

function share(percentages: ResourcePercentagePolicy['percentages'], hosts = guide.hosts, vms = guide.vms) {
  const needs = vms.map((each) => needOf(each, defaultAdvancedOptions));
  return resourcePercentage({ kind: 'resourcePercentage', percentages }, hosts, needs);
}
const manual = (cpuPercent: number, memoryPercent = cpuPercent) =>
  ({ kind: 'manual', cpuPercent, memoryPercent }) as const;
const computed = (failoverLevel: number) => ({ kind: 'computed', failoverLevel }) as const;

it("counts the vSphere Availability guide's cluster", () => {
  const { cpu, memory, satisfied } = share(manual(25));
  expect(cpu).toMatchObject({ total: 24_000, required: 7_000, keptForFailover: 6_000, configuredPercent: 25 });
  expect(Math.floor(cpu.currentPercent)).toBe(70);
  expect(memory).toMatchObject({ total: 21 * 1_024, required: 6 * 1_024 });
  expect(Math.floor(memory.currentPercent)).toBe(71);
  expect(satisfied).toBe(true);
});

it('keeps what the largest hosts have, of each resource by itself', () => {
  // The CPU of one host, the memory of another.
  const hosts = [host('a', 4_000, 8_192), host('b', 4_000, 2_048), host('c', 6_000, 2_048), host('d', 2_000, 2_048)];
  const { cpu, memory } = share(computed(1), hosts);
  expect([cpu.keptForFailover, memory.keptForFailover]).toEqual([6_000, 8_192]);
  expect([cpu.configuredPercent, memory.configuredPercent].map(Math.floor)).toEqual([37, 57]);
  expect(share(computed(2), hosts).cpu.keptForFailover).toBe(10_000);
});

describe('what is kept', () => {
  const even = [host('a', 100, 100), host('b', 100, 100)];
  const cases: readonly [string, ResourcePercentagePolicy['percentages'], number, boolean][] = [
    ['is still there to the last MHz', manual(30), 140, true],
    ['is touched by one MHz more', manual(30), 141, false],
    ['is a whole host', computed(1), 100, true],
    ['is a whole host, and one MHz is missing', computed(1), 101, false],
    ['is everything at 100 %', manual(100), 1, false],
    ['is everything where all hosts may fail', computed(2), 1, false],
    ['is everything where more than all may fail', computed(5), 1, false],
  ];
  it.each(cases)('%s', (_what, percentages, reserved, satisfied) => {
    const vms = [vm('vm', reserved, 0)];
    const needs = vms.map((each) => needOf(each, { ...defaultAdvancedOptions, vmCpuMinMhz: 0 }));
    expect(resourcePercentage({ kind: 'resourcePercentage', percentages }, even, needs).cpu.satisfied).toBe(satisfied);
  });
});

it('counts 32 MHz for a VM that reserves less, and its memory overhead in any case', () => {
  const vms = [
    vm('none', 0, 0, { memoryOverheadMb: 90 }),
    vm('some', 20, 100, { memoryOverheadMb: 10 }),
    vm('more', 33, 0),
  ];
  const { cpu, memory } = share(manual(25), guide.hosts, vms);
  expect([cpu.required, memory.required]).toEqual([97, 200]);
});

it('shows no less than nothing where more is reserved than there is', () => {
  expect(share(manual(25), [host('small', 1_000, 1_024)])).toMatchObject({
    cpu: { currentPercent: 0, satisfied: false },
    memory: { currentPercent: 0, satisfied: false },
  });
  expect(share(manual(25), [])).toMatchObject({ cpu: { total: 0, currentPercent: 0, satisfied: false } });
});
