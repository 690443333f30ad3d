// A virtual machine that leaves its host and one that comes to it, without a network between them: vm-departure.ts, vm-arrival.ts,
// and what else is asked of the VM meanwhile.
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { describe, expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import { bareGuests, faultOf, Gate } from './testing.ts';
import type { VirtualMachine } from './virtual-machine.ts';
import type { VmArrival } from './vm-arrival.ts';
import type { VmDeparture } from './vm-departure.ts';
import { bootDisk, isOff, onSmallHost, type VmFixture } from './vm-fixture.ts';

let fixture: VmFixture;
onSmallHost((fresh) => {
  fixture = fresh;
});

class Listener {
  readonly heard: string[] = [];
  cancel(because: string): void {
    this.heard.push(`cancel: ${because}`);
  }
  lost(because: string): void {
    this.heard.push(`lost: ${because}`);
  }
  progress(): pb.IMigrationProgress {
    return { phase: 'preCopy' };
  }
}

async function running(guest: Uint8Array = bareGuests.runsForEver): Promise<VirtualMachine> {
  const vm = await fixture.registered(guest);
  await vm.powerOn();
  return vm;
}

async function departing(vm: VirtualMachine, listener = new Listener()): Promise<VmDeparture> {
  return vm.migrations.depart(listener, () => void listener.heard.push('gone'));
}

async function arriving(vm: VirtualMachine, listener = new Listener()): Promise<VmArrival> {
  const arrival = await vm.migrations.arrive(listener, () => void listener.heard.push('taken'));
  await arrival.readFiles();
  return arrival;
}

/** Sends all of a stunned guest; what its hosts do over a network. */
function sendMemory(departure: VmDeparture, arrival: VmArrival): void {
  const numbers = Uint32Array.from({ length: departure.memory.memorySizeBytes / 4096 }, (_, page) => page);
  const target = new Uint8Array(64 * 4096);
  for (let from = 0; from < numbers.length; ) {
    const { pages, zeroPages, next } = departure.memory.copyPages(numbers, { from, target, maxZeroPages: 1_000 });
    arrival.memory.writePages({ pages, zeroPages, contents: target.subarray(0, pages.length * 4096) });
    from = next;
  }
}

const isOn = (vm: VirtualMachine) => vm.runtime().powerState === pb.PowerState.poweredOn;

describe('a VM that moves', () => {
  it('goes on where it was, with its lock, and leaves nothing behind', async () => {
    const source = await running();
    await eventually('the guest to execute', () => (source.runtime().instructions ?? 0) > 10_000);
    const destination = await fixture.registered(bareGuests.trapsForEver);
    const heard = new Listener();
    const departure = await departing(source, heard);
    expect(source.runtime().migration).toEqual({ phase: 'preCopy' });
    const arrival = await arriving(destination, heard);
    await departure.stun();
    sendMemory(departure, arrival);
    const toSource = fixture.network.deliver;
    toSource(new Uint8Array(60).fill(1));
    const { state, session, vmxOffer, diskOffers } = departure.handOver();
    const late: Uint8Array[] = [];
    departure.divertFrames((frame) => late.push(frame.slice()));
    const { instructions, bootTime } = source.runtime();
    arrival.restore(state, pb.GuestSession.create(session));
    await arrival.takeLock(vmxOffer);
    expect(isOn(destination)).toBe(false);
    const opening = new Gate();
    fixture.datastore.before = (call) => (call === 'openDisk' ? opening.passed : undefined);
    const started = arrival.start(diskOffers, { bootTime: session.bootTime ?? 0, upTimeMs: 50_000 });
    // It is executed while its disks are opened.
    await eventually('it to go on', () => arrival.instructions > Number(instructions));
    opening.open();
    await started;
    arrival.end();
    const surrendered = departure.surrender('it runs on esx02');
    // The switch has not learned yet that it is elsewhere.
    toSource(new Uint8Array(60).fill(2));
    await surrendered;
    expect(late.map(([first]) => first)).toEqual([1, 2]);
    arrival.receiveFrames(late);
    departure.end();
    expect(heard.heard).toEqual(['taken', 'gone']);
    await eventually('it to go on', () => Number(destination.runtime().instructions) > Number(instructions));
    expect(destination.runtime()).toMatchObject({ powerState: pb.PowerState.poweredOn, bootTime });
    expect(destination.upTimeMs).toBeGreaterThanOrEqual(50_000);
    expect(await faultOf(source.powerOff())).toMatchObject({ type: 'NotFound' });
    expect(fixture.datastore.locked).toBe(true);
    await destination.powerOff();
    fixture.expectNothingLeft(destination);
    // No host has said that it was switched off before it was.
    expect(fixture.events).toEqual(['VmPoweredOnEvent', 'VmPoweredOffEvent']);
  });

  it('has missed no frame where it goes on here after all', async () => {
    const vm = await running();
    const toGuest = fixture.network.deliver;
    const diverted = async () => {
      const departure = await departing(vm);
      // It stands, whether its locks can be offered or not.
      await departure.stun().catch(() => undefined);
      const frames: (number | undefined)[] = [];
      departure.divertFrames(([first]) => frames.push(first));
      return { departure, frames };
    };
    const first = await diverted();
    toGuest(new Uint8Array(60).fill(1));
    toGuest(new Uint8Array(60).fill(2));
    expect(first.frames).toEqual([1, 2]);
    // It has had no time to take them.
    vm.lockInDoubt();
    await first.departure.resume();
    first.departure.end();
    toGuest(new Uint8Array(60).fill(3));
    const second = await diverted();
    expect(second.frames).toEqual([1, 2, 3]);
    await second.departure.resume();
    second.departure.end();
    vm.lockKept();
    await vm.powerOff();
    fixture.expectNothingLeft(vm);
  });

  it('does nothing else meanwhile, and all that it was asked for afterwards', async () => {
    const vm = await running();
    const departure = await departing(vm);
    let off = false;
    const asked = vm.powerOff().then(() => {
      off = true;
    });
    expect(await faultOf(vm.migrations.depart(new Listener(), () => {}))).toMatchObject({ type: 'TaskInProgress' });
    await departure.stun();
    expect(off).toBe(false);
    await departure.resume();
    departure.end();
    await asked;
    fixture.expectNothingLeft(vm);
  });

  it.each<[string, (vm: VirtualMachine) => Promise<unknown>, RegExp]>([
    ['vSphere HA powers it off', (vm) => vm.haAction('powerOff', 'isolated'), /cancel: vSphere HA: isolated/],
    ['its host is shut down', (vm) => vm.shutDown(), /cancel: its host is shut down/],
    ['its lock is lost', async (vm) => vm.lockLost(), /lost: this host has lost the lock/],
  ])('hears that %s', async (_what, happen, message) => {
    const vm = await running();
    const listener = new Listener();
    const departure = await departing(vm, listener);
    const happened = happen(vm);
    expect(listener.heard).toEqual([expect.stringMatching(message)]);
    await departure.resume();
    departure.end();
    await happened;
    await eventually('it to be off', isOff(vm));
  });

  it('hears that its guest has ended', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    const listener = new Listener();
    const departure = await departing(vm, listener);
    fixture.sinks[0]?.stopped({ kind: 'powerOff', code: 0 });
    expect(listener.heard).toEqual(['lost: its guest has stopped']);
    departure.end();
    await eventually('it to be off', isOff(vm));
    expect(vm.runtime().cleanPowerOff).toBe(true);
  });

  it('stands when its last write is on disk; a stun that is called off before leaves its disks alone', async () => {
    fixture.datastore.diskBytes = bootDisk();
    const { firmware } = await import('@microsphere/guests');
    const vm = await running(firmware());
    const { disk } = fixture.datastore;
    disk.gate = new Gate();
    await eventually('a write', () => disk.writes > 0);
    const departure = await departing(vm);
    const stunned = departure.stun();
    await departure.resume();
    disk.gate.open();
    expect(await faultOf(stunned)).toMatchObject({ type: 'InvalidState' });
    departure.end();
    const { instructions } = vm.runtime();
    await eventually('it to go on', () => Number(vm.runtime().instructions) > Number(instructions));
    await vm.powerOff();
  });

  it('is not one that is off', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    expect(await faultOf(departing(vm))).toMatchObject({ type: 'InvalidPowerState' });
    await vm.powerOn();
    expect(await faultOf(arriving(vm))).toMatchObject({ type: 'InvalidPowerState' });
    await vm.powerOff();
    fixture.expectNothingLeft(vm);
  });
});

describe('room for a VM', () => {
  it('is given back when it does not come, with the lock where that was taken', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    const arrival = await arriving(vm);
    expect(fixture.host.memoryFreeBytes).toBeLessThan(fixture.allFreeBytes);
    await arrival.takeLock({ uuid: '', generation: 1 });
    expect(fixture.datastore.locked).toBe(true);
    await arrival.discard();
    arrival.end();
    fixture.expectNothingLeft(vm);
    await vm.powerOn();
    await vm.powerOff();
  });

  it('is none where there is too little, and nothing is kept', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    fixture.cpu.claim('another', 100);
    fixture.datastore.files.set('/web/web.vmx', `${fixture.datastore.files.get('/web/web.vmx')}sched.cpu.min = "1"\n`);
    expect(await faultOf(arriving(vm))).toMatchObject({ type: 'InsufficientCpuResourcesFault' });
    fixture.cpu.release('another');
    fixture.expectNothingLeft(vm);
  });

  it('is not waited for by who starts the VM here: the migration hears of it', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    const listener = new Listener();
    const arrival = await arriving(vm, listener);
    const started = vm.powerOn('user');
    expect(listener.heard).toEqual(['cancel: it is started on this host']);
    await arrival.discard();
    arrival.end();
    await started;
    expect(isOn(vm)).toBe(true);
    await vm.powerOff();
  });

  it.each(['openDisk', 'lostLock'])(
    'with the lock, and no way to go on (%s): it is off, and its lock free',
    async (what) => {
      const vm = await fixture.registered(bareGuests.runsForEver);
      const listener = new Listener();
      const arrival = await arriving(vm, listener);
      await arrival.takeLock({ uuid: '', generation: 1 });
      fixture.datastore.before = (call) => {
        if (call !== 'openDisk') return;
        if (what === 'lostLock') vm.lockLost();
        else throw new HostFault('FileNotFound', 'as the test wants it');
      };
      const fault = await faultOf(arrival.start(new Map(), { bootTime: 0, upTimeMs: 0 }));
      expect(fault.type).toBe(what === 'openDisk' ? 'FileNotFound' : 'CannotAccessFile');
      await arrival.discard();
      arrival.end();
      fixture.expectNothingLeft(vm);
      expect(vm.runtime().cleanPowerOff).toBe(false);
    },
  );
});
