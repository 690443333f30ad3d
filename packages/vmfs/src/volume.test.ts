import { beforeEach, describe, expect, it } from 'vitest';
import {
  BLOCK_BYTES,
  type BlockOutcome,
  checkVolume,
  DESCRIPTORS,
  formatVmx,
  formatVolume,
  HeartbeatMonitor,
  LockedError,
  MemoryDevice,
  mapExtents,
  type Operation,
  parseVmx,
  readHeartbeats,
  readSuperblock,
  refreshSlot,
  takeSlot,
  VmfsError,
  Volume,
} from './index.ts';
import { BITMAP_LBA, MAX_BITMAP_BLOCKS } from './layout.ts';
import { randomFrom } from './random.ts';

const LEASE_MS = 16_000;
const BLOCKS = (64 * 1024 * 1024) / BLOCK_BYTES;
const text = (value: string) => new TextEncoder().encode(value);

let device: MemoryDevice;
let now: number;

function* mounted(
  name: string,
  life = 1,
): Operation<{ volume: Volume; slot: number; content: Uint8Array; monitor: HeartbeatMonitor }> {
  const superblock = yield* readSuperblock(BLOCKS);
  const monitor = new HeartbeatMonitor({ leaseMs: LEASE_MS });
  const uuid = `0000000${life}-0000-4000-8000-0000000000${name.slice(-2)}`;
  const { slot, content } = yield* takeSlot({ uuid, name }, monitor, now);
  return {
    volume: new Volume({ superblock, owner: { uuid, hostName: name, slot }, monitor, now: () => now }),
    slot,
    content,
    monitor,
  };
}

const mount = (name: string, life?: number) => device.run(mounted(name, life));

/** Time passes; `watcher` looks at the heartbeats, `alive` refreshes its slot. */
function pass(ms: number, watcher: HeartbeatMonitor, alive?: { slot: number; content: Uint8Array }): void {
  for (const end = now + ms; now < end; ) {
    now += 3_000;
    if (alive) alive.content = device.run(refreshSlot(alive)).content;
    watcher.observe(device.run(readHeartbeats()), { sentAt: now, answeredAt: now });
  }
}

beforeEach(() => {
  now = 1_000_000;
  device = new MemoryDevice(BLOCKS);
  device.run(formatVolume({ uuid: '6f1c0d5e-0000-4000-8000-000000000001', label: 'datastore1', blocks: BLOCKS }));
});

describe('files', () => {
  it('keeps what was written, small and large, through another mount', () => {
    const { volume } = mount('esx01');
    device.run(volume.makeDirectory('/web'));
    const large = new Uint8Array(3_000_000).map((_, index) => index % 251);
    device.run(volume.createFile('/web/web.vmx', { content: text('displayName = "web"') }));
    device.run(volume.createFile('/web/vmware.log', { content: large }));
    const other = mount('esx02').volume;
    expect(device.run(other.readFile('/web/web.vmx'))).toEqual(text('displayName = "web"'));
    expect(Buffer.compare(device.run(other.readFile('/web/vmware.log')), large)).toBe(0);
    expect(device.run(other.list('/web')).map(({ name }) => name)).toEqual(['web.vmx', 'vmware.log']);
    expect(device.run(checkVolume(other))).toEqual({ damage: [], leakedBlocks: 0, leakedDescriptors: 0 });
  });

  it('gives the space of a removed tree back', () => {
    const { volume } = mount('esx01');
    const before = device.run(volume.freeBytes());
    device.run(volume.makeDirectory('/web'));
    device.run(
      volume.createFile('/web/web-flat.vmdk', { sizeBytes: 8 * 1024 * 1024, provisioning: 'eagerZeroedThick' }),
    );
    expect(device.run(volume.freeBytes())).toBe(before - 8 * 1024 * 1024);
    device.run(volume.removeTree('/web'));
    expect(device.run(volume.freeBytes())).toBe(before);
    expect(device.run(volume.exists('/web'))).toBe(false);
  });

  it('never shows old data in a new disk', () => {
    const { volume } = mount('esx01');
    device.run(volume.createFile('/a', { sizeBytes: 1024 * 1024, provisioning: 'eagerZeroedThick' }));
    const [place] = mapExtents(device.run(volume.stat('/a')).extents, 0, 1024 * 1024);
    device.perform({ op: 'write', lba: place!.lba, data: new Uint8Array(BLOCK_BYTES).fill(7), fua: false });
    device.run(volume.remove('/a'));
    device.run(volume.createFile('/b', { sizeBytes: 1024 * 1024, provisioning: 'eagerZeroedThick' }));
    const [again] = mapExtents(device.run(volume.stat('/b')).extents, 0, 1024 * 1024);
    expect(again).toEqual(place);
    expect(device.perform({ op: 'read', lba: again!.lba, blocks: 1 })).toEqual(new Uint8Array(BLOCK_BYTES));
  });

  it('works over a driver that hands out Buffers, whose slices are no copies', () => {
    const { volume } = mount('esx01');
    const plain = device.perform.bind(device);
    device.perform = (command) => {
      const outcome = plain(command);
      return outcome instanceof Uint8Array ? Buffer.from(outcome) : outcome;
    };
    const large = new Uint8Array(2_000).fill(9);
    device.run(volume.createFile('/a', { content: large }));
    expect(Buffer.compare(device.run(volume.readFile('/a')), large)).toBe(0);
    device.run(volume.remove('/a'));
    expect(device.run(checkVolume(volume))).toEqual({ damage: [], leakedBlocks: 0, leakedDescriptors: 0 });
  });

  it('gives up on a bitmap that changes under its hands, and on a lock record', () => {
    const { volume } = mount('esx01');
    device.run(volume.createFile('/vm.vmx', { content: text('x') }));
    const plain = device.perform.bind(device);
    const isBitmap = (lba: number) => lba >= BITMAP_LBA && lba < BITMAP_LBA + MAX_BITMAP_BLOCKS;
    device.perform = (command) =>
      command.op === 'compareAndWrite' && isBitmap(command.lba) ? 'miscompare' : plain(command);
    expect(() => device.run(volume.createFile('/a', { content: new Uint8Array(2_000) }))).toThrow(/times in a row/);
    device.perform = (command) => (command.op === 'compareAndWrite' ? 'miscompare' : plain(command));
    expect(() => device.run(volume.lockFile('/vm.vmx'))).toThrow(/several hosts in turn/);
  });

  it('has room for so many files, and says so', () => {
    const { volume } = mount('esx01');
    device.run(volume.makeDirectory('/d'));
    for (let file = 0; file < DESCRIPTORS - 2; file += 1)
      device.run(volume.createFile(`/d/${file}`, { content: new Uint8Array(0) }));
    expect(() => device.run(volume.createFile('/more', { content: new Uint8Array(0) }))).toThrow(/1024 files already/);
    expect(device.run(checkVolume(volume))).toEqual({ damage: [], leakedBlocks: 0, leakedDescriptors: 0 });
    device.run(volume.remove('/d/7'));
    device.run(volume.createFile('/more', { content: new Uint8Array(0) }));
  });

  it('makes files of so many pieces, and no more', () => {
    const { volume } = mount('esx01');
    const free = () => device.run(volume.freeBytes()) / (1024 * 1024);
    for (let file = 0; free() > 0; file += 1)
      device.run(volume.createFile(`/${file}`, { sizeBytes: 1024 * 1024, provisioning: 'eagerZeroedThick' }));
    for (let file = 0; file < 20; file += 2) device.run(volume.remove(`/${file}`));
    device.run(volume.createFile('/pieces', { sizeBytes: 10 * 1024 * 1024, provisioning: 'eagerZeroedThick' }));
    expect(device.run(volume.stat('/pieces')).extents).toHaveLength(10);
    expect(device.run(checkVolume(volume))).toEqual({ damage: [], leakedBlocks: 0, leakedDescriptors: 0 });
  });

  it('says what is full, missing, there already, or badly named', () => {
    const { volume } = mount('esx01');
    const code = (operation: Operation<unknown>) => {
      try {
        device.run(operation);
      } catch (error) {
        return (error as VmfsError).code;
      }
      return undefined;
    };
    expect(code(volume.createFile('/big', { sizeBytes: 1e9, provisioning: 'eagerZeroedThick' }))).toBe('noSpace');
    expect(code(volume.readFile('/none'))).toBe('notFound');
    device.run(volume.makeDirectory('/d'));
    expect(code(volume.makeDirectory('/d'))).toBe('exists');
    expect(code(volume.makeDirectory(`/${'x'.repeat(128)}`))).toBe('badName');
    expect(code(volume.makeDirectory('/../d'))).toBe('badName');
    expect(device.run(checkVolume(volume)).leakedBlocks).toBe(0);
  });

  it('refuses what is no volume, or one of another version', () => {
    device.bytes[8] = 9;
    expect(() => device.run(readSuperblock(BLOCKS))).toThrow(/version 9/);
    device.bytes[8] = 1;
    expect(() => device.run(readSuperblock(BLOCKS))).toThrow(/version 1: its hosts do not register/);
    device.bytes[8] = 2;
    expect(() => device.run(readSuperblock(BLOCKS))).toThrow(
      /version 2: its hosts keep no journal; make the volume anew/,
    );
    device.bytes[8] = 3;
    device.bytes[20] ^= 1;
    expect(() => device.run(readSuperblock(BLOCKS))).toThrow(/wrong checksum/);
    device.bytes.fill(0);
    expect(() => device.run(readSuperblock(BLOCKS))).toThrow(/no VMFS superblock/);
  });
});

describe('locks', () => {
  it('has one owner, who is named', () => {
    const first = mount('esx01').volume;
    const second = mount('esx02').volume;
    device.run(first.createFile('/vm.vmx', { content: text('x') }));
    const lock = device.run(first.lockFile('/vm.vmx'));
    expect(() => device.run(second.lockFile('/vm.vmx'))).toThrow(LockedError);
    expect(() => device.run(second.lockFile('/vm.vmx'))).toThrow('Failed to lock the file /vm.vmx: held by esx01');
    device.run(first.unlockFile(lock));
    expect(device.run(second.lockFile('/vm.vmx')).lock.generation).toBeGreaterThan(lock.lock.generation);
  });

  it('is broken when its owner has stood still for the lease time, not before', () => {
    const first = mount('esx01');
    const second = mount('esx02');
    device.run(first.volume.createFile('/vm.vmx', { content: text('x') }));
    const lock = device.run(first.volume.lockFile('/vm.vmx'));
    pass(15_000, second.monitor);
    expect(() => device.run(second.volume.lockFile('/vm.vmx'))).toThrow(LockedError);
    pass(6_000, second.monitor);
    device.run(second.volume.lockFile('/vm.vmx'));
    expect(device.run(first.volume.checkLock(lock))).toBe(false);
    expect(device.run(refreshSlot(first)).state).toBe('lost');
    expect(() => device.run(first.volume.unlockFile(lock))).toThrow(/no longer ours/);
  });

  it("is looked at without being touched: its owner is named while it lives, and one's own is nobody else's", () => {
    const first = mount('esx01');
    const second = mount('esx02');
    device.run(first.volume.createFile('/vm.vmx', { content: text('x') }));
    const holder = () => device.run(second.volume.livingHolder('/vm.vmx'))?.hostName;
    expect(holder()).toBeUndefined();
    const lock = device.run(first.volume.lockFile('/vm.vmx'));
    pass(15_000, second.monitor, first);
    expect(holder()).toBe('esx01');
    expect(device.run(first.volume.livingHolder('/vm.vmx'))).toBeUndefined();
    pass(18_000, second.monitor);
    expect(holder()).toBeUndefined();
    // It was not broken.
    expect(device.run(first.volume.checkLock(lock))).toBe(true);
    expect(() => device.run(second.volume.livingHolder('/none'))).toThrow(/none/);
  });

  it('is not broken while its owner lives', () => {
    const first = mount('esx01');
    const second = mount('esx02');
    device.run(first.volume.createFile('/vm.vmx', { content: text('x') }));
    device.run(first.volume.lockFile('/vm.vmx'));
    pass(60_000, second.monitor, first);
    expect(() => device.run(second.volume.lockFile('/vm.vmx'))).toThrow(LockedError);
  });

  it('is not broken by a watcher that could not look: its watch begins anew', () => {
    const first = mount('esx01');
    const second = mount('esx02');
    device.run(first.volume.createFile('/vm.vmx', { content: text('x') }));
    device.run(first.volume.lockFile('/vm.vmx'));
    pass(3_000, second.monitor);
    now += 60_000; // The array was away for both.
    pass(3_000, second.monitor);
    expect(() => device.run(second.volume.lockFile('/vm.vmx'))).toThrow(LockedError);
  });

  it('of an earlier life of a host is free at once', () => {
    const first = mount('esx01');
    device.run(first.volume.createFile('/vm.vmx', { content: text('x') }));
    device.run(first.volume.lockFile('/vm.vmx'));
    const reborn = mount('esx01', 2);
    expect(reborn.slot).toBe(first.slot);
    device.run(reborn.volume.lockFile('/vm.vmx'));
    expect(device.run(refreshSlot(first)).state).toBe('lost');
  });
});

describe('several hosts at once', () => {
  it.each(Array.from({ length: 40 }, (_, index) => index + 1))(
    'seed %i: operations in any interleaving leave a sound volume',
    (seed) => {
      const next = randomFrom(seed);
      const hosts = ['esx01', 'esx02', 'esx03'].map((name) => mount(name));
      const alive = hosts.map(() => true);
      const held = new Map<number, number>();
      const sequence = hosts.map(() => 0);
      const start = (host: number): Operation<unknown> => {
        const { volume } = hosts[host]!;
        sequence[host]! += 1;
        const path = `/f${next(4)}`;
        return [
          () => volume.createFile(path, { content: new Uint8Array(next(3_000)).fill(host) }),
          () => volume.createFile(path, { sizeBytes: (1 + next(3)) * 1024 * 1024, provisioning: 'eagerZeroedThick' }),
          () => volume.remove(path),
          () => volume.makeDirectory(`/d${next(3)}`),
          function* () {
            const lock = yield* volume.lockFile(path);
            const before = held.get(lock.descriptor);
            if (before !== undefined && alive[before]) throw new Error(`two owners: ${before} and ${host}`);
            held.set(lock.descriptor, host);
            yield* volume.checkLock(lock);
            held.delete(lock.descriptor);
            yield* volume.unlockFile(lock);
          },
        ][next(5)]!();
      };
      const running = hosts.map((_, host) => start(host));
      const outcome: BlockOutcome[] = hosts.map(() => undefined);
      for (let step = 0; step < 4_000; step += 1) {
        const host = next(3);
        if (!alive[host]) continue;
        // The third host dies somewhere; what it held stays locked, which the others respect.
        if (host === 2 && step > 2_000 && next(200) === 0) {
          alive[2] = false;
          continue;
        }
        try {
          const result = running[host]!.next(outcome[host]);
          outcome[host] = result.done ? undefined : device.perform(result.value);
          if (result.done) running[host] = start(host);
        } catch (error) {
          if (!(error instanceof VmfsError)) throw error;
          running[host] = start(host);
          outcome[host] = undefined;
        }
      }
      expect(device.run(checkVolume(hosts[0]!.volume)).damage).toEqual([]);
    },
  );
});

describe('texts', () => {
  it('reads what it writes', () => {
    const settings = new Map([
      ['displayName', 'a "quoted" | name'],
      ['memSize', '4'],
    ]);
    expect(parseVmx(formatVmx(settings))).toEqual(settings);
  });

  it('names the line of a mistake', () => {
    expect(() => parseVmx('a = "1"\nb = 2\n')).toThrow(/line 2/);
    expect(() => parseVmx('a = "1"\na = "2"\n')).toThrow(/line 2: a is there already/);
  });
});
