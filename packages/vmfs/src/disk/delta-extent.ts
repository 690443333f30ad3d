// A delta extent: the sectors that were written since the parent was frozen, each a grain of its own. A grain is written
// with FUA before the table entry that leads to it, so whatever a crash leaves of the tables leads to what was written.
import { view } from '../bytes.ts';
import { VmfsError } from '../errors.ts';
import { BLOCK_BYTES, type Operation } from '../operation.ts';
import {
  type CowdHeader,
  DIRECTORY_SECTOR,
  decodeCowdHeader,
  directorySectorsOf,
  ENTRIES_PER_SECTOR,
  encodeCowdHeader,
  firstFreeSector,
  HEADER_SECTORS,
  MAX_DELTA_CAPACITY_SECTORS,
  TABLE_GRAINS,
  TABLE_SECTORS,
} from './cowd-header.ts';
import {
  appendPiece,
  appendRange,
  type DeviceRange,
  type DiskExtent,
  type DiskPiece,
  type Locator,
} from './disk-extent.ts';
import { type DiskFile, type DiskVolume, pieceOfFile, readSectors, writeSectors } from './disk-volume.ts';
import { type GrainTable, GrainTableCache, MAX_CACHED_TABLES } from './grain-table-cache.ts';

/** What is taken of the file at a time: a file block. A crash wastes less than that. */
const RESERVE_SECTORS = 2048;
/** What the file grows by, in sectors, when it is full; a hole until it is used. */
const GROW_SECTORS = 64 * RESERVE_SECTORS;
/** How often a table is read that others change meanwhile. */
const MAX_LOAD_RACES = 8;
/** The most that is located, loaded or written at a time: far fewer tables than are kept. */
export const MAX_REQUEST_SECTORS = (MAX_CACHED_TABLES / 4) * TABLE_GRAINS;

function roundUp(sector: number, unit: number): number {
  return Math.ceil(sector / unit) * unit;
}

/** Makes the file of an empty delta, which nobody knows of before its descriptor is there. */
export function* createDeltaFile(
  volume: DiskVolume,
  { path, ...header }: Omit<CowdHeader, 'freeSector'> & { readonly path: string },
): Operation<void> {
  if (header.capacitySectors > MAX_DELTA_CAPACITY_SECTORS)
    throw new VmfsError('tooLarge', `${path}: a delta is of at most ${MAX_DELTA_CAPACITY_SECTORS} sectors`);
  const freeSector = firstFreeSector(header.capacitySectors);
  const sizeBytes = roundUp(freeSector, RESERVE_SECTORS) * BLOCK_BYTES;
  yield* volume.createFile(path, { sizeBytes, provisioning: 'thin' });
  const file = yield* volume.openFile(path, { mode: 'exclusive' });
  try {
    // The directory is of zeros, which is what the volume makes of fresh blocks.
    yield* volume.allocate(file, { offsetBytes: 0, lengthBytes: sizeBytes });
    yield* writeSectors(file, 0, encodeCowdHeader({ ...header, freeSector }), { fua: true });
  } catch (error) {
    // Its lock would stand in the way of the next attempt, which removes it.
    yield* volume.closeFile(file);
    throw error;
  }
  yield* volume.closeFile(file);
}

export class DeltaExtent implements DiskExtent {
  private readonly volume: DiskVolume;
  private readonly header: CowdHeader;
  /** The sector of each grain table; 0 where there is none. */
  private readonly directory: Uint32Array;
  private readonly tables = new GrainTableCache();
  private file_: DiskFile;
  private nextFree: number;
  /** Where free space begins by the header on the disk: what lies before it may be used. */
  private reserved: number;
  /** Changes of any table: who reads one while they go on reads it again. */
  private changes = 0;

  private constructor(options: {
    readonly volume: DiskVolume;
    readonly file: DiskFile;
    readonly header: CowdHeader;
    readonly directory: Uint32Array;
  }) {
    this.volume = options.volume;
    this.file_ = options.file;
    this.header = options.header;
    this.directory = options.directory;
    this.nextFree = options.header.freeSector;
    this.reserved = options.header.freeSector;
  }

  /** Throws VmfsError damaged. */
  static *open(volume: DiskVolume, file: DiskFile): Operation<DeltaExtent> {
    const { path, sizeBytes } = file;
    if (sizeBytes < HEADER_SECTORS * BLOCK_BYTES)
      throw new VmfsError('damaged', `${path}: too short for a COWD header`);
    const header = decodeCowdHeader(yield* readSectors(file, 0, HEADER_SECTORS), path);
    if (header.freeSector * BLOCK_BYTES > sizeBytes)
      throw new VmfsError('damaged', `${path}: ${sizeBytes} bytes, and free space begins behind them`);
    const bytes = yield* readSectors(file, DIRECTORY_SECTOR, directorySectorsOf(header.capacitySectors));
    const fields = view(bytes);
    const directory = Uint32Array.from({ length: bytes.length / 4 }, (_, index) => fields.getUint32(4 * index, true));
    for (const [index, sector] of directory.entries())
      if (sector !== 0 && !isInside(header, sector, TABLE_SECTORS))
        throw new VmfsError('damaged', `${path}: grain table ${index} is said to be at sector ${sector}`);
    return new DeltaExtent({ volume, file, header, directory });
  }

  get file(): DiskFile {
    return this.file_;
  }

  get capacitySectors(): number {
    return this.header.capacitySectors;
  }

  locate(sector: number, sectors: number, pieces: DiskPiece[], below: Locator | undefined): boolean {
    for (let at = sector; at < sector + sectors; ) {
      const index = Math.floor(at / TABLE_GRAINS);
      const end = Math.min(sector + sectors, (index + 1) * TABLE_GRAINS);
      const found =
        this.directory[index] === 0
          ? locateBelow(below, { sector: at, sectors: end - at }, pieces)
          : this.locateInTable(at, end, pieces, below);
      if (!found) return false;
      at = end;
    }
    return true;
  }

  private locateInTable(from: number, end: number, pieces: DiskPiece[], below: Locator | undefined): boolean {
    const table = this.tables.get(Math.floor(from / TABLE_GRAINS));
    if (!table) return false;
    for (let at = from; at < end; ) {
      const first = table[at % TABLE_GRAINS] as number;
      const run = runOf(table, at, end);
      if (first === 0) {
        if (!locateBelow(below, { sector: at, sectors: run }, pieces)) return false;
      } else
        for (const piece of pieceOfFile(this.file_, first, run))
          appendPiece(pieces, piece.kind === 'device' ? piece : { kind: 'zero', blocks: piece.blocks });
      at += run;
    }
    return true;
  }

  locateForWrite(sector: number, sectors: number): readonly DeviceRange[] | undefined {
    const ranges: { lba: number; blocks: number }[] = [];
    for (let at = sector; at < sector + sectors; ) {
      const index = Math.floor(at / TABLE_GRAINS);
      const end = Math.min(sector + sectors, (index + 1) * TABLE_GRAINS);
      const table = this.directory[index] === 0 ? undefined : this.tables.get(index);
      if (!table) return undefined;
      while (at < end) {
        const first = table[at % TABLE_GRAINS] as number;
        if (first === 0) return undefined;
        const run = runOf(table, at, end);
        for (const piece of pieceOfFile(this.file_, first, run)) {
          if (piece.kind !== 'device') return undefined;
          appendRange(ranges, piece.lba, piece.blocks);
        }
        at += run;
      }
    }
    return ranges;
  }

  *load(sector: number, sectors: number): Operation<void> {
    const last = Math.floor((sector + sectors - 1) / TABLE_GRAINS);
    for (let index = Math.floor(sector / TABLE_GRAINS); index <= last; index += 1)
      if (this.directory[index] !== 0) yield* this.table(index);
  }

  private *table(index: number): Operation<GrainTable> {
    for (let race = 0; race < MAX_LOAD_RACES; race += 1) {
      const cached = this.tables.get(index);
      if (cached) return cached;
      const { changes } = this;
      const place = this.directory[index] as number;
      const bytes = yield* readSectors(this.file_, place, TABLE_SECTORS);
      if (changes !== this.changes) continue;
      const fields = view(bytes);
      const table = Uint32Array.from({ length: TABLE_GRAINS }, (_, entry) => fields.getUint32(4 * entry, true));
      for (const [entry, grain] of table.entries())
        if (grain !== 0 && !isInside({ ...this.header, freeSector: this.reserved }, grain, 1))
          throw new VmfsError(
            'damaged',
            `${this.file_.path}: grain ${index * TABLE_GRAINS + entry} is said to be at sector ${grain}`,
          );
      this.tables.set(index, table);
      return table;
    }
    throw new VmfsError('busy', `${this.file_.path}: a grain table changed ${MAX_LOAD_RACES} times while it was read`);
  }

  /**
   * Writes a range, of at most MAX_REQUEST_SECTORS: grains that are there in place, the others with FUA and then the entries
   * that lead to them. One at a time.
   */
  *write(sector: number, data: Uint8Array): Operation<void> {
    const sectors = data.length / BLOCK_BYTES;
    yield* this.reserve(yield* this.needed(sector, sectors));
    for (let at = sector; at < sector + sectors; ) {
      const index = Math.floor(at / TABLE_GRAINS);
      const end = Math.min(sector + sectors, (index + 1) * TABLE_GRAINS);
      yield* this.writeInTable(at, data.subarray((at - sector) * BLOCK_BYTES, (end - sector) * BLOCK_BYTES));
      at = end;
    }
  }

  /** Sectors that a write of a range takes of the file. */
  private *needed(sector: number, sectors: number): Operation<number> {
    let needed = 0;
    for (let at = sector; at < sector + sectors; ) {
      const index = Math.floor(at / TABLE_GRAINS);
      const end = Math.min(sector + sectors, (index + 1) * TABLE_GRAINS);
      if (this.directory[index] === 0) needed += TABLE_SECTORS + end - at;
      else {
        const table = yield* this.table(index);
        for (let grain = at; grain < end; grain += 1) if (table[grain % TABLE_GRAINS] === 0) needed += 1;
      }
      at = end;
    }
    return needed;
  }

  /** Sees to it that so many sectors can be used: they are allocated, and the header says that they may be. */
  private *reserve(sectors: number): Operation<void> {
    const end = this.nextFree + sectors;
    if (end <= this.reserved) return;
    const reserved = roundUp(end, RESERVE_SECTORS);
    const { sizeBytes } = this.file_;
    if (reserved * BLOCK_BYTES > sizeBytes)
      yield* this.volume.resizeFile(this.file_, roundUp(reserved, GROW_SECTORS) * BLOCK_BYTES);
    const from = Math.floor(this.nextFree / RESERVE_SECTORS) * RESERVE_SECTORS;
    yield* this.volume.allocate(this.file_, {
      offsetBytes: from * BLOCK_BYTES,
      lengthBytes: (reserved - from) * BLOCK_BYTES,
    });
    yield* this.writeHeader(reserved);
  }

  private *writeHeader(freeSector: number): Operation<void> {
    const header = encodeCowdHeader({ ...this.header, freeSector });
    // All that changes lies in the first sector, which is whole or not written at all.
    yield* writeSectors(this.file_, 0, header.subarray(0, BLOCK_BYTES), { fua: true });
    this.reserved = freeSector;
  }

  private *writeInTable(sector: number, data: Uint8Array): Operation<void> {
    const index = Math.floor(sector / TABLE_GRAINS);
    const end = sector + data.length / BLOCK_BYTES;
    const isNew = this.directory[index] === 0;
    const old = isNew ? undefined : yield* this.table(index);
    const table = old?.slice() ?? new Uint32Array(TABLE_GRAINS);
    // Whatever becomes of this write, nobody else gets the sectors that it may have filled.
    const tableSector = this.nextFree;
    if (isNew) this.nextFree += TABLE_SECTORS;
    const firstGrain = this.nextFree;
    const fresh: Uint8Array[] = [];
    for (let at = sector; at < end; ) {
      const run = runOf(table, at, end);
      const part = data.subarray((at - sector) * BLOCK_BYTES, (at - sector + run) * BLOCK_BYTES);
      const grain = table[at % TABLE_GRAINS] as number;
      if (grain !== 0) yield* writeSectors(this.file_, grain, part, { fua: false });
      else {
        fresh.push(part);
        for (let next = 0; next < run; next += 1) table[(at + next) % TABLE_GRAINS] = this.nextFree + next;
        this.nextFree += run;
      }
      at += run;
    }
    if (fresh.length === 0) return;
    this.changes += 1;
    yield* writeSectors(this.file_, firstGrain, joined(fresh), { fua: true });
    if (isNew) {
      yield* writeSectors(this.file_, tableSector, encodeEntries(table, 0, TABLE_GRAINS), { fua: true });
      yield* this.writeDirectoryEntry(index, tableSector);
    } else {
      const from = Math.floor((sector % TABLE_GRAINS) / ENTRIES_PER_SECTOR);
      const to = Math.floor(((end - 1) % TABLE_GRAINS) / ENTRIES_PER_SECTOR) + 1;
      const image = encodeEntries(table, from * ENTRIES_PER_SECTOR, to * ENTRIES_PER_SECTOR);
      yield* writeSectors(this.file_, (this.directory[index] as number) + from, image, { fua: false });
    }
    this.directory[index] = isNew ? tableSector : (this.directory[index] as number);
    this.tables.set(index, table);
    this.changes += 1;
  }

  private *writeDirectoryEntry(index: number, tableSector: number): Operation<void> {
    const place = Math.floor(index / ENTRIES_PER_SECTOR);
    const entries = this.directory.slice(place * ENTRIES_PER_SECTOR, (place + 1) * ENTRIES_PER_SECTOR);
    entries[index % ENTRIES_PER_SECTOR] = tableSector;
    const image = encodeEntries(entries, 0, ENTRIES_PER_SECTOR);
    yield* writeSectors(this.file_, DIRECTORY_SECTOR + place, image, { fua: false });
  }

  /** Nothing: the format has no grain that hides its parent's by zeros, and ESX unmaps none of these disks either. */
  *unmap(): Operation<void> {}

  *nextAllocated(sector: number, limit: number): Operation<{ sector: number; sectors: number } | undefined> {
    for (let at = sector; at < limit; ) {
      const index = Math.floor(at / TABLE_GRAINS);
      const end = Math.min(limit, (index + 1) * TABLE_GRAINS);
      if (this.directory[index] !== 0) {
        const table = yield* this.table(index);
        while (at < end && table[at % TABLE_GRAINS] === 0) at += 1;
        if (at < end) {
          let sectors = 1;
          while (at + sectors < end && table[(at + sectors) % TABLE_GRAINS] !== 0) sectors += 1;
          return { sector: at, sectors };
        }
      }
      at = end;
    }
    return undefined;
  }

  /** What was reserved and not used is free again. */
  *settle(): Operation<void> {
    if (this.reserved === this.nextFree) return;
    yield* this.writeHeader(this.nextFree);
  }

  reopened(file: DiskFile): void {
    this.file_ = file;
  }
}

/** How many grains from `at` on lie side by side, or are all the parent's. */
function runOf(table: GrainTable, at: number, end: number): number {
  const first = table[at % TABLE_GRAINS] as number;
  let run = 1;
  while (at + run < end && table[(at + run) % TABLE_GRAINS] === (first === 0 ? 0 : first + run)) run += 1;
  return run;
}

function locateBelow(
  below: Locator | undefined,
  { sector, sectors }: { readonly sector: number; readonly sectors: number },
  pieces: DiskPiece[],
): boolean {
  if (below) return below.locate(sector, sectors, pieces);
  appendPiece(pieces, { kind: 'zero', blocks: sectors });
  return true;
}

function isInside({ capacitySectors, freeSector }: CowdHeader, sector: number, sectors: number): boolean {
  return sector >= firstFreeSector(capacitySectors) && sector + sectors <= freeSector;
}

function encodeEntries(entries: Uint32Array, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array(4 * (to - from));
  const fields = view(bytes);
  for (let index = from; index < to; index += 1) fields.setUint32(4 * (index - from), entries[index] as number, true);
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
