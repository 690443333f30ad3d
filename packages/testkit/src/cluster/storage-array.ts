// An array with one LUN, for one datastore.
import { temporaryDirectory } from '../temporary.ts';
import { TestProcess } from '../test-process.ts';

/** Where hosts reach the LUN of a datastore. */
export interface DatastorePortal {
  readonly datastore: string;
  readonly endpoint: string;
}

const LUN = 0;
const OTHER_LUN = 1;

function run(options: {
  readonly datastore: string;
  readonly directory: string;
  readonly sizeBytes: number;
  readonly listen: string;
  readonly lun: number;
}): TestProcess {
  const { datastore, directory, sizeBytes, listen, lun } = options;
  return new TestProcess('shared-storage', {
    name: `array-of-${datastore}`,
    listen: [listen],
    directory,
    luns: [{ lun, name: datastore, sizeBytes }],
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
    const process = run({ datastore, directory, sizeBytes, listen: '127.0.0.1:0', lun: LUN });
    const { endpoint } = await process.ready();
    return new StorageArray({ datastore, endpoint: String(endpoint), directory, sizeBytes, process });
  }

  /** The array has no such LUN any more, and tells its hosts: permanent device loss. */
  loseLun(): Promise<void> {
    return this.restart(OTHER_LUN);
  }

  /** The LUN is there again, with what was on it. */
  returnLun(): Promise<void> {
    return this.restart(LUN);
  }

  private async restart(lun: number): Promise<void> {
    await this.process.kill();
    const { datastore, directory, sizeBytes } = this;
    this.process = run({ datastore, directory, sizeBytes, listen: new URL(this.endpoint).host, lun });
    await this.process.ready();
  }
}
