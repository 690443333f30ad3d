// Proactive HA: providers that tell vCenter of the health of hosts, and what a cluster does about it (reference: ha.md
// section 7).
import { dataObject, method } from '../descriptor.ts';

const provider = { providerId: 'string' } as const;
const entities = { entities: 'ManagedObjectReference[]?' } as const;
const filter = { filterId: 'string' } as const;

export const healthUpdateTypes = {
  ClusterInfraUpdateHaConfigInfo: dataObject('DynamicData', {
    enabled: 'boolean?',
    behavior: 'string?',
    moderateRemediation: 'string?',
    severeRemediation: 'string?',
    providers: 'string[]?',
  }),
  HealthUpdateInfo: dataObject('DynamicData', { id: 'string', componentType: 'string', description: 'string' }),
  HealthUpdate: dataObject('DynamicData', {
    entity: 'ManagedObjectReference',
    healthUpdateInfoId: 'string',
    id: 'string',
    status: 'ManagedEntityStatus',
    remediation: 'string',
  }),
};

export const healthUpdateManagedObjects = {
  HealthUpdateManager: {
    base: 'ManagedObject',
    properties: {},
    methods: {
      RegisterHealthUpdateProvider: method({ name: 'string', healthUpdateInfo: 'HealthUpdateInfo[]?' }, 'string'),
      UnregisterHealthUpdateProvider: method(provider),
      QueryProviderList: method({}, 'string[]?'),
      HasProvider: method({ id: 'string' }, 'boolean'),
      QueryProviderName: method({ id: 'string' }, 'string'),
      QueryHealthUpdateInfos: method(provider, 'HealthUpdateInfo[]?'),
      AddMonitoredEntities: method({ ...provider, ...entities }),
      RemoveMonitoredEntities: method({ ...provider, ...entities }),
      QueryMonitoredEntities: method(provider, 'ManagedObjectReference[]?'),
      HasMonitoredEntity: method({ ...provider, entity: 'ManagedObjectReference' }, 'boolean'),
      QueryUnmonitoredHosts: method({ ...provider, cluster: 'ManagedObjectReference' }, 'ManagedObjectReference[]?'),
      PostHealthUpdates: method({ ...provider, updates: 'HealthUpdate[]?' }),
      QueryHealthUpdates: method(provider, 'HealthUpdate[]?'),
      AddFilter: method({ ...provider, filterName: 'string', infoIds: 'string[]?' }, 'string'),
      QueryFilterList: method(provider, 'string[]?'),
      QueryFilterName: method(filter, 'string'),
      QueryFilterInfoIds: method(filter, 'string[]?'),
      QueryFilterEntities: method(filter, 'ManagedObjectReference[]?'),
      AddFilterEntities: method({ ...filter, ...entities }),
      RemoveFilterEntities: method({ ...filter, ...entities }),
      RemoveFilter: method(filter),
    },
  },
} as const;
