// What packages/vmotion's compatibility checks look at, from what vCenter knows of virtual machines, hosts and rules.
import { hostConditionOf } from '@microsphere/fdm';
import type {
  MigratingVm,
  MigrationHost,
  MigrationRule,
  TargetDatastore,
  VmFile,
  VmotionAdapter,
} from '@microsphere/vmotion';
import { failoverHostsOf } from '../das/admission-input.ts';
import { hostsOf, vmsOf } from '../das/cluster-rules.ts';
import { datastoreOfPath } from '../inventory/datastore-path.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { ClusterRecord, DatastoreRecord, HostRecord, VmRecord } from '../inventory/records.ts';
import { FIRST_DISK_KEY } from '../inventory/virtual-machine-config.ts';
import type { Services } from '../methods/call.ts';
import type { HostReport } from '../vpxd/host-report.ts';
import type { HostRuntimes } from '../vpxd/host-runtime.ts';
import type { MigrationScheduler } from './migration-scheduler.ts';

/** The parts of vCenter that know something of the matter. */
export interface CompatibilityServices {
  readonly inventory: Inventory;
  readonly hosts: HostRuntimes;
  readonly das: Pick<Services['das'], 'hostState'>;
  readonly entering: ReadonlyMap<string, unknown>;
  readonly migrations: Pick<MigrationScheduler, 'headedFor'>;
}

export interface RoomOptions {
  /** Migrations that still wait count as well: not to be asked for is who is next, but where there will be room. */
  readonly waiting: boolean;
}

/** What its host must have for it while it runs, in MB. */
function memoryDemandMb({ memoryMb, memoryOverheadMb = 0 }: VmRecord): number {
  return memoryMb + memoryOverheadMb;
}

export function requiredCpuFeatures({ hosts }: CompatibilityServices, vm: VmRecord): readonly string[] {
  return vm.cpuFeatures ?? hosts.cpuFeatures(vm.host);
}

/** The disks of a virtual machine as vim25 numbers them, with the files of each, nearest to the guest first. */
export function diskFiles(vm: VmRecord): { readonly key: number; readonly files: readonly string[] }[] {
  const snapshots = vm.storage?.snapshots ?? [];
  return (vm.storage?.disks ?? vm.disks.map((disk) => ({ ...disk, parents: [] }))).map((disk, index) => {
    const frozen = snapshots.flatMap(({ disks }) => disks.slice(index, index + 1));
    const files = [disk, ...frozen].flatMap(({ fileName, parents }) => [fileName, ...parents]);
    return { key: FIRST_DISK_KEY + index, files: [...new Set(files)] };
  });
}

/** Its .vmx, and all files of its disks. */
export function filesOf({ inventory }: Pick<Services, 'inventory'>, vm: VmRecord): VmFile[] {
  const file = (device: string, fileName: string): VmFile => ({
    device,
    fileName,
    datastore: datastoreOfPath(inventory, vm.id, fileName)?.id,
  });
  const disks = diskFiles(vm).flatMap(({ files }, index) =>
    files.map((fileName) => file(`Hard disk ${index + 1}`, fileName)),
  );
  return [file('', vm.vmxPath), ...disks];
}

export function migratingVm(services: CompatibilityServices, vm: VmRecord): MigratingVm {
  const report = services.hosts.get(vm.host)?.vms.get(vm.id);
  const { guestHeartbeatStatus = 'gray' } = report ?? {};
  return {
    id: vm.id,
    name: vm.name,
    powerState: vm.powerState,
    vmxPath: vm.vmxPath,
    inaccessible: report?.inaccessible ?? false,
    hasQuestion: report?.question !== undefined,
    hasGuestHeartbeat: guestHeartbeatStatus === 'green' || guestHeartbeatStatus === 'yellow',
    memoryMb: memoryDemandMb(vm),
    cpuReservationMhz: vm.cpuReservationMhz ?? 0,
    cpuFeatures: requiredCpuFeatures(services, vm),
    files: filesOf(services, vm),
    committedBytes: (report?.disks ?? []).reduce((sum, { committedBytes }) => sum + committedBytes, 0),
    adapters: vm.adapters.map(({ network, networkName }, index) => ({
      device: `Network adapter ${index + 1}`,
      network,
      networkName,
    })),
  };
}

/** A datastore as the place of files. Hosts count what is free on their own: the smallest count is the safest. */
export function targetDatastore(
  { inventory, hosts }: CompatibilityServices,
  datastore: DatastoreRecord,
): TargetDatastore {
  const free = inventory
    .referring('HostSystem', datastore.id)
    .flatMap(({ id }) => hosts.get(id)?.report?.datastores ?? [])
    .flatMap(({ uuid, accessible, freeBytes }) => (uuid === datastore.uuid && accessible ? [freeBytes] : []));
  return {
    id: datastore.id,
    name: datastore.name,
    freeBytes: free.length > 0 ? Math.min(...free) : undefined,
  };
}

/** A host as the place of a virtual machine, whose own needs do not count there. */
export function migrationHost(
  services: CompatibilityServices,
  host: HostRecord,
  vm: VmRecord,
  options: RoomOptions,
): MigrationHost {
  const { inventory, hosts, das, entering } = services;
  const report = hosts.get(host.id)?.report;
  const cluster = inventory.above('ClusterComputeResource', host.id);
  const taken = reservedOn(services, host, vm, options);
  const { connectionState, inMaintenanceMode } = host;
  const dasState = das.hostState(host.id)?.state;
  return {
    id: host.id,
    name: host.name,
    connected: connectionState === 'connected',
    inMaintenanceMode: inMaintenanceMode === true || entering.has(host.id),
    vmotionAdapter: adapterOf(report),
    cpuFeatures: hosts.cpuFeatures(host.id),
    datastores: reachableDatastores(services, host, report),
    networks: host.networks,
    unreservedCpuMhz: host.numCpu * host.cpuMhz - taken.cpuMhz,
    unreservedMemoryMb: host.memoryMb - taken.memoryMb,
    isFailoverHost: cluster !== undefined && failoverHostsOf(cluster).has(host.id),
    hasHaError:
      cluster?.dasConfig.enabled === true &&
      hostConditionOf({ connectionState, inMaintenanceMode, dasState }) === 'haError',
  };
}

function adapterOf(report: HostReport | undefined): VmotionAdapter {
  if (!report?.vmotion) return 'unknown';
  if (!report.vmotion.enabled) return 'notConfigured';
  return report.vmotion.linkUp ? 'up' : 'linkDown';
}

function reachableDatastores(
  { inventory }: CompatibilityServices,
  host: HostRecord,
  report: HostReport | undefined,
): string[] {
  const isLost = (uuid: string) => report?.datastores.some((seen) => seen.uuid === uuid && !seen.accessible) === true;
  return host.datastores.filter((id) => !isLost(inventory.need('Datastore', id).uuid));
}

/** What runs on a host has reserved, and what is on its way there. */
function reservedOn(
  { inventory, migrations }: CompatibilityServices,
  host: HostRecord,
  except: VmRecord,
  options: RoomOptions,
): { readonly cpuMhz: number; readonly memoryMb: number } {
  const there = inventory.referring('VirtualMachine', host.id).filter((vm) => vm.host === host.id);
  const coming = migrations
    .headedFor(host.id, options)
    .flatMap((id) => inventory.find('VirtualMachine', id) ?? [])
    .filter((vm) => vm.host !== host.id);
  const running = [...there, ...coming].filter((vm) => vm.powerState === 'poweredOn' && vm.id !== except.id);
  return {
    cpuMhz: running.reduce((sum, vm) => sum + (vm.cpuReservationMhz ?? 0), 0),
    memoryMb: running.reduce((sum, vm) => sum + memoryDemandMb(vm), 0),
  };
}

/** The rules of its cluster that a virtual machine is in. */
export function migrationRules({ inventory }: Pick<Services, 'inventory'>, vm: VmRecord): MigrationRule[] {
  const { groups = [], rules = [] }: Pick<ClusterRecord, 'groups' | 'rules'> =
    inventory.above('ClusterComputeResource', vm.host) ?? {};
  return rules.flatMap((rule): MigrationRule[] => {
    if (rule.enabled === false) return [];
    const common = { name: rule.name ?? '', mandatory: rule.mandatory === true };
    switch (rule._typeName) {
      case 'ClusterVmHostRuleInfo': {
        if (!vmsOf(groups, rule.vmGroupName).includes(vm.id)) return [];
        const { affineHostGroupName: affine, antiAffineHostGroupName: antiAffine } = rule;
        const about = (affine_: boolean, group: string | undefined): MigrationRule[] =>
          group === undefined ? [] : [{ ...common, kind: 'vmHost', affine: affine_, hosts: hostsOf(groups, group) }];
        return [...about(true, affine), ...about(false, antiAffine)];
      }
      case 'ClusterAffinityRuleSpec':
      case 'ClusterAntiAffinityRuleSpec': {
        const members = rule.vm.map(({ value }) => value);
        if (!members.includes(vm.id)) return [];
        const others = members.flatMap((id) => (id === vm.id ? [] : (inventory.find('VirtualMachine', id) ?? [])));
        const hosts = others.flatMap(({ powerState, host }) => (powerState === 'poweredOn' ? [host] : []));
        return [{ ...common, kind: 'vmVm', affine: rule._typeName === 'ClusterAffinityRuleSpec', hosts }];
      }
      default:
        return [];
    }
  });
}
