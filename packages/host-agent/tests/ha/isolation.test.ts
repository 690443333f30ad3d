// Hosts that nobody on the management network answers any more. There is no vCenter: hosts need none. What an isolated host does
// is read from its log.
import { type ClusterHost, clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { variants } from './variants.ts';

const RESTARTED = 'com.vmware.vc.ha.VmRestartedByHAEvent';
const ISOLATED = 'com.vmware.vc.HA.DasHostIsolatedEvent';
const POWERED_OFF = 'VmPowerOffOnIsolationEvent';
const SHUT_DOWN = 'VmShutdownOnIsolationEvent';

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

  /** A VM of each isolation response on a host. */
  async function runVms(host: ClusterHost): Promise<void> {
    for (const name of ['left', 'off', 'shut', 'disabled']) await cluster.runVm(name, { host: host.name });
    await cluster.configure({
      vmSettings: {
        off: { isolationResponse: 'powerOff' },
        shut: { isolationResponse: 'shutdown' },
        disabled: { isolationResponse: 'powerOff', restartPriority: 'disabled' },
      },
    });
  }

  const restartsOf = (name: string) =>
    cluster.log.filter(({ event, vmxPath }) => event === RESTARTED && vmxPath === cluster.vm(name).vmxPath);

  describe('a slave that is isolated', () => {
    it('declares it, does to each VM what its isolation response says, and the others restart what it has stopped', async () => {
      const { slave } = cluster;
      await runVms(slave);
      const since = cluster.isolate(slave);
      expect((await cluster.event(ISOLATED, { since })).host).toBe(slave.name);
      // The master has read it from the datastore.
      await cluster.statesUntil((states) => states[slave.moref] === 'networkIsolated');
      await cluster.event(POWERED_OFF, { since, vm: 'off' });
      await cluster.event(SHUT_DOWN, { since, vm: 'shut' });
      for (const name of ['off', 'shut']) {
        await cluster.restarted(name, slave);
        await cluster.event(RESTARTED, { since, vm: name });
      }
      // The VMs that it has left alone run on, there and nowhere else.
      await cluster.restore();
      for (const name of ['left', 'disabled']) {
        await cluster.runsOnlyOn(name, slave);
        expect(restartsOf(name)).toEqual([]);
      }
    });
  });

  describe('isolation', () => {
    it('that ends before the response is over: the host is a slave again, and has stopped nothing', async () => {
      const { slave } = cluster;
      await runVms(slave);
      const since = cluster.isolate(slave);
      await cluster.event(ISOLATED, { since });
      slave.management.plug();
      await cluster.settled();
      for (const name of ['left', 'off', 'shut', 'disabled']) await cluster.runsOnlyOn(name, slave);
      const responses = cluster.log.filter(
        ({ event, time }) => time >= since && (event === POWERED_OFF || event === SHUT_DOWN),
      );
      expect(responses).toEqual([]);
    });

    it('has addresses that are asked in good times: one that nobody answers to is told of, and isolates nobody', async () => {
      const since = Date.now();
      await cluster.configure({ options: { 'das.isolationaddress0': 'nobody', 'das.isolationaddress1': 'esx01' } });
      const { message } = await cluster.event('HostIsolationIpPingFailedEvent', { since });
      expect(message).toContain('nobody');
      expect(cluster.log.filter(({ event, time }) => event === ISOLATED && time >= since)).toEqual([]);
      await cluster.configure({ options: {} });
    });
  });

  describe('a master that is isolated', () => {
    it('lets go of its lists at once, and another one restarts what it stops', async () => {
      const master = await cluster.settled();
      await runVms(master);
      const since = cluster.isolate(master);
      expect((await cluster.event(ISOLATED, { since })).host).toBe(master.name);
      await cluster.event(POWERED_OFF, { since, vm: 'off' });
      for (const name of ['off', 'shut']) await cluster.restarted(name, master);
      await cluster.restore();
      await cluster.runsOnlyOn('left', master);
      expect(restartsOf('left')).toEqual([]);
    });
  });

  describe('every host at once', () => {
    it('stops nothing whose list nobody could hold, but what has lost its datastore', async () => {
      const { slave } = cluster;
      await runVms(slave);
      await cluster.runVm('blind', { host: slave.name, datastore: 'datastore2' });
      await cluster.configure({ defaultVmSettings: { isolationResponse: 'powerOff' } });
      const since = Date.now();
      for (const host of cluster.hosts) cluster.isolate(host);
      slave.storageLink('datastore2').pull();
      // It cannot tell who owns that one, and when it acts on it the others' time has come as well.
      await cluster.event(POWERED_OFF, { since, vm: 'blind' });
      for (const host of cluster.hosts)
        await cluster.said(
          `${host.name} to be isolated`,
          (entry) => entry.host === host.name && entry.event === ISOLATED,
          {
            since,
          },
        );
      const stopped = cluster.log.filter(({ event, time }) => event === POWERED_OFF && time >= since);
      expect(stopped.map(({ vmxPath }) => vmxPath)).toEqual([cluster.vm('blind').vmxPath]);
      await cluster.restore();
      for (const name of ['left', 'off', 'shut']) await cluster.runsOnlyOn(name, slave);
    });
  });
});
