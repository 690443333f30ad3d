/**
 * The core under test: a program as the firmware of a virtual machine, run by the machine's public door.
 */
import type { StopReason, VmSink } from '../contract.ts';
import { PAGE_SIZE } from '../contract.ts';
import { Host } from '../host.ts';
import type { VirtualMachine } from '../virtual-machine.ts';
import { countEnded, type Program, SLOT_SIZE } from './program.ts';
import { bareMachineImage, TRAP_RECORD_OFFSET } from './runtime.ts';
import type { Outcome, World } from './world.ts';

const MIB = 1024 * 1024;
/** The chassis: several times what a program of `MAX_SEQUENCES` sequences needs. */
const HARDWARE = { memorySizeBytes: 64 * MIB, pcpuCount: 1, pcpuMhz: 1000 };
/** With more than these for each of its sequences a program is in an endless loop: the longest sequences have some two hundred. */
const MAX_INSTRUCTIONS_PER_SEQUENCE = 10_000;
/** How often a running program is looked at. */
const WATCH_INTERVAL_MS = 50;

export class CoreWorld implements World {
  readonly name = 'core';
  private readonly host: Host;

  private constructor(host: Host) {
    this.host = host;
  }

  static async create(): Promise<CoreWorld> {
    return new CoreWorld(await Host.create(HARDWARE));
  }

  async run(program: Program): Promise<Outcome> {
    const limit = MAX_INSTRUCTIONS_PER_SEQUENCE * program.sequences.length;
    const firmware = bareMachineImage(program);
    const ended = await runFirmware(this.host, {
      firmware,
      memorySizeBytes: Math.ceil(firmware.length / PAGE_SIZE) * PAGE_SIZE,
      until: (vm) => vm.instructions > limit && `still running after ${vm.instructions} instructions`,
    });
    try {
      const { vm, reason } = ended;
      const slots = readMemory(vm, program.slotsOffset, program.sequences.length * SLOT_SIZE);
      const endedCount = countEnded(program, slots);
      if (reason === 'powerOff' && endedCount === program.sequences.length) return { slots, endedCount };
      return { slots, endedCount, failure: `${reason}; ${trapRecord(vm)}` };
    } finally {
      await ended.vm.destroy();
    }
  }

  close(): Promise<void> {
    return this.host.close();
  }
}

interface FirmwareRun {
  readonly firmware: Uint8Array;
  readonly memorySizeBytes: number;
  /** Looked at now and then while the machine runs: a text ends the run. */
  readonly until: (vm: VirtualMachine) => string | false;
}

interface EndedRun {
  /** Still there, so that its memory can be read; the caller's to destroy. */
  readonly vm: VirtualMachine;
  /** "powerOff" for one that went well, what `until` said, or how it failed. */
  readonly reason: string;
}

/** Runs firmware on a machine without disks and adapters until it stops itself or `until` says so. */
export async function runFirmware(host: Host, { firmware, memorySizeBytes, until }: FirmwareRun): Promise<EndedRun> {
  let stopped: StopReason | undefined;
  let wake = () => {};
  const sink: VmSink = {
    blockRequest: (request) => request.complete(false),
    frame: () => {},
    console: () => {},
    tools: () => {},
    stopped: (reason) => {
      stopped = reason;
      wake();
    },
  };
  const vm = host.createVm({ memorySizeBytes, firmware, disks: [], nics: [], sink });
  vm.start();
  for (;;) {
    if (stopped) return { vm, reason: describe(stopped) };
    const verdict = until(vm);
    if (verdict) {
      await vm.pause();
      return { vm, reason: verdict };
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, WATCH_INTERVAL_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function describe(reason: StopReason): string {
  switch (reason.kind) {
    case 'powerOff':
      return reason.code === 0 ? 'powerOff' : `power-off with code ${reason.code}`;
    case 'reset':
      return 'a reset';
    case 'failure':
      return `a failure of the machine: ${reason.message}`;
  }
}

/** Copies guest memory; `offset` counts from the start of RAM. */
export function readMemory(vm: VirtualMachine, offset: number, size: number): Uint8Array {
  const first = Math.floor(offset / PAGE_SIZE);
  const pages = Array.from({ length: Math.ceil((offset + size) / PAGE_SIZE) - first }, (_, index) =>
    vm.readPage(first + index),
  );
  const start = offset - first * PAGE_SIZE;
  return Buffer.concat(pages).subarray(start, start + size);
}

function trapRecord(vm: VirtualMachine): string {
  const record = readMemory(vm, TRAP_RECORD_OFFSET, 24);
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const [cause, pc, value] = [0, 8, 16].map((at) => view.getBigUint64(at, true).toString(16));
  return pc === '0' ? 'no trap was taken' : `trap with mcause ${cause}, mepc ${pc}, mtval ${value}`;
}
