import { expect, it } from 'vitest';
import {
  cpuFeaturesOf,
  evcModeOf,
  evcModes,
  MACHINE_CPU_FEATURES,
  maxEvcMode,
  minRequiredEvcMode,
  unmetFeatures,
} from './cpu-features.ts';

const newer = cpuFeaturesOf('rv64imab');
const more = [...newer, 'riscv.v'];
const less = MACHINE_CPU_FEATURES.filter((feature) => feature !== 'riscv.a');

it.each([
  ['what every machine has', MACHINE_CPU_FEATURES, 'riscv-rv64ima', 'riscv-rv64ima'],
  ['what a newer one has', newer, 'riscv-rv64imab', 'riscv-rv64imab'],
  ['a part of what a newer one has', [...MACHINE_CPU_FEATURES, 'riscv.zba'], 'riscv-rv64ima', 'riscv-rv64imab'],
  ['more', more, 'riscv-rv64imab', undefined],
  ['less', less, undefined, 'riscv-rv64ima'],
])('a host and a guest with %s', (_what, features, ...expected) => {
  expect([maxEvcMode(features)?.key, minRequiredEvcMode(features)?.key]).toEqual(expected);
});

it('a guest misses what it may have used, and nothing else', () => {
  expect(unmetFeatures(more, less)).toEqual(['riscv.a', 'riscv.zba', 'riscv.zbb', 'riscv.zbs', 'riscv.v']);
  expect(unmetFeatures(less, more)).toEqual([]);
});

it('each mode has all that the one before it has, and more', () => {
  for (const [index, { features }] of evcModes.entries()) {
    const before = evcModes[index - 1]?.features ?? [];
    expect(unmetFeatures(before, features)).toEqual([]);
    expect(features.length).toBeGreaterThan(before.length);
  }
  expect(evcModes.map(({ key }) => evcModeOf(key))).toEqual(evcModes);
  expect(evcModeOf('intel-nehalem')).toBeUndefined();
  expect(() => cpuFeaturesOf('rv32i')).toThrow('no EVC mode is named after rv32i');
});
