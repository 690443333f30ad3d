// The protectedlist of a datastore: which of the VMs whose files are there vSphere HA has to keep running. Whoever holds its
// exclusive on-disk lock owns the restart of those VMs.
import type { ProtectedVm } from '@microsphere/fdm';
import { HostFault } from '../fault.ts';
import type { DatastoreFileLock } from '../vmkernel/datastore.ts';
import type { HaFolder } from './ha-folder.ts';

const FILE = 'protectedlist';

export class ProtectedList {
  private readonly folder: HaFolder;
  private lock: DatastoreFileLock | undefined;

  constructor(folder: HaFolder) {
    this.folder = folder;
  }

  get locked(): boolean {
    return this.lock !== undefined;
  }

  /** Takes the lock, breaking a dead owner's, and reads the list. Throws when somebody alive holds it. */
  async open(): Promise<ProtectedVm[]> {
    const { folder } = this;
    await folder.make(FILE);
    this.lock ??= await folder.datastore.lockFile(folder.path(FILE));
    try {
      const content = await folder.read(FILE);
      return content === undefined ? [] : parse(Buffer.from(content).toString(), folder.nameOf(FILE));
    } catch (error) {
      // Whoever cannot read the list must not keep it from others.
      await this.release();
      throw error;
    }
  }

  /** Replaces the list, durably: the old one or the new one is there after a crash. */
  async write(vms: readonly ProtectedVm[]): Promise<void> {
    if (!this.lock) throw new Error(`${this.folder.nameOf(FILE)} is not locked by this host`);
    const content = Buffer.from(JSON.stringify({ version: 1, vms }, null, 1));
    await this.folder.datastore.writeFile(this.folder.path(FILE), content);
  }

  async release(): Promise<void> {
    const { lock } = this;
    this.lock = undefined;
    if (lock) await this.folder.datastore.unlockFile(lock);
  }

  /** The datastore says that every lock of this host is gone. */
  lost(): void {
    this.lock = undefined;
  }
}

/** Whether another host that lives holds the list of a datastore. Nothing is taken. */
export async function ownerOfProtectedList(folder: HaFolder): Promise<'held' | 'free' | 'inaccessible'> {
  if (!folder.datastore.accessible) return 'inaccessible';
  try {
    return (await folder.datastore.livingHolder(folder.path(FILE))) ? 'held' : 'free';
  } catch (error) {
    return error instanceof HostFault && error.type === 'FileNotFound' ? 'free' : 'inaccessible';
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
