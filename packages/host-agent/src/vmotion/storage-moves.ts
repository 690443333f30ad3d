// The Storage vMotions of this host: what is asked of them over the management network, by the id of the migration, and what became
// of those that have ended.
import type { pb } from '@microsphere/proto';
import { HostFault, toFault } from '../fault.ts';
import type { VirtualMachine, VmDatastore } from '../hostd/virtual-machine.ts';
import { parseVmxPath } from '../hostd/vm-inventory.ts';
import type { VmMigrations } from '../hostd/vm-migrations.ts';
import type { HostMethodHandlers } from '../vpxa/request-server.ts';
import type { VMotionHandlers } from './handlers.ts';
import type { Relocations } from './relocations.ts';
import { type MoveStore, StorageMove, type StorageMoveOptions } from './storage-move.ts';
import { wantedProvisioning } from './wanted-provisioning.ts';

/** At a time; vCenter asks for no more than two (vmotion-ft.md 1.7). */
export const MAX_MOVES_UNDER_WAY = 8;
/** Of those that have ended, so many are remembered. */
export const MAX_MOVES_REMEMBERED = 64;

/** What a move needs of a VM. */
export interface RelocatableVm extends Pick<VirtualMachine, 'vmxPath' | 'runtime'> {
  readonly migrations: Pick<VmMigrations, 'relocate'>;
}

export type StorageMoveHandlers = Pick<HostMethodHandlers, 'vmotion.relocateStorage' | 'vmotion.completeRelocation'>;

export interface StorageMovesOptions extends Pick<StorageMoveOptions, 'now' | 'onProgress' | 'log'> {
  readonly vms: {
    get(vmxPath: string): RelocatableVm;
    moved(vm: RelocatableVm, former: string): void;
    forgetFormerPath(vmxPath: string): void;
    /** Fault: InvalidState. */
    mustBeSettled(former: string): void;
  };
  /** Fault: InvalidDatastore. */
  readonly datastore: (name: string) => MoveStore;
  /** Whether the file with that path can be there. */
  readonly reaches: (vmxPath: string) => boolean;
  readonly relocations: Pick<Relocations, 'end' | 'discardDestination' | 'emptySource' | 'complete'>;
}

/** One that has ended. */
interface Ended {
  readonly committed: boolean;
  readonly fault: pb.IFault | undefined;
  readonly vmxPath: string;
}

export class StorageMoves {
  private readonly options: StorageMovesOptions;
  private readonly underWay = new Map<string, StorageMove>();
  private readonly ended = new Map<string, Ended>();

  constructor(options: StorageMovesOptions) {
    this.options = options;
  }

  /** Faults: NotFound, InvalidDatastore, InvalidArgument, NotSupported, TaskInProgress, those of the move. */
  async relocate(request: pb.RelocateStorageRequest): Promise<pb.IRelocateStorageResponse> {
    const { vms, datastore, relocations, now, onProgress, log } = this.options;
    const { migrationId: id } = request;
    const vm = vms.get(request.vmxPath);
    const source = datastore(parseVmxPath(vm.vmxPath).datastore);
    const destination = datastore(request.datastore);
    if (source === destination)
      throw new HostFault(
        'NotSupported',
        `datastore: the files of ${vm.vmxPath} are on "${request.datastore}" already`,
      );
    if (id === '' || this.underWay.has(id) || this.ended.has(id))
      throw new HostFault('InvalidArgument', `migrationId: ${JSON.stringify(id)}, of another migration`);
    if (this.underWay.size >= MAX_MOVES_UNDER_WAY)
      throw new HostFault('TaskInProgress', `${MAX_MOVES_UNDER_WAY} Storage vMotions are under way on this host`);
    const wanted = wantedProvisioning(request);
    const move = new StorageMove({ id, source, destination, wanted, relocations, now, onProgress, log });
    this.underWay.set(id, move);
    let fault: pb.IFault | undefined;
    try {
      await vm.migrations.relocate(move, (former) => vms.moved(vm, former));
      return { vm: vm.runtime(), migration: move.progress() };
    } catch (error) {
      fault = toFault(error);
      throw error;
    } finally {
      this.underWay.delete(id);
      this.ended.set(id, { committed: move.isCommitted, fault, vmxPath: vm.vmxPath });
      const [oldest] = this.ended.keys();
      if (oldest !== undefined && this.ended.size > MAX_MOVES_REMEMBERED) this.ended.delete(oldest);
    }
  }

  /** False: no Storage vMotion of this host has that id. */
  cancel(id: string): boolean {
    const move = this.underWay.get(id);
    move?.cancel('it was cancelled');
    return move !== undefined || this.ended.has(id);
  }

  /** Undefined: no Storage vMotion that this host knows of has that id. */
  status(id: string): pb.IMigrationStatusResponse | undefined {
    const move = this.underWay.get(id);
    if (move) return { known: true, underWay: true, consideredSuccessful: move.isCommitted };
    const ended = this.ended.get(id);
    if (!ended) return undefined;
    const { committed, fault, vmxPath } = ended;
    return { known: true, consideredSuccessful: committed, ...(fault ? { fault } : {}), ...this.runtime(vmxPath) };
  }

  private runtime(vmxPath: string): { readonly vm?: pb.IVmRuntime } {
    try {
      return { vm: this.options.vms.get(vmxPath).runtime() };
    } catch {
      return {};
    }
  }

  /** Nobody can tell whether this host still has its locks on a datastore. */
  datastoreInDoubt(datastore: VmDatastore): void {
    for (const move of this.underWay.values()) if (move.destination === datastore) move.destinationLost();
  }

  handlers(): StorageMoveHandlers {
    return {
      'vmotion.relocateStorage': (request) => this.relocate(request),
      'vmotion.completeRelocation': async ({ vmxPath, settled }) => {
        const { relocations, vms, reaches } = this.options;
        if (reaches(vmxPath)) await relocations.complete(vmxPath, { settled });
        else vms.mustBeSettled(vmxPath);
        vms.forgetFormerPath(vmxPath);
        return {};
      },
    };
  }

  /** What is asked of either kind of migration by its id. */
  beside(vmotion: VMotionHandlers): VMotionHandlers {
    return {
      ...vmotion,
      'vmotion.cancel': async (request) =>
        this.cancel(request.migrationId) ? {} : await vmotion['vmotion.cancel'](request),
      'vmotion.lastMigrationStatus': async (request) =>
        this.status(request.migrationId) ?? (await vmotion['vmotion.lastMigrationStatus'](request)),
    };
  }
}
