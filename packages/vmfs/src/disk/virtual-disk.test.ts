import { describe, expect, it } from 'vitest';
import { BLOCK_BYTES, type MemoryDevice, type Provisioning, VmfsError, type Volume } from '../index.ts';
import { Consolidation } from './consolidation.ts';
import { createChild, createDisk, deleteDisk, setParent } from './create-disk.ts';
import { MAX_REQUEST_SECTORS } from './delta-extent.ts';
import { cloneDisk } from './disk-clone.ts';
import { MAX_CHAIN_DEPTH } from './disk-link.ts';
import { MAX_CACHED_TABLES } from './grain-table-cache.ts';
import { filled, MIB, mountVolume, newVolume, numbersFrom, testIds } from './testing.ts';
import { openDisk, type VirtualDisk } from './virtual-disk.ts';

const BASE = '/vm/vm.vmdk';
const childPath = (number: number) => `/vm/vm-${String(number).padStart(6, '0')}.vmdk`;
const exclusive = { mode: 'exclusive' } as const;

function make(device: MemoryDevice, volume: Volume, provisioning: Provisioning = 'thin', capacityBytes = 8 * MIB) {
  device.run(createDisk(volume, BASE, { capacityBytes, provisioning, ids: testIds(1) }));
}

/** Writes as a guest's request is: in place where that can be, and allocating else. */
function guestWrite(device: MemoryDevice, disk: VirtualDisk, sector: number, data: Uint8Array): void {
  const ranges = disk.locateForWrite(sector, data.length / BLOCK_BYTES);
  if (!ranges) device.run(disk.writeAllocating(sector, data));
  let done = 0;
  for (const { lba, blocks } of ranges ?? []) {
    device.perform({ op: 'write', lba, data: data.subarray(done, done + blocks * BLOCK_BYTES), fua: false });
    done += blocks * BLOCK_BYTES;
  }
}

/** A request of random size somewhere, and the model with it. */
function scribble(device: MemoryDevice, disk: VirtualDisk, model: Uint8Array, random: (limit: number) => number): void {
  const sectors = 1 + random(random(2) === 0 ? 8 : 600);
  const sector = random(disk.capacitySectors - sectors + 1);
  const data = filled(sectors, 0);
  for (let index = 0; index < data.length; index += 1) data[index] = random(256);
  guestWrite(device, disk, sector, data);
  model.set(data, sector * BLOCK_BYTES);
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const readAll = (device: MemoryDevice, disk: VirtualDisk) => device.run(disk.read(0, disk.capacitySectors));

function code(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    if (error instanceof VmfsError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

describe('a flat disk', () => {
  it.each(['thin', 'zeroedThick', 'eagerZeroedThick'] as const)('%s: reads as it was written', (provisioning) => {
    const { device, volume } = newVolume(64);
    make(device, volume, provisioning);
    const disk = device.run(openDisk(volume, BASE, exclusive));
    const model = new Uint8Array(disk.capacityBytes);
    const random = numbersFrom(1);
    for (let count = 0; count < 30; count += 1) scribble(device, disk, model, random);
    expect(same(readAll(device, disk), model)).toBe(true);
    device.run(disk.close());
    expect(same(readAll(device, device.run(openDisk(volume, BASE, exclusive))), model)).toBe(true);
  });

  it('says where it is written in place only for what needs no allocating', () => {
    const { device, volume } = newVolume(64);
    make(device, volume);
    const disk = device.run(openDisk(volume, BASE, exclusive));
    expect(disk.locateForWrite(0, 8)).toBeUndefined();
    expect(disk.locate(0, 4096)).toEqual([{ kind: 'zero', blocks: 4096 }]);
    device.run(disk.writeAllocating(8, filled(8, 1)));
    expect(disk.locateForWrite(0, 2048)).toHaveLength(1);
    expect(disk.locateForWrite(0, 2049)).toBeUndefined();
  });

  it('gives space back where the guest unmaps, if it is thin', () => {
    const { device, volume } = newVolume(64);
    make(device, volume);
    const disk = device.run(openDisk(volume, BASE, exclusive));
    device.run(disk.write(0, filled(2048, 7)));
    const free = device.run(volume.freeBytes());
    device.run(disk.write(2048, filled(2 * 2048, 7)));
    expect(device.run(volume.freeBytes())).toBe(free - 2 * MIB);
    device.run(disk.unmap(100, 2 * 2048));
    expect(device.run(volume.freeBytes())).toBe(free - MIB);
    expect(device.run(disk.read(2048, 2048)).every((byte) => byte === 0)).toBe(true);
    expect(device.run(disk.read(0, 100)).every((byte) => byte === 7)).toBe(true);
  });
});

describe('a chain', () => {
  it.each([1, 2, 3])('reads as it was written, through snapshots and consolidations; seed %i', (seed) => {
    const { device, volume } = newVolume(256);
    make(device, volume, seed === 2 ? 'zeroedThick' : 'thin');
    const random = numbersFrom(seed);
    let disk = device.run(openDisk(volume, BASE, exclusive));
    const model = new Uint8Array(disk.capacityBytes);
    const frozen = new Map<string, Uint8Array>();
    for (let round = 0, children = 0; round < 120; round += 1) {
      const kind = random(10);
      if (kind === 0 && disk.chain.length < 6) {
        children += 1;
        const child = childPath(children);
        frozen.set(disk.path, model.slice());
        device.run(createChild(volume, { parent: disk.path, child, ids: testIds(10 + children) }));
        disk = device.run(disk.extend(child));
      } else if (kind === 1 && disk.chain.length > 1) {
        const level = random(disk.chain.length - 1);
        const child = disk.chain[level]?.path ?? '';
        const parent = disk.chain[level + 1]?.path ?? '';
        const consolidation = device.run(Consolidation.begin(volume, { disk, child }));
        for (let steps = 0; !device.run(consolidation.step()).done; steps += 1)
          if (steps < 20) scribble(device, disk, model, random);
        disk = device.run(consolidation.commit());
        device.run(deleteDisk(volume, child));
        frozen.set(parent, frozen.get(child) ?? model);
        frozen.delete(child);
      } else scribble(device, disk, model, random);
      const where = `round ${round}`;
      if (round % 10 === 0) expect(same(readAll(device, disk), model), where).toBe(true);
    }
    device.run(disk.close());
    for (const { path } of disk.chain.slice(1)) {
      const frozenDisk = device.run(openDisk(volume, path, { mode: 'readOnly' }));
      expect(same(readAll(device, frozenDisk), frozen.get(path) ?? new Uint8Array(0)), path).toBe(true);
      device.run(frozenDisk.close());
    }
    const again = device.run(openDisk(volume, disk.path, exclusive));
    expect(same(readAll(device, again), model)).toBe(true);
    device.run(
      cloneDisk(volume, { source: again, destination: '/vm/clone.vmdk', provisioning: 'thin', ids: testIds(99) }),
    );
    const clone = device.run(openDisk(volume, '/vm/clone.vmdk', exclusive));
    expect(clone.chain).toHaveLength(1);
    expect(same(readAll(device, clone), model)).toBe(true);
  });

  it('is 32 disks at most', () => {
    const { device, volume } = newVolume(128);
    make(device, volume);
    let parent = BASE;
    for (let number = 1; number < MAX_CHAIN_DEPTH; number += 1) {
      const child = childPath(number);
      device.run(createChild(volume, { parent, child, ids: testIds(number + 10) }));
      parent = child;
    }
    const disk = device.run(openDisk(volume, parent, exclusive));
    expect(disk.chain).toHaveLength(MAX_CHAIN_DEPTH);
    device.run(disk.write(5, filled(3, 9)));
    expect(device.run(disk.read(4, 3))).toEqual(new Uint8Array([...filled(1, 0), ...filled(2, 9)]));
    const child = childPath(MAX_CHAIN_DEPTH);
    expect(code(() => device.run(createChild(volume, { parent, child, ids: testIds(99) })))).toBe('tooLarge');
  });

  it('does not open on a parent that was written to since', () => {
    const { device, volume } = newVolume(64);
    make(device, volume);
    device.run(createChild(volume, { parent: BASE, child: childPath(1), ids: testIds(2) }));
    const base = device.run(openDisk(volume, BASE, exclusive));
    device.run(base.markWritten({ cid: 'abcdef01' }));
    device.run(base.close());
    expect(() => device.run(openDisk(volume, childPath(1), exclusive))).toThrow(
      /parent virtual disk \/vm\/vm.vmdk has been modified since the child was created/,
    );
    device.run(setParent(volume, { disk: childPath(1), parent: BASE }));
    device.run(device.run(openDisk(volume, childPath(1), exclusive)).close());
  });

  it('leaves no file open when a link of it does not open', () => {
    const { device, volume } = newVolume(64);
    make(device, volume);
    device.run(createChild(volume, { parent: BASE, child: childPath(1), ids: testIds(2) }));
    const other = mountVolume(device, 'esx02');
    const held = device.run(openDisk(other, BASE, exclusive));
    expect(code(() => device.run(openDisk(volume, childPath(1), exclusive)))).toBe('locked');
    device.run(held.close());
    device.run(device.run(openDisk(other, childPath(1), exclusive)).close());
  });

  it('shares its parents: linked clones of two hosts run on one base', () => {
    const { device, volume } = newVolume(64);
    make(device, volume);
    device.run(volume.makeDirectory('/clone'));
    const base = device.run(openDisk(volume, BASE, exclusive));
    device.run(base.write(0, filled(10, 3)));
    device.run(base.close());
    device.run(createChild(volume, { parent: BASE, child: childPath(1), ids: testIds(2) }));
    device.run(createChild(volume, { parent: BASE, child: '/clone/clone.vmdk', ids: testIds(3) }));
    const mine = device.run(openDisk(volume, childPath(1), exclusive));
    const other = mountVolume(device, 'esx02');
    const theirs = device.run(openDisk(other, '/clone/clone.vmdk', exclusive));
    expect(theirs.chain.map(({ path }) => path)).toEqual(['/clone/clone.vmdk', BASE]);
    device.run(mine.write(0, filled(1, 4)));
    device.run(theirs.write(1, filled(1, 5)));
    expect(device.run(mine.read(0, 2))).toEqual(new Uint8Array([...filled(1, 4), ...filled(1, 3)]));
    expect(device.run(theirs.read(0, 2))).toEqual(new Uint8Array([...filled(1, 3), ...filled(1, 5)]));
    // Nobody merges into a base that others have open.
    expect(code(() => device.run(Consolidation.begin(volume, { disk: mine, child: childPath(1) })))).toBe('locked');
    expect(device.run(mine.read(0, 1))).toEqual(filled(1, 4));
  });

  it('needs no I/O to say where it lies, once its tables are loaded', () => {
    const { device, volume } = newVolume(64);
    make(device, volume);
    device.run(createChild(volume, { parent: BASE, child: childPath(1), ids: testIds(2) }));
    const disk = device.run(openDisk(volume, childPath(1), exclusive));
    device.run(disk.write(10, filled(20, 1)));
    device.run(disk.close());
    const again = device.run(openDisk(volume, childPath(1), exclusive));
    expect(again.locate(0, 64)).toBeUndefined();
    expect(again.locateForWrite(12, 8)).toBeUndefined();
    device.run(again.load(0, 64));
    expect(again.locate(0, 64)?.map(({ kind, blocks }) => [kind, blocks])).toEqual([
      ['zero', 10],
      ['device', 20],
      ['zero', 34],
    ]);
    expect(again.locateForWrite(12, 8)).toHaveLength(1);
    expect(again.locateForWrite(12, 19)).toBeUndefined();
  });

  it('keeps a bounded number of grain tables, and loads the others again', () => {
    const { device, volume } = newVolume(64);
    make(device, volume, 'thin', 2 * MIB * (2 * MAX_CACHED_TABLES));
    device.run(createChild(volume, { parent: BASE, child: childPath(1), ids: testIds(2) }));
    const disk = device.run(openDisk(volume, childPath(1), exclusive));
    for (let table = 0; table < 2 * MAX_CACHED_TABLES; table += 1)
      device.run(disk.write(table * 4096, filled(1, 1 + (table % 255))));
    expect(disk.locate(0, 1)).toBeUndefined();
    for (let table = 0; table < 2 * MAX_CACHED_TABLES; table += 1)
      expect(device.run(disk.read(table * 4096, 1))).toEqual(filled(1, 1 + (table % 255)));
    expect(() => disk.locate(0, MAX_REQUEST_SECTORS + 1)).toThrow(RangeError);
  });
});

describe('a datastore that is full', () => {
  it.each(['base', 'delta'])('refuses a write to a %s, which is done later as it is', (kind) => {
    const { device, volume } = newVolume(28);
    make(device, volume);
    let path = BASE;
    if (kind === 'delta') {
      path = childPath(1);
      device.run(createChild(volume, { parent: BASE, child: path, ids: testIds(2) }));
    }
    const disk = device.run(openDisk(volume, path, exclusive));
    device.run(disk.write(0, filled(1024, 1)));
    const free = device.run(volume.freeBytes());
    device.run(volume.createFile('/filler', { sizeBytes: free, provisioning: 'eagerZeroedThick' }));
    const before = readAll(device, disk);
    expect(code(() => device.run(disk.writeAllocating(4000, filled(2048, 2))))).toBe('noSpace');
    expect(same(readAll(device, disk), before)).toBe(true);
    device.run(disk.writeAllocating(5, filled(1, 3)));
    device.run(volume.remove('/filler'));
    device.run(disk.writeAllocating(4000, filled(2048, 2)));
    expect(same(device.run(disk.read(4000, 2048)), filled(2048, 2))).toBe(true);
    expect(device.run(disk.read(5, 1))).toEqual(filled(1, 3));
  });
});

describe('a datastore without space for a snapshot or a clone', () => {
  it('leaves the disk as it was, and has them later', () => {
    const { device, volume } = newVolume(32);
    make(device, volume, 'thin', 2 * MIB);
    const disk = device.run(openDisk(volume, BASE, exclusive));
    device.run(disk.write(0, filled(4096, 5)));
    // Room for the pointers of a new file, and not for its blocks.
    const left = 2 * MIB;
    const filler = device.run(volume.freeBytes()) - left;
    device.run(volume.createFile('/filler', { sizeBytes: filler, provisioning: 'eagerZeroedThick' }));
    const clone = { source: disk, destination: '/vm/clone.vmdk', provisioning: 'thin', ids: testIds(3) } as const;
    const child = { parent: BASE, child: childPath(1), ids: testIds(2) };
    expect(code(() => device.run(cloneDisk(volume, clone)))).toBe('noSpace');
    expect(device.run(volume.freeBytes())).toBe(left);
    device.run(volume.createFile('/filler2', { sizeBytes: MIB, provisioning: 'eagerZeroedThick' }));
    expect(code(() => device.run(createChild(volume, child)))).toBe('noSpace');
    expect(device.run(disk.read(0, 1))).toEqual(filled(1, 5));
    device.run(volume.remove('/filler'));
    device.run(createChild(volume, child));
    device.run(cloneDisk(volume, clone));
    const longer = device.run(disk.extend(childPath(1)));
    expect(device.run(longer.read(4095, 1))).toEqual(filled(1, 5));
  });
});

describe('files of a disk', () => {
  it('go with it, and not while somebody has it open', () => {
    const { device, volume } = newVolume(64);
    make(device, volume);
    const other = mountVolume(device, 'esx02');
    const held = device.run(openDisk(other, BASE, exclusive));
    expect(code(() => device.run(deleteDisk(volume, BASE)))).toBe('locked');
    expect(device.run(volume.exists(BASE))).toBe(true);
    device.run(held.close());
    device.run(deleteDisk(volume, BASE));
    device.run(deleteDisk(volume, BASE));
    expect(device.run(volume.list('/vm'))).toEqual([]);
  });

  it("that an interrupted attempt left behind stand in nobody's way", () => {
    const { device, volume } = newVolume(64);
    device.run(volume.createFile('/vm/vm-flat.vmdk', { sizeBytes: MIB, provisioning: 'thin' }));
    make(device, volume);
    expect(code(() => make(device, volume))).toBe('exists');
  });

  it.each([
    ['a foreign header', 0, /no COWD header/],
    ['another version', 4, /COWD version/],
    ['larger grains', 16, /grains of \d+ sectors/],
    ['another capacity', 12, /of \d+ sectors|entries at sector/],
    ['a directory elsewhere', 20, /grain directory/],
    ['a table outside', 2048, /grain table 0 is said to be at sector/],
  ])('with %s are refused by name', (_name, offset, message) => {
    const { device, volume } = newVolume(64);
    make(device, volume);
    device.run(createChild(volume, { parent: BASE, child: childPath(1), ids: testIds(2) }));
    const file = device.run(volume.openFile('/vm/vm-000001-delta.vmdk', exclusive));
    const [piece] = file.map(0, 8 * BLOCK_BYTES);
    if (piece?.kind !== 'device') throw new Error('no header');
    device.bytes[piece.lba * BLOCK_BYTES + offset] = 0x5a;
    device.run(volume.closeFile(file));
    expect(() => device.run(openDisk(volume, childPath(1), exclusive))).toThrow(message);
  });
});
