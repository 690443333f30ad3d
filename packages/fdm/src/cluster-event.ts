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
] as const;

export type ClusterEventType = (typeof clusterEventTypes)[number];
