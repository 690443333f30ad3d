// A MAC address as one 48-bit number: cheap to compare and to look up, and what every table of a switch is keyed by.

declare const macAddressBrand: unique symbol;
export type MacAddress = number & { readonly [macAddressBrand]: true };

/** Length in bytes. */
export const MAC_ADDRESS_BYTES = 6;

/** ff:ff:ff:ff:ff:ff */
export const BROADCAST = 0xffff_ffff_ffff as MacAddress;

/** Reads "00:50:56:9a:00:01", in either case; undefined when the text is no MAC address. */
export function parseMacAddress(text: string): MacAddress | undefined {
  if (!/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(text)) return undefined;
  return Number.parseInt(text.replaceAll(':', ''), 16) as MacAddress;
}

/** "00:50:56:9a:00:01" */
export function formatMacAddress(address: MacAddress): string {
  const digits = address.toString(16).padStart(2 * MAC_ADDRESS_BYTES, '0');
  return digits.replace(/..(?!$)/g, '$&:');
}

/** The address at `offset`; the caller knows that six bytes are there. */
export function readMacAddress(bytes: Uint8Array, offset: number): MacAddress {
  const high = (bytes[offset]! << 16) | (bytes[offset + 1]! << 8) | bytes[offset + 2]!;
  const low = (bytes[offset + 3]! << 16) | (bytes[offset + 4]! << 8) | bytes[offset + 5]!;
  return (high * 0x100_0000 + low) as MacAddress;
}

/** Six bytes, most significant first. */
export function macAddressBytes(address: MacAddress): Buffer {
  const bytes = Buffer.allocUnsafe(MAC_ADDRESS_BYTES);
  bytes.writeUIntBE(address, 0, MAC_ADDRESS_BYTES);
  return bytes;
}

/** Whether frames to it go to many: the group bit of the first byte. The broadcast address is one of these. */
export function isMulticast(address: MacAddress): boolean {
  return Math.floor(address / 0x100_0000_0000) % 2 === 1;
}
