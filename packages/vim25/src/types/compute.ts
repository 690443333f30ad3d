// Clusters and hosts, with the settings and states of vSphere HA (reference: ha.md section 9).
import { dataObject, method } from '../descriptor.ts';

export const computeTypes = {
  ComputeResourceSummary: dataObject('DynamicData', {
    totalCpu: 'int',
    totalMemory: 'long',
    numCpuCores: 'short',
    numCpuThreads: 'short',
    effectiveCpu: 'int',
    effectiveMemory: 'long',
    numHosts: 'int',
    numEffectiveHosts: 'int',
    overallStatus: 'ManagedEntityStatus',
  }),
  ClusterComputeResourceSummary: dataObject('ComputeResourceSummary', {
    currentFailoverLevel: 'int',
    admissionControlInfo: 'ClusterDasAdmissionControlInfo?',
    dasData: 'ClusterDasData?',
    numVmotions: 'int',
  }),
  ClusterDasData: dataObject('DynamicData', {}),
  ClusterDasDataSummary: dataObject('ClusterDasData', {
    hostListVersion: 'long',
    clusterConfigVersion: 'long',
    compatListVersion: 'long',
  }),
  ComputeResourceConfigSpec: dataObject('DynamicData', { vmSwapPlacement: 'string?' }),
  ClusterConfigSpecEx: dataObject('ComputeResourceConfigSpec', {
    dasConfig: 'ClusterDasConfigInfo?',
    dasVmConfigSpec: 'ClusterDasVmConfigSpec[]?',
    drsConfig: 'ClusterDrsConfigInfo?',
  }),
  ComputeResourceConfigInfo: dataObject('DynamicData', { vmSwapPlacement: 'string' }),
  ClusterConfigInfoEx: dataObject('ComputeResourceConfigInfo', {
    dasConfig: 'ClusterDasConfigInfo',
    dasVmConfig: 'ClusterDasVmConfigInfo[]?',
    drsConfig: 'ClusterDrsConfigInfo',
  }),
  ClusterDrsConfigInfo: dataObject('DynamicData', { enabled: 'boolean?' }),
  ClusterDasConfigInfo: dataObject('DynamicData', {
    enabled: 'boolean?',
    vmMonitoring: 'string?',
    hostMonitoring: 'string?',
    vmComponentProtecting: 'string?',
    failoverLevel: 'int?',
    admissionControlPolicy: 'ClusterDasAdmissionControlPolicy?',
    admissionControlEnabled: 'boolean?',
    defaultVmSettings: 'ClusterDasVmSettings?',
    option: 'OptionValue[]?',
    heartbeatDatastore: 'ManagedObjectReference[]?',
    hBDatastoreCandidatePolicy: 'string?',
  }),
  ClusterDasVmSettings: dataObject('DynamicData', {
    restartPriority: 'string?',
    restartPriorityTimeout: 'int?',
    isolationResponse: 'string?',
  }),
  ClusterDasVmConfigInfo: dataObject('DynamicData', {
    key: 'ManagedObjectReference',
    restartPriority: 'DasVmPriority?',
    powerOffOnIsolation: 'boolean?',
    dasSettings: 'ClusterDasVmSettings?',
  }),
  ClusterDasVmConfigSpec: dataObject('ArrayUpdateSpec', { info: 'ClusterDasVmConfigInfo?' }),
  ClusterDasFdmHostState: dataObject('DynamicData', { state: 'string', stateReporter: 'ManagedObjectReference?' }),
  HostConnectSpec: dataObject('DynamicData', {
    hostName: 'string?',
    port: 'int?',
    sslThumbprint: 'string?',
    userName: 'string?',
    password: 'string?',
    vmFolder: 'ManagedObjectReference?',
    force: 'boolean',
  }),
  HostRuntimeInfo: dataObject('DynamicData', {
    connectionState: 'HostSystemConnectionState',
    powerState: 'HostSystemPowerState',
    inMaintenanceMode: 'boolean',
    bootTime: 'dateTime?',
    dasHostState: 'ClusterDasFdmHostState?',
  }),
  HostHardwareSummary: dataObject('DynamicData', {
    vendor: 'string',
    model: 'string',
    uuid: 'string',
    memorySize: 'long',
    cpuModel: 'string',
    cpuMhz: 'int',
    numCpuPkgs: 'short',
    numCpuCores: 'short',
    numCpuThreads: 'short',
    numNics: 'int',
    numHBAs: 'int',
  }),
  HostConfigSummary: dataObject('DynamicData', {
    name: 'string',
    port: 'int',
    product: 'AboutInfo?',
    vmotionEnabled: 'boolean',
    faultToleranceEnabled: 'boolean?',
  }),
  HostListSummaryQuickStats: dataObject('DynamicData', {
    overallCpuUsage: 'int?',
    overallMemoryUsage: 'int?',
    uptime: 'int?',
  }),
  HostListSummary: dataObject('DynamicData', {
    host: 'ManagedObjectReference?',
    hardware: 'HostHardwareSummary?',
    runtime: 'HostRuntimeInfo?',
    config: 'HostConfigSummary',
    quickStats: 'HostListSummaryQuickStats',
    overallStatus: 'ManagedEntityStatus',
    rebootRequired: 'boolean',
  }),
  HostConfigManager: dataObject('DynamicData', {
    storageSystem: 'ManagedObjectReference?',
    datastoreSystem: 'ManagedObjectReference?',
  }),
  VmfsDatastoreSpec: dataObject('DynamicData', { diskUuid: 'string' }),
  VmfsDatastoreCreateSpec: dataObject('VmfsDatastoreSpec', {
    partition: 'HostDiskPartitionSpec?',
    vmfs: 'HostVmfsSpec',
    extent: 'HostScsiDiskPartition[]?',
  }),
  HostDiskPartitionSpec: dataObject('DynamicData', { partitionFormat: 'string?', totalSectors: 'long?' }),
  HostVmfsSpec: dataObject('DynamicData', {
    extent: 'HostScsiDiskPartition',
    blockSizeMb: 'int?',
    majorVersion: 'int',
    volumeName: 'string',
    blockSize: 'int?',
  }),
};

export const computeManagedObjects = {
  ComputeResource: {
    base: 'ManagedEntity',
    properties: {
      resourcePool: 'ManagedObjectReference?',
      host: 'ManagedObjectReference[]?',
      datastore: 'ManagedObjectReference[]?',
      network: 'ManagedObjectReference[]?',
      summary: 'ComputeResourceSummary',
      configurationEx: 'ComputeResourceConfigInfo',
    },
    methods: {
      ReconfigureComputeResource_Task: method(
        { spec: 'ComputeResourceConfigSpec', modify: 'boolean' },
        'ManagedObjectReference',
      ),
    },
  },
  ClusterComputeResource: {
    base: 'ComputeResource',
    properties: {},
    methods: {
      AddHost_Task: method(
        {
          spec: 'HostConnectSpec',
          asConnected: 'boolean',
          resourcePool: 'ManagedObjectReference?',
          license: 'string?',
        },
        'ManagedObjectReference',
      ),
    },
  },
  HostSystem: {
    base: 'ManagedEntity',
    properties: {
      runtime: 'HostRuntimeInfo',
      summary: 'HostListSummary',
      configManager: 'HostConfigManager',
      vm: 'ManagedObjectReference[]?',
      datastore: 'ManagedObjectReference[]?',
      network: 'ManagedObjectReference[]?',
    },
    methods: {},
  },
  HostDatastoreSystem: {
    base: 'ManagedObject',
    properties: { datastore: 'ManagedObjectReference[]?' },
    methods: {
      CreateVmfsDatastore: method({ spec: 'VmfsDatastoreCreateSpec' }, 'ManagedObjectReference'),
    },
  },
  HostStorageSystem: {
    base: 'ManagedObject',
    properties: {},
    methods: { RescanAllHba: method({}), RescanVmfs: method({}) },
  },
} as const;
