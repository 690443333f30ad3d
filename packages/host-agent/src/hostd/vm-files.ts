// The files of a virtual machine as they are on the datastore: the .vmx, which decides, the .vmsd, and the disks of its
// folder with what these descend from. All that is known of snapshots and chains is read from here.
import { HostFault } from '../fault.ts';
import type { Datastore } from '../vmkernel/datastore.ts';
import type { DiskDescription } from '../vmkernel/disk-files.ts';
import { chainOf, type DiskTree } from './disk-tree.ts';
import { MAX_VMSD_BYTES, noSnapshots, parseSnapshotList, type SnapshotList } from './snapshot-file.ts';
import { reconciled } from './snapshot-list.ts';
import { readVmx, type Vmx } from './vm-configuration.ts';

/** What is needed of a datastore to look. */
export type FilesStore = Pick<Datastore, 'name' | 'readFile' | 'list' | 'describeDisk'>;

export interface VmFiles {
  readonly vmx: Vmx;
  readonly snapshots: SnapshotList;
  /** The disks of the folder, and those elsewhere that they descend from, by path. */
  readonly disks: ReadonlyMap<string, DiskDescription>;
  /** Names of all files in the folder. */
  readonly names: readonly string[];
  /** Disks whose descriptors can't be read, and what is wrong with the first: nobody knows what they descend from. */
  readonly unreadable: HostFault | undefined;
  /** The .vmsd names a snapshot that was never finished; `snapshots` does not. */
  readonly unfinished: boolean;
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

export function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** "/web/web.vmx" and ".vmsd": "/web/web.vmsd". */
export function beside(vmxPath: string, ending: string): string {
  return vmxPath.replace(/\.vmx$/, ending);
}

/** Extents and change-tracking files end in .vmdk too, and are no disks by themselves. */
export function isDiskName(name: string): boolean {
  return name.endsWith('.vmdk') && !/-(flat|delta|ctk)\.vmdk$/.test(name);
}

/** Faults: FileNotFound, InvalidVmConfig. A disk that can't be read is left to who needs it. */
export async function readVmFiles(store: FilesStore, path: string): Promise<VmFiles> {
  const vmx = await readVmx(store, path);
  const folder = folderOf(path);
  const names = await store.list(folder);
  const own = names.filter(isDiskName).map((name) => `${folder}/${name}`);
  const disks = new Map<string, DiskDescription>();
  let unreadable: HostFault | undefined;
  const missing = [...new Set([...vmx.configuration.disks, ...own])];
  for (let disk = missing.shift(); disk !== undefined; disk = missing.shift()) {
    let description: DiskDescription;
    try {
      description = await store.describeDisk(disk);
    } catch (error) {
      if (!(error instanceof HostFault && (error.type === 'FileFault' || error.type === 'FileNotFound'))) throw error;
      unreadable ??= error;
      continue;
    }
    disks.set(disk, description);
    const { parent } = description;
    if (parent !== undefined && !disks.has(parent) && !missing.includes(parent)) missing.push(parent);
  }
  const written = vmx.configuration.disks;
  const parents = parentsOf(disks);
  const listed = await readSnapshots(store, beside(path, '.vmsd'), names);
  const snapshots = reconciled(listed, {
    written: new Set(written.map(fileOf)),
    chains: written.map((disk) =>
      chainOf({ parents }, disk)
        .slice(1)
        .filter((below) => folderOf(below) === folder)
        .map(fileOf),
    ),
  });
  const unfinished = snapshots.snapshots.length < listed.snapshots.length;
  return { vmx, snapshots, disks, names, unreadable, unfinished };
}

async function readSnapshots(store: FilesStore, path: string, names: readonly string[]): Promise<SnapshotList> {
  if (!names.includes(fileOf(path))) return noSnapshots;
  const bytes = await store.readFile(path);
  const name = `[${store.name}] ${path.slice(1)}`;
  if (bytes.length > MAX_VMSD_BYTES)
    throw new HostFault('InvalidVmConfig', `${name} has ${bytes.length} bytes, at most ${MAX_VMSD_BYTES}`);
  return parseSnapshotList(Buffer.from(bytes).toString(), name);
}

function parentsOf(disks: VmFiles['disks']): Map<string, string | undefined> {
  return new Map([...disks].map(([disk, { parent }]) => [disk, parent]));
}

/** The chain of each disk that the guest writes to, nearest first. */
export function diskChains({ vmx, disks }: VmFiles): string[][] {
  const parents = parentsOf(disks);
  return vmx.configuration.disks.map((disk) => chainOf({ parents }, disk));
}

/** The tree of the folder's own disks. */
export function diskTree(
  { vmx, snapshots, disks }: VmFiles,
  path: string,
  usedElsewhere: ReadonlySet<string>,
): DiskTree {
  const folder = folderOf(path);
  const own = [...disks].filter(([disk]) => folderOf(disk) === folder);
  return {
    parents: new Map(own.map(([disk, { parent }]) => [disk, parent])),
    named: new Set([
      ...vmx.configuration.disks,
      ...snapshots.snapshots.flatMap((snapshot) => snapshot.disks.map(({ fileName }) => `${folder}/${fileName}`)),
    ]),
    usedElsewhere,
  };
}
