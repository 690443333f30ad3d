// VM Component Protection among real hosts whose cables to the array are pulled, and whose LUN the array has no more. There is
// no vCenter: hosts need none.
import { clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { variants } from './variants.ts';

const RESTARTED = 'com.vmware.vc.ha.VmRestartedByHAEvent';
const DETECTED = 'com.vmware.vc.HA.VmcpStorageFailureDetectedForVm';
const CLEARED = 'com.vmware.vc.HA.VmcpStorageFailureCleared';
const TERMINATING = 'com.vmware.vc.HA.VmcpTerminatingVm';
const NOT_TERMINATED = 'com.vmware.vc.HA.VmcpNotTerminateVmWithInaccessibleDatastore';
/** More than half of a host's memory. */
const LARGE_MB = 36;
/** Published seconds after the APD timeout; vSphere's own 180 would be waited for. */
const TERMINATE_DELAY_SECONDS = 10;

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

  const terminated = (name: string, since: number) =>
    cluster.log.some(
      ({ event, vmxPath, time }) => event === TERMINATING && vmxPath === cluster.vm(name).vmxPath && time >= since,
    );

  // It lasts as long as the APD timeout, 28 s.
  it('all paths down: VMs are terminated as they are set to, and run where the datastore is reached', async () => {
    const { slave } = cluster;
    const settings = { terminateDelayForApdSeconds: TERMINATE_DELAY_SECONDS };
    const vmSettings = {
      aggressive: { onApd: 'restartAggressive', ...settings },
      conservative: { onApd: 'restartConservative', ...settings },
      roomless: { onApd: 'restartConservative', ...settings },
      warned: { onApd: 'warning', ...settings },
      left: { onApd: 'disabled', ...settings },
    };
    for (const name of ['aggressive', 'conservative']) await cluster.runVm(name, { host: slave.name });
    // More than any other host has left: each has a VM like it.
    for (const host of cluster.hosts)
      if (host !== slave) await cluster.runVm(`filler-${host.name}`, { host: host.name, memoryMb: LARGE_MB });
    await cluster.runVm('roomless', { host: slave.name, memoryMb: LARGE_MB, datastore: 'datastore2' });
    // On another datastore: what is restarted elsewhere takes every lock of the host on its own one along.
    for (const name of ['warned', 'left']) await cluster.runVm(name, { host: slave.name, datastore: 'datastore2' });
    await cluster.configure({ vmSettings });
    const since = Date.now();
    for (const link of slave.storage.values()) link.pull();
    await cluster.event(DETECTED, { since, vm: 'warned' });
    for (const name of ['aggressive', 'conservative']) {
      await cluster.event(TERMINATING, { since, vm: name });
      await cluster.restarted(name, slave);
      await cluster.event(RESTARTED, { since, vm: name });
    }
    await cluster.event(NOT_TERMINATED, { since, vm: 'roomless' });
    for (const link of slave.storage.values()) link.plug();
    await cluster.event(CLEARED, { since, vm: 'warned' });
    const kept = ['roomless', 'warned', 'left'];
    expect(kept.filter((name) => terminated(name, since))).toEqual([]);
    for (const name of kept) await cluster.runsOnlyOn(name, slave);
  });

  it('permanent device loss: VMs are terminated at once, and start when the device is back', async () => {
    const [array] = cluster.arrays;
    if (!array) throw new Error('the cluster has arrays');
    const { slave } = cluster;
    const vmSettings = { aggressive: { onPdl: 'restartAggressive' }, left: { onPdl: 'disabled' } };
    for (const name of Object.keys(vmSettings)) await cluster.runVm(name, { host: slave.name });
    await cluster.configure({ vmSettings });
    const since = Date.now();
    await array.loseLun();
    await cluster.event(TERMINATING, { since, vm: 'aggressive' });
    await array.returnLun();
    // What was left ran without its disk; its lock was lost with the device, so that it is started again, too.
    for (const name of ['aggressive', 'left']) await cluster.event(RESTARTED, { since, vm: name });
    expect(terminated('left', since)).toBe(false);
  });
});
