/**
 * Runs a machine from a captured state and a log, with no clock and no threads: what it becomes depends on nothing else, so that a
 * replayed machine is bit for bit the recorded one. This is what lockstep fault tolerance stands on, and what the tests compare with.
 */
import { applyState, encodeState, parseState } from './captured-state.ts';
import { type CapturedState, CapturedStateError, type InputRecord, MachineStateError } from './contract.ts';
import type { Core } from './core.ts';
import { deliver } from './input.ts';
import * as at from './layout.ts';
import { takeOutput } from './outbox.ts';
import { createStandalone } from './standalone.ts';
import type { VmBlock } from './vm-block.ts';

/** Most instructions that the core executes at once. */
const MAXIMUM_CHUNK = 0x7fffffff;

/** What a replayed guest says; its block requests are answered by the log. */
export interface ReplayOutputs {
  frame?(frame: Uint8Array): void;
  console?(bytes: Uint8Array): void;
  tools?(bytes: Uint8Array): void;
}

export class Replayer {
  private readonly core: Core;
  private readonly block: VmBlock;
  private readonly outputs: ReplayOutputs;

  /** `state` must carry its pages. Throws `CapturedStateError`. */
  constructor(state: CapturedState, outputs: ReplayOutputs = {}) {
    const parsed = parseState(state);
    if (!parsed.hasPages) throw new CapturedStateError('a state without its pages cannot be replayed');
    this.outputs = outputs;
    // The state brings its own rate.
    ({ core: this.core, block: this.block } = createStandalone(parsed.ramPages, 1));
    applyState(this.block, parsed);
    this.core.flushTlb();
  }

  get instructions(): number {
    return this.block.instructions;
  }

  /** True when the guest has stopped for good. */
  get stopped(): boolean {
    return this.block.read32(at.STOP_KIND) !== at.STOP_NONE;
  }

  /**
   * Executes until the guest has executed `instructions` since its power-on; less when it stops, or waits for an input, before.
   * Returns how far it came.
   */
  run(instructions: number): number {
    while (this.instructions < instructions) {
      const exit = this.core.run(Math.min(MAXIMUM_CHUNK, instructions - this.instructions));
      this.takeOutputs();
      if (exit === at.EXIT_WAITING || exit === at.EXIT_STOPPED) break;
    }
    return this.instructions;
  }

  /** Runs up to where the input entered, and enters it. Throws `MachineStateError` when the machine does not get there: the log is not its own. */
  enter({ instructions, input }: InputRecord): void {
    if (this.run(instructions) !== instructions)
      throw new MachineStateError(
        `the log has an input at instruction ${instructions}, the machine stands at ${this.instructions}: it is another machine's`,
      );
    deliver(this.core, this.block, input);
    this.takeOutputs();
  }

  private takeOutputs(): void {
    for (let output = takeOutput(this.block.output); output; output = takeOutput(this.block.output)) {
      if (output.kind === 'frame') this.outputs.frame?.(output.bytes);
      else if (output.kind === 'console') this.outputs.console?.(output.bytes);
      else if (output.kind === 'tools') this.outputs.tools?.(output.bytes);
    }
  }

  capture(): CapturedState {
    return encodeState(this.block, { pages: true });
  }
}

/** The state that a machine reaches from `state` by `log` at `instructions`. */
export function replay(
  state: CapturedState,
  { log, instructions, outputs }: { log: Iterable<InputRecord>; instructions: number; outputs?: ReplayOutputs },
): CapturedState {
  const replayer = new Replayer(state, outputs);
  for (const record of log) replayer.enter(record);
  replayer.run(instructions);
  return replayer.capture();
}
