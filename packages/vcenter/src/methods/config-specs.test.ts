// What clients ask for in their specs: taken, defaulted, or refused by name.
import { type DataObject, moRef, Vim25Fault } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { generatedMacAddress } from './create-vm.ts';
import { MAX_ADAPTERS, parseVmConfig } from './vm-config-spec.ts';

const disk = { _typeName: 'VirtualDisk', key: -1, capacityInKB: 2_048 } as const;
const backing = { _typeName: 'VirtualEthernetCardNetworkBackingInfo', deviceName: 'VM Network' } as const;
const card = { _typeName: 'VirtualVmxnet3', key: -2, backing } as const;
const config: DataObject<'VirtualMachineConfigSpec'> = {
  _typeName: 'VirtualMachineConfigSpec',
  name: 'web',
  files: { _typeName: 'VirtualMachineFileInfo', vmPathName: '[datastore1]' },
  memoryMB: 4,
};

function add(...devices: readonly DataObject<'VirtualDevice'>[]) {
  return {
    deviceChange: devices.map(
      (device) => ({ _typeName: 'VirtualDeviceConfigSpec', operation: 'add', device }) as const,
    ),
  };
}

const parse = (change: Partial<typeof config>) =>
  parseVmConfig(
    { ...config, ...change },
    () => 'new-uuid',
    ({ value }) => (value === 'network-1' ? 'prod' : undefined),
  );

describe('the configuration of a new virtual machine', () => {
  it('is what the spec says, and defaults', () => {
    const mac = {
      ...card,
      macAddress: '00:50:56:AB:00:01',
      backing: { ...backing, network: moRef('Network', 'network-1') },
    };
    expect(parse(add(disk, card, mac))).toMatchObject({
      instanceUuid: 'new-uuid',
      numCpu: 1,
      diskBytes: 2 * 2 ** 20,
      image: '',
      adapters: [
        { macAddress: undefined, networkName: 'VM Network' },
        { macAddress: '00:50:56:ab:00:01', networkName: 'prod' },
      ],
    });
    expect(parse({}).diskBytes).toBe(16 * 2 ** 20);
  });

  it('has the CPU reservation that is asked for, and all of its memory reserved', () => {
    const allocation = (reservation: number, more = {}) =>
      ({ _typeName: 'ResourceAllocationInfo', reservation, ...more }) as const;
    expect(parse({}).cpuReservationMhz).toBe(0);
    const shares = { _typeName: 'SharesInfo', shares: 1_000, level: 'normal' } as const;
    // As Terraform and the web client fill it in.
    const cpuAllocation = allocation(15, { expandableReservation: false, limit: -1, shares });
    expect(parse({ cpuAllocation, memoryAllocation: allocation(0, { limit: -1 }) }).cpuReservationMhz).toBe(15);
    expect(parse({ cpuAllocation, memoryAllocation: allocation(4, { limit: 4 }) }).cpuReservationMhz).toBe(15);
    const refused = (change: Partial<typeof config>) => {
      expect(() => parse(change)).toThrow(Vim25Fault);
      try {
        parse(change);
      } catch (error) {
        return (error as Vim25Fault).message;
      }
    };
    expect(refused({ cpuAllocation: allocation(-1) })).toMatch(/^config.cpuAllocation.reservation: -1, not from 0/);
    expect(refused({ cpuAllocation: allocation(1.5) })).toMatch(/^config.cpuAllocation.reservation: 1.5, not from 0/);
    expect(refused({ memoryAllocation: allocation(5) })).toBe(
      'config.memoryAllocation.reservation: 5, not from 0 to 4',
    );
    expect(refused({ cpuAllocation: allocation(0, { limit: 100 }) })).toMatch(/^config.cpuAllocation.limit: 100/);
    expect(refused({ memoryAllocation: allocation(0, { limit: 3 }) })).toMatch(/^config.memoryAllocation.limit: 3/);
    expect(refused({ cpuAllocation: allocation(0, { shares: { ...shares, level: 'high' } }) })).toMatch(
      /^config.cpuAllocation.shares.level: high/,
    );
  });

  it.each([
    ['files.vmPathName', { files: { _typeName: 'VirtualMachineFileInfo', vmPathName: 'web.vmx' } }, 'InvalidArgument'],
    ['memoryMB', { memoryMB: 0 }, 'InvalidArgument'],
    ['numCPUs', { numCPUs: 2 }, 'NotSupported'],
    ['two disks', add(disk, disk), 'NotSupported'],
    ['a disk of no sectors', add({ ...disk, capacityInBytes: 100 }), 'InvalidArgument'],
    [
      'an unknown network',
      add({ ...card, backing: { ...backing, network: moRef('Network', 'n') } }),
      'InvalidArgument',
    ],
    ['an adapter on nothing', add({ _typeName: 'VirtualVmxnet3', key: -2 }), 'NotSupported'],
    ['a MAC address', add({ ...card, macAddress: 'x' }), 'InvalidArgument'],
    ['too many adapters', add(...Array.from({ length: MAX_ADAPTERS + 1 }, () => card)), 'InvalidArgument'],
    ['another device', add({ _typeName: 'VirtualDevice', key: -3 }), 'NotSupported'],
  ] as const)('is refused for %s', (_what, change, type) => {
    expect(() => parse(change)).toThrow(expect.objectContaining({ type }));
  });

  it('gets addresses of the range that vCenter hands out', () => {
    expect(generatedMacAddress(0)).toBe('00:50:56:80:00:00');
    expect(generatedMacAddress(0x3fffff)).toBe('00:50:56:bf:ff:ff');
    expect(generatedMacAddress(0x400001)).toBe('00:50:56:80:00:01');
  });
});
