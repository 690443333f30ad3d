// A device that is cut off: a layer over another state that is left as it is, so that one run of a workload is cut after each
// of its writes without being run anew. It knows what is not flushed, and loses it sector by sector.
import { DESCRIPTOR_BLOCKS, DESCRIPTOR_LBA, DESCRIPTORS, METADATA_END_LBA } from '../layout.ts';
import { BLOCK_BYTES, type BlockCommand, type BlockOutcome, type Operation } from '../operation.ts';

const ZEROS = new Uint8Array(BLOCK_BYTES);
/** What lies where nothing was written: blocks that are new to a file must not show it. */
const GARBAGE = new Uint8Array(BLOCK_BYTES).fill(0xee);

const DESCRIPTORS_END_LBA = DESCRIPTOR_LBA + DESCRIPTORS * DESCRIPTOR_BLOCKS;
/** What is read is not changed by who reads it: reads of nothing may share it. */
const NOTHING = new Uint8Array(256 * 1024);

function zeros(blocks: number): Uint8Array {
  return blocks * BLOCK_BYTES <= NOTHING.length
    ? NOTHING.subarray(0, blocks * BLOCK_BYTES)
    : new Uint8Array(blocks * BLOCK_BYTES);
}

export class CrashDevice {
  readonly blocks: number;
  private readonly below: CrashDevice | undefined;
  private readonly written = new Map<number, Uint8Array>();
  /** Blocks that are not on stable storage, as they are there. */
  private readonly unflushed: Map<number, Uint8Array>;

  private lastDescriptorLba: number;

  constructor(blocks: number, below?: CrashDevice) {
    this.blocks = blocks;
    this.lastDescriptorLba = below?.lastDescriptorLba ?? 0;
    this.below = below;
    this.unflushed = new Map(below?.unflushed);
  }

  /** A device that begins as this one is; this one must not change while it is used. */
  fork(): CrashDevice {
    return new CrashDevice(this.blocks, this);
  }

  private block(lba: number): Uint8Array {
    return this.written.get(lba) ?? (this.below ? this.below.block(lba) : lba < METADATA_END_LBA ? ZEROS : GARBAGE);
  }

  private put(lba: number, block: Uint8Array, durable: boolean): void {
    if (lba < 0 || lba >= this.blocks) throw new RangeError(`lba ${lba} is beyond the device`);
    if (durable) this.unflushed.delete(lba);
    else if (!this.unflushed.has(lba)) this.unflushed.set(lba, this.block(lba));
    this.written.set(lba, block);
    if (block !== ZEROS && lba < DESCRIPTORS_END_LBA) this.lastDescriptorLba = Math.max(this.lastDescriptorLba, lba);
  }

  private putAll(lba: number, data: Uint8Array, durable: boolean): void {
    for (let at = 0; at < data.length; at += BLOCK_BYTES)
      this.put(lba + at / BLOCK_BYTES, data.slice(at, at + BLOCK_BYTES), durable);
  }

  /** Whether nothing but zeros was written to the descriptors from a place on: most are never used, and all are checked. */
  private isUntouched(lba: number): boolean {
    return lba > this.lastDescriptorLba && lba < DESCRIPTORS_END_LBA;
  }

  perform(command: BlockCommand): BlockOutcome {
    switch (command.op) {
      case 'read': {
        if (this.isUntouched(command.lba)) return zeros(command.blocks);
        const data = new Uint8Array(command.blocks * BLOCK_BYTES);
        for (let index = 0; index < command.blocks; index += 1) {
          const block = this.block(command.lba + index);
          if (block !== ZEROS) data.set(block, index * BLOCK_BYTES);
        }
        return data;
      }
      case 'write':
        this.putAll(command.lba, command.data, command.fua);
        return undefined;
      case 'compareAndWrite': {
        const found = this.block(command.lba);
        if (!found.every((byte, index) => byte === command.compare[index])) return 'miscompare';
        this.putAll(command.lba, command.write, command.fua);
        return 'written';
      }
      case 'zero':
      case 'unmap':
        for (let index = 0; index < command.blocks; index += 1) this.put(command.lba + index, ZEROS, false);
        return undefined;
      case 'copy':
        for (let index = 0; index < command.blocks; index += 1)
          this.put(command.lba + index, this.block(command.source + index), false);
        return undefined;
      case 'flush':
        this.unflushed.clear();
        return undefined;
      case 'registerAndReserve':
      case 'unregister':
      case 'preemptAndAbort':
        return undefined;
    }
  }

  /** A write of which some sectors arrive. */
  performTorn(command: BlockCommand, arrives: (block: number) => boolean): void {
    if (command.op === 'write') {
      for (let at = 0; at < command.data.length; at += BLOCK_BYTES) {
        const lba = command.lba + at / BLOCK_BYTES;
        if (arrives(lba)) this.putAll(lba, command.data.subarray(at, at + BLOCK_BYTES), false);
      }
    } else if (command.op === 'zero' || command.op === 'unmap') {
      for (let lba = command.lba; lba < command.lba + command.blocks; lba += 1)
        if (arrives(lba)) this.put(lba, ZEROS, false);
    }
  }

  /** @param keeps - whether a block that was not flushed made it to the disk */
  losePower(keeps: (block: number) => boolean): void {
    for (const [lba, before] of this.unflushed) if (!keeps(lba)) this.written.set(lba, before);
    this.unflushed.clear();
  }

  run<T>(operation: Operation<T>): T {
    let step = operation.next();
    while (!step.done) step = operation.next(this.perform(step.value));
    return step.value;
  }
}

/** Whether a command changes anything that a crash could cut. */
export function changesDevice({ op }: BlockCommand): boolean {
  return (
    op === 'write' || op === 'compareAndWrite' || op === 'zero' || op === 'unmap' || op === 'copy' || op === 'flush'
  );
}
