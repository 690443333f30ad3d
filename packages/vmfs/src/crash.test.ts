// A host that dies between any two commands: each operation is stopped after every prefix of its commands, the last write
// whole or torn, and another host takes over; or the power fails, for the array too, and what was not flushed is there or
// not. Nothing may be lost, not even space, and nothing that was finished is. Its larger sister is in campaign/.
import { describe, expect, it } from 'vitest';
import {
  BLOCK_BYTES,
  checkVolume,
  formatVolume,
  HeartbeatMonitor,
  MemoryDevice,
  type Operation,
  readHeartbeats,
  readSuperblock,
  takeSlot,
  VmfsError,
  Volume,
} from './index.ts';
import { VolatileDevice } from './volatile-device.ts';

const LEASE_MS = 16_000;
const BLOCKS = (14 * 1024 * 1024) / BLOCK_BYTES;
const OLD = new Uint8Array(600).fill(1);
const SOUND = { damage: [], leakedBlocks: 0, leakedDescriptors: 0 };
const NEW = new Uint8Array(1_500).fill(2);

let uuids = 0;

function mount(device: MemoryDevice, name: string, monitor = new HeartbeatMonitor({ leaseMs: LEASE_MS })): Volume {
  uuids += 1;
  const uuid = `00000000-0000-4000-8000-${String(uuids).padStart(12, '0')}`;
  const superblock = device.run(readSuperblock(BLOCKS));
  const { slot } = device.run(takeSlot({ uuid, name }, monitor, 0));
  return new Volume({ superblock, owner: { uuid, hostName: name, slot }, monitor, now: () => 100_000 });
}

/** A volume with a few files, as every case begins. */
function prepared(): MemoryDevice {
  const device = new MemoryDevice(BLOCKS);
  device.run(formatVolume({ uuid: '6f1c0d5e-0000-4000-8000-000000000001', label: 'datastore1', blocks: BLOCKS }));
  const volume = mount(device, 'esx09');
  device.run(volume.makeDirectory('/vm'));
  device.run(volume.createFile('/vm/vm.vmx', { content: OLD }));
  device.run(volume.createFile('/vm/big', { content: NEW }));
  return device;
}

/** Performs at most `commands` commands of an operation; the last one, where it is a write, half. Returns whether it ended. */
function runPart(device: MemoryDevice, operation: Operation<unknown>, commands: number, torn: boolean): boolean {
  let step = operation.next();
  for (let done = 0; !step.done; done += 1) {
    if (done === commands) return false;
    const command = step.value;
    if (torn && done === commands - 1) {
      if (command.op === 'write')
        device.perform({ ...command, data: command.data.subarray(0, command.data.length >> 1) });
      else if (command.op === 'zero') device.perform({ ...command, blocks: command.blocks >> 1 });
      else return false;
      return false;
    }
    step = operation.next(device.perform(command));
  }
  return true;
}

/** Another host, that has watched the dead one's slot for the lease. */
function successor(device: MemoryDevice): Volume {
  const monitor = new HeartbeatMonitor({ leaseMs: LEASE_MS });
  for (let now = 80_000; now <= 100_000; now += 2_000)
    monitor.observe(device.run(readHeartbeats()), { sentAt: now, answeredAt: now });
  return mount(device, 'esx02', monitor);
}

/** What is wrong once what the dead left was brought to its end. */
function recovered(device: MemoryDevice, volume: Volume) {
  device.run(volume.recoverStaleSlots());
  return device.run(checkVolume(volume));
}

function tried<T>(device: MemoryDevice, operation: Operation<T>): T | string {
  try {
    return device.run(operation);
  } catch (error) {
    if (error instanceof VmfsError) return error.code;
    throw error;
  }
}

const same = (found: Uint8Array | string, wanted: Uint8Array): boolean =>
  typeof found !== 'string' && Buffer.compare(found, wanted) === 0;

interface Case {
  readonly operation: (volume: Volume) => Operation<unknown>;
  /** How it is before, and how it is after; throws where it is neither. */
  readonly isDone: (device: MemoryDevice, volume: Volume) => boolean;
}

function presence(path: string) {
  return (device: MemoryDevice, volume: Volume) => device.run(volume.exists(path));
}

function content(path: string, before: Uint8Array, after: Uint8Array) {
  return (device: MemoryDevice, volume: Volume) => {
    const found = tried(device, volume.readFile(path));
    if (same(found, after)) return true;
    expect(same(found, before), `${path} is neither the old nor the new`).toBe(true);
    return false;
  };
}

const cases: Readonly<Record<string, Case>> = {
  'makeDirectory, and a file in it': {
    *operation(volume) {
      yield* volume.makeDirectory('/other');
      yield* volume.createFile('/other/file', { content: OLD });
    },
    isDone: (device, volume) => {
      const found = tried(device, volume.readFile('/other/file'));
      if (found !== 'notFound') expect(same(found, OLD)).toBe(true);
      return found !== 'notFound';
    },
  },
  'create a small file': {
    operation: (volume) => volume.createFile('/vm/new', { content: OLD }),
    isDone: (device, volume) => {
      const found = tried(device, volume.readFile('/vm/new'));
      if (found !== 'notFound') expect(same(found, OLD)).toBe(true);
      return found !== 'notFound';
    },
  },
  'create a larger file': {
    operation: (volume) => volume.createFile('/vm/new', { content: NEW }),
    isDone: (device, volume) => {
      const found = tried(device, volume.readFile('/vm/new'));
      if (found !== 'notFound') expect(same(found, NEW)).toBe(true);
      return found !== 'notFound';
    },
  },
  'create a flat disk': {
    operation: (volume) =>
      volume.createFile('/vm/vm-flat.vmdk', { sizeBytes: 2 * 1024 * 1024, provisioning: 'eagerZeroedThick' }),
    isDone: presence('/vm/vm-flat.vmdk'),
  },
  'replace small by large': {
    operation: (volume) => volume.writeFile('/vm/vm.vmx', NEW),
    isDone: content('/vm/vm.vmx', OLD, NEW),
  },
  'replace large by small': {
    operation: (volume) => volume.writeFile('/vm/big', OLD),
    isDone: content('/vm/big', NEW, OLD),
  },
  remove: {
    operation: (volume) => volume.remove('/vm/big'),
    isDone: (device, volume) => !device.run(volume.exists('/vm/big')),
  },
  'remove a tree': {
    operation: (volume) => volume.removeTree('/vm'),
    isDone: (device, volume) => !device.run(volume.exists('/vm')),
  },
  'rename in the place of another': {
    operation: (volume) => volume.rename('/vm/big', '/vm/vm.vmx', { replace: true }),
    isDone: content('/vm/vm.vmx', OLD, NEW),
  },
  'make a thin disk, and write to it': {
    *operation(volume) {
      yield* volume.createFile('/vm/thin', { sizeBytes: 2 * 1024 * 1024, provisioning: 'thin' });
      const file = yield* volume.openFile('/vm/thin', { mode: 'exclusive' });
      yield* volume.allocate(file, { offsetBytes: 0, lengthBytes: 1024 * 1024 });
      yield* volume.punch(file, { offsetBytes: 0, lengthBytes: 1024 * 1024 });
      yield* volume.closeFile(file);
    },
    isDone: presence('/vm/thin'),
  },
  'say that a file was moved, and remove it': {
    *operation(volume) {
      const lock = yield* volume.lockFile('/vm/big');
      yield* volume.writeFile('/vm/big', OLD);
      expect(yield* volume.markMoved(lock)).toBe(true);
      yield* volume.remove('/vm/big');
    },
    // Moved or gone, and never again a file that somebody could take for his own.
    isDone: (device, volume) => {
      if (!device.run(volume.exists('/vm/big'))) return true;
      if (!device.run(volume.isMoved('/vm/big'))) {
        device.run(volume.unlockFile(device.run(volume.lockFile('/vm/big'))));
        return false;
      }
      expect(tried(device, volume.lockFile('/vm/big'))).toBe('moved');
      expect(tried(device, volume.writeFile('/vm/big', NEW))).toBe('moved');
      expect(same(tried(device, volume.readFile('/vm/big')), OLD), 'it does not say where to').toBe(true);
      return true;
    },
  },
  'lock and unlock': {
    *operation(volume) {
      yield* volume.unlockFile(yield* volume.lockFile('/vm/vm.vmx'));
    },
    isDone: () => true,
  },
};

type Loss = (block: number) => boolean;
/** How a case ends: with the last write torn, and with what of the unflushed blocks a loss of power leaves. */
const ends: readonly [string, { readonly torn: boolean; readonly loss?: Loss }][] = [
  ['the host dies in the middle of a write', { torn: true }],
  ['the power fails, and takes all that was not flushed', { torn: false, loss: () => false }],
];

describe.each(Object.entries(cases))('%s, stopped anywhere', (_name, { operation, isDone }) => {
  it.each(ends)('%s', (_end, { torn, loss }) => {
    const start = prepared().bytes;
    const device = new VolatileDevice(BLOCKS);
    let ended = false;
    let wasDone = false;
    for (let commands = 0; !ended; commands += 1) {
      device.load(start);
      ended = runPart(device, operation(mount(device, 'esx01')), commands, torn);
      if (loss) device.losePower(loss);
      const volume = successor(device);
      expect(recovered(device, volume), `after ${commands} commands`).toEqual(SOUND);
      const done = isDone(device, volume);
      // Once it is done it stays done, and an operation that has ended is done.
      if (wasDone && !torn) expect(done, `after ${commands} commands`).toBe(true);
      if (ended) expect(done).toBe(true);
      wasDone = done;
      // Whatever the dead host held or had half done stands in nobody's way.
      tried(device, volume.createFile('/vm/after', { content: OLD }));
      if (device.run(volume.exists('/vm/vm.vmx'))) device.run(volume.lockFile('/vm/vm.vmx'));
      else device.run(volume.makeDirectory('/vm2'));
      expect(device.run(checkVolume(volume))).toEqual(SOUND);
      if (commands > 500) throw new Error('the operation does not end');
    }
  });
});

describe('an operation that fails', () => {
  class Refusal extends Error {}
  /** The first refusal from the device's `at`-th write on: a LUN that has run out of space. */
  function runRefusing(device: MemoryDevice, operation: Operation<unknown>, at: number): boolean {
    let writes = 0;
    let step = operation.next();
    while (!step.done) {
      const changes = step.value.op === 'write' || step.value.op === 'zero';
      if (changes) writes += 1;
      if (changes && writes === at) step = operation.throw(new Refusal());
      else step = operation.next(device.perform(step.value));
    }
    return true;
  }

  it.each(Object.entries(cases))('%s: leaves no damage and no lock', (_name, { operation }) => {
    const start = prepared().bytes;
    const device = new MemoryDevice(BLOCKS);
    for (let at = 1; ; at += 1) {
      device.bytes.set(start);
      let refused = false;
      try {
        runRefusing(device, operation(mount(device, 'esx01')), at);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused = true;
      }
      const volume = mount(device, 'esx02');
      expect(device.run(checkVolume(volume)).damage).toEqual([]);
      if (device.run(volume.exists('/vm/vm.vmx'))) device.run(volume.lockFile('/vm/vm.vmx'));
      device.run(volume.createFile('/after', { content: OLD }));
      if (!refused) return;
    }
  });

  it('gives back what it had taken when the device is full', () => {
    const device = prepared();
    const volume = mount(device, 'esx01');
    const before = device.run(volume.freeBytes());
    expect(() => runRefusing(device, volume.createFile('/vm/new', { content: NEW }), 1)).toThrow(Refusal);
    expect(() =>
      runRefusing(device, volume.createFile('/vm/d', { sizeBytes: 1024 * 1024, provisioning: 'eagerZeroedThick' }), 1),
    ).toThrow(Refusal);
    expect(device.run(volume.freeBytes())).toBe(before);
  });
});

describe('a compare-and-write of which nobody knows whether it took place', () => {
  /** The `at`-th compare-and-write is answered with "unknown", having taken place or not. */
  function runUncertain<T>(device: MemoryDevice, operation: Operation<T>, at: number, happened: boolean) {
    let count = 0;
    let step = operation.next();
    while (!step.done) {
      if (step.value.op === 'compareAndWrite') count += 1;
      if (step.value.op === 'compareAndWrite' && count === at) {
        if (happened) device.perform(step.value);
        step = operation.next('unknown');
      } else step = operation.next(device.perform(step.value));
    }
    return { value: step.value, reached: count >= at };
  }

  it.each(
    Object.entries(cases).flatMap(([name, value]) => [true, false].map((happened) => [name, happened, value] as const)),
  )('%s, happened: %s', (_name, happened, { operation, isDone }) => {
    const start = prepared().bytes;
    const device = new MemoryDevice(BLOCKS);
    for (let at = 1; ; at += 1) {
      device.bytes.set(start);
      const { reached } = runUncertain(device, operation(mount(device, 'esx01')), at, happened);
      const volume = mount(device, 'esx02');
      expect(isDone(device, volume)).toBe(true);
      expect(device.run(checkVolume(volume))).toEqual(SOUND);
      if (!reached) return;
    }
  });
});
