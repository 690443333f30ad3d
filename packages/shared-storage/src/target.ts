// What each SCSI command does, and what it counts. One function a command; whatever is wrong with one is said by a sense
// code and changes nothing.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { FrameBuffer, MAX_PAYLOAD_BYTES, pb } from '@microsphere/proto';
import { BLOCK_BYTES, type Lun } from './lun.ts';
import { CheckCondition, senseCodes } from './sense.ts';

const VENDOR = 'MICROSPH';
const PRODUCT = 'shared-storage';

/** Blocks that WRITE SAME writes at a time. */
const WRITE_SAME_BLOCKS = 2_048;

export interface Answer {
  readonly header: pb.IBlockReply;
  /** The data-in, in a frame that wants only its header. */
  readonly data?: FrameBuffer;
}

/** Counters since the start of the array. */
export interface TargetStatistics {
  commands: Record<string, number>;
  refusals: Record<string, number>;
  bytesRead: number;
  bytesWritten: number;
}

const { ScsiOpcode, ScsiStatus } = pb;

export class Target {
  private readonly luns: ReadonlyMap<number, Lun>;
  readonly statistics: TargetStatistics = { commands: {}, refusals: {}, bytesRead: 0, bytesWritten: 0 };

  private readonly onFailure: (message: string) => void;
  /** Failures of LUN files that were said already: a full disk fails every write, and is said once. */
  private readonly said = new Set<string>();

  /** @param onFailure - hears, once for each LUN and kind, that the file of a LUN failed: initiators only know a sense code */
  constructor(luns: readonly Lun[], onFailure: (message: string) => void) {
    this.luns = new Map(luns.map((lun) => [lun.lun, lun]));
    this.onFailure = onFailure;
  }

  /** Carries a command out. A command without FUA, flush and WRITE SAME has taken effect when this returns. */
  async execute(command: pb.BlockCommand, payload: Uint8Array): Promise<Answer> {
    const { tag } = command;
    count(this.statistics.commands, ScsiOpcode[command.opcode] ?? `0x${command.opcode.toString(16)}`);
    try {
      const { data, ...header } = await this.perform(command, payload);
      return { header: { ...header, tag, status: ScsiStatus.GOOD }, ...(data ? { data } : {}) };
    } catch (error) {
      if (!(error instanceof CheckCondition)) throw error;
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

  private perform(command: pb.BlockCommand, payload: Uint8Array): Promise<Outcome> | Outcome {
    switch (command.opcode) {
      case ScsiOpcode.REPORT_LUNS:
        return { units: [...this.luns.values()].map(describe) };
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
        return this.write(command, payload);
      case ScsiOpcode.COMPARE_AND_WRITE:
        return this.compareAndWrite(command, payload);
      case ScsiOpcode.SYNCHRONIZE_CACHE_16:
        return this.unit(command)
          .flush()
          .then(() => ({}));
      case ScsiOpcode.WRITE_SAME_16:
        return this.writeSame(command, payload);
      default:
        throw new CheckCondition('INVALID_COMMAND_OPERATION_CODE', `opcode 0x${command.opcode.toString(16)}`);
    }
  }

  private unit({ lun }: pb.BlockCommand): Lun {
    const unit = this.luns.get(lun);
    if (!unit) throw new CheckCondition('LOGICAL_UNIT_NOT_SUPPORTED', `no LUN ${lun}`);
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
    const data = new FrameBuffer(bytes);
    unit.read(command.lba, data.payload);
    this.statistics.bytesRead += bytes;
    return { data };
  }

  private write(command: pb.BlockCommand, payload: Uint8Array): Promise<Outcome> | Outcome {
    const unit = this.unit(command);
    checkLength(command, payload, command.blocks * BLOCK_BYTES);
    unit.write(command.lba, payload);
    this.statistics.bytesWritten += payload.length;
    return command.fua ? unit.flush().then(() => ({})) : {};
  }

  private compareAndWrite(command: pb.BlockCommand, payload: Uint8Array): Promise<Outcome> | Outcome {
    const unit = this.unit(command);
    const bytes = command.blocks * BLOCK_BYTES;
    if (bytes === 0) throw new CheckCondition('INVALID_FIELD_IN_CDB', 'COMPARE AND WRITE of no blocks');
    checkLength(command, payload, 2 * bytes);
    unit.compareAndWrite(command.lba, payload.subarray(0, bytes), payload.subarray(bytes));
    this.statistics.bytesWritten += bytes;
    return command.fua ? unit.flush().then(() => ({})) : {};
  }

  private async writeSame(command: pb.BlockCommand, payload: Uint8Array): Promise<Outcome> {
    const unit = this.unit(command);
    const { lba, blocks } = command;
    checkLength(command, payload, BLOCK_BYTES);
    if (lba + blocks > unit.blocks)
      throw new CheckCondition('LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE', `lba ${lba}, ${blocks} blocks`);
    const zeros = payload.every((byte) => byte === 0);
    const pattern = zeros ? Buffer.alloc(0) : Buffer.alloc(WRITE_SAME_BLOCKS * BLOCK_BYTES, payload);
    for (let done = 0; done < blocks; done += WRITE_SAME_BLOCKS) {
      const count = Math.min(WRITE_SAME_BLOCKS, blocks - done);
      if (zeros) unit.writeZeros(lba + done, count);
      else unit.write(lba + done, pattern.subarray(0, count * BLOCK_BYTES));
      // Others' commands come between: a large disk that is zeroed must not hold up their heartbeats.
      await nextTurn();
    }
    this.statistics.bytesWritten += blocks * BLOCK_BYTES;
    return {};
  }
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

function count(counters: Record<string, number>, name: string): void {
  counters[name] = (counters[name] ?? 0) + 1;
}
