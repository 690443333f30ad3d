// A guest that writes while its host's paths to the array are cut, one or both, and while its LUN is taken away.
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';
import { guestAt, LedgerLoad, ledgerOf } from './ledger-load.ts';
import { clearRacks, Rack, vmRequest } from './rack.ts';

afterEach(clearRacks);

const ADDRESS = '10.10.0.11';

/** esx01 with two paths, and a VM with a ledger, to which is appended. */
async function loadedRack() {
  const rack = await Rack.start({ hostNames: ['esx01'], paths: 2 });
  await rack.management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  const vmxPath = await rack.createVm('esx01', 'web', guestAt(ADDRESS));
  await rack.management.call('esx01', 'hostd.powerOnVm', { vmxPath });
  const load = new LedgerLoad(await ledgerOf(rack, 'esx01', vmxPath, ADDRESS));
  await load.more(20);
  const [first, second] = rack.links;
  if (!first || !second) throw new Error('there are two links');
  /** The host has said it so many times. */
  const said = (event: string, times = 1) =>
    eventually(`${times} times ${event}`, () => rack.host('esx01').log.split(`"${event}"`).length > times);
  const datastoreIs = (wanted: 'accessible' | 'inaccessible') =>
    eventually(`the datastore to be ${wanted}`, () =>
      rack.management.heartbeats
        .get('esx01')
        ?.datastores.every(({ accessible }) => accessible === (wanted === 'accessible')),
    );
  return { rack, vmxPath, first, second, load, said, datastoreIs };
}

it('notices nothing of a path that is cut', async () => {
  const { rack, first, second, load, said } = await loadedRack();
  let cuts = 0;
  for (const link of [first, second, first]) {
    cuts += 1;
    link.pull();
    await said('esx.problem.storage.redundancy.lost', cuts);
    await load.more(20);
    link.plug();
    await said('esx.clear.storage.redundancy.restored', cuts);
    await load.more(20);
  }
  await load.stop();
  // Every append is there, and once.
  expect(load.last).toMatchObject({ status: 'ok', boot: 1n, index: load.acknowledged });
  const { log } = rack.host('esx01');
  for (const event of ['esx.problem.storage.apd.start', 'esx.problem.vmfs.heartbeat.timedout', 'disk write failed'])
    expect(log).not.toContain(event);
});

it('goes on where it was when all paths were down, and are back', async () => {
  const { first, second, load, said, datastoreIs } = await loadedRack();
  for (const link of [first, second]) link.pull();
  await said('esx.problem.storage.apd.start');
  await datastoreIs('inaccessible');
  for (const link of [first, second]) link.plug();
  await said('esx.clear.storage.apd.exit');
  await datastoreIs('accessible');
  await load.more(20);
  await load.stop();
  expect(load.last).toMatchObject({ status: 'ok', boot: 1n, index: load.acknowledged });
});

it('gets errors at once when its LUN is gone for good, and can be switched off', async () => {
  const { rack, vmxPath, load, said, datastoreIs } = await loadedRack();
  const portal = String(rack.portals[0]).replace('ws', 'http');
  expect((await fetch(`${portal}/luns/datastore1/unmap`, { method: 'POST' })).status).toBe(200);
  await said('esx.problem.scsi.device.state.permanentloss');
  await eventually('a write to fail', () => /"disk (write|flush) failed"/.test(rack.host('esx01').log));
  await datastoreIs('inaccessible');
  await load.stop();
  const { management } = rack;
  await expect(management.call('esx01', 'hostd.createVm', vmRequest('other'))).rejects.toMatchObject({
    type: 'CannotAccessFile',
  });
  const answer = management.call('esx01', 'hostd.powerOffVm', { vmxPath });
  await expect(answer).rejects.toMatchObject({ type: 'CannotAccessFile' });
  await eventually('the VM to be off', () => rack.runtime('esx01', vmxPath)?.powerState === pb.PowerState.poweredOff);

  // The datastore is mounted anew, and the lock that could not be let go is of the mount before.
  expect((await fetch(`${portal}/luns/datastore1/map`, { method: 'POST' })).status).toBe(200);
  await said('esx.clear.scsi.device.state.permanentloss.deviceonline');
  await datastoreIs('accessible');
  await management.call('esx01', 'hostd.powerOnVm', { vmxPath });
  await rack.guestIsUp('esx01', vmxPath);
});
