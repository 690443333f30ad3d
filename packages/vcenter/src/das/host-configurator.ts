// Tells each host of a cluster the configuration of vSphere HA, once for each version and each start of the host, and remembers
// which hosts refused it.
import type { Logger } from '@microsphere/process';
import { Vim25Fault } from '@microsphere/vim25';
import type { ClusterRecord, HostRecord } from '../inventory/records.ts';
import type { HostRequests } from '../vpxd/host-requests.ts';
import type { HostRuntimes } from '../vpxd/host-runtime.ts';
import type { ClusterContent } from './cluster-configuration.ts';

export interface HostConfiguratorOptions {
  readonly hosts: HostRuntimes;
  readonly requests: HostRequests;
  readonly log: Logger;
  /** A host has refused the configuration, for the first time since it last took one. */
  readonly onRefused: (host: HostRecord, error: Vim25Fault) => void;
}

/** What a host has confirmed. */
interface Configured {
  readonly bootUuid: string;
  readonly version: number;
}

/** Faults that say nothing of the host's agent: the request has not reached it, or its answer has not come back. */
const unheard: ReadonlySet<string> = new Set(['HostNotReachable', 'Timedout']);

export class HostConfigurator {
  private readonly options: HostConfiguratorOptions;
  private readonly configured = new Map<string, Configured>();
  private readonly configuring = new Set<string>();
  private readonly refusals = new Map<string, string>();

  constructor(options: HostConfiguratorOptions) {
    this.options = options;
  }

  /** Whether the host's agent refused the configuration when it was told last. */
  hasRefused(hostId: string): boolean {
    return this.refusals.has(hostId);
  }

  forget(hostId: string): void {
    this.configured.delete(hostId);
    this.refusals.delete(hostId);
  }

  /** Tells a host, if it has not been told yet. */
  settle(cluster: ClusterRecord, host: HostRecord): void {
    const bootUuid = this.options.hosts.get(host.id)?.report?.bootUuid;
    if (host.connectionState !== 'connected' || bootUuid === undefined || this.configuring.has(host.id)) return;
    const known = this.configured.get(host.id);
    if (known?.bootUuid === bootUuid && known.version >= cluster.configVersion) return;
    void this.configure(cluster, host);
  }

  /** Tells a host; what comes of it is remembered. */
  async configure(cluster: ClusterRecord, host: HostRecord): Promise<void> {
    this.configuring.add(host.id);
    try {
      await this.tell(cluster, host);
    } catch (error) {
      // Tried again with the host's next heartbeat.
      this.options.log.warn({ err: error, host: host.name }, 'vSphere HA could not be configured');
    } finally {
      this.configuring.delete(host.id);
    }
  }

  /** Faults: HostNotReachable, Timedout, and those of the host. */
  async tell(cluster: ClusterRecord, host: HostRecord): Promise<void> {
    const { requests, hosts, onRefused } = this.options;
    const bootUuid = hosts.get(host.id)?.report?.bootUuid ?? '';
    const content = JSON.parse(cluster.configContent) as ClusterContent;
    const version = cluster.configVersion;
    try {
      await requests.request(host, 'fdm.configure', { ...content, cluster: cluster.id, version });
    } catch (error) {
      if (error instanceof Vim25Fault && !unheard.has(error.type)) {
        const isNew = !this.refusals.has(host.id);
        this.refusals.set(host.id, error.message);
        if (isNew) onRefused(host, error);
      }
      throw error;
    }
    this.configured.set(host.id, { bootUuid, version });
    this.refusals.delete(host.id);
  }
}
