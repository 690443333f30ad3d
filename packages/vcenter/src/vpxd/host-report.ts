// A host's heartbeat as plain values: what the rest of vCenter reads, whatever the wire calls it.
import { pb } from '@microsphere/proto';
import type { MigrationDetails } from '@microsphere/vim25';

type PowerState = 'poweredOff' | 'poweredOn' | 'suspended';
export type EntityStatus = 'gray' | 'green' | 'yellow' | 'red';

/** A virtual disk; what the guest writes to, and below it what that descends from. */
export interface DiskReport {
  /** "[datastore1] web/web-000001.vmdk" */
  readonly fileName: string;
  readonly capacityBytes: number;
  readonly provisioning: 'zeroedThick' | 'eagerZeroedThick' | 'thin';
  readonly uuid: string;
  /** Nearest first. */
  readonly parents: readonly string[];
  /** Empty while changes are not tracked. */
  readonly changeId: string;
  readonly committedBytes: number;
}

export interface SnapshotReport {
  readonly uid: number;
  /** 0: a root of the tree. */
  readonly parentUid: number;
  readonly name: string;
  readonly description: string;
  /** Milliseconds since the epoch. */
  readonly createTime: number;
  readonly disks: readonly DiskReport[];
}

export interface QuestionReport {
  readonly id: string;
  readonly messageId: string;
  readonly text: string;
  readonly choices: readonly { readonly key: string; readonly label: string; readonly summary: string }[];
  readonly defaultIndex: number;
}

export interface VmReport {
  readonly vmxPath: string;
  readonly instanceUuid: string;
  readonly name: string;
  readonly powerState: PowerState;
  readonly guestHeartbeatStatus: EntityStatus;
  readonly appHeartbeatStatus: EntityStatus;
  readonly ipAddress: string;
  readonly toolsRunning: boolean;
  /** Milliseconds since the epoch; 0 while it is off. */
  readonly bootTime: number;
  readonly overallCpuUsageMhz: number;
  readonly memorySizeMb: number;
  readonly cpuReservationMhz: number;
  /** What its host needs for it beside the guest's memory. */
  readonly memoryOverheadMb: number;
  readonly numCpu: number;
  readonly macAddresses: readonly string[];
  readonly guestInfo: Readonly<Record<string, string>>;
  readonly inaccessible: boolean;
  readonly cleanPowerOff: boolean;
  readonly disks: readonly DiskReport[];
  readonly snapshots: readonly SnapshotReport[];
  /** UID; 0: none. */
  readonly currentSnapshot: number;
  readonly consolidationNeeded: boolean;
  readonly changeTrackingEnabled: boolean;
  readonly question: QuestionReport | undefined;
  /** Percent of the request that is under way; 0 while none is. */
  readonly progress: number;
  /** It is on its way to another host, as its source sees that. */
  readonly migration: MigrationReport | undefined;
  /** What its guest found of the processor at its power-on. Empty: it is off, or its host does not say. */
  readonly cpuFeatures: readonly string[];
}

export interface MigrationReport extends MigrationDetails {
  readonly percent: number;
}

export interface DatastoreReport {
  readonly name: string;
  readonly uuid: string;
  readonly accessible: boolean;
  readonly capacityBytes: number;
  readonly freeBytes: number;
  readonly naa: string;
  /** vim25 HostMountInfoInaccessibleReason; empty when the device below can be reached. */
  readonly inaccessibleReason: string;
}

interface FdmReport {
  readonly state: string;
  readonly master: string;
  /** As master: the state of every host of the cluster, by managed-object id. */
  readonly hostStates: Readonly<Record<string, string>>;
  /** As master: instance UUIDs on the protected list that is on disk. */
  readonly protectedVms: readonly string[];
  /** As master: VMs whose restart is under way or waits, and those of them that wait for room: instance UUIDs. */
  readonly failingOver: readonly string[];
  readonly waitingForRoom: readonly string[];
  /** Version of the configuration that the agent acts by; 0: none. */
  readonly configurationVersion: number;
}

export interface HostReport {
  readonly moref: string;
  readonly hostName: string;
  readonly bootUuid: string;
  readonly sequence: number;
  readonly uptimeMs: number;
  readonly vms: readonly VmReport[];
  readonly datastores: readonly DatastoreReport[];
  readonly fdm: FdmReport | undefined;
  readonly cpuMhz: number;
  readonly numCpu: number;
  readonly memoryMb: number;
  readonly cpuUsedMhz: number;
  readonly memoryUsedMb: number;
  readonly eventSequence: number;
  /** Undefined where the host does not say. */
  readonly vmotion: { readonly enabled: boolean; readonly linkUp: boolean } | undefined;
  /** What its processor has. Empty where it does not say. */
  readonly cpuFeatures: readonly string[];
  /** The EVC mode that it keeps; empty: none. */
  readonly evcModeKey: string;
}

const powerStates: readonly PowerState[] = ['poweredOff', 'poweredOn', 'suspended'];
const statuses: readonly EntityStatus[] = ['gray', 'green', 'yellow', 'red'];

export function toVmReport(vm: pb.IVmRuntime): VmReport {
  return {
    vmxPath: vm.vmxPath ?? '',
    instanceUuid: vm.instanceUuid ?? '',
    name: vm.name ?? '',
    powerState: powerStates[vm.powerState ?? 0] ?? 'poweredOff',
    guestHeartbeatStatus: statuses[vm.guestHeartbeatStatus ?? 0] ?? 'gray',
    appHeartbeatStatus: statuses[vm.appHeartbeatStatus ?? 0] ?? 'gray',
    ipAddress: vm.ipAddress ?? '',
    toolsRunning: vm.toolsRunning ?? false,
    bootTime: vm.bootTime ?? 0,
    overallCpuUsageMhz: vm.overallCpuUsageMhz ?? 0,
    memorySizeMb: vm.memorySizeMb ?? 0,
    cpuReservationMhz: vm.cpuReservationMhz ?? 0,
    memoryOverheadMb: vm.memoryOverheadMb ?? 0,
    numCpu: vm.numCpu ?? 0,
    macAddresses: vm.macAddresses ?? [],
    guestInfo: vm.guestInfo ?? {},
    inaccessible: vm.inaccessible ?? false,
    cleanPowerOff: vm.cleanPowerOff ?? false,
    disks: (vm.disks ?? []).map(toDiskReport),
    snapshots: (vm.snapshots ?? []).map((snapshot) => ({
      uid: snapshot.uid ?? 0,
      parentUid: snapshot.parentUid ?? 0,
      name: snapshot.name ?? '',
      description: snapshot.description ?? '',
      createTime: snapshot.createTime ?? 0,
      disks: (snapshot.disks ?? []).map(toDiskReport),
    })),
    currentSnapshot: vm.currentSnapshot ?? 0,
    consolidationNeeded: vm.consolidationNeeded ?? false,
    changeTrackingEnabled: vm.changeTrackingEnabled ?? false,
    question: vm.question ? toQuestionReport(vm.question) : undefined,
    progress: vm.progress ?? 0,
    migration: vm.migration ? toMigrationReport(vm.migration) : undefined,
    cpuFeatures: vm.cpuFeatures ?? [],
  };
}

export function toMigrationReport(migration: pb.IMigrationProgress): MigrationReport {
  return {
    phase: migration.phase ?? '',
    percent: migration.percent ?? 0,
    rounds: (migration.rounds ?? []).map((round) => ({
      round: round.round ?? 0,
      pages: round.pages ?? 0,
      zeroPages: round.zeroPages ?? 0,
      durationMs: round.durationMs ?? 0,
      dirtiedPages: round.dirtiedPages ?? 0,
    })),
    sentBytes: migration.sentBytes ?? 0,
    bytesPerSecond: migration.bytesPerSecond ?? 0,
    // 0: a host that does not say.
    guestSharePercent: migration.guestSharePercent || 100,
    downtimeMs: migration.downtimeMs ?? 0,
    totalMs: migration.totalMs ?? 0,
  };
}

const provisionings = ['zeroedThick', 'eagerZeroedThick', 'thin'] as const;

function toDiskReport(disk: pb.IVmDisk): DiskReport {
  return {
    fileName: disk.fileName ?? '',
    capacityBytes: disk.capacityBytes ?? 0,
    provisioning: provisionings[disk.provisioning ?? 0] ?? 'zeroedThick',
    uuid: disk.uuid ?? '',
    parents: disk.parents ?? [],
    changeId: disk.changeId ?? '',
    committedBytes: disk.committedBytes ?? 0,
  };
}

function toQuestionReport({ id, messageId, text, choices, defaultIndex }: pb.IVmQuestion): QuestionReport {
  return {
    id: id ?? '',
    messageId: messageId ?? '',
    text: text ?? '',
    choices: (choices ?? []).map(({ key, label, summary }) => ({
      key: key ?? '',
      label: label ?? '',
      summary: summary ?? '',
    })),
    defaultIndex: defaultIndex ?? 0,
  };
}

export function toDatastoreReport(datastore: pb.IDatastoreSummary): DatastoreReport {
  return {
    name: datastore.name ?? '',
    uuid: datastore.uuid ?? '',
    accessible: datastore.accessible ?? false,
    capacityBytes: datastore.capacityBytes ?? 0,
    freeBytes: datastore.freeBytes ?? 0,
    naa: datastore.naa ?? '',
    inaccessibleReason: datastore.inaccessibleReason ?? '',
  };
}

/** The heartbeat, or undefined for bytes that are none. */
export function decodeHostReport(data: Uint8Array): HostReport | undefined {
  let heartbeat: pb.HostHeartbeat;
  try {
    heartbeat = pb.HostHeartbeat.decode(data);
  } catch {
    return undefined;
  }
  const { fdm, vmotion } = heartbeat;
  return {
    moref: heartbeat.moref,
    hostName: heartbeat.hostName,
    bootUuid: heartbeat.bootUuid,
    sequence: heartbeat.sequence,
    uptimeMs: heartbeat.uptimeMs,
    vms: heartbeat.vms.map(toVmReport),
    datastores: heartbeat.datastores.map(toDatastoreReport),
    fdm: fdm
      ? {
          state: fdm.state ?? '',
          master: fdm.master ?? '',
          hostStates: fdm.hostStates ?? {},
          protectedVms: fdm.protectedVms ?? [],
          failingOver: fdm.failingOver ?? [],
          waitingForRoom: fdm.waitingForRoom ?? [],
          configurationVersion: fdm.configurationVersion ?? 0,
        }
      : undefined,
    cpuMhz: heartbeat.cpuMhz,
    numCpu: heartbeat.numCpu,
    memoryMb: heartbeat.memoryMb,
    cpuUsedMhz: heartbeat.cpuUsedMhz,
    memoryUsedMb: heartbeat.memoryUsedMb,
    eventSequence: heartbeat.eventSequence,
    vmotion: vmotion ? { enabled: vmotion.enabled ?? false, linkUp: vmotion.linkUp ?? false } : undefined,
    cpuFeatures: heartbeat.cpuFeatures,
    evcModeKey: heartbeat.evcModeKey,
  };
}
