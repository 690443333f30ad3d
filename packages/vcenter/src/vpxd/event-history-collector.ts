// A reader of the event history with a filter and a position: forwards from the oldest event unless it is moved, and a page
// of the newest ones that is kept up to date.
import { type DataObject, isSubtype, moRef, type TypedReference } from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';
import type { ObjectStore } from '../vmodl/object-store.ts';
import type { EventManager } from './event-manager.ts';

type Event = DataObject<'Event'>;
type Filter = DataObject<'EventFilterSpec'>;

/** Events of one read, and of the latest page. */
export const MAX_PAGE_EVENTS = 1_000;
/** Size of the latest page until it is set (vim25 HistoryCollector.SetCollectorPageSize). */
const DEFAULT_PAGE_EVENTS = 10;

export class EventHistoryCollector {
  readonly ref: TypedReference<'EventHistoryCollector'>;
  private readonly events: EventManager;
  private readonly objects: ObjectStore;
  private readonly filter: Filter;
  private readonly stopListening: () => void;
  private pageSize = DEFAULT_PAGE_EVENTS;
  private page: readonly Event[];
  /** Key of the last event before the position. */
  private position = 0;

  constructor(id: string, filter: Filter, events: EventManager, objects: ObjectStore) {
    this.ref = moRef('EventHistoryCollector', id);
    this.events = events;
    this.objects = objects;
    this.filter = filter;
    this.page = this.latest();
    objects.put(this.ref, { filter, latestPage: this.page });
    this.stopListening = events.listen((event) => {
      if (!matches(event, filter, objects)) return;
      this.page = [event, ...this.page].slice(0, this.pageSize);
      this.objects.set(this.ref, { latestPage: this.page });
    });
  }

  destroy(): void {
    this.stopListening();
    this.objects.destroy(this.ref.value);
  }

  /** Newest first. */
  private latest(): Event[] {
    const page: Event[] = [];
    for (let index = this.events.all.length - 1; index >= 0 && page.length < this.pageSize; index--) {
      const event = this.events.all[index];
      if (event && matches(event, this.filter, this.objects)) page.push(event);
    }
    return page;
  }

  setPageSize(count: number): void {
    this.pageSize = checkedCount(count);
    this.page = this.latest();
    this.objects.set(this.ref, { latestPage: this.page });
  }

  /** To the oldest event: reading forwards gives everything. */
  rewind(): void {
    this.position = 0;
  }

  /** Behind the newest event: reading backwards gives everything. */
  reset(): void {
    this.position = this.events.all.at(-1)?.key ?? 0;
  }

  /** From the position on, oldest first. */
  readNext(count: number): Event[] {
    const read = this.events.all
      .slice(firstAfter(this.events.all, this.position))
      .filter((event) => matches(event, this.filter, this.objects))
      .slice(0, checkedCount(count));
    this.position = read.at(-1)?.key ?? this.position;
    return read;
  }

  /** Before the position, newest first. */
  readPrevious(count: number): Event[] {
    const read = this.events.all
      .slice(0, firstAfter(this.events.all, this.position))
      .reverse()
      .filter((event) => matches(event, this.filter, this.objects))
      .slice(0, checkedCount(count));
    const last = read.at(-1);
    if (last) this.position = last.key - 1;
    return read;
  }
}

export function checkedCount(count: number): number {
  if (count < 1 || count > MAX_PAGE_EVENTS)
    throw fault('InvalidArgument', `maxCount: ${count}, from 1 to ${MAX_PAGE_EVENTS}`, { invalidProperty: 'maxCount' });
  return count;
}

/** Index of the first event with a greater key; events are sorted by key. */
function firstAfter(events: readonly Event[], key: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.key ?? 0) > key) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether a filter lets an event through. */
export function matches(event: Event, { type, eventTypeId, time, entity }: Filter, objects: ObjectStore): boolean {
  if (type?.length && !type.some((name) => isSubtype(event._typeName, name))) return false;
  if (eventTypeId?.length && !eventTypeId.some((id) => id === idOf(event) || id === `vim.event.${event._typeName}`))
    return false;
  const created = Date.parse(event.createdTime);
  if (time?.beginTime !== undefined && created < Date.parse(time.beginTime)) return false;
  if (time?.endTime !== undefined && created > Date.parse(time.endTime)) return false;
  return entity === undefined || concerns(event, entity, objects);
}

function idOf(event: Event): string {
  return event._typeName === 'EventEx' ? event.eventTypeId : event._typeName;
}

function concerns(event: Event, { entity, recursion }: DataObject<'EventFilterSpecByEntity'>, objects: ObjectStore) {
  const named = [
    event.vm?.vm,
    event.host?.host,
    event.computeResource?.computeResource,
    event.datacenter?.datacenter,
  ].flatMap((reference) => (reference ? [reference.value] : []));
  if (recursion !== 'children' && named.includes(entity.value)) return true;
  if (recursion === 'self') return false;
  return named.some((id) => {
    const object = objects.get(id);
    return object !== undefined && objects.isBelow(object, entity.value);
  });
}
