// What the failure of some hosts would leave, VM by VM: who goes where, and who finds no room on any single host. The
// policies compare sums; this finds the fragmentation that sums do not show (reference: ha.md section 6 "Ignores
// fragmentation", section 10 case 10). Placement is HA's own (section 5): reservations, not usage, and the host with the most
// unreserved memory, then CPU; the largest VMs first, so that what finds no room here finds none in a worse order either,
// in all but contrived cases.
import type { HostMoref } from '../cluster.ts';
import { type AdmissionHost, type AdmissionVm, lessOf, type Resources, sumOf } from './resources.ts';

export interface SurvivingHost {
  readonly host: HostMoref;
  readonly capacity: Resources;
  /** What the VMs that run there have reserved. */
  readonly reserved: Resources;
  /** VMs of failed hosts that would be restarted here. */
  readonly arriving: readonly string[];
  /** What is left then; less than nothing where more is reserved than there is. */
  readonly unreserved: Resources;
}

export interface HostFailure {
  readonly failed: readonly HostMoref[];
  readonly survivors: readonly SurvivingHost[];
  /** VMs of failed hosts that no survivor has room for. */
  readonly withoutRoom: readonly string[];
}

/** What a power-on reserves: here no minimum counts, only what is promised. */
function reservationOf(vm: AdmissionVm): Resources {
  return { cpuMhz: vm.cpuReservationMhz, memoryMb: vm.memoryReservationMb + vm.memoryOverheadMb };
}

/**
 * `hosts`: those that are counted. VMs that run on none of them count as failed, too: they wait for their restart. Dedicated
 * failover hosts are tried before any other.
 */
export function failureOf(
  { failed, failoverHosts }: { readonly failed: readonly HostMoref[]; readonly failoverHosts: readonly HostMoref[] },
  hosts: readonly AdmissionHost[],
  vms: readonly AdmissionVm[],
): HostFailure {
  const survivors = hosts
    .filter(({ host }) => !failed.includes(host))
    .map(({ host, capacity }) => {
      const reserved = sumOf(vms.filter((vm) => vm.host === host).map(reservationOf));
      return { host, capacity, reserved, arriving: [] as string[], unreserved: lessOf(capacity, reserved) };
    });
  const surviving = new Set<string | undefined>(survivors.map(({ host }) => host));
  const withoutRoom: string[] = [];
  for (const { vm, need } of largestFirst(vms.filter(({ host }) => !surviving.has(host)))) {
    const [chosen] = survivors
      .filter(({ unreserved }) => unreserved.memoryMb >= need.memoryMb && unreserved.cpuMhz >= need.cpuMhz)
      .sort(
        (one, other) =>
          Number(failoverHosts.includes(other.host)) - Number(failoverHosts.includes(one.host)) ||
          other.unreserved.memoryMb - one.unreserved.memoryMb ||
          other.unreserved.cpuMhz - one.unreserved.cpuMhz ||
          (one.host < other.host ? -1 : 1),
      );
    if (chosen) {
      chosen.arriving.push(vm);
      chosen.unreserved = lessOf(chosen.unreserved, need);
    } else withoutRoom.push(vm);
  }
  return { failed, survivors, withoutRoom };
}

/** The `count` hosts whose failure costs most: in memory, then in CPU. */
export function largestHosts(hosts: readonly AdmissionHost[], count: number): readonly HostMoref[] {
  return [...hosts]
    .sort(
      (one, other) =>
        other.capacity.memoryMb - one.capacity.memoryMb ||
        other.capacity.cpuMhz - one.capacity.cpuMhz ||
        (one.host < other.host ? -1 : 1),
    )
    .slice(0, count)
    .map(({ host }) => host);
}

function largestFirst(vms: readonly AdmissionVm[]): readonly { readonly vm: string; readonly need: Resources }[] {
  return vms
    .map((vm) => ({ vm: vm.vm, need: reservationOf(vm) }))
    .sort(
      (one, other) =>
        other.need.memoryMb - one.need.memoryMb || other.need.cpuMhz - one.need.cpuMhz || (one.vm < other.vm ? -1 : 1),
    );
}
