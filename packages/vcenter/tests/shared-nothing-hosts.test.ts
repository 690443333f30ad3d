// A relocation between real hosts that reach no datastore together, as a client of a real vCenter asks for it. What dies on the way is for
// packages/host-agent's shared-nothing-faults.test.ts to say.
import { eventually } from '@microsphere/testkit';
import { type ClusterHost, clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { type DataObject, known } from '@microsphere/vim25';
import { afterAll, beforeAll, expect, it } from 'vitest';

let cluster: TestCluster;
let esx01: ClusterHost;
let esx02: ClusterHost;

beforeAll(async () => {
  cluster = await TestCluster.start({ hosts: ['esx01', 'esx02'], vcenter: true });
  esx01 = cluster.host('esx01');
  esx02 = cluster.host('esx02');
});
afterAll(clearClusters);

it('moves a guest with its disks, is shown where it is, and leaves nothing behind', async () => {
  const { client } = cluster.vcenter;
  const { vmxPath, instanceUuid } = await cluster.runVm('web', { host: 'esx01' });
  const vm = cluster.vcenter.vm('web');
  const on = (host: ClusterHost) =>
    cluster.heartbeat(host)?.vms.find((each) => each.instanceUuid === instanceUuid && each.toolsRunning);
  const before = await eventually('its guest to be up', () => on(esx01));
  const datastores = await client.retrieve('Datastore', ['name']);
  const datastore = datastores.find(({ properties }) => properties.name === 'datastore2')?.obj;
  if (!datastore) throw new Error('there is no datastore2');
  const spec = { _typeName: 'VirtualMachineRelocateSpec', datastore, host: cluster.vcenter.host('esx02') } as const;
  esx01.storageLink('datastore2').pull();
  esx02.storageLink('datastore1').pull();
  const unreachable = (host: ClusterHost) =>
    cluster.heartbeat(host)?.datastores.flatMap(({ name, accessible }) => (accessible ? [] : [name])) ?? [];
  await eventually(
    'either to reach one of them alone',
    () => unreachable(esx01).join() === 'datastore2' && unreachable(esx02).join() === 'datastore1',
  );
  const checker = known((await client.content()).vmProvisioningChecker, 'VirtualMachineProvisioningChecker');
  const check = async (of: object) => {
    const asked = { vm, spec: { _typeName: 'VirtualMachineRelocateSpec', ...of } as const };
    const { result } = await client.waitForTask(await client.call(checker, 'CheckRelocate_Task', asked));
    return (result as DataObject<'CheckResult'>[])[0]?.error?.map(({ fault }) => fault._typeName) ?? [];
  };
  await eventually('vCenter to know it', async () => (await check({ datastore }))[0] === 'InaccessibleDatastore');
  expect(await check({ datastore, host: spec.host })).toEqual([]);
  const task = await client.waitForTask(await client.call(vm, 'RelocateVM_Task', { spec }));
  expect(task).toMatchObject({ state: 'success', progress: 100 });
  const moved = vmxPath.replace('datastore1', 'datastore2');
  expect((await client.property(vm, 'config'))?.files.vmPathName).toBe(moved);
  expect((await client.property(vm, 'runtime')).host).toEqual(cluster.vcenter.host('esx02'));
  expect(await client.property(vm, 'datastore')).toEqual([datastore]);
  const there = await eventually('its host to say so', () => on(esx02));
  expect(there).toMatchObject({ vmxPath: moved, bootTime: before.bootTime });
  expect(on(esx01)).toBeUndefined();
  for (const host of [esx01, esx02]) for (const link of host.storage.values()) link.plug();
  await eventually('nothing to be left where it was', async () => {
    const answer: unknown = await cluster.client
      .call(esx01.moref, 'hostd.registerVm', { vmxPath })
      .catch((error: unknown) => error);
    return answer instanceof Error && 'type' in answer && answer.type === 'FileNotFound';
  });
});
