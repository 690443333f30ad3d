// Records and reports for tests: one of each, to be varied.
import { MACHINE_CPU_FEATURES } from '@microsphere/vmotion';
import type { RuntimeView } from '../inventory/projection-context.ts';
import type { ClusterRecord, DatacenterRecord, HostRecord, VmRecord } from '../inventory/records.ts';
import type { HostReport, VmReport } from '../vpxd/host-report.ts';

export const datacenterRecord: DatacenterRecord = {
  type: 'Datacenter',
  id: 'datacenter-1',
  name: 'd',
  vmFolder: 'group-v1',
  hostFolder: 'group-h1',
  datastoreFolder: 'group-s1',
  networkFolder: 'group-n1',
};

export const vmRecord: VmRecord = {
  type: 'VirtualMachine',
  id: 'vm-1',
  name: 'web',
  parent: 'group-v1',
  vmxPath: '[datastore1] web/web.vmx',
  instanceUuid: 'uuid-1',
  biosUuid: 'bios-1',
  resourcePool: 'resgroup-1',
  host: 'host-1',
  guestId: 'otherGuest64',
  numCpu: 1,
  memoryMb: 4,
  cpuReservationMhz: 0,
  memoryOverheadMb: 1,
  disks: [],
  adapters: [],
  extraConfig: {},
  modified: '2026-01-01T00:00:00.000Z',
  powerState: 'poweredOn',
  cleanPowerOff: false,
  bootTime: 1_000,
  dasWanted: true,
  storage: {
    disks: [],
    snapshots: [],
    currentSnapshot: 0,
    consolidationNeeded: false,
    changeTrackingEnabled: false,
  },
};

export const hostRecord: HostRecord = {
  type: 'HostSystem',
  id: 'host-1',
  name: 'esx01',
  parent: 'domain-c1',
  connectionState: 'connected',
  cpuMhz: 20,
  numCpu: 2,
  memoryMb: 64,
  datastores: [],
  networks: [],
};

export const clusterRecord: ClusterRecord = {
  type: 'ClusterComputeResource',
  id: 'domain-c1',
  name: 'c',
  parent: 'group-h1',
  resourcePool: 'resgroup-1',
  dasConfig: { _typeName: 'ClusterDasConfigInfo', enabled: true, hostMonitoring: 'enabled' },
  dasVmConfig: {},
  configVersion: 0,
  configContent: '',
  heartbeatDatastores: [],
  formerVms: [],
};

export const vmReport: VmReport = {
  vmxPath: vmRecord.vmxPath,
  instanceUuid: vmRecord.instanceUuid,
  name: vmRecord.name,
  powerState: 'poweredOn',
  guestHeartbeatStatus: 'green',
  appHeartbeatStatus: 'gray',
  ipAddress: '',
  toolsRunning: true,
  bootTime: 1_000,
  overallCpuUsageMhz: 0,
  memorySizeMb: 4,
  cpuReservationMhz: 0,
  memoryOverheadMb: 1,
  numCpu: 1,
  macAddresses: [],
  guestInfo: {},
  inaccessible: false,
  cleanPowerOff: false,
  disks: [],
  snapshots: [],
  currentSnapshot: 0,
  consolidationNeeded: false,
  changeTrackingEnabled: false,
  question: undefined,
  progress: 0,
  migration: undefined,
  cpuFeatures: [],
};

export const vmOff: VmReport = { ...vmReport, powerState: 'poweredOff', bootTime: 0, toolsRunning: false };

export const hostReport: HostReport = {
  moref: 'host-1',
  hostName: 'esx01',
  bootUuid: 'boot-1',
  sequence: 1,
  uptimeMs: 1,
  vms: [],
  datastores: [],
  fdm: undefined,
  cpuMhz: 20,
  numCpu: 2,
  memoryMb: 64,
  cpuUsedMhz: 0,
  memoryUsedMb: 0,
  eventSequence: 0,
  vmotion: { enabled: true, linkUp: true },
  cpuFeatures: MACHINE_CPU_FEATURES,
  evcModeKey: '',
};

/** What vCenter knows beside the inventory when nobody has said anything. */
export const nothingKnown: RuntimeView = {
  report: () => undefined,
  cpuFeatures: () => MACHINE_CPU_FEATURES,
  cpuCapability: () => MACHINE_CPU_FEATURES,
  hostBootTime: () => undefined,
  vm: () => undefined,
  dasState: () => undefined,
  dasProtected: () => undefined,
  alarms: () => ({ declared: [], triggered: [] }),
  admission: () => undefined,
  dasFailingOver: () => undefined,
  configIssues: () => [],
  runningTasks: () => [],
  wallClock: () => 0,
};
