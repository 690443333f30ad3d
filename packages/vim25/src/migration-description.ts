// How a task of a migration says how far it is. vim25 has a percentage (TaskInfo.progress) and a text for the phase that "changes as the
// task progresses" (TaskInfo.description); the figures that the hosts count stand as arguments of that text, which is where a
// client that knows them finds them, and one that does not passes them by.
import { box } from './json.ts';
import type { DataObject } from './registry.ts';

/** Key of the text. */
export const MIGRATION_DESCRIPTION = 'com.microsphere.vmotion.progress';

/** A pass over the guest's memory. */
export interface MigrationRound {
  readonly round: number;
  /** Pages of 4 KiB that were sent. */
  readonly pages: number;
  /** Of them zero: sent as numbers, without content. */
  readonly zeroPages: number;
  readonly durationMs: number;
  /** Pages that the guest wrote meanwhile. */
  readonly dirtiedPages: number;
}

export interface MigrationDetails {
  /** "connecting", "preCopy", "stunned", "switchover", "resolving", "ended"; of disks "preparing", "copying", "switchover", "ended". */
  readonly phase: string;
  readonly rounds: readonly MigrationRound[];
  readonly sentBytes: number;
  /** Of the last round. */
  readonly bytesPerSecond: number;
  /** The part of its time that the guest may run; 100: it is not slowed down. */
  readonly guestSharePercent: number;
  /** As the hosts see it: from the last instruction at the source to the news of the first one at the destination. */
  readonly downtimeMs: number;
  readonly totalMs: number;
}

const figures = ['sentBytes', 'bytesPerSecond', 'guestSharePercent', 'downtimeMs', 'totalMs'] as const;
const roundFigures = ['round', 'pages', 'zeroPages', 'durationMs', 'dirtiedPages'] as const;

/** What a task says of a migration. */
export function describeMigration(details: MigrationDetails): DataObject<'LocalizableMessage'> {
  const argument = (key: string, value: unknown) => ({ _typeName: 'KeyAnyValue' as const, key, value });
  return {
    _typeName: 'LocalizableMessage',
    key: MIGRATION_DESCRIPTION,
    message: details.phase,
    arg: [
      argument('phase', details.phase),
      ...figures.map((key) => argument(key, details[key])),
      // A list each: where any type may stand, there is no list of pairs without a type of its own.
      ...roundFigures.map((key) =>
        argument(
          `rounds.${key}`,
          box(
            details.rounds.map((round) => round[key]),
            'double[]',
          ),
        ),
      ),
    ],
  };
}

/** Undefined for a task that says nothing of a migration. */
export function migrationDetailsOf({
  description,
}: Pick<DataObject<'TaskInfo'>, 'description'>): MigrationDetails | undefined {
  if (description?.key !== MIGRATION_DESCRIPTION) return undefined;
  const values = new Map((description.arg ?? []).map(({ key, value }) => [key, value as unknown]));
  const number = (key: string) => Number(values.get(key) ?? 0);
  const list = (key: string) => {
    const value = values.get(`rounds.${key}`);
    return Array.isArray(value) ? value.map(Number) : [];
  };
  const columns = Object.fromEntries(roundFigures.map((key) => [key, list(key)])) as Record<
    (typeof roundFigures)[number],
    number[]
  >;
  return {
    phase: String(values.get('phase') ?? ''),
    rounds: columns.round.map((round, index) => ({
      round,
      pages: columns.pages[index] ?? 0,
      zeroPages: columns.zeroPages[index] ?? 0,
      durationMs: columns.durationMs[index] ?? 0,
      dirtiedPages: columns.dirtiedPages[index] ?? 0,
    })),
    sentBytes: number('sentBytes'),
    bytesPerSecond: number('bytesPerSecond'),
    guestSharePercent: number('guestSharePercent'),
    downtimeMs: number('downtimeMs'),
    totalMs: number('totalMs'),
  };
}
