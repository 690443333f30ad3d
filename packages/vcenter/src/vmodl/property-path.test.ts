import { moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { MAX_PATH_LENGTH, parsePath, pathExists, readPath, rootProperty } from './property-path.ts';

const option = (key: string, value: string) => ({ _typeName: 'OptionValue', key, value });
const properties = {
  runtime: { _typeName: 'VirtualMachineRuntimeInfo', powerState: 'poweredOn', host: moRef('HostSystem', 'host-1') },
  config: {
    _typeName: 'VirtualMachineConfigInfo',
    extraConfig: [option('guestinfo.ip', '10.10.0.11'), option('b', '2')],
    hardware: { _typeName: 'VirtualHardware', device: [{ _typeName: 'VirtualDisk', key: 2000, capacityInKB: 16 }] },
  },
};

describe('property paths', () => {
  it.each([
    ['runtime.powerState', 'poweredOn', 'VirtualMachinePowerState'],
    ['config.extraConfig["guestinfo.ip"].value', '10.10.0.11', 'anyType?'],
    ['config.hardware.device[2000].capacityInKB', 16, 'long'],
  ])('lead to values: %s', (path, value, descriptor) => {
    expect(pathExists('VirtualMachine', path)).toBe(true);
    expect(readPath('VirtualMachine', properties, path)).toEqual({ value, descriptor });
  });

  it.each(['guest.ipAddress', 'runtime.bootTime', 'config.extraConfig["c"]'])(
    'lead to nothing that is set: %s',
    (path) => {
      expect(pathExists('VirtualMachine', path)).toBe(true);
      expect(readPath('VirtualMachine', properties, path)).toBeUndefined();
    },
  );

  it.each([
    '',
    'colour',
    'runtime.colour',
    'runtime..powerState',
    'name.x',
    'runtime["x"]',
    '["x"]',
    'config.extraConfig.key',
    '__proto__',
  ])('are refused where the type has no such thing: "%s"', (path) => {
    expect(pathExists('VirtualMachine', path)).toBe(false);
    expect(readPath('VirtualMachine', properties, path)).toBeUndefined();
  });

  it('are refused when they are too long, and begin with a property', () => {
    expect(parsePath(`a${'.a'.repeat(MAX_PATH_LENGTH)}`)).toBeUndefined();
    expect(rootProperty('config.extraConfig["a.b"]')).toBe('config');
  });
});
