// An array with one LUN for one datastore, and one that nobody uses: without the first it is an array all the same.
import { temporaryDirectory } from '../temporary.ts';
import { TestProcess } from '../test-process.ts';

/** Where hosts reach the LUN of a datastore. */
export interface DatastorePortal {
  readonly datastore: string;
  readonly endpoint: string;
}

const SPARE_BYTES = 16 * 1024 * 1024;

function run(options: {
  readonly datastore: string;
  readonly directory: string;
  readonly sizeBytes: number;
  readonly listen: string;
  readonly withLun: boolean;
}): TestProcess {
  const { datastore, directory, sizeBytes, listen, withLun } = options;
  return new TestProcess('shared-storage', {
    name: `array-of-${datastore}`,
    listen: [listen],
    directory,
    luns: [
      ...(withLun ? [{ lun: 0, name: datastore, sizeBytes }] : []),
      { lun: 1, name: `spare-of-${datastore}`, sizeBytes: SPARE_BYTES },
    ],
  });
}

export class StorageArray implements DatastorePortal {
  readonly datastore: string;
  readonly endpoint: string;
  private readonly directory: string;
  private readonly sizeBytes: number;
  private process: TestProcess;

  private constructor(options: {
    readonly datastore: string;
    readonly endpoint: string;
    readonly directory: string;
    readonly sizeBytes: number;
    readonly process: TestProcess;
  }) {
    this.datastore = options.datastore;
    this.endpoint = options.endpoint;
    this.directory = options.directory;
    this.sizeBytes = options.sizeBytes;
    this.process = options.process;
  }

  static async start(datastore: string, sizeBytes: number): Promise<StorageArray> {
    const directory = temporaryDirectory();
    const process = run({ datastore, directory, sizeBytes, listen: '127.0.0.1:0', withLun: true });
    const { endpoint } = await process.ready();
    return new StorageArray({ datastore, endpoint: String(endpoint), directory, sizeBytes, process });
  }

  /** The array has no such LUN any more, and tells its hosts: permanent device loss. */
  loseLun(): Promise<void> {
    return this.restart({ withLun: false });
  }

  /** The LUN is there again, with what was on it. */
  returnLun(): Promise<void> {
    return this.restart({ withLun: true });
  }

  private async restart({ withLun }: { readonly withLun: boolean }): Promise<void> {
    await this.process.kill();
    const { datastore, directory, sizeBytes } = this;
    this.process = run({ datastore, directory, sizeBytes, listen: new URL(this.endpoint).host, withLun });
    await this.process.ready();
  }
}
