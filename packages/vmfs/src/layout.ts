// Where everything lies on a volume, in 512-byte blocks from its start. README.md has the byte tables.
import { crc32, getText, getUuid, putText, putUuid, view } from './bytes.ts';
import { VmfsError } from './errors.ts';
import { BLOCK_BYTES } from './operation.ts';

/** File block: 1 MiB, as VMFS (reference: storage.md). */
export const FILE_BLOCK_BYTES = 1024 * 1024;
export const FILE_BLOCK_BLOCKS = FILE_BLOCK_BYTES / BLOCK_BYTES;
/** Hosts that mount one volume at a time (reference: storage.md). */
export const HEARTBEAT_SLOTS = 64;
/** Files and directories of one volume. */
export const DESCRIPTORS = 1024;
/** One descriptor: a lock record of one block, and two copies of the metadata of three blocks each (one block spare). */
export const DESCRIPTOR_BLOCKS = 8;
/** Records of one journal, written in turn, and the blocks of each: 64 KiB a heartbeat slot. */
export const JOURNAL_PLACES = 4;
export const JOURNAL_PLACE_BLOCKS = 32;
const JOURNAL_BLOCKS = JOURNAL_PLACES * JOURNAL_PLACE_BLOCKS;
const MAX_LABEL_BYTES = 64;

export const SUPERBLOCK_LBA = 0;
/** A second superblock, for when the first one is damaged: only tools read it. */
export const SUPERBLOCK_COPY_LBA = 1;
export const HEARTBEAT_LBA = 64;
/** Bits of one block of the bitmap, one a file block: beside them it has who changed it last (bitmap-sector.ts). */
export const BITS_PER_BITMAP_BLOCK = 1024;
export const BITMAP_LBA = 256;
/** A GiB each: volumes up to 1 TiB. */
export const MAX_BITMAP_BLOCKS = 1024;
export const DESCRIPTOR_LBA = 2048;
const JOURNAL_LBA = DESCRIPTOR_LBA + DESCRIPTORS * DESCRIPTOR_BLOCKS;
/** Where all that is metadata ends. */
export const METADATA_END_LBA = JOURNAL_LBA + HEARTBEAT_SLOTS * JOURNAL_BLOCKS;
/** The first file block that holds data: the metadata takes those before it. */
export const FIRST_DATA_FILE_BLOCK = Math.ceil(METADATA_END_LBA / FILE_BLOCK_BLOCKS);

/** The journal of a heartbeat slot: its first place. */
export const journalLba = (slot: number): number => JOURNAL_LBA + slot * JOURNAL_BLOCKS;

const MAGIC = 'uVMFS';
const VERSION = 3;
/** What is wrong with a volume of an earlier version: its hosts do not keep to what this one's rely on. */
const earlierVersions: Readonly<Record<number, string>> = {
  1: 'its hosts do not register at the array',
  2: 'its hosts keep no journal',
};

export interface Superblock {
  readonly uuid: string;
  readonly label: string;
  /** File blocks of the volume, those of the metadata included. */
  readonly fileBlocks: number;
}

export function encodeSuperblock({ uuid, label, fileBlocks }: Superblock): Uint8Array {
  const bytes = new Uint8Array(BLOCK_BYTES);
  const fields = view(bytes);
  putText(bytes, 0, 8, MAGIC);
  fields.setUint32(8, VERSION, true);
  fields.setUint32(12, fileBlocks, true);
  putUuid(bytes, 16, uuid);
  putText(bytes, 32, MAX_LABEL_BYTES, label);
  fields.setUint32(BLOCK_BYTES - 4, crc32(bytes.subarray(0, BLOCK_BYTES - 4)), true);
  return bytes;
}

/** Throws VmfsError notFormatted, unsupportedVersion or damaged. */
export function decodeSuperblock(bytes: Uint8Array): Superblock {
  const fields = view(bytes);
  if (getText(bytes, 0, 8) !== MAGIC) throw new VmfsError('notFormatted', 'no VMFS superblock at LBA 0');
  const version = fields.getUint32(8, true);
  const earlier = earlierVersions[version];
  if (earlier)
    throw new VmfsError(
      'unsupportedVersion',
      `superblock at LBA 0: version ${version}: ${earlier}; make the volume anew (in a lab: microsphere down --purge)`,
    );
  if (version !== VERSION)
    throw new VmfsError('unsupportedVersion', `superblock at LBA 0: version ${version}, this host reads ${VERSION}`);
  if (fields.getUint32(BLOCK_BYTES - 4, true) !== crc32(bytes.subarray(0, BLOCK_BYTES - 4)))
    throw new VmfsError('damaged', 'superblock at LBA 0: wrong checksum');
  return {
    uuid: getUuid(bytes, 16),
    label: getText(bytes, 32, MAX_LABEL_BYTES),
    fileBlocks: fields.getUint32(12, true),
  };
}
