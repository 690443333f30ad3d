// virtio-blk (virtio 1.2, section 5.2). A request's data lies in a bounce buffer in the host's part of the block while the host
// works on it; the guest's memory is touched only at the two ends, between instructions.
import {
  BOUNCE, BOUNCE_SIZE, DEVICE_CONFIGURATION, DEVICE_DISK, DEVICE_DRIVER_FEATURES, DEVICE_FEATURES, DEVICE_ID, DEVICE_SERIAL,
  FEATURE_BIT_DISCARD, ID_BLOCK, MAXIMUM_DISCARD_SECTORS, OPERATION_DISCARD, OPERATION_FLUSH, OPERATION_READ, OPERATION_WRITE, OUTPUT_BLOCK_REQUEST, REQUESTS, REQUEST_COUNT, REQUEST_DISK, REQUEST_FORGOTTEN, REQUEST_FREE,
  REQUEST_HEAD, REQUEST_IN_FLIGHT, REQUEST_LENGTH, REQUEST_OPERATION, REQUEST_SECTOR, REQUEST_SLOT, REQUEST_STATE, REQUEST_STRIDE,
  SERIAL_SIZE, STAGING, VIRTIO_SLOTS,
} from '../src/layout';
import { vm } from './memory';
import { addOutput, beginOutput, endOutput } from './output';
import {
  chainHead, copyFromChain, copyToChain, device, fail, giveBack, peek, queue, readChain, readableBytes, take, usable, writableBytes,
} from './virtqueue';

const TYPE_IN: u32 = 0;
const TYPE_OUT: u32 = 1;
const TYPE_FLUSH: u32 = 4;
const TYPE_GET_ID: u32 = 8;
const TYPE_DISCARD: u32 = 11;
const STATUS_OK: u32 = 0;
const STATUS_IOERR: u32 = 1;
const STATUS_UNSUPP: u32 = 2;
const FEATURE_RO: u64 = 1 << 5;
const HEADER_SIZE: u32 = 16;
const SECTOR_SHIFT: u64 = 9;
/** A discard's only segment: first sector (8 bytes), sectors, flags (4 bytes each). */
const DISCARD_SEGMENT_SIZE: u32 = 16;

@inline
function request(index: u32): usize {
  return vm + REQUESTS + <usize>(index * REQUEST_STRIDE);
}

@inline
function bounce(index: u32): usize {
  return vm + BOUNCE + <usize>index * BOUNCE_SIZE;
}

function freeRequest(): u32 {
  for (let i: u32 = 0; i < <u32>REQUEST_COUNT; i++) if (load<u32>(request(i), REQUEST_STATE) == REQUEST_FREE) return i;
  return REQUEST_COUNT;
}

/** The status byte is the last of the writable ones. */
function finish(slot: u32, q: usize, head: u32, dataLength: u32, status: u32): void {
  store<u8>(vm + STAGING, <u8>status);
  copyToChain(writableBytes - 1, vm + STAGING, 1);
  giveBack(slot, q, head, dataLength + 1);
}

/** Works through what the driver has offered, as far as there are free requests. */
export function processBlock(slot: u32): void {
  const q = queue(slot, 0);
  while (usable(slot, 0)) {
    const index = freeRequest();
    if (index == REQUEST_COUNT || !peek(slot, q)) return;
    take(q);
    if (readableBytes < HEADER_SIZE || writableBytes < 1) {
      fail(slot);
      return;
    }
    submit(slot, q, index);
  }
}

function submit(slot: u32, q: usize, index: u32): void {
  const d = device(slot);
  const head = chainHead;
  copyFromChain(vm + STAGING, 0, HEADER_SIZE);
  const type = load<u32>(vm + STAGING);
  const sector = load<u64>(vm + STAGING, 8);
  let length: u64 = 0;
  if (type == TYPE_IN) length = writableBytes - 1;
  else if (type == TYPE_OUT) length = readableBytes - HEADER_SIZE;
  else if (type == TYPE_GET_ID) {
    const size = <u32>min(<u64>SERIAL_SIZE, writableBytes - 1);
    copyToChain(0, d + DEVICE_SERIAL, size);
    finish(slot, q, head, size, STATUS_OK);
    return;
  } else if (type == TYPE_DISCARD) {
    submitDiscard(slot, q, index);
    return;
  } else if (type != TYPE_FLUSH) {
    finish(slot, q, head, 0, STATUS_UNSUPP);
    return;
  }
  if (type != TYPE_FLUSH) {
    const capacity = load<u64>(d, DEVICE_CONFIGURATION);
    const sectors = length >> SECTOR_SHIFT;
    const wellFormed = length != 0 && length <= <u64>BOUNCE_SIZE && (length & 511) == 0;
    const inRange = sectors <= capacity && sector <= capacity - sectors;
    const allowed = type == TYPE_IN || !(load<u64>(d, DEVICE_FEATURES) & FEATURE_RO);
    if (!wellFormed || !inRange || !allowed) {
      finish(slot, q, head, 0, STATUS_IOERR);
      return;
    }
    if (type == TYPE_OUT) copyFromChain(bounce(index), HEADER_SIZE, <u32>length);
  }
  const operation = type == TYPE_IN ? OPERATION_READ : type == TYPE_OUT ? OPERATION_WRITE : OPERATION_FLUSH;
  issue(slot, index, head, operation, <u32>length, type == TYPE_FLUSH ? 0 : sector);
}

/** Gives up the content of one range (virtio 1.2, 5.2.6). */
function submitDiscard(slot: u32, q: usize, index: u32): void {
  const d = device(slot);
  const head = chainHead;
  // A driver that did not negotiate it has no such command.
  if (!((load<u64>(d, DEVICE_DRIVER_FEATURES) >> FEATURE_BIT_DISCARD) & 1)) {
    finish(slot, q, head, 0, STATUS_UNSUPP);
    return;
  }
  if (readableBytes != HEADER_SIZE + DISCARD_SEGMENT_SIZE) {
    finish(slot, q, head, 0, STATUS_IOERR);
    return;
  }
  copyFromChain(vm + STAGING, HEADER_SIZE, DISCARD_SEGMENT_SIZE);
  const sector = load<u64>(vm + STAGING);
  const sectors = load<u32>(vm + STAGING, 8);
  // A discard has no flags: "unmap" is of write zeroes only.
  if (load<u32>(vm + STAGING, 12)) {
    finish(slot, q, head, 0, STATUS_UNSUPP);
    return;
  }
  const capacity = load<u64>(d, DEVICE_CONFIGURATION);
  const wellFormed = sectors != 0 && sectors <= <u32>MAXIMUM_DISCARD_SECTORS;
  const inRange = <u64>sectors <= capacity && sector <= capacity - <u64>sectors;
  if (!wellFormed || !inRange || load<u64>(d, DEVICE_FEATURES) & FEATURE_RO) {
    finish(slot, q, head, 0, STATUS_IOERR);
    return;
  }
  issue(slot, index, head, OPERATION_DISCARD, sectors << <u32>SECTOR_SHIFT, sector);
}

/** Writes a request down, and tells the host of it. */
function issue(slot: u32, index: u32, head: u32, operation: u32, length: u32, sector: u64): void {
  const r = request(index);
  store<u32>(r, REQUEST_IN_FLIGHT, REQUEST_STATE);
  store<u32>(r, load<u32>(device(slot), DEVICE_DISK), REQUEST_DISK);
  store<u32>(r, operation, REQUEST_OPERATION);
  store<u32>(r, length, REQUEST_LENGTH);
  store<u64>(r, sector, REQUEST_SECTOR);
  store<u32>(r, head, REQUEST_HEAD);
  store<u32>(r, slot, REQUEST_SLOT);
  // There is room: no guest code runs and no input enters while more than half of the ring is full, and these are small and few.
  if (!beginOutput(OUTPUT_BLOCK_REQUEST, 4)) unreachable();
  store<u32>(vm + STAGING, index);
  addOutput(vm + STAGING, 4);
  endOutput();
}

function end(index: u32, ok: bool): void {
  const r = request(index);
  const state = load<u32>(r, REQUEST_STATE);
  store<u32>(r, REQUEST_FREE, REQUEST_STATE);
  if (state != REQUEST_IN_FLIGHT) return;
  const slot = load<u32>(r, REQUEST_SLOT);
  if (!usable(slot, 0)) return;
  const q = queue(slot, 0);
  const head = load<u32>(r, REQUEST_HEAD);
  // Read anew: the chain was good when it was offered, and only the guest can have spoilt it since.
  if (!readChain(q, head) || writableBytes < 1) {
    fail(slot);
    return;
  }
  let length: u32 = 0;
  if (ok && load<u32>(r, REQUEST_OPERATION) == OPERATION_READ) {
    length = <u32>min(<u64>load<u32>(r, REQUEST_LENGTH), writableBytes - 1);
    copyToChain(0, bounce(index), length);
  }
  finish(slot, q, head, length, ok ? STATUS_OK : STATUS_IOERR);
}

/** The host's answer to a request, the bytes read being in its bounce buffer. */
export function completeBlock(index: u32, ok: bool): void {
  end(index, ok);
  // Requests may wait for the one that has become free.
  for (let slot: u32 = 0; slot < <u32>VIRTIO_SLOTS; slot++) if (load<u32>(device(slot), DEVICE_ID) == ID_BLOCK) processBlock(slot);
}

/** The driver reset the device: what is in flight ends without a word. */
export function resetBlock(slot: u32): void {
  for (let i: u32 = 0; i < <u32>REQUEST_COUNT; i++) {
    const r = request(i);
    if (load<u32>(r, REQUEST_STATE) == REQUEST_IN_FLIGHT && load<u32>(r, REQUEST_SLOT) == slot)
      store<u32>(r, REQUEST_FORGOTTEN, REQUEST_STATE);
  }
}
