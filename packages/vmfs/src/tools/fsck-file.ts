// What fsck looks at in one file or directory that it has reached: its lock record, both copies of its metadata, and its
// blocks. Whoever is reached first keeps a block that two of them name.
import type { Extent, Metadata } from '../descriptor.ts';
import { FILE_BLOCK_BLOCKS, FILE_BLOCK_BYTES, FIRST_DATA_FILE_BLOCK } from '../layout.ts';
import { type Operation, read, write } from '../operation.ts';
import type { Place } from './finding.ts';
import { type Inspection, runsOf } from './inspection.ts';

/** The metadata of the file; undefined when it is lost. */
export function* checkFile(inspection: Inspection, number: number, path: string): Operation<Metadata | undefined> {
  inspection.paths.set(number, path);
  yield* checkLockRecord(inspection, number, path);
  if (!(yield* checkMetadata(inspection, number, path))) return undefined;
  yield* checkExtents(inspection, number, path);
  yield* checkShared(inspection, number, path);
  return inspection.get(number).metadata;
}

function* checkLockRecord(inspection: Inspection, number: number, path: string): Operation<void> {
  const { lock, lba } = inspection.get(number);
  if (lock.state === 'valid' && lock.value.allocated) return;
  const why = lock.state === 'damaged' ? lock.why : lock.state === 'empty' ? 'zeros' : 'not allocated';
  yield* inspection.found('lockRecordDamaged', { lba, descriptor: number, path }, why, function* () {
    yield* inspection.writeLock(number, { allocated: true });
  });
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
    yield* inspection.found('metadataCopyDamaged', { lba: copy.lba, descriptor: number, path }, copy.why, function* () {
      yield* inspection.writeMetadata(number, metadata);
    });
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
  const { extents, sizeBytes } = metadata;
  const where: Place = { lba: lba + 1, descriptor: number, path };
  const bad = extents.findIndex((extent) => trouble(extent, fileBlocks));
  const extent = extents[bad];
  const kind = extent && trouble(extent, fileBlocks);
  if (extent && kind) {
    const good = extents.slice(0, bad);
    const kept = Math.min(sizeBytes, bytesOf(good));
    const what = `file blocks ${rangeOf(extent)} of ${fileBlocks}; ${kept} bytes lie before them, of ${sizeBytes}`;
    yield* inspection.found(kind, { ...where, fileBlock: extent.start }, what, function* () {
      yield* inspection.writeMetadata(number, { ...metadata, extents: good, sizeBytes: kept });
      return undefined;
    });
    return;
  }
  const room = extents.length > 0 ? bytesOf(extents) : metadata.inline.length;
  if (sizeBytes <= room) return;
  yield* inspection.found('sizeBeyondBlocks', where, `${sizeBytes} bytes in room for ${room}`, function* () {
    yield* inspection.writeMetadata(number, { ...metadata, sizeBytes: room });
  });
}

/** Takes the file's blocks into its possession, and those that are another's already as copies. */
function* checkShared(inspection: Inspection, number: number, path: string): Operation<void> {
  const blocks = [...inspection.blocksOf(inspection.get(number))];
  const shared: number[] = [];
  const seen = new Set<number>();
  for (const block of blocks) {
    if (seen.has(block) || inspection.ownerOf(block) !== undefined) shared.push(block);
    else inspection.own(block, number);
    seen.add(block);
  }
  const byOwner = new Map<number, number[]>();
  for (const block of shared) {
    const owner = inspection.ownerOf(block) ?? number;
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), block]);
  }
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
  if (findings.length > 0) yield* inspection.repair(findings, () => giveCopies(inspection, number));
}

/** Every block that is not the file's alone is copied to one that is. */
function* giveCopies(inspection: Inspection, number: number): Operation<void> {
  const { metadata } = inspection.get(number);
  if (!metadata) return;
  const seen = new Set<number>();
  const blocks = [...inspection.blocksOf({ metadata })];
  const wanted = blocks.map((block) => {
    const own = inspection.ownerOf(block) === number && !seen.has(block);
    seen.add(block);
    return !own;
  });
  const copies = yield* inspection.allocate(wanted.filter(Boolean).length, number);
  const targets = copies.flatMap(({ start, count }) => Array.from({ length: count }, (_, index) => start + index));
  const placed: number[] = [];
  for (const [index, block] of blocks.entries()) {
    const target = wanted[index] ? targets.shift() : undefined;
    if (target !== undefined)
      yield* write(target * FILE_BLOCK_BLOCKS, yield* read(block * FILE_BLOCK_BLOCKS, FILE_BLOCK_BLOCKS), {
        fua: true,
      });
    placed.push(target ?? block);
  }
  try {
    yield* inspection.writeMetadata(number, { ...metadata, extents: runsOf(placed) });
  } catch (error) {
    inspection.disown(
      placed.filter((_, index) => wanted[index]),
      number,
    );
    throw error;
  }
}

function bytesOf(extents: readonly Extent[]): number {
  return extents.reduce((sum, { count }) => sum + count, 0) * FILE_BLOCK_BYTES;
}

/** "12" or "12 to 15" */
export function rangeOf({ start, count }: Extent): string {
  return count === 1 ? String(start) : `${start} to ${start + count - 1}`;
}
