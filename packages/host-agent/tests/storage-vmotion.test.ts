// Storage vMotion on real hosts and arrays: a guest that writes its ledger all the time while its disks move. What counts is what
// the ledger has afterwards, and what is left on the datastores.
import type { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guestAt, LedgerLoad, ledgerOf, readAppends } from './ledger-load.ts';
import { clearRacks, Rack, vmRequest } from './rack.ts';

/** "1 2 ... count" */
const upTo = (count: bigint): bigint[] => Array.from({ length: Number(count) }, (_, index) => BigInt(index + 1));

const ADDRESS = '10.10.0.11';
const MIB = 1024 * 1024;

let rack: Rack;
let moves = 0;

/** datastore1 and datastore2 are of one array, datastore3 is of another. */
async function newRack(hostNames: readonly string[]): Promise<void> {
  rack = await Rack.start({ hostNames, moreLuns: ['datastore2'], otherLuns: ['datastore3'] });
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
afterEach(clearRacks);

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
    expect(await readAppends(ledger)).toEqual(upTo(load.acknowledged));
    // The same after a boot: it is on the disk.
    await rack.management.call('esx01', 'hostd.resetVm', { vmxPath: '[datastore3] web/web.vmx' });
    expect(await readAppends(ledger)).toEqual(upTo(load.acknowledged));
  });
});
