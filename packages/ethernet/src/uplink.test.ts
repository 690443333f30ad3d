import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { decodeFrameBatch, encodeFrameBatch, Uplink } from './index.ts';

/** Something that is awaited by those who call `take`, in order. */
class Inbox<T> {
  private readonly items: T[] = [];
  private readonly waiting: ((item: T) => void)[] = [];

  readonly put = (item: T): void => {
    const next = this.waiting.shift();
    if (next) next(item);
    else this.items.push(item);
  };

  take(): Promise<T> {
    const item = this.items.shift();
    return item === undefined ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve(item);
  }
}

interface Connection {
  readonly socket: WebSocket;
  readonly host: string | null;
  readonly batches: Inbox<Uint8Array[]>;
}

let server: WebSocketServer;
let connections: Inbox<Connection>;
let received: Inbox<Uint8Array>;
let states: Inbox<string>;
let uplink: Uplink;
let answersPings: boolean;

beforeEach(async () => {
  connections = new Inbox();
  received = new Inbox();
  states = new Inbox();
  answersPings = true;
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, autoPong: false });
  server.on('connection', (socket, request) => {
    const batches = new Inbox<Uint8Array[]>();
    socket.on('message', (message) => batches.put(decodeFrameBatch(message as Buffer)));
    socket.on('ping', () => answersPings && socket.pong());
    connections.put({ socket, host: new URL(request.url!, 'ws://switch').searchParams.get('host'), batches });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  uplink = new Uplink({
    switchUrl: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/uplink`,
    hostName: 'esx01',
    reconnectDelayMs: 100,
    receive: received.put,
    onLinkState: (state, why) => states.put(`${state}: ${why}`),
  });
});

afterEach(async () => {
  uplink.close();
  for (const socket of server.clients) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
});

const frame = (value: number) => Buffer.alloc(60, value);

it('says who it is, and carries frames both ways', async () => {
  const { socket, host, batches } = await connections.take();
  expect(host).toBe('esx01');
  expect(await states.take()).toMatch(/^up: connected to ws:/);
  uplink.send(frame(1));
  uplink.send(frame(2));
  expect(await batches.take()).toEqual([frame(1), frame(2)]);
  socket.send(encodeFrameBatch([frame(3), frame(4)]));
  expect([await received.take(), await received.take()]).toEqual([frame(3), frame(4)]);
  expect(uplink.statistics).toEqual({ transmittedFrames: 2, receivedFrames: 2, droppedFrames: 0 });
});

it('loses frames while the link is down, and comes back', async () => {
  uplink.send(frame(0));
  const first = await connections.take();
  await states.take();
  first.socket.close(1002, 'no more');
  expect(await states.take()).toBe('down: the switch closed it (1002): no more');
  uplink.send(frame(1));
  const second = await connections.take();
  expect(await states.take()).toMatch(/^up/);
  uplink.send(frame(2));
  expect(await second.batches.take()).toEqual([frame(2)]);
  expect(uplink.statistics).toEqual({ transmittedFrames: 1, receivedFrames: 0, droppedFrames: 2 });
});

it('takes a switch that is silent, or talks nonsense, for a broken link', async () => {
  await connections.take();
  await states.take();
  answersPings = false;
  expect(await states.take()).toMatch(/^down/);
  answersPings = true;
  const { socket } = await connections.take();
  expect(await states.take()).toMatch(/^up/);
  socket.send('nonsense');
  expect(await states.take()).toMatch(/^down/);
});

it('is not made again once it is closed', async () => {
  const { socket } = await connections.take();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  uplink.close();
  await closed;
  uplink.send(frame(1));
  expect(uplink.up).toBe(false);
  expect(uplink.statistics.droppedFrames).toBe(1);
});
