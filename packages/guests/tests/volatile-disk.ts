// A disk with a volatile cache, in memory: what was not flushed may be lost, in part and in any order, when the power is cut.
import { GUEST } from '../src/index.ts';

export class VolatileDisk {
  /** What reads see. */
  readonly bytes: Uint8Array;
  private readonly durable: Uint8Array;
  /** While it is held, no flush ends. */
  held = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.durable = bytes.slice();
  }

  /** False: it never ends. */
  flush(): boolean {
    if (!this.held) this.durable.set(this.bytes);
    return !this.held;
  }

  get dirty(): boolean {
    return Buffer.compare(this.bytes, this.durable) !== 0;
  }

  /** Of each sector that was written since the last flush, nothing, all or a random part reaches the disk. */
  cutPower(random: (limit: number) => number): void {
    for (let start = 0; start < this.bytes.length; start += GUEST.sectorBytes) {
      const end = start + GUEST.sectorBytes;
      const written = this.bytes.slice(start, end);
      const before = this.durable.subarray(start, end);
      if (Buffer.compare(written, before) === 0) continue;
      const [from, to] = [0, GUEST.sectorBytes, random(GUEST.sectorBytes)]
        .map((limit) => random(limit + 1))
        .sort((a, b) => a - b);
      before.set(written.subarray(from, to), from);
    }
    this.bytes.set(this.durable);
    this.held = false;
  }
}
