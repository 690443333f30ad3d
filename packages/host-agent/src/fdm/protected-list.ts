// The protectedlist of a datastore: which of the VMs whose files are there vSphere HA has to keep running. It lies at
// /.vSphere-HA/<cluster>/protectedlist, and whoever holds its exclusive on-disk lock owns the restart of those VMs.
import type { ProtectedVm } from '@microsphere/fdm';
import type { Datastore, DatastoreFileLock } from '../vmkernel/datastore.ts';

export class ProtectedList {
  private readonly datastore: Datastore;
  private readonly cluster: string;
  private lock: DatastoreFileLock | undefined;

  constructor(datastore: Datastore, cluster: string) {
    this.datastore = datastore;
    this.cluster = cluster;
  }

  private get path(): string {
    return `/.vSphere-HA/${this.cluster}/protectedlist`;
  }

  get locked(): boolean {
    return this.lock !== undefined;
  }

  /** Takes the lock, breaking a dead owner's, and reads the list. Throws when somebody alive holds it. */
  async open(): Promise<ProtectedVm[]> {
    await this.datastore.makeDirectory('/.vSphere-HA');
    await this.datastore.makeDirectory(`/.vSphere-HA/${this.cluster}`);
    await this.datastore.createFileIfMissing(this.path);
    this.lock ??= await this.datastore.lockFile(this.path);
    try {
      const text = Buffer.from(await this.datastore.readFile(this.path)).toString();
      return text === '' ? [] : parse(text, `[${this.datastore.name}] ${this.path.slice(1)}`);
    } catch (error) {
      // Whoever cannot read the list must not keep it from others.
      await this.release();
      throw error;
    }
  }

  /** Replaces the list, durably: the old one or the new one is there after a crash. */
  async write(vms: readonly ProtectedVm[]): Promise<void> {
    if (!this.lock) throw new Error(`the protectedlist of ${this.datastore.name} is not locked by this host`);
    await this.datastore.writeFile(this.path, Buffer.from(JSON.stringify({ version: 1, vms }, null, 1)));
  }

  async release(): Promise<void> {
    const { lock } = this;
    this.lock = undefined;
    if (lock) await this.datastore.unlockFile(lock);
  }

  /** The datastore says that every lock of this host is gone. */
  lost(): void {
    this.lock = undefined;
  }
}

function parse(text: string, name: string): ProtectedVm[] {
  try {
    const { version, vms } = JSON.parse(text) as { version: number; vms: ProtectedVm[] };
    if (version !== 1 || !Array.isArray(vms)) throw new Error(`version ${version}`);
    return vms;
  } catch (cause) {
    throw new Error(`${name} is damaged: ${(cause as Error).message}`, { cause });
  }
}
