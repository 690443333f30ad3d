// Little-endian fields, text and checksums of on-disk structures.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Text in a field of `size` bytes, filled up with zeros. Throws RangeError when it does not fit. */
export function putText(bytes: Uint8Array, offset: number, size: number, text: string): void {
  const encoded = encoder.encode(text);
  if (encoded.length > size) throw new RangeError(`${JSON.stringify(text)} is longer than ${size} bytes`);
  bytes.fill(0, offset, offset + size);
  bytes.set(encoded, offset);
}

export function getText(bytes: Uint8Array, offset: number, size: number): string {
  const field = bytes.subarray(offset, offset + size);
  const end = field.indexOf(0);
  return decoder.decode(end < 0 ? field : field.subarray(0, end));
}

export const encodeText = (text: string): Uint8Array => encoder.encode(text);
export const decodeText = (bytes: Uint8Array): string => decoder.decode(bytes);

/** "6f1c0d5e-..." as 16 bytes and back. */
export function putUuid(bytes: Uint8Array, offset: number, uuid: string): void {
  const digits = uuid.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(digits)) throw new RangeError(`not a UUID: ${JSON.stringify(uuid)}`);
  for (let index = 0; index < 16; index += 1)
    bytes[offset + index] = Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16);
}

export function getUuid(bytes: Uint8Array, offset: number): string {
  const digits = Array.from(bytes.subarray(offset, offset + 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb8_8320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** CRC-32 (IEEE 802.3). */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffff_ffff;
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 0xff] as number) ^ (value >>> 8);
  return ~value >>> 0;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Of a whole number of words. */
export function isZero(bytes: Uint8Array): boolean {
  // Word by word: this is asked of every descriptor of a volume.
  if (bytes.byteOffset % 4 !== 0) return bytes.every((byte) => byte === 0);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  for (let index = 0; index < words.length; index += 1) if (words[index] !== 0) return false;
  return true;
}
