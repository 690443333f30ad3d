// The built vCenter process on the bundled broker, seen by a client and by hosts that the test plays.
import { eventually, TestProcess } from '@microsphere/testkit';
import { known, moRef, Vim25Client } from '@microsphere/vim25';
import { expect, it } from 'vitest';
import { addHost, createCluster, createVm, USER } from './laboratory.ts';
import { emptyVcenter, eventTypes, faultOf, twoHosts } from './scene.ts';

it('lets in who has the password, and nobody else', async () => {
  const { laboratory, client } = await emptyVcenter();
  const stranger = new Vim25Client({ url: laboratory.url });
  const folder = moRef('Folder', 'group-d1');
  expect(await faultOf(stranger.login(USER.name, 'guess'))).toBe('InvalidLogin');
  expect(await faultOf(stranger.property(folder, 'name'))).toBe('NotAuthenticated');
  expect(await client.property(folder, 'name')).toBe('Datacenters');
  expect(await fetch(`${laboratory.url}/health`).then((response) => response.json())).toEqual({ status: 'ok' });
  await client.logout();
  expect(await faultOf(client.property(folder, 'name'))).toBe('NotAuthenticated');
});

it('answers what is not there, or not right, with the vim25 fault for it', async () => {
  const { laboratory, client } = await emptyVcenter();
  const folder = moRef('Folder', 'group-d1');
  expect(await faultOf(client.property(moRef('Folder', 'group-d9'), 'name'))).toBe('ManagedObjectNotFound');
  expect(await faultOf(client.property(moRef('VirtualMachine', 'group-d1'), 'name'))).toBe('ManagedObjectNotFound');
  expect(await faultOf(client.call(folder, 'CreateDatacenter', { name: 'a/b' }))).toBe('InvalidName');
  await client.call(folder, 'CreateDatacenter', { name: 'a' });
  expect(await faultOf(client.call(folder, 'CreateDatacenter', { name: 'a' }))).toBe('DuplicateName');
  const raw = async (path: string, body?: string) => {
    const response = await fetch(`${laboratory.url}/sdk/vim25/${path}`, {
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    return [response.status, ((await response.json()) as { _typeName: string })._typeName];
  };
  expect(await raw('8.0.1.0/SessionManager/SessionManager/Login', '{"userName":')).toEqual([500, 'InvalidRequest']);
  expect(await raw('8.0.1.0/SessionManager/SessionManager/Login', '{"userName":1}')).toEqual([500, 'InvalidArgument']);
  expect(await raw('8.0.1.0/SessionManager/SessionManager/Frobnicate', '{}')).toEqual([500, 'NotAuthenticated']);
  expect(await raw('8.0.1.0/Gadget/gadget-1/name')).toEqual([500, 'InvalidRequest']);
  expect(await raw('9.9/ServiceInstance/ServiceInstance/content')).toEqual([500, 'InvalidRequest']);
  expect(await raw('8.0.1.0/ServiceInstance/ServiceInstance/content')).toEqual([200, 'ServiceContent']);
  expect(await raw('8.0.1.0/SessionManager/SessionManager/Login', `"${'x'.repeat(2 ** 20)}"`)).toEqual([
    500,
    'InvalidRequest',
  ]);
});

it('takes hosts in, makes datastores and virtual machines, powers them on and off', async () => {
  const { client, esx01, esx02, vm, host1, host2 } = await twoHosts();
  expect(await faultOf(addHost(client, await inventoryOf(client), 'esx01'))).toBe('AlreadyConnected');
  const mounts = await client.retrieve('Datastore', ['name', 'summary.accessible', 'host']);
  expect(
    mounts.map(({ properties }) => [properties.name, properties['summary.accessible'], properties.host?.length]),
  ).toEqual([
    ['datastore1', true, 2],
    ['datastore2', true, 2],
  ]);
  const config = await client.property(vm, 'config');
  expect(config?.files.vmPathName).toBe('[datastore1] web/web.vmx');
  expect(config?.hardware.device?.map(({ _typeName }) => _typeName)).toEqual(['VirtualDisk', 'VirtualVmxnet3']);
  const created = [...esx01.requests, ...esx02.requests].find(({ method }) => method === 'hostd.createVm');
  expect(created?.request).toMatchObject({ name: 'web', image: 'ledger', diskBytes: 16 * 2 ** 20, memoryMb: 4 });

  await client.waitForTask(await client.call(vm, 'PowerOnVM_Task', {}));
  expect(await client.property(vm, 'runtime')).toMatchObject({ powerState: 'poweredOn', connectionState: 'connected' });
  expect(await faultOf(client.call(vm, 'PowerOnVM_Task', {}))).toBe('InvalidPowerState');
  expect(await faultOf(client.call(vm, 'Destroy_Task', {}))).toBe('InvalidPowerState');
  const twice = { _typeName: 'VirtualMachineConfigSpec', memoryMB: 8 } as const;
  expect(await faultOf(client.call(vm, 'ReconfigVM_Task', { spec: twice }))).toBe('NotSupported');
  expect(await client.call(vm, 'AcquireTicket', { ticketType: 'webmks' })).toMatchObject({ ticket: 'secret', port: 9 });
  await client.waitForTask(await client.call(vm, 'PowerOffVM_Task', {}));
  await client.waitForTask(await client.call(vm, 'Destroy_Task', {}));
  expect(await client.retrieve('VirtualMachine', ['name'])).toEqual([]);
  expect([await client.property(host1, 'vm'), await client.property(host2, 'vm')]).toEqual([[], []]);
});

async function inventoryOf(client: Vim25Client) {
  const [found] = await client.retrieve('ClusterComputeResource', ['resourcePool']);
  const [datacenter] = await client.retrieve('Datacenter', ['vmFolder']);
  if (!found?.properties.resourcePool || !datacenter) throw new Error('no cluster');
  return {
    cluster: found.obj,
    datacenter: datacenter.obj,
    vmFolder: known(datacenter.properties.vmFolder, 'Folder'),
    pool: found.properties.resourcePool,
  };
}

it('waits for a host that is just starting, and says when none comes', async () => {
  const { laboratory, client } = await emptyVcenter();
  const inventory = await createCluster(client);
  const adding = addHost(client, inventory, 'esx01');
  await laboratory.host('esx01');
  expect(await client.property(await adding, 'runtime')).toMatchObject({ connectionState: 'connected' });
  expect(await faultOf(addHost(client, inventory, 'esx99'))).toBe('HostNotReachable');
});

it('says that it does not know when a host does not answer', async () => {
  const { client, esx01, esx02, vm } = await twoHosts();
  for (const host of [esx01, esx02]) host.silent.add('hostd.powerOnVm');
  const task = await client.call(vm, 'PowerOnVM_Task', {});
  expect(await faultOf(client.call(vm, 'PowerOnVM_Task', {}))).toBe('TaskInProgress');
  await expect(client.waitForTask(task)).rejects.toThrow('whether it was done is not known');
});

it('shows a silent host as notResponding with the last state of its VMs, and as connected when it is back', async () => {
  const { laboratory, client, esx01, vm, host1 } = await twoHosts();
  await client.waitForTask(await client.call(vm, 'PowerOnVM_Task', {}));
  const runtime = await client.property(vm, 'runtime');
  expect(runtime.host?.value).toBe(host1.value);
  await esx01.stop();
  await eventually('the host to be shown as silent', async () => {
    const { connectionState } = await client.property(host1, 'runtime');
    return connectionState === 'notResponding';
  });
  expect(await client.property(vm, 'runtime')).toMatchObject({
    connectionState: 'disconnected',
    powerState: 'poweredOn',
  });
  expect(await faultOf(client.call(vm, 'PowerOffVM_Task', {}))).toBe('HostNotConnected');
  const back = await laboratory.host('esx01', { moref: esx01.moref });
  for (const [path, runtime] of esx01.vms) back.vms.set(path, runtime);
  back.heartbeat();
  await eventually('the host to be back', async () => {
    const { connectionState } = await client.property(host1, 'runtime');
    return connectionState === 'connected';
  });
  expect(await client.property(vm, 'runtime')).toMatchObject({ connectionState: 'connected', powerState: 'poweredOn' });
  const types = await eventTypes(client);
  expect(types).toContain('HostConnectionLostEvent');
  expect(types.lastIndexOf('HostConnectedEvent')).toBeGreaterThan(types.indexOf('HostConnectionLostEvent'));
});

it('shows the heartbeats of a guest and of its application', async () => {
  const { client, esx01, vm } = await twoHosts();
  await client.waitForTask(await client.call(vm, 'PowerOnVM_Task', {}));
  for (const [status, guest, application] of [
    [1, 'green', 'appStatusGreen'],
    [3, 'red', 'appStatusRed'],
    [0, 'gray', 'appStatusGray'],
  ] as const) {
    for (const [path, runtime] of esx01.vms)
      esx01.vms.set(path, { ...runtime, guestHeartbeatStatus: status, appHeartbeatStatus: status });
    esx01.heartbeat();
    await eventually(
      `the heartbeats to be shown as ${guest}`,
      async () =>
        (await client.property(vm, 'guestHeartbeatStatus')) === guest &&
        (await client.property(vm, 'guest'))?.appHeartbeatStatus === application,
    );
  }
});

it('follows a VM that HA restarted elsewhere, and takes the leftover registration off its old host', async () => {
  const { laboratory, client, esx01, esx02, vm, host2 } = await twoHosts();
  await client.waitForTask(await client.call(vm, 'PowerOnVM_Task', {}));
  const [path, runtime] = [...esx01.vms][0] ?? [];
  if (!path || !runtime) throw new Error('the VM is not on esx01');
  await esx01.stop();
  esx02.vms.set(path, { ...runtime, bootTime: Date.now() });
  esx02.event({
    type: 'com.vmware.vc.ha.VmRestartedByHAEvent',
    message: 'vSphere HA restarted web',
    vmxPath: path,
    instanceUuid: runtime.instanceUuid ?? '',
  });
  esx02.heartbeat();
  await eventually(
    'the VM to be on esx02',
    async () => (await client.property(vm, 'runtime')).host?.value === host2.value,
  );
  expect((await eventTypes(client)).at(-1)).toBe('com.vmware.vc.ha.VmRestartedByHAEvent');

  const revived = await laboratory.host('esx01', { moref: esx01.moref, bootUuid: 'boot-2-of-esx01' });
  revived.vms.set(path, { ...runtime, powerState: 0, cleanPowerOff: false });
  await eventually('the leftover registration to be removed', () => {
    revived.heartbeat();
    esx02.heartbeat();
    return revived.vms.size === 0;
  });
  expect((await client.property(vm, 'runtime')).host?.value).toBe(host2.value);
  expect(esx02.vms.size).toBe(1);
});

it('finds a VM that HA has only registered elsewhere there, and once when its host comes back', async () => {
  const { laboratory, client, esx01, esx02, vm, host2 } = await twoHosts();
  const [path, runtime] = [...esx01.vms][0] ?? [];
  if (!path || !runtime) throw new Error('the VM is not on esx01');
  const registeredOn = async () => (await client.property(vm, 'runtime')).host?.value;
  await esx01.stop();
  esx02.vms.set(path, { ...runtime, powerState: 0, cleanPowerOff: false });
  esx02.fdm = { state: 'master', master: esx02.moref, hostStates: { [esx01.moref]: 'hostDown' }, protectedVms: [] };
  await eventually('the VM to be on esx02', async () => {
    esx02.heartbeat();
    return (await registeredOn()) === host2.value;
  });

  const revived = await laboratory.host('esx01', { moref: esx01.moref, bootUuid: 'boot-2-of-esx01' });
  revived.vms.set(path, { ...runtime, powerState: 0, cleanPowerOff: false });
  esx02.fdm = { ...esx02.fdm, hostStates: { [esx01.moref]: 'connectedToMaster' } };
  await eventually('the leftover registration to be removed', () => {
    revived.heartbeat();
    esx02.heartbeat();
    return revived.vms.size === 0;
  });
  expect([await registeredOn(), esx02.vms.size]).toEqual([host2.value, 1]);
});

it('configures vSphere HA and keeps the protected list like the inventory', async () => {
  const { client, inventory, esx01, esx02, vm } = await twoHosts();
  esx02.fdm = {
    state: 'master',
    master: esx02.moref,
    hostStates: { [esx01.moref]: 'connectedToMaster', [esx02.moref]: 'master' },
  };
  await client.waitForTask(await client.call(vm, 'PowerOnVM_Task', {}));
  esx02.heartbeat();
  esx01.heartbeat();
  const isProtected = async () => (await client.property(vm, 'runtime')).dasVmProtection?.dasProtected;
  await eventually('the VM to be protected', isProtected);
  expect(esx02.fdm?.protectedVms).toHaveLength(1);
  const { dasHostState } = await client.property(moRef('HostSystem', esx01.moref), 'runtime');
  expect(dasHostState).toMatchObject({ state: 'connectedToMaster', stateReporter: { value: esx02.moref } });

  const info = {
    _typeName: 'ClusterDasVmConfigInfo',
    key: vm,
    dasSettings: { _typeName: 'ClusterDasVmSettings', restartPriority: 'high' },
  } as const;
  const spec = {
    _typeName: 'ClusterConfigSpecEx',
    dasVmConfigSpec: [{ _typeName: 'ClusterDasVmConfigSpec', operation: 'add', info }],
  } as const;
  await client.waitForTask(
    await client.call(inventory.cluster, 'ReconfigureComputeResource_Task', { spec, modify: true }),
  );
  const instanceUuid = (await client.property(vm, 'config'))?.instanceUuid;
  for (const host of [esx01, esx02])
    await eventually(`${host.name} to be told the priority`, () => {
      host.heartbeat();
      const last = host.requests.filter(({ method }) => method === 'fdm.configure').at(-1)?.request;
      const own = JSON.stringify(last?.vmSettings ?? []);
      return own.includes(`"instanceUuid":"${instanceUuid}"`) && own.includes('"restartPriority":"high"') && last;
    });
  const last = esx01.requests.filter(({ method }) => method === 'fdm.configure').at(-1)?.request;
  expect(last).toMatchObject({ dasEnabled: true, cluster: inventory.cluster.value });
  expect(last?.heartbeatDatastores).toEqual(['uuid-of-datastore1', 'uuid-of-datastore2']);
  expect(last?.hosts).toHaveLength(2);

  await client.waitForTask(await client.call(vm, 'PowerOffVM_Task', {}));
  await eventually('the VM to be off the list', () => esx02.fdm?.protectedVms?.length === 0);
});

it('is the same after SIGKILL: inventory, tasks, events, sessions; and reads the events that it missed', async () => {
  const { laboratory, client, esx01, esx02, vm, inventory } = await twoHosts();
  const task = await client.call(vm, 'PowerOnVM_Task', {});
  await client.waitForTask(task);
  const before = await client.property(vm, 'runtime');
  const eventsBefore = await eventTypes(client);
  const owner = esx01.vms.size > 0 ? esx01 : esx02;
  const [path] = [...owner.vms.keys()];
  for (const host of [esx01, esx02]) host.silent.add('hostd.powerOffVm');
  const interrupted = await client.call(vm, 'PowerOffVM_Task', {});
  await laboratory.restartVcenter();
  owner.event({ type: 'VmResettingEvent', message: 'web is reset', vmxPath: path ?? '' }, { heard: false });

  expect(await client.property(vm, 'runtime')).toMatchObject({ powerState: 'poweredOn', host: before.host });
  expect(await client.property(inventory.cluster, 'name')).toBe('c');
  expect(await client.property(known(task, 'Task'), 'info')).toMatchObject({ state: 'success', entityName: 'web' });
  expect(await client.property(known(interrupted, 'Task'), 'info')).toMatchObject({ state: 'error' });
  expect((await eventTypes(client)).slice(0, eventsBefore.length)).toEqual(eventsBefore);
  await eventually('the missed event', async () => {
    owner.heartbeat();
    return (await eventTypes(client)).includes('VmResettingEvent');
  });
  const again = await eventTypes(client);
  for (const host of [esx01, esx02]) host.heartbeat();
  owner.event({ type: 'VmPoweredOffEvent', message: 'web is off', vmxPath: path ?? '' });
  await eventually('the next event', async () => (await eventTypes(client)).length > again.length);
  expect(await eventTypes(client)).toEqual([...again, 'VmPoweredOffEvent']);
  expect(await createVm(client, inventory, 'second')).not.toEqual(vm);
});

it('tells watchers what changed, and only that', async () => {
  const { client, vm } = await twoHosts();
  const seen: string[] = [];
  const abort = new AbortController();
  const watching = client.watch(
    'VirtualMachine',
    ['name', 'runtime.powerState'],
    (vms) => {
      seen.push(
        [...vms.values()].map(({ properties }) => `${properties.name} ${properties['runtime.powerState']}`).join(),
      );
      if (seen.length === 2) abort.abort();
    },
    abort.signal,
  );
  await eventually('the first state', () => seen.length === 1);
  await client.waitForTask(await client.call(vm, 'PowerOnVM_Task', {}));
  await watching;
  expect(seen).toEqual(['web poweredOff', 'web poweredOn']);
});

it('says in one line that its port is taken, and that its database is in use', async () => {
  const { laboratory } = await emptyVcenter();
  const { host } = new URL(laboratory.url);
  const other = new TestProcess('vcenter', {
    ...laboratory.configuration(host),
    databasePath: `${laboratory.databaseDirectory}/other.db`,
  });
  expect((await other.exited).code).toBe(1);
  expect(other.log).toContain(`can't start: listen ${host}: another process has this port`);
  const second = new TestProcess('vcenter', laboratory.configuration('127.0.0.1:0'));
  expect((await second.exited).code).toBe(1);
  expect(second.log).toContain('another vCenter has it');
});
