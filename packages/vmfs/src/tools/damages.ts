import { BitmapSector } from '../bitmap-sector.ts';
import { encodeSlot } from '../heartbeat.ts';
import { BLOCK_BYTES, FILE_BLOCK_BYTES, type FindingKind, type MemoryDevice } from '../index.ts';
import { encodeRecord } from '../journal-record.ts';
import { BITMAP_LBA, encodeSuperblock, FILE_BLOCK_BLOCKS, HEARTBEAT_LBA, journalLba } from '../layout.ts';
import { encodeLock, freeLock, noChange } from '../lock-record.ts';
import { metadataImage } from '../metadata.ts';
import { encodePointers } from '../pointer-block.ts';
import {
  blockOf,
  bytes,
  CROWD,
  descriptor,
  files,
  flipBit,
  leaveRecord,
  numberOf,
  OWNER,
  sector,
  spoilEntries,
  spoilMetadata,
  takeLock,
} from './spoiled-volume.ts';

export interface Damage {
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

export const lostAndFound = (number: number, rest = '') => `/lost+found/#${number}${rest}`;
/** Descriptors in the order in which they were made, from 1 on: the root is 0. */
export const made = ['/vm', '/other', '/other/deep', '/crowd', ...Object.keys(files)];
export const madeAs = (path: string) => made.indexOf(path) + 1;

export const damages: readonly Damage[] = [
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
        encodeLock({ ...freeLock, allocated: true, moved: false, generation: 9, change: noChange }),
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
      sector(device, 2048 + 8 * 900).set(
        encodeLock({ ...freeLock, allocated: true, moved: false, generation: 1, change: noChange }),
      ),
    where: { descriptor: 900 },
  },
];
