// A guest as its host and its network see it: boot, tools, network, console, loads, and what happens when the disk is wrong.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, removeTemporaryDirectories, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeLedgerRequest, GUEST, guestImage } from '../src/index.ts';
import { generator } from './generator.ts';
import { GUEST_ADDRESS, killGuests, QemuGuest, type QemuGuestOptions, qemuIsThere } from './qemu-guest.ts';
import { checksum } from './station.ts';

let directory: string;
let disk: string;

/** A new disk with the guest image, of which `change` may change bytes. */
function makeDisk(change: (bytes: Buffer) => void = () => {}): void {
  const content = Buffer.alloc(GUEST.minimumDiskBytes);
  content.set(guestImage('ledger').bytes);
  change(content);
  writeFileSync(disk, content);
}

const start = (options: Partial<QemuGuestOptions> = {}) => QemuGuest.start({ directory, disk, ...options });

beforeEach(() => {
  directory = temporaryDirectory();
  disk = join(directory, 'disk.raw');
  makeDisk();
});

afterEach(async () => {
  await killGuests();
  removeTemporaryDirectories();
});

describe.skipIf(!qemuIsThere)('a guest', () => {
  it('says hello, gets its configuration and sends heartbeats with its boot count', async () => {
    const guest = await start();
    await guest.serving();
    expect(guest.tools.running).toBe(true);
    await eventually('a heartbeat of boot 1', () => guest.tools.bootCount === 1);
    expect(guest.tools.guestInfo.get('guestinfo.ip')).toBe(GUEST_ADDRESS);
    const heartbeats = () => guest.toolsLines.match(/tools\.heartbeat/g)?.length ?? 0;
    const before = heartbeats();
    await eventually('ten more heartbeats', () => heartbeats() >= before + 10);
    guest.tools.request('ping');
    expect(guest.tools.heartbeatStatus(performance.now())).toBe('green');
  });

  it('asks a host again that does not answer, and takes no notice of nonsense', async () => {
    const guest = await start({ deaf: true });
    await eventually('three hellos', () => (guest.toolsLines.match(/^1 tools\.hello/gm)?.length ?? 0) >= 3);
    guest.sendTools(
      Buffer.from(`${'x'.repeat(5_000)}\n\n*\n* \n* OS_Nonsense\n1\n1 \n1 2 x\n99 1 x\n16 0\n`, 'latin1'),
    );
    expect(guest.console).not.toContain('application');
    guest.deaf = false;
    await guest.serving();
    expect(guest.tools.guestInfo.get('guestinfo.app')).toBe('ledger');
    expect(guest.tools.guestInfo.get('guestinfo.ledger')).toBe('serving');
  });

  it('answers ARP and ping, and nothing that is wrong', async () => {
    const guest = await start();
    await guest.serving();
    expect((await guest.resolve()).toString('hex')).toBe('005056000011');
    const { station } = guest;
    const data = Buffer.from(Array.from({ length: 1472 }, (_, index) => index & 0xff));
    station.sendDatagram(GUEST.ledgerUdpPort, Buffer.from('not a ledger request'));
    station.sendDatagram(9, Buffer.alloc(5), { wrongChecksum: true });
    station.sendIp(1, Buffer.from('08000000004d0001', 'hex'));
    station.send(Buffer.from('short'));
    for (const [sequence, length] of [0, 1, 56, 1471, 1472].entries())
      station.sendPing(sequence, data.subarray(0, length));
    await eventually('five replies', () => station.icmp().length >= 5);
    for (const [sequence, length] of [0, 1, 56, 1471, 1472].entries()) {
      const header = Buffer.from([0, 77, 0, sequence]);
      expect(station.icmp()[sequence]).toEqual({
        type: 0,
        code: 0,
        rest: Buffer.concat([header, data.subarray(0, length)]),
      });
    }
    expect(station.icmp()).toHaveLength(5);
  });

  it('survives any frame', async () => {
    const guest = await start();
    await guest.serving();
    const { station } = guest;
    // Good frames first, then the same with random bytes changed; the guest may answer or not, but it stays.
    const good: Buffer[] = [];
    const { send } = station;
    station.send = (frame) => good.push(Buffer.from(frame));
    station.sendArpRequest();
    station.sendPing(1, Buffer.alloc(100, 7));
    station.sendDatagram(GUEST.ledgerUdpPort, encodeLedgerRequest({ operation: 'append', tag: 1n, client: 1n, n: 1n }));
    station.sendDatagram(GUEST.ledgerUdpPort, encodeLedgerRequest({ operation: 'read', tag: 1n, from: 0n }));
    station.send = send;
    const random = generator(1);
    for (let round = 0; round < 4_000; round += 1) {
      const frame = Buffer.from(good[random(good.length)]!);
      for (let changes = random(4); changes >= 0; changes -= 1) frame[random(Math.min(frame.length, 60))] = random(256);
      // Where the checksum of an IP header is right, what lies behind it is reached.
      frame.writeUInt16BE(0, 24);
      frame.writeUInt16BE(checksum(frame.subarray(14, 34)), 24);
      send(frame.subarray(0, random(4) ? frame.length : random(frame.length) + 1));
    }
    const replies = () => station.icmp().filter(({ rest }) => rest.readUInt16BE(2) === 9_999).length;
    await eventually('a reply to the last ping', () => {
      station.sendPing(9_999, Buffer.alloc(1));
      return replies() > 0;
    });
    expect(guest.console).not.toContain('fatal trap');
  });

  it('says that nobody listens at a port', async () => {
    const guest = await start();
    await guest.serving();
    guest.station.sendDatagram(9, Buffer.from('hello'));
    const [icmp] = await eventually('an ICMP packet', () => guest.station.icmp().length > 0 && guest.station.icmp());
    expect(icmp).toMatchObject({ type: 3, code: 3 });
    expect(icmp?.rest.readUInt16BE(4 + 20 + 2)).toBe(9);
  });

  it('obeys OS_Halt and OS_Reboot, and tells the host', async () => {
    const guest = await start();
    await guest.serving();
    guest.tools.request('OS_Reboot');
    await guest.says('boot 2,');
    await eventually('the tools of the second boot', () => guest.tools.running && guest.tools.bootCount === 2);
    guest.tools.request('OS_Halt');
    expect(await guest.exited).toBe(0);
    expect(guest.tools.running).toBe(false);
  });

  it('has a shell', async () => {
    const guest = await start();
    await guest.serving();
    guest.type('helpx\b\ruptime\rinfo\rledger\rps\rnonsense\r');
    await guest.says('nonsense: not a command');
    for (const text of [
      'poweroff: shuts down',
      'up ',
      `address  ${GUEST_ADDRESS}, MAC 00:50:56:00:00:11`,
      'serving on',
      'heartbeats',
    ])
      expect(guest.console).toContain(text);
    guest.type('poweroff\r');
    expect(await guest.exited).toBe(0);
  });

  it('dies of a crash, which the machine sees', async () => {
    const guest = await start();
    await guest.serving();
    guest.type('crash\r');
    // Illegal instruction is cause 2, and the exit code one more.
    expect(await guest.exited).toBe(3);
    expect(guest.console).toContain('fatal trap: cause 2');
  });

  it('burns all processor time and still answers', async () => {
    const guest = await start({ info: { 'guestinfo.app': 'burn' } });
    await guest.serving();
    guest.station.sendPing(1, Buffer.alloc(8));
    await eventually('a reply', () => guest.station.icmp().length === 1);
    expect(guest.tools.running).toBe(true);
    expect(await guest.station.request({ operation: 'append', client: 1n, n: 1n })).toMatchObject({ status: 'ok' });
  });

  it('sleeps when it has nothing to do', async () => {
    const guest = await start({ info: { 'guestinfo.app': 'idle' } });
    await guest.says('application idle');
    // Of the processor time of QEMU until forty heartbeats have passed, next to nothing is the guest's.
    const heartbeats = () => guest.toolsLines.match(/tools\.heartbeat/g)?.length ?? 0;
    const cpuTicks = () => {
      const fields = readFileSync(`/proc/${guest.pid}/stat`, 'latin1').split(') ')[1]!.split(' ');
      return Number(fields[11]) + Number(fields[12]);
    };
    await eventually('five heartbeats', () => heartbeats() >= 5);
    const before = { ticks: cpuTicks(), heartbeats: heartbeats(), time: performance.now() };
    await eventually('forty more', () => heartbeats() >= before.heartbeats + 40);
    const used = (cpuTicks() - before.ticks) * 10;
    expect(used / (performance.now() - before.time)).toBeLessThan(0.5);
    guest.station.sendDatagram(GUEST.ledgerUdpPort, Buffer.alloc(16));
    await guest.resolve();
    guest.station.sendDatagram(GUEST.ledgerUdpPort, Buffer.alloc(16));
    await eventually('port unreachable', () => guest.station.icmp()[0]?.type === 3);
  });

  it('writes to memory at a rate', async () => {
    const guest = await start({
      memoryMb: 8,
      info: { 'guestinfo.app': 'dirty', 'guestinfo.dirtyPagesPerSecond': '10000' },
    });
    await guest.serving();
    guest.type('ps\r');
    await guest.says('dirty    10000 pages a second');
    // More than there are pages: it goes round.
    const dirtied = () => Number(/.*a second, (\d+) so far/s.exec(guest.console)?.[1]);
    await eventually('more than 4000 pages', () => {
      if (dirtied() <= 4000) guest.type('ps\r');
      return dirtied() > 4000;
    });
    guest.type('dirty 0\rps\r');
    await guest.says('dirty    0 pages a second');
  });

  it('pings from its shell', async () => {
    const guest = await start();
    await guest.serving();
    guest.type('ping 10.10.0.200\r');
    await guest.says('the next hop does not answer ARP');
  });

  it('says that there is no disk', async () => {
    const guest = await QemuGuest.start({ directory });
    await guest.says('No boot disk');
  });

  it.each([
    ['Operating System not found', (bytes: Buffer) => bytes.fill(0)],
    ['Boot disk: the boot sector is damaged', (bytes: Buffer) => bytes.writeUInt8(9, 100)],
    [
      'Boot disk: the operating system is damaged',
      (bytes: Buffer) => bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000),
    ],
  ])('says "%s" when it is so', async (text, change) => {
    makeDisk(change);
    const guest = await start();
    await guest.says(text);
  });

  it('says that the end of the operating system is missing', async () => {
    writeFileSync(disk, guestImage('ledger').bytes.subarray(0, 8192));
    const guest = await start();
    await guest.says('Boot disk: the operating system is not all there');
  });

  it('boots without an address, and from a disk too small for a ledger', async () => {
    writeFileSync(disk, guestImage('ledger').bytes);
    const guest = await start({ info: { 'guestinfo.ip': 'nonsense' } });
    await guest.says('no address: the host gave no guestinfo.ip');
    await guest.says('ledger: the disk is smaller than 2 MiB');
  });
});

it.skipIf(qemuIsThere)(
  'is not tested on this machine: there is no qemu-system-riscv64 (Debian: qemu-system-misc)',
  () => {
    expect(spawnSync('qemu-system-riscv64', ['--version']).error).toBeDefined();
  },
);
