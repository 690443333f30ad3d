import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BLOCK_BYTES, BlockClient, PathError, ScsiError } from '@microsphere/block';
import { decodeFrame, encodeFrame, pb } from '@microsphere/proto';
import { eventually, removeTemporaryDirectories, stopAll, TestProcess, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { MAX_COMMANDS_UNDER_WAY_PER_LUN } from '../src/connection.ts';

const SIZE_BYTES = 64 * 1024 * 1024;
let directory: string;
let array: TestProcess;
let url: string;
const clients: BlockClient[] = [];

function configuration(listen = '127.0.0.1:0', sizeBytes = SIZE_BYTES) {
  return { name: 'array1', listen, directory, luns: [{ lun: 0, name: 'datastore1', sizeBytes }] };
}

let hosts = 0;

async function connect({
  initiator = `esx${++hosts}`,
  session = randomUUID(),
  portal = url,
  connectionId = 0,
} = {}): Promise<BlockClient> {
  const client = new BlockClient(portal, {
    initiator,
    session,
    connectionId,
    reconnectDelayMs: 20,
    connectTimeoutMs: 10_000,
  });
  clients.push(client);
  await client.whenUp();
  return client;
}

beforeEach(async () => {
  directory = temporaryDirectory();
  array = new TestProcess('shared-storage', configuration());
  url = String((await array.ready()).endpoint);
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await stopAll();
  removeTemporaryDirectories();
});

/** SIGKILL, and a start on the same port. */
async function crash(): Promise<void> {
  await array.kill();
  array = new TestProcess('shared-storage', configuration(new URL(url.replace('ws', 'http')).host));
  await array.ready();
}

const block = (value: number, blocks = 1) => Buffer.alloc(blocks * BLOCK_BYTES, value);

describe('commands', () => {
  it('reports its logical units, with an identifier that a restart keeps', async () => {
    const client = await connect();
    const [unit] = await client.reportLuns();
    expect(unit).toMatchObject({ lun: 0, blocks: SIZE_BYTES / BLOCK_BYTES, name: 'datastore1' });
    expect(unit?.naa).toMatch(/^naa\.6[0-9a-f]{31}$/);
    await crash();
    await client.whenUp();
    const [again] = await eventually('the array', () => client.reportLuns().catch(() => undefined));
    expect(again?.naa).toBe(unit?.naa);
  });

  it('reads what was written, zeros elsewhere', async () => {
    const client = await connect();
    await client.write(0, 8, block(7, 3), { fua: true });
    expect(await client.read({ lun: 0, lba: 7, blocks: 5 })).toEqual(Buffer.concat([block(0), block(7, 3), block(0)]));
    await client.writeZeros(0, 9, 1);
    expect(await client.read({ lun: 0, lba: 9, blocks: 1 })).toEqual(block(0));
    await client.synchronizeCache(0);
  });

  it('zeroes without filling the file, and clears what was there', async () => {
    const client = await connect();
    const file = join(directory, 'datastore1.lun');
    await client.write(0, 6_000, block(3, 2));
    await client.writeZeros(0, 0, SIZE_BYTES / BLOCK_BYTES);
    expect(await client.read({ lun: 0, lba: 6_000, blocks: 2 })).toEqual(block(0, 2));
    expect(statSync(file).blocks * 512).toBeLessThan(4 * 1024 * 1024);
  });

  it('takes data from shared memory', async () => {
    const client = await connect();
    const shared = new Uint8Array(new SharedArrayBuffer(BLOCK_BYTES)).fill(5);
    await client.write(0, 0, shared);
    expect(await client.read({ lun: 0, lba: 0, blocks: 1 })).toEqual(block(5));
  });

  it('lets one of many contenders win each generation of a lock', async () => {
    const contenders = await Promise.all([connect(), connect(), connect(), connect()]);
    let current: Buffer = block(0);
    for (let generation = 1; generation <= 50; generation += 1) {
      const wanted = contenders.map((_, index) => {
        const sector = block(index + 1);
        sector.writeUInt32LE(generation, 0);
        return sector;
      });
      const won = await Promise.all(
        contenders.map((client, index) => client.compareAndWrite(0, 40, current, wanted[index] as Buffer)),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      current = wanted[won.indexOf(true)] as Buffer;
      expect(await contenders[0]?.read({ lun: 0, lba: 40, blocks: 1 })).toEqual(current);
    }
  });

  it.each([
    [
      'an address beyond the end',
      'LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE',
      { key: 5, asc: 0x21, ascq: 0 },
      (client: BlockClient) => client.read({ lun: 0, lba: SIZE_BYTES / BLOCK_BYTES, blocks: 1 }),
    ],
    [
      'a LUN that is not there',
      'LOGICAL_UNIT_NOT_SUPPORTED',
      { key: 5, asc: 0x25, ascq: 0 },
      (client: BlockClient) => client.read({ lun: 9, lba: 0, blocks: 1 }),
    ],
    [
      'a part of a block',
      'PARAMETER_LIST_LENGTH_ERROR',
      { key: 5, asc: 0x1a, ascq: 0 },
      (client: BlockClient) => client.write(0, 0, Buffer.alloc(100)),
    ],
    [
      'too many blocks',
      'INVALID_FIELD_IN_CDB',
      { key: 5, asc: 0x24, ascq: 0 },
      (client: BlockClient) => client.read({ lun: 0, lba: 0, blocks: 10_000 }),
    ],
  ])('refuses %s', async (_what, _name, sense, command) => {
    const client = await connect();
    const error = await command(client).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ScsiError);
    expect((error as ScsiError).sense).toEqual(sense);
    expect(await client.read({ lun: 0, lba: 0, blocks: 1 })).toEqual(block(0));
  });
});

describe('space', () => {
  it('of what is unmapped is given back, and a copy of little is little', async () => {
    const client = await connect();
    const used = () => statSync(join(directory, 'datastore1.lun')).blocks * 512;
    await client.write(0, 0, block(1, 8_192));
    await client.synchronizeCache(0);
    expect(used()).toBeGreaterThanOrEqual(8_192 * BLOCK_BYTES);
    await client.unmap(0, 8, 8_192 - 8);
    await client.synchronizeCache(0);
    expect(used()).toBeLessThan(1024 * 1024);
    await client.extendedCopy({ source: { lun: 0, lba: 0 }, destination: { lun: 0, lba: 65_536 }, blocks: 32_768 });
    expect(await client.read({ lun: 0, lba: 65_536, blocks: 16 })).toEqual(Buffer.concat([block(1, 8), block(0, 8)]));
    await client.synchronizeCache(0);
    // A piece of the copy that is not all zeros is written whole.
    expect(used()).toBeLessThan(2 * 1024 * 1024);
  });
});

describe('persistent reservations', () => {
  const [FIRST, SECOND] = ['00000000000000a1', '00000000000000b2'] as const;
  const conflict = (command: Promise<unknown>): Promise<boolean> =>
    command.then(
      () => false,
      (error: unknown) => error instanceof ScsiError && error.isReservationConflict,
    );

  it('survive SIGKILL of the array', async () => {
    const [first, second, stranger] = [await connect(), await connect(), await connect()];
    await first.registerAndReserve(0, FIRST);
    await second.registerAndReserve(0, SECOND);
    await crash();
    await Promise.all([first, second, stranger].map((client) => client.whenUp()));
    expect(await first.readKeys(0)).toEqual([FIRST, SECOND]);
    expect(await first.readReservation(0)).toBe(pb.ReservationType.WRITE_EXCLUSIVE_ALL_REGISTRANTS);
    await second.write(0, 0, block(1));
    expect(await conflict(stranger.write(0, 0, block(2)))).toBe(true);
    await second.unregister(0);
    expect(await conflict(second.write(0, 0, block(2)))).toBe(true);
    await first.unregister(0);
    await stranger.write(0, 0, block(3));
  });

  it('PREEMPT AND ABORT: of a storm of writes none takes effect after its GOOD', async () => {
    const [victim, breaker] = [await connect(), await connect()];
    await victim.registerAndReserve(0, FIRST);
    await breaker.registerAndReserve(0, SECOND);
    let refused = false;
    const storm = Array.from({ length: 16 }, async (_, lba) => {
      while (!refused) refused = (await conflict(victim.write(0, lba, block(1)))) || refused;
    });
    const zeroing = victim.writeZeros(0, 1_000, 100_000).catch((error: unknown) => error);
    await breaker.preemptAndAbort({ lun: 0, key: SECOND, victim: FIRST });
    await breaker.write(0, 0, block(2, 16));
    await breaker.write(0, 100_999, block(2));
    await Promise.all(storm);
    expect((await zeroing) as ScsiError).toMatchObject({ status: pb.ScsiStatus.TASK_ABORTED });
    expect(await breaker.read({ lun: 0, lba: 0, blocks: 16 })).toEqual(block(2, 16));
    expect(await breaker.read({ lun: 0, lba: 100_999, blocks: 1 })).toEqual(block(2));
  });

  it('fence what the array reads late, though the reservation is gone by then', async () => {
    const [victim, breaker] = [await connect(), await connect()];
    await victim.registerAndReserve(0, FIRST);
    await breaker.registerAndReserve(0, SECOND);
    await breaker.preemptAndAbort({ lun: 0, key: SECOND, victim: FIRST });
    await breaker.unregister(0);
    expect(await conflict(victim.write(0, 0, block(1)))).toBe(true);
    await victim.registerAndReserve(0, FIRST);
    await victim.write(0, 0, block(1));
  });

  it('that can’t be read keep the array from serving', async () => {
    const client = await connect();
    await client.registerAndReserve(0, FIRST);
    await array.kill();
    writeFileSync(join(directory, 'datastore1.reservations.json'), 'nonsense');
    const next = new TestProcess('shared-storage', configuration());
    await expect(next.ready()).rejects.toThrow(/datastore1.reservations.json is damaged/);
  });
});

describe('sessions', () => {
  it('that have a successor are refused also by an array that has died since, before the successor is back', async () => {
    const session = randomUUID();
    for (const given of [{ session }, {}]) {
      const client = await connect({ initiator: 'esx01', ...given });
      await client.reportLuns();
      client.close();
    }
    await crash();
    const refusals: string[] = [];
    const awake = new BlockClient(url, {
      initiator: 'esx01',
      session,
      reconnectDelayMs: 20,
      connectTimeoutMs: 10_000,
      onRefused: (reason) => refusals.push(reason),
    });
    clients.push(awake);
    await eventually('the refusal', () => refusals.length > 0);
    expect(refusals[0]).toMatch(/later process/);
  });
});

describe('limits', () => {
  const luns = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      lun: 1_023 - index,
      name: `${index}-`.padEnd(64, 'x'),
      sizeBytes: 1024 * 1024,
    }));

  it('has so many LUNs, with names so long, and no more', async () => {
    await array.stop();
    array = new TestProcess('shared-storage', { ...configuration(), luns: luns(512) });
    url = String((await array.ready()).endpoint);
    expect(await (await connect()).reportLuns()).toHaveLength(512);
    const more = new TestProcess('shared-storage', { ...configuration(), luns: luns(513) });
    await expect(more.ready()).rejects.toThrow(/luns/);
  });

  it('takes so many commands to one LUN at a time over a connection, and answers the next with TASK SET FULL', async () => {
    const socket = new WebSocket(`${url}/?initiator=stranger&session=${randomUUID()}`);
    const statuses: pb.ScsiStatus[] = [];
    socket.on('message', (data) => statuses.push(decodeFrame(pb.BlockReply, data as Buffer).header.status));
    await new Promise((resolve) => socket.once('open', resolve));
    // The array finds them all at once, and each takes several turns: none has ended when the last is looked at.
    array.signal('SIGSTOP');
    const count = MAX_COMMANDS_UNDER_WAY_PER_LUN + 10;
    const long = { opcode: pb.ScsiOpcode.WRITE_SAME_16, lun: 0, lba: 0, blocks: 20_000 };
    for (let tag = 1; tag <= count; tag += 1)
      socket.send(encodeFrame(pb.BlockCommand, { ...long, tag }, Buffer.alloc(BLOCK_BYTES)));
    array.signal('SIGCONT');
    await eventually('all answers', () => statuses.length === count);
    const refused = statuses.filter((status) => status === pb.ScsiStatus.TASK_SET_FULL);
    expect(refused).toHaveLength(10);
    socket.terminate();
  });
});

describe('a full disk', () => {
  it('is said with the sense of a thin LUN out of space, and hurts nothing that was there', async () => {
    const client = await connect();
    await client.write(0, 100, block(1, 8), { fua: true });
    // A file that may grow no further stands for a file system that has no room: the same refusal of the same call.
    execFileSync('prlimit', ['--pid', String(array.pid), `--fsize=${1024 * 1024}:`]);
    const error = await client.write(0, 50_000, block(2, 8)).catch((reason: unknown) => reason);
    expect((error as ScsiError).sense).toEqual({ key: 7, asc: 0x27, ascq: 7 });
    const swap = await client.compareAndWrite(0, 50_000, block(0), block(2)).catch((reason: unknown) => reason);
    expect((swap as ScsiError).sense).toEqual({ key: 7, asc: 0x27, ascq: 7 });
    expect(await client.read({ lun: 0, lba: 100, blocks: 8 })).toEqual(block(1, 8));
    expect(await client.read({ lun: 0, lba: 50_000, blocks: 8 })).toEqual(block(0, 8));
    execFileSync('prlimit', ['--pid', String(array.pid), '--fsize=unlimited:']);
    await client.write(0, 50_000, block(2, 8));
    expect(await client.read({ lun: 0, lba: 50_000, blocks: 8 })).toEqual(block(2, 8));
  });
});

describe('sessions', () => {
  it('a login ends the one before it; what was sent over that takes no effect afterwards', async () => {
    const session = randomUUID();
    const first = await connect({ initiator: 'esx01', session });
    array.signal('SIGSTOP');
    const late = first.write(0, 0, block(1)).catch((error: unknown) => error);
    first.close();
    const second = new BlockClient(url, {
      initiator: 'esx01',
      session,
      reconnectDelayMs: 20,
      connectTimeoutMs: 10_000,
    });
    clients.push(second);
    array.signal('SIGCONT');
    await second.whenUp();
    expect(await late).toBeInstanceOf(PathError);
    const found = await second.read({ lun: 0, lba: 0, blocks: 1 });
    await second.write(0, 0, block(2));
    // Whether the late write was taken before the login or not: after it, it is not.
    expect([block(0), block(1)]).toContainEqual(found);
    expect(await second.read({ lun: 0, lba: 0, blocks: 1 })).toEqual(block(2));
  });

  it('refuses a process that has a successor', async () => {
    const old = await connect({ initiator: 'esx01' });
    const young = await connect({ initiator: 'esx01' });
    await eventually('the old one to be refused', () =>
      array.log.includes('a later process of this initiator has logged in'),
    );
    await expect(old.write(0, 0, block(1))).rejects.toThrow(PathError);
    await young.write(0, 0, block(2));
    expect(await young.read({ lun: 0, lba: 0, blocks: 1 })).toEqual(block(2));
  });

  it('wants a name', async () => {
    const socket = new WebSocket(url);
    expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(1008);
  });
});

describe('frames that are none', () => {
  it.each([
    ['garbage', Buffer.from('garbage in')],
    ['a truncated header', Buffer.from([0, 0, 1, 0, 8])],
    ['an unknown opcode', encodeFrame(pb.BlockCommand, { tag: 1, opcode: 0x77 as pb.ScsiOpcode })],
  ])('%s: hurts nobody else', async (_what, bytes) => {
    const bystander = await connect();
    const socket = new WebSocket(`${url}/?initiator=stranger&session=${randomUUID()}`);
    const answered = new Promise<string>((resolve, reject) => {
      socket.on('message', () => resolve('refused'));
      socket.on('close', (code) => resolve(`closed ${code}`));
      socket.on('error', reject);
      socket.on('open', () => socket.send(bytes));
    });
    expect(await answered).toMatch(/refused|closed 1002/);
    socket.terminate();
    expect(await bystander.read({ lun: 0, lba: 0, blocks: 1 })).toEqual(block(0));
  });
});

describe('target portals', () => {
  let portals: [string, string];

  beforeEach(async () => {
    await array.stop();
    array = new TestProcess('shared-storage', { ...configuration(), listen: ['127.0.0.1:0', '127.0.0.1:0'] });
    const { endpoint, endpoint2 } = await array.ready();
    portals = [String(endpoint), String(endpoint2)];
  });

  const twoPaths = async (initiator = 'esx01', session = randomUUID()) => ({
    first: await connect({ initiator, session, portal: portals[0], connectionId: 0 }),
    second: await connect({ initiator, session, portal: portals[1], connectionId: 1 }),
  });
  const outcome = (command: Promise<unknown>) =>
    command.then(
      () => 'done',
      (error: Error) => error.name,
    );

  it('lead to the same LUNs, and a session may have a connection at each', async () => {
    const { first, second } = await twoPaths();
    expect(await second.reportLuns()).toEqual(await first.reportLuns());
    await first.write(0, 8, block(1));
    expect(await second.read({ lun: 0, lba: 8, blocks: 1 })).toEqual(block(1));
    expect([first.connection, second.connection]).toEqual([1, 1]);
  });

  it('share a registration; who is preempted is refused at both', async () => {
    const { first, second } = await twoPaths();
    const other = await connect({ portal: portals[0] });
    await first.registerAndReserve(0, '00000000000000a1');
    await second.write(0, 0, block(1));
    expect(await outcome(other.write(0, 0, block(2)))).toBe('ScsiError');
    await other.registerAndReserve(0, '00000000000000b2');
    const zeroing = second.writeZeros(0, 1_000, 100_000).catch((error: unknown) => error);
    await other.preemptAndAbort({ lun: 0, key: '00000000000000b2', victim: '00000000000000a1' });
    expect(await zeroing).toMatchObject({ status: pb.ScsiStatus.TASK_ABORTED });
    for (const path of [first, second])
      await expect(path.write(0, 0, block(3))).rejects.toMatchObject({ status: pb.ScsiStatus.RESERVATION_CONFLICT });
    await second.registerAndReserve(0, '00000000000000a3');
    await second.write(0, 0, block(4));
    await eventually('the other path to be made anew', () => first.connection === 2);
    await first.write(0, 0, block(5));
  });

  it('a connection that is logged out at one is over at the other', async () => {
    const { first, second } = await twoPaths();
    await second.logoutConnection(0);
    await eventually('the path to be made anew', () => first.connection === 2);
    await expect(first.logoutConnection(0)).rejects.toThrow(/connection 0 is this one/);
  });

  it('a later process of the initiator ends both', async () => {
    const { first, second } = await twoPaths('esx01');
    const successor = await twoPaths('esx01');
    await eventually('both to be refused', () =>
      [first, second].every(({ lastError }) => lastError?.includes('a later process')),
    );
    await successor.second.write(0, 0, block(1));
    expect([successor.first.connection, successor.second.connection]).toEqual([1, 1]);
  });

  it('can be closed and opened', async () => {
    const ask = (path: string) => fetch(`${portals[1].replace('ws', 'http')}${path}`, { method: 'POST' });
    const { first, second } = await twoPaths();
    await second.reportLuns();
    expect(await (await ask('/portals/1/close')).json()).toMatchObject({
      portals: [
        { portal: 1, open: false },
        { portal: 2, open: true, initiators: ['esx01'] },
      ],
    });
    await eventually('the first to be turned away', () => first.lastError?.includes('401'));
    await second.write(0, 0, block(1));
    expect((await ask('/portals/1/open')).status).toBe(200);
    await eventually('the first to be back', () => first.up);
    expect(first.connection).toBe(2);
    expect((await ask('/portals/3/close')).status).toBe(404);
  });

  it('are each said as initiators reach them', async () => {
    await array.stop();
    const listen = ['127.0.0.1:0', '127.0.0.1:0'];
    array = new TestProcess('shared-storage', { ...configuration(), listen, advertise: ['array1:1', 'array1:2'] });
    expect(await array.ready()).toEqual({ endpoint: 'ws://array1:1', endpoint2: 'ws://array1:2' });
  });
});

describe('a LUN that is unmapped', () => {
  const ask = (path: string, method = 'POST') => fetch(`${url.replace('ws', 'http')}${path}`, { method });

  it('is not there any more, also after a restart, until it is mapped again', async () => {
    const client = await connect();
    await client.write(0, 1, block(7));
    expect((await ask('/luns/datastore1/unmap')).status).toBe(200);
    const read = () => client.read({ lun: 0, lba: 1, blocks: 1 });
    await expect(read()).rejects.toMatchObject({ sense: { key: 0x5, asc: 0x25, ascq: 0x0 } });
    await crash();
    await client.whenUp();
    await expect(read()).rejects.toMatchObject({ sense: { key: 0x5, asc: 0x25, ascq: 0x0 } });
    expect(await client.reportLuns()).toEqual([]);
    expect(await (await ask('/configuration', 'GET')).json()).toMatchObject({
      luns: [{ name: 'datastore1', mapped: false }],
    });
    expect((await ask('/luns/datastore1/map')).status).toBe(200);
    expect(await read()).toEqual(block(7));
    expect((await ask('/luns/none/unmap')).status).toBe(404);
    expect((await ask('/luns/datastore1/unmap', 'GET')).status).toBe(404);
  });
});

describe('death', () => {
  it('keeps every acknowledged write over SIGKILL', async () => {
    const client = await connect();
    const acknowledged = new Map<number, number>();
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let round = 1; ; round += 1)
        for (let slot = 0; slot < 200; slot += 1) {
          const lba = writer * 1000 + slot;
          try {
            await client.write(0, lba, block(round % 256));
          } catch (error) {
            expect(error).toBeInstanceOf(PathError);
            acknowledged.delete(lba);
            return;
          }
          acknowledged.set(lba, round % 256);
        }
    });
    await eventually('a thousand writes', () => acknowledged.size >= 1_000);
    await crash();
    await Promise.all(writers);
    await client.whenUp();
    expect(acknowledged.size).toBeGreaterThan(900);
    for (const [lba, value] of acknowledged)
      expect(await client.read({ lun: 0, lba, blocks: 1 }), `lba ${lba}`).toEqual(block(value));
  });

  it('says which commands may or may not have happened', async () => {
    const client = await connect();
    array.signal('SIGSTOP');
    const outcome = client.compareAndWrite(0, 0, block(0), block(1)).then(
      () => 'done',
      (error: unknown) => error,
    );
    await array.kill();
    expect(await outcome).toBeInstanceOf(PathError);
  });

  it('is refused a directory that another array serves, and takes over one whose array died', async () => {
    const second = new TestProcess('shared-storage', configuration());
    await expect(second.ready()).rejects.toThrow(/served by another array process/);
    await crash();
    expect((await array.ready()).endpoint).toBe(url);
  });

  it('answers whether it is well, and says how it is reached', async () => {
    const response = await fetch(`${url.replace('ws', 'http')}/health`);
    expect(response.status).toBe(200);
    await array.stop();
    array = new TestProcess('shared-storage', { ...configuration(), advertise: 'array1:3260' });
    expect((await array.ready()).endpoint).toBe('ws://array1:3260');
  });

  it.each([
    [{ lun: 0, name: 'other', sizeBytes: SIZE_BYTES }, /two logical units have one number/],
    [{ lun: 1, name: 'datastore1', sizeBytes: SIZE_BYTES }, /two logical units have one name/],
  ])('refuses two logical units that are one: %j', async (second, message) => {
    const { luns, ...rest } = configuration();
    const process = new TestProcess('shared-storage', { ...rest, luns: [...luns, second] });
    await expect(process.ready()).rejects.toThrow(message);
  });

  it('refuses a port that is taken, and a LUN whose file has another size', async () => {
    const { host } = new URL(url.replace('ws', 'http'));
    const elsewhere = { ...configuration(host), directory: temporaryDirectory() };
    await expect(new TestProcess('shared-storage', elsewhere).ready()).rejects.toThrow(
      `listen ${host}: another process has this port`,
    );
    await array.stop();
    const resized = new TestProcess('shared-storage', configuration('127.0.0.1:0', 2 * SIZE_BYTES));
    await expect(resized.ready()).rejects.toThrow(/datastore1.lun has 67108864 bytes, and is to have 134217728/);
  });
});
