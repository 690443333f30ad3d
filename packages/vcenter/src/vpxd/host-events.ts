// Events of hosts become events of vCenter, each once: the cursor is written with the event, and gaps are read from the host.
import type { Logger } from '@microsphere/process';
import type { pb } from '@microsphere/proto';
import type { Inventory } from '../inventory/inventory.ts';
import type { Store } from '../vcdb/database.ts';
import { type EventCursor, hear, isBehind, missing, type NumberedEvent, START } from './event-cursor.ts';
import type { EventManager } from './event-manager.ts';
import { clusterEventIds, hostEvents, vmEvents } from './host-event-types.ts';
import type { HostRequests } from './host-requests.ts';
import type { HostRuntimes } from './host-runtime.ts';

export interface HostEventsOptions {
  readonly inventory: Inventory;
  readonly store: Store;
  readonly events: EventManager;
  readonly requests: HostRequests;
  readonly hosts: HostRuntimes;
  readonly now: () => number;
  readonly log: Logger;
}

export class HostEvents {
  private readonly options: HostEventsOptions;
  private readonly cursors: Map<string, EventCursor>;

  constructor(options: HostEventsOptions) {
    this.options = options;
    this.cursors = new Map(options.store.all('eventCursor').map(({ id, document }) => [id, document]));
  }

  private cursor(hostId: string): EventCursor {
    return this.cursors.get(hostId) ?? START;
  }

  /** An event has come. */
  hear(hostId: string, event: pb.IHostEvent): void {
    const numbered = numberOf(event);
    const verdict = hear(this.cursor(hostId), numbered);
    if (verdict === 'take') this.take(hostId, event);
    else if (verdict === 'ask') void this.read(hostId);
  }

  /** A host says how far it is. */
  isAt(hostId: string, host: NumberedEvent): void {
    if (isBehind(this.cursor(hostId), host)) void this.read(hostId);
  }

  private async read(hostId: string): Promise<void> {
    const { inventory, requests, hosts, now, log } = this.options;
    const host = inventory.find('HostSystem', hostId);
    const runtime = hosts.ensure(hostId, now());
    if (!host || runtime.readingEvents) return;
    runtime.readingEvents = true;
    try {
      const { bootUuid, sequence } = this.cursor(hostId);
      const { events } = await requests.request(host, 'vpxa.readEvents', { bootUuid, afterSequence: sequence });
      const numbered = events.map((event) => ({ ...numberOf(event), event }));
      for (const { event } of missing(this.cursor(hostId), numbered)) this.take(hostId, event);
    } catch (error) {
      // Asked for again with the host's next heartbeat.
      log.warn({ err: error, host: host.name }, 'events could not be read');
    } finally {
      runtime.readingEvents = false;
    }
  }

  private take(hostId: string, event: pb.IHostEvent): void {
    const { inventory, store } = this.options;
    // It may have left the inventory while its events were read.
    if (!inventory.find('HostSystem', hostId)) return;
    const cursor = numberOf(event);
    store.transaction(() => {
      store.put('eventCursor', hostId, cursor);
      this.post(hostId, event);
    });
    this.cursors.set(hostId, cursor);
  }

  private post(hostId: string, event: pb.IHostEvent): void {
    const { inventory, events } = this.options;
    const type = event.type ?? '';
    const message = event.message ?? '';
    const reporter = inventory.need('HostSystem', hostId);
    const subject = (event.aboutHost && inventory.find('HostSystem', event.aboutHost)) || reporter;
    const vm =
      (event.instanceUuid && inventory.vmByInstanceUuid(event.instanceUuid)) ||
      (event.vmxPath && inventory.vmByPath(event.vmxPath)) ||
      undefined;
    const given = event.arguments ?? {};
    const typed = (vm && vmEvents.get(type)) ?? hostEvents.get(type);
    const about = vm ?? (clusterEventIds.has(type) ? inventory.above('ClusterComputeResource', reporter.id) : subject);
    const common = { message, createdTime: event.createdTime ?? undefined, about, host: subject };
    if (typed) typed((type, fields) => events.post({ ...common, type, fields }), given, subject);
    else events.postExtended({ ...common, eventTypeId: type, arguments: given });
  }
}

function numberOf({ bootUuid, sequence }: pb.IHostEvent): EventCursor {
  return { bootUuid: bootUuid ?? '', sequence: sequence ?? 0 };
}
