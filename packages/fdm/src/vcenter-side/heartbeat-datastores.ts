// Which datastores carry the heartbeats of a cluster: vCenter chooses, from what the hosts have mounted.
import type { VolumeUuid } from '../cluster.ts';

/** das.heartbeatDsPerHost (reference: ha.md section 3.7). */
const HEARTBEAT_DATASTORES_PER_HOST = 2;
/** Hosts that must see a datastore before it is any use for heartbeats (reference: ha.md section 2). */
const MIN_HOSTS_PER_HEARTBEAT_DATASTORE = 2;

export interface HeartbeatCandidate {
  readonly uuid: VolumeUuid;
  /** Hosts that have it mounted and accessible. */
  readonly hostCount: number;
  /** The user named it. */
  readonly preferred: boolean;
}

/**
 * Two datastores: what the user prefers, then what most hosts see. One that was chosen before stays as long as it is as
 * good as the others, so that hosts aren't configured anew for nothing.
 */
export function chooseHeartbeatDatastores(
  candidates: readonly HeartbeatCandidate[],
  before: readonly VolumeUuid[],
): readonly VolumeUuid[] {
  const chosen = candidates
    .filter(({ hostCount }) => hostCount >= MIN_HOSTS_PER_HEARTBEAT_DATASTORE)
    .sort(
      (a, b) =>
        Number(b.preferred) - Number(a.preferred) ||
        b.hostCount - a.hostCount ||
        Number(before.includes(b.uuid)) - Number(before.includes(a.uuid)) ||
        (a.uuid < b.uuid ? -1 : 1),
    )
    .slice(0, HEARTBEAT_DATASTORES_PER_HOST)
    .map(({ uuid }) => uuid);
  return chosen.sort();
}
