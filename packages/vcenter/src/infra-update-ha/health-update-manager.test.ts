import { moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { Inventory } from '../inventory/inventory.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { clusterRecord, hostRecord } from '../testing/records.ts';
import { defaultInfraUpdateHaConfig } from './config.ts';
import { HealthUpdateManager, MAX_FILTERS, MAX_HEALTH_UPDATE_INFOS, MAX_PROVIDERS } from './health-update-manager.ts';

const host = moRef('HostSystem', 'host-1');

function info(id: string, componentType = 'Fan') {
  return { _typeName: 'HealthUpdateInfo', id, componentType, description: 'a part' } as const;
}

function begin(store = new MemoryStore()) {
  const inventory = new Inventory(store);
  inventory.put(clusterRecord, hostRecord);
  let uuids = 0;
  const health = new HealthUpdateManager({ store, inventory, newUuid: () => `uuid-${++uuids}` });
  const update = { _typeName: 'HealthUpdate', entity: host, id: '1', status: 'red', remediation: '' } as const;
  return { store, inventory, health, update };
}

describe('health update providers', () => {
  it('are kept with all that they have said', () => {
    const { store, health, update } = begin();
    const id = health.register('vendor', [info('fan')]);
    health.monitor(id, [host]);
    health.post(id, [{ ...update, healthUpdateInfoId: 'fan' }]);
    const filter = health.addFilter(id, 'known', ['fan']);
    health.changeFilter(filter, () => ['host-1']);
    const { health: again } = begin(store);
    expect(again.provider(id)).toEqual(health.provider(id));
    expect(again.provider(id).updates).toHaveLength(1);
    again.forgetHost('host-1');
    expect(again.provider(id)).toMatchObject({ monitored: [], updates: [], filters: { [filter]: { entities: [] } } });
  });

  it('are refused what makes no sense, whole', () => {
    const { health, update } = begin();
    const id = health.register('vendor', [info('fan')]);
    health.monitor(id, [host]);
    const good = { ...update, healthUpdateInfoId: 'fan' };
    expect(() => health.post(id, [good, { ...good, healthUpdateInfoId: 'engine' }])).toThrow('engine');
    expect(() => health.post(id, [good, { ...good, entity: moRef('HostSystem', 'host-9') }])).toThrow('host-9');
    expect(health.provider(id).updates).toEqual([]);
    expect(() => health.register(' ', [])).toThrow('name');
    expect(() => health.register('x', [info('a'), info('a')])).toThrow('twice');
    expect(() => health.register('x', [info('a', 'Soul')])).toThrow('component type');
    expect(() => health.monitor(id, [moRef('VirtualMachine', 'vm-1')])).toThrow('is no host');
    expect(() => health.provider('nobody')).toThrow('nobody');
    expect(() => health.filter('none')).toThrow('none');
    expect(() => health.addFilter(id, 'x', ['engine'])).toThrow('engine');
  });

  it('stay while a cluster relies on them', () => {
    const { health, inventory } = begin();
    const id = health.register('vendor', []);
    inventory.put({ ...clusterRecord, infraUpdateHaConfig: { ...defaultInfraUpdateHaConfig, providers: [id] } });
    expect(() => health.unregister(id)).toThrow('cluster c relies on vendor');
    inventory.put(clusterRecord);
    health.unregister(id);
    expect(health.ids).toEqual([]);
  });

  it('are limited in number, and so are their conditions and filters', () => {
    const { health } = begin();
    const many = Array.from({ length: MAX_HEALTH_UPDATE_INFOS + 1 }, (_, index) => info(String(index)));
    expect(() => health.register('vendor', many)).toThrow(String(MAX_HEALTH_UPDATE_INFOS));
    const id = health.register('vendor', many.slice(1));
    for (let count = 0; count < MAX_FILTERS; count++) health.addFilter(id, String(count), []);
    expect(() => health.addFilter(id, 'more', [])).toThrow(String(MAX_FILTERS));
    for (let count = 1; count < MAX_PROVIDERS; count++) health.register(String(count), []);
    expect(() => health.register('more', [])).toThrow(String(MAX_PROVIDERS));
  });
});
