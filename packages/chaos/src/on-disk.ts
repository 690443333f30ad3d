// What the checker reads out of blocks that were written: lock records and heartbeat slots as the byte tables of packages/vmfs/README.md
// have them, and the stamps of the lock hosts. It is not the code of the file system, on purpose: that is what is judged.
const LOCK_MAGIC = 'uLCK';
const SLOT_MAGIC = 'uHBT';
const STAMP_MAGIC = 'uSTP';
const EXCLUSIVE = 1;

/** Blocks of the volume that are heartbeat slots, and those that are descriptors, eight blocks each, the first the lock record. */
export const HEARTBEAT_LBA = 64;
export const HEARTBEAT_SLOTS = 64;
const DESCRIPTOR_LBA = 2_048;
const DESCRIPTOR_BLOCKS = 8;
const DESCRIPTORS = 1_024;

export interface OnDiskLock {
  /** Of an exclusive lock. */
  readonly ownerUuid: string | undefined;
  readonly slot: number;
  readonly generation: number;
}

export interface OnDiskSlot {
  readonly ownerUuid: string;
  readonly hostName: string;
  /** Its owner is dead, and others bring to an end what it has left. */
  readonly recovering: boolean;
}

/** What a lock host writes to a file under its lock. */
export interface Stamp {
  readonly descriptor: number;
  readonly generation: number;
  readonly ownerUuid: string;
}

/** The descriptor whose lock record lies at `lba`. */
export function descriptorAt(lba: number): number | undefined {
  const descriptor = (lba - DESCRIPTOR_LBA) / DESCRIPTOR_BLOCKS;
  return Number.isInteger(descriptor) && descriptor >= 0 && descriptor < DESCRIPTORS ? descriptor : undefined;
}

/** The descriptors whose lock records lie in a range. */
export function descriptorsIn(lba: number, blocks: number): number[] {
  const found: number[] = [];
  const first = Math.max(0, Math.ceil((lba - DESCRIPTOR_LBA) / DESCRIPTOR_BLOCKS));
  for (let descriptor = first; descriptor < DESCRIPTORS; descriptor += 1) {
    if (DESCRIPTOR_LBA + descriptor * DESCRIPTOR_BLOCKS >= lba + blocks) break;
    found.push(descriptor);
  }
  return found;
}

export function lockRecordLba(descriptor: number): number {
  return DESCRIPTOR_LBA + descriptor * DESCRIPTOR_BLOCKS;
}

/** Undefined for a block that is no lock record. */
export function readLock(block: Buffer): OnDiskLock | undefined {
  if (block.toString('latin1', 0, 4) !== LOCK_MAGIC) return undefined;
  return {
    ownerUuid: block.readUInt32LE(8) === EXCLUSIVE ? uuidAt(block, 24) : undefined,
    slot: block.readUInt32LE(12),
    generation: block.readDoubleLE(16),
  };
}

/** Undefined for one that is free. */
export function readSlot(block: Buffer): OnDiskSlot | undefined {
  if (block.toString('latin1', 0, 4) !== SLOT_MAGIC) return undefined;
  return {
    ownerUuid: uuidAt(block, 24),
    hostName: block.toString('utf8', 40, 104).replace(/\0+$/, ''),
    recovering: block.readUInt32LE(4) === 1,
  };
}

/** The bytes of a stamp: magic, descriptor at 4, generation at 8, owner UUID at 16. */
export function encodeStamp({ descriptor, generation, ownerUuid }: Stamp): Buffer {
  const block = Buffer.alloc(512);
  block.write(STAMP_MAGIC, 0, 'latin1');
  block.writeUInt32LE(descriptor, 4);
  block.writeDoubleLE(generation, 8);
  Buffer.from(ownerUuid.replaceAll('-', ''), 'hex').copy(block, 16);
  return block;
}

export function readStamp(block: Buffer): Stamp | undefined {
  if (block.toString('latin1', 0, 4) !== STAMP_MAGIC) return undefined;
  return { descriptor: block.readUInt32LE(4), generation: block.readDoubleLE(8), ownerUuid: uuidAt(block, 16) };
}

function uuidAt(block: Buffer, offset: number): string {
  const digits = block.toString('hex', offset, offset + 16);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
