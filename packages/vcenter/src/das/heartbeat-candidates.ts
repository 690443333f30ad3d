// What the heartbeat datastores of a cluster are chosen from: the datastores that its hosts have mounted. Pure.
import { arrayOfNaa, type HeartbeatCandidate } from '@microsphere/fdm';
import type { ClusterRecord, DatastoreRecord, HostRecord } from '../inventory/records.ts';
import type { HostReport } from '../vpxd/host-report.ts';

export interface DatastoresView {
  readonly datastore: (id: string) => DatastoreRecord;
  /** What a host said last. */
  readonly report: (hostId: string) => HostReport | undefined;
}

/** A silent host counts as it was: what watches it must not change because it is silent. */
export function heartbeatCandidates(
  { dasConfig }: ClusterRecord,
  hosts: readonly HostRecord[],
  { datastore, report }: DatastoresView,
): HeartbeatCandidate[] {
  const preferred = new Set(dasConfig.heartbeatDatastore?.map(({ value }) => value));
  const mounts = new Map<string, HostRecord[]>();
  for (const host of hosts) for (const id of host.datastores) mounts.set(id, [...(mounts.get(id) ?? []), host]);
  return [...mounts].map(([id, mountedBy]) => {
    const { uuid, naa } = datastore(id);
    const cannotReach = ({ id: hostId }: HostRecord) =>
      report(hostId)?.datastores.some((seen) => seen.uuid === uuid && !seen.accessible) === true;
    return {
      uuid,
      hosts: mountedBy.map((host) => host.id),
      inaccessibleTo: mountedBy.filter(cannotReach).map((host) => host.id),
      array: arrayOfNaa(naa),
      preferred: preferred.has(id),
    };
  });
}

/** What is told apart when a host's datastores are looked at again. */
export function accessibleDatastores(report: HostReport | undefined): string {
  return (report?.datastores ?? [])
    .flatMap(({ uuid, accessible }) => (accessible ? [uuid] : []))
    .sort()
    .join();
}
