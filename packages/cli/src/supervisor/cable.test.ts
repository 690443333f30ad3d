import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { Cable, MAX_CONNECTIONS } from './cable.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A broker that says what it hears. */
async function begin() {
  const sockets = new Set<Socket>();
  const broker: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => broker.close(resolve));
  });
  const cable = await Cable.lay(`nats://127.0.0.1:${(broker.address() as AddressInfo).port}`);
  closing.push(() => cable.remove());
  const host = () => {
    const socket = connect(Number(new URL(cable.url).port), '127.0.0.1');
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
