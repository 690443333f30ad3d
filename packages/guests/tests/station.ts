// A station at the other end of a guest's network cable: it resolves addresses, pings, and sends and receives UDP. It builds
// and checks every byte itself, so that the guest's own idea of a header is tested against another one.
import { decodeLedgerReply, encodeLedgerRequest, GUEST, type LedgerReply, type LedgerRequest } from '../src/index.ts';

const OWN_MAC = Buffer.from('025056000001', 'hex');
const OWN_ADDRESS = Buffer.from([10, 10, 0, 1]);
const BROADCAST = Buffer.alloc(6, 0xff);
const OWN_PORT = 40_000;
const ICMP = 1;
const UDP = 17;

/** The internet checksum, RFC 1071; over bytes that carry a right one it is 0. */
export function checksum(...parts: readonly Uint8Array[]): number {
  const bytes = Buffer.concat(parts);
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += (bytes[at]! << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

function be16(...values: readonly number[]): Buffer {
  return Buffer.from(values.flatMap((value) => [value >> 8, value & 0xff]));
}

/** A copy with this number in the two bytes at `at`. */
function patched(bytes: Uint8Array, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt16BE(value, at);
  return copy;
}

const ethernet = (to: Uint8Array, type: number, payload: Uint8Array) =>
  Buffer.concat([to, OWN_MAC, be16(type), payload]);

export interface Datagram {
  readonly port: number;
  readonly payload: Buffer;
}

export class Station {
  /** Sends a frame over the cable. */
  send: (frame: Uint8Array) => void = () => {};
  /** Every frame that came. */
  readonly frames: Buffer[] = [];
  private readonly guest: Buffer;
  private guestMac: Buffer = BROADCAST;
  private readonly waiting = new Map<bigint, (reply: LedgerReply) => void>();
  private nextTag = 1n;

  constructor(guestAddress: string) {
    this.guest = Buffer.from(guestAddress.split('.').map(Number));
  }

  /** A frame from the guest. */
  receive(frame: Buffer): void {
    this.frames.push(frame);
    const datagram = this.datagram(frame);
    if (datagram?.port !== GUEST.ledgerUdpPort) return;
    const reply = decodeLedgerReply(datagram.payload);
    this.waiting.get(reply.tag)?.(reply);
    this.waiting.delete(reply.tag);
  }

  sendArpRequest(): void {
    const body = [be16(1, 0x0800, 0x0604, 1), OWN_MAC, OWN_ADDRESS, Buffer.alloc(6), this.guest];
    this.send(ethernet(BROADCAST, 0x0806, Buffer.concat(body)));
  }

  /** The guest's MAC address, once it has answered; throws on an answer that is wrong. */
  arpReply(): Buffer | undefined {
    const frame = this.frames.find((one) => one.readUInt16BE(12) === 0x0806 && one.readUInt16BE(20) === 2);
    if (!frame) return undefined;
    const expected = Buffer.concat([
      be16(1, 0x0800, 0x0604, 2),
      frame.subarray(6, 12),
      this.guest,
      OWN_MAC,
      OWN_ADDRESS,
    ]);
    if (!frame.subarray(14, 42).equals(expected)) throw new Error(`a wrong ARP reply: ${frame.toString('hex')}`);
    this.guestMac = Buffer.from(frame.subarray(6, 12));
    return this.guestMac;
  }

  sendIp(protocol: number, payload: Uint8Array): void {
    const addresses = [OWN_ADDRESS, this.guest];
    const header = Buffer.concat([be16(0x4500, 20 + payload.length, 1, 0, (64 << 8) | protocol, 0), ...addresses]);
    this.send(ethernet(this.guestMac, 0x0800, Buffer.concat([patched(header, 10, checksum(header)), payload])));
  }

  /** An IP packet of the guest's to this station; throws where its header is wrong. */
  private ip(frame: Buffer): { readonly protocol: number; readonly payload: Buffer } | undefined {
    if (frame.readUInt16BE(12) !== 0x0800) return undefined;
    const header = frame.subarray(14, 34);
    if (checksum(header) !== 0) throw new Error(`a wrong IP checksum: ${frame.toString('hex')}`);
    if (!header.subarray(12, 16).equals(this.guest)) throw new Error('a wrong IP source');
    if (!header.subarray(16).equals(OWN_ADDRESS)) return undefined;
    return { protocol: header[9]!, payload: frame.subarray(34, 14 + header.readUInt16BE(2)) };
  }

  sendPing(sequence: number, data: Uint8Array): void {
    const packet = Buffer.concat([be16(0x0800, 0, 77, sequence), data]);
    this.sendIp(ICMP, patched(packet, 2, checksum(packet)));
  }

  /** The ICMP packets that came, as type, code and what follows the checksum. */
  icmp(): { readonly type: number; readonly code: number; readonly rest: Buffer }[] {
    return this.frames.flatMap((frame) => {
      const ip = this.ip(frame);
      if (ip?.protocol !== ICMP) return [];
      if (checksum(ip.payload) !== 0) throw new Error('a wrong ICMP checksum');
      return [{ type: ip.payload[0]!, code: ip.payload[1]!, rest: ip.payload.subarray(4) }];
    });
  }

  sendDatagram(port: number, payload: Uint8Array, { wrongChecksum = false } = {}): void {
    const packet = Buffer.concat([be16(OWN_PORT, port, 8 + payload.length, 0), payload]);
    const sum = checksum(OWN_ADDRESS, this.guest, be16(UDP, packet.length), packet) || 0xffff;
    this.sendIp(UDP, patched(packet, 6, wrongChecksum ? sum ^ 0x55 : sum));
  }

  private datagram(frame: Buffer): Datagram | undefined {
    const ip = this.ip(frame);
    if (ip?.protocol !== UDP) return undefined;
    const { payload } = ip;
    const pseudoHeader = [this.guest, OWN_ADDRESS, be16(UDP, payload.length)];
    if (payload.readUInt16BE(6) === 0 || checksum(...pseudoHeader, payload) !== 0)
      throw new Error('a wrong UDP checksum');
    if (payload.readUInt16BE(2) !== OWN_PORT) return undefined;
    return { port: payload.readUInt16BE(0), payload: payload.subarray(8) };
  }

  /** Asks the guest's ledger once. The promise stays open when the guest dies before it answers. */
  request(request: DistributiveOmit<LedgerRequest, 'tag'>): Promise<LedgerReply> {
    const tag = this.nextTag++;
    return new Promise((resolve) => {
      this.waiting.set(tag, resolve);
      this.sendDatagram(GUEST.ledgerUdpPort, encodeLedgerRequest({ ...request, tag }));
    });
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
