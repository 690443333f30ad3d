// How records and reports look as vim25 objects. Pure: one function for each type; nothing else knows the shapes.
import { type DataObject, moRef, type Properties } from '@microsphere/vim25';
import { maxEvcMode } from '@microsphere/vmotion';
import { admissionControlInfo } from '../das/admission-info.ts';
import { defaultInfraUpdateHaConfig } from '../infra-update-ha/config.ts';
import type { DatastoreReport } from '../vpxd/host-report.ts';
import { entity, iso, type ProjectionContext, refs, unique } from './projection-context.ts';
import type {
  ClusterRecord,
  DatacenterRecord,
  DatastoreRecord,
  FolderRecord,
  HostRecord,
  InventoryRecord,
  NetworkRecord,
  RecordType,
  ResourcePoolRecord,
} from './records.ts';
import { refOf } from './records.ts';
import { virtualMachine } from './virtual-machine-projection.ts';

type Projections = {
  readonly [T in RecordType]: (
    record: Extract<InventoryRecord, { type: T }>,
    context: ProjectionContext,
  ) => Properties<T>;
};

export const projections: Projections = {
  Folder: folder,
  Datacenter: datacenter,
  ClusterComputeResource: cluster,
  HostSystem: host,
  ResourcePool: resourcePool,
  Datastore: datastore,
  Network: network,
  VirtualMachine: virtualMachine,
};

function folder(record: FolderRecord, context: ProjectionContext): Properties<'Folder'> {
  return {
    ...entity(record, context),
    childType: record.childType,
    childEntity: refs(context.inventory.children(record.id)),
  };
}

function datacenter(record: DatacenterRecord, context: ProjectionContext): Properties<'Datacenter'> {
  const { inventory } = context;
  return {
    ...entity(record, context),
    vmFolder: moRef('Folder', record.vmFolder),
    hostFolder: moRef('Folder', record.hostFolder),
    datastoreFolder: moRef('Folder', record.datastoreFolder),
    networkFolder: moRef('Folder', record.networkFolder),
    datastore: refs(inventory.children(record.datastoreFolder)),
    network: refs(inventory.children(record.networkFolder)),
  };
}

function cluster(record: ClusterRecord, context: ProjectionContext): Properties<'ClusterComputeResource'> {
  const { inventory, runtime } = context;
  const admission = runtime.admission(record);
  const hosts = inventory.referring('HostSystem', record.id);
  const effective = hosts.filter((host) => host.connectionState === 'connected' && host.inMaintenanceMode !== true);
  const isSilent = hosts.some(({ connectionState }) => connectionState === 'notResponding');
  const common = entity(record, context, isSilent ? 'red' : 'green');
  const sum = (of: readonly HostRecord[], value: (host: HostRecord) => number) =>
    of.reduce((total, each) => total + value(each), 0);
  const cores = sum(hosts, ({ numCpu }) => numCpu);
  return {
    ...common,
    resourcePool: moRef('ResourcePool', record.resourcePool),
    host: refs(hosts),
    datastore: unique(hosts.flatMap(({ datastores }) => datastores)).map((id) => moRef('Datastore', id)),
    network: unique(hosts.flatMap(({ networks }) => networks)).map((id) => moRef('Network', id)),
    summary: {
      _typeName: 'ClusterComputeResourceSummary',
      totalCpu: sum(hosts, ({ numCpu, cpuMhz }) => numCpu * cpuMhz),
      totalMemory: sum(hosts, ({ memoryMb }) => memoryMb * 2 ** 20),
      numCpuCores: cores,
      numCpuThreads: cores,
      effectiveCpu: sum(effective, ({ numCpu, cpuMhz }) => numCpu * cpuMhz),
      effectiveMemory: sum(effective, ({ memoryMb }) => memoryMb),
      numHosts: hosts.length,
      numEffectiveHosts: effective.length,
      overallStatus: common.overallStatus,
      currentFailoverLevel: admission?.arithmetic.kind === 'slots' ? admission.arithmetic.currentFailoverLevel : -1,
      admissionControlInfo: admission && admissionControlInfo(admission),
      dasData: {
        _typeName: 'ClusterDasDataSummary',
        hostListVersion: record.hostListVersion ?? 0,
        clusterConfigVersion: record.configVersion,
        compatListVersion: record.compatListVersion ?? 0,
      },
      numVmotions: record.numVmotions ?? 0,
      currentEVCModeKey: record.evcModeKey,
    },
    configurationEx: {
      _typeName: 'ClusterConfigInfoEx',
      vmSwapPlacement: 'vmDirectory',
      dasConfig: record.dasConfig,
      dasVmConfig: Object.entries(record.dasVmConfig).map(([id, dasSettings]) => ({
        _typeName: 'ClusterDasVmConfigInfo',
        key: moRef('VirtualMachine', id),
        dasSettings,
      })),
      drsConfig: { _typeName: 'ClusterDrsConfigInfo', enabled: false },
      rule: record.rules ?? [],
      orchestration: record.orchestration,
      vmOrchestration: Object.entries(record.vmOrchestration ?? {}).map(([id, vmReadiness]) => ({
        _typeName: 'ClusterVmOrchestrationInfo',
        vm: moRef('VirtualMachine', id),
        vmReadiness,
      })),
      group: record.groups ?? [],
      infraUpdateHaConfig: record.infraUpdateHaConfig ?? defaultInfraUpdateHaConfig,
    },
  };
}

function host(record: HostRecord, context: ProjectionContext): Properties<'HostSystem'> {
  const { inventory, runtime } = context;
  const report = runtime.report(record.id);
  const connected = record.connectionState === 'connected';
  const bootTime = runtime.hostBootTime(record.id);
  const das = runtime.dasState(record.id);
  const common = entity(record, context, connected ? 'green' : 'red');
  const highestMode = maxEvcMode(runtime.cpuCapability(record.id));
  const runtimeInfo: DataObject<'HostRuntimeInfo'> = {
    _typeName: 'HostRuntimeInfo',
    connectionState: record.connectionState,
    // A host that doesn't answer may be on or off: vCenter doesn't conclude.
    powerState: connected ? 'poweredOn' : 'unknown',
    inMaintenanceMode: record.inMaintenanceMode === true,
    inQuarantineMode: record.inQuarantineMode === true,
    bootTime: bootTime === undefined ? undefined : iso(bootTime),
    dasHostState: das && {
      _typeName: 'ClusterDasFdmHostState',
      state: das.state,
      stateReporter: das.reporter === undefined ? undefined : moRef('HostSystem', das.reporter),
    },
  };
  return {
    ...common,
    runtime: runtimeInfo,
    summary: {
      _typeName: 'HostListSummary',
      host: refOf(record),
      hardware: {
        _typeName: 'HostHardwareSummary',
        vendor: 'microsphere',
        model: 'host-agent',
        // Hosts don't say one.
        uuid: '',
        memorySize: record.memoryMb * 2 ** 20,
        cpuModel: highestMode?.label ?? 'RISC-V',
        cpuMhz: record.cpuMhz,
        numCpuPkgs: 1,
        numCpuCores: record.numCpu,
        numCpuThreads: record.numCpu,
        numNics: 1,
        numHBAs: 1,
      },
      runtime: runtimeInfo,
      config: {
        _typeName: 'HostConfigSummary',
        name: record.name,
        port: 0,
        vmotionEnabled: report?.vmotion?.enabled ?? false,
        faultToleranceEnabled: false,
      },
      quickStats: {
        _typeName: 'HostListSummaryQuickStats',
        ...(connected && report
          ? {
              overallCpuUsage: report.cpuUsedMhz,
              overallMemoryUsage: report.memoryUsedMb,
              uptime: Math.floor(report.uptimeMs / 1_000),
            }
          : {}),
      },
      overallStatus: common.overallStatus,
      rebootRequired: false,
      maxEVCModeKey: highestMode?.key,
      currentEVCModeKey: report?.evcModeKey || undefined,
    },
    configManager: {
      _typeName: 'HostConfigManager',
      storageSystem: moRef('HostStorageSystem', storageSystemId(record.id)),
      datastoreSystem: moRef('HostDatastoreSystem', datastoreSystemId(record.id)),
    },
    vm: refs(inventory.referring('VirtualMachine', record.id)),
    datastore: record.datastores.map((id) => moRef('Datastore', id)),
    network: record.networks.map((id) => moRef('Network', id)),
  };
}

export function storageSystemId(hostId: string): string {
  return `storageSystem-${hostId}`;
}

export function datastoreSystemId(hostId: string): string {
  return `datastoreSystem-${hostId}`;
}

function resourcePool(record: ResourcePoolRecord, context: ProjectionContext): Properties<'ResourcePool'> {
  return {
    ...entity(record, context),
    owner: moRef('ClusterComputeResource', record.owner),
    resourcePool: [],
    vm: refs(context.inventory.referring('VirtualMachine', record.id)),
  };
}

function datastore(record: DatastoreRecord, context: ProjectionContext): Properties<'Datastore'> {
  const { inventory, runtime } = context;
  const mounts = inventory.referring('HostSystem', record.id).map((host) => ({
    host,
    seen: runtime.report(host.id)?.datastores.find(({ uuid }) => uuid === record.uuid),
  }));
  const usable = mounts.filter(({ host, seen }) => host.connectionState === 'connected' && seen?.accessible);
  const freeSpace = latest(usable.map(({ seen }) => seen))?.freeBytes ?? 0;
  const accessible = usable.length > 0;
  const url = `ds:///vmfs/volumes/${record.uuid}/`;
  return {
    ...entity(record, context, accessible ? 'green' : 'red'),
    info: {
      _typeName: 'VmfsDatastoreInfo',
      name: record.name,
      url,
      freeSpace,
      maxFileSize: record.capacityBytes,
      vmfs: {
        _typeName: 'HostVmfsVolume',
        type: 'VMFS',
        name: record.name,
        capacity: record.capacityBytes,
        majorVersion: 6,
        version: '6',
        uuid: record.uuid,
        extent: [{ _typeName: 'HostScsiDiskPartition', diskName: record.naa, partition: 1 }],
        vmfsUpgradable: false,
      },
    },
    summary: {
      _typeName: 'DatastoreSummary',
      datastore: refOf(record),
      name: record.name,
      url,
      capacity: record.capacityBytes,
      freeSpace,
      accessible,
      multipleHostAccess: mounts.length > 1,
      type: 'VMFS',
      maintenanceMode: 'normal',
    },
    host: mounts.map(({ host, seen }) => ({
      _typeName: 'DatastoreHostMount',
      key: refOf(host),
      mountInfo: {
        _typeName: 'HostMountInfo',
        path: `/vmfs/volumes/${record.uuid}`,
        accessMode: 'readWrite',
        mounted: seen !== undefined,
        accessible: host.connectionState === 'connected' && seen?.accessible === true,
        ...(seen?.inaccessibleReason ? { inaccessibleReason: seen.inaccessibleReason } : {}),
      },
    })),
    vm: refs(inventory.referring('VirtualMachine', record.id)),
  };
}

/** Hosts count free blocks on their own; the smallest count is the safest to promise. */
function latest(reports: readonly (DatastoreReport | undefined)[]): DatastoreReport | undefined {
  return reports.reduce(
    (least, each) => (!least || (each && each.freeBytes < least.freeBytes) ? each : least),
    undefined,
  );
}

function network(record: NetworkRecord, context: ProjectionContext): Properties<'Network'> {
  const { inventory } = context;
  const hosts = inventory.referring('HostSystem', record.id);
  return {
    ...entity(record, context),
    summary: {
      _typeName: 'NetworkSummary',
      network: refOf(record),
      name: record.name,
      accessible: hosts.some(({ connectionState }) => connectionState === 'connected'),
      ipPoolName: '',
    },
    host: refs(hosts),
    vm: refs(inventory.referring('VirtualMachine', record.id)),
  };
}
