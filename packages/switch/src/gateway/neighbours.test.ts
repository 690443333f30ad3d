import { parseMacAddress } from '@microsphere/ethernet';
import { beforeEach, expect, it } from 'vitest';
import { MAX_NEIGHBOURS, MAX_UNRESOLVED_ADDRESSES, MAX_WAITING_PACKETS, Neighbours } from './neighbours.ts';
import { address, readFrame } from './testing.ts';

const ARP_RETRY_MS = 100;
const ARP_AGING_MS = 1_000;
const own = { macAddress: parseMacAddress('02:4d:0a:0a:00:01')!, address: address('10.10.0.1') };
const guest = { macAddress: parseMacAddress('00:50:56:9a:00:01')!, address: address('10.10.0.11') };
const other = { ...guest, macAddress: parseMacAddress('00:50:56:9a:00:02')! };
let neighbours: Neighbours;

beforeEach(() => {
  neighbours = new Neighbours({ own, arpRetryMs: ARP_RETRY_MS, arpAgingMs: ARP_AGING_MS });
});

const packet = (value: number) => new Uint8Array(20).fill(value);
const addressOf = (index: number) => (address('10.10.0.0') + index) as typeof own.address;

/** "arp 10.10.0.11" is a question; otherwise the destination and the first byte of the packet. */
function describeFrames(frames: Uint8Array[]): string[] {
  return frames.map((bytes) => {
    const { frame, arp } = readFrame(bytes);
    return arp ? `ask ${arp.target.address - address('10.10.0.0')}` : `${frame.destination % 256}: ${frame.payload[0]}`;
  });
}

it('asks once, and sends what waits when there is an answer', () => {
  expect(describeFrames(neighbours.send(guest.address, packet(1), 0))).toEqual(['ask 11']);
  expect(neighbours.send(guest.address, packet(2), 1)).toEqual([]);
  expect(describeFrames(neighbours.learn(guest, true, 2))).toEqual(['1: 1', '1: 2']);
  expect(describeFrames(neighbours.send(guest.address, packet(3), 3))).toEqual(['1: 3']);
  expect(neighbours.deadline).toBeUndefined();
});

it('asks three times, then the packets are lost', () => {
  neighbours.send(guest.address, packet(1), 0);
  neighbours.send(guest.address, packet(2), 50);
  const asked: number[] = [0];
  while (neighbours.deadline !== undefined) {
    const now = neighbours.deadline;
    expect(neighbours.tick(now - 1)).toEqual([]);
    if (neighbours.tick(now).length > 0) asked.push(now);
  }
  expect(asked).toEqual([0, ARP_RETRY_MS, 2 * ARP_RETRY_MS]);
  expect(neighbours.droppedPackets).toBe(2);
  expect(neighbours.learn(guest, false, 1_000)).toEqual([]);
});

it('asks anew while packets stay unanswered, and takes the answer of another adapter', () => {
  neighbours.learn(guest, true, 0);
  expect(describeFrames(neighbours.send(guest.address, packet(1), 10))).toEqual(['1: 1']);
  expect(describeFrames(neighbours.send(guest.address, packet(2), 10 + ARP_RETRY_MS))).toEqual(['1: 2', 'ask 11']);
  expect(describeFrames(neighbours.send(guest.address, packet(3), 11 + ARP_RETRY_MS))).toEqual(['1: 3']);
  expect(describeFrames(neighbours.send(guest.address, packet(4), 10 + 2 * ARP_RETRY_MS))).toEqual(['1: 4', 'ask 11']);
  neighbours.learn(other, true, 300);
  expect(describeFrames(neighbours.send(guest.address, packet(5), 301))).toEqual(['2: 5']);
});

it('does not ask while its packets are answered', () => {
  neighbours.learn(guest, true, 0);
  for (let now = 0; now < 5 * ARP_AGING_MS; now += ARP_RETRY_MS) {
    expect(describeFrames(neighbours.send(guest.address, packet(1), now))).toEqual(['1: 1']);
    neighbours.confirm(guest, now + 1);
  }
});

it('forgets what nothing confirms; a packet of another adapter does not', () => {
  neighbours.learn(guest, true, 0);
  neighbours.confirm(other, ARP_AGING_MS - 1);
  expect(describeFrames(neighbours.send(guest.address, packet(1), ARP_AGING_MS))).toEqual(['ask 11']);
});

it('learns by announcement only what it uses', () => {
  neighbours.learn(guest, false, 0);
  expect(describeFrames(neighbours.send(guest.address, packet(1), 0))).toEqual(['ask 11']);
  expect(describeFrames(neighbours.learn(guest, false, 1))).toEqual(['1: 1']);
  neighbours.learn(other, false, 2);
  expect(describeFrames(neighbours.send(guest.address, packet(2), 3))).toEqual(['2: 2']);
});

it('lets a limited number of packets wait for an address, the newest ones', () => {
  for (let index = 0; index <= MAX_WAITING_PACKETS; index += 1) neighbours.send(guest.address, packet(index), 0);
  const sent = describeFrames(neighbours.learn(guest, true, 1));
  expect(sent).toHaveLength(MAX_WAITING_PACKETS);
  expect(sent[0]).toBe('1: 1');
  expect(neighbours.droppedPackets).toBe(1);
});

it('asks for a limited number of addresses', () => {
  for (let index = 0; index < MAX_UNRESOLVED_ADDRESSES; index += 1)
    expect(neighbours.send(addressOf(index), packet(0), 0)).toHaveLength(1);
  expect(neighbours.send(addressOf(MAX_UNRESOLVED_ADDRESSES), packet(0), 0)).toEqual([]);
  expect(neighbours.droppedPackets).toBe(1);
});

it('knows a limited number of addresses, the newest ones', () => {
  for (let index = 0; index <= MAX_NEIGHBOURS; index += 1)
    neighbours.learn({ ...guest, address: addressOf(index) }, true, 0);
  expect(describeFrames(neighbours.send(addressOf(1), packet(0), 0))).toEqual(['1: 0']);
  expect(describeFrames(neighbours.send(addressOf(0), packet(0), 0))).toEqual(['ask 0']);
});
