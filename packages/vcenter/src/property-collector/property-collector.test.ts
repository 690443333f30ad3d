import { type DataObject, type ManagedObjectName, moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { ObjectStore } from '../vmodl/object-store.ts';
import { ContainerView } from './container-view.ts';
import { MAX_CONTINUATIONS, MAX_FILTERS, MAX_OBJECTS_PER_ANSWER, PropertyCollector } from './property-collector.ts';
import { MAX_TRAVERSAL_SPECS } from './traversal.ts';

const root = moRef('Folder', 'group-1');
const forever = new AbortController().signal;
const now = { _typeName: 'WaitOptions', maxWaitSeconds: 0 } as const;

function addNetwork(store: ObjectStore, name: string, parent = root): void {
  const summary = { _typeName: 'NetworkSummary', name, accessible: true, ipPoolName: '' } as const;
  store.put(moRef('Network', name), { name, parent, overallStatus: 'green', configStatus: 'green', summary });
}

function begin(networks: readonly string[] = ['a', 'b']) {
  const store = new ObjectStore();
  store.put(root, { name: 'root', overallStatus: 'green', configStatus: 'green' });
  for (const name of networks) addNetwork(store, name);
  const view = new ContainerView('view-1', store, { container: root, type: ['Network'], recursive: true });
  const collector = new PropertyCollector(moRef('PropertyCollector', 'pc-1'), store);
  return { store, view, collector, spec: specOf(view, 'Network', ['name', 'summary.accessible']) };
}

function specOf(
  view: ContainerView,
  type: ManagedObjectName,
  pathSet: readonly string[],
): DataObject<'PropertyFilterSpec'> {
  const selectSet = [{ _typeName: 'TraversalSpec', type: 'ContainerView', path: 'view' }] as const;
  return {
    _typeName: 'PropertyFilterSpec',
    propSet: [{ _typeName: 'PropertySpec', type, pathSet }],
    objectSet: [{ _typeName: 'ObjectSpec', obj: view.ref, skip: true, selectSet }],
  };
}

/** "enter a name summary.accessible" */
function shown(set: DataObject<'UpdateSet'> | undefined): string[] {
  return (set?.filterSet ?? []).flatMap(({ objectSet }) =>
    (objectSet ?? []).map(({ kind, obj, changeSet }) =>
      [kind, obj.value, ...(changeSet ?? []).map(({ name, op }) => (op === 'assign' ? name : `${op}:${name}`))].join(
        ' ',
      ),
    ),
  );
}

describe('a property collector', () => {
  it('brings everything first, then what changed', async () => {
    const { store, collector, spec } = begin();
    collector.createFilter(spec, false);
    const first = await collector.waitForUpdates('', now, forever);
    expect(shown(first)).toEqual(['enter a name summary.accessible', 'enter b name summary.accessible']);
    expect(await collector.waitForUpdates(first?.version, now, forever)).toBeUndefined();
    store.set(moRef('Network', 'a'), { overallStatus: 'red' });
    expect(await collector.waitForUpdates(first?.version, now, forever)).toBeUndefined();
    const summary = { _typeName: 'NetworkSummary', name: 'a', accessible: false, ipPoolName: '' } as const;
    store.set(moRef('Network', 'a'), { summary });
    addNetwork(store, 'c');
    store.destroy('b');
    const second = await collector.waitForUpdates(first?.version, now, forever);
    expect(shown(second).sort()).toEqual(['enter c name summary.accessible', 'leave b', 'modify a summary.accessible']);
    expect(second?.filterSet?.[0]?.objectSet?.find(({ obj }) => obj.value === 'a')?.changeSet?.[0]?.val).toEqual({
      _typeName: 'boolean',
      _value: false,
    });
  });

  it('says it again when the answer was lost, and knows no older version', async () => {
    const { store, collector, spec } = begin();
    collector.createFilter(spec, false);
    const first = await collector.waitForUpdates('', now, forever);
    store.set(moRef('Network', 'a'), { name: 'x' });
    const second = await collector.waitForUpdates(first?.version, now, forever);
    expect(await collector.waitForUpdates(first?.version, now, forever)).toEqual(second);
    store.set(moRef('Network', 'a'), { name: 'y' });
    const third = await collector.waitForUpdates(second?.version, now, forever);
    expect(shown(third)).toEqual(['modify a name']);
    await expect(collector.waitForUpdates(first?.version, now, forever)).rejects.toMatchObject({
      type: 'InvalidCollectorVersion',
    });
    expect(shown(await collector.waitForUpdates('', now, forever))).toHaveLength(2);
  });

  it('wakes a waiter once for a burst, and lets it go when another comes, the client goes, or it is destroyed', async () => {
    const { store, collector, spec } = begin();
    collector.createFilter(spec, false);
    const first = await collector.waitForUpdates('', now, forever);
    const waiting = collector.waitForUpdates(first?.version, undefined, forever);
    store.set(moRef('Network', 'a'), { name: 'x' });
    store.set(moRef('Network', 'b'), { name: 'y' });
    const second = await waiting;
    expect(shown(second)).toEqual(['modify a name', 'modify b name']);

    const replaced = collector.waitForUpdates(second?.version, undefined, forever);
    const client = new AbortController();
    const abandoned = collector.waitForUpdates(second?.version, undefined, client.signal);
    await expect(replaced).rejects.toMatchObject({ type: 'RequestCanceled' });
    client.abort();
    await expect(abandoned).rejects.toMatchObject({ type: 'RequestCanceled' });
    const last = collector.waitForUpdates(second?.version, undefined, forever);
    collector.destroy();
    await expect(last).rejects.toMatchObject({ type: 'RequestCanceled' });
    expect([store.get('pc-1'), store.get('pc-1-filter-1')]).toEqual([undefined, undefined]);
  });

  it('lets an object leave that is no longer below the container', async () => {
    const { store, collector, view } = begin(['a']);
    collector.createFilter(specOf(view, 'ManagedEntity', ['parent']), false);
    const first = await collector.waitForUpdates('', now, forever);
    store.set(moRef('Network', 'a'), { parent: undefined });
    expect(shown(await collector.waitForUpdates(first?.version, now, forever))).toEqual(['leave a']);
  });

  it('cuts what is too much for one answer', async () => {
    const names = Array.from({ length: MAX_OBJECTS_PER_ANSWER + 1 }, (_, index) => `n${index}`);
    const { collector, spec } = begin(names);
    collector.createFilter(spec, false);
    const first = await collector.waitForUpdates('', now, forever);
    const rest = await collector.waitForUpdates(first?.version, now, forever);
    expect([shown(first).length, first?.truncated, shown(rest).length, rest?.truncated]).toEqual([
      MAX_OBJECTS_PER_ANSWER,
      true,
      1,
      false,
    ]);
    const page = collector.retrieve([spec], { _typeName: 'RetrieveOptions', maxObjects: 1_000 });
    expect(collector.continueRetrieve(page?.token ?? '').objects).toHaveLength(1);
    expect(() => collector.continueRetrieve(page?.token ?? '')).toThrow('no retrieval waits');
    const tokens = Array.from({ length: MAX_CONTINUATIONS + 1 }, () => {
      const { token } = collector.retrieve([spec], { _typeName: 'RetrieveOptions', maxObjects: 1 }) ?? {};
      return token ?? '';
    });
    expect(() => collector.continueRetrieve(tokens[0] ?? '')).toThrow('no retrieval waits');
    expect(collector.continueRetrieve(tokens.at(-1) ?? '').objects.length).toBeGreaterThan(1);
  });

  it('refuses what does not exist', () => {
    const { collector, view, spec } = begin();
    const filter = (change: Partial<DataObject<'PropertyFilterSpec'>>) => () =>
      collector.createFilter({ ...spec, ...change }, false);
    expect(() => collector.createFilter(specOf(view, 'Network', ['colour']), false)).toThrow(
      'Network has no property "colour"',
    );
    expect(filter({ propSet: [{ _typeName: 'PropertySpec', type: 'Gadget' }] })).toThrow(
      'no managed object type "Gadget"',
    );
    expect(filter({ objectSet: [{ _typeName: 'ObjectSpec', obj: moRef('Folder', 'group-9') }] })).toThrow(
      'does not exist',
    );
    const selectSet = [{ _typeName: 'SelectionSpec', name: 'x' }] as const;
    expect(filter({ objectSet: [{ _typeName: 'ObjectSpec', obj: root, selectSet }] })).toThrow(
      'no traversal spec is named "x"',
    );
    const many = Array.from(
      { length: MAX_TRAVERSAL_SPECS + 1 },
      () => ({ _typeName: 'TraversalSpec', type: 'Folder', path: 'childEntity' }) as const,
    );
    expect(filter({ objectSet: [{ _typeName: 'ObjectSpec', obj: root, selectSet: many }] })).toThrow('traversal specs');
    for (let count = 0; count < MAX_FILTERS; count++) collector.createFilter(spec, false);
    expect(() => collector.createFilter(spec, false)).toThrow('at most');
  });

  it('follows a traversal that names itself, through base types, and ends', () => {
    const { store, collector } = begin([]);
    const inner = moRef('Folder', 'group-2');
    store.put(inner, { name: 'inner', overallStatus: 'green', configStatus: 'green', parent: root });
    addNetwork(store, 'deep', inner);
    store.set(inner, { childEntity: [moRef('Network', 'deep'), root] });
    store.set(root, { childEntity: [inner] });
    const selectSet = [
      {
        _typeName: 'TraversalSpec',
        name: 'down',
        type: 'Folder',
        path: 'childEntity',
        selectSet: [{ _typeName: 'SelectionSpec', name: 'down' }],
      },
    ] as const;
    const found = collector.retrieve(
      [
        {
          _typeName: 'PropertyFilterSpec',
          propSet: [{ _typeName: 'PropertySpec', type: 'ManagedEntity', all: false, pathSet: ['name'] }],
          objectSet: [{ _typeName: 'ObjectSpec', obj: root, selectSet }],
        },
      ],
      { _typeName: 'RetrieveOptions' },
    );
    expect(found?.objects.map(({ obj }) => obj.value)).toEqual(['group-1', 'group-2', 'deep']);
  });
});

describe('a container view', () => {
  it('has what is below its container, of its types, as it comes, moves and goes', () => {
    const { store, view } = begin(['a']);
    const members = () => store.properties(view.ref)?.view?.map(({ value }) => value);
    const direct = new ContainerView('view-2', store, { container: root, type: [], recursive: false });
    const inner = moRef('Folder', 'group-2');
    store.put(inner, { name: 'inner', overallStatus: 'green', configStatus: 'green', parent: root });
    addNetwork(store, 'b', inner);
    expect(members()).toEqual(['a', 'b']);
    expect(store.properties(direct.ref)?.view?.map(({ value }) => value)).toEqual(['a', 'group-2']);
    store.set(moRef('Network', 'a'), { parent: moRef('Folder', 'group-9') });
    expect(members()).toEqual(['b']);
    store.destroy('b');
    expect(members()).toEqual([]);
    view.destroy();
    addNetwork(store, 'c');
    expect(store.get('view-1')).toBeUndefined();
  });
});
