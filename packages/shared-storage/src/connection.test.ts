// Connections over real sockets in this process, to stores that are slow when the test says so.
import type { AddressInfo } from 'node:net';
import { decodeFrame, encodeFrame, MAX_PAYLOAD_BYTES, pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Connection, MAX_BACKLOG_BYTES, MAX_COMMANDS_UNDER_WAY, MAX_COMMANDS_UNDER_WAY_PER_LUN } from './connection.ts';
import { BLOCK_BYTES, Lun } from './lun.ts';
import { Reservation } from './reservation.ts';
import { Target } from './target.ts';
import { VolatileStore } from './volatile-store.ts';

const { ScsiOpcode, ScsiStatus } = pb;
const LUNS = 8;
let stores: VolatileStore[];
let target: Target;
let server: WebSocketServer;
let connection: Connection | undefined;
let client: WebSocket;
let replies: pb.BlockReply[];

beforeEach(async () => {
  stores = Array.from({ length: LUNS }, () => new VolatileStore(MAX_PAYLOAD_BYTES));
  target = new Target(
    stores.map((store, lun) => {
      const reservation = new Reservation({ load: () => undefined, save: async () => {} });
      return new Lun({ lun, name: `lun${lun}`, naa: `naa.${lun}`, store, reservation });
    }),
    () => {},
  );
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket, { socket: stream }) => {
    const nexus = { initiator: 'esx01', session: 'boot', connection: 0 };
    connection = new Connection({ socket, stream, nexus, target, log: { warn: () => {} }, onEnd: () => {} });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  replies = [];
  client.on('message', (data) => replies.push(decodeFrame(pb.BlockReply, data as Buffer).header));
  await new Promise((resolve) => client.once('open', resolve));
});

afterEach(async () => {
  client.terminate();
  for (const socket of server.clients) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
});

let tag = 0;
function send(header: pb.IBlockCommand, payload?: Uint8Array): void {
  tag += 1;
  client.send(encodeFrame(pb.BlockCommand, { ...header, tag }, payload));
}

const begun = (opcode: pb.ScsiOpcode): number => target.statistics.commands[ScsiOpcode[opcode] as string] ?? 0;

/** Resolves when no command has begun for many turns of the loop that both ends run on. */
async function settled(opcode: pb.ScsiOpcode): Promise<number> {
  let before = -1;
  while (begun(opcode) !== before || before <= 0) {
    before = begun(opcode);
    for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return before;
}

const flush = (lun: number) => send({ opcode: ScsiOpcode.SYNCHRONIZE_CACHE_16, lun });

it('begins so many commands at a time, and the others when those have ended', async () => {
  for (const store of stores) store.hold();
  const perLun = MAX_COMMANDS_UNDER_WAY_PER_LUN - 1;
  for (let lun = 0; lun < LUNS; lun += 1) for (let count = 0; count < perLun; count += 1) flush(lun);
  expect(LUNS * perLun).toBeGreaterThan(MAX_COMMANDS_UNDER_WAY);
  expect(await settled(ScsiOpcode.SYNCHRONIZE_CACHE_16)).toBe(MAX_COMMANDS_UNDER_WAY);
  expect(replies).toEqual([]);
  for (const store of stores) store.release();
  await eventually('all answers', () => replies.length === LUNS * perLun);
  expect(replies.every(({ status }) => status === ScsiStatus.GOOD)).toBe(true);
});

it('answers a LUN that has too much under way with TASK SET FULL, and serves the others', async () => {
  stores[0]?.hold();
  for (let count = 0; count < MAX_COMMANDS_UNDER_WAY_PER_LUN + 3; count += 1) flush(0);
  flush(1);
  await eventually('four answers', () => replies.length === 4);
  expect(replies.map(({ status }) => ScsiStatus[status])).toEqual([...Array(3).fill('TASK_SET_FULL'), 'GOOD']);
  stores[0]?.release();
  await eventually('the others', () => replies.length === MAX_COMMANDS_UNDER_WAY_PER_LUN + 4);
});

it('reads no more for an initiator that does not take its replies', async () => {
  const commands = 100;
  client.pause();
  for (let count = 0; count < commands; count += 1)
    send({ opcode: ScsiOpcode.READ_16, lun: count % LUNS, blocks: MAX_PAYLOAD_BYTES / BLOCK_BYTES });
  const before = await settled(ScsiOpcode.READ_16);
  expect(before).toBeGreaterThan(MAX_BACKLOG_BYTES / MAX_PAYLOAD_BYTES);
  // What the sockets of both ends hold comes on top of it, a few megabytes.
  expect(before).toBeLessThan(commands / 2);
  client.resume();
  await eventually('all answers', () => replies.length === commands);
});

it('executes nothing that waited when it is ended', async () => {
  for (const store of stores) store.hold();
  for (let lun = 0; lun < LUNS; lun += 1) for (let count = 0; count < 100; count += 1) flush(lun);
  send({ opcode: ScsiOpcode.WRITE_16, lun: 0, blocks: 1 }, Buffer.alloc(BLOCK_BYTES, 1));
  await settled(ScsiOpcode.SYNCHRONIZE_CACHE_16);
  connection?.end();
  for (const store of stores) store.release();
  await settled(ScsiOpcode.SYNCHRONIZE_CACHE_16);
  expect(begun(ScsiOpcode.WRITE_16)).toBe(0);
});
