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

const twoDigits: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** Bytes of a UUID before which there is a dash. */
const DASHES = [4, 6, 8, 10];

export function getUuid(bytes: Uint8Array, offset: number): string {
  let uuid = '';
  for (let index = 0; index < 16; index += 1) {
    if (DASHES.includes(index)) uuid += '-';
    uuid += twoDigits[bytes[offset + index] as number];
  }
  return uuid;
}

/** What a byte makes of the checksum, when 0, 1, 2 or 3 bytes follow it in its word. */
const crcTables = [0, 1, 2, 3].map((following) =>
  Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8 * (following + 1); bit += 1)
      value = value & 1 ? 0xedb8_8320 ^ (value >>> 1) : value >>> 1;
    return value >>> 0;
  }),
);
const [lastOfWord, thirdOfWord, secondOfWord, firstOfWord] = crcTables as [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
];

/** CRC-32 (IEEE 802.3), four bytes at a time: every block that is read is checked. */
export function crc32(bytes: Uint8Array): number {
  const fields = view(bytes);
  const words = bytes.length - (bytes.length % 4);
  let value = 0xffff_ffff;
  for (let at = 0; at < words; at += 4) {
    value ^= fields.getUint32(at, true);
    value =
      (firstOfWord[value & 0xff] as number) ^
      (secondOfWord[(value >>> 8) & 0xff] as number) ^
      (thirdOfWord[(value >>> 16) & 0xff] as number) ^
      (lastOfWord[value >>> 24] as number);
  }
  for (let at = words; at < bytes.length; at += 1)
    value = (lastOfWord[(value ^ (bytes[at] as number)) & 0xff] as number) ^ (value >>> 8);
  return ~value >>> 0;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

/** Of a whole number of words. */
export function isZero(bytes: Uint8Array): boolean {
  // Word by word: this is asked of every descriptor of a volume.
  if (bytes.byteOffset % 4 !== 0) return bytes.every((byte) => byte === 0);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  for (let index = 0; index < words.length; index += 1) if (words[index] !== 0) return false;
  return true;
}
