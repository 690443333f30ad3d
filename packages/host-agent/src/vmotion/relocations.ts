// What Storage vMotions leave on datastores, and who finds it. The .vmx at each end names the other one, with the id of the move;
// whether the VM is there or still here is one bit of the source's lock record (vmfs `markMoved`). Before that bit is set the
// destination's files are garbage, and are removed under the lock of the source's .vmx only: who has it knows that the bit is
// not going to be set. Afterwards the source's are, and its .vmx stays, to lead whoever comes by the old path, until everybody
// knows the new one.
import type { Logger } from '@microsphere/process';
import { parseVmx, VmxError } from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import { type Relocation, relocationIn, withRelocation } from '../hostd/vm-configuration.ts';
import { beside, fileOf, folderOf } from '../hostd/vm-files.ts';
import type { VmFolder } from '../hostd/vm-folder.ts';
import { parseVmxPath } from '../hostd/vm-inventory.ts';
import type { Datastore } from '../vmkernel/datastore.ts';

export type RelocationStore = Pick<
  Datastore,
  'name' | 'accessible' | 'exists' | 'list' | 'readFile' | 'removeTree' | 'isMoved'
>;

export interface RelocationsOptions {
  /** The datastore of that name, where this host has it mounted. */
  readonly datastore: (name: string) => RelocationStore | undefined;
  readonly log: Pick<Logger, 'warn'>;
}

export class Relocations {
  private readonly options: RelocationsOptions;

  constructor(options: RelocationsOptions) {
    this.options = options;
  }

  /**
   * Where a VM is whose .vmx says something of a move; undefined: where its .vmx is. Faults: InvalidVmConfig for the unfinished copy of
   * another one, CannotAccessFile and InvalidDatastore where nobody can tell from here.
   */
  async follow(vmxPath: string, { id, source, destination }: Relocation): Promise<string | undefined> {
    if (source !== undefined) await this.mustHaveMoved(vmxPath, { id, source });
    else if (destination !== undefined && (await this.isMoved(vmxPath))) return destination;
    return undefined;
  }

  /** Whether the disk says that this .vmx has moved, by that migration. False: nobody can tell, or not yet. */
  async hasMoved({ id, vmxPath }: { readonly id: string; readonly vmxPath: string }): Promise<boolean> {
    try {
      const { store, path } = this.at(vmxPath);
      return (await store.isMoved(path)) && (await this.markIn(store, path))?.id === id;
    } catch (error) {
      this.options.log.warn({ err: error, vmxPath }, 'whether a virtual machine has moved can not be read');
      return false;
    }
  }

  private async isMoved(vmxPath: string): Promise<boolean> {
    const { store, path } = this.at(vmxPath);
    return await store.isMoved(path);
  }

  private async mustHaveMoved(
    vmxPath: string,
    { id, source }: { readonly id: string; readonly source: string },
  ): Promise<void> {
    const { store, path } = this.at(source);
    const moved = (await store.exists(path)) && (await store.isMoved(path));
    if (moved && (await this.markIn(store, path))?.id === id) return;
    throw new HostFault(
      'InvalidVmConfig',
      `${vmxPath} is an unfinished copy of ${source}, which was to be moved there`,
    );
  }

  /** What a file says of a move: undefined where it is not there, or says nothing. */
  private async markIn(store: RelocationStore, path: string): Promise<Relocation | undefined> {
    if (!(await store.exists(path))) return undefined;
    try {
      return relocationIn(parseVmx(Buffer.from(await store.readFile(path)).toString()));
    } catch (error) {
      if (error instanceof VmxError) return undefined;
      throw error;
    }
  }

  /**
   * Under the lock of a VM's .vmx, which was read under it: ends a move that a host died over. Faults: as of `follow`, and those of a
   * .vmx that can't be written. What can't be removed now is left to whoever comes next.
   */
  async end(folder: Pick<VmFolder, 'files' | 'writeVmx'>, vmxPath: string): Promise<void> {
    const { relocation } = folder.files.vmx.configuration;
    if (!relocation) return;
    const { id, source, destination } = relocation;
    if (source !== undefined) {
      await this.mustHaveMoved(vmxPath, { id, source });
      // Who comes when the mark is gone knows of no source.
      await this.emptySource(source);
      await folder.writeVmx(withRelocation(folder.files.vmx, undefined));
    } else if (destination === undefined || (await this.discardDestination({ id, destination })))
      await folder.writeVmx(withRelocation(folder.files.vmx, undefined));
  }

  /**
   * Removes what a move that has failed left at its destination; the lock of the source's .vmx is held. What others have made there since
   * is left. False: some of it may still be there.
   */
  async discardDestination({
    id,
    destination,
  }: {
    readonly id: string;
    readonly destination: string;
  }): Promise<boolean> {
    try {
      const { store, path } = this.at(destination);
      if (!store.accessible) throw new HostFault('CannotAccessFile', `${destination} is not accessible`);
      const folder = folderOf(path);
      if (!(await store.exists(folder))) return true;
      const names = await store.list(folder);
      const vmsd = beside(path, '.vmsd');
      const mark = (await this.markIn(store, path)) ?? (await this.markIn(store, vmsd));
      // A folder that was made, and not claimed any more, says nothing.
      if (names.length > 0 && mark?.id !== id) return true;
      const last = [fileOf(path), fileOf(vmsd)].filter((name) => names.includes(name));
      for (const name of [...names.filter((each) => !last.includes(each)), ...last])
        await store.removeTree(`${folder}/${name}`);
      await store.removeTree(folder);
      return true;
    } catch (error) {
      this.options.log.warn({ err: error, destination }, 'an unfinished copy of a virtual machine was not removed');
      return false;
    }
  }

  /** Removes what a VM that has moved has left, but for its .vmx. What can't be removed now goes with that (`complete`). */
  async emptySource(source: string): Promise<void> {
    try {
      const { store, path } = this.at(source);
      // The VM has no use for the old datastore any more, and doesn't wait for it.
      if (!store.accessible) throw new HostFault('CannotAccessFile', `${source} is not accessible`);
      await this.removeAllBut(store, path);
    } catch (error) {
      this.options.log.warn({ err: error, source }, 'files of a virtual machine that has moved were not removed');
    }
  }

  private async removeAllBut(store: RelocationStore, path: string): Promise<void> {
    const folder = folderOf(path);
    for (const name of await store.list(folder))
      if (name !== fileOf(path)) await unlessGone(store.removeTree(`${folder}/${name}`));
  }

  /**
   * Nobody comes by the old path any more. `settled`: whoever has the VM says that it needs it no more, which else the new .vmx says.
   * Fault: InvalidState for a VM that has not moved, or is not yet all at its new place.
   */
  async complete(vmxPath: string, { settled = false }: { readonly settled?: boolean } = {}): Promise<void> {
    const { store, path } = this.at(vmxPath);
    if (!(await store.exists(path))) return;
    const mark = await this.markIn(store, path);
    if (mark?.destination === undefined || !(await store.isMoved(path)))
      throw new HostFault('InvalidState', `${vmxPath} has not moved`);
    if (!settled) await this.mustBeSettled(mark.destination);
    await this.removeAllBut(store, path);
    await unlessGone(store.removeTree(path));
    await unlessGone(store.removeTree(folderOf(path)));
  }

  /** A new .vmx goes by the old one as long as it says so. */
  private async mustBeSettled(destination: string): Promise<void> {
    const { store, path } = this.at(destination);
    if ((await this.markIn(store, path))?.source !== undefined)
      throw new HostFault('InvalidState', `${destination} goes by its former place still`);
  }

  private at(vmxPath: string): { readonly store: RelocationStore; readonly path: string } {
    const { datastore, path } = parseVmxPath(vmxPath);
    const store = this.options.datastore(datastore);
    if (!store) throw new HostFault('InvalidDatastore', `this host has no datastore "${datastore}"`);
    return { store, path };
  }
}

/** Another host may do the same. */
async function unlessGone(removal: Promise<void>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof HostFault && error.type === 'FileNotFound')) throw error;
  }
}
