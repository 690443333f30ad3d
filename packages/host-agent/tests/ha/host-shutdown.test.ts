// Hosts that are shut down in order: their VMs are switched off, which somebody wanted, and vSphere HA leaves them off. A host
// that is killed afterwards shows that HA is at work: what ran there is restarted.
import { clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await TestCluster.start({ hosts: ['esx01', 'esx02', 'esx03'] });
});
afterAll(clearClusters);
afterEach(async () => {
  await cluster.restore();
  await cluster.removeVms();
});

it('leaves the VMs of a slave off that was shut down, and restarts those of one that died', async () => {
  const { slave: stopped } = cluster;
  const [killed] = cluster.hosts.filter((host) => host !== stopped && host !== cluster.master);
  if (!killed) throw new Error('the cluster has two slaves');
  await cluster.runVm('wanted', { host: stopped.name });
  await cluster.runVm('lost', { host: killed.name });
  const since = await cluster.shutDown(stopped);
  // The master has heard of it: for HA that is all.
  await cluster.event('VmPoweredOffEvent', { since, vm: 'wanted' });
  await cluster.event('DasHostFailedEvent', { since, about: stopped });
  await cluster.kill(killed);
  const survivor = await cluster.restarted('lost', killed);
  expect(cluster.runsOn('wanted')).toEqual([]);
  expect(cluster.log.filter(({ time, message }) => time >= since && message.includes('will restart'))).toMatchObject([
    { host: survivor.name, message: expect.stringContaining('lost') },
  ]);
});

it('leaves the VMs of a master off that was shut down: a new one asks the disk', async () => {
  const { master } = cluster;
  if (!master) throw new Error('the cluster has no master');
  const [killed, other] = cluster.hosts.filter((host) => host !== master);
  if (!killed || !other) throw new Error('the cluster has two slaves');
  await cluster.runVm('wanted', { host: master.name });
  await cluster.runVm('lost', { host: killed.name });
  const since = await cluster.shutDown(master);
  await cluster.said('a new master', ({ message }) => message.startsWith('election -> master'), { since });
  await cluster.settled();
  // Nobody is left who has heard of the wish; the .vmx has it.
  await cluster.said(
    'a start that is refused',
    ({ message }) => message.includes('wanted') && message.includes('powered off because somebody wanted it'),
    { since },
  );
  await cluster.kill(killed);
  await cluster.restarted('lost', killed);
  expect(cluster.runsOn('wanted')).toEqual([]);
});
