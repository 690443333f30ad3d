// The one datacenter and the one cluster of a lab, found in vCenter's inventory by their place.
import { known, type ManagedObjectReference, type TypedReference, type Vim25Client } from '@microsphere/vim25';
import { Failure } from '../terminal/failure.ts';

export interface Datacenter {
  readonly vmFolder: TypedReference<'Folder'>;
  readonly hostFolder: TypedReference<'Folder'>;
  readonly cluster: TypedReference<'ClusterComputeResource'>;
  readonly resourcePool: ManagedObjectReference;
  /** Name and reference of the first network. */
  readonly network: { readonly name: string; readonly obj: ManagedObjectReference } | undefined;
}

export const Datacenter = {
  /** Throws a Failure when the inventory is empty. */
  async find(client: Vim25Client): Promise<Datacenter> {
    const [datacenters, clusters, networks] = await Promise.all([
      client.retrieve('Datacenter', ['vmFolder', 'hostFolder']),
      client.retrieve('ClusterComputeResource', ['name', 'resourcePool']),
      client.retrieve('Network', ['name']),
    ]);
    const [datacenter] = datacenters;
    const [cluster] = clusters;
    const resourcePool = cluster?.properties.resourcePool;
    if (!datacenter || !cluster || !resourcePool)
      throw new Failure('vCenter has no cluster yet: the lab is still being made, or its population failed');
    const [network] = networks;
    return {
      vmFolder: known(datacenter.properties.vmFolder, 'Folder'),
      hostFolder: known(datacenter.properties.hostFolder, 'Folder'),
      cluster: cluster.obj,
      resourcePool,
      network: network && { name: network.properties.name ?? '', obj: network.obj },
    };
  },
};
