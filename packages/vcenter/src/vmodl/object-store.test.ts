import { moRef, type Properties } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { type ObjectChange, ObjectStore } from './object-store.ts';

const network = moRef('Network', 'network-1');

function properties(name: string): Properties<'Network'> {
  return {
    name,
    overallStatus: 'green',
    configStatus: 'green',
    summary: { _typeName: 'NetworkSummary', name, accessible: true, ipPoolName: '' },
    host: [],
  };
}

function watched() {
  const store = new ObjectStore();
  const changes: string[] = [];
  store.listen(({ kind, ref, changed }: ObjectChange) => changes.push(`${kind} ${ref.value}: ${[...changed].sort()}`));
  return { store, changes };
}

describe('the object store', () => {
  it('tells which properties changed, and nothing when none did', () => {
    const { store, changes } = watched();
    store.put(network, properties('a'));
    store.put(network, properties('a'));
    store.set(network, { host: [], vm: undefined });
    store.set(network, { overallStatus: 'red' });
    store.put(network, properties('b'));
    store.destroy(network.value);
    store.destroy(network.value);
    expect(changes).toEqual([
      'create network-1: configStatus,host,name,overallStatus,summary',
      'modify network-1: overallStatus',
      'modify network-1: name,overallStatus,summary',
      'destroy network-1: configStatus,host,name,overallStatus,summary',
    ]);
  });

  it('unsets what a put leaves out', () => {
    const { store, changes } = watched();
    store.put(network, { ...properties('a'), vm: [moRef('VirtualMachine', 'vm-1')] });
    store.put(network, properties('a'));
    expect(changes.at(-1)).toBe('modify network-1: vm');
    expect(store.properties(network)).toEqual(properties('a'));
  });

  it('finds objects by their type and what it extends, and knows what is below what', () => {
    const { store } = watched();
    store.put(moRef('Folder', 'group-1'), { name: 'f', overallStatus: 'green', configStatus: 'green' });
    store.put(network, { ...properties('a'), parent: moRef('Folder', 'group-1') });
    expect(store.find('ManagedEntity', 'network-1')?.ref).toEqual(network);
    expect(store.find('Folder', 'network-1')).toBeUndefined();
    const object = store.get('network-1');
    expect(object && [store.isBelow(object, 'group-1'), store.isBelow(object, 'network-1')]).toEqual([true, false]);
    expect(() => store.set(moRef('Folder', 'group-2'), { name: 'x' })).toThrow('no managed object group-2');
  });
});
