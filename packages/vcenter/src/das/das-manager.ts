// vSphere HA as vCenter sees it: tells the hosts of each cluster what the cluster is, keeps the master's protected list like
// the inventory, and knows what the master thinks of each host. Failover is the hosts' own affair.
import { chooseHeartbeatDatastores, planProtection } from '@microsphere/fdm';
import type { Logger } from '@microsphere/process';
import type { pb } from '@microsphere/proto';
import type { Inventory } from '../inventory/inventory.ts';
import type { ClusterRecord, HostRecord, VmRecord } from '../inventory/records.ts';
import type { HostReport } from '../vpxd/host-report.ts';
import type { HostRequests } from '../vpxd/host-requests.ts';
import type { HostRuntimes } from '../vpxd/host-runtime.ts';
import { clusterContent, nextVersion } from './cluster-configuration.ts';

export interface DasManagerOptions {
  readonly inventory: Inventory;
  readonly hosts: HostRuntimes;
  readonly requests: HostRequests;
  readonly log: Logger;
  /** Hosts and virtual machines that look different now. */
  readonly onChange: (ids: Iterable<string>) => void;
}

interface ClusterRuntime {
  /** The master that vCenter talks to. */
  master: string | undefined;
  hostStates: Readonly<Record<string, string>>;
  /** The protected list as the last master had it on disk. */
  onDisk: ReadonlySet<string> | undefined;
  protecting: boolean;
  /** The version of the inventory that the cluster's configuration was last compared with. */
  comparedVersion: number;
}

/** What a host has confirmed. */
interface Configured {
  readonly bootUuid: string;
  readonly version: number;
}

export class DasManager {
  private readonly options: DasManagerOptions;
  private readonly clusters = new Map<string, ClusterRuntime>();
  private readonly configured = new Map<string, Configured>();
  private readonly configuring = new Set<string>();

  constructor(options: DasManagerOptions) {
    this.options = options;
  }

  private runtime(clusterId: string): ClusterRuntime {
    let runtime = this.clusters.get(clusterId);
    if (!runtime) {
      runtime = { master: undefined, hostStates: {}, onDisk: undefined, protecting: false, comparedVersion: 0 };
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

  /** A host has sent its heartbeat. */
  heard(hostId: string, { fdm }: HostReport): void {
    const cluster = this.clusterOf(hostId);
    if (!cluster) return;
    const runtime = this.runtime(cluster.id);
    if (fdm?.state === 'master') {
      const before = runtime.onDisk ?? new Set();
      const onDisk = new Set(fdm.protectedVms);
      const changed = this.vmsOf(cluster).filter(
        ({ instanceUuid }) => before.has(instanceUuid) !== onDisk.has(instanceUuid),
      );
      runtime.master = hostId;
      runtime.hostStates = fdm.hostStates;
      runtime.onDisk = onDisk;
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
    if (runtime.master === hostId) runtime.master = undefined;
  }

  /** Brings the hosts of a cluster to what the inventory says, as far as they aren't there yet. */
  settle(clusterId: string): void {
    const cluster = this.current(clusterId);
    if (!cluster) return;
    for (const host of this.options.inventory.referring('HostSystem', clusterId))
      if (this.isDue(cluster, host)) void this.configure(cluster, host);
    void this.protect(cluster);
  }

  /** The cluster's record, with a new version when there is something new to tell. */
  private current(clusterId: string): ClusterRecord | undefined {
    const { inventory } = this.options;
    const cluster = inventory.find('ClusterComputeResource', clusterId);
    const runtime = this.runtime(clusterId);
    if (!cluster || runtime.comparedVersion === inventory.version) return cluster;
    const hosts = inventory.referring('HostSystem', clusterId);
    const heartbeatDatastores = this.heartbeatDatastores(cluster, hosts);
    const chosen = { ...cluster, heartbeatDatastores };
    const next = nextVersion(chosen, clusterContent(chosen, hosts, this.vmsOf(cluster)));
    if (next) inventory.put(next);
    runtime.comparedVersion = inventory.version;
    return next ?? cluster;
  }

  private heartbeatDatastores(cluster: ClusterRecord, hosts: readonly HostRecord[]): readonly string[] {
    const { inventory } = this.options;
    const preferred = new Set(cluster.dasConfig.heartbeatDatastore?.map(({ value }) => value));
    const counts = new Map<string, number>();
    // A silent host counts: what watches it must not change because it is silent.
    for (const { datastores } of hosts) for (const id of datastores) counts.set(id, (counts.get(id) ?? 0) + 1);
    const candidates = [...counts].map(([id, hostCount]) => ({
      uuid: inventory.need('Datastore', id).uuid,
      hostCount,
      preferred: preferred.has(id),
    }));
    return chooseHeartbeatDatastores(candidates, cluster.heartbeatDatastores);
  }

  private isDue(cluster: ClusterRecord, host: HostRecord): boolean {
    const bootUuid = this.options.hosts.get(host.id)?.report?.bootUuid;
    if (host.connectionState !== 'connected' || bootUuid === undefined || this.configuring.has(host.id)) return false;
    const known = this.configured.get(host.id);
    return known?.bootUuid !== bootUuid || known.version < cluster.configVersion;
  }

  private async configure(cluster: ClusterRecord, host: HostRecord): Promise<void> {
    const { requests, hosts, log } = this.options;
    const bootUuid = hosts.get(host.id)?.report?.bootUuid ?? '';
    const content = JSON.parse(cluster.configContent) as ReturnType<typeof clusterContent>;
    this.configuring.add(host.id);
    try {
      await requests.request(host, 'fdm.configure', {
        ...content,
        cluster: cluster.id,
        version: cluster.configVersion,
      });
      this.configured.set(host.id, { bootUuid, version: cluster.configVersion });
    } catch (error) {
      // Tried again with the host's next heartbeat.
      log.warn({ err: error, host: host.name }, 'vSphere HA could not be configured');
    } finally {
      this.configuring.delete(host.id);
    }
  }

  private async protect(cluster: ClusterRecord): Promise<void> {
    const { inventory, requests, log } = this.options;
    const runtime = this.runtime(cluster.id);
    const master = inventory.find('HostSystem', runtime.master);
    if (!master || !runtime.onDisk || runtime.protecting || cluster.dasConfig.enabled !== true) return;
    const plan = planProtection({ vms: this.vmsOf(cluster), formerVms: cluster.formerVms, onDisk: runtime.onDisk });
    if (plan.forgotten.length > 0)
      inventory.put({ ...cluster, formerVms: cluster.formerVms.filter((vm) => !plan.forgotten.includes(vm)) });
    if (plan.protect.length === 0 && plan.unprotect.length === 0) return;
    runtime.protecting = true;
    try {
      if (plan.protect.length > 0)
        await requests.request(master, 'fdm.protect', { vms: plan.protect.map(protectedVm) });
      if (plan.unprotect.length > 0) await requests.request(master, 'fdm.unprotect', { vms: [...plan.unprotect] });
      this.listed(cluster, plan.protect, plan.unprotect);
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
    for (const { instanceUuid } of added) onDisk.add(instanceUuid);
    for (const { instanceUuid } of removed) onDisk.delete(instanceUuid);
    runtime.onDisk = onDisk;
    const vms = [...added, ...removed].flatMap((vm) => this.options.inventory.vmByInstanceUuid(vm.instanceUuid) ?? []);
    this.options.onChange(vms.map(({ id }) => id));
  }

  /** Whether the protected list on disk has a VM; undefined where HA is off. */
  isProtected(vm: VmRecord): boolean | undefined {
    const cluster = this.clusterOf(vm.host);
    if (cluster?.dasConfig.enabled !== true) return undefined;
    return this.clusters.get(cluster.id)?.onDisk?.has(vm.instanceUuid) ?? false;
  }

  /** The master's opinion of a host, else what the host says of itself, else that nobody can be asked. */
  hostState(hostId: string): { readonly state: string; readonly reporter: string | undefined } | undefined {
    const cluster = this.clusterOf(hostId);
    if (cluster?.dasConfig.enabled !== true) return undefined;
    const { master, hostStates } = this.runtime(cluster.id);
    const state = master === undefined ? undefined : hostStates[hostId];
    if (state) return { state, reporter: master };
    if (this.options.inventory.find('HostSystem', hostId)?.connectionState !== 'connected')
      return { state: 'fdmUnreachable', reporter: undefined };
    const own = this.options.hosts.get(hostId)?.report?.fdm?.state;
    return own ? { state: own, reporter: hostId } : { state: 'uninitialized', reporter: undefined };
  }
}

function protectedVm({ instanceUuid, vmxPath, memoryMb }: VmRecord): pb.IProtectedVm {
  return { instanceUuid, vmxPath, memoryMb, cpuReservationMhz: 0 };
}
