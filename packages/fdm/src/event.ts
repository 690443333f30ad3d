// Everything that can happen to an FDM agent. The shell turns timers, messages, disk answers and requests into these;
// nothing else reaches the core.
import type { ClusterConfiguration, DatastoreName, HostMoref, InstanceUuid, VolumeUuid } from './cluster.ts';
import type { VmAction } from './effect.ts';
import type { FdmMessage } from './message.ts';
import type { DatastoreCondition, Fault, HostCapacity, LocalVmRuntime, ProtectedVm } from './vm.ts';

/** Time has passed. Due at `nextDeadline`; more often does no harm. */
export interface TickEvent {
  readonly kind: 'tick';
}

/** An agent of the cluster has spoken. */
export interface MessageEvent {
  readonly kind: 'message';
  readonly message: FdmMessage;
}

/** vCenter's configuration, or the kept one after a restart. */
export interface ConfiguredEvent {
  readonly kind: 'configured';
  readonly configuration: ClusterConfiguration;
}

/** This host's own VMs and capacity: at start before `configured`, at every change, and about once a heartbeat. */
export interface LocalVmsEvent extends HostCapacity {
  readonly kind: 'localVms';
  readonly vms: readonly LocalVmRuntime[];
  /** Every datastore that this host has mounted. */
  readonly datastores: Readonly<Record<DatastoreName, DatastoreCondition>>;
}

/** Where a host's heartbeat slot stands: any value that differs after each write of the slot (time stamp, counter). */
export interface HeartbeatSlot {
  readonly host: HostMoref;
  readonly stamp: string;
}

/**
 * Answer to `readDatastoreHeartbeats`, one per datastore that could be read. Hosts without a slot are left out.
 * A datastore that could not be read is not answered.
 */
export interface DatastoreHeartbeatsEvent {
  readonly kind: 'datastoreHeartbeats';
  readonly request: number;
  readonly datastore: VolumeUuid;
  readonly slots: readonly HeartbeatSlot[];
}

/** Answer to `lockProtectedList`: this host holds the lock now, and this is what the list says (empty when new). */
export interface ProtectedListLockedEvent {
  readonly kind: 'protectedListLocked';
  readonly datastore: DatastoreName;
  readonly vms: readonly ProtectedVm[];
}

/** Answer to `lockProtectedList`: somebody else holds it, or the datastore cannot be used. */
export interface ProtectedListRefusedEvent {
  readonly kind: 'protectedListRefused';
  readonly datastore: DatastoreName;
  /** The owner as far as known, for the log. */
  readonly owner: string;
}

/** The lock is gone without our doing: lease lost, datastore lost. */
export interface ProtectedListLostEvent {
  readonly kind: 'protectedListLost';
  readonly datastore: DatastoreName;
}

/** Answer to `writeProtectedList`: durable, unless there is a fault. */
export interface ProtectedListWrittenEvent {
  readonly kind: 'protectedListWritten';
  readonly datastore: DatastoreName;
  readonly request: number;
  readonly fault?: Fault;
}

/** vCenter asks this host to protect VMs; answered by a `reply` effect with the same `request`. */
export interface ProtectRequestEvent {
  readonly kind: 'protectRequest';
  readonly request: string;
  readonly vms: readonly ProtectedVm[];
}

/** vCenter asks this host to forget VMs; answered by a `reply` effect with the same `request`. */
export interface UnprotectRequestEvent {
  readonly kind: 'unprotectRequest';
  readonly request: string;
  readonly vms: readonly ProtectedVm[];
}

/** Answer to the `powerOn` effect. */
export interface PowerOnResultEvent {
  readonly kind: 'powerOnResult';
  readonly vmxPath: string;
  readonly instanceUuid: InstanceUuid;
  readonly attempt: number;
  /** Absent when the VM runs now. The types that FDM tells apart are in vm.ts. */
  readonly fault?: Fault;
}

/** A host has answered the `ping` effect. */
export interface PongEvent {
  readonly kind: 'pong';
  readonly from: HostMoref;
  readonly nonce: number;
}

/** An isolation address has answered the `pingIsolationAddress` effect. */
export interface IsolationPongEvent {
  readonly kind: 'isolationPong';
  readonly address: string;
  readonly nonce: number;
}

/** Answer to `writePowerOnList`: durable, unless there is a fault. */
export interface PowerOnListWrittenEvent {
  readonly kind: 'powerOnListWritten';
  readonly datastore: DatastoreName;
  readonly request: number;
  readonly fault?: Fault;
}

/** Answer to `readPowerOnLists`, one per datastore whose list of that host could be read. */
export interface PowerOnListReadEvent {
  readonly kind: 'powerOnListRead';
  readonly request: number;
  readonly host: HostMoref;
  readonly datastore: DatastoreName;
  /** The first line of the file: the host has declared itself isolated. */
  readonly isolated: boolean;
  /** VMs of this datastore that are powered on there. */
  readonly vms: readonly InstanceUuid[];
}

/** Answer to `probeProtectedList`. */
export interface ProtectedListOwnerEvent {
  readonly kind: 'protectedListOwner';
  readonly datastore: DatastoreName;
  /** `held`: another host that lives holds the lock. `free`: nobody does. `inaccessible`: that cannot be read. */
  readonly owner: 'held' | 'free' | 'inaccessible';
}

/** Answer to `vmAction`: done, unless there is a fault. */
export interface VmActionResultEvent {
  readonly kind: 'vmActionResult';
  readonly action: VmAction;
  readonly instanceUuid: InstanceUuid;
  /** Of a reset: "[datastore1] web/vmware-1.screenshot.txt", where what the console showed before was kept. */
  readonly screenshotPath?: string;
  readonly fault?: Fault;
}

export type FdmEvent =
  | TickEvent
  | MessageEvent
  | ConfiguredEvent
  | LocalVmsEvent
  | DatastoreHeartbeatsEvent
  | ProtectedListLockedEvent
  | ProtectedListRefusedEvent
  | ProtectedListLostEvent
  | ProtectedListWrittenEvent
  | ProtectRequestEvent
  | UnprotectRequestEvent
  | PowerOnResultEvent
  | PongEvent
  | IsolationPongEvent
  | PowerOnListWrittenEvent
  | PowerOnListReadEvent
  | ProtectedListOwnerEvent
  | VmActionResultEvent;

export type FdmEventKind = FdmEvent['kind'];
export type FdmEventOf<K extends FdmEventKind> = Extract<FdmEvent, { kind: K }>;
