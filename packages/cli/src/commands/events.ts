// `microsphere events`: what vCenter has recorded, oldest first, and with --follow what it records from now on.
import { type EventLine, EventReader } from '../event-reader.ts';
import { withVcenter } from '../session.ts';
import { interruption, pause } from '../terminal/interruption.ts';

/** How often a followed collector is asked for new events, in milliseconds. */
const FOLLOW_INTERVAL_MS = 250;
/** Columns of most event types; those of vSphere HA's longest ids stand out. */
const TYPE_COLUMNS = 40;

function printEvent({ time, type, message }: EventLine): string {
  return `${time}  ${type.padEnd(TYPE_COLUMNS)}  ${message}`;
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
