// The settings of vSphere HA: of a cluster, of single virtual machines, and in which order they are restarted; and what is
// told of its agents (reference: ha.md section 9). Strings that the WSDL leaves open have their values beside them.
import { dataObject } from '../descriptor.ts';

export const dasTypes = {
  ClusterDasData: dataObject('DynamicData', {}),
  ClusterDasDataSummary: dataObject('ClusterDasData', {
    hostListVersion: 'long',
    clusterConfigVersion: 'long',
    compatListVersion: 'long',
  }),
  ClusterDasConfigInfo: dataObject('DynamicData', {
    enabled: 'boolean?',
    vmMonitoring: 'string?',
    hostMonitoring: 'string?',
    vmComponentProtecting: 'string?',
    failoverLevel: 'int?',
    admissionControlPolicy: 'ClusterDasAdmissionControlPolicy?',
    admissionControlEnabled: 'boolean?',
    defaultVmSettings: 'ClusterDasVmSettings?',
    option: 'OptionValue[]?',
    heartbeatDatastore: 'ManagedObjectReference[]?',
    hBDatastoreCandidatePolicy: 'string?',
  }),
  ClusterDasVmSettings: dataObject('DynamicData', {
    restartPriority: 'string?',
    restartPriorityTimeout: 'int?',
    isolationResponse: 'string?',
    vmToolsMonitoringSettings: 'ClusterVmToolsMonitoringSettings?',
    vmComponentProtectionSettings: 'ClusterVmComponentProtectionSettings?',
  }),
  ClusterVmToolsMonitoringSettings: dataObject('DynamicData', {
    enabled: 'boolean?',
    vmMonitoring: 'string?',
    clusterSettings: 'boolean?',
    failureInterval: 'int?',
    minUpTime: 'int?',
    maxFailures: 'int?',
    maxFailureWindow: 'int?',
  }),
  ClusterVmComponentProtectionSettings: dataObject('DynamicData', {
    vmStorageProtectionForAPD: 'string?',
    enableAPDTimeoutForHosts: 'boolean?',
    vmTerminateDelayForAPDSec: 'int?',
    vmReactionOnAPDCleared: 'string?',
    vmStorageProtectionForPDL: 'string?',
  }),
  ClusterDasVmConfigInfo: dataObject('DynamicData', {
    key: 'ManagedObjectReference',
    restartPriority: 'DasVmPriority?',
    powerOffOnIsolation: 'boolean?',
    dasSettings: 'ClusterDasVmSettings?',
  }),
  ClusterDasVmConfigSpec: dataObject('ArrayUpdateSpec', { info: 'ClusterDasVmConfigInfo?' }),
  ClusterOrchestrationInfo: dataObject('DynamicData', { defaultVmReadiness: 'ClusterVmReadiness?' }),
  ClusterVmOrchestrationInfo: dataObject('DynamicData', {
    vm: 'ManagedObjectReference',
    vmReadiness: 'ClusterVmReadiness',
  }),
  ClusterVmOrchestrationSpec: dataObject('ArrayUpdateSpec', { info: 'ClusterVmOrchestrationInfo?' }),
  ClusterVmReadiness: dataObject('DynamicData', { readyCondition: 'string?', postReadyDelay: 'int?' }),
  ClusterDasFdmHostState: dataObject('DynamicData', { state: 'string', stateReporter: 'ManagedObjectReference?' }),
};

/** vim25 ClusterDasConfigInfoVmMonitoringState. */
export const clusterDasConfigInfoVmMonitoringStates = [
  'vmMonitoringDisabled',
  'vmMonitoringOnly',
  'vmAndAppMonitoring',
] as const;

/** vim25 ClusterDasConfigInfoHBDatastoreCandidate. */
export const clusterDasConfigInfoHBDatastoreCandidates = [
  'userSelectedDs',
  'allFeasibleDs',
  'allFeasibleDsWithUserPreference',
] as const;

/** vim25 ClusterDasVmSettingsIsolationResponse. `clusterIsolationResponse`: what the cluster has. */
export const clusterDasVmSettingsIsolationResponses = [
  'none',
  'powerOff',
  'shutdown',
  'clusterIsolationResponse',
] as const;

/** vim25 ClusterVmReadinessReadyCondition. `useClusterDefault`: what the cluster has. */
export const clusterVmReadinessReadyConditions = [
  'none',
  'poweredOn',
  'guestHbStatusGreen',
  'appHbStatusGreen',
  'useClusterDefault',
] as const;

/** vim25 ClusterVmComponentProtectionSettingsStorageVmReaction. `clusterDefault`: what the cluster has. */
export const clusterVmComponentProtectionStorageVmReactions = [
  'disabled',
  'warning',
  'restartConservative',
  'restartAggressive',
  'clusterDefault',
] as const;

/** vim25 ClusterVmComponentProtectionSettingsVmReactionOnAPDCleared. `useClusterDefault`: what the cluster has. */
export const clusterVmComponentProtectionVmReactionsOnAPDCleared = ['none', 'reset', 'useClusterDefault'] as const;
