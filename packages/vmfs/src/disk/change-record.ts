// The change-tracking file (-ctk.vmdk): for each block of a disk, the number of the epoch in which it was last written; an
// epoch ends with a snapshot. VMware's own format is not public; README.md has the table of this one. A flag says that the
// record in memory is newer: after a crash it is worth nothing, and so are the change ids that it was to answer.
import { crc32, getText, getUuid, putText, putUuid, view } from '../bytes.ts';
import { BLOCK_BYTES } from '../operation.ts';

const MAGIC = 'uCTK';
const VERSION = 1;
/** 64 KiB. */
const MIN_BLOCK_SECTORS = 128;
/** Of a larger disk the blocks are larger, so that its record takes at most 4 MiB. */
const MAX_BLOCKS = 2 ** 20;
export const TABLE_SECTOR = 1;

export interface ChangeRecordHeader {
  readonly uuid: string;
  /** The present epoch, from 1. */
  readonly epoch: number;
  readonly capacitySectors: number;
  /** Whether the table lags behind what is in memory. */
  readonly inUse: boolean;
}

export function blockSectorsOf(capacitySectors: number): number {
  let sectors = MIN_BLOCK_SECTORS;
  while (Math.ceil(capacitySectors / sectors) > MAX_BLOCKS) sectors *= 2;
  return sectors;
}

export function blocksOf(capacitySectors: number): number {
  return Math.ceil(capacitySectors / blockSectorsOf(capacitySectors));
}

export function recordSectorsOf(capacitySectors: number): number {
  return TABLE_SECTOR + Math.ceil((4 * blocksOf(capacitySectors)) / BLOCK_BYTES);
}

export function encodeRecordHeader({ uuid, epoch, capacitySectors, inUse }: ChangeRecordHeader): Uint8Array {
  const bytes = new Uint8Array(BLOCK_BYTES);
  const fields = view(bytes);
  putText(bytes, 0, 4, MAGIC);
  fields.setUint32(4, VERSION, true);
  putUuid(bytes, 8, uuid);
  fields.setUint32(24, epoch, true);
  fields.setUint32(28, inUse ? 1 : 0, true);
  fields.setFloat64(32, capacitySectors, true);
  fields.setUint32(40, blockSectorsOf(capacitySectors), true);
  fields.setUint32(BLOCK_BYTES - 4, crc32(bytes.subarray(0, BLOCK_BYTES - 4)), true);
  return bytes;
}

/** Undefined for what is no record, or a damaged one: it is worth as much as none. */
export function decodeRecordHeader(bytes: Uint8Array): ChangeRecordHeader | undefined {
  if (bytes.length < BLOCK_BYTES) return undefined;
  const fields = view(bytes);
  const isWhole = fields.getUint32(BLOCK_BYTES - 4, true) === crc32(bytes.subarray(0, BLOCK_BYTES - 4));
  if (!isWhole || getText(bytes, 0, 4) !== MAGIC || fields.getUint32(4, true) !== VERSION) return undefined;
  return {
    uuid: getUuid(bytes, 8),
    epoch: fields.getUint32(24, true),
    inUse: fields.getUint32(28, true) !== 0,
    capacitySectors: fields.getFloat64(32, true),
  };
}

export function encodeRecordTable(epochs: Uint32Array, capacitySectors: number): Uint8Array {
  const bytes = new Uint8Array((recordSectorsOf(capacitySectors) - TABLE_SECTOR) * BLOCK_BYTES);
  const fields = view(bytes);
  for (const [index, epoch] of epochs.entries()) fields.setUint32(4 * index, epoch, true);
  return bytes;
}

export function decodeRecordTable(bytes: Uint8Array, capacitySectors: number): Uint32Array {
  const fields = view(bytes);
  return Uint32Array.from({ length: blocksOf(capacitySectors) }, (_, index) => fields.getUint32(4 * index, true));
}
