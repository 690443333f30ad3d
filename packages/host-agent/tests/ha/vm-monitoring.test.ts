// VM and application monitoring on a host with no other one there: it resets a guest that hangs, and one whose application does or
// asks for it.

import type { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { variants } from './variants.ts';

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

const RESET = 'VmDasBeingResetWithScreenshotEvent';
const resetsOf = (vm: string) =>
  cluster.client.events.filter(({ type, vmxPath }) => type === RESET && vmxPath === cluster.vm(vm).vmxPath);
const firstResetOf = (vm: string) => eventually(`a reset of ${vm}`, () => resetsOf(vm).at(0));

/** Its guest speaks again, as the host says in a heartbeat after that event. */
const upAfter = ({ sequence }: pb.HostEvent, vm: string) =>
  eventually(`the guest of ${vm} to be up again`, () => {
    const heartbeat = cluster.heartbeat(cluster.host('esx01'));
    if (!heartbeat || heartbeat.eventSequence < sequence) return undefined;
    return heartbeat.vms.find(({ vmxPath }) => vmxPath === cluster.vm(vm).vmxPath)?.toolsRunning;
  });

/** What is typed on a VM's console. */
async function type(vm: string, text: string): Promise<void> {
  const { url } = await cluster.client.call(cluster.host('esx01').moref, 'hostd.acquireTicket', {
    vmxPath: cluster.vm(vm).vmxPath,
  });
  const console = new WebSocket(url);
  await new Promise((resolve) => console.once('open', resolve));
  console.send(text);
  await eventually('what was typed to be on its way', () => console.bufferedAmount === 0);
  console.close();
}

describe.each(variants)('$name', ({ vcenter }) => {
  beforeAll(async () => {
    cluster = await TestCluster.start({
      vcenter,
      hosts: ['esx01'],
      datastores: ['datastore1'],
      ha: { defaultVmSettings: MONITORED, options: { 'das.iostatsInterval': '10' } },
    });
  });
  afterAll(clearClusters);

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
    const silent = await firstResetOf('silent');
    expect(silent.arguments).toEqual({
      reason: 'appHeartbeatFailure',
      screenshotFilePath: '[datastore1] silent/vmware-1.screenshot.txt',
    });
    await upAfter(silent, 'silent');
    const hung = await firstResetOf('hung');
    expect(hung.arguments).toEqual({
      reason: 'vmtoolsHeartbeatFailure',
      screenshotFilePath: '[datastore1] hung/vmware-1.screenshot.txt',
    });
    await upAfter(hung, 'hung');
    expect(resetsOf('well')).toEqual([]);
  });

  it('resets at once for an application that asks for it', async () => {
    await type('well', 'monitor needReset\n');
    const reset = await firstResetOf('well');
    expect(reset.arguments.reason).toBe('appImmediateResetRequest');
    await upAfter(reset, 'well');
    expect(resetsOf('well')).toHaveLength(1);
  });
});
