// A block of the allocation bitmap: a bit a file block, and for each heartbeat slot a stamp, the number of the journal
// record on whose behalf that slot changed it last. It is changed by COMPARE AND WRITE only, bits and stamp at once. So
// whoever has the record can tell at any time whether its change took place; nothing of a change that was cut off is lost.
import { crc32, isZero, view } from './bytes.ts';
import { VmfsError } from './errors.ts';
import { BITMAP_LBA, BITS_PER_BITMAP_BLOCK, HEARTBEAT_SLOTS } from './layout.ts';
import { BLOCK_BYTES } from './operation.ts';

const MAGIC = 0x50_4d_42_75; // "uBMP"
const STAMPS_OFFSET = 4;
const BITS_OFFSET = STAMPS_OFFSET + 4 * HEARTBEAT_SLOTS;

export class BitmapSector {
  private readonly bytes: Uint8Array;

  /** A block of zeros is one that was never changed. Throws VmfsError damaged. @param index - among those of the bitmap */
  constructor(bytes: Uint8Array, index: number) {
    this.bytes = bytes.slice();
    const fields = view(bytes);
    if (isZero(bytes)) return;
    if (
      fields.getUint32(0, true) !== MAGIC ||
      fields.getUint32(BLOCK_BYTES - 4, true) !== crc32(bytes.subarray(0, BLOCK_BYTES - 4))
    )
      throw new VmfsError('damaged', `block ${index} of the bitmap at LBA ${BITMAP_LBA + index}`);
  }

  /** Of the last change by a slot; 0 for none. */
  stamp(slot: number): number {
    return view(this.bytes).getUint32(STAMPS_OFFSET + 4 * slot, true);
  }

  isSet(bit: number): boolean {
    return ((this.bytes[BITS_OFFSET + (bit >> 3)] as number) & (1 << (bit & 7))) !== 0;
  }

  /** As it is after a change. */
  changed(options: {
    readonly bits: Iterable<number>;
    readonly allocated: boolean;
    readonly slot: number;
    readonly stamp: number;
  }): Uint8Array {
    const after = this.bytes.slice();
    const fields = view(after);
    fields.setUint32(0, MAGIC, true);
    for (const bit of options.bits) {
      if (bit < 0 || bit >= BITS_PER_BITMAP_BLOCK) throw new RangeError(`no bit ${bit} in a block of the bitmap`);
      const at = BITS_OFFSET + (bit >> 3);
      const mask = 1 << (bit & 7);
      after[at] = options.allocated ? (after[at] as number) | mask : (after[at] as number) & ~mask;
    }
    fields.setUint32(STAMPS_OFFSET + 4 * options.slot, options.stamp, true);
    fields.setUint32(BLOCK_BYTES - 4, crc32(after.subarray(0, BLOCK_BYTES - 4)), true);
    return after;
  }
}
