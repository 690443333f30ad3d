// The B extension: Zba, Zbb and Zbs of the unprivileged specification, chapter "B". Every one of its instructions lies where RV64IMA
// has none, so the interpreter only comes here when it would otherwise trap, and the loop pays nothing for it. A machine whose misa
// lacks B traps all the same: that is how an EVC mode below the processor's own is kept.
import { EXTENSION_B, EXTENSIONS } from '../src/layout';
import { vm } from './memory';

const EACH_BYTE: u64 = 0x0101010101010101;

@inline
function word(value: u64): u64 {
  return <u64>(<i64>(<i32>value));
}

/** Each byte all ones where any bit of it is set. */
function orCombine(value: u64): u64 {
  let bits = value | ((value >> 1) & 0x7f7f7f7f7f7f7f7f);
  bits |= (bits >> 2) & 0x3f3f3f3f3f3f3f3f;
  bits |= (bits >> 4) & 0x0f0f0f0f0f0f0f0f;
  return (bits & EACH_BYTE) * 0xff;
}

/** False: illegal. */
export function executeBitManipulation(i: u32): bool {
  if (!(load<u32>(vm, EXTENSIONS) & EXTENSION_B)) return false;
  const a = load<u64>(vm + <usize>((i >> 12) & 0xf8));
  const b = load<u64>(vm + <usize>((i >> 17) & 0xf8));
  const funct3 = (i >> 12) & 7;
  const rd = vm + <usize>((i >> 4) & 0xf8);
  // The immediate or funct7 and rs2, and the six bits above a shift's amount.
  const top = i >> 20, funct7 = i >> 25, funct6 = i >> 26, amount = <u64>(top & 63);
  switch (i & 0x7f) {
    // OP
    case 0x33:
      switch ((funct7 << 3) | funct3) {
        case (0x10 << 3) | 2: store<u64>(rd, b + (a << 1)); return true; // sh1add
        case (0x10 << 3) | 4: store<u64>(rd, b + (a << 2)); return true; // sh2add
        case (0x10 << 3) | 6: store<u64>(rd, b + (a << 3)); return true; // sh3add
        case (0x20 << 3) | 4: store<u64>(rd, ~(a ^ b)); return true; // xnor
        case (0x20 << 3) | 6: store<u64>(rd, a | ~b); return true; // orn
        case (0x20 << 3) | 7: store<u64>(rd, a & ~b); return true; // andn
        case (0x05 << 3) | 4: store<u64>(rd, <i64>a < <i64>b ? a : b); return true; // min
        case (0x05 << 3) | 5: store<u64>(rd, a < b ? a : b); return true; // minu
        case (0x05 << 3) | 6: store<u64>(rd, <i64>a > <i64>b ? a : b); return true; // max
        case (0x05 << 3) | 7: store<u64>(rd, a > b ? a : b); return true; // maxu
        case (0x30 << 3) | 1: store<u64>(rd, rotl<u64>(a, b & 63)); return true; // rol
        case (0x30 << 3) | 5: store<u64>(rd, rotr<u64>(a, b & 63)); return true; // ror
        case (0x24 << 3) | 1: store<u64>(rd, a & ~(<u64>1 << (b & 63))); return true; // bclr
        case (0x24 << 3) | 5: store<u64>(rd, (a >> (b & 63)) & 1); return true; // bext
        case (0x34 << 3) | 1: store<u64>(rd, a ^ (<u64>1 << (b & 63))); return true; // binv
        case (0x14 << 3) | 1: store<u64>(rd, a | (<u64>1 << (b & 63))); return true; // bset
      }
      return false;
    // OP-32
    case 0x3b:
      switch ((funct7 << 3) | funct3) {
        case (0x04 << 3) | 0: store<u64>(rd, b + <u64>(<u32>a)); return true; // add.uw
        case (0x04 << 3) | 4: // zext.h
          if (top & 31) return false;
          store<u64>(rd, a & 0xffff);
          return true;
        case (0x10 << 3) | 2: store<u64>(rd, b + (<u64>(<u32>a) << 1)); return true; // sh1add.uw
        case (0x10 << 3) | 4: store<u64>(rd, b + (<u64>(<u32>a) << 2)); return true; // sh2add.uw
        case (0x10 << 3) | 6: store<u64>(rd, b + (<u64>(<u32>a) << 3)); return true; // sh3add.uw
        case (0x30 << 3) | 1: store<u64>(rd, word(rotl<u32>(<u32>a, <u32>b & 31))); return true; // rolw
        case (0x30 << 3) | 5: store<u64>(rd, word(rotr<u32>(<u32>a, <u32>b & 31))); return true; // rorw
      }
      return false;
    // OP-IMM
    case 0x13:
      switch ((funct6 << 3) | funct3) {
        case (0x12 << 3) | 1: store<u64>(rd, a & ~(<u64>1 << amount)); return true; // bclri
        case (0x12 << 3) | 5: store<u64>(rd, (a >> amount) & 1); return true; // bexti
        case (0x1a << 3) | 1: store<u64>(rd, a ^ (<u64>1 << amount)); return true; // binvi
        case (0x0a << 3) | 1: store<u64>(rd, a | (<u64>1 << amount)); return true; // bseti
        case (0x18 << 3) | 5: store<u64>(rd, rotr<u64>(a, amount)); return true; // rori
      }
      switch ((top << 3) | funct3) {
        case (0x600 << 3) | 1: store<u64>(rd, clz<u64>(a)); return true; // clz
        case (0x601 << 3) | 1: store<u64>(rd, ctz<u64>(a)); return true; // ctz
        case (0x602 << 3) | 1: store<u64>(rd, popcnt<u64>(a)); return true; // cpop
        case (0x604 << 3) | 1: store<u64>(rd, <u64>(<i64>(<i8>a))); return true; // sext.b
        case (0x605 << 3) | 1: store<u64>(rd, <u64>(<i64>(<i16>a))); return true; // sext.h
        case (0x287 << 3) | 5: store<u64>(rd, orCombine(a)); return true; // orc.b
        case (0x6b8 << 3) | 5: store<u64>(rd, bswap<u64>(a)); return true; // rev8
      }
      return false;
    // OP-IMM-32
    case 0x1b:
      if (funct3 == 1 && funct6 == 0x02) { store<u64>(rd, <u64>(<u32>a) << amount); return true; } // slli.uw
      switch ((top << 3) | funct3) {
        case (0x600 << 3) | 1: store<u64>(rd, <u64>clz<u32>(<u32>a)); return true; // clzw
        case (0x601 << 3) | 1: store<u64>(rd, <u64>ctz<u32>(<u32>a)); return true; // ctzw
        case (0x602 << 3) | 1: store<u64>(rd, <u64>popcnt<u32>(<u32>a)); return true; // cpopw
      }
      if (funct3 == 5 && funct7 == 0x30) { store<u64>(rd, word(rotr<u32>(<u32>a, top & 31))); return true; } // roriw
      return false;
  }
  return false;
}
