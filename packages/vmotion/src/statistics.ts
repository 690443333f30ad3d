// What can be seen of a migration while it goes on and afterwards: rounds, pages and bytes, the rate, the prediction, and how
// far it has come.
import type { MigrationOutcome, MigrationPhase } from './contract.ts';

/** One round of pre-copy. */
export interface RoundStatistics {
  /** From 0, in which all pages are sent. */
  readonly round: number;
  readonly pages: number;
  readonly bytes: number;
  /** From its first page to the destination's word that it has them all. */
  readonly durationMs: number;
  /** Pages that the guest wrote meanwhile: those of the next round, or of the hand-over. */
  readonly dirtiedPages: number;
  /** Of its time that the guest was let run: 1 without SDPS. */
  readonly share: number;
}

export interface MigrationStatistics {
  readonly phase: MigrationPhase;
  /** Those that are over; at most MAX_ROUNDS. */
  readonly rounds: readonly RoundStatistics[];
  /** Those of the hand-over included. */
  readonly pagesSent: number;
  readonly bytesSent: number;
  /** Of the last round that says something about it, in bytes a second; 0: none has. */
  readonly rateBytesPerSecond: number;
  /** Pages that the destination has not got as they are, as far as was asked. */
  readonly remainingPages: number;
  readonly share: number;
  /** If the guest were stunned now; undefined while no round is over. */
  readonly predictedDowntimeMs: number | undefined;
  /** A whole number; never falls; 100 only where the VM has migrated. */
  readonly progressPercent: number;
  /** Since `start`, until it ended. */
  readonly totalMs: number;
  /** For how long the guest stood still, as the source sees it; undefined where it has not, or still does. */
  readonly downtimeMs: number | undefined;
  /** Undefined until it has ended. */
  readonly outcome: MigrationOutcome | undefined;
}
