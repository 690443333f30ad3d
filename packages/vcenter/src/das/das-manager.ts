// vSphere HA as vCenter sees it: tells the hosts of each cluster what the cluster is, keeps the master's protected list like
// the inventory, and knows what the master thinks of each host. Failover is the hosts' own affair.
import {
  admissionOptionsOf,
  chooseHeartbeatDatastores,
  type HeartbeatCandidate,
  type HeartbeatCandidatePolicy,
  planProtection,
} from '@microsphere/fdm';
import type { Logger } from '@microsphere/process';
import type { pb } from '@microsphere/proto';
import { clusterDasConfigInfoHBDatastoreCandidates, Vim25Fault } from '@microsphere/vim25';
import { datastoreNameIn } from '../inventory/datastore-path.ts';
import { withoutFormer } from '../inventory/former-paths.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { type ClusterRecord, type HostRecord, isActiveForDas, type VmRecord } from '../inventory/records.ts';
import { sameValue } from '../vmodl/same-value.ts';
import type { HostReport } from '../vpxd/host-report.ts';
import type { HostRequests } from '../vpxd/host-requests.ts';
import type { HostRuntimes } from '../vpxd/host-runtime.ts';
import { clusterContent, nextVersion } from './cluster-configuration.ts';
import type { ListUpdate } from './das-events.ts';
import { accessibleDatastores, heartbeatCandidates } from './heartbeat-candidates.ts';
import { HostConfigurator } from './host-configurator.ts';

export interface DasManagerOptions {
  readonly inventory: Inventory;
  readonly hosts: HostRuntimes;
  readonly requests: HostRequests;
  readonly log: Logger;
  /** Hosts and virtual machines that look different now. */
  readonly onChange: (ids: Iterable<string>) => void;
  /** The master was asked to change its list. */
  readonly onUpdate: (update: ListUpdate) => void;
  /** A host has refused the configuration of vSphere HA. */
  readonly onRefused: (host: HostRecord, error: Vim25Fault) => void;
}

interface ClusterRuntime {
  /** The master that vCenter talks to. */
  master: string | undefined;
  hostStates: Readonly<Record<string, string>>;
  /** The protected list as the last master had it on disk. */
  onDisk: ReadonlySet<string> | undefined;
  /** VMs that the master is restarting, or means to: instance UUIDs. */
  failingOver: ReadonlySet<string>;
  /** What the list says of its VMs, as far as this vCenter has told it: by instance UUID. */
  listedAs: Map<string, pb.IProtectedVm>;
  protecting: boolean;
  /** The version of the inventory that the cluster's configuration was last compared with. */
  comparedVersion: number;
  /** Which datastores each host reached then. */
  accessible: Map<string, string>;
}

export class DasManager {
  private readonly options: DasManagerOptions;
  private readonly clusters = new Map<string, ClusterRuntime>();
  private readonly configurator: HostConfigurator;

  constructor(options: DasManagerOptions) {
    this.options = options;
    this.configurator = new HostConfigurator(options);
  }

  private runtime(clusterId: string): ClusterRuntime {
    let runtime = this.clusters.get(clusterId);
    if (!runtime) {
      runtime = {
        master: undefined,
        hostStates: {},
        onDisk: undefined,
        failingOver: new Set(),
        listedAs: new Map(),
        protecting: false,
        comparedVersion: 0,
        accessible: new Map(),
      };
      this.clusters.set(clusterId, runtime);
    }
    return runtime;
  }

  private clusterOf(hostId: string): ClusterRecord | undefined {
    return this.options.inventory.above('ClusterComputeResource', hostId);
  }

  private vmsOf(cluster: ClusterRecord): VmRecord[] {
    return this.options.inventory.referring('VirtualMachine', cluster.resourcePool);
  }

  /** Its VMs as vSphere HA is to see them: nobody restarts what runs on a host that somebody has disconnected. */
  private protectable(cluster: ClusterRecord): VmRecord[] {
    const isDisconnected = (hostId: string) =>
      this.options.inventory.find('HostSystem', hostId)?.connectionState === 'disconnected';
    return this.vmsOf(cluster).map((vm) => (isDisconnected(vm.host) ? { ...vm, dasWanted: false } : vm));
  }

  /** A host has sent its heartbeat. */
  heard(hostId: string, report: HostReport): void {
    const { fdm } = report;
    const cluster = this.clusterOf(hostId);
    if (!cluster) return;
    const runtime = this.runtime(cluster.id);
    const accessible = accessibleDatastores(report);
    if (runtime.accessible.get(hostId) !== accessible) runtime.comparedVersion = 0;
    runtime.accessible.set(hostId, accessible);
    if (fdm?.state === 'master') {
      const before = runtime.onDisk ?? new Set();
      const onDisk = new Set(fdm.protectedVms);
      const failingOver = new Set(fdm.failingOver);
      const changed = this.vmsOf(cluster).filter(
        ({ instanceUuid: uuid }) =>
          before.has(uuid) !== onDisk.has(uuid) || runtime.failingOver.has(uuid) !== failingOver.has(uuid),
      );
      runtime.master = hostId;
      runtime.hostStates = fdm.hostStates;
      runtime.onDisk = onDisk;
      runtime.failingOver = failingOver;
      const hosts = this.options.inventory.referring('HostSystem', cluster.id);
      this.options.onChange([...changed, ...hosts].map(({ id }) => id));
    } else if (runtime.master === hostId) {
      runtime.master = undefined;
    }
    this.settle(cluster.id);
  }

  /** A host is silent: it is no master that could be asked. */
  lost(hostId: string): void {
    const cluster = this.clusterOf(hostId);
    if (!cluster) return;
    const runtime = this.runtime(cluster.id);
    if (runtime.master !== hostId) return;
    runtime.master = undefined;
    // What it said of the others nobody says any more.
    this.options.onChange(this.options.inventory.referring('HostSystem', cluster.id).map(({ id }) => id));
  }

  /** Brings the hosts of a cluster to what the inventory says, as far as they aren't there yet. */
  settle(clusterId: string): void {
    const cluster = this.current(clusterId);
    if (!cluster) return;
    for (const host of this.options.inventory.referring('HostSystem', clusterId))
      this.configurator.settle(cluster, host);
    void this.protect(cluster);
  }

  /** The cluster's record, with a new version when there is something new to tell. */
  private current(clusterId: string): ClusterRecord | undefined {
    const { inventory } = this.options;
    const cluster = inventory.find('ClusterComputeResource', clusterId);
    const runtime = this.runtime(clusterId);
    if (!cluster || runtime.comparedVersion === inventory.version) return cluster;
    const hosts = inventory.referring('HostSystem', clusterId).filter(isActiveForDas);
    const chosen = { ...cluster, heartbeatDatastores: this.heartbeatDatastores(cluster) };
    const next = nextVersion(chosen, clusterContent(chosen, hosts, this.vmsOf(cluster)));
    if (next) inventory.put(next);
    runtime.comparedVersion = inventory.version;
    return next ?? cluster;
  }

  /** What the heartbeat datastores of a cluster are chosen from: what its active hosts have mounted. */
  heartbeatCandidates(cluster: ClusterRecord): HeartbeatCandidate[] {
    const { inventory, hosts } = this.options;
    const active = inventory.referring('HostSystem', cluster.id).filter(isActiveForDas);
    return heartbeatCandidates(cluster, active, {
      datastore: (id) => inventory.need('Datastore', id),
      report: (id) => hosts.get(id)?.report,
    });
  }

  private heartbeatDatastores(cluster: ClusterRecord): readonly string[] {
    const { dasConfig, heartbeatDatastores: before } = cluster;
    const policy: HeartbeatCandidatePolicy =
      clusterDasConfigInfoHBDatastoreCandidates.find((known) => known === dasConfig.hBDatastoreCandidatePolicy) ??
      'allFeasibleDsWithUserPreference';
    const perHost = admissionOptionsOf(dasConfig).heartbeatDatastoresPerHost;
    return chooseHeartbeatDatastores(this.heartbeatCandidates(cluster), { policy, perHost, before });
  }

  /** Tells a host the configuration again. Faults: HostNotReachable, Timedout, and those of the host. */
  async reconfigure(host: HostRecord): Promise<void> {
    const cluster = this.current(this.clusterOf(host.id)?.id ?? '');
    if (cluster) await this.configurator.tell(cluster, host);
  }

  /** A host has left the inventory. */
  forget(hostId: string): void {
    this.configurator.forget(hostId);
  }

  /** A host that was disconnected is told that it is no member any more, if it can be reached. */
  async dismiss(hostId: string): Promise<void> {
    const host = this.options.inventory.find('HostSystem', hostId);
    const clusterId = this.clusterOf(hostId)?.id;
    const cluster = clusterId === undefined ? undefined : this.current(clusterId);
    if (host && cluster) await this.configurator.configure(cluster, host);
  }

  private async protect(cluster: ClusterRecord): Promise<void> {
    const { inventory, requests, log } = this.options;
    const runtime = this.runtime(cluster.id);
    const master = inventory.find('HostSystem', runtime.master);
    if (!master || !runtime.onDisk || runtime.protecting || cluster.dasConfig.enabled !== true) return;
    const wanted = this.protectable(cluster);
    const plan = planProtection({ vms: wanted, formerVms: cluster.formerVms, onDisk: runtime.onDisk });
    if (plan.forgotten.length > 0)
      inventory.put({ ...cluster, formerVms: cluster.formerVms.filter((vm) => !plan.forgotten.includes(vm)) });
    const isOutdated = (vm: VmRecord) =>
      vm.dasWanted &&
      runtime.onDisk?.has(vm.instanceUuid) &&
      !sameValue(runtime.listedAs.get(vm.instanceUuid), protectedVm(vm));
    const protect = [...plan.protect, ...wanted.filter(isOutdated)];
    if (protect.length === 0 && plan.unprotect.length === 0) {
      await this.forgetFormerPaths(cluster, master);
      return;
    }
    runtime.protecting = true;
    const vms = [...protect, ...plan.unprotect].flatMap((vm) => inventory.vmByInstanceUuid(vm.instanceUuid) ?? []);
    try {
      if (protect.length > 0) await requests.request(master, 'fdm.protect', { vms: protect.map(protectedVm) });
      if (plan.unprotect.length > 0) await requests.request(master, 'fdm.unprotect', { vms: [...plan.unprotect] });
      this.listed(cluster, protect, plan.unprotect);
      this.options.onUpdate({ cluster, master, vms, error: undefined });
    } catch (error) {
      if (error instanceof Vim25Fault) this.options.onUpdate({ cluster, master, vms, error });
      // Tried again with the master's next heartbeat.
      log.warn({ err: error, master: master.name }, 'the protected list could not be changed');
    } finally {
      runtime.protecting = false;
    }
  }

  /** Where virtual machines were before their files moved: their lists there lose them once those of their datastores have them. */
  private async forgetFormerPaths(cluster: ClusterRecord, master: HostRecord): Promise<void> {
    const { inventory, hosts, requests, log } = this.options;
    const runtime = this.runtime(cluster.id);
    // A list on a datastore that its master does not reach is nobody's just now.
    const reached = (hosts.get(master.id)?.report?.datastores ?? []).flatMap(({ name, accessible }) =>
      accessible ? [name] : [],
    );
    const entries = formerEntries(this.vmsOf(cluster)).filter(({ vmxPath }) =>
      reached.includes(datastoreNameIn(vmxPath)),
    );
    if (entries.length === 0) return;
    runtime.protecting = true;
    try {
      for (const { instanceUuid, vmxPath, replaced } of entries) {
        if (!replaced) await requests.request(master, 'fdm.unprotect', { vms: [{ instanceUuid, vmxPath }] });
        const vm = inventory.vmByInstanceUuid(instanceUuid);
        if (vm) inventory.put(withoutFormer(vm, vmxPath, { listed: false }));
      }
    } catch (error) {
      // Tried again with the master's next heartbeat.
      log.warn({ err: error, master: master.name }, 'the protected list could not be changed');
    } finally {
      runtime.protecting = false;
    }
  }

  /** The master has answered: the list on disk has changed. */
  private listed(
    cluster: ClusterRecord,
    added: readonly VmRecord[],
    removed: readonly { readonly instanceUuid: string }[],
  ): void {
    const runtime = this.runtime(cluster.id);
    const onDisk = new Set(runtime.onDisk);
    for (const vm of added) {
      onDisk.add(vm.instanceUuid);
      runtime.listedAs.set(vm.instanceUuid, protectedVm(vm));
    }
    for (const { instanceUuid } of removed) {
      onDisk.delete(instanceUuid);
      runtime.listedAs.delete(instanceUuid);
    }
    runtime.onDisk = onDisk;
    const vms = [...added, ...removed].flatMap((vm) => this.options.inventory.vmByInstanceUuid(vm.instanceUuid) ?? []);
    this.options.onChange(vms.map(({ id }) => id));
  }

  /** The master that vCenter talks to. */
  master(clusterId: string): string | undefined {
    return this.clusters.get(clusterId)?.master;
  }

  /** Whether a master has said what is on its list since vCenter started. */
  hasList(clusterId: string): boolean {
    return this.clusters.get(clusterId)?.onDisk !== undefined;
  }

  /** Whether the protected list on disk has a VM; undefined where HA is off. */
  isProtected(vm: VmRecord): boolean | undefined {
    const cluster = this.clusterOf(vm.host);
    if (cluster?.dasConfig.enabled !== true) return undefined;
    return this.clusters.get(cluster.id)?.onDisk?.has(vm.instanceUuid) ?? false;
  }

  /** Whether the master is restarting a VM, or means to; undefined where HA is off. */
  isFailingOver(vm: VmRecord): boolean | undefined {
    const cluster = this.clusterOf(vm.host);
    if (cluster?.dasConfig.enabled !== true) return undefined;
    return this.clusters.get(cluster.id)?.failingOver.has(vm.instanceUuid) ?? false;
  }

  /** The master's opinion of a host, else what the host says of itself, else that nobody can be asked. */
  hostState(hostId: string): { readonly state: string; readonly reporter: string | undefined } | undefined {
    const cluster = this.clusterOf(hostId);
    const host = this.options.inventory.find('HostSystem', hostId);
    if (cluster?.dasConfig.enabled !== true || !host || !isActiveForDas(host)) return undefined;
    const { master, hostStates } = this.runtime(cluster.id);
    const state = master === undefined ? undefined : hostStates[hostId];
    if (state) return { state, reporter: master };
    if (host.connectionState !== 'connected') return { state: 'fdmUnreachable', reporter: undefined };
    const own = this.options.hosts.get(hostId)?.report?.fdm?.state;
    if (own !== undefined && own !== 'uninitialized') return { state: own, reporter: hostId };
    const reporter = own === undefined ? undefined : hostId;
    return this.configurator.hasRefused(hostId)
      ? { state: 'initializationError', reporter: undefined }
      : { state: 'uninitialized', reporter };
  }
}

/** Of virtual machines on the protected lists by the paths that they had. A list has each one once: there another path is `replaced`. */
function formerEntries(vms: readonly VmRecord[]) {
  return vms.flatMap(({ instanceUuid, vmxPath: current, formerPaths = [] }) =>
    formerPaths
      .filter(({ listed }) => listed)
      .map(({ vmxPath }) => ({
        instanceUuid,
        vmxPath,
        replaced: datastoreNameIn(vmxPath) === datastoreNameIn(current),
      })),
  );
}

function protectedVm(vm: VmRecord): pb.IProtectedVm {
  const { instanceUuid, vmxPath, memoryMb, memoryOverheadMb = 0, cpuReservationMhz = 0 } = vm;
  return { instanceUuid, vmxPath, memoryMb: memoryMb + memoryOverheadMb, cpuReservationMhz };
}
