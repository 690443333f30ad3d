// The host's end of the management requests. A request carries an idempotency key: the same key, asked again (because
// the answer was lost, or the caller is impatient), gets the same answer, and nothing happens twice. Whatever is wrong
// with a request is said in its answer and has no other consequence.
import type { Logger } from '@microsphere/process';
import {
  DEADLINE_HEADER,
  type DecodedRequestOf,
  type HostMethod,
  hostMethods,
  IDEMPOTENCY_KEY_HEADER,
  pb,
  type ResponseOf,
} from '@microsphere/proto';
import type { NatsConnection, Subscription } from 'nats';
import { HostFault, toFault } from '../fault.ts';

/** What answers each method: a forgotten one does not compile. */
export type HostMethodHandlers = { [M in HostMethod]: (request: DecodedRequestOf<M>) => Promise<ResponseOf<M>> };

/** Replies that are remembered for their idempotency keys. */
export const MAX_REMEMBERED_REPLIES = 1_000;
/** Bytes of them: the largest answer, that of vpxa.readEvents, would otherwise be kept a thousand times. */
export const MAX_REMEMBERED_BYTES = 4 * 1024 * 1024;
/** Requests under way; more are refused. */
export const MAX_REQUESTS_UNDER_WAY = 256;
/** The longest idempotency key that is taken, in characters (a UUID has 36). */
export const MAX_KEY_CHARACTERS = 128;
/** The longest reply that is sent: what a NATS message takes (1 MiB, max_payload), and room for its headers. */
export const MAX_REPLY_BYTES = 1_000_000;

export interface RequestServerOptions {
  readonly nats: Pick<NatsConnection, 'subscribe'>;
  readonly handlers: HostMethodHandlers;
  readonly wallClock: () => number;
  readonly log: Pick<Logger, 'error'>;
}

/** A request as it came. */
export interface ManagementRequest {
  /** Its last two tokens are service and method. */
  readonly subject: string;
  readonly data: Uint8Array;
  /** The header, "" without one. */
  readonly key: string;
  /** Milliseconds since the epoch after which nobody waits for the answer; the header, "" without one. */
  readonly deadline: string;
}

type Handler = (request: unknown) => Promise<unknown>;

export class RequestServer {
  private readonly options: RequestServerOptions;
  private readonly subscriptions = new Map<string, Subscription>();
  /** Answers by key: of requests under way, and of the last ones that were done. */
  private readonly underWay = new Map<string, Promise<Uint8Array>>();
  private readonly done = new Map<string, Uint8Array>();
  private doneBytes = 0;
  private performing = 0;

  constructor(options: RequestServerOptions) {
    this.options = options;
  }

  /** Answers requests on `subject`, whose last two tokens are wildcards. */
  listen(subject: string): void {
    if (this.subscriptions.has(subject)) return;
    const { nats, log } = this.options;
    const subscription = nats.subscribe(subject, {
      callback: (error, message) => {
        const failed = (err: unknown) =>
          log.error({ err, subject: message?.subject ?? subject }, 'request not answered');
        if (error) return failed(error);
        const header = (name: string) => message.headers?.get(name) ?? '';
        this.answer({
          subject: message.subject,
          data: message.data,
          key: header(IDEMPOTENCY_KEY_HEADER),
          deadline: header(DEADLINE_HEADER),
        })
          .then((reply) => reply && message.respond(reply))
          .catch(failed);
      },
    });
    this.subscriptions.set(subject, subscription);
  }

  /** Takes no more requests on `subject`. */
  unlisten(subject: string): void {
    this.subscriptions.get(subject)?.unsubscribe();
    this.subscriptions.delete(subject);
  }

  /** Takes no more requests; those under way are answered. */
  stop(): void {
    for (const subject of [...this.subscriptions.keys()]) this.unlisten(subject);
  }

  /** The encoded Reply, or undefined where nobody waits for it any more. Never rejects. */
  async answer({ subject, data, key, deadline }: ManagementRequest): Promise<Uint8Array | undefined> {
    const until = deadline === '' ? Number.POSITIVE_INFINITY : Number(deadline);
    if (Number.isNaN(until)) return refusal('InvalidArgument', `${DEADLINE_HEADER}: ${JSON.stringify(deadline)}`);
    if (key.length > MAX_KEY_CHARACTERS)
      return refusal('InvalidArgument', `${IDEMPOTENCY_KEY_HEADER}: more than ${MAX_KEY_CHARACTERS} characters`);
    if (this.options.wallClock() > until) return undefined;
    const name = subject.split('.').slice(-2).join('.');
    if (key === '') return this.perform(name, data);
    // A key is good for one method: the answer of another one would be read as something else.
    const scope = `${name} ${key}`;
    const known = this.underWay.get(scope) ?? this.done.get(scope);
    if (known) return known;
    const reply = this.perform(name, data);
    this.underWay.set(scope, reply);
    const bytes = await reply;
    this.underWay.delete(scope);
    this.remember(scope, bytes);
    return bytes;
  }

  private remember(scope: string, reply: Uint8Array): void {
    this.done.set(scope, reply);
    this.doneBytes += reply.length;
    for (const [oldest, { length }] of this.done) {
      if (this.done.size <= MAX_REMEMBERED_REPLIES && this.doneBytes <= MAX_REMEMBERED_BYTES) return;
      this.done.delete(oldest);
      this.doneBytes -= length;
    }
  }

  private async perform(name: string, data: Uint8Array): Promise<Uint8Array> {
    if (this.performing >= MAX_REQUESTS_UNDER_WAY)
      return refusal('SystemError', `${name}: ${MAX_REQUESTS_UNDER_WAY} requests are under way on this host`);
    this.performing += 1;
    try {
      if (!Object.hasOwn(hostMethods, name)) throw new HostFault('NotSupported', `no such method: ${name}`);
      const { request, response } = hostMethods[name as HostMethod];
      const handler = this.options.handlers[name as HostMethod] as Handler;
      const result = response.encode((await handler(decode(request, data, name))) as never).finish();
      const reply = pb.Reply.encode({ result }).finish();
      if (reply.length <= MAX_REPLY_BYTES) return reply;
      throw new HostFault('SystemError', `${name}: an answer of ${reply.length} bytes`, { definite: false });
    } catch (error) {
      if (!(error instanceof HostFault)) this.options.log.error({ err: error, method: name }, 'request failed');
      return pb.Reply.encode({ fault: toFault(error) }).finish();
    } finally {
      this.performing -= 1;
    }
  }
}

function refusal(type: HostFault['type'], message: string): Uint8Array {
  return pb.Reply.encode({ fault: toFault(new HostFault(type, message)) }).finish();
}

function decode(type: { decode(data: Uint8Array): unknown }, data: Uint8Array, name: string): unknown {
  try {
    return type.decode(data);
  } catch (cause) {
    throw new HostFault('InvalidArgument', `the request of ${name} does not decode`, { cause });
  }
}
