import { beforeEach, describe, expect, it } from 'vitest';
import { Datastore, PROTECTED_LIST, SlotWatch } from './datastore.ts';

const LEASE_MS = 16_000;
const one = { host: 'host-1', mountUuid: '1' };
const two = { host: 'host-2', mountUuid: '2' };

let datastore: Datastore;
let watch: SlotWatch;

/** host-2 looks every three seconds. */
function look(from: number, until: number, meanwhile: (now: number) => void = () => {}): void {
  for (let now = from; now <= until; now += 3_000) {
    meanwhile(now);
    watch.observe(datastore.slots(), now);
  }
}

beforeEach(() => {
  datastore = new Datastore('datastore1');
  watch = new SlotWatch({ leaseMs: LEASE_MS, maxGapMs: 6_000 });
  datastore.takeSlot(one);
  datastore.takeSlot(two);
  expect(datastore.lock('file', one, watch, 0)).toBe(true);
});

const tries = (now: number) => datastore.lock('file', two, watch, now);

describe('a lock', () => {
  it('is held for as long as its owner refreshes its slot', () => {
    look(0, 60_000, () => expect(datastore.refreshSlot(one)).toBe(true));
    expect(tries(60_000)).toBe(false);
  });

  it('is broken when the slot has stood still for a lease, and the owner learns of it', () => {
    look(0, 15_000);
    expect(tries(15_000)).toBe(false);
    look(18_000, 18_000);
    expect(tries(18_000)).toBe(true);
    expect(datastore.refreshSlot(one)).toBe(false);
    expect(datastore.holds('file', one)).toBe(false);
  });

  it('is not broken by a watcher that has been blind', () => {
    look(0, 9_000);
    look(18_000, 18_000);
    expect(tries(18_000)).toBe(false);
    expect(tries(30_000)).toBe(false);
  });

  it('is not broken when the owner has written its slot since', () => {
    look(0, 18_000);
    datastore.refreshSlot(one);
    expect(tries(18_000)).toBe(false);
  });

  it('is free at once when its owner has begun another life', () => {
    datastore.takeSlot({ host: 'host-1', mountUuid: '1, second life' });
    expect(tries(0)).toBe(true);
  });

  it('is given back by its owner only', () => {
    datastore.unlock('file', two);
    expect(tries(0)).toBe(false);
    datastore.unlock('file', one);
    expect(tries(0)).toBe(true);
  });
});

it('takes a protected list from the holder of its lock only', () => {
  const vm = { instanceUuid: 'web', vmxPath: '[datastore1] web/web.vmx', memoryMb: 1, cpuReservationMhz: 0 };
  expect(datastore.writeProtectedList([vm], two)).toBe(false);
  expect(datastore.lock(PROTECTED_LIST, two, watch, 0)).toBe(true);
  expect(datastore.writeProtectedList([vm], two)).toBe(true);
  expect(datastore.readProtectedList()).toEqual([vm]);
});
