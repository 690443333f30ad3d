// What RetrieveDasAdvancedRuntimeInfo tells of a cluster: the heartbeat datastores that were chosen, and which hosts watch
// them; under the slot policy, the slots. Pure.
import type { Assessment } from '@microsphere/fdm';
import { type DataObject, moRef } from '@microsphere/vim25';
import type { ClusterRecord, DatastoreRecord, HostRecord } from '../inventory/records.ts';
import { failoverLevelRuntimeInfo } from './admission-info.ts';

export interface RuntimeInfoView {
  readonly cluster: ClusterRecord;
  /** Hosts that take part in vSphere HA. */
  readonly hosts: readonly HostRecord[];
  readonly datastore: (id: string) => DatastoreRecord;
  /** How the cluster stands to its admission control policy; undefined where it has none. */
  readonly assessment: Assessment | undefined;
}

/** Undefined while vSphere HA is off. */
export function advancedRuntimeInfo({
  cluster,
  hosts,
  datastore,
  assessment,
}: RuntimeInfoView): DataObject<'ClusterDasAdvancedRuntimeInfo'> | undefined {
  if (cluster.dasConfig.enabled !== true) return undefined;
  const watchers = new Map<string, HostRecord[]>();
  for (const host of hosts)
    for (const id of host.datastores)
      if (cluster.heartbeatDatastores.includes(datastore(id).uuid))
        watchers.set(id, [...(watchers.get(id) ?? []), host]);
  const common = {
    vmcpSupported: {
      _typeName: 'ClusterDasAdvancedRuntimeInfoVmcpCapabilityInfo',
      storageAPDSupported: true,
      storagePDLSupported: true,
    },
    heartbeatDatastoreInfo: [...watchers].map(([id, watching]) => ({
      _typeName: 'DasHeartbeatDatastoreInfo' as const,
      datastore: moRef('Datastore', id),
      hosts: watching.map((host) => moRef('HostSystem', host.id)),
    })),
  } as const;
  const slots = assessment && failoverLevelRuntimeInfo(assessment);
  return slots
    ? { _typeName: 'ClusterDasFailoverLevelAdvancedRuntimeInfo', ...common, ...slots }
    : { _typeName: 'ClusterDasAdvancedRuntimeInfo', ...common };
}
