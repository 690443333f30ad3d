// What an onlooker at the disk saw of one .vmx lock: who held it, from when on, and in which generation. The generation
// grows by one with every change of the record, so that changes between two looks are counted even when they aren't seen.

export interface LockView {
  /** Name of the host that holds the lock; empty when it is free. */
  readonly hostName: string;
  readonly ownerUuid: string;
  readonly generation: number;
}

export interface LockHolding extends LockView {
  /** Monotonic milliseconds: when the onlooker saw it first. */
  readonly seenAt: number;
}

export class LockHistory {
  private readonly holdings_: LockHolding[] = [];

  /** The record as it was read at `now`. Looks must be in the order of time. */
  look(view: LockView, now: number): void {
    const last = this.holdings_.at(-1);
    if (last && last.generation === view.generation) {
      if (last.ownerUuid !== view.ownerUuid)
        throw new RangeError(`generation ${view.generation} has two owners: ${last.hostName} and ${view.hostName}`);
      return;
    }
    this.holdings_.push({ ...view, seenAt: now });
  }

  /** Every state of the record that was seen, oldest first. */
  get holdings(): readonly LockHolding[] {
    return this.holdings_;
  }

  /** The host that held the lock last, of those seen. */
  get lastHolder(): string {
    return this.holdings_.findLast(({ hostName }) => hostName !== '')?.hostName ?? '';
  }
}

/** An answer of the guest, which says in which boot it was given. */
export interface GuestAnswer {
  readonly boot: bigint;
  /** Monotonic milliseconds: when the request was sent, and when the answer came. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/**
 * Whether the guest ever answered from a boot whose lock was no longer held. A boot belongs to the holding under which its
 * first answer was given; a request sent after a later holding had been seen can't be answered by it any more.
 */
export function answersWithoutLock(answers: readonly GuestAnswer[], history: LockHistory): string[] {
  const violations: string[] = [];
  const { holdings } = history;
  const holdingOfBoot = new Map<bigint, number>();
  for (const answer of [...answers].sort((a, b) => a.receivedAt - b.receivedAt)) {
    const before = holdings.findLastIndex(({ seenAt }) => seenAt <= answer.sentAt);
    const known = holdingOfBoot.get(answer.boot);
    if (known === undefined) {
      // The lock may have been taken while the request was under way: the boot belongs to the latest holding it can.
      const latest = holdings.findLastIndex(({ seenAt, hostName }) => seenAt <= answer.receivedAt && hostName !== '');
      if (latest < 0) continue;
      holdingOfBoot.set(answer.boot, latest);
      continue;
    }
    const holding = holdings[known] as LockHolding;
    const successor = holdings.slice(known + 1, before + 1).find(({ hostName }) => hostName !== '');
    if (successor)
      violations.push(
        `boot ${answer.boot}, begun under the lock of ${holding.hostName}, answered a request that was sent after ` +
          `${successor.hostName} had taken it`,
      );
  }
  return violations;
}
