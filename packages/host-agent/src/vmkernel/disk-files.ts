// What is done with the virtual disks of a datastore: each here is several operations of the file system, between which others
// have their turn. Whoever has a disk open holds the lock of its extent, and shares those of what it descends from.
import { randomBytes, randomUUID } from 'node:crypto';
import { BLOCK_BYTES } from '@microsphere/block';
import {
  besideDisk,
  ChangeTracker,
  Consolidation,
  capacitySectorsOf,
  contentId,
  DiskClone,
  type DiskIds,
  formatDescriptor,
  inFolderOf,
  type LockOffers,
  type Operation,
  openDisk,
  type Provisioning,
  parentOf,
  readDiskDescriptor,
  type VirtualDisk,
  VmfsError,
  type Volume,
} from '@microsphere/vmfs';

/** A virtual disk as its descriptor says. */
export interface DiskDescription {
  /** Of the descriptor. */
  readonly path: string;
  readonly capacityBytes: number;
  /** Of its own extent: a child is thin. */
  readonly provisioning: Provisioning;
  readonly uuid: string;
  /** Path of the disk that it descends from. */
  readonly parent: string | undefined;
  /** What its extent uses of the datastore. */
  readonly committedBytes: number;
}

/** Runs an operation of the file system under one mount; what goes wrong is a fault of the host. */
export type Run = <T>(operation: (volume: Volume) => Operation<T>) => Promise<T>;

export function newCid(): string {
  return contentId(randomBytes(4).readUInt32BE());
}

/** @param uuid - of the disk that it becomes a copy of, as that one's descriptor has it: "98 78 e4 2d 6d 13 49 88-ad 62 ad ff 7e d9 fd 88" */
export function newIds(uuid?: string): DiskIds {
  const digits = uuid?.replace(/[^0-9a-f]/gi, '');
  if (digits?.length !== 32) return { cid: newCid(), uuid: randomUUID() };
  return { cid: newCid(), uuid: digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') };
}

export function* describe(volume: Volume, path: string): Operation<DiskDescription> {
  const descriptor = yield* readDiskDescriptor(volume, path);
  const [extent] = descriptor.extents;
  if (!extent?.fileName) throw new VmfsError('damaged', `${path} has no extent`);
  const { provisioning, allocatedBytes } = yield* volume.stat(
    `${path.slice(0, path.lastIndexOf('/'))}/${extent.fileName}`,
  );
  const parent = parentOf({ path, descriptor });
  return {
    path,
    capacityBytes: capacitySectorsOf(descriptor) * BLOCK_BYTES,
    provisioning: parent === undefined ? (provisioning ?? 'zeroedThick') : 'thin',
    uuid: descriptor.ddb.get('uuid') ?? '',
    parent,
    committedBytes: allocatedBytes,
  };
}

/** Copies a disk as it reads, inside the array. Faults: AlreadyExists, FileLocked, NoDiskSpace, ... */
export async function clone(
  run: Run,
  what: { readonly source: string; readonly destination: string; readonly provisioning: Provisioning },
  onProgress: (percent: number) => void,
): Promise<void> {
  const { destination, provisioning } = what;
  const source = await run((volume) => openDisk(volume, what.source, { mode: 'readOnly' }));
  try {
    const copy = await run((volume) => DiskClone.begin(volume, { source, destination, provisioning, ids: newIds() }));
    try {
      for (let done = false; !done; ) {
        const step = await run(() => copy.step());
        onProgress(100 * step.fraction);
        ({ done } = step);
      }
    } catch (error) {
      // The first failure is the one to tell of; without a descriptor what is left is no disk.
      await run(() => copy.abandon()).catch(() => undefined);
      throw error;
    }
    await run(() => copy.finish());
  } finally {
    await run(() => source.close());
  }
}

/**
 * What was written to a child goes into its parent, durably; the child stays. It may be done again. `inUse`: a disk that a guest has
 * open through both. Faults: FileLocked, NoDiskSpace, ...
 */
export async function merge(
  run: Run,
  { child, inUse }: { readonly child: string; readonly inUse: VirtualDisk | undefined },
  onProgress: (percent: number) => void,
): Promise<void> {
  const disk = inUse ?? (await run((volume) => openDisk(volume, child, { mode: 'exclusive' })));
  try {
    const consolidation = await run((volume) => Consolidation.begin(volume, { disk, child }));
    for (let done = false; !done; ) {
      const step = await run(() => consolidation.step());
      onProgress(100 * step.fraction);
      ({ done } = step);
    }
  } finally {
    if (!inUse) await run(() => disk.close());
  }
}

/** Disks of a folder that those of other folders descend from: a look at every descriptor of the volume. */
export function* usedElsewhere(volume: Volume, folder: string): Operation<ReadonlySet<string>> {
  const used = new Set<string>();
  for (const { name, type } of yield* volume.list('/')) {
    const other = `/${name}`;
    if (type !== 'directory' || other === folder) continue;
    for (const path of yield* descriptorsIn(volume, other)) {
      const parent = yield* parentIfThere(volume, path);
      if (parent?.startsWith(`${folder}/`)) used.add(parent);
    }
  }
  return used;
}

function* descriptorsIn(volume: Volume, folder: string): Operation<string[]> {
  try {
    const names = (yield* volume.list(folder)).map(({ name }) => name);
    return names
      .filter((name) => name.endsWith('.vmdk') && !/-(flat|delta|ctk)\.vmdk$/.test(name))
      .map((name) => `${folder}/${name}`);
  } catch (error) {
    return ifGone(error, []);
  }
}

function* parentIfThere(volume: Volume, path: string): Operation<string | undefined> {
  try {
    return parentOf({ path, descriptor: yield* readDiskDescriptor(volume, path) });
  } catch (error) {
    return ifGone(error, undefined);
  }
}

/** A VM that is destroyed meanwhile uses nothing. */
function ifGone<T>(error: unknown, instead: T): T {
  if (error instanceof VmfsError && error.code === 'notFound') return instead;
  throw error;
}

/** A disk that is opened to be written, and its record of changes. */
export function* openTracked(volume: Volume, path: string, offers?: LockOffers): Operation<VirtualDisk> {
  const disk = yield* openDisk(volume, path, { mode: 'exclusive', ...(offers ? { offers } : {}) });
  try {
    yield* ChangeTracker.open(volume, { disk, uuid: randomUUID() });
    return disk;
  } catch (error) {
    yield* disk.close();
    throw error;
  }
}

/** The record is left in order: change ids stay what they are. */
export function* closeTracked(disk: VirtualDisk): Operation<void> {
  if (disk.tracker) yield* disk.tracker.close();
  yield* disk.close();
}

/** The record of changes of a disk, which has been merged into another one, is that one's from now on. */
export function* moveRecord(
  volume: Volume,
  { from, to }: { readonly from: string; readonly to: string },
): Operation<void> {
  const { changeTrackPath } = yield* readDiskDescriptor(volume, from);
  if (changeTrackPath === undefined) return;
  const record = besideDisk(to, 'ctk');
  try {
    yield* volume.rename(inFolderOf(from, changeTrackPath), record, { replace: true });
  } catch (error) {
    // Somebody came so far already, or there was none: then changes are recorded anew.
    if (!(error instanceof VmfsError && error.code === 'notFound')) throw error;
    return;
  }
  const descriptor = {
    ...(yield* readDiskDescriptor(volume, to)),
    changeTrackPath: record.slice(record.lastIndexOf('/') + 1),
  };
  yield* volume.writeFile(to, Buffer.from(formatDescriptor(descriptor)));
}
