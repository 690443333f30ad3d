/** Random numbers from a seed (xorshift32), so that a failing property test can be run again. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0 || 1;
  }

  /** A whole number from 0 to `bound` - 1. */
  below(bound: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % bound;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }
}

/** The seed of this run: SEED from the environment, else a new one. Printed, so that it can be used again. */
export function chooseSeed(test: string): number {
  const seed = Number(process.env.SEED ?? Date.now() % 0x7fffffff);
  console.log(`${test}: SEED=${seed}`);
  return seed;
}
