import { firmware, guestImage } from '@microsphere/guests';
import { Host, type VmSink } from '@microsphere/machine';
import { pb, timingProfiles } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import { bareGuests, Gate, TestDatastore, TestNetwork, webConfiguration } from './testing.ts';
import { MAX_REQUESTS_WAITING, VirtualMachine } from './virtual-machine.ts';
import { formatVmConfiguration } from './vm-configuration.ts';

let host: Host;
let allFreeBytes: number;
beforeAll(async () => {
  host = await Host.create({ memorySizeBytes: 32 * 1024 * 1024, pcpuCount: 1, pcpuMhz: 100 });
  allFreeBytes = host.memoryFreeBytes;
});
afterAll(() => host.close());

let datastore: TestDatastore;
let network: TestNetwork;
let events: string[];
let transitions: string[];
let warnings: string[];
/** What each machine that was made speaks to. */
let sinks: VmSink[];
beforeEach(() => {
  datastore = new TestDatastore();
  network = new TestNetwork();
  events = [];
  transitions = [];
  warnings = [];
  sinks = [];
});

async function registered(guest: Uint8Array): Promise<VirtualMachine> {
  const vm = new VirtualMachine({
    datastore,
    path: '/web/web.vmx',
    machines: {
      createVm: (options) => {
        sinks.push(options.sink);
        return host.createVm(options);
      },
    },
    network,
    firmware: guest,
    timing: timingProfiles.fast,
    now: () => performance.now(),
    wallClock: () => 1_700_000_000_000,
    log: {
      debug: () => {},
      info: (_: unknown, text?: string) => void transitions.push(text ?? ''),
      warn: (_: unknown, text?: string) => void warnings.push(text ?? ''),
    },
    event: ({ type }) => events.push(type),
    onPowerState: () => {},
    onGuestChange: () => {},
  });
  await vm.load();
  datastore.calls.length = 0;
  return vm;
}

const faultOf = (operation: Promise<unknown>): Promise<HostFault> =>
  operation.then(
    () => {
      throw new Error('no fault');
    },
    (error) => {
      expect(error).toBeInstanceOf(HostFault);
      return error;
    },
  );

/** Nothing of the VM is left on the host, and its lock is free. */
function expectNothingLeft(vm: VirtualMachine): void {
  expect(vm.runtime().powerState).toBe(pb.PowerState.poweredOff);
  expect(host.memoryFreeBytes).toBe(allFreeBytes);
  expect([...network.plugged]).toEqual([]);
  expect(datastore.locked).toBe(false);
}

const isOff = (vm: VirtualMachine) => () => vm.runtime().powerState === pb.PowerState.poweredOff;
const cleanShutdown = () => /cleanShutdown = "(\w+)"/.exec(datastore.files.get('/web/web.vmx') ?? '')?.[1];

describe('power on', () => {
  it('takes the lock, then reads the .vmx and says in it that the VM is on, and only then starts the guest', async () => {
    const vm = await registered(bareGuests.runsForEver);
    const writing = new Gate();
    datastore.before = (call) => (call === 'writeFile' ? writing.passed : undefined);
    const on = vm.powerOn();
    await eventually('the .vmx to be written', () => datastore.calls.includes('writeFile'));
    expect(datastore.calls).toEqual(['lockFile', 'readFile', 'openDisk', 'writeFile']);
    expect(network.connections).toBe(0);
    expect(vm.runtime().powerState).toBe(pb.PowerState.poweredOff);
    writing.open();
    await on;
    expect(cleanShutdown()).toBe('FALSE');
    expect(vm.runtime()).toMatchObject({ powerState: pb.PowerState.poweredOn, bootTime: 1_700_000_000_000 });
    await eventually('the guest to execute', () => (vm.runtime().instructions ?? 0) > 0);
    await vm.powerOff();
    expectNothingLeft(vm);
    expect(events).toEqual(['VmPoweredOnEvent', 'VmPoweredOffEvent']);
  });

  it.each([
    ['lockFile', 'FileLocked'],
    ['readFile', 'CannotAccessFile'],
    ['openDisk', 'FileNotFound'],
    ['writeFile', 'NoDiskSpace'],
  ] as const)('that fails at %s leaves nothing', async (failing, type) => {
    const vm = await registered(bareGuests.runsForEver);
    datastore.before = (call) => {
      if (call === failing) throw new HostFault(type, 'as the test wants it');
    };
    expect((await faultOf(vm.powerOn())).type).toBe(type);
    expectNothingLeft(vm);
    expect(network.connections).toBe(0);
    expect(cleanShutdown()).toBeUndefined();
    datastore.before = () => {};
    await vm.powerOn();
    await vm.powerOff();
    expectNothingLeft(vm);
  });

  it.each([
    ['more memory than the host has', { memoryMb: 4096 }, 'InsufficientMemoryResourcesFault', /needs \d+ bytes/],
    ['two vCPUs', { numCpu: 2 }, 'InvalidVmConfig', /numvcpus = "2", at most 1/],
    [
      'two adapters',
      { adapters: [...webConfiguration.adapters, ...webConfiguration.adapters] },
      'InvalidVmConfig',
      /2 network adapters/,
    ],
  ])('of a VM with %s is refused and leaves nothing', async (_, change, type, message) => {
    datastore.files.set('/web/web.vmx', formatVmConfiguration({ ...webConfiguration, ...change }));
    const vm = await registered(bareGuests.runsForEver);
    const fault = await faultOf(vm.powerOn());
    expect(fault).toMatchObject({ type, definite: true });
    expect(fault.message).toMatch(message);
    expect(fault.message).toContain('[datastore1] web/web.vmx');
    expectNothingLeft(vm);
    expect(cleanShutdown()).toBeUndefined();
  });

  it('names the line of a .vmx that was damaged since it was registered', async () => {
    const vm = await registered(bareGuests.runsForEver);
    datastore.files.set('/web/web.vmx', 'displayName = "web"\nmemSize 4\n');
    const fault = await faultOf(vm.powerOn());
    expect(fault).toMatchObject({ type: 'InvalidVmConfig' });
    expect(fault.message).toMatch(/^\[datastore1\] web\/web\.vmx: line 2: /);
    expectNothingLeft(vm);
  });

  it('is refused when it is on, and waits for a power-off that is under way', async () => {
    const vm = await registered(bareGuests.runsForEver);
    await vm.powerOn();
    expect(await faultOf(vm.powerOn())).toMatchObject({ type: 'InvalidPowerState' });
    const [off, on] = [vm.powerOff(), vm.powerOn()];
    await Promise.all([off, on]);
    expect(vm.poweredOn).toBe(true);
    await vm.powerOff();
    expectNothingLeft(vm);
  });
});

describe('a lock that is lost', () => {
  it.each(['readFile', 'openDisk', 'writeFile'])('while it starts (%s) lets no guest start', async (held) => {
    const vm = await registered(bareGuests.runsForEver);
    const gate = new Gate();
    datastore.before = (call) => (call === held ? gate.passed : undefined);
    const on = faultOf(vm.powerOn());
    await eventually(held, () => datastore.calls.includes(held));
    vm.lockLost();
    gate.open();
    expect(await on).toMatchObject({ type: 'CannotAccessFile', definite: false });
    expect(network.connections).toBe(0);
    expectNothingLeft(vm);
  });

  it('ends the guest at once, and nobody wanted that', async () => {
    const vm = await registered(bareGuests.runsForEver);
    await vm.powerOn();
    vm.lockLost();
    expect([...network.plugged]).toEqual([]);
    await eventually('the VM to be off', isOff(vm));
    expect(vm.runtime().cleanPowerOff).toBe(false);
    expect(cleanShutdown()).toBe('FALSE');
    expectNothingLeft(vm);
  });

  it('while it is powered off, twice even, is the same power-off, but the wish is not written any more', async () => {
    const vm = await registered(firmware());
    datastore.diskBytes = bootDisk();
    await vm.powerOn();
    datastore.disk.gate = new Gate();
    await eventually('the guest to write', () => datastore.disk.writes > 0);
    const off = faultOf(vm.powerOff());
    await eventually('the guest to be stopped', () => network.plugged.size === 0);
    vm.lockLost();
    vm.lockLost();
    datastore.disk.gate.open();
    expect(await off).toMatchObject({ type: 'CannotAccessFile', definite: false });
    expect(cleanShutdown()).toBe('FALSE');
    expect(events).toEqual(['VmPoweredOnEvent', 'VmPoweredOffEvent']);
    expectNothingLeft(vm);
  });

  it('in the moment in which a reset is asked for lets no guest start', async () => {
    const vm = await registered(bareGuests.runsForEver);
    await vm.powerOn();
    const reset = faultOf(vm.reset());
    vm.lockLost();
    expect(await reset).toMatchObject({ type: 'CannotAccessFile' });
    expect(network.connections).toBe(1);
    expectNothingLeft(vm);
  });

  it('in the moment in which a power-off is asked for leaves the files to their next owner', async () => {
    const vm = await registered(bareGuests.runsForEver);
    await vm.powerOn();
    const off = faultOf(vm.powerOff());
    vm.lockLost();
    expect(await off).toMatchObject({ type: 'CannotAccessFile', definite: false });
    expect(cleanShutdown()).toBe('FALSE');
    expectNothingLeft(vm);
  });

  it('while it is reset leaves it off', async () => {
    const vm = await registered(bareGuests.runsForEver);
    await vm.powerOn();
    const gate = new Gate();
    datastore.before = (call) => (call === 'openDisk' ? gate.passed : undefined);
    const reset = faultOf(vm.reset());
    await eventually(
      'the reset to open the disk',
      () => datastore.calls.filter((call) => call === 'openDisk').length > 1,
    );
    vm.lockLost();
    gate.open();
    expect(await reset).toMatchObject({ type: 'CannotAccessFile' });
    expect(network.connections).toBe(1);
    expectNothingLeft(vm);
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
    const vm = await registered(bareGuests.runsForEver);
    await vm.powerOn();
    await eventually('the guest to execute', () => instructions(vm) > 0);
    vm.lockInDoubt();
    const stood = await standsStill(vm);
    expect(vm.poweredOn).toBe(true);
    vm.lockKept();
    await eventually('the guest to run on', () => instructions(vm) > stood);
    await vm.powerOff();
    expectNothingLeft(vm);
  });

  it('and then lost ends it, in doubt or not', async () => {
    const vm = await registered(bareGuests.runsForEver);
    await vm.powerOn();
    vm.lockInDoubt();
    vm.lockLost();
    vm.lockKept();
    await eventually('the VM to be off', isOff(vm));
    expectNothingLeft(vm);
    await vm.powerOn();
    await vm.powerOff();
  });

  it('while it is powered off is none of its matters, and while it starts lets no guest start', async () => {
    const vm = await registered(bareGuests.runsForEver);
    await vm.powerOn();
    const gate = new Gate();
    datastore.before = (call) => (call === 'unlockFile' || call === 'openDisk' ? gate.passed : undefined);
    const off = vm.powerOff();
    await eventually('the lock to be let go', () => datastore.calls.includes('unlockFile'));
    vm.lockInDoubt();
    gate.open();
    await off;
    expect(await faultOf(vm.powerOn())).toMatchObject({ type: 'CannotAccessFile' });
    expect(network.connections).toBe(1);
    expectNothingLeft(vm);
    vm.lockKept();
    await vm.powerOn();
    await vm.powerOff();
  });
});

/** The boot disk of the ledger guest, which writes when it boots. */
function bootDisk(): Uint8Array<ArrayBuffer> {
  const { bytes, minimumDiskBytes } = guestImage('ledger');
  const disk = new Uint8Array(minimumDiskBytes);
  disk.set(bytes);
  return disk;
}

describe('power off', () => {
  it('lets the lock go only after the last write has left', async () => {
    const vm = await registered(firmware());
    datastore.diskBytes = bootDisk();
    await vm.powerOn();
    datastore.disk.gate = new Gate();
    await eventually('the guest to write', () => datastore.disk.writes > 0);
    datastore.calls.length = 0;
    const off = vm.powerOff();
    await eventually('the guest to be stopped', () => network.plugged.size === 0);
    expect(datastore.calls).toEqual([]);
    expect(vm.runtime().powerState).toBe(pb.PowerState.poweredOn);
    datastore.disk.gate.open();
    await off;
    expect(datastore.calls).toEqual(['writeFile', 'unlockFile']);
    expect(cleanShutdown()).toBe('TRUE');
    expect(vm.runtime().cleanPowerOff).toBe(true);
    expectNothingLeft(vm);
  });

  it('whose wish can not be written is off all the same, and says so', async () => {
    const vm = await registered(bareGuests.runsForEver);
    await vm.powerOn();
    datastore.before = (call) => {
      if (call === 'writeFile') throw new HostFault('NoDiskSpace', 'no space left');
    };
    const fault = await faultOf(vm.powerOff());
    expect(fault).toMatchObject({ type: 'NoDiskSpace', definite: false });
    expect(fault.message).toMatch(/is powered off, but .* no space left/);
    expectNothingLeft(vm);
  });

  it('of a VM that is off is refused', async () => {
    const vm = await registered(bareGuests.runsForEver);
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
    const vm = await registered(guest);
    await vm.powerOn();
    await eventually('the VM to be off', isOff(vm));
    expect(vm.runtime().cleanPowerOff).toBe(clean);
    expect(cleanShutdown()).toBe(clean ? 'TRUE' : 'FALSE');
    expect(events).toEqual(['VmPoweredOnEvent', 'VmPoweredOffEvent']);
    expectNothingLeft(vm);
  });

  it('in the moment in which it is powered off is powered off once', async () => {
    for (let round = 0; round < 20; round += 1) {
      events.length = 0;
      const vm = await registered(bareGuests.powersOff);
      await vm.powerOn();
      await vm.powerOff().catch((error) => expect(error).toMatchObject({ type: 'InvalidPowerState' }));
      expect(events).toEqual(['VmPoweredOnEvent', 'VmPoweredOffEvent']);
      expectNothingLeft(vm);
    }
  });

  it('in the moment in which it is reset runs on: the stop of an earlier guest is no news', async () => {
    const vm = await registered(bareGuests.runsForEver);
    await vm.powerOn();
    const gate = new Gate();
    datastore.before = (call) => (call === 'openDisk' ? gate.passed : undefined);
    const reset = vm.reset();
    await eventually(
      'the reset to open the disk',
      () => datastore.calls.filter((call) => call === 'openDisk').length > 1,
    );
    sinks[0]?.stopped({ kind: 'powerOff', code: 0 });
    gate.open();
    await reset;
    await vm.reset();
    expect(vm.poweredOn).toBe(true);
    expect(datastore.calls.filter((call) => call === 'lockFile')).toHaveLength(1);
    await vm.powerOff();
    expect(events).toEqual(['VmPoweredOnEvent', 'VmResettingEvent', 'VmResettingEvent', 'VmPoweredOffEvent']);
    expectNothingLeft(vm);
  });

  it('restarts as often as it likes under one lock, makes no events of it, and can be powered off', async () => {
    const vm = await registered(bareGuests.resets);
    await vm.powerOn();
    await eventually('ten restarts', () => network.connections > 10);
    await vm.powerOff();
    expect(datastore.calls.filter((call) => call === 'lockFile')).toHaveLength(1);
    expect(events).toEqual(['VmPoweredOnEvent', 'VmPoweredOffEvent']);
    expect(transitions).toHaveLength(4);
    expectNothingLeft(vm);
  });
});

it('tells a guest that its disk fails, and the log once, however often the guest tries', async () => {
  const vm = await registered(firmware());
  datastore.diskBytes = bootDisk();
  datastore.before = (call) => {
    if (call === 'writeFile') datastore.disk.failing = true;
  };
  await vm.powerOn();
  await eventually('the guest to try again', () => datastore.disk.writes > 3);
  expect(warnings).toEqual(['disk write failed']);
  await vm.powerOff();
  expectNothingLeft(vm);
});

describe('vSphere HA', () => {
  it('starts a VM that failed, and none that somebody switched off or that never ran', async () => {
    const vm = await registered(bareGuests.fails);
    expect(await faultOf(vm.powerOn('ha'))).toMatchObject({ type: 'InvalidPowerState', definite: true });
    expectNothingLeft(vm);
    await vm.powerOn();
    await eventually('the VM to fail', isOff(vm));
    await vm.powerOn('ha');
    await eventually('the VM to fail again', isOff(vm));
    expectNothingLeft(vm);
  });

  it('is told by the disk, not by what this host remembers', async () => {
    const vm = await registered(bareGuests.runsForEver);
    await vm.powerOn();
    await vm.powerOff();
    expect(await faultOf(vm.powerOn('ha'))).toMatchObject({ type: 'InvalidPowerState' });
    // Another host has run it since, and died.
    const text = datastore.files.get('/web/web.vmx') ?? '';
    datastore.files.set('/web/web.vmx', text.replace('cleanShutdown = "TRUE"', 'cleanShutdown = "FALSE"'));
    await vm.powerOn('ha');
    expect(vm.poweredOn).toBe(true);
    await vm.powerOff();
  });
});

describe('the end of a VM on this host', () => {
  it('waits for a power-on that is under way, and is refused then', async () => {
    const vm = await registered(bareGuests.runsForEver);
    const gate = new Gate();
    datastore.before = (call) => (call === 'lockFile' ? gate.passed : undefined);
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

  it('by a stop of the host ends its guest without a wish, and nothing starts any more', async () => {
    const vm = await registered(bareGuests.runsForEver);
    await vm.powerOn();
    await vm.close();
    expect(host.memoryFreeBytes).toBe(allFreeBytes);
    expect(cleanShutdown()).toBe('FALSE');
    expect(await faultOf(vm.powerOn())).toMatchObject({ type: 'InvalidState' });
  });

  it('by a stop of the host while it starts lets no guest start', async () => {
    const vm = await registered(bareGuests.runsForEver);
    const gate = new Gate();
    datastore.before = (call) => (call === 'openDisk' ? gate.passed : undefined);
    const on = faultOf(vm.powerOn());
    await eventually('the disk to be opened', () => datastore.calls.includes('openDisk'));
    await vm.close();
    gate.open();
    expect(await on).toMatchObject({ type: 'InvalidState' });
    expect(network.connections).toBe(0);
    expectNothingLeft(vm);
  });
});

it('takes so many requests at a time, and no more', async () => {
  const vm = await registered(bareGuests.runsForEver);
  const gate = new Gate();
  datastore.before = (call) => (call === 'lockFile' ? gate.passed : undefined);
  const on = vm.powerOn();
  const resets = Array.from({ length: MAX_REQUESTS_WAITING - 1 }, () => vm.reset());
  expect(await faultOf(vm.reset())).toMatchObject({ type: 'TaskInProgress' });
  gate.open();
  await Promise.all([on, ...resets]);
  await vm.powerOff();
  expectNothingLeft(vm);
});

it('logs where it goes, and why', async () => {
  const vm = await registered(bareGuests.runsForEver);
  await vm.powerOn();
  await vm.reset();
  await vm.powerOff();
  expect(transitions).toEqual([
    'poweredOff -> poweringOn (it is switched on)',
    'poweringOn -> poweredOn (its guest runs)',
    'poweredOn -> resetting (it is reset)',
    'resetting -> poweredOn (its guest runs again)',
    'poweredOn -> poweringOff (is powered off)',
    'poweringOff -> poweredOff (is powered off)',
  ]);
});
