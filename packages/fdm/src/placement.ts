// Where a VM is restarted: on a live host that reaches its files, that has a CPU as large as its reservation (no virtual
// CPU gets more than a physical one has), that its rules allow and that has room for its reservations; among those,
// dedicated failover hosts first, hosts in quarantine last, then where its last attempt did not fail, then by "should"
// rules, then where most is unreserved (reference: ha.md section 5 "Placement inputs"; HA looks at reservations, not at
// usage). What is already on its way to a host counts as taken, so that a wave of restarts spreads instead of piling up on
// the host that was emptiest when it began.
import type { ClusterConfiguration, HostMoref, InstanceUuid } from './cluster.ts';
import type { HostReport } from './inventory.ts';
import type { PlacementRules } from './rules.ts';
import { datastoreOf, type ProtectedVm } from './vm.ts';

/** What VMs on their way to a host will take that its own figures do not show yet. */
export class Arrivals {
  cpuMhz = 0;
  memoryMb = 0;
  /** Power-ons that are under way. */
  powerOns = 0;
  readonly vms = new Set<InstanceUuid>();
  /** Those whose room the host has set aside already. */
  readonly #counted: ReadonlySet<InstanceUuid>;

  constructor({ startingVms }: Pick<HostReport, 'startingVms'>) {
    this.#counted = new Set(startingVms);
  }

  add({ instanceUuid, cpuReservationMhz, memoryMb }: ProtectedVm, powerOns: 0 | 1): void {
    this.powerOns += powerOns;
    this.vms.add(instanceUuid);
    if (this.#counted.has(instanceUuid)) return;
    this.cpuMhz += cpuReservationMhz;
    this.memoryMb += memoryMb;
  }
}

/** A host that VMs may be ordered onto: it speaks, and this is what it can take. */
export interface PlacementHost {
  readonly host: HostMoref;
  readonly report: HostReport;
  readonly arrivals: Arrivals;
}

export interface PlacementRequest {
  readonly vm: ProtectedVm;
  readonly hosts: readonly PlacementHost[];
  /** Where an earlier attempt failed: attempts normally go to different hosts (ha.md section 4 "Retries"). */
  readonly avoid: ReadonlySet<HostMoref>;
  readonly configuration: ClusterConfiguration;
  readonly rules: PlacementRules;
  /** It is not powered on there: it takes nothing of the host but a line in its inventory. */
  readonly registerOnly?: boolean;
}

export type Placement =
  | { readonly kind: 'placed'; readonly host: HostMoref }
  /** A host would take it, but starts as many VMs as it may already: try again soon. */
  | { readonly kind: 'busy' }
  /** No live host can take it. */
  | { readonly kind: 'noRoom'; readonly because: string };

interface Candidate {
  readonly host: HostMoref;
  readonly cpuMhz: number;
  readonly memoryMb: number;
  readonly powerOns: number;
  /** 0 is a failover host that did not fail it, 1 any other host, 2 one in quarantine. The next one is for when this one is full. */
  readonly tier: number;
  readonly avoided: boolean;
  readonly brokenRules: number;
}

/** Most memory, then most CPU, then the fewest power-ons, then the lexically lowest moref, so that equal inputs place equally. */
function better(one: Candidate, other: Candidate): number {
  return (
    Number(one.avoided) - Number(other.avoided) ||
    one.brokenRules - other.brokenRules ||
    other.memoryMb - one.memoryMb ||
    other.cpuMhz - one.cpuMhz ||
    one.powerOns - other.powerOns ||
    (one.host < other.host ? -1 : 1)
  );
}

function candidate({ host, report, arrivals }: PlacementHost, request: PlacementRequest): Candidate {
  const { vm, avoid, rules, configuration } = request;
  const avoided = avoid.has(host);
  const isFailoverHost = configuration.failoverHosts.includes(host) && !avoided;
  return {
    host,
    cpuMhz: report.cpuUnreservedMhz - arrivals.cpuMhz,
    memoryMb: report.memoryUnreservedMb - arrivals.memoryMb,
    powerOns: arrivals.powerOns,
    tier: configuration.quarantinedHosts.includes(host) ? 2 : isFailoverHost ? 0 : 1,
    avoided,
    brokenRules: rules.broken(vm.instanceUuid, host),
  };
}

function runsThere({ report, arrivals }: PlacementHost): (vm: InstanceUuid) => boolean {
  return (vm) => arrivals.vms.has(vm) || report.vms.get(vm)?.powerState === 'poweredOn';
}

export function place(request: PlacementRequest): Placement {
  const { vm, hosts, rules, configuration, registerOnly = false } = request;
  const datastore = datastoreOf(vm.vmxPath) ?? '';
  const reaching = hosts.filter(({ report }) => report.accessibleDatastores.includes(datastore));
  if (reaching.length === 0) return { kind: 'noRoom', because: `no live host reaches ${datastore}` };
  const able = reaching.filter(({ report }) => registerOnly || vm.cpuReservationMhz <= report.cpuMhz);
  if (able.length === 0) return { kind: 'noRoom', because: `no live host has a CPU of ${vm.cpuReservationMhz} MHz` };
  const forbidden = (each: PlacementHost) => rules.forbiddenBy(vm.instanceUuid, each.host, runsThere(each));
  const allowed = able.filter((each) => !forbidden(each));
  if (allowed.length === 0) {
    const names = new Set(able.map((each) => forbidden(each)?.name));
    return { kind: 'noRoom', because: `rules allow no live host: ${[...names].join(', ')}` };
  }
  const fits = ({ memoryMb, cpuMhz }: Candidate) => memoryMb >= vm.memoryMb && cpuMhz >= vm.cpuReservationMhz;
  const fitting = allowed.map((each) => candidate(each, request)).filter((each) => registerOnly || fits(each));
  if (fitting.length === 0) {
    const which = allowed.length < able.length ? 'live host that rules allow' : 'live host';
    return {
      kind: 'noRoom',
      because: `no ${which} has ${vm.memoryMb} MB and ${vm.cpuReservationMhz} MHz unreserved`,
    };
  }
  // A host that is busy is not full: the hosts of the next tier are not for it.
  const tier = Math.min(...fitting.map((each) => each.tier));
  const free = fitting.filter(
    (each) => each.tier === tier && each.powerOns < configuration.options.perHostConcurrentFailovers,
  );
  const [chosen] = free.sort(better);
  return chosen ? { kind: 'placed', host: chosen.host } : { kind: 'busy' };
}
