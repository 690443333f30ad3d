// Guest memory as the core sees it: the page map, the soft TLB before it, and the dirty bitmap behind it.
//
// A TLB entry has a tag of its own for loads, stores and fetches. A store tag exists only for pages that are marked dirty
// already, so the first store to a clean page misses, marks it, and all later ones run at full speed. A tag is a virtual page
// address; the fast path compares it with the address less its offset but for the low bits that an aligned access may not have,
// so that misaligned accesses miss too.
//
// `translate` is where Sv39 would walk its tables: in machine mode a virtual address is a physical one.
import {
  DIRTY_MAP, PAGE_MAP, RAM_BASE, RAM_PAGES, TLB, TLB_ADDEND, TLB_ENTRIES, TLB_FETCH, TLB_LOAD, TLB_STORE, TLB_STRIDE,
} from '../src/layout';

export const LOAD: u32 = 0;
export const STORE: u32 = 1;
export const FETCH: u32 = 2;

/** The block of the virtual machine that this instance executes. Everything else that lasts is in the block. */
export let vm: usize = 0;
export function select(block: usize): void {
  vm = block;
}

/** Virtual to physical. Machine mode has no translation. */
@inline
export function translate(va: u64, access: u32): u64 {
  return va;
}

/** The machine address of a guest-physical one, 0 when there is no RAM. */
export function ramAddress(pa: u64): usize {
  const page = (pa - <u64>RAM_BASE) >> 12;
  if (page >= <u64>load<u32>(vm, RAM_PAGES)) return 0;
  return <usize>load<u32>(<usize>load<u32>(vm, PAGE_MAP) + (<usize>page << 2)) + (<usize>pa & 0xfff);
}

/** As `ramAddress`, for writing: marks the page. */
export function ramAddressToWrite(pa: u64): usize {
  const address = ramAddress(pa);
  if (address) markDirty(<u32>((pa - <u64>RAM_BASE) >> 12));
  return address;
}

function markDirty(page: u32): void {
  const byte = <usize>(load<u32>(vm, DIRTY_MAP) + (page >> 3));
  store<u8>(byte, load<u8>(byte) | <u8>(<u32>1 << (page & 7)));
}

/** True when all of [pa, pa + length) is RAM. */
export function isRam(pa: u64, length: u64): bool {
  const size = <u64>load<u32>(vm, RAM_PAGES) << 12;
  const offset = pa - <u64>RAM_BASE;
  return offset <= size && length <= size - offset;
}

/** A miss: enters the page of `va` for the access and gives the machine address, or 0 when it is not RAM. */
export function refill(va: u64, access: u32): usize {
  const pa = translate(va, access);
  const address = access == STORE ? ramAddressToWrite(pa) : ramAddress(pa);
  if (!address) return 0;
  const entry = vm + <usize>((<u32>(va >> 12) & (TLB_ENTRIES - 1)) * TLB_STRIDE);
  const page = va & ~(<u64>0xfff);
  const addend = <u32>address - <u32>va;
  if (load<u64>(entry, TLB_LOAD) != page && load<u64>(entry, TLB_STORE) != page && load<u64>(entry, TLB_FETCH) != page) {
    store<u64>(entry, ~(<u64>0), TLB_LOAD);
    store<u64>(entry, ~(<u64>0), TLB_STORE);
    store<u64>(entry, ~(<u64>0), TLB_FETCH);
  }
  store<u32>(entry, addend, TLB_ADDEND);
  if (access == LOAD) store<u64>(entry, page, TLB_LOAD);
  else if (access == STORE) store<u64>(entry, page, TLB_STORE);
  else store<u64>(entry, page, TLB_FETCH);
  return address;
}

/** Forgets all translations. */
export function flushTlb(): void {
  memory.fill(vm + TLB, 0xff, TLB_ENTRIES * TLB_STRIDE);
}

/** Bytes between guest RAM and machine memory; the range must have been checked with `isRam`. */
export function copyFromGuest(to: usize, pa: u64, length: usize): void {
  while (length) {
    const part = min(length, 4096 - (<usize>pa & 0xfff));
    memory.copy(to, ramAddress(pa), part);
    to += part;
    pa += part;
    length -= part;
  }
}

export function copyToGuest(pa: u64, from: usize, length: usize): void {
  while (length) {
    const part = min(length, 4096 - (<usize>pa & 0xfff));
    memory.copy(ramAddressToWrite(pa), from, part);
    from += part;
    pa += part;
    length -= part;
  }
}
