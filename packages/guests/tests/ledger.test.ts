// The ledger's promises, kept by a guest whose power is cut: what was acknowledged is there once, what is damaged is said.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, removeTemporaryDirectories, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  encodeLedgerEntry,
  GUEST,
  guestImage,
  type LedgerEntry,
  type LedgerReadReply,
  type LedgerReply,
  readLedgerDisk,
} from '../src/index.ts';
import { killGuests, QemuGuest, type QemuGuestOptions, qemuIsThere } from './qemu-guest.ts';
import type { Station } from './station.ts';

let directory: string;
let disk: string;

beforeEach(() => {
  directory = temporaryDirectory();
  disk = join(directory, 'disk.raw');
  const content = Buffer.alloc(GUEST.minimumDiskBytes);
  content.set(guestImage('ledger').bytes);
  writeFileSync(disk, content);
});

afterEach(async () => {
  await killGuests();
  removeTemporaryDirectories();
});

async function boot(options: Partial<QemuGuestOptions> = {}): Promise<QemuGuest> {
  const guest = await QemuGuest.start({ directory, disk, ...options });
  await guest.serving();
  return guest;
}

const append = (station: Station, client: bigint, n: bigint) => station.request({ operation: 'append', client, n });

/** Appends `first` to `last`, at most a window of them under way. */
async function appendAll(station: Station, client: bigint, first: number, last: number): Promise<LedgerReply[]> {
  const replies: LedgerReply[] = [];
  for (let from = first; from <= last; from += GUEST.ledgerWindow) {
    const numbers = Array.from({ length: Math.min(GUEST.ledgerWindow, last - from + 1) }, (_, at) => BigInt(from + at));
    replies.push(...(await Promise.all(numbers.map((n) => append(station, client, n)))));
  }
  return replies;
}

async function readAll(
  station: Station,
): Promise<{ entries: LedgerEntry[]; damaged: bigint[]; pages: LedgerReadReply[] }> {
  const pages: LedgerReadReply[] = [];
  for (let from = 0n; ; ) {
    const reply = await station.request({ operation: 'read', from });
    if (reply.operation !== 'read') throw new Error(`read: ${reply.status}`);
    pages.push(reply);
    if (reply.count === 0) break;
    from += BigInt(reply.count);
  }
  return { entries: pages.flatMap(({ page }) => page), damaged: pages.flatMap(({ damaged }) => damaged), pages };
}

async function status(station: Station) {
  const reply = await station.request({ operation: 'status' });
  if (reply.operation !== 'status') throw new Error(`status: ${reply.status}`);
  return reply;
}

/** Overwrites entries on the disk of a guest that does not run. */
function onDisk(change: (entry: (index: number) => Buffer) => void): void {
  const content = readFileSync(disk);
  change((index) => {
    const start = GUEST.ledgerEntriesOffsetBytes + index * GUEST.ledgerEntryBytes;
    return content.subarray(start, start + GUEST.ledgerEntryBytes);
  });
  writeFileSync(disk, content);
}

/** A chain of entries as a guest would have written them, all in one boot: `clientOf` says whose each append is. */
function fillDisk(count: number, clientOf: (index: number) => bigint): void {
  const last = new Map<bigint, bigint>();
  let previousCrc = 0;
  onDisk((entry) => {
    for (let index = 0; index < count; index += 1) {
      const client = index === 0 ? 0n : clientOf(index);
      const n = index === 0 ? 0n : (last.get(client) ?? 0n) + 1n;
      last.set(client, n);
      const bytes = encodeLedgerEntry({
        index: BigInt(index),
        boot: 1n,
        kind: index === 0 ? 'boot' : 'append',
        client,
        n,
        uptimeMs: 0n,
        group: BigInt(index),
        previousCrc,
      });
      entry(index).set(bytes);
      previousCrc = new DataView(bytes.buffer).getUint32(60, true);
    }
  });
}

describe.skipIf(!qemuIsThere)('the ledger', () => {
  it('appends in order, once, and reads back what its disk holds', async () => {
    const guest = await boot();
    const { station } = guest;
    expect(await append(station, 7n, 1n)).toMatchObject({ status: 'ok', index: 1n, boot: 1n, entries: 2n, last: 1n });
    expect(await append(station, 7n, 1n)).toMatchObject({ status: 'ok', index: 1n, entries: 2n });
    expect(await append(station, 7n, 3n)).toMatchObject({ status: 'outOfOrder', index: undefined, last: 1n });
    expect(await append(station, 8n, 2n)).toMatchObject({ status: 'outOfOrder', last: 0n });
    expect(await append(station, 0n, 1n)).toMatchObject({ status: 'malformed' });
    const replies = await appendAll(station, 8n, 1, 500);
    expect(replies.every(({ status }) => status === 'ok')).toBe(true);
    expect(await append(station, 8n, 437n)).toMatchObject({ status: 'ok', index: 438n });
    expect(await append(station, 8n, 436n)).toMatchObject({ status: 'forgotten' });

    const { entries, damaged } = await readAll(station);
    expect(damaged).toEqual([]);
    expect(entries).toHaveLength(502);
    expect(entries[0]).toMatchObject({ kind: 'boot', boot: 1n });
    expect(entries.slice(2).map(({ n }) => Number(n))).toEqual(Array.from({ length: 500 }, (_, at) => at + 1));
    const facts = await status(station);
    expect(facts).toMatchObject({ state: 'serving', entries: 502n, boot: 1n, clients: 2n, damaged: 0n, lastError: '' });
    // Group commit: appends that are under way together share a write.
    expect(facts.groups).toBeLessThan(400n);
    await guest.kill();
    const offline = readLedgerDisk(readFileSync(disk));
    expect(offline.entries).toEqual(entries);
    expect(offline).toMatchObject({ boot: 1n, damaged: [], unfinished: 0, superblock: true });
  });

  it('refuses what it does not understand', async () => {
    const { station } = await boot();
    const send = async (hex: string) => {
      const before = station.frames.length;
      station.sendDatagram(GUEST.ledgerUdpPort, Buffer.from(hex, 'hex'));
      const frame = await eventually('an answer', () => station.frames[before]);
      return frame.readUInt8(42 + 5);
    };
    expect(await send('4d4c50310100000001000000000000000100')).toBe(1);
    expect(await send('4d4c503103000000010000000000000001')).toBe(1);
    expect(await send('4d4c5031090000000100000000000000')).toBe(2);
    // Neither a reply nor something else is answered.
    const before = station.frames.length;
    station.sendDatagram(GUEST.ledgerUdpPort, Buffer.from('4d4c5031810000000100000000000000', 'hex'));
    station.sendDatagram(GUEST.ledgerUdpPort, Buffer.alloc(1472, 1));
    await status(station);
    expect(station.frames).toHaveLength(before + 1);
  });

  it('holds every acknowledged entry once through power cuts in the middle of appends', async () => {
    const clients = [11n, 12n, 13n, 14n];
    const acknowledged = new Map<string, bigint>();
    const next = new Map(clients.map((client) => [client, 1n]));
    for (let round = 1n; round <= 5n; round += 1n) {
      const guest = await boot();
      let enough: () => void = () => {};
      const killing = new Promise<void>((resolve) => {
        enough = resolve;
      });
      const before = acknowledged.size;
      for (const client of clients)
        void (async () => {
          for (;;) {
            const n = next.get(client)!;
            const reply = await append(guest.station, client, n);
            if (reply.operation !== 'append' || reply.status !== 'ok' || reply.boot !== round) return;
            acknowledged.set(`${client}/${n}`, reply.index!);
            next.set(client, n + 1n);
            if (acknowledged.size > before + 300) enough();
          }
        })();
      await killing;
      await guest.kill();
    }
    const guest = await boot();
    const { entries, damaged } = await readAll(guest.station);
    expect(damaged).toEqual([]);
    const places = new Map<string, bigint>();
    for (const { kind, client, n, index } of entries) {
      if (kind === 'boot') continue;
      expect(places.has(`${client}/${n}`), `${client}/${n} twice`).toBe(false);
      places.set(`${client}/${n}`, index);
    }
    for (const [key, index] of acknowledged) expect(places.get(key), key).toBe(index);
    expect(acknowledged.size).toBeGreaterThan(1500);
    expect(entries.filter(({ kind }) => kind === 'boot').map(({ boot }) => boot)).toEqual([1n, 2n, 3n, 4n, 5n, 6n]);
    // The lost acknowledgement of each client can be had again.
    for (const client of clients) {
      const reply = await append(guest.station, client, next.get(client)!);
      expect(reply.status).toBe('ok');
    }
  });

  it('drops the torn end of an unfinished write, whatever of it reached the disk', async () => {
    // Its disk is so slow that what comes while an entry is written gathers, and goes in one group commit.
    const first = await boot({ diskThrottling: 'throttling.iops-write=10' });
    await appendAll(first.station, 5n, 1, 30);
    await first.kill();
    const whole = readLedgerDisk(readFileSync(disk));
    const group = Number(whole.entries.at(-1)!.group);
    expect(whole.entries.length - group).toBeGreaterThan(2);
    // Its first entry did not make it to the disk, half of the next one did, the rest is there.
    onDisk((entry) => {
      entry(group).fill(0);
      entry(group + 1).fill(0, 32);
    });
    expect(readLedgerDisk(readFileSync(disk))).toMatchObject({ damaged: [], unfinished: 31 - group });

    const second = await boot();
    expect(second.console).toContain('dropped an unfinished write');
    expect(await status(second.station)).toMatchObject({
      entries: BigInt(group + 1),
      dropped: BigInt(31 - group),
      boot: 2n,
    });
    expect(await append(second.station, 5n, BigInt(group))).toMatchObject({ status: 'ok', index: BigInt(group + 1) });
    await second.kill();
    const after = readLedgerDisk(readFileSync(disk));
    expect(after).toMatchObject({ damaged: [], unfinished: 0, boot: 2n });
    expect(after.entries).toHaveLength(group + 2);
  });

  it('reports damage in the middle, and takes no appends any more', async () => {
    const first = await boot();
    for (const n of [1n, 2n, 3n, 4n, 5n]) await append(first.station, 5n, n);
    await first.kill();
    onDisk((entry) => {
      entry(3).writeUInt8(0xff, 30);
      entry(4).fill(0);
    });
    const second = await boot();
    expect(second.console).toContain('2 entries are damaged, the first is 3; appends are refused');
    expect(await status(second.station)).toMatchObject({ damaged: 2n, firstDamaged: 3n, boot: 2n, entries: 7n });
    expect((await status(second.station)).lastError).toContain('damaged');
    const { damaged, entries, pages } = await readAll(second.station);
    expect(damaged).toEqual([3n, 4n]);
    expect(pages[0]?.status).toBe('damaged');
    expect(entries.map(({ index }) => index)).toEqual([0n, 1n, 2n, 5n, 6n]);
    expect(await append(second.station, 5n, 6n)).toMatchObject({ status: 'damaged', index: undefined });
    expect(await append(second.station, 5n, 5n)).toMatchObject({ status: 'ok', index: 5n });
    await second.kill();
    expect(readLedgerDisk(readFileSync(disk)).damaged).toEqual([3n, 4n]);
  });

  it('is full when only the room for boot records is left', async () => {
    const capacity = (GUEST.minimumDiskBytes - GUEST.ledgerEntriesOffsetBytes) / GUEST.ledgerEntryBytes;
    fillDisk(capacity - 1024 - 3, (index) => BigInt((index % 3) + 1));
    const { station } = await boot();
    const statuses = [];
    for (const n of [1n, 2n, 3n, 3n, 2n]) statuses.push((await append(station, 9n, n)).status);
    expect(statuses).toEqual(['ok', 'ok', 'full', 'full', 'ok']);
  });

  it('knows so many clients and no more', async () => {
    fillDisk(GUEST.ledgerMaximumClients, (index) => BigInt(index));
    const { station } = await boot();
    expect(await append(station, 5_000n, 1n)).toMatchObject({ status: 'ok' });
    expect(await append(station, 5_001n, 1n)).toMatchObject({ status: 'tooManyClients' });
    expect(await append(station, 5_000n, 2n)).toMatchObject({ status: 'ok' });
  });

  it('is busy when more is asked at once than it can hold', async () => {
    const { station } = await boot({ diskThrottling: 'throttling.iops-write=4,throttling.iops-read=40' });
    const clients = Array.from({ length: 3 * GUEST.ledgerGroupEntries }, (_, at) => BigInt(at + 1));
    const statuses = (await Promise.all(clients.map((client) => append(station, client, 1n)))).map(
      ({ status }) => status,
    );
    expect(new Set(statuses)).toEqual(new Set(['ok', 'busy']));
    // One group on its way and one that fills.
    expect(statuses.filter((status) => status === 'ok').length).toBeGreaterThan(GUEST.ledgerGroupEntries);
    const pages = await Promise.all(clients.slice(0, 50).map(() => station.request({ operation: 'read', from: 0n })));
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set(['ok', 'busy']));
    expect(await append(station, 1_000_000n, 1n)).toMatchObject({ status: 'ok' });
  });

  it('does not acknowledge what the disk did not take, and goes on when the disk does', async () => {
    const faults = join(directory, 'faults');
    // Entry 8 begins the second sector; the first write to it fails.
    const sector = GUEST.ledgerEntriesOffsetBytes / GUEST.sectorBytes + 1;
    writeFileSync(
      faults,
      `[inject-error]\nevent = "none"\niotype = "write"\nerrno = "5"\nonce = "on"\nsector = "${sector}"\n`,
    );
    const guest = await boot({ diskFaults: faults });
    const { station } = guest;
    for (let n = 1n; n <= 7n; n += 1n) expect(await append(station, 3n, n)).toMatchObject({ status: 'ok', index: n });
    expect(await append(station, 3n, 8n)).toMatchObject({ status: 'diskError', index: undefined, last: 7n });
    expect((await status(station)).lastError).toContain('a write failed');
    await guest.says('the write succeeded');
    expect(await append(station, 3n, 8n)).toMatchObject({ status: 'ok', index: 8n });
    expect(await append(station, 3n, 9n)).toMatchObject({ status: 'ok', index: 9n });
  });
});
