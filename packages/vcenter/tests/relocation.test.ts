// Relocations to other datastores as a client of the built vCenter sees them: checks, tasks, events, the inventory, the protected list, and
// what becomes of it all when answers are lost or vCenter is killed. The hosts are played (played-storage-vmotion.ts); a real one moves
// the disks of a real guest in migration-hosts.test.ts.
import { eventually } from '@microsphere/testkit';
import { type DataObject, known, type ManagedObjectReference, type TypedReference } from '@microsphere/vim25';
import { expect, it } from 'vitest';
import { createVm } from './laboratory.ts';
import type { PlayedHost } from './played-host.ts';
import { eventTypes, faultOf, twoHosts } from './scene.ts';

const path = '[datastore1] web/web.vmx';
const moved = '[datastore2] web/web.vmx';

async function begin({ on = true } = {}) {
  const scene = await twoHosts();
  const { client, esx01, esx02, host1, vm, done } = scene;
  // It is the master of vSphere HA.
  esx01.fdm = { state: 'master', protectedVms: [] };
  if (on) await done(client.call(vm, 'PowerOnVM_Task', {}));
  const [datastore1, datastore2] = (await client.property(host1, 'datastore')) ?? [];
  if (!datastore1 || !datastore2) throw new Error('there are not two datastores');
  const relocate = async (spec: object) =>
    known(
      await client.call(vm, 'RelocateVM_Task', { spec: { _typeName: 'VirtualMachineRelocateSpec', ...spec } }),
      'Task',
    );
  const checker = known((await client.content()).vmProvisioningChecker, 'VirtualMachineProvisioningChecker');
  const check = async (spec: object, testType?: string[]) => {
    const asked = { vm, spec: { _typeName: 'VirtualMachineRelocateSpec', ...spec } as const, testType };
    const { result } = await done(client.call(checker, 'CheckRelocate_Task', asked));
    return (result as DataObject<'CheckResult'>[])[0]?.error?.map(({ fault }) => fault._typeName);
  };
  const asked = (host: PlayedHost, method: string) =>
    host.requests.filter((request) => request.method === method).map(({ request }) => request);
  const beat = () => {
    for (const host of [esx01, esx02]) host.heartbeat();
  };
  const heard = (what: string, holds: () => boolean | Promise<boolean>) =>
    eventually(what, () => {
      beat();
      return holds();
    });
  const uuid = (await client.property(vm, 'config'))?.instanceUuid ?? '';
  const protectedAt = () => [...(esx01.lists.get(uuid)?.values() ?? [])];
  if (on) await heard('its protection', () => protectedAt().length === 1);
  const underWay = () => eventually('the move', () => [...esx01.storageVmotion.underWay.keys()][0]);
  const moveTo = (datastore: ManagedObjectReference) => relocate({ datastore });
  return { ...scene, datastore1, datastore2, relocate, moveTo, check, asked, heard, protectedAt, underWay };
}

/** Where vCenter says that it is. */
async function place({ client, vm }: Awaited<ReturnType<typeof begin>>) {
  const config = await client.property(vm, 'config');
  const disk = config?.hardware.device?.find(({ _typeName }) => _typeName === 'VirtualDisk')?.backing;
  return {
    host: (await client.property(vm, 'runtime')).host,
    datastore: await client.property(vm, 'datastore'),
    vmx: config?.files.vmPathName,
    disk: disk && 'fileName' in disk ? disk.fileName : undefined,
  };
}

const relocations = async ({ client }: Awaited<ReturnType<typeof begin>>) =>
  (await eventTypes(client)).filter((type) => /^Vm.*(Relocat|Migrat)/.test(type));

it('moves the disks of a virtual machine that runs, and everybody learns of it, in order', async () => {
  const scene = await begin();
  const { laboratory, client, esx01, host1, datastore1, datastore2, vm, moveTo, asked, heard } = scene;
  const { protectedAt, underWay } = scene;
  esx01.storageVmotion.atOnce = false;
  const task = await moveTo(datastore2);
  const id = await underWay();
  expect(asked(esx01, 'vmotion.relocateStorage')).toMatchObject([
    { vmxPath: path, datastore: 'datastore2', disks: [] },
  ]);
  const snapshot = { name: 's', memory: false, quiesce: false };
  expect(await faultOf(client.call(vm, 'CreateSnapshot_Task', snapshot))).toBe('TaskInProgress');
  esx01.change(path, { migration: { migrationId: id, phase: 'copying', percent: 40 } });
  await heard('progress', async () => (await client.property(task, 'info')).progress === 40);
  expect(await client.property(task, 'info')).toMatchObject({ state: 'running', cancelable: true });
  esx01.storageVmotion.complete(id);
  expect(await client.waitForTask(task)).toMatchObject({ state: 'success', progress: 100, entityName: 'web' });
  const disk = '[datastore2] web/web.vmdk';
  expect(await place(scene)).toEqual({ host: host1, datastore: [datastore2], vmx: moved, disk });
  expect([await client.property(known(datastore1, 'Datastore'), 'vm')]).toEqual([[]]);
  expect(await relocations(scene)).toEqual(['VmBeingRelocatedEvent', 'VmRelocatedEvent']);
  const { eventManager } = await client.content();
  const filter = { _typeName: 'EventFilterSpec', type: ['VmRelocatedEvent'] } as const;
  expect(await client.call(known(eventManager, 'EventManager'), 'QueryEvents', { filter })).toMatchObject([
    { sourceDatastore: { name: 'datastore1' }, sourceHost: { name: 'esx01' } },
  ]);
  await heard('the way there to be taken away', () => laboratory.array.left.size === 0);
  expect(protectedAt()).toEqual([moved]);
  const order = ['fdm.protect', 'fdm.unprotect', 'vmotion.completeRelocation'];
  const methods = esx01.requests.map(({ method }) => method);
  expect(methods.slice(methods.indexOf('vmotion.relocateStorage')).filter((method) => order.includes(method))).toEqual(
    order,
  );
  // Nobody is asked again.
  for (let beats = 0; beats < 3; beats += 1) await heard('a heartbeat', () => true);
  expect(asked(esx01, 'vmotion.completeRelocation')).toEqual([{ vmxPath: path }]);
  expect((await client.property(vm, 'runtime')).dasVmProtection).toMatchObject({ dasProtected: true });
});

it('moves one that is off, makes its disk thin, and goes back to where it was', async () => {
  const scene = await begin({ on: false });
  const { laboratory, client, esx01, datastore1, datastore2, relocate, moveTo, asked, heard } = scene;
  const diskBackingInfo = {
    _typeName: 'VirtualDiskFlatVer2BackingInfo',
    fileName: '',
    diskMode: 'persistent',
    thinProvisioned: true,
  } as const;
  await client.waitForTask(await relocate({ disk: [{ diskId: 2000, datastore: datastore2, diskBackingInfo }] }));
  expect(await place(scene)).toMatchObject({ datastore: [datastore2], vmx: moved });
  expect(asked(esx01, 'vmotion.relocateStorage')).toMatchObject([{ disks: [{ disk: 0, provisioning: 2 }] }]);
  await heard('the way there to be taken away', () => laboratory.array.left.size === 0);
  await client.waitForTask(await moveTo(datastore1));
  expect(await place(scene)).toMatchObject({ datastore: [datastore1], vmx: path });
});

it('changes host and datastore one after the other, as one relocation', async () => {
  const scene = await begin();
  const { laboratory, client, esx01, esx02, host2, datastore2, relocate, asked, heard, underWay } = scene;
  esx01.storageVmotion.atOnce = false;
  const task = await relocate({ datastore: datastore2, host: host2 });
  const id = await underWay();
  esx01.change(path, { migration: { migrationId: id, phase: 'copying', percent: 40 } });
  await heard('progress', async () => (await client.property(task, 'info')).progress === 20);
  esx01.vmotion.atOnce = false;
  esx01.storageVmotion.complete(id);
  const second = await eventually('vMotion', () => [...esx01.vmotion.underWay.keys()][0]);
  expect(asked(esx02, 'vmotion.prepareDestination')).toMatchObject([{ vmxPath: moved }]);
  // Half of it is done.
  expect(await faultOf(client.call(task, 'CancelTask', {}))).toBe('NotSupported');
  esx01.vmotion.complete(second);
  await client.waitForTask(task);
  expect(await place(scene)).toMatchObject({ host: host2, datastore: [datastore2], vmx: moved });
  expect(await relocations(scene)).toEqual(['VmBeingRelocatedEvent', 'VmRelocatedEvent']);
  await heard('the way there to be taken away', () => laboratory.array.left.size === 0);
});

it('is at the new datastore when its host could not be left', async () => {
  const scene = await begin();
  const { client, esx01, host1, host2, datastore2, relocate } = scene;
  esx01.refused.add('vmotion.initiateSource');
  expect(await faultOf(client.waitForTask(await relocate({ datastore: datastore2, host: host2 })))).toBe('SystemError');
  expect(await place(scene)).toMatchObject({ host: host1, datastore: [datastore2], vmx: moved });
  expect(await relocations(scene)).toEqual(['VmBeingRelocatedEvent', 'VmRelocateFailedEvent']);
});

it('says before what stands in its way', async () => {
  const { client, esx01, esx02, host2, datastore2, check, heard, moveTo } = await begin();
  expect(await check({ datastore: datastore2 })).toEqual([]);
  esx01.free.set('datastore2', 1);
  await heard('a full datastore', async () => (await check({ datastore: datastore2 }))?.length === 1);
  expect(await check({ datastore: datastore2 })).toEqual(['NoDiskSpace']);
  expect(await check({ datastore: datastore2 }, ['hostTests'])).toEqual([]);
  expect(await faultOf(client.waitForTask(await moveTo(datastore2)))).toBe('NoDiskSpace');
  expect((await eventTypes(client)).filter((type) => /Relocat/.test(type))).toEqual([]);
  esx01.free.clear();
  esx01.unreachable.add('datastore2');
  await heard(
    'a lost datastore',
    async () => (await check({ datastore: datastore2 }))?.[0] === 'InaccessibleDatastore',
  );
  // The other host reaches both: it goes there first.
  expect(await check({ datastore: datastore2, host: host2 })).toEqual([]);
  esx02.unreachable.add('datastore1');
  // Nor if it reaches the new one alone: the two are one then.
  await heard('nothing to be shared', async () => (await check({ host: host2 }))?.[0] === 'CannotAccessVmConfig');
  expect(await check({ datastore: datastore2, host: host2 })).toEqual([]);
});

it('goes with its files to a host that shares nothing with its own', async () => {
  const scene = await begin();
  const { client, esx01, esx02, host1, host2, datastore2, relocate, check, asked, heard, protectedAt } = scene;
  esx01.unreachable.add('datastore2');
  esx02.unreachable.add('datastore1');
  esx01.vmotion.atOnce = false;
  await heard('nothing to be shared', async () => {
    const [here, there] = [await check({ datastore: datastore2 }), await check({ host: host2 })];
    return here?.[0] === 'InaccessibleDatastore' && there?.[0] === 'CannotAccessVmConfig';
  });
  const task = await relocate({ datastore: datastore2, host: host2 });
  const id = await eventually('the move', () => [...esx01.vmotion.underWay.keys()][0]);
  expect(asked(esx02, 'vmotion.prepareDestination')).toMatchObject([
    { vmxPath: path, datastore: 'datastore2', sourceMoref: host1.value },
  ]);
  expect(asked(esx01, 'vmotion.initiateSource')).toMatchObject([
    { datastore: 'datastore2', nfcUrl: expect.stringContaining('/nfc') },
  ]);
  esx01.change(path, { migration: { migrationId: id, phase: 'copying', percent: 40 } });
  await heard('progress', async () => (await client.property(task, 'info')).progress === 40);
  await client.call(task, 'CancelTask', {});
  expect(await faultOf(client.waitForTask(task))).toBe('RequestCanceled');
  expect(await place(scene)).toMatchObject({ host: host1, vmx: path });
  esx01.vmotion.atOnce = true;
  await client.waitForTask(await relocate({ datastore: datastore2, host: host2 }));
  expect(await place(scene)).toEqual({
    host: host2,
    datastore: [datastore2],
    vmx: moved,
    disk: '[datastore2] web/web.vmdk',
  });
  expect(await relocations(scene)).toEqual([
    'VmBeingRelocatedEvent',
    'VmRelocateFailedEvent',
    'VmBeingRelocatedEvent',
    'VmRelocatedEvent',
  ]);
  expect(asked(esx01, 'vmotion.relocateStorage')).toEqual([]);
  await heard('the way there to be taken away', () => scene.laboratory.array.left.size === 0);
  expect(protectedAt()).toEqual([moved]);
});

it('does not go with its files while it is off', async () => {
  const { client, esx01, esx02, host2, datastore2, check, heard, relocate } = await begin({ on: false });
  esx01.unreachable.add('datastore2');
  esx02.unreachable.add('datastore1');
  const both = { datastore: datastore2, host: host2 };
  await heard('nothing to be shared', async () => (await check(both))?.length === 1);
  expect(await check(both)).toEqual(['NotSupported']);
  expect(await faultOf(client.waitForTask(await relocate(both)))).toBe('NotSupported');
});

it('can be cancelled until the switch', async () => {
  const scene = await begin();
  const { client, esx01, datastore1, datastore2, moveTo, heard, underWay } = scene;
  esx01.storageVmotion.atOnce = false;
  const first = await moveTo(datastore2);
  await underWay();
  await client.call(first, 'CancelTask', {});
  expect(await faultOf(client.waitForTask(first))).toBe('RequestCanceled');
  expect(await place(scene)).toMatchObject({ datastore: [datastore1], vmx: path });
  expect(await relocations(scene)).toEqual(['VmBeingRelocatedEvent', 'VmRelocateFailedEvent']);
  const second = await moveTo(datastore2);
  const id = await underWay();
  esx01.change(path, { migration: { migrationId: id, phase: 'switchover', percent: 99 } });
  await heard('the switch', async () => !(await client.property(second, 'info')).cancelable);
  expect(await faultOf(client.call(second, 'CancelTask', {}))).toBe('NotSupported');
  esx01.storageVmotion.complete(id);
  expect(await client.waitForTask(second)).toMatchObject({ state: 'success' });
});

it('lets the third Storage vMotion of a host wait', async () => {
  const { client, inventory, esx01, vm, host1, datastore2, done } = await begin();
  const vms: TypedReference<'VirtualMachine'>[] = [vm];
  for (const name of ['db', 'app']) {
    const next = await createVm(client, inventory, name);
    await done(client.call(next, 'MigrateVM_Task', { host: host1, priority: 'defaultPriority' }));
    await done(client.call(next, 'PowerOnVM_Task', {}));
    vms.push(next);
  }
  esx01.storageVmotion.atOnce = false;
  const spec = { _typeName: 'VirtualMachineRelocateSpec', datastore: datastore2 } as const;
  const tasks: TypedReference<'Task'>[] = [];
  for (const one of vms) tasks.push(known(await client.call(one, 'RelocateVM_Task', { spec }), 'Task'));
  await eventually('two of them', () => esx01.storageVmotion.underWay.size === 2);
  const states = () => Promise.all(tasks.map(async (task) => (await client.property(task, 'info')).state));
  expect(await states()).toEqual(['running', 'running', 'queued']);
  for (const id of [...esx01.storageVmotion.underWay.keys()]) esx01.storageVmotion.complete(id);
  const last = await eventually('the third', () => [...esx01.storageVmotion.underWay.keys()][0]);
  esx01.storageVmotion.complete(last);
  for (const task of tasks) expect(await client.waitForTask(task)).toMatchObject({ state: 'success' });
});

it('comes to the same end when vCenter is killed meanwhile', async () => {
  const scene = await begin();
  const { laboratory, esx01, datastore2, moveTo, heard, protectedAt, underWay } = scene;
  esx01.storageVmotion.atOnce = false;
  const task = await moveTo(datastore2);
  const id = await underWay();
  await laboratory.vcenter.kill();
  esx01.storageVmotion.complete(id);
  await laboratory.restartVcenter();
  const client = await laboratory.client();
  expect(await client.property(task, 'info')).toMatchObject({ state: 'error' });
  await heard('the way there to be taken away', () => laboratory.array.left.size === 0);
  expect(protectedAt()).toEqual([moved]);
  expect(await place({ ...scene, client })).toMatchObject({ datastore: [datastore2], vmx: moved });
});

it('leaves nothing behind that leads to a virtual machine that is destroyed', async () => {
  const { laboratory, client, esx01, datastore2, vm, moveTo, done, heard } = await begin({ on: false });
  esx01.refused.add('fdm.unprotect');
  await client.waitForTask(await moveTo(datastore2));
  expect([...laboratory.array.left]).toEqual([path]);
  await done(client.call(vm, 'Destroy_Task', {}));
  await heard('the way there to be taken away', () => laboratory.array.left.size === 0);
});
