// The cluster as vCenter wants it. Hosts keep it over restarts, so that HA needs no vCenter to begin; a higher version
// replaces a lower one.

/** Managed-object id of a host: "host-12". */
export type HostMoref = string;
/** vim25 config.instanceUuid of a VM. */
export type InstanceUuid = string;
/** A datastore as the brackets of a configuration path name it: "datastore1" of "[datastore1] web/web.vmx". */
export type DatastoreName = string;
/** VMFS volume UUID of a heartbeat datastore. */
export type VolumeUuid = string;

/** vim25 ClusterDasVmSettingsRestartPriority, first to start first; a disabled VM is never restarted. */
export const restartPriorities = ['highest', 'high', 'medium', 'low', 'lowest', 'disabled'] as const;
export type RestartPriority = (typeof restartPriorities)[number];

export interface ClusterHost {
  readonly moref: HostMoref;
  readonly hostName: string;
}

export interface VmRestartSetting {
  readonly instanceUuid: InstanceUuid;
  readonly restartPriority: RestartPriority;
}

/** What `fdm.configure` brings (proto ConfigureClusterRequest). */
export interface ClusterConfiguration {
  readonly cluster: string;
  readonly version: number;
  readonly dasEnabled: boolean;
  readonly hosts: readonly ClusterHost[];
  /** Where hosts show their datastore heartbeats. Empty: none, a silent host is declared dead at 10 + 5 s. */
  readonly heartbeatDatastores: readonly VolumeUuid[];
  readonly vmSettings: readonly VmRestartSetting[];
  /** What a VM without a setting of its own gets. */
  readonly defaultRestartPriority: RestartPriority;
}

/** The priority of one VM. */
export function restartPriorityOf(configuration: ClusterConfiguration, instanceUuid: InstanceUuid): RestartPriority {
  const own = configuration.vmSettings.find((setting) => setting.instanceUuid === instanceUuid);
  return own?.restartPriority ?? configuration.defaultRestartPriority;
}
