import type { DataObject } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { defaultAlarms } from './default-alarms.ts';
import { type AlarmExpression, conditionsMet, kindOf, objectTypesOf, statusOf, worst } from './expression.ts';

const base = {
  key: 1,
  chainId: 1,
  createdTime: '2026-01-01T00:00:00.000Z',
  userName: '',
} as const;

function extended(eventTypeId: string, given: Readonly<Record<string, string>> = {}): DataObject<'Event'> {
  const arguments_ = Object.entries(given).map(([key, value]) => ({ _typeName: 'KeyAnyValue', key, value }) as const);
  return { _typeName: 'EventEx', ...base, eventTypeId, arguments: arguments_ };
}

function onEvent(
  eventTypeId: string | undefined,
  status: 'green' | 'yellow' | 'red',
  more: { eventType?: string; comparison?: readonly [operator: string, value: string]; objectType?: string } = {},
): AlarmExpression {
  const { eventType = 'EventEx', comparison, objectType = 'HostSystem' } = more;
  const comparisons = comparison && [
    {
      _typeName: 'EventAlarmExpressionComparison',
      attributeName: 'state',
      operator: comparison[0],
      value: comparison[1],
    } as const,
  ];
  return { _typeName: 'EventAlarmExpression', eventType, eventTypeId, objectType, status, comparisons };
}

const or = (...expression: AlarmExpression[]): AlarmExpression => ({ _typeName: 'OrAlarmExpression', expression });
const and = (...expression: AlarmExpression[]): AlarmExpression => ({ _typeName: 'AndAlarmExpression', expression });

function onState(
  operator: 'isEqual' | 'isUnequal',
  states: { readonly yellow?: string; readonly red?: string },
  statePath = 'runtime.connectionState',
): AlarmExpression {
  return { _typeName: 'StateAlarmExpression', operator, type: 'HostSystem', statePath, ...states };
}

describe('an event alarm', () => {
  it('is met by its id, or by the class and what extends it', () => {
    const failed = or(onEvent('a.failed', 'red'), onEvent('a.well', 'green'));
    expect(conditionsMet(failed, extended('a.failed'))).toEqual([{ objectType: 'HostSystem', status: 'red' }]);
    expect(conditionsMet(failed, extended('a.well'))).toEqual([{ objectType: 'HostSystem', status: 'green' }]);
    expect(conditionsMet(failed, extended('a.other'))).toEqual([]);
    const off: DataObject<'Event'> = { _typeName: 'VmPoweredOffEvent', ...base, template: false };
    expect(conditionsMet(onEvent(undefined, 'red', { eventType: 'VmEvent' }), off)).toHaveLength(1);
    expect(conditionsMet(onEvent('VmPoweredOffEvent', 'red'), off)).toHaveLength(1);
    expect(conditionsMet(onEvent(undefined, 'red', { eventType: 'HostEvent' }), off)).toEqual([]);
  });

  it('takes the worst of what is met for an object, and each type of object on its own', () => {
    const expression = or(
      onEvent('a', 'yellow'),
      onEvent('a', 'red'),
      onEvent('a', 'green', { objectType: 'Datacenter' }),
    );
    expect(conditionsMet(expression, extended('a'))).toEqual([
      { objectType: 'HostSystem', status: 'red' },
      { objectType: 'Datacenter', status: 'green' },
    ]);
  });

  it.each([
    ['equals', 'hostDown', true],
    ['equals', 'host', false],
    ['notEqualTo', 'host', true],
    ['startsWith', 'host', true],
    ['doesNotStartWith', 'host', false],
    ['endsWith', 'Down', true],
    ['doesNotEndWith', 'Down', false],
    ['resembles', 'hostDown', false],
  ])('compares what the event says: %s %s', (operator, value, met) => {
    const expression = onEvent('a', 'red', { comparison: [operator, value] });
    expect(conditionsMet(expression, extended('a', { state: 'hostDown' })).length > 0).toBe(met);
  });
});

describe('a state alarm', () => {
  it.each([
    [onState('isEqual', { red: 'notResponding' }), 'notResponding', 'red'],
    [onState('isEqual', { red: 'notResponding' }), 'connected', 'green'],
    [onState('isEqual', { yellow: 'disconnected' }), 'disconnected', 'yellow'],
    [onState('isEqual', { yellow: 'disconnected', red: 'notResponding' }), 'notResponding', 'red'],
    [onState('isEqual', { yellow: 'disconnected', red: 'notResponding' }), 'disconnected', 'yellow'],
    [onState('isUnequal', { red: 'connected' }), 'disconnected', 'red'],
    [onState('isUnequal', { red: 'connected' }), 'connected', 'green'],
    [onState('isEqual', { red: 'notResponding' }), undefined, 'gray'],
  ] as const)('has the status of the state', (expression, state, status) => {
    expect(statusOf(expression, () => state)).toBe(status);
  });

  it('is as bad as its worst alternative, and no worse than its best condition', () => {
    const read = (path: string) => (path === 'a' ? 'bad' : 'good');
    const bad = onState('isEqual', { red: 'bad' }, 'a');
    const good = onState('isEqual', { red: 'bad' }, 'b');
    expect([statusOf(or(bad, good), read), statusOf(and(bad, good), read)]).toEqual(['red', 'green']);
    expect(worst([])).toBe('gray');
  });
});

describe('an alarm', () => {
  it('looks at events or at states', () => {
    const state = onState('isEqual', { red: 'x' });
    expect([kindOf(onEvent('a', 'red')), kindOf(and(state, state))]).toEqual(['event', 'state']);
    for (const mixed of [or(state, onEvent('a', 'red')), and(onEvent('a', 'red')), or()])
      expect(() => kindOf(mixed)).toThrow('an alarm looks at');
  });

  it('of the default ones has a name of its own, one kind, and one type of object', () => {
    expect(new Set(defaultAlarms.map(({ name }) => name)).size).toBe(defaultAlarms.length);
    for (const { name, expression } of defaultAlarms) {
      expect([name, [...objectTypesOf(expression)].length]).toEqual([name, 1]);
      expect(() => kindOf(expression)).not.toThrow();
    }
  });
});
