/**
 * A world runs programs: a processor with just enough around it. The two that are compared are the core and QEMU.
 */
import type { Program } from './program.ts';

export interface World {
  readonly name: string;
  /** Runs all sequences of a program. Rejects when it could not be run at all; what the program does wrong is in the outcome. */
  run(program: Program): Promise<Outcome>;
  close(): Promise<void>;
}

export interface Outcome {
  /** All slots as the program left them. */
  readonly slots: Uint8Array;
  /** How many sequences, from the first, have ended: all of them when nothing went wrong. */
  readonly endedCount: number;
  /** What stopped the program before all had ended. */
  readonly failure?: string;
}
