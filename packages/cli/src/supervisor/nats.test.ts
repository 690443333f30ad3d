import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { StartError } from './child.ts';
import { runningBroker } from './nats.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listen(onConnection: (socket: Socket) => void): Promise<string> {
  const server = createServer(onConnection);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Greets in two pieces. */
const greet = (socket: Socket) => {
  socket.write('INF', () => socket.write('O {"server_id":"x"} \r\n'));
};

async function nobody(): Promise<string> {
  const address = await listen(() => {});
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return address;
}

it('takes a broker that greets', async () => {
  const url = `nats://${await listen(greet)}`;
  expect(await runningBroker([url])).toEqual({ url });
});

it('takes a list of which one greets', async () => {
  const urls = [`nats://${await nobody()}`, `nats://${await listen(greet)}`];
  expect(await runningBroker(urls)).toEqual({ url: urls.join(',') });
});

it.each([
  ['nobody', nobody, 'nobody listens there'],
  ['another server', () => listen((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n')), 'no NATS server'],
  ['who hangs up', () => listen((socket) => socket.end()), 'closed without a greeting'],
])('says what is wrong with %s', async (_what, there, complaint) => {
  const address = await there();
  const broker = runningBroker([`nats://${address}`]);
  await expect(broker).rejects.toThrow(StartError);
  await expect(broker).rejects.toThrow(`NATS_URL: no NATS server answers at ${address}: `);
  await expect(broker).rejects.toThrow(complaint);
});
