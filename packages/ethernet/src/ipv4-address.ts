// An IPv4 address as one unsigned 32-bit number, and the network that an address and a prefix length describe.

declare const ipv4AddressBrand: unique symbol;
export type Ipv4Address = number & { readonly [ipv4AddressBrand]: true };

/** 0.0.0.0: a host that does not know its address yet. */
export const UNSPECIFIED_ADDRESS = 0 as Ipv4Address;

/** Reads "10.10.0.1"; undefined when the text is no IPv4 address in four decimal numbers. */
export function parseIpv4Address(text: string): Ipv4Address | undefined {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return bytes.reduce((address, byte) => address * 256 + byte, 0) as Ipv4Address;
}

/** "10.10.0.1" */
export function formatIpv4Address(address: Ipv4Address): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
}

/** The address at `offset`; the caller knows that four bytes are there. */
export function readIpv4Address(bytes: Uint8Array, offset: number): Ipv4Address {
  const [a, b, c, d] = [bytes[offset]!, bytes[offset + 1]!, bytes[offset + 2]!, bytes[offset + 3]!];
  return (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) as Ipv4Address;
}

/** A network, by the address of one of its hosts and the length of its prefix in bits. */
export interface Ipv4Network {
  readonly address: Ipv4Address;
  readonly prefix: number;
}

/** Whether `host` can be the address of a host of `network`: not its own number, and not its broadcast address. */
export function isHostOf(network: Ipv4Network, host: Ipv4Address): boolean {
  const size = 2 ** (32 - network.prefix);
  const first = Math.floor(network.address / size) * size;
  return host > first && host < first + size - 1;
}
