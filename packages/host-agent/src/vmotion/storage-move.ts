// One Storage vMotion: the files of a VM are copied to another datastore of this host, its guest running meanwhile over mirrored disks,
// until one COMPARE AND WRITE of the source's lock record makes the copy the VM. Before that a failure of anything costs the guest
// nothing: it has its source, and the copy is removed. Afterwards the source is removed. relocations.ts has what either leaves when
// the host dies.

import { BLOCK_BYTES } from '@microsphere/block';
import type { Logger } from '@microsphere/process';
import type { pb } from '@microsphere/proto';
import { formatVmx, type SectorRange } from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import { setRelocation, withRelocation } from '../hostd/vm-configuration.ts';
import { beside, fileOf, folderOf } from '../hostd/vm-files.ts';
import type { MovingVm, VmRelocation } from '../hostd/vm-relocation.ts';
import type { VmDatastore, VmLock } from '../hostd/vm-surroundings.ts';
import type { Datastore } from '../vmkernel/datastore.ts';
import type { DatastoreDisk } from '../vmkernel/datastore-disk.ts';
import { storageFault } from '../vmkernel/storage-fault.ts';
import { folderName, freeFolder } from './folder-name.ts';
import { MirroredDisk } from './mirrored-disk.ts';
import type { Relocations } from './relocations.ts';
import { type PlannedDisk, planRelocation, type RelocationPlan, type WantedProvisioning } from './storage-plan.ts';

/** What a move needs of a datastore; what is in a lock is the datastore's matter. */
export interface MoveStore
  extends VmDatastore,
    Pick<
      Datastore,
      'exists' | 'makeDirectory' | 'createDisk' | 'createChildDisk' | 'readChangeRecord' | 'writeChangeRecord'
    > {
  markMoved(lock: VmLock): Promise<boolean>;
  holds(lock: VmLock): boolean;
  sharesArrayWith(other: MoveStore): boolean;
  openDisk(...open: Parameters<Datastore['openDisk']>): Promise<DatastoreDisk>;
}

export interface StorageMoveOptions {
  readonly id: string;
  readonly source: MoveStore;
  readonly destination: MoveStore;
  readonly wanted: WantedProvisioning;
  readonly relocations: Pick<Relocations, 'end' | 'discardDestination' | 'emptySource'>;
  readonly now: () => number;
  readonly onProgress: () => void;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

type Phase = 'preparing' | 'copying' | 'switchover' | 'ended';

/** A disk that the guest writes to, and its copy. */
interface RunningDisk {
  readonly plan: PlannedDisk;
  target: DatastoreDisk;
  mirror?: MirroredDisk<DatastoreDisk, DatastoreDisk>;
}

/** What was made at the destination. */
interface Copy {
  /** Of the .vmx. */
  readonly path: string;
  readonly vmxPath: string;
  readonly disks: RunningDisk[];
  lock?: VmLock;
}

export class StorageMove implements VmRelocation {
  private readonly options: StorageMoveOptions;
  private phase: Phase = 'preparing';
  private readonly startedAt: number;
  private endedAt: number | undefined;
  private downtimeMs = 0;
  private totalSectors = 0;
  private doneSectors = 0;
  private copiedBytes = 0;
  private saidPercent = 0;
  /** Why it is not to be. */
  private stopped: HostFault | undefined;
  private committed = false;
  /** The source's lock record may say already that it has moved: this host is not to undo anything. */
  private committing = false;
  private active: MirroredDisk<DatastoreDisk, DatastoreDisk> | undefined;
  private copy: Copy | undefined;
  /** Rejects when nobody waits for the destination any more. */
  private readonly outOfReach: Promise<never>;
  private loseDestination: (fault: HostFault) => void = () => {};

  constructor(options: StorageMoveOptions) {
    this.options = options;
    this.startedAt = options.now();
    this.outOfReach = new Promise((_, reject) => {
      this.loseDestination = reject;
    });
    // Nobody may be waiting just now.
    this.outOfReach.catch(() => undefined);
  }

  get id(): string {
    return this.options.id;
  }

  get destination(): MoveStore {
    return this.options.destination;
  }

  /** The VM is at its new place, whatever became of the rest. */
  get isCommitted(): boolean {
    return this.committed;
  }

  progress(): pb.IMigrationProgress {
    const { id, now } = this.options;
    const totalMs = (this.endedAt ?? now()) - this.startedAt;
    return {
      migrationId: id,
      phase: this.phase,
      percent: this.percent,
      sentBytes: this.copiedBytes,
      bytesPerSecond: totalMs > 0 ? (1_000 * this.copiedBytes) / totalMs : 0,
      guestSharePercent: 100,
      downtimeMs: this.downtimeMs,
      totalMs,
    };
  }

  private get percent(): number {
    if (this.committed) return 100;
    return this.totalSectors === 0 ? 0 : Math.floor((99 * this.doneSectors) / this.totalSectors);
  }

  /** Something else is wanted with the VM. Nothing is done once it can't be undone. */
  cancel(because: string): void {
    this.stop(new HostFault('RequestCanceled', `the move of its files was given up: ${because}`));
  }

  lost(because: string): void {
    this.cancel(because);
  }

  /** Whether this host still has its locks at the destination, nobody can tell; the guest waits for it no longer. */
  destinationLost(): void {
    const { name } = this.options.destination;
    const fault = new HostFault('CannotAccessFile', `datastore "${name}", where it was to move, is out of reach`);
    this.stop(fault);
    if (!this.committed) this.loseDestination(fault);
  }

  private stop(fault: HostFault): void {
    if (this.committing) return;
    this.stopped ??= fault;
    this.active?.drop(this.stopped);
    for (const { mirror } of this.copy?.disks ?? []) mirror?.drop(this.stopped);
  }

  private mustGoOn(): void {
    if (this.stopped) throw this.stopped;
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

  private opened(path: string, options: { readonly trackChanges: boolean }): Promise<DatastoreDisk> {
    return this.taken(this.options.destination.openDisk(path, options), (disk) => disk.close());
  }

  async run(vm: MovingVm): Promise<void> {
    const { relocations, source, log } = this.options;
    const { folder } = vm;
    try {
      await folder.read();
      await relocations.end(folder, vm.vmxPath);
      await folder.removeLeftovers();
      const [used] = await source.disksUsedElsewhere(folderOf(vm.path));
      if (used !== undefined)
        throw new HostFault(
          'ResourceInUse',
          `[${source.name}] ${used.slice(1)} is what disks of linked clones descend from`,
        );
      await this.move(vm);
    } catch (error) {
      this.phase = 'ended';
      this.endedAt = this.options.now();
      throw error;
    }
    await this.tidyUp(vm);
    this.phase = 'ended';
    this.endedAt = this.options.now();
    log.info(this.progress(), `${vm.vmxPath} moved to ${this.copy?.vmxPath}`);
  }

  private async move(vm: MovingVm): Promise<void> {
    const { id, destination, log } = this.options;
    const { folder } = vm;
    const path = await this.freePath(vm);
    const copy: Copy = { path, vmxPath: `[${destination.name}] ${path.slice(1)}`, disks: [] };
    this.copy = copy;
    // Whoever has the lock next, should this host die, knows where to look.
    await folder.writeVmx(withRelocation(folder.files.vmx, { id, destination: copy.vmxPath }));
    try {
      await this.makeCopy(vm, copy);
      await this.switchOver(vm, copy);
    } catch (error) {
      if (this.committed) {
        // Its guest may have been lost over it; the VM is there.
        log.warn({ err: error, vmxPath: copy.vmxPath }, 'a virtual machine was moved, and something went wrong since');
      } else {
        await this.giveUp(vm, copy, error);
        throw this.stopped ?? storageFault(this.options.destination.name, error);
      }
    }
    // Those of a guest that has ended meanwhile, and takes them no more.
    await this.closeTargets(copy);
  }

  /** The folder is named after the VM, as vSphere does it. */
  private async freePath(vm: MovingVm): Promise<string> {
    const { destination } = this.options;
    const name = folderName(vm.folder.files.vmx.configuration.name, fileOf(folderOf(vm.path)));
    const exists = (folder: string) => this.there(destination.exists(folder));
    return `${await freeFolder({ name: destination.name, exists }, name)}/${fileOf(vm.path)}`;
  }

  private async makeCopy(vm: MovingVm, copy: Copy): Promise<void> {
    const { id, source, destination, wanted } = this.options;
    const { files } = vm.folder;
    const folder = folderOf(copy.path);
    const vmsd = beside(copy.path, '.vmsd');
    const mark = { id, source: vm.vmxPath };
    const plan = planRelocation(files, vm.path, { folder, wanted });
    this.totalSectors = plan.disks.reduce((sum, { capacityBytes }) => sum + capacityBytes / BLOCK_BYTES, 0);
    // Of several hosts that make the folder at once, it belongs to the one that makes this file; and it says whose copy it is.
    await this.there(destination.makeDirectory(folder));
    await this.there(destination.createFile(vmsd, Buffer.from(formatVmx(setRelocation(new Map(), mark)))));
    this.phase = 'copying';
    for (const name of plan.files) {
      const content = await source.readFile(`${folderOf(vm.path)}/${name}`);
      await this.there(destination.createFile(`${folder}/${name}`, content));
    }
    await this.copyDisks(plan, vm, copy);
    await this.there(destination.createFile(copy.path, Buffer.from(withRelocation(files.vmx, mark).text)));
    copy.lock = await this.taken(destination.lockFile(copy.path), (lock) => destination.unlockFile(lock));
    this.mustGoOn();
    const names = files.names.includes(fileOf(vmsd))
      ? await source.readFile(beside(vm.path, '.vmsd'))
      : new Uint8Array(0);
    await this.there(destination.writeFile(vmsd, names));
    await this.mirror(vm, copy);
  }

  private async copyDisks(plan: RelocationPlan, vm: MovingVm, copy: Copy): Promise<void> {
    const { source, destination } = this.options;
    for (const disk of plan.disks) {
      const { parent, destination: child, uuid, capacityBytes, provisioning } = disk;
      if (parent === undefined) await this.there(destination.createDisk(child, { capacityBytes, provisioning, uuid }));
      else await this.there(destination.createChildDisk({ parent, child, uuid }));
      if (vm.exchange && disk.unit !== undefined) {
        copy.disks.push({ plan: disk, target: await this.opened(child, { trackChanges: false }) });
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
    target: DatastoreDisk,
  ): MirroredDisk<DatastoreDisk, DatastoreDisk> {
    const oneArray = this.options.source.sharesArrayWith(this.options.destination);
    // A thin disk takes no space for zeros that the source has on the disk: which they are is known when they are read.
    const wasThick = source.disk.chain.at(-1)?.descriptor.ddb.get('thinProvisioned') !== '1';
    const takesZeros = parent === undefined && !(provisioning === 'thin' && wasThick);
    const byArray = oneArray && takesZeros;
    return new MirroredDisk({
      source,
      target,
      arrayCopy: byArray
        ? (to: DatastoreDisk, from: DatastoreDisk, range: SectorRange) => to.copyFrom(from, range)
        : undefined,
      allocate: takesZeros ? (to: DatastoreDisk, range: SectorRange) => to.allocate(range) : undefined,
      onCopied: (sectors, bytes) => {
        this.doneSectors += sectors;
        this.copiedBytes += bytes;
        if (this.percent === this.saidPercent) return;
        this.saidPercent = this.percent;
        this.options.onProgress();
      },
    });
  }

  /** The guest goes on over mirrors, under which its disks are copied one after the other. */
  private async mirror(vm: MovingVm, copy: Copy): Promise<void> {
    if (!vm.exchange) return;
    const { source } = this.options;
    const { changeTrackingEnabled: trackChanges = false, disks } = vm.folder.files.vmx.configuration;
    await vm.exchange(
      async () => this.mustGoOn(),
      async () => {
        const opened: DatastoreDisk[] = [];
        try {
          for (const disk of disks) opened.push(await source.openDisk(disk, { trackChanges }));
        } catch (error) {
          await Promise.all(opened.map((disk) => disk.close()));
          throw error;
        }
        return opened.map((disk, unit) => {
          const running = copy.disks.find(({ plan }) => plan.unit === unit);
          if (!running) throw new Error(`disk ${unit} of ${vm.vmxPath} was not planned`);
          running.mirror = this.mirrored(running.plan, disk, running.target);
          return running.mirror;
        });
      },
    );
    for (const { mirror, target } of copy.disks) {
      this.mustGoOn();
      await mirror?.start();
      // Most of it is durable before the guest stands still for the rest.
      await this.there(target.flush());
    }
  }

  /** From here to the commit the guest stands still. */
  private async switchOver(vm: MovingVm, copy: Copy): Promise<void> {
    const { now } = this.options;
    this.phase = 'switchover';
    if (!vm.exchange) {
      await this.commit(vm, copy);
      return;
    }
    const { source } = this.options;
    const { changeTrackingEnabled: trackChanges = false, disks } = vm.folder.files.vmx.configuration;
    const from = now();
    await vm.exchange(
      async () => {
        this.mustGoOn();
        if (copy.disks.some(({ mirror }) => !mirror?.inSync))
          throw new HostFault(
            'FileFault',
            `${vm.vmxPath}: a disk could not be written to, and its copy is not the same`,
          );
        for (const disk of copy.disks) await this.finishDisk(disk, { trackChanges });
        await this.commit(vm, copy);
      },
      async () => {
        if (this.committed)
          return copy.disks
            .splice(0)
            .toSorted(byUnit)
            .map(({ target }) => target);
        const opened: DatastoreDisk[] = [];
        for (const disk of disks) opened.push(await source.openDisk(disk, { trackChanges }));
        return opened;
      },
    );
    this.downtimeMs = now() - from;
  }

  /** Its record of changes is in order on the disk of the source, which is closed, and goes on with the copy. */
  private async finishDisk(disk: RunningDisk, { trackChanges }: { readonly trackChanges: boolean }): Promise<void> {
    const { source, destination } = this.options;
    const { plan } = disk;
    await this.there(disk.target.flush());
    if (!trackChanges) return;
    await this.there(disk.target.close());
    const record = await source.readChangeRecord(plan.source);
    if (record) await this.there(destination.writeChangeRecord({ path: plan.destination, record }));
    disk.target = await this.opened(plan.destination, { trackChanges });
  }

  private async commit(vm: MovingVm, copy: Copy): Promise<void> {
    const { source, destination } = this.options;
    const { lock } = copy;
    this.mustGoOn();
    vm.mustHold();
    if (!lock || !destination.holds(lock))
      throw new HostFault('CannotAccessFile', `${copy.vmxPath}: its lock is not certain to be this host's`);
    this.committing = true;
    if (!(await source.markMoved(vm.lock)))
      throw new HostFault('CannotAccessFile', `${vm.vmxPath}: this host lost the lock of its files`);
    this.committed = true;
    vm.moved(destination, copy.path, lock);
  }

  /** The VM is at its new place, and says so; of the old one only what leads here is left. */
  private async tidyUp(vm: MovingVm): Promise<void> {
    const { relocations, log } = this.options;
    try {
      await vm.folder.read();
      await relocations.emptySource(vm.vmxPath);
      await vm.folder.writeVmx(withRelocation(vm.folder.files.vmx, undefined));
    } catch (error) {
      log.warn(
        { err: error, vmxPath: this.copy?.vmxPath },
        'a virtual machine was moved, and its .vmx says so only at the next start',
      );
    }
  }

  /** It stays where it is, and nothing is left of the copy; or a mark in its .vmx, where the copy can't be removed now. */
  private async giveUp(vm: MovingVm, copy: Copy, error: unknown): Promise<void> {
    const { id, relocations, log } = this.options;
    log.warn({ err: error, vmxPath: vm.vmxPath }, 'the files of a virtual machine were not moved');
    for (const { mirror } of copy.disks) mirror?.drop(error);
    try {
      await Promise.race([this.letGo(copy), this.outOfReach]);
    } catch (next) {
      log.warn({ err: next, vmxPath: copy.vmxPath }, 'the locks of a copy are not let go yet');
    }
    // Somebody else has the source's lock, and knows whether it has moved.
    if (this.committing) return;
    try {
      vm.mustHold();
      const gone = await relocations.discardDestination({ id, destination: copy.vmxPath });
      if (gone) await vm.folder.writeVmx(withRelocation(vm.folder.files.vmx, undefined));
    } catch (next) {
      log.warn({ err: next, vmxPath: vm.vmxPath }, 'a copy that was given up is left to whoever has the lock next');
    }
  }

  /** However long the destination is away: what is locked there would stand in everybody's way. */
  private async letGo(copy: Copy): Promise<void> {
    await this.closeTargets(copy);
    if (copy.lock) await this.options.destination.unlockFile(copy.lock);
  }

  private async closeTargets(copy: Copy): Promise<void> {
    await Promise.all(copy.disks.splice(0).map(({ target }) => target.close()));
  }
}

function byUnit(one: RunningDisk, other: RunningDisk): number {
  return (one.plan.unit ?? 0) - (other.plan.unit ?? 0);
}
