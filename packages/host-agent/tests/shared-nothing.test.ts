// vMotion without shared storage, on real hosts: each has a datastore of its own. A guest that appends to its ledger moves with its
// disks, and what counts is what the ledger has afterwards, on how many hosts it runs, and what is left on the datastores.
import { pb } from '@microsphere/proto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAppends } from './ledger-load.ts';
import { clearRacks, type Rack } from './rack.ts';
import { filesOn, RoamingVm, twoHostsApart } from './roaming-vm.ts';
import { stopStorages } from './storage-host.ts';

let rack: Rack;

beforeEach(async () => {
  rack = await twoHostsApart();
});
afterEach(async () => {
  await stopStorages();
  await clearRacks();
});

const FILES = ['web/web-flat.vmdk', 'web/web.vmdk', 'web/web.vmsd', 'web/web.vmx'];

describe('a guest that writes all the time', () => {
  it.each([{ encrypted: false }, { encrypted: true }])('moves there and back, %j', async (how) => {
    const vm = await RoamingVm.start(rack);
    await vm.move(how);
    expect(vm.vmxPath).toBe('[datastore2] web/web.vmx');
    await vm.runsOnlyOn('esx02');
    expect(vm.runtime.disks).toMatchObject([{ fileName: '[datastore2] web/web.vmdk', parents: [] }]);
    // What leads there from its old place goes when nobody needs it any more.
    expect(await filesOn(rack, 'datastore1')).toEqual(['web/web.vmx (destination)']);
    const former = { vmxPath: '[datastore1] web/web.vmx' };
    await rack.management.call('esx02', 'vmotion.completeRelocation', former);
    await rack.management.call('esx01', 'vmotion.completeRelocation', { ...former, settled: true });
    expect(await filesOn(rack, 'datastore1')).toEqual([]);
    await vm.move(how);
    expect(vm.vmxPath).toBe('[datastore1] web/web.vmx');
    await vm.runsOnlyOn('esx01');
    await vm.audit();
    // The same after a boot: it is on the disk.
    const before = await readAppends(vm.ledger);
    await rack.management.call('esx01', 'hostd.resetVm', { vmxPath: vm.vmxPath });
    expect(await readAppends(vm.ledger)).toEqual(before);
    expect(await filesOn(rack, 'datastore1')).toEqual(FILES);
    expect(await filesOn(rack, 'datastore2')).toEqual(['web/web.vmx (destination)']);
  });

  it('takes its snapshots along, and its record of changed blocks', async () => {
    const vm = await RoamingVm.start(rack, { provisioning: pb.DiskProvisioning.thin });
    const { management } = rack;
    await management.call('esx01', 'hostd.reconfigureVm', { vmxPath: vm.vmxPath, changeTrackingEnabled: true });
    const snapshot = { description: '', memory: false, quiesce: false };
    await management.call('esx01', 'hostd.createSnapshot', { vmxPath: vm.vmxPath, name: 'a', ...snapshot });
    const before = Number(vm.load.acknowledged);
    await vm.load.more(10);
    const { vm: taken } = await management.call('esx01', 'hostd.createSnapshot', {
      vmxPath: vm.vmxPath,
      name: 'b',
      ...snapshot,
    });
    const changeId = taken?.snapshots?.[1]?.disks?.[0]?.changeId ?? '';
    await vm.load.more(10);
    await vm.move();
    await vm.runsOnlyOn('esx02');
    expect(vm.runtime.snapshots?.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(vm.runtime.disks?.[0]?.parents).toEqual(['[datastore2] web/web-000001.vmdk', '[datastore2] web/web.vmdk']);
    const question = { vmxPath: vm.vmxPath, snapshotUid: 0, disk: 0, startOffset: 0, changeId };
    const { changedAreas } = await management.call('esx02', 'hostd.queryChangedDiskAreas', question);
    // Less than all of it has changed: the record is that of before, and not a new one.
    expect(changedAreas.length).toBeGreaterThan(0);
    expect(changedAreas.reduce((sum, { length }) => sum + Number(length), 0)).toBeLessThan(4 * 1024 * 1024);
    await vm.audit();
    const all = (await readAppends(vm.ledger)).length;
    await management.call('esx02', 'hostd.powerOffVm', { vmxPath: vm.vmxPath });
    await management.call('esx02', 'hostd.revertToSnapshot', { vmxPath: vm.vmxPath, uid: 1 });
    await management.call('esx02', 'hostd.powerOnVm', { vmxPath: vm.vmxPath });
    const found = await readAppends(vm.ledger);
    expect(found.length).toBeGreaterThanOrEqual(before);
    expect(found.length).toBeLessThan(all);
  });
});
