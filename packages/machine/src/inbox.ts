/**
 * What waits for a guest: block completions, frames, console and tools bytes that the main thread has put into the block. A pCPU
 * thread takes them at the beginning of a slice, as far as the guest has room for them, and delivers them one by one.
 */
import { MAXIMUM_FRAME_SIZE, type MachineInput } from './contract.ts';
import type { Core } from './core.ts';
import * as at from './layout.ts';
import type { Ring } from './ring.ts';
import type { VmBlock } from './vm-block.ts';

/** Answers of the core's `frameReadiness`. */
const FRAME_NO_DRIVER = 0;
const FRAME_NO_BUFFER = 1;

const NO_BYTES = new Uint8Array(0);

/** The next input that the selected guest can take, taken; undefined when there is none. */
export function nextInput(core: Core, block: VmBlock): MachineInput | undefined {
  return (
    nextCompletion(block) ??
    nextFrame(core, block) ??
    nextBytes(core, block, 'console') ??
    nextBytes(core, block, 'tools')
  );
}

/** True when `nextInput` would find something. */
export function hasInput(core: Core, block: VmBlock): boolean {
  for (let request = 0; request < at.REQUEST_COUNT; request++)
    if (block.read32(at.COMPLETIONS + 4 * request) !== 0) return true;
  if (block.frames.usedBytes > 0 && core.frameReadiness() !== FRAME_NO_BUFFER) return true;
  if (block.console.usedBytes > 0 && core.streamRoom(at.SLOT_CONSOLE) > 0) return true;
  return block.tools.usedBytes > 0 && core.streamRoom(at.SLOT_TOOLS) > 0;
}

function nextCompletion(block: VmBlock): MachineInput | undefined {
  for (let request = 0; request < at.REQUEST_COUNT; request++) {
    const answer = block.exchange32(at.COMPLETIONS + 4 * request, 0);
    if (answer === 0) continue;
    const ok = answer === at.COMPLETED_OK;
    const { operation, lengthBytes } = block.request(request);
    const data = ok && operation === at.OPERATION_READ ? block.bounce(request).subarray(0, lengthBytes) : NO_BYTES;
    return { kind: 'blockCompletion', request, ok, data };
  }
  return undefined;
}

/** Before a frame in its ring: its length. */
const FRAME_HEADER_BYTES = 4;

/** Frames lie in their ring behind their lengths, padded to whole words. */
function frameRecordBytes(lengthBytes: number): number {
  return FRAME_HEADER_BYTES + ((lengthBytes + 3) & ~3);
}

export function putFrame(block: VmBlock, frame: Uint8Array): boolean {
  const size = frameRecordBytes(frame.length);
  if (block.frames.freeBytes < size) return false;
  const record = new Uint8Array(size);
  new DataView(record.buffer).setUint32(0, frame.length, true);
  record.set(frame, FRAME_HEADER_BYTES);
  block.frames.write(record);
  return true;
}

function nextFrame(core: Core, block: VmBlock): MachineInput | undefined {
  const { frames } = block;
  while (frames.usedBytes > 0) {
    const readiness = core.frameReadiness();
    if (readiness === FRAME_NO_BUFFER) return undefined;
    const frame = takeFrame(frames);
    if (readiness !== FRAME_NO_DRIVER) return { kind: 'frame', frame };
    // No driver listens: the frame passes by as on a wire, and the guest's state knows nothing of it.
    block.add32(at.DROPPED_FRAMES, 1);
  }
  return undefined;
}

function takeFrame(frames: Ring): Uint8Array {
  const header = new Uint8Array(FRAME_HEADER_BYTES);
  frames.peek(header);
  const length = new DataView(header.buffer).getUint32(0, true);
  if (length > MAXIMUM_FRAME_SIZE) throw new Error(`a frame of ${length} bytes is in the ring`);
  const frame = new Uint8Array(length);
  frames.peek(frame, FRAME_HEADER_BYTES);
  frames.skip(frameRecordBytes(length));
  return frame;
}

/** All frames that the guest has not taken, taken: of a machine that nobody executes. */
export function takeFrames({ frames }: VmBlock): Uint8Array[] {
  const taken: Uint8Array[] = [];
  while (frames.usedBytes > 0) taken.push(takeFrame(frames));
  return taken;
}

function nextBytes(core: Core, block: VmBlock, kind: 'console' | 'tools'): MachineInput | undefined {
  const ring: Ring = block[kind];
  if (ring.usedBytes === 0) return undefined;
  const room = core.streamRoom(kind === 'console' ? at.SLOT_CONSOLE : at.SLOT_TOOLS);
  if (room === 0) return undefined;
  const bytes = new Uint8Array(Math.min(room, ring.usedBytes));
  ring.peek(bytes);
  ring.skip(bytes.length);
  return { kind, bytes };
}
