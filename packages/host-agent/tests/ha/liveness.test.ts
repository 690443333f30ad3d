// vSphere HA among real hosts that are killed, frozen and partitioned. There is no vCenter: hosts need none.
import { NatsServer } from '@microsphere/testkit';
import { clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { variants } from './variants.ts';

const RESTARTED = 'com.vmware.vc.ha.VmRestartedByHAEvent';
const FAILED = 'DasHostFailedEvent';
const ISOLATED = 'com.vmware.vc.HA.DasHostIsolatedEvent';
const DEAD = 'hostDown';

let cluster: TestCluster;

describe.each(variants)('$name', ({ vcenter }) => {
  beforeAll(async () => {
    cluster = await TestCluster.start({
      vcenter,
      hosts: ['esx01', 'esx02', 'esx03'],
      partitionable: NatsServer.available,
    });
  });
  afterAll(clearClusters);
  afterEach(async () => {
    await cluster.restore();
    await cluster.removeVms();
  });

  describe('a host that dies', () => {
    it('as a slave with heartbeat datastores: declared dead, and its VM runs elsewhere', async () => {
      const { slave } = cluster;
      await cluster.runVm('web', { host: slave.name });
      const since = await cluster.kill(slave);
      await cluster.event(FAILED, { since, about: slave });
      await cluster.event(RESTARTED, { since, vm: 'web' });
      expect(cluster.states[slave.moref]).toBe(DEAD);
      await cluster.restarted('web', slave);
    });

    it('as a slave without heartbeat datastores: the same', async () => {
      await cluster.configure({ heartbeatDatastores: [] });
      const { slave } = cluster;
      await cluster.runVm('web', { host: slave.name });
      const since = await cluster.kill(slave);
      await cluster.event(FAILED, { since, about: slave });
      await cluster.restarted('web', slave);
      await cluster.configure({ heartbeatDatastores: cluster.datastores });
    });

    it('as the master: another one is elected, takes the protected lists, and restarts what ran there', async () => {
      const before = await cluster.settled();
      await cluster.runVm('web', { host: before.name });
      const since = await cluster.kill(before);
      const host = await cluster.restarted('web', before);
      const master = await cluster.settled();
      expect([host, master]).not.toContain(before);
      await cluster.event(RESTARTED, { since, vm: 'web' });
    });

    it('and is back before anybody noticed: what ran there is restarted all the same', async () => {
      const { slave } = cluster;
      const { vmxPath } = await cluster.runVm('web', { host: slave.name });
      const since = await cluster.kill(slave);
      await slave.start();
      const { message } = await cluster.event(FAILED, { since, about: slave });
      expect(message).toContain('it has restarted');
      await cluster.event(RESTARTED, { since, vm: 'web' });
      expect(cluster.heartbeat(slave)?.vms.find((vm) => vm.vmxPath === vmxPath)?.cleanPowerOff ?? false).toBe(false);
    });
  });

  describe('a host that stands still', () => {
    it('is dead to the others; what it goes on with afterwards is stopped where it has been started again', async () => {
      const { slave } = cluster;
      await cluster.runVm('web', { host: slave.name });
      const since = cluster.freeze(slave);
      const host = await cluster.restarted('web', slave);
      cluster.thaw(slave);
      await cluster.said(
        'its copy to be stopped',
        ({ host, message }) => host === slave.name && /lost the lock/.test(message),
        { since },
      );
      await cluster.settled();
      await cluster.runsOnlyOn('web', host);
    });
  });

  describe.skipIf(!NatsServer.available)('a partition of the management network (needs nats-server)', () => {
    it('has a master on each side, restarts nothing that runs, and has one master when it has healed', async () => {
      const master = await cluster.settled();
      const others = cluster.hosts.filter((host) => host !== master);
      await cluster.placeOn('b', ...others);
      await cluster.settled();
      for (const { name } of cluster.hosts) await cluster.runVm(`vm-${name}`, { host: name });
      const since = cluster.partition();
      const partitioned = await cluster.event('com.vmware.vc.HA.HostPartitionedFromMasterEvent', { since });
      expect(partitioned.host).toBe(master.name);
      const masters = await cluster.mastersUntil(({ length }) => length === 2);
      expect(masters).toContain(master);
      await cluster.event('com.vmware.vc.HA.HostPartitionedFromMasterEvent', { since, about: master });
      await cluster.restore();
      expect(cluster.log.filter(({ event, time }) => event === RESTARTED && time >= since)).toEqual([]);
      for (const host of cluster.hosts) await cluster.runsOnlyOn(`vm-${host.name}`, host);
      await cluster.placeOn('a', ...others);
    });

    it('a host that dies on the side that owns its VM is replaced there, though the other side has a master, too', async () => {
      const master = await cluster.settled();
      const [far, near] = cluster.hosts.filter((host) => host !== master);
      if (!far || !near) throw new Error('three hosts were started');
      await cluster.placeOn('b', far);
      await cluster.settled();
      await cluster.runVm('web', { host: near.name });
      const partitioned = cluster.partition();
      await cluster.mastersUntil(({ length }) => length === 2);
      // One that is alone on its side is not isolated: its gateway answers.
      const isolated = cluster.log.filter(({ event, time }) => event === ISOLATED && time >= partitioned);
      expect(isolated).toEqual([]);
      const since = await cluster.kill(near);
      expect(await cluster.restarted('web', near)).toBe(master);
      await cluster.event(RESTARTED, { since, vm: 'web' });
      await cluster.restore();
      await cluster.runsOnlyOn('web', master);
      await cluster.placeOn('a', far);
    });
  });
});
