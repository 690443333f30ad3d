// A file that this mount has open: its lock, and where its bytes lie. Its pointers are in memory, so that a request of a
// guest costs no I/O to be mapped; only its exclusive owner changes them (sparse-file.ts).
import { VmfsError } from './errors.ts';
import { FILE_BLOCK_BLOCKS, FILE_BLOCK_BYTES } from './layout.ts';
import type { FileLock } from './locks.ts';
import type { Metadata } from './metadata.ts';
import { BLOCK_BYTES } from './operation.ts';
import { blockOf, HOLE, isToBeZeroed } from './pointer-block.ts';

/** A part of a file, in blocks of 512 bytes. */
export type FilePiece =
  | { readonly kind: 'device'; readonly lba: number; readonly blocks: number }
  /** Not allocated; reads as zeros. */
  | { readonly kind: 'hole'; readonly blocks: number }
  /** Allocated, never written; reads as zeros. */
  | { readonly kind: 'toBeZeroed'; readonly lba: number; readonly blocks: number };

export class OpenFile {
  readonly path: string;
  readonly lock: FileLock;
  private metadata_: Metadata;
  private pointers_: Uint32Array;
  private doubtful_ = false;

  constructor(options: { readonly lock: FileLock; readonly metadata: Metadata; readonly pointers: Uint32Array }) {
    this.path = options.lock.path;
    this.lock = options.lock;
    this.metadata_ = options.metadata;
    this.pointers_ = options.pointers;
  }

  get sizeBytes(): number {
    return this.metadata_.sizeBytes;
  }

  /** As of the last change by this mount. */
  get metadata(): Metadata {
    return this.metadata_;
  }

  /** One a file block. */
  get pointers(): Uint32Array {
    return this.pointers_;
  }

  /** A transaction on it has failed, and may take place all the same: until that is settled nobody knows where it lies. */
  doubt(): void {
    this.doubtful_ = true;
  }

  get doubtful(): boolean {
    return this.doubtful_;
  }

  /** What a transaction has made of it. */
  changed(metadata: Metadata, pointers: Uint32Array): void {
    this.doubtful_ = false;
    this.metadata_ = metadata;
    this.pointers_ = pointers;
  }

  /**
   * Where a range lies, in order. Throws RangeError for one that is not in whole blocks of 512 bytes, that ends beyond the
   * file's last block, or whose bytes lie in the descriptor (a small file is read and written as a whole); VmfsError busy after a
   * change that failed, until `refreshFile` or another change has settled it.
   */
  map(offsetBytes: number, lengthBytes: number): readonly FilePiece[] {
    const { sizeBytes } = this;
    if (this.doubtful_) throw new VmfsError('busy', `${this.path}: a change of where it lies is not settled`);
    const endBytes = Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES;
    if (offsetBytes % BLOCK_BYTES !== 0 || lengthBytes % BLOCK_BYTES !== 0 || offsetBytes < 0 || lengthBytes < 0)
      throw new RangeError(`${this.path}: ${lengthBytes} bytes at ${offsetBytes} are not whole blocks`);
    if (offsetBytes + lengthBytes > endBytes)
      throw new RangeError(`${this.path}: ${lengthBytes} bytes at ${offsetBytes}, of ${sizeBytes}`);
    if (this.metadata_.inline.length > 0) throw new RangeError(`${this.path} lies in its descriptor`);
    return mapPointers(this.pointers_, offsetBytes, lengthBytes);
  }
}

/** Where a range of a file lies, by its pointers; in whole blocks of 512 bytes. */
export function mapPointers(pointers: Uint32Array, offsetBytes: number, lengthBytes: number): FilePiece[] {
  const pieces: FilePiece[] = [];
  for (let at = offsetBytes; at < offsetBytes + lengthBytes; ) {
    const block = Math.floor(at / FILE_BLOCK_BYTES);
    const end = Math.min(offsetBytes + lengthBytes, (block + 1) * FILE_BLOCK_BYTES);
    append(pieces, piece(pointers[block] ?? HOLE, at % FILE_BLOCK_BYTES, end - at));
    at = end;
  }
  return pieces;
}

function piece(pointer: number, offsetBytes: number, lengthBytes: number): FilePiece {
  const blocks = lengthBytes / BLOCK_BYTES;
  if (pointer === HOLE) return { kind: 'hole', blocks };
  const lba = blockOf(pointer) * FILE_BLOCK_BLOCKS + offsetBytes / BLOCK_BYTES;
  return { kind: isToBeZeroed(pointer) ? 'toBeZeroed' : 'device', lba, blocks };
}

/** Neighbours of one kind, that lie side by side, are one piece. */
function append(pieces: FilePiece[], piece: FilePiece): void {
  const last = pieces.at(-1);
  if (last?.kind === 'hole' && piece.kind === 'hole')
    pieces[pieces.length - 1] = { kind: 'hole', blocks: last.blocks + piece.blocks };
  else if (last && last.kind !== 'hole' && last.kind === piece.kind && last.lba + last.blocks === piece.lba)
    pieces[pieces.length - 1] = { ...last, blocks: last.blocks + piece.blocks };
  else pieces.push(piece);
}
