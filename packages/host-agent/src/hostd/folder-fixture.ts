// A datastore in memory for tests of what is done with a VM's folder: files, and disks that are chains of sectors. It can be
// cut at any of its writes, as by SIGKILL of the host, and looked at afterwards.
import { HostFault } from '../fault.ts';
import type { DiskDescription } from '../vmkernel/disk-files.ts';
import type { VmDisk } from './running-guest.ts';
import type { VmDatastore, VmLock } from './virtual-machine.ts';
import { fileOf, folderOf } from './vm-files.ts';
import type { FolderStore } from './vm-folder.ts';

const CAPACITY_BYTES = 64 * 1024;
/** Latin-1: a byte is a character. */
const BINARY = 'latin1';

interface TestDiskFile {
  readonly parent: string | undefined;
  /** What was written to it, by sector. */
  readonly sectors: Map<number, string>;
}

/** What the host that works on the folder sees after it was cut. */
export class KilledError extends Error {}

export class TestFolderStore implements FolderStore {
  readonly name = 'datastore1';
  readonly files = new Map<string, string>();
  readonly disks = new Map<string, TestDiskFile>();
  capacityBytes = CAPACITY_BYTES;
  /** The writes, in order. */
  readonly writes: string[] = [];
  /** How many writes take place before the host is killed; the next one takes place and is not answered, where `answered` is false. */
  cut: { readonly after: number; readonly lastTakesPlace: boolean } | undefined;
  private killed = false;

  private alive(): void {
    if (this.killed) throw new KilledError('killed');
  }

  private write(what: string, change: () => void): void {
    this.alive();
    if (this.cut && this.writes.length >= this.cut.after) {
      this.killed = true;
      if (this.cut.lastTakesPlace) change();
      throw new KilledError(`killed at ${what}`);
    }
    change();
    this.writes.push(what);
  }

  /** Another host comes. */
  revive(): void {
    this.killed = false;
    this.cut = undefined;
    this.writes.length = 0;
  }

  async list(folder: string): Promise<string[]> {
    this.alive();
    return [...this.files.keys(), ...this.disks.keys()].filter((path) => folderOf(path) === folder).map(fileOf);
  }

  async readFile(path: string): Promise<Uint8Array> {
    this.alive();
    const text = this.files.get(path);
    if (text === undefined) throw new HostFault('FileNotFound', path);
    return Buffer.from(text);
  }

  async createFile(path: string, content: Uint8Array): Promise<void> {
    if (this.files.has(path)) throw new HostFault('AlreadyExists', path);
    this.write(`create ${path}`, () => this.files.set(path, Buffer.from(content).toString()));
  }

  async writeFile(path: string, content: Uint8Array): Promise<void> {
    if (!this.files.has(path)) throw new HostFault('FileNotFound', path);
    this.write(`write ${path}`, () => this.files.set(path, Buffer.from(content).toString()));
  }

  async removeFile(path: string): Promise<void> {
    if (!this.files.has(path)) throw new HostFault('FileNotFound', path);
    this.write(`remove ${path}`, () => this.files.delete(path));
  }

  private disk(path: string): TestDiskFile {
    const disk = this.disks.get(path);
    if (!disk) throw new HostFault('FileNotFound', path);
    return disk;
  }

  async describeDisk(path: string): Promise<DiskDescription> {
    this.alive();
    const { parent, sectors } = this.disk(path);
    return {
      path,
      capacityBytes: this.capacityBytes,
      provisioning: 'thin',
      uuid: '',
      parent,
      committedBytes: sectors.size * 512,
    };
  }

  async createChildDisk({ parent, child }: { readonly parent: string; readonly child: string }): Promise<void> {
    this.disk(parent);
    if (this.disks.has(child)) throw new HostFault('AlreadyExists', child);
    this.write(`child ${child}`, () => this.disks.set(child, { parent, sectors: new Map() }));
  }

  /** Sector by sector: a merge can be cut in the middle. */
  async mergeDisk(
    { child, parent }: { readonly child: string; readonly parent: string },
    onProgress: (percent: number) => void,
  ): Promise<void> {
    const { sectors } = this.disk(child);
    const into = this.disk(parent).sectors;
    let done = 0;
    for (const [sector, value] of sectors) {
      this.write(`merge ${child} ${sector}`, () => into.set(sector, value));
      done += 1;
      onProgress((100 * done) / sectors.size);
    }
  }

  async setDiskParent({ disk, parent }: { readonly disk: string; readonly parent: string }): Promise<void> {
    const { sectors } = this.disk(disk);
    this.disk(parent);
    this.write(`parent of ${disk}`, () => this.disks.set(disk, { parent, sectors }));
  }

  async deleteDisk(path: string): Promise<void> {
    this.disk(path);
    const child = [...this.disks].find(([, { parent }]) => parent === path);
    if (child) throw new Error(`${path} is deleted, and ${child[0]} descends from it`);
    this.write(`delete ${path}`, () => this.disks.delete(path));
  }

  async endChangeEpoch(path: string): Promise<string> {
    this.disk(path);
    return `a-record/${this.writes.length}`;
  }

  async moveChangeRecord(): Promise<void> {
    this.alive();
  }

  async disksUsedElsewhere(folder: string): Promise<ReadonlySet<string>> {
    this.alive();
    return new Set(
      [...this.disks].flatMap(([path, { parent }]) =>
        parent !== undefined && folderOf(path) !== folder && folderOf(parent) === folder ? [parent] : [],
      ),
    );
  }

  /** All bytes of a disk, of which sectors are. */
  bytes(path: string): Uint8Array {
    const bytes = Buffer.alloc(this.capacityBytes);
    for (const [sector, value] of this.seen(path)) bytes.write(value, sector * 512, BINARY);
    return bytes;
  }

  setBytes(path: string, bytes: Uint8Array): void {
    this.capacityBytes = bytes.length;
    for (let at = 0; at < bytes.length; at += 512)
      this.put(path, at / 512, Buffer.from(bytes.subarray(at, at + 512)).toString(BINARY));
  }

  /** The guest writes. */
  put(disk: string, sector: number, value: string): void {
    this.disk(disk).sectors.set(sector, value);
  }

  private seen(path: string): Map<number, string> {
    const seen = new Map<number, string>();
    for (let at: string | undefined = path; at !== undefined; at = this.disk(at).parent)
      for (const [sector, value] of this.disk(at).sectors) if (!seen.has(sector)) seen.set(sector, value);
    return seen;
  }

  /** What is read from a disk: "0=a 3=b". */
  content(path: string): string {
    return [...this.seen(path)]
      .sort(([a], [b]) => a - b)
      .map(([sector, value]) => `${sector}=${value}`)
      .join(' ');
  }
}

/** The same with a VM's lock, and disks that a guest opens. */
export class TestChainDatastore extends TestFolderStore implements VmDatastore {
  locked = false;
  readonly accessible = true;
  /** No write takes place. */
  full = false;
  /** Fault with which a disk is not opened. */
  refusal: HostFault | undefined;
  private readonly open = new Set<string>();

  async lockFile(path: string): Promise<VmLock> {
    if (this.locked) throw new HostFault('FileLocked', `${path} is locked`);
    this.locked = true;
    return { path };
  }

  async unlockFile(): Promise<void> {
    this.locked = false;
  }

  /** Its VMs stay where they are. */
  readonly offerLock = staysHere;
  readonly findFile = staysHere;
  readonly acceptLock = staysHere;
  readonly reassertLock = staysHere;

  /** Whoever changes what a guest has open would pull it from under the guest. */
  override async createChildDisk(made: { readonly parent: string; readonly child: string }): Promise<void> {
    if (this.open.has(made.parent)) throw new Error(`${made.parent} is frozen while a guest writes to it`);
    await super.createChildDisk(made);
  }

  override async mergeDisk(
    step: { readonly child: string; readonly parent: string },
    onProgress: (percent: number) => void,
  ): Promise<void> {
    if (this.open.has(step.child)) throw new Error(`${step.child} is merged while a guest writes to it`);
    await super.mergeDisk(step, onProgress);
  }

  async openDisk(path: string): Promise<VmDisk> {
    if (this.refusal) throw this.refusal;
    if (!this.locked || this.open.has(path)) throw new Error(`${path} is opened without a lock, or twice`);
    this.bytes(path);
    this.open.add(path);
    const using = () => {
      if (!this.open.has(path)) throw new Error(`${path} is closed`);
    };
    return {
      capacityBytes: this.capacityBytes,
      read: async (sector, data) => {
        using();
        data.set(this.bytes(path).subarray(sector * 512, sector * 512 + data.length));
      },
      write: async (sector, data) => {
        using();
        if (this.full) throw new HostFault('NoDiskSpace', `${path}: no space`);
        for (let at = 0; at < data.length; at += 512)
          this.put(path, sector + at / 512, Buffer.from(data.subarray(at, at + 512)).toString(BINARY));
      },
      givesSpaceBack: false,
      unmap: async () => using(),
      flush: async () => using(),
      drained: async () => {},
      close: async () => void this.open.delete(path),
      handOver: staysHere,
      takeBack: staysHere,
      surrender: staysHere,
    };
  }
}

function staysHere(): never {
  throw new HostFault('NotSupported', 'a datastore of one host');
}
