// Who becomes master. Every candidate tells all others how many datastores it sees; after a fixed time the best one
// heard takes the office and the rest wait for its heartbeat (reference: ha.md section 1 "Election"). Think of a queue
// without numbers: everybody calls out once a second for a while, and the one who has heard nobody better steps forward.
//
// A better candidate that has fallen silent is forgotten, so a candidate that dies during the election costs at most
// three calls. The alternative, a vote with a quorum, is not taken on purpose: each side of a partition must be able to
// elect its own master, and what keeps two masters apart is the lock of the protected list on disk, not the vote.
import type { HostMoref } from './cluster.ts';
import type { FdmTiming } from './timing.ts';

export interface Candidate {
  readonly host: HostMoref;
  /** Connected datastores. */
  readonly datastores: number;
}

/** Calls that a candidate may miss before the others stop waiting for it. */
const MISSED_CALLS = 3;

/** More datastores win; a tie goes to the lexically highest moref ("host-99" beats "host-100"). */
export function isBetter(one: Candidate, other: Candidate): boolean {
  if (one.datastores !== other.datastores) return one.datastores > other.datastores;
  return one.host > other.host;
}

export class Election {
  #endsAt: number;
  #nextCallAt: number;
  readonly #heard = new Map<HostMoref, { candidate: Candidate; at: number }>();
  readonly #timing: FdmTiming;

  constructor(timing: FdmTiming, now: number) {
    this.#timing = timing;
    this.#endsAt = now + timing.fdmElectionMs;
    this.#nextCallAt = now;
  }

  heard(candidate: Candidate, now: number): void {
    this.#heard.set(candidate.host, { candidate, at: now });
  }

  forget(host: HostMoref): void {
    this.#heard.delete(host);
  }

  /** True once per interval: the candidate repeats itself now. */
  callDue(now: number): boolean {
    if (now < this.#nextCallAt) return false;
    this.#nextCallAt = now + this.#timing.fdmElectionIntervalMs;
    return true;
  }

  /** The best candidate but `self` that still calls out. */
  rival(now: number): Candidate | undefined {
    let best: Candidate | undefined;
    for (const { candidate, at } of this.#heard.values()) {
      if (now - at > MISSED_CALLS * this.#timing.fdmElectionIntervalMs) continue;
      if (!best || isBetter(candidate, best)) best = candidate;
    }
    return best;
  }

  /** Is the time over, and nobody better than `self` calling? */
  isWonBy(self: Candidate, now: number): boolean {
    if (now < this.#endsAt) return false;
    const rival = this.rival(now);
    return !rival || isBetter(self, rival);
  }

  nextDeadline(now: number): number {
    return now < this.#endsAt ? Math.min(this.#nextCallAt, this.#endsAt) : this.#nextCallAt;
  }

  /** This process stood still: nothing that it did not hear in that time counts. */
  slept(gapMs: number): void {
    this.#endsAt += gapMs;
    for (const entry of this.#heard.values()) entry.at += gapMs;
  }
}
