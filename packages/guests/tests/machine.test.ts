// The same images on our own machine, of which QEMU's virt machine is the larger model.
import { eventually } from '@microsphere/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Host } from '../../machine/src/index.ts';
import { GUEST, guestImage, readLedgerDisk } from '../src/index.ts';
import { generator } from './generator.ts';
import { MachineGuest } from './machine-guest.ts';
import { VolatileDisk } from './volatile-disk.ts';

let host: Host;
let disk: VolatileDisk;

beforeEach(async () => {
  host = await Host.create({ memorySizeBytes: 32 * 1024 * 1024, pcpuCount: 1, pcpuMhz: 20 });
  const bytes = new Uint8Array(GUEST.minimumDiskBytes);
  bytes.set(guestImage('ledger').bytes);
  disk = new VolatileDisk(bytes);
});

afterEach(() => host.close());

it('boots, gets its configuration, answers pings and keeps a ledger', async () => {
  const guest = new MachineGuest(host, disk);
  await guest.serving();
  expect(guest.tools.guestInfo.get('guestinfo.ledger')).toBe('serving');
  await eventually('a heartbeat of boot 1', () => guest.tools.bootCount === 1);
  guest.station.sendPing(1, Buffer.alloc(56, 1));
  await eventually('a reply', () => guest.station.icmp().length === 1);
  const replies = await Promise.all(
    Array.from({ length: GUEST.ledgerWindow }, (_, at) =>
      guest.station.request({ operation: 'append', client: 5n, n: BigInt(at + 1) }),
    ),
  );
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set(['ok']));
  const page = await guest.station.request({ operation: 'read', from: 0n });
  expect(page).toMatchObject({ operation: 'read', count: GUEST.ledgerPageEntries, damaged: [] });
  expect(readLedgerDisk(disk.bytes).entries).toHaveLength(1 + GUEST.ledgerWindow);
});

it('holds every acknowledged entry once when the power is cut and what was not flushed is torn', async () => {
  const random = generator(7);
  const clients = [1n, 2n, 3n];
  const acknowledged = new Map<string, bigint>();
  let torn = 0;
  for (let boot = 1n; boot <= 20n; boot += 1n) {
    const guest = new MachineGuest(host, disk);
    await guest.serving();
    if (guest.console.includes('dropped an unfinished write')) torn += 1;
    let acknowledgements = 0;
    for (const client of clients) {
      let sent = 0n;
      for (const [key] of acknowledged) if (key.startsWith(`${client}/`)) sent += 1n;
      // As many under way as a client may have; the power goes while some of them are.
      for (let at = 1n; at <= BigInt(GUEST.ledgerWindow); at += 1n) {
        const n = sent + at;
        void guest.station.request({ operation: 'append', client, n }).then((reply) => {
          if (reply.operation !== 'append' || reply.status !== 'ok' || reply.index === undefined) return;
          expect(reply.boot).toBe(boot);
          acknowledgements += 1;
          acknowledged.set(`${client}/${n}`, reply.index);
        });
      }
    }
    const enough = random(150);
    await eventually('some acknowledgements', () => acknowledgements > enough);
    // Something is on its way when the power goes: written, and not flushed.
    disk.held = true;
    for (let n = 1n; n <= 40n; n += 1n) void guest.station.request({ operation: 'append', client: 1_000n + boot, n });
    await eventually('a write that is not flushed', () => disk.dirty);
    await guest.machine.destroy();
    disk.cutPower(random);
  }
  const { entries, damaged } = readLedgerDisk(disk.bytes);
  expect(damaged).toEqual([]);
  const places = new Map(entries.map(({ client, n, index }) => [`${client}/${n}`, index]));
  for (const [key, index] of acknowledged) expect(places.get(key), key).toBe(index);
  const appends = entries.filter(({ kind }) => kind === 'append');
  expect(new Set(appends.map(({ client, n }) => `${client}/${n}`)).size).toBe(appends.length);
  expect(acknowledged.size).toBeGreaterThan(100);
  // Power cuts that tear nothing would prove nothing.
  expect(torn).toBeGreaterThan(0);
});

it('shuts down, restarts and crashes as the machine sees it', async () => {
  for (const [act, reason] of [
    [(guest: MachineGuest) => guest.tools.request('OS_Halt'), { kind: 'powerOff', code: 0 }],
    [(guest: MachineGuest) => guest.tools.request('OS_Reboot'), { kind: 'reset' }],
    [(guest: MachineGuest) => guest.machine.writeConsole(Buffer.from('crash\r')), { kind: 'powerOff', code: 3 }],
  ] as const) {
    const guest = new MachineGuest(host, disk);
    await guest.serving();
    act(guest);
    expect(await eventually('its end', () => guest.stopped)).toEqual(reason);
    await guest.machine.destroy();
  }
});

describe('application monitoring', () => {
  /** A guest that is to mark itself active within so short a time that a test can wait for it. */
  const monitored = (info: Readonly<Record<string, string>> = {}) =>
    new MachineGuest(host, disk, { 'guestinfo.appMonitor': 'on', ...info }, { heartbeatTimeoutMs: 600 });
  const status = (guest: MachineGuest) => guest.tools.applicationStatus(performance.now());

  it('is none of a guest that was not told to', async () => {
    const guest = new MachineGuest(host, disk);
    await guest.serving();
    guest.machine.writeConsole(Buffer.from('monitor\r'));
    await guest.says('application heartbeat: gray');
    expect(status(guest)).toBe('gray');
    await guest.machine.destroy();
  });

  it('hears of a ledger that serves, and not of one that hangs', async () => {
    const guest = monitored();
    await guest.serving();
    await eventually('a green application', () => status(guest) === 'green');
    guest.machine.writeConsole(Buffer.from('hang app\r'));
    await guest.says('the application hangs');
    await eventually('a red application', () => status(guest) === 'red');
    // The system is well: it goes on with its heartbeats, and answers who asks for it. The ledger answers nobody.
    const asked = guest.station.request({ operation: 'status' }).then(() => 'answered');
    guest.station.sendPing(1, Buffer.alloc(8));
    await eventually('a reply', () => guest.station.icmp().length === 1);
    expect(await Promise.race([asked, Promise.resolve('silence')])).toBe('silence');
    await eventually('a heartbeat', () => guest.tools.heartbeatStatus(performance.now()) === 'green');
    guest.machine.writeConsole(Buffer.from('hang off\r'));
    await eventually('a green application again', () => status(guest) === 'green');
    guest.machine.writeConsole(Buffer.from('monitor off\r'));
    await eventually('a gray one', () => status(guest) === 'gray');
    await guest.machine.destroy();
  });

  it('is told that the application needs a reset, and that it is well', async () => {
    const guest = monitored();
    await guest.serving();
    guest.machine.writeConsole(Buffer.from('monitor needReset\r'));
    await eventually('the request', () => guest.tools.application.state === 'appStateNeedReset');
    guest.machine.writeConsole(Buffer.from('monitor ok\r'));
    await eventually('its end', () => guest.tools.application.state === 'appStateOk');
    await guest.machine.destroy();
  });

  it('hears nothing of an application that hangs by guestinfo', async () => {
    const guest = monitored({ 'guestinfo.hang': 'app 1500' });
    await guest.says('the application hangs');
    await eventually('a red application', () => status(guest) === 'red');
    await guest.machine.destroy();
  });
});

it.each([
  ['told to on the console', {}, 'hang\r'],
  ['told to by guestinfo', { 'guestinfo.hang': 'system 1500' }, ''],
])('hangs when it is %s: nothing is executed, and the tools are silent', async (_how, info, typed) => {
  const guest = new MachineGuest(host, disk, info, { heartbeatTimeoutMs: 300 });
  await guest.serving();
  guest.machine.writeConsole(Buffer.from(typed));
  await guest.says('the system hangs');
  await eventually('its tools to be overdue', () => guest.tools.heartbeatStatus(performance.now()) === 'red');
  const { instructions } = guest.machine.statistics();
  guest.station.sendPing(1, Buffer.alloc(8));
  guest.machine.writeConsole(Buffer.from('help\r'));
  // It would have sent a heartbeat by the time at which another guest has booted.
  const other = new MachineGuest(host, new VolatileDisk(disk.bytes.slice()));
  await other.serving();
  expect(guest.machine.statistics().instructions).toBe(instructions);
  expect(guest.station.icmp()).toEqual([]);
  await Promise.all([guest.machine.destroy(), other.machine.destroy()]);
});

it('answers while it burns all processor time, and sleeps when it has nothing to do', async () => {
  const burning = new MachineGuest(host, disk, { 'guestinfo.app': 'burn' });
  await burning.serving();
  burning.station.sendPing(1, Buffer.alloc(8));
  await eventually('a reply', () => burning.station.icmp().length === 1);
  const burnt = burning.machine.statistics().instructions;
  await eventually('ten million instructions', () => burning.machine.statistics().instructions > burnt + 10_000_000);
  await burning.machine.destroy();

  const idle = new MachineGuest(host, disk, { 'guestinfo.app': 'idle' });
  let heartbeats = 0;
  const receive = idle.tools.receive.bind(idle.tools);
  idle.tools.receive = (bytes, now) => {
    heartbeats += 1;
    receive(bytes, now);
  };
  await idle.says('application idle');
  const [beats, instructions] = [heartbeats, idle.machine.statistics().instructions];
  await eventually('twenty more lines from its tools', () => heartbeats >= beats + 20);
  // A heartbeat and its answer cost some thousand instructions; a guest that polls would need a million for each.
  expect((idle.machine.statistics().instructions - instructions) / (heartbeats - beats)).toBeLessThan(50_000);
});
