// ICMP echo and echo reply (RFC 792): what `ping` sends. Other ICMP messages are not for us.
import { internetChecksum } from './checksum.ts';

const ICMP_ECHO_HEADER_BYTES = 8;
const TYPE = { reply: 0, request: 8 } as const;

export interface IcmpEcho {
  readonly kind: 'request' | 'reply';
  /** 16 bits each; a reply has those of its request. */
  readonly identifier: number;
  readonly sequence: number;
  readonly data: Uint8Array;
}

/** Undefined when it is cut short, damaged, or another ICMP message. */
export function parseIcmpEcho(bytes: Uint8Array): IcmpEcho | undefined {
  if (bytes.length < ICMP_ECHO_HEADER_BYTES || bytes[1] !== 0) return undefined;
  const kind = bytes[0] === TYPE.request ? 'request' : bytes[0] === TYPE.reply ? 'reply' : undefined;
  if (kind === undefined || internetChecksum(bytes) !== 0) return undefined;
  return {
    kind,
    identifier: (bytes[4]! << 8) | bytes[5]!,
    sequence: (bytes[6]! << 8) | bytes[7]!,
    data: bytes.subarray(ICMP_ECHO_HEADER_BYTES),
  };
}

export function encodeIcmpEcho({ kind, identifier, sequence, data }: IcmpEcho): Buffer {
  const bytes = Buffer.allocUnsafe(ICMP_ECHO_HEADER_BYTES + data.length);
  bytes.writeUInt8(TYPE[kind], 0);
  bytes.writeUInt8(0, 1);
  bytes.writeUInt16BE(0, 2);
  bytes.writeUInt16BE(identifier, 4);
  bytes.writeUInt16BE(sequence, 6);
  bytes.set(data, ICMP_ECHO_HEADER_BYTES);
  bytes.writeUInt16BE(internetChecksum(bytes), 2);
  return bytes;
}
