// What a virtual disk needs of the volume that it lies on: files by path, and open files that say where their bytes lie.
// Every other part of the file system is none of a disk's business.
import type { FilePiece, OpenFile } from '../open-file.ts';
import { BLOCK_BYTES, type Operation, read, write } from '../operation.ts';
import type { Volume } from '../volume.ts';

export type DiskVolume = Pick<
  Volume,
  | 'createFile'
  | 'openFile'
  | 'closeFile'
  | 'allocate'
  | 'punch'
  | 'resizeFile'
  | 'rename'
  | 'remove'
  | 'readFile'
  | 'writeFile'
  | 'exists'
>;

export type DiskFile = OpenFile;

/** Blocks of one command: what one read or write of a disk's own structures moves at most. */
const MAX_COMMAND_BLOCKS = 2048;

export function pieceOfFile(file: DiskFile, sector: number, sectors: number): readonly FilePiece[] {
  return file.map(sector * BLOCK_BYTES, sectors * BLOCK_BYTES);
}

/** What a part of a file reads as. */
export function* readSectors(file: DiskFile, sector: number, sectors: number): Operation<Uint8Array> {
  const bytes = new Uint8Array(sectors * BLOCK_BYTES);
  let done = 0;
  for (const piece of pieceOfFile(file, sector, sectors)) {
    if (piece.kind === 'device') yield* readInto(bytes.subarray(done * BLOCK_BYTES), piece.lba, piece.blocks);
    done += piece.blocks;
  }
  return bytes;
}

/** Blocks of the device, in commands of a bounded size. */
export function* readInto(target: Uint8Array, lba: number, blocks: number): Operation<void> {
  for (let done = 0; done < blocks; done += MAX_COMMAND_BLOCKS) {
    const part = yield* read(lba + done, Math.min(MAX_COMMAND_BLOCKS, blocks - done));
    target.set(part, done * BLOCK_BYTES);
  }
}

/** Writes a part of a file whose blocks are allocated and written; throws RangeError where they are not. */
export function* writeSectors(
  file: DiskFile,
  sector: number,
  data: Uint8Array,
  { fua }: { readonly fua: boolean },
): Operation<void> {
  let done = 0;
  for (const piece of pieceOfFile(file, sector, data.length / BLOCK_BYTES)) {
    if (piece.kind !== 'device') throw new RangeError(`${file.path}: sector ${sector} is not on the device`);
    for (let at = 0; at < piece.blocks; at += MAX_COMMAND_BLOCKS) {
      const blocks = Math.min(MAX_COMMAND_BLOCKS, piece.blocks - at);
      const from = (done + at) * BLOCK_BYTES;
      yield* write(piece.lba + at, data.subarray(from, from + blocks * BLOCK_BYTES), { fua });
    }
    done += piece.blocks;
  }
}
