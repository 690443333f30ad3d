// The mirror against a model of bytes: a guest that writes, two disks whose writes take effect sector by sector in any order, and
// a copy that reads and writes in between. After every single step the invariants hold, so it may be cut off at any.
import { describe, expect, it } from 'vitest';
import {
  DiskMirror,
  MAX_MIRRORED_WRITES,
  MAX_RANGES_TO_COPY_AGAIN,
  type MirrorEffect,
  type MirrorEvent,
  type SectorRange,
} from './mirror.ts';

const CAPACITY = 48;
const REGION = 6;

/** Numbers below a limit, the same for the same seed. */
function numbersFrom(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

interface Transfer {
  /** Sectors that are still to take effect, in the order in which they do. */
  readonly left: number[];
  readonly disk: Uint32Array;
  readonly value: (sector: number) => number;
  readonly range: SectorRange;
  readonly done: () => MirrorEvent;
  /** A copy writes when it has read. */
  readonly next?: Transfer;
  readonly isGuests: boolean;
}

interface Faults {
  /** Of 100 writes at the source, so many fail. */
  readonly source: number;
  /** Of 1000 steps, so many begin with a failure of the target, or a cancellation. */
  readonly drop: number;
}

class Run {
  readonly source = new Uint32Array(CAPACITY);
  readonly target = new Uint32Array(CAPACITY);
  readonly mirror = new DiskMirror({ capacitySectors: CAPACITY, regionSectors: REGION });
  /** Submitted values of each sector, in order; the index of the last that was acknowledged. */
  private readonly history = Array.from({ length: CAPACITY }, (_, sector) => [sector + 1]);
  private readonly acknowledged = new Uint32Array(CAPACITY);
  private readonly guestWrites = new Map<number, SectorRange & { readonly value: number }>();
  private readonly transfers: Transfer[] = [];
  private readonly random: (limit: number) => number;
  private readonly faults: Faults;
  private writes = 0;
  dropped = 0;
  inSync = 0;
  mirrored = 0;

  constructor(seed: number, faults: Faults) {
    this.random = numbersFrom(seed);
    this.faults = faults;
    this.source.set(this.history.map(([first]) => first ?? 0));
  }

  private shuffled({ sector, sectors }: SectorRange): number[] {
    const order = Array.from({ length: sectors }, (_, index) => sector + index);
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = this.random(at + 1);
      [order[at], order[other]] = [order[other] as number, order[at] as number];
    }
    return order;
  }

  feed(event: MirrorEvent): void {
    for (const effect of this.mirror.step(event)) this.take(effect);
  }

  private take(effect: MirrorEffect): void {
    switch (effect.kind) {
      case 'copy': {
        const { sector } = effect;
        const read = new Map<number, number>();
        const copied: Transfer = {
          left: this.shuffled(effect),
          disk: this.target,
          value: (at) => read.get(at) ?? 0,
          range: effect,
          done: () => ({ kind: 'copied', sector }),
          isGuests: false,
        };
        // Reading takes effect on nothing but what was read.
        const reading: Transfer = {
          ...copied,
          left: this.shuffled(effect),
          disk: new Uint32Array(CAPACITY),
          value: (at) => {
            read.set(at, this.source[at] ?? 0);
            return 0;
          },
          next: copied,
        };
        this.transfers.push(reading);
        break;
      }
      case 'write': {
        const write = this.guestWrites.get(effect.id);
        if (!write) throw new Error(`nobody asked for write ${effect.id}`);
        const { id, target } = effect;
        const fails = this.random(100) < this.faults.source;
        const order = this.shuffled(write);
        const base = { value: () => write.value, range: write, isGuests: true };
        this.transfers.push({
          ...base,
          // One that fails has reached some of its sectors.
          left: fails ? order.slice(0, this.random(order.length + 1)) : order,
          disk: this.source,
          done: () =>
            fails
              ? { kind: 'writeFailed', id, at: 'source', because: 'medium error' }
              : { kind: 'written', id, at: 'source' },
        });
        if (!target) break;
        this.mirrored += 1;
        this.transfers.push({
          ...base,
          left: this.shuffled(write),
          disk: this.target,
          done: () => ({ kind: 'written', id, at: 'target' }),
        });
        break;
      }
      case 'complete': {
        const write = this.guestWrites.get(effect.id);
        if (!write) throw new Error(`write ${effect.id} is completed twice`);
        this.guestWrites.delete(effect.id);
        const { sector, sectors, value } = write;
        for (let at = sector; effect.ok && at < sector + sectors; at += 1)
          this.acknowledged[at] = Math.max(this.acknowledged[at] ?? 0, (this.history[at] ?? []).indexOf(value));
        break;
      }
      case 'inSync':
        this.inSync += 1;
        break;
      case 'dropped':
        this.dropped += 1;
        break;
    }
  }

  private write(): void {
    this.writes += 1;
    const sectors = 1 + this.random(REGION + 3);
    // Often around the cursor, where it is decided.
    const near = Math.max(0, Math.min(CAPACITY - sectors, this.mirror.cursor - 4 + this.random(10)));
    const sector = this.random(2) === 0 ? near : this.random(CAPACITY - sectors + 1);
    const value = 1_000 + this.writes;
    for (let at = sector; at < sector + sectors; at += 1) this.history[at]?.push(value);
    this.guestWrites.set(this.writes, { sector, sectors, value });
    this.feed({ kind: 'write', id: this.writes, sector, sectors });
  }

  /** One sector of something takes effect, or the guest writes, or something is finished. */
  step(writing: boolean): void {
    if (this.random(1_000) < this.faults.drop)
      this.feed(
        this.random(2) === 0
          ? { kind: 'drop', because: 'cancelled' }
          : { kind: 'writeFailed', id: 0, at: 'target', because: 'the target is full' },
      );
    else if (writing && this.guestWrites.size < 6 && this.random(4) === 0) this.write();
    else {
      const index = this.random(this.transfers.length);
      const transfer = this.transfers[index];
      const sector = transfer?.left.pop();
      if (transfer && sector !== undefined) transfer.disk[sector] = transfer.value(sector);
      else if (transfer) {
        this.transfers.splice(index, 1);
        if (transfer.next) this.transfers.push(transfer.next);
        else this.feed(transfer.done());
      }
    }
    this.check();
  }

  get idle(): boolean {
    return this.transfers.length === 0;
  }

  /** Cut off now, the source alone has all that was acknowledged; and below the cursor the two are equal but for what is in flight. */
  private check(): void {
    for (const [sector, values] of this.history.entries())
      if (values.indexOf(this.source[sector] ?? 0) < (this.acknowledged[sector] ?? 0))
        throw new Error(`sector ${sector} has lost an acknowledged write`);
    if (this.mirror.dropped !== undefined) return;
    const excused = (at: number) =>
      this.transfers.some(({ range, isGuests }) => isGuests && isIn(range, at)) ||
      this.mirror.unequal.some((range) => isIn(range, at));
    for (let at = 0; at < this.mirror.cursor; at += 1)
      if (this.source[at] !== this.target[at] && !excused(at)) throw new Error(`sector ${at} differs below the cursor`);
  }
}

function isIn({ sector, sectors }: SectorRange, at: number): boolean {
  return at >= sector && at < sector + sectors;
}

/** Runs a schedule to its end: writes for a while, then until nothing is in flight. */
function run(seed: number, faults: Faults): Run {
  const schedule = new Run(seed, faults);
  schedule.feed({ kind: 'start' });
  for (let steps = 0; steps < 400; steps += 1) schedule.step(true);
  for (let steps = 0; !schedule.idle; steps += 1) {
    if (steps > 20_000) throw new Error('it does not end');
    schedule.step(false);
  }
  return schedule;
}

const SCHEDULES = 1_000;

describe('a disk that is mirrored while its guest writes', () => {
  it(`is equal to its copy in the end, below the cursor at every step, over ${SCHEDULES} schedules`, () => {
    let mirrored = 0;
    for (let seed = 1; seed <= SCHEDULES; seed += 1) {
      const { mirror, source, target, inSync, mirrored: count } = run(seed, { source: 0, drop: 0 });
      expect([seed, mirror.inSync, inSync]).toEqual([seed, true, 1]);
      expect([seed, target]).toEqual([seed, source]);
      mirrored += count;
    }
    expect(mirrored).toBeGreaterThan(SCHEDULES * 10);
  });

  it(`is so with a source that fails writes, which are told to the guest, over ${SCHEDULES} schedules`, () => {
    for (let seed = 1; seed <= SCHEDULES; seed += 1) {
      const { mirror, source, target } = run(seed, { source: 20, drop: 0 });
      expect([seed, mirror.inSync]).toEqual([seed, true]);
      expect([seed, target]).toEqual([seed, source]);
    }
  });

  it(`loses nothing when the mirror is dropped at any step, over ${SCHEDULES} schedules`, () => {
    let dropped = 0;
    for (let seed = 1; seed <= SCHEDULES; seed += 1) dropped += run(seed, { source: 5, drop: 8 }).dropped;
    expect(dropped).toBeGreaterThan(SCHEDULES / 2);
  });
});

/** A mirror whose first regions are being copied: two of six sectors. */
function started(): DiskMirror {
  const mirror = new DiskMirror({ capacitySectors: CAPACITY, regionSectors: REGION });
  expect(mirror.step({ kind: 'start' })).toEqual([
    { kind: 'copy', sector: 0, sectors: 6, fresh: true },
    { kind: 'copy', sector: 6, sectors: 6, fresh: true },
  ]);
  return mirror;
}

const write = (id: number, sector: number, sectors = 1): MirrorEvent => ({ kind: 'write', id, sector, sectors });

describe('a write', () => {
  it('goes to the source only above the cursor, and waits in a region that is being copied', () => {
    const mirror = started();
    expect(mirror.step(write(1, 20))).toEqual([{ kind: 'write', id: 1, target: false }]);
    expect(mirror.step(write(2, 3))).toEqual([]);
    expect(mirror.step(write(3, 11, 3))).toEqual([]);
    expect(mirror.step({ kind: 'copied', sector: 0 })).toEqual([
      { kind: 'copy', sector: 12, sectors: 6, fresh: true },
      { kind: 'write', id: 2, target: true },
    ]);
    // It straddles the region that is next, which is being copied by now.
    expect(mirror.step({ kind: 'copied', sector: 6 })).toEqual([]);
  });

  it('is complete when both are done, whichever is first', () => {
    const mirror = started();
    mirror.step({ kind: 'copied', sector: 0 });
    expect(mirror.step(write(1, 2))).toEqual([{ kind: 'write', id: 1, target: true }]);
    expect(mirror.step({ kind: 'written', id: 1, at: 'target' })).toEqual([]);
    expect(mirror.step({ kind: 'written', id: 1, at: 'source' })).toEqual([{ kind: 'complete', id: 1, ok: true }]);
  });

  it('that overlaps one in flight goes after it', () => {
    const mirror = started();
    expect(mirror.step(write(1, 30, 4))).toHaveLength(1);
    expect(mirror.step(write(2, 33, 4))).toEqual([]);
    expect(mirror.step({ kind: 'written', id: 1, at: 'source' })).toEqual([
      { kind: 'complete', id: 1, ok: true },
      { kind: 'write', id: 2, target: false },
    ]);
  });

  it('in flight to a region holds its copy up', () => {
    const mirror = started();
    mirror.step(write(1, 13));
    expect(mirror.step({ kind: 'copied', sector: 0 })).toEqual([]);
    expect(mirror.step({ kind: 'written', id: 1, at: 'source' })).toEqual([
      { kind: 'complete', id: 1, ok: true },
      { kind: 'copy', sector: 12, sectors: 6, fresh: true },
    ]);
  });

  it('that fails at the target succeeds for the guest, and there is no mirror any more', () => {
    const mirror = started();
    mirror.step({ kind: 'copied', sector: 0 });
    mirror.step(write(1, 2));
    mirror.step(write(2, 8));
    mirror.step({ kind: 'written', id: 1, at: 'source' });
    expect(mirror.step({ kind: 'writeFailed', id: 1, at: 'target', because: 'full' })).toEqual([
      { kind: 'dropped', because: 'full' },
      { kind: 'complete', id: 1, ok: true },
      { kind: 'write', id: 2, target: false },
    ]);
    expect(mirror.dropped).toBe('full');
    expect(mirror.step({ kind: 'copied', sector: 6 })).toEqual([]);
  });

  it('that fails at the source fails for the guest, and its range is copied again', () => {
    const mirror = started();
    mirror.step({ kind: 'copied', sector: 0 });
    mirror.step(write(1, 2));
    mirror.step({ kind: 'written', id: 1, at: 'target' });
    expect(mirror.step({ kind: 'writeFailed', id: 1, at: 'source', because: 'medium error' })).toEqual([
      { kind: 'complete', id: 1, ok: false },
    ]);
    expect(mirror.step({ kind: 'copied', sector: 6 })).toEqual([{ kind: 'copy', sector: 2, sectors: 1, fresh: false }]);
  });
});

describe('its limits', () => {
  it(`takes at most ${MAX_MIRRORED_WRITES} writes`, () => {
    const mirror = started();
    for (let id = 1; id <= MAX_MIRRORED_WRITES; id += 1) mirror.step(write(id, 40));
    expect(() => mirror.step(write(0, 40))).toThrow(RangeError);
  });

  it('refuses what is not on the disk, and an id that is in use', () => {
    const mirror = started();
    expect(() => mirror.step(write(1, CAPACITY - 1, 2))).toThrow(RangeError);
    mirror.step(write(1, 40));
    expect(() => mirror.step(write(1, 41))).toThrow(RangeError);
  });

  it(`is dropped when more than ${MAX_RANGES_TO_COPY_AGAIN} writes wait to be copied again`, () => {
    const mirror = started();
    mirror.step({ kind: 'copied', sector: 0 });
    // Two regions are being copied, and stay so.
    for (let id = 1; id <= MAX_RANGES_TO_COPY_AGAIN + 1; id += 1) {
      expect(mirror.dropped).toBeUndefined();
      mirror.step(write(id, 2));
      mirror.step({ kind: 'written', id, at: 'target' });
      mirror.step({ kind: 'writeFailed', id, at: 'source', because: 'medium error' });
    }
    expect(mirror.dropped).toBe(`${MAX_RANGES_TO_COPY_AGAIN + 1} writes failed at the source`);
  });
});
