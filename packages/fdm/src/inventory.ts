// Where each protected VM is, from one master's point of view: running, switched off because somebody wanted that,
// failed, or unknown. Only `failed` leads to a restart, and it needs positive evidence: the host that ran the VM is
// dead, or says that the VM stopped without anybody's wish, or every host of the cluster is accounted for and none runs
// it (reference: ha.md section 4 "Should this VM be restarted?", section 3.2).
//
// What a host that is merely partitioned or unreachable ran is unknown, unless its poweron files could be read: a VM that is
// no longer on them has stopped there. The lock on disk would stop a second start anyway; this keeps HA from trying.
import type { DatastoreName, HostMoref, InstanceUuid } from './cluster.ts';
import type { FdmTiming } from './timing.ts';
import { datastoreOf, type HostCapacity, type ProtectedVm, type VmRuntime } from './vm.ts';

/** What a host last said of itself. */
export interface HostReport extends HostCapacity {
  readonly vms: ReadonlyMap<InstanceUuid, VmRuntime>;
}

/** What runs on a host that is silent and alive, by its poweron files: of each datastore whose file could be read. */
export type PowerOnFiles = ReadonlyMap<DatastoreName, ReadonlySet<InstanceUuid>>;

/** How the master sees a host: its report while it speaks, its files while it only lives, `down` when dead, `unknown` otherwise. */
export type HostView =
  | { readonly kind: 'live'; readonly report: HostReport }
  | { readonly kind: 'silent'; readonly running: PowerOnFiles }
  | { readonly kind: 'down' }
  | { readonly kind: 'unknown' };

export type Whereabouts =
  | { readonly kind: 'running'; readonly host: HostMoref }
  | { readonly kind: 'wantedOff' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly because: string };

interface Entry {
  vm: ProtectedVm;
  /** Where it was last seen running, or was ordered to start; undefined where it was never seen, or has gone from there. */
  lastHost: HostMoref | undefined;
  /** It was ordered onto `lastHost` and has not been seen there yet: what that host says of it is older. */
  awaited: boolean;
  /** It was last seen switched off by somebody's wish. */
  wantedOff: boolean;
  /** So it was when its host fell silent; it may have been switched on since. */
  wasWantedOff: boolean;
  /** That it is wanted off the disk has said: a host that is not heard may have been asked to start it since. */
  foundOnDisk: boolean;
  /** Why the run on `lastHost` is over. */
  lost: string | undefined;
  /** Since when its live host does not know it any more. */
  missingSince: number | undefined;
  /** Not judged before: the hosts' reports may be older than the wish to protect it. */
  judgedFrom: number;
}

export class Inventory {
  readonly #entries = new Map<InstanceUuid, Entry>();
  readonly #timing: FdmTiming;

  constructor(timing: FdmTiming) {
    this.#timing = timing;
  }

  /** These VMs are protected now; what is known about them is kept, others are forgotten. */
  protect(vms: readonly ProtectedVm[], now: number): void {
    const wanted = new Set(vms.map((vm) => vm.instanceUuid));
    for (const uuid of this.#entries.keys()) if (!wanted.has(uuid)) this.#entries.delete(uuid);
    for (const vm of vms) {
      const entry = this.#entries.get(vm.instanceUuid);
      if (entry) entry.vm = vm;
      else {
        this.#entries.set(vm.instanceUuid, {
          vm,
          lastHost: undefined,
          awaited: false,
          wantedOff: false,
          wasWantedOff: false,
          foundOnDisk: false,
          lost: undefined,
          missingSince: undefined,
          judgedFrom: now + this.#timing.fdmDatastoreWatchAfterMs,
        });
      }
    }
  }

  vms(): ProtectedVm[] {
    return [...this.#entries.values()].map((entry) => entry.vm);
  }

  vm(uuid: InstanceUuid): ProtectedVm | undefined {
    return this.#entries.get(uuid)?.vm;
  }

  /** Where it was last seen running, or was ordered to start. */
  lastHost(uuid: InstanceUuid): HostMoref | undefined {
    return this.#entries.get(uuid)?.lastHost;
  }

  has(uuid: InstanceUuid): boolean {
    return this.#entries.has(uuid);
  }

  /** A host has died or restarted: what ran there runs no more. */
  hostLost(host: HostMoref, because: string): void {
    for (const entry of this.#entries.values()) {
      if (entry.lastHost === host && !entry.wantedOff) entry.lost = because;
    }
    this.#askDiskAgain(because);
  }

  /** A host is heard that was not: what it reports is what became of the VMs that it has. */
  heard(host: HostMoref): void {
    this.#askDiskAgain(`${host} is heard again`);
  }

  /** A host that was not heard may have run what the disk said was off: there it is again, or the disk knows. */
  #askDiskAgain(because: string): void {
    for (const entry of this.#entries.values()) {
      if (!entry.wantedOff || !entry.foundOnDisk) continue;
      entry.wantedOff = false;
      entry.foundOnDisk = false;
      entry.lost = because;
    }
  }

  /**
   * A host lives where this master does not hear it: what was switched off there may be on again by now. Its next report
   * tells, or, if it dies before, the disk.
   */
  outOfSight(host: HostMoref): void {
    for (const entry of this.#entries.values()) {
      if (entry.lastHost !== host || !entry.wantedOff) continue;
      entry.wantedOff = false;
      entry.wasWantedOff = true;
    }
  }

  /** A host was told to start the VM: from now on it may run there. */
  ordered(uuid: InstanceUuid, host: HostMoref): void {
    const entry = this.#entries.get(uuid);
    if (!entry) return;
    entry.lastHost = host;
    entry.awaited = true;
    entry.lost ??= `it was ordered onto ${host}`;
    entry.wantedOff = false;
    entry.wasWantedOff = false;
    entry.foundOnDisk = false;
  }

  /** A host that was told to start the VM has found on the disk that somebody wanted it off. */
  foundWantedOff(uuid: InstanceUuid, host: HostMoref): void {
    const entry = this.#entries.get(uuid);
    if (!entry) return;
    entry.lastHost = host;
    entry.awaited = false;
    entry.wantedOff = true;
    entry.foundOnDisk = true;
    entry.lost = undefined;
  }

  /** A host says that it has started the VM; its report will show it soon. */
  started(uuid: InstanceUuid, host: HostMoref, now: number): void {
    const entry = this.#entries.get(uuid);
    if (!entry) return;
    entry.lastHost = host;
    entry.awaited = false;
    entry.lost = undefined;
    entry.missingSince = undefined;
    entry.judgedFrom = now + this.#timing.fdmDatastoreWatchAfterMs;
  }

  /** Judges one VM. `hosts` holds every host of the cluster. */
  locate(uuid: InstanceUuid, hosts: ReadonlyMap<HostMoref, HostView>, now: number): Whereabouts {
    const entry = this.#entries.get(uuid);
    if (!entry) return { kind: 'unknown' };
    const running = this.#runningOn(entry, hosts);
    if (running !== undefined) {
      entry.lastHost = running;
      entry.awaited = false;
      entry.wantedOff = false;
      entry.wasWantedOff = false;
      entry.foundOnDisk = false;
      entry.lost = undefined;
      entry.missingSince = undefined;
      return { kind: 'running', host: running };
    }
    if (now < entry.judgedFrom) return { kind: 'unknown' };
    const last = entry.lastHost === undefined ? undefined : hosts.get(entry.lastHost);
    if (entry.lastHost === undefined) return this.#neverSeen(entry, hosts);
    if (entry.wantedOff) return { kind: 'wantedOff' };
    if (last?.kind === 'live') {
      const runtime = last.report.vms.get(uuid);
      if (isWantedOff(runtime) && !entry.awaited) {
        entry.wantedOff = true;
        return { kind: 'wantedOff' };
      }
      if (entry.lost !== undefined) return { kind: 'failed', because: entry.lost };
      if (runtime) return { kind: 'failed', because: `it stopped on ${entry.lastHost} and nobody asked for that` };
      // Gone from a live host: perhaps on its way to another one, whose report is not here yet.
      entry.missingSince ??= now;
      if (now - entry.missingSince < this.#timing.fdmUnknownStateMonitorMs) return { kind: 'unknown' };
      // Then nobody knows where it is: vMotion may have taken it to a host that this master does not hear.
      const because = `${entry.lastHost} does not have it any more`;
      entry.lastHost = undefined;
      return this.#neverSeen(entry, hosts, because);
    }
    if (entry.lost !== undefined) return { kind: 'failed', because: entry.lost };
    if (last?.kind === 'silent' && listed(last, entry.vm) === false) {
      // Wanted off before the silence, and not seen on since; if it was on in between, the disk knows.
      if (entry.wasWantedOff) return { kind: 'wantedOff' };
      return { kind: 'failed', because: `${entry.lastHost}, which is silent, has stopped it` };
    }
    // A host that has left the cluster cannot be judged; its VMs are vCenter's business.
    return { kind: 'unknown' };
  }

  #runningOn(entry: Entry, hosts: ReadonlyMap<HostMoref, HostView>): HostMoref | undefined {
    const uuid = entry.vm.instanceUuid;
    const runs = (view: HostView | undefined) => {
      if (view?.kind === 'silent') return listed(view, entry.vm) === true;
      return view?.kind === 'live' && view.report.vms.get(uuid)?.powerState === 'poweredOn';
    };
    if (entry.lastHost !== undefined && runs(hosts.get(entry.lastHost))) return entry.lastHost;
    for (const [host, view] of hosts) if (runs(view)) return host;
    return undefined;
  }

  /**
   * A VM of the list that this master has never seen running (the list was written by an earlier master), or that has left the
   * host where it was.
   */
  #neverSeen(
    entry: Entry,
    hosts: ReadonlyMap<HostMoref, HostView>,
    because = 'it runs on no host of the cluster',
  ): Whereabouts {
    let wantedOff = false;
    for (const view of hosts.values()) {
      if (view.kind === 'unknown') return { kind: 'unknown' };
      if (view.kind === 'silent' && listed(view, entry.vm) === undefined) return { kind: 'unknown' };
      if (view.kind === 'live' && isWantedOff(view.report.vms.get(entry.vm.instanceUuid))) wantedOff = true;
    }
    if (wantedOff) return { kind: 'wantedOff' };
    return { kind: 'failed', because };
  }

  slept(gapMs: number): void {
    for (const entry of this.#entries.values()) {
      entry.judgedFrom += gapMs;
      if (entry.missingSince !== undefined) entry.missingSince += gapMs;
    }
  }
}

/** Whether a silent host says that it runs the VM; undefined where its file on that datastore could not be read. */
function listed({ running }: Extract<HostView, { kind: 'silent' }>, vm: ProtectedVm): boolean | undefined {
  return running.get(datastoreOf(vm.vmxPath) ?? '')?.has(vm.instanceUuid);
}

/** Suspending is somebody's wish, too. */
function isWantedOff(runtime: VmRuntime | undefined): boolean {
  if (!runtime) return false;
  return runtime.powerState === 'suspended' || (runtime.powerState === 'poweredOff' && runtime.cleanPowerOff);
}

/** Do both reports show the same VMs in the same power states? */
export function sameVms(one: HostReport | undefined, other: HostReport): boolean {
  if (one?.vms.size !== other.vms.size) return false;
  for (const [uuid, vm] of other.vms) {
    const before = one.vms.get(uuid);
    if (before?.powerState !== vm.powerState || before.cleanPowerOff !== vm.cleanPowerOff) return false;
  }
  return true;
}
