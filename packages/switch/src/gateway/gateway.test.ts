import { BROADCAST, formatMacAddress, MAX_UDP_PAYLOAD_BYTES } from '@microsphere/ethernet';
import { beforeEach, describe, expect, it } from 'vitest';
import { Gateway, type GatewayEffect, MAX_PINGS } from './gateway.ts';
import { address, readFrame, TestGuest } from './testing.ts';

const network = { address: address('10.10.0.1'), prefix: 24 };
const guest = new TestGuest('00:50:56:9a:00:01', '10.10.0.11');
const service = { address: guest.party.address, port: 7000 };
const client = { address: '127.0.0.1', port: 40_000 };
let gateway: Gateway;
let own: { macAddress: Gateway['macAddress']; address: typeof network.address };

beforeEach(() => {
  gateway = new Gateway({ network, arpRetryMs: 100, arpAgingMs: 1_000, natIdleMs: 5_000 });
  own = { macAddress: gateway.macAddress, address: network.address };
});

/** What the frames among the effects say. */
function transmitted(effects: readonly GatewayEffect[]) {
  return effects.flatMap((effect) => (effect.kind === 'transmit' ? [readFrame(effect.frame)] : []));
}

/** The guest has told the gateway who it is. */
function introduce(now = 0): void {
  gateway.receive(guest.arpReply(own), now);
}

describe('ARP', () => {
  it('tells guests its MAC address, which follows from its address', () => {
    expect(formatMacAddress(gateway.macAddress)).toBe('02:4d:0a:0a:00:01');
    const [reply] = transmitted(gateway.receive(guest.arpRequest(network.address), 0));
    expect(reply?.frame.destination).toBe(guest.party.macAddress);
    expect(reply?.arp).toMatchObject({ operation: 2, sender: own, target: guest.party });
  });

  it('is silent about other addresses', () => {
    expect(gateway.receive(guest.arpRequest(address('10.10.0.12')), 0)).toEqual([]);
  });

  it('does not answer somebody who claims to be the gateway, or nobody', () => {
    for (const claimed of ['10.10.0.1', '0.0.0.0', '10.10.0.255', '192.168.0.1'])
      expect(gateway.receive(new TestGuest('00:50:56:9a:00:09', claimed).arpRequest(network.address), 0)).toEqual([]);
  });
});

describe('frames that are none of its business', () => {
  const stranger = { ...guest.party, address: address('10.10.0.12') };
  it.each([
    ['too short', () => new Uint8Array(10)],
    ['for another adapter', () => guest.echo('request', stranger, 1)],
    ['for another address', () => guest.echo('request', { ...own, address: address('10.10.0.12') }, 1)],
    ['UDP to a port of no client', () => guest.datagram(own, 7000, 49_152, new Uint8Array(1))],
    ['an echo reply that it did not ask for', () => guest.echo('reply', own, 1, 0x6d73)],
  ])('are ignored: %s', (_what, frame) => {
    introduce();
    expect(gateway.receive(frame(), 0)).toEqual([]);
  });

  it('are ignored when any of their bits is wrong or missing', () => {
    introduce();
    const frame = guest.echo('request', own, 1);
    for (let length = 0; length < frame.length; length += 1)
      expect(gateway.receive(frame.subarray(0, length), 0)).toEqual([]);
    // All but the source address of the frame and bits that nobody checks are covered by a checksum or compared.
    for (let bit = 14 * 8; bit < frame.length * 8; bit += 1) {
      const damaged = Uint8Array.from(frame);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect(gateway.receive(damaged, 0), `bit ${bit}`).toEqual([]);
    }
  });
});

describe('ping', () => {
  it('answers a guest', () => {
    introduce();
    const [reply] = transmitted(gateway.receive(guest.echo('request', own, 7, 0x1234), 0));
    expect(reply?.frame.destination).toBe(guest.party.macAddress);
    expect(reply?.packet).toMatchObject({ source: network.address, destination: guest.party.address });
    expect(reply?.echo).toMatchObject({ kind: 'reply', identifier: 0x1234, sequence: 7, data: Buffer.from('echo') });
  });

  it('asks who the guest is, then for an echo, and measures from the beginning', () => {
    const { sequence, effects } = gateway.ping({ address: guest.party.address, timeoutMs: 1_000 }, 10)!;
    const [question] = transmitted(effects);
    expect(question?.frame.destination).toBe(BROADCAST);
    expect(question?.arp).toMatchObject({ operation: 1, target: { address: guest.party.address } });
    const [request] = transmitted(gateway.receive(guest.arpReply(own), 20));
    expect(request?.echo).toMatchObject({ kind: 'request', sequence });
    const { identifier } = request!.echo!;
    expect(gateway.receive(guest.echo('reply', own, sequence, identifier), 25)).toEqual([
      { kind: 'pingEnded', sequence, rttMs: 15 },
    ]);
    expect(gateway.deadline).toBeUndefined();
  });

  it('tells concurrent pings apart, and replies of others', () => {
    introduce();
    const other = new TestGuest('00:50:56:9a:00:02', '10.10.0.12');
    gateway.receive(other.arpReply(own), 0);
    const first = gateway.ping({ address: guest.party.address, timeoutMs: 1_000 }, 0)!;
    const second = gateway.ping({ address: other.party.address, timeoutMs: 1_000 }, 5)!;
    const { identifier } = transmitted(first.effects)[0]!.echo!;
    expect(gateway.receive(other.echo('reply', own, first.sequence, identifier), 10)).toEqual([]);
    expect(gateway.receive(guest.echo('reply', own, first.sequence, identifier + 1), 10)).toEqual([]);
    expect(gateway.receive(other.echo('reply', own, second.sequence, identifier), 12)).toEqual([
      { kind: 'pingEnded', sequence: second.sequence, rttMs: 7 },
    ]);
    expect(gateway.receive(guest.echo('reply', own, first.sequence, identifier), 13)).toEqual([
      { kind: 'pingEnded', sequence: first.sequence, rttMs: 13 },
    ]);
  });

  it('ends without an answer in time', () => {
    const { sequence } = gateway.ping({ address: guest.party.address, timeoutMs: 50 }, 0)!;
    expect(gateway.deadline).toBe(50);
    expect(gateway.tick(49)).toEqual([]);
    expect(gateway.tick(50)).toEqual([{ kind: 'pingEnded', sequence, rttMs: undefined }]);
  });

  it('has a limited number under way', () => {
    for (let index = 0; index < MAX_PINGS; index += 1)
      expect(gateway.ping({ address: guest.party.address, timeoutMs: 10 }, 0)).toBeDefined();
    expect(gateway.ping({ address: guest.party.address, timeoutMs: 10 }, 0)).toBeUndefined();
    expect(gateway.tick(10)).toHaveLength(MAX_PINGS);
    expect(gateway.ping({ address: guest.party.address, timeoutMs: 10 }, 10)).toBeDefined();
  });
});

describe('published services', () => {
  const question = Buffer.from('append');
  const answer = Buffer.from('done');

  it('passes datagrams on to the guest, and its answers back to the client', () => {
    introduce();
    const [datagram] = transmitted(gateway.datagram(service, client, question, 0));
    expect(datagram?.packet).toMatchObject({ source: network.address, destination: service.address });
    expect(datagram?.udp).toMatchObject({ destinationPort: service.port, payload: question });
    const reply = guest.datagram(own, service.port, datagram!.udp!.sourcePort, answer);
    expect(gateway.receive(reply, 1)).toEqual([{ kind: 'deliver', service, client, payload: answer }]);
  });

  it('finds the guest again that came back with another adapter', () => {
    introduce();
    gateway.datagram(service, client, question, 0);
    const [lost, asked] = transmitted(gateway.datagram(service, client, question, 100));
    expect(lost?.frame.destination).toBe(guest.party.macAddress);
    expect(asked?.arp).toMatchObject({ operation: 1, target: { address: service.address } });
    const restarted = new TestGuest('00:50:56:9a:00:07', '10.10.0.11');
    gateway.receive(restarted.arpReply(own), 150);
    const [found] = transmitted(gateway.datagram(service, client, question, 200));
    expect(found?.frame.destination).toBe(restarted.party.macAddress);
  });

  it('keeps asking for a guest that is down, and sends what waits when it is back', () => {
    gateway.datagram(service, client, question, 0);
    const { deadline } = gateway;
    expect(transmitted(gateway.tick(deadline!))[0]?.arp).toMatchObject({ target: { address: service.address } });
    const [datagram] = transmitted(gateway.receive(guest.arpRequest(service.address), 150));
    expect(datagram?.udp?.payload).toEqual(question);
  });

  it('does not fragment', () => {
    introduce();
    expect(gateway.datagram(service, client, Buffer.alloc(MAX_UDP_PAYLOAD_BYTES), 0)).toHaveLength(1);
    expect(gateway.datagram(service, client, Buffer.alloc(MAX_UDP_PAYLOAD_BYTES + 1), 0)).toEqual([]);
    expect(gateway.statistics).toEqual({ oversizedDatagrams: 1, unresolvedPackets: 0, natMappings: 1 });
  });

  it('lets no answer out when it is published no longer', () => {
    introduce();
    const { sourcePort } = transmitted(gateway.datagram(service, client, question, 0))[0]!.udp!;
    gateway.unpublish(service);
    expect(gateway.receive(guest.datagram(own, service.port, sourcePort, answer), 1)).toEqual([]);
  });
});
