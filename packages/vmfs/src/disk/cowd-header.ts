// The header of a delta extent, in the public format of ESX ("COWD", VMware Virtual Disk Format 1.1, "ESX Server Sparse
// Extents"): grains of one sector, found through a grain directory and grain tables of 4096 entries. README.md has the table.
import { getText, putText, view } from '../bytes.ts';
import { VmfsError } from '../errors.ts';
import { BLOCK_BYTES } from '../operation.ts';

const MAGIC = 'COWD';
const VERSION = 1;
const FLAGS = 3;
const GRAIN_SECTORS = 1;
export const HEADER_SECTORS = 4;
export const DIRECTORY_SECTOR = HEADER_SECTORS;
/** Grains, so sectors, that one grain table says where they lie. */
export const TABLE_GRAINS = 4096;
export const TABLE_SECTORS = (TABLE_GRAINS * 4) / BLOCK_BYTES;
export const ENTRIES_PER_SECTOR = BLOCK_BYTES / 4;
const PARENT_OFFSET = 32;
const MAX_PARENT_BYTES = 1024;
const GENERATION_OFFSET = PARENT_OFFSET + MAX_PARENT_BYTES + 4;
/** Sectors are told by 32 bits, and a full delta has to lie in them, its tables and what a crash may waste included. */
export const MAX_DELTA_CAPACITY_SECTORS = 2 ** 32 - 2 ** 28;

export interface CowdHeader {
  readonly capacitySectors: number;
  /** Nothing lies at this sector of the file, nor behind it. */
  readonly freeSector: number;
  readonly parentFileName: string;
}

export function tablesOf(capacitySectors: number): number {
  return Math.ceil(capacitySectors / TABLE_GRAINS);
}

export function directorySectorsOf(capacitySectors: number): number {
  return Math.ceil(tablesOf(capacitySectors) / ENTRIES_PER_SECTOR);
}

/** The first sector that grains and tables may lie in. */
export function firstFreeSector(capacitySectors: number): number {
  return DIRECTORY_SECTOR + directorySectorsOf(capacitySectors);
}

export function encodeCowdHeader({ capacitySectors, freeSector, parentFileName }: CowdHeader): Uint8Array {
  const bytes = new Uint8Array(HEADER_SECTORS * BLOCK_BYTES);
  const fields = view(bytes);
  putText(bytes, 0, 4, MAGIC);
  const numbers = [
    VERSION,
    FLAGS,
    capacitySectors,
    GRAIN_SECTORS,
    DIRECTORY_SECTOR,
    tablesOf(capacitySectors),
    freeSector,
  ];
  for (const [index, number] of numbers.entries()) fields.setUint32(4 + 4 * index, number, true);
  // It is the descriptor's hint that decides; a name that is too long for this field need not be here.
  if (new TextEncoder().encode(parentFileName).length < MAX_PARENT_BYTES)
    putText(bytes, PARENT_OFFSET, MAX_PARENT_BYTES, parentFileName);
  fields.setUint32(GENERATION_OFFSET, 1, true);
  return bytes;
}

/** Throws VmfsError damaged, with the path of the extent. */
export function decodeCowdHeader(bytes: Uint8Array, path: string): CowdHeader {
  const fields = view(bytes);
  const damaged = (what: string) => new VmfsError('damaged', `${path}: ${what}`);
  if (bytes.length < HEADER_SECTORS * BLOCK_BYTES || getText(bytes, 0, 4) !== MAGIC)
    throw damaged('no COWD header: not a delta extent');
  const number = (index: number): number => fields.getUint32(4 + 4 * index, true);
  const [version, capacitySectors, grainSectors, directory, tables, freeSector] = [0, 2, 3, 4, 5, 6].map(number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (version !== VERSION) throw damaged(`COWD version ${version}, not ${VERSION}`);
  if (grainSectors !== GRAIN_SECTORS) throw damaged(`grains of ${grainSectors} sectors, not of ${GRAIN_SECTORS}`);
  if (capacitySectors < 1 || capacitySectors > MAX_DELTA_CAPACITY_SECTORS)
    throw damaged(`a capacity of ${capacitySectors} sectors`);
  if (directory !== DIRECTORY_SECTOR || tables !== tablesOf(capacitySectors))
    throw damaged(`a grain directory of ${tables} entries at sector ${directory}`);
  if (freeSector < firstFreeSector(capacitySectors)) throw damaged(`free space begins at sector ${freeSector}`);
  return { capacitySectors, freeSector, parentFileName: getText(bytes, PARENT_OFFSET, MAX_PARENT_BYTES) };
}
