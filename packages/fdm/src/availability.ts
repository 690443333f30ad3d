// What a host is to vSphere HA: the literals of vim25 ClusterDasFdmAvailabilityState that FDM itself reports.
// A host says of itself that it is one of the first four; a master says of the others the last five.

/** Each state with its meaning. `initializationError`, `uninitializationError` and `retry` are vCenter's to report. */
export const availabilityStates = {
  uninitialized: 'not in the fault domain yet: no configuration, HA disabled, or never heard by this master',
  election: 'configured, looking for a master or voting for one',
  master: 'elected: watches the others and restarts VMs',
  connectedToMaster: 'a slave that exchanges heartbeats with its master',
  networkPartitionedFromMaster: 'silent on the network, alive by its datastore heartbeat: its VMs run',
  networkIsolated: 'alive by its datastore heartbeat and has said that it is cut off from everybody',
  hostDown: 'no network heartbeat, no datastore heartbeat, no ping reply: its VMs are to be restarted',
  fdmUnreachable: 'answers pings but its FDM agent is silent: its VMs are left alone',
} as const;

export type AvailabilityState = keyof typeof availabilityStates;

/** What an agent can be. */
export type OwnState = Extract<
  AvailabilityState,
  'uninitialized' | 'election' | 'master' | 'connectedToMaster' | 'networkIsolated'
>;

/** ClusterDasFdmHostState of the whole cluster as this agent knows it, in the shape of the host's heartbeat to vCenter. */
export interface FdmStatus {
  readonly state: OwnState;
  /** The master that this agent follows or is; '' when there is none. */
  readonly master: string;
  /** As master: every host of the cluster (itself too) by moref. Else empty. */
  readonly hostStates: Readonly<Record<string, AvailabilityState>>;
  /** As master: instance UUIDs on the protected lists that are on disk, sorted. Else empty. */
  readonly protectedVms: readonly string[];
  /** As master: instance UUIDs of VMs whose restart is under way or waits, sorted. Else empty. */
  readonly failingOver: readonly string[];
  /** As master: those of them that wait for room. Else empty. */
  readonly waitingForRoom: readonly string[];
  /** Version of the configuration that this agent acts by; 0: none. */
  readonly configurationVersion: number;
}
