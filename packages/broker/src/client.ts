// One connection: its half of the protocol, its subscriptions and what it is still owed. It decides nothing about others;
// whom a message goes to is the broker's business.
import type { Socket } from 'node:net';
import { z } from 'zod';
import { isAuthorized } from './authorization.ts';
import type { Broker } from './broker.ts';
import { LINGER_MS } from './limits.ts';
import {
  type Connect,
  type Operation,
  ProtocolError,
  type Publish,
  type Subscribe,
  type Unsubscribe,
  type Violation,
  violations,
} from './operations.ts';
import { Output } from './output.ts';
import { Parser } from './parser.ts';
import { isValidLiteralSubject, isValidSubject } from './subject.ts';

/** NATS/1.0 503, and no more: the answer to a request for which there is nobody. */
const NO_RESPONDERS = 'NATS/1.0 503\r\n\r\n';

/** What a client may ask for in CONNECT; the defaults are those of nats-server (server/client.go, defaultOpts). */
const connectOptions = z.object({
  verbose: z.boolean().default(true),
  pedantic: z.boolean().default(true),
  echo: z.boolean().default(true),
  headers: z.boolean().default(false),
  no_responders: z.boolean().default(false),
  user: z.string().optional(),
  pass: z.string().optional(),
  auth_token: z.string().optional(),
  name: z.string().default(''),
  lang: z.string().default(''),
  version: z.string().default(''),
});

export interface Subscription {
  readonly client: Client;
  readonly sid: string;
  readonly subject: string;
  readonly queue: string | undefined;
  delivered: number;
  /** Removed after so many; undefined: never. */
  maxMessages: number | undefined;
  removed: boolean;
}

export class Client {
  readonly id: number;
  readonly startedAt: number;
  readonly remote: { readonly address: string; readonly port: number };
  readonly output: Output;
  readonly subscriptions = new Map<string, Subscription>();
  readonly statistics = { inMessages: 0, outMessages: 0, inBytes: 0, outBytes: 0 };
  options: z.infer<typeof connectOptions> = connectOptions.parse({});
  lastActivityAt: number;
  closed = false;
  private readonly broker: Broker;
  private readonly socket: Socket;
  private readonly parser: Parser;
  private authorized: boolean;
  private outstandingPings = 0;
  private lastPingAt = 0;

  constructor(id: number, socket: Socket, broker: Broker) {
    this.id = id;
    this.broker = broker;
    this.socket = socket;
    this.remote = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
    this.parser = new Parser(broker.limits);
    this.output = new Output(socket, broker.now);
    this.startedAt = broker.now();
    this.lastActivityAt = this.startedAt;
    this.authorized = broker.authorization === undefined;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.receive(chunk));
    socket.on('error', () => {}); // "close" follows
    socket.on('close', () => this.gone('the client closed the connection'));
    this.output.text(`INFO ${Buffer.from(JSON.stringify(broker.info(this)), 'utf8').toString('latin1')} \r\n`);
    this.output.flush();
  }

  /** Sends one message to one of this client's subscriptions; says whether it went out. */
  deliver(subscription: Subscription, message: Publish): boolean {
    if (this.closed || subscription.removed) return false;
    const { subject, reply, payload } = message;
    const { output } = this;
    const to = reply === undefined ? `${subject} ${subscription.sid}` : `${subject} ${subscription.sid} ${reply}`;
    let sent = payload;
    if (message.headerBytes === undefined) {
      output.text(`MSG ${to} ${payload.length}\r\n`);
    } else if (this.options.headers) {
      output.text(`HMSG ${to} ${message.headerBytes} ${payload.length}\r\n`);
    } else {
      sent = payload.subarray(message.headerBytes);
      output.text(`MSG ${to} ${sent.length}\r\n`);
    }
    output.bytes(sent);
    output.text('\r\n');
    this.statistics.outMessages++;
    this.statistics.outBytes += sent.length;
    this.broker.statistics.outMessages++;
    this.broker.statistics.outBytes += sent.length;
    subscription.delivered++;
    if (subscription.maxMessages !== undefined && subscription.delivered >= subscription.maxMessages)
      this.remove(subscription);
    this.broker.willFlush(this);
    if (output.pendingBytes > this.broker.limits.maxPendingBytes) this.cutSlowConsumer('maximum pending bytes');
    return true;
  }

  /** Tells this client, who asked with `reply`, that nobody is there. */
  deliverNoResponders(subscription: Subscription, reply: string): void {
    const payload = Buffer.from(NO_RESPONDERS, 'latin1');
    this.deliver(subscription, {
      kind: 'publish',
      subject: reply,
      reply: undefined,
      headerBytes: payload.length,
      payload,
    });
  }

  /** Looks after a client that may have gone silent. */
  patrol(now: number): void {
    if (this.closed) return;
    const { limits } = this.broker;
    if (!this.authorized && now - this.startedAt > limits.authorizationTimeoutMs) this.fail('authorizationTimeout');
    else if (this.output.stalledMs(now) > limits.writeDeadlineMs) this.cutSlowConsumer('write deadline');
    else if (now - Math.max(this.lastActivityAt, this.lastPingAt) >= limits.pingIntervalMs) {
      if (this.outstandingPings >= limits.maxOutstandingPings) {
        this.fail('stale');
        return;
      }
      this.outstandingPings++;
      this.lastPingAt = now;
      this.output.text('PING\r\n');
      this.output.flush();
    }
  }

  /** Reads nothing from this client for a moment: those who get its messages can't keep up. */
  stall(durationMs: number): void {
    if (this.closed || this.socket.isPaused()) return;
    this.socket.pause();
    setTimeout(() => this.socket.resume(), durationMs);
  }

  /** Says why and closes the connection. */
  fail(violation: Violation): void {
    if (this.closed) return;
    this.output.text(`-ERR '${violations[violation]}'\r\n`);
    this.end(violations[violation]);
  }

  /** Sends what is left and closes the connection. */
  end(why: string): void {
    if (this.closed) return;
    this.output.flush();
    this.gone(why);
    this.socket.end();
    // What the client still sends is read and forgotten: an unread rest would reset the connection and take the reason with it.
    this.socket.resume();
    const linger = setTimeout(() => this.socket.destroy(), LINGER_MS);
    this.socket.once('close', () => clearTimeout(linger));
  }

  private receive(chunk: Buffer): void {
    if (this.closed) return;
    this.lastActivityAt = this.broker.now();
    try {
      this.parser.parse(chunk, (operation) => {
        if (!this.closed) this.act(operation);
      });
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.broker.log.warn({ client: this.id, remote: this.remote }, error.message);
      this.fail(error.violation);
    }
    this.broker.flush();
  }

  private act(operation: Operation): void {
    if (!this.authorized && operation.kind !== 'connect') this.fail('authorization');
    else if (operation.kind === 'publish') this.publish(operation);
    else if (operation.kind === 'subscribe') this.subscribe(operation);
    else if (operation.kind === 'unsubscribe') this.unsubscribe(operation);
    else if (operation.kind === 'connect') this.connect(operation);
    else if (operation.kind === 'ping') this.say('PONG\r\n');
    else if (operation.kind === 'pong') this.outstandingPings = 0;
  }

  private connect({ json }: Connect): void {
    let options: typeof this.options;
    try {
      // Some clients write null for what they leave out.
      options = connectOptions.parse(JSON.parse(json, (_key, value) => (value === null ? undefined : value)));
    } catch (cause) {
      throw new ProtocolError('parser', `CONNECT: ${(cause as Error).message}`);
    }
    if (!isAuthorized(this.broker.authorization, options)) {
      this.broker.log.warn({ client: this.id, remote: this.remote }, violations.authorization);
      this.fail('authorization');
    } else if (options.no_responders && !options.headers) {
      this.fail('noRespondersNeedsHeaders');
    } else {
      this.options = options;
      this.authorized = true;
      this.acknowledge();
    }
  }

  private publish(message: Publish): void {
    this.statistics.inMessages++;
    this.statistics.inBytes += message.payload.length;
    if (message.headerBytes !== undefined && !this.options.headers) {
      this.fail('headersNotSupported');
      return;
    }
    this.acknowledge();
    if (this.options.pedantic && !isValidLiteralSubject(message.subject)) this.complain('invalidPublishSubject');
    else this.broker.publish(this, message);
  }

  private subscribe({ subject, queue, sid }: Subscribe): void {
    if (!isValidSubject(subject)) {
      this.complain('invalidSubject');
    } else if (this.subscriptions.size >= this.broker.limits.maxSubscriptions) {
      this.complain('maxSubscriptions');
    } else {
      if (!this.subscriptions.has(sid)) this.add({ subject, queue, sid });
      this.acknowledge();
    }
  }

  private unsubscribe({ sid, maxMessages }: Unsubscribe): void {
    const subscription = this.subscriptions.get(sid);
    if (subscription) {
      if (maxMessages !== undefined && maxMessages > subscription.delivered) subscription.maxMessages = maxMessages;
      else this.remove(subscription);
    }
    this.acknowledge();
  }

  private add(wanted: Omit<Subscribe, 'kind'>): void {
    const subscription: Subscription = {
      ...wanted,
      client: this,
      delivered: 0,
      maxMessages: undefined,
      removed: false,
    };
    this.subscriptions.set(subscription.sid, subscription);
    this.broker.sublist.insert(subscription);
  }

  private remove(subscription: Subscription): void {
    subscription.removed = true;
    this.subscriptions.delete(subscription.sid);
    this.broker.sublist.remove(subscription);
  }

  private acknowledge(): void {
    if (this.options.verbose) this.say('+OK\r\n');
  }

  /** An error after which the connection goes on. */
  private complain(violation: Violation): void {
    this.say(`-ERR '${violations[violation]}'\r\n`);
  }

  private say(text: string): void {
    this.output.text(text);
    this.broker.willFlush(this);
  }

  private cutSlowConsumer(limit: string): void {
    this.broker.statistics.slowConsumers++;
    this.broker.log.warn(
      { client: this.id, name: this.options.name, remote: this.remote, pendingBytes: this.output.pendingBytes },
      `slow consumer cut off: ${limit}`,
    );
    this.gone('slow consumer');
    this.socket.destroy();
  }

  /** Forgets this client; its socket may still linger. */
  private gone(why: string): void {
    if (this.closed) return;
    this.closed = true;
    for (const subscription of this.subscriptions.values()) {
      subscription.removed = true;
      this.broker.sublist.remove(subscription);
    }
    this.subscriptions.clear();
    this.broker.left(this, why);
  }
}
