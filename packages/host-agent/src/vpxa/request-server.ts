// The host's end of the management requests. A request carries an idempotency key: the same key, asked again (because
// the answer was lost, or the caller is impatient), gets the same answer, and nothing happens twice.

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
import type { Msg, NatsConnection, Subscription } from 'nats';
import { HostFault, toFault } from '../fault.ts';

/** What answers each method: a forgotten one does not compile. */
export type HostMethodHandlers = { [M in HostMethod]: (request: DecodedRequestOf<M>) => Promise<ResponseOf<M>> };

/** Replies that are remembered for their idempotency keys. */
export const MAX_REMEMBERED_REPLIES = 1_000;

export interface RequestServerOptions {
  readonly nats: NatsConnection;
  readonly handlers: HostMethodHandlers;
  readonly wallClock: () => number;
  readonly log: Logger;
}

type Handler = (request: unknown) => Promise<unknown>;

export class RequestServer {
  private readonly replies = new Map<string, Promise<Uint8Array>>();
  private readonly subscriptions = new Map<string, Subscription>();

  private readonly options: RequestServerOptions;

  constructor(options: RequestServerOptions) {
    this.options = options;
  }

  /** Answers requests on `subject`, whose last two tokens are service and method. */
  listen(subject: string): void {
    if (this.subscriptions.has(subject)) return;
    const subscription = this.options.nats.subscribe(subject, {
      callback: (error, message) => {
        if (error) this.options.log.error({ err: error, subject }, 'management subscription failed');
        else void this.answer(message);
      },
    });
    this.subscriptions.set(subject, subscription);
  }

  private async answer(message: Msg): Promise<void> {
    const deadline = Number(message.headers?.get(DEADLINE_HEADER) || Number.POSITIVE_INFINITY);
    if (this.options.wallClock() > deadline) return;
    const key = message.headers?.get(IDEMPOTENCY_KEY_HEADER);
    let reply = key ? this.replies.get(key) : undefined;
    if (!reply) {
      reply = this.perform(message);
      if (key) this.remember(key, reply);
    }
    message.respond(await reply);
  }

  private remember(key: string, reply: Promise<Uint8Array>): void {
    this.replies.set(key, reply);
    if (this.replies.size > MAX_REMEMBERED_REPLIES) this.replies.delete(this.replies.keys().next().value as string);
  }

  private async perform(message: Msg): Promise<Uint8Array> {
    const name = message.subject.split('.').slice(-2).join('.');
    try {
      if (!Object.hasOwn(hostMethods, name)) throw new HostFault('NotSupported', `no such method: ${name}`);
      const { request, response } = hostMethods[name as HostMethod];
      const handler = this.options.handlers[name as HostMethod] as Handler;
      const result = await handler(decode(request, message.data, name));
      return pb.Reply.encode({ result: response.encode(result as never).finish() }).finish();
    } catch (error) {
      if (!(error instanceof HostFault)) this.options.log.error({ err: error, method: name }, 'request failed');
      return pb.Reply.encode({ fault: toFault(error) }).finish();
    }
  }
}

function decode(type: { decode(data: Uint8Array): unknown }, data: Uint8Array, name: string): unknown {
  try {
    return type.decode(data);
  } catch (cause) {
    throw new HostFault('InvalidArgument', `the request of ${name} does not decode`, { cause });
  }
}
