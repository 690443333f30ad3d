// What a host tells its own HA agent of itself: its VMs, its datastores, and what it could still take.
import type { DatastoreCondition, LocalVmRuntime, LocalVmsEvent } from '@microsphere/fdm';
import type { pb } from '@microsphere/proto';
import type { Datastore } from '../vmkernel/datastore.ts';
import type { DeviceState } from '../vmkernel/device-state.ts';
import { fdmVmRuntime } from './wire.ts';

/** A VM as its host knows it. */
export interface LocalVm {
  readonly runtime: pb.IVmRuntime;
  /** Since its power-on or last reset, in milliseconds; 0 while it is off. */
  readonly upTimeMs: number;
  /** The application in it has asked for a reset. */
  readonly appNeedsReset: boolean;
  /** It is on its way up, and has its memory and its CPU already. */
  readonly isStarting: boolean;
}

export interface HostReport {
  readonly vms: readonly LocalVm[];
  readonly cpuMhz: number;
  readonly cpuUnreservedMhz: number;
  readonly memoryFreeMb: number;
}

export interface LocalDatastore extends Pick<Datastore, 'name' | 'accessible'> {
  readonly device: { readonly state: DeviceState };
}

const conditions: Readonly<Record<DeviceState, DatastoreCondition>> = {
  on: 'accessible',
  apd: 'apd',
  apdTimeout: 'apdTimeout',
  pdl: 'pdl',
};

function localVm({ runtime, upTimeMs, appNeedsReset }: LocalVm): LocalVmRuntime {
  return { ...fdmVmRuntime(runtime), upTimeMs, ioOperations: runtime.ioOperations ?? 0, appNeedsReset };
}

export function localVmsEvent(
  { vms, cpuMhz, cpuUnreservedMhz, memoryFreeMb }: HostReport,
  datastores: readonly LocalDatastore[],
): LocalVmsEvent {
  return {
    kind: 'localVms',
    vms: vms.map(localVm),
    datastores: Object.fromEntries(datastores.map(({ name, device }) => [name, conditions[device.state]])),
    cpuMhz,
    cpuUnreservedMhz,
    memoryUnreservedMb: memoryFreeMb,
    accessibleDatastores: datastores.filter(({ accessible }) => accessible).map(({ name }) => name),
    startingVms: vms.filter(({ isStarting }) => isStarting).map(({ runtime }) => runtime.instanceUuid ?? ''),
  };
}
