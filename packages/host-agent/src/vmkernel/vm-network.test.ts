import type { AddressInfo } from 'node:net';
import {
  BROADCAST,
  decodeFrameBatch,
  encodeAnnouncement,
  encodeEthernetFrame,
  parseMacAddress,
} from '@microsphere/ethernet';
import { eventually } from '@microsphere/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { VmNetwork } from './vm-network.ts';

const WEB = '00:50:56:9a:00:01';
const DATABASE = '00:50:56:9a:00:02';
const web = parseMacAddress(WEB)!;
const database = parseMacAddress(DATABASE)!;
let physicalSwitch: WebSocketServer;
let arrived: Buffer[];
let network: VmNetwork;

beforeEach(async () => {
  arrived = [];
  physicalSwitch = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  physicalSwitch.on('connection', (socket) =>
    socket.on('message', (message) => arrived.push(...decodeFrameBatch(message as Buffer).map(Buffer.from))),
  );
  await new Promise((resolve) => physicalSwitch.once('listening', resolve));
  network = new VmNetwork({
    hostName: 'esx01',
    switchUrl: `ws://127.0.0.1:${(physicalSwitch.address() as AddressInfo).port}/uplink`,
    reconnectDelayMs: 100,
    log: { debug: () => {}, info: () => {}, warn: () => {} },
  });
});

afterEach(async () => {
  network.close();
  for (const socket of physicalSwitch.clients) socket.terminate();
  await new Promise((resolve) => physicalSwitch.close(resolve));
});

it('tells the physical switch where adapters are, also those that came before the uplink was up', async () => {
  network.connect({ macAddress: WEB, network: 'VM Network', receive: () => {} });
  await eventually('an announcement', () => arrived.length === 1);
  for (const socket of physicalSwitch.clients) socket.terminate();
  await eventually('an announcement on the new link', () => arrived.length === 2);
  expect(arrived).toEqual([encodeAnnouncement(web), encodeAnnouncement(web)]);
});

it('keeps frames between its own VMs to itself', async () => {
  const received: Uint8Array[] = [];
  const port = network.connect({ macAddress: WEB, network: 'VM Network', receive: () => {} });
  network.connect({ macAddress: DATABASE, network: 'Production', receive: (frame) => received.push(frame) });
  await eventually('both announcements', () => arrived.length === 2);
  const local = encodeEthernetFrame({
    destination: database,
    source: web,
    etherType: 0x88b5,
    payload: Buffer.from('a'),
  });
  const all = encodeEthernetFrame({
    destination: BROADCAST,
    source: web,
    etherType: 0x88b5,
    payload: Buffer.from('b'),
  });
  port.send(local);
  port.send(all);
  await eventually('the broadcast', () => arrived.length === 3);
  expect(arrived[2]).toEqual(all);
  expect(received).toEqual([local, all]);
});

it('refuses an adapter without a MAC address', () => {
  const adapter = { macAddress: '00:50:56', network: 'VM Network', receive: () => {} };
  expect(() => network.connect(adapter)).toThrow('not a MAC address: "00:50:56"');
});
