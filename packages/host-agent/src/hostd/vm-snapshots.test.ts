// Snapshots of a VM that runs on the real machine: a guest that writes an entry whenever it boots, on disks that are chains.
import { firmware, readLedgerDisk } from '@microsphere/guests';
import type { Host } from '@microsphere/machine';
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import { TestChainDatastore } from './folder-fixture.ts';
import { faultOf, webConfiguration } from './testing.ts';
import type { VirtualMachine } from './virtual-machine.ts';
import { formatVmConfiguration } from './vm-configuration.ts';
import { bootDisk, createSmallHost, isOff, VmFixture } from './vm-fixture.ts';

let host: Host;
beforeAll(async () => {
  host = await createSmallHost();
});
afterAll(() => host.close());

let fixture: VmFixture;
let datastore: TestChainDatastore;
let vm: VirtualMachine;
beforeEach(async () => {
  fixture = new VmFixture(host);
  datastore = new TestChainDatastore();
  datastore.files.set('/web/web.vmx', formatVmConfiguration(webConfiguration));
  datastore.files.set('/web/web.vmsd', '');
  datastore.disks.set('/web/web.vmdk', { parent: undefined, sectors: new Map() });
  datastore.setBytes('/web/web.vmdk', bootDisk());
  vm = await fixture.registered(firmware(), datastore);
});

const taken = { name: 'a', description: '', memory: false, quiesce: false };

/** The disk that the guest writes to. */
const disk = () => `/web/${vm.runtime().disks?.[0]?.fileName?.replace(/^.*\//, '')}`;
const boots = (path: string) => readLedgerDisk(datastore.bytes(path)).entries.length;

async function untilBooted(count: number): Promise<void> {
  await eventually(`boot ${count}`, () => boots(disk()) === count);
}

function expectNothingLeft(): void {
  expect(vm.runtime().powerState).toBe(pb.PowerState.poweredOff);
  expect(host.memoryFreeBytes).toBe(fixture.allFreeBytes);
  expect([...fixture.network.plugged]).toEqual([]);
  expect(datastore.locked).toBe(false);
}

describe('a guest that runs', () => {
  it('goes on after a snapshot, which keeps what was there, and is off when it is reverted to', async () => {
    await vm.powerOn();
    await untilBooted(1);
    expect(await vm.files.createSnapshot(taken)).toBe(1);
    expect(vm.runtime()).toMatchObject({ currentSnapshot: 1, consolidationNeeded: false });
    expect(vm.runtime().disks?.[0]).toMatchObject({
      fileName: '[datastore1] web/web-000001.vmdk',
      parents: ['[datastore1] web/web.vmdk'],
    });
    await vm.reset();
    await untilBooted(2);
    expect(boots('/web/web.vmdk')).toBe(1);
    await vm.files.revertToSnapshot(1);
    expect(vm.runtime()).toMatchObject({ powerState: pb.PowerState.poweredOff, cleanPowerOff: true });
    expect(boots(disk())).toBe(1);
    expectNothingLeft();
    await vm.powerOn();
    await untilBooted(2);
    await vm.powerOff();
    expectNothingLeft();
  });

  it('goes on while its snapshots are removed, and has all that it wrote', async () => {
    await vm.powerOn();
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      await untilBooted(index + 1);
      await vm.files.createSnapshot({ ...taken, name });
      await vm.reset();
    }
    await untilBooted(4);
    expect(vm.runtime().disks?.[0]?.parents).toHaveLength(3);
    await vm.files.change((folder) => folder.removeAllSnapshots({ consolidate: true }));
    expect(vm.runtime()).toMatchObject({ snapshots: [], consolidationNeeded: false });
    expect([...datastore.disks.keys()]).toEqual(['/web/web.vmdk']);
    await vm.reset();
    await untilBooted(5);
    await vm.powerOff();
    expectNothingLeft();
  });

  it('loses its power when its disks can not be opened again, and nothing else', async () => {
    await vm.powerOn();
    await untilBooted(1);
    datastore.refusal = new HostFault('CannotAccessFile', 'the path is down');
    expect(await faultOf(vm.files.createSnapshot(taken))).toMatchObject({ type: 'CannotAccessFile' });
    expectNothingLeft();
    expect(vm.runtime().cleanPowerOff).toBe(false);
    datastore.refusal = undefined;
    await vm.powerOn();
    await untilBooted(2);
    await vm.powerOff();
  });

  it('goes on as before when a snapshot can not be taken', async () => {
    await vm.powerOn();
    await untilBooted(1);
    const { createChildDisk } = datastore;
    datastore.createChildDisk = async () => {
      throw new HostFault('NoDiskSpace', 'full');
    };
    expect(await faultOf(vm.files.createSnapshot(taken))).toMatchObject({ type: 'NoDiskSpace' });
    datastore.createChildDisk = createChildDisk;
    expect(vm.runtime()).toMatchObject({ powerState: pb.PowerState.poweredOn, snapshots: [] });
    expect(await faultOf(vm.files.createSnapshot({ ...taken, memory: true }))).toMatchObject({ type: 'NotSupported' });
    expect(await faultOf(vm.files.createSnapshot({ ...taken, quiesce: true }))).toMatchObject({ type: 'NotSupported' });
    await vm.reset();
    await untilBooted(2);
    await vm.powerOff();
    expectNothingLeft();
  });
});

describe('a VM that is off', () => {
  it('is snapshotted under its lock, which somebody else may have', async () => {
    datastore.locked = true;
    expect(await faultOf(vm.files.createSnapshot(taken))).toMatchObject({ type: 'FileLocked' });
    datastore.locked = false;
    await vm.files.createSnapshot({ ...taken, memory: true });
    expectNothingLeft();
    expect(await faultOf(vm.files.revertToSnapshot(7))).toMatchObject({ type: 'NotFound' });
    expectNothingLeft();
  });
});

describe('a datastore without space', () => {
  async function asking() {
    await vm.powerOn();
    await untilBooted(1);
    datastore.full = true;
    await vm.reset();
    return await eventually('the question', () => vm.runtime().question);
  }

  it('makes the guest stand still until somebody says that there is some', async () => {
    const question = await asking();
    expect(question.text).toMatch(
      /^There is no more space for virtual disk 'web\.vmdk'\. You might be able to continue/,
    );
    expect(fixture.events).toContain('VmMessageEvent');
    // Nothing was failed: the guest is told once its write is done.
    expect(fixture.warnings).toEqual([]);
    expect(await faultOf(vm.files.createSnapshot(taken))).toMatchObject({ type: 'InvalidState' });
    await vm.answer(question.id ?? '', '0');
    const again = await eventually('the same question', () => vm.runtime().question);
    expect(again.id).not.toBe(question.id);
    datastore.full = false;
    await vm.answer(again.id ?? '', '0');
    await untilBooted(2);
    expect(vm.runtime().question).toBeUndefined();
    await vm.powerOff();
    expectNothingLeft();
  });

  it('ends the session when that is the answer', async () => {
    const { id } = await asking();
    expect(await faultOf(vm.answer('77', '1'))).toMatchObject({ type: 'InvalidArgument' });
    await vm.answer(id ?? '', '1');
    expectNothingLeft();
    expect(vm.runtime().cleanPowerOff).toBe(true);
  });

  it.each<[string, () => unknown]>([
    ['its power is cut', () => vm.powerOff()],
    ['its lock is lost', () => vm.lockLost()],
    ['its host is shut down', () => vm.shutDown()],
  ])('asks nothing any more when %s', async (_what, end) => {
    await asking();
    await end();
    await eventually('no question', () => vm.runtime().question === undefined);
    await eventually('the VM to be off', isOff(vm));
    expect(host.memoryFreeBytes).toBe(fixture.allFreeBytes);
  });
});
