// The filter under a guest's disk while that is copied to another datastore: who decides is the mirror of packages/vmotion, this
// carries it out. When the mirror is dropped the guest goes on with its source, as if there had been no filter. A disk that nobody
// writes to is copied by the same, without a guest above it.
import { BLOCK_BYTES } from '@microsphere/block';
import type { LockOffers, SectorRange } from '@microsphere/vmfs';
import { DiskMirror, type MirrorEffect, type MirrorEvent } from '@microsphere/vmotion';
import type { VmDisk } from '../hostd/running-guest.ts';
import type { DatastoreDisk } from '../vmkernel/datastore-disk.ts';

/** 256 KiB: so much of the disk, twice, is closed to the guest at a time, for as long as that takes to copy. */
export const COPY_REGION_SECTORS = 512;
/** 8 MiB: what is allocated on the target in one go, before the regions in it are copied. */
export const ALLOCATION_SECTORS = 32 * COPY_REGION_SECTORS;
const ZEROS = Buffer.alloc(COPY_REGION_SECTORS * BLOCK_BYTES);

export type MirrorSource = VmDisk & Pick<DatastoreDisk, 'ownRanges'>;
export type MirrorTarget = Pick<DatastoreDisk, 'write' | 'drained'>;

export interface MirroredDiskOptions<S extends MirrorSource, T extends MirrorTarget> {
  readonly source: S;
  readonly target: T;
  /** Has the array copy a range that the source has itself; undefined: it is read and written. */
  readonly arrayCopy: ((target: T, source: S, range: SectorRange) => Promise<void>) | undefined;
  /** So many sectors have been dealt with, of which so many bytes were copied. */
  readonly onCopied: (sectors: number, bytes: number) => void;
  /** Takes space for what the source has, ahead of its copying: no write of the guest waits for that. Undefined: it is taken as it is needed. */
  readonly allocate: ((target: T, range: SectorRange) => Promise<void>) | undefined;
}

interface GuestWrite {
  readonly sector: number;
  /** As it was when the guest asked: both get the same, whatever the guest does to its memory meanwhile. */
  readonly bytes: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  sourceError?: unknown;
}

export class MirroredDisk<S extends MirrorSource, T extends MirrorTarget> implements VmDisk {
  private readonly options: MirroredDiskOptions<S, T>;
  private readonly mirror: DiskMirror;
  private readonly writes = new Map<number, GuestWrite>();
  private lastId = 0;
  /** Why it was dropped. */
  private failure: unknown;
  /** By number of the part: its space is taken. The next one's is while this one is copied. */
  private readonly allocated: Promise<void>[] = [];
  private synchronised: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | undefined;

  constructor(options: MirroredDiskOptions<S, T>) {
    this.options = options;
    this.mirror = new DiskMirror({
      capacitySectors: options.source.capacityBytes / BLOCK_BYTES,
      regionSectors: COPY_REGION_SECTORS,
    });
  }

  get capacityBytes(): number {
    return this.options.source.capacityBytes;
  }

  get givesSpaceBack(): boolean {
    return this.options.source.givesSpaceBack;
  }

  /** Whether the target is equal, and will be for as long as nothing is written. */
  get inSync(): boolean {
    return this.mirror.inSync;
  }

  /** Copies the disk. Resolves when all of it lies on the target too, and rejects with why it was dropped. Once. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.synchronised = { resolve, reject };
      if (this.mirror.dropped === undefined) this.take({ kind: 'start' });
      else reject(this.failure);
    });
  }

  /** Nothing is copied or mirrored any more. */
  drop(failure: unknown): void {
    this.failure ??= failure;
    this.take({ kind: 'drop', because: messageOf(failure) });
  }

  private take(event: MirrorEvent): void {
    for (const effect of this.mirror.step(event)) this.carryOut(effect);
  }

  private carryOut(effect: MirrorEffect): void {
    switch (effect.kind) {
      case 'copy':
        this.copy(effect).then(
          () => this.take({ kind: 'copied', sector: effect.sector }),
          (error: unknown) => this.drop(error),
        );
        break;
      case 'write':
        this.send(effect.id, effect.target);
        break;
      case 'complete': {
        const write = this.writes.get(effect.id);
        this.writes.delete(effect.id);
        if (effect.ok) write?.resolve();
        else write?.reject(write.sourceError);
        break;
      }
      case 'inSync':
        this.synchronised?.resolve();
        break;
      case 'dropped':
        // What waits for the target is given up.
        void this.options.target.drained();
        this.synchronised?.reject(this.failure);
        break;
    }
  }

  private send(id: number, mirrored: boolean): void {
    const write = this.writes.get(id);
    if (!write) throw new Error(`the mirror sends write ${id}, which nobody asked for`);
    const { source, target } = this.options;
    const { sector, bytes } = write;
    source.write(sector, bytes).then(
      () => this.take({ kind: 'written', id, at: 'source' }),
      (error: unknown) => {
        write.sourceError = error;
        this.take({ kind: 'writeFailed', id, at: 'source', because: messageOf(error) });
      },
    );
    if (!mirrored) return;
    target.write(sector, bytes).then(
      () => this.take({ kind: 'written', id, at: 'target' }),
      (error: unknown) => {
        this.failure ??= error;
        this.take({ kind: 'writeFailed', id, at: 'target', because: messageOf(error) });
      },
    );
  }

  private async copy({ sector, sectors, fresh }: SectorRange & { readonly fresh: boolean }): Promise<void> {
    const { source, target, arrayCopy, onCopied } = this.options;
    const whole = { sector, sectors };
    if (fresh) await this.allocateAhead(sector);
    let bytes = 0;
    for (const range of fresh ? await source.ownRanges(sector, sectors) : [whole]) {
      if (fresh && arrayCopy) await arrayCopy(target, source, range);
      else {
        const data = Buffer.allocUnsafe(range.sectors * BLOCK_BYTES);
        await source.read(range.sector, data);
        // Zeros take no space where there are zeros already.
        if (fresh && data.equals(ZEROS.subarray(0, data.length))) continue;
        await target.write(range.sector, data);
      }
      bytes += range.sectors * BLOCK_BYTES;
    }
    onCopied(fresh ? sectors : 0, bytes);
  }

  private async allocateAhead(sector: number): Promise<void> {
    const part = Math.floor(sector / ALLOCATION_SECTORS);
    for (let next = this.allocated.length; next <= part + 1; next += 1) {
      const before = this.allocated[next - 1] ?? Promise.resolve();
      const allocation = before.then(() => this.allocatePart(next));
      // Who copies there hears of it.
      allocation.catch(() => undefined);
      this.allocated.push(allocation);
    }
    await this.allocated[part];
  }

  private async allocatePart(part: number): Promise<void> {
    const { source, target, allocate } = this.options;
    const sector = part * ALLOCATION_SECTORS;
    const sectors = Math.min(ALLOCATION_SECTORS, source.capacityBytes / BLOCK_BYTES - sector);
    if (!allocate || sectors <= 0 || this.mirror.dropped !== undefined) return;
    for (const range of await source.ownRanges(sector, sectors)) await allocate(target, range);
  }

  read(sector: number, data: Uint8Array): Promise<void> {
    return this.options.source.read(sector, data);
  }

  write(sector: number, data: Uint8Array): Promise<void> {
    if (this.mirror.dropped !== undefined && this.writes.size === 0) return this.options.source.write(sector, data);
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      // Of more than there is room for, the newest is refused.
      this.writes.set(id, { sector, bytes: data.slice(), resolve, reject });
      try {
        this.take({ kind: 'write', id, sector, sectors: data.length / BLOCK_BYTES });
      } catch (error) {
        this.writes.delete(id);
        reject(error);
      }
    });
  }

  /** What a guest has no use for stays what it is while it is mirrored: a hint that nobody has to follow. */
  async unmap(sector: number, sectors: number): Promise<void> {
    if (this.mirror.dropped !== undefined) await this.options.source.unmap(sector, sectors);
  }

  /** Durable is what the source has, which is all that counts before the switch. */
  flush(): Promise<void> {
    return this.options.source.flush();
  }

  /** The guest ends. */
  drained(): Promise<void> {
    this.drop(new Error('the guest has ended'));
    return this.options.source.drained();
  }

  /** The source's locks are let go; the target is its maker's to close. */
  close(): Promise<void> {
    return this.options.source.close();
  }

  handOver(): Promise<LockOffers> {
    return this.options.source.handOver();
  }

  takeBack(): Promise<void> {
    return this.options.source.takeBack();
  }

  surrender(): Promise<void> {
    return this.options.source.surrender();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
