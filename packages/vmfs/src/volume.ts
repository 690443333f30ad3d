// A mounted volume: paths, files, directories and locks, as one host sees them. Directories are small files of entries
// that are replaced whole; whoever changes one holds its on-disk lock meanwhile. Every change is one transaction of this
// mount's journal: wherever the host dies, it has taken place as a whole or not at all, and nothing is lost over it.
import { countFree, type Extent } from './allocation.ts';
import type { Descriptor, Existing } from './descriptor.ts';
import { type Entry, encodeEntries, joinPath, splitPath } from './directory.ts';
import { isFenced, LockedError, type LockOwner, VmfsError } from './errors.ts';
import { BlockSupply } from './extents.ts';
import { blocksOfFile, type FileContent, type Layout, layContent, layDisk, replaceContent } from './file-layout.ts';
import { FileMap, type FileRange } from './file-map.ts';
import { Journal } from './journal.ts';
import { FILE_BLOCK_BYTES, type Superblock } from './layout.ts';
import type { KnownLock, LockMode, LockRecord } from './lock-record.ts';
import {
  acceptLock,
  type FileLock,
  holdsLock,
  type LockOffer,
  livingHolder,
  MAX_LOCK_RACES,
  markMoved,
  offerOf,
  reassertLock,
  releaseLock,
  takeLock,
} from './locks.ts';
import type { Metadata, Provisioning } from './metadata.ts';
import { Mount, type MountOptions, type Owner } from './mount.ts';
import { Namespace, readLocked } from './namespace.ts';
import { OpenFile } from './open-file.ts';
import type { Operation } from './operation.ts';
import { HOLE, readPointers } from './pointer-block.ts';
import { finishRecoveries, recoverStaleSlots } from './recovery.ts';
import { isHeld } from './replay.ts';

/** Disks that are zeroed as they are made, in one transaction; larger ones in several. */
const MAX_ZEROED_AT_ONCE_BYTES = 256 * FILE_BLOCK_BYTES;
/** Runs of blocks that one transaction releases beside the rest; a file of more is cut before it is removed. */
const MAX_RELEASED_RUNS = 1_000;

export interface FileStatus {
  readonly type: 'file' | 'directory';
  readonly sizeBytes: number;
  /** Of the file's own blocks. */
  readonly allocatedBytes: number;
  /** Of a file that was made by its size. */
  readonly provisioning: Provisioning | undefined;
  /** Empty for a file in its descriptor, and for one with pointer blocks: `openFile` says where that lies. */
  readonly extents: readonly Extent[];
  readonly lock: LockRecord;
}

/** A file, and its lock record, as they were found. */
export interface KnownFile {
  readonly path: string;
  readonly file: Existing;
}

/** A directory that is locked, and what is in it. */
interface LockedDirectory {
  readonly file: Existing;
  readonly entries: readonly Entry[];
}

export class Volume {
  readonly superblock: Superblock;
  readonly owner: Owner;
  private readonly mount: Mount;
  private readonly journal: Journal;
  private readonly namespace: Namespace;
  private readonly fileMap: FileMap;

  constructor(options: MountOptions) {
    this.superblock = options.superblock;
    this.owner = options.owner;
    this.mount = new Mount(options);
    this.journal = new Journal(this.mount);
    this.namespace = new Namespace(options.superblock);
    this.fileMap = new FileMap(this.journal, options.superblock);
  }

  *freeBytes(): Operation<number> {
    return (yield* countFree(this.superblock)) * FILE_BLOCK_BYTES;
  }

  *exists(path: string): Operation<boolean> {
    return (yield* this.namespace.find(path)) !== undefined;
  }

  *stat(path: string): Operation<FileStatus> {
    const { file } = yield* this.namespace.get(path);
    const { type, sizeBytes, extents, provisioning, pointerBlocks } = file.metadata;
    const allocated = pointerBlocks
      ? (yield* readPointers(file.metadata, this.superblock)).reduce(
          (sum, pointer) => sum + (pointer === HOLE ? 0 : 1),
          0,
        )
      : extents.reduce((sum, { count }) => sum + count, 0);
    return { type, sizeBytes, extents, provisioning, allocatedBytes: allocated * FILE_BLOCK_BYTES, lock: file.lock };
  }

  *list(path: string): Operation<Entry[]> {
    return yield* this.namespace.entries(yield* this.namespace.directory(path));
  }

  *readFile(path: string): Operation<Uint8Array> {
    return yield* this.namespace.content(yield* this.namespace.file(path));
  }

  /** Makes a directory; throws VmfsError exists when something of that name is there. */
  *makeDirectory(path: string): Operation<void> {
    yield* this.add(path, 'directory', layContent('directory', new Uint8Array(0)));
  }

  /**
   * Makes a file, whole or not at all. A large disk that is to be zeroed is so in several steps: after a crash it is there,
   * reads as zeros, and the rest of its blocks is zeroed when it is written.
   */
  *createFile(path: string, what: FileContent): Operation<void> {
    if ('content' in what) return yield* this.add(path, 'file', layContent('file', what.content));
    const { sizeBytes, provisioning } = what;
    if (provisioning !== 'eagerZeroedThick' || sizeBytes <= MAX_ZEROED_AT_ONCE_BYTES)
      return yield* this.add(path, 'file', layDisk(sizeBytes, provisioning));
    yield* this.add(path, 'file', layDisk(sizeBytes, 'zeroedThick', provisioning));
    const file = yield* this.openFile(path, { mode: 'exclusive' });
    try {
      for (let offsetBytes = 0; offsetBytes < sizeBytes; offsetBytes += MAX_ZEROED_AT_ONCE_BYTES)
        yield* this.allocate(file, {
          offsetBytes,
          lengthBytes: Math.min(MAX_ZEROED_AT_ONCE_BYTES, sizeBytes - offsetBytes),
        });
    } catch (error) {
      yield* this.journal.letGo(file.lock);
      throw error;
    }
    yield* this.closeFile(file);
  }

  /** Makes a descriptor for what is laid out, and an entry for it. */
  private *add(path: string, type: Metadata['type'], layout: Layout): Operation<void> {
    const { parent, name } = splitPath(path);
    yield* this.holding(function* (this: Volume, held) {
      const { file: directory, entries } = yield* this.lockDirectory(parent, held);
      if (entries.some((entry) => entry.name === name)) throw new VmfsError('exists', `${path} exists`);
      const listing = (descriptor: number) =>
        layContent('directory', encodeEntries([...entries, { name, type, descriptor }]));
      yield* this.journal.run(function* (transaction) {
        const taken = yield* transaction.take({ blocks: layout.blocks + listing(0).blocks, descriptors: 1 });
        const supply = new BlockSupply(taken.extents);
        const file = taken.descriptors[0] as Descriptor;
        transaction.writeMetadata(file, yield* layout.fill(supply), file.metadata);
        const before = directory.metadata.extents;
        yield* replaceContent(transaction, directory, { layout: listing(file.descriptor), supply, before });
        transaction.unlock(file);
        transaction.unlock(directory);
      });
    });
  }

  /**
   * Replaces the content of a small file, whole or not at all. Who holds the file's exclusive lock keeps it; else it is taken
   * for as long as this lasts. Not for a file that is open. Throws LockedError.
   */
  *writeFile(path: string, content: Uint8Array): Operation<void> {
    for (let race = 0; race < MAX_LOCK_RACES; race += 1) {
      const written = yield* this.holding(function* (this: Volume, held) {
        const { descriptor, lock } = yield* this.namespace.file(path);
        const isOwn = isHeld(lock, this.owner.uuid, lock.generation);
        const known: KnownLock | undefined = isOwn ? undefined : yield* this.lockFile(path);
        if (known) held.push(known);
        return yield* this.replace(known ?? { descriptor, lock }, { path, content, unlock: !isOwn });
      });
      if (written) return;
    }
    throw new VmfsError('busy', `${path} is written by another operation of this host`);
  }

  /** False when the lock was let go meanwhile, by another operation of this mount. */
  private *replace(
    { descriptor, lock }: Pick<KnownLock, 'descriptor' | 'lock'>,
    { path, content, unlock }: { readonly path: string; readonly content: Uint8Array; readonly unlock: boolean },
  ): Operation<boolean> {
    const { superblock, owner } = this;
    return yield* this.journal.run(function* (transaction) {
      const file = yield* readLocked(descriptor, path);
      if (!isHeld(file.lock, owner.uuid, lock.generation)) return false;
      const layout = layContent('file', content);
      const before = yield* blocksOfFile(file, superblock);
      const supply = new BlockSupply((yield* transaction.take({ blocks: layout.blocks })).extents);
      yield* replaceContent(transaction, file, { layout, supply, before });
      if (unlock) transaction.unlock(file);
      return true;
    });
  }

  /** Removes a file that nobody holds, or an empty directory. */
  *remove(path: string): Operation<void> {
    const { parent, name } = splitPath(path);
    yield* this.holding(function* (this: Volume, held) {
      const { file: directory, entries } = yield* this.lockDirectory(parent, held);
      const file = yield* this.lockForRemoval(path, held);
      const layout = layContent('directory', encodeEntries(entries.filter((entry) => entry.name !== name)));
      const blocks = yield* blocksOfFile(file, this.superblock);
      yield* this.journal.run(function* (transaction) {
        const supply = new BlockSupply((yield* transaction.take({ blocks: layout.blocks })).extents);
        yield* replaceContent(transaction, directory, { layout, supply, before: directory.metadata.extents });
        transaction.release(blocks);
        transaction.unlock(file, 'unallocated');
        transaction.unlock(directory);
      });
    });
  }

  /** Removes a directory and everything in it. */
  *removeTree(path: string): Operation<void> {
    const { file } = yield* this.namespace.get(path);
    if (file.metadata.type === 'directory')
      for (const entry of yield* this.list(path)) yield* this.removeTree(joinPath(path, entry.name));
    yield* this.remove(path);
  }

  /** A file or empty directory that is locked, and that one transaction can remove. */
  private *lockForRemoval(path: string, held: KnownLock[]): Operation<Existing> {
    const lock = yield* this.takeLock(path, { mode: 'exclusive', toRemove: true });
    held.push(lock);
    const file = yield* readLocked(lock.descriptor, path);
    if (file.metadata.type === 'directory') {
      if (file.metadata.sizeBytes > 0) throw new VmfsError('notEmpty', `${path} is not empty`);
      return file;
    }
    if ((yield* blocksOfFile(file, this.superblock)).length <= MAX_RELEASED_RUNS) return file;
    const open = new OpenFile({
      lock,
      metadata: file.metadata,
      pointers: yield* readPointers(file.metadata, this.superblock),
    });
    yield* this.fileMap.resize(open, 0);
    return { ...file, metadata: open.metadata };
  }

  /**
   * Gives a file or directory another name, also in another directory, at once. With `replace` a file that is there goes, when
   * nobody holds it. Throws VmfsError exists, notFound, badName for a directory that would come into itself, and LockedError.
   */
  *rename(from: string, to: string, { replace = false }: { readonly replace?: boolean } = {}): Operation<void> {
    const source = splitPath(from);
    const target = splitPath(to);
    if (`${joinPath(target.parent, target.name)}/`.startsWith(`${joinPath(source.parent, source.name)}/`))
      throw new VmfsError('badName', `${to} is ${from} itself, or in it`);
    yield* this.holding(function* (this: Volume, held) {
      const paths = new Set([source.parent, target.parent]);
      // Two directories that move into each other at once would be lost: so only one moves at a time.
      const moves = paths.size > 1 && (yield* this.namespace.get(from)).file.metadata.type === 'directory';
      if (moves) paths.add('/');
      const locked = new Map<string, LockedDirectory>();
      for (const path of [...paths].sort()) locked.set(path, yield* this.lockDirectory(path, held));
      const before = locked.get(source.parent) as LockedDirectory;
      const after = locked.get(target.parent) as LockedDirectory;
      const moved = before.entries.find(({ name }) => name === source.name);
      if (!moved) throw new VmfsError('notFound', `${from}: no such file or directory`);
      if (paths.size > 1 && moved.type === 'directory' && !moves)
        throw new VmfsError('busy', `${from} was replaced by a directory while it was renamed`);
      const there = after.entries.find(({ name }) => name === target.name);
      if (there && (!replace || there.type === 'directory' || moved.type === 'directory'))
        throw new VmfsError('exists', `${to} exists`);
      const replaced = there && (yield* this.lockForRemoval(to, held));
      const released = replaced ? yield* blocksOfFile(replaced, this.superblock) : [];

      const changes = new Map<LockedDirectory, readonly Entry[]>();
      changes.set(
        before,
        before.entries.filter((entry) => entry !== moved),
      );
      const rest = (changes.get(after) ?? after.entries).filter(({ name }) => name !== target.name);
      changes.set(after, [...rest, { ...moved, name: target.name }]);
      const layouts = [...changes].map(
        ([{ file }, entries]) => [file, layContent('directory', encodeEntries(entries))] as const,
      );
      yield* this.journal.run(function* (transaction) {
        const blocks = layouts.reduce((sum, [, layout]) => sum + layout.blocks, 0);
        const supply = new BlockSupply((yield* transaction.take({ blocks })).extents);
        for (const [file, layout] of layouts)
          yield* replaceContent(transaction, file, { layout, supply, before: file.metadata.extents });
        transaction.release(released);
        if (replaced) transaction.unlock(replaced, 'unallocated');
        for (const { file } of locked.values()) transaction.unlock(file);
      });
    });
  }

  private *lockDirectory(path: string, held: KnownLock[]): Operation<LockedDirectory> {
    const lock = yield* this.lockFile(path);
    held.push(lock);
    const file = yield* readLocked(lock.descriptor, path);
    if (file.metadata.type !== 'directory') throw new VmfsError('notDirectory', `${path} is not a directory`);
    return { file, entries: yield* this.namespace.entries(file) };
  }

  /** Runs what takes locks for as long as it lasts: its transaction lets them go, or where it fails, this. */
  private *holding<T>(body: (this: Volume, held: KnownLock[]) => Operation<T>): Operation<T> {
    const held: KnownLock[] = [];
    try {
      return yield* body.call(this, held);
    } catch (error) {
      if (!isFenced(error)) for (const lock of held.reverse()) yield* this.journal.letGo(lock);
      throw error;
    }
  }

  /**
   * Takes a file's lock by one COMPARE AND WRITE, breaking one whose owner is gone, and one that is offered from its holder.
   * `readOnly` and `multiWriter` are shared, by at most 16 mounts. Throws LockedError, VmfsError moved.
   */
  lockFile(path: string, mode: LockMode = 'exclusive', offer?: LockOffer): Operation<FileLock> {
    return this.takeLock(path, { mode, offer });
  }

  private *takeLock(
    path: string,
    how: { readonly mode: LockMode; readonly offer?: LockOffer | undefined; readonly toRemove?: boolean },
  ): Operation<FileLock> {
    yield* this.mount.run(finishRecoveries(this.mount));
    yield* this.mount.run(this.journal.tidy());
    for (let race = 0; race < MAX_LOCK_RACES; race += 1) {
      const found = yield* this.namespace.get(path);
      const lock = yield* this.mount.run(takeLock(this.mount, found.file, { ...how, path }));
      if (!lock) continue;
      // The descriptor may have been given to another file between the look at the directory and the look at it. From now
      // on it can't: whoever removes a file locks it.
      try {
        if (yield* this.namespace.leadsTo(found)) return lock;
        yield* this.unlockFile(lock);
      } catch (error) {
        yield* this.letGo(lock);
        throw error;
      }
    }
    throw new LockedError(path, 'file', { uuid: '', hostName: 'several hosts in turn', slot: 0 });
  }

  private *letGo(lock: FileLock): Operation<void> {
    if (lock.mode === 'exclusive') yield* this.journal.letGo(lock);
    else yield* this.unlockFile(lock);
  }

  /**
   * An exclusive lock that another mount may take from now on, once (`acceptLock`, `lockFile`), until this one takes it back or lets it go.
   * Nothing is changed under it meanwhile: nobody asks whether it is still held.
   */
  offerLock(lock: FileLock): LockOffer {
    return offerOf(this.mount, lock);
  }

  /** A file as it is now: whoever is going to be offered its lock need not look for it then. */
  *find(path: string): Operation<KnownFile> {
    const { file } = yield* this.namespace.get(path);
    return { path, file };
  }

  /**
   * Takes a lock by its offer, by one COMPARE AND WRITE, which is all that there is to do where the file is as it was found.
   * Undefined when it is not offered any more, also where it is free: unlike `lockFile`, which an offer only lets past the holder,
   * this finds the file as it was when it was offered.
   */
  *acceptLock({ path, file }: KnownFile, offer: LockOffer): Operation<FileLock | undefined> {
    const taken = yield* this.mount.run(acceptLock(this.mount, file, { path, offer }));
    if (taken) return taken;
    const now = yield* this.find(path);
    return yield* this.mount.run(acceptLock(this.mount, now.file, { path, offer }));
  }

  /** Takes an offered lock back, by one COMPARE AND WRITE. Undefined: it is somebody else's, and nothing may be done under it. */
  *reassertLock(lock: FileLock): Operation<FileLock | undefined> {
    return yield* this.mount.run(reassertLock(this.mount, lock));
  }

  /**
   * What makes another file, to which this one's content says that it was moved, take its place: one COMPARE AND WRITE, which lets
   * the exclusive lock go, too. Afterwards the file can be read and removed, and nothing else. False: the lock was no longer
   * this mount's, and nothing has changed.
   */
  *markMoved(lock: FileLock): Operation<boolean> {
    return yield* this.mount.run(markMoved(this.mount, lock));
  }

  /** Whether a file is only there to say where it was moved to. */
  *isMoved(path: string): Operation<boolean> {
    return (yield* this.namespace.get(path)).file.lock.moved;
  }

  /** Throws VmfsError lockLost when another host has broken it. */
  *unlockFile(lock: FileLock): Operation<void> {
    yield* this.mount.run(releaseLock(this.mount, lock));
  }

  /** Whether the lock on the disk is still this one. */
  *checkLock(lock: FileLock): Operation<boolean> {
    return yield* holdsLock(this.mount, lock);
  }

  /** Another mount that holds a file's lock and lives; undefined where nobody does. Nothing is taken. */
  *livingHolder(path: string): Operation<LockOwner | undefined> {
    const { file } = yield* this.namespace.get(path);
    return yield* livingHolder(this.mount, file.lock);
  }

  /** Locks a file, and learns where it lies. Throws LockedError. */
  *openFile(
    path: string,
    { mode, offer }: { readonly mode: LockMode; readonly offer?: LockOffer | undefined },
  ): Operation<OpenFile> {
    const lock = yield* this.lockFile(path, mode, offer);
    try {
      const { metadata } = yield* readLocked(lock.descriptor, path);
      if (metadata.type === 'directory') throw new VmfsError('isDirectory', `${path} is a directory`);
      return new OpenFile({ lock, metadata, pointers: yield* readPointers(metadata, this.superblock) });
    } catch (error) {
      yield* this.letGo(lock);
      throw error;
    }
  }

  /** After a change of the file that failed: learns where it lies now. Other changes do that by themselves. */
  *refreshFile(file: OpenFile): Operation<void> {
    yield* this.fileMap.refresh(file);
  }

  /** Throws VmfsError lockLost when another host has broken its lock. */
  *closeFile(file: OpenFile): Operation<void> {
    yield* this.unlockFile(file.lock);
  }

  /**
   * Afterwards the range lies on the device: what it read as before is still so. Durable. Throws VmfsError noSpace: the part of
   * the range, at most a GiB at a time, that does not fit is as it was.
   */
  *allocate(file: OpenFile, range: FileRange): Operation<void> {
    yield* this.fileMap.allocate(file, range);
  }

  /** Whole file blocks inside the range become holes, and their space is given back; partial ones are left. Durable. */
  *punch(file: OpenFile, range: FileRange): Operation<void> {
    yield* this.fileMap.punch(file, range);
  }

  /** Grows with a hole, or cuts; in whole blocks of 512 bytes. Durable. Throws VmfsError tooLarge. */
  *resizeFile(file: OpenFile, sizeBytes: number): Operation<void> {
    yield* this.fileMap.resize(file, sizeBytes);
  }

  /**
   * Takes over every slot that has stood still for the lease, and gives back what its owner had taken and not used: for
   * whoever wants the volume in order; locks are broken without it. Returns how many slots were.
   */
  *recoverStaleSlots(): Operation<number> {
    return yield* this.mount.run(recoverStaleSlots(this.mount));
  }
}
