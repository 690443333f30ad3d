// Judges what hosts did to the locks of a volume, by the command log of its array and nothing else: what a host believed, or said,
// does not count. It follows every lock record, heartbeat slot and registration as commands take effect, and names each
// step that the protocol forbids. An owner is entitled from the COMPARE AND WRITE that took its lock until the one that let it go,
// or broke it. Left out on purpose: what lies in directories and metadata, which fsck judges.
import type { CommandLogEntry } from '@microsphere/proto';
import { reservationKey } from '@microsphere/vmfs';
import {
  descriptorAt,
  descriptorsIn,
  HEARTBEAT_LBA,
  HEARTBEAT_SLOTS,
  lockRecordLba,
  type OnDiskSlot,
  readLock,
  readSlot,
  readStamp,
} from './on-disk.ts';

/** Violations that are kept; more are counted. */
export const MAX_VIOLATIONS = 100;
/** Ownerships that are kept for the picture; more are counted, not drawn. */
export const MAX_OWNERSHIPS = 50_000;
const NO_KEY = '0'.repeat(16);

/** What the protocol forbids. */
export const violationKinds = {
  unregisteredWrite: 'a host that is not registered changed something: the fence has a hole',
  leaseCutShort: 'the heartbeat slot of a living host was taken over before it had stood still for the lease',
  livingOwnerBroken: 'a lock was taken from an owner whose heartbeat slot was still its own: two owners',
  unfencedOwnerBroken: 'a lock was taken from an owner that could still write: two owners',
  lockForged: 'a lock record names an owner that did not write it',
  generationSkipped: 'a lock record does not follow the one before it',
  lockOverwritten: 'a lock record was changed by something else than COMPARE AND WRITE',
  writeWithoutLock: 'the data of a file was written by one that did not hold its lock',
  foreignBlock: 'one block holds the data of two files',
  lockNotRecovered: 'a lock could not be taken by a fresh host at the end',
} as const;
export type ViolationKind = keyof typeof violationKinds;

export interface Violation {
  readonly kind: ViolationKind;
  /** Milliseconds of the array's clock. */
  readonly at: number;
  /** Line of the log, from 1 on. */
  readonly line: number;
  readonly text: string;
}

/** One time that somebody owned a file's lock. */
export interface Ownership {
  readonly descriptor: number;
  readonly initiator: string;
  readonly from: number;
  readonly to: number;
  readonly end: 'released' | 'broken';
}

export interface LockStatistics {
  readonly commands: number;
  /** Exclusive locks of stamped files: taken, taken from a dead owner, and lost to a faster host. */
  readonly acquisitions: number;
  readonly broken: number;
  readonly contended: number;
  /** Writes to files under a lock. */
  readonly stamps: number;
  /** Commands of hosts that were fenced, which the array refused. */
  readonly refused: number;
  /** From the last heartbeat of an owner to the breaking of a lock of it, the longest; milliseconds. */
  readonly longestRecoveryMs: number;
}

export interface LockVerdict {
  readonly verdict: 'true' | 'false' | 'unknown';
  /** Why it is unknown. */
  readonly reason?: string;
  readonly violations: readonly Violation[];
  readonly violationCount: number;
  readonly statistics: LockStatistics;
  readonly ownerships: readonly Ownership[];
}

interface Party {
  readonly initiator: string;
  readonly session: string;
}

interface HeldLock {
  readonly ownerUuid: string;
  readonly slot: number;
  readonly owner: Party;
  readonly since: number;
}

interface LockState {
  readonly generation: number;
  readonly held: HeldLock | undefined;
}

interface SlotState {
  readonly content: OnDiskSlot | undefined;
  readonly changedAt: number;
  readonly writer: Party;
}

export interface LockCheckerOptions {
  readonly leaseMs: number;
  /** At the end this host has taken the lock of each of so many files. */
  readonly fresh?: { readonly initiator: string; readonly files: number };
}

export class LockChecker {
  private readonly options: LockCheckerOptions;
  private readonly locks = new Map<number, LockState>();
  private readonly slots = new Map<number, SlotState>();
  private readonly registrations = new Map<string, { readonly session: string; readonly key: string }>();
  private reserved = false;
  /** Whose file a block of data is, once a stamp said so. */
  private readonly files = new Map<number, number>();
  private readonly mounts = new Map<string, { readonly party: Party; beatAt: number }>();
  private readonly violations: Violation[] = [];
  private readonly ownerships: Ownership[] = [];
  private readonly taken = new Map<number, { acquired: number; broken: number; contended: number }>();
  private readonly freshlyTaken = new Set<number>();
  private violationCount = 0;
  private stamps = 0;
  private refused = 0;
  private longestRecoveryMs = 0;
  private line = 0;
  private lastAt = 0;
  private unreadable: string | undefined;

  constructor(options: LockCheckerOptions) {
    this.options = options;
  }

  /** The next line of the log. */
  take(entry: CommandLogEntry): void {
    this.line += 1;
    this.lastAt = entry.at;
    if (entry.status !== 'GOOD') {
      this.refusal(entry);
      return;
    }
    if (entry.reserve) this.reservation(entry);
    else if (changing.has(entry.opcode)) this.change(entry);
  }

  /** A line that can't be read: what came there, nobody knows. */
  takeUnreadable(why: string): void {
    this.line += 1;
    this.unreadable ??= `line ${this.line} of the log can't be read: ${why}`;
  }

  private violation(kind: ViolationKind, text: string): void {
    this.violationCount += 1;
    if (this.violations.length < MAX_VIOLATIONS) this.violations.push({ kind, at: this.lastAt, line: this.line, text });
  }

  private refusal({ opcode, lba, status, sense }: CommandLogEntry): void {
    if (!changing.has(opcode)) return;
    if (status === 'RESERVATION_CONFLICT' || status === 'TASK_ABORTED') this.refused += 1;
    const descriptor = descriptorAt(lba);
    if (sense === 'MISCOMPARE_DURING_VERIFY_OPERATION' && descriptor !== undefined)
      this.counter(descriptor).contended += 1;
  }

  private counter(descriptor: number): { acquired: number; broken: number; contended: number } {
    const counter = this.taken.get(descriptor) ?? { acquired: 0, broken: 0, contended: 0 };
    this.taken.set(descriptor, counter);
    return counter;
  }

  private reservation({ initiator, session, reserve }: CommandLogEntry): void {
    const { action = '', actionKey = '' } = reserve ?? {};
    const key = actionKey || NO_KEY;
    if (action.startsWith('REGISTER')) {
      if (key === NO_KEY) this.registrations.delete(initiator);
      else this.registrations.set(initiator, { session, key });
    } else if (action.startsWith('PREEMPT')) {
      for (const [other, registration] of this.registrations)
        if (other !== initiator && (key === NO_KEY || registration.key === key)) this.registrations.delete(other);
    } else if (action === 'CLEAR') this.registrations.clear();
    if (action === 'RESERVE') this.reserved = true;
    if (action === 'RELEASE' || this.registrations.size === 0) this.reserved = false;
  }

  private change(entry: CommandLogEntry): void {
    const { initiator, session, opcode, lba, blocks } = entry;
    if (this.reserved && this.registrations.get(initiator)?.session !== session)
      this.violation('unregisteredWrite', `${opcode} of ${initiator} at LBA ${lba}`);
    const single = blocks === 1 && entry.data !== undefined ? Buffer.from(entry.data, 'base64') : undefined;
    const descriptor = blocks === 1 ? descriptorAt(lba) : undefined;
    if (single && opcode === 'COMPARE_AND_WRITE' && descriptor !== undefined)
      this.lockRecord(descriptor, single, entry);
    else if (single && opcode === 'COMPARE_AND_WRITE' && isSlot(lba))
      this.heartbeat(lba - HEARTBEAT_LBA, single, entry);
    else this.data(entry, single);
  }

  private heartbeat(slot: number, block: Buffer, { initiator, session, at }: CommandLogEntry): void {
    const content = readSlot(block);
    const before = this.slots.get(slot);
    const writer = { initiator, session };
    const evicted = before?.content && !before.content.recovering && content?.ownerUuid !== before.content.ownerUuid;
    const takenOver = evicted || (before?.content && !before.content.recovering && content?.recovering);
    // A slot of an earlier life of the same host is no other's.
    if (takenOver && before.writer.initiator !== initiator && at - before.changedAt < this.options.leaseMs)
      this.violation(
        'leaseCutShort',
        `slot ${slot} of ${before.content?.hostName} by ${initiator}, ${Math.round(at - before.changedAt)} ms after its last heartbeat`,
      );
    const alive = content && !content.recovering ? content : undefined;
    this.slots.set(slot, { content, changedAt: at, writer });
    if (!alive) return;
    const mount = this.mounts.get(alive.ownerUuid);
    if (mount) mount.beatAt = at;
    else this.mounts.set(alive.ownerUuid, { party: writer, beatAt: at });
  }

  private lockRecord(descriptor: number, block: Buffer, entry: CommandLogEntry): void {
    const { initiator, session, at } = entry;
    const record = readLock(block);
    const before = this.locks.get(descriptor);
    // The first one follows what was made with the volume, which is written as a whole.
    if (!record || (before && record.generation !== before.generation + 1))
      this.violation(
        'generationSkipped',
        `descriptor ${descriptor}: ${record?.generation ?? 'no record'} after ${before?.generation ?? 'none'}`,
      );
    const held = before?.held;
    if (held && !samePartyAs(entry, held.owner)) this.broken(descriptor, held, entry);
    if (held) this.keep({ descriptor, held, to: at, end: samePartyAs(entry, held.owner) ? 'released' : 'broken' });
    if (!record) return;
    if (record.ownerUuid === undefined) {
      this.locks.set(descriptor, { generation: record.generation, held: undefined });
      return;
    }
    const mount = this.mounts.get(record.ownerUuid);
    if (!mount || !samePartyAs(entry, mount.party))
      this.violation('lockForged', `descriptor ${descriptor}: ${initiator} wrote that ${record.ownerUuid} owns it`);
    this.counter(descriptor).acquired += 1;
    if (initiator === this.options.fresh?.initiator) this.freshlyTaken.add(descriptor);
    this.locks.set(descriptor, {
      generation: record.generation,
      held: { ownerUuid: record.ownerUuid, slot: record.slot, owner: { initiator, session }, since: at },
    });
  }

  /** A lock is changed by another than its owner. */
  private broken(descriptor: number, { ownerUuid, slot, owner }: HeldLock, { initiator, at }: CommandLogEntry): void {
    this.counter(descriptor).broken += 1;
    const mount = this.mounts.get(ownerUuid);
    if (mount) this.longestRecoveryMs = Math.max(this.longestRecoveryMs, at - mount.beatAt);
    const where = `descriptor ${descriptor}, of ${owner.initiator}, by ${initiator}`;
    const content = this.slots.get(slot)?.content;
    if (content?.ownerUuid === ownerUuid && !content.recovering) this.violation('livingOwnerBroken', where);
    const registration = this.registrations.get(owner.initiator);
    if (registration?.session === owner.session && registration.key === reservationKey(ownerUuid))
      this.violation('unfencedOwnerBroken', where);
  }

  private keep({ descriptor, held, to, end }: KeptOwnership): void {
    if (this.ownerships.length >= MAX_OWNERSHIPS) return;
    this.ownerships.push({ descriptor, initiator: held.owner.initiator, from: held.since, to, end });
  }

  private data(entry: CommandLogEntry, single: Buffer | undefined): void {
    const { initiator, opcode, lba, blocks } = entry;
    for (const descriptor of descriptorsIn(lba, blocks))
      if (this.locks.has(descriptor))
        this.violation('lockOverwritten', `LBA ${lockRecordLba(descriptor)}, by ${opcode} of ${initiator}`);
    const stamp = single && readStamp(single);
    if (!stamp) {
      this.unstamped(entry);
      return;
    }
    this.stamps += 1;
    const file = this.files.get(lba);
    if (file !== undefined && file !== stamp.descriptor)
      this.violation(
        'foreignBlock',
        `LBA ${lba} is of descriptor ${file}, and ${initiator} wrote of ${stamp.descriptor} there`,
      );
    this.files.set(lba, stamp.descriptor);
    const lock = this.locks.get(stamp.descriptor);
    const entitled =
      lock?.held?.ownerUuid === stamp.ownerUuid &&
      lock.generation === stamp.generation &&
      samePartyAs(entry, lock.held.owner);
    if (!entitled)
      this.violation(
        'writeWithoutLock',
        `LBA ${lba}: ${initiator} wrote under generation ${stamp.generation} of descriptor ${stamp.descriptor}, which ` +
          `${lock?.held?.owner.initiator ?? 'nobody'} holds by generation ${lock?.generation ?? 'none'}`,
      );
  }

  /** Something else over the data of a file. */
  private unstamped(entry: CommandLogEntry): void {
    const { initiator, opcode, lba, blocks } = entry;
    // Stamped blocks are few, and long ranges rare.
    for (const [block, descriptor] of this.files) {
      if (block < lba || block >= lba + blocks) continue;
      const owner = this.locks.get(descriptor)?.held?.owner;
      if (!owner || !samePartyAs(entry, owner))
        this.violation('writeWithoutLock', `LBA ${block} of descriptor ${descriptor}: ${opcode} of ${initiator}`);
    }
  }

  /** After the last line. */
  judge(): LockVerdict {
    const files = new Set(this.files.values());
    const { fresh } = this.options;
    const recovered = [...files].filter((descriptor) => this.freshlyTaken.has(descriptor)).length;
    if (fresh && recovered < fresh.files)
      this.violation('lockNotRecovered', `${fresh.initiator} took ${recovered} of ${fresh.files} at the end`);
    const sum = (of: 'acquired' | 'broken' | 'contended'): number =>
      [...files].reduce((total, descriptor) => total + (this.taken.get(descriptor)?.[of] ?? 0), 0);
    const statistics: LockStatistics = {
      commands: this.line,
      acquisitions: sum('acquired'),
      broken: sum('broken'),
      contended: sum('contended'),
      stamps: this.stamps,
      refused: this.refused,
      longestRecoveryMs: this.longestRecoveryMs,
    };
    const reason =
      this.unreadable ?? (this.stamps === 0 ? 'nothing was ever written under a lock: nothing was tested' : undefined);
    return {
      verdict: this.violationCount > 0 ? 'false' : reason === undefined ? 'true' : 'unknown',
      ...(reason === undefined ? {} : { reason }),
      violations: this.violations,
      violationCount: this.violationCount,
      statistics,
      ownerships: this.ownerships.filter(({ descriptor }) => files.has(descriptor)),
    };
  }
}

interface KeptOwnership {
  readonly descriptor: number;
  readonly held: HeldLock;
  readonly to: number;
  readonly end: Ownership['end'];
}

/** Opcodes that change blocks. */
const changing = new Set(['WRITE_16', 'COMPARE_AND_WRITE', 'WRITE_SAME_16', 'UNMAP', 'EXTENDED_COPY']);

function isSlot(lba: number): boolean {
  return lba >= HEARTBEAT_LBA && lba < HEARTBEAT_LBA + HEARTBEAT_SLOTS;
}

function samePartyAs(entry: Party, party: Party): boolean {
  return entry.initiator === party.initiator && entry.session === party.session;
}
