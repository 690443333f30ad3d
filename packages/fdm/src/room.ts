// The room that live hosts have for VMs, as placement sees it: what they report, less what is on its way to them, less what
// was promised. A promise keeps room for a VM that VMCP is about to terminate because the master said that it could be
// restarted: without it, many who ask at once would all be promised the same room.
import { type ClusterConfiguration, defaultConfiguration, type HostMoref, type InstanceUuid } from './cluster.ts';
import type { HostReport } from './inventory.ts';
import { Arrivals, type Placement, type PlacementHost, type PlacementRequest, place } from './placement.ts';
import { PlacementRules } from './rules.ts';
import type { FdmTiming } from './timing.ts';
import type { ProtectedVm } from './vm.ts';

/** A host that VMs may be ordered onto: it speaks, and this is what it can take. */
export interface FailoverTarget {
  readonly host: HostMoref;
  readonly report: HostReport;
}

/** A VM on its way to a host whose report does not show it yet. */
export interface Arrival {
  readonly vm: ProtectedVm;
  readonly host: HostMoref;
  readonly powerOns: 0 | 1;
}

export class Room {
  readonly #timing: FdmTiming;
  readonly #promises = new Map<InstanceUuid, Arrival & { readonly until: number }>();
  #configuration = defaultConfiguration;
  #rules = new PlacementRules(defaultConfiguration);

  constructor(timing: FdmTiming) {
    this.#timing = timing;
  }

  configure(configuration: ClusterConfiguration): void {
    if (this.#configuration === configuration) return;
    this.#configuration = configuration;
    this.#rules = new PlacementRules(configuration);
  }

  hosts(targets: readonly FailoverTarget[], arriving: Iterable<Arrival>, now: number): Map<HostMoref, PlacementHost> {
    const hosts = new Map(targets.map((target) => [target.host, { ...target, arrivals: new Arrivals(target.report) }]));
    for (const { vm, host, powerOns } of arriving) hosts.get(host)?.arrivals.add(vm, powerOns);
    for (const [uuid, { vm, host, until }] of this.#promises) {
      if (now < until) hosts.get(host)?.arrivals.add(vm, 0);
      else this.#promises.delete(uuid);
    }
    return hosts;
  }

  place(request: Omit<PlacementRequest, 'configuration' | 'rules'>): Placement {
    return place({ ...request, configuration: this.#configuration, rules: this.#rules });
  }

  /** Keeps room for a VM for a while, as long as it takes to be judged failed; false when there is none. */
  promise(vm: ProtectedVm, targets: readonly FailoverTarget[], arriving: Iterable<Arrival>, now: number): boolean {
    this.redeem(vm.instanceUuid);
    const hosts = [...this.hosts(targets, arriving, now).values()];
    const placement = this.place({ vm, hosts, avoid: new Set() });
    if (placement.kind === 'placed') {
      const until = now + this.#timing.fdmUnknownStateMonitorMs;
      this.#promises.set(vm.instanceUuid, { vm, host: placement.host, powerOns: 0, until });
    }
    return placement.kind === 'placed' || placement.kind === 'busy';
  }

  /** It is placed now like every other one. */
  redeem(vm: InstanceUuid): void {
    this.#promises.delete(vm);
  }
}
