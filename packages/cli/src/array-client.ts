// What the command line asks of a storage array as its administrator: what it has, to take a LUN away or give it back, to
// close a target portal or open it.
import { reason } from './errors.ts';
import { Failure } from './terminal/failure.ts';

export interface ArrayConfiguration {
  readonly luns: readonly {
    readonly lun: number;
    readonly name: string;
    readonly naa: string;
    /** Whether initiators see it. */
    readonly mapped: boolean;
  }[];
  readonly portals: readonly {
    /** Counted from 1. */
    readonly portal: number;
    readonly address: string;
    readonly open: boolean;
    /** Names of the hosts that are logged in there. */
    readonly initiators: readonly string[];
  }[];
}

export class ArrayClient {
  private readonly url: URL;

  /** @param endpoint - the array's first target portal: "ws://127.0.0.1:3260" */
  constructor(endpoint: string) {
    this.url = new URL(endpoint.replace(/^ws/, 'http'));
  }

  configuration(): Promise<ArrayConfiguration> {
    return this.request('GET', '/configuration');
  }

  setMapped(lun: string, mapped: boolean): Promise<ArrayConfiguration> {
    return this.request('POST', `/luns/${encodeURIComponent(lun)}/${mapped ? 'map' : 'unmap'}`);
  }

  setOpen(portal: number, open: boolean): Promise<ArrayConfiguration> {
    return this.request('POST', `/portals/${portal}/${open ? 'open' : 'close'}`);
  }

  private async request(method: string, path: string): Promise<ArrayConfiguration> {
    let response: Response;
    try {
      response = await fetch(new URL(path, this.url), { method });
    } catch (cause) {
      throw new Failure(`the array at ${this.url.host}: ${reason(cause)}`, { cause });
    }
    if (!response.ok) throw new Failure(`the array at ${this.url.host}: ${path}: ${response.statusText}`);
    return (await response.json()) as ArrayConfiguration;
  }
}
