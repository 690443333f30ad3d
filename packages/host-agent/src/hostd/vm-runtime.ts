// What a host says of a virtual machine in its heartbeats: power, guest, disks, snapshots. Pure: state in, message out.
import { overheadBytes } from '@microsphere/machine';
import { pb } from '@microsphere/proto';
import { cpuFeaturesOf } from '@microsphere/vmotion';
import type { RunningGuest } from './running-guest.ts';
import { diskChains, fileOf, folderOf, type VmFiles } from './vm-files.ts';

const MEBIBYTE = 1024 * 1024;

export interface VmView {
  readonly vmxPath: string;
  /** Name of the datastore, and the path of the .vmx on it. */
  readonly datastore: string;
  readonly path: string;
  readonly files: VmFiles;
  readonly consolidationNeeded: boolean;
  /** Whether it counts as powered on, and since when, in milliseconds since the epoch. */
  readonly on: boolean;
  readonly bootTime: number;
  readonly cleanPowerOff: boolean;
  /** The guest that is executed. */
  readonly guest: RunningGuest | undefined;
  readonly question: pb.IVmQuestion | undefined;
  readonly progress: number;
  /** It goes to another host. */
  readonly migration: pb.IMigrationProgress | undefined;
  readonly now: number;
}

/** As heartbeats have it. A VM counts as powered on for as long as its lock is not let go. */
export function runtimeOf(vm: VmView): pb.IVmRuntime {
  const { vmxPath, files, on, guest, question } = vm;
  const { configuration } = files.vmx;
  const { snapshots } = files.snapshots;
  const base: pb.IVmRuntime = {
    vmxPath,
    instanceUuid: configuration.instanceUuid,
    name: configuration.name,
    memorySizeMb: configuration.memoryMb,
    numCpu: configuration.numCpu,
    macAddresses: configuration.adapters.map(({ macAddress }) => macAddress),
    powerState: on ? pb.PowerState.poweredOn : pb.PowerState.poweredOff,
    cleanPowerOff: !on && vm.cleanPowerOff,
    disks: diskChains(files).map((chain) => diskOf(vm, chain)),
    snapshots: snapshots.map(({ uid, parent, name, description, createTimeMicroseconds, disks }) => ({
      uid,
      parentUid: parent ?? 0,
      name,
      description,
      createTime: Math.round(createTimeMicroseconds / 1_000),
      disks: disks.map(({ fileName, changeId }) => ({
        ...diskOf(vm, [`${folderOf(vm.path)}/${fileName}`]),
        changeId: changeId ?? '',
      })),
    })),
    currentSnapshot: files.snapshots.current ?? 0,
    changeTrackingEnabled: configuration.changeTrackingEnabled ?? false,
    cpuReservationMhz: configuration.cpuReservationMhz ?? 0,
    memoryOverheadMb: Math.ceil(overheadBytes(configuration.memoryMb * MEBIBYTE) / MEBIBYTE),
    consolidationNeeded: vm.consolidationNeeded,
    progress: Math.floor(vm.progress),
    ...(question ? { question } : {}),
    ...(vm.migration ? { migration: vm.migration } : {}),
    ...(on ? { bootTime: vm.bootTime } : {}),
  };
  if (!guest) return base;
  const { usedMhz, instructions } = guest.statistics();
  return {
    ...base,
    guestHeartbeatStatus: pb.EntityStatus[guest.tools.heartbeatStatus(vm.now)],
    appHeartbeatStatus: pb.EntityStatus[guest.tools.applicationStatus(vm.now)],
    ioOperations: guest.ioOperations,
    ipAddress: guest.tools.guestInfo.get('guestinfo.ip') ?? '',
    toolsRunning: guest.tools.running,
    guestInfo: Object.fromEntries(guest.tools.guestInfo),
    instructions,
    cpuFeatures: [...cpuFeaturesOf(guest.isa)],
    overallCpuUsageMhz: Math.round(usedMhz),
  };
}

/** A disk, by its chain of files, nearest first. */
function diskOf({ datastore, path, files }: VmView, chain: readonly string[]): pb.IVmDisk {
  const [file = '', ...parents] = chain;
  const described = chain.flatMap((each) => files.disks.get(each) ?? []);
  const own = described.filter((disk) => folderOf(disk.path) === folderOf(path));
  return {
    fileName: named(datastore, file),
    capacityBytes: described[0]?.capacityBytes ?? 0,
    provisioning: pb.DiskProvisioning[described.at(-1)?.provisioning ?? 'zeroedThick'],
    uuid: described[0]?.uuid ?? '',
    parents: parents.map((parent) => named(datastore, parent)),
    committedBytes: own.reduce((sum, { committedBytes }) => sum + committedBytes, 0),
  };
}

/** "[datastore1] web/web.vmdk" */
function named(datastore: string, path: string): string {
  return `[${datastore}] ${folderOf(path).slice(1)}/${fileOf(path)}`;
}
