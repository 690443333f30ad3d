// The folder of a cluster's vSphere HA on a datastore, /.vSphere-HA/<cluster>: the protectedlist, the configuration, and a
// poweron file of each host. Whoever writes there first makes it.
import { HostFault } from '../fault.ts';
import type { Datastore } from '../vmkernel/datastore.ts';

/** What is needed of a datastore. */
export type HaDatastore = Pick<
  Datastore,
  | 'name'
  | 'makeDirectory'
  | 'createFileIfMissing'
  | 'readFile'
  | 'writeFile'
  | 'lockFile'
  | 'unlockFile'
  | 'livingHolder'
  | 'accessible'
>;

export class HaFolder {
  readonly datastore: HaDatastore;
  private readonly folder: string;

  constructor(datastore: HaDatastore, cluster: string) {
    this.datastore = datastore;
    this.folder = `/.vSphere-HA/${cluster}`;
  }

  path(file: string): string {
    return `${this.folder}/${file}`;
  }

  /** For messages: "[datastore1] .vSphere-HA/domain-c1/protectedlist". */
  nameOf(file: string): string {
    return `[${this.datastore.name}] ${this.path(file).slice(1)}`;
  }

  /** The folder is there afterwards, and the file, empty if need be. */
  async make(file: string): Promise<void> {
    await this.datastore.makeDirectory('/.vSphere-HA');
    await this.datastore.makeDirectory(this.folder);
    await this.datastore.createFileIfMissing(this.path(file));
  }

  /** Replaces a file's content, durably: the old one or the new one is there after a crash. */
  async write(file: string, content: Uint8Array): Promise<void> {
    await this.make(file);
    await this.datastore.writeFile(this.path(file), content);
  }

  /** Undefined where there is no such file, or nothing in it. */
  async read(file: string): Promise<Uint8Array | undefined> {
    try {
      const content = await this.datastore.readFile(this.path(file));
      return content.length > 0 ? content : undefined;
    } catch (error) {
      if (error instanceof HostFault && error.type === 'FileNotFound') return undefined;
      throw error;
    }
  }
}
