// The metadata of a file: what it is, how large, and where its bytes lie: in the metadata itself, in a list of runs, or by
// pointer blocks. A descriptor has two copies, of which the valid one with the higher sequence counts and the other is
// written next, so that a crash in the middle leaves one whole.
import type { Extent } from './allocation.ts';
import { crc32, view } from './bytes.ts';
import { VmfsError } from './errors.ts';
import { DESCRIPTOR_BLOCKS, DESCRIPTOR_LBA } from './layout.ts';
import { BLOCK_BYTES } from './operation.ts';

const MAGIC = 0x44_46_4d_75; // "uMFD"
export const COPY_BLOCKS = 3;
const COPY_BYTES = COPY_BLOCKS * BLOCK_BYTES;
/** Contents up to this size lie in the descriptor itself (reference: storage.md). */
export const MAX_INLINE_BYTES = 1024;
/** Runs of file blocks of one file that has no pointer blocks. */
export const MAX_EXTENTS = 50;
/** Each says where 256 GiB of a file lie. */
export const MAX_POINTER_BLOCKS = 100;
const LIST_OFFSET = 32;
const INLINE_OFFSET = LIST_OFFSET + 8 * MAX_EXTENTS;
const PLACES_OFFSET = INLINE_OFFSET + MAX_INLINE_BYTES;

/** How the blocks of a disk came to be, as `vmkfstools -d` names it. */
export type Provisioning = 'thin' | 'zeroedThick' | 'eagerZeroedThick';
const provisionings: readonly (Provisioning | undefined)[] = [undefined, 'thin', 'zeroedThick', 'eagerZeroedThick'];

export interface Metadata {
  readonly type: 'file' | 'directory';
  readonly sizeBytes: number;
  /** Where it lies when it has no pointer blocks. */
  readonly extents: readonly Extent[];
  /** The content of a small file; empty when it has extents. */
  readonly inline: Uint8Array;
  /** File blocks with its pointers, in order; 0 where all that one would say is a hole. */
  readonly pointerBlocks: readonly number[] | undefined;
  /** Of a file that was made by its size. */
  readonly provisioning: Provisioning | undefined;
  readonly sequence: number;
}

/** Metadata before it is written anywhere. */
export type NewMetadata = Omit<Metadata, 'sequence'>;

/** Of a small file or directory. */
export function contentMetadata(type: Metadata['type'], content: Uint8Array): NewMetadata {
  const inline = content.length <= MAX_INLINE_BYTES ? content : new Uint8Array(0);
  return { type, sizeBytes: content.length, extents: [], inline, pointerBlocks: undefined, provisioning: undefined };
}

/** Throws VmfsError tooFragmented. */
export function encodeMetadata(metadata: Metadata): Uint8Array {
  const { extents, pointerBlocks = [], inline } = metadata;
  if (extents.length > MAX_EXTENTS || pointerBlocks.length > MAX_POINTER_BLOCKS)
    throw new VmfsError(
      'tooFragmented',
      `a file has at most ${MAX_EXTENTS} runs or ${MAX_POINTER_BLOCKS} pointer blocks`,
    );
  const bytes = new Uint8Array(COPY_BYTES);
  const fields = view(bytes);
  fields.setUint32(0, MAGIC, true);
  fields.setUint32(4, metadata.type === 'directory' ? 2 : 1, true);
  fields.setFloat64(8, metadata.sizeBytes, true);
  fields.setFloat64(16, metadata.sequence, true);
  fields.setUint32(24, metadata.pointerBlocks ? pointerBlocks.length : extents.length, true);
  fields.setUint32(28, inline.length, true);
  for (const [index, { start, count }] of extents.entries()) {
    fields.setUint32(LIST_OFFSET + 8 * index, start, true);
    fields.setUint32(LIST_OFFSET + 4 + 8 * index, count, true);
  }
  for (const [index, block] of pointerBlocks.entries()) fields.setUint32(LIST_OFFSET + 4 * index, block, true);
  bytes.set(inline, INLINE_OFFSET);
  fields.setUint32(PLACES_OFFSET, metadata.pointerBlocks ? 1 : 0, true);
  fields.setUint32(PLACES_OFFSET + 4, provisionings.indexOf(metadata.provisioning), true);
  fields.setUint32(COPY_BYTES - 4, crc32(bytes.subarray(0, COPY_BYTES - 4)), true);
  return bytes;
}

/** A copy that is torn, or was never written: undefined. */
export function decodeMetadata(bytes: Uint8Array): Metadata | undefined {
  const fields = view(bytes);
  if (fields.getUint32(0, true) !== MAGIC) return undefined;
  if (fields.getUint32(COPY_BYTES - 4, true) !== crc32(bytes.subarray(0, COPY_BYTES - 4))) return undefined;
  const count = fields.getUint32(24, true);
  const inlineBytes = fields.getUint32(28, true);
  const hasPointers = fields.getUint32(PLACES_OFFSET, true) === 1;
  if (count > (hasPointers ? MAX_POINTER_BLOCKS : MAX_EXTENTS) || inlineBytes > MAX_INLINE_BYTES) return undefined;
  const list = <T>(one: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => one(index));
  return {
    type: fields.getUint32(4, true) === 2 ? 'directory' : 'file',
    sizeBytes: fields.getFloat64(8, true),
    sequence: fields.getFloat64(16, true),
    extents: hasPointers
      ? []
      : list((index) => ({
          start: fields.getUint32(LIST_OFFSET + 8 * index, true),
          count: fields.getUint32(LIST_OFFSET + 4 + 8 * index, true),
        })),
    inline: bytes.slice(INLINE_OFFSET, INLINE_OFFSET + inlineBytes),
    pointerBlocks: hasPointers ? list((index) => fields.getUint32(LIST_OFFSET + 4 * index, true)) : undefined,
    provisioning: provisionings[fields.getUint32(PLACES_OFFSET + 4, true)],
  };
}

/** Bytes that are to be written at a place. */
export interface Image {
  readonly lba: number;
  readonly bytes: Uint8Array;
}

/** The copy of a descriptor's metadata that is written next: beside the one that counts. */
export function metadataImage(
  descriptor: number,
  metadata: NewMetadata,
  before: Metadata | undefined,
): Image & { readonly metadata: Metadata } {
  const next: Metadata = { ...metadata, sequence: (before?.sequence ?? 0) + 1 };
  const lba = DESCRIPTOR_LBA + descriptor * DESCRIPTOR_BLOCKS + 1 + (next.sequence % 2) * COPY_BLOCKS;
  return { lba, bytes: encodeMetadata(next), metadata: next };
}
