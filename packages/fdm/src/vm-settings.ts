// What vSphere HA is to do with one virtual machine (vim25 ClusterDasVmSettings and ClusterVmReadiness), with every
// inheritance resolved: vCenter sends complete settings. Times are published seconds.

/** vim25 ClusterDasVmSettingsRestartPriority, first to start first; a disabled VM is never restarted. */
export const restartPriorities = ['highest', 'high', 'medium', 'low', 'lowest', 'disabled'] as const;
export type RestartPriority = (typeof restartPriorities)[number];

/** vim25 ClusterDasVmSettingsIsolationResponse. */
export const isolationResponses = ['none', 'powerOff', 'shutdown'] as const;
export type IsolationResponse = (typeof isolationResponses)[number];

/** vim25 ClusterVmReadinessReadyCondition: when VMs of the next level may start. */
export const readyConditions = ['none', 'poweredOn', 'guestHbStatusGreen', 'appHbStatusGreen'] as const;
export type ReadyCondition = (typeof readyConditions)[number];

/** vim25 ClusterDasConfigInfoVmMonitoringState. */
export const vmMonitoringStates = ['vmMonitoringDisabled', 'vmMonitoringOnly', 'vmAndAppMonitoring'] as const;
export type VmMonitoringState = (typeof vmMonitoringStates)[number];

/** vim25 ClusterVmComponentProtectionSettingsStorageVmReaction. PDL knows no conservative one. */
export const storageReactions = ['disabled', 'warning', 'restartConservative', 'restartAggressive'] as const;
export type StorageReaction = (typeof storageReactions)[number];

/** vim25 ClusterVmToolsMonitoringSettings. */
export interface VmMonitoringSettings {
  readonly vmMonitoring: VmMonitoringState;
  /** Silence of the tools (or the application) after which it has failed: 30. */
  readonly failureIntervalSeconds: number;
  /** After a power-on nothing is judged for so long: 120. */
  readonly minUpTimeSeconds: number;
  /** Resets within the window: 3. */
  readonly maxFailures: number;
  /** -1: no window, the resets of a whole run count. */
  readonly maxFailureWindowSeconds: number;
}

/** vim25 ClusterVmComponentProtectionSettings, disabled where the cluster's vmComponentProtecting is. */
export interface StorageProtectionSettings {
  readonly onApd: StorageReaction;
  readonly onPdl: Exclude<StorageReaction, 'restartConservative'>;
  /** vmTerminateDelayForAPDSec: from the APD timeout to the termination: 180. */
  readonly terminateDelayForApdSeconds: number;
  /** vmReactionOnAPDCleared: between the timeout and the termination. */
  readonly onApdCleared: 'none' | 'reset';
}

export interface VmSettings {
  readonly restartPriority: RestartPriority;
  /** How long lower priorities wait for this VM to be ready; -1: for ever. Without effect while readyCondition is none. */
  readonly restartPriorityTimeoutSeconds: number;
  readonly isolationResponse: IsolationResponse;
  readonly readyCondition: ReadyCondition;
  readonly postReadyDelaySeconds: number;
  readonly monitoring: VmMonitoringSettings;
  readonly storageProtection: StorageProtectionSettings;
}

/** vSphere's defaults (reference: ha.md sections 0, 5, 7, 9). */
export const defaultVmSettings: VmSettings = {
  restartPriority: 'medium',
  restartPriorityTimeoutSeconds: 600,
  isolationResponse: 'none',
  readyCondition: 'none',
  postReadyDelaySeconds: 0,
  monitoring: {
    vmMonitoring: 'vmMonitoringDisabled',
    failureIntervalSeconds: 30,
    minUpTimeSeconds: 120,
    maxFailures: 3,
    maxFailureWindowSeconds: -1,
  },
  storageProtection: {
    onApd: 'disabled',
    onPdl: 'disabled',
    terminateDelayForApdSeconds: 180,
    onApdCleared: 'none',
  },
};
