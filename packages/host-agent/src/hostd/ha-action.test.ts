import { firmware } from '@microsphere/guests';
import { eventually } from '@microsphere/testkit';
import { describe, expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import { bareGuests, faultOf, Gate } from './testing.ts';
import { bootDisk, isOff, onSmallHost, type VmFixture } from './vm-fixture.ts';
import { MAX_SCREENSHOTS } from './vm-screenshot.ts';

let fixture: VmFixture;
onSmallHost((fresh) => {
  fixture = fresh;
});

const because = 'as the test wants it';
const screenshots = () => [...fixture.datastore.files.keys()].filter((path) => path.includes('screenshot')).sort();

describe('a reset by vSphere HA', () => {
  it('keeps what the console showed, and boots the guest anew under the same lock', async () => {
    const vm = await fixture.registered(firmware());
    fixture.datastore.diskBytes = bootDisk();
    await vm.powerOn();
    await eventually('the guest to write', () => vm.console.history().length > 0);
    expect(await vm.haAction('reset', because)).toEqual({ screenshotPath: '[datastore1] web/vmware-1.screenshot.txt' });
    expect(fixture.datastore.files.get('/web/vmware-1.screenshot.txt')).toContain('microsphere');
    expect(fixture.datastore.calls.filter((call) => call === 'lockFile')).toHaveLength(1);
    expect(fixture.transitions).toContain(`poweredOn -> resetting (${because})`);
    expect(fixture.events).toEqual(['VmPoweredOnEvent', 'VmResettingEvent']);
    expect(vm.upTimeMs).toBeGreaterThan(0);
    await vm.powerOff();
    expect(vm.upTimeMs).toBe(0);
    fixture.expectNothingLeft(vm);
  });

  it(`keeps the last ${MAX_SCREENSHOTS}`, async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    for (let reset = 0; reset < MAX_SCREENSHOTS + 2; reset += 1) await vm.haAction('reset', because);
    const kept = Array.from({ length: MAX_SCREENSHOTS }, (_, index) => `/web/vmware-${index + 3}.screenshot.txt`);
    expect(screenshots()).toEqual(kept.sort());
    await vm.powerOff();
  });

  it('goes without one where there is no room', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    fixture.datastore.before = (call) => {
      if (call === 'createFile') throw new HostFault('NoDiskSpace', 'no space left');
    };
    expect(await vm.haAction('reset', because)).toEqual({});
    expect(fixture.warnings).toEqual(['no space left']);
    expect(vm.poweredOn).toBe(true);
    await vm.powerOff();
  });

  it('of a VM that is off is refused', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    expect(await faultOf(vm.haAction('reset', because))).toMatchObject({ type: 'InvalidPowerState' });
  });
});

describe.each(['powerOff', 'terminate'] as const)('%s by vSphere HA', (action) => {
  it('counts as unwanted: HA starts the VM again', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    await vm.haAction(action, because);
    expect(vm.runtime().cleanPowerOff).toBe(false);
    expect(fixture.cleanShutdown()).toBe('FALSE');
    expect(fixture.events).toEqual(['VmPoweredOnEvent', 'VmPoweredOffEvent']);
    await eventually('the lock to be let go', () => !fixture.datastore.locked);
    fixture.expectNothingLeft(vm);
    await vm.haAction(action, because);
    await vm.powerOn('ha');
    await vm.powerOff();
  });

  it('waits for no storage that is gone; the lock is let go when it is back, and no start comes before that', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    fixture.datastore.accessible = false;
    const away = new Gate();
    fixture.datastore.before = () => away.passed;
    vm.lockInDoubt();
    await vm.haAction(action, because);
    expect(isOff(vm)()).toBe(true);
    expect(fixture.host.memoryFreeBytes).toBe(fixture.allFreeBytes);
    expect(fixture.datastore.locked).toBe(true);
    expect(await faultOf(vm.powerOn('ha'))).toMatchObject({ type: 'CannotAccessFile' });
    const snapshot = { name: 'later', description: '', memory: false, quiesce: false };
    expect(await faultOf(vm.files.createSnapshot(snapshot))).toMatchObject({ type: 'CannotAccessFile' });
    away.open();
    fixture.datastore.accessible = true;
    vm.lockKept();
    await eventually('the lock to be let go', () => !fixture.datastore.locked);
    await vm.powerOn('ha');
    await vm.powerOff();
    fixture.expectNothingLeft(vm);
  });

  it('goes past a power-off that waits for the storage', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    fixture.datastore.accessible = false;
    const away = new Gate();
    fixture.datastore.before = () => away.passed;
    const off = vm.powerOff();
    await eventually('the wish to be on its way', () => fixture.datastore.calls.includes('writeFile'));
    await vm.haAction(action, because);
    await off;
    expect(isOff(vm)()).toBe(true);
    away.open();
    await eventually('the lock to be let go', () => !fixture.datastore.locked);
  });
});

describe('a guest that is shut down for vSphere HA', () => {
  it("is off by nobody else's wish", async () => {
    const vm = await fixture.registered(firmware());
    fixture.datastore.diskBytes = bootDisk();
    await vm.powerOn();
    await eventually('the tools to run', () => vm.runtime().toolsRunning);
    await vm.haAction('shutdownGuest', because);
    await eventually('the VM to be off', isOff(vm));
    expect(vm.runtime().cleanPowerOff).toBe(false);
    expect(fixture.cleanShutdown()).toBe('FALSE');
  });

  it('and is reset first has no such wish left: its user may shut it down', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    const hello = (boot: number) => fixture.sinks[boot]?.tools(Buffer.from('1 tools.hello 1\n'));
    await vm.powerOn();
    hello(0);
    await vm.haAction('shutdownGuest', because);
    await vm.reset();
    hello(1);
    vm.shutdownGuest();
    fixture.sinks[1]?.stopped({ kind: 'powerOff', code: 0 });
    await eventually('the VM to be off', isOff(vm));
    expect(vm.runtime().cleanPowerOff).toBe(true);
  });

  it('needs tools', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    expect(await faultOf(vm.haAction('shutdownGuest', because))).toMatchObject({ type: 'ToolsUnavailable' });
    await vm.powerOff();
  });
});
