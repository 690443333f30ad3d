import { Host } from '@microsphere/machine';
import { timingProfiles } from '@microsphere/proto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import { wakeIn } from '../vmotion/wake-in.ts';
import type { BootDiskDocuments } from './boot-disk.ts';
import { CpuReservations } from './cpu-reservations.ts';
import { bareGuests, Gate, TestDatastore, TestNetwork } from './testing.ts';
import { VirtualMachine } from './virtual-machine.ts';
import { MAX_VMX_BYTES } from './vm-configuration.ts';
import { MAX_MOVES_FOLLOWED, MAX_REGISTERED_VMS, parseVmxPath, VmInventory } from './vm-inventory.ts';

let host: Host;
beforeAll(async () => {
  host = await Host.create({ memorySizeBytes: 16 * 1024 * 1024, pcpuCount: 1, pcpuMhz: 20 });
});
afterAll(() => host.close());

const WEB = '[datastore1] web/web.vmx';

let datastore: TestDatastore | undefined;
let kept: BootDiskDocuments['vmInventory'] | undefined;
let full: boolean;
/** Where VMs have moved. */
let moves = new Map<string, string>();
let warnings: string[];
beforeEach(() => {
  datastore = new TestDatastore();
  kept = undefined;
  full = false;
  warnings = [];
  moves = new Map();
});

function inventory(): VmInventory {
  return new VmInventory({
    bootDisk: {
      read: () => kept as never,
      write: (_, document) => {
        if (full) throw new HostFault('NoDiskSpace', 'the boot disk is full');
        kept = document as BootDiskDocuments['vmInventory'];
      },
    },
    open: (name, path) => {
      if (name !== datastore?.name) throw new HostFault('InvalidDatastore', `this host has no datastore "${name}"`);
      return new VirtualMachine({
        datastore,
        path,
        machines: host,
        network: new TestNetwork(),
        cpu: new CpuReservations({ pcpuCount: 1, pcpuMhz: 100 }),
        firmware: bareGuests.runsForEver,
        timing: timingProfiles.fast,
        now: () => performance.now(),
        wallClock: () => 0,
        later: wakeIn,
        log: { debug: () => {}, info: () => {}, warn: () => {} },
        event: () => {},
        endRelocation: async () => {},
        onPowerState: () => {},
        onGuestChange: () => {},
      });
    },
    follow: async (vmxPath) => moves.get(vmxPath),
    log: { warn: (_: unknown, text?: string) => void warnings.push(text ?? '') },
    onChange: () => {},
  });
}

const fault = (type: string) => expect.objectContaining({ name: 'HostFault', type });

it.each([
  ['[datastore1] web/web.vmx', 'datastore1', '/web/web.vmx'],
  ['[datastore1]web/web.vmx', 'datastore1', '/web/web.vmx'],
  ['[big one] a b/c d.vmx', 'big one', '/a b/c d.vmx'],
])('reads %j', (vmxPath, name, path) => {
  expect(parseVmxPath(vmxPath)).toEqual({ datastore: name, path });
});

it.each(['', 'web/web.vmx', '[datastore1] web', '[datastore1] web.vmx', '[] web/web.vmx', '[datastore1] /web.vmx'])(
  'does not take %j for the path of a VM in its folder',
  (vmxPath) => {
    expect(() => parseVmxPath(vmxPath)).toThrow(fault('InvalidArgument'));
  },
);

it('registers a VM once, whoever asks at the same time', async () => {
  const vms = inventory();
  const [first, second] = await Promise.all([vms.register(WEB), vms.register(WEB)]);
  expect(second).toBe(first);
  expect(await vms.register(WEB)).toBe(first);
  expect(vms.get(WEB)).toBe(first);
  expect(kept).toEqual({ vmxPaths: [WEB] });
});

it('does not register what is not there, is damaged, or can not be written down', async () => {
  const vms = inventory();
  await expect(vms.register('[datastore1] db/db.vmx')).rejects.toEqual(fault('FileNotFound'));
  await expect(vms.register('[datastore2] web/web.vmx')).rejects.toEqual(fault('InvalidDatastore'));
  full = true;
  await expect(vms.register(WEB)).rejects.toEqual(fault('NoDiskSpace'));
  full = false;
  datastore?.files.set('/web/web.vmx', 'nonsense');
  await expect(vms.register(WEB)).rejects.toThrow('[datastore1] web/web.vmx: line 1: ');
  datastore?.files.set('/web/web.vmx', '#'.repeat(MAX_VMX_BYTES + 1));
  await expect(vms.register(WEB)).rejects.toThrow(`[datastore1] web/web.vmx has ${MAX_VMX_BYTES + 1} bytes`);
  expect(vms.runtimes()).toEqual([]);
  expect(() => vms.get(WEB)).toThrow(fault('NotFound'));
});

it('knows its VMs again after a restart; one whose datastore is not there is inaccessible until it is', async () => {
  kept = { vmxPaths: [WEB] };
  const there = datastore;
  datastore = undefined;
  const vms = inventory();
  await vms.registerWaiting();
  expect(vms.runtimes()).toEqual([{ vmxPath: WEB, inaccessible: true }]);
  expect(warnings).toEqual(['a registered virtual machine is not accessible']);
  datastore = there;
  await Promise.all([vms.registerWaiting(), vms.registerWaiting()]);
  expect(vms.runtimes()).toMatchObject([{ vmxPath: WEB, name: 'web' }]);
  expect(kept).toEqual({ vmxPaths: [WEB] });
});

it('forgets a VM that was destroyed while it was away, and keeps one that is damaged', async () => {
  kept = { vmxPaths: [WEB, '[datastore1] gone/gone.vmx'] };
  datastore?.files.set('/web/web.vmx', 'nonsense');
  const vms = inventory();
  await vms.registerWaiting();
  expect(vms.runtimes()).toEqual([{ vmxPath: WEB, inaccessible: true }]);
  expect(kept).toEqual({ vmxPaths: [WEB] });
  await vms.unregister(WEB);
  expect(vms.runtimes()).toEqual([]);
  expect(kept).toEqual({ vmxPaths: [] });
});

it('unregisters no VM that is on, or about to be', async () => {
  const vms = inventory();
  const vm = await vms.register(WEB);
  const gate = new Gate();
  if (datastore) datastore.before = (call) => (call === 'lockFile' ? gate.passed : undefined);
  const on = vm.powerOn();
  const early = vms.unregister(WEB);
  gate.open();
  await on;
  await expect(early).rejects.toEqual(fault('InvalidPowerState'));
  expect(vms.get(WEB)).toBe(vm);
  await vm.powerOff();
  await vms.unregister(WEB);
  expect(kept).toEqual({ vmxPaths: [] });
  await expect(vm.powerOn()).rejects.toEqual(fault('NotFound'));
});

it('keeps a VM whose files could not be removed', async () => {
  const vms = inventory();
  await vms.register(WEB);
  const failing = vms.destroy(WEB, async () => {
    throw new HostFault('FileLocked', 'held by esx02');
  });
  await expect(failing).rejects.toEqual(fault('FileLocked'));
  expect(kept).toEqual({ vmxPaths: [WEB] });
  await vms.destroy(WEB, async () => {});
  expect(kept).toEqual({ vmxPaths: [] });
});

it('has room for so many', async () => {
  const others = Array.from({ length: MAX_REGISTERED_VMS - 1 }, (_, index) => `[datastore2] vm${index}/vm${index}.vmx`);
  kept = { vmxPaths: others };
  datastore?.files.set('/db/db.vmx', datastore.files.get('/web/web.vmx') ?? '');
  const vms = inventory();
  await vms.register(WEB);
  await expect(vms.register('[datastore1] db/db.vmx')).rejects.toThrow(/1024 virtual machines are registered/);
  await vms.unregister(WEB);
  await vms.register('[datastore1] db/db.vmx');
});

it('switches every guest off at the end, and registers nothing more', async () => {
  const vms = inventory();
  const vm = await vms.register(WEB);
  await vm.powerOn();
  const before = host.memoryFreeBytes;
  await vms.shutDown();
  expect(host.memoryFreeBytes).toBeGreaterThan(before);
  await expect(vms.register('[datastore1] db/db.vmx')).rejects.toEqual(fault('InvalidState'));
});

it('knows a VM that is expected from another host, and has it when it has come', async () => {
  const vms = inventory();
  const vm = await vms.expect(WEB);
  await expect(vms.expect(WEB)).rejects.toMatchObject({ type: 'TaskInProgress' });
  expect(vms.runtimes()).toEqual([]);
  expect(vms.find(WEB)).toBeUndefined();
  expect(kept).toBeUndefined();
  if (!datastore) throw new Error('there is no datastore');
  // What becomes of the locks there concerns it, too.
  expect(vms.on(datastore)).toEqual([vm]);
  vms.arrived(vm);
  vms.expectNoMore(vm);
  expect(vms.get(WEB)).toBe(vm);
  expect(vms.on(datastore)).toEqual([vm]);
  expect(kept).toEqual({ vmxPaths: [WEB] });
  vms.departed(vm);
  expect(vms.runtimes()).toEqual([]);
  expect(kept).toEqual({ vmxPaths: [] });
});

it('has one VM of a path, also where somebody registers what is expected, or it does not come', async () => {
  const vms = inventory();
  const vm = await vms.expect(WEB);
  expect(await vms.register(WEB)).toBe(vm);
  vms.arrived(vm);
  vms.expectNoMore(vm);
  expect(vms.runtimes()).toHaveLength(1);
  const other = inventory();
  const expected = await other.expect(WEB);
  other.expectNoMore(expected);
  expect(await other.register(WEB)).not.toBe(expected);
});

it('is rid of a VM that has gone, also with a boot disk that is full', async () => {
  const vms = inventory();
  const vm = await vms.register(WEB);
  full = true;
  vms.departed(vm);
  expect(vms.runtimes()).toEqual([]);
  expect(warnings).toHaveLength(1);
  await vms.shutDown();
  await expect(vms.expect(WEB)).rejects.toThrow(/stopping/);
});

describe('a VM whose files have moved', () => {
  const OLD = '[datastore1] old/web.vmx';
  const movedAway = (to: string) =>
    `${datastore?.files.get('/web/web.vmx')}migrate.id = "1"\nmigrate.destination = "${to}"\n`;

  it('is registered where it is, and known by both paths until nobody needs the old one', async () => {
    const vms = inventory();
    datastore?.files.set('/old/web.vmx', movedAway(WEB));
    moves.set(OLD, WEB);
    const vm = await vms.register(OLD);
    expect(vm.vmxPath).toBe(WEB);
    expect(vms.get(OLD)).toBe(vm);
    expect(vms.formerPaths(vm)).toEqual([OLD]);
    expect(kept).toEqual({ vmxPaths: [WEB] });
    expect(await vms.register(OLD)).toBe(vm);
    vms.forgetFormerPath(OLD);
    expect(() => vms.get(OLD)).toThrow(fault('NotFound'));
  });

  it('that has come with its files is known by both paths, and says when it needs the old one no more', async () => {
    const far = '[far] web/web.vmx';
    const text = String(datastore?.files.get('/web/web.vmx'));
    datastore?.files.set('/web/web.vmx', `${text}migrate.id = "1"\nmigrate.source = "${far}"\n`);
    const vms = inventory();
    const vm = await vms.expect(WEB);
    expect(() => vms.mustBeSettled(far)).toThrow(fault('InvalidState'));
    vms.arrived(vm);
    vms.alsoKnownAs(far, vm);
    vms.expectNoMore(vm);
    expect(vms.get(far)).toBe(vm);
    expect(vms.formerPaths(vm)).toEqual([far]);
    expect(() => vms.mustBeSettled(far)).toThrow(fault('InvalidState'));
    datastore?.files.set('/web/web.vmx', text);
    await vm.load();
    vms.mustBeSettled(far);
    // What can't be read may say so, too.
    kept = { vmxPaths: [WEB, '[away] db/db.vmx'] };
    expect(() => inventory().mustBeSettled(far)).toThrow(fault('InvalidState'));
  });

  it('is found by a host that has the old path in its list', async () => {
    kept = { vmxPaths: [OLD] };
    datastore?.files.set('/old/web.vmx', movedAway(WEB));
    moves.set(OLD, WEB);
    const vms = inventory();
    await vms.registerWaiting();
    expect(vms.get(WEB).vmxPath).toBe(WEB);
    expect(kept).toEqual({ vmxPaths: [WEB] });
  });

  it('that was only to move is where it was', async () => {
    const vms = inventory();
    datastore?.files.set('/old/web.vmx', movedAway('[datastore2] web/web.vmx'));
    expect((await vms.register(OLD)).vmxPath).toBe(OLD);
  });

  it('is not followed for ever', async () => {
    const vms = inventory();
    for (let number = 0; number <= MAX_MOVES_FOLLOWED + 1; number += 1) {
      datastore?.files.set(`/w${number}/web.vmx`, movedAway(`[datastore1] w${number + 1}/web.vmx`));
      moves.set(`[datastore1] w${number}/web.vmx`, `[datastore1] w${number + 1}/web.vmx`);
    }
    await expect(vms.register('[datastore1] w0/web.vmx')).rejects.toEqual(fault('SystemError'));
    expect(vms.runtimes()).toEqual([]);
  });

  it('is in the list by its new path from the move on', async () => {
    const vms = inventory();
    const vm = await vms.register(WEB);
    Object.defineProperty(vm, 'vmxPath', { get: () => '[datastore1] new/web.vmx' });
    vms.moved(vm, WEB);
    expect(kept).toEqual({ vmxPaths: ['[datastore1] new/web.vmx'] });
    expect(vms.get(WEB)).toBe(vm);
    expect(vms.get('[datastore1] new/web.vmx')).toBe(vm);
  });
});
