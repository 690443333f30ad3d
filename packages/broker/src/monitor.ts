// Monitoring over HTTP, as nats-server offers it on port 8222: /varz (the broker), /connz (its connections) and /healthz.
// Field names are nats-server's, so that its tools can read them.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { ListenAddress } from '@microsphere/process';
import type { Broker } from './broker.ts';

/** Connections that /connz lists at once when it is not asked for another number; nats-server's default. */
const CONNECTIONS_SHOWN = 1024;

function varz(broker: Broker) {
  const { statistics } = broker;
  const { host, port } = broker.address();
  return {
    server_id: broker.serverId,
    server_name: 'microsphere-broker',
    version: broker.version,
    proto: 1,
    host,
    port,
    auth_required: broker.authorization !== undefined,
    max_connections: broker.limits.maxConnections,
    max_payload: broker.limits.maxPayloadBytes,
    max_pending: broker.limits.maxPendingBytes,
    max_control_line: broker.limits.maxControlLineBytes,
    start: new Date(broker.startedAt).toISOString(),
    now: new Date(broker.wallClock()).toISOString(),
    mem: process.memoryUsage.rss(),
    connections: broker.clients.size,
    total_connections: statistics.totalConnections,
    subscriptions: broker.sublist.size,
    slow_consumers: statistics.slowConsumers,
    in_msgs: statistics.inMessages,
    out_msgs: statistics.outMessages,
    in_bytes: statistics.inBytes,
    out_bytes: statistics.outBytes,
  };
}

function connz(broker: Broker, limit: number) {
  const shown = [...broker.clients.values()].slice(0, limit);
  return {
    server_id: broker.serverId,
    num_connections: shown.length,
    total: broker.clients.size,
    connections: shown.map((client) => ({
      cid: client.id,
      ip: client.remote.address,
      port: client.remote.port,
      name: client.options.name,
      lang: client.options.lang,
      version: client.options.version,
      subscriptions: client.subscriptions.size,
      pending_bytes: client.output.pendingBytes,
      in_msgs: client.statistics.inMessages,
      out_msgs: client.statistics.outMessages,
      in_bytes: client.statistics.inBytes,
      out_bytes: client.statistics.outBytes,
    })),
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function answer(broker: Broker, request: IncomingMessage): Answer {
  const url = new URL(request.url ?? '/', 'http://broker');
  if (request.method !== 'GET') return { status: 405, body: { error: `${request.method} is not supported: GET` } };
  switch (url.pathname) {
    case '/varz':
      return { status: 200, body: varz(broker) };
    case '/connz': {
      const limit = Number(url.searchParams.get('limit') ?? CONNECTIONS_SHOWN);
      if (!Number.isInteger(limit) || limit < 1)
        return { status: 400, body: { error: 'limit: not a positive whole number' } };
      return { status: 200, body: connz(broker, limit) };
    }
    case '/healthz':
      return { status: 200, body: { status: 'ok' } };
    default:
      return { status: 404, body: { error: `${url.pathname}: there are /varz, /connz and /healthz` } };
  }
}

/** Serves the monitoring pages of a broker; resolves once it listens. Rejects with the system's error. */
export async function startMonitor(broker: Broker, { host, port }: ListenAddress): Promise<Server> {
  const server = createServer((request, response) => {
    const { status, body } = answer(broker, request);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(`${JSON.stringify(body)}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return server;
}
