import { moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { Instance } from '../inventory/instance.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { fault } from '../vmodl/faults.ts';
import { ObjectStore } from '../vmodl/object-store.ts';
import { MAX_TASKS, TASK_MANAGER, TaskManager } from './task-manager.ts';

const spec = {
  descriptionId: 'VirtualMachine.powerOn',
  name: 'PowerOnVM_Task',
  entity: moRef('VirtualMachine', 'vm-1'),
  entityName: 'web',
  userName: 'admin',
};

function begin(store = new MemoryStore()) {
  const objects = new ObjectStore();
  const broken: unknown[] = [];
  const changed: string[] = [];
  const tasks = new TaskManager({
    store,
    objects,
    instance: new Instance(store, () => 'uuid'),
    wallClock: () => 0,
    log: { info: () => {} },
    onChange: (id) => changed.push(id),
    broken: (error): never => {
      broken.push(error);
      throw error;
    },
  });
  const info = (id: string) => objects.properties(moRef('Task', id))?.info;
  return { store, objects, tasks, info, broken, changed };
}

/** Lets what waits for nothing but the event loop run. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a task', () => {
  it('is in the database before it is acknowledged, shows its progress, and ends with its result', async () => {
    const { store, tasks, info, objects, changed } = begin();
    let finish = (_result: unknown) => {};
    const task = tasks.begin(spec, async (progress) => {
      progress(41.7);
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    expect(store.all('task').map(({ id, document }) => [id, document.state])).toEqual([[task.value, 'running']]);
    expect(info(task.value)).toMatchObject({ state: 'running', progress: 42, entityName: 'web' });
    expect(objects.properties(TASK_MANAGER)?.recentTask).toEqual([task]);
    expect([tasks.runningOn('vm-1'), changed]).toEqual([[task], ['vm-1']]);
    finish(moRef('VirtualMachine', 'vm-2'));
    await turn();
    expect(info(task.value)).toMatchObject({ state: 'success', progress: 100, result: { value: 'vm-2' } });
    expect(store.all('task')[0]?.document).toEqual(info(task.value));
    expect([tasks.runningOn('vm-1'), changed]).toEqual([[], ['vm-1', 'vm-1']]);
  });

  it('says in which phase it is, from its work and from who hears of it', async () => {
    const { tasks, info } = begin();
    const phase = (message: string) => ({ _typeName: 'LocalizableMessage', key: 'phase', message }) as const;
    let advance = (_percent: number) => {};
    const task = tasks.begin(spec, (progress) => {
      advance = (percent) => progress(percent, phase('of its work'));
      return new Promise(() => {});
    });
    tasks.report(task.value, 30, phase('reported'));
    tasks.report(task.value, 20, phase('reported again'));
    expect(info(task.value)).toMatchObject({ progress: 30, description: { message: 'reported again' } });
    tasks.report(task.value, 25);
    advance(50);
    expect(info(task.value)).toMatchObject({ progress: 50, description: { message: 'of its work' } });
  });

  it('can be cancelled where its work heeds that, and ends as its work ends', async () => {
    const { tasks, info } = begin();
    const work = (_progress: unknown, cancelled: AbortSignal) =>
      new Promise((_resolve, reject) => {
        cancelled.addEventListener('abort', () => reject(fault('RequestCanceled', 'cancelled')));
      });
    const task = tasks.begin({ ...spec, cancelable: true }, work);
    expect(info(task.value)).toMatchObject({ cancelable: true, cancelled: false });
    tasks.cancel(task.value);
    await turn();
    expect(info(task.value)).toMatchObject({ cancelable: false, cancelled: true, state: 'error' });
    tasks.cancel(task.value);
    const other = tasks.begin(spec, work);
    expect(() => tasks.cancel(other.value)).toThrow("PowerOnVM_Task can't be cancelled");
  });

  it('that waits says when it begins, and can not be cancelled once it is committed', async () => {
    const { tasks, info } = begin();
    let start = () => {};
    const task = tasks.begin({ ...spec, cancelable: true, queued: true }, async (_progress, _cancelled, started) => {
      start = started;
      return new Promise(() => {});
    });
    expect(info(task.value)).toMatchObject({ state: 'queued', cancelable: true });
    expect(info(task.value)?.startTime).toBeUndefined();
    start();
    expect(info(task.value)).toMatchObject({ state: 'running', startTime: '1970-01-01T00:00:00.000Z' });
    tasks.commit(task.value);
    expect(info(task.value)?.cancelable).toBe(false);
    expect(tasks.cancelIfPossible(task.value)).toBe(false);
    expect(() => tasks.cancel(task.value)).toThrow("PowerOnVM_Task can't be cancelled");
    expect(info(task.value)?.cancelled).toBe(false);
  });

  it('ends with the fault of its work', async () => {
    const { tasks, info } = begin();
    const task = tasks.begin(spec, async () => {
      throw fault('Timedout', 'too late');
    });
    await turn();
    const { state, error } = info(task.value) ?? {};
    expect([state, error?.fault._typeName, error?.localizedMessage]).toEqual(['error', 'Timedout', 'too late']);
  });

  it('ends in error when vCenter was killed while it ran, and as it ended when it had', async () => {
    const first = begin();
    const ended = first.tasks.begin(spec, async () => undefined);
    await turn();
    const running = first.tasks.begin(spec, () => new Promise(() => {}));
    const second = begin(first.store);
    expect(second.info(ended.value)?.state).toBe('success');
    expect(second.info(running.value)).toMatchObject({
      state: 'error',
      error: { fault: { _typeName: 'SystemError' } },
    });
    const next = second.tasks.begin(spec, async () => undefined);
    expect([ended.value, running.value]).not.toContain(next.value);
  });

  it('is forgotten when there are too many, the oldest that has ended first', async () => {
    const { tasks, info, store } = begin();
    const running = tasks.begin(spec, () => new Promise(() => {}));
    const ended = tasks.begin(spec, async () => undefined);
    await turn();
    for (let count = 2; count <= MAX_TASKS; count++) tasks.begin(spec, async () => undefined);
    await turn();
    expect([info(running.value)?.state, info(ended.value)]).toEqual(['running', undefined]);
    expect(store.all('task')).toHaveLength(MAX_TASKS);
  });
});
