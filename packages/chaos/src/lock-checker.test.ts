import type { CommandLogEntry } from '@microsphere/proto';
import { reservationKey } from '@microsphere/vmfs';
import { describe, expect, it } from 'vitest';
import { LockChecker, type LockVerdict, MAX_VIOLATIONS, type ViolationKind, violationKinds } from './lock-checker.ts';
import { encodeStamp, HEARTBEAT_LBA, lockRecordLba } from './on-disk.ts';

const LEASE_MS = 1_000;
const FILE = 5;
const DATA_LBA = 30_000;

/** A mount of a host, in a heartbeat slot. */
interface Mount {
  readonly initiator: string;
  readonly session: string;
  readonly uuid: string;
  readonly slot: number;
}

const mount = (name: string, slot: number, life = 1): Mount => ({
  initiator: name,
  session: `${name}-${life}`,
  uuid: `0000000${slot}-0000-4000-8000-00000000000${life}`,
  slot,
});
const esx1 = mount('esx1', 1);
const esx2 = mount('esx2', 2);

/** A command log by hand. */
class Story {
  now = 0;
  readonly checker: LockChecker;
  private readonly generations = new Map<number, number>();
  private beats = 0;

  constructor(fresh?: { readonly initiator: string; readonly files: number }) {
    this.checker = new LockChecker({ leaseMs: LEASE_MS, ...(fresh ? { fresh } : {}) });
  }

  entry({ initiator, session }: Mount, opcode: string, more: Partial<CommandLogEntry>): this {
    this.now += 1;
    const { now } = this;
    this.checker.take({
      begun: now,
      at: now,
      initiator,
      session,
      opcode,
      lun: 0,
      lba: 0,
      blocks: 1,
      status: 'GOOD',
      ...more,
    });
    return this;
  }

  wait(milliseconds: number): this {
    this.now += milliseconds;
    return this;
  }

  reserve(host: Mount, action: string, actionKey: string): this {
    return this.entry(host, 'PERSISTENT_RESERVE_OUT', { reserve: { action, key: '', actionKey } });
  }

  /** Registers, reserves, and takes a heartbeat slot. */
  mount(host: Mount): this {
    this.reserve(host, 'REGISTER_AND_IGNORE_EXISTING_KEY', reservationKey(host.uuid));
    return this.reserve(host, 'RESERVE', '').beat(host);
  }

  fence(host: Mount, victim: Mount): this {
    return this.reserve(host, 'PREEMPT_AND_ABORT', reservationKey(victim.uuid));
  }

  private write(host: Mount, lba: number, block: Buffer, opcode = 'COMPARE_AND_WRITE'): this {
    return this.entry(host, opcode, { lba, data: block.toString('base64') });
  }

  beat(host: Mount): this {
    const block = Buffer.alloc(512);
    block.write('uHBT', 'latin1');
    this.beats += 1;
    block.writeDoubleLE(this.beats, 16);
    uuid(host.uuid).copy(block, 24);
    block.write(host.initiator, 40);
    return this.write(host, HEARTBEAT_LBA + host.slot, block);
  }

  clear(host: Mount, slot: number): this {
    return this.write(host, HEARTBEAT_LBA + slot, Buffer.alloc(512));
  }

  lock(
    host: Mount,
    { owner = host, free = false, descriptor = FILE, skip = 0, opcode = 'COMPARE_AND_WRITE' } = {},
  ): this {
    const generation = (this.generations.get(descriptor) ?? 0) + 1 + skip;
    this.generations.set(descriptor, generation);
    const block = Buffer.alloc(512);
    block.write('uLCK', 'latin1');
    block.writeUInt32LE(1, 4);
    block.writeUInt32LE(free ? 0 : 1, 8);
    block.writeUInt32LE(owner.slot, 12);
    block.writeDoubleLE(generation, 16);
    if (!free) uuid(owner.uuid).copy(block, 24);
    return this.write(host, lockRecordLba(descriptor), block, opcode);
  }

  unlock(host: Mount, descriptor = FILE): this {
    return this.lock(host, { free: true, descriptor });
  }

  stamp(host: Mount, { descriptor = FILE, lba = DATA_LBA, of = host, age = 0 } = {}): this {
    const generation = (this.generations.get(descriptor) ?? 0) - age;
    return this.write(host, lba, encodeStamp({ descriptor, generation, ownerUuid: of.uuid }), 'WRITE_16');
  }

  /** One host writes under its lock, and dies; the other breaks it in order, and writes. */
  brokenInOrder(): this {
    this.mount(esx1).mount(esx2).lock(esx1).stamp(esx1).wait(LEASE_MS);
    return this.clear(esx2, esx1.slot).fence(esx2, esx1).lock(esx2).stamp(esx2);
  }

  judge(): LockVerdict {
    return this.checker.judge();
  }
}

function uuid(text: string): Buffer {
  return Buffer.from(text.replaceAll('-', ''), 'hex');
}

const held = () => new Story().mount(esx1).mount(esx2).lock(esx1).stamp(esx1);
/** The slot of the first host is cleared in order, and it is fenced: its lock may be broken. */
const evicted = () => held().wait(LEASE_MS).clear(esx2, esx1.slot).fence(esx2, esx1);

describe('a history that is right', () => {
  it('of locks that go from hand to hand', () => {
    const { verdict, statistics, ownerships } = held().unlock(esx1).lock(esx2).stamp(esx2).unlock(esx2).judge();
    expect(verdict).toBe('true');
    expect(statistics).toMatchObject({ acquisitions: 2, broken: 0, stamps: 2 });
    expect(ownerships.map(({ initiator, end }) => [initiator, end])).toEqual([
      ['esx1', 'released'],
      ['esx2', 'released'],
    ]);
  });

  it('of a lock that is broken when its owner is dead and fenced', () => {
    const { verdict, statistics, ownerships } = new Story().brokenInOrder().judge();
    expect(verdict).toBe('true');
    expect(statistics).toMatchObject({ acquisitions: 2, broken: 1 });
    expect(statistics.longestRecoveryMs).toBeGreaterThan(LEASE_MS);
    expect(ownerships.map(({ initiator, end }) => [initiator, end])).toEqual([['esx1', 'broken']]);
  });

  it('of a host that comes again, and takes its slot without waiting', () => {
    const again = mount('esx1', 1, 2);
    expect(held().mount(again).lock(again).stamp(again).judge().verdict).toBe('true');
  });

  it('counts what the array refused, and races', () => {
    const story = held()
      .entry(esx2, 'COMPARE_AND_WRITE', {
        lba: lockRecordLba(FILE),
        status: 'CHECK_CONDITION',
        sense: 'MISCOMPARE_DURING_VERIFY_OPERATION',
      })
      .entry(esx2, 'WRITE_16', { lba: DATA_LBA, status: 'RESERVATION_CONFLICT' });
    expect(story.judge()).toMatchObject({ verdict: 'true', statistics: { contended: 1, refused: 1 } });
  });
});

/** One mistake each: a step that is left out, too early, or by the wrong one. */
const mistakes: Readonly<Record<ViolationKind, readonly [string, () => Story][]>> = {
  unregisteredWrite: [
    ['a host that was fenced writes', () => evicted().entry(esx1, 'WRITE_16', { lba: 40_000, blocks: 8 })],
    ['a host that never registered zeroes', () => held().entry(mount('esx3', 3), 'UNMAP', { lba: 40_000, blocks: 8 })],
    [
      'an earlier life of a host writes',
      () =>
        held()
          .mount(mount('esx1', 1, 2))
          .entry(esx1, 'WRITE_16', { lba: 40_000 }),
    ],
  ],
  leaseCutShort: [
    [
      'a slot is cleared too early',
      () =>
        held()
          .wait(LEASE_MS - 100)
          .clear(esx2, esx1.slot),
    ],
    ['a slot is taken over too early', () => held().beat({ ...esx2, slot: esx1.slot })],
  ],
  livingOwnerBroken: [
    ['a lock is broken beside the slot', () => held().wait(LEASE_MS).fence(esx2, esx1).lock(esx2)],
    ['a lock of a living host is given away', () => held().unlock(esx2)],
  ],
  unfencedOwnerBroken: [
    ['a lock is broken without the fence', () => held().wait(LEASE_MS).clear(esx2, esx1.slot).lock(esx2)],
    ['the fence comes after the lock', () => held().wait(LEASE_MS).clear(esx2, esx1.slot).lock(esx2).fence(esx2, esx1)],
  ],
  lockForged: [['a host writes that another owns the lock', () => held().lock(esx2, { owner: esx1, descriptor: 9 })]],
  generationSkipped: [
    ['a record was lost', () => held().unlock(esx1).lock(esx2, { skip: 1 })],
    ['an old record comes back', () => held().unlock(esx1).lock(esx2, { skip: -1 })],
  ],
  lockOverwritten: [
    ['a lock record is written', () => held().lock(esx1, { opcode: 'WRITE_16' })],
    ['lock records are zeroed', () => held().entry(esx1, 'WRITE_SAME_16', { lba: 2_048, blocks: 2_000 })],
  ],
  writeWithoutLock: [
    ['after it was let go', () => held().unlock(esx1).stamp(esx1)],
    ['while another holds the lock', () => held().stamp(esx2)],
    ['in the name of the owner', () => held().stamp(esx2, { of: esx1 })],
    ['under an earlier lock of its own', () => held().unlock(esx1).lock(esx1).stamp(esx1, { age: 2 })],
    ['after the lock was broken', () => evicted().lock(esx2).stamp(esx1)],
    ['without a stamp', () => held().entry(esx2, 'WRITE_16', { lba: DATA_LBA - 4, blocks: 8 })],
  ],
  foreignBlock: [
    ['two files have one block', () => held().lock(esx1, { descriptor: 9 }).stamp(esx1, { descriptor: 9 })],
  ],
  lockNotRecovered: [
    ['the fresh host left one', () => new Story({ initiator: 'esx2', files: 2 }).brokenInOrder()],
    ['the fresh host took none', () => new Story({ initiator: 'fresh', files: 1 }).brokenInOrder()],
  ],
};

describe.each(Object.entries(mistakes))('%s is found when', (kind, stories) => {
  it.each(stories)('%s', (_name, story) => {
    const { verdict, violations } = story().judge();
    expect(verdict).toBe('false');
    expect(violations.map((violation) => violation.kind)).toContain(kind);
    for (const violation of violations) expect(Object.keys(violationKinds)).toContain(violation.kind);
  });
});

describe('the verdict', () => {
  it('is true when the fresh host took every lock', () => {
    expect(new Story({ initiator: 'esx2', files: 1 }).brokenInOrder().judge().verdict).toBe('true');
  });

  it('is unknown when nothing was tested, or the log has a hole', () => {
    expect(new Story().mount(esx1).judge()).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringMatching(/nothing was tested/),
    });
    const story = held();
    story.checker.takeUnreadable('cut off');
    expect(story.judge()).toMatchObject({ verdict: 'unknown', reason: expect.stringMatching(/cut off/) });
  });

  it('keeps a limited number of violations, and counts all', () => {
    const story = held().unlock(esx1);
    for (let count = 0; count < MAX_VIOLATIONS + 5; count += 1) story.stamp(esx1);
    const { violations, violationCount } = story.judge();
    expect([violations.length, violationCount]).toEqual([MAX_VIOLATIONS, MAX_VIOLATIONS + 5]);
    expect(violations[0]).toMatchObject({ kind: 'writeWithoutLock', line: expect.any(Number) });
  });
});
