// The process of a host: it is killed and comes again, stands still and goes on, and has a clock of its own. What it is told while
// it stands still it notices when it goes on; what was meant for an earlier life reaches nobody.
import type { Timeline } from './timeline.ts';

/** A monotonic clock of its own: what it shows at the beginning, and how fast it goes. */
export interface HostClock {
  readonly offsetMs: number;
  readonly rate: number;
}

/** One life of it: what is in its memory. */
interface AnyLife {
  /** New for each start. */
  readonly bootUuid: string;
}

export interface SimulatedProcessOptions {
  readonly timeline: Timeline;
  readonly clock: HostClock;
}

export class SimulatedProcess<Life extends AnyLife> {
  readonly #timeline: Timeline;
  readonly #clock: HostClock;
  #life: Life | undefined;
  /** What it has not noticed yet, while it is stopped. */
  #frozen: (() => void)[] | undefined;

  constructor({ timeline, clock }: SimulatedProcessOptions) {
    this.#timeline = timeline;
    this.#clock = clock;
  }

  get life(): Life | undefined {
    return this.#life;
  }

  get frozen(): boolean {
    return this.#frozen !== undefined;
  }

  readonly now = (): number => this.#clock.offsetMs + this.#timeline.now * this.#clock.rate;

  begin(life: Life): void {
    if (this.#life) throw new Error(`${this.#life.bootUuid} is on already`);
    this.#life = life;
  }

  /** SIGKILL. Returns what was lost. */
  kill(): Life | undefined {
    const life = this.#life;
    this.#life = undefined;
    this.#frozen = undefined;
    return life;
  }

  /** SIGSTOP. False where there is nothing to stop. */
  freeze(): boolean {
    if (!this.#life || this.frozen) return false;
    this.#frozen = [];
    return true;
  }

  /** SIGCONT. `first` is done before what was missed. False where nothing stood still. */
  thaw(first: (life: Life) => void): boolean {
    const missed = this.#frozen;
    const life = this.#life;
    if (!missed || !life) return false;
    this.#frozen = undefined;
    first(life);
    for (const action of missed) this.run(life, action);
    return true;
  }

  /** Only a process that lives acts, and one that is stopped acts later. */
  run(life: Life, action: () => void): void {
    if (this.#life !== life) return;
    if (this.#frozen) this.#frozen.push(action);
    else action();
  }

  /** By its own clock. */
  later(life: Life, delayMs: number, action: () => void): void {
    this.#timeline.after(delayMs / this.#clock.rate, () => this.run(life, action));
  }

  /** For the parts of a life that begin with it: they act only as long as it lives, stopped or not. */
  inLifeOf(bootUuid: string) {
    return (action: (life: Life) => void): void => {
      const life = this.#life;
      if (life?.bootUuid === bootUuid) action(life);
    };
  }

  laterOf(bootUuid: string) {
    const inLife = this.inLifeOf(bootUuid);
    return (delayMs: number, action: () => void): void => inLife((life) => this.later(life, delayMs, action));
  }
}
