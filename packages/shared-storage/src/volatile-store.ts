// A store in memory that loses power, for tests: whatever was not synced since is there afterwards sector by sector, or it
// is not, as a disk with a cache may have it.
import type { BlockStore } from './block-store.ts';

const SECTOR_BYTES = 512;

export class VolatileStore implements BlockStore {
  readonly sizeBytes: number;
  /** What reads see. */
  private cache: Buffer;
  /** What survives for certain. */
  private stable: Buffer;
  private dirty = new Set<number>();
  private held: (() => void)[] | undefined;

  constructor(sizeBytes: number) {
    this.sizeBytes = sizeBytes;
    this.cache = Buffer.alloc(sizeBytes);
    this.stable = Buffer.alloc(sizeBytes);
  }

  read(offsetBytes: number, into: Uint8Array): void {
    into.set(this.cache.subarray(offsetBytes, offsetBytes + into.length));
  }

  write(offsetBytes: number, data: Uint8Array): void {
    this.cache.set(data, offsetBytes);
    for (let at = offsetBytes; at < offsetBytes + data.length; at += SECTOR_BYTES) this.dirty.add(at);
  }

  deallocate(offsetBytes: number, lengthBytes: number): boolean {
    this.write(offsetBytes, Buffer.alloc(lengthBytes));
    return true;
  }

  async sync(): Promise<void> {
    const dirty = [...this.dirty];
    const copies = dirty.map((at) => Buffer.from(this.cache.subarray(at, at + SECTOR_BYTES)));
    this.dirty.clear();
    if (this.held) await new Promise<void>((resolve) => this.held?.push(resolve));
    for (const [index, at] of dirty.entries()) this.stable.set(copies[index] as Buffer, at);
  }

  /** Syncs end no more until `release`: a slow disk. */
  hold(): void {
    this.held = [];
  }

  release(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const resolve of held) resolve();
  }

  /** @param keeps - whether a sector that was written and not synced made it to the disk; every other one didn't */
  losePower(keeps: (sector: number) => boolean): void {
    for (const at of this.dirty)
      if (keeps(at / SECTOR_BYTES)) this.stable.set(this.cache.subarray(at, at + SECTOR_BYTES), at);
    this.dirty.clear();
    this.cache = Buffer.from(this.stable);
  }

  close(): void {}
}
