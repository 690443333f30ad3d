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
