// What tests of a whole vCenter begin with: two played hosts with two datastores and a virtual machine.
import { removeTemporaryDirectories, stopAll } from '@microsphere/testkit';
import {
  known,
  type ManagedObjectReference,
  type TypedReference,
  type Vim25Client,
  Vim25Fault,
} from '@microsphere/vim25';
import { afterEach } from 'vitest';
import { addHost, type Cluster, createCluster, createDatastore, createVm, Laboratory } from './laboratory.ts';

let laboratory: Laboratory | undefined;

afterEach(async () => {
  await laboratory?.stop();
  laboratory = undefined;
  await stopAll();
  removeTemporaryDirectories();
});

/** A vCenter with nothing in it; it is stopped when the test is over. */
export async function emptyVcenter() {
  laboratory = await Laboratory.start();
  return { laboratory, client: await laboratory.client() };
}

export async function twoHosts() {
  const { laboratory, client } = await emptyVcenter();
  const esx01 = await laboratory.host('esx01');
  const esx02 = await laboratory.host('esx02');
  const inventory = await createCluster(client);
  const host1 = await addHost(client, inventory, 'esx01');
  const host2 = await addHost(client, inventory, 'esx02');
  await createDatastore(client, host1, 'datastore1');
  await createDatastore(client, host1, 'datastore2');
  const vm = await createVm(client, inventory, 'web');
  const done = async (started: Promise<ManagedObjectReference>) => client.waitForTask(await started);
  return { laboratory, client, inventory, esx01, esx02, host1, host2, vm, done };
}

/** A rule of the cluster: while it runs, this virtual machine runs there and nowhere else. */
export async function pin(
  client: Vim25Client,
  { cluster }: Cluster,
  vm: TypedReference<'VirtualMachine'>,
  host: TypedReference<'HostSystem'>,
  { mandatory = true } = {},
): Promise<void> {
  const name = `pin-${vm.value}`;
  const rule = { enabled: true, mandatory, vmGroupName: name, affineHostGroupName: `${name}-hosts` };
  const spec = {
    _typeName: 'ClusterConfigSpecEx',
    groupSpec: [
      { _typeName: 'ClusterGroupSpec', operation: 'add', info: { _typeName: 'ClusterVmGroup', name, vm: [vm] } },
      {
        _typeName: 'ClusterGroupSpec',
        operation: 'add',
        info: { _typeName: 'ClusterHostGroup', name: rule.affineHostGroupName, host: [host] },
      },
    ],
    rulesSpec: [
      { _typeName: 'ClusterRuleSpec', operation: 'add', info: { _typeName: 'ClusterVmHostRuleInfo', name, ...rule } },
    ],
  } as const;
  await client.waitForTask(await client.call(cluster, 'ReconfigureComputeResource_Task', { spec, modify: true }));
}

/** Name of the fault that a call ends with. */
export async function faultOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof Vim25Fault)) throw new Error('no vim25 fault', { cause: error });
  return error.type;
}

/** Types of all events, oldest first; of an EventEx its id. */
export async function eventTypes(client: Vim25Client): Promise<string[]> {
  const { eventManager } = await client.content();
  const filter = { _typeName: 'EventFilterSpec' } as const;
  const events = await client.call(known(eventManager, 'EventManager'), 'QueryEvents', { filter });
  return (events ?? []).map((event) => (event._typeName === 'EventEx' ? event.eventTypeId : event._typeName));
}
