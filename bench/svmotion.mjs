// Storage vMotion: one host process over arrays that are processes of their own. What a move takes beside a plain copy of the same
// bytes over the same connections (reads and writes of 1 MiB, as many at a time as the move has; EXTENDED COPY within an array), and
// what of its speed is left to a guest that writes 4 KiB at random meanwhile. Read vmotion-ft.md section 6 for the aims: copy time
// at most 1.1 times the plain copy's, writes at least 80 % of the quiet ones', a switch of at most 100 ms.
import { randomFillSync } from 'node:crypto';
import { formatVmConfiguration } from '../packages/host-agent/dist/hostd/vm-configuration.js';
import { VmFolder } from '../packages/host-agent/dist/hostd/vm-folder.js';
import { Relocations } from '../packages/host-agent/dist/vmotion/relocations.js';
import { StorageMove } from '../packages/host-agent/dist/vmotion/storage-move.js';
import {
  removeTemporaryDirectories,
  stopAll,
  TestProcess,
  temporaryDirectory,
} from '../packages/testkit/dist/index.js';
import { MAX_REGIONS_AT_A_TIME } from '../packages/vmotion/dist/index.js';
import { median } from './report.mjs';
import { startStorage } from './storage/host.mjs';

export const title = 'a Storage vMotion beside a plain copy, and what it leaves to a guest that writes';

const MIB = 1024 * 1024;
const SECTOR_BYTES = 512;
const DISK_MIB = 64;
const ROUNDS = 3;
const WRITE_BYTES = 4096;
const WRITES_AT_A_TIME = 4;
const QUIET_MS = 1_000;
const ignore = () => {};

async function startArrays() {
  const urls = [];
  for (const luns of [['datastore1', 'datastore2'], ['datastore3']]) {
    const array = new TestProcess('shared-storage', {
      name: `array of ${luns.join()}`,
      listen: '127.0.0.1:0',
      directory: temporaryDirectory(),
      luns: luns.map((name, lun) => ({ lun, name, sizeBytes: 3 * DISK_MIB * MIB })),
    });
    urls.push(...Object.values(await array.ready()).map(String));
  }
  return urls;
}

/** A VM of one disk, which is all noise. */
async function makeVm(store, name) {
  const path = `/${name}/${name}.vmx`;
  const disk = `/${name}/${name}.vmdk`;
  await store.makeDirectory(`/${name}`);
  await store.createDisk(disk, { capacityBytes: DISK_MIB * MIB, provisioning: 'eagerZeroedThick' });
  const open = await store.openDisk(disk, { trackChanges: false });
  const noise = randomFillSync(Buffer.alloc(MIB));
  for (let at = 0; at < DISK_MIB; at += 1) await open.write((at * MIB) / SECTOR_BYTES, noise);
  await open.flush();
  await open.close();
  await store.createFile(`/${name}/${name}.vmsd`, new Uint8Array(0));
  const configuration = {
    name,
    instanceUuid: '50112233-4455-6677-8899-aabbccddeeff',
    biosUuid: '423c0a11-0000-4000-8000-000000000001',
    memoryMb: 4,
    numCpu: 1,
    disks: [disk],
    adapters: [],
    extraConfig: new Map(),
  };
  await store.createFile(path, Buffer.from(formatVmConfiguration(configuration)));
  return { path, disk };
}

/** What writes to the disk, as many at a time as its queue has, and counts; as slow as its disk is. */
class Guest {
  writes = 0;
  going = true;
  underWay = new Set();

  constructor(disk) {
    this.disk = disk;
    this.data = randomFillSync(Buffer.alloc(WRITE_BYTES));
    this.done = Promise.all(Array.from({ length: WRITES_AT_A_TIME }, () => this.write()));
  }

  async write() {
    while (this.going) {
      await this.stunned;
      const sector = Math.floor(Math.random() * ((DISK_MIB * MIB) / WRITE_BYTES)) * (WRITE_BYTES / SECTOR_BYTES);
      const write = this.disk.write(sector, this.data);
      this.underWay.add(write);
      await write;
      this.underWay.delete(write);
      this.writes += 1;
    }
  }

  exchange = async (change, open) => {
    let resume = ignore;
    this.stunned = new Promise((resolve) => {
      resume = resolve;
    });
    try {
      await Promise.all(this.underWay);
      await this.disk.close();
      try {
        await change();
      } finally {
        [this.disk] = await open();
      }
    } finally {
      this.stunned = undefined;
      resume();
    }
  };

  async rate(work) {
    const before = this.writes;
    const start = performance.now();
    await work();
    return (1_000 * (this.writes - before)) / (performance.now() - start);
  }

  async stop() {
    this.going = false;
    await this.done;
    await this.disk.close();
  }
}

/** The bytes of a disk to another one, and nothing else. */
async function plainCopy(from, to, byArray) {
  let next = 0;
  const copy = async () => {
    for (let at = next++; at < DISK_MIB; at = next++) {
      const sector = (at * MIB) / SECTOR_BYTES;
      if (byArray) await to.copyFrom(from, { sector, sectors: MIB / SECTOR_BYTES });
      else {
        const data = Buffer.allocUnsafe(MIB);
        await from.read(sector, data);
        await to.write(sector, data);
      }
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: MAX_REGIONS_AT_A_TIME }, copy));
  await to.flush();
  return performance.now() - start;
}

async function timedPlainCopy(source, destination, disk) {
  const path = '/plain.vmdk';
  await destination.createDisk(path, { capacityBytes: DISK_MIB * MIB, provisioning: 'zeroedThick' });
  const from = await source.openDisk(disk, { trackChanges: false, toRead: true });
  const to = await destination.openDisk(path, { trackChanges: false });
  try {
    return await plainCopy(from, to, source.sharesArrayWith(destination));
  } finally {
    await Promise.all([from.close(), to.close()]);
    await destination.deleteDisk(path);
  }
}

let moves = 0;

/** Moves the VM there, with a guest that writes or without, and removes it. */
async function timedMove(relocations, { source, destination, busy }) {
  moves += 1;
  const name = `vm${moves}`;
  const { path, disk } = await makeVm(source, name);
  const at = { store: source, path, lock: await source.lockFile(path) };
  const folder = new VmFolder({
    get store() {
      return at.store;
    },
    get path() {
      return at.path;
    },
    mustBeGranted: ignore,
    running: ignore,
    wallClock: () => 0,
    onProgress: ignore,
    log: { warn: ignore },
  });
  await folder.read();
  const guest = busy ? new Guest(await source.openDisk(disk, { trackChanges: false })) : undefined;
  const quiet = await guest?.rate(() => new Promise((resolve) => setTimeout(resolve, QUIET_MS)));
  const move = new StorageMove({
    id: name,
    source,
    destination,
    wanted: { provisioning: 'zeroedThick', disks: new Map() },
    relocations,
    now: () => performance.now(),
    onProgress: ignore,
    log: { info: ignore, warn: ignore },
  });
  const vm = {
    vmxPath: `[${source.name}] ${path.slice(1)}`,
    path,
    lock: at.lock,
    folder,
    mustHold: ignore,
    exchange: guest?.exchange,
    moved: (store, there, lock) => Object.assign(at, { store, path: there, lock }),
  };
  let moving;
  if (guest) moving = await guest.rate(() => move.run(vm));
  else await move.run(vm);
  const { totalMs, downtimeMs } = move.progress();
  await guest?.stop();
  await relocations.complete(vm.vmxPath);
  await at.store.unlockFile(at.lock);
  await at.store.removeTree(at.path.slice(0, at.path.lastIndexOf('/')));
  return { totalMs, downtimeMs, quiet, moving };
}

export async function* run(tell) {
  try {
    tell('starting two arrays');
    const storage = await startStorage('esx01', await startArrays());
    for (const name of ['datastore1', 'datastore2', 'datastore3']) await storage.createVmfsDatastore(name, '');
    const relocations = new Relocations({ datastore: (name) => storage.datastore(name), log: { warn: ignore } });
    const source = storage.datastore('datastore1');
    for (const [to, what] of [
      ['datastore2', 'within an array'],
      ['datastore3', 'between arrays'],
    ]) {
      const destination = storage.datastore(to);
      const plain = [];
      const idle = [];
      const busy = [];
      const { disk } = await makeVm(source, 'plain');
      for (let round = 0; round < ROUNDS; round += 1) {
        tell(`${what}, ${round + 1} of ${ROUNDS}`);
        plain.push(await timedPlainCopy(source, destination, disk));
        idle.push((await timedMove(relocations, { source, destination, busy: false })).totalMs);
        busy.push(await timedMove(relocations, { source, destination, busy: true }));
      }
      await source.removeTree('/plain');
      const peer = { peer: 'plain copy', peerValue: median(plain) };
      yield { metric: `${DISK_MIB} MiB ${what}, no guest`, value: median(idle), unit: 'ms', ...peer };
      yield {
        metric: `${DISK_MIB} MiB ${what}, guest writes`,
        value: median(busy.map((each) => each.totalMs)),
        unit: 'ms',
        ...peer,
      };
      yield {
        metric: `guest's writes meanwhile, ${what}`,
        value: median(busy.map((each) => each.moving)),
        unit: 'IOPS',
        peer: 'quiet',
        peerValue: median(busy.map((each) => each.quiet)),
      };
      yield { metric: `stun of the switch, ${what}`, value: median(busy.map((each) => each.downtimeMs)), unit: 'ms' };
    }
    await storage.stop();
  } finally {
    await stopAll();
    removeTemporaryDirectories();
  }
}
