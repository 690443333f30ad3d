// The command log: what this array was asked to do, in the order in which it took effect. A line a command; a long one has a line a
// piece. A line is handed to the kernel in the very turn of its effect, so that the death of the array loses none: what
// initiators did is judged by it (packages/chaos). The format is that of packages/proto. There is none unless it is wanted.
import { closeSync, openSync, writeSync } from 'node:fs';
import { formatCommandLogEntry, pb } from '@microsphere/proto';
import { BLOCK_BYTES } from './lun.ts';
import type { Nexus } from './session-table.ts';

const { PersistentReserveOutAction, ScsiOpcode, ScsiStatus } = pb;

interface UnderWay {
  readonly begun: number;
  readonly payload: Uint8Array;
  readonly nexus: Nexus;
  logged: boolean;
}

export interface CommandLogOptions {
  /** Appends a line; it survives the death of this process when this returns. */
  readonly append: (line: string) => void;
  /** Milliseconds. */
  readonly now: () => number;
}

export class CommandLog {
  private readonly options: CommandLogOptions;
  private readonly underWay = new Map<pb.BlockCommand, UnderWay>();

  constructor(options: CommandLogOptions) {
    this.options = options;
  }

  begin(command: pb.BlockCommand, payload: Uint8Array, nexus: Nexus): void {
    this.underWay.set(command, { begun: this.options.now(), payload, nexus, logged: false });
  }

  /** It has just taken effect on these blocks. */
  effect(command: pb.BlockCommand, lba: number, blocks: number): void {
    this.line(command, { lba, blocks, status: ScsiStatus.GOOD });
  }

  /** It is over; one whose effect was logged says no more, unless it was cut short. */
  end(command: pb.BlockCommand, status: pb.ScsiStatus, sense?: string): void {
    const { lba, blocks } = command;
    if (!this.underWay.get(command)?.logged || status !== ScsiStatus.GOOD)
      this.line(command, { lba, blocks, status, ...(sense ? { sense } : {}) });
    this.underWay.delete(command);
  }

  private line(
    command: pb.BlockCommand,
    outcome: { readonly lba: number; readonly blocks: number; readonly status: pb.ScsiStatus; readonly sense?: string },
  ): void {
    const underWay = this.underWay.get(command);
    if (!underWay) throw new Error('a command that was not begun took effect');
    underWay.logged = true;
    const { begun, nexus, payload } = underWay;
    const { opcode, lun, persistentReserveOut: reserve } = command;
    const written =
      outcome.status === ScsiStatus.GOOD && outcome.blocks === 1 && hasData(opcode)
        ? Buffer.from(payload.subarray(payload.length - BLOCK_BYTES)).toString('base64')
        : undefined;
    this.options.append(
      formatCommandLogEntry({
        begun,
        at: this.options.now(),
        initiator: nexus.initiator,
        session: nexus.session,
        opcode: ScsiOpcode[opcode] ?? String(opcode),
        lun,
        ...outcome,
        status: ScsiStatus[outcome.status] ?? String(outcome.status),
        ...(written === undefined ? {} : { data: written }),
        ...(reserve
          ? {
              reserve: {
                action: PersistentReserveOutAction[reserve.serviceAction ?? 0] ?? String(reserve.serviceAction),
                key: reserve.reservationKey ?? '',
                actionKey: reserve.serviceActionReservationKey ?? '',
              },
            }
          : {}),
      }),
    );
  }
}

function hasData(opcode: pb.ScsiOpcode): boolean {
  return opcode === ScsiOpcode.WRITE_16 || opcode === ScsiOpcode.COMPARE_AND_WRITE;
}

/** A log that is appended to a file. `close` comes after the last command. */
export function openCommandLog(
  path: string,
  now: () => number,
): { readonly log: CommandLog; readonly close: () => void } {
  const fd = openSync(path, 'a');
  const append = (line: string) => {
    const bytes = Buffer.from(line);
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
  };
  return { log: new CommandLog({ append, now }), close: () => closeSync(fd) };
}
