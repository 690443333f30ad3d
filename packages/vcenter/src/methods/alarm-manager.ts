// The methods of AlarmManager. All alarms are defined on the root folder so far.
import { ROOT_FOLDER } from '../inventory/records.ts';
import { notFound } from '../property-collector/traversal.ts';
import type { MethodsOf } from './call.ts';

export const alarmManager: MethodsOf<'AlarmManager'> = {
  GetAlarm: ({ services: { alarms } }, _self, { entity }) =>
    entity === undefined || entity.value === ROOT_FOLDER ? alarms.refs : [],
  GetAlarmState({ services: { alarms, inventory } }, _self, { entity }) {
    const record = inventory.get(entity.value);
    if (!record) throw notFound(entity);
    return alarms.statesOf(record).declared;
  },
  AcknowledgeAlarm({ services: { alarms }, userName }, _self, { alarm, entity }) {
    alarms.acknowledge(alarm, entity, userName);
    return undefined;
  },
  ClearTriggeredAlarms({ services: { alarms }, userName }, _self, { filter }) {
    alarms.clear(filter, userName);
    return undefined;
  },
};
