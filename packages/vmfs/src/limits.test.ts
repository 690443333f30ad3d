// What a volume has room for, and what becomes of a change that is too large for one transaction.
import { expect, it } from 'vitest';
import {
  BLOCK_BYTES,
  type BlockCommand,
  type BlockOutcome,
  checkVolume,
  FILE_BLOCK_BYTES,
  formatVolume,
  HeartbeatMonitor,
  MemoryDevice,
  readSuperblock,
  takeSlot,
  Volume,
} from './index.ts';
import { DESCRIPTOR_LBA, METADATA_END_LBA } from './layout.ts';
import { decodeLock } from './lock-record.ts';

const UUID = '00000000-0000-4000-8000-000000000001';
const SOUND = { damage: [], leakedBlocks: 0, leakedDescriptors: 0 };

/** A large device of little memory: data blocks are neither zeroed nor given back, which nobody looks at here. */
class SparseMemoryDevice extends MemoryDevice {
  override perform(command: BlockCommand, host?: string): BlockOutcome {
    const skipped = (command.op === 'zero' || command.op === 'unmap') && command.lba >= METADATA_END_LBA;
    return skipped ? undefined : super.perform(command, host);
  }
}

function mounted(fileBlocks: number): { readonly device: MemoryDevice; readonly volume: Volume } {
  const blocks = (fileBlocks * FILE_BLOCK_BYTES) / BLOCK_BYTES;
  const device = new SparseMemoryDevice(blocks);
  device.run(formatVolume({ uuid: '6f1c0d5e-0000-4000-8000-000000000001', label: 'datastore1', blocks }));
  const monitor = new HeartbeatMonitor({ leaseMs: 16_000 });
  const { slot } = device.run(takeSlot({ uuid: UUID, name: 'esx01' }, monitor, 0));
  const owner = { uuid: UUID, hostName: 'esx01', slot };
  return {
    device,
    volume: new Volume({ superblock: device.run(readSuperblock(blocks)), owner, monitor, now: () => 0 }),
  };
}

it('a disk is as large as its pointer blocks can say', () => {
  const { device, volume } = mounted(32);
  const largest = 100 * 256 * 1024 ** 3;
  device.run(volume.createFile('/largest', { sizeBytes: largest, provisioning: 'thin' }));
  expect(device.run(volume.stat('/largest')).sizeBytes).toBe(largest);
  expect(() =>
    device.run(volume.createFile('/larger', { sizeBytes: largest + FILE_BLOCK_BYTES, provisioning: 'thin' })),
  ).toThrow(/at most 100 pointer blocks/);
});

it('a file in more pieces than one transaction releases is cut, and then removed', () => {
  const { device, volume } = mounted(2_120);
  const free = device.run(volume.freeBytes());
  device.run(volume.createFile('/disk', { sizeBytes: 2_100 * FILE_BLOCK_BYTES, provisioning: 'zeroedThick' }));
  const file = device.run(volume.openFile('/disk', { mode: 'exclusive' }));
  for (let block = 0; block < 2_100; block += 2)
    device.run(volume.punch(file, { offsetBytes: block * FILE_BLOCK_BYTES, lengthBytes: FILE_BLOCK_BYTES }));
  device.run(volume.closeFile(file));
  expect(device.run(volume.stat('/disk')).allocatedBytes).toBe(1_050 * FILE_BLOCK_BYTES);
  device.run(volume.remove('/disk'));
  expect(device.run(volume.freeBytes())).toBe(free);
  expect(device.run(checkVolume(volume))).toEqual(SOUND);
});

it('a large disk is zeroed in steps as it is made', () => {
  const { device, volume } = mounted(700);
  const sizeBytes = 600 * FILE_BLOCK_BYTES;
  device.run(volume.createFile('/disk', { sizeBytes, provisioning: 'eagerZeroedThick' }));
  expect(device.run(volume.stat('/disk'))).toMatchObject({
    provisioning: 'eagerZeroedThick',
    allocatedBytes: sizeBytes,
  });
  const file = device.run(volume.openFile('/disk', { mode: 'exclusive' }));
  expect(file.map(0, sizeBytes).every(({ kind }) => kind === 'device')).toBe(true);
});

it('what other hosts take first, again and again, is given up', () => {
  const { device, volume } = mounted(32);
  const plain = device.perform.bind(device);
  const isFreeDescriptor = (command: BlockCommand) =>
    command.op === 'compareAndWrite' && command.lba >= DESCRIPTOR_LBA && !decodeLock(command.compare, 0).allocated;
  device.perform = (command) => (isFreeDescriptor(command) ? 'miscompare' : plain(command));
  expect(() => device.run(volume.createFile('/a', { content: new Uint8Array(2_000) }))).toThrow(
    /other hosts were quicker 100 times/,
  );
  device.perform = plain;
  expect(device.run(checkVolume(volume))).toEqual(SOUND);
  device.run(volume.createFile('/a', { content: new Uint8Array(2_000) }));
});
