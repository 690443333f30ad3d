// Making a volume, and recognising one. Formatting begins with a claim in the superblock's place and ends with the
// superblock in the claim's: of two hosts that format one device at once, one is told. Whoever takes over from one that
// stopped in the middle fences it, by the UUID in its claim.
import { decodeText, encodeText, sameBytes } from './bytes.ts';
import { descriptorLba } from './descriptor.ts';
import { VmfsError } from './errors.ts';
import { fence, register, unregister } from './fence.ts';
import {
  BITMAP_LBA,
  BITS_PER_BITMAP_BLOCK,
  DESCRIPTOR_LBA,
  decodeSuperblock,
  encodeSuperblock,
  FILE_BLOCK_BLOCKS,
  FIRST_DATA_FILE_BLOCK,
  HEARTBEAT_LBA,
  MAX_BITMAP_BLOCKS,
  METADATA_END_LBA,
  SUPERBLOCK_COPY_LBA,
  SUPERBLOCK_LBA,
  type Superblock,
} from './layout.ts';
import { encodeLock, freeLock, noChange } from './lock-record.ts';
import { contentMetadata, metadataImage } from './metadata.ts';
import { BLOCK_BYTES, compareAndWrite, type Operation, read, write } from './operation.ts';

/** The root directory's descriptor. */
export const ROOT = 0;
const CLAIM = 'uVMFS is being made: ';

/**
 * Makes a volume of a device of so many blocks. What was there is lost. The host stays registered, as the volume's maker,
 * until it mounts it. Throws VmfsError tooSmall, or exists when another host was quicker.
 */
export function* formatVolume(options: {
  readonly uuid: string;
  readonly label: string;
  readonly blocks: number;
}): Operation<Superblock> {
  const fileBlocks = Math.min(
    Math.floor(options.blocks / FILE_BLOCK_BLOCKS),
    MAX_BITMAP_BLOCKS * BITS_PER_BITMAP_BLOCK,
  );
  if (fileBlocks <= FIRST_DATA_FILE_BLOCK)
    throw new VmfsError('tooSmall', `a volume needs more than ${FIRST_DATA_FILE_BLOCK} MiB`);
  const superblock: Superblock = { uuid: options.uuid, label: options.label, fileBlocks };
  yield* register(superblock.uuid);
  try {
    yield* make(superblock);
  } catch (error) {
    yield* unregisterAfterFailure();
    throw error;
  }
  return superblock;
}

function* unregisterAfterFailure(): Operation<void> {
  try {
    yield* unregister();
  } catch {
    // The first failure is the one to tell of.
  }
}

function* make(superblock: Superblock): Operation<void> {
  const claim = new Uint8Array(BLOCK_BYTES);
  claim.set(encodeText(`${CLAIM}${superblock.uuid}`));
  const before = yield* read(SUPERBLOCK_LBA, 1);
  yield* replaceFirstBlock(before, claim);
  const other = claimant(before);
  if (other) yield* fence(superblock.uuid, other);
  yield { op: 'zero', lba: HEARTBEAT_LBA, blocks: BITMAP_LBA + MAX_BITMAP_BLOCKS - HEARTBEAT_LBA };
  yield { op: 'zero', lba: DESCRIPTOR_LBA, blocks: METADATA_END_LBA - DESCRIPTOR_LBA };
  const lock = encodeLock({ ...freeLock, allocated: true, moved: false, generation: 1, change: noChange });
  yield* write(descriptorLba(ROOT), lock, { fua: false });
  const root = metadataImage(ROOT, contentMetadata('directory', new Uint8Array(0)), undefined);
  yield* write(root.lba, root.bytes, { fua: false });
  yield* write(SUPERBLOCK_COPY_LBA, encodeSuperblock(superblock), { fua: false });
  yield { op: 'flush' };
  yield* replaceFirstBlock(claim, encodeSuperblock(superblock));
}

/** UUID of the volume that is being made, by the first block. */
function claimant(bytes: Uint8Array): string | undefined {
  const text = decodeText(bytes);
  const uuid = text.slice(CLAIM.length, CLAIM.length + 36);
  return text.startsWith(CLAIM) && /^[0-9a-f-]{36}$/.test(uuid) ? uuid : undefined;
}

function* replaceFirstBlock(before: Uint8Array, after: Uint8Array): Operation<void> {
  const outcome = yield* compareAndWrite(SUPERBLOCK_LBA, before, after, { fua: true });
  if (outcome === 'written') return;
  if (outcome === 'unknown') {
    const found = yield* read(SUPERBLOCK_LBA, 1);
    if (sameBytes(found, after)) return;
    if (sameBytes(found, before)) return yield* replaceFirstBlock(before, after);
  }
  throw new VmfsError('exists', 'another host makes a volume of this device');
}

/** Throws VmfsError notFormatted, beingFormatted, unsupportedVersion, damaged, or tooSmall for a device of fewer blocks than the volume has. */
export function* readSuperblock(blocks: number): Operation<Superblock> {
  const bytes = yield* read(SUPERBLOCK_LBA, 1);
  const text = decodeText(bytes.subarray(0, CLAIM.length));
  if (text === CLAIM)
    throw new VmfsError('beingFormatted', 'a host is making a volume of this device, or died over it');
  const superblock = decodeSuperblock(bytes);
  if (superblock.fileBlocks * FILE_BLOCK_BLOCKS > blocks)
    throw new VmfsError(
      'tooSmall',
      `${superblock.label} has ${superblock.fileBlocks} MiB, its device ${blocks} blocks`,
    );
  return superblock;
}
