// How a virtual machine looks as a vim25 object: its record, and what its host said last. Pure.
import { type DataObject, moRef, type Properties } from '@microsphere/vim25';
import type { VmReport } from '../vpxd/host-report.ts';
import { entity, iso, type ProjectionContext, unique } from './projection-context.ts';
import { refOf, type VmRecord } from './records.ts';

function connectionState(
  record: VmRecord,
  { inventory, runtime }: ProjectionContext,
): DataObject<'VirtualMachineRuntimeInfo'>['connectionState'] {
  const owner = inventory.find('HostSystem', record.host);
  if (owner?.connectionState !== 'connected') return 'disconnected';
  const report = runtime.vm(record.id);
  if (report?.inaccessible) return 'inaccessible';
  // The host has spoken, and not of this VM: it was unregistered behind vCenter's back.
  return report === undefined && runtime.report(record.host) !== undefined ? 'orphaned' : 'connected';
}

export function virtualMachine(record: VmRecord, context: ProjectionContext): Properties<'VirtualMachine'> {
  const { inventory, runtime } = context;
  const owner = inventory.find('HostSystem', record.host);
  const state = connectionState(record, context);
  const report = state === 'connected' ? runtime.vm(record.id) : undefined;
  const on = record.powerState === 'poweredOn';
  const dasProtected = runtime.dasProtected(record);
  const guestHeartbeatStatus = (on && report?.guestHeartbeatStatus) || 'gray';
  const toolsRunning = on && report?.toolsRunning === true;
  const toolsRunningStatus = toolsRunning ? 'guestToolsRunning' : 'guestToolsNotRunning';
  const toolsStatus = toolsRunning ? 'toolsOk' : 'toolsNotRunning';
  const ipAddress = (on && report?.ipAddress) || undefined;
  const runtimeInfo: DataObject<'VirtualMachineRuntimeInfo'> = {
    _typeName: 'VirtualMachineRuntimeInfo',
    host: owner && refOf(owner),
    connectionState: state,
    powerState: record.powerState,
    dasVmProtection:
      dasProtected === undefined
        ? undefined
        : { _typeName: 'VirtualMachineRuntimeInfoDasProtectionState', dasProtected },
    toolsInstallerMounted: false,
    bootTime: on && record.bootTime > 0 ? iso(record.bootTime) : undefined,
    cleanPowerOff: on ? undefined : record.cleanPowerOff,
    maxCpuUsage: record.numCpu * (owner?.cpuMhz ?? 0),
    maxMemoryUsage: record.memoryMb,
    numMksConnections: 0,
  };
  return {
    ...entity(record, context),
    config: configuration(record, report),
    datastore: record.datastore === undefined ? [] : [moRef('Datastore', record.datastore)],
    guest: {
      _typeName: 'GuestInfo',
      toolsStatus,
      toolsRunningStatus,
      ipAddress,
      net: record.adapters.map(({ macAddress, networkName }, index) => ({
        _typeName: 'GuestNicInfo',
        network: networkName,
        ipAddress: ipAddress === undefined || index > 0 ? [] : [ipAddress],
        macAddress,
        connected: on,
        deviceConfigId: FIRST_NIC_KEY + index,
      })),
      guestState: toolsRunning ? 'running' : 'notRunning',
    },
    guestHeartbeatStatus,
    network: unique(record.adapters.map(({ network }) => network)).map((id) => moRef('Network', id)),
    resourcePool: moRef('ResourcePool', record.resourcePool),
    runtime: runtimeInfo,
    summary: {
      _typeName: 'VirtualMachineSummary',
      vm: refOf(record),
      runtime: runtimeInfo,
      guest: { _typeName: 'VirtualMachineGuestSummary', toolsStatus, toolsRunningStatus, ipAddress },
      config: {
        _typeName: 'VirtualMachineConfigSummary',
        name: record.name,
        template: false,
        vmPathName: record.vmxPath,
        memorySizeMB: record.memoryMb,
        numCpu: record.numCpu,
        numEthernetCards: record.adapters.length,
        numVirtualDisks: record.disks.length,
        uuid: record.biosUuid,
        instanceUuid: record.instanceUuid,
      },
      quickStats: {
        _typeName: 'VirtualMachineQuickStats',
        guestHeartbeatStatus,
        ...(on && report
          ? {
              overallCpuUsage: report.overallCpuUsageMhz,
              hostMemoryUsage: record.memoryMb,
              uptimeSeconds: Math.max(0, Math.floor((runtime.wallClock() - record.bootTime) / 1_000)),
            }
          : {}),
      },
      overallStatus: 'green',
    },
  };
}

/** Keys that vSphere gives the first disk and the first network adapter. */
const FIRST_DISK_KEY = 2_000;
const FIRST_NIC_KEY = 4_000;
const SCSI_CONTROLLER_KEY = 1_000;
const PCI_CONTROLLER_KEY = 100;

function configuration(record: VmRecord, report: VmReport | undefined): DataObject<'VirtualMachineConfigInfo'> {
  return {
    _typeName: 'VirtualMachineConfigInfo',
    changeVersion: record.modified,
    modified: record.modified,
    name: record.name,
    guestFullName: record.guestId === 'otherGuest64' ? 'Other (64-bit)' : record.guestId,
    version: 'vmx-20',
    uuid: record.biosUuid,
    instanceUuid: record.instanceUuid,
    template: false,
    guestId: record.guestId,
    files: {
      _typeName: 'VirtualMachineFileInfo',
      vmPathName: record.vmxPath,
      logDirectory: record.vmxPath.slice(0, record.vmxPath.lastIndexOf('/') + 1),
    },
    hardware: {
      _typeName: 'VirtualHardware',
      numCPU: record.numCpu,
      numCoresPerSocket: 1,
      memoryMB: record.memoryMb,
      device: devices(record),
    },
    extraConfig: Object.entries({ ...record.extraConfig, ...report?.guestInfo }).map(([key, value]) => ({
      _typeName: 'OptionValue',
      key,
      value,
    })),
  };
}

function devices(record: VmRecord): DataObject<'VirtualDevice'>[] {
  const disks = record.disks.map(
    ({ fileName, capacityBytes }, index): DataObject<'VirtualDevice'> => ({
      _typeName: 'VirtualDisk',
      key: FIRST_DISK_KEY + index,
      deviceInfo: { _typeName: 'Description', label: `Hard disk ${index + 1}`, summary: `${capacityBytes / 1_024} KB` },
      backing: {
        _typeName: 'VirtualDiskFlatVer2BackingInfo',
        fileName,
        datastore: record.datastore === undefined ? undefined : moRef('Datastore', record.datastore),
        diskMode: 'persistent',
        thinProvisioned: false,
      },
      controllerKey: SCSI_CONTROLLER_KEY,
      unitNumber: index,
      capacityInKB: capacityBytes / 1_024,
      capacityInBytes: capacityBytes,
    }),
  );
  const adapters = record.adapters.map(
    ({ macAddress, network, networkName }, index): DataObject<'VirtualDevice'> => ({
      _typeName: 'VirtualVmxnet3',
      key: FIRST_NIC_KEY + index,
      deviceInfo: { _typeName: 'Description', label: `Network adapter ${index + 1}`, summary: networkName },
      backing: {
        _typeName: 'VirtualEthernetCardNetworkBackingInfo',
        deviceName: networkName,
        network: moRef('Network', network),
      },
      controllerKey: PCI_CONTROLLER_KEY,
      unitNumber: index,
      addressType: 'assigned',
      macAddress,
    }),
  );
  return [...disks, ...adapters];
}
