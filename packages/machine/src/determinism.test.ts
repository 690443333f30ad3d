import { describe, expect, it } from 'vitest';
import { parseState } from './captured-state.ts';
import { CapturedStateError, type InputRecord, type MachineInput, MachineStateError } from './contract.ts';
import * as at from './layout.ts';
import { Replayer, replay } from './replayer.ts';
import type { BareMachine } from './testing/bare-machine.ts';
import { createBusyGuest } from './testing/busy-guest.ts';
import { chooseSeed, Random } from './testing/random.ts';

/** Most instructions between two inputs. */
const MAXIMUM_GAP = 40_000;

/** A world without a clock: random inputs at random moments, block requests answered in any order, everything logged. */
class RandomWorld {
  readonly log: InputRecord[] = [];
  private readonly machine: BareMachine;
  private readonly random: Random;
  private readonly requests: number[] = [];

  constructor(machine: BareMachine, random: Random) {
    this.machine = machine;
    this.random = random;
  }

  run(instructions: number): void {
    while (this.machine.instructions < instructions) {
      const gap = Math.min(1 + this.random.below(MAXIMUM_GAP), instructions - this.machine.instructions);
      const exit = this.machine.run(gap);
      if (exit === at.EXIT_STOPPED) throw new Error('the guest stopped');
      for (const output of this.machine.outputs.splice(0))
        if (output.kind === 'blockRequest') this.requests.push(output.request);
      const input = exit === at.EXIT_WAITING ? this.time() : this.anything();
      if (input) this.enter(input);
    }
  }

  private enter(input: MachineInput): void {
    this.log.push({ instructions: this.machine.instructions, input });
    this.machine.enter(input);
  }

  private time(): MachineInput {
    return { kind: 'time', ticks: 1 + this.random.below(10_000) };
  }

  private anything(): MachineInput | undefined {
    const { random } = this;
    switch (random.below(6)) {
      case 0:
        return this.time();
      case 1:
        return { kind: 'frame', frame: random.bytes(14 + random.below(1500)) };
      case 2:
        return { kind: 'console', bytes: random.bytes(1 + random.below(40)) };
      case 3:
        return { kind: 'tools', bytes: random.bytes(1 + random.below(40)) };
      case 4:
        return this.completion();
      default:
        return undefined;
    }
  }

  private completion(): MachineInput | undefined {
    const [request] = this.requests.splice(this.random.below(Math.max(1, this.requests.length)), 1);
    if (request === undefined) return undefined;
    const { operation, lengthBytes } = this.machine.block.request(request);
    const ok = this.random.below(10) > 0;
    const data = this.random.bytes(ok && operation === at.OPERATION_READ ? lengthBytes : 0);
    return { kind: 'blockCompletion', request, ok, data };
  }
}

describe('determinism', () => {
  const INSTRUCTIONS = 35_000_000;

  it('two machines fed one log are bit-identical, and capture and resume at random points change nothing', () => {
    const seed = chooseSeed('determinism');
    const random = new Random(seed);
    const machine = createBusyGuest();
    const initial = machine.capture();
    const world = new RandomWorld(machine, random);
    world.run(INSTRUCTIONS);
    const final = machine.capture();
    // The log has all kinds of inputs, or the test shows nothing.
    expect(new Set(world.log.map(({ input }) => input.kind)).size).toBe(5);
    expect(machine.csr(at.EXCEPTIONS)).toBe(0n);

    // The second machine: the same log, other slices.
    expect(replay(initial, { log: world.log, instructions: INSTRUCTIONS }).bytes).toEqual(final.bytes);

    // The third is captured and resumed on the way, each time by a machine that never saw what was before.
    let replayer = new Replayer(initial);
    const stops = Array.from({ length: 8 }, () => random.below(INSTRUCTIONS)).sort((a, b) => a - b);
    for (const record of world.log) {
      while (stops[0] !== undefined && stops[0] < record.instructions) {
        replayer.run(stops.shift() ?? 0);
        replayer = new Replayer(replayer.capture());
      }
      replayer.enter(record);
    }
    replayer.run(INSTRUCTIONS);
    expect(replayer.capture().bytes).toEqual(final.bytes);
  });

  it('slices of one instruction are as good as long ones', () => {
    const random = new Random(chooseSeed('single steps'));
    const machine = createBusyGuest();
    const initial = machine.capture();
    const world = new RandomWorld(machine, random);
    world.run(300_000);
    const replayer = new Replayer(initial);
    for (const record of world.log) {
      while (replayer.instructions < record.instructions) replayer.run(replayer.instructions + 1);
      replayer.enter(record);
    }
    replayer.run(300_000);
    expect(replayer.capture().bytes).toEqual(machine.capture().bytes);
  });

  it('dirty pages are exactly the pages that changed or were written with what they held', () => {
    const random = new Random(chooseSeed('dirty pages'));
    const machine = createBusyGuest();
    const world = new RandomWorld(machine, random);
    for (let round = 1; round <= 20; round++) {
      const before = Array.from({ length: machine.block.ramPages }, (_, page) => machine.block.page(page).slice());
      machine.block.clearDirty();
      machine.core.forgetStores();
      world.run(round * 20_000);
      const dirty = new Set(machine.block.dirtyPages());
      const changed = before.flatMap((content, page) =>
        Buffer.compare(content, machine.block.page(page)) === 0 ? [] : [page],
      );
      expect(changed.filter((page) => !dirty.has(page))).toEqual([]);
      // Code, and what no buffer, ring or table lies in, is never written.
      expect([...dirty].filter((page) => page < 0x20 || page >= 0xc0)).toEqual([]);
    }
  });
});

describe('a log that is not the machine’s own', () => {
  it('is refused where they part', () => {
    const initial = createBusyGuest().capture();
    // The guest sleeps for ever without inputs, long before that.
    const record: InputRecord = { instructions: 1_000_000_000, input: { kind: 'time', ticks: 1 } };
    const replayer = new Replayer(initial);
    expect(() => replayer.enter(record)).toThrow(MachineStateError);
    expect(replayer.instructions).toBeLessThan(1_000_000);
  });
});

describe('captured states', () => {
  const state = createBusyGuest().capture();

  it.each([
    ['cut off', state.bytes.slice(0, 5000)],
    ['cut short by a byte', state.bytes.slice(0, -1)],
    ['empty', new Uint8Array(0)],
    ['of another version', Uint8Array.from(state.bytes, (byte, index) => (index === 4 ? 99 : byte))],
    ['with one bit changed', Uint8Array.from(state.bytes, (byte, index) => (index === 6000 ? byte ^ 1 : byte))],
    ['of something else', Uint8Array.from(state.bytes, (byte, index) => (index === 0 ? 0 : byte))],
  ])('%s are refused', (_name, bytes) => {
    expect(() => parseState({ bytes })).toThrow(CapturedStateError);
  });

  it('hold only pages that are not zero', () => {
    const { pages } = parseState(state);
    expect(pages.size).toBeLessThan(60);
    expect(pages.has(0)).toBe(true);
  });
});
