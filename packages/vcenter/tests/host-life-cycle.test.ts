// Hosts that are taken out of service and put back, as a client of the built vCenter sees it; the hosts are played.
import { eventually } from '@microsphere/testkit';
import { known } from '@microsphere/vim25';
import { expect, it } from 'vitest';
import { addHost, createVm } from './laboratory.ts';
import { eventTypes, faultOf, pin, twoHosts } from './scene.ts';

const now = { timeout: 0 };

/** The hosts that were named when a host was told of its cluster last. */
function membersTold(host: Awaited<ReturnType<typeof twoHosts>>['esx01']): string[] | undefined {
  const told = host.requests.filter(({ method }) => method === 'fdm.configure').at(-1)?.request;
  return (told?.hosts as { hostName: string }[] | undefined)?.map(({ hostName }) => hostName);
}

it('enters maintenance mode when no virtual machine runs there any more, and is no member of HA meanwhile', async () => {
  const { client, inventory, esx01, esx02, host1, host2, vm, done } = await twoHosts();
  await done(client.call(vm, 'PowerOnVM_Task', {}));
  await pin(client, inventory, vm, host1);
  expect((await client.property(vm, 'runtime')).host).toEqual(host1);
  const entering = known(await client.call(host1, 'EnterMaintenanceMode_Task', now), 'Task');
  expect(await client.property(entering, 'info')).toMatchObject({ state: 'running', cancelable: true, progress: 0 });
  expect(await faultOf(client.call(host1, 'EnterMaintenanceMode_Task', now))).toBe('TaskInProgress');
  expect((await client.property(host1, 'runtime')).inMaintenanceMode).toBe(false);

  await done(client.call(vm, 'PowerOffVM_Task', {}));
  await client.waitForTask(entering);
  const { inMaintenanceMode, dasHostState, connectionState } = await client.property(host1, 'runtime');
  expect([inMaintenanceMode, dasHostState, connectionState]).toEqual([true, undefined, 'connected']);
  for (const host of [esx01, esx02])
    await eventually(`${host.name} to be told`, () => {
      host.heartbeat();
      return membersTold(host)?.join() === 'esx02';
    });
  expect(await faultOf(client.call(host1, 'EnterMaintenanceMode_Task', now))).toBe('InvalidState');

  const clone = {
    _typeName: 'VirtualMachineCloneSpec',
    location: { _typeName: 'VirtualMachineRelocateSpec' },
  } as const;
  const spec = { ...clone, powerOn: false, template: false };
  const asked = { folder: inventory.vmFolder, name: 'copy', spec };
  expect(await faultOf(client.call(vm, 'CloneVM_Task', asked))).toBe('InvalidState');

  // What is powered on now runs elsewhere.
  await done(client.call(vm, 'PowerOnVM_Task', {}));
  expect(await client.property(vm, 'runtime')).toMatchObject({ powerState: 'poweredOn', host: host2 });
  expect([esx01.vms.size, esx02.vms.size]).toEqual([0, 1]);

  await done(client.call(host1, 'ExitMaintenanceMode_Task', now));
  expect((await client.property(host1, 'runtime')).inMaintenanceMode).toBe(false);
  await eventually('esx01 to be a member again', () => {
    esx02.heartbeat();
    return membersTold(esx02)?.join() === 'esx01,esx02';
  });
  expect(await faultOf(client.call(host1, 'ExitMaintenanceMode_Task', now))).toBe('InvalidState');
  const types = (await eventTypes(client)).filter((type) => type.includes('Maintenance'));
  expect(types).toEqual(['EnteringMaintenanceModeEvent', 'EnteredMaintenanceModeEvent', 'ExitMaintenanceModeEvent']);
});

it('gives up entering maintenance mode when it is cancelled, and when the time is over', async () => {
  const { client, host1, host2, esx01, esx02, inventory, vm, done } = await twoHosts();
  await done(client.call(vm, 'PowerOnVM_Task', {}));
  await pin(client, inventory, vm, host1);
  const task = known(await client.call(host1, 'EnterMaintenanceMode_Task', now), 'Task');
  await client.call(task, 'CancelTask', {});
  expect(await faultOf(client.waitForTask(task))).toBe('RequestCanceled');
  expect(await client.property(task, 'info')).toMatchObject({ cancelled: true, state: 'error' });
  const late = await client.call(host1, 'EnterMaintenanceMode_Task', { timeout: 1 });
  await expect(client.waitForTask(late)).rejects.toThrow('esx01 still has web');
  // A virtual machine that is off is in the way only where somebody wants it gone.
  const second = await createVm(client, inventory, 'second');
  expect((await client.property(second, 'runtime')).host).toEqual(host2);
  esx01.refused.add('hostd.registerVm');
  const all = { timeout: 1, evacuatePoweredOffVms: true };
  expect(await faultOf(client.waitForTask(await client.call(host2, 'EnterMaintenanceMode_Task', all)))).toBe(
    'Timedout',
  );
  esx02.fdm = { state: 'master', master: esx02.moref, hostStates: { [host2.value]: 'master' } };
  esx02.heartbeat();
  await eventually('esx02 to be the master', async () => {
    const { dasHostState } = await client.property(host2, 'runtime');
    return dasHostState?.state === 'master';
  });
  await esx02.stop();
  await eventually('esx02 to be silent', async () => {
    const { connectionState } = await client.property(host2, 'runtime');
    return connectionState === 'notResponding';
  });
  // Nobody says that it is the master any more.
  expect((await client.property(host2, 'runtime')).dasHostState).toEqual({
    _typeName: 'ClusterDasFdmHostState',
    state: 'fdmUnreachable',
  });
  expect(await faultOf(client.call(host2, 'EnterMaintenanceMode_Task', now))).toBe('InvalidState');
  expect(await eventTypes(client)).toContain('CanceledHostOperationEvent');
  expect(await faultOf(client.call(known(late, 'Task'), 'CancelTask', {}).then(() => client.waitForTask(late)))).toBe(
    'Timedout',
  );
});

it('does not listen to a host that somebody disconnected, and takes its VMs off the protected list', async () => {
  const { client, esx01, esx02, host1, vm, done, laboratory } = await twoHosts();
  esx02.fdm = { state: 'master', master: esx02.moref, hostStates: {}, protectedVms: [] };
  await done(client.call(vm, 'PowerOnVM_Task', {}));
  const isProtected = async () => (await client.property(vm, 'runtime')).dasVmProtection?.dasProtected;
  await eventually('the VM to be protected', () => {
    esx02.heartbeat();
    return isProtected();
  });
  await done(client.call(host1, 'DisconnectHost_Task', {}));
  expect((await client.property(host1, 'runtime')).connectionState).toBe('disconnected');
  expect(await client.property(vm, 'runtime')).toMatchObject({
    connectionState: 'disconnected',
    powerState: 'poweredOn',
  });
  expect(membersTold(esx01)).toEqual(['esx02']);
  expect(await eventTypes(client)).toContain('com.vmware.vc.HA.HostUnconfiguredWithProtectedVms');
  await eventually('the list to be without it', () => {
    esx02.heartbeat();
    return esx02.fdm?.protectedVms?.length === 0;
  });
  expect(await faultOf(client.call(host1, 'DisconnectHost_Task', {}))).toBe('InvalidState');
  expect(await faultOf(client.call(vm, 'PowerOffVM_Task', {}))).toBe('HostNotConnected');

  await laboratory.restartVcenter();
  esx01.heartbeat();
  esx02.heartbeat();
  expect((await client.property(host1, 'runtime')).connectionState).toBe('disconnected');
  await done(client.call(host1, 'ReconnectHost_Task', {}));
  esx01.heartbeat();
  expect((await client.property(host1, 'runtime')).connectionState).toBe('connected');
  expect(await faultOf(client.call(host1, 'ReconnectHost_Task', {}))).toBe('InvalidState');
  await eventually('the VM to be protected again', () => {
    for (const host of [esx01, esx02]) host.heartbeat();
    return isProtected();
  });
  expect((await client.property(vm, 'runtime')).connectionState).toBe('connected');
});

it('removes a host that is out of service, with the virtual machines that are registered there', async () => {
  const { client, host1, vm, inventory, esx01, esx02, done } = await twoHosts();
  expect(await faultOf(client.call(host1, 'Destroy_Task', {}))).toBe('InvalidState');
  await done(client.call(host1, 'EnterMaintenanceMode_Task', now));
  await done(client.call(host1, 'Destroy_Task', {}));
  expect(await faultOf(client.property(host1, 'name'))).toBe('ManagedObjectNotFound');
  expect(await faultOf(client.property(vm, 'name'))).toBe('ManagedObjectNotFound');
  esx01.heartbeat();
  expect((await client.retrieve('HostSystem', ['name'])).map(({ properties }) => properties.name)).toEqual(['esx02']);
  await eventually('esx02 to be told', () => {
    esx02.heartbeat();
    return membersTold(esx02)?.join() === 'esx02';
  });
  // It comes back as the host that it was, with the virtual machine that is registered there.
  const again = await addHost(client, inventory, 'esx01');
  expect(again).toEqual(host1);
  await eventually('its virtual machine to be found', async () => {
    esx01.heartbeat();
    const vms = await client.retrieve('VirtualMachine', ['name']);
    return vms.some(({ properties }) => properties.name === 'web');
  });
  expect(await eventTypes(client)).toContain('HostRemovedEvent');
});
