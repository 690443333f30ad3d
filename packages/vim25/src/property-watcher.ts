// A property collector of one's own with one filter, and the objects as its updates have left them: the first round brings
// everything, each later one waits until something changes.
import { type CallOptions, known, type Vim25Client, Vim25ConnectionError } from './client.ts';
import { Vim25Fault } from './fault.ts';
import type {
  DataObject,
  ManagedObjectName,
  ManagedObjectReference,
  PathValue,
  Properties,
  TypedReference,
} from './registry.ts';

/** How long one request waits for a change before it is asked again, in seconds; proxies cut longer silences. */
const MAX_WAIT_SECONDS = 60;

export interface WatchedObject<N extends ManagedObjectName, P extends string> {
  readonly obj: TypedReference<N>;
  /** By path; what is unset is absent. */
  readonly properties: { readonly [K in P]?: PathValue<Properties<N>, K> };
}

export class PropertyWatcher<N extends ManagedObjectName, P extends string> {
  private readonly client: Vim25Client;
  private readonly collector: TypedReference<'PropertyCollector'>;
  private readonly view: TypedReference<'ContainerView'> | undefined;
  private readonly objects = new Map<string, WatchedObject<N, P>>();
  private version = '';

  private constructor(
    client: Vim25Client,
    collector: TypedReference<'PropertyCollector'>,
    view?: TypedReference<'ContainerView'>,
  ) {
    this.client = client;
    this.collector = collector;
    this.view = view;
  }

  /** Watches one object. */
  static async ofObject<N extends ManagedObjectName, P extends string>(
    client: Vim25Client,
    obj: TypedReference<N>,
    paths: readonly P[],
    options: CallOptions,
  ): Promise<PropertyWatcher<N, P>> {
    const watcher = new PropertyWatcher<N, P>(client, await createCollector(client, options));
    return watcher.filter(obj.type, paths, { _typeName: 'ObjectSpec', obj }, options);
  }

  /** Watches all objects of a type below a container, also those that come later. */
  static async ofContainer<N extends ManagedObjectName, P extends string>(
    client: Vim25Client,
    what: { readonly type: N; readonly paths: readonly P[]; readonly container?: ManagedObjectReference | undefined },
    options: CallOptions,
  ): Promise<PropertyWatcher<N, P>> {
    const { viewManager, rootFolder } = await client.content();
    const created = await client.call(
      known(viewManager, 'ViewManager'),
      'CreateContainerView',
      { container: what.container ?? rootFolder, type: [what.type], recursive: true },
      options,
    );
    const view = known(created, 'ContainerView');
    const watcher = new PropertyWatcher<N, P>(client, await createCollector(client, options), view);
    const selectSet = [{ _typeName: 'TraversalSpec', type: 'ContainerView', path: 'view', skip: false }] as const;
    const objectSpec = { _typeName: 'ObjectSpec', obj: view, skip: true, selectSet } as const;
    return watcher.filter(what.type, what.paths, objectSpec, options);
  }

  private async filter(
    type: N,
    paths: readonly P[],
    objectSpec: DataObject<'ObjectSpec'>,
    options: CallOptions,
  ): Promise<this> {
    try {
      const spec = {
        _typeName: 'PropertyFilterSpec',
        propSet: [{ _typeName: 'PropertySpec', type, pathSet: paths }],
        objectSet: [objectSpec],
      } as const;
      await this.client.call(this.collector, 'CreateFilter', { spec, partialUpdates: false }, options);
      return this;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** The next state: at the first call all objects as they are, later as soon as something has changed. */
  async next(options: CallOptions): Promise<ReadonlyMap<string, WatchedObject<N, P>>> {
    for (;;) {
      const first = this.version === '';
      const update = await this.client.call(
        this.collector,
        'WaitForUpdatesEx',
        {
          version: this.version,
          options: { _typeName: 'WaitOptions', maxWaitSeconds: first ? 0 : MAX_WAIT_SECONDS },
        },
        options,
      );
      for (const { objectSet } of update?.filterSet ?? []) for (const object of objectSet ?? []) this.apply(object);
      if (update) this.version = update.version;
      if (first && !update) return this.objects;
      if (update && !update.truncated) return this.objects;
    }
  }

  private apply({ kind, obj, changeSet }: DataObject<'ObjectUpdate'>): void {
    if (kind === 'leave') {
      this.objects.delete(obj.value);
      return;
    }
    const properties: Record<string, unknown> = { ...this.objects.get(obj.value)?.properties };
    for (const { name, op, val } of changeSet ?? []) {
      if (op === 'remove' || op === 'indirectRemove' || val === undefined) delete properties[name];
      else properties[name] = val;
    }
    this.objects.set(obj.value, { obj, properties } as WatchedObject<N, P>);
  }

  /** Destroys what was made on the server; a session that is gone has taken it along. */
  async close(): Promise<void> {
    const closing = [
      this.client.call(this.collector, 'DestroyPropertyCollector', {}),
      ...(this.view ? [this.client.call(this.view, 'DestroyView', {})] : []),
    ];
    for (const outcome of await Promise.allSettled(closing))
      if (outcome.status === 'rejected' && !isGone(outcome.reason)) throw outcome.reason;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Vim25ConnectionError || error instanceof Vim25Fault;
}

async function createCollector(
  client: Vim25Client,
  options: CallOptions,
): Promise<TypedReference<'PropertyCollector'>> {
  const { propertyCollector } = await client.content();
  const factory = known(propertyCollector, 'PropertyCollector');
  return known(await client.call(factory, 'CreatePropertyCollector', {}, options), 'PropertyCollector');
}
