import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as contract from './contract.ts';
import * as at from './layout.ts';
import { PHASE_NAMES } from './vcpu-table.ts';

it('agrees with the contract', () => {
  expect(at.REQUEST_COUNT).toBe(contract.MAXIMUM_BLOCK_REQUESTS_IN_FLIGHT);
  expect(at.BOUNCE_SIZE).toBe(contract.MAXIMUM_BLOCK_REQUEST_SIZE);
  expect(at.SLOT_DISK_1 + contract.MAXIMUM_DISKS - 1).toBe(at.VIRTIO_SLOTS);
  expect(at.STAGING_SIZE).toBeGreaterThan(contract.MAXIMUM_FRAME_SIZE + 12);
  expect(at.FRAMES_RING_SIZE).toBeGreaterThan(contract.MAXIMUM_FRAME_SIZE + 4);
});

it('has areas that follow one another and do not overlap', () => {
  const areas: readonly [string, number, number][] = [
    ['registers', at.X, 256],
    ['interrupt controller', at.PLIC_PRIORITY, 144],
    ['devices', at.DEVICES, at.VIRTIO_SLOTS * at.DEVICE_STRIDE],
    ['requests', at.REQUESTS, at.REQUEST_COUNT * at.REQUEST_STRIDE],
    ['host words', at.PAGE_MAP, 64],
    ['completions', at.COMPLETIONS, 4 * at.REQUEST_COUNT],
    ['TLB', at.TLB, at.TLB_ENTRIES * at.TLB_STRIDE],
    ['chain', at.CHAIN, 16 * at.MAXIMUM_QUEUE_SIZE],
    ['staging', at.STAGING, at.STAGING_SIZE],
    ['console ring', at.CONSOLE_RING, at.STREAM_RING_SIZE],
    ['tools ring', at.TOOLS_RING, at.STREAM_RING_SIZE],
    ['frames ring', at.FRAMES_RING, at.FRAMES_RING_SIZE],
    ['output ring', at.OUTPUT_RING, at.OUTPUT_RING_SIZE],
    ['bounce buffers', at.BOUNCE, at.REQUEST_COUNT * at.BOUNCE_SIZE],
    ['end', at.VM_BLOCK_SIZE, 0],
  ];
  let end = 0;
  for (const [name, start, size] of areas) {
    expect(start, name).toBeGreaterThanOrEqual(end);
    end = start + size;
  }
  expect(at.REQUESTS + at.REQUEST_COUNT * at.REQUEST_STRIDE).toBeLessThanOrEqual(at.STATE_SIZE);
  expect(at.DEVICE_QUEUES + at.QUEUES_PER_DEVICE * at.QUEUE_STRIDE).toBeLessThanOrEqual(at.DEVICE_STRIDE);
  expect(at.VM_BLOCK_SIZE % contract.PAGE_SIZE).toBe(0);
});

it('README.md has all states of a virtual machine and no other', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const section = readme.slice(readme.indexOf('## States'), readme.indexOf('## A slice'));
  const named = [...section.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual([...PHASE_NAMES.values()].sort());
});
