/**
 * Makes sequences: pure, from a seed and a number. Values lean to the edges where arithmetic goes wrong (0, -1, the least and
 * the greatest of each width, powers of two and their neighbours) and few registers are used often, so that results meet.
 *
 * Left out because the two worlds may rightly differ: traps and environment calls; CSRs (what a user program may read are the
 * counters, whose values are nobody's business here, and floating point, which the core does not have); a store-conditional
 * to another address or of another width than its load-reserved, and one with a store between the two (the specification
 * lets such an SC succeed or fail); misaligned atomics (they trap); `ctzw`, which QEMU 7.2 gets wrong where the low word is 0. `fence.i` is not part of RV64IMAB.
 */
import { type Instruction, instruction, type Mnemonic, mnemonicsOf, shiftsWord } from './instruction.ts';
import { Random } from './random.ts';
import { REGISTER_COUNT, type Sequence, type Unit, WINDOW_HALF, WINDOW_SIZE, WINDOW_WORDS } from './sequence.ts';

/** Units in a sequence: at least, and at most. */
export const MIN_UNITS = 8;
export const MAX_UNITS = 32;
/** Most units that one jump leads over. */
const MAX_SKIPS = 6;
/** Registers that a sequence prefers. */
const FAVOURITES = 8;
/** A detour leads over at most 2 to the power of this many instructions: nearly as far as a branch reaches. */
const MAX_DETOUR_BITS = 9;
/** Far accesses add up to this many bytes to the base and take them off again in the offset. */
const FAR = 1919;

const EDGES = [
  0n,
  0n,
  1n,
  2n,
  0x7fn,
  0x80n,
  0xffn,
  0x7fffn,
  0x8000n,
  0xffffn,
  0x7fff_ffffn,
  0x8000_0000n,
  0xffff_ffffn,
  0x1_0000_0000n,
  0x7fff_ffff_ffff_ffffn,
  0x8000_0000_0000_0000n,
  0x8000_0000_0000_0001n,
  0xffff_ffff_8000_0000n,
  0xffff_ffff_7fff_ffffn,
  0xffff_ffff_0000_0000n,
  0xffff_ffff_ffff_ff80n,
  0xffff_ffff_ffff_fffen,
  0xffff_ffff_ffff_ffffn,
  0xffff_ffff_ffff_ffffn,
];
const EDGE_IMMEDIATES = [0, 1, -1, 2, -2, 4, 8, 31, 32, 63, 64, 127, -128, 255, 256, 1024, -1024, 2047, -2048, -2047];
const EDGE_UPPERS = [0, 1, -1, 0x7ffff, -0x80000, 0x40000, -0x7ffff];

const OPERATIONS = mnemonicsOf('register');
export const DIVISIONS: readonly Mnemonic[] = ['div', 'divu', 'rem', 'remu', 'divw', 'divuw', 'remw', 'remuw'];
const IMMEDIATES = mnemonicsOf('immediate');
const SHIFTS = mnemonicsOf('shift');
const UNARIES = mnemonicsOf('unary').filter((mnemonic) => mnemonic !== 'ctzw');
const BRANCHES = mnemonicsOf('branch');
/** Branches that are taken when they compare x0 with itself; the others are when they compare it with an address. */
const TAKEN_WHEN_EQUAL: readonly Mnemonic[] = ['beq', 'bge', 'bgeu'];
const LOADS = mnemonicsOf('load');
const STORES = mnemonicsOf('store');
const ATOMICS = mnemonicsOf('atomic').filter((mnemonic) => mnemonic !== 'sc.w' && mnemonic !== 'sc.d');

/** Bytes that a load or store moves. */
function accessSize(mnemonic: Mnemonic): number {
  switch (mnemonic.charAt(1)) {
    case 'b':
      return 1;
    case 'h':
      return 2;
    case 'w':
      return 4;
    default:
      return 8;
  }
}

export interface GeneratorOptions {
  readonly seed: number;
  /** Number of the sequence; each seed has 2^32 of them. */
  readonly index: number;
}

/** Sequence number `index` of a seed: the same one always. */
export function generate(options: GeneratorOptions): Sequence {
  return new Generator(options).sequence();
}

class Generator {
  private readonly random: Random;
  private readonly name: string;
  private readonly base: number;
  private readonly favourites: readonly number[];

  constructor({ seed, index }: GeneratorOptions) {
    this.random = new Random({ seed, stream: index });
    this.name = `sequence ${index} of seed ${seed}`;
    this.base = 1 + this.random.below(REGISTER_COUNT - 1);
    this.favourites = Array.from({ length: FAVOURITES }, () => this.writable());
  }

  sequence(): Sequence {
    const { random } = this;
    const registers = this.values(REGISTER_COUNT);
    registers[0] = 0n;
    registers[this.base] = 0n;
    const window = this.values(WINDOW_WORDS);
    const length = MIN_UNITS + random.below(MAX_UNITS - MIN_UNITS + 1);
    const units = Array.from({ length }, () => random.pick(KIND_OF_WEIGHT)(this));
    return { name: this.name, base: this.base, registers, window, units };
  }

  operation(): Unit {
    return one(this.random.pick(OPERATIONS), { rd: this.destination(), rs1: this.source(), rs2: this.source() });
  }

  /** An operation on two values fresh from the window: late in a sequence the registers have lost their edges. */
  operationOnWindow(): Unit {
    const [rs1, rs2] = [this.temporary(), this.temporary()];
    const load = (rd: number) => instruction('ld', { rd, rs1: this.base, immediate: this.offset(8, true) });
    const operation = instruction(this.random.pick(OPERATIONS), { rd: this.destination(), rs1, rs2 });
    return { instructions: [load(rs1), load(rs2), operation] };
  }

  /** A division of the least number of 64 or of 32 bits (or of any) by -1, 1 or 0: the least by -1 overflows. */
  edgeDivision(): Unit {
    const dividend = this.temporary();
    const divisor = this.destination(dividend);
    const rs1 = dividend;
    const dividends = [
      [instruction('addi', { rd: dividend, immediate: 1 }), instruction('slli', { rd: dividend, rs1, immediate: 63 })],
      [instruction('lui', { rd: dividend, immediate: -0x8_0000 })],
      [instruction('addi', { rd: dividend, rs1: this.source() })],
    ];
    return {
      instructions: [
        ...this.random.pick(dividends),
        instruction('addi', { rd: divisor, immediate: this.random.pick([-1, -1, 0, 1]) }),
        instruction(this.random.pick(DIVISIONS), { rd: this.destination(), rs1, rs2: divisor }),
      ],
    };
  }

  operationImmediate(): Unit {
    const fields = { rd: this.destination(), rs1: this.source(), immediate: this.immediate() };
    return one(this.random.pick(IMMEDIATES), fields);
  }

  shift(): Unit {
    const mnemonic = this.random.pick(SHIFTS);
    const width = shiftsWord(mnemonic) ? 32 : 64;
    const immediate = this.random.oneIn(3) ? this.random.pick([0, 1, width / 2, width - 1]) : this.random.below(width);
    return one(mnemonic, { rd: this.destination(), rs1: this.source(), immediate });
  }

  unary(): Unit {
    return one(this.random.pick(UNARIES), { rd: this.destination(), rs1: this.source() });
  }

  upper(): Unit {
    const immediate = this.random.oneIn(3) ? this.random.pick(EDGE_UPPERS) : this.random.below(0x10_0000) - 0x8_0000;
    return one(this.random.oneIn(2) ? 'lui' : 'auipc', { rd: this.destination(), immediate });
  }

  access(): Unit {
    const mnemonic = this.random.pick(this.random.oneIn(2) ? LOADS : STORES);
    const immediate = this.offset(accessSize(mnemonic), !this.random.oneIn(4));
    return { instructions: [this.loadOrStore(mnemonic, this.base, immediate)] };
  }

  /** An access whose address and offset are both large: they meet in the window. */
  farAccess(): Unit {
    const mnemonic = this.random.pick(this.random.oneIn(2) ? LOADS : STORES);
    const address = this.temporary();
    const far = this.random.below(2 * FAR + 1) - FAR;
    const immediate = this.offset(accessSize(mnemonic), !this.random.oneIn(4)) - far;
    return {
      instructions: [
        instruction('addi', { rd: address, rs1: this.base, immediate: far }),
        this.loadOrStore(mnemonic, address, immediate),
      ],
    };
  }

  branch(): Unit {
    const rs1 = this.source();
    const rs2 = this.random.oneIn(4) ? rs1 : this.source();
    return { ...one(this.random.pick(BRANCHES), { rs1, rs2 }), skips: this.skips() };
  }

  jump(): Unit {
    return { ...one('jal', { rd: this.destination() }), skips: this.skips() };
  }

  jumpRegister(): Unit {
    const target = this.temporary();
    const ignoredBit = this.random.oneIn(4) ? 1 : 0;
    return {
      instructions: [
        instruction('auipc', { rd: target }),
        instruction('jalr', { rd: this.destination(), rs1: target, immediate: ignoredBit }),
      ],
      skips: this.skips(),
    };
  }

  /**
   * Jumps forward over some instructions, from there perhaps back to the first of them, and on to its end:
   *
   *         jump there
   *     back:  addi counter, counter, 1
   *         jump end
   *         addi counter, counter, 1 (any number of times, never reached)
   *     there: branch or jump back
   *     end:
   *
   * The counter tells on a jump that leads too far or not far enough.
   */
  detour(): Unit {
    const counter = this.temporary();
    const count = instruction('addi', { rd: counter, rs1: counter, immediate: 1 });
    const length = this.random.oneIn(8) ? 1 << this.random.below(MAX_DETOUR_BITS + 1) : this.random.below(8);
    const backward = this.backward(-(length + 2) * 4);
    const jump = this.random.oneIn(3) ? 'jal' : this.random.pick(BRANCHES);
    const rs2 = jump === 'jal' || TAKEN_WHEN_EQUAL.includes(jump) ? 0 : this.base;
    return {
      instructions: [
        instruction(jump, { rs2, immediate: (length + 3) * 4 }),
        count,
        instruction('jal', { immediate: (length + 1 + backward.length) * 4 }),
        ...Array.from({ length }, () => count),
        ...backward,
      ],
    };
  }

  /** A branch that may be taken, a `jal`, or a `jalr`, to the instruction at `distance` from the first of them. */
  private backward(distance: number): Instruction[] {
    switch (this.random.below(4)) {
      case 0:
        return [instruction('jal', { rd: this.destination(), immediate: distance })];
      case 1: {
        // A jalr reaches half as far as a branch.
        if (distance < -2048) return [instruction('jal', { rd: this.destination(), immediate: distance })];
        const target = this.temporary();
        return [
          instruction('auipc', { rd: target }),
          instruction('jalr', { rd: this.destination(), rs1: target, immediate: distance }),
        ];
      }
      default: {
        const rs1 = this.source();
        const rs2 = this.random.oneIn(4) ? rs1 : this.source();
        return [instruction(this.random.pick(BRANCHES), { rs1, rs2, immediate: distance })];
      }
    }
  }

  atomic(): Unit {
    const mnemonic = this.random.pick(ATOMICS);
    const address = this.temporary();
    const fields = { rd: this.destination(), rs1: address, rs2: this.source(), immediate: this.random.below(4) };
    return { instructions: [this.addressFor(mnemonic, address), instruction(mnemonic, fields)] };
  }

  /** A load-reserved, perhaps some arithmetic, and the store-conditional that must succeed; at times one more that must fail. */
  reservation(): Unit {
    const [loadReserved, storeConditional] = this.widthOfReservation();
    const address = this.temporary();
    const immediate = () => this.random.below(4);
    const rd = this.destination(address);
    const instructions = [
      this.addressFor(loadReserved, address),
      instruction(loadReserved, { rd, rs1: address, immediate: immediate() }),
    ];
    if (this.random.oneIn(2)) {
      const fields = { rd: this.destination(address), rs1: rd, rs2: this.source() };
      instructions.push(instruction(this.random.pick(OPERATIONS), fields));
    }
    const again = this.random.oneIn(4);
    // What follows needs the address once more, so the first one must not write its result there.
    const result = again ? this.destination(address) : this.destination();
    const conditional = (to: number) =>
      instruction(storeConditional, { rd: to, rs1: address, rs2: this.source(), immediate: immediate() });
    instructions.push(conditional(result));
    if (again) instructions.push(conditional(this.destination()));
    return { instructions };
  }

  /** A store-conditional for which nothing is reserved: it must fail. */
  withoutReservation(): Unit {
    const [, storeConditional] = this.widthOfReservation();
    const address = this.temporary();
    const fields = { rd: this.destination(), rs1: address, rs2: this.source(), immediate: this.random.below(4) };
    return { instructions: [this.addressFor(storeConditional, address), instruction(storeConditional, fields)] };
  }

  fence(): Unit {
    return one('fence', { immediate: this.random.below(256) });
  }

  private widthOfReservation(): readonly [loadReserved: Mnemonic, storeConditional: Mnemonic] {
    return this.random.oneIn(2) ? ['lr.w', 'sc.w'] : ['lr.d', 'sc.d'];
  }

  private addressFor(atomic: Mnemonic, rd: number): Instruction {
    const immediate = this.offset(atomic.endsWith('.w') ? 4 : 8, true);
    return instruction('addi', { rd, rs1: this.base, immediate });
  }

  private loadOrStore(mnemonic: Mnemonic, address: number, immediate: number): Instruction {
    if (LOADS.includes(mnemonic)) return instruction(mnemonic, { rd: this.destination(), rs1: address, immediate });
    return instruction(mnemonic, { rs1: address, rs2: this.source(), immediate });
  }

  /** Where in the window, from its middle; half of what need not be aligned lies across the middle, where a page may end. */
  private offset(size: number, aligned: boolean): number {
    if (aligned) return this.random.below(WINDOW_SIZE / size) * size - WINDOW_HALF;
    if (size > 1 && this.random.oneIn(2)) return this.random.below(size - 1) + 1 - size;
    return this.random.below(WINDOW_SIZE - size + 1) - WINDOW_HALF;
  }

  private immediate(): number {
    return this.random.oneIn(2) ? this.random.pick(EDGE_IMMEDIATES) : this.random.below(4096) - 2048;
  }

  private skips(): number {
    return this.random.below(MAX_SKIPS + 1);
  }

  /** Any register but x0 and the base. */
  private writable(): number {
    const register = 1 + this.random.below(REGISTER_COUNT - 2);
    return register >= this.base ? register + 1 : register;
  }

  private temporary(): number {
    return this.random.oneIn(4) ? this.writable() : this.random.pick(this.favourites);
  }

  /** Where a result may go: not the base, not `kept`, now and then x0. */
  private destination(kept?: number): number {
    if (this.random.oneIn(32)) return 0;
    const register = this.temporary();
    return register === kept ? 0 : register;
  }

  private source(): number {
    return this.random.oneIn(4) ? this.random.below(REGISTER_COUNT) : this.random.pick(this.favourites);
  }

  /** Doublewords that lean to the edges. */
  private values(count: number): BigUint64Array {
    const { random } = this;
    const values = new BigUint64Array(count);
    const halves = new Int32Array(values.buffer);
    for (let index = 0; index < count; index++) {
      const kind = random.below(8);
      if (kind < 4) values[index] = random.pick(EDGES);
      else if (kind === 4) values[index] = (1n << BigInt(random.below(64))) + BigInt(random.below(3) - 1);
      else {
        const low = kind === 5 ? random.below(33) - 16 : random.next() | 0;
        halves[index * 2] = low;
        halves[index * 2 + 1] = kind === 7 ? random.next() : low >> 31;
      }
    }
    return values;
  }
}

/** Chances of each kind of unit, in parts of their sum. */
const KINDS = [
  { weight: 28, make: (g: Generator) => g.operation() },
  { weight: 14, make: (g: Generator) => g.operationOnWindow() },
  { weight: 4, make: (g: Generator) => g.edgeDivision() },
  { weight: 18, make: (g: Generator) => g.operationImmediate() },
  { weight: 8, make: (g: Generator) => g.shift() },
  { weight: 6, make: (g: Generator) => g.unary() },
  { weight: 6, make: (g: Generator) => g.upper() },
  { weight: 12, make: (g: Generator) => g.access() },
  { weight: 4, make: (g: Generator) => g.farAccess() },
  { weight: 12, make: (g: Generator) => g.branch() },
  { weight: 3, make: (g: Generator) => g.jump() },
  { weight: 3, make: (g: Generator) => g.jumpRegister() },
  { weight: 3, make: (g: Generator) => g.detour() },
  { weight: 12, make: (g: Generator) => g.atomic() },
  { weight: 5, make: (g: Generator) => g.reservation() },
  { weight: 1, make: (g: Generator) => g.withoutReservation() },
  { weight: 1, make: (g: Generator) => g.fence() },
];
const KIND_OF_WEIGHT = KINDS.flatMap(({ weight, make }) => Array.from({ length: weight }, () => make));

function one(mnemonic: Mnemonic, fields: Partial<Omit<Instruction, 'mnemonic'>>): Unit {
  return { instructions: [instruction(mnemonic, fields)] };
}
