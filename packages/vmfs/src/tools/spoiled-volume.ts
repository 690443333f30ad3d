import { BitmapSector } from '../bitmap-sector.ts';
import { type Entry, encodeEntries } from '../directory.ts';
import { encodeSlot } from '../heartbeat.ts';
import {
  BLOCK_BYTES,
  FILE_BLOCK_BYTES,
  formatVolume,
  HeartbeatMonitor,
  lockModes,
  MemoryDevice,
  readSuperblock,
  releaseSlot,
  takeSlot,
  Volume,
} from '../index.ts';
import { encodeRecord, type JournalRecord, recordLba } from '../journal-record.ts';
import { BITMAP_LBA, HEARTBEAT_LBA } from '../layout.ts';
import { encodeLock, freeLock, noChange } from '../lock-record.ts';
import { encodeMetadata, type Metadata } from '../metadata.ts';
import { parseEntries } from './fsck-directories.ts';
import { Inspection } from './inspection.ts';
import { type DescriptorImage, readBitmapImage, readDescriptorImage, readDescriptorImages } from './volume-image.ts';

export const BLOCKS = (24 * FILE_BLOCK_BYTES) / BLOCK_BYTES;
export const OWNER = '11111111-0000-4000-8000-000000000001';
export const bytes = (length: number, seed: number) => new Uint8Array(length).map((_, index) => (index * seed) % 251);

export const files: Readonly<Record<string, Uint8Array>> = {
  '/vm/vm.vmx': bytes(600, 3),
  '/vm/log': bytes(3 * FILE_BLOCK_BYTES, 5),
  '/vm/small.log': bytes(2_000, 7),
  '/other/deep/file': bytes(100, 11),
  '/other/deep/large': bytes(FILE_BLOCK_BYTES + 1, 13),
};
/** So many that its entries do not fit into its descriptor. */
export const CROWD = Array.from({ length: 40 }, (_, index) => `/crowd/a-file-with-a-long-name-${index}`);

/** A sparse disk: two file blocks of it are there. */
export const THIN = new Uint8Array(8 * FILE_BLOCK_BYTES).fill(9, 2 * FILE_BLOCK_BYTES, 4 * FILE_BLOCK_BYTES);

export function mount(device: MemoryDevice, owner = OWNER) {
  const superblock = device.run(readSuperblock(BLOCKS));
  const monitor = new HeartbeatMonitor({ leaseMs: 16_000 });
  const taken = device.run(takeSlot({ uuid: owner, name: 'esx01' }, monitor, 0));
  const volume = new Volume({
    superblock,
    owner: { uuid: owner, hostName: 'esx01', slot: taken.slot },
    monitor,
    now: () => 0,
  });
  return { volume, taken };
}

let healthy: Uint8Array | undefined;

/** A volume with something of everything. */
function makeHealthy(): Uint8Array {
  const device = new MemoryDevice(BLOCKS);
  device.run(formatVolume({ uuid: '6f1c0d5e-0000-4000-8000-000000000001', label: 'datastore1', blocks: BLOCKS }));
  const { volume, taken } = mount(device);
  for (const directory of ['/vm', '/other', '/other/deep', '/crowd']) device.run(volume.makeDirectory(directory));
  for (const [path, content] of Object.entries(files)) device.run(volume.createFile(path, { content }));
  for (const path of CROWD) device.run(volume.createFile(path, { content: new Uint8Array(0) }));
  const thin = { sizeBytes: THIN.length, provisioning: 'thin' } as const;
  device.run(volume.createFile('/thin.vmdk', thin));
  const disk = device.run(volume.openFile('/thin.vmdk', { mode: 'exclusive' }));
  device.run(volume.allocate(disk, { offsetBytes: 2 * FILE_BLOCK_BYTES, lengthBytes: 2 * FILE_BLOCK_BYTES }));
  for (const piece of disk.map(0, THIN.length))
    if (piece.kind === 'device') sector(device, piece.lba, piece.blocks).fill(9);
  device.run(volume.closeFile(disk));
  device.run(releaseSlot(taken));
  return device.bytes;
}

export function copyOfHealthy(): MemoryDevice {
  const device = new MemoryDevice(BLOCKS);
  healthy ??= makeHealthy();
  device.bytes.set(healthy);
  return device;
}

export function sector(device: MemoryDevice, lba: number, count = 1): Uint8Array {
  return device.bytes.subarray(lba * BLOCK_BYTES, (lba + count) * BLOCK_BYTES);
}

export function entriesOf(device: MemoryDevice, number: number): Entry[] {
  const inspection = new Inspection({
    superblock: device.run(readSuperblock(BLOCKS)),
    repairing: false,
    bitmap: device.run(readBitmapImage(device.run(readSuperblock(BLOCKS)))),
    descriptors: device.run(readDescriptorImages()),
  });
  device.run(inspection.readBlocks());
  return [...parseEntries(device.run(inspection.content(number))).entries];
}

export function numberOf(device: MemoryDevice, path: string): number {
  let number = 0;
  for (const name of path.split('/').filter(Boolean)) {
    const entry = entriesOf(device, number).find((candidate) => candidate.name === name);
    if (!entry) throw new Error(`no ${path}`);
    number = entry.descriptor;
  }
  return number;
}

export function descriptor(device: MemoryDevice, path: string): DescriptorImage & { readonly metadata: Metadata } {
  const found = device.run(readDescriptorImage(numberOf(device, path)));
  if (!found.metadata) throw new Error(`${path} has no metadata`);
  return { ...found, metadata: found.metadata };
}

/** Writes the metadata anew as it should never be, with a checksum that fits. */
export function spoilMetadata(device: MemoryDevice, path: string, change: Partial<Metadata>): void {
  const { copies, metadata } = descriptor(device, path);
  const copy = copies.find((one) => one.state === 'valid' && one.value.sequence === metadata.sequence);
  if (!copy) throw new Error(`${path} has no valid copy`);
  sector(device, copy.lba, 3).set(encodeMetadata({ ...metadata, ...change }));
}

export function spoilEntries(device: MemoryDevice, path: string, change: (entries: Entry[]) => Entry[]): void {
  const content = encodeEntries(change(entriesOf(device, numberOf(device, path))));
  spoilMetadata(device, path, { inline: content, sizeBytes: content.length });
}

export function blockOf(device: MemoryDevice, path: string): number {
  const [extent] = descriptor(device, path).metadata.extents;
  if (!extent) throw new Error(`${path} has no blocks`);
  return extent.start;
}

export function flipBit(device: MemoryDevice, block: number): void {
  const place = sector(device, BITMAP_LBA);
  const bitmap = new BitmapSector(place, 0);
  place.set(bitmap.changed({ bits: [block], allocated: !bitmap.isSet(block), slot: 0, stamp: bitmap.stamp(0) }));
}

/** A host that died in the middle of something: its slot, its lock of a file, and its journal. */
export function leaveRecord(device: MemoryDevice, path: string, record: Partial<JournalRecord>): void {
  const slot = encodeSlot({ ownerUuid: OWNER, hostName: 'esx01', generation: 1, sequence: 8 });
  sector(device, HEARTBEAT_LBA + 3).set(slot);
  takeLock(device, path);
  const bytes = encodeRecord({
    phase: 'commit',
    number: 77,
    ownerUuid: OWNER,
    extents: [],
    locks: [],
    images: [],
    ...record,
  });
  sector(device, recordLba(3, 77), bytes.length / BLOCK_BYTES).set(bytes);
}

export function takeLock(device: MemoryDevice, path: string): void {
  const { lba } = descriptor(device, path);
  const lock = {
    ...freeLock,
    allocated: true,
    moved: false,
    mode: lockModes.exclusive,
    ownerUuid: OWNER,
    hostName: 'esx01',
    slot: 3,
  };
  sector(device, lba).set(encodeLock({ ...lock, generation: 9, change: noChange }));
}
