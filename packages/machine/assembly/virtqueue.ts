// Split virtqueues (virtio 1.2, section 2.7) of guests that may lie: every address is checked against guest RAM, every chain is
// bounded by the queue's size, and what is malformed makes the device say DEVICE_NEEDS_RESET and stop.
import {
  CHAIN, DEVICES, DEVICE_INTERRUPT, DEVICE_QUEUES, DEVICE_STATUS, DEVICE_STRIDE, QUEUE_AVAILABLE, QUEUE_DESCRIPTORS,
  QUEUE_LAST_AVAILABLE, QUEUE_READY, QUEUE_SIZE, QUEUE_STRIDE, QUEUE_USED, QUEUE_USED_INDEX,
} from '../src/layout';
import { copyFromGuest, copyToGuest, isRam, ramAddress, ramAddressToWrite, vm } from './memory';
import { setLevel } from './plic';

export const STATUS_DRIVER_OK: u32 = 4;
export const STATUS_FEATURES_OK: u32 = 8;
export const STATUS_NEEDS_RESET: u32 = 64;
const INTERRUPT_USED_BUFFER: u32 = 1;
const INTERRUPT_CONFIGURATION_CHANGE: u32 = 2;
const DESCRIPTOR_NEXT: u32 = 1;
const DESCRIPTOR_WRITE: u32 = 2;
const DESCRIPTOR_INDIRECT: u32 = 4;
const AVAILABLE_NO_INTERRUPT: u32 = 1;

@inline
export function device(slot: u32): usize {
  return vm + DEVICES + <usize>(slot * DEVICE_STRIDE);
}

@inline
export function queue(slot: u32, index: u32): usize {
  return device(slot) + DEVICE_QUEUES + <usize>(index * QUEUE_STRIDE);
}

export function raise(slot: u32, reason: u32): void {
  const d = device(slot);
  store<u32>(d, load<u32>(d, DEVICE_INTERRUPT) | reason, DEVICE_INTERRUPT);
  setLevel(slot + 1, true);
}

/** The driver broke the rules: the device works no more until it is reset. */
export function fail(slot: u32): void {
  const d = device(slot);
  store<u32>(d, load<u32>(d, DEVICE_STATUS) | STATUS_NEEDS_RESET, DEVICE_STATUS);
  raise(slot, INTERRUPT_CONFIGURATION_CHANGE);
}

/** True when the device may use the queue. */
export function usable(slot: u32, index: u32): bool {
  const status = load<u32>(device(slot), DEVICE_STATUS);
  return (status & (STATUS_DRIVER_OK | STATUS_NEEDS_RESET)) == STATUS_DRIVER_OK && load<u32>(queue(slot, index), QUEUE_READY) != 0;
}

/** Whether the rings lie in RAM and are aligned as they must be (2.7: 16, 2 and 4 bytes). */
export function wellPlaced(q: usize): bool {
  const size = <u64>load<u32>(q, QUEUE_SIZE);
  const descriptors = load<u64>(q, QUEUE_DESCRIPTORS);
  const available = load<u64>(q, QUEUE_AVAILABLE);
  const used = load<u64>(q, QUEUE_USED);
  return size != 0 && ((descriptors & 15) | (available & 1) | (used & 3)) == 0
    && isRam(descriptors, 16 * size) && isRam(available, 6 + 2 * size) && isRam(used, 6 + 8 * size);
}

/** The chain that `take` or `readChain` found: its segments are in the CHAIN scratch, readable ones first. */
let segments: u32 = 0;
let readableSegments: u32 = 0;
export let readableBytes: u64 = 0;
export let writableBytes: u64 = 0;

/** Puts the chain that begins at descriptor `head` into the scratch. False when it is malformed. */
export function readChain(q: usize, head: u32): bool {
  const size = load<u32>(q, QUEUE_SIZE);
  const table = load<u64>(q, QUEUE_DESCRIPTORS);
  segments = 0;
  readableSegments = 0;
  readableBytes = 0;
  writableBytes = 0;
  let index = head;
  while (true) {
    if (index >= size || segments >= size) return false;
    // Entries are 16 bytes and aligned, so that none straddles a page.
    const entry = ramAddress(table + <u64>(index << 4));
    const address = load<u64>(entry);
    const length = load<u32>(entry, 8);
    const flags = <u32>load<u16>(entry, 12);
    index = load<u16>(entry, 14);
    if (flags & DESCRIPTOR_INDIRECT || !isRam(address, length)) return false;
    if (flags & DESCRIPTOR_WRITE) {
      writableBytes += length;
    } else {
      if (readableSegments != segments) return false;
      readableSegments++;
      readableBytes += length;
    }
    const segment = vm + CHAIN + <usize>(segments << 4);
    store<u64>(segment, address);
    store<u64>(segment, length, 8);
    segments++;
    if (!(flags & DESCRIPTOR_NEXT)) return true;
  }
}

export let chainHead: u32 = 0;

export const CHAIN_NONE: u32 = 0;
export const CHAIN_GOOD: u32 = 1;
export const CHAIN_MALFORMED: u32 = 2;

/** Looks at the next chain that the driver offered. Changes nothing of the guest's state: readiness is asked for outside the log. */
export function inspect(q: usize): u32 {
  const offered = <u32>load<u16>(ramAddress(load<u64>(q, QUEUE_AVAILABLE) + 2));
  const last = load<u32>(q, QUEUE_LAST_AVAILABLE);
  const size = load<u32>(q, QUEUE_SIZE);
  const waiting = (offered - last) & 0xffff;
  if (!waiting) return CHAIN_NONE;
  // A driver that claims more than the queue holds has lost count.
  if (waiting > size) return CHAIN_MALFORMED;
  chainHead = load<u16>(ramAddress(load<u64>(q, QUEUE_AVAILABLE) + 4 + <u64>((last & (size - 1)) << 1)));
  return readChain(q, chainHead) ? CHAIN_GOOD : CHAIN_MALFORMED;
}

/** As `inspect`, to work on the chain: false when there is none, or when it is malformed and the device has failed over it. */
export function peek(slot: u32, q: usize): bool {
  const found = inspect(q);
  if (found == CHAIN_MALFORMED) fail(slot);
  return found == CHAIN_GOOD;
}

/** Takes what `peek` saw. */
export function take(q: usize): void {
  store<u32>(q, (load<u32>(q, QUEUE_LAST_AVAILABLE) + 1) & 0xffff, QUEUE_LAST_AVAILABLE);
}

/** Gives a chain back with `length` bytes written, and interrupts unless the driver asked not to. */
export function giveBack(slot: u32, q: usize, head: u32, length: u32): void {
  const index = load<u32>(q, QUEUE_USED_INDEX);
  const used = load<u64>(q, QUEUE_USED);
  const element = used + 4 + <u64>((index & (load<u32>(q, QUEUE_SIZE) - 1)) << 3);
  store<u32>(ramAddressToWrite(element), head);
  store<u32>(ramAddressToWrite(element + 4), length);
  const next = (index + 1) & 0xffff;
  store<u32>(q, next, QUEUE_USED_INDEX);
  // The index begins an aligned half of a word: it never straddles a page.
  store<u16>(ramAddressToWrite(used + 2), <u16>next);
  const flags = <u32>load<u16>(ramAddress(load<u64>(q, QUEUE_AVAILABLE)));
  if (!(flags & AVAILABLE_NO_INTERRUPT)) raise(slot, INTERRUPT_USED_BUFFER);
}

/** Copies from the chain's readable bytes, from `skip` on. The caller knows that they are there. */
export function copyFromChain(to: usize, skip: u64, length: u32): void {
  for (let i: u32 = 0; i < readableSegments && length; i++) {
    const segment = vm + CHAIN + <usize>(i << 4);
    const size = load<u64>(segment, 8);
    if (skip >= size) {
      skip -= size;
      continue;
    }
    const part = <u32>min(<u64>length, size - skip);
    copyFromGuest(to, load<u64>(segment) + skip, part);
    to += part;
    length -= part;
    skip = 0;
  }
}

/** Copies to the chain's writable bytes, from `skip` on; what does not fit is left out. */
export function copyToChain(skip: u64, from: usize, length: u32): void {
  for (let i = readableSegments; i < segments && length; i++) {
    const segment = vm + CHAIN + <usize>(i << 4);
    const size = load<u64>(segment, 8);
    if (skip >= size) {
      skip -= size;
      continue;
    }
    const part = <u32>min(<u64>length, size - skip);
    copyToGuest(load<u64>(segment) + skip, from, part);
    from += part;
    length -= part;
    skip = 0;
  }
}
