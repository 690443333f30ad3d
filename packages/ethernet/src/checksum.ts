// The Internet checksum (RFC 1071): the ones' complement of the ones' complement sum of 16-bit words.

/** Sum of the words of `bytes`, added to `sum`; an odd last byte counts as if a zero followed. Not folded yet. */
export function sumWords(bytes: Uint8Array, sum = 0): number {
  const even = bytes.length & ~1;
  for (let offset = 0; offset < even; offset += 2) sum += (bytes[offset]! << 8) | bytes[offset + 1]!;
  return even < bytes.length ? sum + (bytes[even]! << 8) : sum;
}

/** The checksum of a sum of words. Over data that holds its own checksum it is 0 when nothing has changed. */
export function foldChecksum(sum: number): number {
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x1_0000);
  return ~sum & 0xffff;
}

export function internetChecksum(bytes: Uint8Array): number {
  return foldChecksum(sumWords(bytes));
}
