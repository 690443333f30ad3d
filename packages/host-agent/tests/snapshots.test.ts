// Snapshots, clones and full datastores on real hosts, with guests that write all the time. What counts is what the ledger
// in the guest has afterwards.
import { GUEST } from '@microsphere/guests';
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, guestAt, LedgerLoad, ledgerOf, readAppends } from './ledger-load.ts';
import { clearRacks, Rack, vmRequest } from './rack.ts';

/** "1 2 ... count" */
const upTo = (count: bigint): bigint[] => Array.from({ length: Number(count) }, (_, index) => BigInt(index + 1));

let rack: Rack;

async function newRack(lunSizeBytes: number): Promise<void> {
  rack = await Rack.start({ hostNames: ['esx01', 'esx02'], lunSizeBytes });
  await rack.management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  await rack.management.call('esx02', 'hostd.rescanVmfs', {});
}

/** A VM on esx01 with a thin disk, whose ledger is written to all the time. */
async function loadedVm(name: string, address: string) {
  const request = { ...vmRequest(name, guestAt(address)), provisioning: pb.DiskProvisioning.thin };
  const { vmxPath } = await rack.management.call('esx01', 'hostd.createVm', request);
  await rack.management.call('esx01', 'hostd.powerOnVm', { vmxPath });
  const ledger = await ledgerOf(rack, 'esx01', vmxPath, address);
  const load = new LedgerLoad(ledger);
  await load.more(10);
  const snapshot = async (taken: string) => {
    const about = { vmxPath, name: taken, description: '', memory: false, quiesce: false };
    return (await rack.management.call('esx01', 'hostd.createSnapshot', about)).uid;
  };
  return { vmxPath, ledger, load, snapshot };
}

describe('a guest under load', () => {
  beforeAll(() => newRack(256 * 1024 * 1024));
  afterAll(clearRacks);

  it('is at a snapshot again with all that it had acknowledged before, and nothing of what came after', async () => {
    const { management } = rack;
    const { vmxPath, ledger, load, snapshot } = await loadedVm('reverted', '10.10.0.11');
    const before = load.acknowledged;
    const uid = await snapshot('a');
    const after = load.acknowledged;
    await load.more(20);
    await load.stop();
    const { vm } = await management.call('esx01', 'hostd.revertToSnapshot', { vmxPath, uid });
    expect(vm).toMatchObject({ powerState: pb.PowerState.poweredOff, cleanPowerOff: true, currentSnapshot: uid });
    await management.call('esx01', 'hostd.powerOnVm', { vmxPath });
    await ledgerOf(rack, 'esx01', vmxPath, '10.10.0.11');
    const found = await readAppends(ledger);
    expect(found).toEqual(upTo(BigInt(found.length)));
    expect(BigInt(found.length)).toBeGreaterThanOrEqual(before);
    // One append was under way when the snapshot was there.
    expect(BigInt(found.length)).toBeLessThanOrEqual(after + 1n);
    await management.call('esx01', 'hostd.powerOffVm', { vmxPath });
    await management.call('esx01', 'hostd.destroyVm', { vmxPath });
  });

  it('loses nothing while its snapshots are removed and its disks merged', async () => {
    const { management } = rack;
    const { vmxPath, ledger, load, snapshot } = await loadedVm('merged', '10.10.0.12');
    for (const name of ['a', 'b', 'c']) {
      await snapshot(name);
      await load.more(10);
    }
    await management.call('esx01', 'hostd.removeSnapshot', {
      vmxPath,
      uid: 2,
      removeChildren: false,
      consolidate: true,
    });
    await load.more(10);
    const { vm } = await management.call('esx01', 'hostd.removeAllSnapshots', { vmxPath, consolidate: true });
    expect(vm).toMatchObject({ snapshots: [], consolidationNeeded: false });
    expect(vm?.disks).toMatchObject([{ fileName: '[datastore1] merged/merged.vmdk', parents: [] }]);
    await load.more(10);
    await load.stop();
    expect(await readAppends(ledger)).toEqual(upTo(load.acknowledged));
    // The same after a boot: it is on the disk.
    await management.call('esx01', 'hostd.resetVm', { vmxPath });
    expect(await readAppends(ledger)).toEqual(upTo(load.acknowledged));
    await management.call('esx01', 'hostd.powerOffVm', { vmxPath });
    await management.call('esx01', 'hostd.destroyVm', { vmxPath });
  });

  it('has clones, which share what it had or have it on their own', async () => {
    const { management } = rack;
    const { vmxPath, load, snapshot } = await loadedVm('source', '10.10.0.13');
    const before = load.acknowledged;
    const snapshotUid = await snapshot('a');
    await load.more(5);
    await load.stop();
    const clone = async (name: string, address: string, linked: boolean) => {
      const { instanceUuid = '', biosUuid = '', adapters = [], extraConfig = {} } = vmRequest(name, guestAt(address));
      const { vm } = await management.call('esx01', 'hostd.cloneVm', {
        vmxPath,
        name,
        instanceUuid,
        biosUuid,
        datastore: 'datastore1',
        adapters,
        snapshotUid,
        linked,
        extraConfig,
      });
      const path = vm?.vmxPath ?? '';
      await management.call('esx01', 'hostd.powerOnVm', { vmxPath: path });
      const found = await readAppends(await ledgerOf(rack, 'esx01', path, address));
      expect(BigInt(found.length)).toBeGreaterThanOrEqual(before);
      expect(found.length).toBeLessThan(Number(load.acknowledged));
      return vm;
    };
    const linked = await clone('linked', '10.10.0.14', true);
    expect(linked?.disks?.[0]?.parents).toEqual(['[datastore1] source/source.vmdk']);
    expect((await clone('full', '10.10.0.15', false))?.disks?.[0]).toMatchObject({ parents: [], provisioning: 2 });
    await management.call('esx01', 'hostd.powerOffVm', { vmxPath });
    await expect(management.call('esx01', 'hostd.destroyVm', { vmxPath })).rejects.toMatchObject({
      type: 'ResourceInUse',
    });
    // What the linked clone descends from stays, though no snapshot names it any more.
    const { vm } = await management.call('esx01', 'hostd.removeAllSnapshots', { vmxPath, consolidate: true });
    expect(vm).toMatchObject({ snapshots: [], consolidationNeeded: false });
    expect(vm?.disks?.[0]?.parents).toHaveLength(1);
  });
});

describe('changed block tracking', () => {
  afterEach(clearRacks);

  it('names what was written since a snapshot, also after that is removed; and nothing any more after a crash', async () => {
    await newRack(256 * 1024 * 1024);
    const { management } = rack;
    const { vmxPath, load, snapshot } = await loadedVm('tracked', '10.10.0.11');
    await management.call('esx01', 'hostd.reconfigureVm', { vmxPath, changeTrackingEnabled: true });
    const changesSince = (changeId: string, snapshotUid: number, host = 'esx01') =>
      management.call(host, 'hostd.queryChangedDiskAreas', { vmxPath, snapshotUid, disk: 0, startOffset: 0, changeId });
    const taken = async (name: string) => {
      const uid = await snapshot(name);
      const { vm } = await management.call('esx01', 'hostd.renameSnapshot', { vmxPath, uid });
      return { uid, changeId: vm?.snapshots?.find((each) => each.uid === uid)?.disks?.[0]?.changeId ?? '' };
    };
    const first = await taken('a');
    await load.more(5);
    const second = await taken('b');
    const changed = await changesSince(first.changeId, second.uid);
    const sum = (areas: typeof changed.changedAreas) => areas.reduce((total, { length }) => total + (length ?? 0), 0);
    // The ledger's area, and not the guest's system, which is allocated, too.
    expect(changed).toMatchObject({ startOffset: 0, length: 4 * 1024 * 1024 });
    expect(changed.changedAreas.every(({ start }) => (start ?? 0) >= GUEST.ledgerAreaOffsetBytes)).toBe(true);
    expect(sum(changed.changedAreas)).toBeGreaterThan(0);
    const all = await changesSince('*', second.uid);
    expect(sum(all.changedAreas)).toBeGreaterThan(sum(changed.changedAreas));
    await management.call('esx01', 'hostd.removeAllSnapshots', { vmxPath, consolidate: true });
    await load.more(5);
    const third = await taken('c');
    expect(sum((await changesSince(second.changeId, third.uid)).changedAreas)).toBeGreaterThan(0);
    await expect(changesSince('5027e0ab-0000-4000-8000-000000000000/1', third.uid)).rejects.toMatchObject({
      type: 'FileFault',
    });
    await rack.host('esx01').kill();
    await eventually('the lease of the dead host to end', () =>
      management.call('esx02', 'hostd.powerOnVm', { vmxPath }).then(
        () => true,
        () => false,
      ),
    );
    await expect(changesSince(third.changeId, third.uid, 'esx02')).rejects.toMatchObject({ type: 'FileFault' });
    await load.more(1);
    await load.stop();
  });
});

describe('a host that is killed', () => {
  afterEach(clearRacks);

  it('in the middle of a consolidation loses nothing: another one has all that was acknowledged', async () => {
    await newRack(256 * 1024 * 1024);
    const { management } = rack;
    const { vmxPath, ledger, load, snapshot } = await loadedVm('killed', '10.10.0.11');
    for (let count = 0; count < 6; count += 1) {
      await snapshot(`s${count}`);
      await load.more(3);
    }
    const removal = management.call('esx01', 'hostd.removeAllSnapshots', { vmxPath, consolidate: true }).then(
      () => true,
      () => true,
    );
    await eventually('the consolidation to be under way', async () => {
      const { progress = 0, snapshots = [] } = rack.runtime('esx01', vmxPath) ?? {};
      return (progress ?? 0) > 0 || snapshots?.length === 0;
    });
    await rack.host('esx01').kill();
    await eventually('the lease of the dead host to end', () =>
      management.call('esx02', 'hostd.powerOnVm', { vmxPath }).then(
        () => true,
        (error: unknown) => {
          expect(error).toMatchObject({ type: 'FileLocked' });
          return false;
        },
      ),
    );
    await load.more(5);
    await management.call('esx02', 'hostd.consolidateVmDisks', { vmxPath });
    await load.more(5);
    await load.stop();
    expect(await readAppends(ledger)).toEqual(upTo(load.acknowledged));
    const vm = await eventually('the disks to be one', () => {
      const seen = rack.runtime('esx02', vmxPath);
      return seen?.disks?.[0]?.parents?.length === 0 && seen;
    });
    expect(vm).toMatchObject({ snapshots: [], consolidationNeeded: false });
    void removal;
  });
});

describe('a datastore that is full', () => {
  afterEach(clearRacks);

  it('makes a guest stand still and ask; it goes on when there is space, and its power can be cut', async () => {
    await newRack(64 * 1024 * 1024);
    const { management } = rack;
    const { vmxPath, ledger, load } = await loadedVm('asking', '10.10.0.11');
    await load.stop();
    // No file block is left for what is written from now on.
    const fillers: string[] = [];
    for (let full = false; !full; ) {
      const request = { ...vmRequest(`filler${fillers.length}`), image: '', diskBytes: 2 * 1024 * 1024 };
      const eager = { ...request, provisioning: pb.DiskProvisioning.eagerZeroedThick };
      full = await management.call('esx01', 'hostd.createVm', eager).then(
        ({ vmxPath: filler }) => {
          fillers.push(filler);
          return false;
        },
        (error: unknown) => {
          expect(error).toMatchObject({ type: 'NoDiskSpace' });
          return true;
        },
      );
    }
    for (let full = false; !full; )
      full = await management
        .call('esx01', 'hostd.createVm', {
          ...vmRequest(`small${fillers.length}`),
          image: '',
          diskBytes: 512,
          provisioning: pb.DiskProvisioning.eagerZeroedThick,
        })
        .then(
          ({ vmxPath: filler }) => {
            fillers.push(filler);
            return false;
          },
          () => true,
        );
    // More than what is left of the file block that the ledger begins in.
    const total = (2 * 1024 * 1024 - GUEST.ledgerEntriesOffsetBytes) / GUEST.ledgerEntryBytes / 2;
    const appended = (async () => {
      for (let n = 1; n <= total; n += GUEST.ledgerWindow)
        await Promise.all(
          Array.from({ length: GUEST.ledgerWindow }, (_, index) => BigInt(n + index)).map((each) =>
            ask(ledger, { operation: 'append', tag: each, client: 9n, n: each }),
          ),
        );
      return await ask(ledger, { operation: 'status', tag: 1n });
    })();
    const question = await eventually('the question', () => rack.runtime('esx01', vmxPath)?.question);
    expect(question).toMatchObject({ messageId: 'msg.hbacommon.outofspace' });
    expect(question.text).toContain("There is no more space for virtual disk 'asking.vmdk'.");
    expect(management.events.map(({ type }) => type)).toContain('VmMessageEvent');
    expect(await rack.ping('10.10.0.11')).toBe(false);
    for (const filler of fillers.splice(0, 4)) await management.call('esx01', 'hostd.destroyVm', { vmxPath: filler });
    const answer = { vmxPath, questionId: question.id ?? '', answerChoice: '0' };
    await management.call('esx01', 'hostd.answerVm', answer);
    const { status, boot, entries } = await appended;
    expect({ status, boot }).toEqual({ status: 'ok', boot: 1n });
    expect(entries).toBeGreaterThan(BigInt(total));
    await management.call('esx01', 'hostd.powerOffVm', { vmxPath });
  });
});
