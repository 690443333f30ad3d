import { beforeEach, expect, it } from 'vitest';
import {
  BROADCAST,
  encodeAnnouncement,
  encodeEthernetFrame,
  MAX_VIRTUAL_PORTS,
  type MacAddress,
  parseMacAddress,
  VirtualSwitch,
} from './index.ts';

const web = parseMacAddress('00:50:56:9a:00:01')!;
const database = parseMacAddress('00:50:56:9a:00:02')!;
const elsewhere = parseMacAddress('00:50:56:9a:00:03')!;
let uplink: Uint8Array[];
let vswitch: VirtualSwitch;

beforeEach(() => {
  uplink = [];
  vswitch = new VirtualSwitch((frame) => uplink.push(frame));
});

function frame(source: MacAddress, destination: MacAddress): Uint8Array {
  return encodeEthernetFrame({ source, destination, etherType: 0x88b5, payload: new Uint8Array(1) });
}

/** A connected port and what it received; the announcement is taken from the uplink. */
function plug(macAddress: MacAddress) {
  const received: Uint8Array[] = [];
  const port = vswitch.connect({ macAddress, receive: (bytes) => received.push(bytes) });
  uplink.length = 0;
  return { ...port, received };
}

it('announces an adapter when it is plugged in, and all when the uplink comes up', () => {
  vswitch.connect({ macAddress: web, receive: () => {} });
  vswitch.connect({ macAddress: database, receive: () => {} });
  expect(uplink.splice(0)).toEqual([encodeAnnouncement(web), encodeAnnouncement(database)]);
  vswitch.announce();
  expect(uplink).toEqual([encodeAnnouncement(web), encodeAnnouncement(database)]);
});

it('keeps frames between its ports, and sends others by the uplink', () => {
  const [a, b] = [plug(web), plug(database)];
  a.send(frame(web, database));
  expect([a.received, b.received, uplink]).toEqual([[], [frame(web, database)], []]);
  a.send(frame(web, elsewhere));
  expect(uplink).toEqual([frame(web, elsewhere)]);
  expect(b.received).toHaveLength(1);
});

it('sends a broadcast of a port to all others and to the uplink', () => {
  const [a, b] = [plug(web), plug(database)];
  a.send(frame(web, BROADCAST));
  expect([a.received, b.received, uplink]).toEqual([[], [frame(web, BROADCAST)], [frame(web, BROADCAST)]]);
});

it('sends nothing back by the uplink', () => {
  const [a, b] = [plug(web), plug(database)];
  vswitch.fromUplink(frame(elsewhere, web));
  vswitch.fromUplink(frame(elsewhere, BROADCAST));
  vswitch.fromUplink(frame(elsewhere, parseMacAddress('00:50:56:9a:00:04')!));
  expect([a.received.length, b.received.length, uplink.length]).toEqual([2, 1, 0]);
});

it('rejects forged and malformed frames', () => {
  const a = plug(web);
  a.send(frame(database, elsewhere));
  a.send(new Uint8Array(13));
  vswitch.fromUplink(new Uint8Array(2000));
  expect(uplink).toEqual([]);
  expect(vswitch.statistics).toEqual({ sentFrames: 0, rejectedFrames: 3 });
});

it('passes nothing to or from an adapter that is unplugged', () => {
  const a = plug(web);
  a.disconnect();
  a.send(frame(web, elsewhere));
  vswitch.fromUplink(frame(elsewhere, web));
  expect([a.received, uplink]).toEqual([[], []]);
});

it('has a limited number of ports', () => {
  for (let address = 0; address < MAX_VIRTUAL_PORTS; address += 1) plug(address as MacAddress);
  expect(() => plug(web)).toThrow(/no free port: all 1024/);
});
