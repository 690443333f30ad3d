// Changed block tracking as vim25 shows it: which areas of a disk have changed since a change id. The host that has the VM
// looks; a change id that says nothing any more is its FileFault.
import type { ManagedObjectReference, Parameters, Result } from '@microsphere/vim25';
import { FIRST_DISK_KEY } from '../inventory/virtual-machine-config.ts';
import { fault } from '../vmodl/faults.ts';
import type { Call } from './call.ts';
import { snapshotOf } from './snapshot.ts';
import { hostOf, vmOf } from './vm-operation.ts';

export async function queryChangedDiskAreas(
  call: Call,
  self: ManagedObjectReference,
  { snapshot, deviceKey, startOffset, changeId }: Parameters<'VirtualMachine', 'QueryChangedDiskAreas'>,
): Promise<Result<'VirtualMachine', 'QueryChangedDiskAreas'>> {
  const { services } = call;
  const vm = vmOf(call, self);
  const invalid = (property: string, what: string) =>
    fault('InvalidArgument', `${property}: ${what}`, { invalidProperty: property });
  const disk = deviceKey - FIRST_DISK_KEY;
  if (!(vm.storage?.disks ?? vm.disks)[disk]) throw invalid('deviceKey', `${vm.name} has no disk ${deviceKey}`);
  if (startOffset < 0) throw invalid('startOffset', `${startOffset}`);
  const taken = snapshot && snapshotOf(call, snapshot);
  if (taken && taken.vm.id !== vm.id) throw invalid('snapshot', `${snapshot.value} is not one of ${vm.name}`);
  const answer = await services.requests.request(hostOf(services, vm), 'hostd.queryChangedDiskAreas', {
    vmxPath: vm.vmxPath,
    snapshotUid: taken?.snapshot.uid ?? 0,
    disk,
    startOffset,
    changeId,
  });
  return {
    _typeName: 'DiskChangeInfo',
    startOffset: answer.startOffset,
    length: answer.length,
    changedArea: answer.changedAreas.map(({ start, length }) => ({
      _typeName: 'DiskChangeExtent',
      start: start ?? 0,
      length: length ?? 0,
    })),
  };
}
