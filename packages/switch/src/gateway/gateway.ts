// The gateway: an IP host on the switch, in user space. It answers ARP and pings for its address, pings guests, and is
// what the outside sees of the VM network: datagrams to a published service go to the guest from a port of the gateway,
// and the guest's answers back to the client. Frames, datagrams and time come in, effects come out.
import {
  ArpOperation,
  type ArpPacket,
  BROADCAST,
  type EthernetFrame,
  EtherType,
  encodeArp,
  encodeEthernetFrame,
  encodeIcmpEcho,
  encodeIpv4,
  encodeUdp,
  IpProtocol,
  type Ipv4Address,
  type Ipv4Network,
  type Ipv4Packet,
  isHostOf,
  MAX_UDP_PAYLOAD_BYTES,
  type MacAddress,
  parseArp,
  parseEthernetFrame,
  parseIcmpEcho,
  parseIpv4,
  parseUdp,
} from '@microsphere/ethernet';
import { NatTable, type UdpClient, type UdpService } from './nat.ts';
import { Neighbours } from './neighbours.ts';

/** Pings under way at once. */
export const MAX_PINGS = 256;
/** Identifies the gateway's echo requests among those of others; "ms". */
const ECHO_IDENTIFIER = 0x6d73;
/** What an echo request carries: as much as `ping` sends. */
const ECHO_DATA = new Uint8Array(56);
/** First two bytes of the gateway's MAC address, which is locally administered; its IPv4 address follows. */
const MAC_PREFIX = 0x024d;

export interface GatewayOptions {
  /** The gateway's own address, and the prefix of the VM network. */
  readonly network: Ipv4Network;
  readonly arpRetryMs: number;
  readonly arpAgingMs: number;
  readonly natIdleMs: number;
}

export type GatewayEffect =
  | { readonly kind: 'transmit'; readonly frame: Uint8Array }
  | {
      readonly kind: 'deliver';
      readonly service: UdpService;
      readonly client: UdpClient;
      /** A view of the frame. */
      readonly payload: Uint8Array;
    }
  | {
      readonly kind: 'pingEnded';
      readonly sequence: number;
      /** Undefined when no reply came in time. */
      readonly rttMs: number | undefined;
    };

export interface GatewayStatistics {
  /** Datagrams that are too long for one frame; the gateway doesn't fragment. */
  readonly oversizedDatagrams: number;
  /** Packets for addresses that nobody answered for. */
  readonly unresolvedPackets: number;
  readonly natMappings: number;
}

interface Ping {
  readonly address: Ipv4Address;
  readonly sentAt: number;
  readonly deadline: number;
}

export interface PingRequest {
  readonly address: Ipv4Address;
  readonly timeoutMs: number;
}

export class Gateway {
  readonly macAddress: MacAddress;
  private readonly network: Ipv4Network;
  private readonly neighbours: Neighbours;
  private readonly nat: NatTable;
  /** By the sequence number of the request. */
  private readonly pings = new Map<number, Ping>();
  private nextSequence = 1;
  private oversizedDatagrams = 0;

  constructor({ network, arpRetryMs, arpAgingMs, natIdleMs }: GatewayOptions) {
    this.network = network;
    // The same whenever the switch is started: guests keep what their ARP caches say.
    this.macAddress = (MAC_PREFIX * 0x1_0000_0000 + network.address) as MacAddress;
    this.neighbours = new Neighbours({ own: this.own, arpRetryMs, arpAgingMs });
    this.nat = new NatTable({ natIdleMs });
  }

  get statistics(): GatewayStatistics {
    return {
      oversizedDatagrams: this.oversizedDatagrams,
      unresolvedPackets: this.neighbours.droppedPackets,
      natMappings: this.nat.size,
    };
  }

  /** When `tick` is wanted next; undefined when nothing waits for time to pass. */
  get deadline(): number | undefined {
    const deadlines = [...this.pings.values()].map(({ deadline }) => deadline);
    const { deadline } = this.neighbours;
    if (deadline !== undefined) deadlines.push(deadline);
    return deadlines.length === 0 ? undefined : Math.min(...deadlines);
  }

  /** Whether a guest can have this address: one of the VM network, and not the gateway's. */
  isGuestAddress(address: Ipv4Address): boolean {
    return isHostOf(this.network, address) && address !== this.network.address;
  }

  /** A frame from the VM network. */
  receive(bytes: Uint8Array, now: number): GatewayEffect[] {
    const frame = parseEthernetFrame(bytes);
    if (frame === undefined) return [];
    if (frame.destination !== this.macAddress && frame.destination !== BROADCAST) return [];
    if (frame.etherType === EtherType.arp) {
      const arp = parseArp(frame.payload);
      return arp ? this.receiveArp(arp, now) : [];
    }
    const packet = frame.etherType === EtherType.ipv4 ? parseIpv4(frame.payload) : undefined;
    return packet ? this.receivePacket(frame, packet, now) : [];
  }

  /** A datagram of a client outside to a published service. */
  datagram(service: UdpService, client: UdpClient, payload: Uint8Array, now: number): GatewayEffect[] {
    if (payload.length > MAX_UDP_PAYLOAD_BYTES) {
      this.oversizedDatagrams += 1;
      return [];
    }
    const { gatewayPort } = this.nat.outbound(service, client, now);
    const addresses = { source: this.network.address, destination: service.address };
    const datagram = { sourcePort: gatewayPort, destinationPort: service.port, payload };
    return this.send(service.address, IpProtocol.udp, encodeUdp(datagram, addresses), now);
  }

  /** Ends what clients of a service had under way. */
  unpublish(service: UdpService): void {
    this.nat.remove(service);
  }

  /** Starts a ping; undefined when too many are under way. It ends with a `pingEnded` of its sequence number. */
  ping({ address, timeoutMs }: PingRequest, now: number): { sequence: number; effects: GatewayEffect[] } | undefined {
    if (this.pings.size >= MAX_PINGS) return undefined;
    while (this.pings.has(this.nextSequence)) this.advanceSequence();
    const sequence = this.nextSequence;
    this.advanceSequence();
    this.pings.set(sequence, { address, sentAt: now, deadline: now + timeoutMs });
    const echo = encodeIcmpEcho({ kind: 'request', identifier: ECHO_IDENTIFIER, sequence, data: ECHO_DATA });
    return { sequence, effects: this.send(address, IpProtocol.icmp, echo, now) };
  }

  /** Time has passed. */
  tick(now: number): GatewayEffect[] {
    const effects = transmit(this.neighbours.tick(now));
    for (const [sequence, { deadline }] of this.pings) {
      if (now < deadline) continue;
      this.pings.delete(sequence);
      effects.push({ kind: 'pingEnded', sequence, rttMs: undefined });
    }
    return effects;
  }

  private get own() {
    return { macAddress: this.macAddress, address: this.network.address };
  }

  private receiveArp({ operation, sender, target }: ArpPacket, now: number): GatewayEffect[] {
    // Neither probes (RFC 5227), which have no sender yet, nor somebody who claims the gateway's address teach us.
    if (!this.isGuestAddress(sender.address)) return [];
    const addressed = target.address === this.network.address;
    const effects = transmit(this.neighbours.learn(sender, addressed, now));
    if (operation !== ArpOperation.request || !addressed) return effects;
    const frame = encodeEthernetFrame({
      destination: sender.macAddress,
      source: this.macAddress,
      etherType: EtherType.arp,
      payload: encodeArp({ operation: ArpOperation.reply, sender: this.own, target: sender }),
    });
    return [...effects, { kind: 'transmit', frame }];
  }

  private receivePacket(frame: EthernetFrame, packet: Ipv4Packet, now: number): GatewayEffect[] {
    if (packet.destination !== this.network.address || packet.fragment) return [];
    this.neighbours.confirm({ address: packet.source, macAddress: frame.source }, now);
    if (packet.protocol === IpProtocol.icmp) return this.receiveIcmp(packet, now);
    if (packet.protocol === IpProtocol.udp) return this.receiveUdp(packet, now);
    return [];
  }

  private receiveIcmp({ source, payload }: Ipv4Packet, now: number): GatewayEffect[] {
    const echo = parseIcmpEcho(payload);
    if (echo === undefined) return [];
    if (echo.kind === 'request')
      return this.send(source, IpProtocol.icmp, encodeIcmpEcho({ ...echo, kind: 'reply' }), now);
    const ping = this.pings.get(echo.sequence);
    if (echo.identifier !== ECHO_IDENTIFIER || ping?.address !== source) return [];
    this.pings.delete(echo.sequence);
    return [{ kind: 'pingEnded', sequence: echo.sequence, rttMs: now - ping.sentAt }];
  }

  private receiveUdp(packet: Ipv4Packet, now: number): GatewayEffect[] {
    const datagram = parseUdp(packet.payload, packet);
    if (datagram === undefined) return [];
    const from = { address: packet.source, port: datagram.sourcePort };
    const mapping = this.nat.inbound(datagram.destinationPort, from, now);
    if (mapping === undefined) return [];
    return [{ kind: 'deliver', service: mapping.service, client: mapping.client, payload: datagram.payload }];
  }

  private send(destination: Ipv4Address, protocol: number, payload: Uint8Array, now: number): GatewayEffect[] {
    if (!this.isGuestAddress(destination)) return [];
    const packet = encodeIpv4({ source: this.network.address, destination, protocol, payload });
    return transmit(this.neighbours.send(destination, packet, now));
  }

  private advanceSequence(): void {
    this.nextSequence = (this.nextSequence + 1) & 0xffff;
  }
}

function transmit(frames: readonly Uint8Array[]): GatewayEffect[] {
  return frames.map((frame) => ({ kind: 'transmit', frame }));
}
