// The files of one virtual machine, changed under its lock. Each request is several writes, of which one makes it true: the
// .vmx for a snapshot that is taken or reverted to, the .vmsd for one that is removed. What comes before is undone, or
// cleaned up by whoever has the lock next; what comes after can be done by anybody who reads the files (disk-tree.ts).
import type { Logger } from '@microsphere/process';
import { HostFault } from '../fault.ts';
import type { Datastore } from '../vmkernel/datastore.ts';
import { childrenOf, type DiskTree, mergesLeft, nextDiskStep } from './disk-tree.ts';
import { type FrozenDisk, formatSnapshotList, type SnapshotList } from './snapshot-file.ts';
import { findSnapshot, renamed, withoutSnapshot, withoutSnapshots, withSnapshot } from './snapshot-list.ts';
import {
  diskNode,
  parseVmConfiguration,
  type Vmx,
  withChangeTracking,
  withCleanShutdown,
  withCpuReservation,
  withDisks,
} from './vm-configuration.ts';
import { beside, diskTree, type FilesStore, fileOf, folderOf, readVmFiles, type VmFiles } from './vm-files.ts';

/** The largest number that a disk's name can have: "web-999999.vmdk". */
const MAX_DISK_NUMBER = 999_999;
/** A disk that a running guest has written no more than this to is merged while the guest stands still, in bytes. */
export const MAX_STUNNED_MERGE_BYTES = 4 * 1024 * 1024;
/** How often a running guest gets a fresh disk so that what it wrote can be merged; then it stands still in any case. */
export const MAX_CONSOLIDATION_HELPERS = 4;

export interface FolderStore
  extends FilesStore,
    Pick<
      Datastore,
      | 'createFile'
      | 'writeFile'
      | 'removeFile'
      | 'createChildDisk'
      | 'mergeDisk'
      | 'setDiskParent'
      | 'deleteDisk'
      | 'disksUsedElsewhere'
      | 'endChangeEpoch'
      | 'moveChangeRecord'
    > {}

/** The disks of a guest that runs. */
export interface RunningDisks {
  /** With the guest stunned, and nothing of it on its way to a disk: `change`. The guest goes on with the disks that are named afterwards. */
  exchange(change: () => Promise<readonly string[]>): Promise<void>;
}

export interface VmFolderOptions {
  readonly store: FolderStore;
  /** Path of the .vmx. */
  readonly path: string;
  /** Throws when the lock is not this host's any more: called in the turn of every write that others go by. */
  readonly mustBeGranted: () => void;
  readonly running: () => RunningDisks | undefined;
  /** Milliseconds since the epoch. */
  readonly wallClock: () => number;
  readonly onProgress: (percent: number) => void;
  readonly log: Pick<Logger, 'warn'>;
}

export class VmFolder {
  private readonly options: VmFolderOptions;
  private files_: VmFiles | undefined;
  /** Disks that other VMs' disks descend from, as it was seen last. */
  private elsewhere: ReadonlySet<string> = new Set();

  constructor(options: VmFolderOptions) {
    this.options = options;
  }

  /** As they were read, or written, last. */
  get files(): VmFiles {
    if (!this.files_) throw new Error(`${this.options.path} was not read`);
    return this.files_;
  }

  get loaded(): boolean {
    return this.files_ !== undefined;
  }

  /** Reads everything anew. Faults: FileNotFound, InvalidVmConfig, FileFault. */
  async read(): Promise<VmFiles> {
    this.files_ = await readVmFiles(this.options.store, this.options.path);
    return this.files_;
  }

  /** Whether disks wait for a consolidation, as far as this folder tells. */
  get consolidationNeeded(): boolean {
    return mergesLeft(this.tree(this.elsewhere)) > 0;
  }

  private tree(usedElsewhere: ReadonlySet<string>): DiskTree {
    return diskTree(this.files, this.options.path, usedElsewhere);
  }

  async writeVmx(vmx: Vmx): Promise<void> {
    this.options.mustBeGranted();
    await this.options.store.writeFile(this.options.path, Buffer.from(vmx.text));
    this.files_ = { ...this.files, vmx };
  }

  private async writeSnapshots(snapshots: SnapshotList): Promise<void> {
    this.options.mustBeGranted();
    const path = beside(this.options.path, '.vmsd');
    const content = Buffer.from(formatSnapshotList(snapshots));
    if (this.files.names.includes(fileOf(path))) await this.options.store.writeFile(path, content);
    else await this.options.store.createFile(path, content);
    this.files_ = { ...this.files, snapshots, unfinished: false };
  }

  /** Takes a snapshot and returns its UID. Faults: InvalidName, InvalidArgument, NotSupported, NoDiskSpace, ... */
  async createSnapshot({
    name,
    description,
  }: {
    readonly name: string;
    readonly description: string;
  }): Promise<number> {
    const { store, path, wallClock } = this.options;
    const before = await this.read();
    const frozen = before.vmx.configuration.disks;
    let after = withSnapshot(before.snapshots, {
      name,
      description,
      createTimeMicroseconds: wallClock() * 1_000,
      fileBase: fileOf(beside(path, '')),
      disks: frozen.map((disk, unit) => ({ node: diskNode(unit), fileName: fileOf(disk) })),
    });
    await this.removeLeftovers();
    const { vmsn } = findSnapshot(after, after.lastUid);
    await this.exchange(async () => {
      if (before.vmx.configuration.changeTrackingEnabled) after = await this.withChangeIds(after);
      const children = await this.createChildren(frozen);
      try {
        await store.createFile(`${folderOf(path)}/${vmsn}`, Buffer.from(before.vmx.text));
        await this.writeSnapshots(after);
        await this.commit(withDisks(before.vmx, children));
      } catch (error) {
        // Its disks and its .vmsn go with the next look at the folder, should this fail, too.
        await this.undo(before.snapshots);
        throw error;
      }
      return children;
    });
    await this.read();
    return after.lastUid;
  }

  /** The newest snapshot with the points that its disks stand for: what is written from now on is changed since then. */
  private async withChangeIds(list: SnapshotList): Promise<SnapshotList> {
    const { store, path } = this.options;
    const snapshot = findSnapshot(list, list.lastUid);
    const disks: FrozenDisk[] = [];
    for (const disk of snapshot.disks)
      disks.push({ ...disk, changeId: await store.endChangeEpoch(`${folderOf(path)}/${disk.fileName}`) });
    return {
      ...list,
      snapshots: list.snapshots.map((each) => (each === snapshot ? { ...snapshot, disks } : each)),
    };
  }

  /** From the next snapshot or power-on on. */
  async trackChanges(enabled: boolean): Promise<void> {
    await this.read();
    await this.writeVmx(withChangeTracking(this.files.vmx, enabled));
  }

  async reserveCpu(reservationMhz: number): Promise<void> {
    await this.read();
    await this.writeVmx(withCpuReservation(this.files.vmx, reservationMhz));
  }

  /** The write that makes a change true. Where its outcome is not known, the file says it. */
  private async commit(vmx: Vmx): Promise<void> {
    const { store, path } = this.options;
    try {
      await this.writeVmx(vmx);
    } catch (error) {
      const found = await store.readFile(path).catch(() => undefined);
      if (found === undefined || Buffer.from(found).toString() !== vmx.text) throw error;
    }
  }

  private async undo(snapshots: SnapshotList): Promise<void> {
    try {
      await this.writeSnapshots(snapshots);
      await this.removeLeftovers();
    } catch (error) {
      this.options.log.warn({ err: error, vmxPath: this.options.path }, 'a snapshot that failed left files behind');
    }
  }

  private async createChildren(parents: readonly string[]): Promise<string[]> {
    const children: string[] = [];
    for (const parent of parents) {
      const child = this.freeDiskPath([...this.files.names, ...children.map(fileOf)]);
      await this.options.store.createChildDisk({ parent, child });
      children.push(child);
    }
    return children;
  }

  /** "web-000003.vmdk": the next number that no file of the folder has. */
  private freeDiskPath(names: readonly string[]): string {
    const base = fileOf(beside(this.options.path, ''));
    const numbers = names.flatMap((name) =>
      name.startsWith(`${base}-`) ? (/^-(\d{6})[-.]/.exec(name.slice(base.length))?.[1] ?? []) : [],
    );
    const next = Math.max(0, ...numbers.map(Number)) + 1;
    if (next > MAX_DISK_NUMBER)
      throw new HostFault('FileFault', `[${this.options.store.name}] no name is left for a disk`);
    return `${folderOf(this.options.path)}/${base}-${String(next).padStart(6, '0')}.vmdk`;
  }

  /** Without a guest, `change` is all. */
  private async exchange(change: () => Promise<readonly string[]>): Promise<void> {
    const running = this.options.running();
    if (running) await running.exchange(change);
    else await change();
  }

  /** Settings and disks become those of a snapshot. The VM is off. Faults: NotFound, NoDiskSpace, ... */
  async revertTo(uid: number): Promise<void> {
    const { store, path } = this.options;
    const { snapshots, vmx: now } = await this.read();
    await this.removeLeftovers();
    const { vmsn, disks } = findSnapshot(snapshots, uid);
    const folder = folderOf(path);
    const text = Buffer.from(await store.readFile(`${folder}/${vmsn}`)).toString();
    const then = {
      text,
      configuration: parseVmConfiguration(text, path, `[${store.name}] ${folder.slice(1)}/${vmsn}`),
    };
    const children = await this.createChildren(disks.map(({ fileName }) => `${folder}/${fileName}`));
    try {
      await this.commit(withCleanShutdown(withDisks(then, children), now.configuration.cleanShutdown ?? true));
    } catch (error) {
      await this.undo(snapshots);
      throw error;
    }
    await this.read();
    await this.writeSnapshots(this.files.snapshots);
    await this.removeLeftovers();
  }

  /** Fault: NotFound. */
  async removeSnapshot(
    uid: number,
    options: { readonly removeChildren: boolean; readonly consolidate: boolean },
  ): Promise<void> {
    const { snapshots } = await this.read();
    await this.writeSnapshots(withoutSnapshot(snapshots, uid, options));
    await this.afterRemoval(options);
  }

  async removeAllSnapshots(options: { readonly consolidate: boolean }): Promise<void> {
    const { snapshots } = await this.read();
    await this.writeSnapshots(withoutSnapshots(snapshots));
    await this.afterRemoval(options);
  }

  private async afterRemoval({ consolidate }: { readonly consolidate: boolean }): Promise<void> {
    if (consolidate) await this.consolidate();
    else await this.removeLeftovers();
  }

  /** Faults: NotFound, InvalidName, InvalidArgument. */
  async renameSnapshot(
    uid: number,
    names: { readonly name?: string | undefined; readonly description?: string | undefined },
  ): Promise<void> {
    const { snapshots } = await this.read();
    await this.writeSnapshots(renamed(snapshots, uid, names));
  }

  /** Removes disks and settings of snapshots that are not there, as a request leaves them that a host died over. */
  async removeLeftovers(): Promise<void> {
    const { store, path } = this.options;
    // It would be there once the disk that it names is no longer written to, and hold what was written until then.
    if (this.files.unfinished) await this.writeSnapshots(this.files.snapshots);
    if (this.files.unreadable) throw this.files.unreadable;
    const usedElsewhere = await this.usedElsewhere();
    for (let step = nextDiskStep(this.tree(usedElsewhere)); step?.kind === 'delete'; ) {
      this.options.mustBeGranted();
      await store.deleteDisk(step.disk);
      await this.read();
      step = nextDiskStep(this.tree(usedElsewhere));
    }
    const known = new Set(this.files.snapshots.snapshots.map(({ vmsn }) => vmsn));
    const base = fileOf(beside(path, ''));
    const orphans = this.files.names.filter((name) => {
      if (!name.startsWith(`${base}-`)) return false;
      const rest = name.slice(base.length);
      // An extent is made before its descriptor, and removed after it.
      const number = /^-(\d{6})-(delta|ctk)\.vmdk$/.exec(rest)?.[1];
      if (number !== undefined) return !this.files.names.includes(`${base}-${number}.vmdk`);
      return /^-Snapshot\d+\.vmsn$/.test(rest) && !known.has(name);
    });
    for (const name of orphans) {
      this.options.mustBeGranted();
      await store.removeFile(`${folderOf(path)}/${name}`);
    }
    if (orphans.length > 0) await this.read();
  }

  /** Only where there is a disk that might go: it is a look at every disk of the datastore. */
  private async usedElsewhere(): Promise<ReadonlySet<string>> {
    const nobody: ReadonlySet<string> = new Set();
    if (nextDiskStep(this.tree(nobody)) === undefined) return nobody;
    this.elsewhere = await this.options.store.disksUsedElsewhere(folderOf(this.options.path));
    return this.elsewhere;
  }

  /** Merges every disk that has no reason to be on its own; the guest may write meanwhile. */
  async consolidate(): Promise<void> {
    await this.read();
    await this.removeLeftovers();
    const usedElsewhere = await this.usedElsewhere();
    const merges = mergesLeft(this.tree(usedElsewhere));
    let helpers = 0;
    for (let done = 0; ; done += 1) {
      const tree = this.tree(usedElsewhere);
      const step = nextDiskStep(tree);
      if (step === undefined) break;
      const progress = (percent: number) =>
        this.options.onProgress((100 * Math.min(done + percent / 100, merges)) / Math.max(merges, 1));
      if (step.kind === 'delete') await this.options.store.deleteDisk(step.disk);
      else if (this.options.running() && this.files.vmx.configuration.disks.includes(step.child)) {
        if (this.writtenBytes(step.child) > MAX_STUNNED_MERGE_BYTES && helpers < MAX_CONSOLIDATION_HELPERS) {
          helpers += 1;
          await this.addHelper(step.child);
        } else await this.exchange(() => this.merge(step, tree, progress));
      } else if (this.options.running()) await this.mergeBelow(step, tree, progress);
      else await this.merge(step, tree, progress);
      await this.read();
    }
  }

  private writtenBytes(disk: string): number {
    return this.files.disks.get(disk)?.committedBytes ?? 0;
  }

  /** The guest writes to a fresh disk from now on, so that this one stands still, and can be merged while it runs. */
  private async addHelper(disk: string): Promise<void> {
    await this.exchange(async () => {
      const [helper = ''] = await this.createChildren([disk]);
      const disks = this.files.vmx.configuration.disks.map((each) => (each === disk ? helper : each));
      await this.commit(withDisks(this.files.vmx, disks));
      return disks;
    });
  }

  /** A merge below the disk that a guest writes to. What it reads is the same before and after, through one file less. */
  private async mergeBelow(
    step: { child: string; parent: string },
    tree: DiskTree,
    progress: (percent: number) => void,
  ) {
    await this.options.store.mergeDisk(step, progress);
    await this.exchange(() => this.takePlace(step, tree));
  }

  private async merge(
    step: { readonly child: string; readonly parent: string },
    tree: DiskTree,
    progress: (percent: number) => void,
  ): Promise<readonly string[]> {
    await this.options.store.mergeDisk(step, progress);
    return await this.takePlace(step, tree);
  }

  /** Whoever named the child names the parent, which has all that the child has. Nothing is left for the child to be. */
  private async takePlace(
    { child, parent }: { readonly child: string; readonly parent: string },
    tree: DiskTree,
  ): Promise<readonly string[]> {
    const { store } = this.options;
    const { vmx, snapshots } = this.files;
    const instead = (disk: string) => (disk === child ? parent : disk);
    const disks = vmx.configuration.disks.map(instead);
    if (vmx.configuration.disks.includes(child)) {
      await store.moveChangeRecord({ from: child, to: parent });
      await this.commit(withDisks(vmx, disks));
    }
    const file = fileOf(child);
    if (snapshots.snapshots.some((snapshot) => snapshot.disks.some(({ fileName }) => fileName === file)))
      await this.writeSnapshots({
        ...snapshots,
        snapshots: snapshots.snapshots.map((snapshot) => ({
          ...snapshot,
          disks: snapshot.disks.map((disk) => (disk.fileName === file ? { ...disk, fileName: fileOf(parent) } : disk)),
        })),
      });
    for (const disk of childrenOf(tree, child)) {
      this.options.mustBeGranted();
      await store.setDiskParent({ disk, parent });
    }
    return disks;
  }
}
