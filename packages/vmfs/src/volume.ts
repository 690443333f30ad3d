// A mounted volume: paths, files, directories and locks, as one host sees them. Directories are small files of entries
// that are replaced whole; whoever changes one holds its on-disk lock meanwhile. The order of writes (blocks, then
// descriptor, then directory entry) makes a crash leak space at worst; the journal will give that back.
import { countFree, release, releaseAfterFailure } from './allocation.ts';
import {
  type Change,
  changeLock,
  type Descriptor,
  type Extent,
  freeLock,
  type LockRecord,
  lockModes,
  MAX_INLINE_BYTES,
  type Metadata,
  readDescriptor,
  readDescriptors,
  writeMetadata,
} from './descriptor.ts';
import { decodeEntries, type Entry, encodeEntries, joinPath, parsePath, splitPath } from './directory.ts';
import { LockedError, VmfsError } from './errors.ts';
import { readExtents, writeExtents, zeroExtents } from './extents.ts';
import { fence } from './fence.ts';
import { ROOT } from './format.ts';
import { clearSlot, readSlot } from './heartbeat.ts';
import type { HeartbeatMonitor } from './heartbeat-monitor.ts';
import { DESCRIPTORS, FILE_BLOCK_BYTES, type Superblock } from './layout.ts';
import type { Operation } from './operation.ts';

/** How often a lock whose record changes under our hands is tried again. */
const MAX_LOCK_RACES = 8;
/** How often a file that is replaced while it is read is read again. */
export const MAX_READ_RACES = 8;
/** Descriptors that are looked at in one read when a free one is sought. */
const DESCRIPTORS_PER_READ = 32;

/** A lock that this host holds. */
export interface FileLock {
  readonly path: string;
  readonly descriptor: number;
  readonly lock: LockRecord;
  readonly lockBytes: Uint8Array;
}

export interface FileStatus {
  readonly type: 'file' | 'directory';
  readonly sizeBytes: number;
  readonly extents: readonly Extent[];
  readonly lock: LockRecord;
}

/** Who locks: one mount of one host. */
export interface Owner {
  /** New for each slot that is taken: locks of an earlier mount are never mistaken for those of this one. */
  readonly uuid: string;
  readonly hostName: string;
  readonly slot: number;
}

/** A descriptor of a file or directory that is there. */
interface Existing extends Descriptor {
  readonly metadata: Metadata;
}

type Stored = Omit<Metadata, 'sequence'>;

const NOTHING = new Uint8Array(0);

export class Volume {
  readonly superblock: Superblock;
  readonly owner: Owner;
  private readonly monitor: HeartbeatMonitor;
  private readonly now: () => number;
  private descriptorHint = 1;
  private changes = 0;

  /** @param options.now - the watcher's time, as it was given to the monitor */
  constructor(options: {
    readonly superblock: Superblock;
    readonly owner: Owner;
    readonly monitor: HeartbeatMonitor;
    readonly now: () => number;
  }) {
    this.superblock = options.superblock;
    this.owner = options.owner;
    this.monitor = options.monitor;
    this.now = options.now;
  }

  private nextChange(): Change {
    this.changes += 1;
    return { writerUuid: this.owner.uuid, sequence: this.changes };
  }

  *freeBytes(): Operation<number> {
    return (yield* countFree(this.superblock)) * FILE_BLOCK_BYTES;
  }

  private *find(path: string): Operation<Existing | undefined> {
    let descriptor: Existing | undefined = existing(yield* readDescriptor(ROOT));
    for (const name of parsePath(path)) {
      if (descriptor?.metadata.type !== 'directory') return undefined;
      const entry = decodeEntries(yield* this.content(descriptor)).find((candidate) => candidate.name === name);
      if (!entry) return undefined;
      descriptor = existing(yield* readDescriptor(entry.descriptor));
    }
    return descriptor;
  }

  private *get(path: string): Operation<Existing> {
    const descriptor = yield* this.find(path);
    if (!descriptor) throw new VmfsError('notFound', `${path}: no such file or directory`);
    return descriptor;
  }

  /** The whole content, as it was at one moment. */
  private *content(descriptor: Existing): Operation<Uint8Array> {
    let current = descriptor;
    for (let race = 0; race < MAX_READ_RACES; race += 1) {
      const { inline, sizeBytes, extents } = current.metadata;
      if (extents.length === 0) return inline;
      const content = yield* readExtents(extents, sizeBytes);
      // Blocks are given back only after the metadata that named them was replaced: the same metadata, the same content.
      const now = existing(yield* readDescriptor(current.number));
      if (now?.metadata.sequence === current.metadata.sequence) return content;
      if (!now) throw new VmfsError('notFound', 'the file was removed while it was read');
      current = now;
    }
    throw new VmfsError('busy', `a file was replaced ${MAX_READ_RACES} times while it was read`);
  }

  /** Puts content where it will lie: in the metadata that is returned, or in blocks that were allocated for it. */
  private *store(type: Metadata['type'], content: Uint8Array): Operation<Stored> {
    const sizeBytes = content.length;
    if (sizeBytes <= MAX_INLINE_BYTES) return { type, sizeBytes, extents: [], inline: content };
    return { type, sizeBytes, extents: yield* writeExtents(this.superblock, content), inline: NOTHING };
  }

  /** New content for a file or directory: blocks first, then the metadata that names them, then the old blocks go. */
  private *replaceContent({ number, metadata }: Existing, content: Uint8Array): Operation<void> {
    const stored = yield* this.store(metadata.type, content);
    // Should this fail, nobody knows which metadata is there: then neither's blocks are given back.
    yield* writeMetadata(number, stored, metadata);
    yield* release(metadata.extents);
  }

  *exists(path: string): Operation<boolean> {
    return (yield* this.find(path)) !== undefined;
  }

  *stat(path: string): Operation<FileStatus> {
    const { metadata, lock } = yield* this.get(path);
    return { type: metadata.type, sizeBytes: metadata.sizeBytes, extents: metadata.extents, lock };
  }

  *list(path: string): Operation<Entry[]> {
    const directory = yield* this.get(path);
    if (directory.metadata.type !== 'directory') throw new VmfsError('notDirectory', `${path} is not a directory`);
    return decodeEntries(yield* this.content(directory));
  }

  *readFile(path: string): Operation<Uint8Array> {
    const file = yield* this.get(path);
    if (file.metadata.type === 'directory') throw new VmfsError('isDirectory', `${path} is a directory`);
    return yield* this.content(file);
  }

  /**
   * Replaces the content of a small file: after a crash the old content or the new is there. The caller sees to its being
   * the only writer, by holding the file's lock.
   */
  *writeFile(path: string, content: Uint8Array): Operation<void> {
    const file = yield* this.get(path);
    if (file.metadata.type === 'directory') throw new VmfsError('isDirectory', `${path} is a directory`);
    yield* this.replaceContent(file, content);
  }

  /** Makes a directory; throws VmfsError exists when something of that name is there. */
  *makeDirectory(path: string): Operation<void> {
    yield* this.add(path, { type: 'directory', sizeBytes: 0, extents: [], inline: NOTHING });
  }

  /** Makes a file, whole or not at all: with a small content, or with blocks for `sizeBytes`, which are zeroed. */
  *createFile(path: string, what: { readonly content: Uint8Array } | { readonly sizeBytes: number }): Operation<void> {
    if ('content' in what) return yield* this.add(path, yield* this.store('file', what.content));
    const { sizeBytes } = what;
    const extents = yield* zeroExtents(this.superblock, sizeBytes);
    yield* this.add(path, { type: 'file', sizeBytes, extents, inline: NOTHING });
  }

  /** Makes a descriptor for what was stored, and an entry for it; gives the blocks back where it can't. */
  private *add(path: string, stored: Stored): Operation<void> {
    // From when on the entry may be there, whatever becomes of the answer: then nothing is undone.
    let committed = false;
    try {
      const { parent, name } = splitPath(path);
      yield* this.withLock(parent, function* (this: Volume, { descriptor }) {
        const directory = existing(yield* readDescriptor(descriptor));
        if (directory?.metadata.type !== 'directory')
          throw new VmfsError('notDirectory', `${parent} is not a directory`);
        const entries = decodeEntries(yield* this.content(directory));
        if (entries.some((entry) => entry.name === name)) throw new VmfsError('exists', `${path} exists`);
        const number = yield* this.allocateDescriptor(stored);
        let listed: Stored;
        try {
          listed = yield* this.store(
            'directory',
            encodeEntries([...entries, { name, type: stored.type, descriptor: number }]),
          );
        } catch (error) {
          yield* this.freeDescriptorAfterFailure(number);
          throw error;
        }
        committed = true;
        yield* writeMetadata(descriptor, listed, directory.metadata);
        yield* release(directory.metadata.extents);
      });
    } catch (error) {
      if (!committed) yield* releaseAfterFailure(stored.extents);
      throw error;
    }
  }

  private *freeDescriptorAfterFailure(number: number): Operation<void> {
    try {
      yield* changeLock(yield* readDescriptor(number), { ...freeLock, allocated: false }, this.nextChange());
    } catch {
      // The first failure is the one to tell of; the descriptor leaks.
    }
  }

  private *allocateDescriptor(stored: Stored): Operation<number> {
    const chunks = Math.ceil(DESCRIPTORS / DESCRIPTORS_PER_READ);
    const firstChunk = Math.floor(this.descriptorHint / DESCRIPTORS_PER_READ);
    for (let step = 0; step < chunks; step += 1) {
      const first = ((firstChunk + step) % chunks) * DESCRIPTORS_PER_READ;
      for (const descriptor of yield* readDescriptors(first, DESCRIPTORS_PER_READ)) {
        if (descriptor.lock.allocated) continue;
        const taken = yield* changeLock(descriptor, { ...freeLock, allocated: true }, this.nextChange());
        if (!taken) continue;
        this.descriptorHint = descriptor.number;
        yield* writeMetadata(descriptor.number, stored, descriptor.metadata);
        return descriptor.number;
      }
    }
    throw new VmfsError('noDescriptors', `${this.superblock.label} has ${DESCRIPTORS} files already`);
  }

  /** Removes a file that nobody holds, or an empty directory. */
  *remove(path: string): Operation<void> {
    const { parent } = splitPath(path);
    yield* this.withLock(parent, function* (this: Volume, parentLock) {
      const lock = yield* this.lockFile(path);
      let listed = true;
      try {
        const file = existing(yield* readDescriptor(lock.descriptor));
        if (file?.metadata.type === 'directory' && (yield* this.content(file)).length > 0)
          throw new VmfsError('notEmpty', `${path} is not empty`);
        const directory = existing(yield* readDescriptor(parentLock.descriptor));
        if (!file || !directory) throw new VmfsError('lockLost', `${path}: the lock was lost while it was removed`);
        const rest = decodeEntries(yield* this.content(directory)).filter(
          (entry) => entry.descriptor !== lock.descriptor,
        );
        yield* this.replaceContent(directory, encodeEntries(rest));
        listed = false;
        const gone = yield* changeLock(
          { number: lock.descriptor, ...lock },
          { ...freeLock, allocated: false },
          this.nextChange(),
        );
        if (!gone) throw new VmfsError('lockLost', `${path}: the lock was lost while it was removed`);
        yield* release(file.metadata.extents);
      } catch (error) {
        if (listed) yield* this.unlockAfterFailure(lock);
        throw error;
      }
    });
  }

  /** Removes a directory and everything in it. */
  *removeTree(path: string): Operation<void> {
    const { metadata } = yield* this.get(path);
    if (metadata.type === 'directory')
      for (const entry of yield* this.list(path)) yield* this.removeTree(joinPath(path, entry.name));
    yield* this.remove(path);
  }

  /** Takes the exclusive lock by one COMPARE AND WRITE, breaking one whose owner is gone. Throws LockedError. */
  *lockFile(path: string): Operation<FileLock> {
    let type: Metadata['type'] = 'file';
    for (let race = 0; race < MAX_LOCK_RACES; race += 1) {
      const descriptor = yield* this.get(path);
      const { lock } = descriptor;
      type = descriptor.metadata.type;
      if (lock.mode !== lockModes.free && !(yield* this.breakable(lock)))
        throw new LockedError(path, type, { uuid: lock.ownerUuid, hostName: lock.hostName, slot: lock.slot });
      const { uuid: ownerUuid, hostName, slot } = this.owner;
      const taken = yield* changeLock(
        descriptor,
        { mode: lockModes.exclusive, ownerUuid, hostName, slot },
        this.nextChange(),
      );
      if (!taken) continue;
      const mine: FileLock = { path, descriptor: descriptor.number, ...taken };
      // The descriptor may have been given to another file between the look at the directory and the look at it. From now
      // on it can't: whoever removes a file locks it.
      let found: Existing | undefined;
      try {
        found = yield* this.find(path);
      } catch (error) {
        yield* this.unlockAfterFailure(mine);
        throw error;
      }
      if (found?.number === descriptor.number) return mine;
      yield* this.unlockFile(mine);
    }
    throw new LockedError(path, type, { uuid: '', hostName: 'several hosts in turn', slot: 0 });
  }

  /**
   * Whether the owner of a lock is gone: its slot is another's, or has stood still for the lease time and could be cleared.
   * Then it is fenced, whoever cleared the slot: he may have died before he could do that.
   */
  private *breakable(lock: LockRecord): Operation<boolean> {
    if (lock.ownerUuid === this.owner.uuid) return false;
    const slot = yield* readSlot(lock.slot);
    if (slot?.ownerUuid === lock.ownerUuid) {
      const stale = this.monitor.stale(lock.slot, this.now());
      if (!stale || stale.slot.ownerUuid !== lock.ownerUuid) return false;
      // Cleared as it was seen: an owner that has written it since wins, and one that writes it later learns that it was evicted.
      if (!(yield* clearSlot({ slot: lock.slot, content: stale.bytes }))) return false;
    }
    yield* fence(this.owner.uuid, lock.ownerUuid);
    return true;
  }

  /** Throws VmfsError lockLost when another host has broken it. */
  *unlockFile({ descriptor, lock, lockBytes, path }: FileLock): Operation<void> {
    if (!(yield* changeLock({ number: descriptor, lock, lockBytes }, freeLock, this.nextChange())))
      throw new VmfsError('lockLost', `${path}: the lock was no longer ours`);
  }

  private *unlockAfterFailure(lock: FileLock): Operation<void> {
    try {
      yield* this.unlockFile(lock);
    } catch {
      // The first failure is the one to tell of; a lock that stays behind is this mount's, and goes with it.
    }
  }

  private *withLock(path: string, body: (this: Volume, lock: FileLock) => Operation<void>): Operation<void> {
    const lock = yield* this.lockFile(path);
    try {
      yield* body.call(this, lock);
    } catch (error) {
      yield* this.unlockAfterFailure(lock);
      throw error;
    }
    yield* this.unlockFile(lock);
  }

  /** Whether the lock on the disk is still this one. */
  *checkLock({ descriptor, lock }: FileLock): Operation<boolean> {
    const now = yield* readDescriptor(descriptor);
    return now.lock.generation === lock.generation && now.lock.ownerUuid === lock.ownerUuid;
  }
}

function existing(descriptor: Descriptor): Existing | undefined {
  const { metadata, lock } = descriptor;
  return lock.allocated && metadata ? { ...descriptor, metadata } : undefined;
}
