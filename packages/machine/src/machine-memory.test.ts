import { describe, expect, it } from 'vitest';
import { InsufficientMemoryError, PAGE_SIZE } from './contract.ts';
import { MachineMemory } from './machine-memory.ts';

const PAGES = 64;
const RESERVED = 16;

describe('machine memory', () => {
  const create = () => {
    const buffer = new SharedArrayBuffer(PAGES * PAGE_SIZE);
    return { bytes: new Uint8Array(buffer), memory: new MachineMemory(buffer, RESERVED * PAGE_SIZE) };
  };

  it('never lends a page twice, and never a reserved one', () => {
    const { memory } = create();
    const block = memory.takeBlock(8 * PAGE_SIZE, 'test') / PAGE_SIZE;
    const pages = [
      ...memory.takePages(PAGES - RESERVED - 8, 'test'),
      ...Array.from({ length: 8 }, (_, index) => block + index),
    ];
    expect(new Set(pages).size).toBe(PAGES - RESERVED);
    expect(Math.min(...pages)).toBe(RESERVED);
    expect(memory.freeBytes).toBe(0);
  });

  it('says what was asked and what there was, and keeps what it had', () => {
    const { memory } = create();
    const free = memory.freeBytes;
    const caught = (() => {
      try {
        memory.takePages(PAGES, 'the test');
      } catch (error) {
        return error;
      }
      return undefined;
    })();
    expect(caught).toBeInstanceOf(InsufficientMemoryError);
    expect(caught).toMatchObject({ requestedBytes: PAGES * PAGE_SIZE, freeBytes: free });
    expect(memory.freeBytes).toBe(free);
    expect(() => memory.takeBlock(PAGES * PAGE_SIZE, 'the test')).toThrow(InsufficientMemoryError);
  });

  it('pages come zeroed whatever their last owner left', () => {
    const { bytes, memory } = create();
    const pages = memory.takePages(4, 'test');
    for (const page of pages) bytes.fill(0xaa, page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
    memory.givePages(pages);
    expect(memory.takePages(4, 'test')).toEqual(pages);
    for (const page of pages)
      expect(bytes.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE).every((byte) => byte === 0)).toBe(true);
  });

  it('does not take a page back twice', () => {
    const { memory } = create();
    const pages = memory.takePages(1, 'test');
    memory.givePages(pages);
    expect(() => memory.givePages(pages)).toThrow('given back twice');
  });
});
