// Every kind of damage is done to a healthy volume, and exactly that is found; the repair makes the volume healthy again and
// loses nothing else, also when it is cut off after any of its writes and begun again.
import { beforeAll, describe, expect, it } from 'vitest';
import { BitmapSector } from '../bitmap-sector.ts';
import { type Entry, encodeEntries } from '../directory.ts';
import { encodeSlot } from '../heartbeat.ts';
import {
  BLOCK_BYTES,
  type BlockCommand,
  FILE_BLOCK_BYTES,
  type FindingKind,
  type FsckReport,
  findingKinds,
  formatVolume,
  fsck,
  HeartbeatMonitor,
  lockModes,
  MAX_FINDINGS,
  MemoryDevice,
  readSuperblock,
  releaseSlot,
  stillThere,
  takeSlot,
  VmfsError,
  Volume,
} from '../index.ts';
import { encodeRecord, type JournalRecord, recordLba } from '../journal-record.ts';
import { BITMAP_LBA, DESCRIPTORS, encodeSuperblock, FILE_BLOCK_BLOCKS, HEARTBEAT_LBA, journalLba } from '../layout.ts';
import { encodeLock, freeLock, noChange } from '../lock-record.ts';
import { encodeMetadata, type Metadata, metadataImage } from '../metadata.ts';
import { encodePointers } from '../pointer-block.ts';
import { parseEntries } from './fsck-directories.ts';
import { Inspection } from './inspection.ts';
import { type DescriptorImage, readBitmapImage, readDescriptorImage, readDescriptorImages } from './volume-image.ts';

const BLOCKS = (24 * FILE_BLOCK_BYTES) / BLOCK_BYTES;
const OWNER = '11111111-0000-4000-8000-000000000001';
const bytes = (length: number, seed: number) => new Uint8Array(length).map((_, index) => (index * seed) % 251);

const files: Readonly<Record<string, Uint8Array>> = {
  '/vm/vm.vmx': bytes(600, 3),
  '/vm/log': bytes(3 * FILE_BLOCK_BYTES, 5),
  '/vm/small.log': bytes(2_000, 7),
  '/other/deep/file': bytes(100, 11),
  '/other/deep/large': bytes(FILE_BLOCK_BYTES + 1, 13),
};
/** So many that its entries do not fit into its descriptor. */
const CROWD = Array.from({ length: 40 }, (_, index) => `/crowd/a-file-with-a-long-name-${index}`);

/** A sparse disk: two file blocks of it are there. */
const THIN = new Uint8Array(8 * FILE_BLOCK_BYTES).fill(9, 2 * FILE_BLOCK_BYTES, 4 * FILE_BLOCK_BYTES);

function mount(device: MemoryDevice, owner = OWNER) {
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

let healthy: Uint8Array;

beforeAll(() => {
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
  healthy = device.bytes;
});

function copyOfHealthy(): MemoryDevice {
  const device = new MemoryDevice(BLOCKS);
  device.bytes.set(healthy);
  return device;
}

function sector(device: MemoryDevice, lba: number, count = 1): Uint8Array {
  return device.bytes.subarray(lba * BLOCK_BYTES, (lba + count) * BLOCK_BYTES);
}

function entriesOf(device: MemoryDevice, number: number): Entry[] {
  const inspection = new Inspection({
    superblock: device.run(readSuperblock(BLOCKS)),
    repairing: false,
    bitmap: device.run(readBitmapImage(device.run(readSuperblock(BLOCKS)))),
    descriptors: device.run(readDescriptorImages()),
  });
  device.run(inspection.readBlocks());
  return [...parseEntries(device.run(inspection.content(number))).entries];
}

function numberOf(device: MemoryDevice, path: string): number {
  let number = 0;
  for (const name of path.split('/').filter(Boolean)) {
    const entry = entriesOf(device, number).find((candidate) => candidate.name === name);
    if (!entry) throw new Error(`no ${path}`);
    number = entry.descriptor;
  }
  return number;
}

function descriptor(device: MemoryDevice, path: string): DescriptorImage & { readonly metadata: Metadata } {
  const found = device.run(readDescriptorImage(numberOf(device, path)));
  if (!found.metadata) throw new Error(`${path} has no metadata`);
  return { ...found, metadata: found.metadata };
}

/** Writes the metadata anew as it should never be, with a checksum that fits. */
function spoilMetadata(device: MemoryDevice, path: string, change: Partial<Metadata>): void {
  const { copies, metadata } = descriptor(device, path);
  const copy = copies.find((one) => one.state === 'valid' && one.value.sequence === metadata.sequence);
  if (!copy) throw new Error(`${path} has no valid copy`);
  sector(device, copy.lba, 3).set(encodeMetadata({ ...metadata, ...change }));
}

function spoilEntries(device: MemoryDevice, path: string, change: (entries: Entry[]) => Entry[]): void {
  const content = encodeEntries(change(entriesOf(device, numberOf(device, path))));
  spoilMetadata(device, path, { inline: content, sizeBytes: content.length });
}

function blockOf(device: MemoryDevice, path: string): number {
  const [extent] = descriptor(device, path).metadata.extents;
  if (!extent) throw new Error(`${path} has no blocks`);
  return extent.start;
}

function flipBit(device: MemoryDevice, block: number): void {
  const place = sector(device, BITMAP_LBA);
  const bitmap = new BitmapSector(place, 0);
  place.set(bitmap.changed({ bits: [block], allocated: !bitmap.isSet(block), slot: 0, stamp: bitmap.stamp(0) }));
}

/** A host that died in the middle of something: its slot, its lock of a file, and its journal. */
function leaveRecord(device: MemoryDevice, path: string, record: Partial<JournalRecord>): void {
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

function takeLock(device: MemoryDevice, path: string): void {
  const { lba } = descriptor(device, path);
  const lock = {
    ...freeLock,
    allocated: true,
    mode: lockModes.exclusive,
    ownerUuid: OWNER,
    hostName: 'esx01',
    slot: 3,
  };
  sector(device, lba).set(encodeLock({ ...lock, generation: 9, change: noChange }));
}

interface Damage {
  readonly kind: FindingKind;
  readonly name: string;
  readonly spoil: (device: MemoryDevice) => void;
  /** Where it must be found. */
  readonly where: Record<string, unknown>;
  /** What is wrong too because of that. */
  readonly also?: FindingKind;
  /** Files that can't be as they were, and those that are elsewhere afterwards. */
  readonly lost?: readonly string[];
  readonly moved?: Readonly<Record<string, (device: MemoryDevice) => string>>;
  readonly unrepairable?: true;
}

const lostAndFound = (number: number, rest = '') => `/lost+found/#${number}${rest}`;
/** Descriptors in the order in which they were made, from 1 on: the root is 0. */
const made = ['/vm', '/other', '/other/deep', '/crowd', ...Object.keys(files)];
const madeAs = (path: string) => made.indexOf(path) + 1;

const damages: readonly Damage[] = [
  {
    kind: 'superblockDamaged',
    name: 'a superblock of zeros',
    spoil: (device) => sector(device, 0).fill(0),
    where: { lba: 0 },
  },
  {
    kind: 'superblockDamaged',
    name: 'a flipped bit in the superblock',
    spoil: (device) => sector(device, 0).fill(1, 40, 41),
    where: { lba: 0 },
  },
  {
    kind: 'superblockCopyDamaged',
    name: 'a copy of zeros',
    spoil: (device) => sector(device, 1).fill(0),
    where: { lba: 1 },
  },
  {
    kind: 'superblockCopyDamaged',
    name: 'a copy of another volume',
    spoil: (device) => sector(device, 1).set(encodeSuperblock({ uuid: OWNER, label: 'other', fileBlocks: 24 })),
    where: { lba: 1 },
  },
  {
    kind: 'volumeUnreadable',
    name: 'no superblock at all',
    spoil: (device) => sector(device, 0, 2).fill(0),
    where: { lba: 0 },
    unrepairable: true,
  },
  {
    kind: 'deviceTooSmall',
    name: 'a superblock of a larger volume',
    spoil: (device) =>
      sector(device, 0).set(
        encodeSuperblock({ uuid: '6f1c0d5e-0000-4000-8000-000000000001', label: 'datastore1', fileBlocks: 25 }),
      ),
    where: { lba: 0 },
    unrepairable: true,
  },
  {
    kind: 'heartbeatSlotDamaged',
    name: 'nonsense in a slot',
    spoil: (device) => sector(device, HEARTBEAT_LBA + 5).fill(0x55),
    where: { slot: 5, lba: HEARTBEAT_LBA + 5 },
  },
  {
    kind: 'slotLeftBehind',
    name: 'a slot of a host that is gone',
    spoil: (device) =>
      sector(device, HEARTBEAT_LBA + 7).set(
        encodeSlot({ ownerUuid: OWNER, hostName: 'esx01', generation: 1, sequence: 8 }),
      ),
    where: { slot: 7 },
  },
  {
    kind: 'journalPending',
    name: 'a commit that was not done',
    spoil: (device) => {
      const { number, metadata } = descriptor(device, '/vm/vm.vmx');
      const inline = bytes(600, 3);
      const image = metadataImage(number, { ...metadata, inline }, metadata);
      const guard = { descriptor: number, generation: 9 };
      // What was there before is not what is to be there.
      spoilMetadata(device, '/vm/vm.vmx', { inline: new Uint8Array(600) });
      leaveRecord(device, '/vm/vm.vmx', { images: [{ ...image, guard }], locks: [{ ...guard, becomes: 'free' }] });
    },
    where: { slot: 3 },
    also: 'slotLeftBehind',
  },
  {
    kind: 'journalPending',
    name: 'an intent that came to nothing',
    spoil: (device) => {
      flipBit(device, 23);
      const place = sector(device, BITMAP_LBA);
      place.set(new BitmapSector(place, 0).changed({ bits: [], allocated: true, slot: 3, stamp: 77 }));
      leaveRecord(device, '/vm/vm.vmx', { phase: 'intent', extents: [{ start: 23, count: 1 }] });
      sector(device, descriptor(device, '/vm/vm.vmx').lba).set(
        encodeLock({ ...freeLock, allocated: true, generation: 9, change: noChange }),
      );
    },
    where: { slot: 3 },
    also: 'slotLeftBehind',
  },
  {
    kind: 'journalDamaged',
    name: 'a record that was cut off',
    spoil: (device) => sector(device, journalLba(5)).fill(0x55),
    where: { slot: 5, lba: journalLba(5) },
  },
  {
    kind: 'journalDamaged',
    name: 'a record that would write over the superblock',
    spoil: (device) => {
      const guard = { descriptor: 1, generation: 1 };
      const images = [{ lba: 0, bytes: new Uint8Array(BLOCK_BYTES), guard }];
      const record = { phase: 'commit', number: 4, ownerUuid: OWNER, extents: [], locks: [], images } as const;
      sector(device, journalLba(5), 2).set(encodeRecord(record));
    },
    where: { slot: 5 },
  },
  {
    kind: 'bitmapSectorDamaged',
    name: 'nonsense in the bitmap',
    spoil: (device) => sector(device, BITMAP_LBA).fill(0x55),
    where: { lba: BITMAP_LBA },
  },
  {
    kind: 'pointerBlockDamaged',
    name: 'a pointer block beyond the end',
    spoil: (device) => spoilMetadata(device, '/thin.vmdk', { pointerBlocks: [4_000_000] }),
    where: { path: '/thin.vmdk', fileBlock: 4_000_000 },
    also: 'blockLeaked',
    lost: ['/thin.vmdk'],
  },
  {
    kind: 'pointerBeyondVolume',
    name: 'a pointer beyond the end',
    spoil: (device) => {
      const [block = 0] = descriptor(device, '/thin.vmdk').metadata.pointerBlocks ?? [];
      sector(device, block * FILE_BLOCK_BLOCKS).set(encodePointers(Uint32Array.of(24)).subarray(0, 4));
    },
    where: { path: '/thin.vmdk' },
  },
  {
    kind: 'blockShared',
    name: 'a pointer to the block of another file',
    spoil: (device) => {
      const [block = 0] = descriptor(device, '/thin.vmdk').metadata.pointerBlocks ?? [];
      const pointers = encodePointers(Uint32Array.of(blockOf(device, '/vm/log'))).subarray(0, 4);
      sector(device, block * FILE_BLOCK_BLOCKS).set(pointers);
    },
    where: { path: '/thin.vmdk' },
    lost: ['/thin.vmdk'],
  },
  {
    kind: 'lockRecordDamaged',
    name: 'nonsense in a lock record',
    spoil: (device) => sector(device, descriptor(device, '/vm/log').lba).fill(0x55),
    where: { path: '/vm/log' },
  },
  {
    kind: 'lockRecordDamaged',
    name: 'a lock record of zeros',
    spoil: (device) => sector(device, descriptor(device, '/other/deep').lba).fill(0),
    where: { path: '/other/deep' },
  },
  {
    kind: 'lockRecordDamaged',
    name: "nonsense in the root's lock record",
    spoil: (device) => sector(device, descriptor(device, '/').lba).fill(0x55),
    where: { path: '/' },
  },
  {
    kind: 'lockRecordDamaged',
    name: 'nonsense in the lock record of no file',
    spoil: (device) => sector(device, 2048 + 8 * 900).fill(0x55),
    where: { descriptor: 900 },
  },
  {
    kind: 'lockWithoutOwner',
    name: 'a lock of a host without a slot',
    spoil: (device) => takeLock(device, '/vm/vm.vmx'),
    where: { path: '/vm/vm.vmx' },
  },
  {
    kind: 'metadataCopyDamaged',
    name: 'nonsense in the copy that is not in use',
    spoil: (device) => {
      const { copies, metadata } = descriptor(device, '/vm/vm.vmx');
      const spare = copies.find((copy) => copy.state !== 'valid' || copy.value.sequence !== metadata.sequence);
      if (spare) sector(device, spare.lba, 3).fill(0x55);
    },
    where: { path: '/vm/vm.vmx' },
  },
  {
    kind: 'metadataDamaged',
    name: 'nonsense in both copies of a file',
    spoil: (device) => sector(device, descriptor(device, '/vm/small.log').lba + 1, 6).fill(0x55),
    where: { path: '/vm/small.log' },
    also: 'blockLeaked',
    lost: ['/vm/small.log'],
  },
  {
    kind: 'metadataDamaged',
    name: 'nonsense in both copies of the root',
    spoil: (device) => sector(device, descriptor(device, '/').lba + 1, 6).fill(0x55),
    where: { path: '/' },
    also: 'fileLost',
    moved: Object.fromEntries(
      [...Object.keys(files), ...CROWD].map((path) => {
        const [, top = '', ...rest] = path.split('/');
        return [path, () => lostAndFound(madeAs(`/${top}`), `/${rest.join('/')}`)];
      }),
    ),
  },
  {
    kind: 'sizeBeyondBlocks',
    name: 'a size that has no blocks',
    spoil: (device) => spoilMetadata(device, '/vm/log', { sizeBytes: 4 * FILE_BLOCK_BYTES }),
    where: { path: '/vm/log' },
  },
  {
    kind: 'extentBeyondVolume',
    name: 'an extent beyond the end',
    spoil: (device) =>
      spoilMetadata(device, '/vm/small.log', {
        extents: [...descriptor(device, '/vm/small.log').metadata.extents, { start: 24, count: 2 }],
      }),
    where: { path: '/vm/small.log', fileBlock: 24 },
  },
  {
    kind: 'extentInMetadata',
    name: 'an extent over the descriptors',
    spoil: (device) =>
      spoilMetadata(device, '/vm/small.log', {
        extents: [...descriptor(device, '/vm/small.log').metadata.extents, { start: 1, count: 1 }],
      }),
    where: { path: '/vm/small.log', fileBlock: 1 },
  },
  {
    kind: 'blockShared',
    name: 'two files with one block',
    spoil: (device) => {
      const [extent] = descriptor(device, '/vm/log').metadata.extents;
      if (!extent) throw new Error('no extent');
      const { extents } = descriptor(device, '/vm/small.log').metadata;
      spoilMetadata(device, '/vm/small.log', { extents: [...extents, { start: extent.start + 1, count: 2 }] });
    },
    where: { path: '/vm/small.log' },
  },
  {
    kind: 'blockShared',
    name: 'a file that has a block twice',
    spoil: (device) => {
      const { extents } = descriptor(device, '/vm/small.log').metadata;
      spoilMetadata(device, '/vm/small.log', { extents: [...extents, ...extents] });
    },
    where: { path: '/vm/small.log' },
  },
  {
    kind: 'blockNotAllocated',
    name: "a file's block that is free",
    spoil: (device) => flipBit(device, blockOf(device, '/vm/log') + 1),
    where: { path: '/vm/log' },
  },
  {
    kind: 'blockLeaked',
    name: 'blocks of nobody',
    spoil: (device) => {
      flipBit(device, 22);
      flipBit(device, 23);
    },
    where: { fileBlock: 22 },
  },
  {
    kind: 'directoryCutOff',
    name: 'a directory with half an entry at its end',
    spoil: (device) => {
      const { inline } = descriptor(device, '/vm').metadata;
      const content = new Uint8Array(inline.length + 4);
      content.set(inline);
      content[inline.length] = 40;
      spoilMetadata(device, '/vm', { inline: content, sizeBytes: content.length });
    },
    where: { path: '/vm' },
  },
  {
    kind: 'entryWithoutFile',
    name: 'an entry to a descriptor of no file',
    spoil: (device) =>
      spoilEntries(device, '/vm', (entries) => [...entries, { name: 'ghost', type: 'file', descriptor: 800 }]),
    where: { path: '/vm/ghost' },
  },
  {
    kind: 'entryWithoutFile',
    name: 'an entry to a descriptor beyond all',
    spoil: (device) =>
      spoilEntries(device, '/vm', (entries) => [
        ...entries,
        { name: 'ghost', type: 'file', descriptor: 4_000_000_000 },
      ]),
    where: { path: '/vm/ghost' },
  },
  {
    kind: 'entryTwice',
    name: 'a second entry to a file',
    spoil: (device) =>
      spoilEntries(device, '/vm', (entries) => [
        ...entries,
        { name: 'again', type: 'file', descriptor: numberOf(device, '/vm/log') },
      ]),
    where: { path: '/vm/again' },
  },
  {
    kind: 'entryTwice',
    name: 'a directory in itself',
    spoil: (device) =>
      spoilEntries(device, '/other/deep', (entries) => [
        ...entries,
        { name: 'loop', type: 'directory', descriptor: numberOf(device, '/other') },
      ]),
    where: { path: '/other/deep/loop' },
  },
  {
    kind: 'entryTypeWrong',
    name: 'a directory that is called a file',
    spoil: (device) =>
      spoilEntries(device, '/', (entries) =>
        entries.map((entry) => (entry.name === 'other' ? { ...entry, type: 'file' } : entry)),
      ),
    where: { path: '/other' },
  },
  {
    kind: 'entryTypeWrong',
    name: 'a root that is a file',
    spoil: (device) => spoilMetadata(device, '/', { type: 'file' }),
    where: { path: '/' },
  },
  {
    kind: 'entryNameBad',
    name: 'two entries of one name',
    spoil: (device) =>
      spoilEntries(device, '/vm', (entries) =>
        entries.map((entry) => (entry.name === 'small.log' ? { ...entry, name: 'log' } : entry)),
      ),
    where: { path: '/vm/log' },
    moved: { '/vm/small.log': () => `/vm/#${madeAs('/vm/small.log')}` },
  },
  {
    kind: 'entryNameBad',
    name: 'a name with a slash',
    spoil: (device) =>
      spoilEntries(device, '/vm', (entries) =>
        entries.map((entry) => (entry.name === 'small.log' ? { ...entry, name: 'a/b' } : entry)),
      ),
    where: { path: '/vm/a/b' },
    moved: { '/vm/small.log': () => `/vm/#${madeAs('/vm/small.log')}` },
  },
  {
    kind: 'fileLost',
    name: 'a file that no entry leads to',
    spoil: (device) => spoilEntries(device, '/vm', (entries) => entries.filter(({ name }) => name !== 'log')),
    where: { descriptor: madeAs('/vm/log') },
    moved: { '/vm/log': () => lostAndFound(madeAs('/vm/log')) },
  },
  {
    kind: 'fileLost',
    name: 'a directory that no entry leads to',
    spoil: (device) => spoilEntries(device, '/', (entries) => entries.filter(({ name }) => name !== 'other')),
    where: { descriptor: madeAs('/other') },
    moved: Object.fromEntries(
      ['/other/deep/file', '/other/deep/large'].map((path) => [
        path,
        () => lostAndFound(madeAs('/other'), path.slice('/other'.length)),
      ]),
    ),
  },
  {
    kind: 'descriptorLeaked',
    name: 'a descriptor that was taken and never used',
    spoil: (device) =>
      sector(device, 2048 + 8 * 900).set(encodeLock({ ...freeLock, allocated: true, generation: 1, change: noChange })),
    where: { descriptor: 900 },
  },
];

const isRepaired = (report: FsckReport) => report.findings.every(({ repaired }) => repaired);

function expectHealthy(device: MemoryDevice, { lost = [], moved = {} }: Damage, when = ''): void {
  expect(device.run(fsck({ blocks: BLOCKS })).findings, when).toEqual([]);
  const view = copyOf(device);
  const { volume } = mount(view);
  for (const [path, content] of [
    ...Object.entries(files),
    ...CROWD.map((name) => [name, new Uint8Array(0)] as const),
  ]) {
    if (lost.includes(path)) continue;
    const found = view.run(volume.readFile(moved[path]?.(device) ?? path));
    expect(Buffer.compare(found.subarray(0, content.length), content), `${path} ${when}`).toBe(0);
  }
  // It can be used as any other.
  view.run(volume.createFile('/after', { content: new Uint8Array(5_000) }));
  view.run(volume.removeTree('/after'));
}

function copyOf(device: MemoryDevice): MemoryDevice {
  const copy = new MemoryDevice(BLOCKS);
  copy.bytes.set(device.bytes);
  return copy;
}

it('finds nothing wrong with a healthy volume, and says what is in it', () => {
  const report = copyOfHealthy().run(fsck({ blocks: BLOCKS }));
  expect(report).toEqual({
    superblock: expect.objectContaining({ label: 'datastore1' }),
    findings: [],
    unlisted: 0,
    files: Object.keys(files).length + CROWD.length + 1,
    directories: 5,
    usedFileBlocks: 10,
    inUseBy: [],
  });
});

it('knows how to make every kind of damage', () => {
  expect(new Set(damages.map(({ kind }) => kind))).toEqual(new Set(Object.keys(findingKinds)));
});

describe.each(damages.map((damage) => [damage.name, damage] as const))('%s', (_name, damage) => {
  it(`is found: ${damage.kind}`, () => {
    const device = copyOfHealthy();
    damage.spoil(device);
    const before = device.bytes.slice();
    const { findings } = device.run(fsck({ blocks: BLOCKS }));
    expect(Buffer.compare(device.bytes, before), 'a look changes nothing').toBe(0);
    expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set([damage.kind, damage.also ?? damage.kind]));
    expect(findings[0]).toMatchObject({ kind: damage.kind, where: damage.where, repaired: false });
    expect(findings[0]?.what).not.toBe('');
    const { severity, repair } = findingKinds[damage.kind];
    expect(findings[0]).toMatchObject({ severity, ...(repair === undefined ? {} : { repair }) });
  });

  if (damage.unrepairable)
    it('is left as it is', () => {
      const device = copyOfHealthy();
      damage.spoil(device);
      const before = device.bytes.slice();
      expect(isRepaired(device.run(fsck({ blocks: BLOCKS, repair: true })))).toBe(false);
      expect(Buffer.compare(device.bytes, before)).toBe(0);
    });
  else {
    it('is repaired, and nothing else is lost', () => {
      const device = copyOfHealthy();
      damage.spoil(device);
      const report = device.run(fsck({ blocks: BLOCKS, repair: true }));
      expect(report.findings.filter(({ repaired }) => !repaired)).toEqual([]);
      expect(report.findings.map(({ kind }) => kind)).toContain(damage.kind);
      expectHealthy(device, damage);
    });

    it('is repaired by a second run when the first is cut off after any write', () => {
      const spoiled = copyOfHealthy();
      damage.spoil(spoiled);
      for (let writes = 0, ended = false; !ended; writes += 1) {
        const device = copyOf(spoiled);
        ended = runWrites(device, writes);
        expect(isRepaired(device.run(fsck({ blocks: BLOCKS, repair: true }))), `cut after ${writes} writes`).toBe(true);
        expectHealthy(device, { ...damage, moved: damage.moved ?? {} }, `cut after ${writes} writes`);
      }
    });
  }
});

/** Repairs until so many writes are done; whether it ended before. */
function runWrites(device: MemoryDevice, writes: number): boolean {
  const operation = fsck({ blocks: BLOCKS, repair: true });
  let done = 0;
  for (let step = operation.next(); ; step = operation.next(device.perform(step.value as BlockCommand))) {
    if (step.done) return true;
    if (step.value.op === 'write') done += 1;
    if (done > writes) return false;
  }
}

describe('a volume in use', () => {
  it('is not repaired', () => {
    const device = copyOfHealthy();
    const { taken } = mount(device);
    const options = { blocks: BLOCKS, liveSlots: new Set([taken.slot]) };
    expect(device.run(fsck(options)).findings).toEqual([]);
    expect(device.run(fsck(options)).inUseBy).toEqual([{ slot: taken.slot, hostName: 'esx01' }]);
    expect(() => device.run(fsck({ ...options, repair: true }))).toThrow(VmfsError);
  });

  it('is damaged where both looks find the same', () => {
    const device = copyOfHealthy();
    flipBit(device, 22);
    sector(device, descriptor(device, '/vm/log').lba).fill(0x55);
    const first = device.run(fsck({ blocks: BLOCKS }));
    flipBit(device, 22);
    const second = device.run(fsck({ blocks: BLOCKS }));
    expect(first.findings.map(({ kind }) => kind)).toEqual(['lockRecordDamaged', 'blockLeaked']);
    expect(stillThere(first, second).findings.map(({ kind }) => kind)).toEqual(['lockRecordDamaged']);
  });
});

it('leaves what a full volume has no room for', () => {
  const device = copyOfHealthy();
  const { extents } = descriptor(device, '/vm/small.log').metadata;
  spoilMetadata(device, '/vm/small.log', { extents: [...extents, ...extents] });
  const { volume, taken } = mount(device);
  const free = device.run(volume.freeBytes());
  device.run(volume.createFile('/vm/rest', { sizeBytes: free, provisioning: 'eagerZeroedThick' }));
  device.run(releaseSlot(taken));
  const { findings } = device.run(fsck({ blocks: BLOCKS, repair: true }));
  expect(findings).toMatchObject([{ kind: 'blockShared', repaired: false }]);
});

it('lists so many findings, and counts the rest', () => {
  const device = copyOfHealthy();
  const inspection = new Inspection({
    superblock: device.run(readSuperblock(BLOCKS)),
    repairing: false,
    bitmap: device.run(readBitmapImage(device.run(readSuperblock(BLOCKS)))),
    descriptors: device.run(readDescriptorImages()),
  });
  for (let count = 0; count < MAX_FINDINGS + 3; count += 1)
    device.run(inspection.found('blockLeaked', { fileBlock: count }, 'a block'));
  expect([inspection.findings.length, inspection.unlisted]).toEqual([MAX_FINDINGS, 3]);
  expect(inspection.descriptors).toHaveLength(DESCRIPTORS);
});

it('takes nothing for half done that a dead host had finished, under a lock that it kept', () => {
  const device = copyOfHealthy();
  const { volume, taken } = mount(device);
  const disk = device.run(volume.openFile('/thin.vmdk', { mode: 'exclusive' }));
  device.run(volume.allocate(disk, { offsetBytes: 0, lengthBytes: FILE_BLOCK_BYTES }));
  const { findings } = device.run(fsck({ blocks: BLOCKS }));
  expect(findings).toMatchObject([{ kind: 'slotLeftBehind', where: { slot: taken.slot } }]);
  // Its slot goes with the repair, and so does the lock.
  const kinds = device.run(fsck({ blocks: BLOCKS, repair: true })).findings.map(({ kind }) => kind);
  expect(kinds).toEqual(['slotLeftBehind', 'lockWithoutOwner']);
  expect(device.run(fsck({ blocks: BLOCKS })).findings).toEqual([]);
});
