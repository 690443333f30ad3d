// Connections of the unmodified official client, closed at the end of each test.
import {
  connect,
  type Msg,
  type MsgCallback,
  type NatsConnection,
  type NodeConnectionOptions,
  type Subscription,
} from 'nats';
import type { Server } from './servers.ts';

const open = new Set<NatsConnection>();

export async function connectTo(
  { host, port }: Server,
  options: Partial<NodeConnectionOptions> = {},
): Promise<NatsConnection> {
  const connection = await connect({ servers: `${host}:${port}`, reconnect: false, ...options });
  open.add(connection);
  return connection;
}

/** Closes every connection that is left; for `afterEach`. */
export async function closeConnections(): Promise<void> {
  await Promise.all([...open].map((connection) => connection.close()));
  open.clear();
}

/** The next `count` messages of a subscription. */
export async function take(subscription: Subscription, count: number): Promise<Msg[]> {
  const messages: Msg[] = [];
  if (count > 0)
    for await (const message of subscription) {
      messages.push(message);
      if (messages.length === count) break;
    }
  return messages;
}

/** Every message of a subscription until it ends. */
export async function all(subscription: AsyncIterable<Msg>): Promise<Msg[]> {
  const messages: Msg[] = [];
  for await (const message of subscription) messages.push(message);
  return messages;
}

export function texts(messages: readonly Msg[]): string[] {
  return messages.map((message) => message.string());
}

/** The callback of a subscription that cannot fail. */
export function calling(handle: (message: Msg) => unknown): MsgCallback<Msg> {
  return (error, message) => {
    if (error) throw error;
    handle(message);
  };
}
