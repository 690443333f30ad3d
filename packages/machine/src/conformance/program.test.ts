import { describe, expect, it } from 'vitest';
import { generate } from './generator.ts';
import { encode, instruction } from './instruction.ts';
import { addressesOf, assemble, countEnded, LOAD_ADDRESS, MAX_SEQUENCES, SLOT_SIZE } from './program.ts';
import { flatten } from './sequence.ts';

const SEQUENCES = Array.from({ length: 16 }, (_, index) => generate({ seed: 3, index }));

describe('a program', () => {
  const program = assemble(SEQUENCES);
  const view = new DataView(program.image.buffer);
  const wordAt = (address: number) => view.getUint32(address - LOAD_ADDRESS, true);

  it('has the instructions of each sequence where it says', () => {
    SEQUENCES.forEach(({ units }, index) => {
      const { code } = addressesOf(program, index);
      flatten(units).forEach((one, at) => {
        expect(wordAt(code + at * 4)).toBe(encode(one));
      });
    });
  });

  it('has a page boundary in the middle of every eighth window', () => {
    const middles = SEQUENCES.map((_, index) => addressesOf(program, index).base % 4096);
    expect(middles.filter((offset) => offset === 0)).toHaveLength(SEQUENCES.length / 8);
  });

  it('knows how many sequences have ended from the marks in their slots', () => {
    const slots = program.image.slice(program.slotsOffset);
    expect(countEnded(program, slots)).toBe(0);
    const marks = new DataView(slots.buffer);
    for (let index = 0; index < 3; index++)
      marks.setBigUint64(index * SLOT_SIZE, BigInt(addressesOf(program, index).base), true);
    expect(countEnded(program, slots)).toBe(3);
  });

  it('can be assembled for a wrong processor', () => {
    const one = { ...SEQUENCES[0]!, units: [{ instructions: [instruction('add', { rd: 1, rs1: 2, rs2: 3 })] }] };
    const wrong = assemble([one], { substitute: { add: 'sub' } });
    const { code } = addressesOf(wrong, 0);
    expect(new DataView(wrong.image.buffer).getUint32(code - LOAD_ADDRESS, true)).toBe(0x4031_00b3);
  });

  it('holds so many sequences and no more', () => {
    const shortest = { ...SEQUENCES[0]!, units: [] };
    const most = Array.from({ length: MAX_SEQUENCES }, () => shortest);
    expect(assemble(most).sequences).toHaveLength(MAX_SEQUENCES);
    expect(() => assemble([...most, shortest])).toThrow(RangeError);
  });
});
