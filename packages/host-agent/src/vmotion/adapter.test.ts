import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { connectTo, KEY_BYTES, MAX_STRANGERS, VMotionAdapter } from './adapter.ts';
import { MigrationConnection } from './connection.ts';

const LIMIT = { handshakeTimeoutMs: 2_000 };
let adapter: VMotionAdapter;
const sockets: { terminate(): void }[] = [];

beforeEach(async () => {
  adapter = await VMotionAdapter.listen({ host: '127.0.0.1', port: 0 }, LIMIT);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await adapter.close();
});

function expected({ encrypted }: { encrypted: boolean }) {
  const key = randomBytes(KEY_BYTES);
  const accepted: WebSocket[] = [];
  const url = adapter.expect('m-1', { key, encrypted, accept: (socket) => accepted.push(socket) });
  return { address: { migrationId: 'm-1', url, key, encrypted }, accepted };
}

/** "open", or why not. */
function outcome(address: Parameters<typeof connectTo>[0]): Promise<string> {
  const socket = connectTo(address, LIMIT);
  sockets.push(socket);
  return new Promise((resolve) => {
    socket.once('open', () => resolve('open'));
    socket.on('error', ({ message }) => resolve(message));
  });
}

describe.each([{ encrypted: false }, { encrypted: true }])('a migration that is prepared, %j', (how) => {
  it('is connected to by who has its key, once', async () => {
    const { address, accepted } = expected(how);
    expect(await outcome(address)).toBe('open');
    expect(accepted).toHaveLength(1);
    expect(await outcome(address)).not.toBe('open');
    expect(accepted).toHaveLength(1);
  });

  it('is not connected to with another key, as another one, otherwise, or when it is over', async () => {
    const { address, accepted } = expected(how);
    const plain = address.url.replace('wss:', 'ws:');
    const wrong = [
      { ...address, key: randomBytes(KEY_BYTES) },
      { ...address, key: address.key.subarray(1) },
      { ...address, migrationId: 'm-2', url: address.url.replace('m-1', 'm-2') },
      { ...address, url: address.url.replace('m-1', '%zz') },
      how.encrypted
        ? { ...address, url: plain, encrypted: false }
        : { ...address, url: plain.replace('ws:', 'wss:'), encrypted: true },
    ];
    for (const each of wrong) expect(await outcome(each)).not.toBe('open');
    adapter.expectNoMore('m-1');
    expect(await outcome(address)).not.toBe('open');
    expect(accepted).toEqual([]);
  });
});

it('turns away more strangers than it has room for, and lets go of those who say nothing', async () => {
  const { port } = new URL(adapter.url);
  const strangers: Socket[] = [];
  let closed = 0;
  for (let count = 0; count <= MAX_STRANGERS; count += 1) {
    const stranger = connect(Number(port), '127.0.0.1');
    stranger.on('close', () => {
      closed += 1;
    });
    stranger.on('error', () => {});
    sockets.push({ terminate: () => stranger.destroy() });
    strangers.push(stranger);
  }
  await eventually('one to be turned away', () => closed === 1);
  await eventually('the others to be let go', () => closed === strangers.length);
});

describe('a connection', () => {
  async function pair() {
    const { address, accepted } = expected({ encrypted: false });
    const heard: string[] = [];
    const client = connectTo(address, LIMIT);
    sockets.push(client);
    await new Promise((resolve) => client.once('open', resolve));
    const [socket] = accepted;
    if (!socket) throw new Error('nobody has come');
    const listener = {
      frame: (header: object) => void heard.push(JSON.stringify(header)),
      disconnected: (because: string) => void heard.push(`disconnected: ${because}`),
    };
    return { client, heard, connection: new MigrationConnection(socket, pb.MigrationFrame, listener) };
  }

  it('is cut at a frame that can’t be read, and says so once', async () => {
    const { client, heard } = await pair();
    client.send(Buffer.from([9, 9]));
    await new Promise((resolve) => client.once('close', resolve));
    expect(heard).toEqual([expect.stringMatching(/^disconnected: a frame that can't be read/)]);
  });

  it('tells of its end, and not when it was closed here', async () => {
    const one = await pair();
    one.client.terminate();
    await eventually('it to be told', () => one.heard.length === 1);
    const other = await pair();
    other.connection.send({ alive: {} });
    other.connection.close();
    let received = 0;
    other.client.on('message', () => {
      received += 1;
    });
    await new Promise((resolve) => other.client.once('close', resolve));
    // What was sent before has arrived.
    expect(received).toBe(1);
    expect(other.heard).toEqual([]);
    let sent = 0;
    other.connection.sendFrame(Buffer.alloc(1), () => {
      sent += 1;
    });
    expect(sent).toBe(1);
  });
});
