// vMotion without shared storage while something dies: either host, the vMotion network, at each step. Afterwards the guest runs on one
// host at most, has all that it ever acknowledged, and nothing of the other copy is left, or it says what it is. A step is made to
// last by a slow network, or by an array that does not answer.
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clearRacks, type Rack } from './rack.ts';
import { filesOn, type Roaming, RoamingVm, twoHostsApart } from './roaming-vm.ts';
import { stopStorages } from './storage-host.ts';

/** Over such a network its memory takes some seconds, and over such a cable to the array its disk. */
const SLOW_BYTES_PER_SECOND = 500_000;
const SLOW_DISK_BYTES_PER_SECOND = 5_000_000;
const large = { diskBytes: 64 * 1024 * 1024, provisioning: pb.DiskProvisioning.eagerZeroedThick };
const FILES = ['web/web-flat.vmdk', 'web/web.vmdk', 'web/web.vmsd', 'web/web.vmx'];

let rack: Rack;
let vm: RoamingVm;

beforeEach(async () => {
  rack = await twoHostsApart();
  vm = await RoamingVm.start(rack, large);
});
afterEach(async () => {
  await stopStorages();
  await clearRacks();
});

function atFullSpeed(): void {
  rack.vmotionLink('esx02').letGo();
  rack.otherStorageLink('esx02').letGo();
}

/** Once the lease of the dead host is over. */
async function startAgain(host: string): Promise<void> {
  await eventually('its lock to be free', () =>
    rack.management.call(host, 'hostd.powerOnVm', { vmxPath: vm.vmxPath }).then(
      () => true,
      () => false,
    ),
  );
}

async function kill(host: string): Promise<void> {
  await rack.host(host).kill();
  rack.management.heartbeats.delete(host);
}

async function copying(): Promise<Roaming> {
  rack.otherStorageLink('esx02').throttle(SLOW_DISK_BYTES_PER_SECOND);
  const migration = await vm.begin();
  await eventually('the disk to be copied', () => {
    const { phase, percent } = vm.runtime.migration ?? {};
    return phase === 'copying' && (percent ?? 0) > 0;
  });
  return migration;
}

/** The disks are equal, and the memory is on its way. */
async function inPreCopy(): Promise<Roaming> {
  rack.vmotionLink('esx02').throttle(SLOW_BYTES_PER_SECOND);
  const migration = await vm.begin();
  await vm.inPhase('preCopy');
  return migration;
}

/** Everything is handed over, and the source's array does not answer whether it has moved. Nobody writes meanwhile. */
async function inSwitchover(): Promise<Roaming> {
  await vm.quiet();
  const migration = await inPreCopy();
  rack.storageLink('esx01').hold();
  rack.vmotionLink('esx02').letGo();
  await eventually('the destination to ask for the switch', () =>
    rack.host('esx01').log.includes('asks for the switch'),
  );
  return migration;
}

const steps = [
  { step: 'while its disks are copied', reached: copying },
  { step: 'while its memory is', reached: inPreCopy },
];

describe.each(steps)('$step', ({ reached }) => {
  it('it is cancelled: nothing is left of it', async () => {
    const migration = await reached();
    await rack.management.call('esx01', 'vmotion.cancel', { migrationId: migration.migrationId });
    await expect(migration.answered).rejects.toThrow(/RequestCanceled|MigrationFault/);
    await vm.runsOnlyOn('esx01');
    await vm.audit();
    expect(await filesOn(rack, 'datastore1')).toEqual(FILES);
    expect(await filesOn(rack, 'datastore2')).toEqual([]);
  });

  it('the destination dies: the guest has not noticed, and what is left says what it is', async () => {
    const migration = await reached();
    await kill('esx02');
    await expect(migration.answered).rejects.toThrow(/MigrationFault/);
    await vm.runsOnlyOn('esx01');
    atFullSpeed();
    await rack.startHost('esx02');
    if ((await filesOn(rack, 'datastore2')).includes('web/web.vmx (source)'))
      await expect(
        rack.management.call('esx02', 'hostd.registerVm', { vmxPath: '[datastore2] web/web.vmx' }),
      ).rejects.toThrow(/InvalidDatastore/);
    // It goes beside it, and is whole.
    await vm.move();
    expect(vm.vmxPath).toBe('[datastore2] web_1/web.vmx');
    await vm.runsOnlyOn('esx02');
    await vm.audit();
  });

  it('the source dies: its copy is removed, and it starts where it was', async () => {
    const migration = await reached();
    await kill('esx01');
    await vm.destinationHasEnded(migration);
    await rack.startHost('esx01');
    await startAgain('esx01');
    await vm.runsOnlyOn('esx01');
    await vm.audit();
    expect(await filesOn(rack, 'datastore2')).toEqual([]);
  });

  it('the vMotion network is cut: the guest has not noticed, and the copy is removed', async () => {
    const migration = await reached();
    rack.vmotionLink('esx02').pull();
    await expect(migration.answered).rejects.toThrow(/MigrationFault/);
    await vm.destinationHasEnded(migration);
    await vm.runsOnlyOn('esx01');
    expect(await filesOn(rack, 'datastore2')).toEqual([]);
    atFullSpeed();
    rack.vmotionLink('esx02').plug();
    await vm.move();
    await vm.runsOnlyOn('esx02');
    await vm.audit();
  });
});

it('the array that it moves to is gone: the guest goes on writing', async () => {
  const migration = await copying();
  await rack.otherArray?.kill();
  await expect(migration.answered).rejects.toThrow(/MigrationFault/);
  await vm.runsOnlyOn('esx01');
  await vm.audit();
});

describe('in the switchover', () => {
  it('the vMotion network is cut: the destination hears by the other one that it has moved', async () => {
    const migration = await inSwitchover();
    rack.vmotionLink('esx02').pull();
    rack.storageLink('esx01').letGo();
    vm.isAt(await migration.answered);
    await eventually('it to run on esx02 only', () => vm.runsOn.join() === 'esx02');
    await vm.audit();
    expect(await filesOn(rack, 'datastore1')).toEqual(['web/web.vmx (destination)']);
  });

  it('the source dies: the destination starts nothing that it does not know of, and it starts where it was', async () => {
    const migration = await inSwitchover();
    await kill('esx01');
    // What it wrote is lost.
    rack.storageLink('esx01').pull();
    await vm.destinationHasEnded(migration);
    expect(vm.runsOn).toEqual([]);
    expect(await filesOn(rack, 'datastore2')).toContain('web/web.vmx (source)');
    rack.storageLink('esx01').letGo();
    rack.storageLink('esx01').plug();
    await rack.startHost('esx01');
    await startAgain('esx01');
    await eventually('it to run on esx01 only', () => vm.runsOn.join() === 'esx01');
    await vm.audit();
  });

  it('the source dies, and its write does not: its next life says so, and the guest goes on at the destination', async () => {
    await inSwitchover();
    await kill('esx01');
    rack.storageLink('esx01').letGo();
    await rack.startHost('esx01');
    vm.isAt('[datastore2] web/web.vmx');
    await eventually('it to run on esx02 only', () => vm.runsOn.join() === 'esx02');
    await vm.audit();
    expect(await filesOn(rack, 'datastore2')).toEqual(FILES);
  });

  it('the destination dies: it has moved, and runs nowhere before somebody starts it there', async () => {
    const migration = await inSwitchover();
    await kill('esx02');
    rack.storageLink('esx01').letGo();
    expect(await migration.answered).toBe('[datastore2] web/web.vmx');
    await eventually('esx01 to have it no more', () => vm.runsOn.length === 0);
    await expect(rack.management.call('esx01', 'hostd.powerOnVm', { vmxPath: vm.vmxPath })).rejects.toThrow(
      /InvalidDatastore/,
    );
  });
});
