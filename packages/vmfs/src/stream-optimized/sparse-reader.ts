// Reads a sparse VMDK: streams (streamOptimized), and files that are written to in place (monolithicSparse, what `qemu-img
// convert -O vmdk` makes). Pure: it yields what it wants to read of the file. Everything that the file says of itself is
// checked before the first grain is given out, but for what only the grains say; of them, one is in memory at a time.
import { view } from '../bytes.ts';
import { decodeDescriptor, type EmbeddedDescriptor } from './embedded-descriptor.ts';
import { decodeGrainMarker, GRAIN_MARKER_BYTES, isMarker } from './marker.ts';
import { SparseError } from './sparse-error.ts';
import { decodeHeader, SECTOR_BYTES, type SparseHeader, TABLE_ENTRIES, TABLE_SECTORS } from './sparse-header.ts';

/** Footer marker, footer, end-of-stream marker: the last sectors of a stream. */
const FOOTER_SECTORS = 3;
/** What deflate makes of a grain may be larger than the grain, but not twice as large. */
const MAX_STORED_FACTOR = 2;

/** A part of the file that is to be read. Answered with it, or with less where the file ends before. */
export interface FileRead {
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

export type FileReading<T> = Generator<FileRead, T, Uint8Array>;

/** A grain as it is stored; `expandGrain` makes its bytes of it. */
export interface StoredGrain {
  /** On the disk. */
  readonly sector: number;
  /** On the disk: fewer than others' for a grain in which the disk ends. */
  readonly sectors: number;
  readonly grainBytes: number;
  /** In the file. */
  readonly offsetBytes: number;
  readonly compressed: boolean;
  readonly stored: Uint8Array;
}

/** A part of the file that is something. */
interface Range {
  readonly what: string;
  readonly sector: number;
  readonly sectors: number;
}

/** An entry of a grain table. */
interface GrainPlace {
  /** Number on the disk. */
  readonly grain: number;
  /** In the file. */
  readonly sector: number;
}

/** Reads and checks all but the grains themselves. Throws SparseError. */
export function* openSparse(fileBytes: number): FileReading<SparseFile> {
  const header = decodeHeader(yield* readExactly('the header', { sector: 0, sectors: 1, fileBytes }), 0);
  const metadata: Range[] = [{ what: 'the header', sector: 0, sectors: 1 }];
  const { descriptorSector, descriptorSectors } = header;
  if (descriptorSectors === 0)
    throw new SparseError(
      'unsupported',
      28,
      'no descriptor: this is one extent of a disk that consists of several files',
    );
  const place = { sector: descriptorSector, sectors: descriptorSectors };
  metadata.push({ what: 'the descriptor', ...place });
  const text = yield* readExactly('the descriptor', { ...place, fileBytes });
  const descriptor = decodeDescriptor(text, descriptorSector * SECTOR_BYTES);
  let directorySector = header.directorySector;
  if (directorySector === 'atEnd') {
    const footer = yield* readFooter(header, fileBytes);
    directorySector = footer.directorySector;
    metadata.push({ what: 'the footer', sector: footer.sector, sectors: FOOTER_SECTORS });
  }
  const file = new SparseFile({ header, descriptor, fileBytes, directorySector });
  yield* file.check(metadata);
  return file;
}

export class SparseFile {
  readonly header: SparseHeader;
  readonly descriptor: EmbeddedDescriptor;
  private readonly fileBytes: number;
  private readonly directorySector: number;
  private directory = new Uint32Array(0);
  /** Where tables and the like begin, in order: no grain goes on beyond one. */
  private metadataStarts: readonly number[] = [];
  private grainCount_ = 0;

  constructor(options: {
    readonly header: SparseHeader;
    readonly descriptor: EmbeddedDescriptor;
    readonly fileBytes: number;
    readonly directorySector: number;
  }) {
    this.header = options.header;
    this.descriptor = options.descriptor;
    this.fileBytes = options.fileBytes;
    this.directorySector = options.directorySector;
  }

  get capacitySectors(): number {
    return this.header.capacitySectors;
  }

  /** Grains that are stored; all others are zeros. */
  get grainCount(): number {
    return this.grainCount_;
  }

  /** Reads the directory and every table once. `metadata` is what was found so far. */
  *check(metadata: Range[]): FileReading<void> {
    yield* this.readDirectory(metadata);
    metadata.sort((a, b) => a.sector - b.sector);
    for (const [index, range] of metadata.entries()) {
      const next = metadata[index + 1];
      if (next && range.sector + range.sectors > next.sector) throw overlap(next.sector, next.what, range.what);
    }
    this.metadataStarts = metadata.map(({ sector }) => sector);
    if (this.header.compressed) yield* this.checkOrder(metadata);
    else yield* this.checkPlaces(metadata);
  }

  private *readDirectory(metadata: Range[]): FileReading<void> {
    const { capacitySectors, grainSectors } = this.header;
    const entries = Math.ceil(capacitySectors / (grainSectors * TABLE_ENTRIES));
    const sectors = Math.ceil((entries * 4) / SECTOR_BYTES);
    yield* this.expectMarker('grainDirectory', this.directorySector, sectors);
    const place = { sector: this.directorySector, sectors };
    metadata.push({ what: 'the grain directory', ...place });
    const bytes = yield* readExactly('the grain directory', { ...place, fileBytes: this.fileBytes });
    this.directory = decodeEntries(bytes, entries);
    for (const [index, sector] of this.directory.entries()) {
      if (sector === 0) continue;
      const what = `grain table ${index}`;
      yield* this.expectMarker('grainTable', sector, TABLE_SECTORS);
      metadata.push({ what, sector, sectors: TABLE_SECTORS });
    }
  }

  /** In a stream a marker comes before each table; in a file with the directory at its beginning there is none. */
  private *expectMarker(type: 'grainDirectory' | 'grainTable', sector: number, sectors: number): FileReading<void> {
    if (this.header.directorySector !== 'atEnd') return;
    const what = `the marker of the ${type === 'grainTable' ? 'grain table' : 'grain directory'}`;
    if (sector === 0) throw new SparseError('badDirectory', 0, `${what} would lie before the file`);
    const bytes = yield* readExactly(what, { sector: sector - 1, sectors: 1, fileBytes: this.fileBytes });
    if (!isMarker(bytes, type, sectors))
      throw new SparseError('badMarker', (sector - 1) * SECTOR_BYTES, `${what} is something else`);
  }

  /** Compressed grains: one after the other. How long each is, it says itself. */
  private *checkOrder(metadata: readonly Range[]): FileReading<void> {
    let last = -1;
    for (let table = 0; table < this.directory.length; table += 1)
      for (const { grain, sector } of yield* this.readTable(table)) {
        if (sector <= last)
          throw new SparseError(
            sector === last ? 'overlapping' : 'descending',
            sector * SECTOR_BYTES,
            `grain ${grain} lies before the one that comes before it on the disk`,
          );
        last = sector;
        const around = metadata[this.metadataBefore(sector)];
        if (around && around.sector + around.sectors > sector) throw overlap(sector, `grain ${grain}`, around.what);
        this.grainCount_ += 1;
      }
  }

  /** Plain grains: in any order, all of one size. */
  private *checkPlaces(metadata: readonly Range[]): FileReading<void> {
    const { grainSectors } = this.header;
    let places = new Uint32Array(TABLE_ENTRIES);
    for (let table = 0; table < this.directory.length; table += 1)
      for (const { grain, sector } of yield* this.readTable(table)) {
        const end = sector * SECTOR_BYTES + this.sectorsOf(grain) * SECTOR_BYTES;
        if (end > this.fileBytes) throw cut(`grain ${grain}`, sector * SECTOR_BYTES, this.fileBytes);
        if (this.grainCount_ === places.length) {
          const larger = new Uint32Array(places.length * 2);
          larger.set(places);
          places = larger;
        }
        places[this.grainCount_] = sector;
        this.grainCount_ += 1;
      }
    const sorted = places.subarray(0, this.grainCount_).sort();
    for (const [index, sector] of sorted.entries()) {
      const next = sorted[index + 1];
      if (next !== undefined && next < sector + grainSectors) throw overlap(next, 'a grain', 'another');
      const before = this.metadataBefore(sector + grainSectors - 1);
      const around = metadata[before];
      if (around && around.sector + around.sectors > sector) throw overlap(sector, 'a grain', around.what);
    }
  }

  /** Every grain that is stored, in the order of the disk, with the reads between. Throws SparseError. */
  *grains(): Generator<FileRead | StoredGrain, void, Uint8Array | undefined> {
    let endBytes = 0;
    for (let table = 0; table < this.directory.length; table += 1) {
      const places = yield* answered(this.readTable(table));
      for (const [index, place] of places.entries()) {
        const grain = yield* answered(this.readGrain(place, places[index + 1]));
        if (grain.offsetBytes < endBytes) throw overlap(place.sector, `grain ${place.grain}`, 'the one before it');
        if (grain.compressed) endBytes = grain.offsetBytes + GRAIN_MARKER_BYTES + grain.stored.length;
        yield grain;
      }
    }
  }

  /** The stored grains of a table. */
  private *readTable(index: number): FileReading<readonly GrainPlace[]> {
    const sector = this.directory[index] ?? 0;
    if (sector === 0) return [];
    const place = { sector, sectors: TABLE_SECTORS, fileBytes: this.fileBytes };
    const entries = decodeEntries(yield* readExactly(`grain table ${index}`, place), TABLE_ENTRIES);
    const places: GrainPlace[] = [];
    for (const [entry, at] of entries.entries()) {
      if (at === 0 || (at === 1 && this.header.zeroGrains)) continue;
      const grain = index * TABLE_ENTRIES + entry;
      const offsetBytes = sector * SECTOR_BYTES + entry * 4;
      if (grain * this.header.grainSectors >= this.capacitySectors)
        throw new SparseError('badTable', offsetBytes, `grain ${grain} is beyond the capacity`);
      if (at * SECTOR_BYTES >= this.fileBytes)
        throw cut(`grain ${grain}, which is to lie`, at * SECTOR_BYTES, this.fileBytes);
      places.push({ grain, sector: at });
    }
    return places;
  }

  private *readGrain({ grain, sector }: GrainPlace, next: GrainPlace | undefined): FileReading<StoredGrain> {
    const { grainSectors, compressed } = this.header;
    const grainBytes = grainSectors * SECTOR_BYTES;
    const offsetBytes = sector * SECTOR_BYTES;
    const found = { sector: grain * grainSectors, sectors: this.sectorsOf(grain), grainBytes, offsetBytes, compressed };
    if (!compressed) {
      const lengthBytes = found.sectors * SECTOR_BYTES;
      const stored = yield { offsetBytes, lengthBytes };
      if (stored.length !== lengthBytes) throw cut(`grain ${grain}`, offsetBytes, this.fileBytes);
      return { ...found, stored };
    }
    const wall = Math.min(
      this.metadataStarts[this.metadataBefore(sector) + 1] ?? Number.POSITIVE_INFINITY,
      next?.sector ?? Number.POSITIVE_INFINITY,
    );
    const maxBytes = GRAIN_MARKER_BYTES + MAX_STORED_FACTOR * grainBytes;
    const lengthBytes = Math.min(maxBytes, wall * SECTOR_BYTES - offsetBytes, this.fileBytes - offsetBytes);
    const bytes = yield { offsetBytes, lengthBytes };
    if (bytes.length !== lengthBytes || lengthBytes < GRAIN_MARKER_BYTES)
      throw cut(`grain ${grain}`, offsetBytes, this.fileBytes);
    const marker = decodeGrainMarker(bytes);
    if (marker.sector !== found.sector)
      throw new SparseError('badMarker', offsetBytes, `the marker of grain ${grain} says sector ${marker.sector}`);
    const size = marker.sizeBytes;
    if (size === 0 || size > MAX_STORED_FACTOR * grainBytes)
      throw new SparseError('badGrain', offsetBytes + 8, `grain ${grain} is stored in ${size} bytes`);
    if (GRAIN_MARKER_BYTES + size > lengthBytes) {
      if (offsetBytes + GRAIN_MARKER_BYTES + size > this.fileBytes)
        throw cut(`grain ${grain}`, offsetBytes, this.fileBytes);
      throw overlap(wall, 'what begins there', `grain ${grain}, stored in ${size} bytes`);
    }
    return { ...found, stored: bytes.subarray(GRAIN_MARKER_BYTES, GRAIN_MARKER_BYTES + size) };
  }

  /** Sectors of the disk that a grain has. */
  private sectorsOf(grain: number): number {
    const { grainSectors, capacitySectors } = this.header;
    return Math.min(grainSectors, capacitySectors - grain * grainSectors);
  }

  /** Index of the last metadata that begins at or before a sector; -1 for none. */
  private metadataBefore(sector: number): number {
    let low = 0;
    let high = this.metadataStarts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.metadataStarts[middle] ?? 0) <= sector) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/**
 * The bytes of a grain on the disk. Throws SparseError badGrain.
 *
 * @param inflated - of a compressed grain: what inflating it gave; undefined where it is not deflated data, or is more than
 *   `grainBytes` of them, at which the caller stops
 */
export function expandGrain(grain: StoredGrain, inflated: Uint8Array | undefined): Uint8Array {
  const bytes = grain.compressed ? inflated : grain.stored;
  const sizeBytes = grain.sectors * SECTOR_BYTES;
  const at = `sector ${grain.sector} of the disk`;
  if (!bytes)
    throw new SparseError(
      'badGrain',
      grain.offsetBytes,
      `the grain for ${at} does not inflate, or to more than ${grain.grainBytes} bytes`,
    );
  // The grain in which the disk ends is as long as the others, or as what there is of it.
  if (bytes.length !== sizeBytes && bytes.length !== grain.grainBytes)
    throw new SparseError('badGrain', grain.offsetBytes, `the grain for ${at} has ${bytes.length} bytes`);
  return bytes.subarray(0, sizeBytes);
}

function* readFooter(
  header: SparseHeader,
  fileBytes: number,
): FileReading<{ readonly sector: number; readonly directorySector: number }> {
  const sector = Math.floor(fileBytes / SECTOR_BYTES) - FOOTER_SECTORS;
  const offsetBytes = sector * SECTOR_BYTES;
  if (sector < 1 || fileBytes % SECTOR_BYTES !== 0)
    throw new SparseError('truncated', fileBytes, 'the file ends without the footer that its header promises');
  const bytes = yield* readExactly('the footer', { sector, sectors: FOOTER_SECTORS, fileBytes });
  const [marker, footerBytes, end] = [0, 1, 2].map((index) =>
    bytes.subarray(index * SECTOR_BYTES, (index + 1) * SECTOR_BYTES),
  ) as [Uint8Array, Uint8Array, Uint8Array];
  if (!isMarker(marker, 'footer', 1) || !isMarker(end, 'endOfStream', 0))
    throw new SparseError('truncated', offsetBytes, 'the file does not end with a footer and an end-of-stream marker');
  let footer: SparseHeader;
  try {
    footer = decodeHeader(footerBytes, offsetBytes + SECTOR_BYTES);
  } catch (error) {
    if (!(error instanceof SparseError)) throw error;
    throw new SparseError('badFooter', error.offsetBytes, `the footer is no header: ${error.code}`);
  }
  const { directorySector } = footer;
  if (directorySector === 'atEnd')
    throw new SparseError(
      'badFooter',
      offsetBytes + SECTOR_BYTES + 56,
      'the footer does not say where the directory is',
    );
  const differs = (Object.keys(header) as (keyof SparseHeader)[]).find(
    (key) => key !== 'directorySector' && header[key] !== footer[key],
  );
  if (differs !== undefined)
    throw new SparseError('badFooter', offsetBytes + SECTOR_BYTES, `the footer and the header differ in ${differs}`);
  return { sector, directorySector };
}

function* readExactly(
  what: string,
  { sector, sectors, fileBytes }: { readonly sector: number; readonly sectors: number; readonly fileBytes: number },
): FileReading<Uint8Array> {
  const offsetBytes = sector * SECTOR_BYTES;
  const lengthBytes = sectors * SECTOR_BYTES;
  // Said before it is asked for: a length that the file claims is never read into memory for nothing.
  if (offsetBytes + lengthBytes > fileBytes) throw cut(what, offsetBytes, fileBytes);
  const bytes = yield { offsetBytes, lengthBytes };
  if (bytes.length !== lengthBytes) throw cut(what, offsetBytes, offsetBytes + bytes.length);
  return bytes;
}

/** A reading inside a generator that yields other things too. */
function* answered<T>(reading: FileReading<T>): Generator<FileRead, T, Uint8Array | undefined> {
  let step = reading.next();
  while (!step.done) {
    const bytes = yield step.value;
    if (!bytes) throw new TypeError('a read was answered with nothing');
    step = reading.next(bytes);
  }
  return step.value;
}

function decodeEntries(bytes: Uint8Array, count: number): Uint32Array<ArrayBuffer> {
  const fields = view(bytes);
  return Uint32Array.from({ length: count }, (_, index) => fields.getUint32(index * 4, true));
}

function cut(what: string, offsetBytes: number, fileBytes: number): SparseError {
  return new SparseError('truncated', offsetBytes, `the file ends at byte ${fileBytes}, within ${what}`);
}

function overlap(sector: number, one: string, other: string): SparseError {
  return new SparseError('overlapping', sector * SECTOR_BYTES, `${one} begins within ${other}`);
}
