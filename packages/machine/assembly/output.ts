// What a guest says to its host: records in a ring that the main thread empties. A guest that fills more than half of it ends
// its slice and waits for the main thread; a single record that does not fit at all is thrown away and counted.
import { OUTPUT_HEAD, OUTPUT_RING, OUTPUT_RING_SIZE, OUTPUT_TAIL } from '../src/layout';
import { vm } from './memory';

/** Set when the slice should end for the main thread's sake. */
export let outputFull: bool = false;
export function clearOutputFull(): void {
  outputFull = false;
}

let position: u32 = 0;

/** Begins a record. False when there is no room: nothing has happened then. */
export function beginOutput(kind: u32, length: u32): bool {
  const head = atomic.load<u32>(vm, OUTPUT_HEAD);
  const used = head - atomic.load<u32>(vm, OUTPUT_TAIL);
  const size = 8 + ((length + 7) & ~7);
  if (used + size > <u32>(OUTPUT_RING_SIZE / 2)) outputFull = true;
  if (used + size > <u32>OUTPUT_RING_SIZE) return false;
  const at = vm + OUTPUT_RING + <usize>(head & (OUTPUT_RING_SIZE - 1));
  store<u32>(at, kind);
  store<u32>(at, length, 4);
  position = head + 8;
  return true;
}

/** Adds bytes of machine memory to the record. */
export function addOutput(from: usize, length: u32): void {
  while (length) {
    const offset = position & (OUTPUT_RING_SIZE - 1);
    const part = min(length, OUTPUT_RING_SIZE - offset);
    memory.copy(vm + OUTPUT_RING + <usize>offset, from, part);
    from += part;
    position += part;
    length -= part;
  }
}

export function endOutput(): void {
  atomic.store<u32>(vm, (position + 7) & ~7, OUTPUT_HEAD);
}

/** True when another slice would only add to what the main thread has not taken. */
export function outputHalfFull(): bool {
  return atomic.load<u32>(vm, OUTPUT_HEAD) - atomic.load<u32>(vm, OUTPUT_TAIL) > <u32>(OUTPUT_RING_SIZE / 2);
}
