// One logical unit as the file system has it: its block commands as SCSI commands, in pieces that a frame can carry. What
// becomes of a command when the path breaks is the caller's business.
import { MAX_PAYLOAD_BYTES } from '@microsphere/proto';
import type { BlockCommand, BlockOutcome, ReservationKey } from '@microsphere/vmfs';
import { BLOCK_BYTES, type BlockCommands } from './block-commands.ts';
import { ScsiError } from './errors.ts';

/** Blocks of one READ or WRITE command; longer transfers are several. */
export const MAX_TRANSFER_BLOCKS = MAX_PAYLOAD_BYTES / BLOCK_BYTES;

export class LogicalUnit {
  private readonly commands: BlockCommands;
  private readonly lun: number;

  constructor(commands: BlockCommands, lun: number) {
    this.commands = commands;
    this.lun = lun;
  }

  /** Throws PathError, ScsiError. */
  async perform(command: BlockCommand): Promise<BlockOutcome> {
    const { commands, lun } = this;
    switch (command.op) {
      case 'read':
        return await this.read(command.lba, command.blocks);
      case 'write':
        await this.write(command.lba, command.data, { fua: command.fua });
        return undefined;
      case 'compareAndWrite': {
        const { lba, compare, write, fua } = command;
        return (await commands.compareAndWrite(lun, lba, compare, write, { fua })) ? 'written' : 'miscompare';
      }
      case 'zero':
        await commands.writeZeros(lun, command.lba, command.blocks);
        return undefined;
      case 'unmap':
        await commands.unmap(lun, command.lba, command.blocks);
        return undefined;
      case 'copy': {
        const { source, lba, blocks } = command;
        await commands.extendedCopy({ source: { lun, lba: source }, destination: { lun, lba }, blocks });
        return undefined;
      }
      case 'flush':
        await commands.synchronizeCache(lun);
        return undefined;
      case 'registerAndReserve':
        await commands.registerAndReserve(lun, command.key);
        return undefined;
      case 'unregister':
        await commands.unregister(lun);
        return undefined;
      case 'preemptAndAbort':
        await this.preemptAndAbort(command.key, command.victim);
        return undefined;
    }
  }

  private async preemptAndAbort(key: ReservationKey, victim: ReservationKey): Promise<void> {
    const { commands, lun } = this;
    try {
      await commands.preemptAndAbort({ lun, key, victim });
    } catch (error) {
      if (!(error instanceof ScsiError && error.isReservationConflict)) throw error;
      // Either nobody has the victim's key any more, which is as good, or this initiator has been preempted itself.
      if (!(await commands.readKeys(lun)).includes(key)) throw error;
    }
  }

  async read(lba: number, blocks: number): Promise<Uint8Array> {
    const { commands, lun } = this;
    if (blocks <= MAX_TRANSFER_BLOCKS) return await commands.read({ lun, lba, blocks });
    const data = new Uint8Array(blocks * BLOCK_BYTES);
    for (let done = 0; done < blocks; done += MAX_TRANSFER_BLOCKS) {
      const count = Math.min(MAX_TRANSFER_BLOCKS, blocks - done);
      data.set(await commands.read({ lun, lba: lba + done, blocks: count }), done * BLOCK_BYTES);
    }
    return data;
  }

  async write(lba: number, data: Uint8Array, { fua }: { readonly fua: boolean }): Promise<void> {
    for (let done = 0; done < data.length; done += MAX_PAYLOAD_BYTES) {
      const part = data.subarray(done, done + MAX_PAYLOAD_BYTES);
      await this.commands.write(this.lun, lba + done / BLOCK_BYTES, part, { fua });
    }
  }
}
