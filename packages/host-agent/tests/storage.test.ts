// The storage of several hosts over a real array: locks, leases, deaths and outages.
import { BlockClient } from '@microsphere/block';
import { timingProfiles } from '@microsphere/proto';
import { eventually, removeTemporaryDirectories, stopAll, TestProcess, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_REQUESTS_UNDER_WAY } from '../src/vmkernel/datastore-disk.ts';
import { MAX_LUNS } from '../src/vmkernel/storage.ts';
import {
  datastoreOf,
  faultOf,
  StorageProcess,
  sector,
  startStorage,
  stopStorages,
  type TestStorage,
  valueOn,
} from './storage-host.ts';

const DISK_BYTES = 2 * 1024 * 1024;
const TIMED_OUT = 'esx.problem.vmfs.heartbeat.timedout';
const RECOVERED = 'esx.problem.vmfs.heartbeat.recovered';
const UNRECOVERABLE = 'esx.problem.vmfs.heartbeat.unrecoverable';

let directory: string;
let array: TestProcess;
let url: string;

function startArray(listen: string): TestProcess {
  return new TestProcess('shared-storage', {
    name: 'array1',
    listen,
    directory,
    luns: [
      { lun: 0, name: 'datastore1', sizeBytes: 32 * 1024 * 1024 },
      { lun: 1, name: 'datastore2', sizeBytes: 32 * 1024 * 1024 },
    ],
  });
}

async function restartArray(): Promise<void> {
  array = startArray(new URL(url.replace('ws', 'http')).host);
  await array.ready();
}

beforeEach(async () => {
  directory = temporaryDirectory();
  array = startArray('127.0.0.1:0');
  url = String((await array.ready()).endpoint);
});

afterEach(async () => {
  await stopStorages();
  await stopAll();
  removeTemporaryDirectories();
});

const storage = (name: string) => startStorage(name, [url]);
/** A host with datastore1 made on the array's first LUN, and a VM's file and disk on it. */
async function founder(): Promise<TestStorage> {
  const host = await storage('esx01');
  await host.storage.createVmfsDatastore('datastore1', '');
  await datastoreOf(host).makeDirectory('/vm');
  await datastoreOf(host).createFile('/vm/vm.vmx', Buffer.from('displayName = "vm"\n'));
  await datastoreOf(host).createDisk('/vm/vm.vmdk', { capacityBytes: DISK_BYTES, provisioning: 'eagerZeroedThick' });
  return host;
}
/** esx02, frozen while it writes to a disk whose lock it holds. */
async function frozenWriter(): Promise<StorageProcess> {
  const host = await StorageProcess.start('esx02', [url]);
  await host.call('lock', '/vm/vm.vmx');
  await host.call('open', '/vm/vm.vmdk');
  await host.call('writeForEver');
  await eventually('some writes', () => host.written > 20);
  host.signal('SIGSTOP');
  return host;
}

describe('datastores', () => {
  it('are made once, and found by every host', async () => {
    const first = await founder();
    expect(await faultOf(first.storage.createVmfsDatastore('datastore1', ''))).toBe('AlreadyExists');
    expect(await faultOf(first.storage.createVmfsDatastore('datastore3', ''))).toBe('NotFound');
    const second = await storage('esx02');
    expect(second.storage.summaries()).toMatchObject([{ name: 'datastore1', accessible: true }]);
    const free = ({ storage }: TestStorage) => storage.summaries()[0]?.freeBytes;
    await eventually('both to have counted the free space', () => free(first) === free(second));
    await first.storage.createVmfsDatastore('datastore2', '');
    await second.storage.rescan();
    expect(second.events.filter((event) => event === 'mounted')).toHaveLength(2);
    expect(second.storage.datastores().map(({ name }) => name)).toEqual(['datastore1', 'datastore2']);
    expect((await datastoreOf(second).readHeartbeatSlots()).map(({ hostName }) => hostName)).toEqual([
      'esx01',
      'esx02',
    ]);
  });

  it('are not made by two hosts at once', async () => {
    const hosts = await Promise.all(['esx01', 'esx02', 'esx03'].map(storage));
    const faults = await Promise.all(hosts.map((host) => faultOf(host.storage.createVmfsDatastore('datastore1', ''))));
    expect(faults.filter((fault) => fault === undefined).length).toBeLessThanOrEqual(1);
    await Promise.all(hosts.map((host) => host.storage.rescan()));
    const uuids = hosts.map((host) => host.storage.datastore('datastore1')?.uuid);
    expect(new Set(uuids).size).toBe(1);
  });

  it('say what is missing, full, and there already', async () => {
    const store = datastoreOf(await founder());
    expect(await faultOf(store.readFile('/none'))).toBe('FileNotFound');
    expect(
      await faultOf(
        store.createDisk('/vm/big.vmdk', { capacityBytes: 1024 * 1024 * 1024, provisioning: 'eagerZeroedThick' }),
      ),
    ).toBe('NoDiskSpace');
    expect(await faultOf(store.createFile('/vm/vm.vmx', Buffer.alloc(1)))).toBe('AlreadyExists');
    await store.makeDirectory('/vm');
    await store.createFileIfMissing('/vm/vm.vmx');
    expect((await store.readFile('/vm/vm.vmx')).length).toBeGreaterThan(0);
  });

  it('take new files of several hosts in one directory', async () => {
    const hosts = [await founder(), await storage('esx02'), await storage('esx03')];
    const paths = hosts.flatMap((_, host) => [0, 1, 2, 3].map((file) => `/vm/${host}-${file}`));
    await Promise.all(
      paths.map((path, index) =>
        datastoreOf(hosts[index % hosts.length] as TestStorage).createFile(path, Buffer.from(path)),
      ),
    );
    for (const path of paths)
      expect(Buffer.from(await datastoreOf(hosts[0] as TestStorage).readFile(path)).toString()).toBe(path);
  });
});

describe('LUNs', () => {
  it('are so many, and no more', async () => {
    const arrays = [0, 1].map((number) => {
      const lun = (index: number) => ({ lun: index, name: `lun${index}`, sizeBytes: 1024 * 1024 });
      return new TestProcess('shared-storage', {
        name: `many${number}`,
        listen: '127.0.0.1:0',
        directory: temporaryDirectory(),
        luns: Array.from({ length: MAX_LUNS / 2 }, (_, index) => lun(index)),
      });
    });
    const urls = await Promise.all(arrays.map(async (many) => String((await many.ready()).endpoint)));
    const { storage: host } = await startStorage('esx01', [...urls, url]);
    await expect(host.createVmfsDatastore('datastore1', '')).rejects.toThrow(`at most ${MAX_LUNS} LUNs`);
  });
});

describe('locks', () => {
  it('have one owner at a time', async () => {
    const first = datastoreOf(await founder());
    const second = datastoreOf(await storage('esx02'));
    const lock = await first.lockFile('/vm/vm.vmx');
    expect(await faultOf(second.lockFile('/vm/vm.vmx'))).toBe('FileLocked');
    await first.unlockFile(lock);
    await second.lockFile('/vm/vm.vmx');
    expect(await faultOf(first.lockFile('/vm/vm.vmx'))).toBe('FileLocked');
  });

  it('of a killed host are broken after the lease', async () => {
    const watcher = datastoreOf(await founder());
    const victim = await StorageProcess.start('esx02', [url]);
    expect(await victim.call('lock', '/vm/vm.vmx')).toBeUndefined();
    await victim.kill();
    expect(await faultOf(watcher.lockFile('/vm/vm.vmx'))).toBe('FileLocked');
    await eventually('the lease to end', async () => !(await faultOf(watcher.lockFile('/vm/vm.vmx'))));
  });

  it('of a killed host are its successor’s for the asking, and nobody else’s before the lease', async () => {
    const watcher = datastoreOf(await founder());
    const victim = await StorageProcess.start('esx02', [url]);
    await victim.call('lock', '/vm/vm.vmx');
    await victim.kill();
    const successor = datastoreOf(await storage('esx02'));
    await successor.lockFile('/vm/vm.vmx');
    expect(await faultOf(watcher.lockFile('/vm/vm.vmx'))).toBe('FileLocked');
  });

  it('of a host that stops in order are free at once', async () => {
    const watcher = datastoreOf(await founder());
    const second = await storage('esx02');
    await datastoreOf(second).lockFile('/vm/vm.vmx');
    await second.storage.stop();
    await watcher.lockFile('/vm/vm.vmx');
  });

  it('of a frozen host are broken; when it wakes up it learns that, and writes nothing more', async () => {
    const survivor = datastoreOf(await founder());
    const frozen = await frozenWriter();
    await eventually('the lease to end', async () => !(await faultOf(survivor.lockFile('/vm/vm.vmx'))));
    const disk = await survivor.openDisk('/vm/vm.vmdk', { trackChanges: false });
    expect(await valueOn(disk, 0)).toBeGreaterThanOrEqual(frozen.written);
    await disk.write(0, sector(1_000_000_000));
    frozen.signal('SIGCONT');
    await eventually('the loss to be noticed', () => frozen.events.includes('writeFailed'));
    expect(frozen.events).toContain(UNRECOVERABLE);
    expect(frozen.events).toContain('locksLost');
    expect(await valueOn(disk, 0)).toBe(1_000_000_000);
    // It mounts anew, as a host just come.
    await eventually('the new mount', async () => !(await frozen.call('create', '/vm/again')));
    expect(await frozen.call('lock', '/vm/vm.vmx')).toBe('FileLocked');
  });
});

describe('the fence', () => {
  const onlookers: BlockClient[] = [];
  afterEach(() => {
    for (const client of onlookers.splice(0)) client.close();
  });

  /** The keys that are registered at the array for datastore1. */
  async function keys(): Promise<readonly string[]> {
    let [client] = onlookers;
    if (!client) {
      client = new BlockClient(url, {
        initiator: 'onlooker',
        session: 'onlooker',
        connectTimeoutMs: timingProfiles.fast.requestTimeoutMs,
        reconnectDelayMs: timingProfiles.fast.reconnectDelayMs,
      });
      onlookers.push(client);
    }
    await client.whenUp();
    return await client.readKeys(0);
  }

  async function conflicts(): Promise<number> {
    const response = await fetch(`${url.replace('ws', 'http')}/statistics`);
    const { refusals } = (await response.json()) as { readonly refusals: Readonly<Record<string, number>> };
    return refusals.RESERVATION_CONFLICT ?? 0;
  }

  it('has a key for each mount, and none of a host that stopped in order', async () => {
    const first = await founder();
    const second = await storage('esx02');
    expect(await keys()).toHaveLength(2);
    await second.storage.stop();
    expect(await keys()).toHaveLength(1);
    await storage('esx02');
    await first.storage.stop();
    expect(await keys()).toHaveLength(1);
  });

  it('has none any more of a killed host whose successor has come, or whose lock was broken', async () => {
    const survivor = datastoreOf(await founder());
    const first = await StorageProcess.start('esx02', [url]);
    await first.kill();
    expect(await keys()).toHaveLength(2);
    const second = await StorageProcess.start('esx02', [url]);
    expect(await keys()).toHaveLength(2);
    await second.call('lock', '/vm/vm.vmx');
    await second.kill();
    await eventually('the lease to end', async () => !(await faultOf(survivor.lockFile('/vm/vm.vmx'))));
    expect(await keys()).toHaveLength(1);
  });

  it('keeps out a host that believes in its lease: its clock stood still as long as it did', async () => {
    const survivor = datastoreOf(await founder());
    const frozen = await StorageProcess.start('esx02', [url], { clockStops: true });
    await frozen.call('lock', '/vm/vm.vmx');
    await frozen.call('open', '/vm/vm.vmdk');
    await frozen.call('writeForEver');
    await eventually('some writes', () => frozen.written > 20);
    frozen.signal('SIGSTOP');
    await eventually('the lease to end', async () => !(await faultOf(survivor.lockFile('/vm/vm.vmx'))));
    const disk = await survivor.openDisk('/vm/vm.vmdk', { trackChanges: false });
    await disk.write(0, sector(1_000_000_000));
    const before = await conflicts();
    frozen.signal('SIGCONT');
    await eventually('the loss to be noticed', () => frozen.events.includes('writeFailed'));
    expect(await conflicts()).toBeGreaterThan(before);
    expect(await valueOn(disk, 0)).toBe(1_000_000_000);
    expect(frozen.events).toContain(UNRECOVERABLE);
    expect(frozen.events).toContain('locksLost');
    expect(frozen.events).not.toContain(TIMED_OUT);
    // It registers anew, as another mount, and is a host like any other.
    await eventually('the new mount', async () => !(await frozen.call('create', '/vm/again')));
    expect(await frozen.call('lock', '/vm/vm.vmx')).toBe('FileLocked');
    expect(await keys()).toHaveLength(2);
  });

  it('stands over a death of the array', async () => {
    const survivor = datastoreOf(await founder());
    const frozen = await StorageProcess.start('esx02', [url], { clockStops: true });
    await frozen.call('lock', '/vm/vm.vmx');
    await frozen.call('open', '/vm/vm.vmdk');
    await frozen.call('writeForEver');
    await eventually('some writes', () => frozen.written > 20);
    frozen.signal('SIGSTOP');
    await eventually('the lease to end', async () => !(await faultOf(survivor.lockFile('/vm/vm.vmx'))));
    const disk = await survivor.openDisk('/vm/vm.vmdk', { trackChanges: false });
    await array.kill();
    await restartArray();
    await disk.write(0, sector(1_000_000_000));
    frozen.signal('SIGCONT');
    await eventually('the loss to be noticed', () => frozen.events.includes('writeFailed'));
    expect(frozen.events).toContain('locksLost');
    expect(await valueOn(disk, 0)).toBe(1_000_000_000);
    await eventually('the new mount', async () => !(await frozen.call('create', '/vm/again')));
  });
});

describe('a frozen host whose successor has come', () => {
  it('writes nothing more when it wakes up', async () => {
    const watcher = datastoreOf(await founder());
    const frozen = await frozenWriter();
    const successor = datastoreOf(await storage('esx02'));
    await successor.lockFile('/vm/vm.vmx');
    const disk = await successor.openDisk('/vm/vm.vmdk', { trackChanges: false });
    await disk.write(0, sector(1_000_000_000));
    frozen.signal('SIGCONT');
    await eventually('the array to refuse it', () => frozen.events.includes('superseded'));
    expect(await valueOn(disk, 0)).toBe(1_000_000_000);
    expect(await faultOf(watcher.lockFile('/vm/vm.vmx'))).toBe('FileLocked');
  });
});

describe('a frozen host whose successor has come, and an array that has died since', () => {
  it('is refused though it may be the first to come back', async () => {
    const watcher = datastoreOf(await founder());
    const frozen = await frozenWriter();
    const successor = await storage('esx02');
    await datastoreOf(successor).lockFile('/vm/vm.vmx');
    await array.kill();
    frozen.signal('SIGCONT');
    await restartArray();
    await eventually('the array to refuse it', () => frozen.events.includes('superseded'));
    await eventually('the successor to go on', () => datastoreOf(successor).accessible);
    expect(successor.events).not.toContain('superseded');
    expect(successor.events).not.toContain('locksLost');
    expect(await faultOf(watcher.lockFile('/vm/vm.vmx'))).toBe('FileLocked');
  });
});

describe('the array away', () => {
  it('loses nothing that was acknowledged, and no lock', async () => {
    const host = await founder();
    const store = datastoreOf(host);
    const lock = await store.lockFile('/vm/vm.vmx');
    const disk = await store.openDisk('/vm/vm.vmdk', { trackChanges: false });
    const acknowledged = new Map<number, number>();
    let stop = false;
    const writers = [0, 1, 2, 3].map(async (writer) => {
      for (let round = 1; !stop; round += 1) {
        const at = writer * 64 + (round % 64);
        await disk.write(at, sector(round));
        acknowledged.set(at, round);
      }
    });
    for (let death = 1; death <= 3; death += 1) {
      const before = acknowledged.get(1) ?? 0;
      await eventually('writes', () => (acknowledged.get(1) ?? 0) > before);
      await array.kill();
      await restartArray();
    }
    stop = true;
    await Promise.all(writers);
    for (const [at, round] of acknowledged) expect(await valueOn(disk, at), `sector ${at}`).toBe(round);
    expect(host.events).not.toContain('locksLost');
    await store.unlockFile(lock);
  });

  it('for longer than the lease: I/O is halted, then goes on; the locks are kept', async () => {
    const hosts = [await founder(), await storage('esx02')] as const;
    const [owner, other] = hosts;
    await datastoreOf(owner).lockFile('/vm/vm.vmx');
    const disk = await datastoreOf(owner).openDisk('/vm/vm.vmdk', { trackChanges: false });
    await array.kill();
    const written = disk.write(7, sector(7));
    await eventually('both heartbeats to time out', () => hosts.every(({ events }) => events.includes(TIMED_OUT)));
    expect(datastoreOf(owner).accessible).toBe(false);
    await restartArray();
    await written;
    expect(await valueOn(disk, 7)).toBe(7);
    await eventually('both to recover', () => hosts.every(({ events }) => events.includes(RECOVERED)));
    expect(await faultOf(datastoreOf(other).lockFile('/vm/vm.vmx'))).toBe('FileLocked');
    for (const { events } of hosts) expect(events).not.toContain('locksLost');
  });

  it('at the start of a host: it mounts when the array comes', async () => {
    await founder();
    await stopStorages();
    await array.kill();
    const host = await storage('esx01');
    expect(host.storage.datastores()).toEqual([]);
    expect(await faultOf(host.storage.createVmfsDatastore('datastore1', ''))).toBe('CannotAccessFile');
    await restartArray();
    await eventually('the mount', () => host.events.includes('mounted'));
    expect(datastoreOf(host).accessible).toBe(true);
  });
});

describe('a disk', () => {
  it('has so many requests under way', async () => {
    const disk = await datastoreOf(await founder()).openDisk('/vm/vm.vmdk', { trackChanges: false });
    await array.kill();
    const waiting = Array.from({ length: MAX_REQUESTS_UNDER_WAY }, () => disk.flush().catch((error: Error) => error));
    await expect(disk.flush()).rejects.toThrow(RangeError);
    await restartArray();
    for (const outcome of await Promise.all(waiting)) expect(outcome).toBeUndefined();
    await disk.flush();
  });

  it('moves any range, and is nothing more once it is closed', async () => {
    const store = datastoreOf(await founder());
    const disk = await store.openDisk('/vm/vm.vmdk', { trackChanges: false });
    const all = new Uint8Array(new SharedArrayBuffer(DISK_BYTES)).map((_, index) => index % 241);
    await disk.write(0, all);
    await disk.flush();
    const part = new Uint8Array(new SharedArrayBuffer(512 * 5));
    await disk.read(2_046, part);
    expect(Buffer.compare(part, all.subarray(2_046 * 512, 2_051 * 512))).toBe(0);
    await expect(disk.write(DISK_BYTES / 512, new Uint8Array(512))).rejects.toThrow(RangeError);
    await array.kill();
    const waiting = disk.write(0, new Uint8Array(512)).catch((error: Error) => error);
    await disk.drained();
    expect((await waiting) as Error).toBeInstanceOf(Error);
    await restartArray();
    await disk.close();
    const again = await store.openDisk('/vm/vm.vmdk', { trackChanges: false });
    await again.read(0, part);
    expect(Buffer.compare(part, all.subarray(0, part.length))).toBe(0);
  });

  it('that is thin takes space as it is written to, and gives back what the guest has no use for', async () => {
    const store = datastoreOf(await founder());
    const path = '/vm/thin.vmdk';
    await store.createDisk(path, { capacityBytes: 4 * 1024 * 1024, provisioning: 'thin' });
    const committed = async () => (await store.describeDisk(path)).committedBytes;
    expect(await committed()).toBe(0);
    const disk = await store.openDisk(path, { trackChanges: false });
    expect(disk.givesSpaceBack).toBe(true);
    const part = new Uint8Array(new SharedArrayBuffer(1024 * 1024)).fill(7);
    await Promise.all([0, 2_048, 4_096].map((sector) => disk.write(sector, part)));
    expect(await committed()).toBe(3 * 1024 * 1024);
    // Whole file blocks only: of the first one a sector stays.
    await disk.unmap(1, 2 * 2_048 - 1);
    expect(await committed()).toBe(2 * 1024 * 1024);
    await disk.read(2_048, part);
    expect(part.every((byte) => byte === 0)).toBe(true);
    // Somebody else can't have it meanwhile.
    await expect(store.openDisk(path, { trackChanges: false })).rejects.toThrow('Failed to lock the file');
    await disk.close();
    const again = await store.openDisk(path, { trackChanges: false });
    await again.read(0, part);
    expect(part.every((byte) => byte === 7)).toBe(true);
    await again.close();
  });
});
