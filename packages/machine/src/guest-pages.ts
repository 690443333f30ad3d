/**
 * Pages of a guest in batches, for whoever sends its memory away or receives it: straight from guest memory into a message and back,
 * one copy each. A page that is zero is told by its number; of most guests that is most of their memory.
 */
import { crc32 } from 'node:zlib';
import { MachineConfigurationError, PAGE_SIZE, type PageBatch } from './contract.ts';
import type { VmBlock } from './vm-block.ts';

const ZERO_PAGE = new Uint8Array(PAGE_SIZE);

export function isZeroPage(page: Uint8Array): boolean {
  return Buffer.compare(page, ZERO_PAGE) === 0;
}

/**
 * Copies pages, those of `numbers` from index `from` on, one after the other into `target`, until it is full, `maxZeroPages` were
 * met, or there are no more.
 */
export function copyPages(
  block: VmBlock,
  numbers: Uint32Array,
  { from, target, maxZeroPages }: { readonly from: number; readonly target: Uint8Array; readonly maxZeroPages: number },
): PageBatch {
  const pages: number[] = [];
  const zeroPages: number[] = [];
  const room = Math.floor(target.length / PAGE_SIZE);
  let at = from;
  for (; at < numbers.length && pages.length < room && zeroPages.length < maxZeroPages; at++) {
    const number = checked(block, numbers[at] as number);
    const copy = target.subarray(pages.length * PAGE_SIZE, (pages.length + 1) * PAGE_SIZE);
    copy.set(block.page(number));
    // The copy is looked at, not the page: a guest that runs may write meanwhile.
    (isZeroPage(copy) ? zeroPages : pages).push(number);
  }
  return { pages, zeroPages, next: at };
}

/** Fills pages of a guest that nobody executes: `contents` has one after the other, `zeroPages` become zero. */
export function fillPages(
  block: VmBlock,
  { pages, zeroPages, contents }: Pick<PageBatch, 'pages' | 'zeroPages'> & { readonly contents: Uint8Array },
): void {
  if (contents.length !== pages.length * PAGE_SIZE)
    throw new MachineConfigurationError(`${contents.length} bytes for ${pages.length} pages of ${PAGE_SIZE}`);
  for (const number of [...pages, ...zeroPages]) checked(block, number);
  for (const [index, number] of pages.entries()) {
    block.page(number).set(contents.subarray(index * PAGE_SIZE, (index + 1) * PAGE_SIZE));
    block.markDirty(number);
  }
  for (const number of zeroPages) {
    // Memory that was never written is zero, and stays the operating system's.
    if (isZeroPage(block.page(number))) continue;
    block.page(number).fill(0);
    block.markDirty(number);
  }
}

/** CRC-32 of each page of a guest that nobody executes, in order. */
export function checksums(block: VmBlock): Uint32Array {
  const copy = new Uint8Array(PAGE_SIZE);
  return Uint32Array.from({ length: block.ramPages }, (_, page) => {
    copy.set(block.page(page));
    return crc32(copy);
  });
}

function checked(block: VmBlock, number: number): number {
  if (number >= block.ramPages)
    throw new MachineConfigurationError(`page ${number}: the virtual machine has pages 0 to ${block.ramPages - 1}`);
  return number;
}
