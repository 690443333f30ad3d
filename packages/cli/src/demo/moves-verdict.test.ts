import { expect, it } from 'vitest';
import type { Move, MovesResult } from './moves.ts';
import { movesStory, movesVerdict } from './moves-verdict.ts';

const move: Move = {
  vm: 'nomad',
  from: 'esx01',
  to: 'esx02',
  statistics: {
    phase: 'ended',
    rounds: [{ round: 0, pages: 1024, zeroPages: 0, durationMs: 40, dirtiedPages: 8 }],
    sentBytes: 4 * 1024 * 1024,
    bytesPerSecond: 100 * 1024 * 1024,
    guestSharePercent: 100,
    downtimeMs: 9.4,
    totalMs: 50,
  },
  lostPings: 1,
  pingGapMs: 24,
  ackGapMs: 31.6,
};

const result: MovesResult = {
  vm: 'nomad',
  moves: [move, { ...move, from: 'esx02', to: 'esx01', lostPings: 0, pingGapMs: 12, ackGapMs: 15 }],
  pings: 800,
  lostPings: 1,
  quietPingGapMs: 11.2,
  audit: { acknowledged: 500, entries: 500, boots: 0, violations: [] },
  broken: [],
};

it('tells each move, the rounds of the one with the longest gap, and the verdict', () => {
  expect(movesStory(result).split('\n')).toEqual([
    'MOVE  TO     TOTAL  RATE      PAGES PER ROUND  STOOD STILL  LOST PINGS  ACK GAP  PING GAP',
    '1     esx02  50 ms  80 MiB/s  1024             9 ms         1           32 ms    24 ms     ████████████████████████',
    '2     esx01  50 ms  80 MiB/s  1024             9 ms         0           15 ms    12 ms     ████████████',
    '  Gaps are what was seen from outside: the longest time between two answers, without subtracting the interval between them.',
    '  While it stood on one host, the longest between two pings was 11 ms.',
    '',
    'Pages of the move with the longest gap (number 1):',
    '',
    'ROUND  PAGES  ZERO  TIME   RATE       WRITTEN MEANWHILE',
    '0      1024   0     40 ms  100 MiB/s  8                  ████████████████████████████████',
    '',
    'Pings: 800 sent, 100 a second; 1 lost. The longest gap was 24 ms.',
    '',
    'Kept: nomad moved 2 times and was never restarted, its lock went along each time, and all 500 acknowledged entries are on its disk exactly once.',
  ]);
  expect(movesVerdict(result)).toMatchObject({
    demo: 'vmotion',
    vm: 'nomad',
    pings: 800,
    lostPings: 1,
    quietPingGapMs: 11,
    longestPingGapMs: 24,
    longestAckGapMs: 32,
    acknowledged: 500,
    kept: true,
  });
});

it('names what was broken', () => {
  const bad = { ...result, moves: [], broken: ['move 1: nomad: MigrationFault: no answer'] };
  expect(movesStory(bad)).toContain('BROKEN PROMISES:\n  move 1: nomad: MigrationFault: no answer');
  expect(movesStory(bad)).not.toContain('Kept');
  expect(movesVerdict(bad)).toMatchObject({ longestPingGapMs: null, longestAckGapMs: null, kept: false });
});
