// Every kind of damage is done to a healthy volume, and exactly that is found; the repair makes the volume healthy again and
// loses nothing else, also when it is cut off after any of its writes and begun again.
import { describe, expect, it } from 'vitest';
import {
  type BlockCommand,
  FILE_BLOCK_BYTES,
  type FsckReport,
  findingKinds,
  fsck,
  MAX_FINDINGS,
  MemoryDevice,
  readSuperblock,
  releaseSlot,
  stillThere,
  VmfsError,
} from '../index.ts';
import { DESCRIPTORS } from '../layout.ts';
import { type Damage, damages } from './damages.ts';
import { Inspection } from './inspection.ts';
import {
  BLOCKS,
  CROWD,
  copyOfHealthy,
  descriptor,
  files,
  flipBit,
  mount,
  sector,
  spoilMetadata,
} from './spoiled-volume.ts';
import { readBitmapImage, readDescriptorImages } from './volume-image.ts';

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
