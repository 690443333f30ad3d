import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearRacks, Rack } from './rack.ts';

// A host whose array has gone away, or stands still, with a guest that runs.
let rack: Rack;
let vmxPath: string;
beforeEach(async () => {
  rack = await Rack.start({ hostNames: ['esx01'] });
  await rack.management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  vmxPath = await rack.createVm('esx01', 'web', { 'guestinfo.app': 'burn' });
  await rack.management.call('esx01', 'hostd.powerOnVm', { vmxPath });
  await rack.guestIsUp('esx01', vmxPath);
});
afterEach(clearRacks);

it('stops when it is told to, though nobody takes its locks back', async () => {
  await rack.array.kill();
  expect(await rack.host('esx01').stop()).toEqual({ code: 0, signal: null });
});

const happened = (type: string) => () => rack.management.events.some((event) => event.type === type);
const instructions = () => rack.runtime('esx01', vmxPath)?.instructions ?? 0;

it('executes no instruction while it does not know whether it holds the lock, and goes on where it stood', async () => {
  rack.array.signal('SIGSTOP');
  await eventually('the lease to run out', happened('esx.problem.vmfs.heartbeat.timedout'));
  // A guest that burns moves from one heartbeat to the next.
  const heartbeat = () => rack.management.heartbeats.get('esx01')?.sequence;
  let last = heartbeat();
  let before = -1;
  const stood = await eventually('the guest to stand still', () => {
    if (heartbeat() === last) return false;
    last = heartbeat();
    const still = instructions() === before && before;
    before = instructions();
    return still;
  });
  expect(rack.runtime('esx01', vmxPath)?.powerState).toBe(pb.PowerState.poweredOn);
  rack.array.signal('SIGCONT');
  await eventually('the lease to be recovered', happened('esx.problem.vmfs.heartbeat.recovered'));
  await eventually('the guest to run on', () => instructions() > stood);
});

it('powers off at once, and answers when the disk has the wish', async () => {
  rack.array.signal('SIGSTOP');
  let answered = false;
  const off = rack.management.call('esx01', 'hostd.powerOffVm', { vmxPath }).then(() => {
    answered = true;
  });
  await eventually('the guest to be stopped', () => rack.host('esx01').log.includes('poweredOn -> poweringOff'));
  await eventually('the lease to run out', happened('esx.problem.vmfs.heartbeat.timedout'));
  expect(answered).toBe(false);
  rack.array.signal('SIGCONT');
  await off;
  const isOff = () => rack.runtime('esx01', vmxPath)?.powerState === pb.PowerState.poweredOff;
  await eventually('the VM to be off', isOff);
  expect(rack.runtime('esx01', vmxPath)).toMatchObject({ cleanPowerOff: true });
});
