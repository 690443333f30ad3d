// The management network: messages take a while, may be lost, and reach only hosts of the same segment. Two hosts of one
// segment hear one another in order, as over one NATS connection each.
import type { HostMoref } from '@microsphere/fdm';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

export interface NetworkOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly latencyMs: { readonly low: number; readonly high: number };
  /** Of one message. */
  readonly lossProbability: number;
}

/** The segment of everybody while nothing is cut. */
const WHOLE = 'whole';

export class Network<Message> {
  readonly #options: NetworkOptions;
  readonly #receivers = new Map<HostMoref, (message: Message) => void>();
  readonly #segments = new Map<HostMoref, string>();
  /** When the last message between two hosts arrives: none overtakes it. */
  readonly #lastArrival = new Map<string, number>();
  /** The broker is down: nobody hears anybody. */
  down = false;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  attach(host: HostMoref, receive: (message: Message) => void): void {
    this.#receivers.set(host, receive);
  }

  /** Moves a host to a segment of the network; every name is one. */
  move(host: HostMoref, segment: string): void {
    this.#segments.set(host, segment);
  }

  heal(): void {
    this.#segments.clear();
    this.down = false;
  }

  segmentOf(host: HostMoref): string {
    return this.#segments.get(host) ?? WHOLE;
  }

  #connects(from: HostMoref, to: HostMoref): boolean {
    return !this.down && this.segmentOf(from) === this.segmentOf(to);
  }

  send(from: HostMoref, to: HostMoref, message: Message): void {
    const { timeline, random, latencyMs, lossProbability } = this.#options;
    if (!this.#connects(from, to) || (lossProbability > 0 && random.chance(lossProbability))) return;
    const pair = `${from} ${to}`;
    const wanted = timeline.now + random.between(latencyMs.low, latencyMs.high);
    const arrival = Math.max(wanted, this.#lastArrival.get(pair) ?? 0);
    this.#lastArrival.set(pair, arrival);
    timeline.after(arrival - timeline.now, () => {
      if (this.#connects(from, to)) this.#receivers.get(to)?.(message);
    });
  }
}
