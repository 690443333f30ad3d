import { createSocket } from 'node:dgram';
import { request } from 'node:http';
import { encodeFrameBatch, MAX_BATCH_BYTES, MAX_UDP_PAYLOAD_BYTES } from '@microsphere/ethernet';
import { encodeFrame, pb } from '@microsphere/proto';
import { eventually, stopAll, TestProcess } from '@microsphere/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { MAX_UPLINKS } from '../src/uplink-server.ts';
import { stopHosts, TestHost } from './test-host.ts';

const WEB = '00:50:56:9a:00:01';
const DATABASE = '00:50:56:9a:00:02';
let running: TestProcess;
let endpoint: string;
let url: string;
const clients: { close(): void }[] = [];

function configuration(more: object = {}) {
  return { timing: 'fast', gateway: { address: '10.10.0.1', prefix: 24 }, ...more };
}

async function start(more: object = {}): Promise<void> {
  running = new TestProcess('switch', configuration(more));
  const facts = await running.ready();
  endpoint = String(facts.endpoint);
  url = String(facts.url);
}

beforeEach(() => start());

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  stopHosts();
  await stopAll();
});

async function call(path: string, method = 'GET', body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${url}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  return { status: response.status, body: await response.json() };
}

const ping = async (address: string, timeoutMs: number) =>
  (await call(`/ping?address=${address}&timeoutMs=${timeoutMs}`)).body as { received: boolean; rttMs: number };

/** A ping may be lost, as long as one of many is answered. */
const answersPing = (address: string) =>
  eventually(`an answer of ${address} to a ping`, async () => (await ping(address, 500)).received);

interface MacTableRow {
  readonly macAddress: string;
  readonly port: string;
  readonly connected: boolean;
  readonly ageMs: number;
  readonly moves: number;
}

async function macTableRow(macAddress: string): Promise<MacTableRow | undefined> {
  const table = (await call('/mac-table')).body as MacTableRow[];
  return table.find((row) => row.macAddress === macAddress);
}

interface Published {
  readonly localAddress: string;
  readonly localPort: number;
}

async function publish(address: string, port: number): Promise<Published> {
  const { status, body } = await call('/publications', 'POST', { address, port });
  expect(status).toBe(200);
  return body as Published;
}

/** A client of a published service. */
class UdpClient {
  readonly answers: string[] = [];
  private readonly socket = createSocket('udp4');
  private readonly to: Published;

  constructor(to: Published) {
    this.to = to;
    this.socket.on('message', (message) => this.answers.push(message.toString()));
    clients.push(this.socket);
  }

  send(payload: string | Uint8Array): void {
    this.socket.send(payload, this.to.localPort, this.to.localAddress);
  }

  /** Sends until there is an answer: datagrams may be lost. */
  async ask(question: string): Promise<void> {
    await eventually(`an answer to ${question}`, () => {
      this.send(question);
      return this.answers.includes(question);
    });
  }
}

describe('switching', () => {
  it('carries frames between the guests of two hosts, and shows where they are', async () => {
    const web = (await TestHost.connect(endpoint, 'esx01')).powerOn(WEB, '10.10.0.11');
    const database = (await TestHost.connect(endpoint, 'esx02')).powerOn(DATABASE, '10.10.0.12');
    await eventually('both in the MAC table', async () => (await macTableRow(WEB)) && (await macTableRow(DATABASE)));
    for (let index = 0; index < 300; index += 1) web.send(DATABASE, `to the database ${index}`);
    await eventually('300 frames', () => database.messages.length === 300);
    expect(database.messages).toEqual(Array.from({ length: 300 }, (_, index) => `to the database ${index}`));
    database.send(WEB, 'to the web');
    await eventually('the answer', () => web.messages.length === 1);
    expect(await macTableRow(DATABASE)).toMatchObject({ port: 'esx02', connected: true, moves: 0 });
  });

  it('follows a guest that moves, and one whose host dies', async () => {
    const first = await TestHost.connect(endpoint, 'esx01');
    const second = await TestHost.connect(endpoint, 'esx02');
    const other = (await TestHost.connect(endpoint, 'esx03')).powerOn(DATABASE, '10.10.0.12');
    const before = first.powerOn(WEB, '10.10.0.11');
    await eventually('the guest at its first place', async () => (await macTableRow(WEB))?.port === 'esx01');
    await answersPing('10.10.0.11');

    const after = second.powerOn(WEB, '10.10.0.11');
    before.powerOff();
    await eventually('the guest at its second place', async () => (await macTableRow(WEB))?.port === 'esx02');
    expect(await macTableRow(WEB)).toMatchObject({ moves: 1 });
    other.send(WEB, 'after vMotion');
    await eventually('a frame at the second place', () => after.messages.includes('after vMotion'));
    await answersPing('10.10.0.11');

    second.close();
    await eventually('its port down', async () => (await macTableRow(WEB))?.connected === false);
    expect(await ping('10.10.0.11', 200)).toEqual({ received: false });
    const restarted = first.powerOn(WEB, '10.10.0.11');
    await answersPing('10.10.0.11');
    expect(await macTableRow(WEB)).toMatchObject({ port: 'esx01', moves: 2 });
    other.send(WEB, 'after HA');
    await eventually('a frame at the third place', () => restarted.messages.includes('after HA'));
    expect(after.messages).toEqual(['after vMotion']);
  });

  it('is found again by its hosts after a restart, with their guests', async () => {
    const web = (await TestHost.connect(endpoint, 'esx01')).powerOn(WEB, '10.10.0.11');
    await answersPing('10.10.0.11');
    const { host } = new URL(url);
    await running.kill();
    await start({ listen: host });
    await answersPing('10.10.0.11');
    expect(await macTableRow(WEB)).toMatchObject({ port: 'esx01' });
    expect(web.received.length).toBeGreaterThan(2);
  });

  it('lets a host that connects anew take the place of its old connection', async () => {
    const first = await connectRaw('esx01');
    const second = await connectRaw('esx01');
    expect(await first.closed).toBe('1008 the host has connected anew');
    expect(second.socket.readyState).toBe(WebSocket.OPEN);
  });
});

/** A ws connection without an `Uplink` around it. */
async function connectRaw(host: string) {
  const socket = new WebSocket(`${endpoint}?host=${host}`);
  clients.push({ close: () => socket.terminate() });
  const closed = new Promise<string>((resolve) => {
    socket.on('close', (code, reason) => resolve(`${code} ${reason.toString()}`));
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return { socket, closed };
}

describe('messages that are none', () => {
  const short = encodeFrame(pb.FrameBatch, { lengths: [13] }, Buffer.alloc(13));
  const cut = encodeFrameBatch([Buffer.alloc(60)]).subarray(0, -1);
  it.each([
    ['garbage', Buffer.from('garbage'), /^1002 frame header of \d+ bytes, at most/],
    ['a frame that is too short', short, /^1002 batch with an Ethernet frame of 13 bytes/],
    ['a truncated message', cut, /^1002 batch of 59 bytes whose frames have 60 bytes/],
    ['an oversized message', Buffer.alloc(MAX_BATCH_BYTES + 1), /^1009/],
    ['a text', 'hello', /^1003 a text message is no batch of frames/],
  ])('%s: closes its own connection only, and says why', async (_what, message, reason) => {
    const web = (await TestHost.connect(endpoint, 'esx01')).powerOn(WEB, '10.10.0.11');
    const database = (await TestHost.connect(endpoint, 'esx02')).powerOn(DATABASE, '10.10.0.12');
    const { socket, closed } = await connectRaw('esx03');
    socket.send(message);
    expect(await closed).toMatch(reason);
    web.send(DATABASE, 'still here');
    await eventually('a frame', () => database.messages.includes('still here'));
  });

  it.each(['', 'gateway', 'no%20name', 'x'.repeat(300)])('refuses an uplink of host "%s"', async (host) => {
    const { closed } = await connectRaw(host);
    expect(await closed).toBe('1008 an uplink is /uplink?host=NAME');
    expect((await call('/health')).status).toBe(200);
  });

  it('has a limited number of ports', async () => {
    const hosts = await Promise.all(Array.from({ length: MAX_UPLINKS }, (_, index) => connectRaw(`esx${index}`)));
    const { closed } = await connectRaw('one-too-many');
    expect(await closed).toBe(`1013 all ${MAX_UPLINKS} ports are taken`);
    expect(hosts.filter(({ socket }) => socket.readyState !== WebSocket.OPEN)).toEqual([]);
  });

  it('refuses ws connections elsewhere', async () => {
    const socket = new WebSocket(endpoint.replace('/uplink', '/console'));
    const error = await new Promise<Error>((resolve) => socket.on('error', resolve));
    expect(error.message).toBe('Unexpected server response: 404');
  });
});

describe('ping', () => {
  it('measures the way to guests and back, many at a time', async () => {
    const host = await TestHost.connect(endpoint, 'esx01');
    const addresses = Array.from({ length: 20 }, (_, index) => `10.10.0.${index + 11}`);
    for (const [index, address] of addresses.entries())
      host.powerOn(`00:50:56:9a:01:${(index + 16).toString(16)}`, address);
    const results = await Promise.all(
      [...addresses, ...addresses].map(async (address) => ({ address, ...(await ping(address, 30_000)) })),
    );
    for (const { address, received, rttMs } of results) {
      expect(received, address).toBe(true);
      expect(rttMs).toBeGreaterThan(0);
    }
    expect(await ping('10.10.0.99', 100)).toEqual({ received: false });
  });
});

describe('publications', () => {
  it('are round trips for many clients at once', async () => {
    const host = await TestHost.connect(endpoint, 'esx01');
    host.powerOn(WEB, '10.10.0.11');
    host.powerOn(DATABASE, '10.10.0.12');
    const services = [await publish('10.10.0.11', 7000), await publish('10.10.0.12', 7000)];
    const asking = Array.from({ length: 100 }, (_, index) => new UdpClient(services[index % 2]!));
    await Promise.all(asking.map((client, index) => client.ask(`question ${index}`)));
    for (const [index, client] of asking.entries())
      expect(new Set(client.answers)).toEqual(new Set([`question ${index}`]));
  });

  it('go on when the guest is restarted on another host', async () => {
    const first = await TestHost.connect(endpoint, 'esx01');
    const second = await TestHost.connect(endpoint, 'esx02');
    first.powerOn(WEB, '10.10.0.11');
    const client = new UdpClient(await publish('10.10.0.11', 7000));
    await client.ask('before');
    first.close();
    client.send('lost');
    second.powerOn(WEB, '10.10.0.11');
    await client.ask('after');
    // The same address on another adapter: only ARP can tell.
    second.close();
    const third = await TestHost.connect(endpoint, 'esx03');
    third.powerOn(DATABASE, '10.10.0.11');
    await client.ask('with another adapter');
  });

  it('carry datagrams of every size that fits a frame', async () => {
    (await TestHost.connect(endpoint, 'esx01')).powerOn(WEB, '10.10.0.11');
    const client = new UdpClient(await publish('10.10.0.11', 7000));
    await client.ask('first');
    client.send(Buffer.alloc(MAX_UDP_PAYLOAD_BYTES + 1, 'x'));
    await client.ask('x'.repeat(MAX_UDP_PAYLOAD_BYTES));
    await client.ask('last');
    expect(client.answers.every(({ length }) => length <= MAX_UDP_PAYLOAD_BYTES)).toBe(true);
    expect((await call('/statistics')).body).toMatchObject({ gateway: { oversizedDatagrams: 1 } });
  });

  it('are the same when they are made again, listed, and ended', async () => {
    const published = await publish('10.10.0.11', 7000);
    expect(published).toMatchObject({ address: '10.10.0.11', port: 7000, localAddress: '127.0.0.1' });
    expect(await publish('10.10.0.11', 7000)).toEqual(published);
    expect((await call('/publications')).body).toEqual([published]);
    expect(await call('/publications?address=10.10.0.11&port=7000', 'DELETE')).toEqual({ status: 200, body: {} });
    expect((await call('/publications')).body).toEqual([]);
    expect(await call('/publications?address=10.10.0.11&port=7000', 'DELETE')).toEqual({
      status: 404,
      body: { error: '10.10.0.11:7000 is not published' },
    });
  });
});

describe('requests that are refused', () => {
  it.each([
    ['GET', '/nothing', undefined, 404, 'there is no /nothing'],
    ['GET', '/constructor', undefined, 404, 'there is no /constructor'],
    ['PUT', '/mac-table', undefined, 405, '/mac-table knows GET'],
    ['GET', '/ping', undefined, 400, 'address: '],
    ['GET', '/ping?address=10.10.0', undefined, 400, 'address: not an IPv4 address: "10.10.0"'],
    ['GET', '/ping?address=10.10.0.11&timeoutMs=never', undefined, 400, 'timeoutMs: '],
    ['GET', '/ping?address=10.10.1.11', undefined, 400, "10.10.1.11 is no guest's address on the VM network"],
    ['POST', '/publications', { address: '10.10.0.1', port: 1 }, 400, "10.10.0.1 is no guest's address"],
    ['POST', '/publications', { address: '10.10.0.11', port: 0 }, 400, 'port: '],
    ['POST', '/publications', { address: '10.10.0.11', port: 1, more: 1 }, 400, 'Unrecognized key'],
    ['POST', '/publications', undefined, 400, 'the body is not JSON'],
    ['POST', '/publications', { address: 'x'.repeat(100_000), port: 1 }, 413, 'the body has more than 4096 bytes'],
    ['DELETE', '/publications?address=10.10.0.11', undefined, 400, 'port: '],
  ])('%s %s', async (method, path, body, status, error) => {
    const answer = await call(path, method, body);
    expect(answer).toMatchObject({ status, body: { error: expect.stringContaining(error) } });
  });

  it('are refused when they are no URL, or end before they are complete', async () => {
    const { hostname, port } = new URL(url);
    const status = await new Promise((resolve, reject) =>
      request({ hostname, port, path: '//' }, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end(),
    );
    expect(status).toBe(400);
    const cut = request(`${url}/publications`, { method: 'POST', headers: { 'content-length': 100 } });
    const ended = new Promise((resolve) => cut.on('close', resolve).on('error', () => {}));
    await new Promise<void>((resolve) => cut.write('{', () => resolve()));
    cut.destroy();
    await ended;
    expect((await call('/health')).body).toEqual({ status: 'ok' });
  });
});

describe('start', () => {
  it('publishes what its configuration says, at the port that it says', async () => {
    const free = createSocket('udp4');
    await new Promise<void>((resolve) => free.bind({ address: '127.0.0.1', port: 0 }, resolve));
    const localPort = free.address().port;
    await new Promise<void>((resolve) => free.close(resolve));
    await running.stop();
    await start({ publish: [{ address: '10.10.0.11', port: 7000, localPort }] });
    expect(await publish('10.10.0.11', 7000)).toMatchObject({ localPort });
  });

  it('is advertised under the address that hosts know it by', async () => {
    const advertised = new TestProcess('switch', configuration({ advertise: 'switch:8698' }));
    expect(await advertised.ready()).toEqual({ endpoint: 'ws://switch:8698/uplink', url: 'http://switch:8698' });
  });

  it('ends with one clear line when a port is taken', async () => {
    const second = new TestProcess('switch', configuration({ listen: new URL(url).host }));
    await expect(second.ready()).rejects.toThrow(
      `can't start: listen ${new URL(url).host}: another process has this port`,
    );
    expect(await second.exited).toEqual({ code: 1, signal: null });

    const { localPort } = await publish('10.10.0.11', 7000);
    const third = new TestProcess(
      'switch',
      configuration({ publish: [{ address: '10.10.0.11', port: 7000, localPort }] }),
    );
    await expect(third.ready()).rejects.toThrow(
      `can't start: publish 10.10.0.11:7000 at 127.0.0.1:${localPort}: another process has this port`,
    );
    expect(await third.exited).toEqual({ code: 1, signal: null });
  });

  it('ends with one clear line when its configuration is wrong', async () => {
    const wrong = new TestProcess('switch', configuration({ gateway: { address: '10.10.0.1/24', prefix: 33 } }));
    await expect(wrong.ready()).rejects.toThrow(/not an IPv4 address.*gateway\.address/s);
    expect(await wrong.exited).toEqual({ code: 2, signal: null });
  });

  it('stops when it is told, with uplinks up', async () => {
    await TestHost.connect(endpoint, 'esx01');
    running.signal('SIGTERM');
    expect(await running.exited).toEqual({ code: 0, signal: null });
  });
});
