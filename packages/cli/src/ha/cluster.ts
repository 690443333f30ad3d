// The cluster of the lab, and the things in it by their names.
import {
  type ExactDataObject,
  type ManagedObjectReference,
  moRef,
  type TypedReference,
  type Vim25Client,
} from '@microsphere/vim25';
import { Failure } from '../terminal/failure.ts';
import type { Names } from './cluster-spec.ts';

export interface Cluster {
  readonly name: string;
  readonly ref: TypedReference<'ClusterComputeResource'>;
  readonly configuration: ExactDataObject<'ClusterConfigInfoEx'>;
  readonly version: number;
  readonly configIssues: readonly string[];
}

/** Throws a Failure when vCenter has no cluster. */
export async function findCluster(client: Vim25Client): Promise<Cluster> {
  const [found] = await client.retrieve('ClusterComputeResource', [
    'name',
    'configurationEx',
    'summary',
    'configIssue',
  ]);
  const configuration = found?.properties.configurationEx;
  if (!found || configuration?._typeName !== 'ClusterConfigInfoEx') throw new Failure('vCenter has no cluster yet');
  const { name = '', summary, configIssue = [] } = found.properties;
  const dasData = summary?._typeName === 'ClusterComputeResourceSummary' ? summary.dasData : undefined;
  return {
    name,
    ref: moRef('ClusterComputeResource', found.obj.value),
    configuration,
    version: dasData?._typeName === 'ClusterDasDataSummary' ? dasData.clusterConfigVersion : 0,
    configIssues: configIssue.map(({ fullFormattedMessage = '' }) => fullFormattedMessage),
  };
}

export async function reconfigure(
  client: Vim25Client,
  cluster: TypedReference<'ClusterComputeResource'>,
  spec: ExactDataObject<'ClusterConfigSpecEx'>,
): Promise<void> {
  await client.waitForTask(await client.call(cluster, 'ReconfigureComputeResource_Task', { spec, modify: true }));
}

/** The hosts and datastores of vCenter by name. */
export async function readNames(client: Vim25Client): Promise<Names> {
  const [hosts, datastores] = await Promise.all([
    client.retrieve('HostSystem', ['name']),
    client.retrieve('Datastore', ['name']),
  ]);
  return { host: finder('host', hosts), datastore: finder('datastore', datastores) };
}

function finder(
  kind: string,
  objects: readonly {
    readonly obj: ManagedObjectReference;
    readonly properties: { readonly name?: string | undefined };
  }[],
): (name: string) => ManagedObjectReference {
  return (name) => {
    const found = objects.find(({ properties }) => properties.name === name);
    if (found) return found.obj;
    const others = objects.map(({ properties }) => properties.name ?? '').sort();
    throw new Failure(`no ${kind} "${name}"; there are: ${others.join(', ') || 'none'}`);
  };
}
