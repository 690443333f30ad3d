// A migration on the terminal: a line that says how far it is, and a small chart of its rounds when it is over.
import type { MigrationDetails } from '@microsphere/vim25';
import { bar } from '../terminal/chart.ts';
import { duration, table } from '../terminal/table.ts';
import type { Migration } from './migrate.ts';

const PAGE_BYTES = 4096;
const MIB = 1024 * 1024;
/** Characters of the longest bar. */
const CHART_WIDTH = 32;
/** Rounds whose pages stand in one row of a table. */
const MAX_ROUNDS_IN_A_ROW = 4;

const phases: Readonly<Record<string, string>> = {
  connecting: 'connecting',
  preparing: 'making a folder at the destination',
  copying: 'copying its disks',
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
  return [
    phases[phase] ?? phase,
    // Those that are over are counted from 0.
    ...(phase === 'preCopy' ? [`round ${rounds.length}`] : []),
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
function sentText(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}

/** "8192 275 12", and of many the last ones: "... 20 19 17 4 (12 rounds)". */
export function pagesPerRound(rounds: MigrationDetails['rounds']): string {
  const pages = rounds.map((round) => round.pages);
  if (pages.length <= MAX_ROUNDS_IN_A_ROW) return pages.join(' ');
  return `... ${pages.slice(-MAX_ROUNDS_IN_A_ROW).join(' ')} (${pages.length} rounds)`;
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

/** What has become of a migration: where the virtual machine is now, its rounds, and how long it stood still. */
export function migrationText({ vm, from, to, datastore, statistics }: Migration): string {
  const hasMoved = from !== to;
  if (!hasMoved && datastore === undefined) return `${vm} is on ${to} already`;
  const where = [...(hasMoved ? [`on ${to}`] : []), ...(datastore === undefined ? [] : [`on ${datastore}`])];
  const moved = `${vm} is ${where.join(', ')}${hasMoved ? ` (it was on ${from})` : ''}`;
  if (!statistics) return moved;
  const { rounds, downtimeMs, totalMs, sentBytes, guestSharePercent } = statistics;
  const rate = totalMs > 0 ? `, ${throughput((sentBytes * 1_000) / totalMs)}` : '';
  return [
    moved,
    '',
    // Memory goes in rounds; disks are copied in one.
    ...(rounds.length > 0 ? [roundsChart(rounds), ''] : []),
    `It stood still for ${duration(downtimeMs)} of ${duration(totalMs)}; ${sentText(sentBytes)} were ${rounds.length > 0 ? 'sent' : 'copied'}${rate}.`,
    ...(guestSharePercent < 100
      ? [`It wrote about as fast as the link carries: in the end it was let run ${guestSharePercent} % of its time.`]
      : []),
  ].join('\n');
}
