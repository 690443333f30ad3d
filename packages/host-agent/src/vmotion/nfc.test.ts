// Both ends of an NFC connection over a real one, with a datastore in memory at the far end.
import { once } from 'node:events';
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { HostFault } from '../fault.ts';
import { Gate, TestDisk } from '../hostd/testing.ts';
import { MigrationConnection } from './connection.ts';
import { NfcClient } from './nfc-client.ts';
import { MAX_NFC_REQUESTS, MAX_NFC_SECTORS } from './nfc-connection.ts';
import { MAX_NFC_DISKS, NfcServer } from './nfc-server.ts';
import type { CopyDisk, CopyStore } from './storage-copy.ts';

const SILENCE_MS = 2_000;
const servers: WebSocketServer[] = [];
const sockets: WebSocket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
  for (const server of servers.splice(0)) server.close();
});

class MemoryDisk extends TestDisk implements CopyDisk {
  readonly done: string[] = [];
  override close = async (): Promise<void> => void this.done.push('closed');
  allocate = async ({ sector, sectors }: { readonly sector: number; readonly sectors: number }): Promise<void> =>
    void this.done.push(`allocated ${sector}+${sectors}`);
}

class MemoryStore implements CopyStore<MemoryDisk> {
  readonly name = 'datastore2';
  readonly files = new Map<string, string>();
  readonly directories = new Set<string>();
  readonly disks = new Map<string, MemoryDisk>();
  readonly locks = new Set<string>();
  readonly calls: unknown[] = [];

  async exists(path: string): Promise<boolean> {
    return this.directories.has(path);
  }
  async makeDirectory(path: string): Promise<void> {
    this.directories.add(path);
  }
  async createFile(path: string, content: Uint8Array): Promise<void> {
    if (this.files.has(path)) throw new HostFault('AlreadyExists', `[${this.name}] ${path.slice(1)} exists`);
    this.files.set(path, Buffer.from(content).toString());
  }
  async writeFile(path: string, content: Uint8Array): Promise<void> {
    this.files.set(path, Buffer.from(content).toString());
  }
  async createDisk(...call: unknown[]): Promise<void> {
    this.calls.push(call);
  }
  async createChildDisk(call: unknown): Promise<void> {
    this.calls.push(call);
  }
  async writeChangeRecord({ path, record }: { readonly path: string; readonly record: Uint8Array }): Promise<void> {
    this.files.set(`${path} record`, Buffer.from(record).toString());
  }
  async lockFile(path: string): Promise<{ readonly path: string }> {
    this.locks.add(path);
    return { path };
  }
  async unlockFile({ path }: { readonly path: string }): Promise<void> {
    this.locks.delete(path);
  }
  async openDisk(path: string): Promise<MemoryDisk> {
    const disk = this.disks.get(path) ?? new MemoryDisk(new Uint8Array(2 * MAX_NFC_SECTORS * 512));
    this.disks.set(path, disk);
    return disk;
  }
}

async function pair() {
  const events: string[] = [];
  const store = new MemoryStore();
  const timing = { vmotionSilenceMs: SILENCE_MS };
  const now = () => performance.now();
  const server = new NfcServer({
    store,
    timing,
    now,
    onArrive: async (path) => void events.push(`arrives ${path}`),
    onBegin: () => void events.push('begins'),
    onDiscard: async () => {
      await server.close();
      events.push('discarded');
    },
    onLost: () => void events.push('lost'),
  });
  const listener = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  servers.push(listener);
  await once(listener, 'listening');
  listener.on('connection', (socket) => server.accept(socket));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  const socket = new WebSocket(`ws://127.0.0.1:${address.port}`);
  sockets.push(socket);
  await once(socket, 'open');
  const client = () =>
    new NfcClient({ socket, name: 'datastore2', timing, now, onLost: ({ message }) => void events.push(message) });
  return { store, server, socket, client, events };
}

const fault = (type: string) => expect.objectContaining({ name: 'HostFault', type });
const bytes = (text: string) => Buffer.from(text);

describe('a datastore of another host', () => {
  it('does what it is asked for, and says what went wrong', async () => {
    const { store, client: connect, events } = await pair();
    const client = connect();
    expect(await client.exists('/web')).toBe(false);
    await client.makeDirectory('/web');
    expect(await client.exists('/web')).toBe(true);
    await client.createFile('/web/web.vmsd', bytes('mark'));
    await expect(client.createFile('/web/web.vmsd', bytes('other'))).rejects.toEqual(fault('AlreadyExists'));
    await client.writeFile('/web/web.vmsd', bytes('names'));
    await client.createDisk('/web/web.vmdk', { capacityBytes: 2 ** 40, provisioning: 'thin', uuid: 'u' });
    await client.createChildDisk({ parent: '/web/web.vmdk', child: '/web/web-1.vmdk', uuid: 'u' });
    await client.writeChangeRecord({ path: '/web/web.vmdk', record: bytes('changes') });
    const lock = await client.lockFile('/web/web.vmsd');
    await client.ask({ arrive: lock });
    await client.ask({ begin: {} });
    expect(store.files).toEqual(
      new Map([
        ['/web/web.vmsd', 'names'],
        ['/web/web.vmdk record', 'changes'],
      ]),
    );
    expect(store.calls).toEqual([
      ['/web/web.vmdk', { capacityBytes: 2 ** 40, provisioning: 'thin', uuid: 'u' }],
      { parent: '/web/web.vmdk', child: '/web/web-1.vmdk', uuid: 'u' },
    ]);
    expect(events).toEqual(['arrives /web/web.vmsd', 'begins']);
    await client.unlockFile(lock);
    expect(store.locks.size).toBe(0);
  });

  it('writes to its disks, however long the write', async () => {
    const { store, client: connect } = await pair();
    const client = connect();
    await client.makeDirectory('/web');
    const disk = await client.openDisk('/web/web.vmdk');
    const data = new Uint8Array(MAX_NFC_SECTORS * 512 + 1_024).fill(7);
    await disk.write(3, data);
    await disk.allocate({ sector: 0, sectors: 9 });
    await disk.flush();
    await disk.close();
    const there = store.disks.get('/web/web.vmdk');
    expect(Buffer.compare(there?.bytes.subarray(3 * 512, 3 * 512 + data.length) ?? data.subarray(1), data)).toBe(0);
    expect(there?.done).toEqual(['allocated 0+9', 'closed']);
    await expect(disk.write(0, data)).rejects.toEqual(fault('RequestCanceled'));
    await expect(client.ask({ flush: { disk: 1 } })).rejects.toEqual(fault('InvalidArgument'));
  });

  it('is touched in one folder only', async () => {
    const { store, client: connect } = await pair();
    const client = connect();
    const refused = fault('InvalidArgument');
    await expect(client.createFile('/web/web.vmx', bytes(''))).rejects.toEqual(refused);
    for (const folder of ['/', '/a/b', 'web', '']) await expect(client.makeDirectory(folder)).rejects.toEqual(refused);
    await client.makeDirectory('/web');
    await expect(client.makeDirectory('/db')).rejects.toEqual(refused);
    for (const path of ['/db/db.vmx', '/web', '/web/', '/web/..', '/web/../db.vmx', '/web/a/b', '/web.vmx', ''])
      await expect(client.createFile(path, bytes(''))).rejects.toEqual(refused);
    await expect(client.createChildDisk({ parent: '/db/db.vmdk', child: '/web/a.vmdk' })).rejects.toEqual(refused);
    await expect(client.ask({ arrive: { path: '/web/web.vmx' } })).rejects.toEqual(fault('InvalidState'));
    expect([...store.directories, ...store.files.keys(), ...store.calls]).toEqual(['/web']);
  });

  it('is asked for so much at a time, and no more', async () => {
    const { store, client: connect } = await pair();
    const client = connect();
    await client.makeDirectory('/web');
    const gate = new Gate();
    let most = 0;
    let now = 0;
    store.writeFile = async () => {
      now += 1;
      most = Math.max(most, now);
      await gate.passed;
      now -= 1;
    };
    const writes = Array.from({ length: 2 * MAX_NFC_REQUESTS }, () => client.writeFile('/web/web.vmsd', bytes('')));
    await eventually('as many as are let through', () => now === MAX_NFC_REQUESTS);
    gate.open();
    await Promise.all(writes);
    expect(most).toBe(MAX_NFC_REQUESTS);
    for (let disk = 0; disk < MAX_NFC_DISKS; disk += 1) await client.openDisk(`/web/${disk}.vmdk`);
    await expect(client.openDisk('/web/more.vmdk')).rejects.toEqual(fault('InvalidState'));
  });

  it('cuts off who asks for more, or for nothing', async () => {
    for (const frames of [
      Array.from({ length: MAX_NFC_REQUESTS + 1 }, (_, id) => ({ id, writeFile: { path: '/web/web.vmsd' } })),
      [{ id: 1, answer: {} }],
      [{ id: 1 }],
    ]) {
      const { store, socket, events } = await pair();
      store.writeFile = () => new Promise(() => {});
      const raw = new MigrationConnection<pb.INfcFrame, pb.NfcFrame>(socket, pb.NfcFrame, {
        frame: () => {},
        disconnected: () => {},
      });
      raw.send({ id: 99, makeDirectory: { path: '/web' } });
      for (const frame of frames) raw.send(frame);
      await eventually('it to be cut off', () => events.includes('lost'));
    }
  });

  it('lets go of everything when it is discarded, and answers when that is done', async () => {
    const { store, client: connect, events } = await pair();
    const client = connect();
    await client.makeDirectory('/web');
    await client.openDisk('/web/web.vmdk');
    await client.lockFile('/web/web.vmx');
    await client.ask({ discard: {} });
    expect(events).toEqual(['discarded']);
    expect([store.locks.size, store.disks.get('/web/web.vmdk')?.done]).toEqual([0, ['closed']]);
    await expect(client.writeFile('/web/web.vmx', bytes(''))).rejects.toEqual(fault('InvalidState'));
  });

  it('fails in everything once the connection is lost', async () => {
    const { store, client: connect, socket, events } = await pair();
    const client = connect();
    await client.makeDirectory('/web');
    store.writeFile = () => new Promise(() => {});
    const write = client.writeFile('/web/web.vmx', bytes(''));
    socket.terminate();
    await expect(write).rejects.toEqual(fault('MigrationFault'));
    await expect(client.exists('/web')).rejects.toEqual(fault('MigrationFault'));
    await eventually('both to know it', () => events.length === 2);
    expect(events.toSorted()).toEqual([expect.stringMatching(/^\[datastore2\] is reached no more/), 'lost']);
  });

  it('counts as lost when it is silent', async () => {
    const { socket, client: connect, events } = await pair();
    const client = connect();
    await client.makeDirectory('/web');
    socket.pause();
    await eventually('the source to give up', () => events.some((event) => event.includes('silent')));
  });
});
