import type { MigrationDetails } from '@microsphere/vim25';
import { expect, it } from 'vitest';
import { migrationText, pagesPerRound, progressText, roundsChart, throughput } from './text.ts';

const statistics: MigrationDetails = {
  phase: 'preCopy',
  rounds: [
    { round: 0, pages: 4096, zeroPages: 1024, durationMs: 120, dirtiedPages: 512 },
    { round: 1, pages: 512, zeroPages: 0, durationMs: 20, dirtiedPages: 31 },
  ],
  sentBytes: 14_000_000,
  bytesPerSecond: 100 * 1024 * 1024,
  guestSharePercent: 100,
  downtimeMs: 0,
  totalMs: 0,
};

it('says how far a migration is', () => {
  expect(progressText(61, statistics)).toBe('pre-copy, round 2, 61 %, 100 MiB/s');
  expect(progressText(61, { ...statistics, guestSharePercent: 40 })).toBe(
    'pre-copy, round 2, 61 %, 100 MiB/s, guest slowed down to 40 %',
  );
  expect(progressText(0, { ...statistics, phase: 'connecting', rounds: [], bytesPerSecond: 0 })).toBe(
    'connecting, 0 %',
  );
  expect(progressText(40, { ...statistics, phase: 'copying', rounds: [] })).toBe('copying its disks, 40 %, 100 MiB/s');
  expect(progressText(95, { ...statistics, phase: 'resolving' })).toBe('asking the disk who has it, 95 %, 100 MiB/s');
});

it('draws rounds by the pages that they sent', () => {
  expect(roundsChart(statistics.rounds).split('\n')).toEqual([
    'ROUND  PAGES  ZERO  TIME    RATE       WRITTEN MEANWHILE',
    '0      4096   1024  120 ms  100 MiB/s  512                ████████████████████████████████',
    '1      512    0     20 ms   100 MiB/s  31                 ████',
  ]);
  expect(roundsChart([])).toBe('ROUND  PAGES  ZERO  TIME  RATE  WRITTEN MEANWHILE');
});

it('has the pages of a few rounds in a row, and of many the last ones', () => {
  const rounds = [4096, 512, 40, 4, 3, 2].map((pages, round) => ({ ...statistics.rounds[0]!, round, pages }));
  expect(pagesPerRound(rounds.slice(0, 4))).toBe('4096 512 40 4');
  expect(pagesPerRound(rounds)).toBe('... 40 4 3 2 (6 rounds)');
  expect(pagesPerRound([])).toBe('');
});

it.each([
  [0, '0.0 MiB/s'],
  [1_572_864, '1.5 MiB/s'],
  [104_857_600, '100 MiB/s'],
])('says %d bytes a second as %s', (bytesPerSecond, text) => {
  expect(throughput(bytesPerSecond)).toBe(text);
});

it('says what has become of a migration', () => {
  const moved = { vm: 'nomad', from: 'esx01', to: 'esx02' };
  const ended = { ...statistics, phase: 'ended', downtimeMs: 12, totalMs: 160, sentBytes: 16_777_216 };
  expect(migrationText({ ...moved, statistics: ended }).split('\n')).toEqual([
    'nomad is on esx02 (it was on esx01)',
    '',
    ...roundsChart(ended.rounds).split('\n'),
    '',
    'It stood still for 12 ms of 160 ms; 16.0 MiB were sent, 100 MiB/s.',
  ]);
  expect(migrationText({ ...moved, statistics: { ...ended, guestSharePercent: 18 } })).toMatch(
    /\nIt wrote about as fast as the link carries: in the end it was let run 18 % of its time\.$/,
  );
  // Of disks there are no rounds.
  const files = { vm: 'nomad', from: 'esx01', to: 'esx01', datastore: 'datastore2' };
  expect(migrationText({ ...files, statistics: { ...ended, rounds: [] } })).toBe(
    'nomad is on datastore2\n\nIt stood still for 12 ms of 160 ms; 16.0 MiB were copied, 100 MiB/s.',
  );
});

it.each([
  [{ from: 'esx01', to: 'esx02' }, 'nomad is on esx02 (it was on esx01)'],
  [{ from: 'esx01', to: 'esx02', datastore: 'datastore2' }, 'nomad is on esx02, on datastore2 (it was on esx01)'],
  [{ from: 'esx01', to: 'esx01', datastore: 'datastore2' }, 'nomad is on datastore2'],
  [{ from: 'esx01', to: 'esx01' }, 'nomad is on esx01 already'],
])('says where it is after %j', (where, text) => {
  expect(migrationText({ vm: 'nomad', ...where })).toBe(text);
});
