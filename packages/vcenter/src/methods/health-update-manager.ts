// The methods of HealthUpdateManager: how a provider of hardware health (and whoever plays one) speaks to vCenter.
import { type DataObject, type HaEventId, moRef } from '@microsphere/vim25';
import type { Call, MethodsOf } from './call.ts';

const posted: Readonly<Partial<Record<DataObject<'HealthUpdate'>['status'], HaEventId>>> = {
  green: 'com.vmware.vc.infraUpdateHa.PostGreenHealthUpdateEvent',
  yellow: 'com.vmware.vc.infraUpdateHa.PostYellowHealthUpdateEvent',
  red: 'com.vmware.vc.infraUpdateHa.PostRedHealthUpdateEvent',
};

/** Each update that is news is an event; all of them are, or none. Faults: NotFound, InvalidArgument. */
function postHealthUpdates(
  { services, userName }: Call,
  providerId: string,
  updates: readonly DataObject<'HealthUpdate'>[],
): undefined {
  const { health, inventory, events } = services;
  const { name, infos } = health.provider(providerId);
  health.check(providerId, updates);
  for (const { entity, healthUpdateInfoId, status, remediation } of updates) {
    const eventTypeId = posted[status];
    const host = inventory.find('HostSystem', entity.value);
    const description = infos.find(({ id }) => id === healthUpdateInfoId)?.description ?? '';
    if (eventTypeId && host)
      events.postExtended({
        eventTypeId,
        message: `${name}: ${host.name}: ${healthUpdateInfoId} (${description}) is ${status}${remediation && `: ${remediation}`}`,
        about: host,
        userName,
        arguments: { providerId, healthUpdateInfoId, status, remediation },
      });
  }
  health.post(providerId, updates);
  return undefined;
}

const hosts = (ids: readonly string[]) => ids.map((id) => moRef('HostSystem', id));

export const healthUpdateManager: MethodsOf<'HealthUpdateManager'> = {
  RegisterHealthUpdateProvider: ({ services: { health } }, _self, { name, healthUpdateInfo = [] }) =>
    health.register(name, healthUpdateInfo),
  UnregisterHealthUpdateProvider({ services: { health } }, _self, { providerId }) {
    health.unregister(providerId);
    return undefined;
  },
  QueryProviderList: ({ services: { health } }) => health.ids,
  HasProvider: ({ services: { health } }, _self, { id }) => health.find(id) !== undefined,
  QueryProviderName: ({ services: { health } }, _self, { id }) => health.provider(id).name,
  QueryHealthUpdateInfos: ({ services: { health } }, _self, { providerId }) => health.provider(providerId).infos,
  AddMonitoredEntities({ services: { health } }, _self, { providerId, entities = [] }) {
    health.monitor(providerId, entities);
    return undefined;
  },
  RemoveMonitoredEntities({ services: { health } }, _self, { providerId, entities = [] }) {
    health.stopMonitoring(providerId, entities);
    return undefined;
  },
  QueryMonitoredEntities: ({ services: { health } }, _self, { providerId }) =>
    hosts(health.provider(providerId).monitored),
  HasMonitoredEntity: ({ services: { health } }, _self, { providerId, entity }) =>
    health.provider(providerId).monitored.includes(entity.value),
  QueryUnmonitoredHosts({ services: { health, inventory } }, _self, { providerId, cluster }) {
    const { monitored } = health.provider(providerId);
    const all = inventory.referring('HostSystem', cluster.value).map(({ id }) => id);
    return hosts(all.filter((id) => !monitored.includes(id)));
  },
  PostHealthUpdates: (call, _self, { providerId, updates = [] }) => postHealthUpdates(call, providerId, updates),
  QueryHealthUpdates: ({ services: { health } }, _self, { providerId }) => health.provider(providerId).updates,
  AddFilter: ({ services: { health } }, _self, { providerId, filterName, infoIds = [] }) =>
    health.addFilter(providerId, filterName, infoIds),
  QueryFilterList: ({ services: { health } }, _self, { providerId }) =>
    Object.keys(health.provider(providerId).filters),
  QueryFilterName: ({ services: { health } }, _self, { filterId }) => health.filter(filterId).filter.name,
  QueryFilterInfoIds: ({ services: { health } }, _self, { filterId }) => health.filter(filterId).filter.infoIds,
  QueryFilterEntities: ({ services: { health } }, _self, { filterId }) =>
    hosts(health.filter(filterId).filter.entities),
  AddFilterEntities({ services: { health } }, _self, { filterId, entities = [] }) {
    health.changeFilter(filterId, (before) => [...before, ...entities.map(({ value }) => value)]);
    return undefined;
  },
  RemoveFilterEntities({ services: { health } }, _self, { filterId, entities = [] }) {
    const gone = new Set(entities.map(({ value }) => value));
    health.changeFilter(filterId, (before) => before.filter((id) => !gone.has(id)));
    return undefined;
  },
  RemoveFilter({ services: { health } }, _self, { filterId }) {
    health.removeFilter(filterId);
    return undefined;
  },
};
