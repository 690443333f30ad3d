import { describe, expect, it } from 'vitest';
import {
  BLOCK_BYTES,
  clearSlot,
  decodeSlot,
  encodeSlot,
  formatVolume,
  HEARTBEAT_SLOTS,
  HeartbeatLease,
  HeartbeatMonitor,
  haltAfterMs,
  MemoryDevice,
  readHeartbeats,
  readSlot,
  refreshSlot,
  takeSlot,
  VmfsError,
} from './index.ts';

const timing = { heartbeatIntervalMs: 3_000, leaseMs: 16_000 };
const BLOCKS = (14 * 1024 * 1024) / BLOCK_BYTES;
const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function formatted(): MemoryDevice {
  const device = new MemoryDevice(BLOCKS);
  device.run(formatVolume({ uuid: uuid(999), label: 'datastore1', blocks: BLOCKS }));
  return device;
}

const monitor = () => new HeartbeatMonitor(timing);
const at = (ms: number) => ({ sentAt: ms, answeredAt: ms });

describe('the lease', () => {
  it('halts a heartbeat interval before others may break it, counted from the sending of the refresh', () => {
    expect(haltAfterMs(timing)).toBe(13_000);
    const lease = new HeartbeatLease(timing, 1_000);
    expect(lease.state(13_999)).toBe('alive');
    expect(lease.state(14_000)).toBe('timedOut');
  });

  it('recovers with the next refresh, but not from a loss', () => {
    const lease = new HeartbeatLease(timing, 0);
    expect(lease.state(50_000)).toBe('timedOut');
    lease.refreshed(49_000);
    expect(lease.state(50_000)).toBe('alive');
    lease.lost();
    lease.refreshed(50_000);
    expect(lease.state(50_000)).toBe('lost');
  });

  it('takes no news from a refresh that was answered late', () => {
    const lease = new HeartbeatLease(timing, 10_000);
    lease.refreshed(2_000);
    expect(lease.deadline).toBe(23_000);
  });
});

describe('the monitor', () => {
  const region = (sequence: number) => {
    const bytes = new Uint8Array(HEARTBEAT_SLOTS * BLOCK_BYTES);
    bytes.set(encodeSlot({ ownerUuid: uuid(1), hostName: 'esx01', generation: 1, sequence }));
    return bytes;
  };

  it('counts from the answer to the first look to the sending of the last', () => {
    const watcher = monitor();
    watcher.observe(region(1), { sentAt: 0, answeredAt: 4_000 });
    for (const now of [5_000, 10_000, 16_000, 19_999]) watcher.observe(region(1), at(now));
    expect(watcher.stale(0, 20_000)).toBeUndefined();
    watcher.observe(region(1), at(20_000));
    expect(watcher.stale(0, 20_000)?.unchangedSince).toBe(4_000);
  });

  it('begins anew with every change, and after half a lease without a look', () => {
    const watcher = monitor();
    for (const now of [0, 6_000, 12_000]) watcher.observe(region(1), at(now));
    watcher.observe(region(2), at(15_000));
    watcher.observe(region(2), at(20_000));
    expect(watcher.stale(0, 20_000)).toBeUndefined();
    for (const now of [40_000, 46_000, 52_000]) watcher.observe(region(2), at(now));
    expect(watcher.stale(0, 52_000)).toBeUndefined();
    watcher.observe(region(2), at(56_000));
    expect(watcher.stale(0, 56_000)).toBeDefined();
    expect(watcher.stale(0, 65_000)).toBeUndefined();
  });
});

describe('slots', () => {
  it('takes its own earlier slot rather than a free one before it', () => {
    const device = formatted();
    const first = device.run(takeSlot({ uuid: uuid(1), name: 'esx01' }, monitor(), 0));
    const second = device.run(takeSlot({ uuid: uuid(2), name: 'esx02' }, monitor(), 0));
    device.run(clearSlot(first));
    const reborn = device.run(takeSlot({ uuid: uuid(3), name: 'esx02' }, monitor(), 0));
    expect(reborn.slot).toBe(second.slot);
    expect(decodeSlot(reborn.content)?.generation).toBe(2);
    expect(device.run(refreshSlot(second)).state).toBe('lost');
  });

  it('are as many as hosts; the next one waits until one is stale', () => {
    const device = formatted();
    for (let host = 1; host <= HEARTBEAT_SLOTS; host += 1)
      device.run(takeSlot({ uuid: uuid(host), name: `esx${host}` }, monitor(), 0));
    const watcher = monitor();
    const late = { uuid: uuid(100), name: 'late' };
    expect(() => device.run(takeSlot(late, watcher, 0))).toThrow(VmfsError);
    for (let now = 0; now <= 18_000; now += 6_000) watcher.observe(device.run(readHeartbeats()), at(now));
    expect(device.run(takeSlot(late, watcher, 18_000)).slot).toBe(0);
  });

  it('finds its slot again after a refresh of which nobody knows', () => {
    const device = formatted();
    const taken = device.run(takeSlot({ uuid: uuid(1), name: 'esx01' }, monitor(), 0));
    device.run(refreshSlot(taken));
    const { state, content } = device.run(refreshSlot(taken));
    expect(state).toBe('again');
    expect(device.run(refreshSlot({ slot: taken.slot, content })).state).toBe('refreshed');
    expect(device.run(readSlot(taken.slot))?.sequence).toBe(3);
  });

  it('that was cleared is lost, though it be refreshed again and again', () => {
    const device = formatted();
    const taken = device.run(takeSlot({ uuid: uuid(1), name: 'esx01' }, monitor(), 0));
    expect(device.run(clearSlot(taken))).toBe(true);
    expect(device.run(refreshSlot(taken)).state).toBe('lost');
    expect(device.run(refreshSlot(taken)).state).toBe('lost');
    expect(device.run(readSlot(taken.slot))).toBeUndefined();
  });
});
