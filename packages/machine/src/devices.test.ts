import { describe, expect, it } from 'vitest';
import * as at from './layout.ts';
import * as asm from './testing/assembler.ts';
import { BareMachine } from './testing/bare-machine.ts';

const MTIMECMP = at.CLINT_BASE + 0x4000;
const MTIME = at.CLINT_BASE + 0xbff8;
const THRESHOLD = at.PLIC_BASE + 0x200000;
const CLAIM = at.PLIC_BASE + 0x200004;
const PENDING = at.PLIC_BASE + 0x1000;
const ENABLE = at.PLIC_BASE + 0x2000;
const priority = (source: number) => at.PLIC_BASE + 4 * source;

describe('CLINT', () => {
  it('reads and writes mtimecmp in one piece and in halves', () => {
    const machine = new BareMachine();
    machine.store64(MTIMECMP, 0x1122334455667788n);
    expect([machine.load32(MTIMECMP), machine.load32(MTIMECMP + 4)]).toEqual([0x55667788, 0x11223344]);
    machine.store32(MTIMECMP + 4, 1);
    machine.store32(MTIMECMP, 2);
    expect(machine.load64(MTIMECMP)).toBe(0x1_0000_0002n);
  });

  it('counts ten ticks in a microsecond of instructions', () => {
    const machine = new BareMachine({ rateMhz: 7 }).load([asm.label('spin'), asm.j('spin')]);
    for (let steps = 0; steps < 100; steps++) {
      expect(machine.load64(MTIME)).toBe(BigInt(Math.floor(((machine.instructions - 1) * 10) / 7)));
      machine.run(1);
    }
  });

  it('lets the guest set mtime, and goes on from there', () => {
    const machine = new BareMachine({ rateMhz: 1 });
    machine.store64(MTIME, 5_000_000n);
    // One instruction of 1 MHz is ten ticks.
    expect(machine.load64(MTIME)).toBe(5_000_010n);
    machine.enter({ kind: 'time', ticks: 100 });
    expect(machine.load64(MTIME)).toBe(5_000_120n);
  });

  it('goes on without a jump at another rate', () => {
    const machine = new BareMachine({ rateMhz: 7 }).load([asm.label('spin'), asm.j('spin')]);
    machine.run(1234);
    const before = machine.core.elapsedTicks();
    machine.core.setRate(113);
    expect(machine.core.elapsedTicks()).toBe(before);
    machine.run(1130);
    expect(machine.core.elapsedTicks() - before).toBeGreaterThanOrEqual(99);
    expect(machine.core.elapsedTicks() - before).toBeLessThanOrEqual(101);
  });
});

describe('PLIC', () => {
  /** Sources 3 and 5 are high and enabled, with these priorities. */
  function withPriorities(three: number, five: number): BareMachine {
    const machine = new BareMachine();
    machine.store32(priority(3), three);
    machine.store32(priority(5), five);
    machine.store32(ENABLE, 0x28);
    machine.block.write32(at.PLIC_LEVEL, 0x28);
    return machine;
  }
  const interrupts = (machine: BareMachine) => {
    machine.load([asm.csrrs(asm.r.a0, 0x344, 0)]);
    machine.pc = 0x8000_0000n;
    machine.run(1);
    return machine.x(asm.r.a0);
  };

  it('gives the highest priority first, and the lowest number among equals', () => {
    expect(withPriorities(1, 2).load32(CLAIM)).toBe(5);
    expect(withPriorities(2, 2).load32(CLAIM)).toBe(3);
    expect(withPriorities(0, 0).load32(CLAIM)).toBe(0);
  });

  it('holds a claimed source back until it is completed', () => {
    const machine = withPriorities(2, 1);
    expect([machine.load32(CLAIM), machine.load32(CLAIM), machine.load32(CLAIM)]).toEqual([3, 5, 0]);
    expect(machine.load32(PENDING)).toBe(0);
    machine.store32(CLAIM, 3);
    expect([machine.load32(PENDING), machine.load32(CLAIM)]).toEqual([8, 3]);
  });

  it('interrupts only above the threshold', () => {
    const machine = withPriorities(2, 1);
    expect(interrupts(machine)).toBe(1n << 11n);
    machine.store32(THRESHOLD, 2);
    expect(interrupts(machine)).toBe(0n);
    machine.store32(THRESHOLD, 1);
    expect(interrupts(machine)).toBe(1n << 11n);
  });

  it('has no source 0, and three bits of priority', () => {
    const machine = new BareMachine();
    machine.store32(priority(0), 7);
    machine.store32(priority(1), 0xff);
    machine.store32(ENABLE, -1);
    expect([machine.load32(priority(0)), machine.load32(priority(1)), machine.load32(ENABLE)]).toEqual([
      0, 7, 0xfffffffe,
    ]);
  });
});

describe('test device', () => {
  const cases: readonly [string, number, number, number][] = [
    ['pass', 0x5555, at.STOP_POWER_OFF, 0],
    ['fail', 0x00073333, at.STOP_POWER_OFF, 7],
    ['reset', 0x7777, at.STOP_RESET, 0],
  ];
  it.each(cases)('%s', (_name, value, kind, code) => {
    const machine = new BareMachine();
    machine.store32(at.TEST_DEVICE_BASE, value);
    expect(machine.run(10)).toBe(at.EXIT_STOPPED);
    expect([machine.block.read32(at.STOP_KIND), machine.block.read32(at.STOP_CODE)]).toEqual([kind, code]);
  });

  it('knows nothing else', () => {
    const machine = new BareMachine();
    machine.store32(at.TEST_DEVICE_BASE, 0x1234);
    expect(machine.block.read32(at.STOP_KIND)).toBe(at.STOP_NONE);
  });
});
