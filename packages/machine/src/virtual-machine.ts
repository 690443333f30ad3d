/**
 * One virtual machine of a host, as the main thread sees it: it describes the hardware, puts inputs into the block, takes the guest's
 * outputs out of it, and asks for pauses. It never executes guest code, and touches the guest's state only while nobody does.
 */
import { BlockRequests } from './block-requests.ts';
import { applyState, encodeState, misfit, parseState } from './captured-state.ts';
import {
  type CapturedState,
  CapturedStateError,
  MAXIMUM_FRAME_SIZE,
  MachineConfigurationError,
  MachineStateError,
  PAGE_SIZE,
  type PageBatch,
  type StopReason,
  type VmOptions,
  type VmStatistics,
} from './contract.ts';
import type { Core } from './core.ts';
import { checksums, copyPages, fillPages } from './guest-pages.ts';
import { installDevices } from './hardware.ts';
import { putFrame, takeFrames } from './inbox.ts';
import { extensionsOf, type Isa, isaOf } from './isa.ts';
import * as at from './layout.ts';
import { type Output, takeOutput } from './outbox.ts';
import { Scheduling, type SchedulingChange } from './scheduling.ts';
import { usedMhz } from './usage.ts';
import {
  DESIRED_PAUSE,
  DESIRED_RUN,
  PHASE_BLOCKED,
  PHASE_ENDED,
  PHASE_PAUSED,
  PHASE_READY,
  PHASE_UNUSED,
  PHASE_WAITING,
  phaseName,
  type VcpuRow,
  type VcpuTable,
} from './vcpu-table.ts';
import type { VmBlock } from './vm-block.ts';

/** What a host lends to a virtual machine. */
export interface VmPlace {
  readonly table: VcpuTable;
  readonly row: VcpuRow;
  readonly block: VmBlock;
  /** The main thread's own instance, for machines that nobody executes. */
  readonly core: Core;
  readonly pcpuMhz: number;
  /** What its pCPUs can execute, and what of that a guest finds that gets power now. */
  readonly isa: Isa;
  readonly guestIsa: Isa;
  readonly clock: () => number;
  /** Gives the pages of RAM back. */
  readonly releaseRam: () => void;
  /** Gives the block back; not before every request is completed, because requests are views of it. */
  readonly releaseBlock: () => void;
}

export class VirtualMachine {
  readonly memorySizeBytes: number;
  private readonly place: VmPlace;
  private readonly sink: VmOptions['sink'];
  private readonly recorder: VmOptions['recorder'];
  private foundIsa: Isa;
  private started = false;
  /** What the host last asked for: start and resume, or pause. */
  private wanted = false;
  /** Calls that need it to stand for an instant. */
  private stuns = 0;
  private destroyed = false;
  private stopReported = false;
  private failure: string | undefined;
  private readonly pauseWaiters: (() => void)[] = [];
  private readonly requests: BlockRequests;
  private readonly scheduling: Scheduling;
  /** After a restore: the requests in flight are the new sink's, once the machine runs. */
  private mustReissue = false;

  /** @internal Made by `Host`. Puts the hardware in; the firmware comes with `loadFirmware` or a restored state. */
  constructor(place: VmPlace, options: Omit<VmOptions, 'firmware'>) {
    this.place = place;
    this.sink = options.sink;
    this.recorder = options.recorder;
    this.memorySizeBytes = options.memorySizeBytes;
    this.requests = new BlockRequests({ block: place.block, sink: options.sink, answered: () => this.signal() });
    const { row, block, core, table } = place;
    core.select(block.address);
    core.powerOn(options.memorySizeBytes / PAGE_SIZE, place.pcpuMhz);
    block.write32(at.EXTENSIONS, extensionsOf(place.guestIsa));
    this.foundIsa = place.guestIsa;
    installDevices(block, options);
    row.clear();
    row.block = block.address;
    row.lastPcpu = -1;
    this.scheduling = new Scheduling(place, options);
    row.recording = options.recorder !== undefined;
    row.clockStands = true;
    row.waited = true;
    row.proportionTag = table.virtualTime;
    row.phase = PHASE_PAUSED;
  }

  /** @internal */
  loadFirmware(firmware: Uint8Array): void {
    for (let page = 0; page * PAGE_SIZE < firmware.length; page++)
      this.place.block.page(page).set(firmware.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE));
  }

  /** Lets it run for the first time. */
  start(): void {
    this.mustBeAlive('start');
    if (this.started) throw new MachineStateError('the virtual machine has been started already');
    this.started = true;
    this.resume();
  }

  /** Stuns it: resolves when no pCPU executes it and none will before `resume()`. Requests in flight stay so and may be completed. */
  async pause(): Promise<void> {
    this.mustBeAlive('pause');
    this.wanted = false;
    await this.halt();
    this.takeOutputs();
  }

  /** Ends a pause. The guest's clock goes on from where it stood. */
  resume(): void {
    this.mustBeAlive('resume');
    if (!this.started) throw new MachineStateError('resume: the virtual machine has not been started');
    this.wanted = true;
    this.letRun();
  }

  /**
   * Stops it, forgets its requests and gives its memory back. The sink hears nothing more from it. Idempotent. What requests need
   * that the sink has not completed yet, it keeps until they are.
   */
  async destroy(): Promise<void> {
    if (this.destroyed) return;
    this.destroyed = true;
    await this.halt();
    const { row, releaseRam, releaseBlock } = this.place;
    row.phase = PHASE_UNUSED;
    releaseRam();
    this.requests.abandon(releaseBlock);
  }

  private mustBeAlive(call: string): void {
    if (this.destroyed) throw new MachineStateError(`${call}: the virtual machine is destroyed`);
  }

  /** Whether nobody executes it and nobody will by himself. */
  private get stands(): boolean {
    const { phase } = this.place.row;
    return phase === PHASE_PAUSED || phase === PHASE_ENDED;
  }

  private mustStand(call: string): void {
    this.mustBeAlive(call);
    if (!this.stands)
      throw new MachineStateError(`${call}: the virtual machine is ${phaseName(this.place.row.phase)}; pause it first`);
  }

  private letRun(): void {
    const { row, table, clock } = this.place;
    if (!this.wanted || this.stuns > 0) return;
    if (this.mustReissue) {
      this.mustReissue = false;
      this.requests.reissueLater();
    }
    row.desired = DESIRED_RUN;
    if (row.phase !== PHASE_PAUSED) return;
    row.clockStands = true;
    row.readyAt = clock();
    row.phase = PHASE_READY;
    table.wake();
    // A pause that was still under way is over.
    this.tellPauseWaiters();
  }

  private async halt(): Promise<void> {
    const { row } = this.place;
    row.desired = DESIRED_PAUSE;
    for (const phase of [PHASE_READY, PHASE_WAITING, PHASE_BLOCKED]) row.move(phase, PHASE_PAUSED);
    // Else a pCPU executes it, sees the wish at the end of the slice, and calls.
    while (!this.stands && row.desired === DESIRED_PAUSE)
      await new Promise<void>((resolve) => this.pauseWaiters.push(resolve));
  }

  private tellPauseWaiters(): void {
    for (const resolve of this.pauseWaiters.splice(0)) resolve();
  }

  /** @internal A pCPU thread calls: there is output, or the vCPU's phase is another one. */
  attend(failure: string | undefined): void {
    const { row } = this.place;
    if (failure !== undefined) this.failure = failure;
    row.attended();
    this.tellPauseWaiters();
    this.takeOutputs();
    if (row.move(PHASE_BLOCKED, PHASE_READY)) this.place.table.wake();
    if (row.phase === PHASE_ENDED && !this.stopReported && !this.destroyed) {
      this.stopReported = true;
      this.sink.stopped(this.stopReason());
    }
  }

  private stopReason(): StopReason {
    const { block } = this.place;
    if (this.failure !== undefined) return { kind: 'failure', message: this.failure };
    switch (block.read32(at.STOP_KIND)) {
      case at.STOP_POWER_OFF:
        return { kind: 'powerOff', code: block.read32(at.STOP_CODE) };
      case at.STOP_RESET:
        return { kind: 'reset' };
      default: {
        const vector = block.read64(at.STOP_DETAIL).toString(16);
        const message = `exception ${block.read64(at.MCAUSE)} at the trap vector 0x${vector} itself: the guest cannot go on`;
        return { kind: 'failure', message };
      }
    }
  }

  private takeOutputs(): void {
    const { output } = this.place.block;
    // No more than lies there now: a guest that never stops talking would keep the main thread here.
    const end = output.writtenCount;
    while (output.readCount !== end && !this.destroyed) {
      const record = takeOutput(output);
      if (record) this.hand(record);
    }
  }

  /** Gives an output to whom it is for. */
  private hand(output: Output): void {
    switch (output.kind) {
      case 'blockRequest':
        this.requests.issue(output.request);
        return;
      case 'frame':
        this.sink.frame(output.bytes);
        return;
      case 'console':
        this.sink.console(output.bytes);
        return;
      case 'tools':
        this.sink.tools(output.bytes);
        return;
      case 'log':
        this.recorder?.record(output.record);
        return;
    }
  }

  /** Tells the pCPUs that the block holds an input. */
  private signal(): void {
    const { row, table, clock } = this.place;
    row.signalled = true;
    if (row.phase !== PHASE_WAITING) return;
    row.readyAt = clock();
    if (row.move(PHASE_WAITING, PHASE_READY)) table.wake();
  }

  /** Hands it an Ethernet frame of at most 1514 bytes; lost, as on a wire, when the guest has no buffer for it. */
  sendFrame(frame: Uint8Array): void {
    if (this.destroyed) return;
    if (frame.length > MAXIMUM_FRAME_SIZE)
      throw new MachineConfigurationError(`a frame of ${frame.length} bytes: at most ${MAXIMUM_FRAME_SIZE} fit`);
    if (putFrame(this.place.block, frame)) this.signal();
    else this.place.block.add32(at.DROPPED_FRAMES, 1);
  }

  /** Frames that it was handed and has not taken, for another machine that goes on in its place. Paused machines only. */
  takeFrames(): Uint8Array[] {
    this.mustStand('takeFrames');
    return takeFrames(this.place.block);
  }

  /** Types on its console. Kept until the guest takes it, up to 16 KiB; what is more is dropped and counted. */
  writeConsole(bytes: Uint8Array): void {
    this.type(this.place.block.console, bytes);
  }

  /** Sends to the guest tools. Kept until the guest takes it, up to 16 KiB; what is more is dropped and counted. */
  writeTools(bytes: Uint8Array): void {
    this.type(this.place.block.tools, bytes);
  }

  private type(ring: VmBlock['console'], bytes: Uint8Array): void {
    if (this.destroyed) return;
    const kept = bytes.subarray(0, ring.freeBytes);
    ring.write(kept);
    if (kept.length < bytes.length) this.place.block.add32(at.DROPPED_BYTES, bytes.length - kept.length);
    this.signal();
  }

  /** What its guest finds, and may be using: as of its power-on, wherever that was. */
  get isa(): Isa {
    return this.foundIsa;
  }

  /** Guest instructions since power-on. */
  get instructions(): number {
    return this.place.block.instructions;
  }

  statistics(): VmStatistics {
    const { row, block, clock } = this.place;
    return {
      usedMhz: usedMhz(row.usage, clock()),
      instructions: block.instructions,
      readyMs: row.readyUs / 1000,
      maxLimitedMs: row.limitedUs / 1000,
      droppedFrames: block.read32(at.DROPPED_FRAMES),
      droppedBytes: block.read32(at.DROPPED_BYTES),
    };
  }

  /** Changes what it may have of the pCPUs while it runs; what is not named stays. */
  setScheduling(change: SchedulingChange): void {
    this.scheduling.change(change);
  }

  /**
   * Of the time that it might run it runs only this part, more than 0 and at most 1, whatever is reserved for it: vMotion slows
   * down a guest that writes faster than its pages are sent (SDPS). What it computes stays the same.
   */
  throttle(share: number): void {
    this.scheduling.throttle(share);
  }

  /** The whole state: processor, devices, requests in flight and all pages that are not zero. Paused machines only. */
  capture(): CapturedState {
    this.mustStand('capture');
    return encodeState(this.place.block, { pages: true });
  }

  /** As `capture`, without the pages: what vMotion sends last. Paused machines only. */
  captureWithoutPages(): CapturedState {
    this.mustStand('captureWithoutPages');
    return encodeState(this.place.block, { pages: false });
  }

  /** Puts a state into this machine, which must be paused or not yet started; pages that the state does not carry stay as they are. */
  restore(state: CapturedState): void {
    this.mustStand('restore');
    if (this.requests.outstandingCount > 0)
      throw new MachineStateError('restore: the sink still works on requests of this virtual machine');
    const parsed = parseState(state);
    const { block, core, pcpuMhz, isa } = this.place;
    const reason = misfit(block, parsed, isa);
    if (reason !== undefined) throw new CapturedStateError(`the state does not fit this virtual machine: ${reason}`);
    applyState(block, parsed);
    this.foundIsa = isaOf(block.read32(at.EXTENSIONS));
    // A machine that had stopped is one that runs again, if the state does.
    this.place.row.phase = PHASE_PAUSED;
    this.stopReported = false;
    this.failure = undefined;
    core.select(block.address);
    core.setRate(pcpuMhz);
    core.flushTlb();
    this.mustReissue = true;
  }

  /** Starts (or restarts) counting from here: pages written after this call are dirty. Stuns the machine for an instant. */
  async clearDirty(): Promise<void> {
    await this.whileStanding(() => this.forgetDirty());
  }

  /** The numbers of the guest pages written since the last call or `clearDirty()`, and forgets them. Stuns the machine for an instant unless it is paused. */
  takeDirtyPages(): Promise<Uint32Array> {
    return this.whileStanding(() => {
      const pages = this.place.block.dirtyPages();
      this.forgetDirty();
      return pages;
    });
  }

  private forgetDirty(): void {
    const { block, core } = this.place;
    block.clearDirty();
    core.select(block.address);
    core.forgetStores();
  }

  private async whileStanding<T>(action: () => T): Promise<T> {
    this.mustBeAlive('dirty pages');
    this.stuns++;
    try {
      await this.halt();
      this.mustBeAlive('dirty pages');
      return action();
    } finally {
      this.stuns--;
      if (!this.destroyed) this.letRun();
    }
  }

  /** A copy of guest page `page` (0 is the first page of RAM), 4096 bytes; may be torn while the guest runs. */
  readPage(page: number): Uint8Array {
    this.mustBeAlive('readPage');
    return this.page(page).slice();
  }

  /** Fills guest page `page`. Paused or not yet started machines only. */
  writePage(page: number, bytes: Uint8Array): void {
    this.mustStand('writePage');
    if (bytes.length !== PAGE_SIZE)
      throw new MachineConfigurationError(`a page of ${bytes.length} bytes: it has ${PAGE_SIZE}`);
    this.page(page).set(bytes);
    this.place.block.markDirty(page);
  }

  /**
   * Copies pages into `target`, those of `numbers` from index `from` on, until it is full, `maxZeroPages` were met, or there are no
   * more. A page may be torn while the guest runs: then it is dirty again.
   */
  copyPages(
    numbers: Uint32Array,
    where: { readonly from: number; readonly target: Uint8Array; readonly maxZeroPages: number },
  ): PageBatch {
    this.mustBeAlive('copyPages');
    return copyPages(this.place.block, numbers, where);
  }

  /** Fills pages: `contents` has one after the other, `zeroPages` become zero. Paused or not yet started machines only. */
  writePages(batch: Pick<PageBatch, 'pages' | 'zeroPages'> & { readonly contents: Uint8Array }): void {
    this.mustStand('writePages');
    fillPages(this.place.block, batch);
  }

  /** CRC-32 of each page, in order. Paused or not yet started machines only. */
  pageChecksums(): Uint32Array {
    this.mustStand('pageChecksums');
    return checksums(this.place.block);
  }

  private page(page: number): Uint8Array {
    const pages = this.memorySizeBytes / PAGE_SIZE;
    if (!Number.isInteger(page) || page < 0 || page >= pages)
      throw new MachineConfigurationError(`page ${page}: the virtual machine has pages 0 to ${pages - 1}`);
    return this.place.block.page(page);
  }
}
