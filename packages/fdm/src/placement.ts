// Where a VM is restarted: on the live host that reaches its files and has the most unreserved memory, then CPU
// (reference: ha.md section 5 "Placement inputs"; HA looks at reservations, not at usage). What is already on its way
// to a host counts as taken, so that a wave of restarts spreads instead of piling up on the host that was emptiest when it began.
import type { DatastoreName, HostMoref } from './cluster.ts';
import type { HostCapacity, ProtectedVm } from './vm.ts';
import { datastoreOf } from './vm.ts';

/** das.perHostConcurrentFailoversLimit (ha.md section 0): power-ons under way per target host. */
export const CONCURRENT_FAILOVERS_PER_HOST = 32;

export interface PlacementHost {
  readonly host: HostMoref;
  readonly capacity: HostCapacity;
  /** What VMs ordered onto this host will take that its own figures do not show yet. */
  readonly arrivingCpuMhz: number;
  readonly arrivingMemoryMb: number;
  /** Power-ons that are under way. */
  readonly powerOns: number;
}

export type Placement =
  | { readonly kind: 'placed'; readonly host: HostMoref }
  /** A host would take it, but starts as many VMs as it may already: try again soon. */
  | { readonly kind: 'busy' }
  /** No live host can take it. */
  | { readonly kind: 'noRoom'; readonly because: string };

interface Room {
  readonly host: HostMoref;
  readonly cpuMhz: number;
  readonly memoryMb: number;
  readonly powerOns: number;
}

function roomOn({ host, capacity, arrivingCpuMhz, arrivingMemoryMb, powerOns }: PlacementHost): Room {
  const cpuMhz = capacity.cpuUnreservedMhz - arrivingCpuMhz;
  return { host, cpuMhz, memoryMb: capacity.memoryUnreservedMb - arrivingMemoryMb, powerOns };
}

function reaches(host: PlacementHost, datastore: DatastoreName | undefined): boolean {
  return datastore !== undefined && host.capacity.accessibleDatastores.includes(datastore);
}

/** Most memory, then most CPU, then the lexically lowest moref, so that equal inputs place equally. */
function roomier(one: Room, other: Room): number {
  return other.memoryMb - one.memoryMb || other.cpuMhz - one.cpuMhz || (one.host < other.host ? -1 : 1);
}

/**
 * Chooses a host for `vm`. Hosts in `avoid` (where an earlier attempt failed) are used only when no other one fits:
 * attempts normally go to different hosts (ha.md section 4 "Retries").
 */
export function place(vm: ProtectedVm, hosts: readonly PlacementHost[], avoid: ReadonlySet<HostMoref>): Placement {
  const datastore = datastoreOf(vm.vmxPath);
  const reaching = hosts.filter((host) => reaches(host, datastore));
  if (reaching.length === 0) {
    return { kind: 'noRoom', because: `no live host reaches ${datastore}` };
  }
  const fitting = reaching
    .map(roomOn)
    .filter((room) => room.memoryMb >= vm.memoryMb && room.cpuMhz >= vm.cpuReservationMhz)
    .sort(roomier);
  if (fitting.length === 0) {
    return { kind: 'noRoom', because: `no live host has ${vm.memoryMb} MB and ${vm.cpuReservationMhz} MHz unreserved` };
  }
  const free = fitting.filter((room) => room.powerOns < CONCURRENT_FAILOVERS_PER_HOST);
  const chosen = free.find((room) => !avoid.has(room.host)) ?? free[0];
  return chosen ? { kind: 'placed', host: chosen.host } : { kind: 'busy' };
}
