// Making and removing disks. The descriptor is what makes a disk: it is written last, and goes first, so that whatever a
// crash leaves without one is nobody's, and the next attempt at the same name clears it away.
import { encodeText } from '../bytes.ts';
import { VmfsError } from '../errors.ts';
import type { Provisioning } from '../metadata.ts';
import { BLOCK_BYTES, type Operation } from '../operation.ts';
import { createDeltaFile } from './delta-extent.ts';
import {
  capacitySectorsOf,
  formatDescriptor,
  MAX_CAPACITY_SECTORS,
  NO_PARENT,
  newDdb,
  type VmdkDescriptor,
} from './descriptor.ts';
import { MAX_CHAIN_DEPTH, parentOf, readDiskDescriptor } from './disk-link.ts';
import { besideDisk, directoryOf, fileNameOf, hintOf, inFolderOf } from './disk-path.ts';
import type { DiskVolume } from './disk-volume.ts';

/** Randomness for a new disk; it comes from the caller. */
export interface DiskIds {
  /** Eight hexadecimal digits, neither "ffffffff" nor "fffffffe". */
  readonly cid: string;
  readonly uuid: string;
}

export interface NewDisk {
  /** Whole sectors. */
  readonly capacityBytes: number;
  readonly provisioning: Provisioning;
  readonly ids: DiskIds;
}

/** A content id of any 32 bits: those that mean none are left out (reference: storage.md, "VMDK"). */
export function contentId(bits: number): string {
  return (bits & 0x7fff_ffff).toString(16).padStart(8, '0');
}

function checkIds({ cid }: DiskIds): void {
  if (!/^[0-9a-f]{8}$/.test(cid) || cid === NO_PARENT || cid === 'fffffffe')
    throw new RangeError(`not a content id: ${JSON.stringify(cid)}`);
}

/** Makes a flat disk of zeros. Throws VmfsError exists, noSpace, tooLarge, notFound. */
export function* createDisk(volume: DiskVolume, path: string, disk: NewDisk): Operation<void> {
  yield* createFlatFile(volume, path, disk);
  yield* volume.createFile(path, { content: encodeText(formatDescriptor(flatDescriptor(path, disk))) });
}

/** The extent of a disk that is none yet. */
export function* createFlatFile(
  volume: DiskVolume,
  path: string,
  { capacityBytes, provisioning, ids }: NewDisk,
): Operation<void> {
  checkIds(ids);
  if (!Number.isSafeInteger(capacityBytes) || capacityBytes < BLOCK_BYTES || capacityBytes % BLOCK_BYTES !== 0)
    throw new RangeError(`${path}: ${capacityBytes} bytes are not whole sectors`);
  if (capacityBytes / BLOCK_BYTES > MAX_CAPACITY_SECTORS)
    throw new VmfsError('tooLarge', `${path}: a disk has at most ${MAX_CAPACITY_SECTORS} sectors`);
  yield* removeLeftovers(volume, path);
  yield* volume.createFile(besideDisk(path, 'flat'), { sizeBytes: capacityBytes, provisioning });
}

export function flatDescriptor(path: string, { capacityBytes, provisioning, ids }: NewDisk): VmdkDescriptor {
  const sectors = capacityBytes / BLOCK_BYTES;
  return {
    createType: 'vmfs',
    cid: ids.cid,
    parentCid: NO_PARENT,
    extents: [{ access: 'RW', sectors, type: 'VMFS', fileName: fileNameOf(besideDisk(path, 'flat')) }],
    ddb: newDdb({ capacitySectors: sectors, uuid: ids.uuid, thin: provisioning === 'thin' }),
    others: new Map(),
  };
}

/**
 * Makes an empty disk that descends from another: what a snapshot or a linked clone is written to. Nobody may write to the
 * parent from then on. Throws VmfsError exists, noSpace, tooLarge for a parent that is too deep in its chain, damaged.
 */
export function* createChild(
  volume: DiskVolume,
  { parent, child, ids }: { readonly parent: string; readonly child: string; readonly ids: DiskIds },
): Operation<void> {
  checkIds(ids);
  const descriptor = yield* readDiskDescriptor(volume, parent);
  if ((yield* depthOf(volume, parent, descriptor)) >= MAX_CHAIN_DEPTH)
    throw new VmfsError('tooLarge', `${child}: a chain has at most ${MAX_CHAIN_DEPTH} disks`);
  yield* removeLeftovers(volume, child);
  const capacitySectors = capacitySectorsOf(descriptor);
  const parentFileNameHint = hintOf({ parent, child });
  const path = besideDisk(child, 'delta');
  yield* createDeltaFile(volume, { path, capacitySectors, parentFileName: parentFileNameHint });
  // Where the parent's changes are tracked, the child's record goes on from there: its file is made when it is first opened.
  const tracked = descriptor.changeTrackPath !== undefined && directoryOf(parent) === directoryOf(child);
  const text = formatDescriptor({
    createType: 'vmfsSparse',
    cid: ids.cid,
    parentCid: descriptor.cid,
    parentFileNameHint,
    ...(tracked ? { changeTrackPath: fileNameOf(besideDisk(child, 'ctk')) } : {}),
    extents: [{ access: 'RW', sectors: capacitySectors, type: 'VMFSSPARSE', fileName: fileNameOf(path) }],
    ddb: newDdb({ capacitySectors, uuid: ids.uuid, thin: false }),
    others: new Map(),
  });
  yield* volume.createFile(child, { content: encodeText(text) });
}

function* depthOf(volume: DiskVolume, path: string, descriptor: VmdkDescriptor): Operation<number> {
  let depth = 1;
  let link = { path, descriptor };
  for (let next = parentOf(link); next !== undefined && depth <= MAX_CHAIN_DEPTH; next = parentOf(link)) {
    link = { path: next, descriptor: yield* readDiskDescriptor(volume, next) };
    depth += 1;
  }
  return depth;
}

/** Files of a disk that was never finished, or not wholly removed. Throws VmfsError exists when there is a disk. */
function* removeLeftovers(volume: DiskVolume, path: string): Operation<void> {
  if (yield* volume.exists(path)) throw new VmfsError('exists', `${path} exists`);
  for (const kind of ['flat', 'delta', 'ctk'] as const) yield* removeIfThere(volume, besideDisk(path, kind));
}

function* removeIfThere(volume: DiskVolume, path: string): Operation<void> {
  try {
    yield* volume.remove(path);
  } catch (error) {
    if (!(error instanceof VmfsError && error.code === 'notFound')) throw error;
  }
}

/**
 * Removes a disk; those that it descends from stay. It may be called again after a crash, until it returns. Throws LockedError
 * while somebody has it open: then nothing is gone. That no other disk descends from it is the caller's business.
 */
export function* deleteDisk(volume: DiskVolume, path: string): Operation<void> {
  if (yield* volume.exists(path)) {
    const extents = (yield* readDiskDescriptor(volume, path)).extents.flatMap(({ fileName }) => fileName ?? []);
    for (const name of extents) {
      const extent = inFolderOf(path, name);
      // Only to learn that nobody has it open, before anything is gone.
      if (yield* volume.exists(extent)) yield* volume.closeFile(yield* volume.openFile(extent, { mode: 'exclusive' }));
    }
    yield* volume.remove(path);
    for (const name of extents) yield* removeIfThere(volume, inFolderOf(path, name));
  }
  yield* removeLeftovers(volume, path);
}

/**
 * Makes a disk descend from another one than before, by one replacement of its descriptor. That the new parent, with all that
 * it descends from, reads as the former did is the caller's business: as after a consolidation.
 */
export function* setParent(
  volume: DiskVolume,
  { disk, parent }: { readonly disk: string; readonly parent: string },
): Operation<void> {
  const descriptor = yield* readDiskDescriptor(volume, disk);
  const { cid } = yield* readDiskDescriptor(volume, parent);
  if (descriptor.parentCid === NO_PARENT) throw new VmfsError('damaged', `${disk} descends from no disk`);
  const next = { ...descriptor, parentCid: cid, parentFileNameHint: hintOf({ parent, child: disk }) };
  yield* volume.writeFile(disk, encodeText(formatDescriptor(next)));
}
