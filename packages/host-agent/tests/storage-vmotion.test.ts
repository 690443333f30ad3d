// Storage vMotion on real hosts and arrays: a guest that writes its ledger all the time while its disks move. What counts is what
// the ledger has afterwards, and what is left on the datastores.
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guestAt, LedgerLoad, ledgerOf, readAppends } from './ledger-load.ts';
import { clearRacks, Rack, vmRequest } from './rack.ts';
import { startStorage, stopStorages } from './storage-host.ts';

/** "1 2 ... count" */
const upTo = (count: bigint): bigint[] => Array.from({ length: Number(count) }, (_, index) => BigInt(index + 1));

/** Everything that was acknowledged, once, and perhaps the one that was under way when the load ended. */
function expectAll(found: readonly bigint[], { acknowledged }: LedgerLoad): void {
  expect(found).toEqual(upTo(BigInt(found.length)));
  expect(BigInt(found.length)).toBeGreaterThanOrEqual(acknowledged);
  expect(BigInt(found.length)).toBeLessThanOrEqual(acknowledged + 1n);
}

const ADDRESS = '10.10.0.11';

let rack: Rack;
let moves = 0;

/** datastore1 and datastore2 are of one array, datastore3 is of another. */
async function newRack(hostNames: readonly string[]): Promise<void> {
  rack = await Rack.start({ hostNames, moreLuns: ['datastore2'], otherLuns: ['datastore3'], storageCables: true });
  for (const name of ['datastore1', 'datastore2', 'datastore3'])
    await rack.management.call('esx01', 'hostd.createVmfsDatastore', { name, naa: '' });
  for (const name of hostNames) await rack.management.call(name, 'hostd.rescanVmfs', {});
}

/** A VM on esx01 whose ledger is written to all the time. */
async function loadedVm(request: Partial<pb.ICreateVmRequest> = {}) {
  const { vmxPath } = await rack.management.call('esx01', 'hostd.createVm', {
    ...vmRequest('web', guestAt(ADDRESS)),
    ...request,
  });
  await rack.management.call('esx01', 'hostd.powerOnVm', { vmxPath });
  const ledger = await ledgerOf(rack, 'esx01', vmxPath, ADDRESS);
  const load = new LedgerLoad(ledger);
  await load.more(10);
  return { vmxPath, ledger, load };
}

function relocate(vmxPath: string, datastore: string, more: Partial<pb.IRelocateStorageRequest> = {}) {
  moves += 1;
  return rack.management.call('esx01', 'vmotion.relocateStorage', {
    migrationId: `move-${moves}`,
    vmxPath,
    datastore,
    disks: [],
    ...more,
  });
}

beforeEach(() => newRack(['esx01', 'esx02']));
afterEach(async () => {
  await stopStorages();
  await clearRacks();
});

/** Names in the root of a datastore, as another host sees them. */
async function foldersOn(datastore: string): Promise<string[]> {
  const { storage } = await startStorage('observer', rack.everyPortal);
  try {
    return (await storage.datastore(datastore)?.list('/')) ?? [];
  } finally {
    await stopStorages();
  }
}

/** So much is copied, over a cable so slow, that somebody can do something meanwhile. */
const SLOW_BYTES_PER_SECOND = 10_000_000;
const large = { diskBytes: 128 * 1024 * 1024, provisioning: pb.DiskProvisioning.eagerZeroedThick };

/** To the second array. */
function relocateSlowly(vmxPath: string) {
  rack.otherStorageLink('esx01').throttle(SLOW_BYTES_PER_SECOND);
  return relocate(vmxPath, 'datastore3');
}

async function copying(vmxPath: string): Promise<void> {
  await eventually('the disk to be copied', () => {
    const { phase, percent } = rack.runtime('esx01', vmxPath)?.migration ?? {};
    return phase === 'copying' && (percent ?? 0) > 0;
  });
}

/** Another host starts the VM by the path that everybody knows; what its ledger has is returned. */
async function startedOn(host: string, { known, at }: { readonly known: string; readonly at: string }) {
  await eventually('the lock to be free', async () => {
    try {
      await rack.management.call(host, 'hostd.powerOnVm', { vmxPath: known });
      return true;
    } catch (error) {
      if ((error as { type?: string }).type !== 'FileLocked') throw error;
      return false;
    }
  });
  return await readAppends(await ledgerOf(rack, host, at, ADDRESS));
}

describe('a guest that writes all the time', () => {
  it('moves within an array and to another one, and loses nothing that it has acknowledged', async () => {
    const { vmxPath, ledger, load } = await loadedVm();
    const { vm, migration } = await relocate(vmxPath, 'datastore2');
    expect(vm?.vmxPath).toBe('[datastore2] web/web.vmx');
    expect(migration).toMatchObject({ phase: 'ended', percent: 100 });
    await load.more(10);
    const again = await relocate('[datastore2] web/web.vmx', 'datastore3');
    expect(again.vm?.disks).toMatchObject([{ fileName: '[datastore3] web/web.vmdk', parents: [] }]);
    await load.more(10);
    await load.stop();
    expectAll(await readAppends(ledger), load);
    // The same after a boot: it is on the disk.
    await rack.management.call('esx01', 'hostd.resetVm', { vmxPath: '[datastore3] web/web.vmx' });
    expectAll(await readAppends(ledger), load);
    // What leads there from the old places goes when nobody needs it any more.
    expect(await foldersOn('datastore1')).toContain('web');
    for (const former of [vmxPath, '[datastore2] web/web.vmx'])
      await rack.management.call('esx01', 'vmotion.completeRelocation', { vmxPath: former });
    expect(await foldersOn('datastore1')).not.toContain('web');
    expect(await foldersOn('datastore2')).not.toContain('web');
  });

  it('moves with its snapshots, and is at one of them again there', async () => {
    const { vmxPath, load } = await loadedVm({ provisioning: pb.DiskProvisioning.thin });
    const before = load.acknowledged;
    for (const name of ['a', 'b'])
      await rack.management.call('esx01', 'hostd.createSnapshot', {
        vmxPath,
        name,
        description: '',
        memory: false,
        quiesce: false,
      });
    await load.more(10);
    const { vm } = await relocate(vmxPath, 'datastore3');
    expect(vm?.snapshots?.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(vm?.disks?.[0]?.parents).toEqual(['[datastore3] web/web-000001.vmdk', '[datastore3] web/web.vmdk']);
    await load.more(10);
    await load.stop();
    const at = vm?.vmxPath ?? '';
    await rack.management.call('esx01', 'hostd.revertToSnapshot', { vmxPath: at, uid: 1 });
    const found = await startedOn('esx01', { known: at, at });
    expect(found).toEqual(upTo(BigInt(found.length)));
    expect(BigInt(found.length)).toBeGreaterThanOrEqual(before);
    expect(BigInt(found.length)).toBeLessThan(load.acknowledged);
  });

  it('stays when the move is cancelled, and when there is no room for it', async () => {
    const { vmxPath, ledger, load } = await loadedVm(large);
    const cancelled = relocateSlowly(vmxPath).catch((error: unknown) => error);
    await copying(vmxPath);
    await rack.management.call('esx01', 'vmotion.cancel', { migrationId: `move-${moves}` });
    expect(await cancelled).toMatchObject({ type: 'RequestCanceled' });
    await load.more(10);
    await rack.management.call('esx01', 'hostd.createVm', {
      ...vmRequest('filler'),
      ...large,
      datastore: 'datastore2',
    });
    await expect(relocate(vmxPath, 'datastore2')).rejects.toMatchObject({ type: 'NoDiskSpace' });
    await load.more(10);
    await load.stop();
    expectAll(await readAppends(ledger), load);
    expect(rack.runtime('esx01', vmxPath)?.disks).toMatchObject([{ fileName: '[datastore1] web/web.vmdk' }]);
    expect(await foldersOn('datastore3')).not.toContain('web');
    expect(await foldersOn('datastore2')).not.toContain('web');
  });

  it('stays, and goes on writing, when the array that it moves to is gone; its copy is removed when that is back', async () => {
    const { vmxPath, ledger, load } = await loadedVm(large);
    const failed = relocateSlowly(vmxPath).catch((error: unknown) => error);
    await copying(vmxPath);
    await rack.otherArray?.kill();
    expect(await failed).toMatchObject({ type: 'CannotAccessFile' });
    await load.more(10);
    await load.stop();
    expectAll(await readAppends(ledger), load);
    await rack.restartOtherArray();
    await eventually('datastore3 to be accessible', () =>
      rack.management.heartbeats
        .get('esx01')
        ?.datastores.some(({ name, accessible }) => name === 'datastore3' && accessible),
    );
    // Its host removes it while it runs.
    await eventually('the copy to be removed', async () => !(await foldersOn('datastore3')).includes('web'));
  });
});

describe('a host that is killed', () => {
  it('before the commit: the VM is where it was, with all that was acknowledged, and the copy is gone', async () => {
    const { vmxPath, load } = await loadedVm(large);
    relocateSlowly(vmxPath).catch(() => undefined);
    await copying(vmxPath);
    await rack.host('esx01').kill();
    const stopped = load.stop();
    const found = await startedOn('esx02', { known: vmxPath, at: vmxPath });
    await stopped;
    expect(found).toEqual(upTo(BigInt(found.length)));
    expect(BigInt(found.length)).toBeGreaterThanOrEqual(load.acknowledged);
    // At the latest when the dead host's lease over the copy is over.
    await eventually('the copy to be gone', async () => !(await foldersOn('datastore3')).includes('web'));
  });

  it('after the commit: whoever comes by the old path finds it at the new one, with all that was acknowledged', async () => {
    const { vmxPath, load } = await loadedVm();
    const at = '[datastore3] web/web.vmx';
    relocate(vmxPath, 'datastore3').catch(() => undefined);
    await eventually('the VM to be at its new place', () => rack.runtime('esx01', at));
    await rack.host('esx01').kill();
    const stopped = load.stop();
    const found = await startedOn('esx02', { known: vmxPath, at });
    await stopped;
    expect(found).toEqual(upTo(BigInt(found.length)));
    expect(BigInt(found.length)).toBeGreaterThanOrEqual(load.acknowledged);
    // The killed host knows it by its old path, or its new one.
    await rack.startHost('esx01');
    await rack.management.takeIn('esx01', 'esx01');
    await eventually('esx01 to know it again', () => rack.runtime('esx01', at));
    await rack.management.call('esx02', 'vmotion.completeRelocation', { vmxPath });
    expect(await foldersOn('datastore1')).not.toContain('web');
  });
});
