// What a source says of a migration, in its host's heartbeats and in its answers.
import type { pb } from '@microsphere/proto';
import type { MigrationStatistics } from '@microsphere/vmotion';

/** @param zeroPages - of each round, those that were sent as numbers */
export function progressOf(
  migrationId: string,
  statistics: MigrationStatistics,
  zeroPages: readonly number[],
): pb.IMigrationProgress {
  return {
    migrationId,
    phase: statistics.phase,
    percent: statistics.progressPercent,
    rounds: statistics.rounds.map(({ round, pages, durationMs, dirtiedPages }) => ({
      round,
      pages,
      zeroPages: zeroPages[round] ?? 0,
      durationMs,
      dirtiedPages,
    })),
    sentBytes: statistics.bytesSent,
    bytesPerSecond: statistics.rateBytesPerSecond,
    guestSharePercent: Math.round(statistics.share * 100),
    downtimeMs: statistics.downtimeMs ?? 0,
    totalMs: statistics.totalMs,
  };
}
