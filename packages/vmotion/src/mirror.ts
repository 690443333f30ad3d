// The mirror under a running guest's disk while Storage vMotion copies it (vmotion-ft.md 2.2): one pass, region after region.
// A write to what is copied goes to source and target and is complete when both are done; one to a region that is being copied
// waits; one to what is not copied yet goes to the source only, and the pass takes it along. So below the cursor both are equal
// but for writes in flight to both, the source alone is complete at any moment, and the work of copying is fixed. Pure: what is
// to be done comes out as effects, what became of it comes in as events.

export interface SectorRange {
  readonly sector: number;
  readonly sectors: number;
}

/** Regions that are copied at a time: while one is written to the target the next is read from the source. */
export const MAX_REGIONS_AT_A_TIME = 2;
/** Writes of the guest that wait or are in flight: as many as a disk takes (vmkernel/datastore-disk.ts). */
export const MAX_MIRRORED_WRITES = 256;
/** Ranges that wait to be copied again. With more, the source fails more writes than a move is worth. */
export const MAX_RANGES_TO_COPY_AGAIN = 64;

export type MirrorEvent =
  | { readonly kind: 'start' }
  /** The guest writes; `id` is its caller's, and in use once at a time. */
  | ({ readonly kind: 'write'; readonly id: number } & SectorRange)
  /** What became of the part of a write that went to one of the two. */
  | { readonly kind: 'written'; readonly id: number; readonly at: 'source' }
  | { readonly kind: 'written'; readonly id: number; readonly at: 'target' }
  | { readonly kind: 'writeFailed'; readonly id: number; readonly at: 'source' | 'target'; readonly because: string }
  /** The region that begins there lies on the target. */
  | { readonly kind: 'copied'; readonly sector: number }
  /** A region can't be copied, the move is cancelled, the target is out of reach. */
  | { readonly kind: 'drop'; readonly because: string };

export type MirrorEffect =
  /** `fresh`: the target is of zeros there, what reads as zeros need not be written. Answered by `copied`, or `drop`. */
  | ({ readonly kind: 'copy'; readonly fresh: boolean } & SectorRange)
  /** To the source, and to the target where it says so. Answered by one event for each. */
  | { readonly kind: 'write'; readonly id: number; readonly target: boolean }
  /** The guest is told what became of its write: what the source said. */
  | { readonly kind: 'complete'; readonly id: number; readonly ok: boolean }
  /** Source and target are equal, and stay so while the mirror is there and nothing is in flight. */
  | { readonly kind: 'inSync' }
  /** From here on the guest has its source, and the target is garbage. */
  | { readonly kind: 'dropped'; readonly because: string };

interface Region extends SectorRange {
  readonly fresh: boolean;
  /** Not before writes in flight to it are done, which may come before or after the copy's reading. */
  copying: boolean;
}

interface GuestWrite extends SectorRange {
  readonly id: number;
  /** Undefined: it waits. */
  sent?: { readonly target: boolean };
  source?: 'done' | 'failed';
  target?: 'done';
}

export class DiskMirror {
  private readonly capacitySectors: number;
  private readonly regionSectors: number;
  /** Everything below has been copied, or is being copied. */
  private next = 0;
  private started = false;
  private regions: Region[] = [];
  /** Where a write failed at the source and may have reached the target. */
  private again: SectorRange[] = [];
  /** In the order in which the guest sent them. */
  private readonly writes = new Map<number, GuestWrite>();
  private dropped_: string | undefined;
  private saidInSync = false;

  constructor(options: { readonly capacitySectors: number; readonly regionSectors: number }) {
    this.capacitySectors = options.capacitySectors;
    this.regionSectors = options.regionSectors;
  }

  /** Below it everything has been copied once. */
  get cursor(): number {
    const begun = this.regions.filter(({ fresh }) => fresh).map(({ sector }) => sector);
    return Math.min(this.next, ...begun);
  }

  /** Nothing is left to be copied, and nothing is in flight. */
  get inSync(): boolean {
    return this.copiedAll && this.writes.size === 0;
  }

  private get copiedAll(): boolean {
    const left = this.next < this.capacitySectors || this.regions.length > 0 || this.again.length > 0;
    return this.started && this.dropped_ === undefined && !left;
  }

  /** Why it was dropped. */
  get dropped(): string | undefined {
    return this.dropped_;
  }

  /** Ranges below the cursor that are not equal: they are copied, or are to be copied, again. */
  get unequal(): readonly SectorRange[] {
    return [...this.again, ...this.regions];
  }

  step(event: MirrorEvent): MirrorEffect[] {
    const effects: MirrorEffect[] = [];
    switch (event.kind) {
      case 'start':
        this.started = true;
        break;
      case 'write':
        this.begin(event);
        break;
      case 'written':
        this.written(event, effects);
        break;
      case 'writeFailed':
        if (event.at === 'target') this.drop(event.because, effects);
        else this.sourceFailed(event.id, effects);
        break;
      case 'copied':
        // One that was under way when the mirror was dropped is nobody's.
        this.regions = this.regions.filter(({ sector }) => sector !== event.sector);
        break;
      case 'drop':
        this.drop(event.because, effects);
        break;
    }
    this.goOn(effects);
    return effects;
  }

  private begin({ id, sector, sectors }: { readonly id: number } & SectorRange): void {
    if (this.writes.has(id)) throw new RangeError(`write ${id} is under way`);
    if (this.writes.size >= MAX_MIRRORED_WRITES) throw new RangeError(`${MAX_MIRRORED_WRITES} writes are under way`);
    if (sector < 0 || sectors < 1 || sector + sectors > this.capacitySectors)
      throw new RangeError(`${sectors} sectors at ${sector}, of ${this.capacitySectors}`);
    this.writes.set(id, { id, sector, sectors });
  }

  private written(
    { id, at }: { readonly id: number; readonly at: 'source' | 'target' },
    effects: MirrorEffect[],
  ): void {
    const write = this.writes.get(id);
    // What the target says after the mirror was dropped, nobody waits for.
    if (!write) return;
    write[at] = 'done';
    this.completeIfDone(write, effects);
  }

  /** The guest is told; and nobody knows what the source has there now, so it is copied again. */
  private sourceFailed(id: number, effects: MirrorEffect[]): void {
    const write = this.writes.get(id);
    if (!write) return;
    write.source = 'failed';
    this.completeIfDone(write, effects);
  }

  private completeIfDone(write: GuestWrite, effects: MirrorEffect[]): void {
    const { id, sector, sectors, source, target, sent } = write;
    const mirrored = sent?.target === true && this.dropped_ === undefined;
    if (source === undefined || (mirrored && target === undefined)) return;
    this.writes.delete(id);
    effects.push({ kind: 'complete', id, ok: source === 'done' });
    if (source === 'done' || !mirrored) return;
    if (this.again.length >= MAX_RANGES_TO_COPY_AGAIN)
      this.drop(`${this.again.length + 1} writes failed at the source`, effects);
    else {
      this.again.push({ sector, sectors });
      this.saidInSync = false;
    }
  }

  private drop(because: string, effects: MirrorEffect[]): void {
    if (this.dropped_ !== undefined) return;
    this.dropped_ = because;
    this.regions = [];
    this.again = [];
    effects.push({ kind: 'dropped', because });
    for (const write of [...this.writes.values()]) this.completeIfDone(write, effects);
  }

  /** Whatever can be begun now. */
  private goOn(effects: MirrorEffect[]): void {
    if (this.started && this.dropped_ === undefined) {
      this.beginRegions();
      for (const region of this.regions) {
        if (region.copying || this.inFlight(region)) continue;
        region.copying = true;
        const { sector, sectors, fresh } = region;
        effects.push({ kind: 'copy', sector, sectors, fresh });
      }
    }
    this.sendWrites(effects);
    if (!this.copiedAll || this.saidInSync) return;
    this.saidInSync = true;
    effects.push({ kind: 'inSync' });
  }

  private beginRegions(): void {
    while (this.regions.length < MAX_REGIONS_AT_A_TIME) {
      const index = this.again.findIndex((range) => !this.regions.some((region) => overlap(region, range)));
      const [range] = index < 0 ? [] : this.again.splice(index, 1);
      if (range) this.regions.push({ ...range, fresh: false, copying: false });
      else if (this.next < this.capacitySectors) {
        const sectors = Math.min(this.regionSectors, this.capacitySectors - this.next);
        this.regions.push({ sector: this.next, sectors, fresh: true, copying: false });
        this.next += sectors;
      } else return;
    }
  }

  private inFlight(range: SectorRange): boolean {
    return [...this.writes.values()].some((write) => write.sent && overlap(write, range));
  }

  /**
   * What straddles is treated as the strictest of its parts: it waits as a whole, is mirrored as a whole. Two that overlap go one
   * after the other: written in different order, the two copies would differ for ever.
   */
  private sendWrites(effects: MirrorEffect[]): void {
    const before: GuestWrite[] = [];
    for (const write of this.writes.values()) {
      const held = this.regions.some((region) => overlap(region, write));
      if (!write.sent && !held && !before.some((earlier) => overlap(earlier, write))) {
        write.sent = { target: this.dropped_ === undefined && write.sector < this.next };
        effects.push({ kind: 'write', id: write.id, target: write.sent.target });
      }
      before.push(write);
    }
  }
}

function overlap(one: SectorRange, other: SectorRange): boolean {
  return one.sector < other.sector + other.sectors && other.sector < one.sector + one.sectors;
}
