import { firmware } from '@microsphere/guests';
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { describe, expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import { MAX_REQUESTS_WAITING } from './request-queue.ts';
import { bareGuests, faultOf, Gate, webConfiguration } from './testing.ts';
import { formatVmConfiguration } from './vm-configuration.ts';
import { bootDisk, isOff, onSmallHost, VmFixture } from './vm-fixture.ts';

let fixture: VmFixture;
onSmallHost((fresh) => {
  fixture = fresh;
});

describe('power on', () => {
  it('takes the lock, then reads the .vmx and says in it that the VM is on, and only then starts the guest', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    const writing = new Gate();
    fixture.datastore.before = (call) => (call === 'writeFile' ? writing.passed : undefined);
    const on = vm.powerOn();
    await eventually('the .vmx to be written', () => fixture.datastore.calls.includes('writeFile'));
    expect(fixture.datastore.calls).toEqual(['lockFile', 'readFile', 'openDisk', 'writeFile']);
    expect(fixture.network.connections).toBe(0);
    expect(vm.runtime().powerState).toBe(pb.PowerState.poweredOff);
    writing.open();
    await on;
    expect(fixture.cleanShutdown()).toBe('FALSE');
    expect(vm.runtime()).toMatchObject({ powerState: pb.PowerState.poweredOn, bootTime: 1_700_000_000_000 });
    await eventually('the guest to execute', () => (vm.runtime().instructions ?? 0) > 0);
    await vm.powerOff();
    fixture.expectNothingLeft(vm);
    expect(fixture.events).toEqual(['VmPoweredOnEvent', 'VmPoweredOffEvent']);
  });

  it.each([
    ['lockFile', 'FileLocked'],
    ['readFile', 'CannotAccessFile'],
    ['openDisk', 'FileNotFound'],
    ['writeFile', 'NoDiskSpace'],
  ] as const)('that fails at %s leaves nothing', async (failing, type) => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    fixture.datastore.before = (call) => {
      if (call === failing) throw new HostFault(type, 'as the test wants it');
    };
    expect((await faultOf(vm.powerOn())).type).toBe(type);
    fixture.expectNothingLeft(vm);
    expect(fixture.network.connections).toBe(0);
    expect(fixture.cleanShutdown()).toBeUndefined();
    fixture.datastore.before = () => {};
    await vm.powerOn();
    await vm.powerOff();
    fixture.expectNothingLeft(vm);
  });

  it.each([
    ['more memory than the host has', { memoryMb: 4096 }, 'InsufficientMemoryResourcesFault', /needs \d+ bytes/],
    [
      'a larger CPU reservation than the host has left',
      { cpuReservationMhz: 71 },
      'InsufficientCpuResourcesFault',
      /reserves 71 MHz: 70 of 100 MHz are unreserved/,
    ],
    ['two vCPUs', { numCpu: 2 }, 'InvalidVmConfig', /numvcpus = "2", at most 1/],
    [
      'two adapters',
      { adapters: [...webConfiguration.adapters, ...webConfiguration.adapters] },
      'InvalidVmConfig',
      /2 network adapters/,
    ],
  ])('of a VM with %s is refused and leaves nothing', async (_, change, type, message) => {
    fixture.datastore.files.set('/web/web.vmx', formatVmConfiguration({ ...webConfiguration, ...change }));
    const vm = await fixture.registered(bareGuests.runsForEver);
    fixture.cpu.claim('another', 30);
    const fault = await faultOf(vm.powerOn());
    fixture.cpu.release('another');
    expect(fault).toMatchObject({ type, definite: true });
    expect(fault.message).toMatch(message);
    expect(fault.message).toContain('[datastore1] web/web.vmx');
    fixture.expectNothingLeft(vm);
    expect(fixture.cleanShutdown()).toBeUndefined();
  });

  it('names the line of a .vmx that was damaged since it was registered', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    fixture.datastore.files.set('/web/web.vmx', 'displayName = "web"\nmemSize 4\n');
    const fault = await faultOf(vm.powerOn());
    expect(fault).toMatchObject({ type: 'InvalidVmConfig' });
    expect(fault.message).toMatch(/^\[datastore1\] web\/web\.vmx: line 2: /);
    fixture.expectNothingLeft(vm);
  });

  it('is refused when it is on, and waits for a power-off that is under way', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    expect(await faultOf(vm.powerOn())).toMatchObject({ type: 'InvalidPowerState' });
    const [off, on] = [vm.powerOff(), vm.powerOn()];
    await Promise.all([off, on]);
    expect(vm.poweredOn).toBe(true);
    await vm.powerOff();
    fixture.expectNothingLeft(vm);
  });
});

describe('a CPU reservation', () => {
  const reservation = () => /sched.cpu.min = "(\d+)"/.exec(fixture.datastore.files.get('/web/web.vmx') ?? '')?.[1];

  it('is claimed while the VM runs, over its resets, and not while it is off', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.reserveCpu(40);
    expect([reservation(), fixture.cpu.unreservedMhz]).toEqual(['40', 100]);
    expect(vm.runtime()).toMatchObject({ cpuReservationMhz: 40, memoryOverheadMb: 1 });
    await vm.powerOn();
    expect(fixture.cpu.unreservedMhz).toBe(60);
    await vm.reset();
    expect(fixture.cpu.unreservedMhz).toBe(60);
    await vm.powerOff();
    fixture.expectNothingLeft(vm);
  });

  it('is claimed at one moment with the memory, before the VM is on', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.reserveCpu(40);
    const seen = new Map<string, readonly boolean[]>();
    fixture.datastore.before = (call) => {
      const takesMemory = fixture.host.memoryFreeBytes < fixture.allFreeBytes;
      seen.set(call, [vm.isStarting, fixture.cpu.unreservedMhz === 60, takesMemory]);
    };
    await vm.powerOn();
    const [nothing, all] = [
      [false, false, false],
      [true, true, true],
    ];
    expect(seen).toEqual(
      new Map([
        ['lockFile', nothing],
        ['readFile', nothing],
        ['openDisk', nothing],
        ['writeFile', all],
      ]),
    );
    expect(vm.isStarting).toBe(false);
    await vm.powerOff();
  });

  it('can be changed while it runs, as far as the host has room', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    await vm.reserveCpu(60);
    expect([reservation(), fixture.cpu.unreservedMhz]).toEqual(['60', 40]);
    fixture.cpu.claim('another', 30);
    expect(await faultOf(vm.reserveCpu(71))).toMatchObject({ type: 'InsufficientCpuResourcesFault', definite: true });
    expect([reservation(), fixture.cpu.unreservedMhz]).toEqual(['60', 10]);
    fixture.cpu.release('another');
    await vm.reserveCpu(0);
    expect([reservation(), fixture.cpu.unreservedMhz]).toEqual([undefined, 100]);
    await vm.powerOff();
  });

  it('is kept by the scheduler against a guest that wants everything', async () => {
    const other = new VmFixture(fixture.host);
    const [promised, greedy] = [
      await fixture.registered(bareGuests.runsForEver),
      await other.registered(bareGuests.runsForEver),
    ];
    await promised.powerOn();
    await greedy.powerOn();
    // On, and promised nothing: an even share. From then on four fifths of the only pCPU.
    await promised.reserveCpu(80);
    const executed = () => [promised, greedy].map((vm) => vm.runtime().instructions ?? 0);
    const before = executed();
    const since = () => executed().map((count, index) => count - (before[index] ?? 0));
    await eventually('a second of a pCPU', () => since().reduce((sum, count) => sum + count, 0) > 100_000_000);
    const [first = 0, second = 0] = since();
    expect(first / (first + second)).toBeGreaterThan(0.7);
    await promised.powerOff();
    await greedy.powerOff();
  });

  it('stays as it is where the .vmx cannot be written', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.reserveCpu(20);
    await vm.powerOn();
    fixture.datastore.before = (call) => {
      if (call === 'writeFile') throw new HostFault('NoDiskSpace', 'as the test wants it');
    };
    expect(await faultOf(vm.reserveCpu(50))).toMatchObject({ type: 'NoDiskSpace' });
    expect([vm.runtime().cpuReservationMhz, fixture.cpu.unreservedMhz]).toEqual([20, 80]);
    fixture.datastore.before = () => {};
    await vm.powerOff();
    fixture.expectNothingLeft(vm);
  });
});

describe('power off', () => {
  it('lets the lock go only after the last write has left', async () => {
    const vm = await fixture.registered(firmware());
    fixture.datastore.diskBytes = bootDisk();
    await vm.powerOn();
    fixture.datastore.disk.gate = new Gate();
    await eventually('the guest to write', () => fixture.datastore.disk.writes > 0);
    fixture.datastore.calls.length = 0;
    const off = vm.powerOff();
    await eventually('the guest to be stopped', () => fixture.network.plugged.size === 0);
    expect(fixture.datastore.calls).toEqual([]);
    expect(vm.runtime().powerState).toBe(pb.PowerState.poweredOn);
    fixture.datastore.disk.gate.open();
    await off;
    expect(fixture.datastore.calls).toEqual(['writeFile', 'unlockFile']);
    expect(fixture.cleanShutdown()).toBe('TRUE');
    expect(vm.runtime().cleanPowerOff).toBe(true);
    fixture.expectNothingLeft(vm);
  });

  it('whose wish can not be written is off all the same, and says so', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    fixture.datastore.before = (call) => {
      if (call === 'writeFile') throw new HostFault('NoDiskSpace', 'no space left');
    };
    const fault = await faultOf(vm.powerOff());
    expect(fault).toMatchObject({ type: 'NoDiskSpace', definite: false });
    expect(fault.message).toMatch(/is powered off, but .* no space left/);
    fixture.expectNothingLeft(vm);
  });

  it('of a VM that is off is refused', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    expect(await faultOf(vm.powerOff())).toMatchObject({ type: 'InvalidPowerState' });
    expect(await faultOf(vm.reset())).toMatchObject({ type: 'InvalidPowerState' });
    expect(() => vm.shutdownGuest()).toThrow(HostFault);
  });
});

describe('a guest that stops by itself', () => {
  it.each([
    ['shuts down', true, bareGuests.powersOff],
    ['ends with a fatal trap', false, bareGuests.fails],
    ['can not go on', false, bareGuests.trapsForEver],
  ])("because it %s is off, by somebody's wish: %s", async (_, clean, guest) => {
    const vm = await fixture.registered(guest);
    await vm.powerOn();
    await eventually('the VM to be off', isOff(vm));
    expect(vm.runtime().cleanPowerOff).toBe(clean);
    expect(fixture.cleanShutdown()).toBe(clean ? 'TRUE' : 'FALSE');
    expect(fixture.events).toEqual(['VmPoweredOnEvent', 'VmPoweredOffEvent']);
    fixture.expectNothingLeft(vm);
  });

  it('in the moment in which it is powered off is powered off once', async () => {
    for (let round = 0; round < 20; round += 1) {
      fixture.events.length = 0;
      const vm = await fixture.registered(bareGuests.powersOff);
      await vm.powerOn();
      await vm.powerOff().catch((error) => expect(error).toMatchObject({ type: 'InvalidPowerState' }));
      expect(fixture.events).toEqual(['VmPoweredOnEvent', 'VmPoweredOffEvent']);
      fixture.expectNothingLeft(vm);
    }
  });

  it('in the moment in which it is reset runs on: the stop of an earlier guest is no news', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    const gate = new Gate();
    fixture.datastore.before = (call) => (call === 'openDisk' ? gate.passed : undefined);
    const reset = vm.reset();
    await eventually(
      'the reset to open the disk',
      () => fixture.datastore.calls.filter((call) => call === 'openDisk').length > 1,
    );
    fixture.sinks[0]?.stopped({ kind: 'powerOff', code: 0 });
    gate.open();
    await reset;
    await vm.reset();
    expect(vm.poweredOn).toBe(true);
    expect(fixture.datastore.calls.filter((call) => call === 'lockFile')).toHaveLength(1);
    await vm.powerOff();
    expect(fixture.events).toEqual(['VmPoweredOnEvent', 'VmResettingEvent', 'VmResettingEvent', 'VmPoweredOffEvent']);
    fixture.expectNothingLeft(vm);
  });

  it('restarts as often as it likes under one lock, makes no events of it, and can be powered off', async () => {
    const vm = await fixture.registered(bareGuests.resets);
    await vm.powerOn();
    await eventually('ten restarts', () => fixture.network.connections > 10);
    await vm.powerOff();
    expect(fixture.datastore.calls.filter((call) => call === 'lockFile')).toHaveLength(1);
    expect(fixture.events).toEqual(['VmPoweredOnEvent', 'VmPoweredOffEvent']);
    expect(fixture.transitions).toHaveLength(4);
    fixture.expectNothingLeft(vm);
  });
});

it('tells a guest that its disk fails, and the log once, however often the guest tries', async () => {
  const vm = await fixture.registered(firmware());
  fixture.datastore.diskBytes = bootDisk();
  fixture.datastore.before = (call) => {
    if (call === 'writeFile') fixture.datastore.disk.failing = true;
  };
  await vm.powerOn();
  await eventually('the guest to try again', () => fixture.datastore.disk.writes > 3);
  expect(fixture.warnings).toEqual(['disk write failed']);
  await vm.powerOff();
  fixture.expectNothingLeft(vm);
});

describe('vSphere HA', () => {
  it('starts a VM that failed, and none that somebody switched off or that never ran', async () => {
    const vm = await fixture.registered(bareGuests.fails);
    expect(await faultOf(vm.powerOn('ha'))).toMatchObject({ type: 'InvalidPowerState', definite: true });
    fixture.expectNothingLeft(vm);
    await vm.powerOn();
    await eventually('the VM to fail', isOff(vm));
    await vm.powerOn('ha');
    await eventually('the VM to fail again', isOff(vm));
    fixture.expectNothingLeft(vm);
  });

  it('is told by the disk, not by what this host remembers', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    await vm.powerOn();
    await vm.powerOff();
    expect(await faultOf(vm.powerOn('ha'))).toMatchObject({ type: 'InvalidPowerState' });
    // Another host has run it since, and died.
    const text = fixture.datastore.files.get('/web/web.vmx') ?? '';
    fixture.datastore.files.set('/web/web.vmx', text.replace('cleanShutdown = "TRUE"', 'cleanShutdown = "FALSE"'));
    await vm.powerOn('ha');
    expect(vm.poweredOn).toBe(true);
    await vm.powerOff();
  });
});

describe('the end of a VM on this host', () => {
  it('waits for a power-on that is under way, and is refused then', async () => {
    const vm = await fixture.registered(bareGuests.runsForEver);
    const gate = new Gate();
    fixture.datastore.before = (call) => (call === 'lockFile' ? gate.passed : undefined);
    const on = vm.powerOn();
    let disposed = false;
    const retiring = faultOf(
      vm.retire(async () => {
        disposed = true;
      }),
    );
    gate.open();
    await on;
    expect(await retiring).toMatchObject({ type: 'InvalidPowerState' });
    expect(disposed).toBe(false);
    await vm.powerOff();
    await vm.retire(async () => {});
    expect(await faultOf(vm.powerOn())).toMatchObject({ type: 'NotFound' });
  });
});

it('takes so many requests at a time, and no more', async () => {
  const vm = await fixture.registered(bareGuests.runsForEver);
  const gate = new Gate();
  fixture.datastore.before = (call) => (call === 'lockFile' ? gate.passed : undefined);
  const on = vm.powerOn();
  const resets = Array.from({ length: MAX_REQUESTS_WAITING - 1 }, () => vm.reset());
  expect(await faultOf(vm.reset())).toMatchObject({ type: 'TaskInProgress' });
  gate.open();
  await Promise.all([on, ...resets]);
  await vm.powerOff();
  fixture.expectNothingLeft(vm);
});

it('logs where it goes, and why', async () => {
  const vm = await fixture.registered(bareGuests.runsForEver);
  await vm.powerOn();
  await vm.reset();
  await vm.powerOff();
  expect(fixture.transitions).toEqual([
    'poweredOff -> poweringOn (it is switched on)',
    'poweringOn -> poweredOn (its guest runs)',
    'poweredOn -> resetting (it is reset)',
    'resetting -> poweredOn (its guest runs again)',
    'poweredOn -> poweringOff (is powered off)',
    'poweringOff -> poweredOff (is powered off)',
  ]);
});
