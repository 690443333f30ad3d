// Loads and stores that the soft TLB did not answer: misses, misaligned accesses, devices and faults.
import { RESERVATION_ADDRESS, RESERVATION_VALUE } from '../src/layout';
import { busFault, busRead, busWrite } from './bus';
import { FETCH, LOAD, STORE, refill, vm } from './memory';
import { LOAD_FAULT, LOAD_MISALIGNED, STORE_FAULT, STORE_MISALIGNED } from './trap';

export const ACCESS_DONE: u32 = 0;
/** A device was written to: interrupts may have changed. */
export const ACCESS_DEVICE: u32 = 1;
/** The instruction traps with `faultCause`. */
export const ACCESS_FAULT: u32 = 2;

export let faultCause: u64 = 0;
export let faulted: bool = false;

function fault(cause: u64): u64 {
  faulted = true;
  faultCause = cause;
  return 0;
}

/** A load of 1, 2, 4 or 8 bytes, without sign. Sets `faulted`. */
export function slowLoad(va: u64, size: u32): u64 {
  faulted = false;
  const within = <u32>va & 0xfff;
  if (within + size <= 4096) {
    const address = refill(va, LOAD);
    if (address) {
      if (size == 1) return load<u8>(address);
      if (size == 2) return load<u16>(address);
      if (size == 4) return load<u32>(address);
      return load<u64>(address);
    }
    if (va & <u64>(size - 1)) return fault(LOAD_MISALIGNED);
    const value = busRead(va, size);
    return busFault ? fault(LOAD_FAULT) : value;
  }
  // Straddles two pages: byte by byte.
  let value: u64 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const address = refill(va + i, LOAD);
    if (!address) return fault(LOAD_FAULT);
    value |= <u64>load<u8>(address) << (i << 3);
  }
  return value;
}

/** A store of the low 1, 2, 4 or 8 bytes of `value`. */
export function slowStore(va: u64, size: u32, value: u64): u32 {
  const within = <u32>va & 0xfff;
  if (within + size <= 4096) {
    const address = refill(va, STORE);
    if (address) {
      if (size == 1) store<u8>(address, <u8>value);
      else if (size == 2) store<u16>(address, <u16>value);
      else if (size == 4) store<u32>(address, <u32>value);
      else store<u64>(address, value);
      return ACCESS_DONE;
    }
    if (va & <u64>(size - 1)) {
      fault(STORE_MISALIGNED);
      return ACCESS_FAULT;
    }
    busWrite(va, size, value);
    if (!busFault) return ACCESS_DEVICE;
    fault(STORE_FAULT);
    return ACCESS_FAULT;
  }
  // Straddles two pages: both must be there before the first byte is written.
  if (!refill(va + size - 1, STORE) || !refill(va, STORE)) {
    fault(STORE_FAULT);
    return ACCESS_FAULT;
  }
  for (let i: u32 = 0; i < size; i++) store<u8>(refill(va + i, STORE), <u8>(value >> (<u64>i << 3)));
  return ACCESS_DONE;
}

/** The machine address of the instruction at `pc`, 0 when there is none. */
export function slowFetch(pc: u64): usize {
  return refill(pc, FETCH);
}

@inline
function word(address: usize, wide: bool): u64 {
  return wide ? load<u64>(address) : <u64>(<i64>load<i32>(address));
}

/**
 * LR, SC and the AMOs on RAM (devices have none). SC succeeds when the reservation is for the same address and the word still holds
 * what LR read: a store in between that changed it makes SC fail, as on QEMU. False: illegal, or `faulted`.
 */
export function executeAtomic(instruction: u32): bool {
  faulted = false;
  const width = (instruction >> 12) & 7;
  if (width != 2 && width != 3) return false;
  const wide = width == 3;
  const operation = instruction >> 27;
  const va = load<u64>(vm + <usize>((instruction >> 12) & 0xf8));
  const rs2 = (instruction >> 20) & 31;
  const source = load<u64>(vm + <usize>(rs2 << 3));
  const isLoad = operation == 2;
  if (isLoad ? rs2 != 0 : operation > 4 && (operation & 3) != 0) return false;
  if (va & (wide ? 7 : 3)) {
    fault(isLoad ? LOAD_MISALIGNED : STORE_MISALIGNED);
    return false;
  }
  if (operation == 3 && load<u64>(vm, RESERVATION_ADDRESS) != va) {
    // Fails without an access; the reservation is gone all the same.
    store<u64>(vm, ~(<u64>0), RESERVATION_ADDRESS);
    setRd(instruction, 1);
    return true;
  }
  const address = refill(va, isLoad ? LOAD : STORE);
  if (!address) {
    fault(isLoad ? LOAD_FAULT : STORE_FAULT);
    return false;
  }
  const before = word(address, wide);
  if (isLoad) {
    store<u64>(vm, va, RESERVATION_ADDRESS);
    store<u64>(vm, before, RESERVATION_VALUE);
    setRd(instruction, before);
    return true;
  }
  if (operation == 3) {
    store<u64>(vm, ~(<u64>0), RESERVATION_ADDRESS);
    const good = before == load<u64>(vm, RESERVATION_VALUE);
    if (good) put(address, wide, source);
    setRd(instruction, good ? 0 : 1);
    return true;
  }
  const operand = wide ? source : <u64>(<i64>(<i32>source));
  let after: u64 = operand;
  if (operation == 0) after = before + operand;
  else if (operation == 4) after = before ^ operand;
  else if (operation == 8) after = before | operand;
  else if (operation == 12) after = before & operand;
  else if (operation == 16) after = <i64>before < <i64>operand ? before : operand;
  else if (operation == 20) after = <i64>before > <i64>operand ? before : operand;
  else if (operation == 24) after = before < operand ? before : operand;
  else if (operation == 28) after = before > operand ? before : operand;
  put(address, wide, after);
  setRd(instruction, before);
  return true;
}

@inline
function put(address: usize, wide: bool, value: u64): void {
  if (wide) store<u64>(address, value);
  else store<u32>(address, <u32>value);
}

@inline
function setRd(instruction: u32, value: u64): void {
  const target = (instruction >> 4) & 0xf8;
  if (target) store<u64>(vm + <usize>target, value);
}
