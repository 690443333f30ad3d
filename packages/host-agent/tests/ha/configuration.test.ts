// The configuration of vSphere HA reaches every host, also one that vCenter cannot tell: over the datastores. Hosts keep it.

import { eventually } from '@microsphere/testkit';
import { type ClusterHost, clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { variants } from './variants.ts';

let cluster: TestCluster;

describe.each(variants)('$name', ({ vcenter }) => {
  beforeAll(async () => {
    cluster = await TestCluster.start({ vcenter, hosts: ['esx01', 'esx02', 'esx03'] });
  });
  afterAll(clearClusters);
  afterEach(async () => {
    await cluster.restore();
    await cluster.removeVms();
  });

  /** Kills a slave, and tells the others where the hosts are to look for isolation; resolves with what the slave still has. */
  async function configureWithout(slave: ClusterHost, isolationAddress: string): Promise<number> {
    await cluster.kill(slave);
    const before = Math.max(...cluster.hosts.map((host) => cluster.configurationVersion(host)));
    await cluster.configure({ options: { 'das.isolationaddress0': isolationAddress } });
    return before;
  }

  async function actsBy(slave: ClusterHost, isolationAddress: string, before: number): Promise<void> {
    await eventually('the host to have the newer configuration', () => cluster.configurationVersion(slave) > before);
    await cluster.said(
      'it to ask the new isolation address',
      ({ host, event, message }) =>
        host === slave.name && event === 'HostIsolationIpPingFailedEvent' && message.includes(isolationAddress),
      { since: 0 },
    );
  }

  it('a host that was dead when the others were told learns it, and acts by it', async () => {
    const { slave } = cluster;
    const before = await configureWithout(slave, 'nobody');
    await slave.start();
    await actsBy(slave, 'nobody', before);
    // And it is kept: the next start begins with it.
    await cluster.kill(slave);
    await slave.start();
    await cluster.settled();
    expect(cluster.configurationVersion(slave)).toBeGreaterThan(before);
  });

  // Without vCenter that is so in the test above.
  it.runIf(vcenter)('from the datastores where vCenter is dead by then', async () => {
    const { slave } = cluster;
    const before = await configureWithout(slave, 'nowhere');
    await cluster.vcenter.kill();
    await slave.start();
    await actsBy(slave, 'nowhere', before);
    await cluster.vcenter.revive();
  });
});
