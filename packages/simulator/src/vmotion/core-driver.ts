// How a shell drives one end of a migration: one event after the other, what comes of an effect after all effects of its event,
// and a tick when the core wants one.

/** Clocks of hosts are fractions. */
const CLOCK_GRAIN_MS = 1e-3;

interface Core<Event, Effect> {
  readonly nextDeadline: number;
  step(event: Event, now: number): Effect[];
}

export interface CoreDriverOptions<Event, Effect> {
  readonly core: Core<Event, Effect>;
  readonly tick: Event;
  readonly perform: (effect: Effect) => void;
  readonly now: () => number;
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

  step(event: Event): void {
    this.#events.push(event);
    if (this.#stepping) return;
    this.#stepping = true;
    const { core, now, perform } = this.#options;
    for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift())
      for (const effect of core.step(next, now())) perform(effect);
    this.#stepping = false;
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
      if (now() >= core.nextDeadline) this.step(tick);
      else this.#plan();
    });
  }
}
