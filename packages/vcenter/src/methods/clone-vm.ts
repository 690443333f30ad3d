// Clones of virtual machines. The host that has the source makes the clone, and has it: it knows the source's disks, and
// may copy them inside the array.

import { pb } from '@microsphere/proto';
import {
  type DataObject,
  type ManagedObjectReference,
  moRef,
  type Parameters,
  type TypedReference,
  virtualMachineRelocateDiskMoveOptions,
} from '@microsphere/vim25';
import type { VmRecord } from '../inventory/records.ts';
import { fault } from '../vmodl/faults.ts';
import { toVmReport } from '../vpxd/host-report.ts';
import { withReport } from '../vpxd/reconcile.ts';
import type { Call, Services } from './call.ts';
import { generatedMacAddress } from './create-vm.ts';
import { mustTakeVms } from './maintenance-mode.ts';
import { checkName } from './naming.ts';
import { parseReservations } from './resource-allocation.ts';
import { snapshotOf } from './snapshot.ts';
import { beginVmTask, hostOf, requestPatiently, vmOf } from './vm-operation.ts';

type CloneSpec = DataObject<'VirtualMachineCloneSpec'>;

/** What a clone may be given that its source has not. Faults: NotSupported. */
function configOf(
  config: CloneSpec['config'],
  source: VmRecord,
): {
  readonly instanceUuid: string | undefined;
  readonly uuid: string | undefined;
  readonly extraConfig: Readonly<Record<string, string>>;
  readonly cpuReservationMhz: number | undefined;
} {
  const given: Partial<DataObject<'VirtualMachineConfigSpec'>> = config ?? {};
  const { _typeName, instanceUuid, uuid, extraConfig = [], name: _name, ...settings } = given;
  const { cpuAllocation, memoryAllocation, memoryReservationLockedToMax: _always, ...rest } = settings;
  const other = Object.entries(rest).find(([, value]) => value !== undefined)?.[0];
  if (other !== undefined) throw fault('NotSupported', `spec.config.${other} can't be changed by a clone yet`);
  const extra = Object.fromEntries(extraConfig.map(({ key, value }) => [key, String(value ?? '')]));
  const { memoryMb } = source;
  const cpuReservationMhz = parseReservations({ cpuAllocation, memoryAllocation }, { path: 'spec.config', memoryMb });
  return { instanceUuid, uuid, extraConfig: extra, cpuReservationMhz };
}

/** Whether the clone's disks are children of a snapshot's. Faults: InvalidArgument, NotSupported. */
function isLinked({ location, snapshot }: CloneSpec): boolean {
  const invalid = (property: string, what: string) =>
    fault('InvalidArgument', `spec.${property}: ${what}`, { invalidProperty: `spec.${property}` });
  const move = virtualMachineRelocateDiskMoveOptions.find((option) => option === location.diskMoveType);
  if (location.diskMoveType !== undefined && move === undefined)
    throw invalid('location.diskMoveType', `${location.diskMoveType}`);
  if (move === 'moveChildMostDiskBacking')
    throw fault('NotSupported', `spec.location.diskMoveType: ${move} is not supported`);
  if (move !== 'createNewChildDiskBacking') return false;
  if (!snapshot) throw invalid('snapshot', 'a linked clone is one of a snapshot');
  return true;
}

function refuseWhatIsNot(services: Services, source: VmRecord, { template, memory, location }: CloneSpec): void {
  if (template) throw fault('NotSupported', 'spec.template: templates are not supported');
  if (memory) throw fault('NotSupported', 'spec.memory: memory is not cloned');
  const { service, folder, disk, deviceChange, profile, cryptoSpec } = location;
  const other = Object.entries({ service, folder, disk, deviceChange, profile, cryptoSpec }).find(
    ([, value]) => value !== undefined,
  )?.[0];
  if (other !== undefined) throw fault('NotSupported', `spec.location.${other} is not supported by a clone yet`);
  if (location.host && location.host.value !== source.host)
    throw fault('NotSupported', "spec.location.host: a clone is made on its source's host");
  if (location.pool && location.pool.value !== source.resourcePool)
    throw fault('NotSupported', "spec.location.pool: a clone is made in its source's resource pool");
  if (location.datastore && !services.inventory.find('Datastore', location.datastore.value))
    throw fault('InvalidDatastore', `spec.location.datastore: no such datastore: ${location.datastore.value}`, {
      datastore: location.datastore,
    });
}

export function cloneVm(
  call: Call,
  self: ManagedObjectReference,
  { folder, name, spec }: Parameters<'VirtualMachine', 'CloneVM_Task'>,
): TypedReference<'Task'> {
  const { services, userName } = call;
  const { inventory, instance, events, busy, newUuid, requests, wallClock, admission } = services;
  const source = vmOf(call, self);
  const target = inventory.find('Folder', folder.value);
  if (!target?.childType.includes('VirtualMachine'))
    throw fault('InvalidArgument', `folder: ${folder.value} holds no virtual machines`, { invalidProperty: 'folder' });
  checkName(inventory, target.id, name);
  refuseWhatIsNot(services, source, spec);
  mustTakeVms(services, hostOf(services, source));
  const linked = isLinked(spec);
  const { instanceUuid = newUuid(), uuid = newUuid(), extraConfig, cpuReservationMhz } = configOf(spec.config, source);
  if (inventory.vmByInstanceUuid(instanceUuid))
    throw fault('AlreadyExists', `a virtual machine has instanceUuid ${instanceUuid}`);
  const taken = spec.snapshot && snapshotOf(call, spec.snapshot);
  if (taken && taken.vm.id !== source.id)
    throw fault('InvalidArgument', `spec.snapshot: not one of ${source.name}`, { invalidProperty: 'spec.snapshot' });
  const datastore = inventory.find('Datastore', spec.location.datastore?.value ?? source.datastore);
  if (!datastore) throw fault('InvalidDatastore', `the datastore of ${source.name} is not known`);
  const { transform } = spec.location;
  const adapters = source.adapters.map((adapter) => ({
    ...adapter,
    macAddress: generatedMacAddress(instance.newNumber()),
  }));
  const what = { descriptionId: 'VirtualMachine.clone', name: 'CloneVM_Task' };
  const task = beginVmTask(call, source, what, async (host) => {
    try {
      const { vm: runtime } = await requestPatiently(services, host, 'hostd.cloneVm', {
        vmxPath: source.vmxPath,
        name,
        instanceUuid,
        biosUuid: uuid,
        datastore: datastore.name,
        adapters: adapters.map(({ macAddress, networkName }) => ({ macAddress, network: networkName })),
        snapshotUid: taken?.snapshot.uid ?? 0,
        linked,
        ...(transform === undefined
          ? {}
          : { provisioning: pb.DiskProvisioning[transform === 'sparse' ? 'thin' : 'zeroedThick'] }),
        extraConfig,
        ...(cpuReservationMhz === undefined ? {} : { cpuReservationMhz }),
      });
      const report = toVmReport(runtime ?? {});
      const { storage: _storage, formerPaths: _formerPaths, ...inherited } = source;
      // A heartbeat may have brought it in already.
      const id = inventory.vmByInstanceUuid(instanceUuid)?.id ?? instance.newId('vm');
      const record: VmRecord = {
        ...inherited,
        id,
        name,
        parent: target.id,
        vmxPath: report.vmxPath,
        instanceUuid,
        biosUuid: uuid,
        datastore: datastore.id,
        adapters,
        extraConfig: { ...source.extraConfig, ...extraConfig },
        modified: new Date(wallClock()).toISOString(),
        dasWanted: false,
      };
      const clone = withReport(record, host.id, report);
      inventory.put(clone);
      events.post({
        type: 'VmClonedEvent',
        message: `Cloned ${source.name} to ${name} on ${host.name}`,
        about: clone,
        userName,
        fields: {
          template: false,
          sourceVm: { _typeName: 'VmEventArgument', name: source.name, vm: moRef('VirtualMachine', source.id) },
        },
      });
      if (spec.powerOn)
        await admission.powerOn(clone, () => requests.request(host, 'hostd.powerOnVm', { vmxPath: clone.vmxPath }));
      return moRef('VirtualMachine', clone.id);
    } finally {
      busy.delete(instanceUuid);
    }
  });
  busy.set(instanceUuid, task);
  return task;
}
