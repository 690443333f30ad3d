// Events of hosts become events of vCenter, each once: the cursor is written with the event, and gaps are read from the host.
import type { Logger } from '@microsphere/process';
import type { pb } from '@microsphere/proto';
import type { Inventory } from '../inventory/inventory.ts';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import type { Store } from '../vcdb/database.ts';
import { type EventCursor, hear, isBehind, missing, type NumberedEvent, START } from './event-cursor.ts';
import { type EventManager, hostArgument } from './event-manager.ts';
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

/** Host events that are typed vim25 events of a virtual machine, without fields of their own that a host would fill. */
const vmEventTypes = [
  'VmPoweredOnEvent',
  'VmPoweredOffEvent',
  'VmResettingEvent',
  'VmGuestShutdownEvent',
  'VmFailoverFailed',
  'VmMaxRestartCountReached',
  'NotEnoughResourcesToStartVmEvent',
] as const;
const hostEventTypes = ['HostDasEnabledEvent', 'HostDasDisabledEvent'] as const;

function isOneOf<T extends string>(types: readonly T[], type: string): type is T {
  return types.some((known) => known === type);
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
    const { store } = this.options;
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
    const common = { message, createdTime: event.createdTime ?? undefined };
    if (vm && isOneOf(vmEventTypes, type))
      events.post({ ...common, type, about: vm, host: subject, fields: { template: false } });
    else if (vm && type === 'VmMessageEvent')
      events.post({ ...common, type, about: vm, host: subject, fields: messageFields(event) });
    else if (isOneOf(hostEventTypes, type)) events.post({ ...common, type, about: subject, fields: {} });
    else if (type === 'DasHostFailedEvent')
      events.post({ ...common, type, about: subject, fields: { failedHost: hostArgument(subject) } });
    else this.postExtended(event, vm ?? subject, subject);
  }

  /** What has no class of its own in vim25. */
  private postExtended(event: pb.IHostEvent, about: HostRecord | VmRecord, host: HostRecord): void {
    this.options.events.post({
      type: 'EventEx',
      message: event.message ?? '',
      createdTime: event.createdTime ?? undefined,
      about,
      host,
      fields: {
        eventTypeId: event.type ?? '',
        message: event.message ?? '',
        objectId: about.id,
        objectType: about.type,
        objectName: about.name,
        arguments: Object.entries(event.arguments ?? {}).map(([key, value]) => ({
          _typeName: 'KeyAnyValue' as const,
          key,
          value,
        })),
      },
    });
  }
}

/** What a virtual machine asked. */
function messageFields(event: pb.IHostEvent) {
  const { messageId = '', text = '' } = event.arguments ?? {};
  const messageInfo = [{ _typeName: 'VirtualMachineMessage', id: messageId, text }] as const;
  return { template: false, message: `${messageId}:${text}`, messageInfo };
}

function numberOf({ bootUuid, sequence }: pb.IHostEvent): EventCursor {
  return { bootUuid: bootUuid ?? '', sequence: sequence ?? 0 };
}
