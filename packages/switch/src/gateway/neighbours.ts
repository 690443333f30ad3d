// The gateway's ARP cache: which MAC address an IPv4 address has, and the packets that wait until that is known. An entry
// ages unless something confirms it; while packets to it stay unanswered, the gateway keeps asking who has the address,
// so that a guest which comes back with another adapter is found.
import {
  ArpOperation,
  type ArpParty,
  BROADCAST,
  EtherType,
  encodeArp,
  encodeEthernetFrame,
  type Ipv4Address,
  type MacAddress,
} from '@microsphere/ethernet';

/** Addresses known at once; the one that was learned first makes room. */
export const MAX_NEIGHBOURS = 1024;
/** Addresses asked for at once; packets to further ones are lost. */
export const MAX_UNRESOLVED_ADDRESSES = 256;
/** Packets that wait for one address; the oldest is lost. */
export const MAX_WAITING_PACKETS = 16;
/** Requests for an address before the packets that wait for it are lost. */
const MAX_REQUESTS = 3;

export interface NeighboursOptions {
  /** The gateway. */
  readonly own: ArpParty;
  readonly arpRetryMs: number;
  readonly arpAgingMs: number;
}

interface Neighbour {
  macAddress: MacAddress;
  confirmedAt: number;
  /** When the first packet was sent after it was heard the last time. */
  unansweredSince: number | undefined;
  askedAt: number;
}

interface Unresolved {
  readonly packets: Uint8Array[];
  requests: number;
  nextRequestAt: number;
}

export class Neighbours {
  private readonly options: NeighboursOptions;
  private readonly known = new Map<Ipv4Address, Neighbour>();
  private readonly unresolved = new Map<Ipv4Address, Unresolved>();
  private droppedPackets_ = 0;

  constructor(options: NeighboursOptions) {
    this.options = options;
  }

  /** Packets that were lost because nobody answered for their address, or too many waited. */
  get droppedPackets(): number {
    return this.droppedPackets_;
  }

  /** When `tick` has something to do next. */
  get deadline(): number | undefined {
    if (this.unresolved.size === 0) return undefined;
    return Math.min(...[...this.unresolved.values()].map(({ nextRequestAt }) => nextRequestAt));
  }

  /** The frames to send so that an IPv4 packet gets to `destination`, now or when that has answered. */
  send(destination: Ipv4Address, packet: Uint8Array, now: number): Uint8Array[] {
    const { arpRetryMs, arpAgingMs } = this.options;
    const neighbour = this.known.get(destination);
    if (neighbour === undefined || now - neighbour.confirmedAt >= arpAgingMs) {
      this.known.delete(destination);
      return this.wait(destination, packet, now);
    }
    const frames: Uint8Array[] = [this.frame(neighbour.macAddress, packet)];
    neighbour.unansweredSince ??= now;
    if (now - Math.max(neighbour.unansweredSince, neighbour.askedAt) >= arpRetryMs) {
      neighbour.askedAt = now;
      frames.push(this.request(destination));
    }
    return frames;
  }

  /** ARP says who has `address`. Learned when it is for the gateway (`addressed`) or about an address in use. */
  learn({ address, macAddress }: ArpParty, addressed: boolean, now: number): Uint8Array[] {
    const waiting = this.unresolved.get(address);
    if (!addressed && waiting === undefined && !this.known.has(address)) return [];
    this.known.delete(address);
    if (this.known.size >= MAX_NEIGHBOURS) {
      const [first] = this.known.keys();
      if (first !== undefined) this.known.delete(first);
    }
    this.known.set(address, { macAddress, confirmedAt: now, unansweredSince: undefined, askedAt: now });
    this.unresolved.delete(address);
    return (waiting?.packets ?? []).map((packet) => this.frame(macAddress, packet));
  }

  /** A packet came from `address`: what is known of it holds. */
  confirm({ address, macAddress }: ArpParty, now: number): void {
    const neighbour = this.known.get(address);
    if (neighbour?.macAddress !== macAddress) return;
    neighbour.confirmedAt = now;
    neighbour.unansweredSince = undefined;
  }

  /** Asks again for what nobody has answered for; in the end the packets are lost. */
  tick(now: number): Uint8Array[] {
    const frames: Uint8Array[] = [];
    for (const [address, unresolved] of this.unresolved) {
      if (now < unresolved.nextRequestAt) continue;
      if (unresolved.requests >= MAX_REQUESTS) {
        this.droppedPackets_ += unresolved.packets.length;
        this.unresolved.delete(address);
      } else {
        unresolved.requests += 1;
        unresolved.nextRequestAt = now + this.options.arpRetryMs;
        frames.push(this.request(address));
      }
    }
    return frames;
  }

  private wait(destination: Ipv4Address, packet: Uint8Array, now: number): Uint8Array[] {
    const waiting = this.unresolved.get(destination);
    if (waiting) {
      waiting.packets.push(packet);
      if (waiting.packets.length > MAX_WAITING_PACKETS) {
        waiting.packets.shift();
        this.droppedPackets_ += 1;
      }
      return [];
    }
    if (this.unresolved.size >= MAX_UNRESOLVED_ADDRESSES) {
      this.droppedPackets_ += 1;
      return [];
    }
    this.unresolved.set(destination, {
      packets: [packet],
      requests: 1,
      nextRequestAt: now + this.options.arpRetryMs,
    });
    return [this.request(destination)];
  }

  private frame(destination: MacAddress, packet: Uint8Array): Uint8Array {
    const source = this.options.own.macAddress;
    return encodeEthernetFrame({ destination, source, etherType: EtherType.ipv4, payload: packet });
  }

  private request(address: Ipv4Address): Uint8Array {
    const { own } = this.options;
    const target = { macAddress: BROADCAST, address };
    return encodeEthernetFrame({
      destination: BROADCAST,
      source: own.macAddress,
      etherType: EtherType.arp,
      payload: encodeArp({ operation: ArpOperation.request, sender: own, target }),
    });
  }
}
