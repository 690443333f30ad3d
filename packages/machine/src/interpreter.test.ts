import { describe, expect, it } from 'vitest';
import * as at from './layout.ts';
import * as asm from './testing/assembler.ts';
import { BareMachine, RAM } from './testing/bare-machine.ts';

const { r } = asm;
const MIN = 0x8000000000000000n;
const ALL = 0xffffffffffffffffn;
const MASK = ALL;

type Binary = (rd: number, rs1: number, rs2: number) => asm.Program[number];

/** Runs a program to its end (it must not trap) and gives the machine. */
function run(program: asm.Program, prepare?: (machine: BareMachine) => void): BareMachine {
  const machine = new BareMachine().load(program);
  prepare?.(machine);
  const count = asm.assemble(program).length / 4;
  machine.run(count);
  expect(machine.csr(at.EXCEPTIONS)).toBe(0n);
  return machine;
}

const table: readonly [string, Binary, bigint, bigint, bigint][] = [
  ['add', asm.add, ALL, 2n, 1n],
  ['sub', asm.sub, 0n, 1n, ALL],
  ['sll uses six bits', asm.sll, 1n, 64n + 63n, MIN],
  ['slt', asm.slt, ALL, 0n, 1n],
  ['slt of equals', asm.slt, 5n, 5n, 0n],
  ['sltu', asm.sltu, ALL, 0n, 0n],
  ['xor', asm.xor, 0xff00n, 0x0ff0n, 0xf0f0n],
  ['srl', asm.srl, MIN, 63n, 1n],
  ['sra', asm.sra, MIN, 63n, ALL],
  ['or', asm.or, 0xf0n, 0x0fn, 0xffn],
  ['and', asm.and, 0xf3n, 0x3fn, 0x33n],
  ['addw wraps and extends', asm.addw, 0x7fffffffn, 1n, 0xffffffff80000000n],
  ['subw', asm.subw, 0n, 1n, ALL],
  ['sllw uses five bits', asm.sllw, 1n, 32n + 31n, 0xffffffff80000000n],
  ['srlw', asm.srlw, 0xffffffff80000000n, 31n, 1n],
  ['sraw', asm.sraw, 0x80000000n, 31n, ALL],
  ['mul', asm.mul, ALL, ALL, 1n],
  ['mulh of minus one', asm.mulh, ALL, ALL, 0n],
  ['mulh', asm.mulh, MIN, MIN, 0x4000000000000000n],
  ['mulhu', asm.mulhu, ALL, ALL, ALL - 1n],
  ['mulhsu', asm.mulhsu, ALL, ALL, ALL],
  ['mulw', asm.mulw, 0x80000000n, 0x80000001n, 0xffffffff80000000n],
  ['div', asm.div, -7n & MASK, 2n, -3n & MASK],
  ['div by zero', asm.div, 7n, 0n, ALL],
  ['div overflow', asm.div, MIN, ALL, MIN],
  ['divu by zero', asm.divu, 7n, 0n, ALL],
  ['divu', asm.divu, ALL, 2n, 0x7fffffffffffffffn],
  ['rem', asm.rem, -7n & MASK, 2n, ALL],
  ['rem by zero', asm.rem, 7n, 0n, 7n],
  ['rem overflow', asm.rem, MIN, ALL, 0n],
  ['remu by zero', asm.remu, 7n, 0n, 7n],
  ['divw overflow', asm.divw, 0x80000000n, ALL, 0xffffffff80000000n],
  ['divw by zero', asm.divw, 1n, 0n, ALL],
  ['divuw', asm.divuw, 0xfffffffen, 1n, 0xfffffffffffffffen],
  ['divuw by zero', asm.divuw, 1n, 0n, ALL],
  ['remw by zero', asm.remw, 0x80000001n, 0n, 0xffffffff80000001n],
  ['remuw by zero', asm.remuw, 0x80000001n, 0n, 0xffffffff80000001n],
  ['remuw', asm.remuw, 7n, 4n, 3n],
];

describe('register instructions', () => {
  it.each(table)('%s', (_name, instruction, a, b, expected) => {
    const machine = run([instruction(r.a0, r.a1, r.a2)], (m) => {
      m.setX(r.a1, a);
      m.setX(r.a2, b);
    });
    expect(machine.x(r.a0)).toBe(expected);
  });

  it('x0 stays zero whatever writes it', () => {
    const machine = run([asm.addi(r.zero, r.zero, 5), asm.mv(r.a0, r.zero), asm.lui(r.zero, 1), asm.jal(r.zero, 4)]);
    expect(machine.x(r.zero)).toBe(0n);
    expect(machine.x(r.a0)).toBe(0n);
  });

  it.each([0n, 1n, -1n, 2047n, -2048n, 0x7fffffffn, -0x80000000n, 0x123456789abcdef0n, -0x123456789abcdef0n])(
    'li makes %s',
    (value) => {
      expect(run([asm.li(r.a0, value)]).x(r.a0)).toBe(value & MASK);
    },
  );
});

const immediates: readonly [string, asm.Program[number], bigint, bigint][] = [
  ['addi', asm.addi(r.a0, r.a1, -1), 0n, ALL],
  ['slti', asm.slti(r.a0, r.a1, -1), -2n & MASK, 1n],
  ['sltiu compares with the extended immediate', asm.sltiu(r.a0, r.a1, -1), 5n, 1n],
  ['xori', asm.xori(r.a0, r.a1, -1), 0n, ALL],
  ['ori', asm.ori(r.a0, r.a1, 0x70f), 0xf0n, 0x7ffn],
  ['andi', asm.andi(r.a0, r.a1, -16), 0xffn, 0xf0n],
  ['slli', asm.slli(r.a0, r.a1, 63), 1n, MIN],
  ['srli', asm.srli(r.a0, r.a1, 63), MIN, 1n],
  ['srai', asm.srai(r.a0, r.a1, 63), MIN, ALL],
  ['addiw', asm.addiw(r.a0, r.a1, 1), 0x7fffffffn, 0xffffffff80000000n],
  ['slliw', asm.slliw(r.a0, r.a1, 31), 1n, 0xffffffff80000000n],
  ['srliw', asm.srliw(r.a0, r.a1, 31), 0x80000000n, 1n],
  ['sraiw', asm.sraiw(r.a0, r.a1, 31), 0x80000000n, ALL],
  ['lui', asm.lui(r.a0, 0x80000), 0n, 0xffffffff80000000n],
  ['auipc', asm.auipc(r.a0, 1), 0n, RAM + 4096n],
];

it.each(immediates)('immediate form: %s', (_name, instruction, a, expected) => {
  expect(run([instruction], (machine) => machine.setX(r.a1, a)).x(r.a0)).toBe(expected);
});

describe('branches and jumps', () => {
  const cases: readonly [string, typeof asm.beq, bigint, bigint, boolean][] = [
    ['beq', asm.beq, 1n, 1n, true],
    ['beq', asm.beq, 1n, 2n, false],
    ['bne', asm.bne, 1n, 2n, true],
    ['blt', asm.blt, ALL, 0n, true],
    ['bge', asm.bge, ALL, 0n, false],
    ['bge', asm.bge, 3n, 3n, true],
    ['bltu', asm.bltu, ALL, 0n, false],
    ['bgeu', asm.bgeu, ALL, 0n, true],
  ];
  it.each(cases)('%s of %s', (_name, branch, a, b, taken) => {
    const machine = new BareMachine().load([branch(r.a1, r.a2, 64)]);
    machine.setX(r.a1, a);
    machine.setX(r.a2, b);
    machine.run(1);
    expect(machine.pc).toBe(RAM + (taken ? 64n : 4n));
  });

  it('reaches both ends of a branch, over pages', () => {
    const machine = new BareMachine().load([asm.beq(0, 0, -4096)], RAM + 4096n).load([asm.beq(0, 0, 4094 & ~3)]);
    machine.pc = RAM + 4096n;
    machine.run(2);
    expect(machine.pc).toBe(RAM + 4092n);
  });

  it('runs on over the end of a page', () => {
    const machine = new BareMachine().load([asm.addi(r.a0, 0, 1), asm.addi(r.a0, r.a0, 1)], RAM + 4092n);
    machine.pc = RAM + 4092n;
    machine.run(2);
    expect(machine.x(r.a0)).toBe(2n);
  });

  it('jalr clears the lowest bit and may write the register that it reads', () => {
    const machine = new BareMachine().load([asm.jalr(r.a0, r.a0, 1)]);
    machine.setX(r.a0, RAM + 64n);
    machine.run(1);
    expect([machine.pc, machine.x(r.a0)]).toEqual([RAM + 64n, RAM + 4n]);
  });

  it('executes what was just written', () => {
    const machine = run([asm.la(r.t0, 'here'), asm.sw(r.t1, r.t0, 0), asm.fenceI, asm.label('here'), asm.nop], (m) =>
      m.setX(r.t1, BigInt(new DataView(asm.assemble([asm.addi(r.a0, 0, 7)]).buffer).getUint32(0, true))),
    );
    expect(machine.x(r.a0)).toBe(7n);
  });
});

describe('loads and stores', () => {
  const DATA = RAM + 8192n;
  const loads: readonly [string, typeof asm.lb, bigint][] = [
    ['lb', asm.lb, 0xffffffffffffff88n],
    ['lbu', asm.lbu, 0x88n],
    ['lh', asm.lh, 0xffffffffffff9988n],
    ['lhu', asm.lhu, 0x9988n],
    ['lw', asm.lw, 0xffffffffbbaa9988n],
    ['lwu', asm.lwu, 0xbbaa9988n],
    ['ld', asm.ld, 0xffeeddccbbaa9988n],
  ];
  it.each(loads)('%s, aligned, misaligned and over two pages', (_name, load, expected) => {
    for (const address of [DATA, DATA + 3n, DATA + 4093n]) {
      const machine = run([load(r.a0, r.a1, 0)], (m) => {
        m.write64(address, 0xffeeddccbbaa9988n);
        m.setX(r.a1, address);
      });
      expect(machine.x(r.a0)).toBe(expected);
    }
  });

  const stores: readonly [string, typeof asm.sb, number][] = [
    ['sb', asm.sb, 1],
    ['sh', asm.sh, 2],
    ['sw', asm.sw, 4],
    ['sd', asm.sd, 8],
  ];
  it.each(stores)('%s, aligned, misaligned and over two pages', (_name, store, size) => {
    for (const address of [DATA, DATA + 1n, DATA + 4095n]) {
      const machine = run([store(r.a0, r.a1, 0), store(r.a0, r.a1, 0)], (m) => {
        m.setX(r.a0, 0x8877665544332211n);
        m.setX(r.a1, address);
      });
      const expected = [0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88].map((byte, index) => (index < size ? byte : 0));
      expect([...machine.read(address, 8)]).toEqual(expected);
    }
  });
});

describe('atomics', () => {
  const DATA = RAM + 8192n;
  const doubles: readonly [string, Binary, bigint, bigint, bigint][] = [
    ['amoswap.d', asm.amoswapd, 1n, 2n, 2n],
    ['amoadd.d', asm.amoaddd, ALL, 2n, 1n],
    ['amoxor.d', asm.amoxord, 3n, 6n, 5n],
    ['amoand.d', asm.amoandd, 3n, 6n, 2n],
    ['amoor.d', asm.amoord, 3n, 6n, 7n],
    ['amomin.d', asm.amomind, ALL, 1n, ALL],
    ['amomax.d', asm.amomaxd, ALL, 1n, 1n],
    ['amominu.d', asm.amominud, ALL, 1n, 1n],
    ['amomaxu.d', asm.amomaxud, ALL, 1n, ALL],
  ];
  it.each(doubles)('%s', (_name, amo, before, operand, after) => {
    const machine = run([amo(r.a0, r.a2, r.a1)], (m) => {
      m.write64(DATA, before);
      m.setX(r.a1, DATA);
      m.setX(r.a2, operand);
    });
    expect([machine.x(r.a0), machine.read64(DATA)]).toEqual([before, after]);
  });

  const words: readonly [string, Binary, number, bigint, number][] = [
    ['amoswap.w', asm.amoswapw, 0x80000000, 2n, 2],
    ['amoadd.w', asm.amoaddw, 0xffffffff, 2n, 1],
    ['amoxor.w', asm.amoxorw, 3, 6n, 5],
    ['amoand.w', asm.amoandw, 3, 6n, 2],
    ['amoor.w', asm.amoorw, 3, 6n, 7],
    ['amomin.w', asm.amominw, 0xffffffff, 1n, 0xffffffff],
    ['amomax.w', asm.amomaxw, 0xffffffff, 1n, 1],
    ['amominu.w compares 32 bits', asm.amominuw, 0xffffffff, 0x100000001n, 1],
    ['amomaxu.w', asm.amomaxuw, 0xffffffff, 1n, 0xffffffff],
  ];
  it.each(words)('%s', (_name, amo, before, operand, after) => {
    const machine = run([amo(r.a0, r.a2, r.a1)], (m) => {
      m.write64(DATA, 0x1111111100000000n | BigInt(before));
      m.setX(r.a1, DATA);
      m.setX(r.a2, operand);
    });
    expect(machine.x(r.a0)).toBe(BigInt.asUintN(64, BigInt(before | 0)));
    expect(machine.read64(DATA)).toBe(0x1111111100000000n | BigInt(after));
  });

  it('sc succeeds once after lr, and never at another address', () => {
    const machine = run(
      [
        asm.lrd(r.a0, r.a1),
        asm.scd(r.a3, r.a2, r.a1),
        asm.scd(r.a4, r.a2, r.a1),
        asm.lrd(r.a0, r.a1),
        asm.scd(r.a5, r.a2, r.a6),
      ],
      (m) => {
        m.setX(r.a1, DATA);
        m.setX(r.a6, DATA + 8n);
        m.setX(r.a2, 9n);
      },
    );
    expect([machine.x(r.a3), machine.x(r.a4), machine.x(r.a5)]).toEqual([0n, 1n, 1n]);
    expect([machine.read64(DATA), machine.read64(DATA + 8n)]).toEqual([9n, 0n]);
  });

  it('sc fails when the word has another value than lr read', () => {
    const machine = run([asm.lrw(r.a0, r.a1), asm.sw(r.a2, r.a1, 0), asm.scw(r.a3, r.a0, r.a1)], (m) => {
      m.setX(r.a1, DATA);
      m.setX(r.a2, 5n);
    });
    expect([machine.x(r.a3), machine.read32(DATA)]).toEqual([1n, 5]);
  });
});
