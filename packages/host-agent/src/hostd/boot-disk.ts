// The host's boot disk: small JSON documents that it keeps over restarts, each written whole or not at all.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The documents, by file name without ".json". */
export interface BootDiskDocuments {
  /** The id that vCenter gave this host, and which vCenter that is. */
  vpxa: { readonly moref: string; readonly vcenterUuid: string };
  /** Configuration files of the registered virtual machines. */
  vmInventory: { readonly vmxPaths: readonly string[] };
  /** The cluster as vCenter configured it: an encoded ConfigureClusterRequest in base64. */
  clusterconfig: { readonly request: string };
}

export class BootDisk {
  private readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  /** The document, or undefined where none was written. Throws on one that is damaged, naming the file. */
  read<N extends keyof BootDiskDocuments>(name: N): BootDiskDocuments[N] | undefined {
    const path = join(this.directory, `${name}.json`);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    try {
      return JSON.parse(text) as BootDiskDocuments[N];
    } catch (cause) {
      throw new Error(`${path} is damaged: ${(cause as Error).message}`, { cause });
    }
  }

  write<N extends keyof BootDiskDocuments>(name: N, document: BootDiskDocuments[N]): void {
    const path = join(this.directory, `${name}.json`);
    writeFileSync(`${path}.new`, JSON.stringify(document));
    renameSync(`${path}.new`, path);
  }
}
