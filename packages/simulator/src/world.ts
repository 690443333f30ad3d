// What hosts and their surroundings share: what travels between them, and who hears of what happens.
import type { FdmBody, HostMoref, ProtectedVm } from '@microsphere/fdm';
import type { VmFiles } from './datastore.ts';

/** What travels between hosts. */
export interface Packet {
  readonly from: HostMoref;
  readonly bootUuid: string;
  readonly body: FdmBody | { readonly kind: 'ping' | 'pong'; readonly nonce: number };
}

/** Who wanted a VM to start. */
export type StartedBy = 'user' | 'ha';

/** Why a guest executes no instruction any more. */
export type StopCause =
  /** Its host's process is gone. */
  | 'hostKilled'
  /** Its host has lost the lock of its files. */
  | 'lockLost'
  | 'user'
  /** It powered itself off. */
  | 'guestShutdown'
  | 'guestCrash'
  /** HA, for whatever reason that it gives: isolation, or VMCP. */
  | 'ha';

/** Hears of everything that happens to VMs, when it happens, and keeps the log. */
export interface Observer {
  log(who: string, text: string): void;
  vmStarted(host: HostMoref, vm: VmFiles, by: StartedBy): void;
  /** A guest that stood still, with its host or because its lock was in doubt, goes on. */
  vmResumed(host: HostMoref, vm: VmFiles): void;
  /** HA is about to stop a VM, or asks its guest to stop, which takes a while. */
  haStops(host: HostMoref, vm: VmFiles): void;
  vmStopped(host: HostMoref, vm: VmFiles, because: string, cause: StopCause): void;
  /** HA has reset a guest. */
  vmReset(host: HostMoref, vm: VmFiles, because: string): void;
  /** The wish is on disk. */
  vmWantedOff(vm: VmFiles): void;
  protectionAcknowledged(verb: 'protect' | 'unprotect', vms: readonly ProtectedVm[]): void;
}

/** Mistakes that a host can be given, to see that the checker finds them. */
export const sabotages = [
  'ignoresLocks',
  'ignoresCleanPowerOff',
  'dropsOrders',
  'neverAbdicates',
  /** Says that the protected list is written before it is. */
  'acknowledgesEarly',
  /** Switches its VMs off when it hears no master, whatever their isolation response is. */
  'panicsWithoutMaster',
] as const;

export type Sabotage = (typeof sabotages)[number];
