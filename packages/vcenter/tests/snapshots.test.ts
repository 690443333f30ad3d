// Snapshots, clones, changed blocks and questions as a client of the built vCenter sees them; the hosts are played.
import { eventually } from '@microsphere/testkit';
import { known, type ManagedObjectReference, moRef, type TypedReference } from '@microsphere/vim25';
import { expect, it } from 'vitest';
import { addHost, createCluster, createDatastore, createVm } from './laboratory.ts';
import { emptyVcenter, faultOf } from './scene.ts';

/** A host, a datastore, a VM. */
async function begin() {
  const { laboratory, client } = await emptyVcenter();
  const esx01 = await laboratory.host('esx01');
  const inventory = await createCluster(client);
  await createDatastore(client, await addHost(client, inventory, 'esx01'), 'datastore1');
  const vm = await createVm(client, inventory, 'web');
  const task = async (started: Promise<ManagedObjectReference>) => client.waitForTask(await started);
  const snapshot = async (name: string): Promise<TypedReference<'VirtualMachineSnapshot'>> => {
    const options = { name, description: `${name}!`, memory: false, quiesce: false };
    const { result } = await task(client.call(vm, 'CreateSnapshot_Task', options));
    return known(result as ManagedObjectReference, 'VirtualMachineSnapshot');
  };
  return { laboratory, client, esx01, inventory, vm, task, snapshot };
}

it('shows the tree of snapshots, and the disks of each, also after a restart', async () => {
  const { laboratory, client, esx01, vm, snapshot } = await begin();
  expect(await client.property(vm, 'snapshot')).toBeUndefined();
  const first = await snapshot('first');
  const second = await snapshot('second');
  const asked = esx01.requests.find(({ method }) => method === 'hostd.createSnapshot')?.request;
  expect(asked).toMatchObject({ name: 'first', description: 'first!', memory: false, quiesce: false });
  const info = await client.property(vm, 'snapshot');
  const child = { snapshot: second, id: 2, state: 'poweredOff' };
  expect(info).toMatchObject({
    currentSnapshot: second,
    rootSnapshotList: [{ snapshot: first, vm, name: 'first', id: 1, childSnapshotList: [child] }],
  });
  expect(await client.property(vm, 'rootSnapshot')).toEqual([first]);
  expect(await client.property(first, 'childSnapshot')).toEqual([second]);
  const disk = (await client.property(vm, 'config'))?.hardware.device?.[0];
  expect(disk?.backing).toMatchObject({
    fileName: '[datastore1] web/web-000002.vmdk',
    thinProvisioned: true,
    parent: { fileName: '[datastore1] web/web-000001.vmdk', parent: { fileName: '[datastore1] web/web.vmdk' } },
  });
  const frozen = (await client.property(second, 'config')).hardware.device?.[0];
  expect(frozen?.backing).toMatchObject({ fileName: '[datastore1] web/web-000001.vmdk' });
  expect((await client.property(vm, 'summary')).storage).toMatchObject({ committed: 4_096 });

  await laboratory.restartVcenter();
  const again = await laboratory.client();
  expect(await again.property(vm, 'snapshot')).toEqual(info);
  await again.waitForTask(await again.call(vm, 'RemoveAllSnapshots_Task', { consolidate: false }));
  expect(await again.property(vm, 'snapshot')).toBeUndefined();
  expect((await again.property(vm, 'runtime')).consolidationNeeded).toBe(true);
  expect(await faultOf(again.property(first, 'vm'))).toBe('ManagedObjectNotFound');
  await again.waitForTask(await again.call(vm, 'ConsolidateVMDisks_Task', {}));
  expect((await again.property(vm, 'runtime')).consolidationNeeded).toBe(false);
});

it('reverts, renames and removes snapshots', async () => {
  const { client, esx01, vm, task, snapshot } = await begin();
  expect(await faultOf(client.call(vm, 'RevertToCurrentSnapshot_Task', {}))).toBe('NotFound');
  const first = await snapshot('first');
  const second = await snapshot('second');
  await client.call(second, 'RenameSnapshot', { name: 'other' });
  expect((await client.property(vm, 'snapshot'))?.rootSnapshotList[0]?.childSnapshotList?.[0]).toMatchObject({
    name: 'other',
    description: 'second!',
  });
  await task(client.call(first, 'RevertToSnapshot_Task', {}));
  expect((await client.property(vm, 'snapshot'))?.currentSnapshot).toEqual(first);
  await task(client.call(vm, 'RevertToCurrentSnapshot_Task', {}));
  await task(client.call(second, 'RemoveSnapshot_Task', { removeChildren: true }));
  const methods = ['hostd.revertToSnapshot', 'hostd.removeSnapshot'];
  expect(esx01.requests.filter(({ method }) => methods.includes(method)).map(({ request }) => request)).toMatchObject([
    { uid: 1 },
    { uid: 1 },
    { uid: 2, removeChildren: true, consolidate: true },
  ]);
  expect(await faultOf(client.call(second, 'RevertToSnapshot_Task', {}))).toBe('ManagedObjectNotFound');
  await task(client.call(vm, 'Destroy_Task', {}));
  expect(await faultOf(client.property(first, 'vm'))).toBe('ManagedObjectNotFound');
});

it('clones, linked or not, and says what it does not', async () => {
  const { client, esx01, inventory, vm, task, snapshot } = await begin();
  const { vmFolder: folder } = inventory;
  const clone = (name: string, more: object = {}, location: object = {}) =>
    client.call(vm, 'CloneVM_Task', {
      folder,
      name,
      spec: {
        _typeName: 'VirtualMachineCloneSpec',
        location: { _typeName: 'VirtualMachineRelocateSpec', ...location },
        template: false,
        powerOn: false,
        ...more,
      },
    });
  const config = {
    _typeName: 'VirtualMachineConfigSpec',
    extraConfig: [{ _typeName: 'OptionValue', key: 'guestinfo.ip', value: '10.10.0.12' }],
  };
  const full = await task(clone('full', { config }, { transform: 'sparse' }));
  const fullRef = known(full.result as ManagedObjectReference, 'VirtualMachine');
  expect(await client.property(fullRef, 'name')).toBe('full');
  const macs = [await client.property(vm, 'config'), await client.property(fullRef, 'config')].map((each) =>
    each?.hardware.device?.flatMap((device) => ('macAddress' in device ? device.macAddress : [])).at(-1),
  );
  expect(new Set(macs).size).toBe(2);
  expect((await client.property(fullRef, 'config'))?.extraConfig).toContainEqual(config.extraConfig[0]);
  const linked = { diskMoveType: 'createNewChildDiskBacking' };
  expect(await faultOf(clone('linked', {}, linked))).toBe('InvalidArgument');
  await task(clone('linked', { snapshot: await snapshot('base') }, linked));
  expect(esx01.requests.filter(({ method }) => method === 'hostd.cloneVm').map(({ request }) => request)).toMatchObject(
    [
      { name: 'full', linked: false, snapshotUid: 0, provisioning: 2, extraConfig: { 'guestinfo.ip': '10.10.0.12' } },
      { name: 'linked', linked: true, snapshotUid: 1, provisioning: null },
    ],
  );
  expect(await faultOf(clone('web'))).toBe('DuplicateName');
  expect(await faultOf(clone('t', { template: true }))).toBe('NotSupported');
  expect(await faultOf(clone('m', {}, { diskMoveType: 'moveChildMostDiskBacking' }))).toBe('NotSupported');
  expect(await faultOf(clone('x', {}, { diskMoveType: 'elsewhere' }))).toBe('InvalidArgument');
  expect(await faultOf(clone('n', { config: { ...config, memoryMB: 8 } }))).toBe('NotSupported');
});

it('tracks changed blocks, and asks the host which they are', async () => {
  const { client, vm, task, snapshot } = await begin();
  await task(
    client.call(vm, 'ReconfigVM_Task', {
      spec: { _typeName: 'VirtualMachineConfigSpec', changeTrackingEnabled: true },
    }),
  );
  expect((await client.property(vm, 'config'))?.changeTrackingEnabled).toBe(true);
  expect((await client.property(vm, 'capability')).changeTrackingSupported).toBe(true);
  const query = { deviceKey: 2_000, startOffset: 0, changeId: '*' };
  const area = { _typeName: 'DiskChangeExtent', start: 0, length: 65_536 };
  const changes = { _typeName: 'DiskChangeInfo', startOffset: 0, length: 65_536, changedArea: [area] };
  expect(await client.call(vm, 'QueryChangedDiskAreas', query)).toEqual(changes);
  expect(await client.call(vm, 'QueryChangedDiskAreas', { ...query, snapshot: await snapshot('a') })).toEqual(changes);
  expect(await faultOf(client.call(vm, 'QueryChangedDiskAreas', { ...query, deviceKey: 4_000 }))).toBe(
    'InvalidArgument',
  );
  const gone = moRef('VirtualMachineSnapshot', '1-snapshot-9');
  expect(await faultOf(client.call(vm, 'QueryChangedDiskAreas', { ...query, snapshot: gone }))).toBe(
    'ManagedObjectNotFound',
  );
});

it('shows the question of a virtual machine, and takes the answer to its host', async () => {
  const { client, esx01, vm } = await begin();
  const vmxPath = '[datastore1] web/web.vmx';
  const text = "There is no more space for virtual disk 'web.vmdk'.";
  esx01.change(vmxPath, {
    question: {
      id: '7',
      messageId: 'msg.hbacommon.outofspace',
      text,
      choices: [
        { key: '0', label: 'button.retry', summary: 'Retry' },
        { key: '1', label: 'button.abort', summary: 'Cancel' },
      ],
      defaultIndex: 0,
    },
  });
  esx01.event({
    type: 'VmMessageEvent',
    message: `Message on web on esx01: ${text}`,
    vmxPath,
    arguments: { messageId: 'msg.hbacommon.outofspace', text },
  });
  esx01.heartbeat();
  const question = await eventually('the question', async () => (await client.property(vm, 'runtime')).question);
  expect(question).toMatchObject({
    id: '7',
    text: `msg.hbacommon.outofspace:${text}`,
    choice: {
      choiceInfo: [
        { key: '0', summary: 'Retry' },
        { key: '1', label: 'button.abort' },
      ],
      defaultIndex: 0,
    },
  });
  const manager = moRef('EventManager', 'EventManager');
  const filter = { _typeName: 'EventFilterSpec', type: ['VmMessageEvent'] } as const;
  expect(await client.call(manager, 'QueryEvents', { filter })).toMatchObject([
    { messageInfo: [{ id: 'msg.hbacommon.outofspace', text }] },
  ]);
  expect(await faultOf(client.call(vm, 'AnswerVM', { questionId: '8', answerChoice: '0' }))).toBe('InvalidArgument');
  await client.call(vm, 'AnswerVM', { questionId: '7', answerChoice: '0' });
  await eventually('no question', async () => (await client.property(vm, 'runtime')).question === undefined);
});

it('shows how far a host is, and waits for it longer than for a short request', async () => {
  const { client, esx01, vm } = await begin();
  const vmxPath = '[datastore1] web/web.vmx';
  esx01.silent.add('hostd.consolidateVmDisks');
  const task = known(await client.call(vm, 'ConsolidateVMDisks_Task', {}), 'Task');
  esx01.change(vmxPath, { progress: 40 });
  esx01.heartbeat();
  await eventually('progress', async () => (await client.property(task, 'info')).progress === 40);
  esx01.change(vmxPath, { progress: 30 });
  esx01.heartbeat();
  // A short request is given up after its third attempt.
  await eventually('the host to be asked for the fourth time', () => {
    esx01.heartbeat();
    return esx01.unanswered > 3;
  });
  esx01.silent.clear();
  expect(await client.waitForTask(task)).toMatchObject({ state: 'success', progress: 100 });
});
