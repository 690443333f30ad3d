// Snapshots of a virtual machine that migrates meanwhile, and the other way round: through vCenter one of the two is refused; asked of
// the hosts themselves, one waits for the other. What counts is what the ledger in the guest has afterwards.
import { GUEST } from '@microsphere/guests';
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { type ClusterHost, clearClusters, TestCluster } from '@microsphere/testkit/cluster';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guestAt, type LedgerAddress, LedgerLoad, ledgerOf, readAppends } from './ledger-load.ts';
import { MovingVm, twoHosts } from './moving-vm.ts';
import { clearRacks, Rack, vmRequest } from './rack.ts';

/** Towards a destination: past the handshake, and into the first round. */
const INTO_PRE_COPY_BYTES = 20_000;
/** So much is sent, over cables so slow, that somebody can do something meanwhile. */
const SLOW_VMOTION_BYTES_PER_SECOND = 200_000;
const ZEROED_DISK_BYTES = 96 * 1024 * 1024;
/** Heartbeats on the datastore go the same way. */
const SLOW_STORAGE_BYTES_PER_SECOND = 10_000_000;
const ADDRESS = '10.10.0.11';
const snapshot = { name: 's', description: '', memory: false, quiesce: false };

/** The newest append that the ledger has: all of those before are there, too, once. */
async function newestIn(ledger: LedgerAddress): Promise<bigint> {
  const found = await readAppends(ledger);
  expect(found).toEqual(Array.from({ length: found.length }, (_, index) => BigInt(index + 1)));
  return BigInt(found.length);
}

/** All that was acknowledged when the load ended, and perhaps the one that was under way. */
async function hasAll(ledger: LedgerAddress, load: LedgerLoad): Promise<void> {
  await load.stop();
  expect([0n, 1n]).toContain((await newestIn(ledger)) - load.acknowledged);
}

/** It is as it was at the snapshot. */
async function isAsBefore(ledger: LedgerAddress, before: { readonly from: bigint; readonly to: bigint }) {
  const newest = await newestIn(ledger);
  expect(newest).toBeGreaterThanOrEqual(before.from);
  expect(newest).toBeLessThanOrEqual(before.to);
}

describe('through vCenter', () => {
  afterEach(clearClusters);

  it('what comes second is refused, and neither has harmed the other', async () => {
    const cluster = await TestCluster.start({ hosts: ['esx01', 'esx02'], vcenter: true });
    const [esx01, esx02] = [cluster.host('esx01'), cluster.host('esx02')];
    await cluster.runVm('web', { host: 'esx01', zeroedDiskBytes: ZEROED_DISK_BYTES, extraConfig: guestAt(ADDRESS) });
    const ledger = await cluster.physicalSwitch.publish(ADDRESS, GUEST.ledgerUdpPort);
    const load = new LedgerLoad(ledger);
    const { client } = cluster.vcenter;
    const web = cluster.vcenter.vm('web');
    const datastores = await client.retrieve('Datastore', ['name']);

    const migrate = ({ name }: ClusterHost) =>
      client.call(web, 'MigrateVM_Task', { host: cluster.vcenter.host(name), priority: 'defaultPriority' });
    const relocate = (name: string) => {
      const datastore = datastores.find(({ properties }) => properties.name === name)?.obj;
      return client.call(web, 'RelocateVM_Task', { spec: { _typeName: 'VirtualMachineRelocateSpec', datastore } });
    };
    const current = async () => {
      const { currentSnapshot } = (await client.property(web, 'snapshot')) ?? {};
      if (!currentSnapshot) throw new Error('there is no current snapshot');
      return { ...currentSnapshot, type: 'VirtualMachineSnapshot' } as const;
    };
    const create = () => client.call(web, 'CreateSnapshot_Task', snapshot);
    const revert = () => client.call(web, 'RevertToCurrentSnapshot_Task', {});
    const remove = async () => client.call(await current(), 'RemoveSnapshot_Task', { removeChildren: false });
    const done = async (task: ReturnType<typeof create>) => await client.waitForTask(await task);

    const inPhase = (phase: string) =>
      eventually(`the migration to be in phase ${phase}`, () =>
        cluster.hosts.some((host) => cluster.heartbeat(host)?.vms.some(({ migration }) => migration?.phase === phase)),
      );
    const refused = async (...asked: (() => ReturnType<typeof create>)[]) => {
      for (const ask of asked) await expect(ask()).rejects.toMatchObject({ type: 'TaskInProgress' });
    };
    const count = async () => (await client.property(web, 'rootSnapshot'))?.length ?? 0;

    await load.more(10);
    const from = load.acknowledged;
    await done(create());
    const before = { from, to: load.acknowledged + 1n };
    await load.more(10);

    // The host moves.
    esx02.vmotion.throttle(SLOW_VMOTION_BYTES_PER_SECOND);
    const migration = migrate(esx02);
    await inPhase('preCopy');
    await refused(create, revert, remove);
    esx02.vmotion.letGo();
    await done(migration);
    await cluster.runsOnlyOn('web', esx02);
    await load.more(10);

    // The files move.
    esx02.storage.get('datastore2')?.throttle(SLOW_STORAGE_BYTES_PER_SECOND);
    const relocation = relocate('datastore2');
    await inPhase('copying');
    await refused(create, revert, remove);
    esx02.storage.get('datastore2')?.letGo();
    await done(relocation);
    expect(await count()).toBe(1);
    await load.more(10);

    // A snapshot is taken, and one is removed.
    for (const operation of [create, remove]) {
      esx02.storage.get('datastore2')?.hold();
      const task = operation();
      await task;
      await refused(
        () => migrate(esx01),
        () => relocate('datastore1'),
      );
      esx02.storage.get('datastore2')?.letGo();
      await done(task);
    }
    await done(migrate(esx01));
    await done(relocate('datastore1'));
    await load.more(10);
    await hasAll(ledger, load);
    expect(await count()).toBe(1);

    // It is reverted: off, and as it was when that snapshot was taken.
    const task = revert();
    await task;
    await refused(() => migrate(esx02));
    await done(task);
    await done(client.call(web, 'PowerOnVM_Task', {}));
    await isAsBefore(ledger, before);
    await done(remove());
    await isAsBefore(ledger, before);
  });
});

describe('asked of the hosts', () => {
  let rack: Rack;
  afterEach(clearRacks);

  describe('a virtual machine that goes to another host', () => {
    let vm: MovingVm;
    beforeEach(async () => {
      rack = await twoHosts();
      vm = await MovingVm.start(rack, 'web');
    });

    const create = (host: string) =>
      rack.management.call(host, 'hostd.createSnapshot', { vmxPath: vm.vmxPath, ...snapshot });
    const snapshots = () => vm.runtime.snapshots ?? [];

    it('is not there any more for a snapshot that was asked for meanwhile', async () => {
      rack.vmotionLink('esx02').holdAfter(INTO_PRE_COPY_BYTES);
      const { answered } = await vm.begin();
      await vm.inPhase('preCopy');
      const asked = create('esx01').catch((error: unknown) => error);
      rack.vmotionLink('esx02').letGo();
      await answered;
      // Nothing was done of it: it is asked for again where the VM is.
      expect(await asked).toMatchObject({ type: 'NotFound' });
      await vm.runsOnlyOn('esx02');
      expect(snapshots()).toEqual([]);
      await create('esx02');
      await eventually('the snapshot', () => snapshots().length === 1);
      await vm.load.more(10);
      await vm.audit();
    });

    it('has a snapshot that was asked for meanwhile once it stays', async () => {
      rack.vmotionLink('esx02').holdAfter(INTO_PRE_COPY_BYTES);
      const { answered, migrationId } = await vm.begin();
      await vm.inPhase('preCopy');
      const asked = create('esx01');
      await rack.management.call('esx01', 'vmotion.cancel', { migrationId });
      await expect(answered).rejects.toThrow(/MigrationFault/);
      expect((await asked).vm?.snapshots).toHaveLength(1);
      rack.vmotionLink('esx02').letGo();
      await vm.migrate();
      await vm.runsOnlyOn('esx02');
      expect(snapshots()).toHaveLength(1);
      await vm.audit();
    });

    it('goes once its snapshot is taken, or removed', async () => {
      const remove = (host: string) =>
        rack.management.call(host, 'hostd.removeAllSnapshots', { vmxPath: vm.vmxPath, consolidate: true });
      for (const change of [create, remove]) {
        const { host } = vm;
        const prepared = await vm.prepare();
        rack.storageLink(host).hold();
        const changed = change(host);
        const { answered } = vm.send(prepared);
        await vm.load.stalled();
        rack.storageLink(host).letGo();
        const number = change === create ? 1 : 0;
        expect((await changed).vm?.snapshots ?? []).toHaveLength(number);
        await answered;
        await vm.runsOnlyOn(vm.destination);
        expect(snapshots()).toHaveLength(number);
      }
      await vm.audit();
    });
  });

  it('a snapshot that was asked for while the files move is taken where they are then', async () => {
    rack = await Rack.start({ hostNames: ['esx01'], otherLuns: ['datastore2'], storageCables: true });
    const { management } = rack;
    for (const name of ['datastore1', 'datastore2'])
      await management.call('esx01', 'hostd.createVmfsDatastore', { name, naa: '' });
    const { vmxPath } = await management.call('esx01', 'hostd.createVm', {
      ...vmRequest('web', guestAt(ADDRESS)),
      diskBytes: ZEROED_DISK_BYTES,
      provisioning: pb.DiskProvisioning.eagerZeroedThick,
    });
    await management.call('esx01', 'hostd.powerOnVm', { vmxPath });
    const ledger = await ledgerOf(rack, 'esx01', vmxPath, ADDRESS);
    const load = new LedgerLoad(ledger);
    await load.more(10);
    rack.otherStorageLink('esx01').throttle(SLOW_STORAGE_BYTES_PER_SECOND);
    const request = { migrationId: 'move', vmxPath, datastore: 'datastore2', disks: [] };
    const moved = management.call('esx01', 'vmotion.relocateStorage', request);
    await eventually('the disk to be copied', () => {
      const { phase, percent } = rack.runtime('esx01', vmxPath)?.migration ?? {};
      return phase === 'copying' && (percent ?? 0) > 0;
    });
    const from = load.acknowledged;
    const asked = management.call('esx01', 'hostd.createSnapshot', { vmxPath, ...snapshot });
    rack.otherStorageLink('esx01').letGo();
    expect((await moved).vm?.snapshots ?? []).toEqual([]);
    const { vm: taken, uid } = await asked;
    const before = { from, to: load.acknowledged + 1n };
    const at = '[datastore2] web/web.vmx';
    expect(taken).toMatchObject({
      vmxPath: at,
      disks: [{ fileName: '[datastore2] web/web-000001.vmdk', parents: ['[datastore2] web/web.vmdk'] }],
    });
    await load.more(10);
    await hasAll(ledger, load);
    await management.call('esx01', 'hostd.revertToSnapshot', { vmxPath: at, uid });
    await management.call('esx01', 'hostd.powerOnVm', { vmxPath: at });
    await isAsBefore(ledger, before);
    await management.call('esx01', 'hostd.removeAllSnapshots', { vmxPath: at, consolidate: true });
    await isAsBefore(ledger, before);
  });
});
