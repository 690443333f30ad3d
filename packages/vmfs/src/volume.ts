// A mounted volume: paths, files, directories and locks, as one host sees them. Directories are small files of entries
// that are replaced whole; whoever changes one holds its on-disk lock meanwhile. The order of writes (blocks, then
// descriptor, then directory entry) makes a crash leak space at worst; the journal will give that back.
import { allocate, countFree, release } from './allocation.ts';
import { decodeText, encodeText, view } from './bytes.ts';
import {
  changeLock,
  type Descriptor,
  decodeLock,
  descriptorLba,
  type Extent,
  encodeLock,
  freeLock,
  type LockRecord,
  lockModes,
  MAX_INLINE_BYTES,
  type Metadata,
  readDescriptor,
  writeMetadata,
} from './descriptor.ts';
import { LockedError, VmfsError } from './errors.ts';
import { clearSlot, encodeSlot, type HeartbeatMonitor, readSlot } from './heartbeat.ts';
import {
  BITMAP_LBA,
  DESCRIPTOR_BLOCKS,
  DESCRIPTOR_LBA,
  DESCRIPTORS,
  decodeSuperblock,
  encodeSuperblock,
  FILE_BLOCK_BLOCKS,
  FILE_BLOCK_BYTES,
  FIRST_DATA_FILE_BLOCK,
  HEARTBEAT_LBA,
  MAX_BITMAP_BLOCKS,
  SUPERBLOCK_LBA,
  type Superblock,
} from './layout.ts';
import { BLOCK_BYTES, type Operation, read, write } from './operation.ts';

export const MAX_NAME_BYTES = 127;
export const MAX_PATH_DEPTH = 16;
/** The largest file that is read or written as a whole. */
export const MAX_WHOLE_FILE_BYTES = 16 * 1024 * 1024;
const ROOT = 0;
/** How often a lock whose record changes under our hands is tried again. */
const LOCK_RACES = 8;

/** Makes a volume of a device of so many blocks. What was there is lost. */
export function* formatVolume(options: {
  readonly uuid: string;
  readonly label: string;
  readonly blocks: number;
}): Operation<Superblock> {
  const fileBlocks = Math.min(Math.floor(options.blocks / FILE_BLOCK_BLOCKS), MAX_BITMAP_BLOCKS * BLOCK_BYTES * 8);
  if (fileBlocks <= FIRST_DATA_FILE_BLOCK)
    throw new VmfsError('tooSmall', `a volume needs more than ${FIRST_DATA_FILE_BLOCK} MiB`);
  const superblock: Superblock = { uuid: options.uuid, label: options.label, fileBlocks };
  // The superblock comes last: until then this is no volume.
  yield* write(SUPERBLOCK_LBA, new Uint8Array(BLOCK_BYTES), { fua: true });
  yield { op: 'zero', lba: HEARTBEAT_LBA, blocks: BITMAP_LBA + MAX_BITMAP_BLOCKS - HEARTBEAT_LBA };
  yield { op: 'zero', lba: DESCRIPTOR_LBA, blocks: DESCRIPTORS * DESCRIPTOR_BLOCKS };
  yield* write(descriptorLba(ROOT), encodeLock({ ...freeLock, allocated: true, generation: 1 }), { fua: false });
  yield* writeMetadata(ROOT, { type: 'directory', sizeBytes: 0, extents: [], inline: new Uint8Array(0) }, undefined);
  yield { op: 'flush' };
  yield* write(SUPERBLOCK_LBA, encodeSuperblock(superblock), { fua: true });
  return superblock;
}

export function* readSuperblock(): Operation<Superblock> {
  return decodeSuperblock(yield* read(SUPERBLOCK_LBA, 1));
}

export interface Entry {
  readonly name: string;
  readonly type: 'file' | 'directory';
  readonly descriptor: number;
}

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

/** Where a part of a file lies on the device. */
export interface Mapping {
  readonly lba: number;
  readonly blocks: number;
}

function parsePath(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '');
  if (!path.startsWith('/')) throw new VmfsError('badName', `not an absolute path: ${JSON.stringify(path)}`);
  if (names.length > MAX_PATH_DEPTH) throw new VmfsError('badName', `${path} is deeper than ${MAX_PATH_DEPTH}`);
  for (const name of names)
    if (name === '.' || name === '..' || encodeText(name).length > MAX_NAME_BYTES || name.includes('\0'))
      throw new VmfsError('badName', `not a name of at most ${MAX_NAME_BYTES} bytes: ${JSON.stringify(name)}`);
  return names;
}

function decodeEntries(content: Uint8Array): Entry[] {
  const fields = view(content);
  const entries: Entry[] = [];
  for (let at = 0; at < content.length; ) {
    const length = content[at + 5] as number;
    entries.push({
      descriptor: fields.getUint32(at, true),
      type: content[at + 4] === 2 ? 'directory' : 'file',
      name: decodeText(content.subarray(at + 6, at + 6 + length)),
    });
    at += 6 + length;
  }
  return entries;
}

function encodeEntries(entries: readonly Entry[]): Uint8Array {
  const parts = entries.map(({ name, type, descriptor }) => {
    const text = encodeText(name);
    const bytes = new Uint8Array(6 + text.length);
    view(bytes).setUint32(0, descriptor, true);
    bytes[4] = type === 'directory' ? 2 : 1;
    bytes[5] = text.length;
    bytes.set(text, 6);
    return bytes;
  });
  const content = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    content.set(part, at);
    at += part.length;
  }
  return content;
}

export interface Owner {
  /** New for each start of the host. */
  readonly uuid: string;
  readonly hostName: string;
  readonly slot: number;
}

export class Volume {
  readonly superblock: Superblock;
  private readonly owner: Owner;
  private readonly monitor: HeartbeatMonitor;
  private readonly now: () => number;
  private descriptorHint = 1;

  /** @param now - the watcher's time, as it was given to the monitor */
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

  *freeBytes(): Operation<number> {
    return (yield* countFree(this.superblock)) * FILE_BLOCK_BYTES;
  }

  private *find(path: string): Operation<Descriptor | undefined> {
    let descriptor = yield* readDescriptor(ROOT);
    for (const name of parsePath(path)) {
      if (descriptor.metadata?.type !== 'directory') return undefined;
      const entry = decodeEntries(yield* this.content(descriptor.metadata)).find(
        (candidate) => candidate.name === name,
      );
      if (!entry) return undefined;
      descriptor = yield* readDescriptor(entry.descriptor);
      if (!descriptor.lock.allocated || !descriptor.metadata) return undefined;
    }
    return descriptor;
  }

  private *get(path: string): Operation<Descriptor & { readonly metadata: Metadata }> {
    const descriptor = yield* this.find(path);
    if (!descriptor?.metadata) throw new VmfsError('notFound', `${path}: no such file or directory`);
    return descriptor as Descriptor & { readonly metadata: Metadata };
  }

  private *content({ inline, sizeBytes, extents }: Metadata): Operation<Uint8Array> {
    if (extents.length === 0) return inline;
    if (sizeBytes > MAX_WHOLE_FILE_BYTES)
      throw new VmfsError('tooSmall', `a file of ${sizeBytes} bytes is not read as a whole`);
    const content = new Uint8Array(sizeBytes);
    let done = 0;
    for (const { start, count } of extents) {
      const bytes = Math.min(count * FILE_BLOCK_BYTES, sizeBytes - done);
      if (bytes <= 0) break;
      const data = yield* read(start * FILE_BLOCK_BLOCKS, Math.ceil(bytes / BLOCK_BYTES));
      content.set(data.subarray(0, bytes), done);
      done += bytes;
    }
    return content;
  }

  /** New content for a file or directory: blocks first, then the metadata that names them, then the old blocks go. */
  private *replaceContent(
    number: number,
    type: Metadata['type'],
    before: Metadata | undefined,
    content: Uint8Array,
  ): Operation<void> {
    if (content.length > MAX_WHOLE_FILE_BYTES)
      throw new VmfsError(
        'tooSmall',
        `${content.length} bytes are not written as a whole, at most ${MAX_WHOLE_FILE_BYTES}`,
      );
    const fits = content.length <= MAX_INLINE_BYTES;
    const extents = fits ? [] : yield* allocate(this.superblock, Math.ceil(content.length / FILE_BLOCK_BYTES));
    let done = 0;
    for (const { start, count } of extents) {
      const part = content.subarray(done, done + count * FILE_BLOCK_BYTES);
      const padded = new Uint8Array(Math.ceil(part.length / BLOCK_BYTES) * BLOCK_BYTES);
      padded.set(part);
      yield* write(start * FILE_BLOCK_BLOCKS, padded, { fua: true });
      done += part.length;
    }
    const inline = fits ? content : new Uint8Array(0);
    yield* writeMetadata(number, { type, sizeBytes: content.length, extents, inline }, before);
    yield* release(before?.extents ?? []);
  }

  *exists(path: string): Operation<boolean> {
    return (yield* this.find(path)) !== undefined;
  }

  *stat(path: string): Operation<FileStatus> {
    const { metadata, lock } = yield* this.get(path);
    return { type: metadata.type, sizeBytes: metadata.sizeBytes, extents: metadata.extents, lock };
  }

  *list(path: string): Operation<Entry[]> {
    const { metadata } = yield* this.get(path);
    if (metadata.type !== 'directory') throw new VmfsError('notDirectory', `${path} is not a directory`);
    return decodeEntries(yield* this.content(metadata));
  }

  *readFile(path: string): Operation<Uint8Array> {
    const { metadata } = yield* this.get(path);
    if (metadata.type === 'directory') throw new VmfsError('isDirectory', `${path} is a directory`);
    return yield* this.content(metadata);
  }

  /** Replaces the content of a small file: after a crash the old content or the new is there. The caller sees to its being the only writer. */
  *writeFile(path: string, content: Uint8Array): Operation<void> {
    const { number, metadata } = yield* this.get(path);
    if (metadata.type === 'directory') throw new VmfsError('isDirectory', `${path} is a directory`);
    yield* this.replaceContent(number, 'file', metadata, content);
  }

  /** Makes a directory; throws VmfsError exists when something of that name is there. */
  *makeDirectory(path: string): Operation<void> {
    yield* this.add(path, { type: 'directory', sizeBytes: 0, extents: [], inline: new Uint8Array(0) });
  }

  /** Makes a file: with a small content, or with blocks for `sizeBytes`, which are zeroed. */
  *createFile(path: string, what: { readonly content: Uint8Array } | { readonly sizeBytes: number }): Operation<void> {
    if ('sizeBytes' in what) {
      const extents = yield* allocate(this.superblock, Math.ceil(what.sizeBytes / FILE_BLOCK_BYTES));
      try {
        for (const { start, count } of extents)
          yield { op: 'zero', lba: start * FILE_BLOCK_BLOCKS, blocks: count * FILE_BLOCK_BLOCKS };
        yield { op: 'flush' };
        yield* this.add(path, { type: 'file', sizeBytes: what.sizeBytes, extents, inline: new Uint8Array(0) });
      } catch (error) {
        yield* release(extents);
        throw error;
      }
      return;
    }
    yield* this.add(path, { type: 'file', sizeBytes: 0, extents: [], inline: new Uint8Array(0) });
    if (what.content.length > 0) yield* this.writeFile(path, what.content);
  }

  /** Where the bytes of a file lie; the file's size and `offsetBytes` in whole blocks. */
  static map(extents: readonly Extent[], offsetBytes: number, lengthBytes: number): Mapping[] {
    const mappings: Mapping[] = [];
    let before = 0;
    for (const { start, count } of extents) {
      const size = count * FILE_BLOCK_BYTES;
      const from = Math.max(offsetBytes, before);
      const to = Math.min(offsetBytes + lengthBytes, before + size);
      if (from < to)
        mappings.push({
          lba: start * FILE_BLOCK_BLOCKS + (from - before) / BLOCK_BYTES,
          blocks: (to - from) / BLOCK_BYTES,
        });
      before += size;
    }
    return mappings;
  }

  private *add(path: string, metadata: Omit<Metadata, 'sequence'>): Operation<void> {
    const names = parsePath(path);
    const name = names.at(-1);
    if (name === undefined) throw new VmfsError('exists', '/ exists');
    const parent = `/${names.slice(0, -1).join('/')}`;
    const lock = yield* this.lockFile(parent);
    try {
      const directory = yield* readDescriptor(lock.descriptor);
      if (directory.metadata?.type !== 'directory') throw new VmfsError('notDirectory', `${parent} is not a directory`);
      const entries = decodeEntries(yield* this.content(directory.metadata));
      if (entries.some((entry) => entry.name === name)) throw new VmfsError('exists', `${path} exists`);
      const number = yield* this.allocateDescriptor(metadata);
      yield* this.replaceContent(
        lock.descriptor,
        'directory',
        directory.metadata,
        encodeEntries([...entries, { name, type: metadata.type, descriptor: number }]),
      );
    } finally {
      yield* this.unlockFile(lock);
    }
  }

  private *allocateDescriptor(metadata: Omit<Metadata, 'sequence'>): Operation<number> {
    for (let step = 0; step < DESCRIPTORS; step += 1) {
      const number = ((this.descriptorHint + step - 1) % (DESCRIPTORS - 1)) + 1;
      const lockBytes = yield* read(descriptorLba(number), 1);
      const lock = decodeLock(lockBytes, number);
      if (lock.allocated) continue;
      const taken = yield* changeLock({ number, lock, lockBytes }, { allocated: true, ...freeLock });
      if (!taken) continue;
      this.descriptorHint = number + 1;
      const { metadata: before } = yield* readDescriptor(number);
      yield* writeMetadata(number, metadata, before);
      return number;
    }
    throw new VmfsError('noDescriptors', `${this.superblock.label} has ${DESCRIPTORS} files already`);
  }

  /** Removes a file that nobody holds, or an empty directory. */
  *remove(path: string): Operation<void> {
    const names = parsePath(path);
    if (names.length === 0) throw new VmfsError('badName', '/ is not removed');
    const parent = `/${names.slice(0, -1).join('/')}`;
    const parentLock = yield* this.lockFile(parent);
    try {
      const lock = yield* this.lockFile(path);
      const { metadata } = yield* readDescriptor(lock.descriptor);
      if (metadata?.type === 'directory' && (yield* this.content(metadata)).length > 0) {
        yield* this.unlockFile(lock);
        throw new VmfsError('notEmpty', `${path} is not empty`);
      }
      const directory = yield* readDescriptor(parentLock.descriptor);
      const entries = decodeEntries(yield* this.content(directory.metadata as Metadata));
      const rest = encodeEntries(entries.filter((entry) => entry.descriptor !== lock.descriptor));
      yield* this.replaceContent(parentLock.descriptor, 'directory', directory.metadata, rest);
      const gone = yield* changeLock({ number: lock.descriptor, ...lock }, { ...freeLock, allocated: false });
      if (!gone) throw new VmfsError('lockLost', `${path}: the lock was lost while it was removed`);
      yield* release(metadata?.extents ?? []);
    } finally {
      yield* this.unlockFile(parentLock);
    }
  }

  /** Removes a directory and everything in it. */
  *removeTree(path: string): Operation<void> {
    const { metadata } = yield* this.get(path);
    if (metadata.type === 'directory')
      for (const entry of yield* this.list(path)) yield* this.removeTree(`${path === '/' ? '' : path}/${entry.name}`);
    yield* this.remove(path);
  }

  /** Takes the exclusive lock by one COMPARE AND WRITE, breaking one whose owner is gone. Throws LockedError. */
  *lockFile(path: string): Operation<FileLock> {
    for (let race = 0; race < LOCK_RACES; race += 1) {
      const descriptor = yield* this.get(path);
      const { lock } = descriptor;
      if (lock.mode !== lockModes.free && !(yield* this.breakable(lock)))
        throw new LockedError(path, { uuid: lock.ownerUuid, hostName: lock.hostName, slot: lock.slot });
      const { uuid: ownerUuid, hostName, slot } = this.owner;
      const taken = yield* changeLock(descriptor, { mode: lockModes.exclusive, ownerUuid, hostName, slot });
      if (taken) return { path, descriptor: descriptor.number, ...taken };
    }
    throw new LockedError(path, { uuid: '', hostName: 'several hosts in turn', slot: 0 });
  }

  /** Whether the owner of a lock is gone: its slot is another's, or has stood still for the lease time and could be cleared. */
  private *breakable(lock: LockRecord): Operation<boolean> {
    if (lock.ownerUuid === this.owner.uuid) return false;
    const slot = yield* readSlot(lock.slot);
    if (slot?.ownerUuid !== lock.ownerUuid) return true;
    const stale = this.monitor.stale(lock.slot, this.now());
    if (!stale || stale.slot.ownerUuid !== lock.ownerUuid) return false;
    // Cleared as it was seen: an owner that has written it since wins, and one that writes it later learns that it was evicted.
    return yield* clearSlot(lock.slot, encodeSlot(stale.slot));
  }

  *unlockFile({ descriptor, lock, lockBytes, path }: FileLock): Operation<void> {
    if (!(yield* changeLock({ number: descriptor, lock, lockBytes }, freeLock)))
      throw new VmfsError('lockLost', `${path}: the lock was no longer ours`);
  }

  /** Whether the lock on the disk is still this one. */
  *checkLock({ descriptor, lock }: FileLock): Operation<boolean> {
    const now = yield* readDescriptor(descriptor);
    return now.lock.generation === lock.generation && now.lock.ownerUuid === lock.ownerUuid;
  }
}
