import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';
import { ask, guestAt, ledgerOf } from './ledger-load.ts';
import { clearRacks, Rack } from './rack.ts';

afterEach(clearRacks);

/** A VM with the ledger, running on esx01, and where its ledger answers. */
async function ledgerVm(rack: Rack) {
  const vmxPath = await rack.createVm('esx01', 'web', guestAt('10.10.0.11'));
  await rack.management.call('esx01', 'hostd.powerOnVm', { vmxPath });
  return { vmxPath, ledger: await ledgerOf(rack, 'esx01', vmxPath, '10.10.0.11') };
}

it('boots a guest from the array, serves its network, and loses nothing when the host is killed and another starts the VM', async () => {
  const rack = await Rack.start({ hostNames: ['esx01', 'esx02'] });
  const { management } = rack;
  await management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  const { datastores } = await management.call('esx02', 'hostd.rescanVmfs', {});
  expect(datastores.map(({ name }) => name)).toEqual(['datastore1']);

  const { vmxPath, ledger } = await ledgerVm(rack);
  expect(vmxPath).toBe('[datastore1] web/web.vmx');
  expect(await ask(ledger, { operation: 'append', tag: 1n, client: 7n, n: 1n })).toMatchObject({
    status: 'ok',
    boot: 1n,
    index: 1n,
  });
  expect(await rack.ping('10.10.0.11')).toBe(true);

  // While its owner lives, nobody else gets the VM.
  await management.call('esx02', 'hostd.registerVm', { vmxPath });
  await expect(management.call('esx02', 'hostd.powerOnVm', { vmxPath })).rejects.toMatchObject({ type: 'FileLocked' });

  await rack.host('esx01').kill();
  await eventually('the lease of the dead host to end', async () => {
    try {
      await management.call('esx02', 'hostd.powerOnVm', { vmxPath });
      return true;
    } catch (error) {
      expect(error).toMatchObject({ type: 'FileLocked' });
      return false;
    }
  });
  expect(await ask(ledger, { operation: 'append', tag: 2n, client: 7n, n: 2n })).toMatchObject({
    status: 'ok',
    boot: 2n,
    index: 3n,
  });
  expect(await ask(ledger, { operation: 'append', tag: 3n, client: 7n, n: 1n })).toMatchObject({
    status: 'ok',
    index: 1n,
  });
});

it('fences a frozen host under write load: it writes nothing more, powers its stale VM off, and is a host again', async () => {
  const rack = await Rack.start({ hostNames: ['esx01', 'esx02'] });
  const { management } = rack;
  await management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  await management.call('esx02', 'hostd.rescanVmfs', {});
  const { vmxPath, ledger } = await ledgerVm(rack);
  let n = 0n;
  let loaded = true;
  const append = () => {
    n += 1n;
    return ask(ledger, { operation: 'append', tag: n, client: 7n, n });
  };
  const load = (async () => {
    while (loaded) await append();
  })();
  await eventually('some appends', () => n > 20n);
  const frozen = rack.host('esx01');
  frozen.signal('SIGSTOP');
  await management.call('esx02', 'hostd.registerVm', { vmxPath });
  await eventually('the lease of the frozen host to end', () =>
    management.call('esx02', 'hostd.powerOnVm', { vmxPath }).then(
      () => true,
      () => false,
    ),
  );
  // The switch sends the ledger's frames to where it is now; the load goes on there.
  const before = n;
  await eventually('appends on the other host', () => n > before + 5n);
  frozen.signal('SIGCONT');
  await eventually('the loss to be noticed', () => frozen.log.includes('esx.problem.vmfs.heartbeat.unrecoverable'));
  await eventually('the stale VM to be off', () => {
    const vm = rack.runtime('esx01', vmxPath);
    return vm?.powerState === pb.PowerState.poweredOff;
  });
  const then = n;
  await eventually('more appends', () => n > then + 5n);
  loaded = false;
  await load;
  expect(await append()).toMatchObject({ status: 'ok', boot: 2n });
  // A host like any other: it mounts anew, and runs another VM on the same datastore.
  await eventually('the datastore to be mounted again', () =>
    management.heartbeats.get('esx01')?.datastores.some(({ accessible }) => accessible),
  );
  const other = await rack.createVm('esx01', 'other');
  await management.call('esx01', 'hostd.powerOnVm', { vmxPath: other });
  await rack.guestIsUp('esx01', other);
  await expect(management.call('esx01', 'hostd.powerOnVm', { vmxPath })).rejects.toMatchObject({ type: 'FileLocked' });
});

it('stuns its guests while the array is away for longer than the lease, and lets them go on where they were', async () => {
  const rack = await Rack.start({ hostNames: ['esx01'] });
  await rack.management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  const { ledger } = await ledgerVm(rack);
  const host = rack.host('esx01');
  const answers = () => rack.ping('10.10.0.11');
  expect(await ask(ledger, { operation: 'append', tag: 1n, client: 7n, n: 1n })).toMatchObject({ status: 'ok' });
  expect(await answers()).toBe(true);

  await rack.array.kill();
  const appended = ask(ledger, { operation: 'append', tag: 2n, client: 7n, n: 2n });
  await eventually('the heartbeat to time out', () => host.log.includes('esx.problem.vmfs.heartbeat.timedout'));
  await eventually('the guest to stand still', async () => !(await answers()));
  await rack.restartArray();
  // The same boot of the same guest: nothing was restarted.
  expect(await appended).toMatchObject({ status: 'ok', boot: 1n });
  expect(host.log).toContain('esx.problem.vmfs.heartbeat.recovered');
  expect(host.log).not.toContain('esx.problem.vmfs.heartbeat.unrecoverable');
  expect(await answers()).toBe(true);
  expect(await ask(ledger, { operation: 'append', tag: 3n, client: 7n, n: 1n })).toMatchObject({
    status: 'ok',
    index: 1n,
  });
});

it('stops in order though the array is away', async () => {
  const rack = await Rack.start({ hostNames: ['esx01'] });
  await rack.management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  await ledgerVm(rack);
  const host = rack.host('esx01');
  await rack.array.kill();
  await eventually('the path to be down', () => host.log.includes('the path to the array is down'));
  expect(await host.stop()).toEqual({ code: 0, signal: null });
});

it('powers off at once while the array stands still, and answers when the disk has the wish', async () => {
  const rack = await Rack.start({ hostNames: ['esx01'] });
  const { management } = rack;
  await management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  const { vmxPath } = await ledgerVm(rack);
  const log = () => rack.host('esx01').log;
  rack.array.signal('SIGSTOP');
  let answered = false;
  const off = management.call('esx01', 'hostd.powerOffVm', { vmxPath }).then(() => {
    answered = true;
  });
  await eventually('the guest to be stopped', () => log().includes('poweredOn -> poweringOff'));
  await eventually('the heartbeat to time out', () => log().includes('esx.problem.vmfs.heartbeat.timedout'));
  expect(answered).toBe(false);
  rack.array.signal('SIGCONT');
  await off;
  const wanted = await eventually('the VM to be off', () => {
    const vm = rack.runtime('esx01', vmxPath);
    return vm?.powerState === pb.PowerState.poweredOff && vm;
  });
  expect(wanted.cleanPowerOff).toBe(true);
});
