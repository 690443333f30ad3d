// The gateway's UDP mappings: each client of each published service has a port of the gateway to itself, so that the
// guest's answers find their way back. A mapping that nobody uses ends; when the table is full, the one that was unused
// for the longest time makes room.
import { formatIpv4Address, type Ipv4Address } from '@microsphere/ethernet';

/** Mappings at once; fewer than ports, so that there always is a free one. */
export const MAX_NAT_MAPPINGS = 8192;
/** The dynamic ports of RFC 6335. */
const FIRST_PORT = 49_152;
const LAST_PORT = 65_535;

/** A UDP service of a guest. */
export interface UdpService {
  readonly address: Ipv4Address;
  readonly port: number;
}

/** Somebody outside who talks to a service: where the datagram came from. */
export interface UdpClient {
  readonly address: string;
  readonly port: number;
}

export interface NatMapping {
  readonly service: UdpService;
  readonly client: UdpClient;
  /** Port of the gateway that stands for the client. */
  readonly gatewayPort: number;
}

/** "10.10.0.11:7000" */
export function formatService({ address, port }: UdpService): string {
  return `${formatIpv4Address(address)}:${port}`;
}

export class NatTable {
  private readonly natIdleMs: number;
  /** In the order of their last use. */
  private readonly mappings = new Map<string, NatMapping & { readonly usedAt: number }>();
  private readonly keys = new Map<number, string>();
  private nextPort = FIRST_PORT;

  constructor({ natIdleMs }: { readonly natIdleMs: number }) {
    this.natIdleMs = natIdleMs;
  }

  get size(): number {
    return this.mappings.size;
  }

  /** The mapping of a client that sends to a service, made when there is none. */
  outbound(service: UdpService, client: UdpClient, now: number): NatMapping {
    this.forgetIdle(now);
    const key = `${formatService(service)} ${client.address} ${client.port}`;
    const gatewayPort = this.mappings.get(key)?.gatewayPort ?? this.allocate(key);
    return this.use(key, { service, client, gatewayPort }, now);
  }

  /** The mapping that an answer of `from` to a port of the gateway belongs to. */
  inbound(gatewayPort: number, from: UdpService, now: number): NatMapping | undefined {
    this.forgetIdle(now);
    const key = this.keys.get(gatewayPort);
    const mapping = key === undefined ? undefined : this.mappings.get(key);
    if (key === undefined || mapping === undefined) return undefined;
    if (mapping.service.address !== from.address || mapping.service.port !== from.port) return undefined;
    return this.use(key, mapping, now);
  }

  /** Ends all mappings of a service that is published no longer. */
  remove(service: UdpService): void {
    for (const [key, mapping] of this.mappings)
      if (mapping.service.address === service.address && mapping.service.port === service.port) this.forget(key);
  }

  private use(key: string, { service, client, gatewayPort }: NatMapping, now: number): NatMapping {
    const mapping = { service, client, gatewayPort, usedAt: now };
    this.mappings.delete(key);
    this.mappings.set(key, mapping);
    return mapping;
  }

  private allocate(key: string): number {
    if (this.mappings.size >= MAX_NAT_MAPPINGS) {
      const [longestUnused] = this.mappings.keys();
      if (longestUnused !== undefined) this.forget(longestUnused);
    }
    // The next one and not the lowest: a late answer for a mapping that ended must not reach another client.
    while (this.keys.has(this.nextPort)) this.advance();
    const port = this.nextPort;
    this.advance();
    this.keys.set(port, key);
    return port;
  }

  private advance(): void {
    this.nextPort = this.nextPort === LAST_PORT ? FIRST_PORT : this.nextPort + 1;
  }

  private forgetIdle(now: number): void {
    for (const [key, { usedAt }] of this.mappings) {
      if (now - usedAt < this.natIdleMs) return;
      this.forget(key);
    }
  }

  private forget(key: string): void {
    const mapping = this.mappings.get(key);
    if (mapping) this.keys.delete(mapping.gatewayPort);
    this.mappings.delete(key);
  }
}
