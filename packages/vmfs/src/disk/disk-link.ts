// One disk of a chain: its descriptor, its extent, and what it descends from.
import { decodeText } from '../bytes.ts';
import { VmfsError } from '../errors.ts';
import type { LockMode } from '../lock-record.ts';
import type { LockOffer } from '../locks.ts';
import { BLOCK_BYTES, type Operation } from '../operation.ts';
import { DeltaExtent } from './delta-extent.ts';
import { capacitySectorsOf, parseDescriptor, type VmdkDescriptor, VmdkError } from './descriptor.ts';
import type { DiskExtent, DiskPiece, Locator } from './disk-extent.ts';
import { inFolderOf, resolveHint } from './disk-path.ts';
import type { DiskVolume } from './disk-volume.ts';
import { FlatExtent } from './flat-extent.ts';

/** Disks of a chain, the base included (reference: storage.md). */
export const MAX_CHAIN_DEPTH = 32;
/** Locks of extents that their holder gives away, by path. */
export type LockOffers = ReadonlyMap<string, LockOffer>;

/** One disk of a chain. */
export class DiskLink implements Locator {
  readonly path: string;
  readonly extent: DiskExtent;
  descriptor: VmdkDescriptor;
  below: DiskLink | undefined;

  constructor(options: {
    readonly path: string;
    readonly descriptor: VmdkDescriptor;
    readonly extent: DiskExtent;
    readonly below: DiskLink | undefined;
  }) {
    this.path = options.path;
    this.descriptor = options.descriptor;
    this.extent = options.extent;
    this.below = options.below;
  }

  locate(sector: number, sectors: number, pieces: DiskPiece[]): boolean {
    return this.extent.locate(sector, sectors, pieces, this.below);
  }

  *load(sector: number, sectors: number): Operation<void> {
    yield* this.extent.load(sector, sectors);
    if (this.below) yield* this.below.load(sector, sectors);
  }
}

export function* closeLink(volume: DiskVolume, { extent }: DiskLink): Operation<void> {
  yield* extent.settle();
  yield* volume.closeFile(extent.file);
}

export function tooDeep(path: string): VmfsError {
  return new VmfsError('tooLarge', `${path}: a chain has at most ${MAX_CHAIN_DEPTH} disks`);
}

/** What a descriptor says. Throws VmdkError, with the path. */
export function* readDiskDescriptor(volume: DiskVolume, path: string): Operation<VmdkDescriptor> {
  const text = decodeText(yield* volume.readFile(path));
  try {
    return parseDescriptor(text);
  } catch (cause) {
    if (!(cause instanceof VmdkError)) throw cause;
    throw new VmfsError('damaged', `${path}: ${cause.message}`, { cause });
  }
}

/** The path of the disk that one descends from. */
export function parentOf({ path, descriptor }: Pick<DiskLink, 'path' | 'descriptor'>): string | undefined {
  const { parentFileNameHint } = descriptor;
  return parentFileNameHint === undefined ? undefined : resolveHint(path, parentFileNameHint);
}

/** A child whose parent was written to since does not open: it would be of two contents (reference: storage.md). */
export function checkDescent(child: DiskLink, parent: DiskLink): void {
  if (child.descriptor.parentCid !== parent.descriptor.cid)
    throw new VmfsError(
      'damaged',
      `${child.path}: the parent virtual disk ${parent.path} has been modified since the child was created ` +
        `(parentCID ${child.descriptor.parentCid}, CID ${parent.descriptor.cid})`,
    );
  if (capacitySectorsOf(child.descriptor) !== capacitySectorsOf(parent.descriptor))
    throw new VmfsError('damaged', `${child.path} and its parent ${parent.path} have different capacities`);
}

/** Opens the extent of one disk. Throws VmfsError damaged, LockedError. */
export function* openLink(
  volume: DiskVolume,
  path: string,
  { mode, below, offers }: { readonly mode: LockMode; readonly below?: DiskLink; readonly offers?: LockOffers },
): Operation<DiskLink> {
  const descriptor = yield* readDiskDescriptor(volume, path);
  const [line, ...rest] = descriptor.extents;
  const isDelta = descriptor.createType === 'vmfsSparse';
  if (
    !line?.fileName ||
    rest.length > 0 ||
    line.type !== (isDelta ? 'VMFSSPARSE' : 'VMFS') ||
    (!isDelta && descriptor.createType !== 'vmfs')
  )
    throw new VmfsError('damaged', `${path}: a disk of createType ${descriptor.createType} does not lie on a volume`);
  const extentPath = inFolderOf(path, line.fileName);
  const file = yield* volume.openFile(extentPath, { mode, offer: offers?.get(extentPath) });
  try {
    if (!isDelta && file.sizeBytes < line.sectors * BLOCK_BYTES)
      throw new VmfsError('damaged', `${file.path} has ${file.sizeBytes} bytes of ${line.sectors} sectors`);
    const extent = isDelta
      ? yield* DeltaExtent.open(volume, file)
      : new FlatExtent({ volume, file, thin: descriptor.ddb.get('thinProvisioned') === '1' });
    if (extent instanceof DeltaExtent && extent.capacitySectors !== line.sectors)
      throw new VmfsError('damaged', `${file.path} is of ${extent.capacitySectors} sectors, not ${line.sectors}`);
    return new DiskLink({ path, descriptor, extent, below });
  } catch (error) {
    yield* volume.closeFile(file);
    throw error;
  }
}
