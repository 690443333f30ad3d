// Consolidation: what a delta has goes into its parent, and the delta out of the chain, while a guest may go on reading and
// writing between any two steps. Until somebody names the parent in place of the child nothing depends on it: the child hides
// all that is copied, so a crash at any time leaves a disk that reads as before, and the work begins anew.
import { VmfsError } from '../errors.ts';
import { BLOCK_BYTES, type Operation } from '../operation.ts';
import type { DiskPiece } from './disk-extent.ts';
import { closeLink, type DiskLink } from './disk-link.ts';
import { besideDisk, fileNameOf, hintOf, inFolderOf } from './disk-path.ts';
import { type DiskVolume, readInto } from './disk-volume.ts';
import { VirtualDisk } from './virtual-disk.ts';

/** What one step copies at most: a request of a guest waits no longer than for this. */
const STEP_SECTORS = 2048;
/** Sectors of the disk that one step looks at at most to find something to copy. */
const SCAN_SECTORS = 16 * 4096;
/** What a guest writes meanwhile is copied again in units of this many sectors. */
const REGION_SECTORS = 128;

export interface ConsolidationProgress {
  /** All that the child has is in the parent, durably: if nothing is written from now on, it can be committed. */
  readonly done: boolean;
  /** Of the disk, how much was looked at, from 0 to 1. */
  readonly fraction: number;
}

export class Consolidation {
  private readonly volume: DiskVolume;
  private readonly disk: VirtualDisk;
  private readonly level: number;
  private readonly child: DiskLink;
  private readonly parent: DiskLink;
  /** What lies before it was copied. */
  private cursor = 0;
  /** Regions that were written after they were copied. */
  private readonly rewritten = new Set<number>();
  private isFlushed = false;

  private constructor(options: { readonly volume: DiskVolume; readonly disk: VirtualDisk; readonly level: number }) {
    const { volume, disk, level } = options;
    const [child, parent] = disk.chain.slice(level, level + 2);
    if (!child || !parent) throw new RangeError(`${disk.path}: no disk with a parent at depth ${level}`);
    this.volume = volume;
    this.disk = disk;
    this.level = level;
    this.child = child;
    this.parent = parent;
  }

  /**
   * The disk `child` of an open chain goes into the one below it, of which this takes the exclusive lock. No other disk may
   * descend from the parent. Nothing of the guest may be under way, as in each step. Throws LockedError when another host has
   * the parent open, RangeError for a disk that has no parent in this chain.
   */
  static *begin(
    volume: DiskVolume,
    { disk, child }: { readonly disk: VirtualDisk; readonly child: string },
  ): Operation<Consolidation> {
    const level = disk.chain.findIndex(({ path }) => path === child);
    const consolidation = new Consolidation({ volume, disk, level: level < 0 ? disk.chain.length : level });
    const { parent } = consolidation;
    yield* disk.reopen(parent, 'exclusive');
    // Its record of changes knows nothing of what comes into it now.
    const { changeTrackPath, ...descriptor } = parent.descriptor;
    if (changeTrackPath !== undefined) yield* disk.rewrite(parent, descriptor);
    if (level === 0) disk.listen((sector, sectors) => consolidation.noteWrite(sector, sectors));
    return consolidation;
  }

  private noteWrite(sector: number, sectors: number): void {
    this.isFlushed = false;
    const end = Math.min(sector + sectors, this.cursor);
    for (let region = Math.floor(sector / REGION_SECTORS); region * REGION_SECTORS < end; region += 1)
      this.rewritten.add(region);
  }

  /**
   * Copies a bounded part. No request of the guest that writes may be under way. Throws VmfsError noSpace: nothing changed,
   * and the step may be tried again.
   */
  *step(): Operation<ConsolidationProgress> {
    const { capacitySectors } = this.disk;
    if (this.cursor < capacitySectors) yield* this.copyNext(capacitySectors);
    else {
      const [region] = this.rewritten;
      if (region !== undefined) yield* this.copyRegion(region);
      else if (!this.isFlushed) {
        yield { op: 'flush' };
        this.isFlushed = true;
      }
    }
    return { done: this.isDone, fraction: this.cursor / capacitySectors };
  }

  private get isDone(): boolean {
    return this.cursor >= this.disk.capacitySectors && this.rewritten.size === 0 && this.isFlushed;
  }

  private *copyNext(capacitySectors: number): Operation<void> {
    const limit = Math.min(capacitySectors, this.cursor + SCAN_SECTORS);
    const found = yield* this.child.extent.nextAllocated(this.cursor, limit);
    if (!found) {
      this.cursor = limit;
      return;
    }
    const sectors = Math.min(found.sectors, STEP_SECTORS);
    yield* this.copy(found.sector, sectors);
    this.cursor = found.sector + sectors;
  }

  private *copyRegion(region: number): Operation<void> {
    const end = Math.min((region + 1) * REGION_SECTORS, this.disk.capacitySectors);
    for (let at = region * REGION_SECTORS; at < end; ) {
      const found = yield* this.child.extent.nextAllocated(at, end);
      if (!found) break;
      yield* this.copy(found.sector, found.sectors);
      at = found.sector + found.sectors;
    }
    this.rewritten.delete(region);
  }

  private *copy(sector: number, sectors: number): Operation<void> {
    this.isFlushed = false;
    const pieces: DiskPiece[] = [];
    yield* this.child.extent.load(sector, sectors);
    if (!this.child.extent.locate(sector, sectors, pieces, undefined))
      throw new VmfsError('busy', `${this.child.path}: what was loaded was forgotten at once`);
    const data = new Uint8Array(sectors * BLOCK_BYTES);
    let done = 0;
    for (const piece of pieces) {
      if (piece.kind === 'device') yield* readInto(data.subarray(done * BLOCK_BYTES), piece.lba, piece.blocks);
      done += piece.blocks;
    }
    yield* this.parent.extent.write(sector, data);
  }

  /**
   * Takes the child out of the chain, after a step that said `done` and with nothing of the guest under way since. A child in
   * the middle of the chain is out of it by one replacement of the descriptor above it. Where it is the disk that is written
   * to, somebody else names it (the .vmx), and has to name the parent, durably, before this is called: what is written to the
   * parent afterwards would be hidden by the child. Returns the shorter disk, with the same files; the one that was is not to
   * be used any more. The child's files are left for `deleteDisk`.
   */
  *commit(): Operation<VirtualDisk> {
    if (!this.isDone) throw new RangeError(`${this.child.path}: not all of it is in its parent`);
    const { volume, disk, child, parent, level } = this;
    const above = disk.chain[level - 1];
    if (above) {
      const parentFileNameHint = hintOf({ parent: parent.path, child: above.path });
      yield* disk.rewrite(above, { ...above.descriptor, parentCid: parent.descriptor.cid, parentFileNameHint });
      above.below = parent;
      yield* disk.reopen(parent, 'readOnly');
    } else {
      if (disk.mode !== 'exclusive') yield* disk.reopen(parent, disk.mode);
      if (!disk.tracker) yield* this.moveRecord();
    }
    disk.listen(undefined);
    yield* closeLink(volume, child);
    const links = disk.chain.filter((link) => link !== child);
    return new VirtualDisk({ volume, links, mode: disk.mode, tracker: disk.tracker });
  }

  /** The parent is what the child was: a record of changes that was left in order is the parent's now. */
  private *moveRecord(): Operation<void> {
    const { volume, disk, child, parent } = this;
    const { changeTrackPath } = child.descriptor;
    if (changeTrackPath === undefined) return;
    const from = inFolderOf(child.path, changeTrackPath);
    if (!(yield* volume.exists(from))) return;
    const to = besideDisk(parent.path, 'ctk');
    yield* volume.rename(from, to, { replace: true });
    yield* disk.rewrite(parent, { ...parent.descriptor, changeTrackPath: fileNameOf(to) });
  }

  /** Gives up: the disk goes on as it was, and what was copied is of no consequence. */
  *abandon(): Operation<void> {
    this.disk.listen(undefined);
    yield* this.disk.reopen(this.parent, 'readOnly');
  }
}
