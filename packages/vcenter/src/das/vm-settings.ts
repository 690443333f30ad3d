// What vSphere HA does with each virtual machine of a cluster, every inheritance resolved: settings of its own over the
// cluster's over vSphere's defaults (reference: ha.md sections 0, 5, 7, 9). Pure.
import type { VmSettings } from '@microsphere/fdm';
import { defaultVmSettings } from '@microsphere/fdm';
import type { pb } from '@microsphere/proto';
import { clusterDasConfigInfoVmMonitoringStates, type DataObject } from '@microsphere/vim25';
import type { ClusterRecord } from '../inventory/records.ts';

type Settings = DataObject<'ClusterDasVmSettings'>;
type Monitoring = DataObject<'ClusterVmToolsMonitoringSettings'>;

/** Values that stand for what the cluster has (vim25: of virtual machines only). */
const inheriting: readonly unknown[] = [
  undefined,
  -1,
  'clusterRestartPriority',
  'clusterIsolationResponse',
  'clusterDefault',
  'useClusterDefault',
];

/** The first value that says something. */
function first<T>(values: readonly (T | undefined)[], otherwise: T): T {
  const found = values.find((value) => !inheriting.includes(value));
  return found === undefined ? otherwise : found;
}

/** The settings of a virtual machine, by its id; without one, those of all that set nothing themselves. */
export function resolvedVmSettings(cluster: ClusterRecord, vmId?: string): pb.IVmHaSettings {
  const defaults = cluster.dasConfig.defaultVmSettings;
  const own = vmId === undefined ? undefined : cluster.dasVmConfig[vmId];
  const from = <T>(field: (settings: Settings) => T | undefined, otherwise: T): T =>
    first([own && field(own), defaults && field(defaults)], otherwise);
  const readiness = [
    vmId === undefined ? undefined : cluster.vmOrchestration?.[vmId],
    cluster.orchestration?.defaultVmReadiness,
  ];
  return {
    restartPriority: from(({ restartPriority }) => restartPriority, defaultVmSettings.restartPriority),
    restartPriorityTimeoutSeconds: from(
      ({ restartPriorityTimeout }) => restartPriorityTimeout,
      defaultVmSettings.restartPriorityTimeoutSeconds,
    ),
    isolationResponse: from(({ isolationResponse }) => isolationResponse, defaultVmSettings.isolationResponse),
    readyCondition: first(
      readiness.map((each) => each?.readyCondition),
      defaultVmSettings.readyCondition,
    ),
    postReadyDelaySeconds: first(
      readiness.map((each) => each?.postReadyDelay),
      defaultVmSettings.postReadyDelaySeconds,
    ),
    ...monitoringSettings(cluster, own),
    ...protectionSettings(cluster, from),
  };
}

function monitoringSettings({ dasConfig }: ClusterRecord, own: Settings | undefined): pb.IVmHaSettings {
  const defaults = dasConfig.defaultVmSettings?.vmToolsMonitoringSettings;
  // A virtual machine has figures of its own only where it says that it does not have the cluster's.
  const given = own?.vmToolsMonitoringSettings;
  const figures = given?.clusterSettings === false ? [given, defaults] : [defaults];
  const from = <T>(field: (settings: Monitoring) => T | undefined, otherwise: T): T =>
    figures.map((each) => each && field(each)).find((value) => value !== undefined) ?? otherwise;
  const { monitoring } = defaultVmSettings;
  const level = dasConfig.vmMonitoring ?? monitoring.vmMonitoring;
  return {
    vmMonitoring: lower(
      level,
      from(({ vmMonitoring }) => vmMonitoring, level),
    ),
    failureIntervalSeconds: from(({ failureInterval }) => failureInterval, monitoring.failureIntervalSeconds),
    minUpTimeSeconds: from(({ minUpTime }) => minUpTime, monitoring.minUpTimeSeconds),
    maxFailures: from(({ maxFailures }) => maxFailures, monitoring.maxFailures),
    maxFailureWindowSeconds: from(({ maxFailureWindow }) => maxFailureWindow, monitoring.maxFailureWindowSeconds),
  };
}

/** The cluster's service level bounds what virtual machines get (vim25 ClusterVmToolsMonitoringSettings.vmMonitoring). */
function lower(level: string, wanted: string): string {
  const states: readonly string[] = clusterDasConfigInfoVmMonitoringStates;
  return states.indexOf(wanted) < states.indexOf(level) ? wanted : level;
}

function protectionSettings(
  { dasConfig }: ClusterRecord,
  from: <T>(field: (settings: Settings) => T | undefined, otherwise: T) => T,
): pb.IVmHaSettings {
  const { storageProtection }: VmSettings = defaultVmSettings;
  const isOn = dasConfig.vmComponentProtecting === 'enabled';
  const reaction = (field: (settings: Settings) => string | undefined) => (isOn ? from(field, 'disabled') : 'disabled');
  return {
    onApd: reaction((settings) => settings.vmComponentProtectionSettings?.vmStorageProtectionForAPD),
    onPdl: reaction((settings) => settings.vmComponentProtectionSettings?.vmStorageProtectionForPDL),
    terminateDelayForApdSeconds: from(
      (settings) => settings.vmComponentProtectionSettings?.vmTerminateDelayForAPDSec,
      storageProtection.terminateDelayForApdSeconds,
    ),
    onApdCleared: from<string>(
      (settings) => settings.vmComponentProtectionSettings?.vmReactionOnAPDCleared,
      storageProtection.onApdCleared,
    ),
  };
}
