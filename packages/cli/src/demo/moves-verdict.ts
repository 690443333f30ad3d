// What a demonstration of vMotion says: a story with a small chart for people, figures and the verdict for programs.
import { bar } from '../terminal/chart.ts';
import { duration, table } from '../terminal/table.ts';
import { pagesPerRound, roundsChart, throughput } from '../vmotion/text.ts';
import type { Move, MovesResult } from './moves.ts';
import { PING_RATE } from './pinger.ts';

/** Characters of the longest bar. */
const CHART_WIDTH = 24;

/** The last line of --json. */
export function movesVerdict({ moves, audit, broken, quietPingGapMs, ...result }: MovesResult) {
  const rounded = moves.map((move) => ({
    ...move,
    pingGapMs: Math.round(move.pingGapMs),
    ackGapMs: Math.round(move.ackGapMs),
  }));
  return {
    demo: 'vmotion',
    ...result,
    quietPingGapMs: Math.round(quietPingGapMs),
    longestPingGapMs: longest(rounded, ({ pingGapMs }) => pingGapMs),
    longestAckGapMs: longest(rounded, ({ ackGapMs }) => ackGapMs),
    acknowledged: audit.acknowledged,
    moves: rounded,
    broken,
    kept: broken.length === 0,
  };
}

function longest(moves: readonly Move[], of: (move: Move) => number): number | null {
  return moves.length > 0 ? Math.max(...moves.map(of)) : null;
}

export function movesStory(result: MovesResult): string {
  const { vm, moves, pings, lostPings, quietPingGapMs, audit, broken } = result;
  const maximum = Math.max(0, ...moves.map(({ pingGapMs }) => pingGapMs));
  const slowest = moves.reduce<Move | undefined>(
    (worst, move) => (worst && worst.pingGapMs >= move.pingGapMs ? worst : move),
    undefined,
  );
  const lines = [
    table([
      ['MOVE', 'TO', 'TOTAL', 'RATE', 'PAGES PER ROUND', 'STOOD STILL', 'LOST PINGS', 'ACK GAP', 'PING GAP', ''],
      ...moves.map((move, index) => {
        const { to, statistics, pingGapMs, ackGapMs, lostPings: lost } = move;
        return [
          index + 1,
          to,
          statistics ? duration(statistics.totalMs) : '-',
          statistics ? throughputOf(statistics) : '-',
          statistics ? pagesPerRound(statistics.rounds) : '-',
          statistics ? duration(statistics.downtimeMs) : '-',
          lost,
          duration(ackGapMs),
          duration(pingGapMs),
          bar(pingGapMs, { maximum, width: CHART_WIDTH }),
        ];
      }),
    ]),
    '  Gaps are what was seen from outside: the longest time between two answers, without subtracting the interval between them.',
    `  While it stood on one host, the longest between two pings was ${duration(quietPingGapMs)}.`,
    '',
    ...(slowest?.statistics
      ? [
          `Pages of the move with the longest gap (number ${moves.indexOf(slowest) + 1}):`,
          '',
          roundsChart(slowest.statistics.rounds),
          '',
        ]
      : []),
    `Pings: ${pings} sent, ${PING_RATE} a second; ${lostPings} lost. The longest gap was ${duration(maximum)}.`,
    '',
  ];
  if (broken.length > 0) return [...lines, 'BROKEN PROMISES:', ...broken.map((text) => `  ${text}`)].join('\n');
  return [
    ...lines,
    `Kept: ${vm} moved ${moves.length} times and was never restarted, its lock went along each time, and all ${audit.acknowledged} acknowledged entries are on its disk exactly once.`,
  ].join('\n');
}

function throughputOf({ sentBytes, totalMs }: { readonly sentBytes: number; readonly totalMs: number }): string {
  return totalMs > 0 ? throughput((sentBytes * 1_000) / totalMs) : '-';
}
