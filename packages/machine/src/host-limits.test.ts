import { afterEach, describe, expect, it } from 'vitest';
import {
  type DiskOptions,
  MachineConfigurationError,
  MachineStateError,
  PAGE_SIZE,
  type VmOptions,
} from './contract.ts';
import { Host } from './host.ts';
import * as at from './layout.ts';
import * as asm from './testing/assembler.ts';
import { BUSY_GUEST_NIC } from './testing/busy-guest.ts';
import { closeHosts, createHost, Heard, powerOff, vmOptions } from './testing/hosted-guest.ts';
import { MAXIMUM_VMS } from './vcpu-table.ts';

const MIB = 1024 * 1024;
afterEach(closeHosts);

describe('options', () => {
  const disk: DiskOptions = { capacityBytes: 512, serial: 'd' };
  it.each<[string, Partial<VmOptions>]>([
    ['memory of half a page', { memorySizeBytes: 2048 }],
    ['too many disks', { disks: [disk, disk, disk, disk, disk, disk] }],
    ['a disk of half a sector', { disks: [{ ...disk, capacityBytes: 256 }] }],
    ['a long serial', { disks: [{ ...disk, serial: 'x'.repeat(21) }] }],
    ['a wrong MAC address', { nics: [{ macAddress: '00:50:56' }] }],
    ['no shares', { shares: 0 }],
    ['a reservation above the limit', { limitMhz: 10, reservationMhz: 20 }],
    ['firmware larger than memory', { firmware: new Uint8Array(2 * MIB) }],
  ])('%s is refused', async (_name, wrong) => {
    const host = await createHost(1, 8 * MIB);
    const free = host.memoryFreeBytes;
    expect(() => host.createVm(vmOptions(powerOff, new Heard(), wrong))).toThrow(MachineConfigurationError);
    expect(host.memoryFreeBytes).toBe(free);
  });

  it.each([
    ['memory that is not whole', { memorySizeBytes: 100_000, pcpuCount: 1, pcpuMhz: 1 }],
    ['no pCPU', { memorySizeBytes: MIB, pcpuCount: 0, pcpuMhz: 1 }],
    ['half a MHz', { memorySizeBytes: MIB, pcpuCount: 1, pcpuMhz: 0.5 }],
  ])('a chassis with %s is refused', async (_name, hardware) => {
    await expect(Host.create(hardware)).rejects.toThrow(MachineConfigurationError);
  });

  it('a host takes MAXIMUM_VMS virtual machines and no more, and a place is free again after a destruction', async () => {
    const host = await createHost(1, 256 * MIB);
    const tiny = () => host.createVm(vmOptions(powerOff, new Heard(), { memorySizeBytes: PAGE_SIZE }));
    const vms = Array.from({ length: MAXIMUM_VMS }, tiny);
    expect(tiny).toThrow(MachineConfigurationError);
    await vms[17]?.destroy();
    const again = new Heard();
    host.createVm(vmOptions(powerOff, again, { memorySizeBytes: PAGE_SIZE })).start();
    expect(await again.reason).toEqual({ kind: 'powerOff', code: 0 });
  });

  it('a closed host makes no virtual machines', async () => {
    const host = await createHost(1);
    await host.close();
    expect(() => host.createVm(vmOptions(powerOff, new Heard()))).toThrow(MachineStateError);
  });

  it('frames that are too long are refused, and what nobody takes is dropped and counted', async () => {
    const host = await createHost();
    const vm = host.createVm(vmOptions([asm.wfi], new Heard(), { nics: [BUSY_GUEST_NIC] }));
    expect(() => vm.sendFrame(new Uint8Array(1515))).toThrow(MachineConfigurationError);
    for (let count = 0; count < 50; count++) vm.sendFrame(new Uint8Array(1514));
    vm.writeConsole(new Uint8Array(at.STREAM_RING_SIZE + 7));
    const { droppedFrames, droppedBytes } = vm.statistics();
    expect(droppedFrames).toBe(50 - Math.floor(at.FRAMES_RING_SIZE / 1520));
    expect(droppedBytes).toBe(7);
  });
});
