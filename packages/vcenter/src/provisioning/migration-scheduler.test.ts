import { describe, expect, it } from 'vitest';
import { fault } from '../vmodl/faults.ts';
import { MigrationScheduler, type ScheduledOperation } from './migration-scheduler.ts';

/** One migration of a host at a time. */
function begin() {
  const scheduler = new MigrationScheduler(() => 1);
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const run = (vm: string, cancelled = new AbortController().signal) => {
    const operation: ScheduledOperation = {
      kind: 'vMotion',
      priority: 'defaultPriority',
      vm,
      destination: 'b',
      hosts: ['a', 'b'],
      datastores: [],
    };
    return scheduler.run(operation, cancelled, () => {
      begun.push(vm);
      return new Promise<string>((resolve, reject) => {
        ends.set(vm, (error) => (error ? reject(error) : resolve(`${vm} is there`)));
      });
    });
  };
  return { scheduler, begun, run, end: (vm: string, error?: Error) => ends.get(vm)?.(error) };
}

/** Lets what waits for nothing but the event loop run. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the scheduler', () => {
  it('does one thing after another, and tells who is on its way', async () => {
    const { scheduler, begun, run, end } = begin();
    const first = run('vm-1');
    const second = run('vm-2');
    await turn();
    expect(begun).toEqual(['vm-1']);
    expect(scheduler.headedFor('b', { waiting: false })).toEqual(['vm-1']);
    expect(scheduler.headedFor('b', { waiting: true })).toEqual(['vm-1', 'vm-2']);
    expect(scheduler.headedFor('a', { waiting: true })).toEqual([]);
    end('vm-1');
    expect(await first).toBe('vm-1 is there');
    await turn();
    end('vm-2');
    expect(await second).toBe('vm-2 is there');
    expect(scheduler.headedFor('b', { waiting: true })).toEqual([]);
  });

  it('knows how far an operation of several parts is', async () => {
    const { scheduler, run, end } = begin();
    expect(() => scheduler.begin('vm-1', { index: 0, count: 2 })).toThrow('no operation');
    const done = run('vm-1');
    await turn();
    expect(scheduler.percentOf('vm-1', 40)).toBe(40);
    scheduler.begin('vm-1', { index: 0, count: 2 });
    expect(scheduler.percentOf('vm-1', 40)).toBe(20);
    scheduler.begin('vm-1', { index: 1, count: 2 });
    expect(scheduler.percentOf('vm-1', 40)).toBe(70);
    end('vm-1');
    await done;
  });

  it('goes on after what has failed, which fails as it did', async () => {
    const { begun, run, end } = begin();
    const first = run('vm-1');
    const second = run('vm-2');
    await turn();
    end('vm-1', fault('Timedout', 'too late'));
    await expect(first).rejects.toThrow('too late');
    await turn();
    expect(begun).toEqual(['vm-1', 'vm-2']);
    end('vm-2');
    await second;
  });

  it('forgets what is cancelled while it waits, and lets what runs end by itself', async () => {
    const { begun, run, end } = begin();
    const cancel = new AbortController();
    const first = run('vm-1', cancel.signal);
    const second = run('vm-2', cancel.signal);
    const third = run('vm-3');
    await turn();
    cancel.abort();
    await expect(second).rejects.toMatchObject({ type: 'RequestCanceled' });
    await expect(run('vm-4', cancel.signal)).rejects.toMatchObject({ type: 'RequestCanceled' });
    end('vm-1');
    await first;
    await turn();
    expect(begun).toEqual(['vm-1', 'vm-3']);
    end('vm-3');
    await third;
  });
});
