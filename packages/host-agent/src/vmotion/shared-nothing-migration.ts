// A migration whose ends share no storage, as its source drives it: at first the files, while the guest runs here, and when they are
// equal to what it writes, its memory. The two end at once, by one switch (commit.ts).
import type { pb } from '@microsphere/proto';
import type { MigrationOutcome } from '@microsphere/vmotion';
import { HostFault } from '../fault.ts';
import type { VmDeparture } from '../hostd/vm-departure.ts';
import type { CommitAnswer } from './commit.ts';
import type { OutgoingCopy } from './outgoing-copy.ts';
import type { Departing, OutgoingMigration } from './outgoing-migration.ts';

/** How far it is when the files are there. */
const PERCENT_COPIED = 70;

export interface SharedNothingOptions {
  readonly migrationId: string;
  readonly copy: OutgoingCopy;
  readonly memory: OutgoingMigration;
  readonly now: () => number;
}

export class SharedNothingMigration implements Departing {
  private readonly options: SharedNothingOptions;
  private readonly startedAt: number;
  private copied = false;
  private copiedMs = 0;

  constructor(options: SharedNothingOptions) {
    this.options = options;
    this.startedAt = options.now();
  }

  get outcome(): MigrationOutcome | undefined {
    return this.options.memory.outcome;
  }

  /** "[datastore2] web/web.vmx" */
  get arrivedAt(): string {
    return this.options.copy.vmxPath;
  }

  get moved(): CommitAnswer | undefined {
    return this.options.copy.commit.outcome;
  }

  progress(): pb.IMigrationProgress {
    const { migrationId, copy, memory, now } = this.options;
    const totalMs = now() - this.startedAt;
    if (!this.copied)
      return {
        migrationId,
        phase: 'copying',
        percent: Math.floor((PERCENT_COPIED * copy.percent) / 100),
        sentBytes: copy.copiedBytes,
        bytesPerSecond: totalMs > 0 ? (1_000 * copy.copiedBytes) / totalMs : 0,
        guestSharePercent: 100,
        totalMs,
      };
    const progress = memory.progress();
    const percent = PERCENT_COPIED + Math.floor(((100 - PERCENT_COPIED) * (progress.percent ?? 0)) / 100);
    const ended = this.outcome !== undefined;
    return {
      ...progress,
      percent,
      sentBytes: (progress.sentBytes ?? 0) + copy.copiedBytes,
      totalMs: ended ? (progress.totalMs ?? 0) + this.copiedMs : totalMs,
    };
  }

  /** Faults: why the files could not be copied. */
  async run(departure: VmDeparture): Promise<MigrationOutcome> {
    const { copy, memory, now } = this.options;
    try {
      await copy.run(departure.files);
    } catch (error) {
      await copy.end();
      departure.end();
      throw error;
    }
    this.copied = true;
    this.copiedMs = now() - this.startedAt;
    return await memory.run(departure);
  }

  cancel(because: string): void {
    this.options.copy.stop(new HostFault('RequestCanceled', `the move was given up: ${because}`));
  }

  lost(because: string): void {
    this.options.memory.lost(because);
    this.options.copy.stop(new HostFault('CannotAccessFile', because, { definite: false }));
  }

  mustBeCancellable(): void {
    this.options.memory.mustBeCancellable();
  }
}
