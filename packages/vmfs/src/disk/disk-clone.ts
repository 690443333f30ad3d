// A full clone: a flat disk with all that a chain reads as. The array copies by itself (EXTENDED COPY); what reads as zeros
// is not copied at all. The descriptor comes last, so a clone that was interrupted is no disk.
import { encodeText } from '../bytes.ts';
import type { Provisioning } from '../metadata.ts';
import { BLOCK_BYTES, type Operation } from '../operation.ts';
import { createFlatFile, type DiskIds, flatDescriptor } from './create-disk.ts';
import { formatDescriptor } from './descriptor.ts';
import { besideDisk } from './disk-path.ts';
import { type DiskFile, type DiskVolume, pieceOfFile } from './disk-volume.ts';
import type { VirtualDisk } from './virtual-disk.ts';

/** 4 MB, as EXTENDED COPY transfers by default (reference: storage.md). */
const STEP_SECTORS = 8192;

export interface CloneOptions {
  /** Nobody writes to it meanwhile: a frozen disk, or one of a VM that is off. */
  readonly source: VirtualDisk;
  readonly destination: string;
  readonly provisioning: Provisioning;
  readonly ids: DiskIds;
}

export class DiskClone {
  private readonly volume: DiskVolume;
  private readonly options: CloneOptions;
  private readonly file: DiskFile;
  private cursor = 0;

  private constructor(volume: DiskVolume, options: CloneOptions, file: DiskFile) {
    this.volume = volume;
    this.options = options;
    this.file = file;
  }

  /** Source and destination are on this volume. Throws VmfsError exists, noSpace. */
  static *begin(volume: DiskVolume, options: CloneOptions): Operation<DiskClone> {
    const { source, destination, provisioning, ids } = options;
    yield* createFlatFile(volume, destination, { capacityBytes: source.capacityBytes, provisioning, ids });
    return new DiskClone(
      volume,
      options,
      yield* volume.openFile(besideDisk(destination, 'flat'), { mode: 'exclusive' }),
    );
  }

  /** Copies at most 4 MB. Throws VmfsError noSpace: the step may be tried again. */
  *step(): Operation<{ readonly done: boolean; readonly fraction: number }> {
    const { source } = this.options;
    const sectors = Math.min(STEP_SECTORS, source.capacitySectors - this.cursor);
    let at = this.cursor;
    if (sectors > 0)
      for (const piece of yield* source.locateLoading(this.cursor, sectors)) {
        if (piece.kind === 'device') yield* this.copy({ from: piece.lba, sector: at, sectors: piece.blocks });
        at += piece.blocks;
      }
    this.cursor = at;
    return { done: at >= source.capacitySectors, fraction: at / source.capacitySectors };
  }

  private *copy(part: { readonly from: number; readonly sector: number; readonly sectors: number }): Operation<void> {
    const { from, sector, sectors } = part;
    yield* this.volume.allocate(this.file, { offsetBytes: sector * BLOCK_BYTES, lengthBytes: sectors * BLOCK_BYTES });
    let done = 0;
    for (const piece of pieceOfFile(this.file, sector, sectors)) {
      if (piece.kind !== 'device') throw new RangeError(`${this.file.path}: sector ${sector} was not allocated`);
      yield { op: 'copy', source: from + done, lba: piece.lba, blocks: piece.blocks };
      done += piece.blocks;
    }
  }

  /** Makes a disk of what was copied, once a step has said `done`. */
  *finish(): Operation<void> {
    const { source, destination, provisioning, ids } = this.options;
    if (this.cursor < source.capacitySectors) throw new RangeError(`${destination}: not all of it was copied`);
    yield { op: 'flush' };
    yield* this.volume.closeFile(this.file);
    const descriptor = flatDescriptor(destination, { capacityBytes: source.capacityBytes, provisioning, ids });
    yield* this.volume.createFile(destination, { content: encodeText(formatDescriptor(descriptor)) });
  }

  /** Gives up, and removes what was copied. */
  *abandon(): Operation<void> {
    yield* this.volume.closeFile(this.file);
    yield* this.volume.remove(this.file.path);
  }
}

/** A clone in one operation. */
export function* cloneDisk(volume: DiskVolume, options: CloneOptions): Operation<void> {
  const clone = yield* DiskClone.begin(volume, options);
  try {
    while (!(yield* clone.step()).done);
  } catch (error) {
    yield* clone.abandon();
    throw error;
  }
  yield* clone.finish();
}
