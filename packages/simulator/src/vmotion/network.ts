// The vMotion network: streams between two hosts, one for each migration. Each direction carries so many bytes a millisecond, in
// order; while the link of either host is cut, what is under way waits, as TCP sends it again. Whoever closes its end, or dies,
// is heard of after everything that was sent before; where the link is cut nobody hears anything.
import type { HostMoref } from '@microsphere/fdm';
import type { LockOffer, LockOffers } from '@microsphere/vmfs';
import type { DestinationMessage, SourceMessage } from '@microsphere/vmotion';
import type { Timeline } from '../timeline.ts';

/** What lies in a hand-over beside the last pages, which were sent before it. */
export interface HandOver {
  readonly vmxOffer: LockOffer;
  readonly diskOffers: LockOffers;
  /** All pages, as the guest stands: against which the destination compares. */
  readonly memory: Uint32Array;
}

export type MigrationPacket =
  | { readonly kind: 'message'; readonly message: SourceMessage | DestinationMessage; readonly handOver?: HandOver }
  | { readonly kind: 'pages'; readonly pages: ReadonlyMap<number, number> };

export interface StreamHandlers {
  readonly received: (packet: MigrationPacket) => void;
  readonly closed: (because: string) => void;
}

interface Item {
  /** Undefined: nothing comes after it. */
  readonly packet: MigrationPacket | undefined;
  readonly bytes: number;
  readonly sent: () => void;
}

/** A frame without pages. */
const CONTROL_BYTES = 64;

/** One end of a stream. */
export class Stream {
  readonly host: HostMoref;
  readonly #network: VmotionNetwork;
  #handlers: StreamHandlers | undefined;
  #peer: Stream | undefined;
  #out: Item[] = [];
  #inbox: Item[] = [];
  #sending = false;
  #closed = false;

  constructor(network: VmotionNetwork, host: HostMoref) {
    this.#network = network;
    this.host = host;
  }

  join(peer: Stream): void {
    this.#peer = peer;
  }

  /** What arrives from now on, and has arrived. */
  listen(handlers: StreamHandlers): void {
    this.#handlers = handlers;
    this.drain();
  }

  get peer(): Stream {
    if (!this.#peer) throw new Error(`a stream of ${this.host} that leads nowhere`);
    return this.#peer;
  }

  /** @param sent - it has left this host */
  send(packet: MigrationPacket, { bytes = CONTROL_BYTES, sent = () => {} } = {}): void {
    if (this.#closed) return;
    this.#out.push({ packet, bytes, sent });
    this.pump();
  }

  /** Nothing more is received; what was sent before still arrives. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#out.push({ packet: undefined, bytes: CONTROL_BYTES, sent: () => {} });
    this.pump();
  }

  /** Its process has died: what had not left is lost. */
  kill(): void {
    this.#out = [];
    this.#inbox = [];
    this.#closed = false;
    this.close();
  }

  /** RST. */
  reset(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#out = [];
    this.#inbox = [];
    this.#handlers?.closed('the connection was reset');
  }

  pump(): void {
    const [first] = this.#out;
    if (!first || this.#sending || !this.#network.connects(this.host, this.peer.host)) return;
    this.#sending = true;
    this.#network.afterSending(first.bytes, () => {
      this.#sending = false;
      if (!this.#network.connects(this.host, this.peer.host)) return;
      const item = this.#out.shift();
      if (!item) return;
      item.sent();
      this.#network.afterLatency(() => {
        this.peer.#inbox.push(item);
        this.peer.drain();
      });
      this.pump();
    });
  }

  drain(): void {
    while (this.#handlers && this.#inbox.length > 0 && this.#network.connects(this.host, this.peer.host)) {
      const { packet } = this.#inbox.shift()!;
      if (this.#closed) continue;
      if (packet) this.#handlers.received(packet);
      else {
        this.#closed = true;
        this.#handlers.closed('the other end has closed the connection');
      }
    }
  }
}

export interface VmotionNetworkOptions {
  readonly timeline: Timeline;
  readonly latencyMs: number;
  readonly bytesPerMs: number;
}

type Accept = (stream: Stream) => void;

export class VmotionNetwork {
  readonly #options: VmotionNetworkOptions;
  readonly #cut = new Set<HostMoref>();
  readonly #listeners = new Map<string, Accept>();
  #streams: Stream[] = [];

  constructor(options: VmotionNetworkOptions) {
    this.#options = options;
  }

  connects(one: HostMoref, other: HostMoref): boolean {
    return !this.#cut.has(one) && !this.#cut.has(other);
  }

  cut(host: HostMoref): void {
    this.#cut.add(host);
  }

  mend(host: HostMoref): void {
    this.#cut.delete(host);
    for (const stream of this.#streams) {
      stream.pump();
      stream.drain();
    }
  }

  heal(): void {
    for (const host of [...this.#cut]) this.mend(host);
  }

  /** The migration that a host is prepared for; undefined: none any more. */
  listen(host: HostMoref, migration: number, accept: Accept | undefined): void {
    const key = `${host} ${migration}`;
    if (accept) this.#listeners.set(key, accept);
    else this.#listeners.delete(key);
  }

  /** Answered with a stream, or with nothing where nobody listens; not at all where nobody can be reached. */
  connect(
    { from, to, migration }: { readonly from: HostMoref; readonly to: HostMoref; readonly migration: number },
    answered: (stream: Stream | undefined) => void,
  ): void {
    this.afterLatency(() => {
      if (!this.connects(from, to)) return;
      const key = `${to} ${migration}`;
      const accept = this.#listeners.get(key);
      this.#listeners.delete(key);
      const [near, far] = [new Stream(this, from), new Stream(this, to)];
      near.join(far);
      far.join(near);
      if (accept) {
        this.#streams.push(near, far);
        accept(far);
      }
      this.afterLatency(() => {
        if (this.connects(from, to)) answered(accept ? near : undefined);
      });
    });
  }

  /** All streams of a host break at both ends. */
  reset(host: HostMoref): void {
    for (const stream of this.#streams.filter((each) => each.host === host)) {
      stream.reset();
      stream.peer.reset();
    }
  }

  hostKilled(host: HostMoref): void {
    for (const key of [...this.#listeners.keys()]) if (key.startsWith(`${host} `)) this.#listeners.delete(key);
    for (const stream of this.#streams) if (stream.host === host) stream.kill();
    this.#streams = this.#streams.filter((stream) => stream.host !== host);
  }

  afterSending(bytes: number, action: () => void): void {
    this.#options.timeline.after(bytes / this.#options.bytesPerMs, action);
  }

  afterLatency(action: () => void): void {
    this.#options.timeline.after(this.#options.latencyMs, action);
  }
}
