// vSphere HA among real hosts that are killed, cut off and partitioned, with nobody there but they: vCenter is dead.
import { NatsServer } from '@microsphere/testkit';
import { clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const VMS = ['a', 'b', 'c'];

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await TestCluster.start({ hosts: ['esx01', 'esx02', 'esx03'], partitionable: NatsServer.available });
  for (const name of VMS) await cluster.runVm(name, { host: 'esx01' });
});
afterAll(clearClusters);
afterEach(async () => {
  await cluster.restore();
});

describe('a slave that dies', () => {
  it('is dead once its heartbeats have stopped everywhere, and its VMs run elsewhere', async () => {
    const slave = cluster.slave;
    const [vm = ''] = VMS.filter((name) => cluster.runsOn(name).includes(slave.name));
    const died = await cluster.kill(slave);
    await cluster.event('DasHostFailedEvent', { since: died, about: slave });
    if (vm) await cluster.restarted(vm, slave.name);
    expect(cluster.states[slave.moref]).toBe('hostDown');
  });
});
