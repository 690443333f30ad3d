// `microsphere alarm ...`: the alarms that are triggered now, seen and reset by somebody.
import { known, type ManagedObjectReference, moRef, type Vim25Client } from '@microsphere/vim25';
import { withVcenter } from '../session.ts';
import { Failure } from '../terminal/failure.ts';
import { table } from '../terminal/table.ts';

export interface AlarmRow {
  readonly name: string;
  /** Name of the entity that triggered it. */
  readonly entity: string;
  readonly status: string;
  /** ISO 8601. */
  readonly time: string;
  /** Who has acknowledged it; absent while nobody has. */
  readonly acknowledgedBy?: string;
}

interface TriggeredAlarm extends AlarmRow {
  readonly alarmRef: ManagedObjectReference;
  readonly entityRef: ManagedObjectReference;
}

async function triggeredAlarms(client: Vim25Client): Promise<TriggeredAlarm[]> {
  const { rootFolder } = await client.content();
  const states = (await client.property(known(rootFolder, 'Folder'), 'triggeredAlarmState')) ?? [];
  const alarmName = new Map<string, string>();
  for (const id of new Set(states.map(({ alarm }) => alarm.value)))
    alarmName.set(id, (await client.property(moRef('Alarm', id), 'info')).name);
  const [clusters, hosts, vms] = await Promise.all([
    client.retrieve('ClusterComputeResource', ['name']),
    client.retrieve('HostSystem', ['name']),
    client.retrieve('VirtualMachine', ['name']),
  ]);
  const entityName = new Map<string, string>(
    [...clusters, ...hosts, ...vms].map(({ obj, properties }) => [obj.value, properties.name ?? obj.value]),
  );
  return states.map(({ alarm, entity, overallStatus, time, acknowledged, acknowledgedByUser = '' }) => ({
    name: alarmName.get(alarm.value) ?? alarm.value,
    entity: entityName.get(entity.value) ?? entity.value,
    status: overallStatus,
    time,
    ...(acknowledged ? { acknowledgedBy: acknowledgedByUser } : {}),
    alarmRef: alarm,
    entityRef: entity,
  }));
}

/** The alarms that are triggered anywhere in the inventory, the oldest first. */
export async function alarmRows(client: Vim25Client): Promise<AlarmRow[]> {
  return (await triggeredAlarms(client)).map(({ alarmRef: _alarm, entityRef: _entity, ...row }) => row);
}

export function listAlarms(labName?: string): Promise<AlarmRow[]> {
  return withVcenter(labName, alarmRows);
}

/** Acknowledges what an entity has triggered: all of it, or one alarm. Throws a Failure when that is nothing. */
export function acknowledgeAlarms(
  { entity, alarm }: { readonly entity: string; readonly alarm: string | undefined },
  labName?: string,
): Promise<AlarmRow[]> {
  return withVcenter(labName, async (client) => {
    const { alarmManager } = await client.content();
    const all = await triggeredAlarms(client);
    const meant = all.filter((row) => row.entity === entity && (alarm === undefined || row.name === alarm));
    if (meant.length === 0) {
      const there = all.map((row) => `"${row.name}" on ${row.entity}`).join(', ');
      const which = alarm === undefined ? 'no alarm' : `no alarm "${alarm}"`;
      throw new Failure(`${which} is triggered on "${entity}"${there ? `; there are: ${there}` : ', nor anywhere'}`);
    }
    for (const { alarmRef, entityRef } of meant)
      await client.call(known(alarmManager, 'AlarmManager'), 'AcknowledgeAlarm', {
        alarm: alarmRef,
        entity: entityRef,
      });
    return (await alarmRows(client)).filter((row) =>
      meant.some(({ name }) => row.entity === entity && row.name === name),
    );
  });
}

/** Resets all alarms that events have triggered; returns what is left. */
export function clearAlarms(labName?: string): Promise<AlarmRow[]> {
  return withVcenter(labName, async (client) => {
    const { alarmManager } = await client.content();
    const filter = { _typeName: 'AlarmFilterSpec' } as const;
    await client.call(known(alarmManager, 'AlarmManager'), 'ClearTriggeredAlarms', { filter });
    return alarmRows(client);
  });
}

export function printAlarms(alarms: readonly AlarmRow[]): string {
  if (alarms.length === 0) return 'No alarms.';
  return table([
    ['ALARM', 'ON', 'STATUS', 'SINCE', ''],
    ...alarms.map(({ name, entity, status, time, acknowledgedBy }) => [
      name,
      entity,
      status,
      time,
      acknowledgedBy === undefined ? '' : `acknowledged by ${acknowledgedBy}`,
    ]),
  ]);
}
