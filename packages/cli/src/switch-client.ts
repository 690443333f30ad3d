// What the command line asks of the physical switch: whether a guest answers its gateway's ping, and a UDP port of this
// machine behind which a guest's service is.
import { reason } from './errors.ts';
import { Failure } from './terminal/failure.ts';

export interface PingReply {
  readonly received: boolean;
  /** Measured in the switch; absent when nothing was received. */
  readonly rttMs?: number;
}

interface Publication {
  readonly localAddress: string;
  readonly localPort: number;
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1']);

export class SwitchClient {
  private readonly url: URL;

  /** @param url - base URL of the switch: "http://127.0.0.1:8698" */
  constructor(url: string) {
    this.url = new URL(url);
  }

  async ping(address: string, timeoutMs: number): Promise<PingReply> {
    return (await this.request(
      'GET',
      `/ping?${new URLSearchParams({ address, timeoutMs: String(timeoutMs) })}`,
    )) as PingReply;
  }

  /** Publishes a UDP service of a guest; the same service again has the same port. Returns where it is reached. */
  async publish(service: {
    readonly address: string;
    readonly port: number;
  }): Promise<{ address: string; port: number }> {
    const { localAddress, localPort } = (await this.request('POST', '/publications', service)) as Publication;
    // A switch in a container names its own loopback address; it is reached where its HTTP interface is.
    return { address: loopback.has(localAddress) ? this.url.hostname : localAddress, port: localPort };
  }

  private async request(method: string, path: string, body?: unknown): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(new URL(path, this.url), {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
    } catch (cause) {
      throw new Failure(`the switch at ${this.url.origin}: ${reason(cause)}`, { cause });
    }
    const answer = (await response.json()) as { readonly error?: string };
    if (!response.ok) throw new Failure(`the switch: ${answer.error ?? response.statusText}`);
    return answer;
  }
}
