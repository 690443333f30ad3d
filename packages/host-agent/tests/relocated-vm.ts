// A virtual machine without a machine, for tests of Storage vMotion over real arrays: its guest writes random sectors all the time and
// knows what was acknowledged; its files are real, and what is done to them is counted, and can be made to end there.

import { BLOCK_BYTES } from '@microsphere/block';
import type { VmDisk } from '../src/hostd/running-guest.ts';
import { formatVmConfiguration } from '../src/hostd/vm-configuration.ts';
import { VmFolder } from '../src/hostd/vm-folder.ts';
import type { MovingVm } from '../src/hostd/vm-relocation.ts';
import type { Datastore } from '../src/vmkernel/datastore.ts';

/** Sectors of its disk: three regions, and a bit. */
export const DISK_SECTORS = 3 * 2_048 + 96;
/** Writes of its guest at a time, and the longest. */
const WRITES_AT_A_TIME = 4;
const MAX_WRITE_SECTORS = 64;

/** The host is dead: whatever it would do next is not done. */
export class Death extends Error {
  override readonly name = 'Death';
}

/** Numbers below a limit, the same for the same seed. */
export function numbersFrom(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** A datastore that tells of each call before it is made; `tell` may throw. */
export function watched<T extends object>(store: T, tell: (call: string) => void | Promise<void>): T {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (['holds', 'sharesArrayWith'].includes(String(name))) return value.bind(target);
      return async (...given: unknown[]) => {
        await tell(String(name));
        return await (Reflect.apply(value, target, given) as Promise<unknown>);
      };
    },
  });
}

/** What a disk has, or had: a number in each sector. */
export class Content {
  /** Every number that was written, in order, and which of them was acknowledged last. */
  private readonly written = Array.from({ length: DISK_SECTORS }, () => [0]);
  private readonly acknowledged = new Uint32Array(DISK_SECTORS);

  begin(sector: number, sectors: number, value: number): void {
    for (let at = sector; at < sector + sectors; at += 1) this.written[at]?.push(value);
  }

  acknowledge(sector: number, sectors: number, value: number): void {
    for (let at = sector; at < sector + sectors; at += 1)
      this.acknowledged[at] = Math.max(this.acknowledged[at] ?? 0, (this.written[at] ?? []).indexOf(value));
  }

  /** The sectors of a disk that have lost something, or have what nobody wrote. */
  wrongIn(found: Uint32Array): number[] {
    return this.written.flatMap((values, at) =>
      values.indexOf(found[at] ?? -1) < (this.acknowledged[at] ?? 0) ? [at] : [],
    );
  }
}

/** The numbers in all sectors of a disk. Throws where one holds no number, but several. */
export async function contentOf(disk: Pick<VmDisk, 'read'>): Promise<Uint32Array> {
  const values = new Uint32Array(DISK_SECTORS);
  for (let sector = 0; sector < DISK_SECTORS; sector += 1_024) {
    const bytes = Buffer.alloc(Math.min(1_024, DISK_SECTORS - sector) * BLOCK_BYTES);
    await disk.read(sector, bytes);
    for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
      const value = bytes.readUInt32LE(at);
      if (!bytes.subarray(at, at + BLOCK_BYTES).equals(filled(1, value)))
        throw new Error(`sector ${sector + at / BLOCK_BYTES} is torn`);
      values[sector + at / BLOCK_BYTES] = value;
    }
  }
  return values;
}

export function filled(sectors: number, value: number): Buffer {
  const pattern = Buffer.alloc(4);
  pattern.writeUInt32LE(value);
  return Buffer.alloc(sectors * BLOCK_BYTES, pattern);
}

/** A guest that writes to one disk until it is stopped. */
export class WritingGuest {
  readonly content: Content;
  disk: VmDisk;
  writes = 0;
  private readonly random: (limit: number) => number;
  private readonly underWay = new Set<Promise<void>>();
  private readonly ranges = new Set<{ readonly sector: number; readonly end: number }>();
  private stunned: Promise<void> | undefined;
  private going = true;
  private last = 1_000;
  private readonly writers: Promise<unknown>;

  constructor(disk: VmDisk, content: Content, seed: number) {
    this.disk = disk;
    this.content = content;
    this.random = numbersFrom(seed);
    this.writers = Promise.all(Array.from({ length: WRITES_AT_A_TIME }, () => this.write()));
  }

  private async write(): Promise<void> {
    while (this.going) {
      await this.stunned;
      const sectors = 1 + this.random(MAX_WRITE_SECTORS);
      const sector = this.random(DISK_SECTORS - sectors + 1);
      const range = { sector, end: sector + sectors };
      // In which order two of one guest take place that overlap, nobody promises.
      if ([...this.ranges].some((other) => other.sector < range.end && range.sector < other.end)) {
        await new Promise((resolve) => setImmediate(resolve));
        continue;
      }
      this.ranges.add(range);
      this.last += 1;
      const value = this.last;
      this.content.begin(sector, sectors, value);
      const done = this.disk.write(sector, filled(sectors, value)).then(
        () => this.content.acknowledge(sector, sectors, value),
        // A guest whose host dies learns nothing any more.
        () => {
          this.going = false;
        },
      );
      this.underWay.add(done);
      await done;
      this.underWay.delete(done);
      this.ranges.delete(range);
      this.writes += 1;
      // Others have their turn.
      if (this.random(8) === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  readonly exchange = async (change: () => Promise<void>, open: () => Promise<readonly VmDisk[]>): Promise<void> => {
    let resume = () => {};
    this.stunned = new Promise((resolve) => {
      resume = resolve;
    });
    try {
      await Promise.all(this.underWay);
      await this.disk.close();
      try {
        await change();
      } finally {
        for (const disk of await open()) this.disk = disk;
      }
    } finally {
      this.stunned = undefined;
      resume();
    }
  };

  async stop(): Promise<void> {
    this.going = false;
    await this.disk.drained();
    await this.writers;
  }
}

export interface MovingFixture {
  readonly vm: MovingVm;
  readonly guest: WritingGuest | undefined;
  readonly content: Content;
  /** Where it is. */
  readonly at: { store: Datastore; path: string; unlock: () => Promise<void> };
}

/** Files of a VM with one disk, that has something in it, and so many snapshots of it. */
export async function makeVm(
  store: Datastore,
  name: string,
  { snapshots = 0, trackChanges = false }: { readonly snapshots?: number; readonly trackChanges?: boolean } = {},
): Promise<{ readonly content: Content; readonly frozen: ReadonlyMap<string, Uint32Array> }> {
  const folder = `/${name}`;
  const content = new Content();
  const frozen = new Map<string, Uint32Array>();
  await store.makeDirectory(folder);
  let path = `${folder}/${name}.vmdk`;
  await store.createDisk(path, { capacityBytes: DISK_SECTORS * BLOCK_BYTES, provisioning: 'thin' });
  let list = `.encoding = "UTF-8"\nsnapshot.lastUID = "${snapshots}"\nsnapshot.numSnapshots = "${snapshots}"\n`;
  for (let number = 0; number <= snapshots; number += 1) {
    const disk = await store.openDisk(path, { trackChanges });
    for (const [sector, sectors] of [
      [100 * number, 50],
      [3_000 - 400 * number, 700],
    ] as const) {
      const value = 1 + number;
      content.begin(sector, sectors, value);
      await disk.write(sector, filled(sectors, value));
      content.acknowledge(sector, sectors, value);
    }
    frozen.set(path.slice(folder.length + 1), await contentOf(disk));
    await disk.close();
    if (number === snapshots) break;
    const file = path.slice(folder.length + 1);
    const settings = {
      uid: number + 1,
      filename: `${name}-Snapshot${number + 1}.vmsn`,
      ...(number > 0 ? { parent: number } : {}),
      displayName: `s${number + 1}`,
      createTimeHigh: 0,
      createTimeLow: 1,
      numDisks: 1,
      'disk0.fileName': file,
      'disk0.node': 'scsi0:0',
    };
    for (const [key, value] of Object.entries(settings)) list += `snapshot${number}.${key} = "${value}"\n`;
    await store.createFile(`${folder}/${name}-Snapshot${number + 1}.vmsn`, Buffer.from('displayName = "then"\n'));
    const child = `${folder}/${name}-00000${number + 1}.vmdk`;
    await store.createChildDisk({ parent: path, child });
    path = child;
  }
  await store.createFile(`${folder}/${name}.vmsd`, Buffer.from(list));
  const vmx = formatVmConfiguration({
    name,
    instanceUuid: '50112233-4455-6677-8899-aabbccddeeff',
    biosUuid: '423c0a11-0000-4000-8000-000000000001',
    memoryMb: 4,
    numCpu: 1,
    disks: [path],
    adapters: [],
    extraConfig: new Map(),
  });
  await store.createFile(
    `${folder}/${name}.vmx`,
    Buffer.from(trackChanges ? `${vmx}ctkEnabled = "TRUE"\nscsi0:0.ctkEnabled = "TRUE"\n` : vmx),
  );
  return { content, frozen };
}

/** A VM that this host has the lock of; `watch` is told of every step on its files. */
export async function heldVm(
  store: Datastore,
  path: string,
  {
    content,
    running,
    seed,
    watch = () => {},
  }: {
    readonly content: Content;
    readonly running: boolean;
    readonly seed: number;
    readonly watch?: (call: string) => void | Promise<void>;
  },
): Promise<MovingFixture> {
  const lock = await store.lockFile(path);
  const at: MovingFixture['at'] = { store, path, unlock: () => store.unlockFile(lock) };
  const folder = new VmFolder({
    get store() {
      return watched(at.store, watch);
    },
    get path() {
      return at.path;
    },
    mustBeGranted: () => {},
    running: () => undefined,
    wallClock: () => 0,
    onProgress: () => {},
    log: { warn: () => {} },
  });
  await folder.read();
  const { disks, changeTrackingEnabled = false } = folder.files.vmx.configuration;
  const guest = running
    ? new WritingGuest(await store.openDisk(disks[0] ?? '', { trackChanges: changeTrackingEnabled }), content, seed)
    : undefined;
  const vm: MovingVm = {
    vmxPath: `[${store.name}] ${path.slice(1)}`,
    path,
    lock,
    folder,
    mustHold: () => {},
    exchange: guest?.exchange,
    moved: (datastore, there, taken) => {
      at.store = datastore as Datastore;
      at.path = there;
      at.unlock = () => datastore.unlockFile(taken);
    },
  };
  return { vm, guest, content, at };
}
