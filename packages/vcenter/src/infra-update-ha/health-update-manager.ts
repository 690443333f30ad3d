// The health update providers of this vCenter, with all that they have said: on the disk before it is acknowledged. What is
// done about it is infra-update-ha.ts.
import {
  type DataObject,
  healthUpdateInfoComponentTypes,
  type ManagedObjectReference,
  moRef,
} from '@microsphere/vim25';
import type { Inventory } from '../inventory/inventory.ts';
import type { Store } from '../vcdb/database.ts';
import { fault } from '../vmodl/faults.ts';
import { type HealthFilter, type HealthUpdateProvider, withUpdates } from './health.ts';

export const HEALTH_UPDATE_MANAGER = moRef('HealthUpdateManager', 'HealthUpdateManager');

/** Providers of one vCenter. */
export const MAX_PROVIDERS = 32;
/** Conditions that one provider can report. */
export const MAX_HEALTH_UPDATE_INFOS = 256;
/** Filters of one provider. */
export const MAX_FILTERS = 64;

export interface HealthUpdateManagerOptions {
  readonly store: Store;
  readonly inventory: Inventory;
  readonly newUuid: () => string;
}

export class HealthUpdateManager {
  private readonly options: HealthUpdateManagerOptions;
  private readonly providers: Map<string, HealthUpdateProvider>;
  /** Called when hosts may be healthier or less healthy than before. */
  onChange: () => void = () => {};

  constructor(options: HealthUpdateManagerOptions) {
    this.options = options;
    const saved = options.store.all('healthUpdateProvider');
    this.providers = new Map(saved.map(({ id, document }) => [id, document]));
  }

  get ids(): readonly string[] {
    return [...this.providers.keys()];
  }

  find(id: string): HealthUpdateProvider | undefined {
    return this.providers.get(id);
  }

  /** Fault: NotFound. */
  provider(id: string): HealthUpdateProvider {
    const provider = this.providers.get(id);
    if (!provider) throw fault('NotFound', `no health update provider has the id "${id}"`);
    return provider;
  }

  private put(id: string, provider: HealthUpdateProvider): void {
    this.options.store.put('healthUpdateProvider', id, provider);
    this.providers.set(id, provider);
    this.onChange();
  }

  /** Its id. Fault: InvalidArgument. */
  register(name: string, infos: readonly DataObject<'HealthUpdateInfo'>[]): string {
    if (name.trim() === '') throw invalid('name', 'a provider has a name');
    if (this.providers.size >= MAX_PROVIDERS) throw invalid('name', `there are ${MAX_PROVIDERS} providers already`);
    if (infos.length > MAX_HEALTH_UPDATE_INFOS)
      throw invalid('healthUpdateInfo', `more than ${MAX_HEALTH_UPDATE_INFOS} conditions`);
    if (new Set(infos.map(({ id }) => id)).size < infos.length)
      throw invalid('healthUpdateInfo', 'an id is there twice');
    for (const { id, componentType } of infos)
      if (!healthUpdateInfoComponentTypes.some((known) => known === componentType))
        throw invalid('healthUpdateInfo', `${id}: "${componentType}" is no component type`);
    const id = this.options.newUuid();
    this.put(id, { name, infos, monitored: [], updates: [], filters: {} });
    return id;
  }

  /** Faults: NotFound; ResourceInUse while a cluster relies on it. */
  unregister(id: string): void {
    const { name } = this.provider(id);
    for (const cluster of this.options.inventory.all('ClusterComputeResource'))
      if (cluster.infraUpdateHaConfig?.providers?.includes(id))
        throw fault('ResourceInUse', `cluster ${cluster.name} relies on ${name}`, {
          type: 'Cluster',
          name: cluster.name,
        });
    this.options.store.delete('healthUpdateProvider', id);
    this.providers.delete(id);
    this.onChange();
  }

  /** Fault: InvalidArgument: only hosts of the inventory are monitored. */
  private hostIds(entities: readonly ManagedObjectReference[]): string[] {
    return entities.map(({ value }) => {
      if (!this.options.inventory.find('HostSystem', value)) throw invalid('entities', `${value} is no host`);
      return value;
    });
  }

  monitor(id: string, entities: readonly ManagedObjectReference[]): void {
    const provider = this.provider(id);
    this.put(id, { ...provider, monitored: [...new Set([...provider.monitored, ...this.hostIds(entities)])] });
  }

  /** What it has said of them is forgotten. */
  stopMonitoring(id: string, entities: readonly ManagedObjectReference[]): void {
    const gone = new Set(entities.map(({ value }) => value));
    this.put(id, without(this.provider(id), gone));
  }

  /** A host has left the inventory. */
  forgetHost(hostId: string): void {
    for (const [id, provider] of this.providers)
      if (provider.monitored.includes(hostId)) this.put(id, without(provider, new Set([hostId])));
  }

  /** Faults: NotFound, InvalidArgument. */
  check(id: string, updates: readonly DataObject<'HealthUpdate'>[]): void {
    const provider = this.provider(id);
    for (const { entity, healthUpdateInfoId } of updates) {
      if (!provider.monitored.includes(entity.value))
        throw invalid('updates', `${entity.value} is not monitored by ${provider.name}`);
      if (!provider.infos.some((info) => info.id === healthUpdateInfoId))
        throw invalid('updates', `${provider.name} has no HealthUpdateInfo "${healthUpdateInfoId}"`);
    }
  }

  /** All of them are taken, or none. Faults: NotFound, InvalidArgument. */
  post(id: string, updates: readonly DataObject<'HealthUpdate'>[]): void {
    this.check(id, updates);
    const provider = this.provider(id);
    this.put(id, { ...provider, updates: withUpdates(provider.updates, updates) });
  }

  /** Its id. Faults: NotFound, InvalidArgument. */
  addFilter(providerId: string, name: string, infoIds: readonly string[]): string {
    const provider = this.provider(providerId);
    if (Object.keys(provider.filters).length >= MAX_FILTERS)
      throw invalid('filterName', `${provider.name} has ${MAX_FILTERS} filters already`);
    for (const infoId of infoIds)
      if (!provider.infos.some(({ id }) => id === infoId)) throw invalid('infoIds', `"${infoId}"`);
    const id = this.options.newUuid();
    this.put(providerId, { ...provider, filters: { ...provider.filters, [id]: { name, infoIds, entities: [] } } });
    return id;
  }

  /** Fault: NotFound. */
  filter(filterId: string): { readonly providerId: string; readonly filter: HealthFilter } {
    for (const [providerId, { filters }] of this.providers) {
      const filter = filters[filterId];
      if (filter) return { providerId, filter };
    }
    throw fault('NotFound', `no filter has the id "${filterId}"`);
  }

  changeFilter(filterId: string, change: (entities: readonly string[]) => readonly string[]): void {
    const { providerId, filter } = this.filter(filterId);
    const provider = this.provider(providerId);
    const changed = { ...filter, entities: [...new Set(change(filter.entities))] };
    this.put(providerId, { ...provider, filters: { ...provider.filters, [filterId]: changed } });
  }

  removeFilter(filterId: string): void {
    const { providerId } = this.filter(filterId);
    const provider = this.provider(providerId);
    const { [filterId]: _removed, ...filters } = provider.filters;
    this.put(providerId, { ...provider, filters });
  }
}

function without(provider: HealthUpdateProvider, hostIds: ReadonlySet<string>): HealthUpdateProvider {
  const filters = Object.entries(provider.filters).map(([id, filter]): [string, HealthFilter] => [
    id,
    { ...filter, entities: filter.entities.filter((entity) => !hostIds.has(entity)) },
  ]);
  return {
    ...provider,
    monitored: provider.monitored.filter((id) => !hostIds.has(id)),
    updates: provider.updates.filter(({ entity }) => !hostIds.has(entity.value)),
    filters: Object.fromEntries(filters),
  };
}

function invalid(property: string, why: string) {
  return fault('InvalidArgument', `${property}: ${why}`, { invalidProperty: property });
}
