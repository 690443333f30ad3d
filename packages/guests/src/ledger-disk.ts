// Reads a ledger from the bytes of its disk, without a guest: the second opinion. It judges as the guest does when it boots
// (os/ledger.c): a hole that a later group commit follows is damage, one that nothing follows is the end.
import { crc32 } from 'node:zlib';
import { GUEST } from './constants.ts';
import { decodeLedgerEntry, type LedgerEntry } from './ledger-entry.ts';

export interface LedgerDisk {
  /** Entries that are whole, in order. */
  readonly entries: readonly LedgerEntry[];
  /** Indices of entries that were durable once and are damaged. */
  readonly damaged: readonly bigint[];
  /** Boots so far. */
  readonly boot: bigint;
  /** Entries, at most, of which an unfinished group commit left something behind the end. */
  readonly unfinished: number;
  /** Whether one of the two superblocks is whole; a disk that has never booted has none. */
  readonly superblock: boolean;
}

/** "MSPHLDGR" */
const SUPERBLOCK_MAGIC = 0x5247_444c_4850_534dn;
/** os/ledger.c, LOOK_AHEAD. */
const LOOK_AHEAD_ENTRIES = 1024;

/** The number of entries that are there at least, says the newest of the superblocks. */
function readSuperblocks(bytes: Uint8Array): bigint | undefined {
  let newest: { readonly generation: bigint; readonly atLeast: bigint } | undefined;
  for (const copy of [0, 1]) {
    const start = GUEST.ledgerAreaOffsetBytes + copy * GUEST.sectorBytes;
    const sector = bytes.subarray(start, start + GUEST.sectorBytes);
    const view = new DataView(sector.buffer, sector.byteOffset, sector.byteLength);
    const crcOffset = GUEST.sectorBytes - 4;
    if (view.getBigUint64(0, true) !== SUPERBLOCK_MAGIC) continue;
    if (view.getUint32(crcOffset, true) !== crc32(sector.subarray(0, crcOffset))) continue;
    const generation = view.getBigUint64(16, true);
    if (!newest || generation > newest.generation) newest = { generation, atLeast: view.getBigUint64(24, true) };
  }
  return newest?.atLeast;
}

/** Throws a RangeError for bytes that are fewer than the smallest disk has. */
export function readLedgerDisk(bytes: Uint8Array): LedgerDisk {
  if (bytes.length < GUEST.minimumDiskBytes)
    throw new RangeError(`a disk of ${bytes.length} bytes; the smallest has ${GUEST.minimumDiskBytes}`);
  const capacity = Math.floor((bytes.length - GUEST.ledgerEntriesOffsetBytes) / GUEST.ledgerEntryBytes);
  const raw = (index: number) => {
    const start = GUEST.ledgerEntriesOffsetBytes + index * GUEST.ledgerEntryBytes;
    return bytes.subarray(start, start + GUEST.ledgerEntryBytes);
  };
  const decode = (index: number) => decodeLedgerEntry(raw(index), BigInt(index));

  const superblock = readSuperblocks(bytes);
  let atLeast = Number(superblock ?? 0n);
  const entries: LedgerEntry[] = [];
  const damaged: bigint[] = [];
  let boot = 0n;
  let before: LedgerEntry | undefined;
  let unfinished = 0;
  for (let index = 0; index < capacity; index += 1) {
    const entry = decode(index);
    if (entry && (index === 0 || !before || entry.previousCrc === before.crc)) {
      entries.push(entry);
      if (entry.boot > boot) boot = entry.boot;
      before = entry;
      continue;
    }
    if (index >= atLeast) {
      const lookAhead = Math.min(index + LOOK_AHEAD_ENTRIES, capacity);
      for (let later = index; later < lookAhead && index >= atLeast; later += 1) {
        const group = decode(later)?.group;
        if (group !== undefined && group > BigInt(index)) atLeast = Number(group);
        if (raw(later).some((byte) => byte !== 0)) unfinished = later + 1 - index;
      }
      if (index >= atLeast) break;
      unfinished = 0;
    }
    damaged.push(BigInt(index));
    before = undefined;
  }
  return { entries, damaged, boot, unfinished, superblock: superblock !== undefined };
}
