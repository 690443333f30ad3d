// IPv4 packets (RFC 791). Options are skipped and fragments are told apart; neither is ever sent.
import { internetChecksum } from './checksum.ts';
import { ETHERNET_MTU_BYTES } from './ethernet-frame.ts';
import { type Ipv4Address, readIpv4Address } from './ipv4-address.ts';

const IPV4_HEADER_BYTES = 20;
/** Largest payload of a packet that fits one frame, in bytes. */
export const MAX_IPV4_PAYLOAD_BYTES = ETHERNET_MTU_BYTES - IPV4_HEADER_BYTES;
const VERSION = 4;
const DONT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS_AND_OFFSET = 0x3fff;
/** Time to live that RFC 1700 recommends. */
const DEFAULT_TIME_TO_LIVE = 64;

export const IpProtocol = { icmp: 1, udp: 17 } as const;

export interface Ipv4Packet {
  readonly source: Ipv4Address;
  readonly destination: Ipv4Address;
  /** One of `IpProtocol`, or any other. */
  readonly protocol: number;
  readonly timeToLive: number;
  /** A part of a packet: `payload` must not be read as what `protocol` says. */
  readonly fragment: boolean;
  readonly payload: Uint8Array;
}

/** The packet, its payload a view without the padding of the frame; undefined when a length or the checksum is wrong. */
export function parseIpv4(bytes: Uint8Array): Ipv4Packet | undefined {
  if (bytes.length < IPV4_HEADER_BYTES || bytes[0]! >> 4 !== VERSION) return undefined;
  const headerBytes = (bytes[0]! & 0xf) * 4;
  const totalBytes = (bytes[2]! << 8) | bytes[3]!;
  if (headerBytes < IPV4_HEADER_BYTES || totalBytes < headerBytes || totalBytes > bytes.length) return undefined;
  if (internetChecksum(bytes.subarray(0, headerBytes)) !== 0) return undefined;
  return {
    source: readIpv4Address(bytes, 12),
    destination: readIpv4Address(bytes, 16),
    protocol: bytes[9]!,
    timeToLive: bytes[8]!,
    fragment: (((bytes[6]! << 8) | bytes[7]!) & MORE_FRAGMENTS_AND_OFFSET) !== 0,
    payload: bytes.subarray(headerBytes, totalBytes),
  };
}

/** A packet that must not be fragmented. Throws a RangeError for a payload of more than MAX_IPV4_PAYLOAD_BYTES. */
export function encodeIpv4({ source, destination, protocol, payload }: Omit<Ipv4Packet, 'timeToLive' | 'fragment'>) {
  if (payload.length > MAX_IPV4_PAYLOAD_BYTES)
    throw new RangeError(`IPv4 payload of ${payload.length} bytes, at most ${MAX_IPV4_PAYLOAD_BYTES}`);
  const bytes = Buffer.allocUnsafe(IPV4_HEADER_BYTES + payload.length);
  bytes.writeUInt8((VERSION << 4) | (IPV4_HEADER_BYTES / 4), 0);
  bytes.writeUInt8(0, 1);
  bytes.writeUInt16BE(bytes.length, 2);
  // Identification is for fragments (RFC 6864): a packet that is never one has no use for it.
  bytes.writeUInt16BE(0, 4);
  bytes.writeUInt16BE(DONT_FRAGMENT, 6);
  bytes.writeUInt8(DEFAULT_TIME_TO_LIVE, 8);
  bytes.writeUInt8(protocol, 9);
  bytes.writeUInt16BE(0, 10);
  bytes.writeUInt32BE(source, 12);
  bytes.writeUInt32BE(destination, 16);
  bytes.writeUInt16BE(internetChecksum(bytes.subarray(0, IPV4_HEADER_BYTES)), 10);
  bytes.set(payload, IPV4_HEADER_BYTES);
  return bytes;
}
