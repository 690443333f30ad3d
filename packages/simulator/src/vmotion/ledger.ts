// The ledger of a guest: how an entry lies on the disk, a block each, and what the world outside has been told of it, against
// which everything is checked that the guest says afterwards.
import { BLOCK_BYTES } from '@microsphere/vmfs';
import { type LedgerEntry, MAX_LEDGER_ENTRIES } from './guest.ts';

const MAGIC = 0x6c64_6772;

/** Of the disk that it lies on. */
export const LEDGER_BYTES = MAX_LEDGER_ENTRIES * BLOCK_BYTES;

export function encodeEntry({ index, token }: LedgerEntry): Uint8Array {
  const bytes = new Uint8Array(BLOCK_BYTES);
  const fields = new DataView(bytes.buffer);
  fields.setUint32(0, MAGIC, true);
  fields.setUint32(4, index, true);
  fields.setUint32(8, token, true);
  return bytes;
}

/** The entries on a disk, up to the first block that holds none. */
export function decodeEntries(bytes: Uint8Array): LedgerEntry[] {
  const fields = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: LedgerEntry[] = [];
  for (let at = 0; at < bytes.length && fields.getUint32(at, true) === MAGIC; at += BLOCK_BYTES)
    entries.push({ index: fields.getUint32(at + 4, true), token: fields.getUint32(at + 8, true) });
  return entries;
}

/** What the world has been told is on the disk of a VM. Each method returns what is wrong with what it is told. */
export class Acknowledged {
  readonly #tokens: number[] = [];
  readonly #known = new Set<number>();

  get count(): number {
    return this.#tokens.length;
  }

  acknowledge({ index, token }: LedgerEntry): string | undefined {
    if (index !== this.#tokens.length) return `entry ${index} was acknowledged after ${this.#tokens.length} others`;
    if (this.#known.has(token)) return `entry ${index} was acknowledged before as another`;
    this.#tokens.push(token);
    this.#known.add(token);
    return undefined;
  }

  /** A disk that has all that was acknowledged, and at most one more, whose acknowledgement nobody lived to give. */
  check(entries: readonly LedgerEntry[]): string | undefined {
    const wrong = this.#tokens.findIndex((token, index) => {
      const entry = entries[index];
      return entry?.index !== index || entry.token !== token;
    });
    if (wrong >= 0) return `of ${this.#tokens.length} acknowledged entries, number ${wrong} is not on the disk`;
    if (entries.length > this.#tokens.length + 1)
      return `${entries.length} entries are on the disk, and ${this.#tokens.length} acknowledged`;
    return undefined;
  }

  /** A guest that boots takes what is on its disk for acknowledged. */
  adopt(entries: readonly LedgerEntry[]): string | undefined {
    const wrong = this.check(entries);
    const last = entries[this.#tokens.length];
    return wrong ?? (last && this.acknowledge(last));
  }
}
