// The physical switch of the VM network, with a gateway at 10.10.0.1: who is outside reaches guests through it.
import { TestProcess } from '../test-process.ts';

/** A UDP service of a guest, as it is reached from outside. */
export interface PublishedService {
  readonly address: string;
  readonly port: number;
}

export class PhysicalSwitch {
  /** Where hosts plug in. */
  readonly endpoint: string;
  private readonly url: string;

  private constructor({ endpoint, url }: { readonly endpoint: string; readonly url: string }) {
    this.endpoint = endpoint;
    this.url = url;
  }

  static async start(timing: string): Promise<PhysicalSwitch> {
    const process = new TestProcess('switch', {
      listen: '127.0.0.1:0',
      timing,
      gateway: { address: '10.10.0.1', prefix: 24 },
      publish: [],
    });
    const { endpoint, url } = await process.ready();
    return new PhysicalSwitch({ endpoint: String(endpoint), url: String(url) });
  }

  /** Asks the gateway to ping an address of the VM network; waits for the answer as long as it does by itself, or so long. */
  async ping(address: string, timeoutMs?: number): Promise<boolean> {
    const limit = timeoutMs === undefined ? '' : `&timeoutMs=${timeoutMs}`;
    const { received } = await this.get<{ readonly received: boolean }>(`ping?address=${address}${limit}`);
    return received;
  }

  /** Clients outside that the gateway stands for: each that has sent something through it. */
  async clients(): Promise<number> {
    const { gateway } = await this.get<{ readonly gateway: { readonly natMappings: number } }>('statistics');
    return gateway.natMappings;
  }

  /** Behind which port an address was seen last, and how often that has changed. */
  async learned(macAddress: string): Promise<{ readonly port: string; readonly moves: number } | undefined> {
    type Entry = { readonly macAddress: string; readonly port: string; readonly moves: number };
    return (await this.get<readonly Entry[]>('mac-table')).find((entry) => entry.macAddress === macAddress);
  }

  private async get<T>(path: string): Promise<T> {
    return (await (await fetch(`${this.url}/${path}`)).json()) as T;
  }

  /** Has a UDP service of the VM network published on a port of this machine. */
  async publish(address: string, port: number): Promise<PublishedService> {
    const response = await fetch(`${this.url}/publications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ address, port }),
    });
    const published = (await response.json()) as { readonly localAddress: string; readonly localPort: number };
    return { address: published.localAddress, port: published.localPort };
  }
}
