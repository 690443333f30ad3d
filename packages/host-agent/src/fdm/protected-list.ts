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
  /** The last taking of the lock, while it is under way. */
  private opening: Promise<unknown> | undefined;
  /** How often it was let go: what is taken meanwhile is nobody's. */
  private releases = 0;

  constructor(folder: HaFolder) {
    this.folder = folder;
  }

  get locked(): boolean {
    return this.lock !== undefined;
  }

  /** Takes the lock, breaking a dead owner's, and reads the list. Throws when somebody alive holds it, or it is let go meanwhile. */
  open(): Promise<ProtectedVm[]> {
    const opening = this.takeAndRead();
    this.opening = opening;
    return opening;
  }

  private async takeAndRead(): Promise<ProtectedVm[]> {
    const { folder, releases } = this;
    await folder.make(FILE);
    if (!this.lock) {
      const lock = await folder.datastore.lockFile(folder.path(FILE));
      if (this.releases !== releases) {
        await folder.datastore.unlockFile(lock);
        throw new Error(`${folder.nameOf(FILE)} was let go while it was taken`);
      }
      this.lock = lock;
    }
    try {
      const content = await folder.read(FILE);
      return content === undefined ? [] : parse(Buffer.from(content).toString(), folder.nameOf(FILE));
    } catch (error) {
      // Whoever cannot read the list must not keep it from others.
      await this.unlock();
      throw error;
    }
  }

  /** Replaces the list, durably: the old one or the new one is there after a crash. */
  async write(vms: readonly ProtectedVm[]): Promise<void> {
    if (!this.lock) throw new Error(`${this.folder.nameOf(FILE)} is not locked by this host`);
    const content = Buffer.from(JSON.stringify({ version: 1, vms }, null, 1));
    await this.folder.datastore.writeFile(this.folder.path(FILE), content);
  }

  /** Resolves when this host does not have the lock, nor is about to. */
  async release(): Promise<void> {
    this.releases += 1;
    await this.unlock();
    await this.opening?.catch(() => undefined);
  }

  private async unlock(): Promise<void> {
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
