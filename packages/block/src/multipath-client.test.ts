// Two paths to an array of a few lines in this process, which answers when the test says so.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { decodeFrame, encodeFrame, pb } from '@microsphere/proto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { BlockClient, MAX_PATHS, MultipathClient, PathError } from './index.ts';

interface Came {
  readonly socket: WebSocket;
  readonly command: pb.BlockCommand;
}

/** One way to the array, which can be cut. */
class Portal {
  readonly server = new WebSocketServer({ port: 0, host: '127.0.0.1', verifyClient: () => !this.cut });
  readonly came: Came[] = [];
  private readonly listening = once(this.server, 'listening');
  client!: BlockClient;
  cut = false;

  constructor() {
    this.server.on('connection', (socket) => {
      socket.on('message', (data) => {
        this.came.push({ socket, command: decodeFrame(pb.BlockCommand, data as Buffer).header });
      });
    });
  }

  async connect(connectionId: number): Promise<void> {
    await this.listening;
    this.client = new BlockClient(`ws://127.0.0.1:${(this.server.address() as AddressInfo).port}`, {
      initiator: 'esx01',
      session: 'boot',
      connectionId,
      connectTimeoutMs: 10_000,
      reconnectDelayMs: 1,
      onPathState: (state) => (state === 'up' ? device.pathUp(this.client) : device.pathDown(this.client)),
    });
    await this.client.whenUp();
  }

  break(): void {
    this.cut = true;
    for (const socket of this.server.clients) socket.terminate();
  }

  opcodes(): (string | undefined)[] {
    return this.came.map(({ command }) => pb.ScsiOpcode[command.opcode]);
  }

  answer(status = pb.ScsiStatus.GOOD): void {
    const { socket, command } = this.came.at(-1) as Came;
    socket.send(encodeFrame(pb.BlockReply, { tag: command.tag, status }));
  }

  async close(): Promise<void> {
    this.client.close();
    for (const socket of this.server.clients) socket.terminate();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

let device: MultipathClient;
let first: Portal;
let second: Portal;

beforeEach(async () => {
  device = new MultipathClient(() => {});
  first = new Portal();
  second = new Portal();
  await first.connect(0);
  await until(() => device.up);
  await second.connect(1);
});

afterEach(async () => {
  await first.close();
  await second.close();
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

const states = () => device.paths.map(({ state }) => state);
const write = () => device.write(3, 0, new Uint8Array(512));

/** The first path dies with a write on its way, which fails; the second is asked to take over. */
async function failOver(): Promise<void> {
  const written = write();
  await until(() => first.came.length === 1);
  first.break();
  await expect(written).rejects.toThrow(PathError);
  await until(() => second.came.length === 1);
}

it('uses one path, and has the other on standby', async () => {
  expect(states()).toEqual(['active', 'standby']);
  const written = write();
  await until(() => first.came.length === 1);
  first.answer();
  await written;
  expect(second.came).toEqual([]);
  expect(device.connection).toBe(1);
});

it('sends nothing over the other path before the array has ended the connection of the one that died', async () => {
  await failOver();
  expect(second.opcodes()).toEqual(['LOGOUT_CONNECTION']);
  expect(second.came[0]?.command.logoutConnection).toBe(0);
  expect(device.up).toBe(false);
  await expect(write()).rejects.toThrow(PathError);
  second.answer();
  await until(() => device.up);
  expect(states()).toEqual(['dead', 'active']);
  expect(device.connection).toBe(2);
  const again = write();
  await until(() => second.came.length === 2);
  second.answer();
  await again;
});

it('keeps the path that works when the one before it comes back', async () => {
  await failOver();
  second.answer();
  await until(() => device.up);
  first.cut = false;
  await until(() => states()[0] === 'standby');
  expect(states()).toEqual(['standby', 'active']);
  expect(device.connection).toBe(2);
});

it('ends the connection of whichever path was used last', async () => {
  await failOver();
  second.answer();
  await until(() => device.up);
  first.cut = false;
  await until(() => states()[0] === 'standby');
  second.break();
  await until(() => first.came.length === 2);
  expect(first.came[1]?.command).toMatchObject({ opcode: pb.ScsiOpcode.LOGOUT_CONNECTION, logoutConnection: 1 });
  first.answer();
  await until(() => device.up);
  expect(states()).toEqual(['active', 'dead']);
});

it('needs to end nothing when the path used last is the one that comes back', async () => {
  second.break();
  await until(() => states()[1] === 'dead');
  first.break();
  await until(() => states()[0] === 'dead');
  first.cut = false;
  await until(() => device.up);
  expect(first.opcodes()).toEqual([]);
  expect(device.connection).toBe(2);
});

it('goes back when the other path dies before the array has answered there', async () => {
  await failOver();
  second.break();
  await until(() => states()[1] === 'dead');
  expect(device.up).toBe(false);
  first.cut = false;
  await until(() => device.up);
  expect(states()).toEqual(['active', 'dead']);
});

it('does not use a path over which the array refuses to end the other', async () => {
  await failOver();
  second.answer(pb.ScsiStatus.BUSY);
  // The path is made anew, and asked again.
  await until(() => second.came.length === 2);
  expect(device.up).toBe(false);
  second.answer();
  await until(() => device.up);
});

it('goes over to the other path when the active one is given up', async () => {
  const written = write();
  await until(() => first.came.length === 1);
  device.reset('the heartbeat was not answered');
  await expect(written).rejects.toThrow(/the heartbeat was not answered/);
  await until(() => second.came.length === 1);
  second.answer();
  await until(() => device.up);
  expect(states()[1]).toBe('active');
});

it('has so many paths', () => {
  const unused = () => ({}) as BlockClient;
  for (let count = device.paths.length; count < MAX_PATHS; count += 1) device.pathUp(unused());
  expect(() => device.pathUp(unused())).toThrow(RangeError);
});
