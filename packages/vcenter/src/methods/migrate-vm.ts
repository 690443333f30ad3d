// MigrateVM_Task and RelocateVM_Task: what is asked for becomes a migration (provisioning/), or nothing where all is so already.
import { type ManagedObjectReference, moRef, type Parameters, type TypedReference } from '@microsphere/vim25';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import { askedDestination } from '../provisioning/destination.ts';
import { beginMigration } from '../provisioning/migration.ts';
import { parseRelocateSpec } from '../provisioning/relocate-spec.ts';
import { storageRelocation } from '../provisioning/storage-migration.ts';
import { fault } from '../vmodl/faults.ts';
import type { Call } from './call.ts';
import { beginVmTask, put, vmOf } from './vm-operation.ts';

const migrateTask = { descriptionId: 'VirtualMachine.migrate', name: 'MigrateVM_Task' };
const relocateTask = { descriptionId: 'VirtualMachine.relocate', name: 'RelocateVM_Task' };

export function migrateVm(
  call: Call,
  self: ManagedObjectReference,
  { host, pool, priority, state }: Parameters<'VirtualMachine', 'MigrateVM_Task'>,
): TypedReference<'Task'> {
  const { services, userName } = call;
  const vm = vmOf(call, self);
  const destination = askedDestination(services, vm, { host, pool });
  if (state !== undefined && state !== vm.powerState)
    throw fault('InvalidPowerState', `${vm.name} is ${vm.powerState}`, {
      requestedState: state,
      existingState: vm.powerState,
    });
  if (destination.id === vm.host) return stay(call, vm, migrateTask, {});
  return beginMigration(services, { ...migrateTask, vm, destination, priority, state, userName });
}

export function relocateVm(
  call: Call,
  self: ManagedObjectReference,
  { spec, priority = 'defaultPriority' }: Parameters<'VirtualMachine', 'RelocateVM_Task'>,
): TypedReference<'Task'> {
  const { services, userName } = call;
  const vm = vmOf(call, self);
  const relocation = parseRelocateSpec(services, vm, spec);
  const { destination, change } = relocation;
  const storage = storageRelocation(services.inventory, vm, relocation.storage);
  if (destination.id === vm.host && !storage) return stay(call, vm, relocateTask, change);
  return beginMigration(services, { ...relocateTask, vm, destination, storage, priority, change, userName });
}

/** It is where it is to be; at most its folder changes. */
function stay(
  call: Call,
  vm: VmRecord,
  what: { readonly descriptionId: string; readonly name: string },
  change: Partial<VmRecord>,
): TypedReference<'Task'> {
  return beginVmTask(call, vm, what, async (_host: HostRecord) => {
    const now = call.services.inventory.find('VirtualMachine', vm.id);
    if (!now) throw fault('ManagedObjectNotFound', `${vm.name} was removed`, { obj: moRef('VirtualMachine', vm.id) });
    put(call.services, now, change);
    return undefined;
  });
}
