/**
 * Instructions of RV64IMAB as values: built by name, encoded into words, printed as assembly text. The table is the one place
 * that knows bits; formats are those of the RISC-V unprivileged specification, chapter 2.
 */

type Format =
  | 'register'
  | 'immediate'
  | 'shift'
  | 'unary'
  | 'load'
  | 'store'
  | 'branch'
  | 'upper'
  | 'jump'
  | 'jumpRegister'
  | 'atomic'
  | 'loadReserved'
  | 'fence'
  | 'csr'
  | 'environment';

interface Shape {
  readonly format: Format;
  /** Opcode, funct3 and funct7 (or funct5, or funct12) in place. */
  readonly bits: number;
}

const shape = (format: Format, opcode: number, funct3 = 0, funct7 = 0): Shape => ({
  format,
  bits: (opcode | (funct3 << 12) | (funct7 << 25)) >>> 0,
});
const register = (funct3: number, funct7: number) => shape('register', 0x33, funct3, funct7);
const registerWord = (funct3: number, funct7: number) => shape('register', 0x3b, funct3, funct7);
const unary = (opcode: number, funct3: number, funct12: number): Shape => ({
  format: 'unary',
  bits: (opcode | (funct3 << 12) | (funct12 << 20)) >>> 0,
});
const immediate = (funct3: number) => shape('immediate', 0x13, funct3);
const load = (funct3: number) => shape('load', 0x03, funct3);
const store = (funct3: number) => shape('store', 0x23, funct3);
const branch = (funct3: number) => shape('branch', 0x63, funct3);
const atomicWord = (funct5: number) => shape('atomic', 0x2f, 2, funct5 << 2);
const atomicDouble = (funct5: number) => shape('atomic', 0x2f, 3, funct5 << 2);
const MULTIPLY = 0x01;
const ALTERNATE = 0x20;
const ROTATE = 0x30;

const SHAPES = {
  lui: shape('upper', 0x37),
  auipc: shape('upper', 0x17),
  jal: shape('jump', 0x6f),
  jalr: shape('jumpRegister', 0x67),
  beq: branch(0),
  bne: branch(1),
  blt: branch(4),
  bge: branch(5),
  bltu: branch(6),
  bgeu: branch(7),
  lb: load(0),
  lh: load(1),
  lw: load(2),
  ld: load(3),
  lbu: load(4),
  lhu: load(5),
  lwu: load(6),
  sb: store(0),
  sh: store(1),
  sw: store(2),
  sd: store(3),
  addi: immediate(0),
  slti: immediate(2),
  sltiu: immediate(3),
  xori: immediate(4),
  ori: immediate(6),
  andi: immediate(7),
  slli: shape('shift', 0x13, 1),
  srli: shape('shift', 0x13, 5),
  srai: shape('shift', 0x13, 5, ALTERNATE),
  addiw: shape('immediate', 0x1b, 0),
  slliw: shape('shift', 0x1b, 1),
  srliw: shape('shift', 0x1b, 5),
  sraiw: shape('shift', 0x1b, 5, ALTERNATE),
  add: register(0, 0),
  sub: register(0, ALTERNATE),
  sll: register(1, 0),
  slt: register(2, 0),
  sltu: register(3, 0),
  xor: register(4, 0),
  srl: register(5, 0),
  sra: register(5, ALTERNATE),
  or: register(6, 0),
  and: register(7, 0),
  addw: registerWord(0, 0),
  subw: registerWord(0, ALTERNATE),
  sllw: registerWord(1, 0),
  srlw: registerWord(5, 0),
  sraw: registerWord(5, ALTERNATE),
  mul: register(0, MULTIPLY),
  mulh: register(1, MULTIPLY),
  mulhsu: register(2, MULTIPLY),
  mulhu: register(3, MULTIPLY),
  div: register(4, MULTIPLY),
  divu: register(5, MULTIPLY),
  rem: register(6, MULTIPLY),
  remu: register(7, MULTIPLY),
  mulw: registerWord(0, MULTIPLY),
  divw: registerWord(4, MULTIPLY),
  divuw: registerWord(5, MULTIPLY),
  remw: registerWord(6, MULTIPLY),
  remuw: registerWord(7, MULTIPLY),
  sh1add: register(2, 0x10),
  sh2add: register(4, 0x10),
  sh3add: register(6, 0x10),
  'add.uw': registerWord(0, 0x04),
  'sh1add.uw': registerWord(2, 0x10),
  'sh2add.uw': registerWord(4, 0x10),
  'sh3add.uw': registerWord(6, 0x10),
  'slli.uw': shape('shift', 0x1b, 1, 0x04),
  andn: register(7, ALTERNATE),
  orn: register(6, ALTERNATE),
  xnor: register(4, ALTERNATE),
  min: register(4, 0x05),
  minu: register(5, 0x05),
  max: register(6, 0x05),
  maxu: register(7, 0x05),
  rol: register(1, ROTATE),
  ror: register(5, ROTATE),
  rolw: registerWord(1, ROTATE),
  rorw: registerWord(5, ROTATE),
  rori: shape('shift', 0x13, 5, ROTATE),
  roriw: shape('shift', 0x1b, 5, ROTATE),
  clz: unary(0x13, 1, 0x600),
  ctz: unary(0x13, 1, 0x601),
  cpop: unary(0x13, 1, 0x602),
  clzw: unary(0x1b, 1, 0x600),
  ctzw: unary(0x1b, 1, 0x601),
  cpopw: unary(0x1b, 1, 0x602),
  'sext.b': unary(0x13, 1, 0x604),
  'sext.h': unary(0x13, 1, 0x605),
  'zext.h': unary(0x3b, 4, 0x080),
  'orc.b': unary(0x13, 5, 0x287),
  rev8: unary(0x13, 5, 0x6b8),
  bclr: register(1, 0x24),
  bext: register(5, 0x24),
  binv: register(1, 0x34),
  bset: register(1, 0x14),
  bclri: shape('shift', 0x13, 1, 0x24),
  bexti: shape('shift', 0x13, 5, 0x24),
  binvi: shape('shift', 0x13, 1, 0x34),
  bseti: shape('shift', 0x13, 1, 0x14),
  'lr.w': { ...atomicWord(0x02), format: 'loadReserved' },
  'sc.w': atomicWord(0x03),
  'amoswap.w': atomicWord(0x01),
  'amoadd.w': atomicWord(0x00),
  'amoxor.w': atomicWord(0x04),
  'amoand.w': atomicWord(0x0c),
  'amoor.w': atomicWord(0x08),
  'amomin.w': atomicWord(0x10),
  'amomax.w': atomicWord(0x14),
  'amominu.w': atomicWord(0x18),
  'amomaxu.w': atomicWord(0x1c),
  'lr.d': { ...atomicDouble(0x02), format: 'loadReserved' },
  'sc.d': atomicDouble(0x03),
  'amoswap.d': atomicDouble(0x01),
  'amoadd.d': atomicDouble(0x00),
  'amoxor.d': atomicDouble(0x04),
  'amoand.d': atomicDouble(0x0c),
  'amoor.d': atomicDouble(0x08),
  'amomin.d': atomicDouble(0x10),
  'amomax.d': atomicDouble(0x14),
  'amominu.d': atomicDouble(0x18),
  'amomaxu.d': atomicDouble(0x1c),
  fence: shape('fence', 0x0f),
  ecall: shape('environment', 0x73),
  csrrw: shape('csr', 0x73, 1),
  csrrs: shape('csr', 0x73, 2),
} as const satisfies Record<string, Shape>;

export type Mnemonic = keyof typeof SHAPES;

export interface Instruction {
  readonly mnemonic: Mnemonic;
  readonly rd: number;
  readonly rs1: number;
  readonly rs2: number;
  /**
   * The signed immediate; for branches and jumps the distance in bytes, for `lui` and `auipc` the upper 20 bits as a signed
   * number, for shifts the amount, for atomics `aq * 2 + rl`, for fences `predecessors * 16 + successors`, for CSR
   * instructions the CSR's number.
   */
  readonly immediate: number;
}

export function instruction(mnemonic: Mnemonic, fields: Partial<Omit<Instruction, 'mnemonic'>> = {}): Instruction {
  return { mnemonic, rd: fields.rd ?? 0, rs1: fields.rs1 ?? 0, rs2: fields.rs2 ?? 0, immediate: fields.immediate ?? 0 };
}

/** The mnemonics of one format, in the order of the table. */
export function mnemonicsOf(format: Format): readonly Mnemonic[] {
  return MNEMONICS.filter((mnemonic) => SHAPES[mnemonic].format === format);
}

/** Whether it shifts or turns the low 32 bits, by less than that. `slli.uw` shifts 64, of which the upper are 0. */
export function shiftsWord(mnemonic: Mnemonic): boolean {
  const { format, bits } = SHAPES[mnemonic];
  return format === 'shift' && (bits & 0x7f) === 0x1b && mnemonic !== 'slli.uw';
}

function isMnemonic(name: string): name is Mnemonic {
  return Object.hasOwn(SHAPES, name);
}

/** Every instruction that can be encoded. */
export const MNEMONICS: readonly Mnemonic[] = Object.keys(SHAPES).filter(isMnemonic);

function within(what: Instruction, minimum: number, maximum: number, multiple = 1): number {
  const { immediate: value } = what;
  if (value < minimum || value > maximum || value % multiple !== 0)
    throw new RangeError(`${what.mnemonic} cannot hold the immediate ${value}`);
  return value;
}

/** The 32-bit word, as an unsigned number. Throws `RangeError` for an immediate that does not fit. */
export function encode(what: Instruction): number {
  const { format, bits } = SHAPES[what.mnemonic];
  const rd = what.rd << 7;
  const rs1 = what.rs1 << 15;
  const rs2 = what.rs2 << 20;
  return (bits | fields()) >>> 0;

  function fields(): number {
    switch (format) {
      case 'register':
        return rd | rs1 | rs2;
      case 'immediate':
      case 'load':
      case 'jumpRegister':
        return rd | rs1 | (within(what, -2048, 2047) << 20);
      case 'shift':
        return rd | rs1 | (within(what, 0, shiftsWord(what.mnemonic) ? 31 : 63) << 20);
      case 'unary':
        return rd | rs1;
      case 'store': {
        const offset = within(what, -2048, 2047);
        return rs1 | rs2 | ((offset >> 5) << 25) | ((offset & 0x1f) << 7);
      }
      case 'branch': {
        const distance = within(what, -4096, 4094, 2);
        const upper = ((distance >> 12) << 31) | (((distance >> 5) & 0x3f) << 25);
        return rs1 | rs2 | upper | (((distance >> 1) & 0xf) << 8) | (((distance >> 11) & 1) << 7);
      }
      case 'upper':
        return rd | (within(what, -0x80000, 0x7ffff) << 12);
      case 'jump': {
        const distance = within(what, -0x10_0000, 0xf_fffe, 2);
        const upper = ((distance >> 20) << 31) | (((distance >> 1) & 0x3ff) << 21);
        return rd | upper | (((distance >> 11) & 1) << 20) | (((distance >> 12) & 0xff) << 12);
      }
      case 'atomic':
        return rd | rs1 | rs2 | (within(what, 0, 3) << 25);
      case 'loadReserved':
        return rd | rs1 | (within(what, 0, 3) << 25);
      case 'fence':
        return within(what, 0, 255) << 20;
      case 'csr':
        return rd | rs1 | (within(what, 0, 4095) << 20);
      case 'environment':
        return 0;
    }
  }
}

const ORDERINGS = ['', '.rl', '.aq', '.aqrl'];

/** Which of device input, device output, memory reads and memory writes a fence orders. */
function fenceSet(bits: number): string {
  return [...'iorw'].filter((_, index) => bits & (8 >> index)).join('') || '0';
}

/** Assembly text as `objdump -M numeric,no-aliases` prints it; branches and jumps show their target when `address` is known. */
export function disassemble(what: Instruction, address?: number): string {
  const { mnemonic, rd, rs1, rs2, immediate: value } = what;
  const target = address === undefined ? `.${value < 0 ? '' : '+'}${value}` : (address + value).toString(16);
  const { format } = SHAPES[mnemonic];
  switch (format) {
    case 'register':
      return `${mnemonic} x${rd},x${rs1},x${rs2}`;
    case 'immediate':
    case 'shift':
      return `${mnemonic} x${rd},x${rs1},${value}`;
    case 'unary':
      return `${mnemonic} x${rd},x${rs1}`;
    case 'load':
    case 'jumpRegister':
      return `${mnemonic} x${rd},${value}(x${rs1})`;
    case 'store':
      return `${mnemonic} x${rs2},${value}(x${rs1})`;
    case 'branch':
      return `${mnemonic} x${rs1},x${rs2},${target}`;
    case 'upper':
      return `${mnemonic} x${rd},0x${(value & 0xfffff).toString(16)}`;
    case 'jump':
      return `${mnemonic} x${rd},${target}`;
    case 'atomic':
      return `${mnemonic}${ORDERINGS[value]} x${rd},x${rs2},(x${rs1})`;
    case 'loadReserved':
      return `${mnemonic}${ORDERINGS[value]} x${rd},(x${rs1})`;
    case 'fence':
      return `${mnemonic} ${fenceSet(value >> 4)},${fenceSet(value & 15)}`;
    case 'csr':
      return `${mnemonic} x${rd},0x${value.toString(16)},x${rs1}`;
    case 'environment':
      return mnemonic;
  }
}
