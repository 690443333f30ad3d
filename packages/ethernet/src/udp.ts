// UDP datagrams (RFC 768). The checksum covers the addresses of the packet that carries the datagram.
import { foldChecksum, sumWords } from './checksum.ts';
import { IpProtocol, MAX_IPV4_PAYLOAD_BYTES } from './ipv4.ts';
import type { Ipv4Address } from './ipv4-address.ts';

const UDP_HEADER_BYTES = 8;
/** Largest payload of a datagram that fits one frame, in bytes. */
export const MAX_UDP_PAYLOAD_BYTES = MAX_IPV4_PAYLOAD_BYTES - UDP_HEADER_BYTES;

export interface UdpDatagram {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly payload: Uint8Array;
}

/** Addresses of the packet around the datagram. */
export interface UdpAddresses {
  readonly source: Ipv4Address;
  readonly destination: Ipv4Address;
}

function checksum(bytes: Uint8Array, { source, destination }: UdpAddresses): number {
  const pseudoHeader =
    (source >>> 16) + (source & 0xffff) + (destination >>> 16) + (destination & 0xffff) + IpProtocol.udp + bytes.length;
  return foldChecksum(sumWords(bytes, pseudoHeader));
}

/** Undefined when a length or the checksum is wrong; a checksum of zero says that there is none. */
export function parseUdp(bytes: Uint8Array, addresses: UdpAddresses): UdpDatagram | undefined {
  if (bytes.length < UDP_HEADER_BYTES) return undefined;
  const length = (bytes[4]! << 8) | bytes[5]!;
  if (length < UDP_HEADER_BYTES || length > bytes.length) return undefined;
  const datagram = bytes.subarray(0, length);
  if ((bytes[6] !== 0 || bytes[7] !== 0) && checksum(datagram, addresses) !== 0) return undefined;
  return {
    sourcePort: (bytes[0]! << 8) | bytes[1]!,
    destinationPort: (bytes[2]! << 8) | bytes[3]!,
    payload: datagram.subarray(UDP_HEADER_BYTES),
  };
}

/** Throws a RangeError for a payload of more than MAX_UDP_PAYLOAD_BYTES. */
export function encodeUdp({ sourcePort, destinationPort, payload }: UdpDatagram, addresses: UdpAddresses): Buffer {
  if (payload.length > MAX_UDP_PAYLOAD_BYTES)
    throw new RangeError(`UDP payload of ${payload.length} bytes, at most ${MAX_UDP_PAYLOAD_BYTES}`);
  const bytes = Buffer.allocUnsafe(UDP_HEADER_BYTES + payload.length);
  bytes.writeUInt16BE(sourcePort, 0);
  bytes.writeUInt16BE(destinationPort, 2);
  bytes.writeUInt16BE(bytes.length, 4);
  bytes.writeUInt16BE(0, 6);
  bytes.set(payload, UDP_HEADER_BYTES);
  // A sum of zero is sent as its other representation: zero would mean that there is none.
  bytes.writeUInt16BE(checksum(bytes, addresses) || 0xffff, 6);
  return bytes;
}
