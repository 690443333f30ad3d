/**
 * How an input gets into a guest, and how it is written down. There is one `deliver`, for the live machine and for the replayed one:
 * what it does depends on the guest's state and the input only.
 */
import type { InputRecord, MachineInput } from './contract.ts';
import type { Core } from './core.ts';
import * as at from './layout.ts';
import type { VmBlock } from './vm-block.ts';

/** Puts an input into the selected virtual machine, whose block this is. */
export function deliver(core: Core, block: VmBlock, input: MachineInput): void {
  switch (input.kind) {
    case 'time':
      core.advanceTime(input.ticks);
      return;
    case 'frame':
      block.view(at.STAGING, input.frame.length).set(input.frame);
      core.receiveFrame(input.frame.length);
      return;
    case 'console':
      block.view(at.STAGING, input.bytes.length).set(input.bytes);
      core.receiveStream(at.SLOT_CONSOLE, input.bytes.length);
      return;
    case 'tools':
      block.view(at.STAGING, input.bytes.length).set(input.bytes);
      core.receiveStream(at.SLOT_TOOLS, input.bytes.length);
      return;
    case 'blockCompletion':
      block.bounce(input.request).set(input.data);
      core.completeBlock(input.request, input.ok ? 1 : 0);
      return;
  }
}

const KINDS = ['blockCompletion', 'frame', 'console', 'tools', 'time'] as const;

/** Most bytes of an encoded record without its payload. */
const RECORD_HEADER_SIZE = 24;

/** A record as bytes for the output ring: instructions (8), kind (4), a number (8, unaligned), then the payload. */
export function encodeRecord({ instructions, input }: InputRecord): Uint8Array {
  const payload = payloadOf(input);
  const bytes = new Uint8Array(RECORD_HEADER_SIZE + payload.length);
  const view = new DataView(bytes.buffer);
  view.setFloat64(0, instructions, true);
  view.setUint32(8, KINDS.indexOf(input.kind), true);
  if (input.kind === 'time') view.setFloat64(16, input.ticks, true);
  if (input.kind === 'blockCompletion') view.setFloat64(16, input.request * 2 + (input.ok ? 1 : 0), true);
  bytes.set(payload, RECORD_HEADER_SIZE);
  return bytes;
}

function payloadOf(input: MachineInput): Uint8Array {
  if (input.kind === 'frame') return input.frame;
  if (input.kind === 'console' || input.kind === 'tools') return input.bytes;
  return input.kind === 'blockCompletion' ? input.data : new Uint8Array(0);
}

export function decodeRecord(bytes: Uint8Array): InputRecord {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const instructions = view.getFloat64(0, true);
  const kind = KINDS[view.getUint32(8, true)];
  const number = view.getFloat64(16, true);
  const payload = bytes.slice(RECORD_HEADER_SIZE);
  if (kind === undefined) throw new Error('the output ring holds a record of no known kind');
  return { instructions, input: decodeInput(kind, number, payload) };
}

function decodeInput(kind: MachineInput['kind'], number: number, payload: Uint8Array): MachineInput {
  switch (kind) {
    case 'time':
      return { kind, ticks: number };
    case 'frame':
      return { kind, frame: payload };
    case 'console':
    case 'tools':
      return { kind, bytes: payload };
    case 'blockCompletion':
      return { kind, request: number >>> 1, ok: (number & 1) === 1, data: payload };
  }
}
