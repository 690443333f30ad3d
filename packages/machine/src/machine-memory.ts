/**
 * Who has which page of the host's RAM. Guests' pages are taken one by one from the top, blocks that must lie in one piece from the
 * bottom, so that neither breaks the other's room up. Pages come zeroed, and those never used before are not touched to be so: an
 * idle host's memory stays the operating system's.
 */
import { InsufficientMemoryError, PAGE_SIZE } from './contract.ts';

const FREE = 0;
const TAKEN = 1;

export class MachineMemory {
  private readonly bytes: Uint8Array;
  private readonly pages: Uint8Array;
  /** Pages that may hold something. */
  private readonly used: Uint8Array;
  private free: number;

  /** The first `reservedBytes` are not for virtual machines. */
  constructor(memory: SharedArrayBuffer, reservedBytes: number) {
    this.bytes = new Uint8Array(memory);
    const count = memory.byteLength / PAGE_SIZE;
    this.pages = new Uint8Array(count);
    this.used = new Uint8Array(count);
    const reserved = reservedBytes / PAGE_SIZE;
    this.pages.fill(TAKEN, 0, reserved);
    this.free = count - reserved;
  }

  get freeBytes(): number {
    return this.free * PAGE_SIZE;
  }

  /** Takes any pages; their numbers, in order: as far as they lie side by side they are copied as one. `what` is for the error message. */
  takePages(count: number, what: string): number[] {
    if (count > this.free) throw new InsufficientMemoryError(what, count * PAGE_SIZE, this.freeBytes);
    const taken: number[] = [];
    for (let page = this.pages.length - 1; taken.length < count; page--)
      if (this.pages[page] === FREE) taken.push(page);
    for (const page of taken) this.take(page);
    return taken.reverse();
  }

  /** Takes pages in one piece; the address of the first. */
  takeBlock(sizeBytes: number, what: string): number {
    const count = sizeBytes / PAGE_SIZE;
    for (let page = 0, run = 0; page < this.pages.length; page++) {
      run = this.pages[page] === FREE ? run + 1 : 0;
      if (run < count) continue;
      const first = page - count + 1;
      for (let each = first; each <= page; each++) this.take(each);
      return first * PAGE_SIZE;
    }
    throw new InsufficientMemoryError(what, sizeBytes, this.freeBytes);
  }

  private take(page: number): void {
    this.pages[page] = TAKEN;
    this.free--;
    if (this.used[page]) this.bytes.fill(0, page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
    this.used[page] = 1;
  }

  givePages(pages: readonly number[]): void {
    for (const page of pages) {
      if (this.pages[page] !== TAKEN) throw new Error(`machine page ${page} is given back twice`);
      this.pages[page] = FREE;
    }
    this.free += pages.length;
  }

  giveBlock(address: number, sizeBytes: number): void {
    const first = address / PAGE_SIZE;
    this.givePages(Array.from({ length: sizeBytes / PAGE_SIZE }, (_, index) => first + index));
  }
}
