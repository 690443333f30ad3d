// The codec against itself, and against everything that can be wrong with a file. qemu.test.ts has the judge from outside.
import * as zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { identifyImage } from './image-format.ts';
import { GRAIN_SECTORS, MAX_CAPACITY_SECTORS, SECTOR_BYTES, TABLE_ENTRIES } from './sparse-header.ts';
import { StreamWriter } from './stream-writer.ts';
import { decodeDisk, encodeDisk, openBytes, Random, refusal, sparseDisk } from './testing.ts';

const GRAIN_BYTES = GRAIN_SECTORS * SECTOR_BYTES;
/** Where the first grain lies, and where its table's marker is for a disk of one small grain. */
const FIRST_GRAIN = GRAIN_BYTES;

const description = {
  capacitySectors: 4 * GRAIN_SECTORS,
  cid: '0123abcd',
  fileName: 'a.vmdk',
  adapterType: 'lsilogic',
};

/** A disk of four grains, of which two are stored, as bytes that a test may change. */
function twoGrains(): { file: Uint8Array; fields: DataView; table: number; directory: number; footer: number } {
  const disk = new Uint8Array(4 * GRAIN_BYTES).fill(7, GRAIN_BYTES, 3 * GRAIN_BYTES);
  const file = encodeDisk(disk, zlib);
  const footer = file.length - 2 * SECTOR_BYTES;
  const fields = new DataView(file.buffer, file.byteOffset, file.length);
  const directory = fields.getUint32(footer + 56, true) * SECTOR_BYTES;
  const table = fields.getUint32(directory, true) * SECTOR_BYTES;
  return { file, fields, table, directory, footer };
}

describe('a round trip', () => {
  it('gives back every byte, of disks of any size and pattern', () => {
    const random = new Random(Number(process.env.SEED ?? 1));
    for (let round = 0; round < 40; round += 1) {
      const disk = sparseDisk(random, 1 + random.below(20 * GRAIN_SECTORS));
      expect(Buffer.compare(decodeDisk(encodeDisk(disk, zlib), zlib), disk), `round ${round}`).toBe(0);
    }
  });

  it('leaves grains of zeros out: an empty disk of 1 TiB is a small file', () => {
    const writer = new StreamWriter({ ...description, capacitySectors: 2 ** 31 });
    const file = Buffer.concat([writer.begin(), ...writer.end()]);
    expect(file.length).toBeLessThan(256 * 1024);
    expect(file.length).toBe(writer.sizeBytes);
    expect(openBytes(file)).toMatchObject({ capacitySectors: 2 ** 31, grainCount: 0 });
  });

  it('spans tables, and leaves out those that are empty', () => {
    const capacitySectors = 3 * TABLE_ENTRIES * GRAIN_SECTORS + 1;
    const writer = new StreamWriter({ ...description, capacitySectors });
    const grains = [0, TABLE_ENTRIES - 1, 2 * TABLE_ENTRIES, 3 * TABLE_ENTRIES];
    const parts = [writer.begin()];
    for (const grain of grains) {
      const bytes = new Uint8Array(GRAIN_BYTES);
      bytes[0] = 1 + (grain % 255);
      parts.push(...writer.grain(grain, zlib.deflateSync(bytes)));
    }
    const file = Buffer.concat([...parts, ...writer.end()]);
    const disk = decodeDisk(file, zlib);
    expect(disk.length).toBe(capacitySectors * SECTOR_BYTES);
    for (const grain of grains) expect(disk[grain * GRAIN_BYTES]).toBe(1 + (grain % 255));
    expect(openBytes(file).grainCount).toBe(grains.length);
  });

  it('keeps what the descriptor says', () => {
    const writer = new StreamWriter({ ...description, adapterType: 'pvscsi', fileName: 'a "b"\n/c.vmdk' });
    const file = Buffer.concat([writer.begin(), ...writer.end()]);
    expect(openBytes(file).descriptor).toEqual({
      cid: '0123abcd',
      createType: 'streamOptimized',
      adapterType: 'pvscsi',
    });
    expect(file.toString('latin1')).toContain('RW 512 SPARSE "a _b___c.vmdk"\n');
  });

  it('is of at most 2 TiB', () => {
    const over = { ...description, capacitySectors: MAX_CAPACITY_SECTORS + 1 };
    expect(() => new StreamWriter(over)).toThrow(/a disk of 4294967297 sectors; .* at most 2 TiB/);
    expect(new StreamWriter({ ...description, capacitySectors: MAX_CAPACITY_SECTORS }).sizeBytes).toBe(0);
  });

  it('takes grains in the order of the disk only', () => {
    const writer = new StreamWriter(description);
    writer.begin();
    expect([...writer.grain(2, new Uint8Array(1))]).toHaveLength(1);
    expect(() => [...writer.grain(2, new Uint8Array(1))]).toThrow(TypeError);
    expect(() => [...writer.grain(4, new Uint8Array(1))]).toThrow(TypeError);
  });
});

describe('a file with something wrong in it', () => {
  it.each([...Array(24).keys()])('cut at a place (%d) is truncated', (index) => {
    const { file } = twoGrains();
    const length = index === 0 ? 0 : Math.floor((file.length * index) / 24) - (index % 3);
    expect(refusal(file.subarray(0, length), zlib)?.code).toBe('truncated');
  });

  it.each<[string, string, (image: ReturnType<typeof twoGrains>) => void]>([
    ['magic', 'notSparse', ({ fields }) => fields.setUint32(0, 1, true)],
    ['version', 'unsupported', ({ fields }) => fields.setUint32(4, 4, true)],
    ['compression', 'unsupported', ({ fields }) => fields.setUint16(77, 2, true)],
    ['no markers', 'unsupported', ({ fields }) => fields.setUint32(8, 0x10001, true)],
    ['line ends', 'badHeader', ({ file }) => file.set([0x0d, 0x0a], 73)],
    ['no capacity', 'badHeader', ({ fields }) => fields.setUint32(12, 0, true)],
    ['too large a capacity', 'tooLarge', ({ fields }) => fields.setUint32(16, 2, true)],
    ['grains of 3 sectors', 'badHeader', ({ fields }) => fields.setUint32(20, 3, true)],
    ['grains of 1 MiB', 'badHeader', ({ fields }) => fields.setUint32(20, 2048, true)],
    ['entries of a table', 'badHeader', ({ fields }) => fields.setUint32(44, 1024, true)],
    ['no descriptor', 'unsupported', ({ fields }) => fields.setUint32(36, 0, true)],
    ['a descriptor that is longer in the header', 'badFooter', ({ fields }) => fields.setUint32(36, 21, true)],
    ['a huge descriptor', 'badHeader', ({ fields }) => fields.setUint32(36, 4096, true)],
    ['descriptor text', 'badDescriptor', ({ file }) => file.fill(0x20, 512, 520)],
    ['footer marker', 'truncated', ({ fields, footer }) => fields.setUint32(footer - 512 + 12, 2, true)],
    ['end of stream', 'truncated', ({ fields, footer }) => fields.setUint32(footer + 512, 1, true)],
    ['footer', 'badFooter', ({ fields, footer }) => fields.setUint32(footer, 1, true)],
    ['footer of another disk', 'badFooter', ({ fields, footer }) => fields.setUint32(footer + 12, 640, true)],
    ['footer without directory', 'badFooter', ({ file, footer }) => file.fill(0xff, footer + 56, footer + 64)],
    ['directory elsewhere', 'badMarker', ({ fields, footer }) => fields.setUint32(footer + 56, 64, true)],
    ['directory at 0', 'badDirectory', ({ fields, footer }) => fields.setUint32(footer + 56, 0, true)],
    ['directory beyond the end', 'truncated', ({ fields, footer }) => fields.setUint32(footer + 56, 0x7fff_0000, true)],
    ['table elsewhere', 'badMarker', ({ fields, directory }) => fields.setUint32(directory, 128, true)],
    ['table beyond the end', 'truncated', ({ fields, directory }) => fields.setUint32(directory, 0x7fff_0000, true)],
    ['grain beyond the capacity', 'badTable', ({ fields, table }) => fields.setUint32(table + 4 * 4, 128, true)],
    ['grain beyond the end', 'truncated', ({ fields, table }) => fields.setUint32(table + 4 * 2, 0x7fff_0000, true)],
    ['two grains in one place', 'overlapping', ({ fields, table }) => fields.setUint32(table + 4 * 2, 128, true)],
    ['grains in another order', 'descending', ({ fields, table }) => fields.setUint32(table + 4 * 2, 127, true)],
    ['grain in the descriptor', 'overlapping', ({ fields, table }) => fields.setUint32(table + 4, 5, true)],
    ['marker of another grain', 'badMarker', ({ fields }) => fields.setUint32(FIRST_GRAIN, 0, true)],
    ['grain of no bytes', 'badGrain', ({ fields }) => fields.setUint32(FIRST_GRAIN + 8, 0, true)],
    ['grain of too many bytes', 'badGrain', ({ fields }) => fields.setUint32(FIRST_GRAIN + 8, 0xffff_ffff, true)],
    ['grain into the next', 'overlapping', ({ fields }) => fields.setUint32(FIRST_GRAIN + 8, 1_000, true)],
    ['grain of other data', 'badGrain', ({ file }) => file.fill(0xff, FIRST_GRAIN + 12, FIRST_GRAIN + 40)],
  ])('%s: %s', (_, code, change) => {
    const image = twoGrains();
    change(image);
    const error = refusal(image.file, zlib);
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(/^at byte \d+: /);
  });

  it('a grain that inflates to more than it may is not inflated further', () => {
    const writer = new StreamWriter(description);
    const bomb = zlib.deflateSync(new Uint8Array(64 * 1024 * 1024));
    const file = Buffer.concat([writer.begin(), ...writer.grain(0, bomb), ...writer.end()]);
    expect(bomb.length).toBeLessThan(2 * GRAIN_BYTES);
    expect(refusal(file, zlib)).toMatchObject({ code: 'badGrain', message: expect.stringContaining('65536 bytes') });
  });

  it('a grain that is too short', () => {
    const writer = new StreamWriter(description);
    const short = zlib.deflateSync(new Uint8Array(GRAIN_BYTES - 1).fill(1));
    const file = Buffer.concat([writer.begin(), ...writer.grain(1, short), ...writer.end()]);
    expect(refusal(file, zlib)).toMatchObject({ code: 'badGrain', offsetBytes: FIRST_GRAIN });
  });

  it.each([
    ['parentCID=0000beef', 'unsupported', /a delta of the disk with CID 0000beef/],
    ['createType="vmfs"', 'unsupported', /createType "vmfs"; streamOptimized and monolithicSparse are read/],
    ['CID=xyz', 'badDescriptor', /line 3/],
    ['version=2', 'badDescriptor', /version 2, not 1/],
  ])('a descriptor that says %s', (line, code, message) => {
    const text = `# Disk DescriptorFile\nversion=1\nCID=0123abcd\ncreateType="streamOptimized"\n`;
    const key = line.slice(0, line.indexOf('='));
    const changed = line.startsWith('CID')
      ? text.replace(/CID=.*/, '!')
      : `${text.replace(new RegExp(`^${key}=.*\n`, 'm'), '')}${line}\n`;
    const { file } = twoGrains();
    file.fill(0, 512, 21 * 512);
    file.set(Buffer.from(changed), 512);
    expect(refusal(file, zlib)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

describe('other formats', () => {
  const start = (text: string, offset = 0) =>
    Buffer.concat([Buffer.alloc(offset), Buffer.from(text, 'latin1'), Buffer.alloc(512)]);

  it('raw is whatever is nothing else', () => {
    expect(identifyImage(new Uint8Array(1024))).toBe('raw');
    expect(identifyImage(new Uint8Array(3))).toBe('raw');
    expect(identifyImage(start('KDMV'))).toBe('vmdk');
  });

  it.each([
    ['COWD', 0, /vmfsSparse/],
    ['\xbe\xba\xfe\xca\0\0\0\0', 0, /seSparse/],
    ['QFI\xfb', 0, /qcow2 image: convert it first/],
    ['vhdxfile', 0, /VHDX/],
    ['conectix', 0, /VHD image/],
    ['\x7f\x10\xda\xbe', 64, /VDI/],
    ['ustar', 257, /OVA/],
    ['# Disk DescriptorFile\ncreateType="monolithicFlat"\n', 0, /monolithicFlat.*import its -flat.vmdk as raw/],
    ['# Disk DescriptorFile\ncreateType="twoGbMaxExtentSparse"\n', 0, /twoGbMaxExtentSparse.*qemu-img convert/],
  ])('%j is named', (text, offset, message) => {
    expect(() => identifyImage(start(text, offset))).toThrow(message);
  });
});
