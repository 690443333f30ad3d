// One change of the volume that takes place as a whole or not at all: first what it needs is taken, under an intent; then
// new blocks are filled; then a commit says all the rest, and is done. Until the commit is written everything can be given
// back, from then on everything can be done.
import { allocateExtents, type Extent, merged, readBitmap } from './allocation.ts';
import { type Descriptor, readDescriptors } from './descriptor.ts';
import { VmfsError } from './errors.ts';
import type { Journal } from './journal.ts';
import type { GuardedImage, JournalRecord, LockGuard, LockRelease } from './journal-record.ts';
import { DESCRIPTORS } from './layout.ts';
import { changeLock, type KnownLock, lockModes } from './lock-record.ts';
import { type Image, type Metadata, metadataImage, type NewMetadata } from './metadata.ts';
import type { Mount } from './mount.ts';
import type { Operation } from './operation.ts';
import { redo, undo } from './replay.ts';

/** How often blocks and descriptors that others take meanwhile are chosen anew. */
const MAX_TAKE_RACES = 100;
/** Descriptors that are looked at in one read when a free one is sought. */
const DESCRIPTORS_PER_READ = 32;

export interface Taken {
  readonly extents: readonly Extent[];
  /** Exclusively locked. */
  readonly descriptors: readonly Descriptor[];
}

export class Transaction {
  private readonly mount: Mount;
  private readonly journal: Journal;
  private readonly locks = new Map<number, KnownLock>();
  private readonly images: GuardedImage[] = [];
  private readonly released: Extent[] = [];
  private readonly letGo: LockRelease[] = [];
  /** Whether the journal has something of it that is to be brought to an end if it fails. */
  private recorded_ = false;
  private commitNumber_: number | undefined;

  constructor(mount: Mount, journal: Journal) {
    this.mount = mount;
    this.journal = journal;
  }

  get recorded(): boolean {
    return this.recorded_;
  }

  /** Of its commit, once that is being written. */
  get commitNumber(): number | undefined {
    return this.commitNumber_;
  }

  /** Takes blocks and descriptors, once a transaction. Throws VmfsError noSpace or noDescriptors: nothing was changed. */
  *take({ blocks = 0, descriptors = 0 }: { blocks?: number; descriptors?: number }): Operation<Taken> {
    if (blocks === 0 && descriptors === 0) return { extents: [], descriptors: [] };
    for (let race = 0; race < MAX_TAKE_RACES; race += 1) {
      const bitmap = yield* readBitmap(this.mount.superblock);
      const extents = bitmap.choose(blocks);
      if (!extents) throw new VmfsError('noSpace', `${this.mount.superblock.label} has no ${blocks} MiB free`);
      const chosen = yield* this.freeDescriptors(descriptors);
      const record: JournalRecord = {
        phase: 'intent',
        number: this.journal.nextNumber(),
        ownerUuid: this.mount.owner.uuid,
        extents,
        locks: chosen.map(({ descriptor, lock }) => ({
          descriptor,
          generation: lock.generation + 1,
          becomes: 'unallocated',
        })),
        images: [],
      };
      this.recorded_ = true;
      yield* this.journal.write(record);
      const taken = (yield* allocateExtents(extents, this.stamp(record), bitmap))
        ? yield* this.takeDescriptors(chosen)
        : undefined;
      if (taken) return { extents, descriptors: taken };
      yield* undo(record, this.journal.context);
    }
    throw new VmfsError('busy', `other hosts were quicker ${MAX_TAKE_RACES} times in a row`);
  }

  private stamp({ number }: JournalRecord) {
    return { slot: this.mount.owner.slot, number };
  }

  private *freeDescriptors(count: number): Operation<Descriptor[]> {
    const free: Descriptor[] = [];
    const chunks = Math.ceil(DESCRIPTORS / DESCRIPTORS_PER_READ);
    const firstChunk = Math.floor(this.journal.descriptorHint / DESCRIPTORS_PER_READ);
    for (let step = 0; step < chunks && free.length < count; step += 1) {
      const first = ((firstChunk + step) % chunks) * DESCRIPTORS_PER_READ;
      const found = (yield* readDescriptors(first, DESCRIPTORS_PER_READ)).filter(({ lock }) => !lock.allocated);
      free.push(...found.slice(0, count - free.length));
    }
    if (free.length < count)
      throw new VmfsError('noDescriptors', `${this.mount.superblock.label} has ${DESCRIPTORS} files already`);
    return free;
  }

  /** Undefined when another host was quicker. */
  private *takeDescriptors(chosen: readonly Descriptor[]): Operation<Descriptor[] | undefined> {
    const { uuid: ownerUuid, hostName, slot } = this.mount.owner;
    const taken: Descriptor[] = [];
    for (const free of chosen) {
      const fields = {
        allocated: true,
        moved: false,
        mode: lockModes.exclusive,
        ownerUuid,
        hostName,
        slot,
        holders: [],
      };
      const known = yield* changeLock(free, fields, this.mount.nextChange());
      if (!known) return undefined;
      this.journal.descriptorHint = known.descriptor;
      taken.push({ ...known, metadata: free.metadata });
    }
    return taken;
  }

  /** Bytes to be written with the commit, under an exclusive lock of this mount. */
  write(lock: KnownLock, { lba, bytes }: Image): void {
    this.images.push({ lba, bytes, guard: this.guard(lock) });
  }

  /** New metadata of a file that is locked; returns it as it will be. */
  writeMetadata(lock: KnownLock, metadata: NewMetadata, before: Metadata | undefined): Metadata {
    const image = metadataImage(lock.descriptor, metadata, before);
    this.write(lock, image);
    return image.metadata;
  }

  /** Blocks to be free after the commit. */
  release(extents: readonly Extent[]): void {
    this.released.push(...extents);
  }

  /** A lock to be let go at the very end; with `unallocated` its file is no more. */
  unlock(lock: KnownLock, becomes: LockRelease['becomes'] = 'free'): void {
    this.letGo.push({ ...this.guard(lock), becomes });
  }

  private guard(lock: KnownLock): LockGuard {
    this.locks.set(lock.descriptor, lock);
    return { descriptor: lock.descriptor, generation: lock.lock.generation };
  }

  /** Throws VmfsError tooFragmented, before anything is written, and lockLost. */
  *commit(): Operation<void> {
    const record: JournalRecord = {
      phase: 'commit',
      number: this.journal.nextNumber(),
      ownerUuid: this.mount.owner.uuid,
      extents: merged(this.released),
      locks: this.letGo,
      images: this.images,
    };
    yield* this.journal.write(record, () => {
      this.recorded_ = true;
      this.commitNumber_ = record.number;
    });
    const complete = yield* redo(record, this.journal.context, this.locks);
    if (!complete) throw new VmfsError('lockLost', 'a lock was lost while what it guards was changed');
  }
}
