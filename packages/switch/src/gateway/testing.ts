// A guest for tests of the gateway, as far as frames show one: an adapter, an address, and what it says.
import {
  ArpOperation,
  type ArpParty,
  BROADCAST,
  EtherType,
  encodeArp,
  encodeEthernetFrame,
  encodeIcmpEcho,
  encodeIpv4,
  encodeUdp,
  IpProtocol,
  type Ipv4Address,
  parseArp,
  parseEthernetFrame,
  parseIcmpEcho,
  parseIpv4,
  parseIpv4Address,
  parseMacAddress,
  parseUdp,
} from '@microsphere/ethernet';

export function address(text: string): Ipv4Address {
  const parsed = parseIpv4Address(text);
  if (parsed === undefined) throw new RangeError(`not an IPv4 address: ${text}`);
  return parsed;
}

export class TestGuest {
  readonly party: ArpParty;

  constructor(macAddress: string, ipAddress: string) {
    const parsed = parseMacAddress(macAddress);
    if (parsed === undefined) throw new RangeError(`not a MAC address: ${macAddress}`);
    this.party = { macAddress: parsed, address: address(ipAddress) };
  }

  /** "Who has `target`?", to everybody. */
  arpRequest(target: Ipv4Address): Uint8Array {
    return this.arp(ArpOperation.request, { macAddress: BROADCAST, address: target });
  }

  /** "I have my address", to `target`. */
  arpReply(target: ArpParty): Uint8Array {
    return this.arp(ArpOperation.reply, target);
  }

  echo(kind: 'request' | 'reply', target: ArpParty, sequence: number, identifier = 1): Uint8Array {
    return this.packet(
      target,
      IpProtocol.icmp,
      encodeIcmpEcho({ kind, identifier, sequence, data: Buffer.from('echo') }),
    );
  }

  datagram(target: ArpParty, sourcePort: number, destinationPort: number, payload: Uint8Array): Uint8Array {
    const addresses = { source: this.party.address, destination: target.address };
    return this.packet(target, IpProtocol.udp, encodeUdp({ sourcePort, destinationPort, payload }, addresses));
  }

  private arp(operation: number, target: ArpParty): Uint8Array {
    const payload = encodeArp({ operation, sender: this.party, target });
    const source = this.party.macAddress;
    return encodeEthernetFrame({ destination: target.macAddress, source, etherType: EtherType.arp, payload });
  }

  private packet(target: ArpParty, protocol: number, payload: Uint8Array): Uint8Array {
    const packet = encodeIpv4({ source: this.party.address, destination: target.address, protocol, payload });
    const [destination, source] = [target.macAddress, this.party.macAddress];
    return encodeEthernetFrame({ destination, source, etherType: EtherType.ipv4, payload: packet });
  }
}

/** What a frame says, as far as guests and gateway speak. */
export function readFrame(bytes: Uint8Array) {
  const frame = parseEthernetFrame(bytes);
  if (frame === undefined) throw new RangeError('no Ethernet frame');
  const arp = frame.etherType === EtherType.arp ? parseArp(frame.payload) : undefined;
  const packet = frame.etherType === EtherType.ipv4 ? parseIpv4(frame.payload) : undefined;
  const echo = packet?.protocol === IpProtocol.icmp ? parseIcmpEcho(packet.payload) : undefined;
  const udp = packet?.protocol === IpProtocol.udp ? parseUdp(packet.payload, packet) : undefined;
  return { frame, arp, packet, echo, udp };
}
