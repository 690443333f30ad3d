// The interpreter: RV64IM and the way to everything else (atomics, B, CSRs). One big loop over a switch, with the state that matters in
// locals: `ip` is the machine address of the next instruction, and `base + ip` its guest address, so that only leaving a page costs a
// look-up.
//
// The loop ends when its instructions are used up, and whenever something happened that the loop around it must look at: a trap, a
// write to a device or a CSR, MRET, WFI, or code on a page that the TLB does not know.
import { PC, TLB_ADDEND, TLB_ENTRIES, TLB_FETCH, TLB_LOAD, TLB_STORE, TLB_STRIDE, WAITING } from '../src/layout';
import { ACCESS_DONE, ACCESS_FAULT, executeAtomic, faultCause, faulted, slowFetch, slowLoad, slowStore } from './access';
import { executeBitManipulation } from './bit-manipulation';
import { setProgress } from './clock';
import { vm } from './memory';
import {
  BREAKPOINT, ECALL_FROM_M, ILLEGAL_INSTRUCTION, INSTRUCTION_FAULT, INSTRUCTION_MISALIGNED, exception, executeCsr, returnFromTrap,
} from './trap';

const PAGE_BITS: u64 = ~(<u64>0xfff);
// The TLB is direct-mapped by the low bits of the page number: shift them to where an entry's offset is.
const TLB_SHIFT: u32 = 7;
const TLB_MASK: u32 = (TLB_ENTRIES - 1) * TLB_STRIDE;

@inline
function tlbEntry(m: usize, va: u64): usize {
  return m + <usize>((<u32>va >> TLB_SHIFT) & TLB_MASK);
}

@inline
function rs1(m: usize, i: u32): u64 {
  return load<u64>(m + <usize>((i >> 12) & 0xf8));
}

@inline
function rs2(m: usize, i: u32): u64 {
  return load<u64>(m + <usize>((i >> 17) & 0xf8));
}

@inline
function setRd(m: usize, i: u32, value: u64): void {
  store<u64>(m + <usize>((i >> 4) & 0xf8), value);
}

@inline
function immediateI(i: u32): u64 {
  return <u64>(<i64>(<i32>i >> 20));
}

@inline
function immediateS(i: u32): u64 {
  return <u64>(<i64>((<i32>(i & 0xfe000000) >> 20) | <i32>((i >> 7) & 31)));
}

@inline
function immediateB(i: u32): i32 {
  return (<i32>(i & 0x80000000) >> 19) | <i32>((i & 0x80) << 4) | <i32>((i >> 20) & 0x7e0) | <i32>((i >> 7) & 0x1e);
}

@inline
function immediateJ(i: u32): i32 {
  return (<i32>(i & 0x80000000) >> 11) | <i32>(i & 0xff000) | <i32>((i >> 9) & 0x800) | <i32>((i >> 20) & 0x7fe);
}

@inline
function word(value: u64): u64 {
  return <u64>(<i64>(<i32>value));
}

function multiplyHighUnsigned(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff, aHigh = a >> 32, bLow = b & 0xffffffff, bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  const other = aLow * bHigh + (middle & 0xffffffff);
  return aHigh * bHigh + (middle >> 32) + (other >> 32);
}

function multiplyHigh(a: u64, b: u64): u64 {
  let high = multiplyHighUnsigned(a, b);
  if (<i64>a < 0) high -= b;
  if (<i64>b < 0) high -= a;
  return high;
}

function multiplyHighMixed(a: u64, b: u64): u64 {
  const high = multiplyHighUnsigned(a, b);
  return <i64>a < 0 ? high - b : high;
}

// Division never traps (unprivileged specification, M extension): by zero and on overflow it has fixed results.
function divide(a: i64, b: i64): u64 {
  if (b == 0) return ~(<u64>0);
  if (b == -1) return <u64>(-a);
  return <u64>(a / b);
}

function remainder(a: i64, b: i64): u64 {
  if (b == 0) return <u64>a;
  if (b == -1) return 0;
  return <u64>(a % b);
}

/** Executes at most `chunk` (at least 1) instructions from the PC in the state on. Returns how many units of work were done. */
export function interpret(chunk: u32): u32 {
  const m = vm;
  let left = chunk;
  let pc = load<u64>(m, PC);
  let ip = fetch(m, pc);
  if (!ip) {
    exception(INSTRUCTION_FAULT, pc, pc);
    return 1;
  }
  let base = pc - <u64>ip;
  while (true) {
    const i = load<u32>(ip);
    store<u64>(m, 0);
    ip += 4;
    if ((i & 3) != 3) return illegal(i, base + ip - 4, chunk - left);
    // Bits 6..2 of the instruction and funct3.
    const key = ((i << 1) & 0xf8) | ((i >> 12) & 7);
    switch (key) {
      // LOAD
      case 0x00: { const va = rs1(m, i) + immediateI(i), e = tlbEntry(m, va);
        if (load<u64>(e, TLB_LOAD) == (va & PAGE_BITS)) setRd(m, i, <u64>(<i64>load<i8>(<usize>(load<u32>(e, TLB_ADDEND) + <u32>va))));
        else { setProgress(chunk - left); const v = slowLoad(va, 1); if (faulted) return fault(base + ip - 4, va, chunk - left); setRd(m, i, <u64>(<i64>(<i8>v))); }
        break; }
      case 0x01: { const va = rs1(m, i) + immediateI(i), e = tlbEntry(m, va);
        if (load<u64>(e, TLB_LOAD) == (va & (PAGE_BITS | 1))) setRd(m, i, <u64>(<i64>load<i16>(<usize>(load<u32>(e, TLB_ADDEND) + <u32>va))));
        else { setProgress(chunk - left); const v = slowLoad(va, 2); if (faulted) return fault(base + ip - 4, va, chunk - left); setRd(m, i, <u64>(<i64>(<i16>v))); }
        break; }
      case 0x02: { const va = rs1(m, i) + immediateI(i), e = tlbEntry(m, va);
        if (load<u64>(e, TLB_LOAD) == (va & (PAGE_BITS | 3))) setRd(m, i, <u64>(<i64>load<i32>(<usize>(load<u32>(e, TLB_ADDEND) + <u32>va))));
        else { setProgress(chunk - left); const v = slowLoad(va, 4); if (faulted) return fault(base + ip - 4, va, chunk - left); setRd(m, i, word(v)); }
        break; }
      case 0x03: { const va = rs1(m, i) + immediateI(i), e = tlbEntry(m, va);
        if (load<u64>(e, TLB_LOAD) == (va & (PAGE_BITS | 7))) setRd(m, i, load<u64>(<usize>(load<u32>(e, TLB_ADDEND) + <u32>va)));
        else { setProgress(chunk - left); const v = slowLoad(va, 8); if (faulted) return fault(base + ip - 4, va, chunk - left); setRd(m, i, v); }
        break; }
      case 0x04: { const va = rs1(m, i) + immediateI(i), e = tlbEntry(m, va);
        if (load<u64>(e, TLB_LOAD) == (va & PAGE_BITS)) setRd(m, i, <u64>load<u8>(<usize>(load<u32>(e, TLB_ADDEND) + <u32>va)));
        else { setProgress(chunk - left); const v = slowLoad(va, 1); if (faulted) return fault(base + ip - 4, va, chunk - left); setRd(m, i, v); }
        break; }
      case 0x05: { const va = rs1(m, i) + immediateI(i), e = tlbEntry(m, va);
        if (load<u64>(e, TLB_LOAD) == (va & (PAGE_BITS | 1))) setRd(m, i, <u64>load<u16>(<usize>(load<u32>(e, TLB_ADDEND) + <u32>va)));
        else { setProgress(chunk - left); const v = slowLoad(va, 2); if (faulted) return fault(base + ip - 4, va, chunk - left); setRd(m, i, v); }
        break; }
      case 0x06: { const va = rs1(m, i) + immediateI(i), e = tlbEntry(m, va);
        if (load<u64>(e, TLB_LOAD) == (va & (PAGE_BITS | 3))) setRd(m, i, <u64>load<u32>(<usize>(load<u32>(e, TLB_ADDEND) + <u32>va)));
        else { setProgress(chunk - left); const v = slowLoad(va, 4); if (faulted) return fault(base + ip - 4, va, chunk - left); setRd(m, i, v); }
        break; }
      // MISC-MEM: FENCE and FENCE.I. There is one hart and no instruction cache.
      case 0x18: break;
      case 0x19: break;
      // OP-IMM
      case 0x20: setRd(m, i, rs1(m, i) + immediateI(i)); break;
      case 0x21:
        if (i >> 26 == 0) setRd(m, i, rs1(m, i) << <u64>((i >> 20) & 63));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break;
      case 0x22: setRd(m, i, <u64>(<i64>rs1(m, i) < <i64>immediateI(i))); break;
      case 0x23: setRd(m, i, <u64>(rs1(m, i) < immediateI(i))); break;
      case 0x24: setRd(m, i, rs1(m, i) ^ immediateI(i)); break;
      case 0x25:
        if (i >> 26 == 0) setRd(m, i, rs1(m, i) >> <u64>((i >> 20) & 63));
        else if (i >> 26 == 16) setRd(m, i, <u64>(<i64>rs1(m, i) >> <i64>((i >> 20) & 63)));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break;
      case 0x26: setRd(m, i, rs1(m, i) | immediateI(i)); break;
      case 0x27: setRd(m, i, rs1(m, i) & immediateI(i)); break;
      // AUIPC
      case 0x28: case 0x29: case 0x2a: case 0x2b: case 0x2c: case 0x2d: case 0x2e: case 0x2f:
        setRd(m, i, base + ip - 4 + <u64>(<i64>(<i32>(i & 0xfffff000)))); break;
      // OP-IMM-32
      case 0x30: setRd(m, i, word(rs1(m, i) + immediateI(i))); break;
      case 0x31:
        if (i >> 25 == 0) setRd(m, i, word(<u64>(<u32>rs1(m, i) << ((i >> 20) & 31))));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break;
      case 0x35:
        if (i >> 25 == 0) setRd(m, i, word(<u64>(<u32>rs1(m, i) >> ((i >> 20) & 31))));
        else if (i >> 25 == 32) setRd(m, i, <u64>(<i64>(<i32>rs1(m, i) >> <i32>((i >> 20) & 31))));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break;
      // STORE
      case 0x40: { const va = rs1(m, i) + immediateS(i), e = tlbEntry(m, va);
        if (load<u64>(e, TLB_STORE) == (va & PAGE_BITS)) store<u8>(<usize>(load<u32>(e, TLB_ADDEND) + <u32>va), <u8>rs2(m, i));
        else { setProgress(chunk - left); const r = slowStore(va, 1, rs2(m, i)); if (r != ACCESS_DONE) return stored(r, base + ip, va, chunk - left); }
        break; }
      case 0x41: { const va = rs1(m, i) + immediateS(i), e = tlbEntry(m, va);
        if (load<u64>(e, TLB_STORE) == (va & (PAGE_BITS | 1))) store<u16>(<usize>(load<u32>(e, TLB_ADDEND) + <u32>va), <u16>rs2(m, i));
        else { setProgress(chunk - left); const r = slowStore(va, 2, rs2(m, i)); if (r != ACCESS_DONE) return stored(r, base + ip, va, chunk - left); }
        break; }
      case 0x42: { const va = rs1(m, i) + immediateS(i), e = tlbEntry(m, va);
        if (load<u64>(e, TLB_STORE) == (va & (PAGE_BITS | 3))) store<u32>(<usize>(load<u32>(e, TLB_ADDEND) + <u32>va), <u32>rs2(m, i));
        else { setProgress(chunk - left); const r = slowStore(va, 4, rs2(m, i)); if (r != ACCESS_DONE) return stored(r, base + ip, va, chunk - left); }
        break; }
      case 0x43: { const va = rs1(m, i) + immediateS(i), e = tlbEntry(m, va);
        if (load<u64>(e, TLB_STORE) == (va & (PAGE_BITS | 7))) store<u64>(<usize>(load<u32>(e, TLB_ADDEND) + <u32>va), rs2(m, i));
        else { setProgress(chunk - left); const r = slowStore(va, 8, rs2(m, i)); if (r != ACCESS_DONE) return stored(r, base + ip, va, chunk - left); }
        break; }
      // AMO
      case 0x5a: case 0x5b:
        if (!executeAtomic(i)) return faulted ? fault(base + ip - 4, rs1(m, i), chunk - left) : illegal(i, base + ip - 4, chunk - left);
        break;
      // OP
      case 0x60: { const f = i >> 25, a = rs1(m, i), b = rs2(m, i);
        if (f == 0) setRd(m, i, a + b); else if (f == 32) setRd(m, i, a - b); else if (f == 1) setRd(m, i, a * b);
        else return illegal(i, base + ip - 4, chunk - left);
        break; }
      case 0x61: { const f = i >> 25, a = rs1(m, i), b = rs2(m, i);
        if (f == 0) setRd(m, i, a << (b & 63)); else if (f == 1) setRd(m, i, multiplyHigh(a, b));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break; }
      case 0x62: { const f = i >> 25, a = rs1(m, i), b = rs2(m, i);
        if (f == 0) setRd(m, i, <u64>(<i64>a < <i64>b)); else if (f == 1) setRd(m, i, multiplyHighMixed(a, b));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break; }
      case 0x63: { const f = i >> 25, a = rs1(m, i), b = rs2(m, i);
        if (f == 0) setRd(m, i, <u64>(a < b)); else if (f == 1) setRd(m, i, multiplyHighUnsigned(a, b));
        else return illegal(i, base + ip - 4, chunk - left);
        break; }
      case 0x64: { const f = i >> 25, a = rs1(m, i), b = rs2(m, i);
        if (f == 0) setRd(m, i, a ^ b); else if (f == 1) setRd(m, i, divide(<i64>a, <i64>b));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break; }
      case 0x65: { const f = i >> 25, a = rs1(m, i), b = rs2(m, i);
        if (f == 0) setRd(m, i, a >> (b & 63)); else if (f == 32) setRd(m, i, <u64>(<i64>a >> <i64>(b & 63)));
        else if (f == 1) setRd(m, i, b ? a / b : ~(<u64>0));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break; }
      case 0x66: { const f = i >> 25, a = rs1(m, i), b = rs2(m, i);
        if (f == 0) setRd(m, i, a | b); else if (f == 1) setRd(m, i, remainder(<i64>a, <i64>b));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break; }
      case 0x67: { const f = i >> 25, a = rs1(m, i), b = rs2(m, i);
        if (f == 0) setRd(m, i, a & b); else if (f == 1) setRd(m, i, b ? a % b : a);
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break; }
      // LUI
      case 0x68: case 0x69: case 0x6a: case 0x6b: case 0x6c: case 0x6d: case 0x6e: case 0x6f:
        setRd(m, i, <u64>(<i64>(<i32>(i & 0xfffff000)))); break;
      // OP-32
      case 0x70: { const f = i >> 25, a = <u32>rs1(m, i), b = <u32>rs2(m, i);
        if (f == 0) setRd(m, i, word(a + b)); else if (f == 32) setRd(m, i, word(a - b)); else if (f == 1) setRd(m, i, word(a * b));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break; }
      case 0x71: { const f = i >> 25, a = <u32>rs1(m, i), b = <u32>rs2(m, i);
        if (f == 0) setRd(m, i, word(a << (b & 31)));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break; }
      case 0x72:
        if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break;
      case 0x74: { const f = i >> 25, a = <i32>rs1(m, i), b = <i32>rs2(m, i);
        if (f == 1) setRd(m, i, word(divide(a, b)));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break; }
      case 0x75: { const f = i >> 25, a = <u32>rs1(m, i), b = <u32>rs2(m, i);
        if (f == 0) setRd(m, i, word(a >> (b & 31))); else if (f == 32) setRd(m, i, word(<i32>a >> <i32>(b & 31)));
        else if (f == 1) setRd(m, i, b ? word(a / b) : ~(<u64>0));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break; }
      case 0x76: { const f = i >> 25, a = <i32>rs1(m, i), b = <i32>rs2(m, i);
        if (f == 1) setRd(m, i, word(remainder(a, b)));
        else if (!executeBitManipulation(i)) return illegal(i, base + ip - 4, chunk - left);
        break; }
      case 0x77: { const f = i >> 25, a = <u32>rs1(m, i), b = <u32>rs2(m, i);
        if (f == 1) setRd(m, i, word(b ? a % b : a));
        else return illegal(i, base + ip - 4, chunk - left);
        break; }
      // BRANCH
      case 0xc0: case 0xc1: case 0xc4: case 0xc5: case 0xc6: case 0xc7: {
        const a = rs1(m, i), b = rs2(m, i);
        let taken: bool;
        if (key == 0xc0) taken = a == b;
        else if (key == 0xc1) taken = a != b;
        else if (key == 0xc4) taken = <i64>a < <i64>b;
        else if (key == 0xc5) taken = <i64>a >= <i64>b;
        else if (key == 0xc6) taken = a < b;
        else taken = a >= b;
        if (taken) {
          const from = <u32>ip - 4, to = from + <u32>immediateB(i);
          if (((from ^ to) & ~0xfff) == 0 && (to & 3) == 0) ip = <usize>to;
          else {
            pc = base + <u64>from + <u64>(<i64>immediateB(i));
            if (pc & 3) return misaligned(base + <u64>from, pc, chunk - left);
            ip = fetch(m, pc);
            if (!ip) return leave(m, pc, chunk - left + 1);
            base = pc - <u64>ip;
          }
        }
        break; }
      // JALR
      case 0xc8: {
        const here = base + ip - 4;
        pc = (rs1(m, i) + immediateI(i)) & ~(<u64>1);
        if (pc & 2) return misaligned(here, pc, chunk - left);
        setRd(m, i, here + 4);
        ip = fetch(m, pc);
        if (!ip) return leave(m, pc, chunk - left + 1);
        base = pc - <u64>ip;
        break; }
      // JAL
      case 0xd8: case 0xd9: case 0xda: case 0xdb: case 0xdc: case 0xdd: case 0xde: case 0xdf: {
        const here = base + ip - 4;
        pc = here + <u64>(<i64>immediateJ(i));
        if (pc & 2) return misaligned(here, pc, chunk - left);
        setRd(m, i, here + 4);
        ip = fetch(m, pc);
        if (!ip) return leave(m, pc, chunk - left + 1);
        base = pc - <u64>ip;
        break; }
      // SYSTEM
      case 0xe0:
        store<u64>(m, base + ip, PC);
        if (i == 0x00000073) exception(ECALL_FROM_M, base + ip - 4, 0);
        else if (i == 0x00100073) exception(BREAKPOINT, base + ip - 4, base + ip - 4);
        else if (i == 0x30200073) returnFromTrap();
        else if (i == 0x10500073) store<u32>(m, 1, WAITING);
        else return illegal(i, base + ip - 4, chunk - left);
        return chunk - left + 1;
      case 0xe1: case 0xe2: case 0xe3: case 0xe5: case 0xe6: case 0xe7:
        setProgress(chunk - left);
        if (!executeCsr(i)) return illegal(i, base + ip - 4, chunk - left);
        // What it changed may let an interrupt in.
        return leave(m, base + ip, chunk - left + 1);
      default:
        return illegal(i, base + ip - 4, chunk - left);
    }
    if (!--left) return leave(m, base + ip, chunk);
    if (!(<u32>ip & 0xfff)) {
      // Ran over the end of the page, or jumped to the beginning of one.
      pc = base + ip;
      ip = fetch(m, pc);
      if (!ip) return leave(m, pc, chunk - left);
      base = pc - <u64>ip;
    }
  }
}

@inline
function fetch(m: usize, pc: u64): usize {
  const e = tlbEntry(m, pc);
  return load<u64>(e, TLB_FETCH) == (pc & PAGE_BITS) ? <usize>(load<u32>(e, TLB_ADDEND) + <u32>pc) : slowFetch(pc);
}

/** Leaves the loop with the PC and the count of work done. */
function leave(m: usize, pc: u64, done: u32): u32 {
  store<u64>(m, 0);
  store<u64>(m, pc, PC);
  return done;
}

function illegal(instruction: u32, pc: u64, done: u32): u32 {
  exception(ILLEGAL_INSTRUCTION, pc, instruction);
  return done + 1;
}

function misaligned(pc: u64, target: u64, done: u32): u32 {
  exception(INSTRUCTION_MISALIGNED, pc, target);
  return done + 1;
}

function fault(pc: u64, va: u64, done: u32): u32 {
  exception(faultCause, pc, va);
  return done + 1;
}

/** After a store that was not simply one to RAM; `next` is the PC after it. */
function stored(result: u32, next: u64, va: u64, done: u32): u32 {
  if (result == ACCESS_FAULT) return fault(next - 4, va, done);
  return leave(vm, next, done + 1);
}
