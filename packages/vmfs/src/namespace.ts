// Paths, directories and contents, as they are found on the disk by whoever only reads. Readers take no lock: they read
// again when what they have read was replaced meanwhile.
import { type Descriptor, type Existing, existing, readDescriptor } from './descriptor.ts';
import { decodeEntries, type Entry, parsePath } from './directory.ts';
import { VmfsError } from './errors.ts';
import { readContent } from './extents.ts';
import { ROOT } from './format.ts';
import type { Superblock } from './layout.ts';
import type { Operation } from './operation.ts';
import { readPointers } from './pointer-block.ts';

/** How often a file that is replaced while it is read is read again. */
export const MAX_READ_RACES = 8;

/** A file, and the entry that leads to it: none to the root. */
export interface Found {
  readonly file: Existing;
  readonly entry: { readonly directory: number; readonly name: string } | undefined;
}

export class Namespace {
  private readonly superblock: Superblock;

  constructor(superblock: Superblock) {
    this.superblock = superblock;
  }

  *find(path: string): Operation<Found | undefined> {
    const root = existing(yield* readDescriptor(ROOT));
    let found: Found | undefined = root && { file: root, entry: undefined };
    for (const name of parsePath(path)) {
      if (found?.file.metadata.type !== 'directory') return undefined;
      const directory = found.file;
      const entry = (yield* this.entries(directory)).find((candidate) => candidate.name === name);
      if (!entry) return undefined;
      const file: Existing | undefined = existing(yield* readDescriptor(entry.descriptor));
      found = file && { file, entry: { directory: directory.descriptor, name } };
    }
    return found;
  }

  /** Throws VmfsError notFound. */
  *get(path: string): Operation<Found> {
    const found = yield* this.find(path);
    if (!found) throw new VmfsError('notFound', `${path}: no such file or directory`);
    return found;
  }

  /** Throws VmfsError notFound and isDirectory. */
  *file(path: string): Operation<Existing> {
    const { file } = yield* this.get(path);
    if (file.metadata.type === 'directory') throw new VmfsError('isDirectory', `${path} is a directory`);
    return file;
  }

  /** Throws VmfsError notFound and notDirectory. */
  *directory(path: string): Operation<Existing> {
    const { file } = yield* this.get(path);
    if (file.metadata.type !== 'directory') throw new VmfsError('notDirectory', `${path} is not a directory`);
    return file;
  }

  /** Whether the entry that led to a file still does. */
  *leadsTo({ file, entry }: Found): Operation<boolean> {
    if (!entry) return true;
    const directory = existing(yield* readDescriptor(entry.directory));
    if (directory?.metadata.type !== 'directory') return false;
    const entries = yield* this.entries(directory);
    return entries.some(({ name, descriptor }) => name === entry.name && descriptor === file.descriptor);
  }

  *entries(directory: Existing): Operation<Entry[]> {
    return decodeEntries(yield* this.content(directory));
  }

  /** The whole content, as it was at one moment. */
  *content(file: Existing): Operation<Uint8Array> {
    let current = file;
    for (let race = 0; race < MAX_READ_RACES; race += 1) {
      const { metadata } = current;
      if (!metadata.pointerBlocks && metadata.extents.length === 0) return metadata.inline;
      const pointers = yield* readPointers(metadata, this.superblock);
      const content = yield* readContent(metadata, pointers);
      // Blocks are given back only after what led to them was replaced: where that is the same, so was the content.
      const now = existing(yield* readDescriptor(current.descriptor));
      if (!now) throw new VmfsError('notFound', 'the file was removed while it was read');
      const same = now.metadata.sequence === metadata.sequence;
      if (same && (!metadata.pointerBlocks || (yield* this.hasPointers(now, pointers)))) return content;
      current = now;
    }
    throw new VmfsError('busy', `a file was replaced ${MAX_READ_RACES} times while it was read`);
  }

  private *hasPointers({ metadata }: Existing, before: Uint32Array): Operation<boolean> {
    const now = yield* readPointers(metadata, this.superblock);
    return now.length === before.length && now.every((pointer, index) => pointer === before[index]);
  }
}

/** A descriptor that is locked, with its metadata as it is now. Throws VmfsError lockLost for one of no file. */
export function* readLocked(descriptor: number, path: string): Operation<Existing> {
  const found: Descriptor = yield* readDescriptor(descriptor);
  const file = existing(found);
  if (!file) throw new VmfsError('lockLost', `${path}: the lock was lost, and the file is no more`);
  return file;
}
