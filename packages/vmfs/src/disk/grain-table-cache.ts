// The grain tables of one delta extent that are in memory, at most a megabyte of them. A table that was not used for the
// longest time makes room for another; whoever loads one while another operation changes the extent loads it again.
/** 64 tables of 16 KiB: where 128 MiB of a disk lie. */
export const MAX_CACHED_TABLES = 64;

/** The sector of each grain in the file; 0 for one that is the parent's. */
export type GrainTable = Uint32Array;

interface Cached {
  readonly entries: GrainTable;
  used: number;
}

export class GrainTableCache {
  private readonly tables = new Map<number, Cached>();
  private uses = 0;

  get size(): number {
    return this.tables.size;
  }

  get(index: number): GrainTable | undefined {
    const found = this.tables.get(index);
    if (!found) return undefined;
    this.uses += 1;
    found.used = this.uses;
    return found.entries;
  }

  set(index: number, entries: GrainTable): void {
    if (!this.tables.has(index) && this.tables.size >= MAX_CACHED_TABLES) this.evict();
    this.uses += 1;
    this.tables.set(index, { entries, used: this.uses });
  }

  private evict(): void {
    let oldest: number | undefined;
    let used = Number.POSITIVE_INFINITY;
    for (const [index, table] of this.tables)
      if (table.used < used) {
        oldest = index;
        used = table.used;
      }
    if (oldest !== undefined) this.tables.delete(oldest);
  }
}
