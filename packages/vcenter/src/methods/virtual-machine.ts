// Operations on virtual machines: power, removal, settings, consoles, questions. Snapshots and clones are in snapshot.ts and
// clone-vm.ts.
import type { HostMethod } from '@microsphere/proto';
import type { ManagedObjectReference, TypedReference } from '@microsphere/vim25';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import { fault } from '../vmodl/faults.ts';
import type { Call, MethodsOf, Services } from './call.ts';
import { queryChangedDiskAreas } from './changed-disk-areas.ts';
import { cloneVm } from './clone-vm.ts';
import { initialPlacement } from './initial-placement.ts';
import { parseMigrateEncryption } from './migrate-encryption.ts';
import { migrateVm, relocateVm } from './migrate-vm.ts';
import { parseReservations } from './resource-allocation.ts';
import { consolidateVmDisks, createSnapshot, removeAllSnapshots, revertToCurrentSnapshot } from './snapshot.ts';
import { beginVmTask, hostOf, mustBeIdle, put, putRuntime, removedVm, vmOf } from './vm-operation.ts';

interface Operation {
  readonly descriptionId: string;
  readonly name: string;
  /** Power state that the VM must have. */
  readonly from: 'poweredOn' | 'poweredOff';
  readonly to?: 'poweredOn' | 'poweredOff';
  readonly method: HostMethod & ('hostd.powerOnVm' | 'hostd.powerOffVm' | 'hostd.resetVm' | 'hostd.destroyVm');
  /** Where it is done, when that isn't where the VM is registered. */
  readonly place?: (services: Services, vm: VmRecord, host: HostRecord) => Promise<HostRecord>;
  /** What the inventory is to say once the host has done it. */
  readonly done: (call: Services, vm: VmRecord, userName: string) => void;
}

/** Faults: InvalidPowerState, TaskInProgress. */
function checkState(services: Services, vm: VmRecord, from: Operation['from'], to: Operation['to']): void {
  if (vm.powerState !== from)
    throw fault('InvalidPowerState', `${vm.name} is ${vm.powerState}`, {
      existingState: vm.powerState,
      ...(to === undefined ? {} : { requestedState: to }),
    });
  mustBeIdle(services, vm);
}

function start(call: Call, self: ManagedObjectReference, operation: Operation): TypedReference<'Task'> {
  const { services, userName } = call;
  const vm = vmOf(call, self);
  checkState(services, vm, operation.from, operation.to);
  return beginVmTask(call, vm, operation, async (registeredOn) => {
    const perform = async () => {
      const host = (await operation.place?.(services, vm, registeredOn)) ?? registeredOn;
      await services.requests.request(host, operation.method, { vmxPath: vm.vmxPath });
    };
    await (operation.to === 'poweredOn' ? services.admission.powerOn(vm, perform) : perform());
    const now = services.inventory.find('VirtualMachine', vm.id);
    if (now) operation.done(services, now, userName);
    return undefined;
  });
}

const powerOn: Operation = {
  descriptionId: 'VirtualMachine.powerOn',
  name: 'PowerOnVM_Task',
  from: 'poweredOff',
  to: 'poweredOn',
  method: 'hostd.powerOnVm',
  place: initialPlacement,
  done: (services, vm) => {
    const bootTime = vm.powerState === 'poweredOn' ? vm.bootTime : services.wallClock();
    put(services, vm, { powerState: 'poweredOn', cleanPowerOff: false, dasWanted: true, bootTime });
  },
};

const powerOff: Operation = {
  descriptionId: 'VirtualMachine.powerOff',
  name: 'PowerOffVM_Task',
  from: 'poweredOn',
  to: 'poweredOff',
  method: 'hostd.powerOffVm',
  done: (services, vm) =>
    put(services, vm, { powerState: 'poweredOff', cleanPowerOff: true, dasWanted: false, bootTime: 0 }),
};

const reset: Operation = {
  descriptionId: 'VirtualMachine.reset',
  name: 'ResetVM_Task',
  from: 'poweredOn',
  method: 'hostd.resetVm',
  done: () => {},
};

const destroy: Operation = {
  descriptionId: 'VirtualMachine.destroy',
  name: 'Destroy_Task',
  from: 'poweredOff',
  method: 'hostd.destroyVm',
  done: (services, vm, userName) => {
    services.relocations.destroyed(vm);
    removedVm(services, vm, userName);
  },
};

export function destroyVm(call: Call, self: ManagedObjectReference): TypedReference<'Task'> {
  return start(call, self, destroy);
}

export const virtualMachine: MethodsOf<'VirtualMachine'> = {
  PowerOnVM_Task(call, self, { host }) {
    if (host && host.value !== vmOf(call, self).host)
      throw fault('NotSupported', 'host: a virtual machine is powered on where it is registered');
    return start(call, self, powerOn);
  },
  PowerOffVM_Task: (call, self) => start(call, self, powerOff),
  ResetVM_Task: (call, self) => start(call, self, reset),
  ReconfigVM_Task(call, self, { spec }) {
    const { services, userName } = call;
    const vm = vmOf(call, self);
    const { _typeName, changeTrackingEnabled, cpuAllocation, memoryAllocation, migrateEncryption, ...settings } = spec;
    const { memoryReservationLockedToMax: _always, ...rest } = settings;
    const other = Object.entries(rest).find(([, value]) => value !== undefined)?.[0];
    if (other !== undefined) throw fault('NotSupported', `spec.${other} can't be changed yet`);
    const allocations = { cpuAllocation, memoryAllocation };
    const cpuReservationMhz = parseReservations(allocations, { path: 'spec', memoryMb: vm.memoryMb });
    const encryption = parseMigrateEncryption(migrateEncryption, 'spec');
    const what = { descriptionId: 'VirtualMachine.reconfigure', name: 'ReconfigVM_Task' };
    return beginVmTask(call, vm, what, async (host) => {
      const request = {
        vmxPath: vm.vmxPath,
        ...(changeTrackingEnabled === undefined ? {} : { changeTrackingEnabled }),
        ...(cpuReservationMhz === undefined ? {} : { cpuReservationMhz }),
      };
      const perform = () => services.requests.request(host, 'hostd.reconfigureVm', request);
      const { vm: runtime } = await (cpuReservationMhz === undefined
        ? perform()
        : services.admission.reserveCpu(vm, cpuReservationMhz, perform));
      putRuntime(services, vm.id, runtime);
      // Encrypted vMotion is between vCenter and two hosts: none of them has to know of it before.
      const now = services.inventory.find('VirtualMachine', vm.id);
      if (now && encryption) put(services, now, { migrateEncryption: encryption });
      services.events.post({
        type: 'VmReconfiguredEvent',
        message: `Reconfigured ${vm.name}`,
        about: vm,
        userName,
        fields: { template: false, configSpec: spec },
      });
      return undefined;
    });
  },
  async ShutdownGuest(call, self) {
    const vm = vmOf(call, self);
    checkState(call.services, vm, 'poweredOn', 'poweredOff');
    await call.services.requests.request(hostOf(call.services, vm), 'hostd.shutdownGuest', { vmxPath: vm.vmxPath });
    return undefined;
  },
  async UnregisterVM(call, self) {
    const { services, userName } = call;
    const vm = vmOf(call, self);
    checkState(services, vm, 'poweredOff', undefined);
    const host = hostOf(services, vm);
    services.busy.set(vm.instanceUuid, self);
    try {
      await services.requests.request(host, 'hostd.unregisterVm', { vmxPath: vm.vmxPath });
      removedVm(services, vm, userName);
    } finally {
      services.busy.delete(vm.instanceUuid);
    }
    return undefined;
  },
  CreateSnapshot_Task: createSnapshot,
  RevertToCurrentSnapshot_Task: revertToCurrentSnapshot,
  RemoveAllSnapshots_Task: removeAllSnapshots,
  ConsolidateVMDisks_Task: consolidateVmDisks,
  CloneVM_Task: cloneVm,
  MigrateVM_Task: migrateVm,
  RelocateVM_Task: relocateVm,
  QueryChangedDiskAreas: queryChangedDiskAreas,
  async AnswerVM(call, self, { questionId, answerChoice }) {
    const { services } = call;
    const vm = vmOf(call, self);
    await services.requests.request(hostOf(services, vm), 'hostd.answerVm', {
      vmxPath: vm.vmxPath,
      questionId,
      answerChoice,
    });
    return undefined;
  },
  async AcquireTicket(call, self, { ticketType }) {
    const vm = vmOf(call, self);
    if (ticketType !== 'webmks') throw fault('NotSupported', `ticketType: ${ticketType}; only webmks`);
    checkState(call.services, vm, 'poweredOn', undefined);
    const host = hostOf(call.services, vm);
    const { ticket, url } = await call.services.requests.request(host, 'hostd.acquireTicket', { vmxPath: vm.vmxPath });
    const { hostname, port } = new URL(url);
    return {
      _typeName: 'VirtualMachineTicket',
      ticket,
      cfgFile: vm.vmxPath,
      host: hostname,
      port: Number(port),
      url,
    };
  },
};
