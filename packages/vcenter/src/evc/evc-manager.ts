// The EVC modes of clusters, and the hosts that keep them. A host that shows guests less than its cluster's mode harms nobody, one that
// shows them more does: so a mode that takes something away is the cluster's once every host has taken it, and one that gives something
// is the cluster's first. Whatever dies in between, hosts follow what the cluster has when they are heard.
import type { Logger } from '@microsphere/process';
import { Vim25Fault } from '@microsphere/vim25';
import {
  checkEvcAdmission,
  checkEvcMode,
  type EvcFinding,
  type EvcHost,
  type EvcMode,
  evcModeOf,
  isWithin,
  MACHINE_CPU_FEATURES,
} from '@microsphere/vmotion';
import type { Inventory } from '../inventory/inventory.ts';
import type { ClusterRecord, HostRecord } from '../inventory/records.ts';
import type { MigrationScheduler } from '../provisioning/migration-scheduler.ts';
import { fault } from '../vmodl/faults.ts';
import type { HostRequests } from '../vpxd/host-requests.ts';
import type { HostRuntimes } from '../vpxd/host-runtime.ts';
import { evcConfigFault } from './evc-faults.ts';

export interface EvcManagerOptions {
  readonly inventory: Inventory;
  readonly hosts: HostRuntimes;
  readonly migrations: Pick<MigrationScheduler, 'headedFor'>;
  readonly requests: Pick<HostRequests, 'request'>;
  readonly log: Logger;
}

/** What a host says of itself before it is in the inventory. */
export interface HostFacts {
  /** Empty: it does not say. */
  readonly cpuFeatures: readonly string[];
  readonly vms: readonly { readonly cpuFeatures?: readonly string[] | null }[];
}

export class EvcManager {
  private readonly options: EvcManagerOptions;
  /** Clusters whose hosts are being told, and hosts that are. */
  private readonly configuring = new Set<string>();
  private readonly telling = new Set<string>();

  constructor(options: EvcManagerOptions) {
    this.options = options;
  }

  /** What stands in the way of a mode. */
  check(clusterId: string, mode: EvcMode): EvcFinding[] {
    const { inventory } = this.options;
    return checkEvcMode(
      mode,
      inventory.referring('HostSystem', clusterId).map((host) => this.evcHost(host)),
    );
  }

  private evcHost(host: HostRecord): EvcHost {
    const { inventory, hosts, migrations } = this.options;
    const there = inventory.referring('VirtualMachine', host.id).filter((vm) => vm.host === host.id);
    const coming = migrations
      .headedFor(host.id, { waiting: true })
      .flatMap((id) => inventory.find('VirtualMachine', id) ?? []);
    return {
      id: host.id,
      name: host.name,
      connected: host.connectionState === 'connected',
      cpuFeatures: hosts.cpuCapability(host.id),
      guests: [...there, ...coming]
        .filter(({ powerState }) => powerState === 'poweredOn')
        .map((vm) => vm.cpuFeatures ?? hosts.cpuFeatures(vm.host)),
    };
  }

  /** The cluster's record with its new mode. Faults: the EVCConfigFault family, ConcurrentAccess, and those of the hosts. */
  async configure(clusterId: string, mode: EvcMode): Promise<ClusterRecord> {
    return this.exclusively(clusterId, async () => {
      const found = this.check(clusterId, mode);
      if (found.length > 0) throw evcConfigFault(found, mode);
      const current = evcModeOf(this.cluster(clusterId).evcModeKey ?? '');
      if (current && isWithin(current, mode)) {
        const cluster = this.put(clusterId, mode.key);
        await this.tellAsFarAsPossible(cluster);
        return cluster;
      }
      await this.tellAll(clusterId, { key: mode.key, before: current?.key ?? '' });
      return this.put(clusterId, mode.key);
    });
  }

  /** Guests that run keep what they found. Fault: ConcurrentAccess. */
  async disable(clusterId: string): Promise<ClusterRecord> {
    return this.exclusively(clusterId, async () => {
      const cluster = this.put(clusterId, undefined);
      await this.tellAsFarAsPossible(cluster);
      return cluster;
    });
  }

  private async exclusively<T>(clusterId: string, work: () => Promise<T>): Promise<T> {
    if (this.configuring.has(clusterId))
      throw fault('ConcurrentAccess', `the EVC mode of ${this.cluster(clusterId).name} is being configured`);
    this.configuring.add(clusterId);
    try {
      return await work();
    } finally {
      this.configuring.delete(clusterId);
    }
  }

  private cluster(clusterId: string): ClusterRecord {
    return this.options.inventory.need('ClusterComputeResource', clusterId);
  }

  private put(clusterId: string, evcModeKey: string | undefined): ClusterRecord {
    const { evcModeKey: _before, ...cluster } = this.cluster(clusterId);
    const after: ClusterRecord = evcModeKey === undefined ? cluster : { ...cluster, evcModeKey };
    this.options.inventory.put(after);
    return after;
  }

  /** All hosts of the cluster take it, or those that did get `before` again and what the first refused with is thrown. */
  private async tellAll(clusterId: string, { key, before }: { readonly key: string; readonly before: string }) {
    const hosts = this.options.inventory.referring('HostSystem', clusterId);
    const outcomes = await Promise.allSettled(hosts.map((host) => this.tell(host, key)));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (!failed) return;
    // One that does not take it back does so when it is heard: see settle.
    await Promise.allSettled(hosts.map((host) => this.tell(host, before)));
    throw failed.reason;
  }

  private async tellAsFarAsPossible(cluster: ClusterRecord): Promise<void> {
    const hosts = this.options.inventory.referring('HostSystem', cluster.id);
    await Promise.all(hosts.map((host) => this.tryToTell(host, cluster.evcModeKey ?? '')));
  }

  private async tell(host: Pick<HostRecord, 'id' | 'name'>, evcModeKey: string): Promise<void> {
    await this.options.requests.request(host, 'hostd.configureEvcMode', { evcModeKey });
  }

  private async tryToTell(host: HostRecord, evcModeKey: string): Promise<void> {
    if (host.connectionState !== 'connected' || this.telling.has(host.id)) return;
    this.telling.add(host.id);
    try {
      await this.tell(host, evcModeKey);
    } catch (error) {
      // A fault is tried again with the host's next heartbeat.
      if (!(error instanceof Vim25Fault)) throw error;
      this.options.log.warn({ err: error, host: host.name, evcModeKey }, 'a host has not taken the EVC mode');
    } finally {
      this.telling.delete(host.id);
    }
  }

  /** A host was heard: it takes the mode of its cluster, if it has another one. */
  settle(hostId: string): void {
    const { inventory, hosts } = this.options;
    const host = inventory.find('HostSystem', hostId);
    const cluster = inventory.above('ClusterComputeResource', hostId);
    const reported = hosts.get(hostId)?.report?.evcModeKey;
    if (!host || !cluster || reported === undefined || this.configuring.has(cluster.id)) return;
    const wanted = cluster.evcModeKey ?? '';
    if (reported !== wanted) void this.tryToTell(host, wanted);
  }

  /** Whether a host can come into a cluster, and back into it. Faults: the EVCAdmissionFailed family. */
  checkAdmission(clusterId: string, name: string, { cpuFeatures, vms }: HostFacts): void {
    const { name: clusterName, evcModeKey = '' } = this.cluster(clusterId);
    const mode = evcModeOf(evcModeKey);
    if (!mode) return;
    const found = checkEvcAdmission(mode, {
      cpuFeatures: cpuFeatures.length > 0 ? cpuFeatures : MACHINE_CPU_FEATURES,
      guests: vms.map((vm) => vm.cpuFeatures ?? []),
    });
    const cluster = `${clusterName}, whose EVC mode is ${evcModeKey}`;
    if (found === 'EVCAdmissionFailedCPUFeaturesForMode')
      throw fault(found, `the processor of ${name} lacks features of ${cluster}`, { currentEVCModeKey: evcModeKey });
    if (found) throw fault(found, `guests on ${name} may be using more than those of ${cluster}`);
  }

  /** A host that comes into a cluster takes its mode before it is there. Faults: those of `checkAdmission`, and of the host. */
  async admit(clusterId: string, host: Pick<HostRecord, 'id' | 'name'>, facts: HostFacts): Promise<void> {
    this.checkAdmission(clusterId, host.name, facts);
    const { evcModeKey } = this.cluster(clusterId);
    if (evcModeKey !== undefined) await this.tell(host, evcModeKey);
  }
}
