// Drives one end of a migration, on a host and in the simulator: one event after the other, what comes of an effect after all
// effects of its event, and a tick when the core wants one. It decides nothing.

/** Clocks of hosts are fractions. */
const CLOCK_GRAIN_MS = 1e-3;

interface Core<Event, Effect> {
  readonly nextDeadline: number;
  step(event: Event, now: number): Effect[];
}

export interface CoreDriverOptions<Event, Effect> {
  readonly core: Core<Event, Effect>;
  readonly tick: Event;
  /** Does what is asked for; what it has to say is told by `tell`, also before it returns. */
  readonly perform: (effect: Effect) => void;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Calls back once, after so many milliseconds or a little later. */
  readonly later: (delayMs: number, action: () => void) => void;
}

export class CoreDriver<Event, Effect> {
  readonly #options: CoreDriverOptions<Event, Effect>;
  readonly #events: Event[] = [];
  #stepping = false;
  #tickAt = Number.POSITIVE_INFINITY;

  constructor(options: CoreDriverOptions<Event, Effect>) {
    this.#options = options;
  }

  tell(event: Event): void {
    this.#events.push(event);
    // An effect that has news at once must not overtake the effects that are still to be carried out.
    if (this.#stepping) return;
    this.#stepping = true;
    const { core, now, perform } = this.#options;
    try {
      for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift())
        for (const effect of core.step(next, now())) perform(effect);
    } finally {
      this.#stepping = false;
    }
    this.#plan();
  }

  /** A timer at a time, the earliest; one that fires too early is set again. */
  #plan(): void {
    const { core, now, later, tick } = this.#options;
    const at = core.nextDeadline;
    if (at >= this.#tickAt) return;
    this.#tickAt = at;
    later(Math.max(CLOCK_GRAIN_MS, at - now()), () => {
      if (this.#tickAt !== at) return;
      this.#tickAt = Number.POSITIVE_INFINITY;
      if (now() >= core.nextDeadline) this.tell(tick);
      else this.#plan();
    });
  }
}
