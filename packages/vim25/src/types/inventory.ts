// The containers of the inventory: folders, datacenters, networks, resource pools, datastores.
import { dataObject, method } from '../descriptor.ts';

export const inventoryTypes = {
  DatastoreSummary: dataObject('DynamicData', {
    datastore: 'ManagedObjectReference?',
    name: 'string',
    url: 'string',
    capacity: 'long',
    freeSpace: 'long',
    uncommitted: 'long?',
    accessible: 'boolean',
    multipleHostAccess: 'boolean?',
    type: 'string',
    maintenanceMode: 'string?',
  }),
  DatastoreInfo: dataObject('DynamicData', {
    name: 'string',
    url: 'string',
    freeSpace: 'long',
    maxFileSize: 'long',
    timestamp: 'dateTime?',
  }),
  VmfsDatastoreInfo: dataObject('DatastoreInfo', { vmfs: 'HostVmfsVolume?' }),
  HostFileSystemVolume: dataObject('DynamicData', { type: 'string', name: 'string', capacity: 'long' }),
  HostVmfsVolume: dataObject('HostFileSystemVolume', {
    majorVersion: 'int',
    version: 'string',
    uuid: 'string',
    extent: 'HostScsiDiskPartition[]',
    vmfsUpgradable: 'boolean',
  }),
  HostScsiDiskPartition: dataObject('DynamicData', { diskName: 'string', partition: 'int' }),
  DatastoreHostMount: dataObject('DynamicData', { key: 'ManagedObjectReference', mountInfo: 'HostMountInfo' }),
  HostMountInfo: dataObject('DynamicData', {
    path: 'string?',
    accessMode: 'HostMountMode',
    mounted: 'boolean?',
    accessible: 'boolean?',
    inaccessibleReason: 'string?',
  }),
  NetworkSummary: dataObject('DynamicData', {
    network: 'ManagedObjectReference?',
    name: 'string',
    accessible: 'boolean',
    ipPoolName: 'string',
  }),
};

export const inventoryManagedObjects = {
  ManagedObject: { base: '', properties: {}, methods: {} },
  ManagedEntity: {
    base: 'ManagedObject',
    properties: {
      parent: 'ManagedObjectReference?',
      overallStatus: 'ManagedEntityStatus',
      configStatus: 'ManagedEntityStatus',
      configIssue: 'Event[]?',
      name: 'string',
      recentTask: 'ManagedObjectReference[]?',
      declaredAlarmState: 'AlarmState[]?',
      triggeredAlarmState: 'AlarmState[]?',
    },
    methods: { Destroy_Task: method({}, 'ManagedObjectReference') },
  },
  Folder: {
    base: 'ManagedEntity',
    properties: { childType: 'string[]?', childEntity: 'ManagedObjectReference[]?' },
    methods: {
      CreateFolder: method({ name: 'string' }, 'ManagedObjectReference'),
      CreateDatacenter: method({ name: 'string' }, 'ManagedObjectReference'),
      CreateClusterEx: method({ name: 'string', spec: 'ClusterConfigSpecEx' }, 'ManagedObjectReference'),
      CreateVM_Task: method(
        { config: 'VirtualMachineConfigSpec', pool: 'ManagedObjectReference', host: 'ManagedObjectReference?' },
        'ManagedObjectReference',
      ),
      RegisterVM_Task: method(
        {
          path: 'string',
          name: 'string?',
          asTemplate: 'boolean',
          pool: 'ManagedObjectReference?',
          host: 'ManagedObjectReference?',
        },
        'ManagedObjectReference',
      ),
    },
  },
  Datacenter: {
    base: 'ManagedEntity',
    properties: {
      vmFolder: 'ManagedObjectReference',
      hostFolder: 'ManagedObjectReference',
      datastoreFolder: 'ManagedObjectReference',
      networkFolder: 'ManagedObjectReference',
      datastore: 'ManagedObjectReference[]?',
      network: 'ManagedObjectReference[]?',
    },
    methods: {},
  },
  ResourcePool: {
    base: 'ManagedEntity',
    properties: {
      owner: 'ManagedObjectReference',
      resourcePool: 'ManagedObjectReference[]?',
      vm: 'ManagedObjectReference[]?',
    },
    methods: {},
  },
  Datastore: {
    base: 'ManagedEntity',
    properties: {
      info: 'DatastoreInfo',
      summary: 'DatastoreSummary',
      host: 'DatastoreHostMount[]?',
      vm: 'ManagedObjectReference[]?',
    },
    methods: {},
  },
  Network: {
    base: 'ManagedEntity',
    properties: {
      summary: 'NetworkSummary',
      host: 'ManagedObjectReference[]?',
      vm: 'ManagedObjectReference[]?',
    },
    methods: {},
  },
} as const;
