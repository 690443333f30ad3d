// The ledger of a guest whose disk is copied: its entries lie all over the disk, so that they are behind the copying, before it, and where it is.
import { BLOCK_BYTES, type Operation, type VirtualDisk } from '@microsphere/vmfs';
import { type LedgerEntry, MAX_LEDGER_ENTRIES } from '../vmotion/guest.ts';
import { decodeEntries, LEDGER_BYTES } from '../vmotion/ledger.ts';

/** From an entry to the next; it has no divisor in common with how many there are. */
const STRIDE = 389;

export function sectorOf(index: number): number {
  return (index * STRIDE) % MAX_LEDGER_ENTRIES;
}

/** The entries on a disk, up to the first that is none. */
export function decodeScattered(bytes: Uint8Array): LedgerEntry[] {
  const ordered = new Uint8Array(LEDGER_BYTES);
  for (let index = 0; index < MAX_LEDGER_ENTRIES; index += 1) {
    const at = sectorOf(index) * BLOCK_BYTES;
    ordered.set(bytes.subarray(at, at + BLOCK_BYTES), index * BLOCK_BYTES);
  }
  return decodeEntries(ordered);
}

export function* readScattered(disk: VirtualDisk): Operation<LedgerEntry[]> {
  return decodeScattered(yield* disk.read(0, MAX_LEDGER_ENTRIES));
}
