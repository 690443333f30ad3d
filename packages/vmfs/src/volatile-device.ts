// A device whose power fails, for tests: what was written without FUA, and not flushed since, is there afterwards sector by
// sector or it is not, as a disk with a cache may have it.
import { BLOCK_BYTES, type BlockCommand, type BlockOutcome, MemoryDevice } from './operation.ts';

export class VolatileDevice extends MemoryDevice {
  /** Blocks that are not flushed, and what a loss of power may bring back. */
  private readonly unflushed = new Map<number, Uint8Array>();

  /** Everything is as in `bytes`, and on stable storage. */
  load(bytes: Uint8Array): void {
    this.bytes.set(bytes);
    this.unflushed.clear();
  }

  override perform(command: BlockCommand, host?: string): BlockOutcome {
    if (command.op === 'flush') this.unflushed.clear();
    const { lba, blocks, fua } = written(command);
    for (let block = lba; block < lba + blocks; block += 1) {
      const before = this.bytes.slice(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES);
      if (fua) this.unflushed.delete(block);
      else if (!this.unflushed.has(block)) this.unflushed.set(block, before);
    }
    return super.perform(command, host);
  }

  /** @param keeps - whether a block that was not flushed made it to the disk; the others are as they were at the last flush */
  losePower(keeps: (block: number) => boolean): void {
    for (const [block, before] of this.unflushed) if (!keeps(block)) this.bytes.set(before, block * BLOCK_BYTES);
    this.unflushed.clear();
  }
}

/** What a command writes, if it does. */
function written(command: BlockCommand): { readonly lba: number; readonly blocks: number; readonly fua: boolean } {
  switch (command.op) {
    case 'write':
      return { lba: command.lba, blocks: command.data.length / BLOCK_BYTES, fua: command.fua };
    case 'compareAndWrite':
      return { lba: command.lba, blocks: command.write.length / BLOCK_BYTES, fua: command.fua };
    case 'zero':
    case 'unmap':
    case 'copy':
      return { lba: command.lba, blocks: command.blocks, fua: false };
    default:
      return { lba: 0, blocks: 0, fua: false };
  }
}
