// A master that hears nobody: is everybody else gone, or is it? It asks the isolation addresses; one answer ends the doubt, a
// whole ping round without any makes it isolated (reference: ha.md section 3.3: T25 to T30, section 3.4: T0 to T5). Until a
// master knows it takes no protected lists: whoever is cut off must not keep them from a master that is not.
import type { FdmTiming } from './timing.ts';

/** Silence of all others for which a master begins to doubt itself, in heartbeats. */
const MISSED_HEARTBEATS = 1.5;

/** What a master has heard. */
export interface Hearing {
  /** Whether there is anybody who could be heard, and an address that could be asked. */
  readonly canTell: boolean;
  /** When an agent of another host, and an isolation address, were heard last; -Infinity: never. */
  readonly heardAt: number;
  readonly pongAt: number;
}

export class SelfDoubt {
  readonly #timing: FdmTiming;
  /** When it was elected. */
  readonly #since: number;
  #known = false;

  constructor(timing: FdmTiming, since: number) {
    this.#timing = timing;
    this.#since = since;
  }

  /** Whether it has once known in this term that the network is there. */
  get isOver(): boolean {
    return this.#known;
  }

  advance(hearing: Hearing, now: number): void {
    this.#known ||= !this.isAlone(hearing, now) || hearing.pongAt >= this.#since;
  }

  isAlone(hearing: Hearing, now: number): boolean {
    return now >= this.#aloneFrom(hearing);
  }

  isIsolated(hearing: Hearing, now: number): boolean {
    return this.isAlone(hearing, now) && now >= this.#isolatedFrom(hearing);
  }

  nextDeadline(hearing: Hearing, now: number): number {
    const aloneFrom = this.#aloneFrom(hearing);
    return aloneFrom > now ? aloneFrom : Math.max(now, this.#isolatedFrom(hearing));
  }

  /** At once when nobody stood for election with it: whoever did was heard then. */
  #aloneFrom({ canTell, heardAt }: Hearing): number {
    if (!canTell) return Number.POSITIVE_INFINITY;
    if (heardAt < this.#since - this.#timing.fdmElectionMs) return this.#since;
    return heardAt + MISSED_HEARTBEATS * this.#timing.fdmHeartbeatIntervalMs;
  }

  #isolatedFrom({ heardAt, pongAt }: Hearing): number {
    return Math.max(this.#since, heardAt, pongAt) + this.#timing.fdmPingTimeoutMs;
  }
}
