// What fsck looks at in one file or directory that it has reached: its lock record, both copies of its metadata, and its
// blocks. Whoever is reached first keeps a block that two of them name.
import type { Extent } from '../allocation.ts';
import { view } from '../bytes.ts';
import { FILE_BLOCK_BLOCKS, FILE_BLOCK_BYTES, FIRST_DATA_FILE_BLOCK } from '../layout.ts';
import type { Metadata } from '../metadata.ts';
import { type Operation, read, write } from '../operation.ts';
import { HOLE, POINTERS_PER_BLOCK, POINTERS_PER_SECTOR, toBeZeroed } from '../pointer-block.ts';
import { isDataBlock, type NamedBlock, rangeOf, runsOf } from './file-blocks.ts';
import type { Place } from './finding.ts';
import type { Inspection } from './inspection.ts';

/** The metadata of the file; undefined when it is lost. */
export function* checkFile(inspection: Inspection, number: number, path: string): Operation<Metadata | undefined> {
  inspection.paths.set(number, path);
  yield* checkLockRecord(inspection, number, path);
  if (!(yield* checkMetadata(inspection, number, path))) return undefined;
  yield* checkExtents(inspection, number, path);
  yield* checkPointers(inspection, number, path);
  yield* checkShared(inspection, number, path);
  return inspection.get(number).metadata;
}

function* checkLockRecord(inspection: Inspection, number: number, path: string): Operation<void> {
  const { lock, lba } = inspection.get(number);
  if (lock.state === 'valid' && lock.value.allocated) return;
  const why = lock.state === 'damaged' ? lock.why : lock.state === 'empty' ? 'zeros' : 'not allocated';
  yield* inspection.found('lockRecordDamaged', { lba, descriptor: number, path }, why, () =>
    inspection.writeLock(number, { allocated: true }),
  );
}

function* checkMetadata(inspection: Inspection, number: number, path: string): Operation<boolean> {
  const { copies, metadata, lba } = inspection.get(number);
  const damaged = copies.flatMap((copy) => (copy.state === 'damaged' ? [copy] : []));
  if (!metadata) {
    const why = damaged.map((copy) => `LBA ${copy.lba}: ${copy.why}`).join('; ') || 'both copies are empty';
    inspection.hopeless.add(number);
    yield* inspection.found('metadataDamaged', { lba: lba + 1, descriptor: number, path }, why);
    return false;
  }
  for (const copy of damaged)
    yield* inspection.found('metadataCopyDamaged', { lba: copy.lba, descriptor: number, path }, copy.why, () =>
      inspection.writeMetadata(number, metadata),
    );
  return true;
}

/** How a run of blocks can't be one of a file of this volume. */
function trouble({ start, count }: Extent, fileBlocks: number) {
  if (start < FIRST_DATA_FILE_BLOCK) return 'extentInMetadata';
  return start + count > fileBlocks ? 'extentBeyondVolume' : undefined;
}

function* checkExtents(inspection: Inspection, number: number, path: string): Operation<void> {
  const { lba, metadata } = inspection.get(number);
  if (!metadata) return;
  const { fileBlocks } = inspection.superblock;
  const { extents, sizeBytes, pointerBlocks } = metadata;
  const where: Place = { lba: lba + 1, descriptor: number, path };
  const bad = extents.findIndex((extent) => trouble(extent, fileBlocks));
  const extent = extents[bad];
  const kind = extent && trouble(extent, fileBlocks);
  if (extent && kind) {
    const good = extents.slice(0, bad);
    const kept = Math.min(sizeBytes, bytesOf(good));
    const what = `file blocks ${rangeOf(extent)} of ${fileBlocks}; ${kept} bytes lie before them, of ${sizeBytes}`;
    yield* inspection.found(kind, { ...where, fileBlock: extent.start }, what, () =>
      inspection.writeMetadata(number, { ...metadata, extents: good, sizeBytes: kept }),
    );
    return;
  }
  const blocks = pointerBlocks
    ? pointerBlocks.length * POINTERS_PER_BLOCK * FILE_BLOCK_BYTES
    : bytesOf(extents) || metadata.inline.length;
  if (sizeBytes <= blocks) return;
  yield* inspection.found('sizeBeyondBlocks', where, `${sizeBytes} bytes in room for ${blocks}`, () =>
    inspection.writeMetadata(number, { ...metadata, sizeBytes: blocks }),
  );
}

/** Pointers that lead out of the volume, and pointer blocks that do. */
function* checkPointers(inspection: Inspection, number: number, path: string): Operation<void> {
  const { metadata, lba } = inspection.get(number);
  if (!metadata?.pointerBlocks) return;
  const bad = inspection.namedBlocks(number).filter(({ block }) => !isDataBlock(block, inspection.superblock));
  for (const named of bad.filter(({ holds }) => holds === 'pointers'))
    yield* inspection.found(
      'pointerBlockDamaged',
      { lba: lba + 1, descriptor: number, fileBlock: named.block, path },
      `pointer block ${named.index} is file block ${named.block}`,
      () => replaceBlock(inspection, number, named, HOLE),
    );
  const byPlace = new Map<number, NamedBlock[]>();
  for (const named of bad.filter(({ holds }) => holds === 'data')) {
    const place = Math.floor(named.index / POINTERS_PER_BLOCK);
    byPlace.set(place, [...(byPlace.get(place) ?? []), named]);
  }
  for (const [place, all] of byPlace) {
    const [first] = all;
    const pointerBlock = metadata.pointerBlocks[place] ?? 0;
    yield* inspection.found(
      'pointerBeyondVolume',
      { lba: pointerBlock * FILE_BLOCK_BLOCKS, descriptor: number, path },
      `${all.length} pointers, the first one (${first?.index}) to file block ${first?.block}`,
      function* () {
        for (const named of all) yield* replaceBlock(inspection, number, named, HOLE);
      },
    );
  }
  if (bad.length > 0 && inspection.repairing) yield* inspection.reload(number);
}

/** Gives a place in a file with pointers another block, or none. In the metadata, or in one sector of a pointer block. */
function* replaceBlock(inspection: Inspection, number: number, named: NamedBlock, block: number): Operation<void> {
  const { metadata } = inspection.get(number);
  if (!metadata?.pointerBlocks) throw new TypeError(`descriptor ${number} has no pointers`);
  if (named.holds === 'pointers') {
    const pointerBlocks = metadata.pointerBlocks.map((old, index) => (index === named.index ? block : old));
    return yield* inspection.writeMetadata(number, { ...metadata, pointerBlocks });
  }
  const pointerBlock = metadata.pointerBlocks[Math.floor(named.index / POINTERS_PER_BLOCK)] ?? 0;
  const index = named.index % POINTERS_PER_BLOCK;
  const lba = pointerBlock * FILE_BLOCK_BLOCKS + Math.floor(index / POINTERS_PER_SECTOR);
  const sector = (yield* read(lba, 1)).slice();
  const pointer = named.toBeZeroed && block !== HOLE ? toBeZeroed(block) : block;
  view(sector).setUint32(4 * (index % POINTERS_PER_SECTOR), pointer, true);
  yield* write(lba, sector, { fua: true });
}

/** Takes the file's blocks into its possession, and those that are another's already as copies. */
function* checkShared(inspection: Inspection, number: number, path: string): Operation<void> {
  const shared: NamedBlock[] = [];
  const byOwner = new Map<number, number[]>();
  for (const named of inspection.namedBlocks(number)) {
    const { block } = named;
    if (!isDataBlock(block, inspection.superblock)) continue;
    const owner = inspection.ownerOf(block);
    if (owner === undefined) inspection.own(block, number);
    else {
      shared.push(named);
      byOwner.set(owner, [...(byOwner.get(owner) ?? []), block]);
    }
  }
  if (shared.length === 0) return;
  const findings = [];
  for (const [owner, all] of byOwner)
    for (const run of runsOf(all))
      findings.push(
        yield* inspection.found(
          'blockShared',
          { fileBlock: run.start, lba: run.start * FILE_BLOCK_BLOCKS, descriptor: number, path },
          owner === number
            ? `file blocks ${rangeOf(run)} are twice in it`
            : `file blocks ${rangeOf(run)} belong to ${inspection.paths.get(owner) ?? `descriptor ${owner}`} too`,
        ),
      );
  yield* inspection.repair(findings, () => giveCopies(inspection, number, shared));
}

/** Every block that is not the file's alone is copied to one that is. */
function* giveCopies(inspection: Inspection, number: number, shared: readonly NamedBlock[]): Operation<void> {
  const { metadata } = inspection.get(number);
  if (!metadata) return;
  const copies = yield* inspection.allocate(shared.length, number);
  const targets = copies.flatMap(({ start, count }) => Array.from({ length: count }, (_, index) => start + index));
  try {
    const placed = inspection.namedBlocks(number).map(({ block }) => block);
    for (const [index, named] of shared.entries()) {
      const target = targets[index] ?? HOLE;
      const data = yield* read(named.block * FILE_BLOCK_BLOCKS, FILE_BLOCK_BLOCKS);
      yield* write(target * FILE_BLOCK_BLOCKS, data, { fua: true });
      if (metadata.pointerBlocks) yield* replaceBlock(inspection, number, named, target);
      else placed[named.index] = target;
    }
    if (metadata.pointerBlocks) yield* inspection.reload(number);
    else yield* inspection.writeMetadata(number, { ...metadata, extents: runsOf(placed) });
  } catch (error) {
    inspection.disown(targets, number);
    throw error;
  }
}

function bytesOf(extents: readonly Extent[]): number {
  return extents.reduce((sum, { count }) => sum + count, 0) * FILE_BLOCK_BYTES;
}
