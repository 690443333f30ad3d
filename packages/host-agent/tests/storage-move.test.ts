// A Storage vMotion over real arrays, step by step: the two copies are compared at the switch, the host dies before every step, and
// whoever comes next finds one VM, whole, and nothing of the other.
import { removeTemporaryDirectories, stopAll, TestProcess, temporaryDirectory } from '@microsphere/testkit';
import { fsck } from '@microsphere/vmfs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HostFault } from '../src/fault.ts';
import { VmFolder } from '../src/hostd/vm-folder.ts';
import type { Datastore } from '../src/vmkernel/datastore.ts';
import type { DatastoreDisk } from '../src/vmkernel/datastore-disk.ts';
import { Relocations } from '../src/vmotion/relocations.ts';
import { StorageMove } from '../src/vmotion/storage-move.ts';
import { type Content, contentOf, Death, heldVm, makeVm, watched } from './relocated-vm.ts';
import { startStorage, stopStorages, type TestStorage } from './storage-host.ts';

const MIB = 1024 * 1024;
let arrays: string[] = [];
let names = 0;

beforeAll(async () => {
  for (const luns of [
    ['datastore1', 'datastore2'],
    ['datastore3', 'small'],
  ]) {
    const array = new TestProcess('shared-storage', {
      name: `array of ${luns.join()}`,
      listen: '127.0.0.1:0',
      directory: temporaryDirectory(),
      luns: luns.map((name, lun) => ({ lun, name, sizeBytes: (name === 'small' ? 14 : 256) * MIB })),
    });
    arrays.push(...Object.values(await array.ready()).map(String));
  }
  const { storage } = await startStorage('esx09', arrays);
  for (const name of ['datastore1', 'datastore2', 'datastore3', 'small']) await storage.createVmfsDatastore(name, '');
  await stopStorages();
});
afterEach(stopStorages);
afterAll(async () => {
  await stopAll();
  removeTemporaryDirectories();
  arrays = [];
});

function named({ storage }: TestStorage, name: string): Datastore {
  const found = storage.datastore(name);
  if (!found) throw new Error(`${name} is not mounted`);
  return found;
}

function newName(): string {
  names += 1;
  return `vm${names}`;
}

const relocationsOf = ({ storage }: TestStorage, watch: (call: string) => void | Promise<void> = () => {}) =>
  new Relocations({
    datastore: (name) => {
      const store = storage.datastore(name);
      return store && watched(store, watch);
    },
    log: { warn: () => {} },
  });

interface Plan {
  readonly to: string;
  readonly running: boolean;
  readonly snapshots?: number;
  readonly trackChanges?: boolean;
  readonly seed: number;
  /** Told of every step; may throw. */
  readonly watch?: (call: string) => void | Promise<void>;
}

/** Moves a new VM from datastore1; the content of its disk is compared just before the commit. */
async function moveNew(
  host: TestStorage,
  { to, running, snapshots = 0, trackChanges = false, seed, watch = () => {} }: Plan,
) {
  const source = named(host, 'datastore1');
  const destination = named(host, to);
  const name = newName();
  const path = `/${name}/${name}.vmx`;
  const { content, frozen } = await makeVm(source, name, { snapshots, trackChanges });
  const held = await heldVm(source, path, { content, running, seed, watch });
  const disks = held.vm.folder.files.vmx.configuration.disks;
  const opened = new Map<string, DatastoreDisk>();
  let differing = -1;
  const there = watched(destination, watch);
  const move = new StorageMove({
    id: name,
    source: watched(source, async (call) => {
      await watch(call);
      if (call === 'markMoved') differing = await compared({ source, destination, running }, disks[0] ?? '', opened);
    }),
    destination: new Proxy(there, {
      get(target, property) {
        if (property !== 'openDisk') return Reflect.get(target, property, target);
        return async (...given: Parameters<Datastore['openDisk']>) => {
          const disk = await target.openDisk(...given);
          opened.set(given[0], disk);
          return disk;
        };
      },
    }),
    wanted: { disks: new Map() },
    relocations: relocationsOf(host, watch),
    now: () => performance.now(),
    onProgress: () => {},
    log: { info: () => {}, warn: () => {} },
  });
  return { ...held, content, frozen, name, path, move, differing: () => differing };
}

/** Sectors in which the source, which nobody has open now, and the copy are not the same. */
async function compared(
  { source, destination, running }: { source: Datastore; destination: Datastore; running: boolean },
  path: string,
  opened: ReadonlyMap<string, DatastoreDisk>,
): Promise<number> {
  const toRead = { trackChanges: false, toRead: true };
  const disk = await source.openDisk(path, toRead);
  // A copy that a guest is to write to is open already.
  const target = running ? opened.get(path) : await destination.openDisk(path, toRead);
  if (!target) throw new Error(`${path} was not copied`);
  try {
    const [one, other] = await Promise.all([contentOf(disk), contentOf(target)]);
    return one.filter((value, sector) => value !== other[sector]).length;
  } finally {
    await disk.close();
    if (!running) await target.close();
  }
}

/** What another host finds and does that starts the VM by the path that everybody knows. Returns where it is. */
async function started(host: TestStorage, vmxPath: string, content: Content): Promise<string> {
  const relocations = relocationsOf(host);
  const folderAt = (at: string) => {
    const [, datastore = '', path = ''] = /^\[(.*)\] (.*)$/.exec(at) ?? [];
    const store = named(host, datastore);
    return {
      store,
      path: `/${path}`,
      folder: new VmFolder({
        store,
        path: `/${path}`,
        mustBeGranted: () => {},
        running: () => undefined,
        wallClock: () => 0,
        onProgress: () => {},
        log: { warn: () => {} },
      }),
    };
  };
  let at = vmxPath;
  let { folder, store, path } = folderAt(at);
  const { vmx } = await folder.read();
  const next = vmx.configuration.relocation && (await relocations.follow(at, vmx.configuration.relocation));
  if (next !== undefined) {
    at = next;
    ({ folder, store, path } = folderAt(at));
  }
  const lock = await store.lockFile(path);
  await folder.read();
  await relocations.end(folder, at);
  await folder.removeLeftovers();
  const { disks, relocation } = folder.files.vmx.configuration;
  expect(relocation).toBeUndefined();
  const disk = await store.openDisk(disks[0] ?? '', { trackChanges: false });
  expect(content.wrongIn(await contentOf(disk))).toEqual([]);
  await disk.close();
  await store.unlockFile(lock);
  return at;
}

/** Nothing is damaged, and nothing leaks. */
async function sound(store: Datastore): Promise<void> {
  const { findings } = await store.device.runOnce(fsck({ blocks: store.device.blocks }));
  expect(findings.filter(({ severity }) => severity !== 'leftover')).toEqual([]);
}

describe('a VM whose files move', () => {
  it.each([
    { to: 'datastore2', running: true, snapshots: 0 },
    { to: 'datastore3', running: true, snapshots: 0 },
    { to: 'datastore2', running: true, snapshots: 2 },
    { to: 'datastore3', running: true, snapshots: 2 },
    { to: 'datastore2', running: false, snapshots: 1 },
    { to: 'datastore3', running: false, snapshots: 1 },
  ])('is the same at the switch: %o', async ({ to, running, snapshots }) => {
    const host = await startStorage('esx01', arrays);
    for (let seed = 1; seed <= 2; seed += 1) {
      const moved = await moveNew(host, { to, running, snapshots, seed });
      await moved.move.run(moved.vm);
      expect(moved.differing()).toBe(0);
      const { guest, at, content, frozen, name, path } = moved;
      expect(at.store.name).toBe(to);
      await guest?.stop();
      await guest?.disk.close();
      for (const [file, was] of frozen) {
        const disk = await at.store.openDisk(`/${name}/${file}`, { trackChanges: false, toRead: true });
        const found = await contentOf(disk);
        // The last one is what the guest writes to.
        if (running && file === [...frozen.keys()].at(-1)) expect(content.wrongIn(found)).toEqual([]);
        else expect(found).toEqual(was);
        await disk.close();
      }
      if (running) expect(guest?.writes).toBeGreaterThan(10);
      const old = named(host, 'datastore1');
      expect(await old.list(`/${name}`)).toEqual([`${name}.vmx`]);
      await relocationsOf(host).complete(`[datastore1] ${path.slice(1)}`);
      expect(await old.exists(`/${name}`)).toBe(false);
      expect((await at.store.list(`/${name}`)).toSorted()).toEqual((await moved.vm.folder.read()).names.toSorted());
      await at.unlock();
      await at.store.removeTree(`/${name}`);
    }
    await sound(named(host, 'datastore1'));
    await sound(named(host, to));
  });

  it('keeps its record of changes: what its ids say is said at the new place', async () => {
    const host = await startStorage('esx01', arrays);
    const { vm, move, guest, at, name } = await moveNew(host, {
      to: 'datastore3',
      running: true,
      trackChanges: true,
      seed: 5,
    });
    const disk = guest?.disk as DatastoreDisk;
    const changeId = disk.disk.tracker?.endEpoch() ?? '';
    await move.run(vm);
    await guest?.stop();
    const question = { written: `/${name}/${name}.vmdk`, shown: `/${name}/${name}.vmdk`, startBytes: 0, changeId };
    const { changedAreas } = await at.store.changedAreas(question);
    expect(changedAreas.length).toBeGreaterThan(0);
    await guest?.disk.close();
    expect(await at.store.changedAreas(question)).toMatchObject({ changedAreas });
  });

  it('has its space as it is wanted', async () => {
    const host = await startStorage('esx01', arrays);
    const source = named(host, 'datastore1');
    const name = newName();
    const { content } = await makeVm(source, name);
    let at = await heldVm(source, `/${name}/${name}.vmx`, { content, running: false, seed: 1 });
    for (const [index, provisioning] of (['eagerZeroedThick', 'thin', 'zeroedThick'] as const).entries()) {
      const from = at.at.store;
      const move = new StorageMove({
        id: `${name}-${index}`,
        source: from,
        destination: named(host, from.name === 'datastore1' ? 'datastore2' : 'datastore1'),
        wanted: { provisioning, disks: new Map() },
        relocations: relocationsOf(host),
        now: () => performance.now(),
        onProgress: () => {},
        log: { info: () => {}, warn: () => {} },
      });
      const former = at.vm.vmxPath;
      await move.run(at.vm);
      await relocationsOf(host).complete(former);
      const { store, path, unlock } = at.at;
      const [disk] = [...(await at.vm.folder.read()).disks.values()];
      expect(disk?.provisioning).toBe(provisioning);
      // Of 3.05 MiB two file blocks are not all zeros.
      expect(disk?.committedBytes).toBe(provisioning === 'thin' ? 2 * MIB : 4 * MIB);
      await unlock();
      at = await heldVm(store, path, { content, running: false, seed: 1 });
    }
    await started(host, `[${at.at.store.name}] ${at.at.path.slice(1)}`, content).catch(() => undefined);
  });
});

/** What of a datastore changes something on it. */
const changing = new Set([
  'createFile',
  'writeFile',
  'makeDirectory',
  'createDisk',
  'createChildDisk',
  'openDisk',
  'writeChangeRecord',
  'lockFile',
  'unlockFile',
  'markMoved',
  'deleteDisk',
  'removeFile',
  'removeTree',
]);

describe('a host that dies over it', () => {
  it.each([
    { to: 'datastore2', running: true, snapshots: 1 },
    { to: 'datastore3', running: false, snapshots: 0 },
  ])('before any step, leaves one VM to the next: %o', { timeout: 300_000 }, async ({ to, running, snapshots }) => {
    const ends = new Set<string>();
    for (let step = 1; ; step += 1) {
      const host = await startStorage('esx01', arrays);
      let left = step;
      const watch = (call: string) => {
        // To die before somebody looks is to die before what is changed next.
        if (!changing.has(call)) return;
        left -= 1;
        if (left <= 0) throw new Death(call);
      };
      let armed = false;
      const moving = await moveNew(host, {
        to,
        running,
        snapshots,
        seed: step,
        watch: (call) => (armed ? watch(call) : undefined),
      });
      armed = true;
      const ended = await moving.move.run(moving.vm).then(
        () => left > 0,
        (error: unknown) => {
          if (left > 0) throw error;
          return false;
        },
      );
      // Its locks and its heartbeat are gone at once, as after the lease.
      await moving.guest?.stop();
      await stopStorages();
      const next = await startStorage('esx02', arrays);
      const vmxPath = `[datastore1] ${moving.path.slice(1)}`;
      const at = await started(next, vmxPath, moving.content);
      ends.add(at.replace(/\].*/, ']'));
      const old = named(next, 'datastore1');
      const there = named(next, to);
      if (at === vmxPath) expect(await there.exists(`/${moving.name}`)).toBe(false);
      else {
        expect(await old.list(`/${moving.name}`)).toEqual([`${moving.name}.vmx`]);
        await relocationsOf(next).complete(vmxPath);
        expect(await old.exists(`/${moving.name}`)).toBe(false);
      }
      await (at === vmxPath ? old : there).removeTree(`/${moving.name}`);
      if (ended) {
        await sound(old);
        await sound(there);
        break;
      }
      await stopStorages();
      expect(step).toBeLessThan(200);
    }
    expect(ends).toEqual(new Set(['[datastore1]', `[${to}]`]));
  });
});

describe('a move that fails', () => {
  it('for want of space leaves the VM as it was, and nothing at the destination', async () => {
    const host = await startStorage('esx01', arrays);
    const small = named(host, 'small');
    await small.createDisk('/filler.vmdk', { capacityBytes: 3 * MIB, provisioning: 'eagerZeroedThick' });
    const { vm, move, guest, name, content } = await moveNew(host, {
      to: 'small',
      running: true,
      snapshots: 1,
      seed: 3,
    });
    await expect(move.run(vm)).rejects.toMatchObject({ type: 'NoDiskSpace' });
    const writes = guest?.writes ?? 0;
    await expect.poll(() => guest?.writes).toBeGreaterThan(writes + 10);
    await guest?.stop();
    expect(await small.exists(`/${name}`)).toBe(false);
    const disk = guest?.disk;
    expect(vm.folder.files.vmx.configuration.relocation).toBeUndefined();
    await disk?.close();
    const found = await named(host, 'datastore1').openDisk(vm.folder.files.vmx.configuration.disks[0] ?? '', {
      trackChanges: false,
      toRead: true,
    });
    expect(content.wrongIn(await contentOf(found))).toEqual([]);
    await sound(small);
  });

  it('because it is cancelled, does the same; and what is committed can’t be cancelled', async () => {
    const host = await startStorage('esx01', arrays);
    const calls: string[] = [];
    for (const when of ['createDisk', 'createFile', 'lockFile', 'openDisk', 'markMoved'] as const) {
      let cancel = () => {};
      const { vm, move, guest, name } = await moveNew(host, {
        to: 'datastore3',
        running: true,
        seed: 7,
        watch: (call) => {
          calls.push(call);
          if (call === when) cancel();
        },
      });
      cancel = () => move.cancel('somebody has thought better of it');
      const result = await move.run(vm).catch((error: unknown) => error);
      await guest?.stop();
      if (when === 'markMoved') expect(result).toBeUndefined();
      else {
        expect(result).toBeInstanceOf(HostFault);
        expect(result).toMatchObject({ type: 'RequestCanceled' });
        expect(await named(host, 'datastore3').exists(`/${name}`)).toBe(false);
      }
      expect(move.isCommitted).toBe(when === 'markMoved');
    }
  });
});
