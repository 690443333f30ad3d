// An open disk of a guest: its sectors, mapped to where they lie on the LUN. Data goes from guest memory to the array's
// frame and back with one copy each, in as many commands at a time as it lies in pieces; what needs space first waits for its turn.
// While the array is away the guest waits; once the locks are lost, or the disk is closed, its requests fail, and none that
// waited is sent any more.
import { BLOCK_BYTES, MAX_TRANSFER_BLOCKS } from '@microsphere/block';
import type { DeviceRange, DiskPiece, LockOffers, Operation, SectorRange, VirtualDisk } from '@microsphere/vmfs';
import { newCid } from './disk-files.ts';
import type { Admission, LunDevice } from './lun-device.ts';
import { NotAdmittedError, type VolumeHeartbeat } from './volume-heartbeat.ts';

/** Requests of one disk under way; more are refused. */
export const MAX_REQUESTS_UNDER_WAY = 256;
/** How often the tables that a read needs are loaded again because others took their place in the cache meanwhile. */
const MAX_LOADS = 8;

/** What it needs of the device. */
export interface DiskDevice extends Pick<LunDevice, 'lun' | 'repeated'> {
  readonly client: Pick<LunDevice['client'], 'read' | 'write' | 'synchronizeCache' | 'extendedCopy'>;
}

export interface DatastoreDiskOptions {
  readonly name: string;
  readonly disk: VirtualDisk;
  readonly device: DiskDevice;
  readonly heartbeat: Pick<VolumeHeartbeat, 'admit' | 'fenced' | 'wake'>;
  /** Runs an operation of the file system for as long as it is admitted; what goes wrong is a fault of the host. */
  readonly perform: <T>(operation: () => Operation<T>, admission: Admission) => Promise<T>;
  /** Lets its locks go. Never rejects. */
  readonly close: () => Promise<void>;
  /** Puts on disk what another host needs to know to go on with it. */
  readonly handOver: () => Promise<LockOffers>;
  /** Nobody else went on with it. Never rejects. */
  readonly takeBack: () => Promise<void>;
  /** Lets those of its locks go that another host has not taken. Never rejects. */
  readonly surrender: () => Promise<void>;
}

/** A part of a request: one command. */
interface Part {
  readonly lba: number;
  readonly blocks: number;
  /** Where its bytes are in the request's. */
  readonly offsetBytes: number;
}

export class DatastoreDisk {
  private readonly options: DatastoreDiskOptions;
  private readonly underWay = new Set<Promise<unknown>>();
  /** Commands on their way to where the disk lies: no block that one of them goes to is given back meanwhile. */
  private readonly transfers = new Set<Promise<void>>();
  /** While blocks are given back, nobody asks where the disk lies. */
  private unmapping: Promise<void> | undefined;
  /** Writes that need space, and what gives space back, one after the other. */
  private allocating: Promise<unknown> = Promise.resolve();
  private marking: Promise<void> | undefined;
  private draining: Promise<void> | undefined;
  private closing: Promise<void> | undefined;

  constructor(options: DatastoreDiskOptions) {
    this.options = options;
  }

  get capacityBytes(): number {
    return this.options.disk.capacityBytes;
  }

  get disk(): VirtualDisk {
    return this.options.disk;
  }

  /** Whether the guest is told that it may say which sectors it has no use for any more. */
  get givesSpaceBack(): boolean {
    return this.disk.chain.at(-1)?.descriptor.ddb.get('thinProvisioned') === '1';
  }

  /** Fills `data`, whose length is in whole sectors, from `sector` on. */
  read(sector: number, data: Uint8Array): Promise<void> {
    const { device } = this.options;
    const { client, lun } = device;
    return this.track(sector, data.length, async () => {
      for (let loads = 0; loads <= MAX_LOADS; loads += 1) {
        while (this.unmapping) await this.unmapping;
        // As a rule that is in memory.
        const pieces = this.disk.locate(sector, data.length / BLOCK_BYTES);
        if (pieces)
          return await this.transfer(zeroed(pieces, data), async ({ lba, blocks, offsetBytes }) => {
            data.set(await device.repeated(this.admission, () => client.read({ lun, lba, blocks })), offsetBytes);
          });
        await this.perform(() => this.disk.load(sector, data.length / BLOCK_BYTES));
      }
      throw new RangeError(`${this.options.name}: its tables were forgotten ${MAX_LOADS} times`);
    });
  }

  /** To be called in the turn in which it was asked where the disk lies. */
  private async transfer(parts: readonly Part[], one: (part: Part) => Promise<void>): Promise<void> {
    const transfer = all(parts, one);
    this.transfers.add(transfer);
    try {
      await transfer;
    } finally {
      this.transfers.delete(transfer);
    }
  }

  /** Before the first write the disk gets another content id: no other one descends from it as it was. */
  private async markWritten(): Promise<void> {
    const { disk } = this.options;
    this.marking ??= this.perform(() => disk.markWritten({ cid: newCid() }));
    try {
      await this.marking;
    } catch (error) {
      this.marking = undefined;
      throw error;
    }
  }

  /**
   * Acknowledged when it survives the array's own death; after the next `flush`, a loss of power too. Fault: NoDiskSpace;
   * whoever tries again when there is space writes the same.
   */
  write(sector: number, data: Uint8Array): Promise<void> {
    return this.track(sector, data.length, async () => {
      await this.markWritten();
      if (await this.writeInPlace(sector, data)) return;
      const { disk } = this.options;
      await this.inTurn(async () => {
        // Whoever was before may have allocated it.
        if (!(await this.writeInPlace(sector, data))) await this.perform(() => disk.writeAllocating(sector, data));
      });
    });
  }

  /** The parts of a range that the disk has itself, not those that it descends from: nobody else can tell what was never written. */
  async ownRanges(sector: number, sectors: number): Promise<readonly SectorRange[]> {
    let found: readonly SectorRange[] = [];
    await this.track(sector, sectors * BLOCK_BYTES, async () => {
      for (let loads = 0; loads <= MAX_LOADS; loads += 1) {
        const ranges = this.disk.ownRanges(sector, sectors);
        if (ranges) {
          found = ranges;
          return;
        }
        await this.perform(() => this.disk.load(sector, sectors));
      }
      throw new RangeError(`${this.options.name}: its tables were forgotten ${MAX_LOADS} times`);
    });
    return found;
  }

  /** Sees to it that a range of a flat disk can be written where it lies. Fault: NoDiskSpace. */
  allocate({ sector, sectors }: SectorRange): Promise<void> {
    return this.track(sector, sectors * BLOCK_BYTES, async () => {
      const { disk } = this.options;
      if (disk.locateForWrite(sector, sectors)) return;
      await this.inTurn(() => this.perform(() => disk.allocate(sector, sectors)));
    });
  }

  /**
   * Has the array copy a range of another disk to the same place of this one (EXTENDED COPY). Both are flat and of one array, the other one
   * has the range itself, and nobody writes to it meanwhile. Fault: NoDiskSpace.
   */
  copyFrom(source: DatastoreDisk, { sector, sectors }: SectorRange): Promise<void> {
    const { device, disk } = this.options;
    return this.track(sector, sectors * BLOCK_BYTES, async () => {
      await this.markWritten();
      if (!disk.locateForWrite(sector, sectors))
        await this.inTurn(() => this.perform(() => disk.allocate(sector, sectors)));
      const from = source.disk.locate(sector, sectors);
      const to = disk.locateForWrite(sector, sectors);
      if (!from || !to) throw new RangeError(`${this.options.name}: sector ${sector} lies nowhere`);
      const { lun } = source.options.device;
      await all(pairs(from, to), ({ lba, blocks, sourceLba }) =>
        device.repeated(this.admission, () =>
          device.client.extendedCopy({
            source: { lun, lba: sourceLba },
            destination: { lun: device.lun, lba },
            blocks,
          }),
        ),
      );
    });
  }

  /** The guest has no use for a range any more: a thin disk without snapshots gives whole file blocks of it back. */
  unmap(sector: number, sectors: number): Promise<void> {
    return this.track(sector, sectors * BLOCK_BYTES, async () => {
      await this.markWritten();
      await this.inTurn(() => this.alone(() => this.perform(() => this.disk.unmap(sector, sectors))));
    });
  }

  /**
   * A block that is given back may be another file's at once. Nothing is on its way to one then, whatever the guest asks for
   * at the same time.
   */
  private async alone(work: () => Promise<void>): Promise<void> {
    const { promise, resolve } = withResolvers();
    this.unmapping = promise;
    try {
      await Promise.allSettled([...this.transfers]);
      await work();
    } finally {
      this.unmapping = undefined;
      resolve();
    }
  }

  /** What changes where the disk lies is done one after the other. */
  private async inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.allocating.then(() => {
      if (this.draining) throw this.closed();
      return work();
    });
    this.allocating = turn.catch(() => undefined);
    await turn;
  }

  /** False when there is no place yet for some of it. */
  private async writeInPlace(sector: number, data: Uint8Array): Promise<boolean> {
    const { device, disk } = this.options;
    const { client, lun } = device;
    while (this.unmapping) await this.unmapping;
    const places = disk.locateForWrite(sector, data.length / BLOCK_BYTES);
    if (!places) return false;
    const parts: Part[] = [];
    let offsetBytes = 0;
    for (const place of places) {
      parts.push(...toParts(place, offsetBytes));
      offsetBytes += place.blocks * BLOCK_BYTES;
    }
    await this.transfer(parts, ({ lba, blocks, offsetBytes: at }) => {
      const bytes = data.subarray(at, at + blocks * BLOCK_BYTES);
      return device.repeated(this.admission, () => client.write(lun, lba, bytes));
    });
    return true;
  }

  flush(): Promise<void> {
    const { device } = this.options;
    return this.track(0, 0, () => device.repeated(this.admission, () => device.client.synchronizeCache(device.lun)));
  }

  /** Nothing is asked of it any more: what waits is given up. Resolves when nothing of it is on its way to the array. */
  drained(): Promise<void> {
    this.draining ??= this.drain();
    return this.draining;
  }

  private async drain(): Promise<void> {
    this.options.heartbeat.wake();
    await Promise.allSettled([...this.underWay]);
  }

  /** Then its locks are let go. A host that stops leaves them: they go with its heartbeat slot. */
  close(): Promise<void> {
    this.closing ??= this.drained().then(() => this.options.close());
    return this.closing;
  }

  /**
   * Offers it to another host: no request is under way, and none comes before it is taken back. Faults: of the disk; then it is to
   * be taken back.
   */
  handOver(): Promise<LockOffers> {
    return this.options.handOver();
  }

  /** The guest goes on here. Never rejects. */
  async takeBack(): Promise<void> {
    // Changes may be recorded otherwise from now on: the next write says so.
    this.marking = undefined;
    await this.options.takeBack();
  }

  /** Another host goes on with it, or will: it is not asked for anything any more. Never rejects. */
  surrender(): Promise<void> {
    this.closing ??= this.drained().then(() => this.options.surrender());
    return this.closing;
  }

  private closed(): NotAdmittedError {
    return new NotAdmittedError(`${this.options.name} is closed`);
  }

  private readonly admission: Admission = {
    admit: () => {
      if (this.draining) return Promise.reject(this.closed());
      return this.options.heartbeat.admit(() => !this.draining);
    },
    fenced: () => this.options.heartbeat.fenced(),
  };

  private perform<T>(operation: () => Operation<T>): Promise<T> {
    return this.options.perform(operation, this.admission);
  }

  private track(sector: number, lengthBytes: number, operation: () => Promise<void>): Promise<void> {
    const { name } = this.options;
    const { capacityBytes } = this;
    const offset = sector * BLOCK_BYTES;
    if (offset < 0 || lengthBytes % BLOCK_BYTES !== 0 || offset + lengthBytes > capacityBytes)
      return Promise.reject(
        new RangeError(`${name}: sector ${sector}, ${lengthBytes} bytes, of ${capacityBytes} bytes`),
      );
    if (this.draining) return Promise.reject(this.closed());
    if (this.underWay.size >= MAX_REQUESTS_UNDER_WAY)
      return Promise.reject(new RangeError(`${name}: ${MAX_REQUESTS_UNDER_WAY} requests are under way`));
    const result = operation();
    this.underWay.add(result);
    const done = () => void this.underWay.delete(result);
    result.then(done, done);
    return result;
  }
}

/** Where the same sectors of two disks lie, in parts that lie together on both. */
function pairs(
  from: readonly DiskPiece[],
  to: readonly DeviceRange[],
): { readonly sourceLba: number; readonly lba: number; readonly blocks: number }[] {
  const found: { sourceLba: number; lba: number; blocks: number }[] = [];
  const targets = to.map((range) => ({ ...range }));
  for (const piece of from) {
    for (let done = 0; done < piece.blocks; ) {
      const target = targets[0];
      if (!target) return found;
      const blocks = Math.min(piece.blocks - done, target.blocks);
      if (piece.kind === 'device') found.push({ sourceLba: piece.lba + done, lba: target.lba, blocks });
      target.lba += blocks;
      target.blocks -= blocks;
      if (target.blocks === 0) targets.shift();
      done += blocks;
    }
  }
  return found;
}

/** All parts end before the request does: its memory is the guest's again afterwards. */
async function all<P>(parts: readonly P[], one: (part: P) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(parts.map(one));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** The parts that are to be read; what reads as zeros is filled in. */
function zeroed(pieces: readonly DiskPiece[], data: Uint8Array): Part[] {
  const parts: Part[] = [];
  let offsetBytes = 0;
  for (const piece of pieces) {
    if (piece.kind === 'device') parts.push(...toParts(piece, offsetBytes));
    else data.fill(0, offsetBytes, offsetBytes + piece.blocks * BLOCK_BYTES);
    offsetBytes += piece.blocks * BLOCK_BYTES;
  }
  return parts;
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A piece in parts that one command can carry. */
function toParts({ lba, blocks }: { readonly lba: number; readonly blocks: number }, offsetBytes: number): Part[] {
  const parts: Part[] = [];
  for (let done = 0; done < blocks; done += MAX_TRANSFER_BLOCKS) {
    const count = Math.min(MAX_TRANSFER_BLOCKS, blocks - done);
    parts.push({ lba: lba + done, blocks: count, offsetBytes: offsetBytes + done * BLOCK_BYTES });
  }
  return parts;
}
