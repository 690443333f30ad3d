import { createSocket, type Socket } from 'node:dgram';
import { afterEach, expect, it, vi } from 'vitest';
import { RefusedError } from '../errors.ts';
import { MAX_PUBLICATIONS, MAX_SEND_QUEUE_BYTES, type PortRange, Publications } from './publications.ts';
import { address } from './testing.ts';

const opened: Publications[] = [];
const sockets: Socket[] = [];

function publications(options: { portRange?: PortRange; bindAddress?: string } = {}): Publications {
  const made = new Publications({
    bindAddress: options.bindAddress ?? '127.0.0.1',
    portRange: options.portRange,
    log: { warn: () => {} },
    receive: () => {},
  });
  opened.push(made);
  return made;
}

/** A port that somebody else has. */
async function takenPort(): Promise<number> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  await new Promise<void>((resolve) => socket.bind({ address: '127.0.0.1', port: 0 }, resolve));
  return socket.address().port;
}

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((made) => made.close()));
  for (const socket of sockets.splice(0)) socket.close();
});

const service = (index: number) => ({ address: address('10.10.0.11'), port: 7000 + index });

it('gives a service that is published again the port that it has', async () => {
  const made = publications();
  const [first, same] = await Promise.all([made.publish(service(0)), made.publish(service(0))]);
  expect(same).toEqual(first);
  expect(await made.publish({ ...service(0), localPort: first.localPort })).toEqual(first);
  await expect(made.publish({ ...service(0), localPort: first.localPort === 1 ? 2 : 1 })).rejects.toThrow(
    `10.10.0.11:7000 is published at port ${first.localPort} already`,
  );
  expect(made.list()).toEqual([first]);
  expect(await made.unpublish(service(0))).toBe(true);
  expect(await made.unpublish(service(0))).toBe(false);
  expect(made.list()).toEqual([]);
});

it('uses the next free port of its range, and no other', async () => {
  const port = await takenPort();
  const made = publications({ portRange: { first: port, last: port } });
  await expect(made.publish(service(0))).rejects.toThrow(
    `publish 10.10.0.11:7000 at ${port} to ${port}: all ports are taken`,
  );
  await expect(made.publish({ ...service(0), localPort: port - 1 })).rejects.toMatchObject({ refusal: 'badRequest' });
  sockets.pop()?.close();
  expect(await made.publish(service(0))).toMatchObject({ localAddress: '127.0.0.1', localPort: port });
});

it('says who is in the way', async () => {
  const localPort = await takenPort();
  const refused = publications().publish({ ...service(0), localPort });
  await expect(refused).rejects.toBeInstanceOf(RefusedError);
  await expect(refused).rejects.toThrow(
    `publish 10.10.0.11:7000 at 127.0.0.1:${localPort}: another process has this port`,
  );
});

it('is reached at loopback when it is bound to every address', async () => {
  expect(await publications({ bindAddress: '0.0.0.0' }).publish(service(0))).toMatchObject({
    service: { address: address('10.10.0.11'), port: 7000 },
    localAddress: '127.0.0.1',
  });
});

it('publishes a limited number of services', async () => {
  const made = publications();
  await Promise.all(Array.from({ length: MAX_PUBLICATIONS }, (_, index) => made.publish(service(index))));
  await expect(made.publish(service(MAX_PUBLICATIONS))).rejects.toMatchObject({ refusal: 'tooMany' });
  await made.unpublish(service(0));
  await made.publish(service(MAX_PUBLICATIONS));
});

it('loses datagrams to clients while too much waits to be sent, and of services that are not published', async () => {
  const made = publications();
  await made.publish(service(0));
  const client = { address: '127.0.0.1', port: await takenPort() };
  const received = new Promise<string>((resolve) => sockets[0]!.once('message', (text) => resolve(text.toString())));
  const queue = vi.spyOn(sockets[0]!.constructor.prototype, 'getSendQueueSize');
  queue.mockReturnValue(MAX_SEND_QUEUE_BYTES + 1);
  made.deliver(service(0), client, Buffer.from('lost'));
  queue.mockReturnValue(MAX_SEND_QUEUE_BYTES);
  made.deliver(service(1), client, Buffer.from('not published'));
  made.deliver(service(0), client, Buffer.from('received'));
  expect(await received).toBe('received');
  expect(made.droppedDatagrams).toBe(2);
});
