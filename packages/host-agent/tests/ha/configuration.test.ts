// The configuration of vSphere HA reaches every host, also one that vCenter cannot tell: over the datastores. Hosts keep it.

import { eventually } from '@microsphere/testkit';
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

it('a host that was dead when the others were told learns it from the datastore, and acts by it', async () => {
  const { slave } = cluster;
  await cluster.kill(slave);
  const before = Math.max(...cluster.hosts.map((host) => cluster.configurationVersion(host)));
  await cluster.configure({ options: { 'das.isolationaddress0': 'nobody' } });
  await slave.start();
  await eventually('the host to have the newer configuration', () => cluster.configurationVersion(slave) > before);
  await cluster.said(
    'it to ask the new isolation address',
    (entry) => entry.host === slave.name && entry.event === 'HostIsolationIpPingFailedEvent',
    { since: 0 },
  );
  // And it is kept: the next start begins with it.
  await cluster.kill(slave);
  await slave.start();
  await cluster.settled();
  expect(cluster.configurationVersion(slave)).toBeGreaterThan(before);
});
