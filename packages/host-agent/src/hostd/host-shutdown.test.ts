import { eventually } from '@microsphere/testkit';
import { describe, expect, it } from 'vitest';
import { bareGuests, faultOf, Gate } from './testing.ts';
import { isOff, onSmallHost, type VmFixture } from './vm-fixture.ts';

let fixture: VmFixture;
onSmallHost((fresh) => {
  fixture = fresh;
});

describe('the shutdown of its host', () => {
  it('switches a VM off, which counts as wanted, and starts nothing any more', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    await vm.shutDown();
    expect(fixture.cleanShutdown()).toBe('TRUE');
    expect(vm.runtime().cleanPowerOff).toBe(true);
    expect(fixture.events).toEqual(['VmPoweredOnEvent', 'VmPoweredOffEvent']);
    expect(await faultOf(vm.powerOn())).toMatchObject({ type: 'InvalidState' });
    fixture.expectNothingLeft(vm);
  });

  it('leaves a VM alone that is off: nobody asks for its lock', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.shutDown();
    expect(fixture.datastore.calls).toEqual([]);
  });

  it.each(['lockFile', 'openDisk', 'writeFile'])('while it starts (%s) lets no guest start', async (held) => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    const gate = new Gate();
    fixture.datastore.before = (call) => (call === held ? gate.passed : undefined);
    const on = faultOf(vm.powerOn());
    await eventually(held, () => fixture.datastore.calls.includes(held));
    const down = vm.shutDown();
    gate.open();
    expect(await on).toMatchObject({ type: 'CannotAccessFile' });
    await down;
    expect(fixture.network.connections).toBe(0);
    fixture.expectNothingLeft(vm);
  });

  it('waits for no storage that does not answer: the VM counts as lost', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    fixture.datastore.accessible = false;
    const away = new Gate();
    fixture.datastore.before = () => away.passed;
    await vm.shutDown();
    expect(isOff(vm)()).toBe(true);
    expect(fixture.host.memoryFreeBytes).toBe(fixture.allFreeBytes);
    expect(fixture.cleanShutdown()).toBe('FALSE');
    expect(vm.runtime().cleanPowerOff).toBe(false);
  });

  it('waits no longer when the lease runs out meanwhile', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    const away = new Gate();
    fixture.datastore.before = () => away.passed;
    const down = vm.shutDown();
    await eventually('the wish to be on its way', () => fixture.datastore.calls.includes('writeFile'));
    vm.lockInDoubt();
    await down;
    expect(isOff(vm)()).toBe(true);
  });

  it('that takes too long is given up: what is under way is refused when it goes on', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    const gate = new Gate();
    fixture.datastore.before = (call) => (call === 'openDisk' ? gate.passed : undefined);
    const on = faultOf(vm.powerOn());
    await eventually('the disk to be opened', () => fixture.datastore.calls.includes('openDisk'));
    const down = vm.shutDown();
    await vm.giveUpShutDown();
    gate.open();
    expect(await on).toMatchObject({ type: 'InvalidState' });
    await down;
    fixture.expectNothingLeft(vm);
  });
});
