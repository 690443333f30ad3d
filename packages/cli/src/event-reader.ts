// vCenter's events, read from a history collector of its own: the past first, then in pages what comes after.
import { type DataObject, known, type Vim25Client } from '@microsphere/vim25';

/** Events of one request. */
const PAGE_EVENTS = 100;

type VimEvent = DataObject<'Event'>;

export interface EventLine {
  readonly key: number;
  readonly time: string;
  readonly type: string;
  readonly message: string;
  readonly host?: string;
  readonly vm?: string;
}

function eventLine(event: VimEvent): EventLine {
  return {
    key: event.key,
    time: event.createdTime,
    type: 'eventTypeId' in event ? event.eventTypeId : event._typeName,
    message: event.fullFormattedMessage ?? '',
    ...(event.host ? { host: event.host.name } : {}),
    ...(event.vm ? { vm: event.vm.name } : {}),
  };
}

/** Reads a collector of all events: the last ones, then in pages what comes after. */
export class EventReader {
  private readonly client: Vim25Client;
  private readonly collector: ReturnType<typeof known<'EventHistoryCollector'>>;
  private lastKey = -1;

  private constructor(client: Vim25Client, collector: ReturnType<typeof known<'EventHistoryCollector'>>) {
    this.client = client;
    this.collector = collector;
  }

  static async open(client: Vim25Client): Promise<EventReader> {
    const { eventManager } = await client.content();
    const created = await client.call(known(eventManager, 'EventManager'), 'CreateCollectorForEvents', {
      filter: { _typeName: 'EventFilterSpec' },
    });
    return new EventReader(client, known(created, 'EventHistoryCollector'));
  }

  /** The events after those that were read before, oldest first. */
  async next(): Promise<EventLine[]> {
    const lines: EventLine[] = [];
    for (;;) {
      const page = (await this.client.call(this.collector, 'ReadNextEvents', { maxCount: PAGE_EVENTS })) ?? [];
      for (const event of page) {
        if (event.key <= this.lastKey) continue;
        this.lastKey = event.key;
        lines.push(eventLine(event));
      }
      if (page.length < PAGE_EVENTS) return lines;
    }
  }

  async close(): Promise<void> {
    await this.client.call(this.collector, 'DestroyCollector', {});
  }
}
