// A virtual machine as FDM sees it: where its configuration file lies, whether it runs, and, when it does not, whether
// somebody wanted that.
import type { DatastoreName, InstanceUuid } from './cluster.ts';

export type PowerState = 'poweredOff' | 'poweredOn' | 'suspended';

/** What a host says about a VM that is registered on it (the part of proto VmRuntime that FDM reads). */
export interface VmRuntime {
  /** "[datastore1] web/web.vmx" */
  readonly vmxPath: string;
  readonly instanceUuid: InstanceUuid;
  readonly powerState: PowerState;
  /**
   * vim25 runtime.cleanPowerOff: somebody wanted this power-off (a user, vCenter, or the guest that shut itself down).
   * False for a VM that crashed, was never on, or was lost with its host.
   */
  readonly cleanPowerOff: boolean;
  /** vim25 guestHeartbeatStatus: what the tools in the guest say. */
  readonly guestHeartbeat: HeartbeatStatus;
  /** vim25 appHeartbeatStatus: gray while no application has asked to be monitored. */
  readonly appHeartbeat: HeartbeatStatus;
}

/** vim25 ManagedEntityStatus of a heartbeat. */
export const heartbeatStatuses = ['gray', 'green', 'yellow', 'red'] as const;
export type HeartbeatStatus = (typeof heartbeatStatuses)[number];

/** What only its own host knows of a VM. */
export interface LocalVmRuntime extends VmRuntime {
  /** Since its power-on or last reset, in milliseconds; 0 while it is off. */
  readonly upTimeMs: number;
  /** Requests that its disks and its adapters have completed since its power-on. */
  readonly ioOperations: number;
  /** The application has asked for a reset (postAppState needReset). */
  readonly appNeedsReset: boolean;
}

/** How a host sees a datastore that it has mounted. */
export const datastoreConditions = ['accessible', 'apd', 'apdTimeout', 'pdl'] as const;
export type DatastoreCondition = (typeof datastoreConditions)[number];

/** An entry of the protected list on disk (proto ProtectedVm). */
export interface ProtectedVm {
  readonly instanceUuid: InstanceUuid;
  readonly vmxPath: string;
  /** Memory that the VM takes from a host's unreserved memory, in MB. */
  readonly memoryMb: number;
  readonly cpuReservationMhz: number;
}

/** What a host can take and reach; a slave's heartbeat carries it, the shell reports it for its own host. */
export interface HostCapacity {
  /** What one physical CPU is worth: no virtual one gets more (vim25 summary.hardware.cpuMhz). */
  readonly cpuMhz: number;
  readonly cpuUnreservedMhz: number;
  readonly memoryUnreservedMb: number;
  readonly accessibleDatastores: readonly DatastoreName[];
  /** VMs that are on their way up there, and that the unreserved figures leave out already. */
  readonly startingVms: readonly InstanceUuid[];
}

/** A vim25 fault. `definite`: nothing happened, it may be tried again elsewhere. */
export interface Fault {
  readonly type: string;
  readonly message: string;
  readonly definite: boolean;
}

/** The fault of a power-on that found the on-disk lock of the .vmx held: the VM runs elsewhere, or its lease is not over. */
export const LOCK_NOT_FREE_FAULT = 'FileLocked';

/** The fault of a power-on that could not reach the files of the VM. */
export const NO_ACCESS_FAULT = 'CannotAccessFile';

/**
 * The fault of a power-on that found the VM, under its on-disk lock, switched off by somebody's wish (or running on that
 * host already). The disk is the judge of this, too: a master may have missed a clean power-off on a host that died next.
 */
export const POWER_STATE_FAULT = 'InvalidPowerState';

/** The datastore of "[datastore1] web/web.vmx"; undefined for what is not a datastore path. */
export function datastoreOf(vmxPath: string): DatastoreName | undefined {
  return /^\[([^\]]+)\] ./.exec(vmxPath)?.[1];
}
