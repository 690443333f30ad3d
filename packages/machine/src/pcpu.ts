/**
 * A pCPU: the loop of a worker thread that picks a ready vCPU, runs it for a slice, and sleeps when there is nothing to run. It decides
 * by scheduler.ts and shares everything else through the shared memory; the main thread is called only when it has something to do.
 */
import type { MachineInput } from './contract.ts';
import type { Core } from './core.ts';
import { hasInput, nextInput } from './inbox.ts';
import { deliver, encodeRecord } from './input.ts';
import * as at from './layout.ts';
import { type Candidate, charge, decide, type PcpuLoad, rejoin, sliceInstructions } from './scheduler.ts';
import { countUsage } from './usage.ts';
import {
  DESIRED_PAUSE,
  type PcpuRow,
  PHASE_BLOCKED,
  PHASE_ENDED,
  PHASE_PAUSED,
  PHASE_READY,
  PHASE_RUNNING,
  PHASE_WAITING,
  type VcpuRow,
  type VcpuTable,
} from './vcpu-table.ts';
import { VmBlock } from './vm-block.ts';

/** Guest time is corrected when it lags behind real time by this many ticks (100 microseconds), or when the guest had waited. */
const TIME_TOLERANCE_TICKS = 1000;
/** What recorded inputs may add to the output ring in one slice, in bytes; there is twice as much room when a slice begins. */
const MAXIMUM_RECORDED_BYTES_PER_SLICE = 65536;
/** A timer is waited for this much longer, so that rounding never wakes the guest a tick too early. */
const TIMER_SLACK_US = 1;
const TICKS_PER_US = 10;

export interface PcpuOptions {
  readonly index: number;
  readonly pcpuMhz: number;
  readonly memory: SharedArrayBuffer;
  readonly table: VcpuTable;
  readonly core: Core;
  /** Microseconds, the same clock on all threads. */
  readonly clock: () => number;
  /** Waits for `timeoutMs`, or until something happens that the table's `wakeCount` of `seen` does not count. */
  readonly sleep: (seen: number, timeoutMs: number) => void;
  /** Calls the main thread to a vCPU: output, a pause, an end. `failure` says why the machine could not go on. */
  readonly call: (vcpu: VcpuRow, generation: number, failure?: string) => void;
}

interface Ready extends Candidate {
  readonly account: VcpuRow;
  readonly phase: number;
}

export class Pcpu {
  private readonly options: PcpuOptions;
  private readonly row: PcpuRow;
  private readonly blocks = new Map<number, VmBlock>();

  constructor(options: PcpuOptions) {
    this.options = options;
    const row = options.table.pcpus[options.index];
    if (!row) throw new Error(`no pCPU ${options.index} in the table`);
    this.row = row;
    this.row.running = -1;
  }

  /** Runs until the host closes. */
  run(): void {
    const { table, clock, sleep } = this.options;
    while (!table.closing) {
      const seen = table.wakeCount;
      const now = clock();
      const decision = decide(this.candidates(), { here: this.options.index, pcpus: this.loads(), now });
      if (decision.kind === 'sleep') {
        sleep(seen, (decision.until - clock()) / 1000);
        continue;
      }
      const { candidate, startAt, leavesBehind } = decision;
      const { account: vcpu, phase } = candidate;
      if (!vcpu.move(phase, PHASE_RUNNING)) continue;
      this.row.running = vcpu.index;
      if (leavesBehind && table.pcpus.length > 1) table.wake();
      this.slice(vcpu, startAt);
    }
  }

  private candidates(): Ready[] {
    const found: Ready[] = [];
    for (const account of this.options.table.vcpus) {
      const { phase } = account;
      if (phase === PHASE_READY || (phase === PHASE_WAITING && account.readyAt !== Number.POSITIVE_INFINITY))
        found.push({ account, phase, wakeAt: account.readyAt });
    }
    return found;
  }

  private loads(): PcpuLoad[] {
    const { pcpus, vcpus } = this.options.table;
    return pcpus.map((row) => ({ running: vcpus[row.running], busyUntil: row.busyUntil }));
  }

  private block(address: number): VmBlock {
    let block = this.blocks.get(address);
    if (!block) {
      block = new VmBlock(this.options.memory, address);
      this.blocks.set(address, block);
    }
    return block;
  }

  /** Runs a vCPU that this pCPU owns, and lets it go. */
  private slice(vcpu: VcpuRow, startAt: number): void {
    const { core, call, table } = this.options;
    // Once it is let go it may be paused, destroyed, and the row be another machine's.
    const { generation } = vcpu;
    if (vcpu.desired === DESIRED_PAUSE) {
      this.release(vcpu, PHASE_READY);
      return;
    }
    if (vcpu.waited) rejoin(vcpu, table.virtualTime);
    const block = this.block(vcpu.block);
    core.select(block.address);
    const before = block.instructions;
    let exit = at.EXIT_STOPPED;
    let failure: string | undefined;
    try {
      exit = this.execute(vcpu, block, startAt);
    } catch (error) {
      // The core's own checks found something impossible: this guest ends, the others don't notice.
      failure = error instanceof Error ? `the core stopped: ${error.message}` : String(error);
    }
    this.settle(vcpu, startAt, block.instructions - before);
    if (exit === at.EXIT_STOPPED) {
      this.row.running = -1;
      vcpu.phase = PHASE_ENDED;
      call(vcpu, generation, failure);
      return;
    }
    if (block.output.usedBytes > 0 && vcpu.callMainThread()) call(vcpu, generation);
    if (exit === at.EXIT_WAITING) this.letWait(vcpu, block);
    else this.release(vcpu, exit === at.EXIT_OUTPUT ? PHASE_BLOCKED : PHASE_READY);
  }

  /** Inputs, then instructions; why the slice ended. */
  private execute(vcpu: VcpuRow, block: VmBlock, startAt: number): number {
    const { core, pcpuMhz } = this.options;
    if (block.output.usedBytes > at.OUTPUT_RING_SIZE / 2) return at.EXIT_OUTPUT;
    this.advanceClock(vcpu, block, startAt);
    vcpu.waited = false;
    // Cleared before the inputs are looked for: what comes later sets it again.
    vcpu.signalled = false;
    let recorded = 0;
    while (recorded < MAXIMUM_RECORDED_BYTES_PER_SLICE) {
      const input = nextInput(core, block);
      if (!input) break;
      recorded += this.enter(vcpu, block, input);
    }
    return core.run(sliceInstructions(vcpu, pcpuMhz));
  }

  private enter(vcpu: VcpuRow, block: VmBlock, input: MachineInput): number {
    let size = 0;
    if (vcpu.recording) {
      const record = encodeRecord({ instructions: block.instructions, input });
      size = record.length;
      const header = new Uint8Array(8);
      const view = new DataView(header.buffer);
      view.setUint32(0, at.OUTPUT_LOG, true);
      view.setUint32(4, size, true);
      block.output.write(header, record, new Uint8Array(-size & 7));
    }
    deliver(this.options.core, block, input);
    return size;
  }

  /** Guest time follows real time, by inputs, for all the time in which the guest did not execute. */
  private advanceClock(vcpu: VcpuRow, block: VmBlock, startAt: number): void {
    const elapsed = this.options.core.elapsedTicks();
    if (vcpu.clockStands) {
      vcpu.clockStands = false;
      vcpu.anchorUs = startAt;
      vcpu.anchorTicks = elapsed;
      return;
    }
    const ticks = Math.floor(vcpu.anchorTicks + (startAt - vcpu.anchorUs) * TICKS_PER_US - elapsed);
    if (ticks >= TIME_TOLERANCE_TICKS || (vcpu.waited && ticks > 0)) this.enter(vcpu, block, { kind: 'time', ticks });
  }

  private settle(vcpu: VcpuRow, startAt: number, instructions: number): void {
    const { row } = this;
    const { table, pcpuMhz, index, clock } = this.options;
    const wanted = Math.max(vcpu.busyUntil, vcpu.readyAt);
    const heldBackUntil = vcpu.limitMhz > 0 ? Math.min(vcpu.limitTag, startAt) : 0;
    const limited = Math.max(0, heldBackUntil - wanted);
    vcpu.limitedUs += limited;
    vcpu.readyUs += Math.max(0, startAt - wanted - limited);
    table.virtualTime = Math.max(table.virtualTime, vcpu.proportionTag);
    row.busyUntil = charge(vcpu, { startAt, instructions, pcpuMhz });
    row.instructions += instructions;
    vcpu.lastPcpu = index;
    vcpu.readyAt = vcpu.busyUntil;
    const now = clock();
    countUsage(vcpu.usage, now, instructions);
    countUsage(row.usage, now, instructions);
  }

  private letWait(vcpu: VcpuRow, block: VmBlock): void {
    const { core } = this.options;
    if (hasInput(core, block)) {
      this.release(vcpu, PHASE_READY);
      return;
    }
    const { generation, busyUntil } = vcpu;
    vcpu.waited = true;
    const ticks = core.ticksToWake();
    const due = vcpu.anchorUs + (core.elapsedTicks() + ticks - vcpu.anchorTicks) / TICKS_PER_US + TIMER_SLACK_US;
    vcpu.readyAt = Math.max(busyUntil, due);
    this.release(vcpu, PHASE_WAITING);
    // An input may have come after it was looked for and before the phase said that it must be called. Taken first: its
    // time is changed by nobody who has not taken it.
    if (!vcpu.signalled || !vcpu.move(PHASE_WAITING, PHASE_RUNNING, generation)) return;
    vcpu.readyAt = busyUntil;
    this.release(vcpu, PHASE_READY);
  }

  /** Gives the vCPU up, into `phase` or, when the main thread wants it, into a pause. */
  private release(vcpu: VcpuRow, phase: number): void {
    const { generation, block } = vcpu;
    this.row.running = -1;
    vcpu.phase = phase;
    if (vcpu.desired === DESIRED_PAUSE && vcpu.move(phase, PHASE_PAUSED, generation))
      this.options.call(vcpu, generation);
    else if (phase === PHASE_BLOCKED && this.block(block).output.usedBytes === 0)
      vcpu.move(PHASE_BLOCKED, PHASE_READY, generation);
  }
}
