// A migration on the terminal: a line that says how far it is, and a small chart of its rounds when it is over.
import type { MigrationDetails } from '@microsphere/vim25';
import { bar } from '../terminal/chart.ts';
import { duration, table } from '../terminal/table.ts';

const PAGE_BYTES = 4096;
const MIB = 1024 * 1024;
/** Characters of the longest bar. */
const CHART_WIDTH = 32;

const phases: Readonly<Record<string, string>> = {
  connecting: 'connecting',
  preCopy: 'pre-copy',
  stunned: 'stunned: the last pages and the devices',
  switchover: 'switchover',
  resolving: 'asking the disk who has it',
  ended: 'ended',
};

/** "pre-copy, round 2, 61 %, 84 MiB/s, guest slowed down to 40 %" */
export function progressText(
  percent: number,
  { phase, rounds, bytesPerSecond, guestSharePercent }: MigrationDetails,
): string {
  const round = rounds.at(-1)?.round;
  return [
    phases[phase] ?? phase,
    ...(phase === 'preCopy' && round !== undefined ? [`round ${round}`] : []),
    `${percent} %`,
    ...(bytesPerSecond > 0 ? [throughput(bytesPerSecond)] : []),
    ...(guestSharePercent < 100 ? [`guest slowed down to ${guestSharePercent} %`] : []),
  ].join(', ');
}

/** "84 MiB/s" */
export function throughput(bytesPerSecond: number): string {
  const mebibytes = bytesPerSecond / MIB;
  return `${mebibytes >= 10 ? Math.round(mebibytes) : mebibytes.toFixed(1)} MiB/s`;
}

/** Bytes of all pages that were sent with their content, and of what was said beside them. */
export function sentText(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}

/** Rounds, each with a bar as long as the pages that it sent. */
export function roundsChart(rounds: MigrationDetails['rounds']): string {
  const maximum = Math.max(0, ...rounds.map(({ pages }) => pages));
  return table([
    ['ROUND', 'PAGES', 'ZERO', 'TIME', 'RATE', 'WRITTEN MEANWHILE', ''],
    ...rounds.map(({ round, pages, zeroPages, durationMs, dirtiedPages }) => [
      round,
      pages,
      zeroPages,
      duration(durationMs),
      durationMs > 0 ? throughput(((pages - zeroPages) * PAGE_BYTES * 1_000) / durationMs) : '-',
      dirtiedPages,
      bar(pages, { maximum, width: CHART_WIDTH }),
    ]),
  ]);
}
