// virtio-net (virtio 1.2, section 5.1) without offloads: queue 0 receives, queue 1 transmits; 12 bytes of header before a frame.
import { DROPPED_FRAMES, OUTPUT_FRAME, SLOT_NETWORK, STAGING } from '../src/layout';
import { vm } from './memory';
import { addOutput, beginOutput, endOutput } from './output';
import {
  CHAIN_NONE, chainHead, copyFromChain, copyToChain, giveBack, inspect, peek, queue, readableBytes, take, usable, writableBytes,
} from './virtqueue';

const HEADER_SIZE: u32 = 12;
const MINIMUM_FRAME: u32 = 14;
const MAXIMUM_FRAME: u32 = 1514;
const RECEIVE: u32 = 0;
const TRANSMIT: u32 = 1;

function drop(): void {
  store<u32>(vm, load<u32>(vm, DROPPED_FRAMES) + 1, DROPPED_FRAMES);
}

/** Sends what the driver has offered. Frames of impossible size are thrown away, as an adapter does. */
export function processTransmit(): void {
  const q = queue(SLOT_NETWORK, TRANSMIT);
  while (usable(SLOT_NETWORK, TRANSMIT) && peek(SLOT_NETWORK, q)) {
    take(q);
    if (readableBytes >= HEADER_SIZE + MINIMUM_FRAME && readableBytes <= HEADER_SIZE + MAXIMUM_FRAME) {
      const length = <u32>readableBytes - HEADER_SIZE;
      if (beginOutput(OUTPUT_FRAME, length)) {
        copyFromChain(vm + STAGING, HEADER_SIZE, length);
        addOutput(vm + STAGING, length);
        endOutput();
      } else {
        drop();
      }
    }
    giveBack(SLOT_NETWORK, q, chainHead, 0);
  }
}

export const FRAME_NO_DRIVER: u32 = 0;
export const FRAME_NO_BUFFER: u32 = 1;
export const FRAME_WELCOME: u32 = 2;

/** Whether a frame could be received now. */
export function frameReadiness(): u32 {
  if (!usable(SLOT_NETWORK, RECEIVE)) return FRAME_NO_DRIVER;
  return inspect(queue(SLOT_NETWORK, RECEIVE)) == CHAIN_NONE ? FRAME_NO_BUFFER : FRAME_WELCOME;
}

/** A frame from the wire, in the staging area; lost when there is no buffer that it fits into. */
export function receiveFrame(length: u32): void {
  const q = queue(SLOT_NETWORK, RECEIVE);
  if (length > MAXIMUM_FRAME || !usable(SLOT_NETWORK, RECEIVE) || !peek(SLOT_NETWORK, q)) return;
  if (writableBytes < <u64>(HEADER_SIZE + length)) return;
  take(q);
  // The header goes before the frame in the staging area: no flags, no offload, one buffer.
  memory.copy(vm + STAGING + HEADER_SIZE, vm + STAGING, length);
  memory.fill(vm + STAGING, 0, HEADER_SIZE);
  store<u16>(vm + STAGING, 1, 10);
  copyToChain(0, vm + STAGING, HEADER_SIZE + length);
  giveBack(SLOT_NETWORK, q, chainHead, HEADER_SIZE + length);
}
