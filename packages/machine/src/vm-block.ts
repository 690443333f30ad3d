/**
 * A virtual machine's block in the shared memory (see layout.ts) as the threads of the host see it: its registers by address, its
 * rings, its pages. It decides nothing; whose turn it is to touch what is decided by the vCPU's state (vcpu-table.ts).
 */
import { PAGE_SIZE } from './contract.ts';
import * as at from './layout.ts';
import { Ring } from './ring.ts';

const ZERO_PAGE = new Uint8Array(PAGE_SIZE);

/** Bytes that a virtual machine takes besides its RAM. */
export function overheadBytes(memorySizeBytes: number): number {
  const pages = memorySizeBytes / PAGE_SIZE;
  const bytes = at.VM_BLOCK_SIZE + 4 * pages + Math.ceil(pages / 32) * 4;
  return Math.ceil(bytes / PAGE_SIZE) * PAGE_SIZE;
}

export class VmBlock {
  readonly address: number;
  readonly memory: SharedArrayBuffer;
  readonly frames: Ring;
  readonly console: Ring;
  readonly tools: Ring;
  readonly output: Ring;
  private readonly words: Int32Array;
  private readonly longs: BigUint64Array;
  private readonly bytes: Uint8Array;

  constructor(memory: SharedArrayBuffer, address: number) {
    this.memory = memory;
    this.address = address;
    this.words = new Int32Array(memory);
    this.longs = new BigUint64Array(memory);
    this.bytes = new Uint8Array(memory);
    const ring = (head: number, tail: number, data: number, sizeBytes: number) =>
      new Ring(memory, { head: address + head, tail: address + tail, data: address + data, sizeBytes });
    this.frames = ring(at.FRAMES_HEAD, at.FRAMES_TAIL, at.FRAMES_RING, at.FRAMES_RING_SIZE);
    this.console = ring(at.CONSOLE_HEAD, at.CONSOLE_TAIL, at.CONSOLE_RING, at.STREAM_RING_SIZE);
    this.tools = ring(at.TOOLS_HEAD, at.TOOLS_TAIL, at.TOOLS_RING, at.STREAM_RING_SIZE);
    this.output = ring(at.OUTPUT_HEAD, at.OUTPUT_TAIL, at.OUTPUT_RING, at.OUTPUT_RING_SIZE);
  }

  /** Gives the block its page map: the machine pages of the guest's RAM, in order. */
  map(pages: readonly number[]): void {
    const pageMap = this.address + at.VM_BLOCK_SIZE;
    this.write32(at.PAGE_MAP, pageMap);
    this.write32(at.DIRTY_MAP, pageMap + 4 * pages.length);
    for (const [index, page] of pages.entries()) this.words[(pageMap >>> 2) + index] = page * PAGE_SIZE;
  }

  /** A word of the block, unsigned. */
  read32(offset: number): number {
    return Atomics.load(this.words, (this.address + offset) >>> 2) >>> 0;
  }

  write32(offset: number, value: number): void {
    Atomics.store(this.words, (this.address + offset) >>> 2, value | 0);
  }

  /** A word, which becomes `value`. */
  exchange32(offset: number, value: number): number {
    return Atomics.exchange(this.words, (this.address + offset) >>> 2, value | 0) >>> 0;
  }

  add32(offset: number, value: number): void {
    Atomics.add(this.words, (this.address + offset) >>> 2, value);
  }

  read64(offset: number): bigint {
    return Atomics.load(this.longs, (this.address + offset) >>> 3);
  }

  write64(offset: number, value: bigint): void {
    Atomics.store(this.longs, (this.address + offset) >>> 3, value);
  }

  get instructions(): number {
    return Number(this.read64(at.INSTRUCTIONS));
  }

  get ramPages(): number {
    return this.read32(at.RAM_PAGES);
  }

  /** A view of `size` bytes of the block. */
  view(offset: number, size: number): Uint8Array {
    return this.bytes.subarray(this.address + offset, this.address + offset + size);
  }

  get state(): Uint8Array {
    return this.view(0, at.STATE_SIZE);
  }

  bounce(request: number): Uint8Array {
    return this.view(at.BOUNCE + request * at.BOUNCE_SIZE, at.BOUNCE_SIZE);
  }

  /** A view of a page of guest RAM. */
  page(index: number): Uint8Array {
    return this.pages(index, 1);
  }

  /** A view of pages of guest RAM that lie side by side: `adjacentPages` says how many do. */
  pages(first: number, count: number): Uint8Array {
    const address = this.pageAddress(first);
    return this.bytes.subarray(address, address + count * PAGE_SIZE);
  }

  /** How many pages from `first` on, at most `limit`, lie side by side in machine memory. */
  adjacentPages(first: number, limit: number): number {
    const address = this.pageAddress(first);
    let count = 1;
    while (count < limit && this.pageAddress(first + count) === address + count * PAGE_SIZE) count++;
    return count;
  }

  isZeroPage(index: number): boolean {
    const address = this.pageAddress(index);
    // Most pages that are not zero say so at once.
    if (this.words[address >>> 2] !== 0) return false;
    return Buffer.compare(this.bytes.subarray(address, address + PAGE_SIZE), ZERO_PAGE) === 0;
  }

  private pageAddress(index: number): number {
    return (this.words[(this.read32(at.PAGE_MAP) >>> 2) + index] ?? 0) >>> 0;
  }

  /** The numbers of the pages that are marked in the dirty bitmap, in order. */
  dirtyPages(): Uint32Array {
    const first = this.read32(at.DIRTY_MAP) >>> 2;
    const found: number[] = [];
    for (let word = 0; word < Math.ceil(this.ramPages / 32); word++)
      for (let bits = this.words[first + word] ?? 0; bits !== 0; bits &= bits - 1)
        found.push(word * 32 + 31 - Math.clz32(bits & -bits));
    return Uint32Array.from(found);
  }

  clearDirty(): void {
    const first = this.read32(at.DIRTY_MAP) >>> 2;
    this.words.fill(0, first, first + Math.ceil(this.ramPages / 32));
  }

  markDirty(page: number): void {
    const word = (this.read32(at.DIRTY_MAP) >>> 2) + (page >>> 5);
    this.words[word] = (this.words[word] ?? 0) | (1 << (page & 31));
  }

  /** State of request `index` in the guest's table. */
  request(index: number): { state: number; disk: number; operation: number; lengthBytes: number; sector: number } {
    const offset = at.REQUESTS + index * at.REQUEST_STRIDE;
    return {
      state: this.read32(offset + at.REQUEST_STATE),
      disk: this.read32(offset + at.REQUEST_DISK),
      operation: this.read32(offset + at.REQUEST_OPERATION),
      lengthBytes: this.read32(offset + at.REQUEST_LENGTH),
      sector: Number(this.read64(offset + at.REQUEST_SECTOR)),
    };
  }
}
