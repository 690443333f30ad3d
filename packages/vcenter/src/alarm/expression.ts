// What an alarm's expression makes of an event, or of the state of an object. Pure: the rules are those of vim25
// EventAlarmExpression and StateAlarmExpression.
import { type DataObject, isSubtype } from '@microsphere/vim25';

export type AlarmExpression = DataObject<'AlarmExpression'>;
export type AlarmStatus = DataObject<'AlarmState'>['overallStatus'];
type Event = DataObject<'Event'>;
type EventExpression = DataObject<'EventAlarmExpression'>;
type StateExpression = DataObject<'StateAlarmExpression'>;

/** An alarm looks at events or at states: one that mixed them would have no status that says when it is over. */
export type AlarmKind = 'event' | 'state';

const severity: readonly AlarmStatus[] = ['gray', 'green', 'yellow', 'red'];

export function worst(statuses: readonly AlarmStatus[]): AlarmStatus {
  return statuses.reduce((a, b) => (severity.indexOf(b) > severity.indexOf(a) ? b : a), 'gray');
}

function best(statuses: readonly AlarmStatus[]): AlarmStatus {
  return statuses.reduce((a, b) => (severity.indexOf(b) < severity.indexOf(a) ? b : a), 'red');
}

type Leaf = EventExpression | StateExpression;

export function leavesOf(expression: AlarmExpression): readonly Leaf[] {
  switch (expression._typeName) {
    case 'OrAlarmExpression':
    case 'AndAlarmExpression':
      return expression.expression.flatMap(leavesOf);
    case 'EventAlarmExpression':
    case 'StateAlarmExpression':
      return [expression];
    default:
      return [];
  }
}

/** Throws for an expression that is nothing of either kind. */
export function kindOf(expression: AlarmExpression): AlarmKind {
  const leaves = leavesOf(expression);
  if (leaves.length > 0 && leaves.every(({ _typeName }) => _typeName === 'StateAlarmExpression')) return 'state';
  const areEvents = leaves.every(({ _typeName }) => _typeName === 'EventAlarmExpression');
  if (leaves.length > 0 && areEvents && expression._typeName !== 'AndAlarmExpression') return 'event';
  throw new Error('an alarm looks at one of several events, or at states');
}

/** The types of the objects that can trigger it. */
export function objectTypesOf(expression: AlarmExpression): ReadonlySet<string> {
  const types = leavesOf(expression).map((leaf) =>
    leaf._typeName === 'StateAlarmExpression' ? leaf.type : (leaf.objectType ?? ''),
  );
  return new Set(types.filter((type) => type !== ''));
}

/** What the event of an EventEx says under a name, or the field of a typed one. */
function attribute(event: Event, name: string): string {
  const given = event._typeName === 'EventEx' ? event.arguments?.find(({ key }) => key === name)?.value : undefined;
  return String(given ?? (event as unknown as Readonly<Record<string, unknown>>)[name] ?? '');
}

function holds(
  event: Event,
  { attributeName, operator, value }: DataObject<'EventAlarmExpressionComparison'>,
): boolean {
  const actual = attribute(event, attributeName);
  switch (operator) {
    case 'equals':
      return actual === value;
    case 'notEqualTo':
      return actual !== value;
    case 'startsWith':
      return actual.startsWith(value);
    case 'doesNotStartWith':
      return !actual.startsWith(value);
    case 'endsWith':
      return actual.endsWith(value);
    case 'doesNotEndWith':
      return !actual.endsWith(value);
    default:
      return false;
  }
}

function isMet(event: Event, { eventType, eventTypeId, comparisons }: EventExpression): boolean {
  const id = event._typeName === 'EventEx' ? event.eventTypeId : event._typeName;
  const isOfType = eventTypeId === undefined ? isSubtype(event._typeName, eventType) : eventTypeId === id;
  return isOfType && (comparisons ?? []).every((comparison) => holds(event, comparison));
}

/** A condition that an event has met: on the object of which type, and the status that follows. */
export interface MetCondition {
  readonly objectType: string;
  readonly status: AlarmStatus;
}

/** The conditions of an alarm that an event meets, the worst one of each type of object. */
export function conditionsMet(expression: AlarmExpression, event: Event): readonly MetCondition[] {
  const met = new Map<string, AlarmStatus>();
  for (const leaf of leavesOf(expression)) {
    if (leaf._typeName !== 'EventAlarmExpression' || leaf.status === undefined || !isMet(event, leaf)) continue;
    const objectType = leaf.objectType ?? '';
    met.set(objectType, worst([met.get(objectType) ?? 'gray', leaf.status]));
  }
  return [...met].map(([objectType, status]) => ({ objectType, status }));
}

/** The status of an object by its state. `read` gives the value at a property path, undefined for none. */
export function statusOf(expression: AlarmExpression, read: (path: string) => unknown): AlarmStatus {
  switch (expression._typeName) {
    case 'OrAlarmExpression':
      return worst(expression.expression.map((part) => statusOf(part, read)));
    case 'AndAlarmExpression':
      return best(expression.expression.map((part) => statusOf(part, read)));
    case 'StateAlarmExpression': {
      const value = read(expression.statePath);
      const isIn = (state: string | undefined) =>
        state !== undefined && (value === state) === (expression.operator === 'isEqual');
      if (value === undefined) return 'gray';
      return isIn(expression.red) ? 'red' : isIn(expression.yellow) ? 'yellow' : 'green';
    }
    default:
      return 'gray';
  }
}
