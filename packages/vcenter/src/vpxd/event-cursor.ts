// Taking in a host's events without losing or doubling one: each host numbers the events of one boot from 1, and vCenter
// remembers, with the events themselves, how far it has got. Pure.

export interface EventCursor {
  readonly bootUuid: string;
  /** The last event of this boot that has been taken in. */
  readonly sequence: number;
}

export interface NumberedEvent {
  readonly bootUuid: string;
  readonly sequence: number;
}

export const START: EventCursor = { bootUuid: '', sequence: 0 };

/**
 * What to do with an event that has just been heard: take it in, drop it as known, or ask the host for those before it.
 */
export function hear(cursor: EventCursor, event: NumberedEvent): 'take' | 'drop' | 'ask' {
  const last = event.bootUuid === cursor.bootUuid ? cursor.sequence : 0;
  if (event.sequence <= last) return 'drop';
  return event.sequence === last + 1 ? 'take' : 'ask';
}

/** Whether a host that says it is at this event has some that are missing here. */
export function isBehind(cursor: EventCursor, host: NumberedEvent): boolean {
  return hear(cursor, host) !== 'drop';
}

/** Of events that were asked for, those that are new, in order. What the host no longer keeps is lost. */
export function missing<E extends NumberedEvent>(cursor: EventCursor, events: readonly E[]): E[] {
  return events
    .filter((event) => event.bootUuid !== cursor.bootUuid || event.sequence > cursor.sequence)
    .sort((a, b) => a.sequence - b.sequence);
}
