// Writes a streamOptimized VMDK from its beginning to its end: grains in the order of the disk, each grain table after the
// last grain of its own, the grain directory and the footer last. It never goes back, so what it writes may be a pipe; it
// holds one grain table and the directory. Compression is the caller's: a grain comes deflated (zlib format, RFC 1950).
import { view } from '../bytes.ts';
import { DESCRIPTOR_SECTORS, encodeDescriptor, type StreamDescription } from './embedded-descriptor.ts';
import { encodeGrain, encodeMarker } from './marker.ts';
import { SparseError } from './sparse-error.ts';
import {
  encodeHeader,
  GRAIN_SECTORS,
  MAX_CAPACITY_SECTORS,
  SECTOR_BYTES,
  TABLE_ENTRIES,
  TABLE_SECTORS,
} from './sparse-header.ts';

const DESCRIPTOR_SECTOR = 1;
/** Where the first grain lies: at a whole grain, as others have it. */
const OVERHEAD_SECTORS = GRAIN_SECTORS;
/** Sectors of the file that a grain table can number. */
const MAX_FILE_SECTORS = 2 ** 32;

export class StreamWriter {
  private readonly description: StreamDescription;
  private readonly directory: Uint32Array;
  private table = new Uint32Array(TABLE_ENTRIES);
  private tableIndex = 0;
  private tableIsEmpty = true;
  private sector = 0;
  private nextGrain = 0;

  /** Throws SparseError tooLarge for a disk that does not fit the format. */
  constructor(description: StreamDescription) {
    const { capacitySectors } = description;
    if (!Number.isInteger(capacitySectors) || capacitySectors < 1)
      throw new TypeError(`a capacity of ${capacitySectors} sectors`);
    if (capacitySectors > MAX_CAPACITY_SECTORS)
      throw new SparseError(
        'tooLarge',
        0,
        `a disk of ${capacitySectors} sectors; a streamOptimized VMDK has at most 2 TiB`,
      );
    this.description = description;
    this.directory = new Uint32Array(Math.ceil(capacitySectors / (GRAIN_SECTORS * TABLE_ENTRIES)));
  }

  /** Bytes written so far. */
  get sizeBytes(): number {
    return this.sector * SECTOR_BYTES;
  }

  /** Everything before the first grain. */
  begin(): Uint8Array {
    if (this.sector !== 0) throw new TypeError('the stream has begun already');
    const bytes = new Uint8Array(OVERHEAD_SECTORS * SECTOR_BYTES);
    bytes.set(this.header('atEnd'));
    bytes.set(encodeDescriptor(this.description), DESCRIPTOR_SECTOR * SECTOR_BYTES);
    return this.written(bytes);
  }

  /**
   * One grain; those of zeros are left out. A disk that ends within its last grain has it filled up with zeros.
   *
   * @param grain - its number on the disk, more than that of the grain before
   */
  *grain(grain: number, deflated: Uint8Array): Generator<Uint8Array, void> {
    if (grain < this.nextGrain || grain * GRAIN_SECTORS >= this.description.capacitySectors)
      throw new TypeError(`grain ${grain} of ${this.description.capacitySectors} sectors after ${this.nextGrain - 1}`);
    this.nextGrain = grain + 1;
    const tableIndex = Math.floor(grain / TABLE_ENTRIES);
    if (tableIndex !== this.tableIndex) yield* this.endTable();
    this.tableIndex = tableIndex;
    if (this.sector >= MAX_FILE_SECTORS)
      throw new SparseError('tooLarge', this.sizeBytes, 'a streamOptimized VMDK has at most 2 TiB');
    this.table[grain % TABLE_ENTRIES] = this.sector;
    this.tableIsEmpty = false;
    yield this.written(encodeGrain(grain * GRAIN_SECTORS, deflated));
  }

  /** The last table, the directory, the footer, the end of the stream. */
  *end(): Generator<Uint8Array, void> {
    yield* this.endTable();
    const directory = encodeEntries(this.directory);
    yield this.written(encodeMarker('grainDirectory', directory.length / SECTOR_BYTES));
    const directorySector = this.sector;
    yield this.written(directory);
    yield this.written(encodeMarker('footer', 1));
    yield this.written(this.header(directorySector));
    yield this.written(encodeMarker('endOfStream', 0));
  }

  private *endTable(): Generator<Uint8Array, void> {
    if (this.tableIsEmpty) return;
    yield this.written(encodeMarker('grainTable', TABLE_SECTORS));
    if (this.sector >= MAX_FILE_SECTORS)
      throw new SparseError('tooLarge', this.sizeBytes, 'a streamOptimized VMDK has at most 2 TiB');
    this.directory[this.tableIndex] = this.sector;
    yield this.written(encodeEntries(this.table));
    this.table = new Uint32Array(TABLE_ENTRIES);
    this.tableIsEmpty = true;
  }

  private header(directorySector: number | 'atEnd'): Uint8Array {
    return encodeHeader({
      capacitySectors: this.description.capacitySectors,
      descriptorSector: DESCRIPTOR_SECTOR,
      descriptorSectors: DESCRIPTOR_SECTORS,
      directorySector,
      overheadSectors: OVERHEAD_SECTORS,
    });
  }

  private written(bytes: Uint8Array): Uint8Array {
    this.sector += bytes.length / SECTOR_BYTES;
    return bytes;
  }
}

/** Entries of a table or a directory, in whole sectors. */
function encodeEntries(entries: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((entries.length * 4) / SECTOR_BYTES) * SECTOR_BYTES);
  const fields = view(bytes);
  for (const [index, entry] of entries.entries()) fields.setUint32(index * 4, entry, true);
  return bytes;
}
