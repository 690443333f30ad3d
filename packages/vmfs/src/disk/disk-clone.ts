// A full clone: a flat disk with all that a chain reads as. The array copies by itself (EXTENDED COPY); what reads as zeros
// is not copied at all. The descriptor comes last, so a clone that was interrupted is no disk.
import type { Provisioning } from '../metadata.ts';
import type { Operation } from '../operation.ts';
import type { DiskIds } from './create-disk.ts';
import type { DiskVolume } from './disk-volume.ts';
import { NewFlatDisk } from './new-flat-disk.ts';
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
  private readonly source: VirtualDisk;
  private readonly disk: NewFlatDisk;
  private cursor = 0;

  private constructor(source: VirtualDisk, disk: NewFlatDisk) {
    this.source = source;
    this.disk = disk;
  }

  /** Source and destination are on this volume. Throws VmfsError exists, noSpace. */
  static *begin(volume: DiskVolume, { source, destination, provisioning, ids }: CloneOptions): Operation<DiskClone> {
    const { capacityBytes } = source;
    return new DiskClone(source, yield* NewFlatDisk.begin(volume, destination, { capacityBytes, provisioning, ids }));
  }

  /** Copies at most 4 MB. Throws VmfsError noSpace: the step may be tried again. */
  *step(): Operation<{ readonly done: boolean; readonly fraction: number }> {
    const { source } = this;
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
    let done = 0;
    for (const { lba, blocks } of yield* this.disk.allocate(sector, sectors)) {
      yield { op: 'copy', source: from + done, lba, blocks };
      done += blocks;
    }
  }

  /** Makes a disk of what was copied, once a step has said `done`. */
  *finish(): Operation<void> {
    if (this.cursor < this.source.capacitySectors) throw new RangeError(`${this.disk.path}: not all of it was copied`);
    yield* this.disk.finish();
  }

  /** Gives up, and removes what was copied. */
  abandon(): Operation<void> {
    return this.disk.abandon();
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
