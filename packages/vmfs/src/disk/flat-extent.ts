// A flat extent: sector n of the disk is sector n of the file. Thin ones have holes, zeroed thick ones blocks that are zeroed
// when they are first written; the volume sees to both.
import { BLOCK_BYTES, type Operation } from '../operation.ts';
import { appendPiece, appendRange, type DeviceRange, type DiskExtent, type DiskPiece } from './disk-extent.ts';
import { type DiskFile, type DiskVolume, pieceOfFile, writeSectors } from './disk-volume.ts';

export class FlatExtent implements DiskExtent {
  private readonly volume: DiskVolume;
  private readonly thin: boolean;
  private file_: DiskFile;

  constructor(options: { readonly volume: DiskVolume; readonly file: DiskFile; readonly thin: boolean }) {
    this.volume = options.volume;
    this.thin = options.thin;
    this.file_ = options.file;
  }

  get file(): DiskFile {
    return this.file_;
  }

  locate(sector: number, sectors: number, pieces: DiskPiece[]): boolean {
    for (const piece of pieceOfFile(this.file_, sector, sectors))
      appendPiece(pieces, piece.kind === 'device' ? piece : { kind: 'zero', blocks: piece.blocks });
    return true;
  }

  locateForWrite(sector: number, sectors: number): readonly DeviceRange[] | undefined {
    const ranges: { lba: number; blocks: number }[] = [];
    for (const piece of pieceOfFile(this.file_, sector, sectors)) {
      if (piece.kind !== 'device') return undefined;
      appendRange(ranges, piece.lba, piece.blocks);
    }
    return ranges;
  }

  *load(): Operation<void> {}

  *write(sector: number, data: Uint8Array): Operation<void> {
    yield* this.allocate(sector, data.length / BLOCK_BYTES);
    yield* writeSectors(this.file_, sector, data, { fua: false });
  }

  *allocate(sector: number, sectors: number): Operation<void> {
    if (this.locateForWrite(sector, sectors) !== undefined) return;
    const range = { offsetBytes: sector * BLOCK_BYTES, lengthBytes: sectors * BLOCK_BYTES };
    yield* this.volume.allocate(this.file_, range);
  }

  *unmap(sector: number, sectors: number): Operation<void> {
    if (this.thin)
      yield* this.volume.punch(this.file_, {
        offsetBytes: sector * BLOCK_BYTES,
        lengthBytes: sectors * BLOCK_BYTES,
      });
  }

  // biome-ignore lint/correctness/useYield: an extent's interface; where a flat one lies is in memory
  *nextAllocated(sector: number, limit: number): Operation<{ sector: number; sectors: number } | undefined> {
    let at = sector;
    for (const piece of pieceOfFile(this.file_, sector, limit - sector)) {
      if (piece.kind === 'device') return { sector: at, sectors: piece.blocks };
      at += piece.blocks;
    }
    return undefined;
  }

  *settle(): Operation<void> {}

  reopened(file: DiskFile): void {
    this.file_ = file;
  }
}
