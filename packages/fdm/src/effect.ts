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
  | ReplyEffect
  | ClusterEventEffect
  | LogEffect;

export type FdmEffectKind = FdmEffect['kind'];
export type FdmEffectOf<K extends FdmEffectKind> = Extract<FdmEffect, { kind: K }>;

/** Where the parts of the core put their effects. */
export type Emit = (effect: FdmEffect) => void;
