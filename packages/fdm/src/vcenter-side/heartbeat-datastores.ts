// Which datastores carry the heartbeats of a cluster: vCenter chooses, from what the hosts have mounted (reference: ha.md
// section 2). Every host is to have so many of them, at best on different arrays; hosts are configured anew for nothing else.
import type { HostMoref, VolumeUuid } from '../cluster.ts';

/** Hosts that must have a datastore before it is any use for heartbeats. */
const MIN_HOSTS_PER_HEARTBEAT_DATASTORE = 2;

/** vim25 ClusterDasConfigInfoHBDatastoreCandidate. */
export type HeartbeatCandidatePolicy = 'userSelectedDs' | 'allFeasibleDs' | 'allFeasibleDsWithUserPreference';

export interface HeartbeatCandidate {
  readonly uuid: VolumeUuid;
  /** Hosts that have it mounted. */
  readonly hosts: readonly HostMoref[];
  /** Those of them that can't reach it at the moment. */
  readonly inaccessibleTo?: readonly HostMoref[];
  /** The array that its LUN is on; undefined: nobody knows. */
  readonly array?: string | undefined;
  /** The user named it. */
  readonly preferred: boolean;
}

export interface HeartbeatChoice {
  readonly policy: HeartbeatCandidatePolicy;
  /** das.heartbeatDsPerHost. */
  readonly perHost: number;
  /** What was chosen last: kept as long as it is as good as what there is instead. */
  readonly before: readonly VolumeUuid[];
}

export const defaultHeartbeatChoice: HeartbeatChoice = {
  policy: 'allFeasibleDsWithUserPreference',
  perHost: 2,
  before: [],
};

/** UUIDs in their order. A datastore that nobody reaches is chosen only where there is no other. */
export function chooseHeartbeatDatastores(
  candidates: readonly HeartbeatCandidate[],
  { policy, perHost, before }: HeartbeatChoice,
): readonly VolumeUuid[] {
  const reached = ({ hosts, inaccessibleTo = [] }: HeartbeatCandidate) => hosts.length - inaccessibleTo.length;
  const isUsable = (candidate: HeartbeatCandidate) => reached(candidate) >= MIN_HOSTS_PER_HEARTBEAT_DATASTORE;
  const isPreferred = ({ preferred }: HeartbeatCandidate) => preferred && policy !== 'allFeasibleDs';
  const feasible = candidates
    .filter(({ hosts }) => hosts.length >= MIN_HOSTS_PER_HEARTBEAT_DATASTORE)
    .filter(({ preferred }) => preferred || policy !== 'userSelectedDs')
    .sort(
      (a, b) =>
        Number(isUsable(b)) - Number(isUsable(a)) ||
        Number(isPreferred(b)) - Number(isPreferred(a)) ||
        reached(b) - reached(a) ||
        Number(before.includes(b.uuid)) - Number(before.includes(a.uuid)) ||
        (a.uuid < b.uuid ? -1 : 1),
    );
  const chosen: HeartbeatCandidate[] = [];
  const has = (host: HostMoref) => chosen.filter(({ hosts }) => hosts.includes(host));
  for (const host of [...new Set(feasible.flatMap(({ hosts }) => hosts))].sort()) {
    while (has(host).length < perHost) {
      const left = feasible.filter((candidate) => candidate.hosts.includes(host) && !chosen.includes(candidate));
      const arrays = new Set(has(host).map(({ array }) => array));
      // Of equals the first is the best one; one on another array goes before its equals on the same.
      const best = left.find((candidate) => left[0] && isAsGood(candidate, left[0]) && !arrays.has(candidate.array));
      const next = best ?? left[0];
      if (!next) break;
      chosen.push(next);
    }
  }
  return chosen.map(({ uuid }) => uuid).sort();

  /** Whether only the array, what was chosen before or the UUID may decide between them. */
  function isAsGood(one: HeartbeatCandidate, other: HeartbeatCandidate): boolean {
    return (
      isUsable(one) === isUsable(other) && isPreferred(one) === isPreferred(other) && reached(one) === reached(other)
    );
  }
}

/** Hosts that have fewer of the chosen datastores than they should, with how many they have. */
export function hostsShortOfHeartbeatDatastores(
  hosts: readonly HostMoref[],
  chosen: readonly HeartbeatCandidate[],
  perHost: number,
): ReadonlyMap<HostMoref, number> {
  const counts = hosts.map((host) => [host, chosen.filter((each) => each.hosts.includes(host)).length] as const);
  return new Map(counts.filter(([, count]) => count < perHost));
}

/**
 * The array that a LUN is on: NAA identifiers of type 6 begin with the vendor's and the array's number, and end with the
 * LUN's (SPC-4, section 7.8.6.6.4). Undefined for text that is none.
 */
export function arrayOfNaa(naa: string): string | undefined {
  return /^naa\.(6[0-9a-f]{15})[0-9a-f]{16}$/i.exec(naa)?.[1]?.toLowerCase();
}
