import { describe, expect, it } from 'vitest';
import { ElfError, readElf, writeElf } from './elf.ts';

describe('an executable', () => {
  const image = Uint8Array.of(0x13, 0, 0, 0, 7);
  const file = writeElf(image, 0x8000_0000);

  it('is read as it was written', () => {
    expect(readElf(file)).toEqual({
      entry: 0x8000_0000,
      segments: [{ address: 0x8000_0000, bytes: image, memorySizeBytes: image.length }],
      symbols: new Map(),
    });
  });

  it('tells its symbols', () => {
    // Behind the image: the names, two symbols (the first one is always empty), and three section headers.
    const names = Buffer.from('\0tohost\0', 'latin1');
    const namesAt = file.length;
    const symbolsAt = namesAt + names.length;
    const sectionsAt = symbolsAt + 2 * 24;
    const withSymbols = new Uint8Array(sectionsAt + 3 * 64);
    withSymbols.set(file);
    withSymbols.set(names, namesAt);
    const view = new DataView(withSymbols.buffer);
    view.setUint32(symbolsAt + 24, 1, true);
    view.setBigUint64(symbolsAt + 24 + 8, 0x8000_1000n, true);
    const section = (index: number, fields: { type: number; offset: number; size: number; link: number }) => {
      const at = sectionsAt + index * 64;
      view.setUint32(at + 4, fields.type, true);
      view.setBigUint64(at + 24, BigInt(fields.offset), true);
      view.setBigUint64(at + 32, BigInt(fields.size), true);
      view.setUint32(at + 40, fields.link, true);
    };
    section(1, { type: 2, offset: symbolsAt, size: 2 * 24, link: 2 });
    section(2, { type: 3, offset: namesAt, size: names.length, link: 0 });
    view.setBigUint64(40, BigInt(sectionsAt), true);
    view.setUint16(58, 64, true);
    view.setUint16(60, 3, true);
    expect(readElf(withSymbols).symbols).toEqual(new Map([['tohost', 0x8000_1000]]));
  });

  it('is refused when it is for another machine', () => {
    const other = file.slice();
    other[18] = 62;
    expect(() => readElf(other)).toThrow(ElfError);
  });

  it('is refused when it is cut off', () => {
    expect(() => readElf(file.subarray(0, 20))).toThrow(ElfError);
    expect(() => readElf(file.slice(0, 80))).toThrow('the executable is cut off');
    expect(() => readElf(file.slice(0, file.length - 1))).toThrow('the executable is cut off');
  });
});
