// Requests to hosts over NATS. Each has a deadline and an idempotency key; until the deadline it is repeated under the same
// key, which the host answers without doing it again, so an answer that a broker lost is asked for once more.
import {
  DEADLINE_HEADER,
  type DecodedResponseOf,
  type HostMethod,
  hostMethods,
  IDEMPOTENCY_KEY_HEADER,
  type MessageType,
  pb,
  type RequestOf,
  subjects,
  type Timing,
} from '@microsphere/proto';
import { headers, type NatsConnection, NoRespondersError, RequestError, TimeoutError } from 'nats';
import { fault } from '../vmodl/faults.ts';
import { hostFault } from './host-fault.ts';

/** How often a request is repeated within its deadline. */
const ATTEMPTS = 3;

export interface HostAddress {
  readonly name: string;
  /** Its managed-object id; undefined for a host that has none yet, which is asked by its name. */
  readonly id?: string;
}

export interface RequestOptions {
  /** Wait for a host that doesn't listen yet. */
  readonly waitForHost?: boolean;
  /** Whether to go on waiting for a host that has taken the request and does not answer yet: what it does may take long. */
  readonly isWorking?: () => boolean;
}

export interface HostRequestsOptions {
  readonly nats: NatsConnection;
  readonly timing: Timing;
  readonly wallClock: () => number;
  readonly newKey: () => string;
}

/** One method's message types. The compiler does not see that both belong to the same `M`. */
function messageTypes<M extends HostMethod>(method: M) {
  return hostMethods[method] as unknown as {
    readonly request: MessageType<unknown, RequestOf<M>>;
    readonly response: MessageType<DecodedResponseOf<M>, unknown>;
  };
}

export class HostRequests {
  private readonly options: HostRequestsOptions;

  constructor(options: HostRequestsOptions) {
    this.options = options;
  }

  /** Faults: HostNotReachable (nobody listens: nothing happened), Timedout (not known), and those of the host. */
  async request<M extends HostMethod>(
    host: HostAddress,
    method: M,
    request: RequestOf<M>,
    { waitForHost = false, isWorking = () => false }: RequestOptions = {},
  ): Promise<DecodedResponseOf<M>> {
    const { timing, wallClock, newKey } = this.options;
    const types = messageTypes(method);
    let deadline = wallClock() + timing.requestTimeoutMs;
    const header = headers();
    header.set(IDEMPOTENCY_KEY_HEADER, newKey());
    const subject = host.id === undefined ? subjects.standalone(host.name, method) : subjects.request(host.id, method);
    const data = types.request.encode(request).finish();
    let heard = false;
    for (;;) {
      const left = deadline - wallClock();
      if (left <= 0) throw unanswered(host, method, heard);
      header.set(DEADLINE_HEADER, String(Math.round(deadline)));
      const attemptMs = Math.max(1, Math.min(left, timing.requestTimeoutMs / ATTEMPTS));
      try {
        const message = await this.options.nats.request(subject, data, { timeout: attemptMs, headers: header });
        const reply = pb.Reply.decode(message.data);
        if (reply.fault) throw hostFault(reply.fault, host.name);
        return types.response.decode(reply.result);
      } catch (error) {
        if (hasNoListener(error)) {
          if (!waitForHost && !heard) throw unanswered(host, method, false);
          await new Promise((resolve) => setTimeout(resolve, Math.min(timing.reconnectDelayMs, left)));
        } else if (error instanceof TimeoutError) {
          heard = true;
          if (isWorking()) deadline = wallClock() + timing.requestTimeoutMs;
        } else throw error;
      }
    }
  }
}

function hasNoListener(error: unknown): boolean {
  return error instanceof NoRespondersError || (error instanceof RequestError && error.isNoResponders());
}

function unanswered(host: HostAddress, method: HostMethod, heard: boolean) {
  if (heard)
    return fault('Timedout', `${host.name} did not answer ${method} in time; whether it was done is not known`);
  return fault('HostNotReachable', `${host.name} does not answer; ${method} was not done`);
}
