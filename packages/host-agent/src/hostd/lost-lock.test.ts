import { firmware } from '@microsphere/guests';
import { eventually } from '@microsphere/testkit';
import { describe, expect, it } from 'vitest';
import { bareGuests, faultOf, Gate } from './testing.ts';
import type { VirtualMachine } from './virtual-machine.ts';
import { bootDisk, isOff, onSmallHost, type VmFixture } from './vm-fixture.ts';

let fixture: VmFixture;
onSmallHost((fresh) => {
  fixture = fresh;
});

describe('a lock that is lost', () => {
  it.each(['readFile', 'openDisk', 'writeFile'])('while it starts (%s) lets no guest start', async (held) => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    const gate = new Gate();
    fixture.datastore.before = (call) => (call === held ? gate.passed : undefined);
    const on = faultOf(vm.powerOn());
    await eventually(held, () => fixture.datastore.calls.includes(held));
    vm.lockLost();
    gate.open();
    expect(await on).toMatchObject({ type: 'CannotAccessFile', definite: false });
    expect(fixture.network.connections).toBe(0);
    fixture.expectNothingLeft(vm);
  });

  it('ends the guest at once, and nobody wanted that', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    vm.lockLost();
    expect([...fixture.network.plugged]).toEqual([]);
    await eventually('the VM to be off', isOff(vm));
    expect(vm.runtime().cleanPowerOff).toBe(false);
    expect(fixture.cleanShutdown()).toBe('FALSE');
    fixture.expectNothingLeft(vm);
  });

  it('while it is powered off, twice even, is the same power-off, but the wish is not written any more', async () => {
    const vm = await fixture.registered(firmware());
    fixture.datastore.diskBytes = bootDisk();
    await vm.powerOn();
    fixture.datastore.disk.gate = new Gate();
    await eventually('the guest to write', () => fixture.datastore.disk.writes > 0);
    const off = faultOf(vm.powerOff());
    await eventually('the guest to be stopped', () => fixture.network.plugged.size === 0);
    vm.lockLost();
    vm.lockLost();
    fixture.datastore.disk.gate.open();
    expect(await off).toMatchObject({ type: 'CannotAccessFile', definite: false });
    expect(fixture.cleanShutdown()).toBe('FALSE');
    expect(fixture.events).toEqual(['VmPoweredOnEvent', 'VmPoweredOffEvent']);
    fixture.expectNothingLeft(vm);
  });

  it('in the moment in which a reset is asked for lets no guest start', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    const reset = faultOf(vm.reset());
    vm.lockLost();
    expect(await reset).toMatchObject({ type: 'CannotAccessFile' });
    expect(fixture.network.connections).toBe(1);
    fixture.expectNothingLeft(vm);
  });

  it('in the moment in which a power-off is asked for leaves the files to their next owner', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    const off = faultOf(vm.powerOff());
    vm.lockLost();
    expect(await off).toMatchObject({ type: 'CannotAccessFile', definite: false });
    expect(fixture.cleanShutdown()).toBe('FALSE');
    fixture.expectNothingLeft(vm);
  });

  it('while it is reset leaves it off', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    const gate = new Gate();
    fixture.datastore.before = (call) => (call === 'openDisk' ? gate.passed : undefined);
    const reset = faultOf(vm.reset());
    await eventually(
      'the reset to open the disk',
      () => fixture.datastore.calls.filter((call) => call === 'openDisk').length > 1,
    );
    vm.lockLost();
    gate.open();
    expect(await reset).toMatchObject({ type: 'CannotAccessFile' });
    expect(fixture.network.connections).toBe(1);
    fixture.expectNothingLeft(vm);
  });
});

describe('a lock that is in doubt', () => {
  const instructions = (vm: VirtualMachine) => vm.runtime().instructions ?? 0;

  /** Looks until two looks see the same: a guest that runs for ever is seen to have moved. */
  async function standsStill(vm: VirtualMachine): Promise<number> {
    let before = -1;
    return eventually('the guest to stand still', () => {
      const now = instructions(vm);
      const still = now === before && now;
      before = now;
      return still;
    });
  }

  it('lets the guest stand still until it is confirmed', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    await eventually('the guest to execute', () => instructions(vm) > 0);
    vm.lockInDoubt();
    const stood = await standsStill(vm);
    expect(vm.poweredOn).toBe(true);
    vm.lockKept();
    await eventually('the guest to run on', () => instructions(vm) > stood);
    await vm.powerOff();
    fixture.expectNothingLeft(vm);
  });

  it('and then lost ends it, in doubt or not', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    vm.lockInDoubt();
    vm.lockLost();
    vm.lockKept();
    await eventually('the VM to be off', isOff(vm));
    fixture.expectNothingLeft(vm);
    await vm.powerOn();
    await vm.powerOff();
  });

  it('while it is powered off is none of its matters, and while it starts lets no guest start', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    const gate = new Gate();
    fixture.datastore.before = (call) => (call === 'unlockFile' || call === 'openDisk' ? gate.passed : undefined);
    const off = vm.powerOff();
    await eventually('the lock to be let go', () => fixture.datastore.calls.includes('unlockFile'));
    vm.lockInDoubt();
    gate.open();
    await off;
    expect(await faultOf(vm.powerOn())).toMatchObject({ type: 'CannotAccessFile' });
    expect(fixture.network.connections).toBe(1);
    fixture.expectNothingLeft(vm);
    vm.lockKept();
    await vm.powerOn();
    await vm.powerOff();
  });
});
