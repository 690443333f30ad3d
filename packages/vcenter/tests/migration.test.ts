// Migrations as a client of the built vCenter sees them: what is checked, queued, told, cancelled, and what becomes of the inventory.
// The hosts are played (played-vmotion.ts); real ones move real guests in migration-hosts.test.ts.
import { eventually } from '@microsphere/testkit';
import {
  type DataObject,
  known,
  type ManagedObjectReference,
  type TypedReference,
  type Vim25Client,
} from '@microsphere/vim25';
import { expect, it } from 'vitest';
import { createVm } from './laboratory.ts';
import { eventTypes, faultOf, pin, twoHosts } from './scene.ts';

const priority = 'defaultPriority';
const path = '[datastore1] web/web.vmx';

async function begin() {
  const scene = await twoHosts();
  const { client, host1, host2, vm, done, esx01, esx02 } = scene;
  await done(client.call(vm, 'PowerOnVM_Task', {}));
  // Its guest's tools have spoken.
  esx01.change(path, { guestHeartbeatStatus: 1 });
  esx01.heartbeat();
  await eventually('a heartbeat', async () => (await client.property(vm, 'guestHeartbeatStatus')) === 'green');
  const checker = known((await client.content()).vmProvisioningChecker, 'VirtualMachineProvisioningChecker');
  const checked = async (task: Promise<ManagedObjectReference>) =>
    (await done(task)).result as readonly DataObject<'CheckResult'>[];
  const migrate = async (host: TypedReference<'HostSystem'>, one = vm) =>
    known(await client.call(one, 'MigrateVM_Task', { host, priority }), 'Task');
  const relocate = (spec: object) =>
    client.call(vm, 'RelocateVM_Task', { spec: { _typeName: 'VirtualMachineRelocateSpec', ...spec } });
  const hostOf = async (one = vm) => (await client.property(one, 'runtime')).host;
  const asked = (host: typeof esx01, method: string) =>
    host.requests.filter((request) => request.method === method).map(({ request }) => request);
  /** Until what the hosts say now has been heard. */
  const heard = async (what: string, holds: () => Promise<boolean>) =>
    eventually(what, () => {
      for (const host of [esx01, esx02]) host.heartbeat();
      return holds();
    });
  return { ...scene, host1, host2, checker, checked, migrate, relocate, hostOf, asked, heard };
}

/** What has happened to virtual machines since. */
async function eventsSince(client: Vim25Client, before: readonly string[]): Promise<string[]> {
  return (await eventTypes(client)).slice(before.length).filter((type) => /^(Vm|Migration)/.test(type));
}

const faults = (found: readonly DataObject<'LocalizedMethodFault'>[] | undefined) =>
  found?.map(({ fault }) => fault._typeName);

it('moves a virtual machine that runs, tells of it in order, and the inventory follows', async () => {
  const { client, inventory, esx01, esx02, host1, host2, vm, done, migrate, asked, hostOf, heard } = await begin();
  const before = await eventTypes(client);
  esx01.vmotion.atOnce = false;
  const task = await migrate(host2);
  const id = await eventually('the migration', () => [...esx01.vmotion.underWay.keys()][0]);
  expect(asked(esx02, 'vmotion.prepareDestination')).toMatchObject([
    { migrationId: id, vmxPath: path, sourceHost: 'esx01', memoryMb: 4, encrypted: false },
  ]);
  expect(asked(esx01, 'vmotion.initiateSource')).toMatchObject([
    {
      migrationId: id,
      vmxPath: path,
      destinationHost: 'esx02',
      url: `ws://127.0.0.1:9/vmotion/${id}`,
      encrypted: false,
    },
  ]);
  // Whatever else is wanted of it has to wait.
  const snapshot = { name: 's', memory: false, quiesce: false };
  expect(await faultOf(client.call(vm, 'CreateSnapshot_Task', snapshot))).toBe('TaskInProgress');
  expect(await faultOf(migrate(host2))).toBe('TaskInProgress');
  esx01.change(path, { migration: { migrationId: id, phase: 'preCopy', percent: 40 } });
  await heard('progress', async () => (await client.property(task, 'info')).progress === 40);
  expect(await client.property(task, 'info')).toMatchObject({ state: 'running', cancelable: true });
  expect(await eventsSince(client, before)).toEqual(['VmBeingHotMigratedEvent', 'VmEmigratingEvent']);

  esx01.vmotion.complete(id);
  expect(await client.waitForTask(task)).toMatchObject({ state: 'success', progress: 100, entityName: 'web' });
  expect(await client.property(vm, 'runtime')).toMatchObject({
    host: host2,
    powerState: 'poweredOn',
    connectionState: 'connected',
  });
  expect([await client.property(host1, 'vm'), await client.property(host2, 'vm')]).toEqual([[], [vm]]);
  expect(await eventsSince(client, before)).toEqual([
    'VmBeingHotMigratedEvent',
    'VmEmigratingEvent',
    'VmMigratedEvent',
  ]);
  const { eventManager } = await client.content();
  const filter = { _typeName: 'EventFilterSpec', type: ['VmMigratedEvent'] } as const;
  expect(await client.call(known(eventManager, 'EventManager'), 'QueryEvents', { filter })).toMatchObject([
    { host: { name: 'esx02' }, sourceHost: { name: 'esx01' }, sourceDatastore: { name: 'datastore1' } },
  ]);
  expect(await client.property(inventory.cluster, 'summary')).toMatchObject({ numVmotions: 1 });

  // And back, and on: with TLS, because its configuration says so.
  const spec = { _typeName: 'VirtualMachineConfigSpec', migrateEncryption: 'required' } as const;
  expect(await faultOf(client.call(vm, 'ReconfigVM_Task', { spec: { ...spec, migrateEncryption: 'yes' } }))).toBe(
    'InvalidArgument',
  );
  await done(client.call(vm, 'ReconfigVM_Task', { spec }));
  expect((await client.property(vm, 'config'))?.migrateEncryption).toBe('required');
  await client.waitForTask(await migrate(host1));
  expect(asked(esx02, 'vmotion.initiateSource')).toMatchObject([{ encrypted: true }]);
  expect(await eventTypes(client)).toContain('com.vmware.vc.vm.VmHotMigratingWithEncryptionEvent');
  expect(await hostOf()).toEqual(host1);
  // Where it is to be already there is nothing to do.
  await client.waitForTask(await migrate(host1));
  expect(asked(esx01, 'vmotion.initiateSource')).toHaveLength(1);
});

it('says before, and on the way, what keeps a virtual machine from moving', async () => {
  const { client, inventory, checker, checked, esx01, esx02, host1, host2, vm, migrate, heard, done } = await begin();
  const check = async (more: object = {}) =>
    (await checked(client.call(checker, 'CheckMigrate_Task', { vm, host: host2, ...more })))[0];
  expect(await check()).toMatchObject({ vm, host: host2, warning: [], error: [] });
  expect(faults((await check({ state: 'poweredOff' }))?.error)).toEqual(['InvalidPowerState']);

  // The destination has no vMotion, a lesser processor, and no sight of the datastore.
  esx02.adapter = { enabled: false, linkUp: false };
  esx02.cpuFeatures = ['riscv.rv64i', 'riscv.m'];
  esx02.unreachable.add('datastore1');
  esx01.change(path, { guestHeartbeatStatus: 3 });
  await pin(client, inventory, vm, host1, { mandatory: false });
  await heard('a lesser host', async () => ((await check())?.error ?? []).length >= 4);
  const found = await check();
  expect(faults(found?.error)).toEqual([
    'VMotionNotConfigured',
    'FeatureRequirementsNotMet',
    'CannotAccessVmConfig',
    'CannotAccessVmDisk',
  ]);
  expect(found?.error?.map(({ fault }) => fault)).toMatchObject([
    { atSourceHost: false, failedHost: 'esx02', failedHostEntity: host2 },
    { vm, host: host2, featureRequirement: [{ key: 'riscv.a', value: 'Bool:Min:1' }, { key: 'riscv.zicsr' }] },
    { reason: { fault: { _typeName: 'CannotAccessFile', file: path } } },
    { device: 'Hard disk 1', backing: '[datastore1] web/web.vmdk' },
  ]);
  expect(faults(found?.warning)).toEqual(['NoGuestHeartbeat', 'VmHostAffinityRuleViolation']);
  const only = await check({ testType: ['hostTests'] });
  expect(faults(only?.error)).toEqual(['VMotionNotConfigured', 'FeatureRequirementsNotMet']);
  expect(await client.property(host2, 'summary')).toMatchObject({ config: { vmotionEnabled: false } });
  expect((await client.property(host1, 'summary')).maxEVCModeKey).toBe('riscv-rv64ima');
  expect((await client.property(host2, 'summary')).maxEVCModeKey).toBeUndefined();

  const before = await eventTypes(client);
  expect(await faultOf(migrate(host2).then((task) => client.waitForTask(task)))).toBe('VMotionNotConfigured');
  expect(await eventsSince(client, before)).toEqual([
    'MigrationWarningEvent',
    'MigrationHostErrorEvent',
    'MigrationHostErrorEvent',
    'MigrationHostWarningEvent',
    'MigrationHostErrorEvent',
    'MigrationHostErrorEvent',
  ]);

  // In general: as if everybody were in service.
  esx02.adapter = { enabled: true, linkUp: true };
  esx02.cpuFeatures = [];
  esx02.unreachable.clear();
  await heard('a good host', async () => (await check())?.error?.length === 0);
  await done(client.call(host2, 'EnterMaintenanceMode_Task', { timeout: 0 }));
  expect(faults((await check())?.error)).toEqual(['InvalidHostState']);
  const pairs = { vm: [vm], host: [host1, host2] };
  expect(await checked(client.call(checker, 'QueryVMotionCompatibilityEx_Task', pairs))).toMatchObject([
    { vm, host: host1, error: [] },
    { vm, host: host2, error: [], warning: [{ fault: { _typeName: 'VmHostAffinityRuleViolation' } }] },
  ]);
});

it('refuses what makes no sense before there is a task', async () => {
  const { client, inventory, checker, host2, vm, relocate, hostOf, done } = await begin();
  const migrate = (more: object) => client.call(vm, 'MigrateVM_Task', { priority, ...more });
  const [datastore1, datastore2] = (await client.property(host2, 'datastore')) ?? [];
  const pool = { ...inventory.pool, value: 'resgroup-0' };
  const refused: [() => Promise<unknown>, string][] = [
    [() => migrate({}), 'InvalidArgument'],
    [() => migrate({ host: host2, pool }), 'InvalidArgument'],
    [() => migrate({ host: { ...host2, value: 'host-0' } }), 'InvalidArgument'],
    [() => migrate({ host: host2, state: 'poweredOff' }), 'InvalidPowerState'],
    [() => client.call(checker, 'CheckMigrate_Task', { vm, host: host2, testType: ['allTests'] }), 'InvalidArgument'],
    [() => relocate({ host: host2, diskMoveType: 'elsewhere', datastore: datastore2 }), 'InvalidArgument'],
    [() => relocate({ disk: [{ diskId: 9, datastore: datastore2 }] }), 'InvalidArgument'],
    [() => relocate({ datastore: { ...datastore2, value: 'datastore-0' } }), 'InvalidDatastore'],
    [() => relocate({ folder: { ...inventory.vmFolder, value: 'group-d1' } }), 'InvalidArgument'],
    [
      () => relocate({ deviceChange: [{ device: { _typeName: 'VirtualDisk', key: 1, capacityInKB: 1 } }] }),
      'NotSupported',
    ],
    [() => relocate({ datastore: datastore1, disk: [{ diskId: 2000, datastore: datastore2 }] }), 'NotSupported'],
    [() => relocate({ datastore: datastore2, diskMoveType: 'createNewChildDiskBacking' }), 'NotSupported'],
  ];
  for (const [call, fault] of refused) expect(await faultOf(call())).toBe(fault);
  // Its own datastore is no change, and a folder is one of vCenter's.
  const folder = await client.call(inventory.vmFolder, 'CreateFolder', { name: 'servers' });
  await done(relocate({ host: host2, datastore: datastore1, folder }));
  expect([await hostOf(), await client.property(vm, 'parent')]).toEqual([host2, folder]);
});

it('moves one that is off by its registration', async () => {
  const { client, esx01, esx02, host2, vm, relocate, hostOf, done } = await begin();
  await done(client.call(vm, 'PowerOffVM_Task', {}));
  const before = await eventTypes(client);
  await done(relocate({ host: host2 }));
  expect([esx01.vms.size, esx02.vms.size, await hostOf()]).toEqual([0, 1, host2]);
  expect(await eventsSince(client, before)).toEqual(['VmBeingMigratedEvent', 'VmMigratedEvent']);
  expect((await client.property(vm, 'runtime')).connectionState).toBe('connected');
});

it('can be cancelled until the guest is on its way', async () => {
  const { client, esx01, esx02, host1, host2, vm, migrate, asked, hostOf, heard } = await begin();
  esx01.vmotion.atOnce = false;
  const first = await migrate(host2);
  await eventually('the migration', () => esx01.vmotion.underWay.size === 1);
  await client.call(first, 'CancelTask', {});
  expect(await faultOf(client.waitForTask(first))).toBe('RequestCanceled');
  expect(await hostOf()).toEqual(host1);
  expect(await eventTypes(client)).toContain('VmFailedMigrateEvent');
  await eventually('both to be told', () => asked(esx02, 'vmotion.cancel').length === 1);

  const second = await migrate(host2);
  const id = await eventually('the migration', () => [...esx01.vmotion.underWay.keys()][0]);
  esx01.change(path, { migration: { migrationId: id, phase: 'stunned', percent: 99 } });
  await heard('the stun', async () => !(await client.property(second, 'info')).cancelable);
  expect(await faultOf(client.call(second, 'CancelTask', {}))).toBe('NotSupported');
  esx01.vmotion.complete(id);
  expect(await client.waitForTask(second)).toMatchObject({ state: 'success', cancelled: false });
  expect(await hostOf()).toEqual(host2);

  // Who cancels too late for the source to stop gets what was asked for first.
  esx02.vmotion.atOnce = false;
  esx02.vmotion.offered = true;
  const third = await migrate(host1);
  const back = await eventually('the migration', () => [...esx02.vmotion.underWay.keys()][0]);
  await client.call(third, 'CancelTask', {});
  await eventually('the source to be asked', () => asked(esx02, 'vmotion.cancel').length === 2);
  esx02.vmotion.complete(back);
  expect(await client.waitForTask(third)).toMatchObject({ state: 'success', cancelled: true });
  expect(vm).toEqual(known((await client.property(host1, 'vm'))?.[0] ?? vm, 'VirtualMachine'));
});

it('lets the ninth migration of a host wait', async () => {
  const { client, inventory, esx01, host1, host2, vm, migrate, done, hostOf } = await begin();
  const vms = [vm];
  while (vms.length < 10) {
    const next = await createVm(client, inventory, `vm${vms.length}`);
    // New ones are made where there are fewest.
    if ((await hostOf(next))?.value !== host1.value)
      await done(client.call(next, 'MigrateVM_Task', { host: host1, priority }));
    await done(client.call(next, 'PowerOnVM_Task', {}));
    vms.push(next);
  }
  esx01.vmotion.atOnce = false;
  const tasks: TypedReference<'Task'>[] = [];
  for (const one of vms) tasks.push(await migrate(host2, one));
  await eventually('eight migrations', () => esx01.vmotion.underWay.size === 8);
  const states = async () => Promise.all(tasks.map(async (task) => (await client.property(task, 'info')).state));
  expect(await states()).toEqual([...Array(8).fill('running'), 'queued', 'queued']);
  const [ninth, tenth] = tasks.slice(8);
  if (!ninth || !tenth) throw new Error('there are not ten tasks');
  expect((await client.property(ninth, 'info')).startTime).toBeUndefined();
  // One that waits is cancelled on the spot.
  await client.call(ninth, 'CancelTask', {});
  expect(await faultOf(client.waitForTask(ninth))).toBe('RequestCanceled');
  esx01.vmotion.complete([...esx01.vmotion.underWay.keys()][0] ?? '');
  await eventually('the tenth to begin', async () => (await states())[9] === 'running');
  await eventually('eight migrations', () => esx01.vmotion.underWay.size === 8);
  for (const id of [...esx01.vmotion.underWay.keys()]) esx01.vmotion.complete(id);
  expect(await client.waitForTask(tenth)).toMatchObject({ state: 'success' });
  expect((await client.property(host1, 'vm'))?.length).toBe(1);
});

it('finds out where the virtual machine is when the source dies with its answer', async () => {
  const { client, esx01, host2, migrate, hostOf } = await begin();
  esx01.vmotion.atOnce = false;
  const task = await migrate(host2);
  const id = await eventually('the migration', () => [...esx01.vmotion.underWay.keys()][0]);
  esx01.vmotion.complete(id, { answer: false });
  await esx01.stop();
  expect(await client.waitForTask(task)).toMatchObject({ state: 'success' });
  expect(await hostOf()).toEqual(host2);
});

it('follows the reports of the hosts when it was killed meanwhile', async () => {
  const { laboratory, esx01, esx02, host2, vm, migrate } = await begin();
  esx01.vmotion.atOnce = false;
  const task = await migrate(host2);
  const id = await eventually('the migration', () => [...esx01.vmotion.underWay.keys()][0]);
  await laboratory.restartVcenter();
  const again = await laboratory.client();
  expect(await again.property(task, 'info')).toMatchObject({ state: 'error' });
  // The destination runs it before the source has heard of it.
  esx02.vms.set(path, esx01.vms.get(path) ?? {});
  for (const host of [esx02, esx01, esx02]) host.heartbeat();
  esx01.vmotion.complete(id);
  const hostNow = async () => (await again.property(vm, 'runtime')).host?.value;
  await eventually('the record to follow', async () => {
    for (const host of [esx01, esx02]) host.heartbeat();
    return (await hostNow()) === host2.value;
  });
  expect((await again.retrieve('VirtualMachine', ['name'])).length).toBe(1);
  expect(esx01.requests.filter(({ method }) => method === 'hostd.unregisterVm')).toEqual([]);
});

it('evacuates a host that enters maintenance mode, and waits for what can not move', async () => {
  const { client, inventory, esx01, host1, host2, vm, done, hostOf } = await begin();
  const pinned = await createVm(client, inventory, 'pinned');
  if ((await hostOf(pinned))?.value !== host1.value)
    await done(client.call(pinned, 'MigrateVM_Task', { host: host1, priority }));
  await done(client.call(pinned, 'PowerOnVM_Task', {}));
  await pin(client, inventory, pinned, host1);
  const entering = known(await client.call(host1, 'EnterMaintenanceMode_Task', { timeout: 0 }), 'Task');
  await eventually('the one to have moved', async () => (await hostOf())?.value === host2.value);
  await eventually('progress', async () => (await client.property(entering, 'info')).progress === 33);
  expect(await client.property(entering, 'info')).toMatchObject({ state: 'running' });
  expect(await hostOf(pinned)).toEqual(host1);
  await done(client.call(pinned, 'PowerOffVM_Task', {}));
  await client.waitForTask(entering);

  // One that refuses to move is asked once for each host that would take it.
  await done(client.call(host1, 'ExitMaintenanceMode_Task', { timeout: 0 }));
  await client.waitForTask(await client.call(vm, 'MigrateVM_Task', { host: host1, priority }));
  esx01.refused.add('vmotion.initiateSource');
  const late = await client.call(host1, 'EnterMaintenanceMode_Task', { timeout: 1 });
  await expect(client.waitForTask(late)).rejects.toThrow('esx01 still has web');
  const { taskManager } = await client.content();
  const migrations = async () => {
    const recent = (await client.property(known(taskManager, 'TaskManager'), 'recentTask')) ?? [];
    const infos = await Promise.all(recent.map((task) => client.property(known(task, 'Task'), 'info')));
    return infos.filter(({ name, state }) => name === 'MigrateVM_Task' && state !== 'success');
  };
  await eventually('the attempt to be over', async () => (await migrations()).every(({ state }) => state === 'error'));
  expect(await migrations()).toHaveLength(1);
  expect(await hostOf()).toEqual(host1);
});
