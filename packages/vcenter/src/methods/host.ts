// Datastores and storage of a host.
import { type ManagedObjectReference, moRef } from '@microsphere/vim25';
import { datastoreSystemId, storageSystemId } from '../inventory/projection.ts';
import type { HostRecord } from '../inventory/records.ts';
import { fault } from '../vmodl/faults.ts';
import { toDatastoreReport } from '../vpxd/host-report.ts';
import type { Call, MethodsOf, Services } from './call.ts';

/** The connected host that a manager belongs to. Faults: HostNotConnected. */
function hostOf({ services }: Call, manager: ManagedObjectReference, idOf: (hostId: string) => string): HostRecord {
  const host = [...services.inventory.all('HostSystem')].find(({ id }) => idOf(id) === manager.value);
  if (!host) throw new Error(`${manager.value} belongs to no host`);
  if (host.connectionState !== 'connected') throw fault('HostNotConnected', `${host.name} is not connected`);
  return host;
}

async function rescan({ requests, monitor }: Services, host: HostRecord): Promise<void> {
  const { datastores } = await requests.request(host, 'hostd.rescanVmfs', {});
  monitor.datastores(host.id, datastores.map(toDatastoreReport));
}

/** All connected hosts of the cluster look for new volumes; one that can't does so when it reconnects. */
async function rescanCluster(services: Services, clusterId: string): Promise<void> {
  const hosts = services.inventory.referring('HostSystem', clusterId);
  const connected = hosts.filter(({ connectionState }) => connectionState === 'connected');
  const outcomes = await Promise.allSettled(connected.map((host) => rescan(services, host)));
  for (const [index, outcome] of outcomes.entries())
    if (outcome.status === 'rejected')
      services.log.warn({ err: outcome.reason, host: connected[index]?.name }, 'a host could not rescan its storage');
}

export const hostDatastoreSystem: MethodsOf<'HostDatastoreSystem'> = {
  async CreateVmfsDatastore(call, self, { spec }) {
    const { inventory, requests, monitor, das } = call.services;
    const host = hostOf(call, self, datastoreSystemId);
    const { volumeName: name, extent } = spec.vmfs;
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name))
      throw fault('InvalidName', `not the name of a datastore: "${name}"`, { name });
    const folder = inventory.above('Datacenter', host.id)?.datastoreFolder ?? '';
    const known = inventory.childNamed(folder, name);
    if (known)
      throw fault('DuplicateName', `The name '${name}' already exists.`, {
        name,
        object: moRef('Datastore', known.id),
      });
    const { datastores } = await requests.request(host, 'hostd.createVmfsDatastore', { name, naa: extent.diskName });
    monitor.datastores(host.id, datastores.map(toDatastoreReport));
    const cluster = inventory.above('ClusterComputeResource', host.id);
    if (cluster) {
      await rescanCluster(call.services, cluster.id);
      das.settle(cluster.id);
    }
    const created = inventory.childNamed(folder, name);
    if (!created)
      throw fault('SystemError', `${host.name} made ${name} and does not list it`, { reason: 'not listed' });
    return moRef('Datastore', created.id);
  },
};

async function rescanHost(call: Call, self: ManagedObjectReference): Promise<undefined> {
  await rescan(call.services, hostOf(call, self, storageSystemId));
  return undefined;
}

export const hostStorageSystem: MethodsOf<'HostStorageSystem'> = {
  RescanAllHba: rescanHost,
  RescanVmfs: rescanHost,
};
