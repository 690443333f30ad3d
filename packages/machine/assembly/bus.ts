// Physical addresses that are not RAM: which device answers, and with which widths. What no device answers is an access fault.
import {
  CLINT_BASE, CLINT_SIZE, MSIP, MTIMECMP, PLIC_BASE, PLIC_SIZE, STOP_CODE, STOP_KIND, STOP_POWER_OFF, STOP_RESET, TEST_DEVICE_BASE,
  VIRTIO_BASE, VIRTIO_SLOTS, VIRTIO_STRIDE,
} from '../src/layout';
import { mtime, setMtime } from './clock';
import { vm } from './memory';
import { readPlic, writePlic } from './plic';
import { readVirtio, writeVirtio } from './virtio-mmio';

/** Set when nothing answered. */
export let busFault: bool = false;

function absent(): u64 {
  busFault = true;
  return 0;
}

/** `size` is 1, 2, 4 or 8 bytes, and `address` a multiple of it. The value comes without sign. */
export function busRead(address: u64, size: u32): u64 {
  busFault = false;
  if (address >= 0x20000000) return absent();
  const at = <u32>address;
  if (at - CLINT_BASE < <u32>CLINT_SIZE) return size >= 4 ? readClint(at - CLINT_BASE, size) : absent();
  if (at - PLIC_BASE < <u32>PLIC_SIZE) return size == 4 ? readPlic(at - PLIC_BASE) : absent();
  if (at - VIRTIO_BASE < <u32>(VIRTIO_SLOTS * VIRTIO_STRIDE))
    return readVirtio((at - VIRTIO_BASE) / VIRTIO_STRIDE, (at - VIRTIO_BASE) % VIRTIO_STRIDE, size);
  if (at - TEST_DEVICE_BASE < 0x1000) return 0;
  return absent();
}

export function busWrite(address: u64, size: u32, value: u64): void {
  busFault = false;
  if (address >= 0x20000000) {
    absent();
    return;
  }
  const at = <u32>address;
  if (at - CLINT_BASE < <u32>CLINT_SIZE) {
    if (size >= 4) writeClint(at - CLINT_BASE, size, value);
    else absent();
  } else if (at - PLIC_BASE < <u32>PLIC_SIZE) {
    if (size == 4) writePlic(at - PLIC_BASE, <u32>value);
    else absent();
  } else if (at - VIRTIO_BASE < <u32>(VIRTIO_SLOTS * VIRTIO_STRIDE)) {
    writeVirtio((at - VIRTIO_BASE) / VIRTIO_STRIDE, (at - VIRTIO_BASE) % VIRTIO_STRIDE, size, <u32>value);
  } else if (at - TEST_DEVICE_BASE < 0x1000) {
    if (at == TEST_DEVICE_BASE) writeTestDevice(<u32>value);
  } else {
    absent();
  }
}

function readClint(offset: u32, size: u32): u64 {
  if (offset == 0) return load<u32>(vm, MSIP);
  let value: u64 = 0;
  if ((offset & ~7) == 0x4000) value = load<u64>(vm, MTIMECMP);
  else if ((offset & ~7) == 0xbff8) value = mtime();
  return size == 8 ? value : offset & 4 ? value >> 32 : value & 0xffffffff;
}

/** A register of 64 bits after a write of 32 or 64 to it. */
function merged(before: u64, offset: u32, size: u32, value: u64): u64 {
  if (size == 8) return value;
  if (offset & 4) return (before & 0xffffffff) | (value << 32);
  return (before & 0xffffffff00000000) | (value & 0xffffffff);
}

function writeClint(offset: u32, size: u32, value: u64): void {
  if (offset == 0) store<u32>(vm, <u32>value & 1, MSIP);
  else if ((offset & ~7) == 0x4000) store<u64>(vm, merged(load<u64>(vm, MTIMECMP), offset, size, value), MTIMECMP);
  else if ((offset & ~7) == 0xbff8) setMtime(merged(mtime(), offset, size, value));
}

function writeTestDevice(value: u32): void {
  const status = value & 0xffff;
  if (status == 0x5555) {
    store<u32>(vm, STOP_POWER_OFF, STOP_KIND);
    store<u32>(vm, 0, STOP_CODE);
  } else if (status == 0x3333) {
    store<u32>(vm, STOP_POWER_OFF, STOP_KIND);
    store<u32>(vm, value >> 16, STOP_CODE);
  } else if (status == 0x7777) {
    store<u32>(vm, STOP_RESET, STOP_KIND);
  }
}
