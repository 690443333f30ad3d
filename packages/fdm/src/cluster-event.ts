// The vim25 events that FDM raises (reference: ha.md section 9), by the type or id that vCenter shows them under.

export const clusterEventTypes = [
  /** This host takes part in HA now. */
  'HostDasEnabledEvent',
  /** This host no longer takes part in HA. */
  'HostDasDisabledEvent',
  /** The availability state of a host has changed. */
  'com.vmware.vc.HA.HostStateChangedEvent',
  /** A slave has joined this master. */
  'com.vmware.vc.HA.ConnectedToMaster',
  /** A host is alive by its datastore heartbeat, but not on the network. */
  'com.vmware.vc.HA.HostPartitionedFromMasterEvent',
  /** A host answers pings but its agent is silent. */
  'com.vmware.vc.HA.HostAgentErrorEvent',
  /** A host has failed, or has restarted before anybody noticed that it had failed. */
  'DasHostFailedEvent',
  /** Restarts begin. */
  'com.vmware.vc.HA.ClusterFailoverActionInitiatedEvent',
  /** How many VMs are being restarted, wait for their turn or a retry, and wait for room. */
  'com.vmware.vc.HA.ClusterFailoverInProgressEvent',
  /** No restart is under way or waiting any more. */
  'com.vmware.vc.HA.ClusterFailoverActionCompletedEvent',
  /** HA has restarted a VM (lower-case "ha" in the id, as in vSphere). */
  'com.vmware.vc.ha.VmRestartedByHAEvent',
  /** One attempt to restart a VM has failed. */
  'VmFailoverFailed',
  /** All attempts to restart a VM have failed: it must be started by hand. */
  'VmMaxRestartCountReached',
  /** No live host has room for a VM; it is restarted as soon as one has. */
  'NotEnoughResourcesToStartVmEvent',
  /** A VM whose restart is disabled was on a host that failed. */
  'com.vmware.vc.HA.VMIsHADisabledRestartEvent',
  /** A VM that was switched off because of isolation cannot be restarted: somebody has to. */
  'com.vmware.vc.HA.FailedRestartAfterIsolationEvent',
  /** A host has declared itself isolated. */
  'com.vmware.vc.HA.DasHostIsolatedEvent',
  /** The isolated host has switched a VM off. */
  'VmPowerOffOnIsolationEvent',
  /** The isolated host has shut a guest down, or switched it off when that took too long. */
  'VmShutdownOnIsolationEvent',
  /** The isolated host leaves a VM alone: HA is disabled for it. */
  'com.vmware.vc.HA.VMIsHADisabledIsolationEvent',
  /** An isolation address does not answer. */
  'HostIsolationIpPingFailedEvent',
  /** All isolation addresses answer again. */
  'com.vmware.vc.HA.AllIsoAddrsPingable',
  /** There is no isolation address that could be asked. */
  'com.vmware.vc.HA.HostHasNoIsolationAddrsDefined',
  /** VM monitoring resets a VM. */
  'VmDasBeingResetEvent',
  /** The same, and its console was kept. */
  'VmDasBeingResetWithScreenshotEvent',
  /** VM monitoring could not reset a VM. */
  'VmDasResetFailedEvent',
  /** A VM has been reset as often as it may be. */
  'com.vmware.vc.HA.VmDasResetAbortedEvent',
  /** A VM without its storage is not reset. */
  'com.vmware.vc.HA.CannotResetVmWithInaccessibleDatastore',
  /** The heartbeat of an application was lost. */
  'com.vmware.vc.vmam.VmDasAppHeartbeatFailedEvent',
  /** The heartbeat of an application has another status. */
  'com.vmware.vc.vmam.VmAppHealthMonitoringStateChangedEvent',
  /** What an application says of itself has changed. */
  'com.vmware.vc.vmam.VmAppHealthStateChangedEvent',
  /** VMCP: the storage of a VM is not reached. */
  'com.vmware.vc.HA.VmcpStorageFailureDetectedForVm',
  /** VMCP: it is reached again. */
  'com.vmware.vc.HA.VmcpStorageFailureCleared',
  /** VMCP terminates a VM so that it can be restarted elsewhere. */
  'com.vmware.vc.HA.VmcpTerminatingVm',
  /** VMCP could not terminate it. */
  'com.vmware.vc.HA.VmcpTerminateVmAborted',
  /** VMCP leaves it alone: it could not be restarted elsewhere. */
  'com.vmware.vc.HA.VmcpNotTerminateVmWithInaccessibleDatastore',
] as const;

export type ClusterEventType = (typeof clusterEventTypes)[number];
