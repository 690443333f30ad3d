// What admission control counts of a cluster, from the inventory's records: hosts and whether they can be counted on, VMs that
// are powered on and what they reserve. Pure.
import {
  type AdmissionHost,
  type AdmissionInput,
  type AdmissionVm,
  admissionOptionsOf,
  admissionPolicyOf,
  hostConditionOf,
  type Resources,
  toleratedPercentOf,
} from '@microsphere/fdm';
import type { ClusterRecord, HostRecord, VmRecord } from '../inventory/records.ts';

export interface ClusterView {
  readonly cluster: ClusterRecord;
  readonly hosts: readonly HostRecord[];
  /** All of its VMs, powered on or not. */
  readonly vms: readonly VmRecord[];
  readonly dasState: (hostId: string) => string | undefined;
  /** What the VMs use at the moment. */
  readonly usage: Resources;
}

/** `admitted`: CPU reservations in MHz of VMs that count as if they were on, and had them, already. */
export function admissionInput(
  { cluster, hosts, vms, dasState, usage }: ClusterView,
  admitted: ReadonlyMap<string, number> = new Map(),
): AdmissionInput {
  return {
    policy: admissionPolicyOf(cluster.dasConfig),
    resourceReductionToToleratePercent: toleratedPercentOf(cluster.dasConfig),
    hosts: hosts.map((host) => admissionHost(host, dasState(host.id))),
    vms: vms
      .filter(({ id, powerState }) => powerState === 'poweredOn' || admitted.has(id))
      .map((vm) => admissionVm(vm, admitted.get(vm.id))),
    usage,
    options: admissionOptionsOf(cluster.dasConfig),
  };
}

function admissionHost(host: HostRecord, dasState: string | undefined): AdmissionHost {
  const { id, numCpu, cpuMhz, memoryMb, connectionState, inMaintenanceMode } = host;
  return {
    host: id,
    capacity: { cpuMhz: numCpu * cpuMhz, memoryMb },
    condition: hostConditionOf({ connectionState, inMaintenanceMode, dasState }),
  };
}

/** Whether power-ons in a cluster are refused: vSphere HA and its admission control are both on. */
export function isEnforced({ dasConfig }: ClusterRecord): boolean {
  return dasConfig.enabled === true && dasConfig.admissionControlEnabled === true;
}

/** The hosts on which HA alone powers on. */
export function failoverHostsOf(cluster: ClusterRecord): ReadonlySet<string> {
  const policy = admissionPolicyOf(cluster.dasConfig);
  return new Set(isEnforced(cluster) && policy.kind === 'failoverHosts' ? policy.failoverHosts : []);
}

/** A VM as it is counted while it runs, with `cpuReservationMhz` in place of what it has reserved. */
export function admissionVm(vm: VmRecord, cpuReservationMhz = vm.cpuReservationMhz ?? 0): AdmissionVm {
  return {
    vm: vm.id,
    host: vm.host,
    numCpu: vm.numCpu,
    cpuReservationMhz,
    // A host backs all of a guest's memory: what it has is what it reserves (docs/DIVERGENCE.md).
    memoryReservationMb: vm.memoryMb,
    memoryOverheadMb: vm.memoryOverheadMb ?? 0,
  };
}
