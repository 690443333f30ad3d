// The commands of an initiator: each method is one SCSI command, or two, and tells in TypeScript what its answer says. How a
// command gets to the array is the business of who extends this.
import { pb } from '@microsphere/proto';
import { PathError, ScsiError } from './errors.ts';

export const BLOCK_BYTES = 512;
/** SCSI sense key MISCOMPARE (SPC-5). */
const MISCOMPARE = 0xe;

/** Registered initiators write, and no others: the type of reservation that the array has. */
const { WRITE_EXCLUSIVE_ALL_REGISTRANTS } = pb.ReservationType;

/** A range of another logical unit of the same array. */
export interface ExtendedCopyOptions {
  readonly source: { readonly lun: number; readonly lba: number };
  readonly destination: { readonly lun: number; readonly lba: number };
  readonly blocks: number;
}

/** Keys are 16 lower-case hexadecimal digits. */
export interface PreemptOptions {
  readonly lun: number;
  /** The key that this initiator is registered with. */
  readonly key: string;
  readonly victim: string;
}

export interface BlockReadOptions {
  readonly lun: number;
  readonly lba: number;
  readonly blocks: number;
}

/** What a command that was carried out is answered with. */
export interface BlockAnswer {
  readonly header: pb.BlockReply;
  readonly payload: Uint8Array;
}

export abstract class BlockCommands {
  /** Carries a command out, as it is given. Throws ScsiError, PathError, QueueFullError. */
  abstract command(header: pb.IBlockCommand, payload?: Uint8Array): Promise<BlockAnswer>;

  async read({ lun, lba, blocks }: BlockReadOptions): Promise<Uint8Array> {
    const { payload } = await this.command({ opcode: pb.ScsiOpcode.READ_16, lun, lba, blocks });
    if (payload.length !== blocks * BLOCK_BYTES)
      throw new PathError(`READ(16) of ${blocks} blocks was answered with ${payload.length} bytes`);
    return payload;
  }

  /** `data` may lie in shared memory; it is copied before this returns. */
  async write(lun: number, lba: number, data: Uint8Array, options: { readonly fua?: boolean } = {}): Promise<void> {
    const blocks = data.length / BLOCK_BYTES;
    await this.command({ opcode: pb.ScsiOpcode.WRITE_16, lun, lba, blocks, fua: options.fua ?? false }, data);
  }

  /** COMPARE AND WRITE of equally long blocks: whether they were as expected, and were written. */
  async compareAndWrite(
    lun: number,
    lba: number,
    compare: Uint8Array,
    write: Uint8Array,
    options: { readonly fua?: boolean } = {},
  ): Promise<boolean> {
    const blocks = compare.length / BLOCK_BYTES;
    const fua = options.fua ?? true;
    try {
      const payload = Buffer.concat([compare, write]);
      await this.command({ opcode: pb.ScsiOpcode.COMPARE_AND_WRITE, lun, lba, blocks, fua }, payload);
      return true;
    } catch (error) {
      if (error instanceof ScsiError && error.sense.key === MISCOMPARE) return false;
      throw error;
    }
  }

  /** Everything acknowledged before is on stable storage when this resolves. */
  async synchronizeCache(lun: number): Promise<void> {
    await this.command({ opcode: pb.ScsiOpcode.SYNCHRONIZE_CACHE_16, lun });
  }

  /** WRITE SAME(16) of zeros. */
  async writeZeros(lun: number, lba: number, blocks: number): Promise<void> {
    await this.command({ opcode: pb.ScsiOpcode.WRITE_SAME_16, lun, lba, blocks }, Buffer.alloc(BLOCK_BYTES));
  }

  /** Gives blocks back; they are zeros afterwards. */
  async unmap(lun: number, lba: number, blocks: number): Promise<void> {
    await this.command({ opcode: pb.ScsiOpcode.UNMAP, lun, lba, blocks });
  }

  /** EXTENDED COPY: the array copies by itself, in pieces; what others write meanwhile may be in the copy or not. */
  async extendedCopy({ source, destination, blocks }: ExtendedCopyOptions): Promise<void> {
    await this.command({ opcode: pb.ScsiOpcode.EXTENDED_COPY, ...destination, blocks, copySource: source });
  }

  /** REGISTER AND IGNORE EXISTING KEY, and RESERVE: from now on only registered initiators write. */
  async registerAndReserve(lun: number, key: string): Promise<void> {
    await this.reserveOut(lun, {
      serviceAction: pb.PersistentReserveOutAction.REGISTER_AND_IGNORE_EXISTING_KEY,
      serviceActionReservationKey: key,
    });
    await this.reserveOut(lun, {
      serviceAction: pb.PersistentReserveOutAction.RESERVE,
      reservationKey: key,
      type: WRITE_EXCLUSIVE_ALL_REGISTRANTS,
    });
  }

  /** Ends the registration of this initiator; that of the last takes the reservation along. */
  async unregister(lun: number): Promise<void> {
    await this.reserveOut(lun, { serviceAction: pb.PersistentReserveOutAction.REGISTER_AND_IGNORE_EXISTING_KEY });
  }

  /** PREEMPT AND ABORT: nothing that the victim has sent or will send takes effect any more. A reservation conflict when nobody has that key. */
  async preemptAndAbort({ lun, key, victim }: PreemptOptions): Promise<void> {
    await this.reserveOut(lun, {
      serviceAction: pb.PersistentReserveOutAction.PREEMPT_AND_ABORT,
      reservationKey: key,
      serviceActionReservationKey: victim,
    });
  }

  /** PERSISTENT RESERVE OUT, as it is given. */
  async reserveOut(lun: number, persistentReserveOut: pb.IPersistentReserveOut): Promise<void> {
    await this.command({ opcode: pb.ScsiOpcode.PERSISTENT_RESERVE_OUT, lun, persistentReserveOut });
  }

  /** READ KEYS: those of all registered initiators. */
  async readKeys(lun: number): Promise<readonly string[]> {
    const persistentReserveIn = pb.PersistentReserveInAction.READ_KEYS;
    const { header } = await this.command({ opcode: pb.ScsiOpcode.PERSISTENT_RESERVE_IN, lun, persistentReserveIn });
    return header.reservations?.keys ?? [];
  }

  /** READ RESERVATION: whether only registered initiators may write. */
  async readReservation(lun: number): Promise<pb.ReservationType> {
    const persistentReserveIn = pb.PersistentReserveInAction.READ_RESERVATION;
    const { header } = await this.command({ opcode: pb.ScsiOpcode.PERSISTENT_RESERVE_IN, lun, persistentReserveIn });
    return header.reservations?.type ?? pb.ReservationType.NOT_RESERVED;
  }

  async reportLuns(): Promise<pb.ILogicalUnit[]> {
    const { header } = await this.command({ opcode: pb.ScsiOpcode.REPORT_LUNS });
    return header.units;
  }

  /**
   * Ends another connection of this session, the one that logged in with that id: nothing that came over it takes effect any
   * more once this resolves.
   */
  async logoutConnection(connectionId: number): Promise<void> {
    await this.command({ opcode: pb.ScsiOpcode.LOGOUT_CONNECTION, logoutConnection: connectionId });
  }
}
