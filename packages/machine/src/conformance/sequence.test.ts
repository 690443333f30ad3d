import { describe, expect, it } from 'vitest';
import { instruction } from './instruction.ts';
import { flatten, inputs, listing, REGISTER_COUNT, type Sequence, type Unit, uses, WINDOW_WORDS } from './sequence.ts';

const NOTHING = instruction('addi');
const unit = (...instructions: Unit['instructions']): Unit => ({ instructions });

describe('flattening a sequence', () => {
  it('leads a branch over as many units as it skips, however long they are', () => {
    const branch: Unit = { instructions: [instruction('beq')], skips: 2 };
    const flat = flatten([branch, unit(NOTHING, NOTHING, NOTHING), unit(NOTHING), unit(NOTHING)]);
    expect(flat[0]?.immediate).toBe(5 * 4);
  });

  it('ends a jump behind the sequence when it would lead further', () => {
    const jump: Unit = { instructions: [instruction('jal')], skips: 6 };
    expect(flatten([jump, unit(NOTHING)])[0]?.immediate).toBe(2 * 4);
  });

  it('leads a branch and a jalr no further than they reach', () => {
    const long = unit(...Array.from({ length: 510 }, () => NOTHING));
    const branch: Unit = { instructions: [instruction('beq')], skips: 3 };
    expect(flatten([branch, long, long, long])[0]?.immediate).toBe((1 + 2 * 510) * 4);
    const jump: Unit = { instructions: [instruction('auipc'), instruction('jalr')], skips: 3 };
    expect(flatten([jump, unit(NOTHING), long, long])[1]?.immediate).toBe((2 + 1) * 4);
  });

  it('counts a jalr from the auipc of its unit and keeps the bit that is to be ignored', () => {
    const jump: Unit = { instructions: [instruction('auipc'), instruction('jalr', { immediate: 1 })], skips: 0 };
    expect(flatten([unit(NOTHING), jump, unit(NOTHING)])[2]?.immediate).toBe(2 * 4 + 1);
  });
});

describe('a sequence', () => {
  const registers = new BigUint64Array(REGISTER_COUNT);
  registers[7] = 0xffff_ffff_ffff_ffffn;
  const window = new BigUint64Array(WINDOW_WORDS);
  window[0] = 1n;
  const sequence: Sequence = {
    name: 'an example',
    base: 5,
    registers,
    window,
    units: [{ instructions: [instruction('bne', { rs1: 7 })], skips: 1 }, unit(instruction('div', { rd: 1, rs1: 7 }))],
  };

  it('is printed with addresses, words and targets', () => {
    expect(listing(sequence, 0x8000_1000)).toEqual([
      '80001000: 00039463  bne x7,x0,80001008',
      '80001004: 0203c0b3  div x1,x7,x0',
    ]);
  });

  it('is printed without what only repeats', () => {
    const repeating = { ...sequence, units: [unit(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)] };
    expect(listing(repeating, 0)).toEqual([
      '00000000: 00000013  addi x0,x0,0',
      '...',
      '00000010: 00000013  addi x0,x0,0',
    ]);
  });

  it('names what it starts with where that is not zero', () => {
    expect(inputs(sequence)).toEqual([
      'x5 = the middle of the window',
      'x7 = 0xffffffffffffffff',
      'window[-128] = 0x0000000000000001',
    ]);
  });

  it('knows which instructions it uses', () => {
    expect(uses(sequence, 'div')).toBe(true);
    expect(uses(sequence, 'divu')).toBe(false);
  });
});
