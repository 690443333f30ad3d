import { pb } from '@microsphere/proto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { BootDiskDocuments } from '../hostd/boot-disk.ts';
import { MAX_CHANGE_HEARTBEATS_PER_INTERVAL, Vpxa } from './vpxa.ts';

const INTERVAL_MS = 1_000;

let published: { readonly subject: string; readonly data: Uint8Array }[];
let listening: Set<string>;
let connected: string[];
let kept: BootDiskDocuments['vpxa'] | undefined;
let vms: pb.IVmRuntime[];
let vpxa: Vpxa;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  published = [];
  listening = new Set();
  connected = [];
  kept = undefined;
  vms = [];
  vpxa = start();
});
afterEach(() => {
  vpxa.stop();
  vi.useRealTimers();
});

function start(): Vpxa {
  const vpxa = new Vpxa({
    hostName: 'esx01',
    bootUuid: 'boot-1',
    nats: { publish: (subject, data) => void published.push({ subject, data: data as Uint8Array }) },
    requests: {
      listen: (subject) => void listening.add(subject),
      unlisten: (subject) => void listening.delete(subject),
      stop: () => listening.clear(),
    },
    bootDisk: {
      read: () => kept as never,
      write: (_, document) => {
        kept = document as BootDiskDocuments['vpxa'];
      },
    },
    timing: { hostHeartbeatIntervalMs: INTERVAL_MS },
    now: () => performance.now(),
    wallClock: () => 1_700_000_000_000,
    log: { info: () => {}, error: () => {} },
    summary: () => ({ vms }),
    onConnected: (moref) => void connected.push(moref),
  });
  vpxa.start();
  return vpxa;
}

const heartbeats = () =>
  published.filter(({ subject }) => subject.endsWith('.heartbeat')).map(({ data }) => pb.HostHeartbeat.decode(data));

it('is silent and listens by its name only until vCenter takes the host in', () => {
  vpxa.changed();
  vpxa.event({ type: 'VmPoweredOnEvent', message: 'on' });
  vi.advanceTimersByTime(10 * INTERVAL_MS);
  expect(published).toEqual([]);
  expect([...listening]).toEqual(['esx.esx01.*.*']);
});

it('sends a heartbeat when it is taken in, and then every interval', () => {
  vpxa.connect({ moref: 'host-1', vcenterUuid: 'a' });
  expect([...listening]).toEqual(['esx.esx01.*.*', 'host.host-1.*.*']);
  vi.advanceTimersByTime(3 * INTERVAL_MS);
  expect(heartbeats()).toMatchObject(
    [1, 2, 3, 4].map((sequence) => ({ moref: 'host-1', hostName: 'esx01', sequence })),
  );
});

it('tells at once of a change, with what it is after the change', () => {
  vpxa.connect({ moref: 'host-1', vcenterUuid: 'a' });
  vpxa.changed();
  vms = [{ name: 'web' }];
  vi.advanceTimersByTime(0);
  expect(heartbeats().at(-1)).toMatchObject({ sequence: 2, vms: [{ name: 'web' }] });
});

it('makes no storm of heartbeats of a storm of changes, and tells the last one', () => {
  vpxa.connect({ moref: 'host-1', vcenterUuid: 'a' });
  published.length = 0;
  for (let change = 1; change <= 5 * INTERVAL_MS; change += 1) {
    vms = [{ name: `change ${change}` }];
    vpxa.changed();
    vi.advanceTimersByTime(1);
  }
  const regular = 5;
  expect(heartbeats().length).toBeLessThanOrEqual(regular + 5 * MAX_CHANGE_HEARTBEATS_PER_INTERVAL + 1);
  expect(heartbeats().length).toBeGreaterThan(5 * MAX_CHANGE_HEARTBEATS_PER_INTERVAL - 1);
  vi.advanceTimersByTime(INTERVAL_MS / MAX_CHANGE_HEARTBEATS_PER_INTERVAL);
  expect(heartbeats().at(-1)).toMatchObject({ vms: [{ name: `change ${5 * INTERVAL_MS}` }] });
});

it('belongs to one vCenter, also after a restart', () => {
  vpxa.connect({ moref: 'host-1', vcenterUuid: 'a' });
  expect(() => vpxa.connect({ moref: 'host-7', vcenterUuid: 'b' })).toThrow('esx01 belongs to vCenter a');
  vpxa.stop();
  vpxa = start();
  expect(connected).toEqual(['host-1', 'host-1']);
  expect(() => vpxa.connect({ moref: 'host-7', vcenterUuid: 'b' })).toThrow('esx01 belongs to vCenter a');
  expect([...listening]).toEqual(['host.host-1.*.*', 'esx.esx01.*.*']);
});

it('may be taken in again and again, and answers each time with a heartbeat', () => {
  vpxa.connect({ moref: 'host-1', vcenterUuid: 'a' });
  vpxa.connect({ moref: 'host-1', vcenterUuid: 'a' });
  expect(connected).toEqual(['host-1']);
  expect(heartbeats()).toHaveLength(2);
});

it('takes another id from its vCenter, and no longer answers to the first one', () => {
  vpxa.connect({ moref: 'host-1', vcenterUuid: 'a' });
  vpxa.connect({ moref: 'host-2', vcenterUuid: 'a' });
  expect([...listening]).toEqual(['esx.esx01.*.*', 'host.host-2.*.*']);
  expect(kept).toEqual({ moref: 'host-2', vcenterUuid: 'a' });
  expect(connected).toEqual(['host-1', 'host-2']);
  expect(heartbeats().at(-1)).toMatchObject({ moref: 'host-2' });
});

it.each(['', 'host.1', '*', '>'])('takes no id like %j', (moref) => {
  expect(() => vpxa.connect({ moref, vcenterUuid: 'a' })).toThrow(/can't be a host's id/);
  expect(kept).toBeUndefined();
  expect(connected).toEqual([]);
});

it('tells of events, numbered, and keeps them for who could not listen', () => {
  vpxa.event({ type: 'VmPoweredOnEvent', message: 'web is powered on', vmxPath: 'x' });
  vpxa.connect({ moref: 'host-1', vcenterUuid: 'a' });
  vpxa.event({ type: 'VmPoweredOffEvent', message: 'web is powered off', vmxPath: 'x' });
  const events = published.filter(({ subject }) => subject === 'host.host-1.event');
  expect(events.map(({ data }) => pb.HostEvent.decode(data))).toMatchObject([
    { moref: 'host-1', type: 'VmPoweredOffEvent', sequence: 2, bootUuid: 'boot-1', createdTime: 1_700_000_000_000 },
  ]);
  expect(vpxa.readEvents({ bootUuid: '', afterSequence: 0 })).toMatchObject([
    { moref: 'host-1', type: 'VmPoweredOnEvent', sequence: 1 },
    { moref: 'host-1', type: 'VmPoweredOffEvent', sequence: 2 },
  ]);
  vi.advanceTimersByTime(INTERVAL_MS);
  expect(heartbeats().at(-1)).toMatchObject({ eventSequence: 2 });
});

it('sends no heartbeat that no message can carry: that one is missed, and the host goes on', () => {
  vpxa.connect({ moref: 'host-1', vcenterUuid: 'a' });
  vms = [{ name: 'x'.repeat(2 * 1024 * 1024) }];
  vi.advanceTimersByTime(INTERVAL_MS);
  vms = [];
  vi.advanceTimersByTime(INTERVAL_MS);
  expect(heartbeats().map(({ sequence }) => sequence)).toEqual([1, 3]);
});

it('says how it is when it is stopped, and nothing more', () => {
  vpxa.connect({ moref: 'host-1', vcenterUuid: 'a' });
  vms = [{ vmxPath: '[datastore1] web/web.vmx', powerState: pb.PowerState.poweredOff }];
  vpxa.changed();
  vpxa.stop();
  expect(heartbeats().at(-1)?.vms).toHaveLength(1);
  published.length = 0;
  vpxa.changed();
  vpxa.event({ type: 'VmPoweredOffEvent', message: 'off' });
  vi.advanceTimersByTime(10 * INTERVAL_MS);
  expect(published).toEqual([]);
  expect(listening.size).toBe(0);
});
