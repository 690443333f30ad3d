// `microsphere events`: what vCenter has recorded, oldest first, and with --follow what it records from now on.
import { type DataObject, known, type Vim25Client } from '@microsphere/vim25';
import { withVcenter } from '../session.ts';
import { interruption, pause } from '../terminal/interruption.ts';

/** How often a followed collector is asked for new events, in milliseconds. */
const FOLLOW_INTERVAL_MS = 250;
/** Events of one request. */
const PAGE_EVENTS = 100;

export type VimEvent = DataObject<'Event'>;

export interface EventLine {
  readonly key: number;
  readonly time: string;
  readonly type: string;
  readonly message: string;
  readonly host?: string;
  readonly vm?: string;
}

export function eventLine(event: VimEvent): EventLine {
  return {
    key: event.key,
    time: event.createdTime,
    type: 'eventTypeId' in event ? event.eventTypeId : event._typeName,
    message: event.fullFormattedMessage ?? '',
    ...(event.host ? { host: event.host.name } : {}),
    ...(event.vm ? { vm: event.vm.name } : {}),
  };
}

export function printEvent({ time, type, message }: EventLine): string {
  return `${time}  ${type.padEnd(34)}  ${message}`;
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

export interface EventsOptions {
  readonly follow?: boolean;
  /** How many of the past; 0 for all. */
  readonly lines: number;
  readonly json?: boolean;
}

export function eventsCommand(options: EventsOptions, labName: string | undefined): Promise<void> {
  const print = (line: EventLine) =>
    process.stdout.write(`${options.json ? JSON.stringify(line) : printEvent(line)}\n`);
  return withVcenter(labName, async (client) => {
    const reader = await EventReader.open(client);
    for (const line of (await reader.next()).slice(options.lines === 0 ? 0 : -options.lines)) print(line);
    if (options.follow) {
      const interrupted = interruption();
      while (!interrupted.aborted) {
        for (const line of await reader.next()) print(line);
        await pause(FOLLOW_INTERVAL_MS, interrupted);
      }
    }
    await reader.close();
  });
}
