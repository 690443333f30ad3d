import { expect, it } from 'vitest';
import {
  guaranteedEvcMode,
  MACHINE_CPU_FEATURES,
  maxEvcMode,
  minRequiredEvcMode,
  unmetFeatures,
} from './cpu-features.ts';

const more = [...MACHINE_CPU_FEATURES, 'riscv.v'];
const less = MACHINE_CPU_FEATURES.filter((feature) => feature !== 'riscv.a');

it.each([
  ['what a machine has', MACHINE_CPU_FEATURES, 'riscv-rv64ima', 'riscv-rv64ima', 'riscv-rv64ima'],
  ['more', more, 'riscv-rv64ima', undefined, undefined],
  ['less', less, undefined, undefined, 'riscv-rv64ima'],
])('a host and a guest with %s', (_what, features, ...expected) => {
  const modes = [maxEvcMode(features), guaranteedEvcMode(features), minRequiredEvcMode(features)];
  expect(modes.map((mode) => mode?.key)).toEqual(expected);
});

it('a guest misses what it may have used, and nothing else', () => {
  expect(unmetFeatures(more, less)).toEqual(['riscv.a', 'riscv.v']);
  expect(unmetFeatures(less, more)).toEqual([]);
});
