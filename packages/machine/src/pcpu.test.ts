import { describe, expect, it } from 'vitest';
import type { Core } from './core.ts';
import * as at from './layout.ts';
import { Pcpu } from './pcpu.ts';
import { createStandalone } from './standalone.ts';
import * as asm from './testing/assembler.ts';
import { RAM } from './testing/bare-machine.ts';
import { DESIRED_RUN, HOST_BLOCK_SIZE, PHASE_ENDED, PHASE_READY, PHASE_WAITING, VcpuTable } from './vcpu-table.ts';

const { r } = asm;
const PCPU_MHZ = 100;
const START_US = 1_000_000;

/** One pCPU on a clock that stands still but for what the test adds, with one vCPU that executes `program`. */
function createPcpu(program: asm.Program, overrides: Partial<Core> = {}) {
  const { core, block } = createStandalone(16, PCPU_MHZ);
  expect(block.address).toBeGreaterThanOrEqual(HOST_BLOCK_SIZE);
  block.page(0).set(asm.assemble(program));
  const table = new VcpuTable(block.memory, 1);
  const [vcpu] = table.vcpus;
  if (!vcpu) throw new Error('the table has no vCPU');
  vcpu.clear();
  vcpu.block = block.address;
  vcpu.lastPcpu = -1;
  vcpu.shares = 1000;
  vcpu.clockStands = true;
  vcpu.readyAt = START_US;
  vcpu.desired = DESIRED_RUN;
  vcpu.phase = PHASE_READY;
  const clock = { now: START_US };
  const calls: (string | undefined)[] = [];
  const run = (until: () => boolean) =>
    new Pcpu({
      index: 0,
      pcpuMhz: PCPU_MHZ,
      memory: block.memory,
      table,
      // Instead of sleeping, time passes at once to what it would have slept for.
      sleep: (_seen, timeoutMs) => {
        if (until()) table.close();
        else clock.now += timeoutMs * 1000;
      },
      core: { ...core, ...overrides },
      clock: () => clock.now,
      call: (_vcpu, _generation, failure) => {
        calls.push(failure);
        table.close();
      },
    }).run();
  return { core, block, vcpu, clock, calls, run };
}

describe('a pCPU', () => {
  it('executes exactly its MHz', () => {
    const { block, clock, run } = createPcpu([asm.label('spin'), asm.j('spin')]);
    run(() => clock.now >= START_US + 500_000);
    // Half a second, and the slice that may already have begun.
    expect(block.instructions).toBeGreaterThanOrEqual(PCPU_MHZ * 500_000);
    expect(block.instructions).toBeLessThanOrEqual(PCPU_MHZ * 502_000);
  });

  it('lets guest time follow real time while the guest sleeps', () => {
    const program = [
      asm.li(r.t0, 0x80),
      asm.csrrw(0, 0x304, r.t0),
      asm.li(r.t0, at.CLINT_BASE + 0x4000),
      asm.li(r.t1, 2_000_000),
      asm.sd(r.t1, r.t0, 0),
      asm.wfi,
      asm.li(r.t0, at.CLINT_BASE + 0xbff8),
      asm.ld(r.a0, r.t0, 0),
      asm.li(r.t0, at.CLINT_BASE + 0x4000),
      asm.li(r.t1, -1),
      asm.sd(r.t1, r.t0, 0),
      asm.wfi,
    ];
    const { block, vcpu, clock, run } = createPcpu(program);
    run(() => vcpu.phase === PHASE_WAITING && clock.now > START_US + 100_000);
    // Two million ticks are 200 milliseconds; the sleep costs no instructions.
    const ticks = Number(block.read64(at.X + 8 * r.a0));
    expect(ticks).toBeGreaterThanOrEqual(2_000_000);
    expect(ticks).toBeLessThan(2_001_000);
    expect(clock.now - START_US).toBeGreaterThanOrEqual(200_000);
    expect(block.instructions).toBeLessThan(50);
  });

  it('wakes a guest at once for an input that comes just as it falls asleep', () => {
    const asleep: { input?: () => void } = {};
    const { core, vcpu, clock, run } = createPcpu([asm.wfi, asm.label('spin'), asm.j('spin')], {
      // The pCPU asks for this after it has looked for inputs, and before it says that the guest waits.
      ticksToWake: () => {
        asleep.input?.();
        return core.ticksToWake();
      },
    });
    asleep.input = () => {
      delete asleep.input;
      vcpu.signalled = true;
    };
    run(() => clock.now > START_US + 10_000 || vcpu.phase === PHASE_WAITING);
    expect(asleep.input).toBeUndefined();
    // The inputs were looked for once more.
    expect(vcpu.signalled).toBe(false);
    expect(clock.now).toBeLessThan(START_US + 10_000);
  });

  it('ends a guest at which the core fails, and goes on itself', () => {
    const fails = () => {
      throw new Error('unreachable');
    };
    const { vcpu, calls, run } = createPcpu([asm.nop], { run: fails });
    run(() => false);
    expect(calls).toEqual(['the core stopped: unreachable']);
    expect(vcpu.phase).toBe(PHASE_ENDED);
  });

  it('runs a guest that never stops writing to its console only as fast as the main thread listens', () => {
    // Nobody takes the output here: the guest gets half of the ring and no more.
    const { block, run, calls } = createPcpu([asm.li(r.t0, at.TEST_DEVICE_BASE), asm.label('spin'), asm.j('spin')]);
    block.output.write(new Uint8Array(at.OUTPUT_RING_SIZE / 2 + 8));
    run(() => false);
    expect(calls).toHaveLength(1);
    expect(block.instructions).toBe(0);
    expect(block.read64(at.PC)).toBe(RAM);
  });
});
