// The intervals that FDM decides by. The core has no figure of its own: the shell hands it one timing profile, whose
// field names are those of the system's timing profiles, and every rule below cites the field that it uses.

import type { AdvancedOptions } from './advanced-options.ts';

/** All in milliseconds. The published figures (reference: ha.md sections 0 and 3) stand beside each field. */
export interface FdmTiming {
  /** How long a published second lasts: what users configure in seconds is multiplied by it. */
  readonly publishedSecondMs: number;
  /** Network heartbeat, master to slave and back: 1 s. */
  readonly fdmHeartbeatIntervalMs: number;
  /** Silence after which the master looks at datastore heartbeats: 3 s. */
  readonly fdmDatastoreWatchAfterMs: number;
  /** How long a datastore heartbeat must stand still to count as stopped: 15 s. */
  readonly fdmDatastoreWatchMs: number;
  /** das.config.fdm.hostTimeout: silence after which the management address is pinged: 10 s. */
  readonly fdmHostTimeoutMs: number;
  /** das.config.fdm.icmpPingTimeout: how long it is pinged before the answer counts as missing: 5 s. */
  readonly fdmPingTimeoutMs: number;
  /** das.config.fdm.deadIcmpPingInterval: how often a host that is known dead is pinged: 10 s. */
  readonly fdmDeadPingIntervalMs: number;
  /** Interval of those pings: 1 s. */
  readonly fdmPingIntervalMs: number;
  /** Master silence after which slaves start an election: 10 s. */
  readonly fdmMasterTimeoutMs: number;
  /** Length of an election: 15 s. */
  readonly fdmElectionMs: number;
  /** How often a candidate repeats itself: 1 s. */
  readonly fdmElectionIntervalMs: number;
  /** das.config.fdm.policy.unknownStateMonitorPeriod: new master to first restart: 10 s. */
  readonly fdmUnknownStateMonitorMs: number;
  /** A power-on order that is unanswered for this long has failed: 60 s. */
  readonly fdmPowerOnTimeoutMs: number;
  /** Pauses before restart attempts 2, 3, 4, 5: 2, 4, 8, 16 min. One attempt more than there are pauses. */
  readonly fdmRestartDelaysMs: readonly number[];
  /** VMFS heartbeat slot write period: 3 s. */
  readonly vmfsHeartbeatIntervalMs: number;
  /** A slot that has not changed for this long is stale, and its locks may be broken: 16 s. */
  readonly vmfsLeaseMs: number;
}

/** The profile as the advanced options of a cluster change it (reference: ha.md section 3.7). */
export function timingWith(profile: FdmTiming, options: AdvancedOptions): FdmTiming {
  const milliseconds = (seconds: number) => seconds * profile.publishedSecondMs;
  return {
    ...profile,
    fdmHostTimeoutMs: milliseconds(options.hostTimeoutSeconds),
    fdmPingTimeoutMs: milliseconds(options.icmpPingTimeoutSeconds),
    fdmDeadPingIntervalMs: milliseconds(options.deadIcmpPingIntervalSeconds),
    fdmUnknownStateMonitorMs: milliseconds(options.unknownStateMonitorPeriodSeconds),
  };
}
