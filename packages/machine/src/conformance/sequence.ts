/**
 * A sequence: registers and a window of memory to begin with, and instructions that change them. Instructions come in units
 * (an address and the store that uses it, a load-reserved and its store-conditional) and jumps lead over whole units, so that
 * a sequence stays meaningful when units are taken out of it: that is what makes a failing one shrinkable.
 */
import { disassemble, encode, type Instruction, type Mnemonic } from './instruction.ts';

export const REGISTER_COUNT = 32;
/** Bytes of memory that belong to a sequence. Its base register points to their middle. */
export const WINDOW_SIZE = 256;
export const WINDOW_HALF = WINDOW_SIZE / 2;
export const WINDOW_WORDS = WINDOW_SIZE / 8;

export interface Unit {
  readonly instructions: readonly Instruction[];
  /** For a unit that ends in a branch or a jump: over how many of the following units it leads. */
  readonly skips?: number;
}

export interface Sequence {
  /** What it is called in reports, such as "sequence 17 of seed 1". */
  readonly name: string;
  /** The register that holds the address of the window's middle; no instruction of the sequence changes it. */
  readonly base: number;
  /** Values of x0 to x31 at the start; those of x0 and of the base register mean nothing. */
  readonly registers: BigUint64Array;
  /** The window at the start, `WINDOW_WORDS` doublewords. */
  readonly window: BigUint64Array;
  readonly units: readonly Unit[];
}

/** How far each jump reaches forward, in bytes. */
const BRANCH_REACH = 4094;
const JUMP_REACH = 0xf_fffe;
const JUMP_REGISTER_REACH = 2046;

function reach(jump: Mnemonic): number {
  if (jump === 'jal') return JUMP_REACH;
  return jump === 'jalr' ? JUMP_REGISTER_REACH : BRANCH_REACH;
}

/**
 * The instructions of a sequence in a row, with the distances of its jumps filled in: each leads to the first instruction of
 * the unit that it skips to, or just behind the sequence, or as far as it reaches. A `jalr` counts from the `auipc` that
 * begins its unit, and what its immediate held before (the lowest bit, which the processor has to ignore) is kept.
 */
export function flatten(units: readonly Unit[]): Instruction[] {
  const starts = [0];
  for (const unit of units) starts.push((starts.at(-1) ?? 0) + unit.instructions.length * 4);
  return units.flatMap(({ instructions, skips }, index) => {
    const last = instructions.at(-1);
    if (skips === undefined || last === undefined) return [...instructions];
    const start = starts[index] ?? 0;
    const from = last.mnemonic === 'jalr' ? start : start + (instructions.length - 1) * 4;
    const targets = starts.slice(index + 1, index + 2 + skips).filter((at) => at - from <= reach(last.mnemonic));
    return [...instructions.slice(0, -1), { ...last, immediate: last.immediate + (targets.at(-1) ?? 0) - from }];
  });
}

/** Whether any of its units uses an instruction. */
export function uses(sequence: Sequence, mnemonic: Mnemonic): boolean {
  return sequence.units.some(({ instructions }) => instructions.some((one) => one.mnemonic === mnemonic));
}

const hex = (value: number | bigint, digits: number) => value.toString(16).padStart(digits, '0');

/** Its instructions as assembly text, one a line, as they stand at `address`; "..." for more of the same. */
export function listing(sequence: Sequence, address: number): string[] {
  const instructions = flatten(sequence.units);
  const words = instructions.map(encode);
  const lines = instructions.map((one, index) => {
    const same = words[index - 1] === words[index] && words[index] === words[index + 1];
    const at = address + index * 4;
    return same ? '...' : `${hex(at, 8)}: ${hex(words[index] ?? 0, 8)}  ${disassemble(one, at)}`;
  });
  return lines.filter((line, index) => line !== '...' || lines[index - 1] !== '...');
}

/** What it starts with: registers and doublewords of the window that are not zero, one a line. */
export function inputs(sequence: Sequence): string[] {
  const lines = [`x${sequence.base} = the middle of the window`];
  sequence.registers.forEach((value, index) => {
    if (value !== 0n && index !== 0 && index !== sequence.base) lines.push(`x${index} = 0x${hex(value, 16)}`);
  });
  sequence.window.forEach((value, index) => {
    if (value !== 0n) lines.push(`window[${index * 8 - WINDOW_HALF}] = 0x${hex(value, 16)}`);
  });
  return lines;
}
