// vCenter's end of the management requests, for tests of a host without a vCenter.
import { type DecodedResponseOf, type HostMethod, hostMethods, pb, type RequestOf, subjects } from '@microsphere/proto';
import { connect, headers, type Msg, type MsgHdrs, type NatsConnection } from 'nats';

const REQUEST_TIMEOUT_MS = 20_000;
/** Pause before the broker is looked for again. */
const RECONNECT_MS = 50;

/** A request byte by byte. */
export interface RawRequest {
  readonly subject: string;
  readonly data: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

function messageHeaders(given: RawRequest['headers'] = {}): MsgHdrs {
  const header = headers();
  for (const [name, value] of Object.entries(given)) header.set(name, value);
  return header;
}

export class ManagementClient {
  private readonly nats: NatsConnection;
  /** The last heartbeat of each host, by its id. */
  readonly heartbeats = new Map<string, pb.HostHeartbeat>();
  /** The events that were heard, of all hosts. */
  readonly events: pb.HostEvent[] = [];

  private constructor(nats: NatsConnection) {
    this.nats = nats;
    nats.subscribe(subjects.heartbeats, {
      callback: (_error, message) => {
        const heartbeat = pb.HostHeartbeat.decode(message.data);
        this.heartbeats.set(heartbeat.moref, heartbeat);
      },
    });
    nats.subscribe(subjects.events, {
      callback: (_error, message) => void this.events.push(pb.HostEvent.decode(message.data)),
    });
  }

  static async connect(natsUrl: string): Promise<ManagementClient> {
    const options = { servers: natsUrl, maxReconnectAttempts: -1, reconnectTimeWait: RECONNECT_MS };
    return new ManagementClient(await connect(options));
  }

  /** Takes a host in; it is asked by its name. */
  async takeIn(hostName: string, moref: string, vcenterUuid = 'test'): Promise<pb.ConnectHostResponse> {
    return this.ask('vpxa.connect', subjects.standalone(hostName, 'vpxa.connect'), { moref, vcenterUuid });
  }

  /** @param limitMs - how long the answer may take: one to `vmotion.initiateSource` comes when that has ended */
  call<M extends HostMethod>(
    moref: string,
    method: M,
    request: RequestOf<M>,
    limitMs = REQUEST_TIMEOUT_MS,
  ): Promise<DecodedResponseOf<M>> {
    return this.ask(method, subjects.request(moref, method), request, limitMs);
  }

  /** Sends any bytes and resolves with the answer. */
  send({ subject, data, headers }: RawRequest, limitMs = REQUEST_TIMEOUT_MS): Promise<Msg> {
    return this.nats.request(subject, data, { timeout: limitMs, headers: messageHeaders(headers) });
  }

  /** Sends any bytes and waits for nothing. */
  publish({ subject, data, headers }: RawRequest): void {
    this.nats.publish(subject, data, { headers: messageHeaders(headers) });
  }

  private async ask<M extends HostMethod>(
    method: M,
    subject: string,
    request: RequestOf<M>,
    limitMs?: number,
  ): Promise<DecodedResponseOf<M>> {
    const types = hostMethods[method];
    const encode = types.request.encode as (message: RequestOf<M>) => { finish(): Uint8Array };
    const decode = types.response.decode as (data: Uint8Array) => DecodedResponseOf<M>;
    const message = await this.send({ subject, data: encode(request).finish() }, limitMs);
    const { fault, result } = pb.Reply.decode(message.data);
    if (fault?.type) throw Object.assign(new Error(`${fault.type}: ${fault.message}`), { type: fault.type });
    return decode(result);
  }

  close(): Promise<void> {
    return this.nats.close();
  }
}
