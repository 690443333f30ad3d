// One Storage vMotion: the files of a VM are copied to another datastore of this host, its guest running meanwhile over mirrored disks,
// until one COMPARE AND WRITE of the source's lock record makes the copy the VM. Before that a failure of anything costs the guest
// nothing: it has its source, and the copy is removed. Afterwards the source is removed. relocations.ts has what either leaves when
// the host dies.
import type { Logger } from '@microsphere/process';
import type { pb } from '@microsphere/proto';
import { HostFault } from '../fault.ts';
import { withRelocation } from '../hostd/vm-configuration.ts';
import type { MovingVm, VmRelocation } from '../hostd/vm-relocation.ts';
import type { VmDatastore, VmLock } from '../hostd/vm-surroundings.ts';
import type { Datastore } from '../vmkernel/datastore.ts';
import type { DatastoreDisk } from '../vmkernel/datastore-disk.ts';
import { storageFault } from '../vmkernel/storage-fault.ts';
import type { Relocations } from './relocations.ts';
import { StorageCopy } from './storage-copy.ts';
import type { WantedProvisioning } from './storage-plan.ts';

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

export class StorageMove implements VmRelocation {
  private readonly options: StorageMoveOptions;
  private readonly copy: StorageCopy<DatastoreDisk>;
  private phase: Phase = 'preparing';
  private readonly startedAt: number;
  private endedAt: number | undefined;
  private downtimeMs = 0;
  private committed = false;
  /** The source's lock record may say already that it has moved: this host is not to undo anything. */
  private committing = false;

  constructor(options: StorageMoveOptions) {
    this.options = options;
    this.startedAt = options.now();
    const { source, destination } = options;
    this.copy = new StorageCopy<DatastoreDisk>({
      ...options,
      get arrayCopy() {
        return source.sharesArrayWith(destination) ? copyInArray : undefined;
      },
    });
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
    const { percent, copiedBytes } = this.copy;
    const totalMs = (this.endedAt ?? now()) - this.startedAt;
    return {
      migrationId: id,
      phase: this.phase,
      percent: this.committed ? 100 : Math.min(99, percent),
      sentBytes: copiedBytes,
      bytesPerSecond: totalMs > 0 ? (1_000 * copiedBytes) / totalMs : 0,
      guestSharePercent: 100,
      downtimeMs: this.downtimeMs,
      totalMs,
    };
  }

  /** Something else is wanted with the VM. Nothing is done once it can't be undone. */
  cancel(because: string): void {
    if (!this.committing)
      this.copy.stop(new HostFault('RequestCanceled', `the move of its files was given up: ${because}`));
  }

  lost(because: string): void {
    this.cancel(because);
  }

  /** Whether this host still has its locks at the destination, nobody can tell; the guest waits for it no longer. */
  destinationLost(): void {
    const { name } = this.options.destination;
    const fault = new HostFault('CannotAccessFile', `datastore "${name}", where it was to move, is out of reach`);
    if (!this.committing) this.copy.stop(fault);
    if (!this.committed) this.copy.loseDestination(fault);
  }

  async run(vm: MovingVm): Promise<void> {
    try {
      await this.move(vm);
    } catch (error) {
      this.end();
      throw error;
    }
    await this.tidyUp(vm);
    this.end();
    this.options.log.info(this.progress(), `${vm.vmxPath} moved to ${this.copy.vmxPath}`);
  }

  private end(): void {
    this.phase = 'ended';
    this.endedAt = this.options.now();
  }

  private async move(vm: MovingVm): Promise<void> {
    const { destination, log } = this.options;
    const { copy } = this;
    await copy.begin(vm);
    try {
      this.phase = 'copying';
      await copy.make(vm);
      await copy.mirror(vm);
      await this.switchOver(vm);
    } catch (error) {
      if (this.committed) {
        // Its guest may have been lost over it; the VM is there.
        log.warn({ err: error, vmxPath: copy.vmxPath }, 'a virtual machine was moved, and something went wrong since');
      } else {
        await this.giveUp(vm, error);
        throw copy.stopped ?? storageFault(destination.name, error);
      }
    }
    // Those of a guest that has ended meanwhile, and takes them no more.
    await copy.closeDisks();
  }

  /** From here to the commit the guest stands still. */
  private async switchOver(vm: MovingVm): Promise<void> {
    const { now } = this.options;
    const { copy } = this;
    this.phase = 'switchover';
    if (!vm.exchange) {
      await this.commit(vm);
      return;
    }
    const from = now();
    await vm.exchange(
      async () => {
        await copy.finish(vm, { open: true });
        await this.commit(vm);
      },
      async () => (this.committed ? copy.takeDisks() : await copy.openSource(vm)),
    );
    this.downtimeMs = now() - from;
  }

  private async commit(vm: MovingVm): Promise<void> {
    const { source, destination } = this.options;
    const { lock, path, vmxPath } = this.copy;
    this.copy.mustGoOn();
    vm.mustHold();
    if (!lock || !destination.holds(lock))
      throw new HostFault('CannotAccessFile', `${vmxPath}: its lock is not certain to be this host's`);
    this.committing = true;
    if (!(await source.markMoved(vm.lock)))
      throw new HostFault('CannotAccessFile', `${vm.vmxPath}: this host lost the lock of its files`);
    this.committed = true;
    vm.moved(destination, path, lock);
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
        { err: error, vmxPath: this.copy.vmxPath },
        'a virtual machine was moved, and its .vmx says so only at the next start',
      );
    }
  }

  /** It stays where it is, and nothing is left of the copy; or a mark in its .vmx, where the copy can't be removed now. */
  private async giveUp(vm: MovingVm, error: unknown): Promise<void> {
    const { id, relocations, log } = this.options;
    const { vmxPath } = this.copy;
    log.warn({ err: error, vmxPath: vm.vmxPath }, 'the files of a virtual machine were not moved');
    this.copy.dropMirrors(error);
    try {
      await this.copy.letGoWithinReach();
    } catch (next) {
      log.warn({ err: next, vmxPath }, 'the locks of a copy are not let go yet');
    }
    // Somebody else has the source's lock, and knows whether it has moved.
    if (this.committing) return;
    try {
      vm.mustHold();
      const gone = await relocations.discardDestination({ id, destination: vmxPath });
      if (gone) await vm.folder.writeVmx(withRelocation(vm.folder.files.vmx, undefined));
    } catch (next) {
      log.warn({ err: next, vmxPath: vm.vmxPath }, 'a copy that was given up is left to whoever has the lock next');
    }
  }
}

const copyInArray = (to: DatastoreDisk, from: DatastoreDisk, range: Parameters<DatastoreDisk['copyFrom']>[1]) =>
  to.copyFrom(from, range);
