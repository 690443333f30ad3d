// The cluster as vCenter wants it. Hosts keep it over restarts, so that HA needs no vCenter to begin; a higher version
// replaces a lower one. What users give in seconds is in published seconds: a core multiplies by `publishedSecondMs`.
import { type AdvancedOptions, defaultAdvancedOptions } from './advanced-options.ts';
import { defaultVmSettings, type RestartPriority, type VmSettings } from './vm-settings.ts';

/** Managed-object id of a host: "host-12". */
export type HostMoref = string;
/** vim25 config.instanceUuid of a VM. */
export type InstanceUuid = string;
/** A datastore as the brackets of a configuration path name it: "datastore1" of "[datastore1] web/web.vmx". */
export type DatastoreName = string;
/** VMFS volume UUID of a heartbeat datastore. */
export type VolumeUuid = string;

export interface ClusterHost {
  readonly moref: HostMoref;
  readonly hostName: string;
}

/** vim25 ClusterDependencyRuleInfo: `vms` are restarted when all of `dependsOn` are ready. */
export interface DependencyRule {
  readonly name: string;
  readonly vms: readonly InstanceUuid[];
  readonly dependsOn: readonly InstanceUuid[];
}

/** vim25 ClusterVmHostRuleInfo: the VMs run on these hosts (`affine`), or on none of them. */
export interface VmHostRule {
  readonly name: string;
  readonly vms: readonly InstanceUuid[];
  readonly hosts: readonly HostMoref[];
  readonly affine: boolean;
  /** "Must" rules are never broken by HA; "should" rules may be. */
  readonly mandatory: boolean;
}

/** vim25 ClusterAntiAffinityRuleSpec: no two of these VMs on one host. */
export interface AntiAffinityRule {
  readonly name: string;
  readonly vms: readonly InstanceUuid[];
  readonly mandatory: boolean;
}

/** What `fdm.configure` brings (proto ConfigureClusterRequest). */
export interface ClusterConfiguration {
  readonly cluster: string;
  readonly version: number;
  readonly dasEnabled: boolean;
  /** vim25 hostMonitoring. Without it agents elect, watch and tell, but nothing is restarted and nothing is stopped. */
  readonly hostMonitoring: boolean;
  /** The active hosts: those in maintenance mode, disconnected or unconfigured are not among them. */
  readonly hosts: readonly ClusterHost[];
  /** Where hosts show their datastore heartbeats. Empty: none, a silent host is declared dead at 10 + 5 s. */
  readonly heartbeatDatastores: readonly VolumeUuid[];
  /** Dedicated failover hosts: tried before any other. */
  readonly failoverHosts: readonly HostMoref[];
  /** Hosts in quarantine mode: used when no other one fits. */
  readonly quarantinedHosts: readonly HostMoref[];
  /** What a VM without settings of its own gets. */
  readonly defaultVmSettings: VmSettings;
  /** Complete settings of VMs that have anything of their own. */
  readonly vmSettings: ReadonlyMap<InstanceUuid, VmSettings>;
  readonly dependencies: readonly DependencyRule[];
  readonly vmHostRules: readonly VmHostRule[];
  readonly antiAffinityRules: readonly AntiAffinityRule[];
  readonly options: AdvancedOptions;
}

/** A cluster of nobody with vSphere's defaults: what a configuration that says nothing else has. */
export const defaultConfiguration: ClusterConfiguration = {
  cluster: '',
  version: 0,
  dasEnabled: false,
  hostMonitoring: true,
  hosts: [],
  heartbeatDatastores: [],
  failoverHosts: [],
  quarantinedHosts: [],
  defaultVmSettings,
  vmSettings: new Map(),
  dependencies: [],
  vmHostRules: [],
  antiAffinityRules: [],
  options: defaultAdvancedOptions,
};

/** The settings of one VM. */
export function settingsOf(configuration: ClusterConfiguration, instanceUuid: InstanceUuid): VmSettings {
  return configuration.vmSettings.get(instanceUuid) ?? configuration.defaultVmSettings;
}

/** The priority of one VM. */
export function restartPriorityOf(configuration: ClusterConfiguration, instanceUuid: InstanceUuid): RestartPriority {
  return settingsOf(configuration, instanceUuid).restartPriority;
}
