// Alarms as a client of the built vCenter sees them; the hosts are played.
import { eventually } from '@microsphere/testkit';
import { known, moRef, type TypedReference, type Vim25Client } from '@microsphere/vim25';
import { expect, it } from 'vitest';
import { eventTypes, twoHosts } from './scene.ts';

async function alarmsOf(client: Vim25Client) {
  const { alarmManager } = await client.content();
  const manager = known(alarmManager, 'AlarmManager');
  const refs = (await client.call(manager, 'GetAlarm', {})) ?? [];
  const infos = await Promise.all(refs.map((ref) => client.property(known(ref, 'Alarm'), 'info')));
  const named = (name: string) => {
    const info = infos.find((each) => each.name === name);
    if (!info) throw new Error(`no alarm "${name}"`);
    return known(info.alarm, 'Alarm');
  };
  return { manager, infos, named };
}

type Entity = TypedReference<'Folder' | 'Datacenter' | 'ClusterComputeResource' | 'HostSystem' | 'VirtualMachine'>;

const root = moRef('Folder', 'group-d1');

it('is triggered by an event, shown on the entity and above, acknowledged, kept, and over with another event', async () => {
  const { laboratory, client, esx01, host1, host2, inventory } = await twoHosts();
  const { manager, named, infos } = await alarmsOf(client);
  expect(infos.map(({ name }) => name)).toContain('vSphere HA failover in progress');
  const alarm = named('vSphere HA host status');
  const triggered = async (entity: Entity) => (await client.property(entity, 'triggeredAlarmState')) ?? [];
  expect(await triggered(root)).toEqual([]);

  esx01.event({ type: 'DasHostFailedEvent', message: 'esx02 has failed', aboutHost: host2.value });
  await eventually('the alarm', async () => (await triggered(host2)).length === 1);
  const [state] = await triggered(host2);
  expect(state).toMatchObject({
    key: `${alarm.value}.${host2.value}`,
    entity: host2,
    alarm,
    overallStatus: 'red',
    acknowledged: false,
  });
  expect(await triggered(inventory.cluster)).toEqual([state]);
  expect(await triggered(root)).toEqual([state]);
  expect(await triggered(host1)).toEqual([]);
  expect(await client.property(host2, 'overallStatus')).toBe('red');
  expect(await client.property(host1, 'overallStatus')).not.toBe('red');
  const declared = async (entity: typeof host1) =>
    (await client.property(entity, 'declaredAlarmState'))?.find((each) => each.alarm.value === alarm.value);
  expect([(await declared(host2))?.overallStatus, (await declared(host1))?.overallStatus]).toEqual(['red', 'gray']);

  await client.call(manager, 'AcknowledgeAlarm', { alarm, entity: host2 });
  await laboratory.restartVcenter();
  expect((await triggered(host2))[0]).toMatchObject({
    acknowledged: true,
    acknowledgedByUser: 'administrator@vsphere.local',
    overallStatus: 'red',
  });
  esx01.heartbeat();
  esx01.event({ type: 'com.vmware.vc.HA.ConnectedToMaster', message: 'esx02 is back', aboutHost: host2.value });
  await eventually('the end of the alarm', async () => (await triggered(root)).length === 0);
  const types = (await eventTypes(client)).filter((type) => type.startsWith('Alarm'));
  expect(types).toEqual(['AlarmStatusChangedEvent', 'AlarmAcknowledgedEvent', 'AlarmStatusChangedEvent']);
});

it('is triggered by a state, for as long as that lasts; only what events have triggered is cleared', async () => {
  const { laboratory, client, esx01, esx02, host2, vm } = await twoHosts();
  const { manager, named } = await alarmsOf(client);
  esx01.event({
    type: 'VmMaxRestartCountReached',
    message: 'web was not restarted',
    vmxPath: '[datastore1] web/web.vmx',
  });
  await esx02.stop();
  const connection = named('Host connection and power state');
  const failed = named('vSphere HA virtual machine failover failed');
  const triggered = async () => {
    const states = (await client.property(root, 'triggeredAlarmState')) ?? [];
    return states.map(({ alarm, entity }) => `${alarm.value} ${entity.value}`);
  };
  const ofVm = `${failed.value} ${vm.value}`;
  const ofHost = `${connection.value} ${host2.value}`;
  await eventually('both alarms', async () => {
    const states = await triggered();
    return states.includes(ofVm) && states.includes(ofHost);
  });
  await client.call(manager, 'ClearTriggeredAlarms', { filter: { _typeName: 'AlarmFilterSpec' } });
  const left = await triggered();
  expect([left.includes(ofVm), left.includes(ofHost)]).toEqual([false, true]);
  expect(await eventTypes(client)).toContain('AlarmClearedEvent');
  const back = await laboratory.host('esx02', { moref: esx02.moref });
  back.heartbeat();
  await eventually('the end of the alarm', async () => !(await triggered()).includes(ofHost));
});
