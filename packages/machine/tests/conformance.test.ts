// The core against QEMU: sequences of random instructions must end with the same registers and memory. And the check
// against wrong processors: one that mistakes an instruction for a similar one, or flips a bit, must be found out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCampaign } from '../src/conformance/campaign.ts';
import { check, report, shrink, type Worlds } from '../src/conformance/checker.ts';
import { CoreWorld } from '../src/conformance/core.ts';
import { generate } from '../src/conformance/generator.ts';
import { instruction, type Mnemonic } from '../src/conformance/instruction.ts';
import { assemble, type Program, SLOT_SIZE } from '../src/conformance/program.ts';
import { findQemu, QemuWorld } from '../src/conformance/qemu.ts';
import { type Sequence, uses } from '../src/conformance/sequence.ts';
import type { Outcome, World } from '../src/conformance/world.ts';

const SEED = 2;
const SEQUENCES = 5000;
/** In so many sequences every mistaken instruction must show. */
const SEQUENCES_FOR_MISTAKES = 600;

/** Pairs of which a decoder could take the left one for the right one, and the result is often the same. */
const MISTAKES: readonly (readonly [Mnemonic, Mnemonic])[] = [
  ['add', 'or'],
  ['addw', 'add'],
  ['subw', 'sub'],
  ['sllw', 'sll'],
  ['srl', 'sra'],
  ['srlw', 'sraw'],
  ['sraw', 'sra'],
  ['slt', 'sltu'],
  ['sltu', 'slt'],
  ['slti', 'sltiu'],
  ['sltiu', 'slti'],
  ['addiw', 'addi'],
  ['xori', 'ori'],
  ['srli', 'srai'],
  ['slliw', 'slli'],
  ['srliw', 'srli'],
  ['sraiw', 'srai'],
  ['mul', 'mulw'],
  ['mulw', 'mul'],
  ['mulh', 'mulhsu'],
  ['mulhsu', 'mulhu'],
  ['mulhu', 'mulhsu'],
  ['div', 'divu'],
  ['divu', 'div'],
  ['rem', 'remu'],
  ['remu', 'rem'],
  ['divw', 'div'],
  ['divuw', 'divw'],
  ['remw', 'rem'],
  ['remuw', 'remw'],
  ['lui', 'auipc'],
  ['lb', 'lbu'],
  ['lhu', 'lh'],
  ['lw', 'lwu'],
  ['sh', 'sb'],
  ['sd', 'sw'],
  ['beq', 'bge'],
  ['bne', 'blt'],
  ['blt', 'bltu'],
  ['bge', 'bgeu'],
  ['bltu', 'blt'],
  ['bgeu', 'bge'],
  ['amomin.w', 'amominu.w'],
  ['amominu.w', 'amomin.w'],
  ['amomax.w', 'amomaxu.w'],
  ['amomaxu.w', 'amomax.w'],
  ['amoswap.d', 'amoswap.w'],
  ['amoadd.d', 'amoadd.w'],
  ['amoxor.d', 'amoor.d'],
  ['amoand.d', 'amoand.w'],
  ['amoor.d', 'amoadd.d'],
  ['amomin.d', 'amominu.d'],
  ['amominu.d', 'amomin.d'],
  ['amomax.d', 'amomaxu.d'],
  ['amomaxu.d', 'amomax.d'],
  ['sh1add', 'sh2add'],
  ['sh3add', 'sh2add'],
  ['add.uw', 'add'],
  ['sh1add.uw', 'sh1add'],
  ['sh2add.uw', 'sh2add'],
  ['sh3add.uw', 'sh3add'],
  ['slli.uw', 'slli'],
  ['andn', 'and'],
  ['orn', 'or'],
  ['xnor', 'xor'],
  ['min', 'minu'],
  ['minu', 'min'],
  ['max', 'maxu'],
  ['maxu', 'max'],
  ['rol', 'ror'],
  ['rolw', 'rol'],
  ['rorw', 'ror'],
  ['rori', 'srli'],
  ['roriw', 'rori'],
  ['clz', 'clzw'],
  ['cpop', 'cpopw'],
  ['sext.b', 'sext.h'],
  ['zext.h', 'sext.h'],
  ['orc.b', 'rev8'],
  ['bclr', 'binv'],
  ['bset', 'binv'],
  ['bexti', 'srli'],
  ['sc.w', 'amoswap.w'],
  ['sc.d', 'amoswap.d'],
];

/** QEMU with a defect of its own. */
class DefectiveWorld implements World {
  readonly name = 'defective';
  private readonly defect: (program: Program) => Promise<Outcome>;

  constructor(defect: (program: Program) => Promise<Outcome>) {
    this.defect = defect;
  }

  run(program: Program): Promise<Outcome> {
    return this.defect(program);
  }

  async close(): Promise<void> {}
}

const command = findQemu();
if (command === undefined)
  console.warn("conformance tests are skipped: qemu-riscv64 is not on PATH (Debian's package qemu-user)");

describe.skipIf(command === undefined)('conformance', () => {
  let reference: QemuWorld;

  beforeAll(() => {
    reference = new QemuWorld(command ?? '');
  });
  afterAll(() => reference.close());

  const sequences = (length: number) => Array.from({ length }, (_, index) => generate({ seed: SEED, index }));

  describe('of the core', () => {
    let tested: CoreWorld;

    beforeAll(async () => {
      tested = await CoreWorld.create();
    });
    afterAll(() => tested?.close());

    it(`ends ${SEQUENCES} random sequences like QEMU`, async () => {
      const worlds = { reference, tested };
      const { checkedCount, difference } = await runCampaign(worlds, { seed: SEED, first: 0, count: SEQUENCES });
      expect(difference && report(worlds, difference.shrunk)).toBeUndefined();
      expect(checkedCount).toBe(SEQUENCES);
    });

    it('names the trap that a sequence ends in, and what had ended before', async () => {
      const [before, after] = sequences(2);
      const traps: Sequence = {
        ...generate({ seed: SEED, index: 2 }),
        units: [{ instructions: [instruction('ecall')] }],
      };
      const outcome = await tested.run(assemble([before, traps, after].filter((one) => one !== undefined)));
      expect(outcome.endedCount).toBe(1);
      expect(outcome.failure).toMatch(/^power-off with code 1; trap with mcause b, mepc 8000[0-9a-f]{4}, mtval 0$/);
    });

    it('does not wait for a sequence that never ends', async () => {
      const forever: Sequence = {
        ...generate({ seed: SEED, index: 0 }),
        units: [{ instructions: [instruction('jal')] }],
      };
      const outcome = await tested.run(assemble([forever]));
      expect(outcome.endedCount).toBe(0);
      expect(outcome.failure).toMatch(/^still running after \d+ instructions; no trap was taken$/);
    });
  });

  describe('finds out', () => {
    it.each(MISTAKES)('a processor that takes %s for %s', async (right, wrong) => {
      const tested = new DefectiveWorld((program) =>
        reference.run(assemble(program.sequences, { substitute: { [right]: wrong } })),
      );
      const worlds: Worlds = { reference, tested };
      const found = await check(worlds, sequences(SEQUENCES_FOR_MISTAKES));
      expect(found && uses(found.sequence, right)).toBe(true);
    });

    it('one flipped bit of one register, and shrinks the sequence to the instruction that matters', async () => {
      const flipped: Mnemonic = 'mulhsu';
      const tested = new DefectiveWorld(async (program) => {
        const outcome = await reference.run(program);
        const slots = outcome.slots.slice();
        program.sequences.forEach((sequence, index) => {
          const at = index * SLOT_SIZE + 7 * 8;
          if (uses(sequence, flipped)) slots[at] = (slots[at] ?? 0) ^ 0x10;
        });
        return { ...outcome, slots };
      });
      const worlds: Worlds = { reference, tested };
      const found = await check(worlds, sequences(100));
      if (!found) throw new Error('the flipped bit was not found');
      expect(found.sequence.units.length).toBeGreaterThan(1);

      const shrunk = await shrink(worlds, found);
      const instructions = shrunk.sequence.units.flatMap((unit) => unit.instructions);
      expect(shrunk.sequence.units).toHaveLength(1);
      expect(instructions.map(({ mnemonic }) => mnemonic)).toContain(flipped);
      expect(shrunk.places).toHaveLength(1);
      expect(shrunk.places[0]?.place).toBe('x7');
      expect((shrunk.places[0]?.expected ?? 0n) ^ (shrunk.places[0]?.actual ?? 0n)).toBe(0x10n);
      expect(report(worlds, shrunk)).toContain('x7: qemu-riscv64');
    });

    it('a processor that shifts wrongly, and shrinks the sequence and its inputs', async () => {
      const tested = new DefectiveWorld((program) =>
        reference.run(assemble(program.sequences, { substitute: { srl: 'sra' } })),
      );
      const worlds: Worlds = { reference, tested };
      const found = await check(worlds, sequences(SEQUENCES_FOR_MISTAKES));
      if (!found) throw new Error('the wrong shift was not found');

      const { sequence, places } = await shrink(worlds, found);
      expect(places.length).toBeGreaterThan(0);
      expect(uses(sequence, 'srl')).toBe(true);
      expect(sequence.units.length).toBeLessThanOrEqual(2);
      // What is shifted has its sign bit set; at most the value and the amount are left of the inputs.
      const left = [...sequence.registers, ...sequence.window].filter((value) => value !== 0n);
      expect(left.length).toBeLessThanOrEqual(2);
    });

    it('a program that stops in the middle, and names the sequence and the reason', async () => {
      const tested = new DefectiveWorld(async (program) => {
        const outcome = await reference.run(program);
        const endedCount = program.sequences.findIndex((sequence) => uses(sequence, 'divw'));
        return endedCount < 0 ? outcome : { ...outcome, endedCount, failure: 'trap with mcause 2' };
      });
      const worlds: Worlds = { reference, tested };
      const found = await check(worlds, sequences(100));
      if (!found) throw new Error('the stop was not found');
      expect(uses(found.sequence, 'divw')).toBe(true);

      const shrunk = await shrink(worlds, found);
      expect(shrunk.sequence.units).toHaveLength(1);
      expect(report(worlds, shrunk)).toContain('defective did not come to the end: trap with mcause 2');
    });
  });
});
