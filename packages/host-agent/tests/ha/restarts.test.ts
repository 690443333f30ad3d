// In which order, how often and where vSphere HA restarts what a dead host has run, among real hosts. There is no vCenter: hosts need none.
import { type ClusterHost, clearClusters, type LogEntry, TestCluster } from '@microsphere/testkit/cluster';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { datastoreOf, startStorage, stopStorages, type TestStorage } from '../storage-host.ts';
import { all, variants } from './variants.ts';

const RESTARTED = 'com.vmware.vc.ha.VmRestartedByHAEvent';

let cluster: TestCluster;

describe.each(variants)('$name', ({ vcenter }) => {
  beforeAll(async () => {
    cluster = await TestCluster.start({ vcenter, hosts: ['esx01', 'esx02', 'esx03'] });
  });
  afterAll(clearClusters);
  afterEach(async () => {
    await stopStorages();
    await cluster.restore();
    await cluster.removeVms();
  });

  const restartOf = (vm: string, since: number) => cluster.event(RESTARTED, { since, vm });
  const poweredOn = (vm: string, since: number): LogEntry | undefined =>
    cluster.log.find(
      ({ event, vmxPath, time }) => event === 'VmPoweredOnEvent' && vmxPath === cluster.vm(vm).vmxPath && time >= since,
    );

  it('higher priorities first; lower ones when the guests of the higher are up, or have taken too long', async () => {
    const { slave } = cluster;
    const ready = { readyCondition: 'guestHbStatusGreen', restartPriorityTimeoutSeconds: 20 };
    await cluster.runVm('highest', { host: slave.name });
    // Its guest hangs as soon as it runs: it is never ready again.
    await cluster.runVm('high', { host: slave.name, extraConfig: { 'guestinfo.hang': 'system 2000' } });
    await cluster.runVm('low', { host: slave.name });
    await cluster.runVm('disabled', { host: slave.name });
    await cluster.configure({
      vmSettings: {
        highest: { restartPriority: 'highest', ...ready },
        high: { restartPriority: 'high', ...ready },
        low: { restartPriority: 'low' },
        disabled: { restartPriority: 'disabled' },
      },
    });
    const since = await cluster.kill(slave);
    for (const name of ['highest', 'high', 'low']) await restartOf(name, since);
    const times = ['highest', 'high', 'low'].map((name) => poweredOn(name, since)?.time ?? 0);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(poweredOn('disabled', since)).toBeUndefined();
  });

  it('what depends on others waits for them', async () => {
    const { slave } = cluster;
    for (const name of ['app', 'database']) await cluster.runVm(name, { host: slave.name });
    await cluster.configure({
      defaultVmSettings: { readyCondition: 'guestHbStatusGreen' },
      vmSettings: {},
      dependencies: [{ vms: ['app'], dependsOn: ['database'] }],
    });
    const since = await cluster.kill(slave);
    await restartOf('app', since);
    expect(poweredOn('database', since)?.time).toBeLessThan(poweredOn('app', since)?.time ?? 0);
    await cluster.configure({ defaultVmSettings: {}, dependencies: [] });
  });

  it('no more at a time on a host than it may', async () => {
    const { slave } = cluster;
    const names = ['vm1', 'vm2', 'vm3', 'vm4', 'vm5', 'vm6'];
    for (const name of names) await cluster.runVm(name, { host: slave.name });
    await cluster.configure({ options: { 'das.perHostConcurrentFailoversLimit': '1' } });
    const since = await cluster.kill(slave);
    for (const name of names) await restartOf(name, since);
    for (const host of cluster.hosts) expect(startsAtATime(host.log.entries, since)).toBeLessThanOrEqual(1);
    await cluster.configure({ options: {} });
  });

  /** Kills a host; from that moment on a host of no cluster has the lock of the VM, until it is stopped. */
  async function killAndSeize(
    vm: string,
    host: ClusterHost,
  ): Promise<{ readonly since: number; readonly intruder: TestStorage }> {
    const [array] = cluster.arrays;
    if (!array) throw new Error('the cluster has arrays');
    const since = await cluster.kill(host);
    // A next life of the host takes its heartbeat slot over at once, and with it what it had locked.
    const heir = await startStorage(host.name, [array.endpoint]);
    const intruder = await startStorage('intruder', [array.endpoint]);
    await datastoreOf(intruder).lockFile(cluster.vm(vm).vmxPath.replace(`[${array.datastore}] `, '/'));
    await heir.storage.stop();
    return { since, intruder };
  }

  it('attempts that fail are counted, and given up; they begin anew when another host dies', async () => {
    await cluster.configure({ options: { 'das.maxvmrestartcount': '1' } });
    const { slave } = cluster;
    await cluster.runVm('web', { host: slave.name });
    const { since, intruder } = await killAndSeize('web', slave);
    await cluster.event('VmFailoverFailed', { since, vm: 'web' });
    await cluster.event('VmMaxRestartCountReached', { since, vm: 'web' });
    expect(cluster.runsOn('web')).toEqual([]);
    await intruder.storage.stop();
    const master = await cluster.settled();
    await cluster.kill(cluster.slave);
    await restartOf('web', since);
    await cluster.runsOnlyOn('web', master);
    await cluster.configure({ options: {} });
  });

  it.skipIf(!all)('an attempt that fails is followed by another one, after the published pause', async () => {
    const { slave } = cluster;
    await cluster.runVm('web', { host: slave.name });
    const { since, intruder } = await killAndSeize('web', slave);
    const { time: failedAt } = await cluster.event('VmFailoverFailed', { since, vm: 'web' });
    await intruder.storage.stop();
    const { time } = await restartOf('web', since);
    const [pauseMs = 0] = cluster.timing.fdmRestartDelaysMs;
    expect(time - failedAt).toBeGreaterThanOrEqual(pauseMs);
  });
});

/** How many power-ons of a host's VMs were under way at a time. */
function startsAtATime(entries: readonly LogEntry[], since: number): number {
  const underWay = new Set<string>();
  let most = 0;
  for (const { message, vmxPath = '', time } of entries) {
    if (time < since) continue;
    if (message.startsWith('poweredOff -> poweringOn')) underWay.add(vmxPath);
    if (message.startsWith('poweringOn -> ')) underWay.delete(vmxPath);
    most = Math.max(most, underWay.size);
  }
  return most;
}
