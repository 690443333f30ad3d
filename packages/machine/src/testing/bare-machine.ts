/**
 * A machine without host, threads or clock for tests: programs are loaded and stepped, registers and memory read and written, and
 * devices driven from the test through real load and store instructions.
 */
import { encodeState } from '../captured-state.ts';
import type { CapturedState, DiskOptions, MachineInput, NicOptions } from '../contract.ts';
import type { Core } from '../core.ts';
import { installDevices } from '../hardware.ts';
import { deliver } from '../input.ts';
import * as at from '../layout.ts';
import { type Output, takeOutput } from '../outbox.ts';
import { createStandalone } from '../standalone.ts';
import type { VmBlock } from '../vm-block.ts';
import { assemble, ld, lw, type Program, r, sb, sd, sh, sw } from './assembler.ts';

export const RAM = 0x8000_0000n;
const MASK = (1n << 64n) - 1n;

export interface BareMachineOptions {
  readonly ramPages?: number;
  readonly rateMhz?: number;
  readonly disks?: readonly DiskOptions[];
  readonly nics?: readonly NicOptions[];
}

/** The page that holds the instruction by which the test touches devices; the last one of RAM. */
const STUB_PAGES = 1;

export class BareMachine {
  readonly core: Core;
  readonly block: VmBlock;
  /** What the guest said, in order, since the test emptied it. */
  readonly outputs: Output[] = [];
  private readonly ramPages: number;

  constructor({ ramPages = 64, rateMhz = 100, disks = [], nics = [] }: BareMachineOptions = {}) {
    this.ramPages = ramPages;
    ({ core: this.core, block: this.block } = createStandalone(ramPages, rateMhz));
    installDevices(this.block, { disks, nics });
  }

  /** Puts a program at the start of RAM, or at `address`. */
  load(program: Program, address = RAM): this {
    this.write(address, assemble(program));
    return this;
  }

  write(address: bigint, bytes: Uint8Array): void {
    for (const [index, byte] of bytes.entries()) {
      const offset = Number(address - RAM) + index;
      this.block.page(offset >>> 12)[offset & 4095] = byte;
    }
  }

  read(address: bigint, length: number): Uint8Array {
    return Uint8Array.from({ length }, (_, index) => {
      const offset = Number(address - RAM) + index;
      return this.block.page(offset >>> 12)[offset & 4095] ?? 0;
    });
  }

  read64(address: bigint): bigint {
    return new DataView(this.read(address, 8).buffer).getBigUint64(0, true);
  }

  write64(address: bigint, value: bigint): void {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, value & MASK, true);
    this.write(address, bytes);
  }

  read32(address: bigint): number {
    return new DataView(this.read(address, 4).buffer).getUint32(0, true);
  }

  write32(address: bigint, value: number): void {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value, true);
    this.write(address, bytes);
  }

  read16(address: bigint): number {
    return new DataView(this.read(address, 2).buffer).getUint16(0, true);
  }

  write16(address: bigint, value: number): void {
    const bytes = new Uint8Array(2);
    new DataView(bytes.buffer).setUint16(0, value, true);
    this.write(address, bytes);
  }

  /** Executes at most `instructions`; why it ended (EXIT_...). */
  run(instructions: number): number {
    const exit = this.core.run(instructions);
    this.takeOutputs();
    return exit;
  }

  enter(input: MachineInput): void {
    deliver(this.core, this.block, input);
    this.takeOutputs();
  }

  private takeOutputs(): void {
    for (let output = takeOutput(this.block.output); output; output = takeOutput(this.block.output))
      this.outputs.push(output);
  }

  x(register: number): bigint {
    return this.block.read64(at.X + 8 * register);
  }

  setX(register: number, value: bigint): void {
    this.block.write64(at.X + 8 * register, value & MASK);
  }

  get pc(): bigint {
    return this.block.read64(at.PC);
  }

  set pc(address: bigint) {
    this.block.write64(at.PC, address);
  }

  csr(offset: number): bigint {
    return this.block.read64(offset);
  }

  get instructions(): number {
    return this.block.instructions;
  }

  capture(): CapturedState {
    return encodeState(this.block, { pages: true });
  }

  /** Runs one instruction with t0 = `address` and t1 = `value`, then puts the program's registers and PC back. */
  private poke(instruction: Program, address: number | bigint, value: bigint): bigint {
    const stub = RAM + BigInt((this.ramPages - STUB_PAGES) * 4096);
    const before = { pc: this.pc, t0: this.x(r.t0), t1: this.x(r.t1) };
    this.load(instruction, stub);
    this.pc = stub;
    this.setX(r.t0, BigInt(address));
    this.setX(r.t1, value);
    this.run(1);
    if (this.pc !== stub + 4n) throw new Error(`the access to 0x${address.toString(16)} trapped`);
    const result = this.x(r.t1);
    this.pc = before.pc;
    this.setX(r.t0, before.t0);
    this.setX(r.t1, before.t1);
    return result;
  }

  load32(address: number | bigint): number {
    return Number(this.poke([lw(r.t1, r.t0, 0)], address, 0n) & 0xffffffffn);
  }

  load64(address: number | bigint): bigint {
    return this.poke([ld(r.t1, r.t0, 0)], address, 0n);
  }

  store32(address: number | bigint, value: number): void {
    this.poke([sw(r.t1, r.t0, 0)], address, BigInt(value));
  }

  store64(address: number | bigint, value: bigint): void {
    this.poke([sd(r.t1, r.t0, 0)], address, value);
  }

  store16(address: number | bigint, value: number): void {
    this.poke([sh(r.t1, r.t0, 0)], address, BigInt(value));
  }

  store8(address: number | bigint, value: number): void {
    this.poke([sb(r.t1, r.t0, 0)], address, BigInt(value));
  }
}
