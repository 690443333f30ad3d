import { beforeEach, expect, it } from 'vitest';
import {
  BROADCAST,
  Bridge,
  encodeAnnouncement,
  encodeEthernetFrame,
  MAX_MAC_TABLE_ENTRIES,
  type MacAddress,
  parseMacAddress,
} from './index.ts';

const MAC_AGING_MS = 1_000;
const web = parseMacAddress('00:50:56:9a:00:01')!;
const database = parseMacAddress('00:50:56:9a:00:02')!;
let bridge: Bridge;

beforeEach(() => {
  bridge = new Bridge({ macAgingMs: MAC_AGING_MS });
  for (const port of ['esx01', 'esx02', 'esx03']) bridge.addPort(port);
});

function frame(source: MacAddress, destination: MacAddress): Uint8Array {
  return encodeEthernetFrame({ source, destination, etherType: 0x88b5, payload: new Uint8Array(1) });
}

it('sends a frame where its destination was seen, and to all others when it was not', () => {
  expect(bridge.forward('esx01', frame(web, database), 0)).toEqual(['esx02', 'esx03']);
  expect(bridge.forward('esx02', frame(database, web), 1)).toEqual(['esx01']);
  expect(bridge.forward('esx01', frame(web, database), 2)).toEqual(['esx02']);
  expect(bridge.statistics).toMatchObject({ frames: 3, floodedFrames: 1, droppedFrames: 0, moves: 0 });
});

it('sends broadcasts to all other ports', () => {
  expect(bridge.forward('esx02', frame(web, BROADCAST), 0)).toEqual(['esx01', 'esx03']);
  expect(bridge.forward('esx02', frame(web, parseMacAddress('01:00:5e:00:00:01')!), 0)).toEqual(['esx01', 'esx03']);
});

it('never sends a frame back where it came from', () => {
  bridge.forward('esx01', frame(web, BROADCAST), 0);
  expect(bridge.forward('esx01', frame(database, web), 0)).toEqual([]);
  expect(bridge.statistics.droppedFrames).toBe(1);
});

it('follows an address that is announced elsewhere, and counts the move', () => {
  bridge.forward('esx01', encodeAnnouncement(web), 0);
  bridge.forward('esx03', encodeAnnouncement(web), 10);
  expect(bridge.forward('esx02', frame(database, web), 20)).toEqual(['esx03']);
  expect(bridge.macTable(30)).toEqual([
    { macAddress: web, port: 'esx03', connected: true, ageMs: 20, moves: 1 },
    { macAddress: database, port: 'esx02', connected: true, ageMs: 10, moves: 0 },
  ]);
  expect(bridge.statistics.moves).toBe(1);
});

it('takes an address behind a port that is down for unknown, and for moved when it turns up elsewhere', () => {
  bridge.forward('esx01', frame(web, BROADCAST), 0);
  bridge.removePort('esx01');
  expect(bridge.forward('esx02', frame(database, web), 1)).toEqual(['esx03']);
  expect(bridge.macTable(1)[0]).toMatchObject({ port: 'esx01', connected: false, moves: 0 });
  bridge.forward('esx03', encodeAnnouncement(web), 2);
  expect(bridge.macTable(2)[0]).toMatchObject({ port: 'esx03', connected: true, moves: 1 });
});

it('forgets an address that is silent', () => {
  bridge.forward('esx01', frame(web, BROADCAST), 0);
  bridge.forward('esx01', frame(web, BROADCAST), 500);
  expect(bridge.forward('esx02', frame(database, web), 500 + MAC_AGING_MS - 1)).toEqual(['esx01']);
  expect(bridge.forward('esx02', frame(database, web), 500 + MAC_AGING_MS)).toEqual(['esx01', 'esx03']);
  expect(bridge.macTable(500 + MAC_AGING_MS).map(({ macAddress }) => macAddress)).toEqual([database]);
});

it('drops what is no frame, and what a group claims to have sent', () => {
  expect(bridge.forward('esx01', new Uint8Array(13), 0)).toEqual([]);
  expect(bridge.forward('esx01', new Uint8Array(1515), 0)).toEqual([]);
  expect(bridge.forward('esx01', frame(BROADCAST, web), 0)).toEqual([]);
  expect(bridge.statistics).toMatchObject({ frames: 3, droppedFrames: 3 });
  expect(bridge.macTable(0)).toEqual([]);
});

it('learns no more addresses than its table has room for, until old ones are forgotten', () => {
  for (let address = 0; address < MAX_MAC_TABLE_ENTRIES; address += 1)
    bridge.forward('esx01', frame(address as MacAddress, BROADCAST), address === 0 ? 0 : 100);
  bridge.forward('esx02', frame(web, BROADCAST), 200);
  expect(bridge.statistics.unlearnedFrames).toBe(1);
  expect(bridge.forward('esx03', frame(0 as MacAddress, web), 200)).toEqual(['esx01', 'esx02']);
  expect(bridge.macTable(200)).toHaveLength(MAX_MAC_TABLE_ENTRIES);

  bridge.forward('esx02', frame(web, BROADCAST), 100 + MAC_AGING_MS);
  expect(bridge.forward('esx03', frame(0 as MacAddress, web), 100 + MAC_AGING_MS)).toEqual(['esx02']);
});

it('knows its ports', () => {
  expect(() => bridge.addPort('esx01')).toThrow(/esx01 already/);
  expect(() => bridge.removePort('esx09')).toThrow(/no port esx09/);
});
