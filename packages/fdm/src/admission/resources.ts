// What hosts have and what virtual machines need, as admission control counts it (reference: ha.md section 6): hosts with all
// that their VMs may use, reserved or not; VMs with what they have reserved, never with what they use at the moment.
import type { AdvancedOptions } from '../advanced-options.ts';
import type { HostMoref } from '../cluster.ts';

export interface Resources {
  readonly cpuMhz: number;
  readonly memoryMb: number;
}

/** What keeps a host's resources from being counted. */
export type HostCondition = 'good' | 'notConnected' | 'maintenanceMode' | 'haError';

export interface AdmissionHost {
  readonly host: HostMoref;
  /** What its root resource pool has: all that virtual machines can get of it. */
  readonly capacity: Resources;
  readonly condition: HostCondition;
}

/** A VM that is powered on, or is about to be. */
export interface AdmissionVm {
  /** Managed-object id; names it in results. */
  readonly vm: string;
  /** Where it runs, or is about to; undefined: nobody knows. */
  readonly host: HostMoref | undefined;
  readonly numCpu: number;
  readonly cpuReservationMhz: number;
  readonly memoryReservationMb: number;
  /** What the host needs for it beside the guest's memory. */
  readonly memoryOverheadMb: number;
}

/** What VMs without a reservation count for, and how large a slot may become. */
export type AdmissionOptions = Pick<AdvancedOptions, 'slotCpuMhz' | 'slotMemoryMb' | 'vmCpuMinMhz' | 'vmMemoryMinMb'>;

/** One VM as it is counted. */
export interface VmNeed extends Resources {
  readonly vm: string;
  readonly host: HostMoref | undefined;
  readonly numCpu: number;
  /** Its CPU figure is das.vmCpuMinMHz, its memory figure das.vmMemoryMinMB (and the overhead): it reserves less. */
  readonly cpuIsMinimum: boolean;
  readonly memoryIsMinimum: boolean;
}

export function needOf(vm: AdmissionVm, { vmCpuMinMhz, vmMemoryMinMb }: AdmissionOptions): VmNeed {
  return {
    vm: vm.vm,
    host: vm.host,
    numCpu: vm.numCpu,
    cpuMhz: Math.max(vm.cpuReservationMhz, vmCpuMinMhz),
    memoryMb: Math.max(vm.memoryReservationMb, vmMemoryMinMb) + vm.memoryOverheadMb,
    cpuIsMinimum: vm.cpuReservationMhz < vmCpuMinMhz,
    memoryIsMinimum: vm.memoryReservationMb < vmMemoryMinMb,
  };
}

/** Connected, not in maintenance mode, without an HA error. */
export function goodHosts(hosts: readonly AdmissionHost[]): readonly AdmissionHost[] {
  return hosts.filter(({ condition }) => condition === 'good');
}

export function sumOf(resources: readonly Resources[]): Resources {
  let cpuMhz = 0;
  let memoryMb = 0;
  for (const each of resources) {
    cpuMhz += each.cpuMhz;
    memoryMb += each.memoryMb;
  }
  return { cpuMhz, memoryMb };
}

export function lessOf(one: Resources, other: Resources): Resources {
  return { cpuMhz: one.cpuMhz - other.cpuMhz, memoryMb: one.memoryMb - other.memoryMb };
}

/** The sum of the `count` largest figures. */
export function sumOfLargest(figures: readonly number[], count: number): number {
  return [...figures]
    .sort((one, other) => other - one)
    .slice(0, count)
    .reduce((sum, figure) => sum + figure, 0);
}
