// How a file comes to its place in a transaction: a content into the descriptor or into blocks, a disk by its provisioning.
import type { Extent } from './allocation.ts';
import type { Existing } from './descriptor.ts';
import { type BlockSupply, blocksForContent, writeContent, zeroExtents } from './extents.ts';
import { checkSize, fillPointerBlocks } from './file-map.ts';
import type { Superblock } from './layout.ts';
import { contentMetadata, type Metadata, type NewMetadata, type Provisioning } from './metadata.ts';
import type { Operation } from './operation.ts';
import {
  allocatedRuns,
  checkPlaces,
  fileBlocksOf,
  HOLE,
  POINTERS_PER_BLOCK,
  readPointers,
  toBeZeroed,
} from './pointer-block.ts';
import type { Transaction } from './transaction.ts';

/** What a file is made of: a content, or a size and how its blocks are to come. */
export type FileContent =
  | { readonly content: Uint8Array }
  | { readonly sizeBytes: number; readonly provisioning: Provisioning };

/** A file or directory that is to be put somewhere: the blocks that it needs, and how they are filled. */
export interface Layout {
  readonly blocks: number;
  /** Fills blocks, which lie in nobody's way; durable when it returns. */
  fill(supply: BlockSupply): Operation<NewMetadata>;
}

export function layContent(type: Metadata['type'], content: Uint8Array): Layout {
  const blocks = blocksForContent(content);
  return {
    blocks,
    *fill(supply) {
      const extents = supply.take(blocks);
      yield* writeContent(extents, content);
      return { ...contentMetadata(type, content), extents };
    },
  };
}

/** Throws VmfsError tooLarge. @param becomes - what it is to be once it is complete */
export function layDisk(sizeBytes: number, provisioning: Provisioning, becomes = provisioning): Layout {
  checkSize(sizeBytes);
  const disk: NewMetadata = { ...contentMetadata('file', new Uint8Array(0)), sizeBytes, provisioning: becomes };
  const count = fileBlocksOf(sizeBytes);
  const pointerBlocks = Math.ceil(count / POINTERS_PER_BLOCK);
  switch (provisioning) {
    case 'thin':
      return {
        blocks: 0,
        *fill() {
          return { ...disk, pointerBlocks: Array.from({ length: pointerBlocks }, () => HOLE) };
        },
      };
    case 'zeroedThick':
      return {
        blocks: count + pointerBlocks,
        *fill(supply) {
          const fresh = Array.from({ length: pointerBlocks }, () => supply.next());
          const pointers = Uint32Array.from({ length: count }, () => toBeZeroed(supply.next()));
          return { ...disk, pointerBlocks: yield* fillPointerBlocks([], pointers, fresh) };
        },
      };
    case 'eagerZeroedThick':
      return {
        blocks: count,
        *fill(supply) {
          const extents = supply.take(count);
          yield* zeroExtents(extents);
          yield { op: 'flush' };
          return { ...disk, extents };
        },
      };
  }
}

/** Puts something new in the place of what a file has been, whose blocks are `before`. */
export function* replaceContent(
  transaction: Transaction,
  file: Existing,
  next: { readonly layout: Layout; readonly supply: BlockSupply; readonly before: readonly Extent[] },
): Operation<void> {
  transaction.writeMetadata(file, yield* next.layout.fill(next.supply), file.metadata);
  transaction.release(next.before);
}

/** All blocks that are a file's, those of its pointers included. */
export function* blocksOfFile({ metadata }: Pick<Existing, 'metadata'>, superblock: Superblock): Operation<Extent[]> {
  checkPlaces(metadata, superblock);
  if (!metadata.pointerBlocks) return [...metadata.extents];
  return allocatedRuns([...metadata.pointerBlocks, ...(yield* readPointers(metadata, superblock))]);
}
