// What a simulated cluster is to be: hosts, datastores, virtual machines and settings; and what follows from that before anything happens.
import {
  type AdmissionPolicy,
  type ClusterConfiguration,
  defaultConfiguration,
  defaultVmSettings,
  type HostMoref,
  type RestartPriority,
  type VmSettings,
} from '@microsphere/fdm';
import type { Timing } from '@microsphere/proto';
import { Datastore } from './datastore.ts';
import type { Invariant } from './invariants.ts';
import type { HostClock } from './process.ts';
import type { Random } from './random.ts';
import type { Sabotage } from './world.ts';

/** Managed-object id of the cluster. */
export const CLUSTER = 'domain-c1';

export interface VmSpecification {
  readonly name: string;
  readonly datastore: string;
  readonly memoryMb: number;
  readonly restartPriority?: RestartPriority;
  /** Published seconds from its power-on until its tools speak; at once where it is not given. */
  readonly toolsAfterSeconds?: number;
  /** What differs from the cluster's default. */
  readonly settings?: Partial<VmSettings>;
  /** Where it is powered on to begin with. */
  readonly host: HostMoref;
}

export interface ClusterSpecification {
  readonly timing: Timing;
  readonly hosts: number;
  readonly hostMemoryMb: number;
  readonly datastores: number;
  readonly heartbeatDatastores: number;
  readonly vms: readonly VmSpecification[];
  readonly random?: Random;
  readonly networkLatencyMs?: { readonly low: number; readonly high: number };
  readonly lossProbability?: number;
  /** Of the configuration, what is not vSphere's default. */
  readonly configuration?: Partial<ClusterConfiguration>;
  /** Of one command to a disk and back. */
  readonly storageLatencyMs?: number;
  readonly clocks?: readonly HostClock[];
  /** Whether a host sees a datastore, both by their numbers; all see all where it is not given. */
  readonly leadsTo?: (host: number, datastore: number) => boolean;
  /** Folders of VMs on every datastore; where many clusters have the same, one volume serves as the pattern of all. */
  readonly folders?: readonly string[];
  /** Hosts whose files of HA are on every datastore; the cluster is new there where it is not given. */
  readonly hostFiles?: number;
  /** Of admission control; it is off where there is none. */
  readonly admissionPolicy?: AdmissionPolicy | undefined;
  readonly invariants?: readonly Invariant[];
  readonly sabotage?: Sabotage | undefined;
}

/** One of its datastores, as it is before anybody has been there. */
export function datastoreOf({ vms, folders, timing, hostFiles = 0 }: ClusterSpecification, name: string): Datastore {
  return new Datastore({
    name,
    cluster: CLUSTER,
    hostFiles,
    folders: folders ?? vms.filter(({ datastore }) => datastore === name).map((vm) => vm.name),
    vms: vms
      .filter(({ datastore }) => datastore === name)
      .map(({ name: vm, memoryMb, toolsAfterSeconds = 0 }) => ({
        instanceUuid: vm,
        vmxPath: `[${name}] ${vm}/${vm}.vmx`,
        memoryMb,
        toolsAfterMs: toolsAfterSeconds * timing.publishedSecondMs,
      })),
  });
}

/** What vCenter knows of the cluster to begin with. */
export function settingsOf({ vms, configuration }: ClusterSpecification, hosts: readonly HostMoref[]) {
  const defaults = configuration?.defaultVmSettings ?? defaultVmSettings;
  return {
    ...defaultConfiguration,
    ...configuration,
    cluster: CLUSTER,
    dasEnabled: true,
    hosts: hosts.map((moref) => ({ moref, hostName: moref })),
    vmSettings: new Map(
      vms.flatMap(({ name, restartPriority, settings }) =>
        restartPriority || settings
          ? [[name, { ...defaults, ...settings, ...(restartPriority ? { restartPriority } : {}) }] as const]
          : [],
      ),
    ),
  };
}

/**
 * How long after the last fault a VM may be down, in published seconds: an election that has to be held twice, and every
 * attempt with all that can hold it up.
 */
export function settlingSeconds(timing: Timing): number {
  const attemptMs = timing.fdmPowerOnTimeoutMs + timing.vmfsLeaseMs + 2 * timing.vmfsHeartbeatIntervalMs;
  const delaysMs = timing.fdmRestartDelaysMs.reduce((sum, delayMs) => sum + delayMs, 0);
  const electionMs = timing.fdmMasterTimeoutMs + 2 * timing.fdmElectionMs + timing.fdmUnknownStateMonitorMs;
  const totalMs = electionMs + delaysMs + (timing.fdmRestartDelaysMs.length + 1) * attemptMs;
  return totalMs / timing.publishedSecondMs;
}
