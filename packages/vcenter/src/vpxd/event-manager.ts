// The events of this vCenter: numbered, on the disk before anybody sees them, the oldest forgotten.
import {
  type DataObject,
  type EventName,
  type EventSeverity,
  type ExactDataObject,
  haEventSeverity,
  moRef,
} from '@microsphere/vim25';
import type { Inventory } from '../inventory/inventory.ts';
import type { InventoryRecord } from '../inventory/records.ts';
import type { Store } from '../vcdb/database.ts';
import type { ObjectStore } from '../vmodl/object-store.ts';

/** Events that are kept. */
export const MAX_EVENTS = 10_000;

type Event = DataObject<'Event'>;
type BaseField = keyof ExactDataObject<'Event'>;

/** An event of a type: its own fields, what it is about, and the message. */
export interface EventDraft<N extends EventName> {
  readonly type: N;
  readonly message: string;
  /** The object that it is about; what lies above it in the inventory is named as well. */
  readonly about?: InventoryRecord | undefined;
  /** The host, where it isn't the one that the object is on. */
  readonly host?: InventoryRecord | undefined;
  readonly userName?: string | undefined;
  /** Milliseconds since the epoch; now, where it isn't given. */
  readonly createdTime?: number | undefined;
  readonly fields: Omit<ExactDataObject<N>, BaseField>;
}

/** An event that has no class of its own in vim25. */
export interface ExtendedEventDraft extends Omit<EventDraft<'EventEx'>, 'type' | 'fields'> {
  readonly eventTypeId: string;
  /** That of the id, where it isn't given. */
  readonly severity?: EventSeverity;
  readonly arguments?: Readonly<Record<string, string>>;
}

export const EVENT_MANAGER = moRef('EventManager', 'EventManager');

export class EventManager {
  private readonly store: Store;
  private readonly objects: ObjectStore;
  private readonly inventory: Inventory;
  private readonly wallClock: () => number;
  private readonly events: Event[];
  private readonly listeners = new Set<(event: Event) => void>();
  private readonly untold: Event[] = [];
  private lastKey: number;

  constructor(options: { store: Store; objects: ObjectStore; inventory: Inventory; wallClock: () => number }) {
    this.store = options.store;
    this.objects = options.objects;
    this.inventory = options.inventory;
    this.wallClock = options.wallClock;
    this.events = this.store.all('event').map(({ document }) => document);
    this.lastKey = this.events.at(-1)?.key ?? 0;
    this.objects.put(EVENT_MANAGER, { latestEvent: this.events.at(-1), maxCollector: 1_000 });
  }

  /** Oldest first. */
  get all(): readonly Event[] {
    return this.events;
  }

  listen(listener: (event: Event) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Returns the event, numbered. */
  post<N extends EventName>(draft: EventDraft<N>): Event {
    this.lastKey += 1;
    const key = this.lastKey;
    // The fields are those of this type; the compiler does not follow a generic discriminator.
    const event = {
      _typeName: draft.type,
      key,
      chainId: key,
      createdTime: new Date(draft.createdTime ?? this.wallClock()).toISOString(),
      userName: draft.userName ?? '',
      ...this.places(draft.about, draft.host),
      fullFormattedMessage: draft.message,
      ...draft.fields,
    } as unknown as Event;
    // What listeners keep because of an event is on the disk with it.
    this.store.transaction(() => {
      this.store.put('event', String(key), event);
      const oldest = this.events.length >= MAX_EVENTS ? this.events.shift() : undefined;
      if (oldest) this.store.delete('event', String(oldest.key));
      this.events.push(event);
      this.objects.set(EVENT_MANAGER, { latestEvent: event });
      this.tell(event);
    });
    return event;
  }

  /** Every listener hears all events in their order, also those that another listener posts. */
  private tell(event: Event): void {
    this.untold.push(event);
    if (this.untold.length > 1) return;
    for (let next = this.untold[0]; next; next = this.untold[0]) {
      for (const listener of this.listeners) listener(next);
      this.untold.shift();
    }
  }

  postExtended({ eventTypeId, severity, arguments: given = {}, ...draft }: ExtendedEventDraft): Event {
    const { about, message } = draft;
    return this.post({
      ...draft,
      type: 'EventEx',
      fields: {
        eventTypeId,
        severity: severity ?? haEventSeverity(eventTypeId),
        message,
        objectId: about?.id,
        objectType: about?.type,
        objectName: about?.name,
        arguments: Object.entries(given).map(([key, value]) => ({ _typeName: 'KeyAnyValue' as const, key, value })),
      },
    });
  }

  private places(about: InventoryRecord | undefined, host: InventoryRecord | undefined): Partial<Event> {
    const vm = about?.type === 'VirtualMachine' ? about : undefined;
    const onHost = host ?? (vm ? this.inventory.get(vm.host) : about);
    const hostRecord = onHost?.type === 'HostSystem' ? onHost : undefined;
    const cluster = this.inventory.above('ClusterComputeResource', (hostRecord ?? about)?.id ?? '');
    const datacenter = this.inventory.above('Datacenter', (about ?? hostRecord)?.id ?? '');
    return {
      ...(vm && {
        vm: { _typeName: 'VmEventArgument', name: vm.name, vm: moRef('VirtualMachine', vm.id) },
      }),
      ...(hostRecord && { host: hostArgument(hostRecord) }),
      ...(cluster && {
        computeResource: {
          _typeName: 'ComputeResourceEventArgument',
          name: cluster.name,
          computeResource: moRef('ClusterComputeResource', cluster.id),
        },
      }),
      ...(datacenter && {
        datacenter: {
          _typeName: 'DatacenterEventArgument',
          name: datacenter.name,
          datacenter: moRef('Datacenter', datacenter.id),
        },
      }),
    };
  }
}

export function hostArgument(host: { readonly id: string; readonly name: string }): DataObject<'HostEventArgument'> {
  return { _typeName: 'HostEventArgument', name: host.name, host: moRef('HostSystem', host.id) };
}
