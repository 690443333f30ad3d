// The broker as a process: how it starts, how it fails to, how it is watched and how it stops.
import { type AddressInfo, createServer } from 'node:net';
import { eventually, stopAll, TestProcess } from '@microsphere/testkit';
import type { NatsConnection } from 'nats';
import { afterEach, describe, expect, it } from 'vitest';
import type { BrokerConfiguration } from '../src/index.ts';
import { calling, closeConnections, connectTo } from './official-client.ts';
import { closeRawClients, RawClient } from './raw-client.ts';
import type { Server } from './servers.ts';

afterEach(async () => {
  closeRawClients();
  await closeConnections();
  await stopAll();
});

const start = (configuration: BrokerConfiguration) => new TestProcess('broker', configuration);

async function serving(configuration: BrokerConfiguration = {}): Promise<Server & { process: TestProcess }> {
  const process = start({ monitor: '127.0.0.1:0', ...configuration });
  const { url, monitorUrl } = await process.ready();
  const { hostname: host, port } = new URL(String(url));
  return {
    process,
    host,
    port: Number(port),
    monitorUrl: String(monitorUrl),
    kill: async () => void (await process.kill()),
    stop: async () => void (await process.stop()),
  };
}

/** The message of the one line in which it says why it can't go on. */
function lastWords({ log }: TestProcess): string {
  const lines = log.trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  return (JSON.parse(lines[0] ?? '') as { msg: string }).msg;
}

async function page(server: Server, path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${server.monitorUrl}${path}`);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('a start', () => {
  it('says where it serves', async () => {
    const process = start({});
    expect(await process.ready()).toEqual({ url: expect.stringMatching(/^nats:\/\/127\.0\.0\.1:[1-9]\d*$/) });
  });

  it.each(['listen', 'monitor'] as const)('on a port that is taken is one line and status 1: %s', async (field) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = `127.0.0.1:${(other.address() as AddressInfo).port}`;
    try {
      const process = start({ [field]: address });
      expect(await process.exited).toEqual({ code: 1, signal: null });
      expect(lastWords(process)).toBe(`can't start: ${field} ${address}: another process has this port`);
      expect(process.output).toBe('');
    } finally {
      other.close();
    }
  });

  it.each([
    [{ listen: 'here' }, /^MICROSPHERE_CONFIG: not HOST:PORT: "here", at listen$/],
    [{ maxPayloadBytes: 0 }, /^MICROSPHERE_CONFIG: .*, at maxPayloadBytes$/],
    [{ auth: { user: 'a' } }, /^MICROSPHERE_CONFIG: .*, at auth$/],
    [{ port: 4222 }, /^MICROSPHERE_CONFIG: .*"port"$/],
  ])('with %j is one line and status 2', async (configuration, message) => {
    const process = new TestProcess('broker', configuration);
    expect(await process.exited).toEqual({ code: 2, signal: null });
    expect(lastWords(process)).toMatch(message);
  });
});

describe('an end', () => {
  const closedBy = (client: NatsConnection) => client.closed().then(() => 'closed');

  it.each(['SIGTERM', 'SIGINT', 'lifeline'] as const)('by %s closes its clients and is status 0', async (how) => {
    const server = await serving();
    const client = await connectTo(server);
    if (how === 'lifeline') server.process.cutLifeline();
    else server.process.signal(how);
    expect(await server.process.exited).toEqual({ code: 0, signal: null });
    expect(await closedBy(client)).toBe('closed');
  });

  it('leaves clients their last messages, and does not wait for those that take none', async () => {
    const server = await serving();
    const [publisher, reader, deaf] = [
      await connectTo(server),
      await connectTo(server),
      await RawClient.introduced(server),
    ];
    const got: number[] = [];
    reader.subscribe('last', { callback: calling(({ data }) => got.push(data.length)) });
    await deaf.ask('SUB last 1\r\n');
    deaf.pause();
    await reader.flush();
    for (let index = 0; index < 16; index++) publisher.publish('last', Buffer.alloc(1024 * 1024));
    await publisher.flush();
    expect(await server.process.stop()).toEqual({ code: 0, signal: null });
    await closedBy(reader);
    expect(got).toEqual(Array.from({ length: 16 }, () => 1024 * 1024));
  });
});

describe('the monitor', () => {
  it('shows the broker and its connections in the words of nats-server', async () => {
    const server = await serving({ auth: { token: 'secret' } });
    const client = await connectTo(server, { token: 'secret', name: 'esx1' });
    client.subscribe('watched.>');
    client.publish('watched.a', 'hello');
    await client.flush();
    expect(await page(server, '/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
    expect((await page(server, '/varz')).body).toMatchObject({
      port: server.port,
      auth_required: true,
      connections: 1,
      total_connections: 1,
      subscriptions: 1,
      slow_consumers: 0,
      in_msgs: 1,
      out_msgs: 1,
      in_bytes: 5,
      out_bytes: 5,
      mem: expect.any(Number),
    });
    const { body } = await page(server, '/connz');
    expect(body).toMatchObject({ num_connections: 1, total: 1 });
    expect(body.connections).toEqual([
      expect.objectContaining({ name: 'esx1', lang: 'nats.js', subscriptions: 1, in_msgs: 1, out_msgs: 1 }),
    ]);
  });

  it('lists no more connections than it is asked for', async () => {
    const server = await serving();
    await Promise.all([connectTo(server), connectTo(server), connectTo(server)]);
    expect((await page(server, '/connz?limit=2')).body).toMatchObject({ num_connections: 2, total: 3 });
    expect((await page(server, '/connz?limit=none')).status).toBe(400);
  });

  it('forgets who has gone, and what they had subscribed to', async () => {
    const server = await serving();
    const client = await RawClient.introduced(server);
    await client.ask('SUB a 1\r\nSUB b.* 2 \r\nSUB c q 3\r\n');
    expect((await page(server, '/varz')).body).toMatchObject({ connections: 1, subscriptions: 3 });
    client.close();
    await eventually('the broker to forget', async () => {
      const { connections, subscriptions } = (await page(server, '/varz')).body;
      return connections === 0 && subscriptions === 0;
    });
  });

  it('refuses what it does not have', async () => {
    const server = await serving();
    expect(await page(server, '/jsz')).toEqual({
      status: 404,
      body: { error: '/jsz: there are /varz, /connz and /healthz' },
    });
    expect((await fetch(`${server.monitorUrl}/varz`, { method: 'POST' })).status).toBe(405);
  });
});
