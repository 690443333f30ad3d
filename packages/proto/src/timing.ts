// The timing profile: every interval of the system, in one place. `realistic` has the published figures of vSphere
// (reference: ha.md section 0 and 3, storage.md "VMFS"); `fast` is the same figures divided by FAST_FACTOR, for laptops
// and tests. No other file has a literal interval that takes part in a decision.

export const profileNames = ['realistic', 'fast'] as const;
export type ProfileName = (typeof profileNames)[number];

/** `fast` divides by this: failover in about four seconds, with room for a busy two-core machine. */
export const FAST_FACTOR = 5;

const realistic = {
  /** How long a published second lasts: what users configure in seconds is multiplied by it. */
  publishedSecondMs: 1_000,
  /** FDM network heartbeat, master to slave and back. */
  fdmHeartbeatIntervalMs: 1_000,
  /** Silence after which the master looks at datastore heartbeats. */
  fdmDatastoreWatchAfterMs: 3_000,
  /** How long it looks at them: a host with heartbeat datastores is declared dead at 3 + 15 s. */
  fdmDatastoreWatchMs: 15_000,
  /** das.config.fdm.hostTimeout: silence after which a slave is unreachable, and its management address is pinged. */
  fdmHostTimeoutMs: 10_000,
  /** das.config.fdm.icmpPingTimeout: without heartbeat datastores a host is declared dead at 10 + 5 s. */
  fdmPingTimeoutMs: 5_000,
  /** das.config.fdm.deadIcmpPingInterval: how often a host that is known dead is pinged. */
  fdmDeadPingIntervalMs: 10_000,
  /** Interval of those pings. */
  fdmPingIntervalMs: 1_000,
  /** Master silence after which slaves start an election. */
  fdmMasterTimeoutMs: 10_000,
  /** Length of an election. */
  fdmElectionMs: 15_000,
  /** How often a candidate repeats itself during the election. */
  fdmElectionIntervalMs: 1_000,
  /** New master to first restart: das.config.fdm.policy.unknownStateMonitorPeriod. */
  fdmUnknownStateMonitorMs: 10_000,
  /** A slave that has not answered a power-on order for this long has failed it. */
  fdmPowerOnTimeoutMs: 60_000,
  /** Pauses before restart attempts 2, 3, 4 and 5 (attempts at 0, 2, 6, 14 and 30 minutes). */
  fdmRestartDelaysMs: [120_000, 240_000, 480_000, 960_000] as readonly number[],
  /** VMFS heartbeat slot write period. */
  vmfsHeartbeatIntervalMs: 3_000,
  /** A slot that has not changed for this long is stale: its locks may be broken. */
  vmfsLeaseMs: 16_000,
  /** Misc.APDTimeout: how long all paths to a device may be down before its I/O fails that no guest waits for. */
  apdTimeoutMs: 140_000,
  /** NoopOutInterval of ESXi's iSCSI: how often a host asks over each path whether the array is there. */
  noopIntervalMs: 15_000,
  /** NoopOutTimeout of ESXi's iSCSI: silence after that question for which a path is given up. */
  noopTimeoutMs: 10_000,
  /** Host to vCenter. */
  hostHeartbeatIntervalMs: 1_000,
  /** vCenter marks a silent host notResponding. */
  hostNotRespondingMs: 60_000,
  /** Guest tools heartbeat; the guest is told through the tools channel. */
  toolsHeartbeatIntervalMs: 1_000,
  /** Silence of the tools after which guestHeartbeatStatus is yellow, and twice that: red. */
  toolsHeartbeatTimeoutMs: 30_000,
  /** vmotion.maxSwitchoverSeconds: a guest that stands still for longer goes on where it was (vmotion-ft.md section 0). */
  vmotionMaxSwitchoverMs: 100_000,
  /** A destination that was prepared and hears nothing more gives up: the .vmx protection timer (vmotion-ft.md section 0). */
  vmotionPreparationMs: 90_000,
  /** Silence of the other end, while it should speak, after which the connection counts as lost (vmotion-ft.md 1.6: unconfirmed). */
  vmotionSilenceMs: 20_000,
  /** A request to a host. */
  requestTimeoutMs: 30_000,
  /** Pause before a lost connection (array, switch, broker) is tried again. */
  reconnectDelayMs: 1_000,
  /** The physical switch forgets a silent MAC address: Ageing Time of IEEE 802.1D, table 7-5. */
  macAgingMs: 300_000,
  /** Pause between ARP requests for one address, at least (RFC 1122, 2.3.2.1). */
  arpRetryMs: 1_000,
  /** Age of an ARP entry that nothing has confirmed (RFC 1122, 2.3.2.1). */
  arpAgingMs: 60_000,
  /** A UDP mapping of the gateway that nobody uses ends (RFC 4787, REQ-5). */
  natIdleMs: 300_000,
};

export type Timing = Readonly<typeof realistic>;

function scaled(timing: Timing, divisor: number): Timing {
  const entries = Object.entries(timing).map(([name, value]) => [
    name,
    typeof value === 'number' ? value / divisor : value.map((delay) => delay / divisor),
  ]);
  return Object.fromEntries(entries) as Timing;
}

export const timingProfiles: Readonly<Record<ProfileName, Timing>> = {
  realistic,
  fast: scaled(realistic, FAST_FACTOR),
};
