// The management network: messages take a while, may be lost, and reach only those of the same segment. Two nodes of one
// segment hear one another in order, as over one NATS connection each. Beside hosts there are addresses that answer pings:
// the gateway is where the segment says, and may answer a host that nobody else reaches.
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
/** The management gateway, which is the broker itself. */
export const GATEWAY = 'gateway';

export class Network<Message> {
  readonly #options: NetworkOptions;
  readonly #receivers = new Map<HostMoref, (message: Message) => void>();
  readonly #alive = new Map<HostMoref, () => boolean>();
  readonly #segments = new Map<string, string>();
  /** Hosts that the gateway answers wherever they are. */
  readonly #answered = new Set<HostMoref>();
  /** When the last message between two hosts arrives: none overtakes it. */
  readonly #lastArrival = new Map<string, number>();
  #lossProbability: number;
  /** Added to each way while the network is slow. */
  #delayMs = 0;
  /** The broker is down: nobody hears anybody. */
  down = false;

  constructor(options: NetworkOptions) {
    this.#options = options;
    this.#lossProbability = options.lossProbability;
  }

  /** @param alive - whether the host answers to its name */
  attach(host: HostMoref, receive: (message: Message) => void, alive: () => boolean = () => true): void {
    this.#receivers.set(host, receive);
    this.#alive.set(host, alive);
  }

  /** Moves a host, vCenter or the gateway to a segment of the network; every name is one. */
  move(node: string, segment: string): void {
    this.#segments.set(node, segment);
  }

  /** A node that was in a segment of its own is where all are. */
  rejoin(host: HostMoref): void {
    this.#answered.delete(host);
    if (this.segmentOf(host) === host) this.#segments.delete(host);
  }

  /** The gateway answers a host though it may hear nobody else. */
  answer(host: HostMoref): void {
    this.#answered.add(host);
  }

  /** Loses more, and takes longer. */
  disturb({ lossProbability, delayMs }: { readonly lossProbability: number; readonly delayMs: number }): void {
    this.#lossProbability = lossProbability;
    this.#delayMs = delayMs;
  }

  calm(): void {
    this.disturb({ lossProbability: this.#options.lossProbability, delayMs: 0 });
  }

  heal(): void {
    this.#segments.clear();
    this.#answered.clear();
    this.down = false;
    this.calm();
  }

  segmentOf(node: string): string {
    return this.#segments.get(node) ?? WHOLE;
  }

  connects(from: string, to: string): boolean {
    return !this.down && this.segmentOf(from) === this.segmentOf(to);
  }

  send(from: HostMoref, to: HostMoref, message: Message): void {
    const { timeline } = this.#options;
    if (!this.connects(from, to) || this.#isLost()) return;
    const pair = `${from} ${to}`;
    const arrival = Math.max(timeline.now + this.#latencyMs(), this.#lastArrival.get(pair) ?? 0);
    this.#lastArrival.set(pair, arrival);
    timeline.after(arrival - timeline.now, () => {
      if (this.connects(from, to)) this.#receivers.get(to)?.(message);
    });
  }

  /** Whether an address would answer a host. */
  answers(host: HostMoref, address: string): boolean {
    if (this.down) return false;
    if (address === GATEWAY) return this.connects(host, address) || this.#answered.has(host);
    return this.connects(host, address) && (this.#alive.get(address)?.() ?? false);
  }

  /** Asks an address whether it is there; `answered` is called at the host when its answer is. */
  pingAddress(host: HostMoref, address: string, answered: () => void): void {
    if (!this.answers(host, address) || this.#isLost()) return;
    this.#options.timeline.after(2 * this.#latencyMs(), () => {
      if (this.answers(host, address)) answered();
    });
  }

  #isLost(): boolean {
    return this.#lossProbability > 0 && this.#options.random.chance(this.#lossProbability);
  }

  #latencyMs(): number {
    const { random, latencyMs } = this.#options;
    return this.#delayMs + random.between(latencyMs.low, latencyMs.high);
  }
}
