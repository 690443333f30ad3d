// Everything that an FDM agent can ask of its shell. The shell carries the effects out in order; those that have an
// answer are answered by an event, at any later time.
import type { DatastoreName, HostMoref, InstanceUuid, VolumeUuid } from './cluster.ts';
import type { ClusterEventType } from './cluster-event.ts';
import type { FdmBody } from './message.ts';
import type { Fault, ProtectedVm } from './vm.ts';

/** To one agent. May be lost. */
export interface SendEffect {
  readonly kind: 'send';
  readonly to: HostMoref;
  readonly body: FdmBody;
}

/** To all agents of the cluster. May be lost; may come back to the sender, who ignores it. */
export interface BroadcastEffect {
  readonly kind: 'broadcast';
  readonly body: FdmBody;
}

/** An echo request to the management address of a host; a reply is a `pong` event. */
export interface PingEffect {
  readonly kind: 'ping';
  readonly to: HostMoref;
  readonly nonce: number;
}

/** Read the heartbeat slots of these datastores; answered by `datastoreHeartbeats` events with the same `request`. */
export interface ReadDatastoreHeartbeatsEffect {
  readonly kind: 'readDatastoreHeartbeats';
  readonly request: number;
  readonly datastores: readonly VolumeUuid[];
}

/**
 * Take the exclusive on-disk lock of the datastore's protectedlist (breaking a dead owner's) and read it; answered by
 * `protectedListLocked` or `protectedListRefused`.
 */
export interface LockProtectedListEffect {
  readonly kind: 'lockProtectedList';
  readonly datastore: DatastoreName;
}

/** Let the lock go. No answer; not followed by `protectedListLost`. */
export interface ReleaseProtectedListEffect {
  readonly kind: 'releaseProtectedList';
  readonly datastore: DatastoreName;
}

/** Replace the list on disk, durably; answered by `protectedListWritten`. At most one per datastore is under way. */
export interface WriteProtectedListEffect {
  readonly kind: 'writeProtectedList';
  readonly datastore: DatastoreName;
  readonly request: number;
  readonly vms: readonly ProtectedVm[];
}

/**
 * Register this VM on this host if need be and power it on, unless its files say that its last power-off was clean (a
 * POWER_STATE_FAULT then); answered by `powerOnResult`.
 */
export interface PowerOnEffect {
  readonly kind: 'powerOn';
  readonly vmxPath: string;
  readonly instanceUuid: InstanceUuid;
  readonly attempt: number;
  /** Only registered, not powered on: its restart is disabled. */
  readonly registerOnly: boolean;
}

/** An echo request to an isolation address ("gateway" or a name); a reply is an `isolationPong` event. */
export interface PingIsolationAddressEffect {
  readonly kind: 'pingIsolationAddress';
  readonly address: string;
  readonly nonce: number;
}

/**
 * Replace this host's `host-<n>-poweron` file on a datastore. Tried again until it is on disk, and then answered by
 * `powerOnListWritten`; one that a newer one overtakes is not answered.
 */
export interface WritePowerOnListEffect {
  readonly kind: 'writePowerOnList';
  readonly datastore: DatastoreName;
  readonly request: number;
  readonly isolated: boolean;
  readonly vms: readonly InstanceUuid[];
}

/** Read the `host-<n>-poweron` files of a host; answered by `powerOnListRead` events with the same `request`. */
export interface ReadPowerOnListsEffect {
  readonly kind: 'readPowerOnLists';
  readonly request: number;
  readonly host: HostMoref;
  readonly datastores: readonly DatastoreName[];
}

/** Does another host hold the protected list of this datastore? Takes nothing; answered by `protectedListOwner`. */
export interface ProbeProtectedListEffect {
  readonly kind: 'probeProtectedList';
  readonly datastore: DatastoreName;
}

/** Put the configuration that this agent was given last onto a datastore. No answer: it is put there again after a change. */
export interface WriteClusterConfigurationEffect {
  readonly kind: 'writeClusterConfiguration';
  readonly datastore: DatastoreName;
}

/** Somebody has a newer configuration: read it from the datastores; answered by `configured` where one is newer. */
export interface ReadClusterConfigurationEffect {
  readonly kind: 'readClusterConfiguration';
}

/**
 * What HA does to a VM of this host. `powerOff` and `terminate` are not clean power-offs, so that the VM is restarted
 * elsewhere; `terminate` waits for no disk; `shutdownGuest` asks the guest and is answered when it was asked; `reset`
 * keeps the console's text first.
 */
export const vmActions = ['powerOff', 'shutdownGuest', 'terminate', 'reset'] as const;
export type VmAction = (typeof vmActions)[number];

/** Answered by `vmActionResult`. */
export interface VmActionEffect {
  readonly kind: 'vmAction';
  readonly action: VmAction;
  readonly vmxPath: string;
  readonly instanceUuid: InstanceUuid;
  /** For the log of the VM. */
  readonly because: string;
}

/** Answer to `protectRequest` or `unprotectRequest`: without a fault the list is on disk. */
export interface ReplyEffect {
  readonly kind: 'reply';
  readonly request: string;
  readonly fault?: Fault;
}

/** Something that vCenter and its users should see, by vim25 event type or id. */
export interface ClusterEventEffect {
  readonly kind: 'event';
  readonly type: ClusterEventType;
  readonly message: string;
  readonly aboutHost?: HostMoref;
  readonly vm?: { readonly instanceUuid: InstanceUuid; readonly vmxPath: string };
  /** Fields of the vim25 type, and arguments of an EventEx. */
  readonly arguments?: Readonly<Record<string, string>>;
}

/** A line for the log of this agent. */
export interface LogEffect {
  readonly kind: 'log';
  readonly message: string;
}

export type FdmEffect =
  | SendEffect
  | BroadcastEffect
  | PingEffect
  | ReadDatastoreHeartbeatsEffect
  | LockProtectedListEffect
  | ReleaseProtectedListEffect
  | WriteProtectedListEffect
  | PowerOnEffect
  | PingIsolationAddressEffect
  | WritePowerOnListEffect
  | ReadPowerOnListsEffect
  | ProbeProtectedListEffect
  | WriteClusterConfigurationEffect
  | ReadClusterConfigurationEffect
  | VmActionEffect
  | ReplyEffect
  | ClusterEventEffect
  | LogEffect;

export type FdmEffectKind = FdmEffect['kind'];
export type FdmEffectOf<K extends FdmEffectKind> = Extract<FdmEffect, { kind: K }>;

/** Where the parts of the core put their effects. */
export type Emit = (effect: FdmEffect) => void;
