// Somebody outside who pings a guest a thousand times a second, whether it answers or not, and knows when each answer came. It
// makes and reads Ethernet frames itself; the cable that carries them is somebody else's, so that guests of different hypervisors
// are asked in the same way.
import {
  ArpOperation,
  EtherType,
  encodeArp,
  encodeEthernetFrame,
  encodeIcmpEcho,
  encodeIpv4,
  IpProtocol,
  parseArp,
  parseEthernetFrame,
  parseIcmpEcho,
  parseIpv4,
  parseIpv4Address,
  parseMacAddress,
} from '../../packages/ethernet/dist/index.js';
import { eventually } from '../../packages/testkit/dist/index.js';

const INTERVAL_MS = 1;
const IDENTIFIER = 0x5050;
const OWN_MAC = parseMacAddress('02:50:56:00:00:fa');
const OWN_ADDRESS = parseIpv4Address('10.10.0.250');
const BROADCAST = parseMacAddress('ff:ff:ff:ff:ff:ff');
const NOTHING = new Uint8Array(0);

export class Prober {
  /** @param send - puts a frame on the guest's network */
  constructor(guestAddress, send) {
    this.guestAddress = parseIpv4Address(guestAddress);
    this.send = send;
    this.guestMac = undefined;
    /** Monotonic milliseconds at which each answer came, in order. */
    this.answeredAt = [];
    this.sent = 0;
    this.timer = undefined;
  }

  /** A frame from the guest's network. */
  receive(bytes) {
    const frame = parseEthernetFrame(bytes);
    if (frame?.etherType === EtherType.arp) {
      const arp = parseArp(frame.payload);
      if (arp?.operation === ArpOperation.reply && arp.sender.address === this.guestAddress)
        this.guestMac = arp.sender.macAddress;
      return;
    }
    if (frame?.etherType !== EtherType.ipv4) return;
    const packet = parseIpv4(frame.payload);
    if (packet?.protocol !== IpProtocol.icmp || packet.destination !== OWN_ADDRESS) return;
    const echo = parseIcmpEcho(packet.payload);
    if (echo?.kind === 'reply' && echo.identifier === IDENTIFIER) this.answeredAt.push(performance.now());
  }

  /** Asks for the guest's address until it says it, and pings from then on. */
  async start() {
    const sender = { macAddress: OWN_MAC, address: OWN_ADDRESS };
    const target = { macAddress: BROADCAST, address: this.guestAddress };
    const payload = encodeArp({ operation: ArpOperation.request, sender, target });
    await eventually('the guest to say its MAC address', () => {
      this.send(encodeEthernetFrame({ destination: BROADCAST, source: OWN_MAC, etherType: EtherType.arp, payload }));
      return this.guestMac;
    });
    const startedAt = performance.now();
    this.timer = setInterval(() => {
      // A timer that comes late sends what it has missed.
      const due = (performance.now() - startedAt) / INTERVAL_MS;
      for (; this.sent < due; this.sent += 1) this.ping();
    }, INTERVAL_MS);
    await eventually('an answer to a ping', () => this.answeredAt.length > 0);
  }

  ping() {
    const echo = { kind: 'request', identifier: IDENTIFIER, sequence: this.sent & 0xffff, data: NOTHING };
    const payload = encodeIpv4({
      source: OWN_ADDRESS,
      destination: this.guestAddress,
      protocol: IpProtocol.icmp,
      payload: encodeIcmpEcho(echo),
    });
    const destination = this.guestMac;
    this.send(encodeEthernetFrame({ destination, source: OWN_MAC, etherType: EtherType.ipv4, payload }));
  }

  /** Resolves when it has had an answer that came after `time`, and some more. */
  async answeredAfter(time, count = 50) {
    await eventually('answers', () => this.answeredAt.length >= count && this.answeredAt.at(-count) > time, 60_000);
  }

  /** The longest time between two answers that reaches into the span, in milliseconds. */
  longestGap(from, to) {
    let longest = 0;
    for (let index = 1; index < this.answeredAt.length; index += 1) {
      const [before, after] = [this.answeredAt[index - 1], this.answeredAt[index]];
      if (after >= from && before <= to) longest = Math.max(longest, after - before);
    }
    return longest;
  }

  stop() {
    clearInterval(this.timer);
  }
}
