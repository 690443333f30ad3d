// What a host may still believe of its own locks. Others may clear its slot when they have seen it stand still for the
// lease time; the host itself halts its I/O one heartbeat interval earlier, counted from before it sent the last refresh
// that took place, so by any clock it stops first. Halted is not lost: when the next refresh finds the slot untouched
// nobody has broken anything (esx.problem.vmfs.heartbeat.recovered); when it does not, every lock is gone.

/** `alive`: I/O goes. `timedOut`: it is halted, the locks are in doubt. `lost`: others may have them; there is no way back. */
export type LeaseState = 'alive' | 'timedOut' | 'lost';

export interface LeaseTiming {
  /** How often the slot is refreshed. */
  readonly heartbeatIntervalMs: number;
  /** How long others let it stand still. */
  readonly leaseMs: number;
}

/** How long after the sending of its last refresh a host goes on with its I/O. */
export function haltAfterMs({ heartbeatIntervalMs, leaseMs }: LeaseTiming): number {
  return leaseMs - heartbeatIntervalMs;
}

export class HeartbeatLease {
  private readonly haltAfterMs: number;
  private refreshedAt: number;
  private state_: LeaseState = 'alive';

  /** @param takenAt - before the command that took the slot was sent */
  constructor(timing: LeaseTiming, takenAt: number) {
    this.haltAfterMs = haltAfterMs(timing);
    this.refreshedAt = takenAt;
  }

  /** When I/O halts unless the slot is refreshed before. */
  get deadline(): number {
    return this.refreshedAt + this.haltAfterMs;
  }

  /** As of `now`; what was once lost stays lost. */
  state(now: number): LeaseState {
    if (this.state_ !== 'lost') this.state_ = now < this.deadline ? 'alive' : 'timedOut';
    return this.state_;
  }

  /** A refresh that was sent at `sentAt` took place. */
  refreshed(sentAt: number): void {
    this.refreshedAt = Math.max(this.refreshedAt, sentAt);
  }

  /** The slot is not ours any more. */
  lost(): void {
    this.state_ = 'lost';
  }
}
