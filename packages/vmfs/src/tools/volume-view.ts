// A volume as somebody sees it who has not mounted it: no slot, no lock, no journal, nothing written. What it shows may be of
// the past by the time that it is shown; a directory or small file is whole all the same (namespace.ts).
import type { Existing } from '../descriptor.ts';
import { joinPath, parsePath } from '../directory.ts';
import { VmfsError } from '../errors.ts';
import { readSuperblock } from '../format.ts';
import { FILE_BLOCK_BLOCKS, FILE_BLOCK_BYTES, type Superblock } from '../layout.ts';
import { type LockRecord, lockLba } from '../lock-record.ts';
import type { Provisioning } from '../metadata.ts';
import { Namespace } from '../namespace.ts';
import { type FilePiece, mapPointers } from '../open-file.ts';
import { BLOCK_BYTES, type Operation, read } from '../operation.ts';
import { HOLE, readPointers } from '../pointer-block.ts';
import { readSuperblockImage } from './volume-image.ts';

/** The superblock, from its copy where it is damaged itself. Throws VmfsError as readSuperblock when neither can be read. */
export function* findSuperblock(blocks: number): Operation<Superblock> {
  try {
    return yield* readSuperblock(blocks);
  } catch (error) {
    const lost = error instanceof VmfsError && (error.code === 'damaged' || error.code === 'notFormatted');
    const { superblock } = yield* readSuperblockImage();
    if (!lost || !superblock || superblock.fileBlocks * FILE_BLOCK_BLOCKS > blocks) throw error;
    return superblock;
  }
}

export interface FileView {
  readonly path: string;
  readonly type: 'file' | 'directory';
  readonly descriptor: number;
  /** Of its lock record. */
  readonly lba: number;
  readonly sizeBytes: number;
  /** Of its own file blocks; a small content lies in the descriptor. */
  readonly allocatedBytes: number;
  readonly provisioning: Provisioning | undefined;
  readonly lock: LockRecord;
  readonly inline: Uint8Array;
  /** Where each of its file blocks lies (pointer-block.ts). */
  readonly pointers: Uint32Array;
  /** File blocks with its pointers. */
  readonly pointerBlocks: readonly number[];
}

export class VolumeView {
  readonly superblock: Superblock;
  private readonly namespace: Namespace;

  constructor(superblock: Superblock) {
    this.superblock = superblock;
    this.namespace = new Namespace(superblock);
  }

  /** Throws VmfsError notFound, badName and damaged. */
  *stat(path: string): Operation<FileView> {
    const { file } = yield* this.namespace.get(path);
    return yield* this.view(`/${parsePath(path).join('/')}`, file);
  }

  /** What is in a directory, by name; a file is listed as itself. */
  *list(path: string): Operation<FileView[]> {
    const self = yield* this.stat(path);
    if (self.type === 'file') return [self];
    const entries = yield* this.namespace.entries(yield* this.namespace.directory(path));
    const views: FileView[] = [];
    for (const { name } of entries) {
      // One that was removed since the directory was read is not there.
      const found = yield* this.namespace.find(joinPath(self.path, name));
      if (found) views.push(yield* this.view(joinPath(self.path, name), found.file));
    }
    return views.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Everything below a path, directories before what is in them, and the path itself first. */
  *walk(path: string): Operation<FileView[]> {
    const self = yield* this.stat(path);
    const found = [self];
    if (self.type === 'directory')
      for (const child of yield* this.list(path))
        found.push(...(child.type === 'directory' ? yield* this.walk(child.path) : [child]));
    return found;
  }

  private *view(path: string, { descriptor, lock, metadata }: Existing): Operation<FileView> {
    const { type, sizeBytes, provisioning, inline, pointerBlocks = [] } = metadata;
    const pointers = inline.length > 0 ? new Uint32Array(0) : yield* readPointers(metadata, this.superblock);
    const allocated = pointers.reduce((sum, pointer) => sum + (pointer === HOLE ? 0 : 1), 0);
    return {
      path,
      type,
      descriptor,
      lba: lockLba(descriptor),
      sizeBytes,
      allocatedBytes: allocated * FILE_BLOCK_BYTES,
      provisioning,
      lock,
      inline,
      pointers,
      pointerBlocks: pointerBlocks.filter((block) => block !== HOLE),
    };
  }
}

/** Where the content of a file lies that has blocks. */
export function piecesOf({ pointers, sizeBytes }: FileView): readonly FilePiece[] {
  return mapPointers(pointers, 0, Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES);
}

/** A part of a file, in whole blocks where it is not at the end. Throws VmfsError isDirectory. */
export function* readPart(file: FileView, offsetBytes: number, lengthBytes: number): Operation<Uint8Array> {
  if (file.type === 'directory') throw new VmfsError('isDirectory', `${file.path} is a directory`);
  const end = Math.min(file.sizeBytes, offsetBytes + lengthBytes);
  if (file.inline.length > 0) return file.inline.subarray(offsetBytes, end);
  const content = new Uint8Array(Math.ceil(Math.max(0, end - offsetBytes) / BLOCK_BYTES) * BLOCK_BYTES);
  let at = 0;
  for (const piece of mapPointers(file.pointers, offsetBytes, content.length)) {
    if (piece.kind === 'device') content.set(yield* read(piece.lba, piece.blocks), at);
    at += piece.blocks * BLOCK_BYTES;
  }
  return content.subarray(0, end - offsetBytes);
}
