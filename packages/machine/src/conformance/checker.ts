/**
 * Runs sequences in two worlds and compares every register and every byte of every window, and that each sequence has ended.
 * What differs is shrunk: parts are taken out as long as the worlds still differ without them, many attempts to a program.
 * Not compared on purpose: memory outside the windows. A store that goes astray there changes another sequence or traps.
 */
import { addressesOf, assemble, type Program, SLOT_SIZE, WINDOW_OFFSET } from './program.ts';
import { inputs, listing, REGISTER_COUNT, type Sequence, WINDOW_HALF, WINDOW_WORDS } from './sequence.ts';
import type { Outcome, World } from './world.ts';

/** Most attempts to make a failing sequence smaller, each one a program with all its candidates. */
const MAX_SHRINK_ROUNDS = 200;

/** Where two results of a sequence differ. */
interface Place {
  /** A register, or a doubleword of the window by its offset from the middle. */
  readonly place: `x${number}` | `window[${number}]`;
  readonly expected: bigint;
  readonly actual: bigint;
}

export interface Difference {
  /** Where in the program the sequence is. */
  readonly index: number;
  readonly sequence: Sequence;
  /** What differs; empty when the sequence did not end. */
  readonly places: readonly Place[];
  /** How the world under test failed, when it did. */
  readonly failure?: string;
  readonly addresses: { readonly code: number; readonly base: number };
}

export interface Worlds {
  readonly reference: World;
  readonly tested: World;
}

/** The first sequence that does not end the same in both worlds. */
export async function check(worlds: Worlds, sequences: readonly Sequence[]): Promise<Difference | undefined> {
  const program = assemble(sequences);
  const [expected, actual] = await Promise.all([worlds.reference.run(program), worlds.tested.run(program)]);
  return compare(program, expected, actual);
}

function compare(program: Program, expected: Outcome, actual: Outcome): Difference | undefined {
  if (actual.failure === undefined && Buffer.compare(expected.slots, actual.slots) === 0) return undefined;
  for (const [index, sequence] of program.sequences.entries()) {
    const addresses = addressesOf(program, index);
    if (index >= actual.endedCount) {
      const failure = actual.failure ?? 'the sequence has not ended';
      return { index, sequence, places: [], failure, addresses };
    }
    const places = differingPlaces(slot(expected, index), slot(actual, index));
    if (places.length > 0) return { index, sequence, places, addresses };
  }
  const failure = `all sequences ended alike, but then: ${actual.failure}`;
  const index = program.sequences.length - 1;
  const sequence = program.sequences[index];
  if (sequence === undefined) throw new Error(failure);
  return { index, sequence, places: [], failure, addresses: addressesOf(program, index) };
}

function slot({ slots }: Outcome, index: number): DataView {
  return new DataView(slots.buffer, slots.byteOffset + index * SLOT_SIZE, SLOT_SIZE);
}

function differingPlaces(expected: DataView, actual: DataView): Place[] {
  const places: Place[] = [];
  const look = (place: Place['place'], offset: number) => {
    const pair = { expected: expected.getBigUint64(offset, true), actual: actual.getBigUint64(offset, true) };
    if (pair.expected !== pair.actual) places.push({ place, ...pair });
  };
  for (let index = 1; index < REGISTER_COUNT; index++) look(`x${index}`, index * 8);
  for (let index = 0; index < WINDOW_WORDS; index++)
    look(`window[${index * 8 - WINDOW_HALF}]`, WINDOW_OFFSET + index * 8);
  return places;
}

/** The smallest sequence found on the way down from `difference` that still differs, with its own difference. */
export async function shrink(worlds: Worlds, difference: Difference): Promise<Difference> {
  let smallest = difference;
  for (let round = 0; round < MAX_SHRINK_ROUNDS; round++) {
    const candidates = smallerThan(smallest.sequence);
    const smaller = candidates.length > 0 ? await check(worlds, candidates) : undefined;
    if (!smaller) break;
    smallest = smaller;
  }
  return smallest;
}

/** A sequence with some of its parts taken out or set to zero, those with most taken out first. */
function smallerThan(sequence: Sequence): Sequence[] {
  const candidates: Sequence[] = [];
  for (const units of withoutRuns(sequence.units)) candidates.push({ ...sequence, units });
  for (const kept of withoutRuns(nonZero(sequence.registers)))
    candidates.push({ ...sequence, registers: only(sequence.registers, kept) });
  for (const kept of withoutRuns(nonZero(sequence.window)))
    candidates.push({ ...sequence, window: only(sequence.window, kept) });
  return candidates;
}

/** `items` without each run of all, a half, a quarter, ... and one of them. */
function* withoutRuns<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let length = items.length; length > 0; length = Math.floor(length / 2))
    for (let start = 0; start < items.length; start += length)
      yield [...items.slice(0, start), ...items.slice(start + length)];
}

function nonZero(values: BigUint64Array): number[] {
  return [...values.keys()].filter((index) => values[index] !== 0n);
}

function only(values: BigUint64Array, kept: readonly number[]): BigUint64Array {
  return values.map((value, index) => (kept.includes(index) ? value : 0n));
}

/** A difference as text: the sequence, what it starts with, and both results where they differ. */
export function report(worlds: Worlds, difference: Difference): string {
  const { sequence, places, failure, addresses } = difference;
  const hex = (value: bigint) => value.toString(16).padStart(16, '0');
  const results =
    failure !== undefined
      ? [`${worlds.tested.name} did not come to the end: ${failure}`]
      : places.map(
          ({ place, expected, actual }) =>
            `${place}: ${worlds.reference.name} ${hex(expected)}, ${worlds.tested.name} ${hex(actual)}`,
        );
  const lines = [
    `${sequence.name} differs`,
    `  starts with (the window's middle is at ${addresses.base.toString(16)})`,
    ...inputs(sequence).map((line) => `    ${line}`),
    '  executes',
    ...listing(sequence, addresses.code).map((line) => `    ${line}`),
    '  ends with',
    ...results.map((line) => `    ${line}`),
  ];
  return lines.join('\n');
}
