// vSphere HA's settings as vCenter sends them to hosts, complete: vSphere's defaults under what a test wants otherwise.
import type { pb } from '@microsphere/proto';

export type HaSettings = Readonly<Partial<pb.IVmHaSettings>>;

/** Reference: ha.md sections 0, 5, 7, 9. */
export const defaultHaSettings: Readonly<pb.IVmHaSettings> = {
  restartPriority: 'medium',
  restartPriorityTimeoutSeconds: 600,
  isolationResponse: 'none',
  readyCondition: 'none',
  postReadyDelaySeconds: 0,
  vmMonitoring: 'vmMonitoringDisabled',
  failureIntervalSeconds: 30,
  minUpTimeSeconds: 120,
  maxFailures: 3,
  maxFailureWindowSeconds: -1,
  onApd: 'disabled',
  onPdl: 'disabled',
  terminateDelayForApdSeconds: 180,
  onApdCleared: 'none',
};

/** What of a cluster's configuration a test may want otherwise. */
export interface HaConfiguration {
  readonly hostMonitoring?: boolean;
  /** Names of the datastores that carry heartbeats; all of them otherwise. */
  readonly heartbeatDatastores?: readonly string[];
  readonly defaultVmSettings?: HaSettings;
  /** By name of the VM. */
  readonly vmSettings?: Readonly<Record<string, HaSettings>>;
  readonly options?: Readonly<Record<string, string>>;
  /** By names of VMs: the first wait for the others. */
  readonly dependencies?: readonly { readonly vms: readonly string[]; readonly dependsOn: readonly string[] }[];
  /** By names: "must" rules, of VMs that run on these hosts only, or on none of these. */
  readonly vmHostRules?: readonly VmHostRule[];
  /** By names of VMs: each is kept apart from the others, by HA only with das.respectVmVmAntiAffinityRules. */
  readonly antiAffinity?: readonly (readonly string[])[];
  /** Names of the hosts that are dedicated to failovers; none otherwise. */
  readonly failoverHosts?: readonly string[];
}

export interface VmHostRule {
  readonly vms: readonly string[];
  readonly hosts: readonly string[];
  readonly affine: boolean;
}

/** What is left of it when there are no VMs any more. */
export function withoutVms(ha: HaConfiguration): HaConfiguration {
  return { ...ha, vmSettings: {}, dependencies: [], vmHostRules: [], antiAffinity: [] };
}
