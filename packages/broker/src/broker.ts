// The broker: who is connected, who wants what, and whom each message goes to. Everything happens in the turn in which a
// chunk of bytes arrives: its operations are carried out, then all clients that got something are flushed once.
import { createServer, type Server, type Socket } from 'node:net';
import type { ListenAddress, Logger } from '@microsphere/process';
import type { Authorization } from './authorization.ts';
import { Client, type Subscription } from './client.ts';
import { type Limits, MAX_CACHED_SUBJECTS, PATROL_INTERVAL_MS, PUBLISHER_STALL_MS } from './limits.ts';
import { type Publish, violations } from './operations.ts';
import { Sublist } from './sublist.ts';

/** The version of nats-server whose core protocol this is; clients derive from it what they may use. */
const PROTOCOL_VERSION = '2.9.10';
/** A publisher is held back when one of its receivers has this share of its limit pending. */
const STALL_SHARE = 0.5;

/** The broker's contact with the world. */
export interface Environment {
  readonly log: Logger;
  /** Monotonic milliseconds. */
  now(): number;
  /** Milliseconds since the epoch. */
  wallClock(): number;
  /** At least 0, less than 1: which member of a queue group gets a message. */
  random(): number;
}

export interface BrokerOptions {
  readonly listen: ListenAddress;
  readonly authorization?: Authorization | undefined;
  readonly limits: Limits;
}

export class Broker {
  readonly limits: Limits;
  readonly authorization: Authorization | undefined;
  readonly log: Logger;
  readonly now: () => number;
  readonly startedAt: number;
  readonly sublist = new Sublist<Subscription>(MAX_CACHED_SUBJECTS);
  readonly clients = new Map<number, Client>();
  readonly statistics = {
    inMessages: 0,
    outMessages: 0,
    inBytes: 0,
    outBytes: 0,
    slowConsumers: 0,
    totalConnections: 0,
  };
  readonly serverId: string;
  readonly version = PROTOCOL_VERSION;
  private readonly environment: Environment;
  private readonly listen: ListenAddress;
  private readonly server: Server;
  private readonly unflushed = new Set<Client>();
  private patrolTimer: NodeJS.Timeout | undefined;

  constructor(options: BrokerOptions, environment: Environment) {
    this.limits = options.limits;
    this.authorization = options.authorization;
    this.listen = options.listen;
    this.environment = environment;
    this.log = environment.log;
    this.now = () => environment.now();
    this.startedAt = environment.wallClock();
    this.serverId = Array.from({ length: 56 }, () => Math.floor(environment.random() * 36).toString(36))
      .join('')
      .toUpperCase();
    this.server = createServer((socket) => this.accept(socket));
  }

  /** Opens the listener; resolves with the address that it got. Rejects with the system's error. */
  async start(): Promise<ListenAddress> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.listen.port, this.listen.host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    const interval = Math.min(
      PATROL_INTERVAL_MS,
      this.limits.pingIntervalMs / 4,
      this.limits.authorizationTimeoutMs / 4,
      this.limits.writeDeadlineMs / 4,
    );
    this.patrolTimer = setInterval(() => {
      const now = this.now();
      for (const client of this.clients.values()) client.patrol(now);
    }, interval);
    return this.address();
  }

  /** Closes the listener and the clients; each may still take what is its own, for `LINGER_MS`. */
  async stop(): Promise<void> {
    clearInterval(this.patrolTimer);
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const client of this.clients.values()) client.end('the broker stops');
    await closed;
  }

  address(): ListenAddress {
    const address = this.server.address();
    if (address === null || typeof address === 'string') return this.listen;
    return { host: this.listen.host, port: address.port };
  }

  /** Milliseconds since the epoch. */
  wallClock(): number {
    return this.environment.wallClock();
  }

  /** What a client is told first. */
  info(client: Client) {
    return {
      server_id: this.serverId,
      server_name: 'microsphere-broker',
      version: this.version,
      proto: 1,
      host: this.listen.host,
      port: this.address().port,
      headers: true,
      max_payload: this.limits.maxPayloadBytes,
      client_id: client.id,
      client_ip: client.remote.address,
      ...(this.authorization ? { auth_required: true } : {}),
    };
  }

  /** Hands a message to everybody who wants it. */
  publish(from: Client, message: Publish): void {
    this.statistics.inMessages++;
    this.statistics.inBytes += message.payload.length;
    const matches = this.sublist.match(message.subject);
    let delivered = false;
    for (const subscription of matches.plain) if (this.deliver(from, subscription, message)) delivered = true;
    for (const members of matches.queues) {
      // Anyone may be first; whoever can't be reached passes it on to the next.
      const first = Math.floor(this.environment.random() * members.length);
      for (let index = 0; index < members.length; index++) {
        if (!this.deliver(from, members[(first + index) % members.length]!, message)) continue;
        delivered = true;
        break;
      }
    }
    if (!delivered && message.reply !== undefined && from.options.no_responders) this.noResponders(from, message.reply);
  }

  /** This client has got output in this turn. */
  willFlush(client: Client): void {
    this.unflushed.add(client);
  }

  flush(): void {
    for (const client of this.unflushed) if (!client.closed) client.output.flush();
    this.unflushed.clear();
  }

  /** A client is closed. */
  left(client: Client, why: string): void {
    this.clients.delete(client.id);
    this.unflushed.delete(client);
    this.log.debug({ client: client.id, name: client.options.name, remote: client.remote }, `disconnected: ${why}`);
  }

  private accept(socket: Socket): void {
    if (this.clients.size >= this.limits.maxConnections) {
      this.log.warn({ remote: socket.remoteAddress }, violations.maxConnections);
      socket.on('error', () => {}); // it may be gone already
      socket.end(`-ERR '${violations.maxConnections}'\r\n`, () => socket.destroy());
      return;
    }
    const client = new Client(++this.statistics.totalConnections, socket, this);
    this.clients.set(client.id, client);
    this.log.debug({ client: client.id, remote: client.remote }, 'connected');
  }

  private deliver(from: Client, subscription: Subscription, message: Publish): boolean {
    const to = subscription.client;
    if (to === from && !from.options.echo) return false;
    if (!to.deliver(subscription, message)) return false;
    if (to !== from && to.output.pendingBytes > this.limits.maxPendingBytes * STALL_SHARE)
      from.stall(PUBLISHER_STALL_MS);
    return true;
  }

  /** Answers in the place of the responders that there are not, if the asker listens for the answer. */
  private noResponders(from: Client, reply: string): void {
    const inbox = this.sublist.match(reply).plain.find((subscription) => subscription.client === from);
    if (inbox) from.deliverNoResponders(inbox, reply);
  }
}
