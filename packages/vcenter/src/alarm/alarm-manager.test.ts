import { moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { Instance } from '../inventory/instance.ts';
import { Inventory } from '../inventory/inventory.ts';
import { Projector } from '../inventory/projector.ts';
import { ROOT_FOLDER } from '../inventory/records.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { clusterRecord, hostRecord, nothingKnown, vmRecord } from '../testing/records.ts';
import { ObjectStore } from '../vmodl/object-store.ts';
import { EventManager } from '../vpxd/event-manager.ts';
import { AlarmManager, MAX_TRIGGERED_ALARMS } from './alarm-manager.ts';

const vm = vmRecord;

function begin(store = new MemoryStore()) {
  const objects = new ObjectStore();
  const inventory = new Inventory(store);
  const root = { type: 'Folder', id: ROOT_FOLDER, name: 'Datacenters', childType: ['Folder', 'Datacenter'] } as const;
  const folder = {
    type: 'Folder',
    id: 'group-v1',
    name: 'vm',
    childType: ['VirtualMachine'],
    parent: ROOT_FOLDER,
  } as const;
  const hosts = {
    type: 'Folder',
    id: 'group-h1',
    name: 'host',
    childType: ['ComputeResource'],
    parent: ROOT_FOLDER,
  } as const;
  inventory.put(root, folder, hosts, clusterRecord, hostRecord, vm);
  let alarms: AlarmManager | undefined;
  const projector = new Projector(objects, inventory, {
    ...nothingKnown,
    alarms: (record) => alarms?.statesOf(record) ?? { declared: [], triggered: [] },
  });
  const events = new EventManager({ store, objects, inventory, wallClock: () => 0 });
  const instance = new Instance(store, () => 'uuid');
  const onChange = (ids: Iterable<string>) => projector.refresh(ids);
  const manager = new AlarmManager({ store, objects, inventory, events, instance, wallClock: () => 0, onChange });
  alarms = manager;
  projector.refreshAll();
  const shown = (type: 'HostSystem' | 'VirtualMachine' | 'Folder' | 'ClusterComputeResource', id: string) =>
    objects.properties(moRef(type, id))?.triggeredAlarmState?.map(({ overallStatus }) => overallStatus);
  const named = (name: string) => {
    const ref = manager.refs.find((each) => objects.properties(each)?.info.name === name);
    if (!ref) throw new Error(`no alarm "${name}"`);
    return ref;
  };
  const monitored = (record = vm) =>
    events.post({ type: 'VmDasBeingResetEvent', message: 'reset', about: record, fields: { template: false } });
  const silent = () => inventory.put({ ...hostRecord, connectionState: 'notResponding' });
  return { store, objects, inventory, events, manager, shown, named, monitored, silent };
}

describe('alarms', () => {
  it('show on the entity that an event is about and on all above it, until they are cleared', () => {
    const { shown, monitored, manager, events } = begin();
    monitored();
    expect([shown('VirtualMachine', 'vm-1'), shown('Folder', 'group-v1'), shown('Folder', ROOT_FOLDER)]).toEqual([
      ['yellow'],
      ['yellow'],
      ['yellow'],
    ]);
    expect(shown('HostSystem', 'host-1')).toEqual([]);
    // The same again is no change.
    monitored();
    const changes = events.all.filter(({ _typeName }) => _typeName === 'AlarmStatusChangedEvent');
    expect(changes).toMatchObject([
      {
        from: 'gray',
        to: 'yellow',
        source: { name: 'web' },
        entity: { name: 'Datacenters' },
        fullFormattedMessage: "Alarm 'vSphere HA virtual machine monitoring action' on web changed from Gray to Yellow",
      },
    ]);
    manager.clear({ _typeName: 'AlarmFilterSpec', typeEntity: 'entityTypeHost' }, 'admin');
    manager.clear({ _typeName: 'AlarmFilterSpec', status: ['red'] }, 'admin');
    manager.clear({ _typeName: 'AlarmFilterSpec', typeTrigger: 'triggerTypeMetric' }, 'admin');
    expect(shown('VirtualMachine', 'vm-1')).toEqual(['yellow']);
    manager.clear({ _typeName: 'AlarmFilterSpec' }, 'admin');
    expect([shown('VirtualMachine', 'vm-1'), shown('Folder', ROOT_FOLDER)]).toEqual([[], []]);
    expect(() => manager.clear({ _typeName: 'AlarmFilterSpec', typeEntity: 'x' }, '')).toThrow('filter.typeEntity');
  });

  it('follow the state of an object, and make it look as bad as it is', () => {
    const { shown, silent, inventory, objects } = begin();
    silent();
    expect([shown('HostSystem', 'host-1'), shown('ClusterComputeResource', 'domain-c1')]).toEqual([['red'], ['red']]);
    expect(objects.properties(moRef('HostSystem', 'host-1'))?.overallStatus).toBe('red');
    inventory.put(hostRecord);
    expect([shown('HostSystem', 'host-1'), shown('Folder', ROOT_FOLDER)]).toEqual([[], []]);
  });

  it('are the same after a restart, with who has seen them; another status is news', () => {
    const { store, monitored, manager, named, silent } = begin();
    monitored();
    silent();
    const alarm = named('vSphere HA virtual machine monitoring action');
    manager.acknowledge(alarm, moRef('VirtualMachine', 'vm-1'), 'admin');
    expect(() => manager.acknowledge(alarm, moRef('VirtualMachine', 'vm-2'), 'admin')).toThrow(
      'is not triggered there',
    );
    const again = begin(store);
    // The record of the host is that of the test again: it answers.
    expect(again.named('vSphere HA virtual machine monitoring action')).toEqual(alarm);
    const states = again.manager.statesOf(vm).triggered;
    expect(states).toMatchObject([{ acknowledged: true, acknowledgedByUser: 'admin', overallStatus: 'yellow' }]);
    expect(again.shown('HostSystem', 'host-1')).toEqual([]);
    expect(store.all('alarmState')).toHaveLength(1);
  });

  it('end with the object that they are on', () => {
    const { store, monitored, inventory, shown } = begin();
    monitored();
    inventory.remove('vm-1');
    expect([shown('Folder', 'group-v1'), shown('Folder', ROOT_FOLDER), store.all('alarmState')]).toEqual([[], [], []]);
  });

  it('are forgotten when there are too many, the oldest first', () => {
    const { inventory, monitored, manager, store } = begin();
    const records = Array.from({ length: MAX_TRIGGERED_ALARMS + 1 }, (_, index) => ({
      ...vm,
      id: `vm-many-${index}`,
      parent: 'group-none',
      instanceUuid: `many-${index}`,
      vmxPath: `[d] ${index}.vmx`,
    }));
    inventory.put(...records);
    for (const record of records) monitored(record);
    expect(store.all('alarmState')).toHaveLength(MAX_TRIGGERED_ALARMS);
    const [first, second] = records;
    expect(first && manager.statesOf(first).triggered).toEqual([]);
    expect(second && manager.statesOf(second).triggered).toHaveLength(1);
  });
});
