// Proactive HA: looks at the health of the hosts of each cluster whenever a provider has spoken or the settings have changed,
// says what has become of it, and in an automated cluster puts degraded hosts into quarantine or maintenance mode.
import type { Logger } from '@microsphere/process';
import { type HaEventId, Vim25Fault } from '@microsphere/vim25';
import type { Inventory } from '../inventory/inventory.ts';
import type { ClusterRecord, HostRecord } from '../inventory/records.ts';
import type { Store } from '../vcdb/database.ts';
import type { EventManager } from '../vpxd/event-manager.ts';
import { defaultInfraUpdateHaConfig } from './config.ts';
import { type HealthStatus, type HealthUpdateProvider, healthOf, remediationOf, remediations } from './health.ts';
import type { HealthUpdateManager } from './health-update-manager.ts';

export interface InfraUpdateHaOptions {
  readonly store: Store;
  readonly inventory: Inventory;
  readonly events: EventManager;
  readonly health: HealthUpdateManager;
  readonly log: Logger;
  /** Begins a host's way into maintenance mode; what it returns gives that up. May throw a Vim25Fault. */
  readonly enterMaintenanceMode: (hostId: string) => () => void;
  readonly settle: (clusterId: string) => void;
}

const healthEvents: Readonly<Record<HealthStatus, { readonly id: HaEventId; readonly word: string }>> = {
  gray: { id: 'com.vmware.vc.infraUpdateHa.UnknownHealthEvent', word: 'unknown' },
  green: { id: 'com.vmware.vc.infraUpdateHa.GreenHealthEvent', word: 'green' },
  yellow: { id: 'com.vmware.vc.infraUpdateHa.YellowHealthEvent', word: 'yellow: moderately degraded' },
  red: { id: 'com.vmware.vc.infraUpdateHa.RedHealthEvent', word: 'red: severely degraded' },
};

export class InfraUpdateHa {
  private readonly options: InfraUpdateHaOptions;
  /** What was last said of each host, by managed-object id. */
  private readonly known: Map<string, HealthStatus>;
  /** Hosts that were sent into maintenance mode: how to give that up while virtual machines still run there. */
  private readonly leaving = new Map<string, () => void>();

  constructor(options: InfraUpdateHaOptions) {
    this.options = options;
    this.known = new Map(options.store.all('hostHealth').map(({ id, document }) => [id, document.status]));
    options.health.onChange = () => this.settleAll();
  }

  settleAll(): void {
    for (const { id } of [...this.options.inventory.all('ClusterComputeResource')]) this.settle(id);
  }

  /** Looks at the hosts of a cluster anew. */
  settle(clusterId: string): void {
    const { inventory, health } = this.options;
    const cluster = inventory.find('ClusterComputeResource', clusterId);
    if (!cluster) return;
    const config = cluster.infraUpdateHaConfig ?? defaultInfraUpdateHaConfig;
    const providers = config.enabled ? (config.providers ?? []).flatMap((id) => health.find(id) ?? []) : [];
    let changed = false;
    for (const host of inventory.referring('HostSystem', clusterId)) {
      const isMonitored = providers.some(({ monitored }) => monitored.includes(host.id));
      const status = healthOf(host.id, providers);
      if (isMonitored) this.say(host, status, providers);
      changed = this.remedy(cluster, host, status) || changed;
    }
    if (changed) this.options.settle(clusterId);
  }

  private say(host: HostRecord, status: HealthStatus, providers: readonly HealthUpdateProvider[]): void {
    const { store, events } = this.options;
    const before = this.known.get(host.id) ?? 'gray';
    if (before === status) return;
    const { id, word } = healthEvents[status];
    const because = remediations(host.id, providers);
    const todo = because.length > 0 ? ` (${because.join('; ')})` : '';
    store.put('hostHealth', host.id, { status });
    this.known.set(host.id, status);
    events.postExtended({
      eventTypeId: id,
      message: `Proactive HA: the health of ${host.name} is ${word}${todo}`,
      about: host,
      arguments: { oldHealth: before, health: status, ...(todo === '' ? {} : { remediation: because.join('; ') }) },
    });
  }

  /** Whether vSphere HA is to be told of a change. */
  private remedy(cluster: ClusterRecord, host: HostRecord, status: HealthStatus): boolean {
    const remediation = remediationOf(cluster.infraUpdateHaConfig ?? defaultInfraUpdateHaConfig, status);
    const quarantine = remediation === 'QuarantineMode';
    const isQuarantined = host.inQuarantineMode === true;
    if (quarantine !== isQuarantined) this.quarantine(host, quarantine);
    // A host that is left is not taken back into service by itself: somebody has repaired it, and says so.
    if (remediation === 'MaintenanceMode' && !host.inMaintenanceMode) this.leave(host);
    else {
      this.leaving.get(host.id)?.();
      this.leaving.delete(host.id);
    }
    return quarantine !== isQuarantined;
  }

  private quarantine(host: HostRecord, inQuarantineMode: boolean): void {
    const { inventory, events } = this.options;
    inventory.put({ ...host, inQuarantineMode });
    events.postExtended({
      eventTypeId: inQuarantineMode
        ? 'com.vmware.vc.infraUpdateHa.QuarantineEvent'
        : 'com.vmware.vc.infraUpdateHa.QuarantineRemovedEvent',
      message: `Proactive HA: ${host.name} is ${inQuarantineMode ? 'in quarantine mode' : 'no longer in quarantine mode'}`,
      about: host,
    });
  }

  private leave(host: HostRecord): void {
    try {
      this.leaving.set(host.id, this.options.enterMaintenanceMode(host.id));
    } catch (error) {
      if (!(error instanceof Vim25Fault)) throw error;
      // It is on its way already, or can't be reached: looked at again with the next change.
      this.options.log.info({ host: host.name, fault: error.type }, error.message);
    }
  }

  /** A host has left the inventory. */
  forgetHost(hostId: string): void {
    this.options.store.delete('hostHealth', hostId);
    this.known.delete(hostId);
    this.leaving.delete(hostId);
    this.options.health.forgetHost(hostId);
  }
}
