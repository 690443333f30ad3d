// One failed VM on its way to run again: it waits for its turn and a place, is ordered onto a host, and is over when the
// VM runs, or when its attempts are used up (reference: ha.md section 4 "Retries").
//
// A lock that is not free, or files that cannot be reached, are tried again at heartbeat pace
// for `transientFaultMs` before that counts as a failed attempt: until then the lock may be the dead owner's, whose
// lease is only just running out (a host that restarts quickly is known to be dead long before its lease is over, and
// even at T18 a watcher that looks every three seconds may see the lease end only at T22), or the array may be on its
// way back. After that only a living owner can hold the lock, so the VM runs elsewhere, and the long published delays
// are right. They end early when a host dies: what stood in the way may have died with it.
import type { HostMoref } from './cluster.ts';
import type { FdmTiming } from './timing.ts';
import type { ProtectedVm } from './vm.ts';

/**
 * The longest time after its owner's death for which a lock may be held: the lease, and the slot is written and looked
 * at once an interval.
 */
export function transientFaultMs(timing: FdmTiming): number {
  return timing.vmfsLeaseMs + 2 * timing.vmfsHeartbeatIntervalMs;
}

export type Progress =
  /** For its turn, and for a host with room. */
  | { readonly state: 'waiting' }
  | { readonly state: 'ordered'; readonly host: HostMoref; orderedAt: number; repeatAt: number }
  /** The host says that it is done; its report does not show it yet. */
  | { readonly state: 'started'; readonly host: HostMoref; until: number }
  /** Between attempts. */
  | { readonly state: 'paused'; until: number }
  /** All attempts are used up: a person has to start it. */
  | { readonly state: 'givenUp' };

export interface FailoverCause {
  readonly because: string;
  /** Its restart is disabled: it is registered elsewhere, and not powered on. */
  readonly registerOnly?: boolean;
  /** The isolation response of its host has stopped it. */
  readonly afterIsolation?: boolean;
}

export interface Failover {
  readonly vm: ProtectedVm;
  readonly registerOnly: boolean;
  readonly afterIsolation: boolean;
  /** The attempt that is under way or next; 1 is the first. */
  attempt: number;
  progress: Progress;
  readonly failedOn: Set<HostMoref>;
  /** Until when a transient fault of this attempt is worth a retry. */
  transientUntil: number | undefined;
  /** No host had room when it was last looked for one. */
  waitsForRoom: boolean;
  noRoomReported: boolean;
  /** It was said that it waits for others. */
  holdReported: boolean;
}

/** What orders to register say instead of an attempt, so that their answers are not taken for those of a restart. */
export const REGISTRATION_ATTEMPT = 0;

export function orderAttempt({ registerOnly, attempt }: Failover): number {
  return registerOnly ? REGISTRATION_ATTEMPT : attempt;
}

export function newFailover(
  vm: ProtectedVm,
  { registerOnly = false, afterIsolation = false }: FailoverCause,
): Failover {
  return {
    vm,
    registerOnly,
    afterIsolation,
    attempt: 1,
    progress: { state: 'waiting' },
    failedOn: new Set(),
    transientUntil: undefined,
    waitsForRoom: false,
    noRoomReported: false,
    holdReported: false,
  };
}

/** The host that was ordered to start it and has not been seen to be done. */
export function orderedHost({ progress }: Failover): HostMoref | undefined {
  return progress.state === 'ordered' || progress.state === 'started' ? progress.host : undefined;
}
