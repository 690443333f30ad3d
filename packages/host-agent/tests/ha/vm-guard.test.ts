// What a host does by itself for the VMs that it runs, with nobody there but it: it resets a guest that hangs and one whose
// application does, and ends a VM whose storage is gone.

import { eventually } from '@microsphere/testkit';
import { clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';

/** Published seconds: short, so that the test waits for the tools' silence and little else. */
const MONITORED = {
  vmMonitoring: 'vmAndAppMonitoring',
  failureIntervalSeconds: 5,
  minUpTimeSeconds: 0,
  maxFailures: 3,
  maxFailureWindowSeconds: 3_600,
};
const HANGS_AFTER_MS = 4_000;

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await TestCluster.start({
    hosts: ['esx01'],
    datastores: ['datastore1'],
    ha: { defaultVmSettings: { ...MONITORED, onPdl: 'restartAggressive' }, options: { 'das.iostatsInterval': '10' } },
  });
});
afterAll(clearClusters);

const RESET = 'VmDasBeingResetWithScreenshotEvent';
const resetsOf = (vm: string) =>
  cluster.client.events.filter(({ type, vmxPath }) => type === RESET && vmxPath === cluster.vm(vm).vmxPath);
const lastResetOf = (vm: string) => eventually(`a reset of ${vm}`, () => resetsOf(vm).at(-1));

/** What is typed on a VM's console. */
async function type(vm: string, text: string): Promise<void> {
  const { url } = await cluster.client.call('esx01', 'hostd.acquireTicket', { vmxPath: cluster.vm(vm).vmxPath });
  const console = new WebSocket(url);
  await new Promise((resolve) => console.once('open', resolve));
  console.send(text);
  await eventually('what was typed to be on its way', () => console.bufferedAmount === 0);
  console.close();
}

describe('VM monitoring', () => {
  it('resets a guest that hangs, and one whose application does, and leaves the one alone that is well', async () => {
    const since = Date.now();
    const monitored = { 'guestinfo.appMonitor': 'on' };
    await cluster.runVm('well', { host: 'esx01', extraConfig: monitored });
    await cluster.runVm('hung', {
      host: 'esx01',
      extraConfig: { 'guestinfo.hang': `system ${HANGS_AFTER_MS}` },
    });
    await cluster.runVm('silent', {
      host: 'esx01',
      extraConfig: { ...monitored, 'guestinfo.hang': `app ${HANGS_AFTER_MS}` },
    });
    await cluster.event('com.vmware.vc.vmam.VmDasAppHeartbeatFailedEvent', { since, vm: 'silent' });
    expect((await lastResetOf('silent')).arguments).toEqual({
      reason: 'appHeartbeatFailure',
      screenshotFilePath: '[datastore1] silent/vmware-1.screenshot.txt',
    });
    expect((await lastResetOf('hung')).arguments).toEqual({
      reason: 'vmtoolsHeartbeatFailure',
      screenshotFilePath: '[datastore1] hung/vmware-1.screenshot.txt',
    });
    for (const vm of ['hung', 'silent']) await cluster.guestIsUp(vm);
    expect(resetsOf('well')).toEqual([]);
  });

  it('resets at once for an application that asks for it', async () => {
    await type('well', 'monitor needReset\n');
    expect((await lastResetOf('well')).arguments.reason).toBe('appImmediateResetRequest');
    await cluster.guestIsUp('well');
    expect(resetsOf('well')).toHaveLength(1);
  });
});

describe('VM Component Protection', () => {
  it('terminates VMs whose LUN is gone for good, without waiting for it, and they run when it is back', async () => {
    const since = Date.now();
    const [array] = cluster.arrays;
    await array?.loseLun();
    const { vmxPath } = cluster.vm('well');
    await cluster.event('com.vmware.vc.HA.VmcpStorageFailureDetectedForVm', { since, vm: 'well' });
    await cluster.event('com.vmware.vc.HA.VmcpTerminatingVm', { since, vm: 'well' });
    await eventually('the VM to be off', () => cluster.runsOn('well').length === 0);
    const runtime = cluster.heartbeat(cluster.host('esx01'))?.vms.find((vm) => vm.vmxPath === vmxPath);
    expect(runtime?.cleanPowerOff).toBe(false);
    await array?.returnLun();
    await cluster.event('com.vmware.vc.ha.VmRestartedByHAEvent', { since, vm: 'well' });
    await cluster.guestIsUp('well');
  });
});
