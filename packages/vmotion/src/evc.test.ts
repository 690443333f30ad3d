import { expect, it } from 'vitest';
import { cpuFeaturesOf, type EvcMode, evcModes } from './cpu-features.ts';
import { checkEvcAdmission, checkEvcMode, type EvcHost, isWithin } from './evc.ts';

const [lower, higher] = evcModes as [EvcMode, EvcMode];
const older = cpuFeaturesOf('rv64ima');
const newer = cpuFeaturesOf('rv64imab');
const host = (name: string, more: Partial<EvcHost> = {}): EvcHost => ({
  id: name,
  name,
  connected: true,
  cpuFeatures: newer,
  guests: [],
  ...more,
});

/** What each finding is about. */
const found = (mode: EvcMode, ...hosts: EvcHost[]) =>
  checkEvcMode(mode, hosts).map(({ type, hosts: those }) => [type, ...those.map(({ name }) => name)]);

it('nothing stands in the way of a mode that all hosts have and all guests keep to', () => {
  expect(found(lower)).toEqual([]);
  expect(found(lower, host('a'), host('b', { cpuFeatures: older, guests: [older] }))).toEqual([]);
  expect(found(higher, host('a', { guests: [newer, older] }))).toEqual([]);
});

it('hosts that lack its features, whose guests may use more, or that nobody can ask, stand in its way', () => {
  const hosts = [
    host('old', { cpuFeatures: older }),
    host('busy', { guests: [older, newer] }),
    host('gone', { connected: false }),
  ];
  expect(found(lower, ...hosts)).toEqual([
    ['DisconnectedHostsBlockingEVC', 'gone'],
    ['ActiveVMsBlockingEVC', 'busy'],
  ]);
  expect(found(higher, ...hosts)).toEqual([
    ['DisconnectedHostsBlockingEVC', 'gone'],
    ['EVCModeUnsupportedByHosts', 'old'],
  ]);
  expect(checkEvcMode(higher, hosts).at(-1)?.message).toBe('processors that lack what riscv-rv64imab promises: old');
});

it('a host comes into the cluster when it can keep its mode', () => {
  expect(checkEvcAdmission(lower, host('a'))).toBeUndefined();
  expect(checkEvcAdmission(higher, { cpuFeatures: older, guests: [] })).toBe('EVCAdmissionFailedCPUFeaturesForMode');
  expect(checkEvcAdmission(lower, { cpuFeatures: newer, guests: [newer] })).toBe('EVCAdmissionFailedVmActive');
});

it('a mode is within a higher one, and within none at all', () => {
  expect([isWithin(lower, higher), isWithin(lower, lower), isWithin(higher, undefined)]).toEqual([true, true, true]);
  expect([isWithin(higher, lower), isWithin(undefined, higher)]).toEqual([false, false]);
});
