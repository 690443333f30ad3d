// Ethernet II frames, without preamble and frame check sequence: a ws message loses no bits, so there is none to check.
// Frames shorter than 60 bytes are accepted: virtio devices don't pad.
import { MAC_ADDRESS_BYTES, type MacAddress, macAddressBytes, readMacAddress } from './mac-address.ts';

const ETHERNET_HEADER_BYTES = 14;
/** Largest payload of a frame, in bytes. */
export const ETHERNET_MTU_BYTES = 1500;
export const MAX_ETHERNET_FRAME_BYTES = ETHERNET_HEADER_BYTES + ETHERNET_MTU_BYTES;

export const EtherType = { ipv4: 0x0800, arp: 0x0806, rarp: 0x8035 } as const;

export interface EthernetFrame {
  readonly destination: MacAddress;
  readonly source: MacAddress;
  /** One of `EtherType`, or any other protocol. */
  readonly etherType: number;
  /** Possibly longer than what it carries: padding isn't Ethernet's to recognize. */
  readonly payload: Uint8Array;
}

/** Whether so many bytes can be one frame. */
export function isFrameLength(length: number): boolean {
  return length >= ETHERNET_HEADER_BYTES && length <= MAX_ETHERNET_FRAME_BYTES;
}

/** The frame, its payload a view of `bytes`; undefined when it is too short or too long. */
export function parseEthernetFrame(bytes: Uint8Array): EthernetFrame | undefined {
  if (!isFrameLength(bytes.length)) return undefined;
  return {
    destination: readMacAddress(bytes, 0),
    source: readMacAddress(bytes, MAC_ADDRESS_BYTES),
    etherType: (bytes[12]! << 8) | bytes[13]!,
    payload: bytes.subarray(ETHERNET_HEADER_BYTES),
  };
}

/** Throws a RangeError for a payload of more than ETHERNET_MTU_BYTES: whoever sends knows the MTU. */
export function encodeEthernetFrame({ destination, source, etherType, payload }: EthernetFrame): Buffer {
  if (payload.length > ETHERNET_MTU_BYTES)
    throw new RangeError(`Ethernet payload of ${payload.length} bytes, at most ${ETHERNET_MTU_BYTES}`);
  const bytes = Buffer.allocUnsafe(ETHERNET_HEADER_BYTES + payload.length);
  bytes.set(macAddressBytes(destination), 0);
  bytes.set(macAddressBytes(source), MAC_ADDRESS_BYTES);
  bytes.writeUInt16BE(etherType, 12);
  bytes.set(payload, ETHERNET_HEADER_BYTES);
  return bytes;
}
