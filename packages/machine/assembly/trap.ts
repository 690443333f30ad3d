// Traps and control and status registers of machine mode (privileged architecture 1.12, chapter 3). There is one privilege level, so
// MPP is always 3, nothing is delegated, and the registers of other modes do not exist: S-mode will add its own beside these.
import {
  EXCEPTIONS, EXTENSIONS, MCAUSE, MCYCLE_OFFSET, MEPC, MIE, MINSTRET_OFFSET, MSCRATCH, MSIP, MSTATUS, MTVAL, MTVEC, PC, STOP_DETAIL,
  STOP_KIND, STOP_TRAP_LOOP,
} from '../src/layout';
import { instructions, mtime, timerPending } from './clock';
import { vm } from './memory';
import { externalPending } from './plic';

export const INSTRUCTION_MISALIGNED: u64 = 0;
export const INSTRUCTION_FAULT: u64 = 1;
export const ILLEGAL_INSTRUCTION: u64 = 2;
export const BREAKPOINT: u64 = 3;
export const LOAD_MISALIGNED: u64 = 4;
export const LOAD_FAULT: u64 = 5;
export const STORE_MISALIGNED: u64 = 6;
export const STORE_FAULT: u64 = 7;
export const ECALL_FROM_M: u64 = 11;

const STATUS_MIE: u64 = 1 << 3;
const STATUS_MPIE: u64 = 1 << 7;
const STATUS_MPP: u64 = 3 << 11;
const SOFTWARE: u64 = 1 << 3;
const TIMER: u64 = 1 << 7;
const EXTERNAL: u64 = 1 << 11;
const INTERRUPT: u64 = 1 << 63;
/** RV64: the MXL field of misa. */
const MISA_RV64: u64 = 2 << 62;

export function resetTraps(): void {
  store<u64>(vm, STATUS_MPP, MSTATUS);
}

export function pendingInterrupts(): u64 {
  return (load<u32>(vm, MSIP) ? SOFTWARE : 0) | (timerPending() ? TIMER : 0) | (externalPending() ? EXTERNAL : 0);
}

function enter(cause: u64, pc: u64, value: u64): void {
  const status = load<u64>(vm, MSTATUS);
  store<u64>(vm, pc, MEPC);
  store<u64>(vm, cause, MCAUSE);
  store<u64>(vm, value, MTVAL);
  store<u64>(vm, STATUS_MPP | (status & STATUS_MIE ? STATUS_MPIE : 0), MSTATUS);
  const vector = load<u64>(vm, MTVEC);
  const base = vector & ~(<u64>3);
  store<u64>(vm, vector & 1 && cause & INTERRUPT ? base + ((cause & 63) << 2) : base, PC);
}

/** An exception of the instruction at `pc`. One at the trap vector that came there by the same exception can never end. */
export function exception(cause: u64, pc: u64, value: u64): void {
  if (pc == (load<u64>(vm, MTVEC) & ~(<u64>3)) && load<u64>(vm, MEPC) == pc && load<u64>(vm, MCAUSE) == cause) {
    store<u32>(vm, STOP_TRAP_LOOP, STOP_KIND);
    store<u64>(vm, pc, STOP_DETAIL);
  }
  store<u64>(vm, load<u64>(vm, EXCEPTIONS) + 1, EXCEPTIONS);
  enter(cause, pc, value);
}

/** Takes the interrupt of the highest priority that is pending and enabled, if the hart lets any in. */
export function takeInterrupt(pending: u64): void {
  const enabled = pending & load<u64>(vm, MIE);
  if (!enabled || !(load<u64>(vm, MSTATUS) & STATUS_MIE)) return;
  const cause: u64 = enabled & EXTERNAL ? 11 : enabled & SOFTWARE ? 3 : 7;
  enter(INTERRUPT | cause, load<u64>(vm, PC), 0);
}

export function returnFromTrap(): void {
  const status = load<u64>(vm, MSTATUS);
  store<u64>(vm, STATUS_MPP | STATUS_MPIE | (status & STATUS_MPIE ? STATUS_MIE : 0), MSTATUS);
  store<u64>(vm, load<u64>(vm, MEPC), PC);
}

/** Set when the register does not exist. */
export let csrMissing: bool = false;

export function readCsr(number: u32): u64 {
  csrMissing = false;
  switch (number) {
    case 0x300: return load<u64>(vm, MSTATUS);
    case 0x301: return MISA_RV64 | <u64>load<u32>(vm, EXTENSIONS);
    case 0x304: return load<u64>(vm, MIE);
    case 0x305: return load<u64>(vm, MTVEC);
    case 0x320: return 0; // mcountinhibit: the counters always count
    case 0x340: return load<u64>(vm, MSCRATCH);
    case 0x341: return load<u64>(vm, MEPC);
    case 0x342: return load<u64>(vm, MCAUSE);
    case 0x343: return load<u64>(vm, MTVAL);
    case 0x344: return pendingInterrupts();
    case 0xb00: return instructions() + load<u64>(vm, MCYCLE_OFFSET);
    case 0xb02: return instructions() - load<u64>(vm, EXCEPTIONS) + load<u64>(vm, MINSTRET_OFFSET);
    case 0xc00: return instructions() + load<u64>(vm, MCYCLE_OFFSET);
    case 0xc01: return mtime();
    case 0xc02: return instructions() - load<u64>(vm, EXCEPTIONS) + load<u64>(vm, MINSTRET_OFFSET);
    case 0xf11: return 0; // mvendorid
    case 0xf12: return 0; // marchid
    case 0xf13: return 0; // mimpid
    case 0xf14: return 0; // mhartid
    case 0xf15: return 0; // mconfigptr
  }
  // mhpmcounter3..31 and their events exist and stand at 0.
  if ((number >= 0xb03 && number <= 0xb1f) || (number >= 0x323 && number <= 0x33f)) return 0;
  csrMissing = true;
  return 0;
}

/** The register exists and is not read-only. Bits that are not implemented stay 0. */
export function writeCsr(number: u32, value: u64): void {
  switch (number) {
    case 0x300: store<u64>(vm, (value & (STATUS_MIE | STATUS_MPIE)) | STATUS_MPP, MSTATUS); return;
    case 0x304: store<u64>(vm, value & (SOFTWARE | TIMER | EXTERNAL), MIE); return;
    case 0x305: store<u64>(vm, value & ~(<u64>2), MTVEC); return;
    case 0x340: store<u64>(vm, value, MSCRATCH); return;
    case 0x341: store<u64>(vm, value & ~(<u64>3), MEPC); return;
    case 0x342: store<u64>(vm, value, MCAUSE); return;
    case 0x343: store<u64>(vm, value, MTVAL); return;
    // The count that the write sets is the one after this instruction.
    case 0xb00: store<u64>(vm, value - instructions() - 1, MCYCLE_OFFSET); return;
    case 0xb02: store<u64>(vm, value - (instructions() - load<u64>(vm, EXCEPTIONS)) - 1, MINSTRET_OFFSET); return;
  }
}

/** CSRRW, CSRRS, CSRRC and their immediate forms. False: illegal. */
export function executeCsr(instruction: u32): bool {
  const number = instruction >> 20;
  const kind = (instruction >> 12) & 7;
  const source = (instruction >> 15) & 31;
  const operand: u64 = kind & 4 ? source : load<u64>(vm + <usize>(source << 3));
  const writes = (kind & 3) == 1 || source != 0;
  if (writes && number >> 10 == 3) return false;
  const before = readCsr(number);
  if (csrMissing) return false;
  if (writes) {
    if ((kind & 3) == 1) writeCsr(number, operand);
    else if ((kind & 3) == 2) writeCsr(number, before | operand);
    else writeCsr(number, before & ~operand);
  }
  const target = (instruction >> 7) & 31;
  if (target) store<u64>(vm + <usize>(target << 3), before);
  return true;
}
