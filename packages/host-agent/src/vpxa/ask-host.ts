// A host asks another one, over the management network, where it has no better way. It is asked once: whoever needs an answer asks again.

import type { MessageType } from '@microsphere/proto';
import {
  DEADLINE_HEADER,
  type DecodedResponseOf,
  type HostMethod,
  hostMethods,
  pb,
  type RequestOf,
  subjects,
  type Timing,
} from '@microsphere/proto';
import { headers, type NatsConnection } from 'nats';
import { HostFault } from '../fault.ts';

export interface AskHostOptions {
  readonly nats: Pick<NatsConnection, 'request'>;
  readonly timing: Pick<Timing, 'requestTimeoutMs'>;
  readonly wallClock: () => number;
}

/** One method's message types. The compiler does not see that both belong to the same `M`. */
function messageTypes<M extends HostMethod>(method: M) {
  return hostMethods[method] as unknown as {
    readonly request: MessageType<unknown, RequestOf<M>>;
    readonly response: MessageType<DecodedResponseOf<M>, unknown>;
  };
}

/** Rejects where there is no answer. Fault: SystemError with that of the other host. */
export async function askHost<M extends HostMethod>(
  { nats, timing, wallClock }: AskHostOptions,
  moref: string,
  method: M,
  request: RequestOf<M>,
): Promise<DecodedResponseOf<M>> {
  const types = messageTypes(method);
  const header = headers();
  header.set(DEADLINE_HEADER, String(Math.round(wallClock() + timing.requestTimeoutMs)));
  const data = types.request.encode(request).finish();
  const message = await nats.request(subjects.request(moref, method), data, {
    timeout: timing.requestTimeoutMs,
    headers: header,
  });
  const { fault, result } = pb.Reply.decode(message.data);
  if (fault) throw new HostFault('SystemError', `${moref}: ${fault.type}: ${fault.message}`, { definite: false });
  return types.response.decode(result);
}
