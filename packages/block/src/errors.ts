// What can become of a command: the array refused it (and nothing happened), or the path to the array is gone (and nobody
// knows).
import { pb } from '@microsphere/proto';

/** The array's refusal, in SCSI's words. The command has had no effect, or, where a write failed half-way, a part of it. */
export class ScsiError extends Error {
  override readonly name = 'ScsiError';
  readonly status: pb.ScsiStatus;
  readonly sense: { readonly key: number; readonly asc: number; readonly ascq: number };

  constructor(command: string, status: pb.ScsiStatus, sense: pb.ISense | null | undefined) {
    const { key = 0, asc = 0, ascq = 0 } = { key: sense?.key ?? 0, asc: sense?.asc ?? 0, ascq: sense?.ascq ?? 0 };
    const code = [key, asc, ascq].map((value) => `0x${value.toString(16)}`).join('/');
    super(`${command}: ${pb.ScsiStatus[status] ?? status} ${code}${sense?.message ? `: ${sense.message}` : ''}`);
    this.status = status;
    this.sense = { key, asc, ascq };
  }

  /** Only registered initiators may write, and this one is not, or no longer: it was preempted. */
  get isReservationConflict(): boolean {
    return this.status === pb.ScsiStatus.RESERVATION_CONFLICT;
  }
}

/** The connection broke, or the client was closed. A command that was on its way may have been carried out. */
export class PathError extends Error {
  override readonly name = 'PathError';
}

/** Too many commands wait already. Definite: the command was not sent. */
export class QueueFullError extends Error {
  override readonly name = 'QueueFullError';
}
