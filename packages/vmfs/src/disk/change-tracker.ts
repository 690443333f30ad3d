// Changed block tracking: which blocks were written since a point that a change id ("uuid/epoch") names. While a disk is in
// use the record is in memory, and its file says so; a crash voids every id, and whoever asks has to read all
// (reference: storage.md, "Changed block tracking").
import { encodeText } from '../bytes.ts';
import { LockedError, VmfsError } from '../errors.ts';
import { BLOCK_BYTES, type Operation } from '../operation.ts';
import {
  blockSectorsOf,
  blocksOf,
  decodeRecordHeader,
  decodeRecordTable,
  encodeRecordHeader,
  encodeRecordTable,
  recordSectorsOf,
  TABLE_SECTOR,
} from './change-record.ts';
import { formatDescriptor } from './descriptor.ts';
import { type DiskLink, readDiskDescriptor } from './disk-link.ts';
import { besideDisk, fileNameOf, inFolderOf } from './disk-path.ts';
import { type DiskFile, type DiskVolume, readSectors, writeSectors } from './disk-volume.ts';
import type { VirtualDisk } from './virtual-disk.ts';

/** Areas of one answer; who wants more asks again from the end of the last one (vim25 DiskChangeInfo). */
export const MAX_AREAS = 2000;
/** Sectors that a question for what is allocated looks at at a time. */
const SCAN_SECTORS = 2048;

/** The id is of no use: of another record than this one, or void since a crash. Read all (vim25: FileFault). */
export class ChangeIdError extends Error {
  override readonly name = 'ChangeIdError';
}

export interface DiskArea {
  readonly startBytes: number;
  readonly lengthBytes: number;
}

/** vim25 DiskChangeInfo: what is said of the part of the disk from `startBytes`, `lengthBytes` long. */
export interface DiskChanges extends DiskArea {
  readonly changedAreas: readonly DiskArea[];
}

interface Loaded {
  readonly uuid: string;
  readonly epoch: number;
  readonly epochs: Uint32Array;
}

export class ChangeTracker {
  private readonly volume: DiskVolume;
  private readonly capacitySectors: number;
  private readonly blockSectors: number;
  private readonly uuid: string;
  private readonly epochs: Uint32Array;
  private epoch: number;
  private file: DiskFile;
  private disk: VirtualDisk;

  private constructor(
    options: Loaded & { readonly volume: DiskVolume; readonly disk: VirtualDisk; readonly file: DiskFile },
  ) {
    this.volume = options.volume;
    this.capacitySectors = options.disk.capacitySectors;
    this.blockSectors = blockSectorsOf(this.capacitySectors);
    this.uuid = options.uuid;
    this.epoch = options.epoch;
    this.epochs = options.epochs;
    this.file = options.file;
    this.disk = options.disk;
  }

  /** The change-tracking file, as it is open now. */
  get recordFile(): DiskFile {
    return this.file;
  }

  /**
   * Tracks the changes of a disk that was opened to be written, from before its first write on. Goes on with the record of the
   * disk, or of the one it descends from, where that was left in order; else with a new one, of `uuid`, that knows no ids.
   */
  static *open(
    volume: DiskVolume,
    { disk, uuid }: { readonly disk: VirtualDisk; readonly uuid: string },
  ): Operation<ChangeTracker> {
    const fresh: Loaded = { uuid, epoch: 1, epochs: new Uint32Array(blocksOf(disk.capacitySectors)) };
    const [top, parent] = disk.chain;
    if (!top) throw new RangeError('a disk without extents');
    const own = yield* openRecord(volume, top);
    let loaded: Loaded | undefined;
    if (own) loaded = yield* takeOver(own, disk.capacitySectors);
    else if (parent && top.descriptor.changeTrackPath !== undefined) {
      // A child that names a record which is not there yet was not written to: its parent's is its own.
      const inherited = yield* openRecord(volume, parent);
      if (inherited) {
        loaded = yield* takeOver(inherited, disk.capacitySectors);
        yield* volume.closeFile(inherited);
      }
    }
    const file = own ?? (yield* createRecord(volume, disk));
    const tracker = new ChangeTracker({ volume, disk, file, ...(loaded ?? fresh) });
    yield* tracker.begin(disk);
    return tracker;
  }

  /** From here on the file says that the record is in memory, and the disk that it has one. */
  private *begin(disk: VirtualDisk): Operation<void> {
    yield* this.writeHeader({ inUse: true });
    const changeTrackPath = fileNameOf(this.file.path);
    if (disk.top.descriptor.changeTrackPath !== changeTrackPath)
      yield* disk.rewrite(disk.top, { ...disk.top.descriptor, changeTrackPath });
    this.disk = disk;
    disk.track(this);
  }

  private *writeHeader({ inUse }: { readonly inUse: boolean }): Operation<void> {
    const { uuid, epoch, capacitySectors } = this;
    yield* writeSectors(this.file, 0, encodeRecordHeader({ uuid, epoch, capacitySectors, inUse }), { fua: true });
  }

  /** A write begins. No I/O. */
  note(sector: number, sectors: number): void {
    const first = Math.floor(sector / this.blockSectors);
    const end = Math.ceil((sector + sectors) / this.blockSectors);
    this.epochs.fill(this.epoch, first, end);
  }

  /** The point that a snapshot taken now stands for; what is written from now on is changed since then. */
  endEpoch(): string {
    const changeId = `${this.uuid}/${this.epoch}`;
    this.epoch += 1;
    return changeId;
  }

  /**
   * What changed since the point that an id names, as far as the areas of one answer go. Never less than what changed; blocks
   * are told as a whole. Throws ChangeIdError.
   */
  changesSince(changeId: string, startBytes: number): DiskChanges {
    const [, uuid, digits] = /^([0-9a-f-]{36})\/(\d{1,10})$/i.exec(changeId) ?? [];
    const since = Number(digits);
    if (uuid === undefined || uuid.toLowerCase() !== this.uuid.toLowerCase() || since >= this.epoch)
      throw new ChangeIdError(`change id ${changeId} is not of this disk's record, which is ${this.uuid}`);
    const areas = new AreaList(startBytes);
    const capacityBytes = this.capacitySectors * BLOCK_BYTES;
    const blockBytes = this.blockSectors * BLOCK_BYTES;
    let at = startBytes;
    while (at < capacityBytes) {
      const block = Math.floor(at / blockBytes);
      const end = Math.min(capacityBytes, (block + 1) * blockBytes);
      if ((this.epochs[block] as number) > since && !areas.add(at, end - at)) break;
      at = end;
    }
    return areas.upTo(at);
  }

  /**
   * The disk goes on as `disk`: one longer by a snapshot, or shorter by a consolidation. Its record goes with it; the former
   * one is left as in use, so that nobody takes it for the present one.
   */
  *moveTo(disk: VirtualDisk): Operation<void> {
    const former = this.file;
    this.file = (yield* openRecord(this.volume, disk.top)) ?? (yield* createRecord(this.volume, disk));
    yield* this.begin(disk);
    yield* this.volume.closeFile(former);
  }

  /** Leaves the record in order. What is written to the disk from now on is not tracked: the next `markWritten` says so. */
  *close(): Operation<void> {
    this.disk.track(undefined);
    const table = encodeRecordTable(this.epochs, this.capacitySectors);
    yield* writeSectors(this.file, TABLE_SECTOR, table, { fua: false });
    yield { op: 'flush' };
    yield* this.writeHeader({ inUse: false });
    yield* this.volume.closeFile(this.file);
  }
}

/** Which areas of a disk are allocated, and so worth reading ("*" in vim25), as far as one answer goes. */
export function* allocatedAreas(disk: VirtualDisk, startBytes: number): Operation<DiskChanges> {
  const areas = new AreaList(startBytes);
  let at = Math.floor(startBytes / BLOCK_BYTES);
  for (let isFull = false; !isFull && at < disk.capacitySectors; ) {
    const sectors = Math.min(SCAN_SECTORS, disk.capacitySectors - at);
    for (const piece of yield* disk.locateLoading(at, sectors)) {
      if (piece.kind === 'device' && !areas.add(at * BLOCK_BYTES, piece.blocks * BLOCK_BYTES)) {
        isFull = true;
        break;
      }
      at += piece.blocks;
    }
  }
  return areas.upTo(at * BLOCK_BYTES);
}

class AreaList {
  private readonly start: number;
  private readonly areas: { startBytes: number; lengthBytes: number }[] = [];

  constructor(startBytes: number) {
    if (!Number.isSafeInteger(startBytes) || startBytes < 0 || startBytes % BLOCK_BYTES !== 0)
      throw new RangeError(`an offset of ${startBytes} bytes`);
    this.start = startBytes;
  }

  /** False when there is no place for another one. */
  add(startBytes: number, lengthBytes: number): boolean {
    const last = this.areas.at(-1);
    if (last && last.startBytes + last.lengthBytes === startBytes) last.lengthBytes += lengthBytes;
    else if (this.areas.length >= MAX_AREAS) return false;
    else this.areas.push({ startBytes, lengthBytes });
    return true;
  }

  upTo(endBytes: number): DiskChanges {
    return {
      startBytes: this.start,
      lengthBytes: Math.max(0, endBytes - this.start),
      changedAreas: this.areas,
    };
  }
}

/** The change-tracking file that a disk names, if it is there and nobody else has it. */
function* openRecord(
  volume: DiskVolume,
  { path, descriptor }: Pick<DiskLink, 'path' | 'descriptor'>,
): Operation<DiskFile | undefined> {
  if (descriptor.changeTrackPath === undefined) return undefined;
  try {
    return yield* volume.openFile(inFolderOf(path, descriptor.changeTrackPath), { mode: 'exclusive' });
  } catch (error) {
    if (error instanceof LockedError || (error instanceof VmfsError && error.code === 'notFound')) return undefined;
    throw error;
  }
}

function* createRecord(volume: DiskVolume, disk: Pick<VirtualDisk, 'path' | 'capacitySectors'>): Operation<DiskFile> {
  return yield* createRecordFile(volume, disk.path, recordSectorsOf(disk.capacitySectors) * BLOCK_BYTES);
}

function* createRecordFile(volume: DiskVolume, diskPath: string, sizeBytes: number): Operation<DiskFile> {
  const path = besideDisk(diskPath, 'ctk');
  if (yield* volume.exists(path)) yield* volume.remove(path);
  yield* volume.createFile(path, { sizeBytes, provisioning: 'eagerZeroedThick' });
  return yield* volume.openFile(path, { mode: 'exclusive' });
}

/** What a record that was left in order says, which from now on is not the present one any more; undefined for another. */
function* takeOver(file: DiskFile, capacitySectors: number): Operation<Loaded | undefined> {
  if (file.sizeBytes < recordSectorsOf(capacitySectors) * BLOCK_BYTES) return undefined;
  const header = decodeRecordHeader(yield* readSectors(file, 0, 1));
  if (!header || header.inUse || header.capacitySectors !== capacitySectors) return undefined;
  const table = yield* readSectors(file, TABLE_SECTOR, recordSectorsOf(capacitySectors) - TABLE_SECTOR);
  yield* writeSectors(file, 0, encodeRecordHeader({ ...header, inUse: true }), { fua: true });
  return { uuid: header.uuid, epoch: header.epoch, epochs: decodeRecordTable(table, capacitySectors) };
}

/** The record of a disk that nobody has open to be written, byte for byte; undefined where it has none. */
export function* readChangeRecord(volume: DiskVolume, path: string): Operation<Uint8Array | undefined> {
  const file = yield* openRecord(volume, { path, descriptor: yield* readDiskDescriptor(volume, path) });
  if (!file) return undefined;
  try {
    return yield* readSectors(file, 0, file.sizeBytes / BLOCK_BYTES);
  } finally {
    yield* volume.closeFile(file);
  }
}

/**
 * Gives a copy of a disk the record of the original: change ids of that one are answered by this one. The copy has none yet, and
 * is not written to any more before it is opened with its record.
 */
export function* writeChangeRecord(
  volume: DiskVolume,
  { path, record }: { readonly path: string; readonly record: Uint8Array },
): Operation<void> {
  const file = yield* createRecordFile(volume, path, record.length);
  try {
    yield* writeSectors(file, 0, record, { fua: true });
  } finally {
    yield* volume.closeFile(file);
  }
  const descriptor = { ...(yield* readDiskDescriptor(volume, path)), changeTrackPath: fileNameOf(file.path) };
  yield* volume.writeFile(path, encodeText(formatDescriptor(descriptor)));
}
