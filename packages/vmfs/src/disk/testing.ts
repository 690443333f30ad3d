// What the tests of virtual disks share: a volume in memory, mounted by one host, and numbers that are the same every time.
import { formatVolume, readSuperblock } from '../format.ts';
import { HeartbeatMonitor } from '../heartbeat-monitor.ts';
import { FILE_BLOCK_BYTES } from '../layout.ts';
import { BLOCK_BYTES, MemoryDevice } from '../operation.ts';
import { takeSlot } from '../recovery.ts';
import { Volume } from '../volume.ts';
import type { DiskIds } from './create-disk.ts';

const LEASE_MS = 16_000;
export const MIB = 1024 * 1024;

let mounts = 0;

export function testUuid(number: number): string {
  return `6f1c0d5e-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export function testIds(number: number): DiskIds {
  return { cid: (0x1000_0000 + number).toString(16), uuid: testUuid(number) };
}

export function mountVolume(device: MemoryDevice, hostName = 'esx01'): Volume {
  mounts += 1;
  const uuid = testUuid(mounts);
  const monitor = new HeartbeatMonitor({ leaseMs: LEASE_MS });
  const superblock = device.run(readSuperblock(device.bytes.length / BLOCK_BYTES));
  const { slot } = device.run(takeSlot({ uuid, name: hostName }, monitor, 0));
  return new Volume({ superblock, owner: { uuid, hostName, slot }, monitor, now: () => 0 });
}

export function newVolume(
  fileBlocks: number,
  device = new MemoryDevice((fileBlocks * FILE_BLOCK_BYTES) / BLOCK_BYTES),
) {
  device.run(formatVolume({ uuid: testUuid(0), label: 'datastore1', blocks: device.bytes.length / BLOCK_BYTES }));
  const volume = mountVolume(device);
  device.run(volume.makeDirectory('/vm'));
  return { device, volume };
}

/** Numbers below a limit, the same for the same seed. */
export function numbersFrom(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

export function filled(sectors: number, fill: number): Uint8Array {
  return new Uint8Array(sectors * BLOCK_BYTES).fill(fill);
}
