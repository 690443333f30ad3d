// A client that appends to one ledger without pause, one entry at a time, and keeps every acknowledgement.
import type { Acknowledgement } from '../ledger/audit.ts';
import { type LedgerClient, LedgerError } from '../ledger/client.ts';
import type { GuestAnswer } from './lock-history.ts';

export class Writer {
  readonly name: string;
  readonly acknowledgements: Acknowledgement[] = [];
  /** Each acknowledgement as an answer of the guest, for the onlooker at its lock. */
  readonly answers: GuestAnswer[] = [];
  private readonly ledger: LedgerClient;
  private readonly onNewBoot: () => void;
  private readonly abort = new AbortController();
  private readonly ended: Promise<void>;
  /** Why it ended before it was stopped. */
  failure: string | undefined;

  /** @param onNewBoot - called at once when the guest has answered from a boot that was not heard of before */
  constructor(options: { readonly name: string; readonly ledger: LedgerClient; readonly onNewBoot: () => void }) {
    this.name = options.name;
    this.ledger = options.ledger;
    this.onNewBoot = options.onNewBoot;
    this.ended = this.write();
  }

  private async write(): Promise<void> {
    try {
      for (;;) {
        const acknowledgement = await this.ledger.append(this.abort.signal);
        const newBoot = acknowledgement.boot !== this.acknowledgements.at(-1)?.boot;
        this.acknowledgements.push(acknowledgement);
        if (newBoot) this.onNewBoot();
        const { boot, sentAt, receivedAt } = acknowledgement;
        this.answers.push({ boot, sentAt, receivedAt: newBoot ? performance.now() : receivedAt });
      }
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      if (!this.abort.signal.aborted) this.failure = error.message;
    }
  }

  /** Acknowledgements of requests that were sent after `time` (monotonic milliseconds). */
  acknowledgedSince(time: number): number {
    return this.acknowledgements.length - 1 - this.acknowledgements.findLastIndex(({ sentAt }) => sentAt <= time);
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await this.ended;
  }
}
