// The registers of virtio over MMIO, version 2 (virtio 1.2, section 4.2.2), of the eight slots.
import {
  DEVICE_CONFIGURATION, DEVICE_DRIVER_FEATURES, DEVICE_DRIVER_FEATURES_SELECT, DEVICE_FEATURES, DEVICE_FEATURES_SELECT, DEVICE_ID,
  DEVICE_INTERRUPT, DEVICE_QUEUES, DEVICE_QUEUE_SELECT, DEVICE_STATUS, FEATURE_BIT_DISCARD, ID_BLOCK, ID_CONSOLE, ID_NETWORK,
  MAXIMUM_DISCARD_SECTORS, MAXIMUM_QUEUE_SIZE,
  QUEUES_PER_DEVICE, QUEUE_AVAILABLE, QUEUE_DESCRIPTORS, QUEUE_LAST_AVAILABLE, QUEUE_READY, QUEUE_SIZE, QUEUE_STRIDE, QUEUE_USED,
  QUEUE_USED_INDEX,
} from '../src/layout';
import { setLevel } from './plic';
import { processBlock, resetBlock } from './virtio-block';
import { processStream } from './virtio-console';
import { processTransmit } from './virtio-net';
import { STATUS_FEATURES_OK, STATUS_NEEDS_RESET, device, fail, queue, wellPlaced } from './virtqueue';

const MAGIC: u32 = 0x74726976;
const VENDOR: u32 = 0x554d4551;
const VERSION_1: u64 = 1 << 32;

function queueCount(d: usize): u32 {
  return load<u32>(d, DEVICE_ID) == ID_BLOCK ? 1 : QUEUES_PER_DEVICE;
}

/** The selected queue, 0 when the device has no such queue. */
function selectedQueue(slot: u32): usize {
  const d = device(slot);
  const index = load<u32>(d, DEVICE_QUEUE_SELECT);
  return index < queueCount(d) ? queue(slot, index) : 0;
}

function half(value: u64, high: bool): u32 {
  return high ? <u32>(value >> 32) : <u32>value;
}

/** Reads of the registers are 32 bits wide; those of the configuration space any width. */
export function readVirtio(slot: u32, offset: u32, size: u32): u64 {
  const d = device(slot);
  if (offset >= 0x100) return readConfiguration(d, offset - 0x100, size);
  if (size != 4) return 0;
  const id = load<u32>(d, DEVICE_ID);
  if (offset == 0x000) return MAGIC;
  if (offset == 0x004) return 2;
  if (offset == 0x008) return id;
  if (offset == 0x00c) return VENDOR;
  if (!id) return 0;
  const q = selectedQueue(slot);
  if (offset == 0x010) {
    const select = load<u32>(d, DEVICE_FEATURES_SELECT);
    return select < 2 ? half(load<u64>(d, DEVICE_FEATURES), select == 1) : 0;
  }
  if (offset == 0x034) return q ? MAXIMUM_QUEUE_SIZE : 0;
  if (offset == 0x044) return q ? load<u32>(q, QUEUE_READY) : 0;
  if (offset == 0x060) return load<u32>(d, DEVICE_INTERRUPT);
  if (offset == 0x070) return load<u32>(d, DEVICE_STATUS);
  // Shared memory regions: none has a length (4.2.2: all ones).
  if (offset >= 0x0b0 && offset <= 0x0bc) return 0xffffffff;
  return 0;
}

/** The configuration space: capacity of a disk and what it discards, address of a network adapter. */
function readConfiguration(d: usize, offset: u32, size: u32): u64 {
  const id = load<u32>(d, DEVICE_ID);
  let value: u64 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const at = offset + i;
    let byte: u64 = 0;
    if (id == ID_BLOCK && at < 8) byte = load<u8>(d + at, DEVICE_CONFIGURATION);
    else if (id == ID_BLOCK) byte = discardLimit(d, at);
    else if (id == ID_NETWORK && at < 6) byte = load<u8>(d + at, DEVICE_CONFIGURATION);
    value |= byte << (<u64>i * 8);
  }
  return value;
}

/** The limits of a discard in the configuration of a disk that offers it (virtio 1.2, 5.2.4): zeros elsewhere. */
function discardLimit(d: usize, at: u32): u64 {
  if (!((load<u64>(d, DEVICE_FEATURES) >> FEATURE_BIT_DISCARD) & 1)) return 0;
  let word: u32 = 0;
  if (at >> 2 == 9) word = MAXIMUM_DISCARD_SECTORS;
  // One segment, of any alignment.
  else if (at >> 2 == 10 || at >> 2 == 11) word = 1;
  return (word >> ((at & 3) * 8)) & 0xff;
}

export function writeVirtio(slot: u32, offset: u32, size: u32, value: u32): void {
  const d = device(slot);
  if (offset >= 0x100 || size != 4 || !load<u32>(d, DEVICE_ID)) return;
  if (offset == 0x014) store<u32>(d, value, DEVICE_FEATURES_SELECT);
  else if (offset == 0x020) writeFeatures(d, value);
  else if (offset == 0x024) store<u32>(d, value, DEVICE_DRIVER_FEATURES_SELECT);
  else if (offset == 0x030) store<u32>(d, value, DEVICE_QUEUE_SELECT);
  else if (offset == 0x050) notify(slot, value);
  else if (offset == 0x064) {
    const left = load<u32>(d, DEVICE_INTERRUPT) & ~value;
    store<u32>(d, left, DEVICE_INTERRUPT);
    setLevel(slot + 1, left != 0);
  } else if (offset == 0x070) writeStatus(slot, value);
  else {
    const q = selectedQueue(slot);
    if (q) writeQueue(slot, q, offset, value);
  }
}

function writeFeatures(d: usize, value: u32): void {
  const select = load<u32>(d, DEVICE_DRIVER_FEATURES_SELECT);
  // What was agreed upon stands until the reset.
  if (select > 1 || load<u32>(d, DEVICE_STATUS) & STATUS_FEATURES_OK) return;
  store<u32>(d + <usize>(select << 2), value, DEVICE_DRIVER_FEATURES);
}

function writeStatus(slot: u32, value: u32): void {
  const d = device(slot);
  if (value == 0) {
    reset(slot);
    return;
  }
  const before = load<u32>(d, DEVICE_STATUS);
  let status = value | (before & STATUS_NEEDS_RESET);
  if (status & STATUS_FEATURES_OK && !(before & STATUS_FEATURES_OK)) {
    const wanted = load<u64>(d, DEVICE_DRIVER_FEATURES);
    if (wanted & ~load<u64>(d, DEVICE_FEATURES) || !(wanted & VERSION_1)) status &= ~STATUS_FEATURES_OK;
  }
  store<u32>(d, status, DEVICE_STATUS);
}

function reset(slot: u32): void {
  const d = device(slot);
  if (load<u32>(d, DEVICE_ID) == ID_BLOCK) resetBlock(slot);
  store<u32>(d, 0, DEVICE_STATUS);
  store<u32>(d, 0, DEVICE_FEATURES_SELECT);
  store<u32>(d, 0, DEVICE_DRIVER_FEATURES_SELECT);
  store<u64>(d, 0, DEVICE_DRIVER_FEATURES);
  store<u32>(d, 0, DEVICE_QUEUE_SELECT);
  store<u32>(d, 0, DEVICE_INTERRUPT);
  setLevel(slot + 1, false);
  memory.fill(d + DEVICE_QUEUES, 0, QUEUES_PER_DEVICE * QUEUE_STRIDE);
}

function writeQueue(slot: u32, q: usize, offset: u32, value: u32): void {
  if (offset == 0x044) {
    if (!(value & 1)) {
      store<u32>(q, 0, QUEUE_READY);
    } else if (!load<u32>(q, QUEUE_READY)) {
      store<u32>(q, 0, QUEUE_LAST_AVAILABLE);
      store<u32>(q, 0, QUEUE_USED_INDEX);
      if (wellPlaced(q)) store<u32>(q, 1, QUEUE_READY);
      else fail(slot);
    }
    return;
  }
  // Size and places of a queue in use stand.
  if (load<u32>(q, QUEUE_READY)) return;
  if (offset == 0x038) {
    // A power of two (2.7); what isn't leaves the queue without a size, which cannot become ready.
    const good = value <= <u32>MAXIMUM_QUEUE_SIZE && popcnt(value) == 1;
    store<u32>(q, good ? value : 0, QUEUE_SIZE);
  } else if (offset == 0x080) store<u32>(q, value, QUEUE_DESCRIPTORS);
  else if (offset == 0x084) store<u32>(q + 4, value, QUEUE_DESCRIPTORS);
  else if (offset == 0x090) store<u32>(q, value, QUEUE_AVAILABLE);
  else if (offset == 0x094) store<u32>(q + 4, value, QUEUE_AVAILABLE);
  else if (offset == 0x0a0) store<u32>(q, value, QUEUE_USED);
  else if (offset == 0x0a4) store<u32>(q + 4, value, QUEUE_USED);
}

/** The driver has offered buffers. Receive queues need nothing: what waits for them enters as an input. */
function notify(slot: u32, index: u32): void {
  const id = load<u32>(device(slot), DEVICE_ID);
  if (id == ID_BLOCK) {
    if (index == 0) processBlock(slot);
  } else if (index == 1) {
    if (id == ID_NETWORK) processTransmit();
    else if (id == ID_CONSOLE) processStream(slot);
  }
}
