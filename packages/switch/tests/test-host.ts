// A host as the switch sees it: an uplink, a virtual switch, and guests that answer ARP, pings and datagrams.
import {
  type ArpParty,
  EtherType,
  encodeArp,
  encodeEthernetFrame,
  encodeIcmpEcho,
  encodeIpv4,
  encodeUdp,
  IpProtocol,
  parseMacAddress,
  Uplink,
  type VirtualPort,
  VirtualSwitch,
} from '@microsphere/ethernet';
import { eventually } from '@microsphere/testkit';
import { address, readFrame } from '../src/gateway/testing.ts';

const started = new Set<TestHost>();

/** Ends the uplinks of every host that is left; for `afterEach`. */
export function stopHosts(): void {
  for (const host of started) host.close();
  started.clear();
}

export class TestHost {
  readonly uplink: Uplink;
  private readonly vswitch = new VirtualSwitch((frame) => this.uplink.send(frame));

  /** A host with its uplink up. */
  static async connect(switchUrl: string, hostName: string): Promise<TestHost> {
    const host = new TestHost(switchUrl, hostName);
    await eventually(`the uplink of ${hostName}`, () => host.uplink.up);
    return host;
  }

  private constructor(switchUrl: string, hostName: string) {
    this.uplink = new Uplink({
      switchUrl,
      hostName,
      reconnectDelayMs: 100,
      receive: (frame) => this.vswitch.fromUplink(frame),
      onLinkState: (state) => state === 'up' && this.vswitch.announce(),
    });
    started.add(this);
  }

  /** Powers a guest on: its UDP services answer with what they are sent, and whatever says who it is. */
  powerOn(macAddress: string, ipAddress: string): EchoGuest {
    return new EchoGuest(this.vswitch, macAddress, ipAddress);
  }

  close(): void {
    this.uplink.close();
  }
}

export class EchoGuest {
  /** All frames that came in. */
  readonly received: Uint8Array[] = [];
  private readonly party: ArpParty;
  private readonly port: VirtualPort;

  constructor(vswitch: VirtualSwitch, macAddress: string, ipAddress: string) {
    const parsed = parseMacAddress(macAddress);
    if (parsed === undefined) throw new RangeError(`not a MAC address: ${macAddress}`);
    this.party = { macAddress: parsed, address: address(ipAddress) };
    this.port = vswitch.connect({ macAddress: parsed, receive: (frame) => this.receive(frame) });
  }

  powerOff(): void {
    this.port.disconnect();
  }

  /** Sends a frame that no protocol knows. */
  send(destination: string, payload: string): void {
    const to = parseMacAddress(destination);
    if (to === undefined) throw new RangeError(`not a MAC address: ${destination}`);
    this.transmit(to, 0x88b5, Buffer.from(payload));
  }

  /** Payloads of the frames of `send` that came in. */
  get messages(): string[] {
    return this.received
      .map((bytes) => readFrame(bytes).frame)
      .filter(({ etherType }) => etherType === 0x88b5)
      .map(({ payload }) => Buffer.from(payload).toString());
  }

  private receive(bytes: Uint8Array): void {
    this.received.push(Buffer.from(bytes));
    const { frame, arp, packet, echo, udp } = readFrame(bytes);
    if (arp?.operation === 1 && arp.target.address === this.party.address)
      this.transmit(frame.source, EtherType.arp, encodeArp({ operation: 2, sender: this.party, target: arp.sender }));
    if (packet?.destination !== this.party.address) return;
    const addresses = { source: packet.destination, destination: packet.source };
    if (echo?.kind === 'request')
      this.transmit(
        frame.source,
        EtherType.ipv4,
        encodeIpv4({ ...addresses, protocol: IpProtocol.icmp, payload: encodeIcmpEcho({ ...echo, kind: 'reply' }) }),
      );
    if (udp) {
      const { sourcePort, destinationPort, payload } = udp;
      const reply = { sourcePort: destinationPort, destinationPort: sourcePort, payload };
      this.transmit(
        frame.source,
        EtherType.ipv4,
        encodeIpv4({ ...addresses, protocol: IpProtocol.udp, payload: encodeUdp(reply, addresses) }),
      );
    }
  }

  private transmit(destination: ArpParty['macAddress'], etherType: number, payload: Uint8Array): void {
    this.port.send(encodeEthernetFrame({ destination, source: this.party.macAddress, etherType, payload }));
  }
}
