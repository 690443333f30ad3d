import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { Cable, MAX_CONNECTIONS } from './cable.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A server; returns its URL. */
async function serve(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `nats://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A cable to a server that says what it hears. */
async function begin() {
  const cable = await Cable.lay(await serve((socket) => socket.pipe(socket)));
  closing.push(() => cable.remove());
  const host = () => {
    const socket = connect(Number(cable.address.split(':')[1]), '127.0.0.1');
    socket.on('error', () => {});
    closing.push(() => socket.destroy());
    return socket;
  };
  return { cable, host };
}

const heard = (socket: Socket) =>
  new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
const closed = (socket: Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()));

it('lets everything through until it is pulled, and nothing until it is plugged in again', async () => {
  const { cable, host } = await begin();
  const before = host();
  before.write('one');
  expect(await heard(before)).toBe('one');
  cable.pull();
  await closed(before);
  expect(cable.isPlugged).toBe(false);
  await closed(host());
  cable.plug();
  const after = host();
  after.write('two');
  expect(await heard(after)).toBe('two');
});

it('has room for so many connections', async () => {
  const { host } = await begin();
  const sockets = Array.from({ length: MAX_CONNECTIONS }, host);
  for (const socket of sockets) {
    socket.write('x');
    await heard(socket);
  }
  await closed(host());
});

it('leads elsewhere from now on', async () => {
  const { cable, host } = await begin();
  const early = host();
  early.write('one');
  expect(await heard(early)).toBe('one');
  cable.lead(await serve((socket) => socket.end('another')));
  expect(await heard(host())).toBe('another');
  early.write('two');
  expect(await heard(early)).toBe('two');
});

it('delivers all of what was sent over a slow and long cable before its sender closed', async () => {
  const { cable, host } = await begin();
  const sent = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
  cable.lead(await serve((socket) => socket.end(sent)));
  cable.quality = { delayMs: 2, bytesPerSecond: 10_000_000 };
  const socket = host();
  const received: Buffer[] = [];
  socket.on('data', (bytes) => received.push(bytes as Buffer));
  await closed(socket);
  expect(Buffer.concat(received).equals(sent)).toBe(true);
});
