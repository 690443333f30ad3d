// What each SCSI command does, and what it counts. One function a command; whatever is wrong with one is said by a sense
// code and changes nothing. Whoever changes something is checked against the reservation first, in the same turn.
import { type FrameBuffer, FramePool, MAX_PAYLOAD_BYTES, pb } from '@microsphere/proto';
import type { CommandLog } from './command-log.ts';
import { BLOCK_BYTES, isZero, type Lun, PIECE_BLOCKS } from './lun.ts';
import { CheckCondition, ReservationConflict, senseCodes, TaskAborted } from './sense.ts';
import type { Nexus } from './session-table.ts';

const VENDOR = 'MICROSPH';
const PRODUCT = 'shared-storage';

export interface Answer {
  readonly header: pb.IBlockReply;
  /** The data-in, in a frame that wants only its header; it is of the target's `frames`, and given back when it was sent. */
  readonly data?: FrameBuffer;
}

/** Counters since the start of the array. */
export interface TargetStatistics {
  commands: Record<string, number>;
  refusals: Record<string, number>;
  bytesRead: number;
  bytesWritten: number;
  bytesUnmapped: number;
  bytesCopied: number;
}

const { PersistentReserveInAction, ScsiOpcode, ScsiStatus } = pb;

export class Target {
  private readonly luns: ReadonlyMap<number, Lun>;
  /** For data-in. */
  readonly frames = new FramePool();
  readonly statistics: TargetStatistics = {
    commands: {},
    refusals: {},
    bytesRead: 0,
    bytesWritten: 0,
    bytesUnmapped: 0,
    bytesCopied: 0,
  };

  /** Connections that are logged in, and what ends each. */
  private readonly nexuses = new Map<Nexus, () => void>();
  /** Logical units that initiators don't see. */
  private readonly unmapped = new Set<Lun>();
  private readonly onFailure: (message: string) => void;
  private readonly commandLog: CommandLog | undefined;
  /** Failures of LUN files that were said already: a full disk fails every write, and is said once. */
  private readonly said = new Set<string>();

  /**
   * @param onFailure - hears, once for each LUN and kind, that the file of a LUN failed: initiators only know a sense code
   * @param commandLog - hears of every command, where one is kept
   */
  constructor(luns: readonly Lun[], onFailure: (message: string) => void, commandLog?: CommandLog) {
    this.luns = new Map(luns.map((lun) => [lun.lun, lun]));
    this.onFailure = onFailure;
    this.commandLog = commandLog;
  }

  /** Carries a command out. READ, WRITE and COMPARE AND WRITE have taken effect when this returns, before the promise resolves. */
  async execute(command: pb.BlockCommand, payload: Uint8Array, nexus: Nexus): Promise<Answer> {
    const { tag } = command;
    count(this.statistics.commands, ScsiOpcode[command.opcode] ?? `0x${command.opcode.toString(16)}`);
    this.commandLog?.begin(command, payload, nexus);
    try {
      const { data, ...header } = await this.perform(command, payload, nexus);
      this.commandLog?.end(command, ScsiStatus.GOOD);
      return { header: { ...header, tag, status: ScsiStatus.GOOD }, ...(data ? { data } : {}) };
    } catch (error) {
      const status = statusOf(error);
      if (status) {
        this.commandLog?.end(command, status);
        count(this.statistics.refusals, ScsiStatus[status] ?? String(status));
        return { header: { tag, status, sense: { key: 0, asc: 0, ascq: 0, message: (error as Error).message } } };
      }
      if (!(error instanceof CheckCondition)) throw error;
      this.commandLog?.end(command, ScsiStatus.CHECK_CONDITION, error.sense);
      count(this.statistics.refusals, error.sense);
      if (error.cause !== undefined) this.sayOnce(command.lun, error);
      const sense = { ...senseCodes[error.sense], message: error.message };
      return { header: { tag, status: ScsiStatus.CHECK_CONDITION, sense } };
    }
  }

  private sayOnce(lun: number, { sense, message }: CheckCondition): void {
    const failure = `LUN ${lun} (${this.luns.get(lun)?.name}): ${sense}`;
    if (this.said.has(failure)) return;
    this.said.add(failure);
    this.onFailure(`${failure}: ${message}`);
  }

  /** A connection has logged in; its commands are executed in its name. `end` ends it. */
  nexusEstablished(nexus: Nexus, end: () => void): void {
    this.nexuses.set(nexus, end);
  }

  /** Every logical unit, also those that initiators don't see. */
  logicalUnits(): { readonly lun: number; readonly name: string; readonly naa: string; readonly mapped: boolean }[] {
    return [...this.luns.values()].map((unit) => ({
      lun: unit.lun,
      name: unit.name,
      naa: unit.naa,
      mapped: !this.unmapped.has(unit),
    }));
  }

  /** Shows a logical unit to initiators, or no longer; false when there is none of that name. */
  setMapped(name: string, mapped: boolean): boolean {
    const unit = [...this.luns.values()].find((candidate) => candidate.name === name);
    if (!unit) return false;
    if (mapped) this.unmapped.delete(unit);
    else this.unmapped.add(unit);
    return true;
  }

  /** The connection has ended: nothing that came over it takes effect any more. */
  nexusLost(nexus: Nexus): void {
    this.nexuses.delete(nexus);
    for (const unit of this.luns.values()) unit.nexusLost(nexus);
  }

  private perform(command: pb.BlockCommand, payload: Uint8Array, nexus: Nexus): Promise<Outcome> | Outcome {
    switch (command.opcode) {
      case ScsiOpcode.REPORT_LUNS:
        return { units: [...this.luns.values()].filter((unit) => !this.unmapped.has(unit)).map(describe) };
      case ScsiOpcode.TEST_UNIT_READY:
        this.unit(command);
        return {};
      case ScsiOpcode.INQUIRY:
        return { vendor: VENDOR, product: PRODUCT, units: [describe(this.unit(command))] };
      case ScsiOpcode.READ_CAPACITY_16:
        return { units: [describe(this.unit(command))] };
      case ScsiOpcode.READ_16:
        return this.read(command);
      case ScsiOpcode.WRITE_16:
        return this.write(command, payload, nexus);
      case ScsiOpcode.COMPARE_AND_WRITE:
        return this.compareAndWrite(command, payload, nexus);
      case ScsiOpcode.SYNCHRONIZE_CACHE_16:
        return this.writable(command, nexus)
          .flush()
          .then(() => ({}));
      case ScsiOpcode.WRITE_SAME_16:
        return this.writeSame(command, payload, nexus);
      case ScsiOpcode.UNMAP:
        return this.unmap(command, nexus);
      case ScsiOpcode.EXTENDED_COPY:
        return this.extendedCopy(command, nexus);
      case ScsiOpcode.PERSISTENT_RESERVE_IN:
        return this.persistentReserveIn(command);
      case ScsiOpcode.PERSISTENT_RESERVE_OUT:
        return this.persistentReserveOut(command, nexus);
      case ScsiOpcode.LOGOUT_CONNECTION:
        return this.logoutConnection(command, nexus);
      default:
        // Every opcode that has a name is above: this is a number that has none.
        throw new CheckCondition('INVALID_COMMAND_OPERATION_CODE', `opcode ${Number(command.opcode)}`);
    }
  }

  private unit({ lun = 0 }: pb.IBlockCommand | pb.ICopySource): Lun {
    const unit = this.luns.get(lun ?? 0);
    if (!unit || this.unmapped.has(unit)) throw new CheckCondition('LOGICAL_UNIT_NOT_SUPPORTED', `no LUN ${lun}`);
    return unit;
  }

  /** The unit of a command that conflicts with another's reservation (SBC-4, table 13). */
  private writable(command: pb.BlockCommand, nexus: Nexus): Lun {
    const unit = this.unit(command);
    unit.reservation.checkWrite(nexus);
    return unit;
  }

  private read(command: pb.BlockCommand): Outcome {
    const unit = this.unit(command);
    const bytes = command.blocks * BLOCK_BYTES;
    if (bytes > MAX_PAYLOAD_BYTES)
      throw new CheckCondition(
        'INVALID_FIELD_IN_CDB',
        `${command.blocks} blocks, at most ${MAX_PAYLOAD_BYTES / BLOCK_BYTES}`,
      );
    const data = this.frames.take(bytes);
    unit.read(command.lba, data.payload);
    this.statistics.bytesRead += bytes;
    return { data };
  }

  private write(command: pb.BlockCommand, payload: Uint8Array, nexus: Nexus): Promise<Outcome> | Outcome {
    const unit = this.writable(command, nexus);
    checkLength(command, payload, command.blocks * BLOCK_BYTES);
    unit.write(command.lba, payload);
    this.commandLog?.effect(command, command.lba, command.blocks);
    this.statistics.bytesWritten += payload.length;
    return command.fua ? unit.flush().then(() => ({})) : {};
  }

  private compareAndWrite(command: pb.BlockCommand, payload: Uint8Array, nexus: Nexus): Promise<Outcome> | Outcome {
    const unit = this.writable(command, nexus);
    const bytes = command.blocks * BLOCK_BYTES;
    if (bytes === 0) throw new CheckCondition('INVALID_FIELD_IN_CDB', 'COMPARE AND WRITE of no blocks');
    checkLength(command, payload, 2 * bytes);
    unit.compareAndWrite(command.lba, payload.subarray(0, bytes), payload.subarray(bytes));
    this.commandLog?.effect(command, command.lba, command.blocks);
    this.statistics.bytesWritten += bytes;
    return command.fua ? unit.flush().then(() => ({})) : {};
  }

  private async writeSame(command: pb.BlockCommand, payload: Uint8Array, nexus: Nexus): Promise<Outcome> {
    const unit = this.writable(command, nexus);
    const { lba, blocks } = command;
    checkLength(command, payload, BLOCK_BYTES);
    unit.checkRange(lba, blocks);
    if (isZero(payload)) await this.zero(command, { unmap: command.unmap, nexus, unit });
    else {
      const pattern = Buffer.alloc(Math.min(blocks, PIECE_BLOCKS) * BLOCK_BYTES, payload);
      await unit.inPieces(nexus, blocks, (done, count) => {
        unit.write(lba + done, pattern.subarray(0, count * BLOCK_BYTES));
        this.commandLog?.effect(command, lba + done, count);
      });
    }
    this.statistics.bytesWritten += blocks * BLOCK_BYTES;
    return {};
  }

  private async zero(command: pb.BlockCommand, { unmap, nexus, unit }: ZeroOptions): Promise<void> {
    const { lba, blocks } = command;
    if (unmap && blocks > 0 && unit.deallocate(lba, blocks)) {
      this.commandLog?.effect(command, lba, blocks);
      return;
    }
    await unit.inPieces(nexus, blocks, (done, count) => {
      unit.writeZeros(lba + done, count);
      this.commandLog?.effect(command, lba + done, count);
    });
  }

  /** Unmapped blocks are zeros (SBC-4: LBPRZ), also where the file system can't take their space back. */
  private async unmap(command: pb.BlockCommand, nexus: Nexus): Promise<Outcome> {
    const unit = this.writable(command, nexus);
    unit.checkRange(command.lba, command.blocks);
    await this.zero(command, { unmap: true, nexus, unit });
    this.statistics.bytesUnmapped += command.blocks * BLOCK_BYTES;
    return {};
  }

  private async extendedCopy(command: pb.BlockCommand, nexus: Nexus): Promise<Outcome> {
    const destination = this.writable(command, nexus);
    const { lba, blocks, copySource } = command;
    if (!copySource) throw new CheckCondition('INVALID_FIELD_IN_PARAMETER_LIST', 'EXTENDED COPY names no source');
    const source = this.unit(copySource);
    const from = copySource.lba ?? 0;
    source.checkRange(from, blocks);
    destination.checkRange(lba, blocks);
    if (source === destination && Math.abs(lba - from) < blocks)
      throw new CheckCondition('INVALID_FIELD_IN_PARAMETER_LIST', `lba ${from} and ${lba}, ${blocks} blocks, overlap`);
    await destination.inPieces(nexus, blocks, (done, count) => {
      const piece = Buffer.allocUnsafe(count * BLOCK_BYTES);
      source.read(from + done, piece);
      // A copy of what is sparse is sparse.
      if (isZero(piece)) destination.writeZeros(lba + done, count);
      else destination.write(lba + done, piece);
      this.commandLog?.effect(command, lba + done, count);
    });
    this.statistics.bytesCopied += blocks * BLOCK_BYTES;
    return {};
  }

  private persistentReserveIn(command: pb.BlockCommand): Outcome {
    const { reservation } = this.unit(command);
    switch (command.persistentReserveIn) {
      case PersistentReserveInAction.READ_KEYS:
        return { reservations: reservation.keys };
      case PersistentReserveInAction.READ_RESERVATION:
        return { reservations: reservation.reservation };
      default:
        throw new CheckCondition('INVALID_FIELD_IN_CDB', `service action ${Number(command.persistentReserveIn)}`);
    }
  }

  private async persistentReserveOut(command: pb.BlockCommand, nexus: Nexus): Promise<Outcome> {
    const unit = this.unit(command);
    const { persistentReserveOut: parameters } = command;
    if (!parameters)
      throw new CheckCondition('PARAMETER_LIST_LENGTH_ERROR', 'PERSISTENT RESERVE OUT without parameters');
    await unit.reservation.change(nexus, parameters, (isOf, abort) => {
      for (const other of this.nexuses.keys()) if (isOf(other)) unit.reservation.fence(other);
      if (abort) unit.abortTasks(isOf);
    });
    // Who registers anew after a preemption does so for all its paths (SPC-5: ALL_TG_PT). What is still on its way over
    // another one may have been sent before the preemption, so that one ends, and is made again.
    if (!unit.reservation.isFenced(nexus))
      for (const [other, end] of [...this.nexuses])
        if (isOfSession(other, nexus) && unit.reservation.isFenced(other)) end();
    return {};
  }

  private logoutConnection({ logoutConnection }: pb.BlockCommand, nexus: Nexus): Outcome {
    if (logoutConnection === nexus.connection)
      throw new CheckCondition('INVALID_FIELD_IN_CDB', `connection ${logoutConnection} is this one`);
    for (const [other, end] of [...this.nexuses])
      if (isOfSession(other, nexus) && other.connection === logoutConnection) end();
    return {};
  }
}

function isOfSession(other: Nexus, { initiator, session }: Nexus): boolean {
  return other.initiator === initiator && other.session === session;
}

interface ZeroOptions {
  /** Whether the space of the blocks may be given back. */
  readonly unmap: boolean;
  readonly nexus: Nexus;
  readonly unit: Lun;
}

type Outcome = Omit<pb.IBlockReply, 'tag' | 'status' | 'sense'> & { readonly data?: FrameBuffer };

function describe({ lun, blocks, naa, name }: Lun): pb.ILogicalUnit {
  return { lun, blocks, naa, name };
}

function checkLength(command: pb.BlockCommand, payload: Uint8Array, bytes: number): void {
  if (payload.length !== bytes)
    throw new CheckCondition(
      'PARAMETER_LIST_LENGTH_ERROR',
      `${ScsiOpcode[command.opcode]} of ${command.blocks} blocks wants ${bytes} bytes, not ${payload.length}`,
    );
}

/** The status of an end that has no sense; undefined for every other error. */
function statusOf(error: unknown): pb.ScsiStatus | undefined {
  if (error instanceof ReservationConflict) return ScsiStatus.RESERVATION_CONFLICT;
  return error instanceof TaskAborted ? ScsiStatus.TASK_ABORTED : undefined;
}

function count(counters: Record<string, number>, name: string): void {
  counters[name] = (counters[name] ?? 0) + 1;
}
