import { expect, it } from 'vitest';
import { fromJson, toJson } from './json.ts';
import { describeMigration, type MigrationDetails, migrationDetailsOf } from './migration-description.ts';
import type { DataObject } from './registry.ts';

const details: MigrationDetails = {
  phase: 'preCopy',
  rounds: [
    { round: 0, pages: 4096, zeroPages: 1024, durationMs: 120.5, dirtiedPages: 512 },
    { round: 1, pages: 512, zeroPages: 0, durationMs: 20, dirtiedPages: 31 },
  ],
  sentBytes: 14_000_000,
  bytesPerSecond: 104_857_600.5,
  guestSharePercent: 100,
  downtimeMs: 0,
  totalMs: 140.5,
};

/** As it is after its way through vCenter's API. */
function sent(description: DataObject<'LocalizableMessage'>): DataObject<'LocalizableMessage'> {
  const json = JSON.parse(JSON.stringify(toJson(description, 'LocalizableMessage'))) as unknown;
  return fromJson(json, 'LocalizableMessage', 'description') as DataObject<'LocalizableMessage'>;
}

it.each([
  ['that has rounds', details],
  ['that has none yet', { ...details, phase: 'connecting', rounds: [] }],
])('says the same to who reads it: a migration %s', (_what, given) => {
  expect(migrationDetailsOf({ description: sent(describeMigration(given)) })).toEqual(given);
});

it('is not read out of what is said of anything else', () => {
  expect(migrationDetailsOf({})).toBeUndefined();
  const description = { _typeName: 'LocalizableMessage', key: 'com.example.other' } as const;
  expect(migrationDetailsOf({ description })).toBeUndefined();
});
