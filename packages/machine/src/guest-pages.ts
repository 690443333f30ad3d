/**
 * Pages of a guest in batches, for whoever sends its memory away or receives it: straight from guest memory into a message and back,
 * one copy each, and as one what lies side by side. A page that is zero is told by its number; of most guests that is most of them.
 */
import { crc32 } from 'node:zlib';
import { MachineConfigurationError, PAGE_SIZE, type PageBatch } from './contract.ts';
import type { VmBlock } from './vm-block.ts';

/**
 * Copies pages, those of `numbers` from index `from` on, one after the other into `target`, until it is full, `maxZeroPages` were
 * met, or there are no more. A guest that runs may write meanwhile: what it writes to is dirty again.
 */
export function copyPages(
  block: VmBlock,
  numbers: Uint32Array,
  { from, target, maxZeroPages }: { readonly from: number; readonly target: Uint8Array; readonly maxZeroPages: number },
): PageBatch {
  const pages: number[] = [];
  const zeroPages: number[] = [];
  const room = Math.floor(target.length / PAGE_SIZE);
  const { ramPages } = block;
  let at = from;
  for (; at < numbers.length && pages.length < room && zeroPages.length < maxZeroPages; at++) {
    const number = checked(numbers[at] as number, ramPages);
    (block.isZeroPage(number) ? zeroPages : pages).push(number);
  }
  forRuns(block, pages, (first, count, index) => target.set(block.pages(first, count), index * PAGE_SIZE));
  return { pages, zeroPages, next: at };
}

/** Fills pages of a guest that nobody executes: `contents` has one after the other, `zeroPages` become zero. */
export function fillPages(
  block: VmBlock,
  { pages, zeroPages, contents }: Pick<PageBatch, 'pages' | 'zeroPages'> & { readonly contents: Uint8Array },
): void {
  if (contents.length !== pages.length * PAGE_SIZE)
    throw new MachineConfigurationError(`${contents.length} bytes for ${pages.length} pages of ${PAGE_SIZE}`);
  const { ramPages } = block;
  for (const number of pages) checked(number, ramPages);
  for (const number of zeroPages) checked(number, ramPages);
  forRuns(block, pages, (first, count, index) => {
    block.pages(first, count).set(contents.subarray(index * PAGE_SIZE, (index + count) * PAGE_SIZE));
    for (let page = first; page < first + count; page++) block.markDirty(page);
  });
  for (const number of zeroPages) {
    // Memory that was never written is zero, and stays the operating system's.
    if (block.isZeroPage(number)) continue;
    block.page(number).fill(0);
    block.markDirty(number);
  }
}

/** Pages that follow one another and lie side by side: the first, how many, and the index of the first in `pages`. */
function forRuns(
  block: VmBlock,
  pages: readonly number[],
  visit: (first: number, count: number, index: number) => void,
): void {
  for (let index = 0; index < pages.length; ) {
    const first = pages[index] as number;
    let following = 1;
    while (pages[index + following] === first + following) following++;
    const count = block.adjacentPages(first, following);
    visit(first, count, index);
    index += count;
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

function checked(number: number, ramPages: number): number {
  if (number >= ramPages)
    throw new MachineConfigurationError(`page ${number}: the virtual machine has pages 0 to ${ramPages - 1}`);
  return number;
}
