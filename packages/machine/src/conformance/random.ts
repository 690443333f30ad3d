/**
 * Random numbers that a seed decides for ever: xoshiro128** (Blackman and Vigna, 2018), seeded through splitmix32. Nothing here
 * asks the machine for entropy, so a sequence is known by its seed and its number alone.
 */

const GOLDEN_GAMMA = 0x9e3779b9;

/** splitmix32: turns neighbouring seeds into states that have nothing in common. */
function* splitmix32(seed: number): Generator<number, never> {
  let state = seed >>> 0;
  for (;;) {
    state = (state + GOLDEN_GAMMA) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    yield (mixed ^ (mixed >>> 16)) >>> 0;
  }
}

export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /** Each `stream` of one `seed` is a generator of its own; both are taken modulo 2^32. */
  constructor(options: { readonly seed: number; readonly stream: number }) {
    const seeds = splitmix32(options.seed);
    const streams = splitmix32((seeds.next().value ^ options.stream) >>> 0);
    this.a = seeds.next().value ^ streams.next().value;
    this.b = streams.next().value;
    this.c = streams.next().value;
    // Never all zero, the one state that xoshiro cannot leave.
    this.d = streams.next().value | 1;
  }

  /** 32 random bits, as a number from 0 to 2^32 - 1. */
  next(): number {
    const product = Math.imul(this.b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result >>> 0;
  }

  /** A whole number from 0 to `limit` - 1; `limit` is at most 2^32. */
  below(limit: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * limit);
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new RangeError('nothing to pick from');
    return choice;
  }
}
