// Tasks: on the disk before their reference is given out, and again with their outcome before anybody sees it. A task that
// a vCenter was killed in ends in error when vCenter is back: whether its work was done is for the inventory to show.

import type { Logger } from '@microsphere/process';
import {
  type DataObject,
  type ManagedObjectReference,
  moRef,
  type TypedReference,
  Vim25Fault,
} from '@microsphere/vim25';
import type { Instance } from '../inventory/instance.ts';
import type { Store } from '../vcdb/database.ts';
import { fault, localized } from '../vmodl/faults.ts';
import type { ObjectStore } from '../vmodl/object-store.ts';

/** Tasks that are kept, ended ones first to go. */
export const MAX_TASKS = 1_000;
/** vim25 TaskManager.recentTask. */
const MAX_RECENT_TASKS = 200;

export const TASK_MANAGER = moRef('TaskManager', 'TaskManager');

type TaskInfo = DataObject<'TaskInfo'>;

export interface TaskSpec {
  /** "VirtualMachine.powerOn": key of the localized description. */
  readonly descriptionId: string;
  /** Name of the method: "PowerOnVM_Task". */
  readonly name: string;
  readonly entity: ManagedObjectReference;
  readonly entityName: string;
  /** Empty: vCenter's own wish. */
  readonly userName: string;
  /** Whether CancelTask ends it: its work heeds the signal. */
  readonly cancelable?: boolean;
  /** Whether its work waits for something first, and says when it has begun. */
  readonly queued?: boolean;
}

/**
 * `cancelled` is aborted when somebody cancels the task, which is none of the work's business unless it is cancelable; `started` is
 * for the work of a task that is queued.
 */
export type Work = (
  progress: (percent: number, description?: DataObject<'LocalizableMessage'>) => void,
  cancelled: AbortSignal,
  started: () => void,
) => Promise<unknown>;

export interface TaskManagerOptions {
  readonly store: Store;
  readonly objects: ObjectStore;
  readonly instance: Instance;
  readonly wallClock: () => number;
  readonly log: Pick<Logger, 'info'>;
  /** An entity has another task. */
  readonly onChange: (entityId: string) => void;
  /** A task's work threw what is no vim25 fault. */
  readonly broken: (error: unknown) => never;
}

export class TaskManager {
  private readonly options: TaskManagerOptions;
  private readonly tasks = new Map<string, TaskInfo>();
  /** Keys of the tasks that run, by the id of their entity. */
  private readonly running = new Map<string, Set<string>>();
  /** Of the tasks that can be cancelled and still run. */
  private readonly cancelers = new Map<string, AbortController>();

  constructor(options: TaskManagerOptions) {
    this.options = options;
    for (const { document } of options.store.all('task')) this.tasks.set(document.key, document);
    const interrupted = fault(
      'SystemError',
      'vCenter was restarted while the task ran; see the inventory for its effect',
      {
        reason: 'vCenter was restarted',
      },
    );
    for (const info of this.tasks.values()) {
      options.objects.put(moRef('Task', info.key), { info });
      if (!hasEnded(info)) this.end(info.key, { state: 'error', error: localized(interrupted) });
    }
    options.objects.put(TASK_MANAGER, { recentTask: this.recent() });
  }

  /** Begins a task and returns at once. */
  begin(spec: TaskSpec, work: Work): TypedReference<'Task'> {
    const { instance, objects, store } = this.options;
    const key = instance.newId('task');
    const task = moRef('Task', key);
    const info: TaskInfo = {
      _typeName: 'TaskInfo',
      key,
      task,
      name: spec.name,
      descriptionId: spec.descriptionId,
      entity: spec.entity,
      entityName: spec.entityName,
      state: spec.queued ? 'queued' : 'running',
      cancelled: false,
      cancelable: spec.cancelable ?? false,
      reason:
        spec.userName === ''
          ? { _typeName: 'TaskReasonSystem' }
          : { _typeName: 'TaskReasonUser', userName: spec.userName },
      queueTime: this.now(),
      ...(spec.queued ? {} : { startTime: this.now() }),
      progress: 0,
      eventChainId: 0,
    };
    store.transaction(() => {
      store.put('task', key, info);
      this.tasks.set(key, info);
      this.forgetOldest();
    });
    objects.put(task, { info });
    objects.set(TASK_MANAGER, { recentTask: this.recent() });
    const { value: entityId } = spec.entity;
    this.running.set(entityId, (this.running.get(entityId) ?? new Set()).add(key));
    this.options.onChange(entityId);
    const canceler = new AbortController();
    if (info.cancelable) this.cancelers.set(key, canceler);
    void this.perform(key, work, canceler.signal);
    return task;
  }

  /** The tasks of an entity that still run, the oldest first. */
  runningOn(entityId: string): ManagedObjectReference[] {
    return [...(this.running.get(entityId) ?? [])].map((key) => moRef('Task', key));
  }

  /** Asks a task to end. One that has ended stays what it is. Faults: NotSupported. */
  cancel(key: string): void {
    const info = this.tasks.get(key);
    if (!info || hasEnded(info) || this.cancelIfPossible(key)) return;
    throw fault('NotSupported', `${info.name ?? key} can't be cancelled`);
  }

  /** Asks a task to end; false where it has ended, or can't be cancelled (any more). */
  cancelIfPossible(key: string): boolean {
    const canceler = this.cancelers.get(key);
    if (!canceler) return false;
    this.show(key, { cancelled: true });
    canceler.abort();
    return true;
  }

  /** What the task does can't be undone any more: CancelTask is refused from now on. */
  commit(key: string): void {
    if (this.cancelers.delete(key)) this.show(key, { cancelable: false });
  }

  /** Shows how far a task is that still runs, which never goes back, and what phase it is in. */
  report(key: string, percent: number, description?: DataObject<'LocalizableMessage'>): void {
    const info = this.tasks.get(key);
    if (!info || hasEnded(info)) return;
    const progress = Math.max(Math.round(percent), info.progress ?? 0);
    if (description) this.show(key, { progress, description });
    else if (progress !== info.progress) this.show(key, { progress });
  }

  private now(): string {
    return new Date(this.options.wallClock()).toISOString();
  }

  private async perform(key: string, work: Work, cancelled: AbortSignal): Promise<void> {
    try {
      const result = await work(
        (percent, description) =>
          this.show(key, { progress: Math.round(percent), ...(description ? { description } : {}) }),
        cancelled,
        () => this.show(key, { state: 'running', startTime: this.now() }),
      );
      this.end(key, { state: 'success', progress: 100, ...(result === undefined ? {} : { result }) });
    } catch (error) {
      if (!(error instanceof Vim25Fault)) this.options.broken(error);
      this.options.log.info({ task: key, fault: error.type }, error.message);
      this.end(key, { state: 'error', error: localized(error) });
    }
  }

  private end(key: string, outcome: Partial<TaskInfo>): void {
    this.cancelers.delete(key);
    const entityId = this.tasks.get(key)?.entity?.value ?? '';
    const running = this.running.get(entityId);
    // One that a former vCenter was killed in did not run here.
    const ran = running?.delete(key) === true;
    if (running?.size === 0) this.running.delete(entityId);
    const info = this.merged(key, { ...outcome, cancelable: false, completeTime: this.now() });
    this.options.store.put('task', key, info);
    this.show(key, info);
    if (ran) this.options.onChange(entityId);
  }

  private merged(key: string, change: Partial<TaskInfo>): TaskInfo {
    const before = this.tasks.get(key);
    if (!before) throw new Error(`no task ${key}`);
    return { ...before, ...change };
  }

  private show(key: string, change: Partial<TaskInfo>): void {
    const info = this.merged(key, change);
    this.tasks.set(key, info);
    this.options.objects.set(moRef('Task', key), { info });
  }

  private recent(): ManagedObjectReference[] {
    return [...this.tasks.values()].slice(-MAX_RECENT_TASKS).map(({ task }) => task);
  }

  private forgetOldest(): void {
    if (this.tasks.size <= MAX_TASKS) return;
    const oldest = [...this.tasks.values()].find(hasEnded);
    // Running tasks are bounded by what they run on; should they ever fill the list, that is a fault of its own.
    if (!oldest) throw new Error(`${MAX_TASKS} tasks run at once`);
    this.tasks.delete(oldest.key);
    this.options.store.delete('task', oldest.key);
    this.options.objects.destroy(oldest.key);
  }
}

function hasEnded({ state }: TaskInfo): boolean {
  return state === 'success' || state === 'error';
}
