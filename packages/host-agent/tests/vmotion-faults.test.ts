// vMotion while something dies: either host, the vMotion network, the array, at each step of a migration. Afterwards exactly one
// host has the VM, and its guest has all that it ever acknowledged. A step is made to last by what it waits for: pages that are
// held up on their way, writes that the array does not answer, a lock that the destination can't reach.
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BegunMigration, MovingVm, twoHosts } from './moving-vm.ts';
import { clearRacks, type Rack } from './rack.ts';

/** Towards a destination: past the handshake, and into the first round. */
const INTO_PRE_COPY_BYTES = 20_000;

let rack: Rack;
let vm: MovingVm;
let idleMb: number | undefined;

beforeEach(async () => {
  rack = await twoHosts();
  idleMb = memoryUsedMb('esx02');
  vm = await MovingVm.start(rack, 'web');
});
afterEach(clearRacks);

const memoryUsedMb = (host: string) => rack.management.heartbeats.get(host)?.memoryUsedMb;

async function kill(host: string): Promise<void> {
  await rack.host(host).kill();
  rack.management.heartbeats.delete(host);
}

/** Nothing of the guest is left on the destination, which does not know it. */
async function destinationIsEmpty({ migrationId }: BegunMigration): Promise<void> {
  // Its heartbeats may still be those of before.
  await eventually('esx02 to have given up', async () => {
    const { underWay } = await rack.management.call('esx02', 'vmotion.lastMigrationStatus', { migrationId });
    return !underWay;
  });
  await eventually(
    'nothing to be left on esx02',
    () => memoryUsedMb('esx02') === idleMb && rack.runtime('esx02', vm.vmxPath) === undefined,
  );
}

/** Its pages are held up in the first round. */
async function inPreCopy(): Promise<BegunMigration> {
  rack.vmotionLink('esx02').holdAfter(INTO_PRE_COPY_BYTES);
  const migration = await vm.begin();
  await vm.inPhase('preCopy');
  return migration;
}

/** Its last write is held up by the array. */
async function stunned(): Promise<BegunMigration> {
  const prepared = await vm.prepare();
  rack.storageLink('esx01').hold();
  await vm.load.stalled();
  const migration = vm.send(prepared);
  await vm.inPhase('stunned');
  return migration;
}

/** Everything is handed over, and the destination can't reach the lock. */
async function inSwitchover(): Promise<BegunMigration> {
  // By then the destination has read all but the lock.
  const migration = await stunned();
  rack.storageLink('esx02').hold();
  rack.storageLink('esx01').letGo();
  await vm.inPhase('switchover');
  return migration;
}

describe('in pre-copy', () => {
  it('the source dies: the VM with it, and it can be started on the other host', async () => {
    const migration = await inPreCopy();
    await kill('esx01');
    rack.vmotionLink('esx02').letGo();
    await destinationIsEmpty(migration);
    await vm.startOn('esx02');
    await vm.load.more(10);
    await vm.audit();
  });

  it('the destination dies: the guest has not noticed', async () => {
    const { answered } = await inPreCopy();
    await kill('esx02');
    rack.vmotionLink('esx02').letGo();
    await expect(answered).rejects.toThrow(/MigrationFault/);
    await vm.runsOnlyOn('esx01');
    await vm.audit();
  });

  it('the vMotion network is cut: the guest has not noticed, and moves when it is whole again', async () => {
    const migration = await inPreCopy();
    rack.vmotionLink('esx02').pull();
    await expect(migration.answered).rejects.toThrow(/MigrationFault/);
    await destinationIsEmpty(migration);
    rack.vmotionLink('esx02').letGo();
    rack.vmotionLink('esx02').plug();
    await vm.migrate();
    await vm.runsOnlyOn('esx02');
    await vm.audit();
  });

  it('the vMotion network is silent: both ends give up by themselves', async () => {
    const migration = await inPreCopy();
    await expect(migration.answered).rejects.toThrow(/MigrationFault: .*silent/);
    await destinationIsEmpty(migration);
    await vm.runsOnlyOn('esx01');
    await vm.audit();
  });

  it('the management network is gone: the hosts end it by themselves', async () => {
    await inPreCopy();
    await rack.broker.kill();
    rack.vmotionLink('esx02').letGo();
    // The switch learns the new port, and the guest answers from there.
    await vm.load.more(50);
    await rack.startBroker();
    await vm.runsOnlyOn('esx02');
    await vm.audit();
  });
});

describe('stunned', () => {
  it('the source dies: the VM with it, and the destination does not go on with what it has', async () => {
    const migration = await stunned();
    await kill('esx01');
    await destinationIsEmpty(migration);
    await vm.startOn('esx02');
    await vm.load.more(10);
    await vm.audit();
  });

  it('the destination dies: the guest goes on when its write is answered', async () => {
    const { answered } = await stunned();
    await kill('esx02');
    await expect(answered).rejects.toThrow(/MigrationFault/);
    rack.storageLink('esx01').letGo();
    await vm.runsOnlyOn('esx01');
    await vm.audit();
  });

  it('it is cancelled: the guest goes on when its write is answered', async () => {
    const migration = await stunned();
    const { answered, migrationId } = migration;
    await rack.management.call('esx01', 'vmotion.cancel', { migrationId });
    await expect(answered).rejects.toThrow(/cancelled/);
    rack.storageLink('esx01').letGo();
    await vm.runsOnlyOn('esx01');
    await destinationIsEmpty(migration);
    await vm.audit();
  });
});

describe('in the switchover', () => {
  it('the source dies: the destination has all that it needs', async () => {
    await inSwitchover();
    await kill('esx01');
    rack.storageLink('esx02').letGo();
    await vm.runsOnlyOn('esx02');
    await vm.audit();
  });

  it('the destination dies before it has the lock: the source takes it back', async () => {
    const { answered, migrationId } = await inSwitchover();
    await expect(rack.management.call('esx01', 'vmotion.cancel', { migrationId })).rejects.toThrow(/InvalidState/);
    await kill('esx02');
    await expect(answered).rejects.toThrow(/MigrationFault: .*the destination has not taken the lock/);
    await vm.runsOnlyOn('esx01');
    await vm.audit();
  });

  it('the destination dies: what the guest writes afterwards is tracked as before', async () => {
    const { management } = rack;
    const { vmxPath } = vm;
    await management.call('esx01', 'hostd.reconfigureVm', { vmxPath, changeTrackingEnabled: true });
    const about = { vmxPath, name: 'a', description: '', memory: false, quiesce: false };
    const { vm: taken } = await management.call('esx01', 'hostd.createSnapshot', about);
    const changeId = taken?.snapshots?.[0]?.disks?.[0]?.changeId ?? '';
    const { answered } = await inSwitchover();
    await kill('esx02');
    await expect(answered).rejects.toThrow(/MigrationFault/);
    await vm.runsOnlyOn('esx01');
    await vm.audit();
    const question = { vmxPath, snapshotUid: 0, disk: 0, startOffset: 0, changeId };
    const { changedAreas } = await management.call('esx01', 'hostd.queryChangedDiskAreas', question);
    expect(changedAreas).not.toHaveLength(0);
  });

  it('the vMotion network is cut: the source takes the lock back, and the destination finds it taken', async () => {
    const migration = await inSwitchover();
    rack.vmotionLink('esx02').pull();
    await expect(migration.answered).rejects.toThrow(/MigrationFault/);
    rack.storageLink('esx02').letGo();
    await destinationIsEmpty(migration);
    await vm.runsOnlyOn('esx01');
    await vm.audit();
  });

  it('the destination is frozen: the source takes the lock back, and who wakes finds it taken', async () => {
    const migration = await inSwitchover();
    rack.host('esx02').signal('SIGSTOP');
    await expect(migration.answered).rejects.toThrow(/MigrationFault/);
    await vm.load.more(10);
    rack.storageLink('esx02').letGo();
    rack.host('esx02').signal('SIGCONT');
    await destinationIsEmpty(migration);
    await vm.runsOnlyOn('esx01');
    await vm.audit();
  });

  it('the source is frozen: the destination goes on, and who wakes has nothing any more', async () => {
    const { answered } = await inSwitchover();
    rack.host('esx01').signal('SIGSTOP');
    rack.management.heartbeats.delete('esx01');
    rack.storageLink('esx02').letGo();
    await vm.load.more(10);
    rack.host('esx01').signal('SIGCONT');
    expect(await answered).toMatchObject({ phase: 'ended', percent: 100 });
    await eventually('esx01 to know it no more', () => {
      const heartbeat = rack.management.heartbeats.get('esx01');
      return heartbeat && !heartbeat.vms.some(({ vmxPath }) => vmxPath === vm.vmxPath);
    });
    await vm.runsOnlyOn('esx02');
    await vm.audit();
  });

  it('the word that it runs there is lost: the source learns it from the disk', async () => {
    const { answered } = await inSwitchover();
    rack.vmotionLink('esx02').hold();
    rack.storageLink('esx02').letGo();
    expect(await answered).toMatchObject({ phase: 'ended', percent: 100 });
    await vm.runsOnlyOn('esx02');
    expect(rack.runtime('esx01', vm.vmxPath)).toBeUndefined();
    await vm.audit();
  });

  it('the destination dies with the lock, unheard: the source does not run it, and nobody’s locks are in the way', async () => {
    const { answered } = await inSwitchover();
    rack.vmotionLink('esx02').hold();
    rack.storageLink('esx02').letGo();
    await eventually(
      'it to run there',
      () => rack.runtime('esx02', vm.vmxPath)?.powerState === pb.PowerState.poweredOn,
    );
    await kill('esx02');
    expect(await answered).toMatchObject({ phase: 'ended' });
    await eventually('esx01 to know it no more', () => rack.runtime('esx01', vm.vmxPath) === undefined);
    await rack.management.call('esx01', 'hostd.registerVm', { vmxPath: vm.vmxPath });
    await vm.startOn('esx01');
    await vm.load.more(10);
    await vm.audit();
  });
});
