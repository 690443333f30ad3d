// vSphere HA with a real vCenter beside the hosts: it shows what they do, it may die at any moment, and it learns afterwards what
// it has missed.
import { eventually } from '@microsphere/testkit';
import { type ClusterHost, clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { afterAll, afterEach, beforeAll, it } from 'vitest';

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await TestCluster.start({ hosts: ['esx01', 'esx02', 'esx03'], vcenter: true });
});
afterAll(clearClusters);
afterEach(async () => {
  await cluster.restore();
  await cluster.removeVms();
});

/** What vCenter shows of a host. */
const hostState = async ({ name }: ClusterHost) =>
  (await cluster.vcenter.client.property(cluster.vcenter.host(name), 'runtime')).dasHostState?.state;
const shownOn = (name: string, host: ClusterHost) =>
  eventually(`vCenter to show ${name} on ${host.name}`, async () => {
    const { host: shown } = await cluster.vcenter.client.property(cluster.vcenter.vm(name), 'runtime');
    return shown?.value === host.moref;
  });

it('shows a slave that is dead, and where its VM runs now', async () => {
  const { slave } = cluster;
  await cluster.runVm('web', { host: slave.name });
  await cluster.kill(slave);
  const host = await cluster.restarted('web', slave);
  await eventually('vCenter to show the host as dead', async () => (await hostState(slave)) === 'hostDown');
  await shownOn('web', host);
});

it('follows the next master', async () => {
  const before = await cluster.settled();
  await cluster.runVm('web', { host: before.name });
  await cluster.kill(before);
  const host = await cluster.restarted('web', before);
  const after = await cluster.settled();
  await eventually('vCenter to show the new master', async () => (await hostState(after)) === 'master');
  await shownOn('web', host);
});

it('that is dead is needed for nothing, and learns afterwards what has happened', async () => {
  const { slave } = cluster;
  await cluster.runVm('web', { host: slave.name });
  await cluster.vcenter.kill();
  await cluster.kill(slave);
  const host = await cluster.restarted('web', slave);
  await cluster.vcenter.revive();
  await shownOn('web', host);
  await eventually('vCenter to show the host as dead', async () => (await hostState(slave)) === 'hostDown');
});
