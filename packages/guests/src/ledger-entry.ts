// An entry of the ledger, 64 bytes, the same on the disk and on the wire (os/os.h, ledger_entry). Its checksum goes with it
// all the way, so that a reader judges what was on the disk and not what somebody says about it.
import { crc32 } from 'node:zlib';
import { GUEST } from './constants.ts';

export interface LedgerEntry {
  /** Its place: 0 is the first. */
  readonly index: bigint;
  /** The guest's boot in which it was written; the first is 1. */
  readonly boot: bigint;
  /** `boot` records are the first entries of their boots; their client and n are 0. */
  readonly kind: 'append' | 'boot';
  readonly client: bigint;
  /** 1, 2, 3, ... of its client. */
  readonly n: bigint;
  /** The guest's clock when it was written, in milliseconds since power-on. */
  readonly uptimeMs: bigint;
  /** Index of the first entry of the group commit that wrote it. */
  readonly group: bigint;
  /** CRC of the entry before; 0 for entry 0. */
  readonly previousCrc: number;
  readonly crc: number;
}

/** "MLE1" */
const ENTRY_MAGIC = 0x3145_4c4d;
const kinds = ['append', 'boot'] as const;
const CRC_OFFSET = GUEST.ledgerEntryBytes - 4;

/** The entry in these 64 bytes, or undefined when they are not the entry with this index: damaged, or none at all. */
export function decodeLedgerEntry(bytes: Uint8Array, index: bigint): LedgerEntry | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, GUEST.ledgerEntryBytes);
  const kind = kinds[view.getUint32(4, true) - 1];
  const group = view.getBigUint64(48, true);
  const crc = view.getUint32(CRC_OFFSET, true);
  const valid =
    view.getUint32(0, true) === ENTRY_MAGIC &&
    view.getBigUint64(8, true) === index &&
    group <= index &&
    crc32(bytes.subarray(0, CRC_OFFSET)) === crc;
  if (!valid || kind === undefined) return undefined;
  return {
    index,
    boot: view.getBigUint64(16, true),
    kind,
    client: view.getBigUint64(24, true),
    n: view.getBigUint64(32, true),
    uptimeMs: view.getBigUint64(40, true),
    group,
    previousCrc: view.getUint32(56, true),
    crc,
  };
}

/** The 64 bytes of an entry; its checksum is computed. */
export function encodeLedgerEntry(entry: Omit<LedgerEntry, 'crc'>): Uint8Array {
  const bytes = new Uint8Array(GUEST.ledgerEntryBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, ENTRY_MAGIC, true);
  view.setUint32(4, kinds.indexOf(entry.kind) + 1, true);
  view.setBigUint64(8, entry.index, true);
  view.setBigUint64(16, entry.boot, true);
  view.setBigUint64(24, entry.client, true);
  view.setBigUint64(32, entry.n, true);
  view.setBigUint64(40, entry.uptimeMs, true);
  view.setBigUint64(48, entry.group, true);
  view.setUint32(56, entry.previousCrc, true);
  view.setUint32(CRC_OFFSET, crc32(bytes.subarray(0, CRC_OFFSET)), true);
  return bytes;
}
