import { beforeEach, expect, it } from 'vitest';
import { formatService, MAX_NAT_MAPPINGS, NatTable } from './nat.ts';
import { address } from './testing.ts';

const NAT_IDLE_MS = 1_000;
const web = { address: address('10.10.0.11'), port: 7000 };
const database = { address: address('10.10.0.12'), port: 7000 };
let nat: NatTable;

beforeEach(() => {
  nat = new NatTable({ natIdleMs: NAT_IDLE_MS });
});

const client = (port: number) => ({ address: '127.0.0.1', port });

it('gives every client of every service a port of its own, and the same one again', () => {
  const ports = [
    nat.outbound(web, client(1), 0),
    nat.outbound(web, client(2), 0),
    nat.outbound(database, client(1), 0),
    nat.outbound(web, { address: '127.0.0.2', port: 1 }, 0),
  ].map(({ gatewayPort }) => gatewayPort);
  expect(new Set(ports).size).toBe(4);
  expect(nat.outbound(web, client(1), 1).gatewayPort).toBe(ports[0]);
  expect(nat.inbound(ports[1]!, web, 1)).toMatchObject({ service: web, client: client(2) });
});

it('lets in only answers of the service that was asked', () => {
  const { gatewayPort } = nat.outbound(web, client(1), 0);
  expect(nat.inbound(gatewayPort, database, 0)).toBeUndefined();
  expect(nat.inbound(gatewayPort, { ...web, port: 7001 }, 0)).toBeUndefined();
  expect(nat.inbound(gatewayPort + 1, web, 0)).toBeUndefined();
});

it('ends a mapping that nobody uses; answers are use', () => {
  const { gatewayPort } = nat.outbound(web, client(1), 0);
  expect(nat.inbound(gatewayPort, web, NAT_IDLE_MS - 1)).toBeDefined();
  expect(nat.inbound(gatewayPort, web, 2 * NAT_IDLE_MS - 2)).toBeDefined();
  expect(nat.inbound(gatewayPort, web, 3 * NAT_IDLE_MS - 2)).toBeUndefined();
  expect(nat.size).toBe(0);
  // A late answer to the old port must not reach whoever comes next.
  expect(nat.outbound(web, client(2), 3 * NAT_IDLE_MS).gatewayPort).not.toBe(gatewayPort);
});

it('has a limited number of mappings: the one that is unused for the longest time makes room', () => {
  const first = nat.outbound(web, client(0), 0);
  const second = nat.outbound(web, client(1), 0);
  for (let port = 2; port < MAX_NAT_MAPPINGS; port += 1) nat.outbound(web, client(port), 1);
  nat.outbound(web, client(0), 2);
  nat.outbound(web, client(60_000), 3);
  expect(nat.size).toBe(MAX_NAT_MAPPINGS);
  expect(nat.inbound(first.gatewayPort, web, 4)).toBeDefined();
  expect(nat.inbound(second.gatewayPort, web, 4)).toBeUndefined();
});

it('finds a free port when it has used all of them once', () => {
  const kept = nat.outbound(web, client(0), 0);
  const used = new Set<number>();
  for (let round = 0; round < 20_000; round += 1) {
    nat.outbound(web, client(0), round);
    used.add(nat.outbound(web, client(1 + round), round).gatewayPort);
  }
  expect(nat.inbound(kept.gatewayPort, web, 20_000)).toMatchObject({ client: client(0) });
  expect(used.has(kept.gatewayPort)).toBe(false);
});

it('ends the mappings of a service that is published no longer', () => {
  const ended = nat.outbound(web, client(1), 0);
  const kept = nat.outbound(database, client(1), 0);
  nat.remove(web);
  expect(nat.inbound(ended.gatewayPort, web, 0)).toBeUndefined();
  expect(nat.inbound(kept.gatewayPort, database, 0)).toBeDefined();
});

it('names a service', () => expect(formatService(web)).toBe('10.10.0.11:7000'));
