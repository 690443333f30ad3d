// A virtual disk that is open: a chain of extents, the one that is written to first and the base last. Where a request of a
// guest lies is answered from memory, so that what costs I/O (a table to load, a block to allocate) stands out and can be
// waited for. A chain becomes one longer (snapshot) or shorter (consolidated) with the other files left open.
import { encodeText } from '../bytes.ts';
import { VmfsError } from '../errors.ts';
import type { LockMode } from '../lock-record.ts';
import { BLOCK_BYTES, type Operation } from '../operation.ts';
import type { Volume } from '../volume.ts';
import type { ChangeTracker } from './change-tracker.ts';
import { MAX_REQUEST_SECTORS } from './delta-extent.ts';
import { capacitySectorsOf, formatDescriptor, NO_PARENT, type VmdkDescriptor } from './descriptor.ts';
import type { DeviceRange, DiskPiece } from './disk-extent.ts';
import {
  checkDescent,
  closeLink,
  type DiskLink,
  type LockOffers,
  MAX_CHAIN_DEPTH,
  openLink,
  parentOf,
  tooDeep,
} from './disk-link.ts';
import { type DiskVolume, readInto } from './disk-volume.ts';
import { FlatExtent } from './flat-extent.ts';

/** What tools read and write at a time. */
const MAX_TRANSFER_SECTORS = 2048;

/** A part of a disk. */
export interface SectorRange {
  readonly sector: number;
  readonly sectors: number;
}

/** Told of every write before it is done. */
export type WriteListener = (sector: number, sectors: number) => void;

export class VirtualDisk {
  readonly mode: LockMode;
  private readonly volume: DiskVolume;
  private readonly links: readonly DiskLink[];
  private isMarked = false;
  private tracker_: ChangeTracker | undefined;
  private listener: WriteListener | undefined;

  constructor(options: {
    readonly volume: DiskVolume;
    readonly links: readonly DiskLink[];
    readonly mode: LockMode;
    readonly tracker?: ChangeTracker | undefined;
  }) {
    this.volume = options.volume;
    this.links = options.links;
    this.mode = options.mode;
    this.tracker_ = options.tracker;
  }

  /** The disk that is written to first, the base last. */
  get chain(): readonly DiskLink[] {
    return this.links;
  }

  get top(): DiskLink {
    return this.links[0] as DiskLink;
  }

  /** Of the descriptor. */
  get path(): string {
    return this.top.path;
  }

  get capacityBytes(): number {
    return this.capacitySectors * BLOCK_BYTES;
  }

  get capacitySectors(): number {
    return capacitySectorsOf(this.top.descriptor);
  }

  /** What another mount opens it with while this one still has it open: of a disk that is open to be written. */
  offers(volume: Pick<Volume, 'offerLock'>): LockOffers {
    const { lock } = this.top.extent.file;
    return new Map([[lock.path, volume.offerLock(lock)]]);
  }

  get tracker(): ChangeTracker | undefined {
    return this.tracker_;
  }

  /** Every write from now on is told to the tracker; undefined ends that, and the next write is the first one again. */
  track(tracker: ChangeTracker | undefined): void {
    this.tracker_ = tracker;
    if (!tracker) this.isMarked = false;
  }

  /** One listener at a time. */
  listen(listener: WriteListener | undefined): void {
    this.listener = listener;
  }

  private check(sector: number, sectors: number): void {
    if (!Number.isSafeInteger(sector) || !Number.isSafeInteger(sectors) || sector < 0 || sectors < 1)
      throw new RangeError(`${this.path}: ${sectors} sectors at ${sector}`);
    if (sector + sectors > this.capacitySectors || sectors > MAX_REQUEST_SECTORS)
      throw new RangeError(
        `${this.path}: ${sectors} sectors at ${sector}, of ${this.capacitySectors}, ${MAX_REQUEST_SECTORS} at a time`,
      );
  }

  /** Where a range lies. No I/O; undefined: `load` it first, and ask again. At most MAX_REQUEST_SECTORS, RangeError else. */
  locate(sector: number, sectors: number): readonly DiskPiece[] | undefined {
    this.check(sector, sectors);
    const pieces: DiskPiece[] = [];
    return this.top.locate(sector, sectors, pieces) ? pieces : undefined;
  }

  /** The parts of a range that the first disk of the chain has itself, not those below it. No I/O; undefined: `load` it first. */
  ownRanges(sector: number, sectors: number): readonly SectorRange[] | undefined {
    this.check(sector, sectors);
    const pieces: DiskPiece[] = [];
    if (!this.top.extent.locate(sector, sectors, pieces, undefined)) return undefined;
    const ranges: { sector: number; sectors: number }[] = [];
    let at = sector;
    for (const { kind, blocks } of pieces) {
      const last = ranges.at(-1);
      if (kind === 'device' && last && last.sector + last.sectors === at) last.sectors += blocks;
      else if (kind === 'device') ranges.push({ sector: at, sectors: blocks });
      at += blocks;
    }
    return ranges;
  }

  *load(sector: number, sectors: number): Operation<void> {
    this.check(sector, sectors);
    yield* this.top.load(sector, sectors);
  }

  /**
   * Where a range is to be written, in place; undefined: use `writeAllocating`. No I/O. The caller writes there: whoever
   * tracks changes is told now.
   */
  locateForWrite(sector: number, sectors: number): readonly DeviceRange[] | undefined {
    this.check(sector, sectors);
    this.checkWritable();
    const ranges = this.top.extent.locateForWrite(sector, sectors);
    if (ranges) this.tell(sector, sectors);
    return ranges;
  }

  /**
   * Sees to it that a range of a flat disk can be written in place: what it reads as is still so. As `writeAllocating`, one at
   * a time. Throws VmfsError noSpace, RangeError for a disk of another kind.
   */
  *allocate(sector: number, sectors: number): Operation<void> {
    this.check(sector, sectors);
    this.checkWritable();
    const { extent } = this.top;
    if (!(extent instanceof FlatExtent)) throw new RangeError(`${this.path} is no flat disk`);
    yield* extent.allocate(sector, sectors);
  }

  /** A flat disk lies in its file as it is: what is copied to where it lies is copied to it. */
  get isFlat(): boolean {
    return this.top.extent instanceof FlatExtent;
  }

  private tell(sector: number, sectors: number): void {
    this.tracker_?.note(sector, sectors);
    this.listener?.(sector, sectors);
  }

  private checkWritable(): void {
    if (this.mode === 'readOnly') throw new RangeError(`${this.path} is open to be read`);
  }

  /**
   * Writes where something has to be allocated, or may have to be. One at a time for one disk, and none while `unmap` is under
   * way. Throws VmfsError noSpace: nothing changed, and the same write may be tried again later.
   */
  *writeAllocating(sector: number, data: Uint8Array): Operation<void> {
    const sectors = data.length / BLOCK_BYTES;
    this.check(sector, sectors);
    this.checkWritable();
    this.tell(sector, sectors);
    yield* this.top.extent.write(sector, data);
  }

  /**
   * The guest has no use for a range any more. A thin disk gives whole file blocks of it back, which read as zeros afterwards;
   * of other disks, and in a delta, nothing changes. Of any length.
   */
  *unmap(sector: number, sectors: number): Operation<void> {
    this.checkWritable();
    if (sectors < 1 || sector < 0 || sector + sectors > this.capacitySectors)
      throw new RangeError(`${this.path}: ${sectors} sectors at ${sector}, of ${this.capacitySectors}`);
    this.tell(sector, sectors);
    yield* this.top.extent.unmap(sector, sectors);
  }

  /** A range as bytes, of any length: for tools and tests. */
  *read(sector: number, sectors: number): Operation<Uint8Array> {
    const bytes = new Uint8Array(sectors * BLOCK_BYTES);
    for (let at = 0; at < sectors; at += MAX_TRANSFER_SECTORS) {
      const count = Math.min(MAX_TRANSFER_SECTORS, sectors - at);
      let done = at;
      for (const piece of yield* this.locateLoading(sector + at, count)) {
        if (piece.kind === 'device') yield* readInto(bytes.subarray(done * BLOCK_BYTES), piece.lba, piece.blocks);
        done += piece.blocks;
      }
    }
    return bytes;
  }

  /** `locate`, with the loading where that is needed. */
  *locateLoading(sector: number, sectors: number): Operation<readonly DiskPiece[]> {
    const known = this.locate(sector, sectors);
    if (known) return known;
    yield* this.load(sector, sectors);
    const loaded = this.locate(sector, sectors);
    if (!loaded) throw new VmfsError('busy', `${this.path}: what was loaded was forgotten at once`);
    return loaded;
  }

  /** Writes a range of any length: for tools and tests. Not durable before a flush. */
  *write(sector: number, data: Uint8Array): Operation<void> {
    const step = MAX_TRANSFER_SECTORS * BLOCK_BYTES;
    for (let at = 0; at < data.length; at += step)
      yield* this.writeAllocating(sector + at / BLOCK_BYTES, data.subarray(at, at + step));
  }

  /**
   * Gives the disk another content id, durably: to be done before the first write since it was opened, so that a disk that
   * descends from it does not open on what it was not made of. Does nothing the second time. Where changes are not tracked any
   * more, the descriptor says so: their record would be wrong.
   */
  *markWritten({ cid }: { readonly cid: string }): Operation<void> {
    this.checkWritable();
    if (this.isMarked) return;
    const { changeTrackPath, ...descriptor } = this.top.descriptor;
    const tracked = this.tracker_ && changeTrackPath !== undefined ? { changeTrackPath } : {};
    yield* this.rewrite(this.top, { ...descriptor, ...tracked, cid });
    this.isMarked = true;
  }

  /** Replaces the descriptor of one disk of the chain, whole or not at all. */
  *rewrite(link: DiskLink, descriptor: VmdkDescriptor): Operation<void> {
    yield* this.volume.writeFile(link.path, encodeText(formatDescriptor(descriptor)));
    link.descriptor = descriptor;
  }

  /**
   * A snapshot of a disk that is in use: the child at `path`, made by `createChild`, is written to from now on, and this disk
   * is only read. No request may be under way. This VirtualDisk is not to be used any more: the one returned has its files.
   */
  *extend(path: string): Operation<VirtualDisk> {
    this.checkWritable();
    if (this.links.length >= MAX_CHAIN_DEPTH) throw tooDeep(path);
    const child = yield* openLink(this.volume, path, { mode: this.mode, below: this.top });
    try {
      const parent = parentOf(child);
      if (parent !== this.path)
        throw new VmfsError('damaged', `${path} descends from ${parent ?? 'no disk'}, not from ${this.path}`);
      checkDescent(child, this.top);
      yield* this.reopen(this.top, 'readOnly');
    } catch (error) {
      yield* this.volume.closeFile(child.extent.file);
      throw error;
    }
    return new VirtualDisk({
      volume: this.volume,
      links: [child, ...this.links],
      mode: this.mode,
      tracker: this.tracker_,
    });
  }

  /** Lets the lock of one disk of the chain go, and takes it in another mode. Throws LockedError: then it is held as before. */
  *reopen(link: DiskLink, mode: LockMode): Operation<void> {
    const { extent } = link;
    const before = extent.file;
    if (before.lock.mode === mode) return;
    yield* extent.settle();
    yield* this.volume.closeFile(before);
    try {
      extent.reopened(yield* this.volume.openFile(before.path, { mode }));
    } catch (error) {
      extent.reopened(yield* this.volume.openFile(before.path, { mode: before.lock.mode }));
      throw error;
    }
  }

  /**
   * No request is under way, and none will be: from here on nothing of the disk is in memory only, so that another mount can go
   * on with it. Changes are tracked no more.
   */
  *handOver(): Operation<void> {
    if (this.tracker_) yield* this.tracker_.close();
    yield* this.top.extent.settle();
  }

  /**
   * Closes every file of a disk that was offered, and that another mount has or may have: nothing is written, and a lock that was
   * taken is left alone. One that was not is let go: else it would stay for as long as this mount, though nobody uses it.
   */
  *relinquish(): Operation<void> {
    for (const { extent } of this.links) {
      try {
        yield* this.volume.closeFile(extent.file);
      } catch (error) {
        if (!(error instanceof VmfsError) || error.code !== 'lockLost') throw error;
      }
    }
  }

  /** Closes every file. What was written is not durable before a flush. */
  *close(): Operation<void> {
    for (const link of this.links) yield* closeLink(this.volume, link);
  }
}

/**
 * Opens a disk and all that it descends from; those are only read. `offers`: of a holder that has it open. Throws VmfsError
 * damaged for a chain that does not fit together, tooLarge for one of more than MAX_CHAIN_DEPTH disks, notFound; LockedError.
 */
export function* openDisk(
  volume: DiskVolume,
  path: string,
  { mode, offers }: { readonly mode: LockMode; readonly offers?: LockOffers },
): Operation<VirtualDisk> {
  const links: DiskLink[] = [];
  try {
    for (let next: string | undefined = path; next !== undefined; ) {
      if (links.length >= MAX_CHAIN_DEPTH) throw tooDeep(path);
      const link: DiskLink = yield* openLink(volume, next, {
        mode: links.length === 0 ? mode : 'readOnly',
        ...(offers ? { offers } : {}),
      });
      const child = links.at(-1);
      links.push(link);
      if (child) {
        child.below = link;
        checkDescent(child, link);
      }
      next = link.descriptor.parentCid === NO_PARENT ? undefined : parentOf(link);
    }
  } catch (error) {
    for (const { extent } of links.reverse()) yield* volume.closeFile(extent.file);
    throw error;
  }
  return new VirtualDisk({ volume, links, mode });
}
