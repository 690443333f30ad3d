// `microsphere vm ...`: virtual machines, by vCenter's tasks.
import { moRef, type Vim25Client } from '@microsphere/vim25';
import { about } from '../errors.ts';
import { Inventory, type VmRow } from '../inventory.ts';
import { createVm, type VmSpec } from '../lab/create-vm.ts';
import { Datacenter } from '../lab/datacenter.ts';
import { withVcenter } from '../session.ts';

export function listVms(labName?: string): Promise<VmRow[]> {
  return withVcenter(labName, (client) => new Inventory(client).vms());
}

export const vmOperations = {
  on: { description: 'power on', done: 'is powered on', perform: task('PowerOnVM_Task') },
  off: { description: 'power off, as if its power were cut', done: 'is powered off', perform: task('PowerOffVM_Task') },
  reset: { description: 'reset', done: 'is reset', perform: task('ResetVM_Task') },
  shutdown: {
    description: 'ask its operating system to shut down',
    done: 'was asked to shut down',
    perform: async (client: Vim25Client, moref: string) => {
      await client.call(moRef('VirtualMachine', moref), 'ShutdownGuest', {});
    },
  },
  destroy: { description: 'delete it and its disks', done: 'is deleted', perform: task('Destroy_Task') },
} as const;
export type VmOperation = keyof typeof vmOperations;

function task(method: 'PowerOnVM_Task' | 'PowerOffVM_Task' | 'ResetVM_Task' | 'Destroy_Task') {
  return async (client: Vim25Client, moref: string): Promise<void> => {
    await client.waitForTask(await client.call(moRef('VirtualMachine', moref), method, {}));
  };
}

export function operateVm(operation: VmOperation, name: string, labName?: string): Promise<void> {
  return withVcenter(labName, async (client) => {
    const { moref } = await new Inventory(client).vm(name);
    await about(name, vmOperations[operation].perform(client, moref));
  });
}

/** Keeps this much CPU of its host for a virtual machine, on or off. */
export function reserveCpu(
  name: string,
  cpuReservationMhz: number,
  labName?: string,
): Promise<{ name: string; cpuReservationMhz: number }> {
  return withVcenter(labName, async (client) => {
    const vm = moRef('VirtualMachine', (await new Inventory(client).vm(name)).moref);
    const cpuAllocation = { _typeName: 'ResourceAllocationInfo', reservation: cpuReservationMhz } as const;
    const spec = { _typeName: 'VirtualMachineConfigSpec', cpuAllocation } as const;
    const reconfigured = async () => client.waitForTask(await client.call(vm, 'ReconfigVM_Task', { spec }));
    await about(name, reconfigured());
    return { name, cpuReservationMhz };
  });
}

export function createVmCommand(spec: VmSpec, labName?: string): Promise<{ name: string; moref: string }> {
  return withVcenter(labName, async (client) => {
    const datacenter = await Datacenter.find(client);
    return { name: spec.name, moref: (await about(spec.name, createVm(client, datacenter, spec))).value };
  });
}
