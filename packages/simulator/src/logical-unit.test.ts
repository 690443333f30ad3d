import { BLOCK_BYTES, type ReservationKey, reservationKey } from '@microsphere/vmfs';
import { beforeEach, describe, expect, it } from 'vitest';
import { LogicalUnit } from './logical-unit.ts';

const BLOCKS = 1_024;
const one = { host: 'host-1', session: 'first' };
const two = { host: 'host-2', session: 'first' };
const key = (number: number): ReservationKey => reservationKey(`00000000-0000-4000-8000-00000000000${number}`);
const block = (byte: number) => new Uint8Array(BLOCK_BYTES).fill(byte);

let unit: LogicalUnit;
const read = (lba: number) => unit.perform({ op: 'read', lba, blocks: 1 });
const write = (lba: number, byte: number, from = one) =>
  unit.perform({ op: 'write', lba, data: block(byte), fua: true }, from);

beforeEach(() => {
  unit = new LogicalUnit(BLOCKS);
});

describe('blocks', () => {
  it('are zeros until they are written, and again when they are cleared', () => {
    expect(read(7)).toEqual(block(0));
    write(7, 1);
    write(8, 2);
    unit.perform({ op: 'copy', source: 7, lba: 20, blocks: 2 });
    unit.perform({ op: 'zero', lba: 7, blocks: 1 });
    expect([read(7), read(8), read(20), read(21)]).toEqual([block(0), block(2), block(1), block(2)]);
  });

  it('are exchanged when they are as expected', () => {
    const exchange = (compare: number, next: number) =>
      unit.perform({ op: 'compareAndWrite', lba: 3, compare: block(compare), write: block(next), fua: true });
    expect([exchange(0, 5), exchange(0, 6), read(3)]).toEqual(['written', 'miscompare', block(5)]);
  });

  it('end somewhere', () => {
    expect(() => read(BLOCKS)).toThrow(RangeError);
    expect(() => write(-1, 0)).toThrow(RangeError);
  });

  it('of a copy are its own', () => {
    write(7, 1);
    const copy = unit.copy();
    write(7, 2);
    expect(copy.perform({ op: 'read', lba: 7, blocks: 1 })).toEqual(block(1));
  });
});

it('counts changes behind the heartbeat region, for those who keep what they have read', () => {
  write(64, 1);
  const before = unit.version;
  write(255, 1);
  expect(unit.version).toBe(before);
  write(256, 1);
  expect(unit.version).toBeGreaterThan(before);
});

describe('a reservation', () => {
  it('keeps those from writing that are not registered, or no longer', () => {
    unit.perform({ op: 'registerAndReserve', key: key(1) }, one);
    expect(() => write(0, 1, two)).toThrow('host-2 is not registered');
    unit.perform({ op: 'registerAndReserve', key: key(2) }, two);
    write(0, 1, two);
    unit.perform({ op: 'preemptAndAbort', key: key(1), victim: key(2) }, one);
    expect(() => write(0, 1, two)).toThrow('host-2 is not registered');
    expect(unit.perform({ op: 'read', lba: 0, blocks: 1 }, two)).toEqual(block(1));
  });

  it('ends with the last that is registered', () => {
    unit.perform({ op: 'registerAndReserve', key: key(1) }, one);
    unit.perform({ op: 'unregister' }, one);
    write(0, 3, two);
    expect(read(0)).toEqual(block(3));
  });
});

it('serves the last process of a host only', () => {
  unit.logIn(one);
  expect(unit.serves(one)).toBe(true);
  unit.logIn({ host: 'host-1', session: 'second' });
  expect(unit.serves(one)).toBe(false);
});
