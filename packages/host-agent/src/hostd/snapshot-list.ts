// The tree of a virtual machine's snapshots, and how requests change it. Pure: a list in, a list out, or a fault. What
// becomes of the disks is disk-tree.ts's matter: it goes by which of them this list still names.
import { HostFault } from '../fault.ts';
import {
  type FrozenDisk,
  MAX_SNAPSHOT_DESCRIPTION_CHARACTERS,
  MAX_SNAPSHOT_NAME_CHARACTERS,
  MAX_SNAPSHOTS,
  type Snapshot,
  type SnapshotList,
} from './snapshot-file.ts';

/** The snapshot of this UID. Fault: NotFound. */
export function findSnapshot(list: SnapshotList, uid: number): Snapshot {
  const found = list.snapshots.find((snapshot) => snapshot.uid === uid);
  if (!found) throw new HostFault('NotFound', `there is no snapshot ${uid}`);
  return found;
}

/** The name, if it can be one. Fault: InvalidName. */
function checkedName(name: string): string {
  if (name.trim() !== '' && name.length <= MAX_SNAPSHOT_NAME_CHARACTERS && !/\p{Cc}/u.test(name)) return name;
  throw new HostFault('InvalidName', `not the name of a snapshot: ${JSON.stringify(name.slice(0, 200))}`);
}

function checkedDescription(description: string): string {
  if (description.length <= MAX_SNAPSHOT_DESCRIPTION_CHARACTERS) return description;
  const limit = `at most ${MAX_SNAPSHOT_DESCRIPTION_CHARACTERS}`;
  throw new HostFault('InvalidArgument', `description: ${description.length} characters, ${limit}`);
}

/** The list with one more snapshot, taken of the present state. Faults: InvalidName, InvalidArgument, NotSupported. */
export function withSnapshot(
  list: SnapshotList,
  taken: {
    readonly name: string;
    readonly description: string;
    readonly createTimeMicroseconds: number;
    /** Name of the VM's files, without an ending. */
    readonly fileBase: string;
    readonly disks: readonly FrozenDisk[];
  },
): SnapshotList {
  const { name, description, createTimeMicroseconds, fileBase, disks } = taken;
  if (list.snapshots.length >= MAX_SNAPSHOTS)
    throw new HostFault('NotSupported', `there are ${MAX_SNAPSHOTS} snapshots already`);
  const uid = list.lastUid + 1;
  const snapshot: Snapshot = {
    uid,
    parent: list.current,
    name: checkedName(name),
    description: checkedDescription(description),
    createTimeMicroseconds,
    vmsn: `${fileBase}-Snapshot${uid}.vmsn`,
    disks,
  };
  return { lastUid: uid, current: uid, snapshots: [...list.snapshots, snapshot] };
}

/** UIDs of a snapshot and all that were taken on top of it. */
function subtree(list: SnapshotList, uid: number): Set<number> {
  const found = new Set([uid]);
  // A child has a larger UID than its parent, but the list need not be in that order.
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { uid: child, parent } of list.snapshots)
      if (parent !== undefined && found.has(parent)) found.add(child);
  }
  return found;
}

/**
 * The list without a snapshot, or without it and its children; the others move up to the nearest one that is left. Fault:
 * NotFound.
 */
export function withoutSnapshot(
  list: SnapshotList,
  uid: number,
  { removeChildren }: { readonly removeChildren: boolean },
): SnapshotList {
  const { parent } = findSnapshot(list, uid);
  const gone = removeChildren ? subtree(list, uid) : new Set([uid]);
  const above = (named: number | undefined) => (named !== undefined && gone.has(named) ? parent : named);
  return {
    lastUid: list.lastUid,
    current: above(list.current),
    snapshots: list.snapshots
      .filter((snapshot) => !gone.has(snapshot.uid))
      .map((snapshot) => ({ ...snapshot, parent: above(snapshot.parent) })),
  };
}

export function withoutSnapshots({ lastUid }: SnapshotList): SnapshotList {
  return { lastUid, snapshots: [] };
}

/** Faults: NotFound, InvalidName, InvalidArgument. */
export function renamed(
  list: SnapshotList,
  uid: number,
  { name, description }: { readonly name?: string | undefined; readonly description?: string | undefined },
): SnapshotList {
  const before = findSnapshot(list, uid);
  const after: Snapshot = {
    ...before,
    name: name === undefined ? before.name : checkedName(name),
    description: description === undefined ? before.description : checkedDescription(description),
  };
  return { ...list, snapshots: list.snapshots.map((snapshot) => (snapshot === before ? after : snapshot)) };
}

/**
 * What the list says once it is read beside the .vmx, which decides. A snapshot that names a disk that the VM writes to was
 * never finished: its .vmsd was written, the .vmx that makes it true was not. The current one is the nearest whose disk
 * the VM's first disk descends from; `chains` has the files below each of the VM's disks, nearest first.
 */
export function reconciled(
  list: SnapshotList,
  {
    written,
    chains,
  }: {
    readonly written: ReadonlySet<string>;
    readonly chains: readonly (readonly string[])[];
  },
): SnapshotList {
  const snapshots = list.snapshots.filter(({ disks }) => !disks.some(({ fileName }) => written.has(fileName)));
  const [chain] = chains;
  let current = list.current;
  if (chain)
    current = chain.flatMap(
      (file) => snapshots.find(({ disks }) => disks.some((disk) => disk.fileName === file)) ?? [],
    )[0]?.uid;
  const known = new Set(snapshots.map(({ uid }) => uid));
  if (current !== undefined && !known.has(current)) current = undefined;
  return { lastUid: list.lastUid, current, snapshots };
}
