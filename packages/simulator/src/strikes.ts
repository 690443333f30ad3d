// When the faults of a schedule strike that has moves in it: each at its time, or with a step that a move takes for the first time, a
// little after that has begun; and when they end, unless the storm is over before.

/** Of a fault: when, and for how long. */
export interface StrikingFault<Step> {
  readonly number: number;
  readonly trigger: { readonly at: 'time'; readonly seconds: number } | { readonly at: 'step'; readonly step: Step };
  readonly delayMs: number;
  /** Seconds. */
  readonly lasts: number;
}

/** What faults need of the cluster that they befall. */
export interface StruckCluster {
  readonly timeline: { after(delayMs: number, action: () => void): void };
  afterSeconds(seconds: number, action: () => void): void;
  log(who: string, text: string): void;
}

/** What the move is whose step has brought a fault about, and what to do when it ends. */
export interface Occasion<Move> {
  readonly move: Move | undefined;
  readonly ends: (action: () => void) => void;
}

export class Strikes<Step, Fault extends StrikingFault<Step>, Move> {
  readonly #happen: (fault: Fault, occasion: Occasion<Move>) => void;
  readonly #faults: readonly Fault[];
  /** Those that wait for a step. */
  readonly #waiting: Set<Fault>;
  #over = false;

  /** @param happen - lets a fault loose */
  constructor(faults: readonly Fault[], happen: (fault: Fault, occasion: Occasion<Move>) => void) {
    this.#faults = faults;
    this.#happen = happen;
    this.#waiting = new Set(faults.filter(({ trigger }) => trigger.at === 'step'));
  }

  /** Times count from here. */
  begin(cluster: StruckCluster): void {
    for (const fault of this.#faults)
      if (fault.trigger.at === 'time')
        cluster.afterSeconds(fault.trigger.seconds, () => this.#strike(cluster, fault, undefined));
  }

  /** A move takes a step. */
  reached(cluster: StruckCluster, move: Move, step: Step): void {
    for (const fault of this.#waiting) {
      if (fault.trigger.at !== 'step' || fault.trigger.step !== step) continue;
      this.#waiting.delete(fault);
      this.#strike(cluster, fault, move);
    }
  }

  /** Nothing strikes, or ends, any more. */
  end(): void {
    this.#over = true;
  }

  #strike(cluster: StruckCluster, fault: Fault, move: Move | undefined): void {
    const ends = (end: () => void): void =>
      cluster.afterSeconds(fault.lasts, () => {
        if (this.#over) return;
        cluster.log('storm', `fault ${fault.number} ends`);
        end();
      });
    // Never in the middle of what reports the step.
    cluster.timeline.after(fault.delayMs, () => {
      if (!this.#over) this.#happen(fault, { move, ends });
    });
  }
}

interface SettlingCluster {
  readonly seconds: number;
  readonly violations: readonly unknown[];
  runUntil(seconds: number): void;
  runUntilTrue(isTrue: () => boolean, seconds: number): boolean;
}

/** Lives until it is calm, and stays so when everybody has heard of what was said last; or until the limit. */
export function settle(
  cluster: SettlingCluster,
  isCalm: () => boolean,
  { limitSeconds, newsSeconds }: { readonly limitSeconds: number; readonly newsSeconds: number },
): void {
  const end = cluster.seconds + limitSeconds;
  for (let calm = false; !calm && cluster.seconds < end && cluster.violations.length === 0; calm = isCalm()) {
    cluster.runUntilTrue(isCalm, end - cluster.seconds);
    cluster.runUntil(cluster.seconds + newsSeconds);
  }
}
