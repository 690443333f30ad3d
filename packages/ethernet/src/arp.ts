// ARP (RFC 826) for IPv4 over Ethernet, and RARP (RFC 903), which has the same packets under another EtherType. ESXi
// sends a RARP request in the name of a VM that has come to a host, so that the physical switch learns its new place.

import { EtherType, encodeEthernetFrame } from './ethernet-frame.ts';
import { type Ipv4Address, readIpv4Address, UNSPECIFIED_ADDRESS } from './ipv4-address.ts';
import { BROADCAST, type MacAddress, macAddressBytes, readMacAddress } from './mac-address.ts';

const ARP_BYTES = 28;
const HARDWARE_ETHERNET = 1;
const HARDWARE_LENGTH = 6;
const PROTOCOL_LENGTH = 4;

/** ar$op of RFC 826 and RFC 903. */
export const ArpOperation = { request: 1, reply: 2, reverseRequest: 3, reverseReply: 4 } as const;

export interface ArpPacket {
  /** One of `ArpOperation`, or a later one. */
  readonly operation: number;
  readonly sender: ArpParty;
  readonly target: ArpParty;
}

export interface ArpParty {
  readonly macAddress: MacAddress;
  readonly address: Ipv4Address;
}

/** Undefined when it is cut short or about other networks than Ethernet and IPv4. */
export function parseArp(bytes: Uint8Array): ArpPacket | undefined {
  if (bytes.length < ARP_BYTES) return undefined;
  const word = (offset: number) => (bytes[offset]! << 8) | bytes[offset + 1]!;
  if (word(0) !== HARDWARE_ETHERNET || word(2) !== EtherType.ipv4) return undefined;
  if (bytes[4] !== HARDWARE_LENGTH || bytes[5] !== PROTOCOL_LENGTH) return undefined;
  return {
    operation: word(6),
    sender: { macAddress: readMacAddress(bytes, 8), address: readIpv4Address(bytes, 14) },
    target: { macAddress: readMacAddress(bytes, 18), address: readIpv4Address(bytes, 24) },
  };
}

export function encodeArp({ operation, sender, target }: ArpPacket): Buffer {
  const bytes = Buffer.allocUnsafe(ARP_BYTES);
  bytes.writeUInt16BE(HARDWARE_ETHERNET, 0);
  bytes.writeUInt16BE(EtherType.ipv4, 2);
  bytes.writeUInt8(HARDWARE_LENGTH, 4);
  bytes.writeUInt8(PROTOCOL_LENGTH, 5);
  bytes.writeUInt16BE(operation, 6);
  bytes.set(macAddressBytes(sender.macAddress), 8);
  bytes.writeUInt32BE(sender.address, 14);
  bytes.set(macAddressBytes(target.macAddress), 18);
  bytes.writeUInt32BE(target.address, 24);
  return bytes;
}

/** The frame with which a host announces that a MAC address is behind its uplink: a broadcast RARP request. */
export function encodeAnnouncement(macAddress: MacAddress): Buffer {
  const party = { macAddress, address: UNSPECIFIED_ADDRESS };
  return encodeEthernetFrame({
    destination: BROADCAST,
    source: macAddress,
    etherType: EtherType.rarp,
    payload: encodeArp({ operation: ArpOperation.reverseRequest, sender: party, target: party }),
  });
}
