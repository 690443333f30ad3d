/**
 * The host's table of vCPUs and pCPUs: the first 64 KiB of the shared memory, where the main thread and the pCPU threads meet.
 *
 * Nobody takes a lock. Each vCPU has a `phase` word; whoever moves it to `running` by compare-and-exchange owns the vCPU, its account
 * and its block until it moves it on. `desired` is the main thread's wish and is written by it alone. Every wait for a change is on
 * one word, `wake`, which is counted up after the change.
 */
import type { VcpuAccount } from './scheduler.ts';
import type { UsageWindow } from './usage.ts';

export const HOST_BLOCK_SIZE = 65536;
export const MAXIMUM_VMS = 256;
export const MAXIMUM_PCPUS = 64;

/** Phases of a vCPU. */
export const PHASE_UNUSED = 0;
/** Nobody executes it; the main thread may touch everything of it. */
export const PHASE_PAUSED = 1;
/** Wants a pCPU. */
export const PHASE_READY = 2;
/** A pCPU executes it. */
export const PHASE_RUNNING = 3;
/** In WFI until its timer (`readyAt`) or an input. */
export const PHASE_WAITING = 4;
/** Waits for the main thread to take its output. */
export const PHASE_BLOCKED = 5;
/** Stopped for good. */
export const PHASE_ENDED = 6;

/** The phases of a virtual machine that exists, by name; README.md has them in a table. */
export const PHASE_NAMES = new Map<number, string>([
  [PHASE_PAUSED, 'paused'],
  [PHASE_READY, 'ready'],
  [PHASE_RUNNING, 'running'],
  [PHASE_WAITING, 'waiting'],
  [PHASE_BLOCKED, 'blocked'],
  [PHASE_ENDED, 'ended'],
]);

export function phaseName(phase: number): string {
  return PHASE_NAMES.get(phase) ?? 'not there';
}

export const DESIRED_PAUSE = 0;
export const DESIRED_RUN = 1;

// Offsets in the table. The first kilobyte stays free: address 0 means "nothing" in the core.
const WAKE = 1024;
const CLOSING = 1028;
const VIRTUAL_TIME = 1032;
const PCPUS = 2048;
const PCPU_STRIDE = 64;
const VCPUS = 8192;
const VCPU_STRIDE = 192;

/** Numbers that live in shared memory, behind properties. A base of the views below. */
class Row {
  protected readonly words: Int32Array;
  protected readonly doubles: Float64Array;
  protected readonly address: number;

  constructor(memory: SharedArrayBuffer, address: number) {
    this.words = new Int32Array(memory);
    this.doubles = new Float64Array(memory);
    this.address = address;
  }

  protected word(offset: number): number {
    return Atomics.load(this.words, (this.address + offset) >>> 2);
  }

  protected setWord(offset: number, value: number): void {
    Atomics.store(this.words, (this.address + offset) >>> 2, value);
  }

  protected double(offset: number): number {
    return this.doubles[(this.address + offset) >>> 3] ?? 0;
  }

  protected setDouble(offset: number, value: number): void {
    this.doubles[(this.address + offset) >>> 3] = value;
  }
}

class UsageRow extends Row implements UsageWindow {
  get windowStart(): number {
    return this.double(0);
  }
  set windowStart(value: number) {
    this.setDouble(0, value);
  }
  get windowInstructions(): number {
    return this.double(8);
  }
  set windowInstructions(value: number) {
    this.setDouble(8, value);
  }
  get previousInstructions(): number {
    return this.double(16);
  }
  set previousInstructions(value: number) {
    this.setDouble(16, value);
  }
}

/** One pCPU. Its thread writes, everybody reads. */
export class PcpuRow extends Row {
  readonly usage: UsageWindow;

  constructor(memory: SharedArrayBuffer, index: number) {
    super(memory, PCPUS + index * PCPU_STRIDE);
    this.usage = new UsageRow(memory, this.address + 32);
  }

  /** Index of the vCPU that it executes this moment, -1 for none. */
  get running(): number {
    return this.word(0) - 1;
  }
  set running(vcpu: number) {
    this.setWord(0, vcpu + 1);
  }
  /** Emulated time up to which it is busy, in microseconds. */
  get busyUntil(): number {
    return this.double(8);
  }
  set busyUntil(value: number) {
    this.setDouble(8, value);
  }
  get instructions(): number {
    return this.double(16);
  }
  set instructions(value: number) {
    this.setDouble(16, value);
  }
}

/** The phase and whose phase it is are one word, so that nobody moves a vCPU on that has become another one's meanwhile. */
const GENERATION_SHIFT = 3;
const PHASE_MASK = (1 << GENERATION_SHIFT) - 1;

function lifeAndPhase(generation: number, phase: number): number {
  return (generation << GENERATION_SHIFT) | phase;
}

/** One vCPU, with its account. */
export class VcpuRow extends Row implements VcpuAccount {
  readonly index: number;
  readonly usage: UsageWindow;

  constructor(memory: SharedArrayBuffer, index: number) {
    super(memory, VCPUS + index * VCPU_STRIDE);
    this.index = index;
    this.usage = new UsageRow(memory, this.address + 160);
  }

  /** Only who has taken the vCPU may set it: the main thread while nobody executes it, the pCPU that does. */
  get phase(): number {
    return this.word(0) & PHASE_MASK;
  }
  set phase(value: number) {
    this.setWord(0, lifeAndPhase(this.generation, value));
  }
  /** Moves the phase on if it still is what the caller thinks, of the virtual machine that the caller thinks. */
  move(from: number, to: number, generation = this.generation): boolean {
    const before = lifeAndPhase(generation, from);
    return Atomics.compareExchange(this.words, this.address >>> 2, before, lifeAndPhase(generation, to)) === before;
  }
  /** Which of the virtual machines that had this row: a call about an earlier one means nothing to a later one. */
  get generation(): number {
    return this.word(0) >>> GENERATION_SHIFT;
  }
  get desired(): number {
    return this.word(4);
  }
  set desired(value: number) {
    this.setWord(4, value);
  }
  /** Address of the virtual machine's block. */
  get block(): number {
    return this.word(8) >>> 0;
  }
  set block(address: number) {
    this.setWord(8, address | 0);
  }
  /** The main thread has put an input into the block: set after it, cleared before the inputs are looked for. */
  get signalled(): boolean {
    return this.word(12) !== 0;
  }
  set signalled(value: boolean) {
    this.setWord(12, value ? 1 : 0);
  }
  /** True for the first caller until the main thread has attended. */
  callMainThread(): boolean {
    return Atomics.exchange(this.words, (this.address + 16) >>> 2, 1) === 0;
  }
  attended(): void {
    this.setWord(16, 0);
  }
  get recording(): boolean {
    return this.word(20) !== 0;
  }
  set recording(value: boolean) {
    this.setWord(20, value ? 1 : 0);
  }
  get lastPcpu(): number {
    return this.word(24) - 1;
  }
  set lastPcpu(value: number) {
    this.setWord(24, value + 1);
  }
  get shares(): number {
    return this.word(28);
  }
  set shares(value: number) {
    this.setWord(28, value);
  }
  get limitMhz(): number {
    return this.word(32);
  }
  set limitMhz(value: number) {
    this.setWord(32, value);
  }
  get reservationMhz(): number {
    return this.word(36);
  }
  set reservationMhz(value: number) {
    this.setWord(36, value);
  }
  /** Guest time and real time have to be matched anew: it was paused. */
  get clockStands(): boolean {
    return this.word(120) !== 0;
  }
  set clockStands(value: boolean) {
    this.setWord(120, value ? 1 : 0);
  }
  /** It stood in WFI since its last slice. */
  get waited(): boolean {
    return this.word(44) !== 0;
  }
  set waited(value: boolean) {
    this.setWord(44, value ? 1 : 0);
  }
  get busyUntil(): number {
    return this.double(48);
  }
  set busyUntil(value: number) {
    this.setDouble(48, value);
  }
  get proportionTag(): number {
    return this.double(56);
  }
  set proportionTag(value: number) {
    this.setDouble(56, value);
  }
  get reservationTag(): number {
    return this.double(64);
  }
  set reservationTag(value: number) {
    this.setDouble(64, value);
  }
  get limitTag(): number {
    return this.double(72);
  }
  set limitTag(value: number) {
    this.setDouble(72, value);
  }
  /** When it became ready, or while it waits when its timer makes it so. */
  get readyAt(): number {
    return this.double(80);
  }
  set readyAt(value: number) {
    this.setDouble(80, value);
  }
  /** Time in which it was ready and had no pCPU, in microseconds. */
  get readyUs(): number {
    return this.double(88);
  }
  set readyUs(value: number) {
    this.setDouble(88, value);
  }
  /** Time in which its limit held it back, in microseconds. */
  get limitedUs(): number {
    return this.double(96);
  }
  set limitedUs(value: number) {
    this.setDouble(96, value);
  }
  /** Real time (microseconds) and guest time (ticks) that are one. */
  get anchorUs(): number {
    return this.double(104);
  }
  set anchorUs(value: number) {
    this.setDouble(104, value);
  }
  get anchorTicks(): number {
    return this.double(112);
  }
  set anchorTicks(value: number) {
    this.setDouble(112, value);
  }

  /** Makes the row that of a new vCPU, in phase `unused` still. */
  clear(): void {
    const generation = this.generation + 1;
    this.words.fill(0, (this.address >>> 2) + 1, (this.address + VCPU_STRIDE) >>> 2);
    this.setWord(0, lifeAndPhase(generation, PHASE_UNUSED));
  }
}

export class VcpuTable {
  readonly vcpus: readonly VcpuRow[];
  readonly pcpus: readonly PcpuRow[];
  private readonly words: Int32Array;
  private readonly doubles: Float64Array;

  constructor(memory: SharedArrayBuffer, pcpuCount: number) {
    this.words = new Int32Array(memory);
    this.doubles = new Float64Array(memory);
    this.vcpus = Array.from({ length: MAXIMUM_VMS }, (_, index) => new VcpuRow(memory, index));
    this.pcpus = Array.from({ length: pcpuCount }, (_, index) => new PcpuRow(memory, index));
  }

  /** How often something happened that a sleeping pCPU may want to know. */
  get wakeCount(): number {
    return Atomics.load(this.words, WAKE >>> 2);
  }

  /** Something happened. */
  wake(): void {
    Atomics.add(this.words, WAKE >>> 2, 1);
    Atomics.notify(this.words, WAKE >>> 2);
  }

  /** Puts the calling thread to sleep unless something happened since `wakeCount` was `seen`. */
  sleep(seen: number, timeoutMs: number): void {
    Atomics.wait(this.words, WAKE >>> 2, seen, timeoutMs);
  }

  get closing(): boolean {
    return Atomics.load(this.words, CLOSING >>> 2) !== 0;
  }

  close(): void {
    Atomics.store(this.words, CLOSING >>> 2, 1);
    this.wake();
  }

  /** How far the proportional shares have come: the tag of the vCPU that was chosen last. */
  get virtualTime(): number {
    return this.doubles[VIRTUAL_TIME >>> 3] ?? 0;
  }

  set virtualTime(value: number) {
    this.doubles[VIRTUAL_TIME >>> 3] = value;
  }
}
