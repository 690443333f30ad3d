import { describe, expect, it } from 'vitest';
import {
  capacitySectorsOf,
  formatDescriptor,
  MAX_DESCRIPTOR_CHARACTERS,
  NO_PARENT,
  newDdb,
  parseDescriptor,
  uuidOf,
  type VmdkDescriptor,
  VmdkError,
} from './descriptor.ts';
import { hintOf, resolveHint } from './disk-path.ts';
import { numbersFrom, testUuid } from './testing.ts';

/** Mutated texts a run. */
const FUZZ_INPUTS = 30_000;

const delta: VmdkDescriptor = {
  createType: 'vmfsSparse',
  cid: '0123abcd',
  parentCid: 'fffffffa',
  parentFileNameHint: '../base/base disk.vmdk',
  changeTrackPath: 'vm-000001-ctk.vmdk',
  extents: [{ access: 'RW', sectors: 8_388_608, type: 'VMFSSPARSE', fileName: 'vm-000001-delta.vmdk' }],
  ddb: newDdb({ capacitySectors: 8_388_608, uuid: testUuid(7), thin: true }),
  others: new Map([['isNativeSnapshot', 'no']]),
};

/** As other products write them. */
const foreign = {
  qemu: `# Disk DescriptorFile
version=1
CID=7a2f9c1
parentCID=ffffffff
createType="monolithicFlat"

# Extent description
RW 2048 FLAT "disk-flat.vmdk" 0

# The Disk Data Base
#DDB

ddb.virtualHWVersion = "4"
ddb.geometry.cylinders = "2"
ddb.adapterType = "ide"
`,
  stream: `# Disk DescriptorFile\r\nversion=3\r\nCID=fffffffe\r\nparentCID=ffffffff\r\ncreateType="streamOptimized"\r\nRDONLY 40 SPARSE "a.vmdk"\r\nRW 24 ZERO\r\n\0\0\0`,
};

describe('a descriptor', () => {
  it('is read as it was written', () => {
    expect(parseDescriptor(formatDescriptor(delta))).toEqual(delta);
    expect(uuidOf(delta)).toBe(testUuid(7));
  });

  it('of another product is read', () => {
    expect(parseDescriptor(foreign.qemu)).toMatchObject({
      createType: 'monolithicFlat',
      cid: '07a2f9c1',
      parentCid: NO_PARENT,
      extents: [{ access: 'RW', sectors: 2048, type: 'FLAT', fileName: 'disk-flat.vmdk', offsetSectors: 0 }],
    });
    const stream = parseDescriptor(foreign.stream);
    expect(stream.createType).toBe('streamOptimized');
    expect(capacitySectorsOf(stream)).toBe(64);
  });

  it.each([
    [1, '# Disk DescriptorFile', 'hello'],
    [2, 'version=1', 'version=9'],
    [4, 'CID=0123abcd', 'CID=xyz'],
    [4, 'CID=0123abcd', 'CID='],
    [6, 'vmfsSparse', 'seSparse'],
    [7, 'base disk', 'base"disk'],
    [7, '"../base/base disk.vmdk"', '""'],
    [10, 'RW 8388608', 'RW 0'],
    [10, 'VMFSSPARSE', 'VMFSMAGIC'],
    [10, '"vm-000001-delta.vmdk"', '"../other/vm-delta.vmdk"'],
    [10, 'RW 8388608', 'RW 999999999999999'],
    [13, '"vm-000001-ctk.vmdk"', '"/vm/ctk.vmdk"'],
    [18, 'ddb.adapterType = ', 'ddb.adapterType '],
    [19, 'geometry.cylinders', 'adapterType'],
  ])('with a mistake is refused by its line: %i, %s', (line, from, to) => {
    const text = formatDescriptor(delta).replace(from, to);
    let found: unknown;
    try {
      parseDescriptor(text);
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(VmdkError);
    expect(found).toMatchObject({ line, message: expect.stringMatching(new RegExp(`^line ${line}: `)) });
  });

  it.each([
    'version=1\n',
    'CID=0123abcd\n',
    'createType="vmfsSparse"\n',
    'parentFileNameHint="../base/base disk.vmdk"\n',
  ])('without %s is refused', (line) => {
    expect(() => parseDescriptor(formatDescriptor(delta).replace(line, ''))).toThrow(VmdkError);
  });

  it('that is too long is refused', () => {
    const comment = `#${'x'.repeat(MAX_DESCRIPTOR_CHARACTERS)}\n`;
    expect(() => parseDescriptor(formatDescriptor(delta) + comment)).toThrow(VmdkError);
  });

  it('has no place for a name that would break its line', () => {
    expect(() => formatDescriptor({ ...delta, parentFileNameHint: 'a"b' })).toThrow(RangeError);
    expect(() => formatDescriptor({ ...delta, changeTrackPath: 'a\nb' })).toThrow(RangeError);
  });

  it('that was mutated is a descriptor or a VmdkError with its line, and what is read can be written', () => {
    const random = numbersFrom(20_261_124);
    const sources = [formatDescriptor(delta), foreign.qemu, foreign.stream];
    const pieces = [
      '"',
      '=',
      '\n',
      '\r',
      '\0',
      ' ',
      '/',
      '..',
      'RW 1 ZERO\n',
      'ddb.',
      'CID=',
      '\u{1f4be}',
      '9'.repeat(400),
    ];
    let read = 0;
    for (let input = 0; input < FUZZ_INPUTS; input += 1) {
      let text = sources[random(sources.length)] ?? '';
      for (let change = random(4); change >= 0; change -= 1) {
        const at = random(text.length + 1);
        const kind = random(4);
        if (kind === 0) text = text.slice(0, at) + text.slice(at + 1 + random(30));
        else if (kind === 1) text = text.slice(0, at) + (pieces[random(pieces.length)] ?? '') + text.slice(at);
        else if (kind === 2) text = text.slice(0, at) + String.fromCharCode(random(300)) + text.slice(at + 1);
        else text = text.slice(0, at) + text.slice(random(text.length));
      }
      let descriptor: VmdkDescriptor;
      try {
        descriptor = parseDescriptor(text);
      } catch (error) {
        if (!(error instanceof VmdkError) || error.line < 1) throw new Error(`input ${input}: ${String(error)}`);
        continue;
      }
      read += 1;
      expect(parseDescriptor(formatDescriptor(descriptor)), `input ${input}`).toEqual(descriptor);
    }
    // Neither everything nor nothing was refused.
    expect(read).toBeGreaterThan(FUZZ_INPUTS / 100);
    expect(read).toBeLessThan(FUZZ_INPUTS);
  });
});

describe('the hint of a parent', () => {
  it.each([
    ['/vm/vm.vmdk', '/vm/vm-000001.vmdk', 'vm.vmdk'],
    ['/base/base.vmdk', '/clone/clone.vmdk', '../base/base.vmdk'],
    ['/base.vmdk', '/a/b/clone.vmdk', '../../base.vmdk'],
    ['/a/b/base.vmdk', '/clone.vmdk', 'a/b/base.vmdk'],
  ])('%s of %s is %s', (parent, child, hint) => {
    expect(hintOf({ parent, child })).toBe(hint);
    expect(resolveHint(child, hint)).toBe(parent);
  });

  it('may be a path on the volume, and never leads out of it', () => {
    expect(resolveHint('/vm/a.vmdk', '/base/base.vmdk')).toBe('/base/base.vmdk');
    expect(resolveHint('/vm/a.vmdk', '../../../base.vmdk')).toBe('/base.vmdk');
  });
});
