// The host's boot disk: small JSON documents that it keeps over restarts, each written whole or not at all. All are read
// and checked when the host starts, before it does anything else: a damaged one stops the start, by name.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HostFault } from '../fault.ts';

/** The documents, by file name without ".json". */
const documents = {
  /** The id that vCenter gave this host, and which vCenter that is. */
  vpxa: z.object({ moref: z.string().min(1), vcenterUuid: z.string() }).readonly(),
  /** Configuration files of the registered virtual machines. */
  vmInventory: z.object({ vmxPaths: z.array(z.string()).readonly() }).readonly(),
  /** The cluster as vCenter configured it: an encoded ConfigureClusterRequest in base64. */
  clusterconfig: z.object({ request: z.base64() }).readonly(),
  /** The EVC mode of the cluster; empty: none. */
  evcMode: z.object({ evcModeKey: z.string() }).readonly(),
};

export type BootDiskDocuments = { readonly [N in keyof typeof documents]: z.infer<(typeof documents)[N]> };

export class BootDisk {
  private readonly directory: string;
  private readonly kept: { -readonly [N in keyof BootDiskDocuments]?: BootDiskDocuments[N] | undefined };

  /** Throws on a document that is damaged or can't be read, naming the file. */
  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
    this.kept = {
      vpxa: this.load('vpxa', documents.vpxa),
      vmInventory: this.load('vmInventory', documents.vmInventory),
      clusterconfig: this.load('clusterconfig', documents.clusterconfig),
      evcMode: this.load('evcMode', documents.evcMode),
    };
  }

  private path(name: string): string {
    return join(this.directory, `${name}.json`);
  }

  private load<T>(name: string, schema: z.ZodType<T>): T | undefined {
    const path = this.path(name);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
    try {
      return schema.parse(JSON.parse(text));
    } catch (cause) {
      const why = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll('\n', ' ') : String(cause);
      throw new Error(`${path} is damaged: ${why}`, { cause });
    }
  }

  /** The document as it was last written; undefined where none was. */
  read<N extends keyof BootDiskDocuments>(name: N): BootDiskDocuments[N] | undefined {
    return this.kept[name];
  }

  /** Fault: NoDiskSpace or FileFault; then the document is as it was. */
  write<N extends keyof BootDiskDocuments>(name: N, document: BootDiskDocuments[N]): void {
    const path = this.path(name);
    try {
      writeFileSync(`${path}.new`, JSON.stringify(document));
      renameSync(`${path}.new`, path);
    } catch (cause) {
      const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
      throw new HostFault(full ? 'NoDiskSpace' : 'FileFault', `boot disk: ${path}: ${String(cause)}`, { cause });
    }
    Object.assign(this.kept, { [name]: document });
  }
}
