/**
 * A small RISC-V assembler for tests: a program is a list of instructions, made by functions named after the mnemonics, and labels.
 * Registers are numbers (`x5`) or their ABI names through `r`.
 */

export const r = {
  zero: 0,
  ra: 1,
  sp: 2,
  gp: 3,
  tp: 4,
  t0: 5,
  t1: 6,
  t2: 7,
  s0: 8,
  s1: 9,
  a0: 10,
  a1: 11,
  a2: 12,
  a3: 13,
  a4: 14,
  a5: 15,
  a6: 16,
  a7: 17,
  s2: 18,
  s3: 19,
  s4: 20,
  s5: 21,
  s6: 22,
  s7: 23,
  s8: 24,
  s9: 25,
  s10: 26,
  s11: 27,
  t3: 28,
  t4: 29,
  t5: 30,
  t6: 31,
} as const;

/** An instruction whose encoding needs its own place and the labels. */
type Late = (at: number, labels: ReadonlyMap<string, number>) => number;
type Item = { readonly word: number } | { readonly late: Late } | { readonly label: string };
export type Program = readonly (Item | readonly Item[])[];

export const word = (value: number): Item => ({ word: value >>> 0 });
export const label = (name: string): Item => ({ label: name });

const rType = (opcode: number, funct3: number, funct7: number) => (rd: number, rs1: number, rs2: number) =>
  word(opcode | (rd << 7) | (funct3 << 12) | (rs1 << 15) | (rs2 << 20) | (funct7 << 25));
const iType = (opcode: number, funct3: number) => (rd: number, rs1: number, immediate: number) => {
  if (immediate < -2048 || immediate > 2047) throw new Error(`immediate ${immediate} does not fit 12 bits`);
  return word(opcode | (rd << 7) | (funct3 << 12) | (rs1 << 15) | (immediate << 20));
};
const shift = (opcode: number, funct3: number, high: number) => (rd: number, rs1: number, amount: number) =>
  word(opcode | (rd << 7) | (funct3 << 12) | (rs1 << 15) | (amount << 20) | high);
const sType = (funct3: number) => (rs2: number, rs1: number, immediate: number) =>
  word(0x23 | ((immediate & 31) << 7) | (funct3 << 12) | (rs1 << 15) | (rs2 << 20) | ((immediate >> 5) << 25));

function encodeBranch(funct3: number, rs1: number, rs2: number, offset: number): number {
  const bits =
    (((offset >> 12) & 1) << 31) |
    (((offset >> 5) & 63) << 25) |
    (((offset >> 1) & 15) << 8) |
    (((offset >> 11) & 1) << 7);
  return (0x63 | (funct3 << 12) | (rs1 << 15) | (rs2 << 20) | bits) >>> 0;
}

function encodeJal(rd: number, offset: number): number {
  const bits =
    (((offset >> 20) & 1) << 31) |
    (((offset >> 1) & 1023) << 21) |
    (((offset >> 11) & 1) << 20) |
    (((offset >> 12) & 255) << 12);
  return (0x6f | (rd << 7) | bits) >>> 0;
}

/** A target is a label or a distance in bytes. */
function distance(target: string | number, at: number, labels: ReadonlyMap<string, number>): number {
  if (typeof target === 'number') return target;
  const found = labels.get(target);
  if (found === undefined) throw new Error(`no label ${target}`);
  return found - at;
}

const branch =
  (funct3: number) =>
  (rs1: number, rs2: number, target: string | number): Item => ({
    late: (at, labels) => encodeBranch(funct3, rs1, rs2, distance(target, at, labels)),
  });

const csr = (funct3: number) => (rd: number, number: number, source: number) =>
  word(0x73 | (rd << 7) | (funct3 << 12) | (source << 15) | (number << 20));
const amo = (width: number, funct5: number) => (rd: number, rs2: number, rs1: number) =>
  word(0x2f | (rd << 7) | (width << 12) | (rs1 << 15) | (rs2 << 20) | (funct5 << 27));

export const add = rType(0x33, 0, 0);
export const sub = rType(0x33, 0, 32);
export const sll = rType(0x33, 1, 0);
export const slt = rType(0x33, 2, 0);
export const sltu = rType(0x33, 3, 0);
export const xor = rType(0x33, 4, 0);
export const srl = rType(0x33, 5, 0);
export const sra = rType(0x33, 5, 32);
export const or = rType(0x33, 6, 0);
export const and = rType(0x33, 7, 0);
export const mul = rType(0x33, 0, 1);
export const mulh = rType(0x33, 1, 1);
export const mulhsu = rType(0x33, 2, 1);
export const mulhu = rType(0x33, 3, 1);
export const div = rType(0x33, 4, 1);
export const divu = rType(0x33, 5, 1);
export const rem = rType(0x33, 6, 1);
export const remu = rType(0x33, 7, 1);
export const addw = rType(0x3b, 0, 0);
export const subw = rType(0x3b, 0, 32);
export const sllw = rType(0x3b, 1, 0);
export const srlw = rType(0x3b, 5, 0);
export const sraw = rType(0x3b, 5, 32);
export const mulw = rType(0x3b, 0, 1);
export const divw = rType(0x3b, 4, 1);
export const divuw = rType(0x3b, 5, 1);
export const remw = rType(0x3b, 6, 1);
export const remuw = rType(0x3b, 7, 1);
export const addi = iType(0x13, 0);
export const slti = iType(0x13, 2);
export const sltiu = iType(0x13, 3);
export const xori = iType(0x13, 4);
export const ori = iType(0x13, 6);
export const andi = iType(0x13, 7);
export const slli = shift(0x13, 1, 0);
export const srli = shift(0x13, 5, 0);
export const srai = shift(0x13, 5, 0x40000000);
export const addiw = iType(0x1b, 0);
export const slliw = shift(0x1b, 1, 0);
export const srliw = shift(0x1b, 5, 0);
export const sraiw = shift(0x1b, 5, 0x40000000);
/** Loads: (rd, rs1, offset). */
export const lb = iType(0x03, 0);
export const lh = iType(0x03, 1);
export const lw = iType(0x03, 2);
export const ld = iType(0x03, 3);
export const lbu = iType(0x03, 4);
export const lhu = iType(0x03, 5);
export const lwu = iType(0x03, 6);
/** Stores: (rs2, rs1, offset). */
export const sb = sType(0);
export const sh = sType(1);
export const sw = sType(2);
export const sd = sType(3);
export const beq = branch(0);
export const bne = branch(1);
export const blt = branch(4);
export const bge = branch(5);
export const bltu = branch(6);
export const bgeu = branch(7);
export const jalr = iType(0x67, 0);
export const jal = (rd: number, target: string | number): Item => ({
  late: (at, labels) => encodeJal(rd, distance(target, at, labels)),
});
export const j = (target: string | number): Item => jal(0, target);
/** The upper 20 bits, as they are in the instruction. */
export const lui = (rd: number, upper: number) => word(0x37 | (rd << 7) | (upper << 12));
export const auipc = (rd: number, upper: number) => word(0x17 | (rd << 7) | (upper << 12));
/** The address of a label. */
export const la = (rd: number, target: string): readonly Item[] => [
  { late: (at, labels) => (0x17 | (rd << 7) | ((distance(target, at, labels) + 0x800) & 0xfffff000)) >>> 0 },
  {
    late: (at, labels) =>
      (0x13 | (rd << 7) | (rd << 15) | (((distance(target, at - 4, labels) << 20) >> 20) << 20)) >>> 0,
  },
];
/** CSR forms: (rd, csr, rs1 or 5-bit immediate). */
export const csrrw = csr(1);
export const csrrs = csr(2);
export const csrrc = csr(3);
export const csrrwi = csr(5);
export const csrrsi = csr(6);
export const csrrci = csr(7);
/** AMOs: (rd, rs2, rs1). */
export const lrw = (rd: number, rs1: number) => amo(2, 2)(rd, 0, rs1);
export const lrd = (rd: number, rs1: number) => amo(3, 2)(rd, 0, rs1);
export const scw = amo(2, 3);
export const scd = amo(3, 3);
export const amoswapw = amo(2, 1);
export const amoaddw = amo(2, 0);
export const amoxorw = amo(2, 4);
export const amoandw = amo(2, 12);
export const amoorw = amo(2, 8);
export const amominw = amo(2, 16);
export const amomaxw = amo(2, 20);
export const amominuw = amo(2, 24);
export const amomaxuw = amo(2, 28);
export const amoswapd = amo(3, 1);
export const amoaddd = amo(3, 0);
export const amoxord = amo(3, 4);
export const amoandd = amo(3, 12);
export const amoord = amo(3, 8);
export const amomind = amo(3, 16);
export const amomaxd = amo(3, 20);
export const amominud = amo(3, 24);
export const amomaxud = amo(3, 28);
export const ecall = word(0x00000073);
export const ebreak = word(0x00100073);
export const mret = word(0x30200073);
export const wfi = word(0x10500073);
export const fence = word(0x0ff0000f);
export const fenceI = word(0x0000100f);
export const nop = addi(0, 0, 0);
export const mv = (rd: number, rs: number) => addi(rd, rs, 0);

/** Any 64-bit constant, in at most eight instructions. */
export function li(rd: number, value: number | bigint): readonly Item[] {
  const wanted = BigInt.asIntN(64, BigInt(value));
  if (wanted >= -2048n && wanted <= 2047n) return [addi(rd, 0, Number(wanted))];
  if (wanted >= -0x80000000n && wanted <= 0x7fffffffn) {
    const number = Number(wanted);
    const low = (number << 20) >> 20;
    return [lui(rd, ((number - low) >> 12) & 0xfffff), ...(low ? [addiw(rd, rd, low)] : [])];
  }
  const low = Number(BigInt.asIntN(12, wanted));
  return [...li(rd, (wanted - BigInt(low)) >> 12n), slli(rd, rd, 12), ...(low ? [addi(rd, rd, low)] : [])];
}

/** The bytes of a program that begins at any address: all its references are relative. */
export function assemble(program: Program): Uint8Array {
  const items = program.flatMap((entry): readonly Item[] => ('length' in entry ? entry : [entry]));
  const labels = new Map<string, number>();
  let at = 0;
  for (const item of items) {
    if ('label' in item) labels.set(item.label, at);
    else at += 4;
  }
  const bytes = new Uint8Array(at);
  const view = new DataView(bytes.buffer);
  at = 0;
  for (const item of items) {
    if ('label' in item) continue;
    view.setUint32(at, ('word' in item ? item.word : item.late(at, labels)) >>> 0, true);
    at += 4;
  }
  return bytes;
}
