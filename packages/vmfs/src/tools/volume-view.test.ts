// Looking into a volume while a host has it mounted: nothing of it is changed, and everything is there.
import { beforeEach, expect, it } from 'vitest';
import {
  BLOCK_BYTES,
  dumpVolume,
  FILE_BLOCK_BYTES,
  findSuperblock,
  formatVolume,
  HeartbeatMonitor,
  MemoryDevice,
  mapBlocks,
  piecesOf,
  readPart,
  readSuperblock,
  type Superblock,
  takeSlot,
  VmfsError,
  Volume,
  VolumeView,
} from '../index.ts';

const BLOCKS = (24 * FILE_BLOCK_BYTES) / BLOCK_BYTES;
const OWNER = '11111111-0000-4000-8000-000000000001';
const LOG = new Uint8Array(FILE_BLOCK_BYTES + 700).map((_, index) => index % 251);

let device: MemoryDevice;
let superblock: Superblock;
let view: VolumeView;

beforeEach(() => {
  device = new MemoryDevice(BLOCKS);
  device.run(formatVolume({ uuid: '6f1c0d5e-0000-4000-8000-000000000001', label: 'datastore1', blocks: BLOCKS }));
  superblock = device.run(readSuperblock(BLOCKS));
  const monitor = new HeartbeatMonitor({ leaseMs: 16_000 });
  const { slot } = device.run(takeSlot({ uuid: OWNER, name: 'esx01' }, monitor, 0));
  const owner = { uuid: OWNER, hostName: 'esx01', slot };
  const volume = new Volume({ superblock, owner, monitor, now: () => 0 });
  device.run(volume.makeDirectory('/vm'));
  device.run(volume.createFile('/vm/log', { content: LOG }));
  device.run(volume.createFile('/vm/a.vmx', { content: LOG.subarray(0, 100) }));
  device.run(volume.createFile('/vm/thin', { sizeBytes: 4 * FILE_BLOCK_BYTES, provisioning: 'thin' }));
  const disk = device.run(volume.openFile('/vm/thin', { mode: 'exclusive' }));
  device.run(volume.allocate(disk, { offsetBytes: FILE_BLOCK_BYTES, lengthBytes: FILE_BLOCK_BYTES }));
  view = new VolumeView(superblock);
});

it('lists, and says what is allocated and who has the lock', () => {
  const before = device.bytes.slice();
  expect(device.run(view.list('/vm'))).toMatchObject([
    { path: '/vm/a.vmx', type: 'file', sizeBytes: 100, allocatedBytes: 0, lock: { mode: 0 } },
    { path: '/vm/log', sizeBytes: LOG.length, allocatedBytes: 2 * FILE_BLOCK_BYTES },
    {
      path: '/vm/thin',
      sizeBytes: 4 * FILE_BLOCK_BYTES,
      allocatedBytes: FILE_BLOCK_BYTES,
      provisioning: 'thin',
      lock: { mode: 1, hostName: 'esx01' },
    },
  ]);
  expect(device.run(view.walk('/')).map(({ path }) => path)).toEqual(['/', '/vm', '/vm/a.vmx', '/vm/log', '/vm/thin']);
  expect(device.run(view.list('/vm/log')).map(({ path }) => path)).toEqual(['/vm/log']);
  expect(() => device.run(view.stat('/vm/none'))).toThrow(VmfsError);
  expect(Buffer.compare(device.bytes, before)).toBe(0);
});

it('reads parts, wherever they lie', () => {
  const log = device.run(view.stat('/vm/log'));
  const tail = device.run(readPart(log, FILE_BLOCK_BYTES, FILE_BLOCK_BYTES));
  expect(Buffer.compare(tail, LOG.subarray(FILE_BLOCK_BYTES))).toBe(0);
  const small = device.run(readPart(device.run(view.stat('/vm/a.vmx')), 0, FILE_BLOCK_BYTES));
  expect(Buffer.compare(small, LOG.subarray(0, 100))).toBe(0);
  const thin = device.run(view.stat('/vm/thin'));
  expect(piecesOf(thin).map(({ kind, blocks }) => [kind, blocks])).toEqual([
    ['hole', 2_048],
    ['device', 2_048],
    ['hole', 4_096],
  ]);
  expect(device.run(readPart(thin, 0, FILE_BLOCK_BYTES)).every((byte) => byte === 0)).toBe(true);
  expect(() => device.run(readPart(device.run(view.stat('/vm')), 0, 512))).toThrow(/is a directory/);
});

it('dumps the structures, and says whose each file block is', () => {
  expect(device.run(dumpVolume(superblock))).toMatchObject({
    superblock: { label: 'datastore1' },
    superblockState: 'valid',
    superblockCopyState: 'valid',
    slots: [{ slot: 0, content: { state: 'valid', value: { hostName: 'esx01' } } }],
    // The log, a block of the thin disk, and one with its pointers.
    bitmap: { fileBlocks: 24, metadata: 9, free: 24 - 9 - 4, damaged: [] },
    journals: [{ slot: 0, phase: 'commit', ownerUuid: OWNER }],
  });
  const blocks = device.run(mapBlocks(superblock));
  expect(blocks).toMatchObject({ fileBlocks: 24, metadata: 9, others: [] });
  const counts = blocks.files.map(({ path, runs }) => [path, runs.reduce((sum, { count }) => sum + count, 0)]);
  expect(counts).toEqual([
    ['/vm/log', 2],
    ['/vm/thin', 2],
  ]);
});

it('reads by the copy of a superblock that is damaged, and shows what else is', () => {
  device.bytes.fill(0x55, 0, BLOCK_BYTES);
  device.bytes.fill(0x55, 256 * BLOCK_BYTES, 257 * BLOCK_BYTES);
  expect(() => device.run(readSuperblock(BLOCKS))).toThrow(VmfsError);
  expect(device.run(findSuperblock(BLOCKS))).toEqual(superblock);
  expect(device.run(dumpVolume(superblock))).toMatchObject({
    superblockState: 'damaged',
    superblockCopyState: 'valid',
    bitmap: { free: 0, damaged: [256] },
  });
  device.bytes.fill(0, BLOCK_BYTES, 2 * BLOCK_BYTES);
  expect(() => device.run(findSuperblock(BLOCKS))).toThrow(/no VMFS superblock at LBA 0/);
});
