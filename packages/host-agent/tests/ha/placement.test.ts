// Where vSphere HA puts what a dead host has run: as the rules of the cluster allow, on dedicated failover hosts first, and only
// into the inventory where restarts are disabled. A vCenter configures all of it; it lives, or is killed before the host is.
import { eventually } from '@microsphere/testkit';
import { type ClusterHost, clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { configuredByVcenter } from './variants.ts';

const RESTARTED = 'com.vmware.vc.ha.VmRestartedByHAEvent';
const DISABLED = 'com.vmware.vc.HA.VMIsHADisabledRestartEvent';
/** More than half of a host's memory. */
const LARGE_MB = 36;

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await TestCluster.start({ hosts: ['esx01', 'esx02', 'esx03'], vcenter: true });
});
afterAll(clearClusters);

describe.each(configuredByVcenter)('$name', ({ vcenterDies }) => {
  afterEach(async () => {
    await cluster.restore();
    await cluster.removeVms();
    await cluster.configure({ options: {}, failoverHosts: [] });
  });

  /** A slave, and two hosts that live on; a VM leaves one of them less room than the other has. */
  async function threeHosts(): Promise<Record<'slave' | 'fuller' | 'emptier', ClusterHost>> {
    const { slave } = cluster;
    const [fuller, emptier] = cluster.hosts.filter((host) => host !== slave);
    if (!fuller || !emptier) throw new Error('three hosts were started');
    await cluster.runVm('filler', { host: fuller.name, memoryMb: LARGE_MB });
    return { slave, fuller, emptier };
  }

  async function kill(host: ClusterHost): Promise<number> {
    if (vcenterDies) await cluster.vcenter.kill();
    return cluster.kill(host);
  }

  async function withVcenterAgain(): Promise<void> {
    if (vcenterDies) await cluster.vcenter.revive();
  }

  /** Name of the host that HA has restarted it on. */
  async function restartedOn(vm: string, since: number): Promise<string> {
    await cluster.event(RESTARTED, { since, vm });
    return (await cluster.event('VmPoweredOnEvent', { since, vm })).host;
  }

  it('rules between VMs and hosts, and between VMs, are kept; what no host may run waits for one that may', async () => {
    const { slave, fuller, emptier } = await threeHosts();
    for (const name of ['bound', 'barred', 'apart', 'away', 'stranded'])
      await cluster.runVm(name, { host: slave.name });
    await cluster.configure({
      vmHostRules: [
        { vms: ['bound'], hosts: [slave.name, fuller.name], affine: true },
        { vms: ['barred'], hosts: [emptier.name], affine: false },
        { vms: ['stranded'], hosts: [slave.name], affine: true },
      ],
      antiAffinity: [['apart', 'away']],
      options: { 'das.respectVmVmAntiAffinityRules': 'true' },
    });
    const since = await kill(slave);
    expect(await restartedOn('bound', since)).toBe(fuller.name);
    expect(await restartedOn('barred', since)).toBe(fuller.name);
    const apart = [await restartedOn('apart', since), await restartedOn('away', since)];
    expect(apart.toSorted()).toEqual([emptier.name, fuller.name].toSorted());
    await cluster.event('NotEnoughResourcesToStartVmEvent', { since, vm: 'stranded' });
    expect(cluster.runsOn('stranded')).toEqual([]);
    await withVcenterAgain();
    await cluster.restore();
    expect(await restartedOn('stranded', since)).toBe(slave.name);
  });

  it('dedicated failover hosts take what they have room for, before hosts that have more', async () => {
    const { slave, fuller, emptier } = await threeHosts();
    await cluster.runVm('web', { host: slave.name });
    await cluster.runVm('large', { host: slave.name, memoryMb: LARGE_MB });
    // The small one first: it would go where most room is, and the large one leaves none.
    await cluster.configure({ failoverHosts: [fuller.name], vmSettings: { large: { restartPriority: 'low' } } });
    const since = await kill(slave);
    expect(await restartedOn('web', since)).toBe(fuller.name);
    expect(await restartedOn('large', since)).toBe(emptier.name);
    await withVcenterAgain();
  });

  it('a VM whose restart is disabled is registered on a host that lives, and is off until somebody starts it there', async () => {
    const { slave } = cluster;
    for (const name of ['disabled', 'web']) await cluster.runVm(name, { host: slave.name });
    await cluster.configure({ vmSettings: { disabled: { restartPriority: 'disabled' } } });
    const since = await kill(slave);
    await cluster.event(DISABLED, { since, vm: 'disabled' });
    const host = await eventually('it to be registered on another host', () =>
      cluster.registeredOn('disabled').find((name) => name !== slave.name),
    );
    await restartedOn('web', since);
    await withVcenterAgain();
    const { client } = cluster.vcenter;
    const vm = cluster.vcenter.vm('disabled');
    await eventually(`vCenter to show it on ${host}`, async () => {
      const runtime = await client.property(vm, 'runtime');
      return runtime.host?.value === cluster.host(host).moref && runtime.powerState === 'poweredOff';
    });
    const powersOn = cluster.log.filter(
      ({ event, vmxPath, time }) =>
        event === 'VmPoweredOnEvent' && vmxPath === cluster.vm('disabled').vmxPath && time >= since,
    );
    expect(powersOn).toEqual([]);
    await client.waitForTask(await client.call(vm, 'PowerOnVM_Task', {}));
    await cluster.runsOnlyOn('disabled', cluster.host(host));
  });
});
