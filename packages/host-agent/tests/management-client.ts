// vCenter's end of the management requests, for tests of a host without a vCenter.
import { type DecodedResponseOf, type HostMethod, hostMethods, pb, type RequestOf, subjects } from '@microsphere/proto';
import { connect, type NatsConnection } from 'nats';

const REQUEST_TIMEOUT_MS = 20_000;

export class ManagementClient {
  private readonly nats: NatsConnection;
  /** The last heartbeat of each host, by its id. */
  readonly heartbeats = new Map<string, pb.HostHeartbeat>();

  private constructor(nats: NatsConnection) {
    this.nats = nats;
    nats.subscribe(subjects.heartbeats, {
      callback: (_error, message) => {
        const heartbeat = pb.HostHeartbeat.decode(message.data);
        this.heartbeats.set(heartbeat.moref, heartbeat);
      },
    });
  }

  static async connect(natsUrl: string): Promise<ManagementClient> {
    return new ManagementClient(await connect({ servers: natsUrl }));
  }

  /** Takes a host in; answers by its name. Nobody answers while it starts. */
  async takeIn(hostName: string, moref: string): Promise<void> {
    const subject = subjects.standalone(hostName, 'vpxa.connect');
    await this.ask('vpxa.connect', subject, { moref, vcenterUuid: 'test' });
  }

  call<M extends HostMethod>(moref: string, method: M, request: RequestOf<M>): Promise<DecodedResponseOf<M>> {
    return this.ask(method, subjects.request(moref, method), request);
  }

  private async ask<M extends HostMethod>(
    method: M,
    subject: string,
    request: RequestOf<M>,
  ): Promise<DecodedResponseOf<M>> {
    const types = hostMethods[method];
    const encode = types.request.encode as (message: RequestOf<M>) => { finish(): Uint8Array };
    const decode = types.response.decode as (data: Uint8Array) => DecodedResponseOf<M>;
    const message = await this.nats.request(subject, encode(request).finish(), { timeout: REQUEST_TIMEOUT_MS });
    const { fault, result } = pb.Reply.decode(message.data);
    if (fault?.type) throw Object.assign(new Error(`${fault.type}: ${fault.message}`), { type: fault.type });
    return decode(result);
  }

  close(): Promise<void> {
    return this.nats.close();
  }
}
