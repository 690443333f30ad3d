/**
 * A program: many sequences in one image that stands at the same address in both worlds, so that even the addresses that
 * `auipc` and `jal` leave in registers are equal. Its first page is the runtime, filled in by each world: it loads the
 * registers of one sequence after the other and stores them again. Behind the runtime come the sequences' instructions,
 * and behind those a slot for each sequence, whose registers and window are its input first and its result afterwards.
 *
 *     slot:  0  address of the instructions; the address of the window's middle once the sequence has ended
 *            8  x1 to x31
 *          256  the window, whose middle the base register points to
 */
import { encode, type Instruction, instruction, type Mnemonic } from './instruction.ts';
import { flatten, REGISTER_COUNT, type Sequence, WINDOW_HALF, WINDOW_SIZE } from './sequence.ts';

/** Where an image is loaded and begins to run: the start of the machine's RAM. */
export const LOAD_ADDRESS = 0x8000_0000;
const PAGE_SIZE = 4096;
export const RUNTIME_SIZE = PAGE_SIZE;
/** Where in the image the runtime has its routine that ends a sequence. */
export const EPILOGUE_OFFSET = 0x200;

export const WINDOW_OFFSET = REGISTER_COUNT * 8;
export const SLOT_SIZE = WINDOW_OFFSET + WINDOW_SIZE;
/** From the middle of a window back to the start of its slot. */
export const SLOT_TO_BASE = WINDOW_OFFSET + WINDOW_HALF;

/** Most sequences in a program: their slots and instructions stay below 4 MiB. */
export const MAX_SEQUENCES = 4096;

export interface Program {
  readonly sequences: readonly Sequence[];
  /** The runtime's page is still empty. */
  readonly image: Uint8Array;
  /** Where in the image the instructions of each sequence begin, behind what loads its last two registers. */
  readonly codeOffsets: readonly number[];
  /** Where in the image the first slot is; the last one ends with the image. */
  readonly slotsOffset: number;
}

export interface AssembleOptions {
  /** Encodes every `key` of the sequences as its `value`: a processor that is wrong on purpose, to test the tests. */
  readonly substitute?: Partial<Record<Mnemonic, Mnemonic>>;
}

/** Lays the sequences out. Throws `RangeError` for more than `MAX_SEQUENCES`. */
export function assemble(sequences: readonly Sequence[], options: AssembleOptions = {}): Program {
  if (sequences.length > MAX_SEQUENCES)
    throw new RangeError(`a program holds at most ${MAX_SEQUENCES} sequences, not ${sequences.length}`);
  const { substitute = {} } = options;
  const words: number[] = [];
  const starts: number[] = [];
  for (const { base, units } of sequences) {
    starts.push(RUNTIME_SIZE + words.length * 4);
    for (const one of PROLOGUE) words.push(encode(one));
    for (const one of flatten(units))
      words.push(encode({ ...one, mnemonic: substitute[one.mnemonic] ?? one.mnemonic }));
    for (const one of epilogue(base, RUNTIME_SIZE + words.length * 4)) words.push(encode(one));
  }
  const slotsOffset = slotsBehind(RUNTIME_SIZE + words.length * 4);
  const image = new Uint8Array(slotsOffset + sequences.length * SLOT_SIZE);
  const view = new DataView(image.buffer);
  words.forEach((word, index) => {
    view.setUint32(RUNTIME_SIZE + index * 4, word, true);
  });
  sequences.forEach((sequence, index) => {
    const slot = slotsOffset + index * SLOT_SIZE;
    fillSlot(new DataView(image.buffer, slot, SLOT_SIZE), sequence, {
      code: LOAD_ADDRESS + (starts[index] ?? 0),
      base: LOAD_ADDRESS + slot + SLOT_TO_BASE,
    });
  });
  return { sequences, image, slotsOffset, codeOffsets: starts.map((start) => start + PROLOGUE.length * 4) };
}

/** Where a sequence's instructions stand and where its base register points. */
export function addressesOf(program: Program, index: number): { readonly code: number; readonly base: number } {
  return {
    code: LOAD_ADDRESS + (program.codeOffsets[index] ?? 0),
    base: LOAD_ADDRESS + program.slotsOffset + index * SLOT_SIZE + SLOT_TO_BASE,
  };
}

/**
 * Slots begin a page behind the instructions, so that no store hits a page that holds code, and in such a way that every
 * eighth window has a page boundary in its middle, which misaligned accesses then cross.
 */
function slotsBehind(codeEnd: number): number {
  return Math.ceil(codeEnd / PAGE_SIZE) * PAGE_SIZE + PAGE_SIZE - SLOT_TO_BASE;
}

/** The runtime jumps here by x30 with the base in x31 and all other registers in place. */
const PROLOGUE = [30, 31].map((rd) => instruction('ld', { rd, rs1: 31, immediate: rd * 8 - SLOT_TO_BASE }));

/** Frees x1 and x2 without a third register, puts the base into x1 and goes to the runtime. */
function epilogue(base: number, offset: number): Instruction[] {
  const distance = EPILOGUE_OFFSET - (offset + 3 * 4);
  const low = (distance << 20) >> 20;
  return [
    instruction('sd', { rs1: base, rs2: 1, immediate: 8 - SLOT_TO_BASE }),
    instruction('addi', { rd: 1, rs1: base }),
    instruction('sd', { rs1: 1, rs2: 2, immediate: 16 - SLOT_TO_BASE }),
    instruction('auipc', { rd: 2, immediate: (distance - low) >> 12 }),
    instruction('jalr', { rs1: 2, immediate: low }),
  ];
}

function fillSlot(
  slot: DataView,
  sequence: Sequence,
  addresses: { readonly code: number; readonly base: number },
): void {
  slot.setBigUint64(0, BigInt(addresses.code), true);
  for (let index = 1; index < REGISTER_COUNT; index++)
    slot.setBigUint64(index * 8, sequence.registers[index] ?? 0n, true);
  slot.setBigUint64(sequence.base * 8, BigInt(addresses.base), true);
  sequence.window.forEach((value, index) => {
    slot.setBigUint64(WINDOW_OFFSET + index * 8, value, true);
  });
}

/** How many sequences, from the first, have ended. */
export function countEnded(program: Program, slots: Uint8Array): number {
  const view = new DataView(slots.buffer, slots.byteOffset, slots.byteLength);
  const { length } = program.sequences;
  for (let index = 0; index < length; index++)
    if (view.getBigUint64(index * SLOT_SIZE, true) !== BigInt(addressesOf(program, index).base)) return index;
  return length;
}
