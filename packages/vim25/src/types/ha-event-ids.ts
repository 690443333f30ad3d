// The events of vSphere HA that have no class of their own in vim25: EventEx by these ids (reference: ha.md section 9), each
// with the severity that vCenter shows it with.

export const eventSeverities = ['info', 'warning', 'error'] as const;
export type EventSeverity = (typeof eventSeverities)[number];

export const haEventIds = {
  // Hosts.
  'com.vmware.vc.HA.HostStateChangedEvent': 'info',
  'com.vmware.vc.HA.DasHostFailedEvent': 'error',
  'com.vmware.vc.HA.DasHostIsolatedEvent': 'error',
  'com.vmware.vc.HA.HostPartitionedFromMasterEvent': 'warning',
  'com.vmware.vc.HA.ConnectedToMaster': 'info',
  'com.vmware.vc.HA.DasAgentRunningEvent': 'info',
  'com.vmware.vc.HA.HostDasAgentHealthyEvent': 'info',
  'com.vmware.vc.HA.HostAgentErrorEvent': 'error',
  'com.vmware.vc.HA.HostDasErrorEvent': 'error',
  'com.vmware.vc.HA.HostUnconfigureError': 'error',
  'com.vmware.vc.HA.HostUnconfiguredWithProtectedVms': 'error',
  'com.vmware.vc.HA.HostNetworkFailedEvent': 'error',
  'com.vmware.vc.HA.HostDatastoreFailedEvent': 'error',
  'com.vmware.vc.HA.DasHostCompleteDatastoreFailureEvent': 'error',
  'com.vmware.vc.HA.DasHostCompleteNetworkFailureEvent': 'error',
  'com.vmware.vc.HA.DasFailoverHostFailedEvent': 'error',
  'com.vmware.vc.HA.DasFailoverHostIsolatedEvent': 'error',
  'com.vmware.vc.HA.DasFailoverHostPartitionedEvent': 'error',
  'com.vmware.vc.HA.DasFailoverHostUnreachableEvent': 'error',
  // Networks.
  'com.vmware.vc.HA.AllHostAddrsPingable': 'info',
  'com.vmware.vc.HA.NotAllHostAddrsPingable': 'warning',
  'com.vmware.vc.HA.AllIsoAddrsPingable': 'info',
  'com.vmware.vc.HA.HostHasNoIsolationAddrsDefined': 'warning',
  // Configuration.
  'com.vmware.vc.HA.HostHasNoSslThumbprint': 'error',
  'com.vmware.vc.HA.HostHasNoMountedDatastores': 'error',
  'com.vmware.vc.HA.HostIncompatibleWithHA': 'error',
  'com.vmware.vc.HA.HostDoesNotSupportVsan': 'error',
  'com.vmware.vc.HA.ClusterContainsIncompatibleHosts': 'warning',
  'com.vmware.vc.HA.DasHostMonitoringDisabledEvent': 'warning',
  'com.vmware.vc.HA.DasClusterVersionInconsistentEvent': 'warning',
  'com.vmware.vc.HA.AutoStartDisabled': 'info',
  'com.vmware.vc.HA.CreateConfigVvolFailedEvent': 'error',
  'com.vmware.vc.HA.CreateConfigVvolSucceededEvent': 'info',
  // Heartbeat datastores.
  'com.vmware.vc.HA.HeartbeatDatastoreChanged': 'info',
  'com.vmware.vc.HA.HeartbeatDatastoreNotSufficient': 'warning',
  'com.vmware.vc.HA.UserHeartbeatDatastoreRemoved': 'warning',
  // vCenter and the master.
  'com.vmware.vc.HA.VcConnectedToMasterEvent': 'info',
  'com.vmware.vc.HA.VcDisconnectedFromMasterEvent': 'warning',
  'com.vmware.vc.HA.VcCannotCommunicateWithMasterEvent': 'error',
  'com.vmware.vc.HA.VcCannotFindMasterEvent': 'error',
  'com.vmware.vc.HA.InvalidMaster': 'error',
  // Failover.
  'com.vmware.vc.HA.ClusterFailoverInProgressEvent': 'warning',
  'com.vmware.vc.HA.ClusterFailoverActionInitiatedEvent': 'warning',
  'com.vmware.vc.HA.ClusterFailoverActionCompletedEvent': 'info',
  'com.vmware.vc.HA.InsufficientFailoverLevelEvent': 'warning',
  'com.vmware.vc.HA.FailoverResourcesViolationEvent': 'warning',
  'com.vmware.vc.HA.PreemptionFailedWithMaxRetry': 'error',
  // Virtual machines.
  'com.vmware.vc.HA.VmProtectedEvent': 'info',
  'com.vmware.vc.HA.VmUnprotectedEvent': 'info',
  'com.vmware.vc.HA.VmNotProtectedEvent': 'warning',
  'com.vmware.vc.HA.VmUnprotectedOnDiskSpaceFull': 'error',
  'com.vmware.vc.HA.VMIsHADisabledRestartEvent': 'info',
  'com.vmware.vc.HA.VMIsHADisabledIsolationEvent': 'info',
  'com.vmware.vc.HA.FailedRestartAfterIsolationEvent': 'error',
  'com.vmware.vc.HA.AnsweredVmLockLostQuestionEvent': 'warning',
  'com.vmware.vc.HA.AnsweredVmTerminatePDLEvent': 'warning',
  'com.vmware.vc.HA.VmDasResetAbortedEvent': 'error',
  'com.vmware.vc.HA.CannotResetVmWithInaccessibleDatastore': 'warning',
  'com.vmware.vc.HA.RemediatedDupVMs': 'info',
  'com.vmware.vc.HA.RemediationFailedForDupVMs': 'error',
  'com.vmware.vc.HA.LockOwnerUnKnownForDupVms': 'error',
  'com.vmware.vc.ha.VmRestartedByHAEvent': 'warning',
  // VM component protection.
  'com.vmware.vc.HA.VmcpStorageFailureDetectedForVm': 'warning',
  'com.vmware.vc.HA.VmcpTerminatingVm': 'warning',
  'com.vmware.vc.HA.VmcpTerminateVmAborted': 'error',
  'com.vmware.vc.HA.VmcpNotTerminateVmWithInaccessibleDatastore': 'warning',
  'com.vmware.vc.HA.VmcpStorageFailureCleared': 'info',
  // Fault tolerance.
  'com.vmware.vc.HA.StartFTSecondarySucceededEvent': 'info',
  'com.vmware.vc.HA.StartFTSecondaryFailedEvent': 'error',
  'com.vmware.vc.ft.VmAffectedByDasDisabledEvent': 'warning',
  // Application monitoring.
  'com.vmware.vc.vmam.AppMonitoringNotSupported': 'warning',
  'com.vmware.vc.vmam.VmAppHealthMonitoringStateChangedEvent': 'info',
  'com.vmware.vc.vmam.VmAppHealthStateChangedEvent': 'warning',
  'com.vmware.vc.vmam.VmDasAppHeartbeatFailedEvent': 'warning',
  // Proactive HA.
  'com.vmware.vc.infraUpdateHa.GreenHealthEvent': 'info',
  'com.vmware.vc.infraUpdateHa.YellowHealthEvent': 'warning',
  'com.vmware.vc.infraUpdateHa.RedHealthEvent': 'error',
  'com.vmware.vc.infraUpdateHa.UnknownHealthEvent': 'warning',
  'com.vmware.vc.infraUpdateHa.QuarantineEvent': 'warning',
  'com.vmware.vc.infraUpdateHa.QuarantineRemovedEvent': 'info',
  'com.vmware.vc.infraUpdateHa.StaleUpdatesEvent': 'warning',
  'com.vmware.vc.infraUpdateHa.InvalidUpdatesEvent': 'warning',
  'com.vmware.vc.infraUpdateHa.PostGreenHealthUpdateEvent': 'info',
  'com.vmware.vc.infraUpdateHa.PostYellowHealthUpdateEvent': 'warning',
  'com.vmware.vc.infraUpdateHa.PostRedHealthUpdateEvent': 'error',
} as const satisfies Readonly<Record<string, EventSeverity>>;

export type HaEventId = keyof typeof haEventIds;

/** The severity of an event of vSphere HA; undefined for ids of others. */
export function haEventSeverity(id: string): EventSeverity | undefined {
  return Object.hasOwn(haEventIds, id) ? haEventIds[id as HaEventId] : undefined;
}
