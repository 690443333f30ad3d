// Alarms: what is watched (an expression over events and states), and on which entity it has been triggered.
import { dataObject, method } from '../descriptor.ts';

export const alarmTypes = {
  AlarmExpression: dataObject('DynamicData', {}),
  OrAlarmExpression: dataObject('AlarmExpression', { expression: 'AlarmExpression[]' }),
  AndAlarmExpression: dataObject('AlarmExpression', { expression: 'AlarmExpression[]' }),
  StateAlarmExpression: dataObject('AlarmExpression', {
    operator: 'StateAlarmOperator',
    type: 'string',
    statePath: 'string',
    yellow: 'string?',
    red: 'string?',
  }),
  EventAlarmExpression: dataObject('AlarmExpression', {
    comparisons: 'EventAlarmExpressionComparison[]?',
    eventType: 'string',
    eventTypeId: 'string?',
    objectType: 'string?',
    status: 'ManagedEntityStatus?',
  }),
  EventAlarmExpressionComparison: dataObject('DynamicData', {
    attributeName: 'string',
    operator: 'string',
    value: 'string',
  }),
  AlarmSetting: dataObject('DynamicData', { toleranceRange: 'int', reportingFrequency: 'int' }),
  AlarmSpec: dataObject('DynamicData', {
    name: 'string',
    systemName: 'string?',
    description: 'string',
    enabled: 'boolean',
    expression: 'AlarmExpression',
    actionFrequency: 'int?',
    setting: 'AlarmSetting?',
  }),
  AlarmInfo: dataObject('AlarmSpec', {
    key: 'string',
    alarm: 'ManagedObjectReference',
    entity: 'ManagedObjectReference',
    lastModifiedTime: 'dateTime',
    lastModifiedUser: 'string',
    creationEventId: 'int',
  }),
  AlarmState: dataObject('DynamicData', {
    key: 'string',
    entity: 'ManagedObjectReference',
    alarm: 'ManagedObjectReference',
    overallStatus: 'ManagedEntityStatus',
    time: 'dateTime',
    acknowledged: 'boolean?',
    acknowledgedByUser: 'string?',
    acknowledgedTime: 'dateTime?',
    eventKey: 'int?',
    disabled: 'boolean?',
  }),
  AlarmFilterSpec: dataObject('DynamicData', {
    status: 'ManagedEntityStatus[]?',
    typeEntity: 'string?',
    typeTrigger: 'string?',
  }),
  AlarmEventArgument: dataObject('EntityEventArgument', { alarm: 'ManagedObjectReference' }),
  AlarmEvent: dataObject('Event', { alarm: 'AlarmEventArgument' }),
  AlarmStatusChangedEvent: dataObject('AlarmEvent', {
    source: 'ManagedEntityEventArgument',
    entity: 'ManagedEntityEventArgument',
    from: 'string',
    to: 'string',
  }),
  AlarmAcknowledgedEvent: dataObject('AlarmEvent', {
    source: 'ManagedEntityEventArgument',
    entity: 'ManagedEntityEventArgument',
  }),
  AlarmClearedEvent: dataObject('AlarmEvent', {
    source: 'ManagedEntityEventArgument',
    entity: 'ManagedEntityEventArgument',
    from: 'string',
  }),
};

export const alarmManagedObjects = {
  Alarm: { base: 'ManagedObject', properties: { info: 'AlarmInfo' }, methods: {} },
  AlarmManager: {
    base: 'ManagedObject',
    properties: {},
    methods: {
      GetAlarm: method({ entity: 'ManagedObjectReference?' }, 'ManagedObjectReference[]?'),
      GetAlarmState: method({ entity: 'ManagedObjectReference' }, 'AlarmState[]?'),
      AcknowledgeAlarm: method({ alarm: 'ManagedObjectReference', entity: 'ManagedObjectReference' }),
      ClearTriggeredAlarms: method({ filter: 'AlarmFilterSpec' }),
    },
  },
} as const;
