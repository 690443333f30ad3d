// Snapshots of virtual machines: each request is a task of the VM. The tree that vCenter shows is what the VM's host answers
// with, and reports.
import type { HostMethod, RequestOf } from '@microsphere/proto';
import { type ManagedObjectReference, moRef, type Parameters, type TypedReference } from '@microsphere/vim25';
import type { VmRecord } from '../inventory/records.ts';
import { parseSnapshotId, snapshotRef } from '../inventory/snapshot-projection.ts';
import { fault } from '../vmodl/faults.ts';
import type { SnapshotReport } from '../vpxd/host-report.ts';
import type { Call, MethodsOf } from './call.ts';
import { beginVmTask, hostOf, mustBeIdle, putRuntime, requestPatiently, vmOf } from './vm-operation.ts';

/** The methods that are answered with what the VM is like afterwards, and nothing else. */
type ChangeMethod = Extract<
  HostMethod,
  'hostd.revertToSnapshot' | 'hostd.removeSnapshot' | 'hostd.removeAllSnapshots' | 'hostd.consolidateVmDisks'
>;

function change<M extends ChangeMethod>(
  call: Call,
  vm: VmRecord,
  what: { readonly descriptionId: string; readonly name: string },
  method: M,
  request: RequestOf<M>,
): TypedReference<'Task'> {
  return beginVmTask(call, vm, what, async (host) => {
    const { vm: runtime } = await requestPatiently(call.services, host, method, request);
    putRuntime(call.services, vm.id, runtime);
    return undefined;
  });
}

/** The snapshot, and the VM that it is of. Fault: ManagedObjectNotFound. */
export function snapshotOf(
  { services: { inventory } }: Call,
  ref: ManagedObjectReference,
): { readonly vm: VmRecord; readonly snapshot: SnapshotReport } {
  const named = parseSnapshotId(ref.value);
  const vm = inventory.find('VirtualMachine', named?.vmId);
  const snapshot = vm?.storage?.snapshots.find(({ uid }) => uid === named?.uid);
  if (!vm || !snapshot) throw fault('ManagedObjectNotFound', `no such snapshot: ${ref.value}`, { obj: ref });
  return { vm, snapshot };
}

export function createSnapshot(
  call: Call,
  self: ManagedObjectReference,
  { name, description = '', memory, quiesce }: Parameters<'VirtualMachine', 'CreateSnapshot_Task'>,
): TypedReference<'Task'> {
  const { services } = call;
  const vm = vmOf(call, self);
  const what = { descriptionId: 'VirtualMachine.createSnapshot', name: 'CreateSnapshot_Task' };
  return beginVmTask(call, vm, what, async (host) => {
    const request = { vmxPath: vm.vmxPath, name, description, memory, quiesce };
    const { uid, vm: runtime } = await requestPatiently(services, host, 'hostd.createSnapshot', request);
    putRuntime(services, vm.id, runtime);
    return snapshotRef(vm.id, uid);
  });
}

function revert(
  call: Call,
  { vm, snapshot }: { readonly vm: VmRecord; readonly snapshot: SnapshotReport },
  descriptionId: string,
  { host }: { readonly host?: ManagedObjectReference | undefined },
): TypedReference<'Task'> {
  if (host && host.value !== vm.host)
    throw fault('NotSupported', 'host: a virtual machine is reverted where it is registered');
  const name = descriptionId.startsWith('vm.') ? 'RevertToSnapshot_Task' : 'RevertToCurrentSnapshot_Task';
  const request = { vmxPath: vm.vmxPath, uid: snapshot.uid };
  return change(call, vm, { descriptionId, name }, 'hostd.revertToSnapshot', request);
}

export function revertToCurrentSnapshot(
  call: Call,
  self: ManagedObjectReference,
  parameters: Parameters<'VirtualMachine', 'RevertToCurrentSnapshot_Task'>,
): TypedReference<'Task'> {
  const vm = vmOf(call, self);
  const uid = vm.storage?.currentSnapshot || undefined;
  const snapshot = vm.storage?.snapshots.find((each) => each.uid === uid);
  if (!snapshot) throw fault('NotFound', `${vm.name} has no current snapshot`);
  return revert(call, { vm, snapshot }, 'VirtualMachine.revertToCurrentSnapshot', parameters);
}

export function removeAllSnapshots(
  call: Call,
  self: ManagedObjectReference,
  { consolidate = true }: Parameters<'VirtualMachine', 'RemoveAllSnapshots_Task'>,
): TypedReference<'Task'> {
  const vm = vmOf(call, self);
  const what = { descriptionId: 'VirtualMachine.removeAllSnapshots', name: 'RemoveAllSnapshots_Task' };
  return change(call, vm, what, 'hostd.removeAllSnapshots', { vmxPath: vm.vmxPath, consolidate });
}

export function consolidateVmDisks(call: Call, self: ManagedObjectReference): TypedReference<'Task'> {
  const vm = vmOf(call, self);
  const what = { descriptionId: 'VirtualMachine.consolidateDisks', name: 'ConsolidateVMDisks_Task' };
  return change(call, vm, what, 'hostd.consolidateVmDisks', { vmxPath: vm.vmxPath });
}

export const virtualMachineSnapshot: MethodsOf<'VirtualMachineSnapshot'> = {
  RevertToSnapshot_Task: (call, self, parameters) =>
    revert(call, snapshotOf(call, self), 'vm.Snapshot.revert', parameters),

  RemoveSnapshot_Task(call, self, { removeChildren, consolidate = true }) {
    const { vm, snapshot } = snapshotOf(call, self);
    const what = { descriptionId: 'vm.Snapshot.remove', name: 'RemoveSnapshot_Task' };
    const request = { vmxPath: vm.vmxPath, uid: snapshot.uid, removeChildren, consolidate };
    return change(call, vm, what, 'hostd.removeSnapshot', request);
  },

  async RenameSnapshot(call, self, { name, description }) {
    const { services } = call;
    const { vm, snapshot } = snapshotOf(call, self);
    mustBeIdle(services, vm);
    const host = hostOf(services, vm);
    services.busy.set(vm.instanceUuid, moRef('VirtualMachine', vm.id));
    try {
      const { vm: runtime } = await services.requests.request(host, 'hostd.renameSnapshot', {
        vmxPath: vm.vmxPath,
        uid: snapshot.uid,
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
      });
      putRuntime(services, vm.id, runtime);
    } finally {
      services.busy.delete(vm.instanceUuid);
    }
    return undefined;
  },
};
