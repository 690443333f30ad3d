// The client against an array of a few lines in this process, which answers when the test says so.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { decodeFrame, encodeFrame, pb } from '@microsphere/proto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { BlockClient, MAX_COMMANDS_IN_FLIGHT, MAX_COMMANDS_WAITING, PathError, QueueFullError } from './index.ts';

let server: WebSocketServer;
let client: BlockClient;
let sockets: WebSocket[];
let logins: string[];
/** Commands that came and were not answered. */
let came: { readonly socket: WebSocket; readonly command: pb.BlockCommand; readonly payload: Uint8Array }[];
let states: string[];

beforeEach(async () => {
  sockets = [];
  logins = [];
  came = [];
  states = [];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket, request) => {
    sockets.push(socket);
    logins.push(request.url ?? '');
    socket.on('message', (data) => {
      const { header, payload } = decodeFrame(pb.BlockCommand, data as Buffer);
      came.push({ socket, command: header, payload: Buffer.from(payload) });
    });
  });
  await once(server, 'listening');
  client = new BlockClient(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    initiator: 'esx01',
    session: 'boot',
    connectTimeoutMs: 10_000,
    reconnectDelayMs: 1,
    onPathState: (state) => states.push(state),
  });
  await client.whenUp();
});

afterEach(async () => {
  client.close();
  for (const socket of server.clients) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

function answer(index: number, data?: Uint8Array): void {
  const { socket, command } = came[index] as (typeof came)[number];
  socket.send(encodeFrame(pb.BlockReply, { tag: command.tag, status: pb.ScsiStatus.GOOD }, data));
}

it('logs in by name and session', () => {
  expect(logins).toEqual(['/?initiator=esx01&session=boot&connection=0']);
  expect(client.connection).toBe(1);
});

it('takes answers in any order', async () => {
  const first = client.read({ lun: 0, lba: 1, blocks: 1 });
  const second = client.read({ lun: 0, lba: 2, blocks: 1 });
  await until(() => came.length === 2);
  answer(1, Buffer.alloc(512, 2));
  answer(0, Buffer.alloc(512, 1));
  expect((await first)[0]).toBe(1);
  expect((await second)[0]).toBe(2);
});

it('sends what was in the memory at the call', async () => {
  const data = new Uint8Array(new SharedArrayBuffer(512)).fill(1);
  const written = client.write(0, 0, data);
  data.fill(2);
  await until(() => came.length === 1);
  expect(came[0]?.payload[0]).toBe(1);
  answer(0);
  await written;
});

it('has so many commands in flight, so many that wait, and no more', async () => {
  const commands = Array.from({ length: MAX_COMMANDS_IN_FLIGHT + MAX_COMMANDS_WAITING }, () =>
    client.synchronizeCache(0).catch((error: unknown) => error),
  );
  await expect(client.synchronizeCache(0)).rejects.toThrow(QueueFullError);
  await until(() => came.length === MAX_COMMANDS_IN_FLIGHT);
  answer(0);
  await until(() => came.length === MAX_COMMANDS_IN_FLIGHT + 1);
  client.reset('enough');
  const outcomes = await Promise.all(commands);
  expect(outcomes.filter((outcome) => outcome instanceof PathError)).toHaveLength(commands.length - 1);
});

it('holds up no logical unit for another', async () => {
  const slow = Array.from({ length: MAX_COMMANDS_IN_FLIGHT + 1 }, () => client.synchronizeCache(0).catch(() => {}));
  const other = client.synchronizeCache(1);
  await until(() => came.some(({ command }) => command.lun === 1));
  answer(came.findIndex(({ command }) => command.lun === 1));
  await other;
  client.reset('enough');
  await Promise.all(slow);
});

it('fails what was in flight when the connection breaks, and connects again', async () => {
  const write = client.write(0, 0, new Uint8Array(512));
  await until(() => came.length === 1);
  sockets[0]?.terminate();
  await expect(write).rejects.toThrow(PathError);
  await expect(client.synchronizeCache(0)).rejects.toThrow(/the path is down/);
  await client.whenUp();
  expect(client.connection).toBe(2);
  expect(states).toEqual(['up', 'down', 'up']);
});

it('lets nothing more leave after a reset', async () => {
  const write = client.write(0, 0, new Uint8Array(512));
  client.reset('the heartbeat was not answered');
  await expect(write).rejects.toThrow(/the heartbeat was not answered/);
  await until(() => client.connection === 2);
  const again = client.write(0, 1, new Uint8Array(512));
  await until(() => came.some(({ command }) => command.lba === 1));
  answer(came.findIndex(({ command }) => command.lba === 1));
  await again;
});

it('gives up a connection that it does not understand', async () => {
  const read = client.read({ lun: 0, lba: 0, blocks: 1 });
  await until(() => came.length === 1);
  sockets[0]?.send(Buffer.from('nonsense'));
  await expect(read).rejects.toThrow(PathError);
  await until(() => client.connection === 2);
});

it('gives up a connection over which nothing comes any more, and keeps one that answers', async () => {
  const asking = new BlockClient(client.url, {
    initiator: 'esx01',
    session: 'boot',
    connectionId: 1,
    noop: { intervalMs: 1, timeoutMs: 50 },
    connectTimeoutMs: 10_000,
    reconnectDelayMs: 1,
  });
  try {
    await until(() => sockets.length === 2);
    let asked = 0;
    sockets[1]?.on('ping', () => {
      asked += 1;
    });
    await until(() => asked === 3);
    expect(asking.connection).toBe(1);
    sockets[1]?.pause();
    const read = asking.read({ lun: 0, lba: 0, blocks: 1 });
    await expect(read).rejects.toThrow(/has not answered for 50 ms/);
    await until(() => asking.connection === 2);
  } finally {
    asking.close();
  }
});

it('ends what waits when it is closed', async () => {
  const read = client.read({ lun: 0, lba: 0, blocks: 1 });
  client.close();
  await expect(read).rejects.toThrow(/the client is closed/);
  await expect(client.whenUp()).rejects.toThrow(PathError);
});
