// Drives one end of a migration: events go into its core one after the other, what it asks for is done in its order, and it is
// woken when it wants to be. It decides nothing.

export interface Core<E, F> {
  step(event: E, now: number): F[];
  readonly nextDeadline: number;
}

export class CoreDriver<E extends { readonly kind: string }, F> {
  private readonly core: Core<E, F>;
  private readonly now: () => number;
  private readonly tick: E;
  private readonly perform: (effect: F) => void;
  private readonly events: E[] = [];
  private stepping = false;
  private timer: NodeJS.Timeout | undefined;

  /** @param perform - does what is asked for; what it has to say is told by `tell`, also before it returns */
  constructor(options: {
    readonly core: Core<E, F>;
    readonly now: () => number;
    readonly tick: E;
    readonly perform: (effect: F) => void;
  }) {
    this.core = options.core;
    this.now = options.now;
    this.tick = options.tick;
    this.perform = options.perform;
  }

  tell(event: E): void {
    this.events.push(event);
    // An effect that has news at once must not overtake the effects that are still to be carried out.
    if (this.stepping) return;
    this.stepping = true;
    try {
      for (let next = this.events.shift(); next; next = this.events.shift())
        for (const effect of this.core.step(next, this.now())) this.perform(effect);
    } finally {
      this.stepping = false;
    }
    this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const delayMs = this.core.nextDeadline - this.now();
    if (delayMs === Number.POSITIVE_INFINITY) return;
    // Rounded up, and a millisecond at least: a timer that fires early would only be set again.
    this.timer = setTimeout(() => this.tell(this.tick), Math.max(1, Math.ceil(delayMs)));
  }
}
