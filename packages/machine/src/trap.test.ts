import { describe, expect, it } from 'vitest';
import * as at from './layout.ts';
import * as asm from './testing/assembler.ts';
import { BareMachine, RAM } from './testing/bare-machine.ts';

const { r } = asm;
const HANDLER = RAM + 4096n;
const MSTATUS = 0x300;
const MIE_CSR = 0x304;
const MTVEC_CSR = 0x305;
const STATUS_MIE = 1n << 3n;
const STATUS_MPIE = 1n << 7n;
const STATUS_MPP = 3n << 11n;
const NOWHERE = 0x4000_0000n;

/** A machine whose trap vector is a page of NOPs. */
function machineWith(program: asm.Program): BareMachine {
  const machine = new BareMachine().load(program).load([asm.nop, asm.nop, asm.nop, asm.j(-12)], HANDLER);
  machine.block.write64(at.MTVEC, HANDLER);
  return machine;
}

const exceptions: readonly [string, asm.Program[number], bigint, bigint, bigint][] = [
  ['an illegal instruction', asm.word(0xffffffff), 0n, 2n, 0xffffffffn],
  ['a compressed instruction', asm.word(0x00000001), 0n, 2n, 1n],
  ['a zero', asm.word(0), 0n, 2n, 0n],
  ['a shift with reserved bits', asm.word(0x0200_1013 | (1 << 26)), 0n, 2n, 0x0600_1013n],
  ['an operation with a reserved funct7', asm.word(0x0400_0033), 0n, 2n, 0x0400_0033n],
  ['a register that does not exist', asm.csrrs(r.a0, 0x180, 0), 0n, 2n, 0x18002573n],
  ['a write to a read-only register', asm.csrrw(r.a0, 0xf14, r.a1), 0n, 2n, 0xf1459573n],
  ['SRET, without S-mode', asm.word(0x10200073), 0n, 2n, 0x10200073n],
  ['EBREAK', asm.ebreak, 0n, 3n, RAM],
  ['ECALL', asm.ecall, 0n, 11n, 0n],
  ['a load from nowhere', asm.lw(r.a0, r.a1, 4), NOWHERE, 5n, NOWHERE + 4n],
  ['a load beyond the addresses', asm.ld(r.a0, r.a1, 0), 0xfffffffffffffff8n, 5n, 0xfffffffffffffff8n],
  ['a store to nowhere', asm.sd(r.a0, r.a1, 0), NOWHERE, 7n, NOWHERE],
  ['a load over the end of RAM', asm.ld(r.a0, r.a1, 0), RAM + 64n * 4096n - 4n, 5n, RAM + 64n * 4096n - 4n],
  ['a store over the end of RAM', asm.sd(r.a0, r.a1, 0), RAM + 64n * 4096n - 4n, 7n, RAM + 64n * 4096n - 4n],
  ['a misaligned load from a device', asm.lw(r.a0, r.a1, 0), 0x0200_4001n, 4n, 0x0200_4001n],
  ['a misaligned store to a device', asm.sw(r.a0, r.a1, 0), 0x0200_4001n, 6n, 0x0200_4001n],
  ['a byte from the interrupt controller', asm.lb(r.a0, r.a1, 0), 0x0c00_0000n, 5n, 0x0c00_0000n],
  ['a misaligned LR', asm.lrw(r.a0, r.a1), RAM + 8194n, 4n, RAM + 8194n],
  ['a misaligned AMO', asm.amoaddd(r.a0, r.a2, r.a1), RAM + 8196n, 6n, RAM + 8196n],
  ['an AMO on a device', asm.amoaddw(r.a0, r.a2, r.a1), 0x0200_4000n, 7n, 0x0200_4000n],
  ['a reserved AMO', asm.word(0x2800_202f | (r.a1 << 15)), RAM, 2n, BigInt(0x2800_202f | (r.a1 << 15))],
  ['a jump to half an instruction', asm.jalr(r.a0, r.a1, 2), RAM, 0n, RAM + 2n],
  ['a branch to half an instruction', asm.beq(0, 0, 6), 0n, 0n, RAM + 6n],
];

describe('exceptions', () => {
  it.each(exceptions)('%s', (_name, instruction, a1, cause, value) => {
    const machine = machineWith([instruction]);
    machine.setX(r.a0, 0x55n);
    machine.setX(r.a1, a1);
    machine.block.write64(at.MSTATUS, STATUS_MPP | STATUS_MIE);
    machine.run(1);
    expect({ cause: machine.csr(at.MCAUSE), value: machine.csr(at.MTVAL), epc: machine.csr(at.MEPC) }).toEqual({
      cause,
      value,
      epc: RAM,
    });
    expect(machine.pc).toBe(HANDLER);
    expect(machine.x(r.a0)).toBe(0x55n);
    expect(machine.csr(at.MSTATUS)).toBe(STATUS_MPP | STATUS_MPIE);
    expect([machine.instructions, machine.csr(at.EXCEPTIONS)]).toEqual([1, 1n]);
  });

  it('a jump to nowhere retires and the fetch there faults', () => {
    const machine = machineWith([asm.jalr(r.ra, r.a1, 0)]);
    machine.setX(r.a1, NOWHERE);
    machine.run(2);
    expect([machine.csr(at.MCAUSE), machine.csr(at.MTVAL), machine.csr(at.MEPC)]).toEqual([1n, NOWHERE, NOWHERE]);
    expect(machine.x(r.ra)).toBe(RAM + 4n);
  });

  it('a store over the end of RAM writes nothing', () => {
    const machine = machineWith([asm.sd(r.a0, r.a1, 0)]);
    machine.setX(r.a0, -1n);
    machine.setX(r.a1, RAM + 64n * 4096n - 4n);
    machine.run(1);
    expect(machine.read32(RAM + 64n * 4096n - 4n)).toBe(0);
  });

  it('MRET goes back with interrupts as they were', () => {
    const machine = machineWith([asm.ecall, asm.nop]);
    machine.load([asm.csrrs(r.t0, 0x341, 0), asm.addi(r.t0, r.t0, 4), asm.csrrw(0, 0x341, r.t0), asm.mret], HANDLER);
    machine.block.write64(at.MSTATUS, STATUS_MPP | STATUS_MIE);
    machine.run(5);
    expect(machine.pc).toBe(RAM + 4n);
    expect(machine.csr(at.MSTATUS)).toBe(STATUS_MPP | STATUS_MPIE | STATUS_MIE);
  });

  it('an exception at the trap vector itself ends the guest', () => {
    const machine = new BareMachine().load([asm.word(0)]);
    expect(machine.run(1000)).toBe(at.EXIT_STOPPED);
    expect(machine.block.read32(at.STOP_KIND)).toBe(at.STOP_TRAP_LOOP);
    // The instruction, and the vector at 0 three times: the second looks like the first only then.
    expect(machine.instructions).toBeLessThan(5);
  });

  it('endless traps that make some progress burn instructions and return', () => {
    const machine = machineWith([asm.word(0)]);
    machine.load(
      [
        asm.csrrw(0, 0x341, r.zero),
        asm.la(r.t0, 'bad'),
        asm.csrrw(0, 0x341, r.t0),
        asm.mret,
        asm.label('bad'),
        asm.word(0),
      ],
      HANDLER,
    );
    expect(machine.run(100_000)).toBe(at.EXIT_BUDGET);
    expect(machine.instructions).toBe(100_000);
  });
});

describe('control and status registers', () => {
  it('misa names RV64 with A, B, I and M, whatever is written', () => {
    const machine = machineWith([asm.csrrs(r.a0, 0x301, 0), asm.csrrw(r.a1, 0x301, r.zero), asm.csrrs(r.a2, 0x301, 0)]);
    machine.run(3);
    expect([machine.x(r.a0), machine.x(r.a2)]).toEqual([0x8000000000001103n, 0x8000000000001103n]);
  });

  it('keeps only the bits that exist', () => {
    const machine = machineWith([
      asm.csrrw(0, MSTATUS, r.a0),
      asm.csrrw(0, MIE_CSR, r.a0),
      asm.csrrw(0, MTVEC_CSR, r.a0),
      asm.csrrw(0, 0x341, r.a0),
      asm.csrrw(0, 0x340, r.a0),
    ]);
    machine.setX(r.a0, -1n);
    machine.run(5);
    expect(machine.csr(at.MSTATUS)).toBe(STATUS_MPP | STATUS_MPIE | STATUS_MIE);
    expect(machine.csr(at.MIE)).toBe(0x888n);
    expect(machine.csr(at.MTVEC)).toBe(0xfffffffffffffffdn);
    expect(machine.csr(at.MEPC)).toBe(0xfffffffffffffffcn);
    expect(machine.csr(at.MSCRATCH)).toBe(0xffffffffffffffffn);
  });

  it('sets and clears bits, by register and by immediate', () => {
    const machine = machineWith([
      asm.csrrwi(0, 0x340, 21),
      asm.csrrsi(r.a0, 0x340, 8),
      asm.csrrci(r.a1, 0x340, 1),
      asm.csrrs(r.a2, 0x340, r.a0),
      asm.csrrc(r.a3, 0x340, r.a1),
      asm.csrrs(r.a4, 0x340, 0),
    ]);
    machine.run(6);
    expect([r.a0, r.a1, r.a2, r.a3, r.a4].map((x) => machine.x(x))).toEqual([21n, 29n, 28n, 29n, 0n]);
  });

  it('counts instructions, and those that retired', () => {
    const machine = machineWith([asm.ecall]);
    machine.load(
      [asm.csrrs(r.a0, 0xb00, 0), asm.csrrs(r.a1, 0xb02, 0), asm.csrrw(0, 0xb02, r.zero), asm.csrrs(r.a2, 0xb02, 0)],
      HANDLER,
    );
    machine.run(5);
    expect([machine.x(r.a0), machine.x(r.a1), machine.x(r.a2)]).toEqual([1n, 1n, 0n]);
  });
});

describe('interrupts', () => {
  /** Software, timer and external interrupts are enabled; the program spins. */
  function listening(): BareMachine {
    const machine = machineWith([asm.label('spin'), asm.j('spin')]);
    machine.block.write64(at.MSTATUS, STATUS_MPP | STATUS_MIE);
    machine.block.write64(at.MIE, 0x888n);
    return machine;
  }

  it('a software interrupt is taken at once and only while enabled', () => {
    const machine = listening();
    machine.block.write64(at.MSTATUS, STATUS_MPP);
    machine.store32(at.CLINT_BASE, 1);
    machine.run(3);
    expect(machine.pc).toBe(RAM);
    machine.block.write64(at.MSTATUS, STATUS_MPP | STATUS_MIE);
    machine.run(1);
    expect([machine.csr(at.MCAUSE), machine.csr(at.MEPC), machine.pc]).toEqual([(1n << 63n) | 3n, RAM, HANDLER + 4n]);
  });

  it('the timer interrupts at the very instruction at which mtime reaches mtimecmp', () => {
    const machine = listening();
    // 100 instructions a microsecond: one tick is ten instructions.
    machine.block.write64(at.MTIMECMP, 5n);
    machine.run(1000);
    expect(machine.csr(at.MCAUSE)).toBe((1n << 63n) | 7n);
    // mtime is 5 after 50 instructions; those after them were the handler's.
    const again = listening();
    again.block.write64(at.MTIMECMP, 5n);
    again.run(50);
    expect(again.csr(at.MCAUSE)).toBe(0n);
    again.run(1);
    expect([again.csr(at.MCAUSE), again.pc]).toEqual([(1n << 63n) | 7n, HANDLER + 4n]);
  });

  it('the external one goes before the software one, and that before the timer', () => {
    for (const [external, software, cause] of [
      [true, true, 11n],
      [false, true, 3n],
      [false, false, 7n],
    ] as const) {
      const machine = listening();
      machine.block.write64(at.MTIMECMP, 0n);
      machine.block.write32(at.MSIP, software ? 1 : 0);
      if (external) {
        machine.block.write32(at.PLIC_PRIORITY + 4 * 3, 1);
        machine.block.write32(at.PLIC_ENABLE, 8);
        machine.block.write32(at.PLIC_LEVEL, 8);
      }
      machine.run(1);
      expect(machine.csr(at.MCAUSE)).toBe((1n << 63n) | cause);
    }
  });

  it('a vectored trap goes to its entry, exceptions to the base', () => {
    const machine = listening();
    machine.block.write64(at.MTVEC, HANDLER | 1n);
    machine.block.write64(at.MTIMECMP, 0n);
    machine.load(
      Array.from({ length: 16 }, () => asm.nop),
      HANDLER,
    );
    machine.run(1);
    expect(machine.pc).toBe(HANDLER + 4n * 7n + 4n);
    const other = machineWith([asm.ecall]);
    other.block.write64(at.MTVEC, HANDLER | 1n);
    other.run(1);
    expect(other.pc).toBe(HANDLER);
  });

  it('WFI waits without executing, and ends when an enabled interrupt is pending even if none may be taken', () => {
    const machine = machineWith([asm.wfi, asm.addi(r.a0, r.a0, 1), asm.label('spin'), asm.j('spin')]);
    machine.block.write64(at.MIE, 0x80n);
    machine.block.write64(at.MTIMECMP, 1000n);
    expect(machine.run(500)).toBe(at.EXIT_WAITING);
    expect(machine.instructions).toBe(1);
    expect(machine.run(500)).toBe(at.EXIT_WAITING);
    expect(machine.core.ticksToWake()).toBe(1000);
    machine.enter({ kind: 'time', ticks: 999 });
    expect(machine.run(500)).toBe(at.EXIT_WAITING);
    machine.enter({ kind: 'time', ticks: 1 });
    expect(machine.run(2)).toBe(at.EXIT_BUDGET);
    expect([machine.x(r.a0), machine.csr(at.MCAUSE)]).toEqual([1n, 0n]);
  });

  it('WFI with no interrupt enabled waits for ever', () => {
    const machine = machineWith([asm.wfi]);
    machine.block.write64(at.MTIMECMP, 0n);
    expect(machine.run(10)).toBe(at.EXIT_WAITING);
    expect(machine.core.ticksToWake()).toBe(Number.POSITIVE_INFINITY);
  });
});
