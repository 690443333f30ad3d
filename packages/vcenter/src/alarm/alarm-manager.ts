// The alarms of this vCenter: listens to events and to the states of objects, keeps on which entities alarms are triggered
// (on the disk with the event that triggered them), and shows it on those entities and on all that are above them. The
// decisions are in expression.ts.
import {
  type DataObject,
  isSubtype,
  type ManagedObjectReference,
  moRef,
  type TypedReference,
} from '@microsphere/vim25';
import type { Instance } from '../inventory/instance.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { type InventoryRecord, ROOT_FOLDER, refOf } from '../inventory/records.ts';
import type { Store } from '../vcdb/database.ts';
import { fault } from '../vmodl/faults.ts';
import type { ObjectChange, ObjectStore } from '../vmodl/object-store.ts';
import { readPath, rootProperty } from '../vmodl/property-path.ts';
import type { EventManager } from '../vpxd/event-manager.ts';
import { defaultAlarms } from './default-alarms.ts';
import {
  type AlarmKind,
  type AlarmStatus,
  conditionsMet,
  kindOf,
  leavesOf,
  objectTypesOf,
  statusOf,
  worst,
} from './expression.ts';

export const ALARM_MANAGER = moRef('AlarmManager', 'AlarmManager');

/** Alarms that are triggered at once; the one that was triggered first is forgotten for one more. */
export const MAX_TRIGGERED_ALARMS = 1_000;

type Event = DataObject<'Event'>;
type AlarmState = DataObject<'AlarmState'>;

interface Alarm {
  readonly ref: TypedReference<'Alarm'>;
  readonly spec: DataObject<'AlarmSpec'>;
  readonly kind: AlarmKind;
  readonly objectTypes: ReadonlySet<string>;
  /** Properties that its state expressions read. */
  readonly properties: ReadonlySet<string>;
}

/** How alarms show on an entity. */
export interface AlarmStates {
  /** Alarms that it or something below can trigger, each with the worst status there. */
  readonly declared: readonly AlarmState[];
  /** Alarms that it or something below has triggered. */
  readonly triggered: readonly AlarmState[];
}

export interface AlarmManagerOptions {
  readonly store: Store;
  readonly objects: ObjectStore;
  readonly inventory: Inventory;
  readonly events: EventManager;
  readonly instance: Instance;
  readonly wallClock: () => number;
  /** Entities that look different now. */
  readonly onChange: (ids: Iterable<string>) => void;
}

export class AlarmManager {
  private readonly options: AlarmManagerOptions;
  private readonly alarms: readonly Alarm[];
  /** By key; the one that was triggered first is the first. */
  private readonly triggered = new Map<string, AlarmState>();
  /** Keys of the alarms that show on an entity, by its id: its own and those from below. */
  private readonly keysAt = new Map<string, Set<string>>();
  /** What was shown last, so that an entity about which nothing has changed is not put together anew. */
  private readonly shown = new Map<string, AlarmStates>();
  private readonly startedAt: string;

  constructor(options: AlarmManagerOptions) {
    this.options = options;
    this.startedAt = this.now();
    const { store, objects, events, inventory } = options;
    const ids = new Map(store.all('alarm').map(({ id, document }) => [id, document.id]));
    this.alarms = defaultAlarms.map((spec) => this.define(spec, ids.get(spec.name)));
    for (const { id, document } of store.all('alarmState')) {
      const isKnown = this.alarms.some(({ ref }) => ref.value === document.alarm.value);
      if (isKnown && inventory.get(document.entity.value)) this.index(document);
      else store.delete('alarmState', id);
    }
    events.listen((event) => this.hear(event));
    objects.listen((change) => this.look(change));
  }

  private now(): string {
    return new Date(this.options.wallClock()).toISOString();
  }

  private define(spec: DataObject<'AlarmSpec'>, known: string | undefined): Alarm {
    const { store, objects, instance } = this.options;
    const id = known ?? instance.newId('alarm');
    if (known === undefined) store.put('alarm', spec.name, { id });
    const ref = moRef('Alarm', id);
    const { _typeName: _spec, ...fields } = spec;
    const info: DataObject<'AlarmInfo'> = {
      ...fields,
      _typeName: 'AlarmInfo',
      key: id,
      alarm: ref,
      entity: moRef('Folder', ROOT_FOLDER),
      lastModifiedTime: this.startedAt,
      lastModifiedUser: '',
      creationEventId: 0,
    };
    objects.put(ref, { info });
    const leaves = leavesOf(spec.expression);
    return {
      ref,
      spec,
      kind: kindOf(spec.expression),
      objectTypes: objectTypesOf(spec.expression),
      properties: new Set(
        leaves.flatMap((leaf) => (leaf._typeName === 'StateAlarmExpression' ? [rootProperty(leaf.statePath)] : [])),
      ),
    };
  }

  private hear(event: Event): void {
    for (const alarm of this.alarms) {
      if (alarm.kind !== 'event') continue;
      for (const { objectType, status } of conditionsMet(alarm.spec.expression, event)) {
        const entity = this.options.inventory.get(subjectOf(event, objectType)?.value ?? '');
        if (entity) this.set(alarm, entity, status, event.key);
      }
    }
  }

  private look({ kind, ref, changed }: ObjectChange): void {
    if (kind === 'destroy') {
      this.forget(ref.value);
      return;
    }
    for (const alarm of this.alarms) {
      if (alarm.kind !== 'state' || ![...alarm.properties].some((name) => changed.has(name))) continue;
      if (![...alarm.objectTypes].some((type) => isSubtype(ref.type, type))) continue;
      const entity = this.options.inventory.get(ref.value);
      const object = this.options.objects.get(ref.value);
      if (!entity || !object) continue;
      const read = (path: string) => readPath(ref.type, object.properties, path)?.value;
      this.set(alarm, entity, statusOf(alarm.spec.expression, read));
    }
  }

  /** The one place where the status of an alarm on an entity changes. */
  private set(alarm: Alarm, entity: InventoryRecord, status: AlarmStatus, eventKey?: number): void {
    const key = `${alarm.ref.value}.${entity.id}`;
    const before = this.triggered.get(key)?.overallStatus ?? untriggered(alarm);
    const isTriggered = status === 'yellow' || status === 'red';
    if (before === status || (!isTriggered && !this.triggered.has(key))) return;
    if (isTriggered) {
      this.put({
        _typeName: 'AlarmState',
        key,
        entity: refOf(entity),
        alarm: alarm.ref,
        overallStatus: status,
        time: this.now(),
        acknowledged: false,
        eventKey,
      });
    } else this.drop(key);
    this.options.events.post({
      type: 'AlarmStatusChangedEvent',
      message: `Alarm '${alarm.spec.name}' on ${entity.name} changed from ${capitalized(before)} to ${capitalized(status)}`,
      about: entity,
      fields: { ...this.eventFields(alarm, entity), from: before, to: status },
    });
  }

  private put(state: AlarmState): void {
    // A new status moves it to the end: the first one is the oldest.
    this.drop(state.key);
    const [oldest] = this.triggered.keys();
    if (this.triggered.size >= MAX_TRIGGERED_ALARMS && oldest !== undefined) this.drop(oldest);
    this.options.store.put('alarmState', state.key, state);
    this.show(this.index(state));
  }

  /** Remembers it at its entity and all above; returns their ids. */
  private index(state: AlarmState): string[] {
    this.triggered.set(state.key, state);
    const ids = [...this.upwards(state.entity.value)].map(({ id }) => id);
    for (const id of ids) {
      const keys = this.keysAt.get(id);
      if (keys) keys.add(state.key);
      else this.keysAt.set(id, new Set([state.key]));
    }
    return ids;
  }

  private drop(key: string): void {
    if (!this.triggered.delete(key)) return;
    this.options.store.delete('alarmState', key);
    // The entity may be gone already: what shows it is looked up here, not in the inventory.
    const ids = [...this.keysAt].flatMap(([id, keys]) => (keys.delete(key) ? [id] : []));
    for (const id of ids) if (this.keysAt.get(id)?.size === 0) this.keysAt.delete(id);
    this.show(ids);
  }

  private show(ids: readonly string[]): void {
    for (const id of ids) this.shown.delete(id);
    this.options.onChange(ids);
  }

  private eventFields(alarm: Alarm, entity: InventoryRecord) {
    const root = this.options.inventory.need('Folder', ROOT_FOLDER);
    const argument = (record: InventoryRecord) =>
      ({ _typeName: 'ManagedEntityEventArgument', name: record.name, entity: refOf(record) }) as const;
    return {
      alarm: { _typeName: 'AlarmEventArgument', name: alarm.spec.name, alarm: alarm.ref },
      source: argument(entity),
      entity: argument(root),
    } as const;
  }

  /** The entity, and all that are above it. */
  private *upwards(id: string): Generator<InventoryRecord> {
    const { inventory } = this.options;
    for (let at = inventory.get(id); at; at = at.parent === undefined ? undefined : inventory.get(at.parent)) yield at;
  }

  private forget(id: string): void {
    this.shown.delete(id);
    for (const key of [...(this.keysAt.get(id) ?? [])])
      if (this.triggered.get(key)?.entity.value === id) this.drop(key);
  }

  /** How alarms show on an entity: of itself and of what is below it. */
  statesOf(record: InventoryRecord): AlarmStates {
    let states = this.shown.get(record.id);
    if (!states) {
      const triggered = [...(this.keysAt.get(record.id) ?? [])].flatMap((key) => this.triggered.get(key) ?? []);
      const declared = this.alarms.flatMap((alarm) => this.declared(alarm, record, triggered));
      states = { declared, triggered };
      this.shown.set(record.id, states);
    }
    return states;
  }

  private declared(alarm: Alarm, record: InventoryRecord, triggered: readonly AlarmState[]): AlarmState[] {
    const holds = typesAtOrBelow(record).some((type) => alarm.objectTypes.has(type));
    if (!holds) return [];
    const here = triggered.filter((state) => state.alarm.value === alarm.ref.value);
    const own = here.find(({ entity }) => entity.value === record.id);
    return [
      own ?? {
        _typeName: 'AlarmState',
        key: `${alarm.ref.value}.${record.id}`,
        entity: refOf(record),
        alarm: alarm.ref,
        overallStatus: worst([untriggered(alarm), ...here.map(({ overallStatus }) => overallStatus)]),
        time: here.at(-1)?.time ?? this.startedAt,
        acknowledged: false,
      },
    ];
  }

  get refs(): readonly TypedReference<'Alarm'>[] {
    return this.alarms.map(({ ref }) => ref);
  }

  /** Somebody has seen it. Fault: InvalidArgument for an alarm that is not triggered there. */
  acknowledge(alarmRef: ManagedObjectReference, entityRef: ManagedObjectReference, userName: string): void {
    const key = `${alarmRef.value}.${entityRef.value}`;
    const state = this.triggered.get(key);
    const alarm = this.alarms.find(({ ref }) => ref.value === alarmRef.value);
    const entity = this.options.inventory.get(entityRef.value);
    if (!state || !alarm || !entity)
      throw fault('InvalidArgument', `alarm: ${alarm?.spec.name ?? alarmRef.value} is not triggered there`, {
        invalidProperty: 'alarm',
      });
    if (state.acknowledged) return;
    const seen = { ...state, acknowledged: true, acknowledgedByUser: userName, acknowledgedTime: this.now() };
    this.options.store.put('alarmState', key, seen);
    this.show(this.index(seen));
    this.options.events.post({
      type: 'AlarmAcknowledgedEvent',
      message: `Acknowledged alarm '${alarm.spec.name}' on ${entity.name}`,
      about: entity,
      userName,
      fields: this.eventFields(alarm, entity),
    });
  }

  /** Resets alarms that events have triggered; what a state triggers lasts as long as the state. Fault: InvalidArgument. */
  clear({ status = [], typeEntity, typeTrigger }: DataObject<'AlarmFilterSpec'>, userName: string): void {
    const entityType = chosen('typeEntity', typeEntity ?? 'entityTypeAll', entityTypes);
    const triggers = chosen('typeTrigger', typeTrigger ?? 'triggerTypeEvent', triggerTypes);
    if (!triggers) return;
    for (const state of [...this.triggered.values()]) {
      const alarm = this.alarms.find(({ ref }) => ref.value === state.alarm.value);
      const entity = this.options.inventory.get(state.entity.value);
      if (alarm?.kind !== 'event' || !entity || (entityType && entity.type !== entityType)) continue;
      if (status.length > 0 && !status.includes(state.overallStatus)) continue;
      this.drop(state.key);
      this.options.events.post({
        type: 'AlarmClearedEvent',
        message: `Manually cleared alarm '${alarm.spec.name}' on ${entity.name} from ${capitalized(state.overallStatus)}`,
        about: entity,
        userName,
        fields: { ...this.eventFields(alarm, entity), from: state.overallStatus },
      });
    }
  }
}

/** vim25 AlarmFilterSpecAlarmTypeByEntity, and the type that each means. */
const entityTypes = new Map<string, string | undefined>([
  ['entityTypeAll', undefined],
  ['entityTypeHost', 'HostSystem'],
  ['entityTypeVm', 'VirtualMachine'],
]);
/** vim25 AlarmFilterSpecAlarmTypeByTrigger, and whether alarms that events have triggered are meant. */
const triggerTypes = new Map([
  ['triggerTypeAll', true],
  ['triggerTypeEvent', true],
  ['triggerTypeMetric', false],
]);

function chosen<T>(property: string, value: string, table: ReadonlyMap<string, T>): T | undefined {
  if (!table.has(value))
    throw fault('InvalidArgument', `filter.${property}: "${value}"`, { invalidProperty: `filter.${property}` });
  return table.get(value);
}

/** Nobody has said anything of what is looked at by events; a state is what it is. */
function untriggered({ kind }: Alarm): AlarmStatus {
  return kind === 'event' ? 'gray' : 'green';
}

/** The object of a type that an event is about. */
function subjectOf(event: Event, objectType: string): ManagedObjectReference | undefined {
  switch (objectType) {
    case 'VirtualMachine':
      return event.vm?.vm;
    case 'HostSystem':
      return event.host?.host;
    case 'ClusterComputeResource':
      return event.computeResource?.computeResource;
    case 'Datacenter':
      return event.datacenter?.datacenter;
    default:
      return undefined;
  }
}

const below: Readonly<Record<string, readonly string[]>> = {
  ComputeResource: ['ClusterComputeResource', 'HostSystem'],
  Datacenter: ['Datacenter', 'ClusterComputeResource', 'HostSystem', 'VirtualMachine', 'Datastore', 'Network'],
};

/** The types of objects that an entity is or can have below it. */
function typesAtOrBelow(record: InventoryRecord): readonly string[] {
  switch (record.type) {
    case 'Folder':
      return record.childType.flatMap((type) => below[type] ?? [type]);
    case 'Datacenter':
      return below.Datacenter ?? [];
    case 'ClusterComputeResource':
      return below.ComputeResource ?? [];
    default:
      return [record.type];
  }
}

function capitalized(status: string): string {
  return status.charAt(0).toUpperCase() + status.slice(1);
}
