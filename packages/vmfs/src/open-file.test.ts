// Files that are open: where they lie, and how that changes. Each is compared with a plain model of its bytes.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  BLOCK_BYTES,
  checkVolume,
  FILE_BLOCK_BYTES,
  formatVolume,
  HeartbeatMonitor,
  MemoryDevice,
  type OpenFile,
  readSuperblock,
  takeSlot,
  VmfsError,
  Volume,
} from './index.ts';
import { randomFrom } from './random.ts';

const MIB = FILE_BLOCK_BYTES;
const BLOCKS = (64 * MIB) / BLOCK_BYTES;
const SOUND = { damage: [], leakedBlocks: 0, leakedDescriptors: 0 };

let device: MemoryDevice;
let volume: Volume;

function mount(name: string): Volume {
  const monitor = new HeartbeatMonitor({ leaseMs: 16_000 });
  const uuid = `00000000-0000-4000-8000-0000000000${name.slice(-2)}`;
  const { slot } = device.run(takeSlot({ uuid, name }, monitor, 0));
  const superblock = device.run(readSuperblock(BLOCKS));
  return new Volume({ superblock, owner: { uuid, hostName: name, slot }, monitor, now: () => 0 });
}

beforeEach(() => {
  device = new MemoryDevice(BLOCKS);
  device.run(formatVolume({ uuid: '6f1c0d5e-0000-4000-8000-000000000001', label: 'datastore1', blocks: BLOCKS }));
  volume = mount('esx01');
});

function open(path: string): OpenFile {
  return device.run(volume.openFile(path, { mode: 'exclusive' }));
}

const kinds = (file: OpenFile) => file.map(0, file.sizeBytes).map(({ kind, blocks }) => `${kind} ${blocks / 2048}`);

/** What a reader gets. */
function content(file: OpenFile): Uint8Array {
  const bytes = new Uint8Array(file.sizeBytes);
  let at = 0;
  for (const piece of file.map(0, file.sizeBytes)) {
    if (piece.kind === 'device')
      bytes.set(device.perform({ op: 'read', lba: piece.lba, blocks: piece.blocks }) as Uint8Array, at);
    at += piece.blocks * BLOCK_BYTES;
  }
  return bytes;
}

/** Writes to what is allocated. */
function write(file: OpenFile, offsetBytes: number, data: Uint8Array): void {
  let at = 0;
  for (const piece of file.map(offsetBytes, data.length)) {
    if (piece.kind !== 'device') throw new Error(`${piece.kind} at ${offsetBytes + at}`);
    const length = piece.blocks * BLOCK_BYTES;
    device.perform({ op: 'write', lba: piece.lba, data: data.subarray(at, at + length), fua: false });
    at += length;
  }
}

const code = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    if (error instanceof VmfsError) return error.code;
    throw error;
  }
  return undefined;
};

describe('provisioning', () => {
  it('thin takes nothing, thick all, eager all of zeros', () => {
    const free = device.run(volume.freeBytes());
    device.run(volume.createFile('/thin', { sizeBytes: 10 * MIB, provisioning: 'thin' }));
    expect(device.run(volume.freeBytes())).toBe(free);
    device.run(volume.createFile('/lazy', { sizeBytes: 10 * MIB, provisioning: 'zeroedThick' }));
    expect(device.run(volume.freeBytes())).toBe(free - 11 * MIB);
    device.run(volume.createFile('/eager', { sizeBytes: 10 * MIB, provisioning: 'eagerZeroedThick' }));
    expect(device.run(volume.freeBytes())).toBe(free - 21 * MIB);
    expect(kinds(open('/thin'))).toEqual(['hole 10']);
    expect(kinds(open('/lazy'))).toEqual(['toBeZeroed 10']);
    expect(kinds(open('/eager'))).toEqual(['device 10']);
    expect(['/thin', '/lazy', '/eager'].map((path) => device.run(volume.stat(path)).allocatedBytes / MIB)).toEqual([
      0, 10, 10,
    ]);
    expect(device.run(volume.stat('/lazy')).provisioning).toBe('zeroedThick');
    expect(device.run(checkVolume(volume))).toEqual(SOUND);
  });

  it('reads as zeros whatever lay there before', () => {
    device.bytes.fill(7, 20 * MIB);
    for (const provisioning of ['thin', 'zeroedThick', 'eagerZeroedThick'] as const) {
      device.run(volume.createFile(`/${provisioning}`, { sizeBytes: 3 * MIB, provisioning }));
      const file = open(`/${provisioning}`);
      device.run(volume.allocate(file, { offsetBytes: MIB, lengthBytes: 2 * MIB }));
      expect(content(file).every((byte) => byte === 0)).toBe(true);
    }
  });
});

describe('allocate', () => {
  it('keeps what was there, and says no when there is no room, with nothing changed', () => {
    device.run(volume.createFile('/thin', { sizeBytes: 100 * MIB, provisioning: 'thin' }));
    const file = open('/thin');
    device.run(volume.allocate(file, { offsetBytes: 512, lengthBytes: 512 }));
    write(file, 512, new Uint8Array(512).fill(5));
    device.run(volume.allocate(file, { offsetBytes: 0, lengthBytes: 4 * MIB }));
    expect(kinds(file)).toEqual(['device 4', 'hole 96']);
    expect(
      content(file)
        .subarray(512, 1024)
        .every((byte) => byte === 5),
    ).toBe(true);
    const free = device.run(volume.freeBytes());
    expect(code(() => device.run(volume.allocate(file, { offsetBytes: 0, lengthBytes: 100 * MIB })))).toBe('noSpace');
    expect(device.run(volume.freeBytes())).toBe(free);
    expect(kinds(file)).toEqual(['device 4', 'hole 96']);
    expect(device.run(checkVolume(volume))).toEqual(SOUND);
  });

  it('is its exclusive owner’s to do', () => {
    device.run(volume.createFile('/thin', { sizeBytes: MIB, provisioning: 'thin' }));
    const file = device.run(volume.openFile('/thin', { mode: 'readOnly' }));
    expect(() => device.run(volume.allocate(file, { offsetBytes: 0, lengthBytes: MIB }))).toThrow(/readOnly/);
  });
});

describe('any sequence of changes', () => {
  it.each(Array.from({ length: 12 }, (_, index) => index + 1))('is what a model says (seed %i)', (seed) => {
    const next = randomFrom(seed);
    const free = device.run(volume.freeBytes());
    device.bytes.fill(9, 20 * MIB);
    const start = [
      { content: new Uint8Array(700).fill(3) },
      { content: new Uint8Array(2 * MIB + 100).fill(4) },
      { sizeBytes: 4 * MIB, provisioning: 'thin' },
      { sizeBytes: 4 * MIB, provisioning: 'zeroedThick' },
      { sizeBytes: 4 * MIB, provisioning: 'eagerZeroedThick' },
    ] as const;
    const first = start[seed % start.length]!;
    device.run(volume.createFile('/f', first));
    let file = open('/f');
    let model = 'content' in first ? first.content.slice() : new Uint8Array(first.sizeBytes);
    device.run(volume.resizeFile(file, Math.ceil(model.length / BLOCK_BYTES) * BLOCK_BYTES));
    model = resized(model, file.sizeBytes);
    for (let step = 0; step < 60; step += 1) {
      const sectors = file.sizeBytes / BLOCK_BYTES;
      const from = next(sectors + 1);
      const range = { offsetBytes: from * BLOCK_BYTES, lengthBytes: next(sectors - from + 1) * BLOCK_BYTES };
      const end = range.offsetBytes + range.lengthBytes;
      switch (next(4)) {
        case 0: {
          device.run(volume.allocate(file, range));
          const data = new Uint8Array(range.lengthBytes).fill(1 + next(250));
          write(file, range.offsetBytes, data);
          model.set(data, range.offsetBytes);
          break;
        }
        case 1: {
          device.run(volume.punch(file, range));
          const last = end === file.sizeBytes ? end : Math.floor(end / MIB) * MIB;
          const begin = Math.ceil(range.offsetBytes / MIB) * MIB;
          if (begin < last) model.fill(0, begin, last);
          break;
        }
        case 2:
          device.run(volume.resizeFile(file, next(12 * 2048) * BLOCK_BYTES));
          model = resized(model, file.sizeBytes);
          break;
        default:
          device.run(volume.closeFile(file));
          file = open('/f');
      }
      expect(file.sizeBytes).toBe(model.length);
      expect(Buffer.compare(content(file), model)).toBe(0);
    }
    expect(device.run(checkVolume(volume))).toEqual(SOUND);
    expect(Buffer.compare(device.run(mount('esx02').readFile('/f')), model)).toBe(0);
    device.run(volume.closeFile(file));
    device.run(volume.remove('/f'));
    expect(device.run(volume.freeBytes())).toBe(free);
  });
});

function resized(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(size);
  result.set(bytes.subarray(0, size));
  return result;
}

describe('shared locks', () => {
  it('are many mounts’ at once, and nobody’s exclusively', () => {
    device.run(volume.createFile('/base', { sizeBytes: MIB, provisioning: 'eagerZeroedThick' }));
    const other = mount('esx02');
    const mine = device.run(volume.openFile('/base', { mode: 'readOnly' }));
    const again = device.run(volume.openFile('/base', { mode: 'readOnly' }));
    const theirs = device.run(other.openFile('/base', { mode: 'readOnly' }));
    expect(code(() => device.run(other.openFile('/base', { mode: 'exclusive' })))).toBe('locked');
    expect(code(() => device.run(other.openFile('/base', { mode: 'multiWriter' })))).toBe('locked');
    expect(code(() => device.run(volume.remove('/base')))).toBe('locked');
    device.run(volume.closeFile(mine));
    device.run(other.closeFile(theirs));
    expect(code(() => device.run(other.openFile('/base', { mode: 'exclusive' })))).toBe('locked');
    device.run(volume.closeFile(again));
    expect(code(() => device.run(volume.closeFile(again)))).toBe('lockLost');
    device.run(other.closeFile(device.run(other.openFile('/base', { mode: 'multiWriter' }))));
    device.run(volume.remove('/base'));
  });

  it('have room for so many mounts', () => {
    device.run(volume.createFile('/base', { content: new Uint8Array(1) }));
    const mounts = Array.from({ length: 17 }, (_, index) => mount(`esx${String(index + 10)}`));
    for (const each of mounts.slice(0, 16)) device.run(each.lockFile('/base', 'multiWriter'));
    expect(code(() => device.run(mounts[16]!.lockFile('/base', 'multiWriter')))).toBe('locked');
  });
});

describe('rename', () => {
  const put = (path: string, text: string) =>
    device.run(volume.createFile(path, { content: new TextEncoder().encode(text) }));
  const get = (path: string) => new TextDecoder().decode(device.run(volume.readFile(path)));

  it('in a directory, across directories, and in the place of another file', () => {
    device.run(volume.makeDirectory('/a'));
    device.run(volume.makeDirectory('/b'));
    put('/a/x', 'one');
    put('/b/x', 'two');
    device.run(volume.rename('/a/x', '/a/y'));
    expect(code(() => device.run(volume.rename('/a/y', '/b/x')))).toBe('exists');
    device.run(volume.rename('/a/y', '/b/x', { replace: true }));
    expect(get('/b/x')).toBe('one');
    expect(device.run(volume.list('/a'))).toEqual([]);
    put('/b/z', 'three');
    device.run(volume.rename('/b/z', '/b/x', { replace: true }));
    expect(get('/b/x')).toBe('three');
    expect(device.run(volume.list('/b'))).toHaveLength(1);
    expect(device.run(checkVolume(volume))).toEqual(SOUND);
  });

  it('moves directories, but not into themselves', () => {
    device.run(volume.makeDirectory('/a'));
    device.run(volume.makeDirectory('/b'));
    put('/a/x', 'one');
    device.run(volume.rename('/a', '/b/a'));
    expect(get('/b/a/x')).toBe('one');
    expect(code(() => device.run(volume.rename('/b', '/b/a/b')))).toBe('badName');
    expect(code(() => device.run(volume.rename('/b', '/b')))).toBe('badName');
    expect(code(() => device.run(volume.rename('/none', '/c')))).toBe('notFound');
    expect(device.run(checkVolume(volume))).toEqual(SOUND);
  });

  it('does not replace what somebody has open', () => {
    put('/x', 'one');
    put('/y', 'two');
    const other = mount('esx02');
    const lock = device.run(other.lockFile('/y'));
    expect(code(() => device.run(volume.rename('/x', '/y', { replace: true })))).toBe('locked');
    device.run(other.unlockFile(lock));
    device.run(volume.rename('/x', '/y', { replace: true }));
    expect(get('/y')).toBe('one');
  });
});
