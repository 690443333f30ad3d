// Who is registered at the device, and that nobody takes a dead owner's lock before the owner is fenced.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  BLOCK_BYTES,
  type BlockCommand,
  formatVolume,
  HEARTBEAT_SLOTS,
  HeartbeatMonitor,
  MemoryDevice,
  type Operation,
  readHeartbeats,
  readSuperblock,
  releaseSlot,
  reservationKey,
  type TakenSlot,
  takeSlot,
  VmfsError,
  Volume,
} from './index.ts';
import { randomFrom } from './random.ts';

const LEASE_MS = 16_000;
const BLOCKS = (14 * 1024 * 1024) / BLOCK_BYTES;
const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const VOLUME = uuid(999);

let device: MemoryDevice;
let lives = 0;

beforeEach(() => {
  device = new MemoryDevice(BLOCKS);
  lives = 0;
});

interface Mounted {
  readonly name: string;
  readonly uuid: string;
  readonly taken: TakenSlot;
  readonly volume: Volume;
}

function mount(name: string, monitor = new HeartbeatMonitor({ leaseMs: LEASE_MS })): Mounted {
  lives += 1;
  const owner = uuid(lives);
  const superblock = device.run(readSuperblock(BLOCKS));
  const taken = device.run(takeSlot({ uuid: owner, name }, monitor, 100_000), name);
  const volume = new Volume({
    superblock,
    owner: { uuid: owner, hostName: name, slot: taken.slot },
    monitor,
    now: () => 100_000,
  });
  return { name, uuid: owner, taken, volume };
}

/** A watcher that has seen everybody stand still for the lease. */
function patient(): HeartbeatMonitor {
  const monitor = new HeartbeatMonitor({ leaseMs: LEASE_MS });
  for (let now = 80_000; now <= 100_000; now += 2_000)
    monitor.observe(device.run(readHeartbeats()), { sentAt: now, answeredAt: now });
  return monitor;
}

function format(name = 'esx01'): void {
  device.run(formatVolume({ uuid: VOLUME, label: 'datastore1', blocks: BLOCKS }), name);
}

const keys = () => [...device.registeredKeys].sort();
const keysOf = (...mounts: Mounted[]) => mounts.map((each) => reservationKey(each.uuid)).sort();
const fenced = ({ name, volume }: Mounted) => {
  try {
    device.run(volume.createFile(`/${name}-${lives}`, { content: new Uint8Array(1) }), name);
    return false;
  } catch (error) {
    if (error instanceof VmfsError && error.code === 'fenced') return true;
    throw error;
  }
};

/** The first `count` commands of an operation; whether that was all of it. */
function runPart(operation: Operation<unknown>, host: string, count: number, seen: (command: BlockCommand) => void) {
  let step = operation.next();
  for (let done = 0; done < count && !step.done; done += 1) {
    seen(step.value);
    step = operation.next(device.perform(step.value, host));
  }
  return step.done === true;
}

describe('a key', () => {
  it('follows from all of an owner’s UUID', () => {
    expect(reservationKey('01234567-89ab-cdef-0000-000000000001')).toBe('0123456789abcdee');
    expect(reservationKey('01234567-89ab-cdef-0000-000000000002')).toBe('0123456789abcded');
    expect(() => reservationKey('00000000-0000-0000-0000-000000000000')).toThrow(RangeError);
    expect(() => reservationKey('esx01')).toThrow(RangeError);
  });
});

describe('registrations', () => {
  it('are one a mount: format, come, stop', () => {
    format();
    expect(keys()).toEqual([reservationKey(VOLUME)]);
    const first = mount('esx01');
    const second = mount('esx02');
    expect(keys()).toEqual(keysOf(first, second));
    device.run(releaseSlot(second.taken), 'esx02');
    expect(fenced(second)).toBe(true);
    expect(fenced(first)).toBe(false);
    device.run(releaseSlot(first.taken), 'esx01');
    expect(keys()).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5])(
    'are those of the hosts that are there, whoever comes, dies, comes back and stops when (seed %i)',
    (seed) => {
      format('esx0');
      const there = new Map<string, Mounted>([['esx0', mount('esx0')]]);
      const random = randomFrom(seed);
      for (let step = 0; step < 200; step += 1) {
        const name = `esx${random(6)}`;
        const before = there.get(name);
        if (before && random(2) === 0) {
          device.run(releaseSlot(before.taken), name);
          there.delete(name);
        } else {
          // One that is there already has died without a word, and this is its successor.
          there.set(name, mount(name));
          if (before) expect(keys()).not.toContain(reservationKey(before.uuid));
        }
        expect(keys()).toEqual(keysOf(...there.values()));
      }
    },
  );

  it('of a dead host go with its slot', () => {
    format('dead0');
    const dead = Array.from({ length: HEARTBEAT_SLOTS }, (_, host) => mount(`dead${host}`));
    expect(() => mount('late')).toThrow(/heartbeat slots are in use/);
    // The host that found no slot left nothing behind.
    expect(keys()).toEqual(keysOf(...dead));
    const late = mount('late', patient());
    expect(keys()).toEqual(keysOf(...dead.slice(1), late));
    expect(fenced(dead[0] as Mounted)).toBe(true);
  });
});

describe('a lock', () => {
  const PATH = '/vm.vmx';

  /** A volume with a file whose lock a host holds that stood still since. */
  function locked(): Mounted {
    format();
    const owner = mount('frozen');
    device.run(owner.volume.createFile(PATH, { content: new Uint8Array(1) }), owner.name);
    device.run(owner.volume.lockFile(PATH), owner.name);
    return owner;
  }

  it('of a dead owner is broken after its fence, wherever the breakers before died', () => {
    for (let commands = 0; ; commands += 1) {
      device = new MemoryDevice(BLOCKS);
      const owner = locked();
      const first = mount('esx01', patient());
      const changes: string[] = [];
      const ended: boolean = runPart(first.volume.lockFile(PATH), first.name, commands, ({ op }) => {
        if (op !== 'read') changes.push(op);
      });
      // The slot is marked, its owner fenced; its journal replayed, and the slot cleared; then the lock is taken.
      expect(changes.slice(0, 2)).toEqual(['compareAndWrite', 'preemptAndAbort'].slice(0, changes.length));
      expect(changes.slice(-2)).toEqual(ended ? ['compareAndWrite', 'compareAndWrite'] : changes.slice(-2));
      // The first to come may have died anywhere; whoever has the lock in the end, its old owner is fenced.
      if (!ended) {
        const second = mount('esx02', patient());
        device.run(second.volume.lockFile(PATH), second.name);
        expect(fenced(second)).toBe(false);
      }
      expect(fenced(owner), `after ${commands} commands`).toBe(true);
      if (ended) return;
    }
  });

  it('of an owner that is alive is not broken, and nobody is fenced', () => {
    const owner = locked();
    const other = mount('esx01');
    expect(() => device.run(other.volume.lockFile(PATH), other.name)).toThrow(/Failed to lock/);
    expect(fenced(owner)).toBe(false);
  });
});

describe('formatting', () => {
  it('that stopped in the middle is fenced by whoever begins anew', () => {
    const stopped = formatVolume({ uuid: uuid(1), label: 'a', blocks: BLOCKS });
    expect(runPart(stopped, 'esx01', 4, () => {})).toBe(false);
    expect(() => device.run(readSuperblock(BLOCKS))).toThrow(/makes? a volume|making a volume/);
    format('esx02');
    expect(keys()).toEqual([reservationKey(VOLUME)]);
    const stale: BlockCommand = { op: 'zero', lba: 64, blocks: 64 };
    expect(() => device.perform(stale, 'esx01')).toThrow(/not registered/);
    expect(mount('esx02').taken.slot).toBe(0);
  });

  it('that fails leaves no registration', () => {
    const operation = formatVolume({ uuid: uuid(1), label: 'a', blocks: BLOCKS });
    device.perform({ op: 'registerAndReserve', key: reservationKey(uuid(7)) }, 'esx07');
    let step = operation.next();
    while (!step.done && step.value.op !== 'zero') step = operation.next(device.perform(step.value, 'esx01'));
    expect(keys()).toHaveLength(2);
    step = operation.throw(new Error('the LUN is full'));
    expect(step.value).toEqual({ op: 'unregister' });
    device.perform({ op: 'unregister' }, 'esx01');
    expect(() => operation.next(undefined)).toThrow('the LUN is full');
    expect(keys()).toEqual([reservationKey(uuid(7))]);
  });
});
