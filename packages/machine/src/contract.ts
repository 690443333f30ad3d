/**
 * The nouns that the machine and its host share: what hardware there is, what a virtual machine is made of, what it asks of
 * its host (`VmSink`) and what can be logged and replayed (`MachineInput`). Types and errors only; the work is elsewhere.
 */

import type { Isa } from './isa.ts';

/** Bytes in a guest page and in a machine page. */
export const PAGE_SIZE = 4096;
/** Bytes in a disk sector (virtio-blk counts in 512-byte sectors whatever the disk below has; virtio 1.2, 5.2.6). */
export const SECTOR_SIZE = 512;
/** Largest Ethernet frame that a guest sends or gets, in bytes: 14 of header and an MTU of 1500. */
export const MAXIMUM_FRAME_SIZE = 1514;
/** Most bytes that one block request carries. */
export const MAXIMUM_BLOCK_REQUEST_SIZE = 32 * 1024;
/** Most block requests of one virtual machine in flight, all its disks together. */
export const MAXIMUM_BLOCK_REQUESTS_IN_FLIGHT = 16;
/** Most disks and network adapters of one virtual machine. */
export const MAXIMUM_DISKS = 5;
export const MAXIMUM_NICS = 1;
/** Shares of a virtual machine unless it says otherwise: vSphere's "normal" for one vCPU. */
export const DEFAULT_SHARES = 1000;

/** What the host's chassis holds. */
export interface HostHardware {
  /** RAM of the host in bytes, guests' pages and the machine's own overhead (about 1 MiB a VM) together; a multiple of 64 KiB, at most 4 GiB. */
  readonly memorySizeBytes: number;
  readonly pcpuCount: number;
  /** Emulated MHz of one pCPU, a whole number: one is a million guest instructions a second. */
  readonly pcpuMhz: number;
  /** What its pCPUs can execute; without it, all that the core can. */
  readonly isa?: Isa;
}

export interface DiskOptions {
  /** A multiple of 512. */
  readonly capacityBytes: number;
  /** At most 20 bytes of ASCII; what VIRTIO_BLK_T_GET_ID answers. */
  readonly serial: string;
  readonly readOnly?: boolean;
  /** The disk can give space back: the guest is offered VIRTIO_BLK_F_DISCARD, and the sink gets `discard` requests. */
  readonly discard?: boolean;
}

export interface NicOptions {
  /** "00:50:56:aa:bb:cc" */
  readonly macAddress: string;
}

export interface VmOptions {
  /** Guest RAM in bytes, a multiple of 4096; it begins at guest-physical 0x8000_0000. */
  readonly memorySizeBytes: number;
  /** Copied to the start of guest RAM, where the vCPU begins. */
  readonly firmware: Uint8Array;
  /** Disk 0 is virtio slot 0 (interrupt 1), disks 1 to 4 are slots 4 to 7. */
  readonly disks: readonly DiskOptions[];
  /** Network adapter 0 is virtio slot 1 (interrupt 2). */
  readonly nics: readonly NicOptions[];
  /** Weight in the competition for pCPUs. */
  readonly shares?: number;
  /** Never more MHz than this, even when pCPUs are idle. */
  readonly limitMhz?: number;
  /** At least these MHz when it wants them. */
  readonly reservationMhz?: number;
  readonly sink: VmSink;
  readonly recorder?: InputRecorder;
}

/** What the machine asks of its host. Every method is called on the main thread, never from inside another call to the machine. */
export interface VmSink {
  blockRequest(request: BlockRequest): void;
  /** An Ethernet frame that the guest sent; the bytes are the sink's to keep. */
  frame(frame: Uint8Array): void;
  /** Bytes that the guest wrote to its console; the sink's to keep. */
  console(bytes: Uint8Array): void;
  /** Bytes that the guest wrote to its tools channel; the sink's to keep. */
  tools(bytes: Uint8Array): void;
  /** The guest stopped for good. `destroy()` is still the host's to call; a `reset` is a wish to be created anew. */
  stopped(reason: StopReason): void;
}

export type StopReason =
  /** The guest wrote PASS or FAIL to the test device (0x0010_0000); `code` is the FAIL's exit code, 0 for PASS. */
  | { readonly kind: 'powerOff'; readonly code: number }
  /** The guest asked to be restarted. */
  | { readonly kind: 'reset' }
  /** The machine could not go on with this guest. Other guests are unharmed. */
  | { readonly kind: 'failure'; readonly message: string };

export interface BlockRequest {
  /** Index into `VmOptions.disks`. */
  readonly disk: number;
  readonly operation: 'read' | 'write' | 'flush' | 'discard';
  /** First sector (512 bytes), and how many; 0 for a flush. The range lies within the disk's capacity. */
  readonly sector: number;
  readonly sectors: number;
  /**
   * A view of the shared memory: the bytes to write, or the room for the bytes read; empty for a flush and a discard. Valid until `complete`.
   * It is backed by a SharedArrayBuffer: copy it for APIs that refuse those.
   */
  readonly data: Uint8Array;
  /** Ends the request, once: true = done and, for a flush, durable; false = the guest sees VIRTIO_BLK_S_IOERR. Later calls do nothing. */
  complete(ok: boolean): void;
}

/** All that can reach a guest from outside. It enters between two instructions at a known instruction count, and nothing else does. */
export type MachineInput =
  | {
      readonly kind: 'blockCompletion';
      /** Which of the in-flight requests. */
      readonly request: number;
      readonly ok: boolean;
      /** The bytes read, for a read that went well; else empty. */
      readonly data: Uint8Array;
    }
  | { readonly kind: 'frame'; readonly frame: Uint8Array }
  | { readonly kind: 'console'; readonly bytes: Uint8Array }
  | { readonly kind: 'tools'; readonly bytes: Uint8Array }
  /** Guest time jumps forward by so many ticks of the guest's 10 MHz clock. */
  | { readonly kind: 'time'; readonly ticks: number };

export interface InputRecord {
  /** Instructions that the guest had executed when the input entered. */
  readonly instructions: number;
  readonly input: MachineInput;
}

/** Gets every input of a virtual machine in the order in which they entered. Called on the main thread. */
export interface InputRecorder {
  record(entry: InputRecord): void;
}

/** A host's counters. MHz figures are means over about the last second. */
export interface HostStatistics {
  readonly usedMhz: number;
  readonly perPcpu: readonly { readonly usedMhz: number; readonly instructions: number }[];
}

export interface VmStatistics {
  readonly usedMhz: number;
  /** Guest instructions since power-on (kept through capture and restore). */
  readonly instructions: number;
  /** Time on this host in which it could have run but no pCPU was free for it ("ready" in vSphere's CPU counters). */
  readonly readyMs: number;
  /** Time on this host in which its own limit held it back ("co-stop/max limited"). */
  readonly maxLimitedMs: number;
  /**
   * Frames and console/tools bytes that were thrown away, in either direction: the guest's because the main thread did not take them in
   * time, the host's because the guest had no driver or did not take them and their queue was full.
   */
  readonly droppedFrames: number;
  readonly droppedBytes: number;
}

/** A virtual machine's state as one value: versioned, checksummed, independent of the host it came from. */
export interface CapturedState {
  readonly bytes: Uint8Array;
}

/** Pages on their way from or to a guest: what `copyPages` has found. */
export interface PageBatch {
  /** Numbers of the pages whose contents were copied, in their order. */
  readonly pages: readonly number[];
  /** Numbers of those that are zero, and were not. */
  readonly zeroPages: readonly number[];
  /** Index of the first number that was not looked at. */
  readonly next: number;
}

/** No machine pages are left for what was asked. */
export class InsufficientMemoryError extends Error {
  override readonly name = 'InsufficientMemoryError';
  readonly requestedBytes: number;
  readonly freeBytes: number;
  constructor(what: string, requestedBytes: number, freeBytes: number) {
    super(`${what} needs ${requestedBytes} bytes of machine memory, ${freeBytes} are free`);
    this.requestedBytes = requestedBytes;
    this.freeBytes = freeBytes;
  }
}

/** An option or a call that the machine cannot accept; nothing has happened. */
export class MachineConfigurationError extends Error {
  override readonly name = 'MachineConfigurationError';
}

/** A captured state is damaged, of another version, or does not fit the machine it is to be restored into. */
export class CapturedStateError extends Error {
  override readonly name = 'CapturedStateError';
}

/** The call does not fit the state that the virtual machine is in, for instance `capture()` of a running one. */
export class MachineStateError extends Error {
  override readonly name = 'MachineStateError';
}
