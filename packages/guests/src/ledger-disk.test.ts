import { crc32 } from 'node:zlib';
import { beforeEach, expect, it } from 'vitest';
import { GUEST } from './constants.ts';
import { readLedgerDisk } from './ledger-disk.ts';
import { encodeLedgerEntry } from './ledger-entry.ts';

let disk: Buffer;

beforeEach(() => {
  disk = Buffer.alloc(GUEST.minimumDiskBytes);
});

const entryBytes = (index: number) => {
  const start = GUEST.ledgerEntriesOffsetBytes + index * GUEST.ledgerEntryBytes;
  return disk.subarray(start, start + GUEST.ledgerEntryBytes);
};

/** Writes group commits of these sizes, one after the other; the first entry is a boot record. */
function writeGroups(...sizes: readonly number[]): void {
  let index = 0;
  let previousCrc = 0;
  for (const size of sizes) {
    const group = BigInt(index);
    for (let position = 0; position < size; position += 1, index += 1) {
      const kind = index === 0 ? 'boot' : 'append';
      const client = index === 0 ? 0n : 9n;
      const entry = {
        index: BigInt(index),
        boot: 1n,
        kind,
        client,
        n: BigInt(index),
        uptimeMs: 0n,
        group,
        previousCrc,
      } as const;
      const bytes = encodeLedgerEntry(entry);
      entryBytes(index).set(bytes);
      previousCrc = new DataView(bytes.buffer).getUint32(GUEST.ledgerEntryBytes - 4, true);
    }
  }
}

function writeSuperblock(copy: 0 | 1, generation: number, atLeast: number): void {
  const start = GUEST.ledgerAreaOffsetBytes + copy * GUEST.sectorBytes;
  const sector = disk.subarray(start, start + GUEST.sectorBytes);
  sector.write('MSPHLDGR', 0, 'latin1');
  sector.writeUInt32LE(1, 8);
  sector.writeUInt32LE(GUEST.ledgerEntryBytes, 12);
  sector.writeBigUInt64LE(BigInt(generation), 16);
  sector.writeBigUInt64LE(BigInt(atLeast), 24);
  sector.writeUInt32LE(crc32(sector.subarray(0, 508)), 508);
}

const indices = () => readLedgerDisk(disk).entries.map(({ index }) => Number(index));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

it('finds nothing on a new disk', () => {
  expect(readLedgerDisk(disk)).toEqual({ entries: [], damaged: [], boot: 0n, unfinished: 0, superblock: false });
});

it('refuses half a disk', () => {
  expect(() => readLedgerDisk(disk.subarray(512))).toThrow(RangeError);
});

it('reads what is whole', () => {
  writeGroups(1, 4, 4);
  expect(indices()).toEqual(upTo(9));
  expect(readLedgerDisk(disk)).toMatchObject({ boot: 1n, damaged: [], unfinished: 0 });
});

it('takes a hole in the last group for its unfinished write', () => {
  writeGroups(1, 4, 6);
  entryBytes(6).fill(0);
  expect(indices()).toEqual(upTo(6));
  expect(readLedgerDisk(disk)).toMatchObject({ damaged: [], unfinished: 5 });
});

it('takes a hole that a later group follows for damage', () => {
  writeGroups(1, 4, 6);
  entryBytes(2).writeUInt8(1, 30);
  entryBytes(3).fill(0);
  expect(indices()).toEqual([0, 1, 4, 5, 6, 7, 8, 9, 10]);
  expect(readLedgerDisk(disk)).toMatchObject({ damaged: [2n, 3n], unfinished: 0 });
});

it('takes a hole before the mark of the superblock for damage, however large it is', () => {
  writeGroups(1, ...Array.from({ length: 15 }, () => 256));
  for (let index = 5; index < 3_500; index += 1) entryBytes(index).fill(0);
  // The hole is longer than the way that is looked ahead, so without the mark the ledger would end here.
  expect(indices()).toEqual(upTo(5));
  writeSuperblock(0, 2, 3_585);
  writeSuperblock(1, 1, 1);
  expect(readLedgerDisk(disk)).toMatchObject({ superblock: true, unfinished: 0 });
  expect(readLedgerDisk(disk).damaged).toEqual(Array.from({ length: 3_495 }, (_, at) => BigInt(5 + at)));
});

it('falls back to the other superblock', () => {
  writeGroups(1, 4);
  writeSuperblock(0, 1, 5);
  writeSuperblock(1, 2, 5);
  disk.writeUInt8(1, GUEST.ledgerAreaOffsetBytes + GUEST.sectorBytes + 100);
  entryBytes(4).fill(0);
  expect(readLedgerDisk(disk)).toMatchObject({ superblock: true, damaged: [4n] });
});

it('does not take an entry that does not follow the one before it', () => {
  writeGroups(1, 3);
  const stray = {
    index: 4n,
    boot: 1n,
    kind: 'append',
    client: 9n,
    n: 4n,
    uptimeMs: 0n,
    group: 4n,
    previousCrc: 1,
  } as const;
  entryBytes(4).set(encodeLedgerEntry(stray));
  expect(indices()).toEqual(upTo(4));
  expect(readLedgerDisk(disk).unfinished).toBe(1);
});
