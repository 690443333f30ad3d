// The other end of an NFC connection: does to a datastore of this host what the source of a migration asks for, in the one folder that
// it makes, and nowhere else. What it opens and locks there is closed and let go here, whatever becomes of the source.
import { BLOCK_BYTES } from '@microsphere/block';
import type { pb } from '@microsphere/proto';
import type { WebSocket } from 'ws';
import { HostFault, toFault } from '../fault.ts';
import { diskProvisioning } from '../hostd/create-vm.ts';
import { folderOf } from '../hostd/vm-files.ts';
import type { VmLock } from '../hostd/vm-surroundings.ts';
import { MAX_NFC_REQUESTS, MAX_NFC_SECTORS, NfcConnection, type NfcTiming } from './nfc-connection.ts';
import type { CopyDisk, CopyStore } from './storage-copy.ts';

/** Disks that are open at a time. */
export const MAX_NFC_DISKS = 64;

export interface NfcServerOptions {
  readonly store: CopyStore<CopyDisk>;
  readonly timing: NfcTiming;
  readonly now: () => number;
  /** The copy is a VM, whose .vmx is at `path` and locked: answered when there is room for it. */
  readonly onArrive: (path: string) => Promise<void>;
  /** Its disks are equal to those of the source. */
  readonly onBegin: () => void;
  /** It is given up: answered when it is gone. */
  readonly onDiscard: () => Promise<void>;
  readonly onLost: (because: string) => void;
}

type OperationName = Exclude<NonNullable<pb.NfcFrame['message']>, 'answer' | 'alive'>;

type Operations = {
  readonly [K in OperationName]: (
    operation: NonNullable<pb.INfcFrame[K]>,
    payload: Uint8Array,
  ) => Promise<void> | Promise<pb.INfcAnswer>;
};

export class NfcServer {
  private readonly options: NfcServerOptions;
  private connection: NfcConnection | undefined;
  private folder: string | undefined;
  private readonly disks = new Map<number, CopyDisk>();
  private lastDisk = 0;
  private lock: VmLock | undefined;
  private readonly underWay = new Set<Promise<void>>();
  private closed = false;

  constructor(options: NfcServerOptions) {
    this.options = options;
  }

  /** Its source has come. */
  accept(socket: WebSocket): void {
    const { timing, now, onLost } = this.options;
    this.connection = new NfcConnection({
      socket,
      timing,
      now,
      onFrame: (frame, payload) => this.receive(frame, payload),
      onLost,
    });
    if (this.closed) this.connection.close();
  }

  private receive(frame: pb.NfcFrame, payload: Uint8Array): void {
    const { id, message: name } = frame;
    if (!name || name === 'answer' || name === 'alive') {
      this.connection?.cut('the source has sent what is no request');
      return;
    }
    if (this.underWay.size >= MAX_NFC_REQUESTS) {
      this.connection?.cut(`more than ${MAX_NFC_REQUESTS} requests are under way`);
      return;
    }
    const operation = this.operations[name] as (
      operation: unknown,
      payload: Uint8Array,
    ) => Promise<void> | Promise<pb.INfcAnswer>;
    const answering: Promise<void> = this.perform(() => operation(frame[name], payload)).then((answer) => {
      this.underWay.delete(answering);
      this.connection?.send({ id, answer });
    });
    // It waits for all others.
    if (name !== 'discard') this.underWay.add(answering);
  }

  private async perform(operation: () => Promise<void> | Promise<pb.INfcAnswer>): Promise<pb.INfcAnswer> {
    try {
      return (await operation()) ?? {};
    } catch (error) {
      return { fault: toFault(error) };
    }
  }

  private readonly operations: Operations = {
    exists: async ({ path }) => ({ exists: await this.open.exists(path ?? '') }),
    makeDirectory: async ({ path }) => {
      const folder = path ?? '';
      if (!/^\/[^/]+$/.test(folder) || (this.folder ?? folder) !== folder)
        throw new HostFault('InvalidArgument', `${folder} is not the folder of a copy`);
      this.folder = folder;
      await this.open.makeDirectory(folder);
    },
    createFile: ({ path }, content) => this.open.createFile(this.own(path), content),
    writeFile: ({ path }, content) => this.open.writeFile(this.own(path), content),
    lockFile: async ({ path }) => {
      if (this.lock) throw new HostFault('InvalidState', `${this.lock.path} is locked already`);
      const lock = await this.open.lockFile(this.own(path));
      this.lock = lock;
    },
    unlockFile: async () => await this.unlock(),
    createDisk: ({ path, capacityBytes, provisioning, uuid }) =>
      this.open.createDisk(this.own(path), {
        capacityBytes: Number(capacityBytes ?? 0),
        provisioning: diskProvisioning(provisioning ?? 0),
        ...(uuid ? { uuid } : {}),
      }),
    createChildDisk: ({ parent, child, uuid }) =>
      this.open.createChildDisk({ parent: this.own(parent), child: this.own(child), ...(uuid ? { uuid } : {}) }),
    openDisk: async ({ path }) => {
      if (this.disks.size >= MAX_NFC_DISKS) throw new HostFault('InvalidState', `${MAX_NFC_DISKS} disks are open`);
      const disk = await this.open.openDisk(this.own(path), { trackChanges: false });
      if (this.closed) {
        await disk.close();
        throw new HostFault('InvalidState', 'the copy has been ended');
      }
      this.lastDisk += 1;
      this.disks.set(this.lastDisk, disk);
      return { disk: this.lastDisk };
    },
    write: async ({ disk, sector, sectors = 0 }, data) => {
      const length = (sectors ?? 0) * BLOCK_BYTES;
      if (data.length !== length || length > MAX_NFC_SECTORS * BLOCK_BYTES)
        throw new HostFault('InvalidArgument', `${data.length} bytes are not ${sectors} sectors`);
      await this.disk(disk).write(Number(sector ?? 0), data);
    },
    allocate: async ({ disk, sector, sectors }) =>
      await this.disk(disk).allocate({ sector: Number(sector ?? 0), sectors: sectors ?? 0 }),
    flush: async ({ disk }) => await this.disk(disk).flush(),
    closeDisk: async ({ disk }) => {
      const open = this.disk(disk);
      this.disks.delete(disk ?? 0);
      await open.close();
    },
    writeChangeRecord: async ({ path }, record) => await this.open.writeChangeRecord({ path: this.own(path), record }),
    arrive: async ({ path }) => {
      if (this.lock?.path !== this.own(path)) throw new HostFault('InvalidState', `${path} is not locked`);
      await this.options.onArrive(this.lock.path);
    },
    begin: async () => this.options.onBegin(),
    discard: async () => await this.options.onDiscard(),
  };

  private get open(): CopyStore<CopyDisk> {
    if (this.closed) throw new HostFault('InvalidState', 'the copy has been ended');
    return this.options.store;
  }

  /** A path in the folder. Fault: InvalidArgument. */
  private own(path: string | null | undefined): string {
    const { folder } = this;
    if (path && folder !== undefined && folderOf(path) === folder && !/\/\.{0,2}$/.test(path)) return path;
    throw new HostFault('InvalidArgument', `${path} is not in ${folder ?? 'a folder that was made'}`);
  }

  private disk(number: number | null | undefined): CopyDisk {
    const disk = this.disks.get(number ?? 0);
    if (!disk || this.closed) throw new HostFault('InvalidArgument', `there is no open disk ${number}`);
    return disk;
  }

  /** Of the .vmx, which whoever asks for it has from now on; nothing more is done for the source. Fault: InvalidState. */
  takeLock(): VmLock {
    const { lock } = this;
    if (!lock) throw new HostFault('InvalidState', 'the .vmx is not locked');
    this.lock = undefined;
    this.closed = true;
    return lock;
  }

  /** Of the .vmx; undefined: none is held. */
  get heldLock(): VmLock | undefined {
    return this.lock;
  }

  /** The folder that was made; undefined: none. */
  get madeFolder(): string | undefined {
    return this.folder;
  }

  private async unlock(): Promise<void> {
    const { lock } = this;
    this.lock = undefined;
    if (lock) await this.options.store.unlockFile(lock);
  }

  /** The source is to go on without it. */
  cut(because: string): void {
    this.connection?.cut(because);
  }

  /** Nothing more is done; what was begun has ended, and what was open and locked is closed and let go. */
  async close(): Promise<void> {
    this.closed = true;
    const disks = [...this.disks.values()];
    this.disks.clear();
    await Promise.all(disks.map((disk) => disk.close()));
    await Promise.all(this.underWay);
    await this.unlock();
  }
}
