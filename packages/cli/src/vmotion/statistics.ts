// What a migration says of itself while it runs and when it has ended. vim25 has a percentage and a phase (Task.info.progress and
// .description); what the hosts count beside them are the arguments of that description.
import type { DataObject } from '@microsphere/vim25';

/** A pass over the guest's memory, while it runs. */
export interface Round {
  readonly round: number;
  /** Pages of 4 KiB that were sent. */
  readonly pages: number;
  /** Of them zero: sent as numbers, without content. */
  readonly zeroPages: number;
  readonly durationMs: number;
  /** Pages that the guest wrote meanwhile. */
  readonly dirtiedPages: number;
}

export interface MigrationStatistics {
  /** "connecting", "preCopy", "stunned", "switchover", "resolving", "ended". */
  readonly phase: string;
  readonly rounds: readonly Round[];
  readonly sentBytes: number;
  /** Of the last round. */
  readonly bytesPerSecond: number;
  /** The part of its time that the guest may run; 100: it is not slowed down. */
  readonly guestSharePercent: number;
  /** As the hosts see it: from the last instruction at the source to the news of the first one at the destination. */
  readonly downtimeMs: number;
  readonly totalMs: number;
}

/** Undefined for a task that says nothing of a migration. */
export function statisticsOf({
  description,
}: Pick<DataObject<'TaskInfo'>, 'description'>): MigrationStatistics | undefined {
  const args = new Map(description?.arg?.map(({ key, value }) => [key, value]));
  const phase = args.get('phase');
  if (typeof phase !== 'string') return undefined;
  return { phase } as never;
}
