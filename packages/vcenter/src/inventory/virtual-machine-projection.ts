// How a virtual machine looks as a vim25 object: its record, and what its host said last. Pure.
import { type DataObject, type ExactDataObject, moRef, type Properties } from '@microsphere/vim25';
import { minRequiredEvcMode } from '@microsphere/vmotion';
import type { EntityStatus, QuestionReport, VmReport } from '../vpxd/host-report.ts';
import { entity, iso, type ProjectionContext, unique } from './projection-context.ts';
import { refOf, type VmRecord } from './records.ts';
import { rootSnapshots, snapshotInfo } from './snapshot-projection.ts';
import { configuration, FIRST_NIC_KEY } from './virtual-machine-config.ts';

function connectionState(
  record: VmRecord,
  { inventory, runtime }: ProjectionContext,
): DataObject<'VirtualMachineRuntimeInfo'>['connectionState'] {
  const owner = inventory.find('HostSystem', record.host);
  if (owner?.connectionState !== 'connected') return 'disconnected';
  const report = runtime.vm(record.id);
  if (report?.inaccessible) return 'inaccessible';
  if (report !== undefined || runtime.report(record.host) === undefined) return 'connected';
  // The host has spoken, and not of this VM: it is just being moved, or was unregistered behind vCenter's back.
  return runtime.runningTasks(record.id).length > 0 ? 'connected' : 'orphaned';
}

/** vim25 VirtualMachineAppHeartbeatStatusType: it has no yellow. */
const appHeartbeatStatuses: Readonly<Record<EntityStatus, string>> = {
  gray: 'appStatusGray',
  green: 'appStatusGreen',
  yellow: 'appStatusGreen',
  red: 'appStatusRed',
};

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
  const cpuFeatures = record.cpuFeatures ?? runtime.cpuFeatures(record.host);
  const runtimeInfo: DataObject<'VirtualMachineRuntimeInfo'> = {
    _typeName: 'VirtualMachineRuntimeInfo',
    host: owner && refOf(owner),
    connectionState: state,
    powerState: record.powerState,
    vmFailoverInProgress: runtime.dasFailingOver(record),
    dasVmProtection:
      dasProtected === undefined
        ? undefined
        : { _typeName: 'VirtualMachineRuntimeInfoDasProtectionState', dasProtected },
    toolsInstallerMounted: false,
    bootTime: on && record.bootTime > 0 ? iso(record.bootTime) : undefined,
    memoryOverhead: record.memoryOverheadMb === undefined ? undefined : record.memoryOverheadMb * 2 ** 20,
    question: report?.question && question(report.question),
    consolidationNeeded: record.storage?.consolidationNeeded ?? false,
    cleanPowerOff: on ? undefined : record.cleanPowerOff,
    maxCpuUsage: record.numCpu * (owner?.cpuMhz ?? 0),
    maxMemoryUsage: record.memoryMb,
    numMksConnections: 0,
    minRequiredEVCModeKey: on ? minRequiredEvcMode(cpuFeatures)?.key : undefined,
    featureRequirement: on ? featureRequirements(cpuFeatures) : undefined,
  };
  const usage = storageUsage(record, report);
  const common = entity(record, context);
  return {
    ...common,
    capability: {
      _typeName: 'VirtualMachineCapability',
      snapshotOperationsSupported: true,
      multipleSnapshotsSupported: true,
      snapshotConfigSupported: true,
      poweredOffSnapshotsSupported: true,
      memorySnapshotsSupported: false,
      revertToSnapshotSupported: true,
      quiescedSnapshotsSupported: false,
      changeTrackingSupported: true,
    },
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
      appHeartbeatStatus: appHeartbeatStatuses[(on && report?.appHeartbeatStatus) || 'gray'],
    },
    guestHeartbeatStatus,
    network: unique(record.adapters.map(({ network }) => network)).map((id) => moRef('Network', id)),
    resourcePool: moRef('ResourcePool', record.resourcePool),
    rootSnapshot: rootSnapshots(record),
    runtime: runtimeInfo,
    snapshot: snapshotInfo(record),
    storage:
      record.datastore === undefined
        ? undefined
        : {
            _typeName: 'VirtualMachineStorageInfo',
            perDatastoreUsage: [
              {
                _typeName: 'VirtualMachineUsageOnDatastore',
                datastore: moRef('Datastore', record.datastore),
                ...usage,
              },
            ],
            timestamp: record.modified,
          },
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
        cpuReservation: record.cpuReservationMhz ?? 0,
        memoryReservation: record.memoryMb,
        numCpu: record.numCpu,
        numEthernetCards: record.adapters.length,
        numVirtualDisks: (record.storage?.disks ?? record.disks).length,
        uuid: record.biosUuid,
        instanceUuid: record.instanceUuid,
      },
      storage: { _typeName: 'VirtualMachineStorageSummary', ...usage, timestamp: record.modified },
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
      overallStatus: common.overallStatus,
    },
  };
}

/** As vSphere writes that a feature must be there. */
export function featureRequirements(
  features: readonly string[],
): ExactDataObject<'VirtualMachineFeatureRequirement'>[] {
  return features.map((key) => ({
    _typeName: 'VirtualMachineFeatureRequirement',
    key,
    featureName: key,
    value: 'Bool:Min:1',
  }));
}

/** What its disks use of their datastore, and what they may come to use. */
function storageUsage(record: VmRecord, report: VmReport | undefined) {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const disks = report?.disks ?? [];
  const committed = sum(disks.map(({ committedBytes }) => committedBytes));
  const promised = sum((record.storage?.disks ?? record.disks).map(({ capacityBytes }) => capacityBytes));
  return { committed, uncommitted: Math.max(0, promised - committed), unshared: committed };
}

function question({
  id,
  messageId,
  text,
  choices,
  defaultIndex,
}: QuestionReport): DataObject<'VirtualMachineQuestionInfo'> {
  return {
    _typeName: 'VirtualMachineQuestionInfo',
    id,
    // As hosts of VMware have it: the message's id, and what it says.
    text: `${messageId}:${text}`,
    choice: {
      _typeName: 'ChoiceOption',
      choiceInfo: choices.map((choice) => ({ _typeName: 'ElementDescription', ...choice })),
      defaultIndex,
    },
    message: [{ _typeName: 'VirtualMachineMessage', id: messageId, text }],
  };
}
