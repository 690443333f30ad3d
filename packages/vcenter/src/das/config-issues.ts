// Keeps what is wrong with the vSphere HA of clusters and hosts (vim25 configIssue): tells of each once, and shows it until it
// is over. What events have told before vCenter started is read from them again.
import type { HeartbeatCandidate, PolicyProblem } from '@microsphere/fdm';
import type { DataObject, Vim25Fault } from '@microsphere/vim25';
import type { Inventory } from '../inventory/inventory.ts';
import { type ClusterRecord, type HostRecord, type InventoryRecord, isActiveForDas } from '../inventory/records.ts';
import type { EventManager } from '../vpxd/event-manager.ts';
import { ADVANCED_OPTION_IGNORED, type ConfigIssue, configIssues, eventTypeOf, latched } from './config-issue.ts';

type Event = DataObject<'Event'>;

export interface DasConfigIssuesOptions {
  readonly inventory: Inventory;
  readonly events: EventManager;
  readonly heartbeatCandidates: (cluster: ClusterRecord) => readonly HeartbeatCandidate[];
  readonly policyProblems: (cluster: ClusterRecord) => readonly PolicyProblem[];
  /** Objects that look different now. */
  readonly onChange: (ids: Iterable<string>) => void;
}

export class DasConfigIssues {
  private readonly options: DasConfigIssuesOptions;
  /** By the id of the object, by the issue's key. */
  private readonly stated = new Map<string, ReadonlyMap<string, Event>>();
  private readonly told = new Map<string, ReadonlyMap<string, Event>>();
  /** The heartbeat datastores of each host, by its id: their names by their UUIDs. */
  private readonly heartbeats = new Map<string, ReadonlyMap<string, string>>();
  /** Events of before vCenter started that say what is still so. */
  private earlier: readonly Event[];

  constructor(options: DasConfigIssuesOptions) {
    this.options = options;
    this.earlier = [...options.events.all];
    // What was chosen before vCenter started was told then; a change is one to what is known now, not at the first tick.
    for (const host of options.inventory.all('HostSystem')) {
      const cluster = options.inventory.above('ClusterComputeResource', host.id);
      if (cluster) this.heartbeats.set(host.id, this.chosenOf(cluster, host));
    }
    for (const event of this.earlier) this.hear(event);
    options.events.listen((event) => {
      const changed = this.hear(event);
      if (changed.length > 0) options.onChange(changed);
    });
  }

  /** The objects that look different because of an event. */
  private hear(event: Event): string[] {
    const changed: string[] = [];
    for (const [of, id] of [
      ['cluster', event.computeResource?.computeResource.value],
      ['host', event.host?.host.value],
    ] as const) {
      if (id === undefined) continue;
      const before = this.told.get(id) ?? new Map();
      const after = latched(before, event, of);
      if (after === before) continue;
      this.told.set(id, after);
      changed.push(id);
    }
    return changed;
  }

  /** What is wrong with an object, oldest first. */
  of(record: InventoryRecord): readonly Event[] {
    const { inventory } = this.options;
    if (record.type !== 'HostSystem' && record.type !== 'ClusterComputeResource') return [];
    const cluster = inventory.above('ClusterComputeResource', record.id);
    if (cluster?.dasConfig.enabled !== true || (record.type === 'HostSystem' && !isActiveForDas(record))) return [];
    const issues = [...(this.told.get(record.id)?.values() ?? []), ...(this.stated.get(record.id)?.values() ?? [])];
    return issues.sort((a, b) => a.key - b.key);
  }

  /** To be called often. */
  tick(): void {
    const { inventory, heartbeatCandidates, policyProblems } = this.options;
    const found = new Map<string, ConfigIssue[]>();
    for (const cluster of inventory.all('ClusterComputeResource')) {
      if (cluster.dasConfig.enabled !== true) continue;
      const hosts = inventory.referring('HostSystem', cluster.id).filter(isActiveForDas);
      for (const host of hosts) this.lookAtHeartbeats(cluster, host);
      const view = {
        cluster,
        hosts,
        heartbeatCandidates: heartbeatCandidates(cluster),
        policyProblems: policyProblems(cluster),
      };
      for (const issue of configIssues(view)) found.set(issue.about.id, [...(found.get(issue.about.id) ?? []), issue]);
    }
    for (const id of new Set([...found.keys(), ...this.stated.keys()])) this.show(id, found.get(id) ?? []);
    this.earlier = [];
  }

  private show(id: string, issues: readonly ConfigIssue[]): void {
    const before = this.stated.get(id) ?? new Map<string, Event>();
    const isSame = issues.length === before.size && issues.every(({ key }) => before.has(key));
    if (isSame) return;
    const after = new Map(issues.map((issue) => [issue.key, before.get(issue.key) ?? this.eventOf(issue)]));
    if (after.size > 0) this.stated.set(id, after);
    else this.stated.delete(id);
    this.options.onChange([id]);
  }

  /** The event that tells of an issue: one of before, if there is one, else a new one. */
  private eventOf({ about, message, event: type }: ConfigIssue): Event {
    const { events } = this.options;
    const known = this.earlier.findLast(
      (event) => eventTypeOf(event) === type && event.fullFormattedMessage === message,
    );
    if (known) return known;
    if (type === 'HostNoRedundantManagementNetworkEvent') return events.post({ type, message, about, fields: {} });
    const severity = type === ADVANCED_OPTION_IGNORED ? { severity: 'warning' as const } : {};
    return events.postExtended({ eventTypeId: type, message, about, ...severity });
  }

  /** vSphere tells of each host which datastores are taken, and given up, for its heartbeats. */
  private lookAtHeartbeats(cluster: ClusterRecord, host: HostRecord): void {
    const chosen = this.chosenOf(cluster, host);
    const before = this.heartbeats.get(host.id) ?? new Map<string, string>();
    this.heartbeats.set(host.id, chosen);
    for (const [uuid, name] of chosen) if (!before.has(uuid)) this.postHeartbeatDatastore(host, name, true);
    for (const [uuid, name] of before) if (!chosen.has(uuid)) this.postHeartbeatDatastore(host, name, false);
  }

  private chosenOf(cluster: ClusterRecord, host: HostRecord): ReadonlyMap<string, string> {
    const chosen = new Map<string, string>();
    for (const id of host.datastores) {
      const { uuid, name } = this.options.inventory.need('Datastore', id);
      if (cluster.heartbeatDatastores.includes(uuid)) chosen.set(uuid, name);
    }
    return chosen;
  }

  private postHeartbeatDatastore(host: HostRecord, dsName: string, isSelected: boolean): void {
    const changeType = isSelected ? 'selected' : 'deselected';
    this.options.events.postExtended({
      eventTypeId: 'com.vmware.vc.HA.HeartbeatDatastoreChanged',
      message: `Datastore ${dsName} is ${changeType} for storage heartbeating monitored by the vSphere HA agent on host ${host.name}`,
      about: host,
      arguments: { dsName, changeType },
    });
  }

  /** The agent of a host has refused its configuration. */
  refused(host: HostRecord, error: Vim25Fault): void {
    this.options.events.post({
      type: 'HostDasErrorEvent',
      message: `vSphere HA agent on ${host.name} could not be configured: ${error.message}`,
      about: host,
      fields: { message: error.message, reason: 'Other' },
    });
  }
}
