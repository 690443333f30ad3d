// A relocation between real hosts that share no datastore, as a client of a real vCenter asks for it. What dies on the way is for
// packages/host-agent's shared-nothing-faults.test.ts to say.
import { eventually } from '@microsphere/testkit';
import { type ClusterHost, clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { known } from '@microsphere/vim25';
import { afterAll, beforeAll, expect, it } from 'vitest';

let cluster: TestCluster;
let esx01: ClusterHost;
let esx02: ClusterHost;

beforeAll(async () => {
  cluster = await TestCluster.start({
    hosts: ['esx01', 'esx02'],
    vcenter: true,
    reach: { esx01: ['datastore1'], esx02: ['datastore2'] },
  });
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
  const checker = known((await client.content()).vmProvisioningChecker, 'VirtualMachineProvisioningChecker');
  const checked = await client.waitForTask(await client.call(checker, 'CheckRelocate_Task', { vm, spec }));
  expect(checked.result).toMatchObject([{ _typeName: 'CheckResult' }]);
  expect(checked.result).not.toMatchObject([{ error: [{}] }]);
  const task = await client.waitForTask(await client.call(vm, 'RelocateVM_Task', { spec }));
  expect(task).toMatchObject({ state: 'success', progress: 100 });
  const moved = vmxPath.replace('datastore1', 'datastore2');
  expect((await client.property(vm, 'config'))?.files.vmPathName).toBe(moved);
  expect((await client.property(vm, 'runtime')).host).toEqual(cluster.vcenter.host('esx02'));
  expect(await client.property(vm, 'datastore')).toEqual([datastore]);
  const there = await eventually('its host to say so', () => on(esx02));
  expect(there).toMatchObject({ vmxPath: moved, bootTime: before.bootTime });
  expect(on(esx01)).toBeUndefined();
  await eventually('nothing to be left where it was', async () => {
    const answer: unknown = await cluster.client
      .call(esx01.moref, 'hostd.registerVm', { vmxPath })
      .catch((error: unknown) => error);
    return answer instanceof Error && 'type' in answer && answer.type === 'FileNotFound';
  });
});
