import { expect, it } from 'vitest';
import { Ring } from './ring.ts';
import { chooseSeed, Random } from './testing/random.ts';

const SIZE = 64;
const create = () => new Ring(new SharedArrayBuffer(128), { head: 0, tail: 4, data: 64, sizeBytes: SIZE });

it('keeps bytes in order through wraps of the ring and of its counters', () => {
  const random = new Random(chooseSeed('ring'));
  const memory = new SharedArrayBuffer(128);
  // The counters begin shortly before they wrap at 2^32.
  new Uint32Array(memory).fill(0xfffffff0, 0, 2);
  const ring = new Ring(memory, { head: 0, tail: 4, data: 64, sizeBytes: SIZE });
  const expected: number[] = [];
  for (let round = 0; round < 500; round++) {
    const bytes = random.bytes(random.below(ring.freeBytes + 1));
    ring.write(bytes.subarray(0, bytes.length >> 1), bytes.subarray(bytes.length >> 1));
    expected.push(...bytes);
    expect(ring.usedBytes).toBe(expected.length);
    const taken = new Uint8Array(random.below(ring.usedBytes + 1));
    ring.peek(taken);
    ring.skip(taken.length);
    expect([...taken]).toEqual(expected.splice(0, taken.length));
  }
});

it('fills to the last byte', () => {
  const ring = create();
  ring.write(new Uint8Array(SIZE).fill(1));
  expect([ring.freeBytes, ring.usedBytes]).toEqual([0, SIZE]);
  ring.clear();
  expect([ring.freeBytes, ring.usedBytes]).toEqual([SIZE, 0]);
});
