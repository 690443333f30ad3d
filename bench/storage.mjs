// Storage, beside who else does it: the array alone (one initiator over loopback), and the whole path of a guest's disk (the
// disk of a VM on a mounted VMFS volume, over the block protocol, to the LUN file). Peers are the system calls pread and pwrite on
// the very LUN file, and Debian's qemu-nbd and nbd-server over loopback, each on a file of its own beside it. All are loaded by
// the same loop of this process, whose NBD initiator is as lean as one in Node.js gets (storage/nbd-client.mjs); an initiator in C
// (fio with libnbd) shows what that costs the peer. All take turns in every round, so that whatever else the machine does
// falls on all of them. Every file is written full beforehand, and is in the page cache: what is measured is the software.
import { randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BLOCK_BYTES, BlockClient } from '../packages/block/dist/index.js';
import {
  removeTemporaryDirectories,
  stopAll,
  TestProcess,
  temporaryDirectory,
} from '../packages/testkit/dist/index.js';
import { median } from './report.mjs';
import { fioLoad, hasFio } from './storage/fio.mjs';
import { startStorage } from './storage/host.mjs';
import { load, REGION_BYTES, unitOf, workloads } from './storage/load.mjs';
import { startNbdServers } from './storage/nbd-servers.mjs';

export const title =
  'reads and writes a second of the array and of a guest disk, beside pread/pwrite, qemu-nbd and nbd-server';

/** Turns of each; the figures are medians. */
const ROUNDS = 5;
const TURN_MS = 300;
const VOLUME_LUN = 0;
const RAW_LUN = 1;
/** A reservation key. */
const KEY = '0123456789abcdef';
const DATASTORE = 'datastore1';
const VOLUME_BYTES = 512 * 1024 * 1024;
/** Turns of what is timed one by one. */
const LOCKS = 300;
const MOUNTS = 9;
/** Contestants that are no peers. */
const OURS = 2;
/** Of the servers the one that fio gets along with: with nbd-server it waits for ever. */
const FIO_PEER = 'qemu-nbd';

export async function* run(tell) {
  const closers = [];
  try {
    const directory = temporaryDirectory();
    const { url, lunFile } = await startArray(directory);
    const targets = [await arrayAlone(url), await guestDisk(url), systemCalls(lunFile)];
    const servers = await startNbdServers(directory, (name) => fullFile(join(directory, `${name}.img`)));
    for (const { name } of servers) tell(`peer: ${name}`);
    closers.push(...targets, ...servers);
    const [array, path] = targets;
    yield* speeds(targets, servers, tell);
    yield await fence(array, tell);
    yield* locks(path.datastore, directory, tell);
    yield await mounts(url, tell);
  } finally {
    for (const { close } of closers) await close();
    await stopAll();
    removeTemporaryDirectories();
  }
}

async function* speeds([array, path, calls], servers, tell) {
  const contestants = [array, path, calls].map(({ name, target }) => ({
    name,
    turn: (workload) => load(target, workload, TURN_MS),
  }));
  for (const { name, client } of servers)
    contestants.push({ name, turn: (workload) => load(client, workload, TURN_MS) });
  if (hasFio())
    for (const { name, uri } of servers.filter((server) => server.name === FIO_PEER))
      contestants.push({ name: `${name}, fio`, turn: (workload) => fioLoad(uri, workload, TURN_MS) });
  else tell('there is no fio with an NBD engine: no initiator in C');
  for (const workload of workloads) {
    const values = await interleaved(contestants, workload, tell);
    const unit = unitOf(workload);
    for (const ours of ['array', 'path'])
      for (const { name: peer } of contestants.slice(OURS))
        yield { metric: `${ours}_${workload.name}`, value: values.get(ours), unit, peer, peerValue: values.get(peer) };
  }
}

/** The median of each in each workload. */
async function interleaved(contestants, workload, tell) {
  const values = new Map(contestants.map(({ name }) => [name, []]));
  // The first round warms up and is thrown away.
  for (let round = 0; round <= ROUNDS; round += 1) {
    tell(`${workload.name}: ${round} of ${ROUNDS}`);
    for (const { name, turn } of contestants) {
      const value = await turn(workload);
      if (round > 0) values.get(name).push(value);
    }
  }
  return new Map([...values].map(([name, of]) => [name, median(of)]));
}

/** What it costs that every write is checked against the registrations of its LUN. */
async function fence({ client, target }, tell) {
  const workload = workloads.find(({ name }) => name === 'rand_4k_qd32_write');
  const contestants = [
    { name: 'registered', prepare: () => client.registerAndReserve(RAW_LUN, KEY) },
    { name: 'no reservation', prepare: () => client.unregister(RAW_LUN) },
  ].map(({ name, prepare }) => ({
    name,
    async turn() {
      await prepare();
      return await load(target, workload, TURN_MS);
    },
  }));
  const values = await interleaved(contestants, { name: 'fence' }, tell);
  const peer = 'no reservation';
  return {
    metric: `fence_${workload.name}`,
    value: values.get('registered'),
    unit: 'IOPS',
    peer,
    peerValue: values.get(peer),
  };
}

/** A lock that nobody else wants, taken on a mounted volume; what it can't do without is one write that is synced. */
async function* locks(datastore, directory, tell) {
  tell(`${LOCKS} locks`);
  await datastore.createFile('/vm/lock', Buffer.from('lock'));
  const fd = openSync(join(directory, 'synced'), 'w');
  const [taken, synced] = [[], []];
  for (let turn = 0; turn < LOCKS; turn += 1) {
    let start = performance.now();
    const lock = await datastore.lockFile('/vm/lock');
    taken.push(performance.now() - start);
    await datastore.unlockFile(lock);
    start = performance.now();
    writeSync(fd, Buffer.alloc(BLOCK_BYTES, turn), 0, BLOCK_BYTES, 0);
    fdatasyncSync(fd);
    synced.push(performance.now() - start);
  }
  closeSync(fd);
  const peer = 'pwrite + fdatasync';
  yield { metric: 'lock_acquire', value: median(taken), unit: 'ms', peer, peerValue: median(synced) };
  yield {
    metric: 'lock_acquire_p99',
    value: percentile(taken, 0.99),
    unit: 'ms',
    peer,
    peerValue: percentile(synced, 0.99),
  };
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** From nothing to a mounted volume, after the last life of the same host was killed in the midst of changes. */
async function mounts(url, tell) {
  const main = fileURLToPath(new URL('storage/dying-host.mjs', import.meta.url));
  const times = [];
  for (let turn = 0; turn < MOUNTS; turn += 1) {
    tell(`mount after a crash: ${turn} of ${MOUNTS}`);
    const dying = new TestProcess('dying-host', undefined, { BENCH_ARRAY: url }, main);
    await dying.ready();
    await dying.kill();
    const start = performance.now();
    const storage = await startStorage('esx02', url);
    times.push(performance.now() - start);
    if (!storage.datastore(DATASTORE)?.accessible) throw new Error(`${DATASTORE} was not mounted`);
    await storage.datastore(DATASTORE).removeTree('/dying');
    await storage.stop();
  }
  return { metric: 'mount_after_crash', value: median(times), unit: 'ms' };
}

async function startArray(directory) {
  const luns = join(directory, 'luns');
  mkdirSync(luns);
  const lunFile = fullFile(join(luns, 'raw.lun'));
  const array = new TestProcess('shared-storage', {
    name: 'array1',
    listen: '127.0.0.1:0',
    directory: luns,
    luns: [
      { lun: VOLUME_LUN, name: DATASTORE, sizeBytes: VOLUME_BYTES },
      { lun: RAW_LUN, name: 'raw', sizeBytes: REGION_BYTES },
    ],
  });
  const { endpoint } = await array.ready();
  return { url: endpoint, lunFile };
}

/** The initiator alone: commands to a LUN that only registered initiators write, as every LUN with a volume is. */
async function arrayAlone(url) {
  const client = new BlockClient(url, {
    initiator: 'bench',
    session: randomUUID(),
    connectTimeoutMs: 5_000,
    reconnectDelayMs: 1_000,
  });
  await client.whenUp();
  await client.registerAndReserve(RAW_LUN, KEY);
  return {
    name: 'array',
    client,
    target: {
      read: (offset, bytes) => client.read({ lun: RAW_LUN, lba: offset / BLOCK_BYTES, blocks: bytes / BLOCK_BYTES }),
      write: (offset, data) => client.write(RAW_LUN, offset / BLOCK_BYTES, data),
    },
    close: () => client.close(),
  };
}

async function guestDisk(url) {
  const storage = await startStorage('esx01', url);
  await storage.createVmfsDatastore(DATASTORE, '');
  const datastore = storage.datastore(DATASTORE);
  await datastore.makeDirectory('/vm');
  await datastore.createDisk('/vm/vm.vmdk', { capacityBytes: REGION_BYTES, provisioning: 'eagerZeroedThick' });
  const disk = await datastore.openDisk('/vm/vm.vmdk', { trackChanges: false });
  const megabyte = Buffer.alloc(1024 * 1024, 0x5a);
  for (let offset = 0; offset < REGION_BYTES; offset += megabyte.length)
    await disk.write(offset / BLOCK_BYTES, megabyte);
  // Guest memory outlives its requests, so a reader has a buffer that it uses again and again.
  const guestMemory = [];
  return {
    name: 'path',
    datastore,
    target: {
      async read(offset, bytes) {
        const data = guestMemory.pop() ?? Buffer.alloc(megabyte.length);
        await disk.read(offset / BLOCK_BYTES, data.subarray(0, bytes));
        guestMemory.push(data);
      },
      write: (offset, data) => disk.write(offset / BLOCK_BYTES, data),
    },
    close: () => storage.stop(),
  };
}

/** One after the other: a system call is over when it returns. */
function systemCalls(path) {
  const fd = openSync(path, 'r+');
  const into = Buffer.alloc(1024 * 1024);
  return {
    name: 'pread/pwrite',
    target: {
      read: (offset, bytes) => readSync(fd, into, 0, bytes, offset),
      write: (offset, data) => writeSync(fd, data, 0, data.length, offset),
    },
    close: () => closeSync(fd),
  };
}

/** Makes a file as long as the region of the load, all of it on the disk: no turn begins with others' dirty pages. */
function fullFile(path) {
  const fd = openSync(path, 'w');
  const megabyte = Buffer.alloc(1024 * 1024, 0x5a);
  for (let offset = 0; offset < REGION_BYTES; offset += megabyte.length) writeSync(fd, megabyte);
  fdatasyncSync(fd);
  closeSync(fd);
  return path;
}
