// The platform-level interrupt controller: 31 level-triggered sources, one context (machine mode of hart 0).
// A source is pending while its line is high and it is not claimed. (RISC-V PLIC specification 1.0.0)
import { PLIC_CLAIMED, PLIC_ENABLE, PLIC_LEVEL, PLIC_PRIORITY, PLIC_THRESHOLD } from '../src/layout';
import { vm } from './memory';

export function setLevel(source: u32, high: bool): void {
  const bit = <u32>1 << source;
  const level = load<u32>(vm, PLIC_LEVEL);
  store<u32>(vm, high ? level | bit : level & ~bit, PLIC_LEVEL);
}

@inline
function pending(): u32 {
  return load<u32>(vm, PLIC_LEVEL) & ~load<u32>(vm, PLIC_CLAIMED);
}

/** The pending and enabled source of the highest priority above `threshold`, the lowest number first; 0 for none. */
function best(threshold: u32): u32 {
  let candidates = pending() & load<u32>(vm, PLIC_ENABLE);
  let source: u32 = 0;
  let highest = threshold;
  while (candidates) {
    const candidate = ctz(candidates);
    candidates &= candidates - 1;
    const priority = load<u32>(vm + (<usize>candidate << 2), PLIC_PRIORITY);
    if (priority > highest) {
      highest = priority;
      source = candidate;
    }
  }
  return source;
}

export function externalPending(): bool {
  return (pending() & load<u32>(vm, PLIC_ENABLE)) != 0 && best(load<u32>(vm, PLIC_THRESHOLD)) != 0;
}

export function readPlic(offset: u32): u32 {
  if (offset < 128) return load<u32>(vm + offset, PLIC_PRIORITY);
  if (offset == 0x1000) return pending();
  if (offset == 0x2000) return load<u32>(vm, PLIC_ENABLE);
  if (offset == 0x200000) return load<u32>(vm, PLIC_THRESHOLD);
  if (offset == 0x200004) {
    // A claim does not regard the threshold.
    const source = best(0);
    if (source) store<u32>(vm, load<u32>(vm, PLIC_CLAIMED) | (<u32>1 << source), PLIC_CLAIMED);
    return source;
  }
  return 0;
}

export function writePlic(offset: u32, value: u32): void {
  if (offset > 0 && offset < 128) store<u32>(vm + offset, value & 7, PLIC_PRIORITY);
  else if (offset == 0x2000) store<u32>(vm, value & ~1, PLIC_ENABLE);
  else if (offset == 0x200000) store<u32>(vm, value & 7, PLIC_THRESHOLD);
  else if (offset == 0x200004 && value < 32) {
    const bit = (<u32>1 << value) & load<u32>(vm, PLIC_ENABLE);
    store<u32>(vm, load<u32>(vm, PLIC_CLAIMED) & ~bit, PLIC_CLAIMED);
  }
}
