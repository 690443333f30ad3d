// For tests: hosts and VMs in one line each, and the cluster of the vSphere Availability guide.
import { defaultAdvancedOptions } from '../advanced-options.ts';
import type { AdmissionInput } from './admission.ts';
import type { AdmissionHost, AdmissionVm, HostCondition } from './resources.ts';

export function host(name: string, cpuMhz: number, memoryMb: number, condition: HostCondition = 'good'): AdmissionHost {
  return { host: name, capacity: { cpuMhz, memoryMb }, condition };
}

export function vm(
  name: string,
  cpuReservationMhz: number,
  memoryReservationMb: number,
  more: Partial<AdmissionVm> = {},
): AdmissionVm {
  return { vm: name, host: undefined, numCpu: 1, cpuReservationMhz, memoryReservationMb, memoryOverheadMb: 0, ...more };
}

/**
 * Three hosts of 9 GHz and 9 GB, 9 GHz and 6 GB, 6 GHz and 6 GB; five VMs of 2 GHz and 1 GB, twice, 1 GHz and 2 GB,
 * 1 GHz and 1 GB, twice (reference: ha.md section 6 "Test vector").
 */
export const guide: Pick<AdmissionInput, 'hosts' | 'vms'> = {
  hosts: [host('host-1', 9_000, 9_216), host('host-2', 9_000, 6_144), host('host-3', 6_000, 6_144)],
  vms: [
    vm('vm-1', 2_000, 1_024),
    vm('vm-2', 2_000, 1_024),
    vm('vm-3', 1_000, 2_048),
    vm('vm-4', 1_000, 1_024),
    vm('vm-5', 1_000, 1_024),
  ],
};

/** A whole input with vSphere's defaults: one host to be survived, by slots. */
export function input(given: Partial<AdmissionInput>): AdmissionInput {
  return {
    policy: { kind: 'slots', failoverLevel: 1, fixedSlot: undefined },
    resourceReductionToToleratePercent: 100,
    hosts: guide.hosts,
    vms: guide.vms,
    usage: { cpuMhz: 0, memoryMb: 0 },
    options: defaultAdvancedOptions,
    ...given,
  };
}
