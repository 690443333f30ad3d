// Every format against bytes from its specification or from other implementations, against itself, and against damage.
import { describe, expect, it } from 'vitest';
import {
  ArpOperation,
  BROADCAST,
  EtherType,
  encodeAnnouncement,
  encodeArp,
  encodeEthernetFrame,
  encodeIcmpEcho,
  encodeIpv4,
  encodeUdp,
  foldChecksum,
  IpProtocol,
  internetChecksum,
  MAX_ETHERNET_FRAME_BYTES,
  MAX_IPV4_PAYLOAD_BYTES,
  MAX_UDP_PAYLOAD_BYTES,
  parseArp,
  parseEthernetFrame,
  parseIcmpEcho,
  parseIpv4,
  parseIpv4Address,
  parseMacAddress,
  parseUdp,
  sumWords,
} from './index.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const guest = { macAddress: parseMacAddress('00:50:56:9a:00:01')!, address: parseIpv4Address('10.10.0.11')! };
const gateway = { macAddress: parseMacAddress('02:4d:0a:0a:00:01')!, address: parseIpv4Address('10.10.0.1')! };
const addresses = { source: guest.address, destination: gateway.address };

describe('checksum', () => {
  it('is that of the example of RFC 1071', () => {
    const example = hex('0001 f203 f4f5 f6f7');
    expect(sumWords(example)).toBe(0x2ddf0);
    expect(foldChecksum(0x2ddf0)).toBe(~0xddf2 & 0xffff);
  });

  it('takes an odd last byte as the upper half of a word', () => {
    expect(internetChecksum(hex('0001f2'))).toBe(internetChecksum(hex('0001f200')));
  });
});

describe('Ethernet', () => {
  const frame = { destination: BROADCAST, source: guest.macAddress, etherType: EtherType.arp, payload: hex('0102') };

  it('is destination, source, type, payload', () => {
    const bytes = encodeEthernetFrame(frame);
    expect(bytes.toString('hex')).toBe('ffffffffffff' + '0050569a0001' + '0806' + '0102');
    expect(parseEthernetFrame(bytes)).toEqual(frame);
  });

  it.each([0, 13, MAX_ETHERNET_FRAME_BYTES + 1])('is not %i bytes long', (length) => {
    expect(parseEthernetFrame(Buffer.alloc(length))).toBeUndefined();
  });

  it('refuses to send more than the MTU', () => {
    expect(() => encodeEthernetFrame({ ...frame, payload: Buffer.alloc(1501) })).toThrow(/1501 bytes, at most 1500/);
  });
});

describe('ARP', () => {
  const request = { operation: ArpOperation.request, sender: gateway, target: { ...guest, macAddress: BROADCAST } };
  const bytes = encodeArp(request);

  it('asks as RFC 826 says', () => {
    expect(bytes.toString('hex')).toBe(
      '00010800' + '0604' + '0001' + '024d0a0a0001' + '0a0a0001' + 'ffffffffffff0a0a000b',
    );
    expect(parseArp(bytes)).toEqual(request);
    // Frames are padded to 60 bytes by real adapters.
    expect(parseArp(Buffer.concat([bytes, Buffer.alloc(18)]))).toEqual(request);
  });

  it.each([
    ['hardware', 1],
    ['protocol', 2],
    ['hardware address length', 4],
    ['protocol address length', 5],
  ])('is about Ethernet and IPv4 only: other %s', (_what, offset) => {
    const other = Buffer.from(bytes);
    other[offset]! ^= 0x10;
    expect(parseArp(other)).toBeUndefined();
  });

  it('announces a MAC address with a broadcast RARP request', () => {
    const frame = parseEthernetFrame(encodeAnnouncement(guest.macAddress))!;
    expect(frame).toMatchObject({ destination: BROADCAST, source: guest.macAddress, etherType: EtherType.rarp });
    const party = { macAddress: guest.macAddress, address: 0 };
    expect(parseArp(frame.payload)).toEqual({ operation: ArpOperation.reverseRequest, sender: party, target: party });
  });
});

describe('IPv4', () => {
  // The packet of the Wikipedia article "Internet checksum".
  const example = Buffer.concat([hex('4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7'), Buffer.alloc(95, 1)]);
  const packet = {
    source: parseIpv4Address('192.168.0.1')!,
    destination: parseIpv4Address('192.168.0.199')!,
    protocol: IpProtocol.udp,
    timeToLive: 64,
    fragment: false,
    payload: Buffer.alloc(95, 1),
  };

  it('reads and writes a packet of another implementation', () => {
    expect(parseIpv4(example)).toEqual(packet);
    expect(encodeIpv4(packet)).toEqual(example);
  });

  it('does without the padding of the frame, and without options', () => {
    expect(parseIpv4(Buffer.concat([example, Buffer.alloc(7)]))).toEqual(packet);
    const options = hex('4600 0018 0000 4000 4001 0000 c0a8 0001 c0a8 00c7 01010101');
    options.writeUInt16BE(internetChecksum(options), 10);
    expect(parseIpv4(options)).toMatchObject({ protocol: IpProtocol.icmp, payload: Buffer.alloc(0) });
  });

  it.each([
    ['the first fragment', 0x2000],
    ['a later fragment', 0x0010],
  ])('tells %s', (_what, flags) => {
    const fragment = Buffer.from(example);
    fragment.writeUInt16BE(flags, 6);
    fragment.writeUInt16BE(0, 10);
    fragment.writeUInt16BE(internetChecksum(fragment.subarray(0, 20)), 10);
    expect(parseIpv4(fragment)).toMatchObject({ fragment: true });
  });

  it.each([
    ['version 6', 0, 0x65],
    ['a header of 16 bytes', 0, 0x44],
    ['a header beyond the end', 0, 0x4f],
    ['more bytes than there are', 2, 0x7f],
    ['a damaged byte', 15, 0x02],
  ])('refuses %s', (_what, offset, value) => {
    const bad = Buffer.from(example);
    bad[offset] = value;
    expect(parseIpv4(bad)).toBeUndefined();
  });

  it('refuses to send more than fits a frame', () => {
    expect(() => encodeIpv4({ ...packet, payload: Buffer.alloc(MAX_IPV4_PAYLOAD_BYTES + 1) })).toThrow(/1481 bytes/);
  });
});

describe('ICMP echo', () => {
  const echo = { kind: 'request', identifier: 0x1234, sequence: 7, data: hex('616263') } as const;

  it('reads and writes a request and its reply', () => {
    expect(encodeIcmpEcho(echo).toString('hex')).toBe('0800216212340007616263');
    expect(parseIcmpEcho(encodeIcmpEcho(echo))).toEqual(echo);
    expect(parseIcmpEcho(encodeIcmpEcho({ ...echo, kind: 'reply' }))).toEqual({ ...echo, kind: 'reply' });
  });

  it('is no other message', () => {
    const unreachable = encodeIcmpEcho(echo);
    unreachable[0] = 3;
    unreachable.writeUInt16BE(0, 2);
    unreachable.writeUInt16BE(internetChecksum(unreachable), 2);
    expect(parseIcmpEcho(unreachable)).toBeUndefined();
  });
});

describe('UDP', () => {
  const datagram = { sourcePort: 7000, destinationPort: 50_000, payload: hex('010203') };
  const bytes = encodeUdp(datagram, addresses);

  it('reads what it writes, with and without a checksum', () => {
    expect(bytes.subarray(0, 6).toString('hex')).toBe('1b58c350000b');
    expect(parseUdp(bytes, addresses)).toEqual(datagram);
    const without = Buffer.from(bytes);
    without.writeUInt16BE(0, 6);
    expect(parseUdp(without, addresses)).toEqual(datagram);
  });

  it('has a checksum over the addresses', () => {
    expect(parseUdp(bytes, { ...addresses, source: parseIpv4Address('10.10.0.12')! })).toBeUndefined();
  });

  it('sends a sum of zero as ffff', () => {
    // The payload that makes the sum of everything else complete.
    const zero = encodeUdp({ ...datagram, payload: hex('0000') }, addresses);
    const payload = zero.subarray(6, 8);
    const complete = encodeUdp({ ...datagram, payload }, addresses);
    expect(complete.readUInt16BE(6)).toBe(0xffff);
    expect(parseUdp(complete, addresses)?.payload).toEqual(payload);
  });

  it('refuses a length that is wrong', () => {
    for (const length of [7, 12]) {
      const bad = Buffer.from(bytes);
      bad.writeUInt16BE(length, 4);
      expect(parseUdp(bad, addresses)).toBeUndefined();
    }
    expect(() => encodeUdp({ ...datagram, payload: Buffer.alloc(MAX_UDP_PAYLOAD_BYTES + 1) }, addresses)).toThrow(
      /1473 bytes, at most 1472/,
    );
  });
});

describe('damage', () => {
  it.each([
    ['ARP', encodeArp({ operation: 1, sender: guest, target: gateway }), parseArp, false],
    ['IPv4', encodeIpv4({ ...addresses, protocol: 17, payload: Buffer.alloc(0) }), parseIpv4, true],
    [
      'ICMP echo',
      encodeIcmpEcho({ kind: 'request', identifier: 1, sequence: 2, data: hex('aabbcc') }),
      parseIcmpEcho,
      true,
    ],
    [
      'UDP',
      encodeUdp({ sourcePort: 1, destinationPort: 2, payload: hex('aabbcc') }, addresses),
      (bytes: Uint8Array) => parseUdp(bytes, addresses),
      true,
    ],
  ] as const)('%s: a cut or a changed bit is noticed and never thrown', (_name, bytes, parse, checked) => {
    for (let length = 0; length < bytes.length; length += 1)
      expect(parse(bytes.subarray(0, length)), `${length} bytes`).toBeUndefined();
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      if (checked) expect(parse(damaged), `bit ${bit}`).toBeUndefined();
      else expect(() => parse(damaged)).not.toThrow();
    }
  });
});
