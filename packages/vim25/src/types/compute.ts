// Clusters and hosts. What vSphere HA adds to them is in das.ts, admission-control.ts and rules.ts.
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
  ComputeResourceConfigSpec: dataObject('DynamicData', { vmSwapPlacement: 'string?' }),
  ComputeResourceConfigInfo: dataObject('DynamicData', { vmSwapPlacement: 'string' }),
  ClusterConfigSpecEx: dataObject('ComputeResourceConfigSpec', {
    dasConfig: 'ClusterDasConfigInfo?',
    dasVmConfigSpec: 'ClusterDasVmConfigSpec[]?',
    drsConfig: 'ClusterDrsConfigInfo?',
    rulesSpec: 'ClusterRuleSpec[]?',
    orchestration: 'ClusterOrchestrationInfo?',
    vmOrchestrationSpec: 'ClusterVmOrchestrationSpec[]?',
    groupSpec: 'ClusterGroupSpec[]?',
    infraUpdateHaConfig: 'ClusterInfraUpdateHaConfigInfo?',
  }),
  ClusterConfigInfoEx: dataObject('ComputeResourceConfigInfo', {
    dasConfig: 'ClusterDasConfigInfo',
    dasVmConfig: 'ClusterDasVmConfigInfo[]?',
    drsConfig: 'ClusterDrsConfigInfo',
    rule: 'ClusterRuleInfo[]?',
    orchestration: 'ClusterOrchestrationInfo?',
    vmOrchestration: 'ClusterVmOrchestrationInfo[]?',
    group: 'ClusterGroupInfo[]?',
    infraUpdateHaConfig: 'ClusterInfraUpdateHaConfigInfo?',
  }),
  ClusterDrsConfigInfo: dataObject('DynamicData', { enabled: 'boolean?' }),
  HostConnectSpec: dataObject('DynamicData', {
    hostName: 'string?',
    port: 'int?',
    sslThumbprint: 'string?',
    userName: 'string?',
    password: 'string?',
    vmFolder: 'ManagedObjectReference?',
    force: 'boolean',
  }),
  HostMaintenanceSpec: dataObject('DynamicData', { purpose: 'string?' }),
  HostSystemReconnectSpec: dataObject('DynamicData', { syncState: 'boolean?' }),
  HostRuntimeInfo: dataObject('DynamicData', {
    connectionState: 'HostSystemConnectionState',
    powerState: 'HostSystemPowerState',
    inMaintenanceMode: 'boolean',
    inQuarantineMode: 'boolean?',
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
      RetrieveDasAdvancedRuntimeInfo: method({}, 'ClusterDasAdvancedRuntimeInfo?'),
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
    methods: {
      EnterMaintenanceMode_Task: method(
        { timeout: 'int', evacuatePoweredOffVms: 'boolean?', maintenanceSpec: 'HostMaintenanceSpec?' },
        'ManagedObjectReference',
      ),
      ExitMaintenanceMode_Task: method({ timeout: 'int' }, 'ManagedObjectReference'),
      DisconnectHost_Task: method({}, 'ManagedObjectReference'),
      ReconnectHost_Task: method(
        { cnxSpec: 'HostConnectSpec?', reconnectSpec: 'HostSystemReconnectSpec?' },
        'ManagedObjectReference',
      ),
      ReconfigureHostForDAS_Task: method({}, 'ManagedObjectReference'),
    },
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
