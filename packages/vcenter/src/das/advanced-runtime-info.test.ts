import { moRef } from '@microsphere/vim25';
import { expect, it } from 'vitest';
import type { DatastoreRecord } from '../inventory/records.ts';
import { clusterRecord, hostRecord } from '../testing/records.ts';
import { advancedRuntimeInfo } from './advanced-runtime-info.ts';

const datastore = (id: string): DatastoreRecord => ({
  type: 'Datastore',
  id,
  name: id,
  uuid: `uuid of ${id}`,
  naa: '',
  capacityBytes: 0,
});
const hosts = [
  { ...hostRecord, datastores: ['datastore-1', 'datastore-2'] },
  { ...hostRecord, id: 'host-2', datastores: ['datastore-1'] },
];
const cluster = { ...clusterRecord, heartbeatDatastores: ['uuid of datastore-1'] };

it('says which hosts watch the heartbeat datastores', () => {
  expect(advancedRuntimeInfo({ cluster, hosts, datastore, assessment: undefined })).toEqual({
    _typeName: 'ClusterDasAdvancedRuntimeInfo',
    vmcpSupported: {
      _typeName: 'ClusterDasAdvancedRuntimeInfoVmcpCapabilityInfo',
      storageAPDSupported: true,
      storagePDLSupported: true,
    },
    heartbeatDatastoreInfo: [
      {
        _typeName: 'DasHeartbeatDatastoreInfo',
        datastore: moRef('Datastore', 'datastore-1'),
        hosts: [moRef('HostSystem', 'host-1'), moRef('HostSystem', 'host-2')],
      },
    ],
  });
});

it('says nothing while vSphere HA is off', () => {
  const off = { ...cluster, dasConfig: { ...cluster.dasConfig, enabled: false } };
  expect(advancedRuntimeInfo({ cluster: off, hosts, datastore, assessment: undefined })).toBeUndefined();
});
