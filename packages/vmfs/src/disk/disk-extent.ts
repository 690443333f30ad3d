// An extent has the bytes of a virtual disk, or those that were written since its parent was frozen. This is what a disk
// needs of one, whatever its format.
import type { Operation } from '../operation.ts';
import type { DiskFile } from './disk-volume.ts';

/** Where a part of a disk lies, in blocks of 512 bytes. */
export type DiskPiece =
  | { readonly kind: 'device'; readonly lba: number; readonly blocks: number }
  | { readonly kind: 'zero'; readonly blocks: number };

export interface DeviceRange {
  readonly lba: number;
  readonly blocks: number;
}

/** Where sectors lie that an extent does not have: the disks below. False when grain tables have to be loaded first. */
export interface Locator {
  locate(sector: number, sectors: number, pieces: DiskPiece[]): boolean;
}

export interface DiskExtent {
  /** The file, as it is open now. */
  readonly file: DiskFile;
  /** Appends where a range lies. No I/O. */
  locate(sector: number, sectors: number, pieces: DiskPiece[], below: Locator | undefined): boolean;
  /** Where a range is written in place; undefined when something has to be allocated first. No I/O. */
  locateForWrite(sector: number, sectors: number): readonly DeviceRange[] | undefined;
  /** Brings what `locate` needs to know of a range into memory. */
  load(sector: number, sectors: number): Operation<void>;
  /** Throws VmfsError noSpace: nothing changed. */
  write(sector: number, data: Uint8Array): Operation<void>;
  /** Gives space back where it can; what is read there afterwards is zeros, or what was there. */
  unmap(sector: number, sectors: number): Operation<void>;
  /** The first sector from `sector` on that this extent may have, and how many; undefined when it has no more. */
  nextAllocated(
    sector: number,
    limit: number,
  ): Operation<{ readonly sector: number; readonly sectors: number } | undefined>;
  /** What is to be written before the file is closed, or opened in another mode. */
  settle(): Operation<void>;
  /** The file was closed, and is open again in another mode. */
  reopened(file: DiskFile): void;
}

/** Neighbours are one piece. */
export function appendPiece(pieces: DiskPiece[], piece: DiskPiece): void {
  const last = pieces.at(-1);
  if (last?.kind === 'zero' && piece.kind === 'zero')
    pieces[pieces.length - 1] = { kind: 'zero', blocks: last.blocks + piece.blocks };
  else if (last?.kind === 'device' && piece.kind === 'device' && last.lba + last.blocks === piece.lba)
    pieces[pieces.length - 1] = { kind: 'device', lba: last.lba, blocks: last.blocks + piece.blocks };
  else pieces.push(piece);
}

export function appendRange(ranges: { lba: number; blocks: number }[], lba: number, blocks: number): void {
  const last = ranges.at(-1);
  if (last && last.lba + last.blocks === lba) last.blocks += blocks;
  else ranges.push({ lba, blocks });
}
