// (interface only for now; the machine follows)
import type { FdmStatus } from './availability.ts';
import type { HostMoref } from './cluster.ts';
import type { FdmEffect } from './effect.ts';
import type { FdmEvent } from './event.ts';
import type { FdmTiming } from './timing.ts';

export interface FdmAgentOptions {
  /** This host. */
  readonly host: HostMoref;
  /** New for each start of the process. */
  readonly bootUuid: string;
  readonly timing: FdmTiming;
}

export interface FdmAgentDoor {
  /** Takes one event at monotonic time `now` (milliseconds) and returns what is to be done about it, in order. */
  step(event: FdmEvent, now: number): FdmEffect[];
  /** When the next `tick` is due at the latest, in the time of `now`; Infinity when there is nothing to wait for. */
  readonly nextDeadline: number;
  /** For the host's heartbeat to vCenter. */
  status(): FdmStatus;
}
