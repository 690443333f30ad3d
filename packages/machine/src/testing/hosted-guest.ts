// Hosts for tests, with bare guests: short programs, and who hears what they put out.
import { eventually } from '@microsphere/testkit';
import type { BlockRequest, StopReason, VmOptions } from '../contract.ts';
import { Host } from '../host.ts';
import { type Isa, NEWEST_ISA } from '../isa.ts';
import * as at from '../layout.ts';
import * as asm from './assembler.ts';

const { r } = asm;
const MIB = 1024 * 1024;
const hosts: Host[] = [];

export async function createHost(pcpuCount = 2, memorySizeBytes = 16 * MIB, isa: Isa = NEWEST_ISA): Promise<Host> {
  const host = await Host.create({ memorySizeBytes, pcpuCount, pcpuMhz: 100, isa });
  hosts.push(host);
  return host;
}

/** For `afterEach`. */
export async function closeHosts(): Promise<void> {
  await Promise.all(hosts.splice(0).map((host) => host.close()));
}

/** A sink that keeps what it hears. */
export class Heard {
  readonly requests: BlockRequest[] = [];
  readonly frames: Uint8Array[] = [];
  text = '';
  toolsText = '';
  stop: StopReason | undefined;

  blockRequest(request: BlockRequest): void {
    this.requests.push(request);
  }
  frame(frame: Uint8Array): void {
    this.frames.push(frame);
  }
  console(bytes: Uint8Array): void {
    this.text += new TextDecoder().decode(bytes);
  }
  tools(bytes: Uint8Array): void {
    this.toolsText += new TextDecoder().decode(bytes);
  }
  stopped(reason: StopReason): void {
    this.stop = reason;
  }

  get reason(): Promise<StopReason> {
    return eventually('the guest to stop', () => this.stop);
  }
}

export function vmOptions(program: asm.Program, sink: Heard, more: Partial<VmOptions> = {}): VmOptions {
  return { memorySizeBytes: MIB, firmware: asm.assemble(program), disks: [], nics: [], sink, ...more };
}

/** Asks the test device to switch the machine off. */
export const powerOff: asm.Program = [asm.li(r.t0, at.TEST_DEVICE_BASE), asm.li(r.t1, 0x5555), asm.sw(r.t1, r.t0, 0)];
/** Counts in s0 for ever. */
export const spin: asm.Program = [asm.label('spin'), asm.addi(r.s0, r.s0, 1), asm.j('spin')];
