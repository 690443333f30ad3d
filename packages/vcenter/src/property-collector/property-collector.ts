// A property collector of one session: its filters, the version that its client has, and the request that waits for the
// next one. An answer that was lost is asked for again with the old version, and is the same answer.
import { type DataObject, moRef, type TypedReference } from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';
import type { ObjectStore } from '../vmodl/object-store.ts';
import { checkSpec, PropertyFilter, retrieve } from './property-filter.ts';

/** Filters of one collector. */
export const MAX_FILTERS = 64;
/** Object updates, or objects, in one answer; the rest follows when it is asked for. */
export const MAX_OBJECTS_PER_ANSWER = 1_000;
/** Retrievals of one collector that wait to be continued. */
export const MAX_CONTINUATIONS = 16;

type UpdateSet = DataObject<'UpdateSet'>;

interface Waiter {
  readonly wake: () => void;
  readonly cancel: (why: Error) => void;
}

export class PropertyCollector {
  readonly ref: TypedReference<'PropertyCollector'>;
  private readonly store: ObjectStore;
  private readonly filters = new Map<string, PropertyFilter>();
  private readonly continuations = new Map<string, DataObject<'ObjectContent'>[]>();
  private filterNumber = 0;
  private tokenNumber = 0;
  private version = 0;
  private last: { readonly from: string; readonly set: UpdateSet } | undefined;
  private waiter: Waiter | undefined;

  constructor(ref: TypedReference<'PropertyCollector'>, store: ObjectStore) {
    this.ref = ref;
    this.store = store;
    store.put(ref, {});
  }

  destroy(): void {
    this.cancelWait();
    for (const filter of [...this.filters.values()]) this.destroyFilter(filter);
    this.store.destroy(this.ref.value);
  }

  createFilter(spec: DataObject<'PropertyFilterSpec'>, partialUpdates: boolean): TypedReference<'PropertyFilter'> {
    checkSpec(spec);
    if (this.filters.size >= MAX_FILTERS)
      throw fault('InvalidArgument', `a property collector has at most ${MAX_FILTERS} filters`, {
        invalidProperty: 'spec',
      });
    this.filterNumber += 1;
    const ref = moRef('PropertyFilter', `${this.ref.value}-filter-${this.filterNumber}`);
    const filter = new PropertyFilter({ ref, store: this.store, spec, onDirty: () => this.waiter?.wake() });
    this.filters.set(ref.value, filter);
    this.store.put(ref, { spec, partialUpdates });
    this.filtersChanged();
    this.waiter?.wake();
    return ref;
  }

  /** Returns false for a filter of another collector. */
  destroyFilterById(id: string): boolean {
    const filter = this.filters.get(id);
    if (filter) this.destroyFilter(filter);
    return filter !== undefined;
  }

  private destroyFilter(filter: PropertyFilter): void {
    filter.destroy();
    this.filters.delete(filter.ref.value);
    this.store.destroy(filter.ref.value);
    this.filtersChanged();
  }

  private filtersChanged(): void {
    this.store.set(this.ref, { filter: [...this.filters.values()].map(({ ref }) => ref) });
  }

  retrieve(
    specs: readonly DataObject<'PropertyFilterSpec'>[],
    options: DataObject<'RetrieveOptions'>,
  ): DataObject<'RetrieveResult'> | undefined {
    const objects = specs.flatMap((spec) => {
      checkSpec(spec);
      return retrieve(this.store, spec);
    });
    if (objects.length === 0) return undefined;
    return this.page(objects, options.maxObjects);
  }

  continueRetrieve(token: string): DataObject<'RetrieveResult'> {
    return this.page(this.takeContinuation(token));
  }

  cancelRetrieve(token: string): void {
    this.takeContinuation(token);
  }

  private takeContinuation(token: string): DataObject<'ObjectContent'>[] {
    const rest = this.continuations.get(token);
    if (!rest) throw fault('InvalidArgument', `no retrieval waits with token "${token}"`, { invalidProperty: 'token' });
    this.continuations.delete(token);
    return rest;
  }

  private page(objects: DataObject<'ObjectContent'>[], maxObjects?: number): DataObject<'RetrieveResult'> {
    const size = limit(maxObjects);
    const page = objects.slice(0, size);
    if (objects.length <= size) return { _typeName: 'RetrieveResult', objects: page };
    if (this.continuations.size >= MAX_CONTINUATIONS)
      this.continuations.delete(this.continuations.keys().next().value ?? '');
    this.tokenNumber += 1;
    const token = String(this.tokenNumber);
    this.continuations.set(token, objects.slice(size));
    return { _typeName: 'RetrieveResult', token, objects: page };
  }

  cancelWait(): void {
    this.waiter?.cancel(fault('RequestCanceled', 'The wait for updates was cancelled'));
  }

  /**
   * The next update after `version`; waits for one as long as `options` says, and is undefined when there was none. Faults:
   * InvalidCollectorVersion, RequestCanceled (another wait began, or the caller has gone).
   */
  async waitForUpdates(
    version: string | undefined,
    options: DataObject<'WaitOptions'> | undefined,
    signal: AbortSignal,
  ): Promise<UpdateSet | undefined> {
    this.cancelWait();
    const at = version ?? '';
    if (at === '') {
      this.last = undefined;
      for (const filter of this.filters.values()) filter.reset();
    } else if (this.last?.from === at && at !== String(this.version)) {
      return this.last.set;
    } else if (at !== String(this.version)) {
      throw fault('InvalidCollectorVersion', `The version "${at}" is not known`);
    }
    const deadline = options?.maxWaitSeconds === undefined ? undefined : options.maxWaitSeconds * 1_000;
    return (
      (await this.waiting(() => this.collect(at, limit(options?.maxObjectUpdates)), deadline, signal)) ?? undefined
    );
  }

  /** Looks at once, and again whenever something is dirty. */
  private waiting(
    look: () => UpdateSet | undefined,
    waitMs: number | undefined,
    signal: AbortSignal,
  ): Promise<UpdateSet | undefined> {
    const now = look();
    if (now || waitMs === 0) return Promise.resolve(now);
    return new Promise((resolve, reject) => {
      let soon: NodeJS.Immediate | undefined;
      const timer = waitMs === undefined ? undefined : setTimeout(() => settle(() => resolve(undefined)), waitMs);
      const aborted = () => settle(() => reject(fault('RequestCanceled', 'The client has gone')));
      const waiter: Waiter = {
        // A burst of changes is one look.
        wake: () => {
          soon ??= setImmediate(() => {
            soon = undefined;
            const found = look();
            if (found) settle(() => resolve(found));
          });
        },
        cancel: (why) => settle(() => reject(why)),
      };
      const settle = (end: () => void) => {
        clearTimeout(timer);
        clearImmediate(soon);
        signal.removeEventListener('abort', aborted);
        if (this.waiter === waiter) this.waiter = undefined;
        end();
      };
      this.waiter = waiter;
      signal.addEventListener('abort', aborted);
      if (signal.aborted) aborted();
    });
  }

  private collect(from: string, size: number): UpdateSet | undefined {
    const filterSet: DataObject<'PropertyFilterUpdate'>[] = [];
    let left = size;
    for (const filter of this.filters.values()) {
      const objectSet = filter.collect(left);
      left -= objectSet.length;
      if (objectSet.length > 0) filterSet.push({ _typeName: 'PropertyFilterUpdate', filter: filter.ref, objectSet });
    }
    if (filterSet.length === 0) return undefined;
    this.version += 1;
    const truncated = [...this.filters.values()].some((filter) => filter.hasChanges);
    const set: UpdateSet = { _typeName: 'UpdateSet', version: String(this.version), filterSet, truncated };
    this.last = { from, set };
    return set;
  }
}

function limit(asked: number | undefined): number {
  return asked === undefined || asked <= 0 ? MAX_OBJECTS_PER_ANSWER : Math.min(asked, MAX_OBJECTS_PER_ANSWER);
}
