// The header of a sparse extent (reference: storage.md, "VMDK"): 512 little-endian bytes, unaligned. A stream ends with a
// footer, which is the header once more with the place of the grain directory, that nobody knew when the header was written.
import { view } from '../bytes.ts';
import { SparseError } from './sparse-error.ts';

/** Bytes of a sector: all places and sizes in the file are counted in sectors. */
export const SECTOR_BYTES = 512;
/** Entries of a grain table: it covers 32 MiB of the disk. */
export const TABLE_ENTRIES = 512;
export const TABLE_SECTORS = (TABLE_ENTRIES * 4) / SECTOR_BYTES;
/** 64 KiB: what we write, and the most that is read. */
export const GRAIN_SECTORS = 128;
const MIN_GRAIN_SECTORS = 8;
/** 2 TiB: grain tables number the sectors of the file with 32 bits. */
export const MAX_CAPACITY_SECTORS = 2 ** 32;
/** Sectors of an embedded descriptor that are read: others' have 20. */
export const MAX_DESCRIPTOR_SECTORS = 2_048;

const MAGIC = 0x56_4d_44_4b; // "KDMV"
const LINE_ENDS = [0x0a, 0x20, 0x0d, 0x0a];
const AT_END = 0xffff_ffff;
const DEFLATE = 1;

const FLAG_LINE_ENDS = 1 << 0;
const FLAG_ZERO_GRAINS = 1 << 2;
const FLAG_COMPRESSED = 1 << 16;
const FLAG_MARKERS = 1 << 17;
const STREAM_VERSION = 3;

export interface SparseHeader {
  /** 1, 2, or 3. */
  readonly version: number;
  readonly capacitySectors: number;
  readonly grainSectors: number;
  readonly descriptorSector: number;
  readonly descriptorSectors: number;
  /** `atEnd`: in the footer. */
  readonly directorySector: number | 'atEnd';
  /** Sectors of everything before the first grain. */
  readonly overheadSectors: number;
  /** Grains are compressed, and each begins with its place on the disk and its size. */
  readonly compressed: boolean;
  /** Entry 1 of a grain table is a grain of zeros. */
  readonly zeroGrains: boolean;
}

/** The header of a stream, or its footer. */
export function encodeHeader(
  header: Pick<
    SparseHeader,
    'capacitySectors' | 'descriptorSector' | 'descriptorSectors' | 'directorySector' | 'overheadSectors'
  >,
): Uint8Array {
  const bytes = new Uint8Array(SECTOR_BYTES);
  const fields = view(bytes);
  fields.setUint32(0, MAGIC, true);
  fields.setUint32(4, STREAM_VERSION, true);
  fields.setUint32(8, FLAG_LINE_ENDS | FLAG_COMPRESSED | FLAG_MARKERS, true);
  putU64(fields, 12, header.capacitySectors);
  putU64(fields, 20, GRAIN_SECTORS);
  putU64(fields, 28, header.descriptorSector);
  putU64(fields, 36, header.descriptorSectors);
  fields.setUint32(44, TABLE_ENTRIES, true);
  if (header.directorySector === 'atEnd') {
    fields.setUint32(56, AT_END, true);
    fields.setUint32(60, AT_END, true);
  } else putU64(fields, 56, header.directorySector);
  putU64(fields, 64, header.overheadSectors);
  bytes.set(LINE_ENDS, 73);
  fields.setUint16(77, DEFLATE, true);
  return bytes;
}

/** Throws SparseError, with places counted from `at`, where the sector lies in the file. */
export function decodeHeader(bytes: Uint8Array, at: number): SparseHeader {
  const fields = view(bytes);
  const bad = (offset: number, what: string) => new SparseError('badHeader', at + offset, what);
  if (fields.getUint32(0, true) !== MAGIC) throw new SparseError('notSparse', at, 'no sparse VMDK begins here');
  const version = fields.getUint32(4, true);
  if (version < 1 || version > STREAM_VERSION)
    throw new SparseError('unsupported', at + 4, `version ${version} of the sparse VMDK format, not 1 to 3`);
  if (LINE_ENDS.some((byte, index) => bytes[73 + index] !== byte))
    throw bad(73, 'the line ends are not as they were written: the file was transferred as text');
  const flags = fields.getUint32(8, true);
  const compressed = (flags & FLAG_COMPRESSED) !== 0;
  const compression = fields.getUint16(77, true);
  if (compressed && compression !== DEFLATE)
    throw new SparseError('unsupported', at + 77, `compression ${compression}, not 1 (deflate)`);
  if (compressed && (flags & FLAG_MARKERS) === 0)
    throw new SparseError('unsupported', at + 8, 'compressed grains without markers');
  const capacitySectors = getU64(fields, 12);
  if (capacitySectors === 0) throw bad(12, 'the capacity is 0');
  if (capacitySectors > MAX_CAPACITY_SECTORS)
    throw new SparseError('tooLarge', at + 12, `a capacity of ${capacitySectors} sectors, at most 2 TiB are read`);
  const grainSectors = getU64(fields, 20);
  if (grainSectors < MIN_GRAIN_SECTORS || grainSectors > GRAIN_SECTORS || (grainSectors & (grainSectors - 1)) !== 0)
    throw bad(
      20,
      `grains of ${grainSectors} sectors, not a power of two from ${MIN_GRAIN_SECTORS} to ${GRAIN_SECTORS}`,
    );
  const tableEntries = fields.getUint32(44, true);
  if (tableEntries !== TABLE_ENTRIES) throw bad(44, `${tableEntries} entries in a grain table, not ${TABLE_ENTRIES}`);
  const descriptorSector = getU64(fields, 28);
  const descriptorSectors = getU64(fields, 36);
  if (descriptorSectors > MAX_DESCRIPTOR_SECTORS)
    throw bad(36, `a descriptor of ${descriptorSectors} sectors, at most ${MAX_DESCRIPTOR_SECTORS}`);
  const atEnd = fields.getUint32(56, true) === AT_END && fields.getUint32(60, true) === AT_END;
  if (atEnd && !compressed) throw bad(56, 'a grain directory at the end, in a file that is no stream');
  return {
    version,
    capacitySectors,
    grainSectors,
    descriptorSector,
    descriptorSectors,
    directorySector: atEnd ? 'atEnd' : getU64(fields, 56),
    overheadSectors: getU64(fields, 64),
    compressed,
    zeroGrains: (flags & FLAG_ZERO_GRAINS) !== 0,
  };
}

export function putU64(fields: DataView, offset: number, value: number): void {
  fields.setUint32(offset, value % 2 ** 32, true);
  fields.setUint32(offset + 4, Math.floor(value / 2 ** 32), true);
}

/** Exact up to 2^53, which everything larger exceeds as well: whoever compares it with a limit is right. */
export function getU64(fields: DataView, offset: number): number {
  return fields.getUint32(offset + 4, true) * 2 ** 32 + fields.getUint32(offset, true);
}
