import { type DataObject, moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { Inventory } from '../inventory/inventory.ts';
import { Projector } from '../inventory/projector.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { clusterRecord, hostRecord, nothingKnown, vmRecord } from '../testing/records.ts';
import { ObjectStore } from '../vmodl/object-store.ts';
import { EventHistoryCollector, MAX_PAGE_EVENTS } from './event-history-collector.ts';
import { EventManager, MAX_EVENTS } from './event-manager.ts';

function begin(store = new MemoryStore()) {
  const objects = new ObjectStore();
  const inventory = new Inventory(store);
  inventory.put(clusterRecord, hostRecord, vmRecord);
  inventory.put({ type: 'Folder', id: 'group-v1', name: 'vm', childType: ['VirtualMachine'] });
  new Projector(objects, inventory, nothingKnown).refreshAll();
  const events = new EventManager({ store, objects, inventory, wallClock: () => 0 });
  const off = (message: string) =>
    events.post({ type: 'VmPoweredOffEvent', message, about: vmRecord, fields: { template: false } });
  const collector = (filter: Omit<DataObject<'EventFilterSpec'>, '_typeName'> = {}) =>
    new EventHistoryCollector('c', { _typeName: 'EventFilterSpec', ...filter }, events, objects);
  return { store, objects, inventory, events, off, collector };
}

const messages = (events: readonly DataObject<'Event'>[] | undefined) =>
  events?.map((event) => event.fullFormattedMessage);

describe('events', () => {
  it('are numbered, name what they are about and what that is in, and survive', () => {
    const { store, events, off } = begin();
    off('one');
    off('two');
    expect(events.all[1]).toMatchObject({
      _typeName: 'VmPoweredOffEvent',
      key: 2,
      createdTime: '1970-01-01T00:00:00.000Z',
      vm: { name: 'web', vm: { value: 'vm-1' } },
      host: { name: 'esx01', host: { value: 'host-1' } },
      computeResource: { name: 'c' },
    });
    const again = begin(store);
    expect(messages(again.events.all)).toEqual(['one', 'two']);
    again.off('three');
    expect(again.events.all.at(-1)?.key).toBe(3);
  });

  it('are heard by everybody in their order, also those that a listener posts about another', () => {
    const { events, off } = begin();
    const heard: (string | undefined)[] = [];
    events.listen((event) => {
      if (event.fullFormattedMessage === 'one') off('because of one');
    });
    events.listen((event) => heard.push(event.fullFormattedMessage));
    off('one');
    off('two');
    expect(heard).toEqual(['one', 'because of one', 'two']);
  });

  it('of no class of their own have the severity of their id, and name what they are about', () => {
    const { events } = begin();
    const eventTypeId = 'com.vmware.vc.HA.HostAgentErrorEvent';
    events.postExtended({ eventTypeId, message: 'm', about: hostRecord, arguments: { state: 'x' } });
    expect(events.all.at(-1)).toMatchObject({
      _typeName: 'EventEx',
      eventTypeId,
      severity: 'error',
      objectId: 'host-1',
      objectType: 'HostSystem',
      objectName: 'esx01',
      arguments: [{ key: 'state', value: 'x' }],
      host: { name: 'esx01' },
    });
  });

  it('are forgotten when there are too many, the oldest first', () => {
    const { events, off, store } = begin();
    for (let count = 0; count <= MAX_EVENTS; count++) off(String(count));
    expect([events.all.length, events.all[0]?.fullFormattedMessage, store.all('event').length]).toEqual([
      MAX_EVENTS,
      '1',
      MAX_EVENTS,
    ]);
  });
});

describe('an event collector', () => {
  it('reads forwards from the oldest, and backwards from where it is', () => {
    const { off, collector } = begin();
    for (const message of ['1', '2', '3']) off(message);
    const history = collector();
    expect([messages(history.readNext(2)), messages(history.readNext(2)), messages(history.readNext(2))]).toEqual([
      ['1', '2'],
      ['3'],
      [],
    ]);
    off('4');
    expect(messages(history.readNext(9))).toEqual(['4']);
    expect([messages(history.readPrevious(3)), messages(history.readPrevious(3))]).toEqual([['4', '3', '2'], ['1']]);
    history.reset();
    expect(messages(history.readPrevious(1))).toEqual(['4']);
    history.rewind();
    expect(messages(history.readNext(1))).toEqual(['1']);
    expect(() => history.readNext(MAX_PAGE_EVENTS + 1)).toThrow('maxCount');
  });

  it('keeps the latest page up to date, newest first', () => {
    const { objects, off, collector } = begin();
    const history = collector();
    history.setPageSize(2);
    for (const message of ['1', '2', '3']) off(message);
    const latest = () => messages(objects.properties(history.ref)?.latestPage);
    expect(latest()).toEqual(['3', '2']);
    history.destroy();
    off('4');
    expect(latest()).toBeUndefined();
  });

  it.each([
    ['a type and what extends it', { type: ['VmEvent'] }, ['off']],
    ['an id', { eventTypeId: ['com.vmware.vc.ha.VmRestartedByHAEvent'] }, ['restarted']],
    ['an id of a class', { eventTypeId: ['vim.event.VmPoweredOffEvent'] }, ['off']],
    ['a time', { time: { _typeName: 'EventFilterSpecByTime', beginTime: '1970-01-01T00:00:01Z' } }, ['restarted']],
    [
      'an entity',
      { entity: { _typeName: 'EventFilterSpecByEntity', entity: moRef('VirtualMachine', 'vm-1'), recursion: 'self' } },
      ['off', 'restarted'],
    ],
    [
      'another entity',
      { entity: { _typeName: 'EventFilterSpecByEntity', entity: moRef('VirtualMachine', 'vm-2'), recursion: 'all' } },
      [],
    ],
    [
      'a container',
      { entity: { _typeName: 'EventFilterSpecByEntity', entity: moRef('Folder', 'group-v1'), recursion: 'children' } },
      ['off', 'restarted'],
    ],
  ] as const)('lets through what its filter names: %s', (_what, filter, expected) => {
    const { events, off, collector } = begin();
    off('off');
    events.post({
      type: 'EventEx',
      message: 'restarted',
      about: vmRecord,
      createdTime: 2_000,
      fields: { eventTypeId: 'com.vmware.vc.ha.VmRestartedByHAEvent' },
    });
    expect(messages(collector(filter).readNext(10))).toEqual(expected);
  });
});
