// What vCenter's database keeps of the inventory: desired state (names, places, settings), the numbers that hosts are told,
// and what was last known of hosts and virtual machines, so that a vCenter that comes back shows no less than before.
import type { DataObject, EncryptedVMotionMode, ManagedObjectReference } from '@microsphere/vim25';
import { moRef } from '@microsphere/vim25';
import type { InfraUpdateHaConfig } from '../infra-update-ha/config.ts';
import type { DiskReport, SnapshotReport } from '../vpxd/host-report.ts';

/** Id of the root folder, as in vSphere. */
export const ROOT_FOLDER = 'group-d1';

interface Entity {
  /** Managed-object id: "vm-42". */
  readonly id: string;
  readonly name: string;
  /** Managed-object id of the object above; only the root folder has none. */
  readonly parent?: string;
}

export interface FolderRecord extends Entity {
  readonly type: 'Folder';
  readonly childType: readonly string[];
}

export interface DatacenterRecord extends Entity {
  readonly type: 'Datacenter';
  readonly vmFolder: string;
  readonly hostFolder: string;
  readonly datastoreFolder: string;
  readonly networkFolder: string;
}

/** A VM that the protected list must lose although the inventory no longer has it. */
export interface FormerVm {
  readonly instanceUuid: string;
  readonly vmxPath: string;
}

export interface ClusterRecord extends Entity {
  readonly type: 'ClusterComputeResource';
  readonly resourcePool: string;
  readonly dasConfig: DataObject<'ClusterDasConfigInfo'>;
  /** Settings of single virtual machines, by managed-object id. */
  readonly dasVmConfig: Readonly<Record<string, DataObject<'ClusterDasVmSettings'>>>;
  /** When virtual machines are ready; absent: as vSphere has it. */
  readonly orchestration?: DataObject<'ClusterOrchestrationInfo'>;
  /** The same of single virtual machines, by managed-object id. */
  readonly vmOrchestration?: Readonly<Record<string, DataObject<'ClusterVmReadiness'>>>;
  readonly groups?: readonly DataObject<'ClusterGroupInfo'>[];
  readonly rules?: readonly DataObject<'ClusterRuleInfo'>[];
  /** Counts what hosts are told by fdm.configure; a higher version wins. */
  readonly configVersion: number;
  /** The content of that version, to see whether a new one is due. */
  readonly configContent: string;
  /** The versions in which the list of hosts, and where virtual machines may run, changed last. */
  readonly hostListVersion?: number;
  readonly compatListVersion?: number;
  /** Volume UUIDs of the heartbeat datastores. */
  readonly heartbeatDatastores: readonly string[];
  readonly formerVms: readonly FormerVm[];
  /** The EVC mode; absent: EVC is off. */
  readonly evcModeKey?: string;
  /** Proactive HA; absent until it is configured. */
  readonly infraUpdateHaConfig?: InfraUpdateHaConfig;
  /** vMotions within it, since it was made. */
  readonly numVmotions?: number;
}

export interface HostRecord extends Entity {
  readonly type: 'HostSystem';
  /** `disconnected`: somebody wanted it so; `notResponding`: it is silent. */
  readonly connectionState: 'connected' | 'notResponding' | 'disconnected';
  /** Nothing is powered on there, and it is no member of the cluster for vSphere HA. */
  readonly inMaintenanceMode?: boolean;
  /** Degraded, as its health provider says: it is avoided, not left. */
  readonly inQuarantineMode?: boolean;
  readonly cpuMhz: number;
  readonly numCpu: number;
  readonly memoryMb: number;
  /** Managed-object ids. */
  readonly datastores: readonly string[];
  readonly networks: readonly string[];
}

/** Whether a host is a member of its cluster for vSphere HA: a silent one is, one that somebody took out of service isn't. */
export function isActiveForDas({ connectionState, inMaintenanceMode }: HostRecord): boolean {
  return connectionState !== 'disconnected' && inMaintenanceMode !== true;
}

export interface ResourcePoolRecord extends Entity {
  readonly type: 'ResourcePool';
  readonly owner: string;
}

export interface DatastoreRecord extends Entity {
  readonly type: 'Datastore';
  /** VMFS volume UUID. */
  readonly uuid: string;
  readonly naa: string;
  readonly capacityBytes: number;
}

export interface NetworkRecord extends Entity {
  readonly type: 'Network';
}

/** What a virtual machine's host said of its disks and snapshots. */
export interface VmStorageRecord {
  readonly disks: readonly Omit<DiskReport, 'changeId' | 'committedBytes'>[];
  readonly snapshots: readonly SnapshotReport[];
  /** UID; 0: none. */
  readonly currentSnapshot: number;
  readonly consolidationNeeded: boolean;
  readonly changeTrackingEnabled: boolean;
}

/** Where the files of a virtual machine were before Storage vMotions. */
export interface FormerPath {
  /** Of the .vmx. */
  readonly vmxPath: string;
  /** The protected list may still have it by this path. */
  readonly listed: boolean;
  /** A file there still leads to where it is. */
  readonly leads: boolean;
}

export interface VmRecord extends Entity {
  readonly type: 'VirtualMachine';
  readonly vmxPath: string;
  readonly instanceUuid: string;
  readonly biosUuid: string;
  readonly resourcePool: string;
  /** Where it is registered, as far as vCenter knows. */
  readonly host: string;
  readonly datastore?: string;
  /** As long as anybody may come by them, the oldest first; absent: none. */
  readonly formerPaths?: readonly FormerPath[];
  readonly guestId: string;
  readonly numCpu: number;
  readonly memoryMb: number;
  /** vim25 config.cpuAllocation.reservation; absent: none. Its memory is always reserved as a whole. */
  readonly cpuReservationMhz?: number;
  /** vim25 config.migrateEncryption; absent: nobody has asked for encrypted vMotion. */
  readonly migrateEncryption?: EncryptedVMotionMode;
  /** What its guest found of a processor at its power-on, and may be using; absent: what its host shows guests. */
  readonly cpuFeatures?: readonly string[];
  /** What its host needs for it beside its memory; absent until a host has said it. */
  readonly memoryOverheadMb?: number;
  /** As they were asked for. */
  readonly disks: readonly { readonly fileName: string; readonly capacityBytes: number }[];
  readonly adapters: readonly { readonly macAddress: string; readonly network: string; readonly networkName: string }[];
  readonly extraConfig: Readonly<Record<string, string>>;
  /** When the configuration was made, ISO 8601. */
  readonly modified: string;
  /** What its host said last. */
  readonly powerState: 'poweredOff' | 'poweredOn' | 'suspended';
  readonly cleanPowerOff: boolean;
  /** Milliseconds since the epoch; 0 while it is off. */
  readonly bootTime: number;
  /** Absent until its host has said it. */
  readonly storage?: VmStorageRecord;
  /** Whether vSphere HA is to keep it running: since its power-on until somebody wanted its power-off. */
  readonly dasWanted: boolean;
}

export type InventoryRecord =
  | FolderRecord
  | DatacenterRecord
  | ClusterRecord
  | HostRecord
  | ResourcePoolRecord
  | DatastoreRecord
  | NetworkRecord
  | VmRecord;

export type RecordType = InventoryRecord['type'];
export type RecordOf<T extends RecordType> = Extract<InventoryRecord, { type: T }>;

export function refOf(record: InventoryRecord): ManagedObjectReference {
  return moRef(record.type, record.id);
}

/** The objects whose properties name this record. */
export function references(record: InventoryRecord): string[] {
  const ids = record.parent === undefined ? [] : [record.parent];
  switch (record.type) {
    case 'HostSystem':
      return [...ids, ...record.datastores, ...record.networks];
    case 'VirtualMachine':
      return [
        ...ids,
        record.host,
        record.resourcePool,
        ...(record.datastore === undefined ? [] : [record.datastore]),
        ...record.adapters.map(({ network }) => network),
      ];
    default:
      return ids;
  }
}
