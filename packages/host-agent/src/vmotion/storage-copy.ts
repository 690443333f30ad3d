// The copy of a VM's files that a move makes at another datastore, of this host or of another one (nfc-client.ts): its folder, what
// nobody writes to, and each disk of the guest, over a mirror under it, until both are equal and stay so. Whether it becomes the VM
// is the move's to decide; until then it is garbage, and its first file says so.
import { BLOCK_BYTES } from '@microsphere/block';
import { formatVmx, type SectorRange } from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import { setRelocation, withRelocation } from '../hostd/vm-configuration.ts';
import { beside, fileOf, folderOf } from '../hostd/vm-files.ts';
import type { CopiedVm } from '../hostd/vm-relocation.ts';
import type { VmLock } from '../hostd/vm-surroundings.ts';
import type { Datastore } from '../vmkernel/datastore.ts';
import type { DatastoreDisk } from '../vmkernel/datastore-disk.ts';
import { folderName, freeFolder } from './folder-name.ts';
import { MirroredDisk, type MirrorTarget } from './mirrored-disk.ts';
import type { Relocations } from './relocations.ts';
import { type PlannedDisk, planRelocation, type RelocationPlan, type WantedProvisioning } from './storage-plan.ts';

/** An open disk of the copy. */
export type CopyDisk = MirrorTarget & Pick<DatastoreDisk, 'flush' | 'close' | 'allocate'>;

/** What is copied from. */
export type CopySource = Pick<Datastore, 'name' | 'readFile' | 'readChangeRecord' | 'openDisk' | 'disksUsedElsewhere'>;

/** Where the copy is made. */
export interface CopyStore<D extends CopyDisk>
  extends Pick<
    Datastore,
    | 'name'
    | 'exists'
    | 'makeDirectory'
    | 'createFile'
    | 'writeFile'
    | 'createDisk'
    | 'createChildDisk'
    | 'writeChangeRecord'
  > {
  lockFile(path: string): Promise<VmLock>;
  unlockFile(lock: VmLock): Promise<void>;
  openDisk(path: string, options: { readonly trackChanges: boolean }): Promise<D>;
}

export interface StorageCopyOptions<D extends CopyDisk> {
  /** Of the migration. */
  readonly id: string;
  readonly source: CopySource;
  readonly destination: CopyStore<D>;
  readonly wanted: WantedProvisioning;
  /** Has an array copy, where both are of one. */
  readonly arrayCopy: ((target: D, source: DatastoreDisk, range: SectorRange) => Promise<void>) | undefined;
  readonly relocations: Pick<Relocations, 'end'>;
  /** Its percentage is another one. */
  readonly onProgress: () => void;
}

/** A disk that the guest writes to, and its copy. */
interface RunningDisk<D extends CopyDisk> {
  readonly plan: PlannedDisk;
  target: D;
  mirror?: MirroredDisk<DatastoreDisk, D>;
}

export class StorageCopy<D extends CopyDisk> {
  private readonly options: StorageCopyOptions<D>;
  private place: string | undefined;
  private disks: RunningDisk<D>[] = [];
  private lock_: VmLock | undefined;
  private totalSectors = 0;
  private doneSectors = 0;
  private saidPercent = 0;
  copiedBytes = 0;
  /** Why it is not to be. */
  private stopped_: HostFault | undefined;
  private active: MirroredDisk<DatastoreDisk, D> | undefined;
  /** Rejects when nobody waits for the destination any more. */
  private readonly outOfReach: Promise<never>;
  /** Nobody waits for the destination any more, which may be away for however long. */
  loseDestination: (fault: HostFault) => void = () => {};

  constructor(options: StorageCopyOptions<D>) {
    this.options = options;
    this.outOfReach = new Promise((_, reject) => {
      this.loseDestination = reject;
    });
    // Nobody may be waiting just now.
    this.outOfReach.catch(() => undefined);
  }

  /** Of the .vmx there. */
  get path(): string {
    if (this.place === undefined) throw new Error('nobody has looked for a place yet');
    return this.place;
  }

  /** "[datastore2] web/web.vmx" */
  get vmxPath(): string {
    return `[${this.options.destination.name}] ${this.path.slice(1)}`;
  }

  /** Of the .vmx there; undefined: not yet. */
  get lock(): VmLock | undefined {
    return this.lock_;
  }

  get stopped(): HostFault | undefined {
    return this.stopped_;
  }

  /** Of the sectors of all disks, in percent. */
  get percent(): number {
    return this.totalSectors === 0 ? 0 : Math.floor((100 * this.doneSectors) / this.totalSectors);
  }

  /** Nothing more is copied or mirrored: the guest has its source. */
  stop(fault: HostFault): void {
    this.stopped_ ??= fault;
    this.dropMirrors(this.stopped_);
  }

  dropMirrors(because: unknown): void {
    this.active?.drop(because);
    for (const { mirror } of this.disks) mirror?.drop(because);
  }

  mustGoOn(): void {
    if (this.stopped_) throw this.stopped_;
  }

  /** Something at the destination, for as long as that is within reach. */
  private async there<T>(operation: Promise<T>): Promise<T> {
    const result = await Promise.race([operation, this.outOfReach]);
    this.mustGoOn();
    return result;
  }

  /** The same for what is locked there: what comes when nobody waits for it any more is let go. */
  private async taken<T>(operation: Promise<T>, letGo: (late: T) => Promise<void>): Promise<T> {
    try {
      return await Promise.race([operation, this.outOfReach]);
    } catch (error) {
      operation.then(letGo).catch(() => undefined);
      throw error;
    }
  }

  private opened(path: string, options: { readonly trackChanges: boolean }): Promise<D> {
    return this.taken(this.options.destination.openDisk(path, options), (disk) => disk.close());
  }

  /**
   * What an earlier move has left is cleared up, a place is found, and the source's .vmx says where that is. Faults: ResourceInUse for a VM
   * whose disks others descend from, those of its files.
   */
  async begin(vm: CopiedVm): Promise<void> {
    const { id, source, relocations } = this.options;
    const { folder } = vm;
    await folder.read();
    await relocations.end(folder, vm.vmxPath);
    await folder.removeLeftovers();
    const [used] = await source.disksUsedElsewhere(folderOf(vm.path));
    if (used !== undefined)
      throw new HostFault(
        'ResourceInUse',
        `[${source.name}] ${used.slice(1)} is what disks of linked clones descend from`,
      );
    this.place = await this.freePath(vm);
    // Whoever has the lock next, should this host die, knows where to look.
    await folder.writeVmx(withRelocation(folder.files.vmx, { id, destination: this.vmxPath }));
  }

  /** The folder is named after the VM, as vSphere does it. */
  private async freePath(vm: CopiedVm): Promise<string> {
    const { destination } = this.options;
    const name = folderName(vm.folder.files.vmx.configuration.name, fileOf(folderOf(vm.path)));
    const exists = (folder: string) => this.there(destination.exists(folder));
    return `${await freeFolder({ name: destination.name, exists }, name)}/${fileOf(vm.path)}`;
  }

  /** All that nobody writes to, and the disks that the guest does write to, empty. The .vmx is the last, and locked. */
  async make(vm: CopiedVm): Promise<void> {
    const { id, source, destination, wanted } = this.options;
    const { path } = this;
    const { files } = vm.folder;
    const folder = folderOf(path);
    const vmsd = beside(path, '.vmsd');
    const mark = { id, source: vm.vmxPath };
    const plan = planRelocation(files, vm.path, { folder, wanted });
    this.totalSectors = plan.disks.reduce((sum, { capacityBytes }) => sum + capacityBytes / BLOCK_BYTES, 0);
    // Of several hosts that make the folder at once, it belongs to the one that makes this file; and it says whose copy it is.
    await this.there(destination.makeDirectory(folder));
    await this.there(destination.createFile(vmsd, Buffer.from(formatVmx(setRelocation(new Map(), mark)))));
    for (const name of plan.files) {
      const content = await source.readFile(`${folderOf(vm.path)}/${name}`);
      await this.there(destination.createFile(`${folder}/${name}`, content));
    }
    await this.copyDisks(plan, vm);
    await this.there(destination.createFile(path, Buffer.from(withRelocation(files.vmx, mark).text)));
    this.lock_ = await this.taken(destination.lockFile(path), (lock) => destination.unlockFile(lock));
    this.mustGoOn();
    const names = files.names.includes(fileOf(vmsd))
      ? await source.readFile(beside(vm.path, '.vmsd'))
      : new Uint8Array(0);
    await this.there(destination.writeFile(vmsd, names));
  }

  private async copyDisks(plan: RelocationPlan, vm: CopiedVm): Promise<void> {
    const { source, destination } = this.options;
    for (const disk of plan.disks) {
      const { parent, destination: child, uuid, capacityBytes, provisioning } = disk;
      if (parent === undefined) await this.there(destination.createDisk(child, { capacityBytes, provisioning, uuid }));
      else await this.there(destination.createChildDisk({ parent, child, uuid }));
      if (vm.exchange && disk.unit !== undefined) {
        this.disks.push({ plan: disk, target: await this.opened(child, { trackChanges: false }) });
        this.mustGoOn();
        continue;
      }
      await this.copyFrozen(disk);
      const record = await source.readChangeRecord(disk.source);
      if (record) await this.there(destination.writeChangeRecord({ path: child, record }));
    }
  }

  private async copyFrozen(disk: PlannedDisk): Promise<void> {
    const { source } = this.options;
    const from = await source.openDisk(disk.source, { trackChanges: false, toRead: true });
    try {
      const target = await this.opened(disk.destination, { trackChanges: false });
      try {
        this.mustGoOn();
        const mirror = this.mirrored(disk, from, target);
        this.active = mirror;
        await mirror.start();
        await this.there(target.flush());
      } finally {
        this.active = undefined;
        await Promise.race([target.close(), this.outOfReach]);
      }
    } finally {
      await from.close();
    }
  }

  private mirrored(
    { provisioning, parent }: PlannedDisk,
    source: DatastoreDisk,
    target: D,
  ): MirroredDisk<DatastoreDisk, D> {
    // A thin disk takes no space for zeros that the source has on the disk: which they are is known when they are read.
    const wasThick = source.disk.chain.at(-1)?.descriptor.ddb.get('thinProvisioned') !== '1';
    const takesZeros = parent === undefined && !(provisioning === 'thin' && wasThick);
    return new MirroredDisk({
      source,
      target,
      arrayCopy: takesZeros ? this.options.arrayCopy : undefined,
      allocate: takesZeros ? (to: D, range: SectorRange) => to.allocate(range) : undefined,
      onCopied: (sectors, bytes) => {
        this.doneSectors += sectors;
        this.copiedBytes += bytes;
        if (this.percent === this.saidPercent) return;
        this.saidPercent = this.percent;
        this.options.onProgress();
      },
    });
  }

  /** The guest goes on over mirrors, under which its disks are copied one after the other. Resolves when they are equal. */
  async mirror(vm: CopiedVm): Promise<void> {
    if (!vm.exchange) return;
    await vm.exchange(
      async () => this.mustGoOn(),
      async () =>
        (await this.openSource(vm)).map((disk, unit) => {
          const running = this.disks.find(({ plan }) => plan.unit === unit);
          if (!running) throw new Error(`disk ${unit} of ${vm.vmxPath} was not planned`);
          running.mirror = this.mirrored(running.plan, disk, running.target);
          return running.mirror;
        }),
    );
    for (const { mirror, target } of this.disks) {
      this.mustGoOn();
      await mirror?.start();
      // Most of it is durable before the guest stands still for the rest.
      await this.there(target.flush());
    }
  }

  /** The disks of the guest where it is. */
  async openSource({ folder }: CopiedVm): Promise<DatastoreDisk[]> {
    const { changeTrackingEnabled: trackChanges = false, disks } = folder.files.vmx.configuration;
    const opened: DatastoreDisk[] = [];
    try {
      for (const disk of disks) opened.push(await this.options.source.openDisk(disk, { trackChanges }));
    } catch (error) {
      await Promise.all(opened.map((disk) => disk.close()));
      throw error;
    }
    return opened;
  }

  /**
   * Of a guest that stands still, and whose record of changes is in order on its disks: the copy is whole, and durable. `open`: whether its
   * disks stay open, to go on with. Fault: FileFault where a disk is not equal.
   */
  async finish(vm: CopiedVm, { open }: { readonly open: boolean }): Promise<void> {
    const { source, destination } = this.options;
    const trackChanges = vm.folder.files.vmx.configuration.changeTrackingEnabled ?? false;
    this.mustGoOn();
    if (this.disks.some(({ mirror }) => !mirror?.inSync))
      throw new HostFault('FileFault', `${vm.vmxPath}: a disk could not be written to, and its copy is not the same`);
    for (const disk of this.disks) {
      await this.there(disk.target.flush());
      if (trackChanges || !open) await this.there(disk.target.close());
      if (!trackChanges) continue;
      const path = disk.plan.destination;
      const record = await source.readChangeRecord(disk.plan.source);
      if (record) await this.there(destination.writeChangeRecord({ path, record }));
      if (open) disk.target = await this.opened(path, { trackChanges });
    }
    if (!open) this.disks = [];
  }

  /** By unit number: they are the guest's from now on. */
  takeDisks(): D[] {
    const unit = ({ plan }: RunningDisk<D>) => plan.unit ?? 0;
    return this.disks
      .splice(0)
      .toSorted((one, other) => unit(one) - unit(other))
      .map(({ target }) => target);
  }

  /** However long the destination is away: what is locked there would stand in everybody's way. */
  async letGo(): Promise<void> {
    await this.closeDisks();
    if (this.lock_) await this.options.destination.unlockFile(this.lock_);
  }

  /** The same, for as long as somebody waits. */
  async letGoWithinReach(): Promise<void> {
    await Promise.race([this.letGo(), this.outOfReach]);
  }

  async closeDisks(): Promise<void> {
    await Promise.all(this.disks.splice(0).map(({ target }) => target.close()));
  }
}
