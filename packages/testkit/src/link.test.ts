import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { closeLinks, Link } from './link.ts';
import { eventually } from './waiting.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  closeLinks();
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers everything with its name. */
async function answering(name: string): Promise<string> {
  const server = createServer((socket) => socket.on('data', () => socket.write(name)).on('error', () => {}));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `nats://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function open(link: Link): Promise<Socket> {
  const socket = connect(Number(new URL(link.url).port), '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

async function asked(socket: Socket): Promise<string> {
  socket.write('?');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return answer.toString();
}

it('keeps the scheme, and is cut and whole again', async () => {
  const link = await Link.open(await answering('a'));
  expect(link.url).toMatch(/^nats:\/\/127\.0\.0\.1:\d+$/);
  const before = await open(link);
  expect(await asked(before)).toBe('a');
  link.pull();
  await once(before, 'close');
  await once(await open(link), 'close');
  link.plug();
  expect(await asked(await open(link))).toBe('a');
});

it('holds up what is sent, and lets it go in its order', async () => {
  const link = await Link.open(await answering('a'));
  const socket = await open(link);
  expect(await asked(socket)).toBe('a');
  link.hold();
  let heard = '';
  socket.on('data', (bytes) => {
    heard += bytes;
  });
  socket.write('?');
  await eventually('it to be on its way', () => socket.writableLength === 0);
  expect(heard).toBe('');
  link.letGo();
  await eventually('the answer', () => heard === 'a');
});

it('leads elsewhere, for whoever connects again', async () => {
  const link = await Link.open(await answering('a'));
  const before = await open(link);
  expect(await asked(before)).toBe('a');
  link.lead(await answering('b'));
  await once(before, 'close');
  expect(await asked(await open(link))).toBe('b');
});
