// A host's storage over two paths to one array: one is cut, held up, or both are; the array says that a LUN is gone.
import { timingProfiles } from '@microsphere/proto';
import {
  closeLinks,
  eventually,
  Link,
  removeTemporaryDirectories,
  stopAll,
  TestProcess,
  temporaryDirectory,
} from '@microsphere/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Datastore } from '../src/vmkernel/datastore.ts';
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
const SECTORS = 256;
const APD_START = 'esx.problem.storage.apd.start';
const APD_TIMEOUT = 'esx.problem.storage.apd.timeout';
const APD_EXIT = 'esx.clear.storage.apd.exit';
const REDUNDANCY_LOST = 'esx.problem.storage.redundancy.lost';
const REDUNDANCY_RESTORED = 'esx.clear.storage.redundancy.restored';
const PERMANENT_LOSS = 'esx.problem.scsi.device.state.permanentloss';
const DEVICE_ONLINE = 'esx.clear.scsi.device.state.permanentloss.deviceonline';
const TIMED_OUT = 'esx.problem.vmfs.heartbeat.timedout';
/** Long enough that the lease ends before, short enough to be waited for. */
const SHORT_APD = { apdTimeoutMs: 2 * timingProfiles.fast.vmfsLeaseMs };

let directory: string;
let array: TestProcess;
let portals: readonly string[];
let links: [Link, Link];

function startArray(listen: readonly string[], lun = 0): TestProcess {
  const luns = [{ lun, name: 'datastore1', sizeBytes: 32 * 1024 * 1024 }];
  return new TestProcess('shared-storage', { name: 'array1', listen, directory, luns });
}

beforeEach(async () => {
  directory = temporaryDirectory();
  array = startArray(['127.0.0.1:0', '127.0.0.1:0']);
  const { endpoint, endpoint2 } = await array.ready();
  portals = [String(endpoint), String(endpoint2)];
  links = [await Link.open(String(endpoint)), await Link.open(String(endpoint2))];
});

afterEach(async () => {
  await stopStorages();
  await stopAll();
  closeLinks();
  removeTemporaryDirectories();
});

const urls = () => links.map(({ url }) => url);
/** esx01 with two paths and datastore1, on which a VM has its file and its disk. */
async function founder(timing = {}): Promise<TestStorage> {
  const host = await startStorage('esx01', urls(), timing);
  await host.storage.createVmfsDatastore('datastore1', '');
  await datastoreOf(host).makeDirectory('/vm');
  await datastoreOf(host).createFile('/vm/vm.vmx', Buffer.from('displayName = "vm"\n'));
  await datastoreOf(host).createDisk('/vm/vm.vmdk', { capacityBytes: DISK_BYTES, provisioning: 'eagerZeroedThick' });
  await bothPaths(host);
  return host;
}
const states = ({ storage }: TestStorage) => storage.deviceList()[0]?.paths.map(({ state }) => state);
const bothPaths = (host: TestStorage) =>
  eventually(
    'both paths to be up',
    () => states(host)?.every((state) => state !== 'dead') && states(host)?.length === 2,
  );
const seen = (host: TestStorage, type: string) => eventually(type, () => host.events.includes(type));
type Disk = Awaited<ReturnType<Datastore['openDisk']>>;

/** Four writers, each with its own sectors, that write growing numbers for as long as they are let. */
class Load {
  readonly acknowledged = new Map<number, number>();
  private readonly writers: Promise<void>[];
  private stopped = false;

  constructor(disk: Disk) {
    const own = SECTORS / 4;
    this.writers = [0, 1, 2, 3].map(async (writer) => {
      for (let round = 1; !this.stopped; round += 1) {
        const at = writer * own + (round % own);
        await disk.write(at, sector(round));
        this.acknowledged.set(at, round);
      }
    });
  }

  /** Some writes more are acknowledged. */
  async progress(): Promise<void> {
    const sum = () => [...this.acknowledged.values()].reduce((total, round) => total + round, 0);
    const before = sum();
    await eventually('writes', () => sum() > before + 100);
  }

  /** Rejects when one was not acknowledged. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.writers);
  }

  async verify(disk: Disk): Promise<void> {
    for (const [at, round] of this.acknowledged) expect(await valueOn(disk, at), `sector ${at}`).toBe(round);
  }
}

describe('two portals of one array', () => {
  it('are two paths to one device', async () => {
    const host = await founder();
    expect(host.storage.deviceList()).toEqual([
      {
        naa: expect.stringMatching(/^naa\.6/),
        name: 'datastore1',
        state: 'on',
        pathSelectionPolicy: 'VMW_PSP_MRU',
        paths: [
          { runtimeName: 'vmhba64:C0:T0:L0', url: links[0].url, state: 'active' },
          { runtimeName: 'vmhba64:C0:T1:L0', url: links[1].url, state: 'standby' },
        ],
      },
    ]);
    expect(host.storage.datastores()).toHaveLength(1);
  });

  it('of which one is cut under load: no write fails, none is lost, no lock is in doubt', async () => {
    const host = await founder();
    const lock = await datastoreOf(host).lockFile('/vm/vm.vmx');
    const disk = await datastoreOf(host).openDisk('/vm/vm.vmdk', { trackChanges: false });
    const load = new Load(disk);
    for (const [cut, other] of [
      [0, 1],
      [1, 0],
    ] as const) {
      await load.progress();
      links[cut].pull();
      await eventually('the other path to be active', () => states(host)?.[other] === 'active');
      await load.progress();
      expect(datastoreOf(host).accessible).toBe(true);
      links[cut].plug();
      await bothPaths(host);
    }
    await load.progress();
    await load.stop();
    await load.verify(disk);
    for (const type of [REDUNDANCY_LOST, REDUNDANCY_RESTORED])
      expect(host.events.filter((event) => event === type)).toHaveLength(2);
    for (const type of [APD_START, TIMED_OUT, 'locksLost']) expect(host.events).not.toContain(type);
    await datastoreOf(host).unlockFile(lock);
  });

  it('of which one is held up: what was sent into it takes no effect once it was sent again over the other', async () => {
    const host = await founder();
    const disk = await datastoreOf(host).openDisk('/vm/vm.vmdk', { trackChanges: false });
    links[0].hold();
    const written = disk.write(0, sector(1));
    await written;
    expect(states(host)?.[1]).toBe('active');
    await disk.write(0, sector(2));
    // The first sending arrives now, after its second was answered and after what was written then.
    links[0].letGo();
    await bothPaths(host);
    expect(await valueOn(disk, 0)).toBe(2);
    expect(host.events).not.toContain('locksLost');
  });

  it('of which one is dead when the host starts: the other is used', async () => {
    await founder();
    await stopStorages();
    links[0].pull();
    const host = await startStorage('esx01', urls());
    expect(datastoreOf(host).accessible).toBe(true);
    expect(states(host)).toEqual(['active']);
  });

  it('keep a fenced host out on both', async () => {
    const survivor = await startStorage('esx01', portals);
    await survivor.storage.createVmfsDatastore('datastore1', '');
    const store = datastoreOf(survivor);
    await store.makeDirectory('/vm');
    await store.createFile('/vm/vm.vmx', Buffer.from('displayName = "vm"\n'));
    await store.createDisk('/vm/vm.vmdk', { capacityBytes: DISK_BYTES, provisioning: 'eagerZeroedThick' });
    const frozen = await StorageProcess.start('esx02', urls(), { clockStops: true });
    await frozen.call('lock', '/vm/vm.vmx');
    await frozen.call('open', '/vm/vm.vmdk');
    await frozen.call('writeForEver');
    await eventually('some writes', () => frozen.written > 20);
    frozen.signal('SIGSTOP');
    await eventually('the lease to end', async () => !(await faultOf(store.lockFile('/vm/vm.vmx'))));
    const disk = await store.openDisk('/vm/vm.vmdk', { trackChanges: false });
    await disk.write(0, sector(1_000_000_000));
    // It believes in its lease when it wakes up, and finds the path dead that it used; over the other it is refused too.
    links[0].pull();
    frozen.signal('SIGCONT');
    await eventually('the loss to be noticed', () => frozen.events.includes('writeFailed'));
    expect(frozen.events).toContain('locksLost');
    expect(await valueOn(disk, 0)).toBe(1_000_000_000);
  });
});

describe('a LUN that has another number', () => {
  it('is another device: the locks on the one before are lost, and its volume is mounted there', async () => {
    const host = await founder();
    await datastoreOf(host).lockFile('/vm/vm.vmx');
    await array.kill();
    array = startArray(
      portals.map((portal) => new URL(portal).host),
      5,
    );
    await array.ready();
    await seen(host, 'locksLost');
    await eventually('the datastore to be accessible', () => datastoreOf(host).accessible);
    await bothPaths(host);
    expect(host.storage.deviceList().map(({ paths }) => paths.map(({ runtimeName }) => runtimeName))).toEqual([
      ['vmhba64:C0:T0:L5', 'vmhba64:C0:T1:L5'],
    ]);
    await datastoreOf(host).lockFile('/vm/vm.vmx');
  });
});

describe('all paths down', () => {
  it('I/O waits, and goes on with nothing lost when a path is back', async () => {
    const host = await founder();
    const disk = await datastoreOf(host).openDisk('/vm/vm.vmdk', { trackChanges: false });
    const load = new Load(disk);
    await load.progress();
    for (const link of links) link.pull();
    await seen(host, APD_START);
    expect(states(host)).toEqual(['dead', 'dead']);
    expect(datastoreOf(host).summary()).toMatchObject({ inaccessibleReason: 'AllPathsDown_Start' });
    expect(datastoreOf(host).accessible).toBe(false);
    const made = datastoreOf(host).createFile('/vm/waiting', Buffer.from('x'));
    links[1].plug();
    await seen(host, APD_EXIT);
    await load.progress();
    await made;
    await load.stop();
    await load.verify(disk);
    expect(host.events).not.toContain(APD_TIMEOUT);
    expect(states(host)).toEqual(['dead', 'active']);
  });

  it('for longer than the timeout: what no guest waits for fails, a guest’s write waits on and is made', async () => {
    const host = await founder(SHORT_APD);
    const lock = await datastoreOf(host).lockFile('/vm/vm.vmx');
    await datastoreOf(host).createFile('/vm/other', Buffer.from('x'));
    const disk = await datastoreOf(host).openDisk('/vm/vm.vmdk', { trackChanges: false });
    const second = '/vm/second.vmdk';
    await datastoreOf(host).createDisk(second, { capacityBytes: DISK_BYTES, provisioning: 'thin' });
    const ended = await datastoreOf(host).openDisk(second, { trackChanges: false });
    for (const link of links) link.pull();
    const written = disk.write(5, sector(5));
    const unlocked = datastoreOf(host).unlockFile(lock);
    const locked = faultOf(datastoreOf(host).lockFile('/vm/other'));
    const made = faultOf(datastoreOf(host).createFile('/vm/late', Buffer.from('x')));
    await seen(host, APD_TIMEOUT);
    expect(await made).toBe('CannotAccessFile');
    expect(await locked).toBe('CannotAccessFile');
    expect(await faultOf(datastoreOf(host).readFile('/vm/vm.vmx'))).toBe('CannotAccessFile');
    expect(host.storage.deviceList()[0]?.state).toBe('apdTimeout');
    // A guest that is ended has no use for its disk, and nobody waits until its locks are let go.
    await ended.close();
    expect(datastoreOf(host).summary()).toMatchObject({
      accessible: false,
      inaccessibleReason: 'AllPathsDown_Timeout',
    });
    for (const link of links) link.plug();
    await written;
    expect(await valueOn(disk, 5)).toBe(5);
    // What was under way when it was given up left no lock behind: neither on a file nor on the directory.
    await unlocked;
    await datastoreOf(host).lockFile('/vm/vm.vmx');
    await eventually('the late file', () => datastoreOf(host).exists('/vm/late'));
    await eventually(
      'the late lock to be let go',
      async () => !(await faultOf(datastoreOf(host).lockFile('/vm/other'))),
    );
    await eventually(
      'the locks of the disk that was closed to be let go',
      async () => !(await faultOf(datastoreOf(host).openDisk(second, { trackChanges: false }))),
    );
    expect(host.events).toContain(APD_EXIT);
    expect(host.storage.deviceList()[0]?.state).toBe('on');
    await datastoreOf(host).createFile('/vm/again', Buffer.from('x'));
    expect(host.events).not.toContain('locksLost');
  });
});

describe('permanent device loss', () => {
  const map = async (verb: 'map' | 'unmap') => {
    const response = await fetch(`${String(portals[0]).replace('ws', 'http')}/luns/datastore1/${verb}`, {
      method: 'POST',
    });
    expect(response.status).toBe(200);
  };

  it('fails all I/O at once, a guest’s too, over a restart of the array, until the LUN is mapped again', async () => {
    const host = await founder();
    const store = datastoreOf(host);
    await store.lockFile('/vm/vm.vmx');
    const disk = await store.openDisk('/vm/vm.vmdk', { trackChanges: false });
    await disk.write(1, sector(1));
    await map('unmap');
    await expect(disk.write(1, sector(2))).rejects.toThrow(/permanently lost/);
    await seen(host, PERMANENT_LOSS);
    expect(store.accessible).toBe(false);
    expect(store.summary()).toMatchObject({ accessible: false, inaccessibleReason: 'PermanentDeviceLoss' });
    expect(host.storage.deviceList()[0]?.state).toBe('pdl');
    expect(await faultOf(store.readFile('/vm/vm.vmx'))).toBe('CannotAccessFile');
    await expect(disk.flush()).rejects.toThrow(/permanently lost/);

    await array.kill();
    await eventually('both paths to be dead', () => states(host)?.every((state) => state === 'dead'));
    await expect(disk.write(1, sector(3))).rejects.toThrow(/permanently lost/);
    array = startArray(portals.map((portal) => new URL(portal).host));
    await array.ready();
    await bothPaths(host);
    await expect(disk.write(1, sector(4))).rejects.toThrow(/permanently lost/);
    expect(host.events).not.toContain(APD_START);

    await map('map');
    await seen(host, DEVICE_ONLINE);
    // It is a new device: what was open on it is over, and the volume is mounted anew.
    await seen(host, 'locksLost');
    await eventually('the datastore to be accessible', () => store.accessible);
    await expect(disk.write(1, sector(5))).rejects.toThrow(/locks of this host are lost/);
    const again = await store.openDisk('/vm/vm.vmdk', { trackChanges: false });
    expect(await valueOn(again, 1)).toBe(1);
    await again.write(1, sector(6));
    expect(await valueOn(again, 1)).toBe(6);
    await store.lockFile('/vm/vm.vmx');
    expect(host.events.filter((event) => event === PERMANENT_LOSS)).toHaveLength(1);
  });

  it('is found out when the paths come back', async () => {
    const host = await founder();
    const disk = await datastoreOf(host).openDisk('/vm/vm.vmdk', { trackChanges: false });
    for (const link of links) link.pull();
    await seen(host, APD_START);
    const written = disk.write(1, sector(1)).catch((error: Error) => error);
    await map('unmap');
    links[0].plug();
    expect(await written).toBeInstanceOf(Error);
    expect(host.events.filter((event) => event.includes('apd') || event === PERMANENT_LOSS)).toEqual([
      APD_START,
      APD_EXIT,
      PERMANENT_LOSS,
    ]);
  });
});
