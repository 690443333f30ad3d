import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEADLINE_HEADER, hostMethods, IDEMPOTENCY_KEY_HEADER, pb, subjects } from '@microsphere/proto';
import { eventually, TestProcess } from '@microsphere/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { clearRacks, Rack, vmRequest } from './rack.ts';

// One rack for all: each test has a VM of its own. The LUN is small, so that it can be filled.
let rack: Rack;
beforeAll(async () => {
  rack = await Rack.start({ hostNames: ['esx01', 'esx02'], lunSizeBytes: 96 * 1024 * 1024 });
  await rack.management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  await rack.management.call('esx02', 'hostd.rescanVmfs', {});
});
afterAll(clearRacks);

beforeEach(() => {
  rack.management.events.length = 0;
});

const subject = subjects.request('esx01', 'hostd.createVm');
const encoded = (request: pb.ICreateVmRequest) => hostMethods['hostd.createVm'].request.encode(request).finish();
const isOff = (moref: string, vmxPath: string) => () =>
  rack.runtime(moref, vmxPath)?.powerState === pb.PowerState.poweredOff;

describe('requests', () => {
  it('are done once, however often they are repeated, even at the same time', async () => {
    const request = {
      subject,
      data: encoded(vmRequest('once')),
      headers: { [IDEMPOTENCY_KEY_HEADER]: 'key-1', [DEADLINE_HEADER]: String(Date.now() + 60_000) },
    };
    const answers = await Promise.all([1, 2, 3].map(() => rack.management.send(request)));
    answers.push(await rack.management.send(request));
    for (const { data } of answers) {
      const { fault, result } = pb.Reply.decode(data);
      expect(fault?.type ?? '').toBe('');
      expect(pb.CreateVmResponse.decode(result).vmxPath).toBe('[datastore1] once/once.vmx');
    }
  });

  it('that are malformed, unknown or too late hurt nobody', async () => {
    const { management } = rack;
    const faultOf = async (bad: Parameters<typeof management.send>[0]) =>
      pb.Reply.decode((await management.send(bad)).data).fault?.type;
    expect(await faultOf({ subject, data: Buffer.from([0x0a, 0xff, 0xff]) })).toBe('InvalidArgument');
    expect(await faultOf({ subject, data: Buffer.alloc(1_000_000, 0xff) })).toBe('InvalidArgument');
    expect(await faultOf({ subject, data: Buffer.alloc(0) })).toBe('InvalidDatastore');
    expect(await faultOf({ subject: 'host.esx01.hostd.explode', data: Buffer.alloc(0) })).toBe('NotSupported');
    const late = { [DEADLINE_HEADER]: String(Date.now() - 1) };
    management.publish({ subject, data: encoded(vmRequest('late')), headers: late });
    // Had it been begun, there would be something of that name.
    expect(await rack.createVm('esx01', 'late')).toBe('[datastore1] late/late.vmx');
  });

  it('of a second vCenter are refused', async () => {
    const taken = rack.management.takeIn('esx01', 'host-77', 'another');
    await expect(taken).rejects.toThrow('HostConfigFault: esx01 belongs to vCenter test');
    expect((await rack.management.takeIn('esx01', 'esx01')).hostName).toBe('esx01');
  });
});

describe('virtual machines', () => {
  it('are made where there is nothing of that name, and leave nothing where there is no room', async () => {
    const { management } = rack;
    await rack.createVm('esx01', 'taken');
    await expect(rack.createVm('esx02', 'taken')).rejects.toMatchObject({ type: 'AlreadyExists' });
    const big = { ...vmRequest('big'), diskBytes: 512 * 1024 * 1024 };
    await expect(management.call('esx01', 'hostd.createVm', big)).rejects.toMatchObject({ type: 'NoDiskSpace' });
    // Nothing of it is in the way of a smaller one.
    const vmxPath = await rack.createVm('esx01', 'big');
    await management.call('esx01', 'hostd.destroyVm', { vmxPath });
    await rack.createVm('esx01', 'big');
    const odd = { ...vmRequest('x'), name: 'a/b' };
    await expect(management.call('esx01', 'hostd.createVm', odd)).rejects.toMatchObject({ type: 'InvalidName' });
  });

  it('shut down when they are asked to, and vSphere HA would leave them alone', async () => {
    const { management } = rack;
    const vmxPath = await rack.createVm('esx01', 'polite');
    await management.call('esx01', 'hostd.powerOnVm', { vmxPath });
    await rack.guestIsUp('esx01', vmxPath);
    await management.call('esx01', 'hostd.shutdownGuest', { vmxPath });
    await eventually('the VM to be off', isOff('esx01', vmxPath));
    expect(rack.runtime('esx01', vmxPath)).toMatchObject({ cleanPowerOff: true });
    await management.call('esx01', 'hostd.destroyVm', { vmxPath });
    await expect(management.call('esx01', 'hostd.powerOnVm', { vmxPath })).rejects.toMatchObject({
      type: 'FileNotFound',
    });
  });

  it('are not destroyed while another host runs them', async () => {
    const { management } = rack;
    const vmxPath = await rack.createVm('esx01', 'busy');
    await management.call('esx02', 'hostd.powerOnVm', { vmxPath });
    await expect(management.call('esx01', 'hostd.destroyVm', { vmxPath })).rejects.toMatchObject({
      type: 'FileLocked',
    });
    await rack.guestIsUp('esx02', vmxPath);
    await management.call('esx02', 'hostd.powerOffVm', { vmxPath });
  });

  it('show their console to who has a ticket', async () => {
    const { management } = rack;
    const vmxPath = await rack.createVm('esx01', 'screen');
    await management.call('esx01', 'hostd.powerOnVm', { vmxPath });
    await rack.guestIsUp('esx01', vmxPath);
    const { url } = await management.call('esx01', 'hostd.acquireTicket', { vmxPath });
    const viewer = new WebSocket(url);
    let text = '';
    viewer.on('message', (data) => {
      text += data;
    });
    await once(viewer, 'open');
    await eventually('what the guest wrote when it booted', () => text.length > 0);
    const before = text.length;
    viewer.send('help\n');
    await eventually('the answer of its shell', () => text.slice(before).includes('poweroff'));
    viewer.terminate();
    await management.call('esx01', 'hostd.powerOffVm', { vmxPath });
  });
});

describe('a host', () => {
  it('that is stopped switches its VMs off, tells of it, and lets them go; and knows them when it is started again', async () => {
    const { management } = rack;
    const vmxPath = await rack.createVm('esx02', 'movable');
    await management.call('esx02', 'hostd.powerOnVm', { vmxPath });
    await rack.guestIsUp('esx02', vmxPath);
    expect(await rack.host('esx02').stop()).toEqual({ code: 0, signal: null });
    // Somebody wanted that: HA leaves such a VM alone.
    await eventually('its last heartbeat', () => rack.runtime('esx02', vmxPath)?.cleanPowerOff);
    expect(rack.runtime('esx02', vmxPath)?.powerState).toBe(pb.PowerState.poweredOff);
    expect(management.events.findLast((event) => event.vmxPath === vmxPath)).toMatchObject({
      type: 'VmPoweredOffEvent',
      message: 'movable is powered off: its host is shut down',
    });
    // No lease is waited for: the first attempt succeeds.
    await management.call('esx01', 'hostd.powerOnVm', { vmxPath });
    await management.call('esx01', 'hostd.powerOffVm', { vmxPath });
    management.heartbeats.delete('esx02');
    await rack.startHost('esx02');
    await eventually('the host to report its VM, off', isOff('esx02', vmxPath));
    await management.call('esx02', 'hostd.powerOnVm', { vmxPath });
    await management.call('esx02', 'hostd.powerOffVm', { vmxPath });
  });

  it('goes on without a broker, and tells what happened meanwhile when there is one again', async () => {
    const { management } = rack;
    const vmxPath = await rack.createVm('esx01', 'quiet');
    await management.call('esx01', 'hostd.powerOnVm', { vmxPath });
    await rack.guestIsUp('esx01', vmxPath);
    const viewer = new WebSocket((await management.call('esx01', 'hostd.acquireTicket', { vmxPath })).url);
    await once(viewer, 'open');
    const before = management.heartbeats.get('esx01');
    await rack.broker.kill();
    management.heartbeats.delete('esx01');
    // Its guest is switched off from inside.
    viewer.send('poweroff\n');
    const off = `"vmxPath":"${vmxPath}","msg":"poweringOff -> poweredOff`;
    await eventually('the VM to be off', () => rack.host('esx01').log.includes(off));
    viewer.terminate();
    await rack.startBroker();
    const after = await eventually('a heartbeat', () => management.heartbeats.get('esx01'));
    expect(after.bootUuid).toBe(before?.bootUuid);
    expect(after.eventSequence).toBeGreaterThan(before?.eventSequence ?? 0);
    expect(management.events.filter((event) => event.vmxPath === vmxPath)).toMatchObject([
      { type: 'VmPoweredOnEvent' },
    ]);
    const missed = { bootUuid: after.bootUuid, afterSequence: before?.eventSequence ?? 0 };
    const { events } = await management.call('esx01', 'vpxa.readEvents', missed);
    expect(events).toMatchObject([{ type: 'VmPoweredOffEvent', vmxPath, message: 'quiet was shut down by its guest' }]);
  });

  it('does not start from a damaged boot disk, and names the file', async () => {
    const directory = rack.bootDisk('esx03');
    writeFileSync(join(directory, 'vmInventory.json'), '{"vmxPaths":');
    const host = new TestProcess('host-agent', {
      name: 'esx03',
      timing: 'fast',
      natsUrl: 'nats://127.0.0.1:1',
      arrays: ['ws://127.0.0.1:1'],
      switch: 'ws://127.0.0.1:1',
      hardware: { pcpuCount: 1, pcpuMhz: 1, memoryMb: 16 },
      stateDirectory: directory,
    });
    expect(await host.exited).toMatchObject({ code: 1 });
    expect(host.log).toContain(`${join(directory, 'vmInventory.json')} is damaged`);
  });

  it('says what it waits for when there is no broker', async () => {
    const host = new TestProcess('host-agent', {
      name: 'esx04',
      timing: 'fast',
      natsUrl: 'nats://127.0.0.1:1',
      arrays: ['ws://127.0.0.1:1'],
      switch: 'ws://127.0.0.1:1',
      hardware: { pcpuCount: 1, pcpuMhz: 1, memoryMb: 16 },
      stateDirectory: rack.bootDisk('esx04'),
    });
    await eventually('the host to say so', () => host.log.includes('connecting to the management network'));
    expect(host.log).toContain('nats://127.0.0.1:1');
    expect(await host.stop()).toEqual({ code: 0, signal: null });
  });
});
