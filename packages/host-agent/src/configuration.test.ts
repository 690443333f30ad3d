import { ConfigurationError, readConfiguration } from '@microsphere/process';
import { expect, it } from 'vitest';
import { hostConfiguration } from './configuration.ts';

const given = {
  name: 'esx01.lab.local',
  timing: 'fast',
  natsUrl: 'nats://127.0.0.1:4222',
  arrays: ['ws://127.0.0.1:3260'],
  switch: 'ws://127.0.0.1:8698/uplink',
  hardware: { pcpuCount: 2, pcpuMhz: 20, memoryMb: 64 },
  stateDirectory: '/var/lib/esx01',
};

const read = (change: object) =>
  readConfiguration(hostConfiguration, [], { MICROSPHERE_CONFIG: JSON.stringify({ ...given, ...change }) });

it('listens on a port of the system and has the newest processor where nothing else is said', () => {
  const listen = { host: '127.0.0.1', port: 0 };
  expect(read({})).toEqual({
    ...given,
    hardware: { ...given.hardware, isa: 'rv64imab' },
    listen,
    vmotion: { listen },
  });
});

it.each([
  ['name', { name: 'esx 01' }],
  ['timing', { timing: 'slow' }],
  ['vmotion.listen', { vmotion: { listen: 'vmk1' } }],
  ['arrays', { arrays: [] }],
  ['hardware.pcpuCount', { hardware: { ...given.hardware, pcpuCount: 0 } }],
  ['hardware.isa', { hardware: { ...given.hardware, isa: 'rv64gc' } }],
  ['hardware.memoryMb', { hardware: { ...given.hardware, memoryMb: 4096 } }],
  ['colour', { colour: 'red' }],
])('names the field that is wrong: %s', (field, change) => {
  expect(() => read(change)).toThrow(ConfigurationError);
  expect(() => read(change)).toThrow(field);
});
