// virtio-console (virtio 1.2, section 5.3), one port: queue 0 receives, queue 1 transmits. The console and the guest-tools channel
// are two of these.
import { DROPPED_BYTES, OUTPUT_CONSOLE, OUTPUT_TOOLS, SLOT_CONSOLE, STAGING, STAGING_SIZE } from '../src/layout';
import { vm } from './memory';
import { addOutput, beginOutput, endOutput } from './output';
import {
  CHAIN_MALFORMED, CHAIN_NONE, chainHead, copyFromChain, copyToChain, fail, giveBack, inspect, peek, queue, readableBytes, take, usable,
  writableBytes,
} from './virtqueue';

const RECEIVE: u32 = 0;
const TRANSMIT: u32 = 1;

export function processStream(slot: u32): void {
  const q = queue(slot, TRANSMIT);
  while (usable(slot, TRANSMIT) && peek(slot, q)) {
    take(q);
    for (let at: u64 = 0; at < readableBytes; ) {
      const part = <u32>min(<u64>STAGING_SIZE, readableBytes - at);
      if (!beginOutput(slot == SLOT_CONSOLE ? OUTPUT_CONSOLE : OUTPUT_TOOLS, part)) {
        // All that is left of this chain goes: an output ring that is full stays so until the slice has ended.
        store<u32>(vm, load<u32>(vm, DROPPED_BYTES) + <u32>(readableBytes - at), DROPPED_BYTES);
        break;
      }
      copyFromChain(vm + STAGING, at, part);
      addOutput(vm + STAGING, part);
      endOutput();
      at += part;
    }
    giveBack(slot, q, chainHead, 0);
  }
}

/**
 * Bytes that the next buffer of the driver would take; 0 when it has offered none. A buffer that cannot take any counts as one
 * byte: the input that this invites makes the device fail, within the log.
 */
export function streamRoom(slot: u32): u32 {
  if (!usable(slot, RECEIVE)) return 0;
  const found = inspect(queue(slot, RECEIVE));
  if (found == CHAIN_NONE) return 0;
  if (found == CHAIN_MALFORMED || !writableBytes) return 1;
  return <u32>min(<u64>STAGING_SIZE, writableBytes);
}

/** Bytes from outside, in the staging area; at most `streamRoom` of them. */
export function receiveStream(slot: u32, length: u32): void {
  const q = queue(slot, RECEIVE);
  if (!usable(slot, RECEIVE) || !peek(slot, q)) return;
  if (!writableBytes) {
    fail(slot);
    return;
  }
  const part = <u32>min(<u64>length, writableBytes);
  take(q);
  copyToChain(0, vm + STAGING, part);
  giveBack(slot, q, chainHead, part);
}
