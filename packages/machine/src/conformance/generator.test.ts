import { describe, expect, it } from 'vitest';
import { DIVISIONS, generate, MAX_UNITS, MIN_UNITS } from './generator.ts';
import { type Instruction, MNEMONICS, mnemonicsOf } from './instruction.ts';
import { flatten, type Sequence, WINDOW_HALF } from './sequence.ts';

const SEQUENCES = Array.from({ length: 3000 }, (_, index) => generate({ seed: 7, index }));
/** What only the runtime around the sequences uses. */
const NOT_IN_SEQUENCES = ['ctzw', 'ecall', 'csrrw', 'csrrs'];
const BRANCHES = mnemonicsOf('branch');
const WRITES_NO_REGISTER = new Set([...mnemonicsOf('branch'), ...mnemonicsOf('store'), ...mnemonicsOf('fence')]);
const ADDRESSED = new Set([
  ...mnemonicsOf('load'),
  ...mnemonicsOf('store'),
  ...mnemonicsOf('atomic'),
  ...mnemonicsOf('loadReserved'),
]);

/** Offsets from the middle of the window at which a sequence's instructions access it, each with the size of the access. */
function accesses(sequence: Sequence): { readonly one: Instruction; readonly offset: number; readonly size: number }[] {
  return sequence.units.flatMap(({ instructions }) =>
    instructions
      .filter(({ mnemonic }) => ADDRESSED.has(mnemonic))
      .map((one) => {
        const atomic = one.mnemonic.includes('.');
        const letter = atomic ? one.mnemonic.at(-1) : one.mnemonic.charAt(1);
        const size = { b: 1, h: 2, w: 4, d: 8 }[letter ?? ''] ?? Number.NaN;
        const address = one.rs1 === sequence.base ? 0 : (instructions[0]?.immediate ?? Number.NaN);
        return { one, offset: address + (atomic ? 0 : one.immediate), size };
      }),
  );
}

describe('the generator', () => {
  it('makes the same sequence of the same seed and number, and others of others', () => {
    expect(generate({ seed: 7, index: 11 })).toEqual(SEQUENCES[11]);
    expect(generate({ seed: 7, index: 12 }).units).not.toEqual(SEQUENCES[11]?.units);
    expect(generate({ seed: 8, index: 11 }).units).not.toEqual(SEQUENCES[11]?.units);
  });

  it('uses every instruction of RV64IMAB', () => {
    const used = new Set(SEQUENCES.flatMap(({ units }) => units.flatMap((unit) => unit.instructions)).map(mnemonic));
    expect([...MNEMONICS].filter((one) => !used.has(one))).toEqual(NOT_IN_SEQUENCES);
  });

  it('makes sequences from the shortest to the longest, and takes every register but x0 for the base', () => {
    const lengths = new Set(SEQUENCES.map(({ units }) => units.length));
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([MIN_UNITS, MAX_UNITS]);
    expect([...new Set(SEQUENCES.map(({ base }) => base))].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 31 }, (_, index) => index + 1),
    );
  });

  it('never writes to the base register', () => {
    for (const { base, units } of SEQUENCES)
      for (const one of units.flatMap((unit) => unit.instructions))
        if (!WRITES_NO_REGISTER.has(one.mnemonic)) expect(one.rd).not.toBe(base);
  });

  it('accesses the window and nothing else: atomics aligned, loads and stores also misaligned, across its middle and at both ends', () => {
    const all = SEQUENCES.flatMap(accesses);
    for (const { one, offset, size } of all) {
      expect(offset).toBeGreaterThanOrEqual(-WINDOW_HALF);
      expect(offset + size).toBeLessThanOrEqual(WINDOW_HALF);
      if (one.mnemonic.includes('.')) expect(Math.abs(offset % size)).toBe(0);
    }
    expect(all.some(({ offset }) => offset === -WINDOW_HALF)).toBe(true);
    expect(all.some(({ offset, size }) => offset + size === WINDOW_HALF)).toBe(true);
    for (const name of ['lh', 'lhu', 'lw', 'lwu', 'ld', 'sh', 'sw', 'sd'])
      expect(all.some(({ one, offset, size }) => one.mnemonic === name && offset < 0 && offset + size > 0)).toBe(true);
  });

  it('jumps within its sequence: forward to the beginning of a unit or just behind the last, back within a unit', () => {
    const JUMPS = new Set<string>(['jal', 'jalr', ...BRANCHES]);
    let backwardCount = 0;
    for (const { units } of SEQUENCES) {
      const flat = flatten(units);
      let end = 0;
      const ends = units.map(({ instructions }) => (end += instructions.length));
      const unitOf = (index: number) => ends.findIndex((at) => index < at);
      flat.forEach((one, index) => {
        if (!JUMPS.has(one.mnemonic)) return;
        const from = one.mnemonic === 'jalr' ? index - 1 : index;
        const target = from + (one.immediate - (one.immediate & 1)) / 4;
        if (target < index) {
          backwardCount++;
          expect(unitOf(target)).toBe(unitOf(index));
        } else expect(target === flat.length || ends.includes(target) || unitOf(target) === unitOf(index)).toBe(true);
      });
    }
    expect(backwardCount).toBeGreaterThan(100);
  });

  it.each(BRANCHES)('branches far with %s, both ways', (branch) => {
    const distances = SEQUENCES.flatMap(({ units }) => flatten(units))
      .filter(({ mnemonic }) => mnemonic === branch)
      .map(({ immediate }) => immediate);
    expect(Math.max(...distances)).toBeGreaterThan(1024);
    expect(Math.min(...distances)).toBeLessThan(-1024);
  });

  it.each(DIVISIONS)('divides by zero and overflows with %s', (division) => {
    const divisions = SEQUENCES.flatMap(({ units }) => units.map((unit) => unit.instructions)).filter(
      (instructions) => instructions.at(-1)?.mnemonic === division && instructions.at(-2)?.mnemonic === 'addi',
    );
    const by = (divisor: number) =>
      divisions.filter((instructions) => {
        const setsDivisor = instructions.at(-2);
        return setsDivisor?.immediate === divisor && setsDivisor.rd !== 0;
      });
    expect(by(0).length).toBeGreaterThan(0);
    const least = division.endsWith('w') ? 'lui' : 'slli';
    expect(by(-1).some((instructions) => instructions.at(-3)?.mnemonic === least)).toBe(true);
  });

  it('starts half of the registers and doublewords at an edge', () => {
    const values = SEQUENCES.flatMap(({ registers, window }) => [...registers, ...window]);
    const share = (value: bigint) => values.filter((one) => one === value).length / values.length;
    for (const edge of [0n, 0x7fff_ffffn, 0x8000_0000_0000_0000n, 0xffff_ffff_8000_0000n, 0xffff_ffff_ffff_ffffn])
      expect(share(edge)).toBeGreaterThan(0.015);
  });
});

function mnemonic(one: Instruction): string {
  return one.mnemonic;
}
