// What the unit tests of this package share: the published intervals, and short ways to write a VM, a host, a report.
import type { HostReport } from './inventory.ts';
import type { FdmTiming } from './timing.ts';
import type { LocalVmRuntime, ProtectedVm, VmRuntime } from './vm.ts';

/** The published figures (ha.md sections 0 and 3); that the system's profiles have them is tested in packages/proto. */
export const published: FdmTiming = {
  publishedSecondMs: 1_000,
  fdmHeartbeatIntervalMs: 1_000,
  fdmDatastoreWatchAfterMs: 3_000,
  fdmDatastoreWatchMs: 15_000,
  fdmHostTimeoutMs: 10_000,
  fdmPingTimeoutMs: 5_000,
  fdmPingIntervalMs: 1_000,
  fdmDeadPingIntervalMs: 10_000,
  fdmMasterTimeoutMs: 10_000,
  fdmElectionMs: 15_000,
  fdmElectionIntervalMs: 1_000,
  fdmUnknownStateMonitorMs: 10_000,
  fdmPowerOnTimeoutMs: 60_000,
  fdmRestartDelaysMs: [120_000, 240_000, 480_000, 960_000],
  vmfsHeartbeatIntervalMs: 3_000,
  vmfsLeaseMs: 16_000,
};

export function protectedVm(
  name: string,
  { datastore = 'ds1', memoryMb = 1_024, cpuReservationMhz = 0 } = {},
): ProtectedVm {
  return { instanceUuid: name, vmxPath: `[${datastore}] ${name}/${name}.vmx`, memoryMb, cpuReservationMhz };
}

export function runtime(name: string, state: 'on' | 'failed' | 'clean' | 'suspended'): VmRuntime {
  const powerState = state === 'on' ? 'poweredOn' : state === 'suspended' ? 'suspended' : 'poweredOff';
  return {
    instanceUuid: name,
    vmxPath: `[ds1] ${name}/${name}.vmx`,
    powerState,
    cleanPowerOff: state === 'clean',
    guestHeartbeat: state === 'on' ? 'green' : 'gray',
    appHeartbeat: 'gray',
  };
}

export function report(...vms: VmRuntime[]): HostReport {
  return {
    vms: new Map(vms.map((vm) => [vm.instanceUuid, vm])),
    cpuMhz: 10_000,
    cpuUnreservedMhz: 10_000,
    memoryUnreservedMb: 8_192,
    accessibleDatastores: ['ds1', 'ds2'],
    startingVms: [],
  };
}

/** A VM that runs for so long that nothing of it is too young to be judged. */
export function localVm(changes: Partial<LocalVmRuntime> = {}): LocalVmRuntime {
  return { ...runtime('web', 'on'), upTimeMs: 3_600_000, ioOperations: 0, appNeedsReset: false, ...changes };
}
