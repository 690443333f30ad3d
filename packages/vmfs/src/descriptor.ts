// A file descriptor: the lock record in its first block, and two copies of the file's metadata.
import { isZero } from './bytes.ts';
import { DESCRIPTOR_BLOCKS } from './layout.ts';
import { decodeLock, type KnownLock, lockLba } from './lock-record.ts';
import { COPY_BLOCKS, decodeMetadata, type Metadata } from './metadata.ts';
import { BLOCK_BYTES, type Operation, read } from './operation.ts';

export interface Descriptor extends KnownLock {
  /** Absent for a descriptor that belongs to no file, or whose file was never finished. */
  readonly metadata: Metadata | undefined;
}

/** A descriptor of a file or directory that is there. */
export interface Existing extends Descriptor {
  readonly metadata: Metadata;
}

const NEVER_LOCKED = new Uint8Array(BLOCK_BYTES);
const neverLocked = decodeLock(NEVER_LOCKED, 0);

/** The place of a descriptor: of its lock record. */
export const descriptorLba: (descriptor: number) => number = lockLba;

export function* readDescriptor(number: number): Operation<Descriptor> {
  return decodeDescriptor(number, yield* read(descriptorLba(number), DESCRIPTOR_BLOCKS));
}

/** `count` descriptors from `first` on, in one read. */
export function* readDescriptors(first: number, count: number): Operation<Descriptor[]> {
  const bytes = yield* read(descriptorLba(first), count * DESCRIPTOR_BLOCKS);
  const size = DESCRIPTOR_BLOCKS * BLOCK_BYTES;
  return Array.from({ length: count }, (_, index) =>
    decodeDescriptor(first + index, bytes.subarray(index * size, (index + 1) * size)),
  );
}

function decodeDescriptor(descriptor: number, bytes: Uint8Array): Descriptor {
  // Most were never used, and all are looked at to check a volume.
  if (isZero(bytes)) return { descriptor, lock: neverLocked, lockBytes: NEVER_LOCKED, metadata: undefined };
  const [first, second] = [1, 1 + COPY_BLOCKS].map((block) =>
    decodeMetadata(bytes.subarray(block * BLOCK_BYTES, (block + COPY_BLOCKS) * BLOCK_BYTES)),
  );
  const lockBytes = bytes.slice(0, BLOCK_BYTES);
  const metadata = first && second ? (first.sequence > second.sequence ? first : second) : (first ?? second);
  return { descriptor, lock: decodeLock(lockBytes, descriptor), lockBytes, metadata };
}

/** The file that a descriptor belongs to, if it does. */
export function existing(descriptor: Descriptor): Existing | undefined {
  const { metadata, lock } = descriptor;
  return lock.allocated && metadata ? { ...descriptor, metadata } : undefined;
}
