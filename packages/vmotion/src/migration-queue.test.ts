import { describe, expect, it } from 'vitest';
import { chargesOf, DATASTORE_LIMIT, HOST_LIMIT, networkLimit, type OperationKind, type Resource } from './costs.ts';
import { MAX_OVERTAKEN, MAX_WAITING, MigrationQueue, type MovePriority, QueueFull } from './migration-queue.ts';

const limits = { host: HOST_LIMIT, network: networkLimit(10_000), datastore: DATASTORE_LIMIT };

function begin(limitOf: (resource: Resource) => number = ({ kind }) => limits[kind]) {
  const queue = new MigrationQueue(limitOf);
  const put = (
    id: string,
    hosts: string,
    kind: OperationKind = 'vMotion',
    priority: MovePriority = 'defaultPriority',
  ) => queue.enqueue({ id, priority, charges: chargesOf(kind, { hosts: [...hosts], datastores: ['ds'] }) });
  const ids = (operations: readonly { readonly id: string }[]) => operations.map(({ id }) => id);
  return { queue, put, waiting: () => ids(queue.waiting), running: () => ids(queue.running) };
}

/** Fills host `a` with `count` vMotions to hosts of their own. */
function fill({ put }: ReturnType<typeof begin>, count = HOST_LIMIT): void {
  for (let number = 0; number < count; number++) put(`f${number}`, `a${number}`);
}

describe('the queue', () => {
  it('starts at once what has room, and lets the ninth vMotion of a host wait', () => {
    const scene = begin();
    fill(scene);
    expect(scene.put('ninth', 'ab')).toEqual([]);
    expect([scene.running().length, scene.waiting()]).toEqual([8, ['ninth']]);
    expect(scene.queue.ended('f0')).toEqual(['ninth']);
  });

  it('has room for one Storage vMotion and four vMotions on a host, as the guide says', () => {
    const { put } = begin();
    expect(put('storage', 'a', 'storageVMotion')).toEqual(['storage']);
    for (const host of 'bcde') expect(put(host, `a${host}`)).toEqual([host]);
    expect(put('fifth', 'af')).toEqual([]);
  });

  it('has room for eight Storage vMotions on a datastore', () => {
    const { put } = begin();
    for (const host of 'abcdefgh') expect(put(host, host, 'storageVMotion')).toEqual([host]);
    expect(put('ninth', 'i', 'storageVMotion')).toEqual([]);
  });

  it('asks each adapter by its own speed', () => {
    const { put } = begin(({ kind, id }) => (kind === 'network' && id === 'b' ? networkLimit(1_000) : limits[kind]));
    for (const host of 'cdef') put(host, `b${host}`);
    expect([put('fifth', 'bg'), put('elsewhere', 'cg')]).toEqual([[], ['elsewhere']]);
  });

  it('serves high priority before default before low, and each in its order', () => {
    const scene = begin();
    fill(scene);
    const asked: [string, MovePriority][] = [
      ['low', 'lowPriority'],
      ['first', 'defaultPriority'],
      ['second', 'defaultPriority'],
      ['high', 'highPriority'],
      ['higher', 'highPriority'],
    ];
    for (const [id, priority] of asked) scene.put(id, 'ab', 'vMotion', priority);
    const order = ['high', 'higher', 'first', 'second', 'low'];
    expect(scene.waiting()).toEqual(order);
    expect(order.map((_id, number) => scene.queue.ended(`f${number}`))).toEqual(order.map((id) => [id]));
  });

  it('lets nobody overtake at the resource that is waited for, and others start elsewhere', () => {
    const scene = begin();
    fill(scene, 6);
    // Needs four units where two are left: what needs one does not slip in, or it would never start.
    expect(scene.put('storage', 'a', 'storageVMotion')).toEqual([]);
    expect(scene.put('small', 'ab')).toEqual([]);
    expect(scene.put('neighbour', 'bc')).toEqual(['neighbour']);
    scene.queue.ended('f0');
    expect(scene.queue.ended('f1')).toEqual(['storage']);
    expect(scene.queue.ended('f2')).toEqual(['small']);
  });

  it('lets nobody be overtaken for ever', () => {
    const scene = begin();
    fill(scene);
    scene.put('patient', 'ab');
    for (let number = 0; number < MAX_OVERTAKEN; number++) {
      expect(scene.put(`o${number}`, 'bc')).toEqual([`o${number}`]);
      scene.queue.ended(`o${number}`);
    }
    expect(scene.put('late', 'bc')).toEqual([]);
    expect(scene.queue.ended('f0')).toEqual(['patient', 'late']);
  });

  it('forgets what is cancelled while it waits, and what waited behind it starts', () => {
    const scene = begin();
    fill(scene, 6);
    scene.put('storage', 'a', 'storageVMotion');
    scene.put('small', 'ab');
    expect(scene.queue.cancel('storage')).toEqual(['small']);
    // One that runs is not the queue's to stop.
    expect(scene.queue.cancel('small')).toEqual([]);
    expect(scene.running()).toContain('small');
  });

  it('holds so many and no more', () => {
    const scene = begin();
    fill(scene);
    for (let number = 0; number < MAX_WAITING; number++) scene.put(`w${number}`, 'ab');
    expect(() => scene.put('more', 'ab')).toThrow(QueueFull);
    expect(scene.waiting()).toHaveLength(MAX_WAITING);
    // What need not wait is no burden.
    expect(scene.put('elsewhere', 'cd')).toEqual(['elsewhere']);
  });

  it('does not believe in what can not be', () => {
    const { put, queue } = begin(() => 1);
    put('one', 'ab');
    expect(() => put('one', 'cd')).toThrow('already');
    expect(() => put('storage', 'c', 'storageVMotion')).toThrow('costs host c 4');
    expect(() => queue.ended('two')).toThrow('does not run');
  });
});
