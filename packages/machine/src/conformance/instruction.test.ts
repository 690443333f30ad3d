import { describe, expect, it } from 'vitest';
import { disassemble, encode, type Instruction, instruction, MNEMONICS } from './instruction.ts';

/** Words that GNU as 2.40 makes of these texts (`riscv64-unknown-elf-as -march=rv64ima_zicsr`, `.option norelax`). */
const AS_GNU_DOES: readonly (readonly [text: string, word: number, instruction: Instruction])[] = [
  ['lui x9,0x80000', 0x8000_04b7, instruction('lui', { rd: 9, immediate: -524288 })],
  ['lui x9,0xfffff', 0xffff_f4b7, instruction('lui', { rd: 9, immediate: -1 })],
  ['auipc x26,0x8795b', 0x8795_bd17, instruction('auipc', { rd: 26, immediate: -493221 })],
  ['jal x1,.-1048576', 0x8000_00ef, instruction('jal', { rd: 1, immediate: -1048576 })],
  ['jal x31,.+1048574', 0x7fff_ffef, instruction('jal', { rd: 31, immediate: 1048574 })],
  ['jalr x1,-2048(x2)', 0x8001_00e7, instruction('jalr', { rd: 1, rs1: 2, immediate: -2048 })],
  ['beq x5,x31,.-4096', 0x81f2_8063, instruction('beq', { rs1: 5, rs2: 31, immediate: -4096 })],
  ['bne x24,x23,.+32', 0x037c_1063, instruction('bne', { rs1: 24, rs2: 23, immediate: 32 })],
  ['blt x20,x21,.+56', 0x035a_4c63, instruction('blt', { rs1: 20, rs2: 21, immediate: 56 })],
  ['bge x28,x1,.+16', 0x001e_5863, instruction('bge', { rs1: 28, rs2: 1, immediate: 16 })],
  ['bltu x25,x18,.+24', 0x012c_ec63, instruction('bltu', { rs1: 25, rs2: 18, immediate: 24 })],
  ['bgeu x1,x2,.+4094', 0x7e20_ffe3, instruction('bgeu', { rs1: 1, rs2: 2, immediate: 4094 })],
  ['lb x30,-33(x24)', 0xfdfc_0f03, instruction('lb', { rd: 30, rs1: 24, immediate: -33 })],
  ['lh x18,-1398(x7)', 0xa8a3_9903, instruction('lh', { rd: 18, rs1: 7, immediate: -1398 })],
  ['lw x11,108(x18)', 0x06c9_2583, instruction('lw', { rd: 11, rs1: 18, immediate: 108 })],
  ['ld x27,-112(x3)', 0xf901_bd83, instruction('ld', { rd: 27, rs1: 3, immediate: -112 })],
  ['lbu x18,-82(x3)', 0xfae1_c903, instruction('lbu', { rd: 18, rs1: 3, immediate: -82 })],
  ['lhu x1,1464(x22)', 0x5b8b_5083, instruction('lhu', { rd: 1, rs1: 22, immediate: 1464 })],
  ['lwu x28,-1144(x29)', 0xb88e_ee03, instruction('lwu', { rd: 28, rs1: 29, immediate: -1144 })],
  ['sb x1,2047(x31)', 0x7e1f_8fa3, instruction('sb', { rs1: 31, rs2: 1, immediate: 2047 })],
  ['sh x22,-536(x31)', 0xdf6f_9423, instruction('sh', { rs1: 31, rs2: 22, immediate: -536 })],
  ['sw x25,32(x13)', 0x0396_a023, instruction('sw', { rs1: 13, rs2: 25, immediate: 32 })],
  ['sd x30,-2048(x3)', 0x81e1_b023, instruction('sd', { rs1: 3, rs2: 30, immediate: -2048 })],
  ['addi x1,x2,-1', 0xfff1_0093, instruction('addi', { rd: 1, rs1: 2, immediate: -1 })],
  ['slti x22,x22,-1992', 0x838b_2b13, instruction('slti', { rd: 22, rs1: 22, immediate: -1992 })],
  ['sltiu x31,x31,8', 0x008f_bf93, instruction('sltiu', { rd: 31, rs1: 31, immediate: 8 })],
  ['xori x23,x18,-35', 0xfdd9_4b93, instruction('xori', { rd: 23, rs1: 18, immediate: -35 })],
  ['ori x20,x26,4', 0x004d_6a13, instruction('ori', { rd: 20, rs1: 26, immediate: 4 })],
  ['andi x18,x31,8', 0x008f_f913, instruction('andi', { rd: 18, rs1: 31, immediate: 8 })],
  ['slli x3,x4,32', 0x0202_1193, instruction('slli', { rd: 3, rs1: 4, immediate: 32 })],
  ['srli x21,x1,63', 0x03f0_da93, instruction('srli', { rd: 21, rs1: 1, immediate: 63 })],
  ['srai x3,x4,63', 0x43f2_5193, instruction('srai', { rd: 3, rs1: 4, immediate: 63 })],
  ['addiw x31,x16,1315', 0x5238_0f9b, instruction('addiw', { rd: 31, rs1: 16, immediate: 1315 })],
  ['slliw x16,x24,18', 0x012c_181b, instruction('slliw', { rd: 16, rs1: 24, immediate: 18 })],
  ['srliw x31,x14,4', 0x0047_5f9b, instruction('srliw', { rd: 31, rs1: 14, immediate: 4 })],
  ['sraiw x8,x31,23', 0x417f_d41b, instruction('sraiw', { rd: 8, rs1: 31, immediate: 23 })],
  ['add x19,x31,x18', 0x012f_89b3, instruction('add', { rd: 19, rs1: 31, rs2: 18 })],
  ['sub x2,x12,x28', 0x41c6_0133, instruction('sub', { rd: 2, rs1: 12, rs2: 28 })],
  ['sll x1,x31,x8', 0x008f_90b3, instruction('sll', { rd: 1, rs1: 31, rs2: 8 })],
  ['slt x6,x7,x22', 0x0163_a333, instruction('slt', { rd: 6, rs1: 7, rs2: 22 })],
  ['sltu x22,x22,x26', 0x01ab_3b33, instruction('sltu', { rd: 22, rs1: 22, rs2: 26 })],
  ['xor x27,x15,x19', 0x0137_cdb3, instruction('xor', { rd: 27, rs1: 15, rs2: 19 })],
  ['srl x14,x31,x23', 0x017f_d733, instruction('srl', { rd: 14, rs1: 31, rs2: 23 })],
  ['sra x20,x15,x20', 0x4147_da33, instruction('sra', { rd: 20, rs1: 15, rs2: 20 })],
  ['or x6,x10,x11', 0x00b5_6333, instruction('or', { rd: 6, rs1: 10, rs2: 11 })],
  ['and x5,x22,x22', 0x016b_72b3, instruction('and', { rd: 5, rs1: 22, rs2: 22 })],
  ['addw x31,x12,x3', 0x0036_0fbb, instruction('addw', { rd: 31, rs1: 12, rs2: 3 })],
  ['subw x14,x30,x14', 0x40ef_073b, instruction('subw', { rd: 14, rs1: 30, rs2: 14 })],
  ['sllw x2,x4,x25', 0x0192_113b, instruction('sllw', { rd: 2, rs1: 4, rs2: 25 })],
  ['srlw x14,x13,x28', 0x01c6_d73b, instruction('srlw', { rd: 14, rs1: 13, rs2: 28 })],
  ['sraw x28,x14,x7', 0x4077_5e3b, instruction('sraw', { rd: 28, rs1: 14, rs2: 7 })],
  ['mul x9,x30,x13', 0x02df_04b3, instruction('mul', { rd: 9, rs1: 30, rs2: 13 })],
  ['mulh x28,x25,x13', 0x02dc_9e33, instruction('mulh', { rd: 28, rs1: 25, rs2: 13 })],
  ['mulhsu x18,x30,x15', 0x02ff_2933, instruction('mulhsu', { rd: 18, rs1: 30, rs2: 15 })],
  ['mulhu x9,x23,x11', 0x02bb_b4b3, instruction('mulhu', { rd: 9, rs1: 23, rs2: 11 })],
  ['div x25,x3,x13', 0x02d1_ccb3, instruction('div', { rd: 25, rs1: 3, rs2: 13 })],
  ['divu x31,x15,x15', 0x02f7_dfb3, instruction('divu', { rd: 31, rs1: 15, rs2: 15 })],
  ['rem x13,x22,x14', 0x02eb_66b3, instruction('rem', { rd: 13, rs1: 22, rs2: 14 })],
  ['remu x22,x13,x6', 0x0266_fb33, instruction('remu', { rd: 22, rs1: 13, rs2: 6 })],
  ['mulw x26,x15,x31', 0x03f7_8d3b, instruction('mulw', { rd: 26, rs1: 15, rs2: 31 })],
  ['divw x6,x15,x19', 0x0337_c33b, instruction('divw', { rd: 6, rs1: 15, rs2: 19 })],
  ['divuw x18,x20,x31', 0x03fa_593b, instruction('divuw', { rd: 18, rs1: 20, rs2: 31 })],
  ['remw x31,x27,x25', 0x039d_efbb, instruction('remw', { rd: 31, rs1: 27, rs2: 25 })],
  ['remuw x16,x28,x9', 0x029e_783b, instruction('remuw', { rd: 16, rs1: 28, rs2: 9 })],
  ['lr.w x12,(x30)', 0x100f_262f, instruction('lr.w', { rd: 12, rs1: 30 })],
  ['sc.w.aq x21,x18,(x28)', 0x1d2e_2aaf, instruction('sc.w', { rd: 21, rs1: 28, rs2: 18, immediate: 2 })],
  ['amoswap.w x31,x15,(x31)', 0x08ff_afaf, instruction('amoswap.w', { rd: 31, rs1: 31, rs2: 15 })],
  ['amoadd.w x14,x28,(x18)', 0x01c9_272f, instruction('amoadd.w', { rd: 14, rs1: 18, rs2: 28 })],
  ['amoxor.w.aq x11,x16,(x31)', 0x250f_a5af, instruction('amoxor.w', { rd: 11, rs1: 31, rs2: 16, immediate: 2 })],
  ['amoand.w.rl x10,x16,(x28)', 0x630e_252f, instruction('amoand.w', { rd: 10, rs1: 28, rs2: 16, immediate: 1 })],
  ['amoor.w.aqrl x25,x5,(x16)', 0x4658_2caf, instruction('amoor.w', { rd: 25, rs1: 16, rs2: 5, immediate: 3 })],
  ['amomin.w.rl x1,x22,(x22)', 0x836b_20af, instruction('amomin.w', { rd: 1, rs1: 22, rs2: 22, immediate: 1 })],
  ['amomax.w.aqrl x24,x13,(x10)', 0xa6d5_2c2f, instruction('amomax.w', { rd: 24, rs1: 10, rs2: 13, immediate: 3 })],
  ['amominu.w.aq x20,x28,(x28)', 0xc5ce_2a2f, instruction('amominu.w', { rd: 20, rs1: 28, rs2: 28, immediate: 2 })],
  ['amomaxu.w.aqrl x25,x11,(x4)', 0xe6b2_2caf, instruction('amomaxu.w', { rd: 25, rs1: 4, rs2: 11, immediate: 3 })],
  ['lr.d.rl x27,(x15)', 0x1207_bdaf, instruction('lr.d', { rd: 27, rs1: 15, immediate: 1 })],
  ['sc.d.aq x15,x31,(x15)', 0x1df7_b7af, instruction('sc.d', { rd: 15, rs1: 15, rs2: 31, immediate: 2 })],
  ['amoswap.d.aq x15,x10,(x2)', 0x0ca1_37af, instruction('amoswap.d', { rd: 15, rs1: 2, rs2: 10, immediate: 2 })],
  ['amoadd.d.aq x18,x26,(x4)', 0x05a2_392f, instruction('amoadd.d', { rd: 18, rs1: 4, rs2: 26, immediate: 2 })],
  ['amoxor.d.aq x22,x15,(x14)', 0x24f7_3b2f, instruction('amoxor.d', { rd: 22, rs1: 14, rs2: 15, immediate: 2 })],
  ['amoand.d.aqrl x2,x12,(x31)', 0x66cf_b12f, instruction('amoand.d', { rd: 2, rs1: 31, rs2: 12, immediate: 3 })],
  ['amoor.d.aq x9,x26,(x23)', 0x45ab_b4af, instruction('amoor.d', { rd: 9, rs1: 23, rs2: 26, immediate: 2 })],
  ['amomin.d.aqrl x14,x12,(x14)', 0x86c7_372f, instruction('amomin.d', { rd: 14, rs1: 14, rs2: 12, immediate: 3 })],
  ['amomax.d.aqrl x31,x12,(x1)', 0xa6c0_bfaf, instruction('amomax.d', { rd: 31, rs1: 1, rs2: 12, immediate: 3 })],
  ['amominu.d.rl x23,x30,(x1)', 0xc3e0_bbaf, instruction('amominu.d', { rd: 23, rs1: 1, rs2: 30, immediate: 1 })],
  ['amomaxu.d x3,x1,(x21)', 0xe01a_b1af, instruction('amomaxu.d', { rd: 3, rs1: 21, rs2: 1 })],
  ['fence iorw,iorw', 0x0ff0_000f, instruction('fence', { immediate: 255 })],
  ['ecall', 0x0000_0073, instruction('ecall')],
  ['csrrw x1,0x305,x2', 0x3051_10f3, instruction('csrrw', { rd: 1, rs1: 2, immediate: 773 })],
  ['csrrs x3,0x342,x0', 0x3420_21f3, instruction('csrrs', { rd: 3, immediate: 834 })],
];

describe('an instruction', () => {
  it.each(AS_GNU_DOES)('%s is encoded as GNU as does it', (text, word, one) => {
    expect(encode(one).toString(16)).toBe(word.toString(16));
    expect(disassemble(one)).toBe(text);
  });

  it('is in that table, whichever it is', () => {
    expect(new Set(AS_GNU_DOES.map(([, , { mnemonic }]) => mnemonic))).toEqual(new Set(MNEMONICS));
  });

  it('shows its target when its address is known', () => {
    expect(disassemble(instruction('jal', { rd: 1, immediate: -16 }), 0x8000_1010)).toBe('jal x1,80001000');
  });

  it.each([
    instruction('addi', { immediate: 2048 }),
    instruction('sd', { immediate: -2049 }),
    instruction('beq', { immediate: 4096 }),
    instruction('beq', { immediate: 3 }),
    instruction('jal', { immediate: 0x10_0000 }),
    instruction('lui', { immediate: 0x8_0000 }),
    instruction('srai', { immediate: 64 }),
    instruction('sraiw', { immediate: 32 }),
    instruction('amoadd.w', { immediate: 4 }),
  ])('$mnemonic refuses the immediate $immediate', (one) => {
    expect(() => encode(one)).toThrow(`${one.mnemonic} cannot hold the immediate ${one.immediate}`);
  });
});
