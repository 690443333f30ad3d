// One Storage vMotion as vCenter conducts it: a host moves the files of a virtual machine, and what it answers is what is so. It needs
// nobody to come to an end; where its answer is lost it is asked what became of it, as long as it can be.
import type { pb } from '@microsphere/proto';
import { Vim25Fault } from '@microsphere/vim25';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import type { Services } from '../methods/call.ts';
import { requestPatiently } from '../methods/vm-operation.ts';
import { fault } from '../vmodl/faults.ts';
import { relocatedDisks, type StorageRelocation } from './storage-migration.ts';
import { migrationStatus, tellCancelled } from './vmotion.ts';

export interface StorageVmotion {
  readonly vm: VmRecord;
  readonly host: HostRecord;
  readonly storage: StorageRelocation;
}

type StorageVmotionServices = Pick<Services, 'requests' | 'inventory' | 'timing' | 'log' | 'newUuid'>;

/**
 * Resolves when the files are where they are to be, with the virtual machine as it is there, and what the host counted, if its answer
 * came. Faults: RequestCanceled, and those of the host: then they are where they were. Timedout: that is not known, and the host's
 * reports will tell.
 */
export async function storageVmotion(
  services: StorageVmotionServices,
  { vm, host, storage }: StorageVmotion,
  cancelled: AbortSignal,
): Promise<pb.IRelocateStorageResponse> {
  const migrationId = services.newUuid();
  const cancel = () => void tellCancelled(services, migrationId, host);
  if (cancelled.aborted) throw fault('RequestCanceled', 'the task was cancelled');
  cancelled.addEventListener('abort', cancel);
  try {
    return await requestPatiently(services, host, 'vmotion.relocateStorage', {
      migrationId,
      vmxPath: vm.vmxPath,
      datastore: storage.datastore.name,
      disks: relocatedDisks(storage),
    });
  } catch (error) {
    if (!(error instanceof Vim25Fault)) throw error;
    const moved = await outcome(services, migrationId, host);
    if (moved) return moved;
    throw cancelled.aborted && error.type !== 'Timedout'
      ? fault('RequestCanceled', 'the task was cancelled', {}, { cause: error })
      : error;
  } finally {
    cancelled.removeEventListener('abort', cancel);
  }
}

/** What became of a move whose answer was a fault, or none; undefined: nothing, or what the fault says of it. */
async function outcome(
  services: StorageVmotionServices,
  migrationId: string,
  host: HostRecord,
): Promise<pb.IRelocateStorageResponse | undefined> {
  for (;;) {
    const status = await migrationStatus(services, { migrationId }, host);
    if (status?.consideredSuccessful && !status.underWay) return status.vm ? { vm: status.vm } : {};
    if (!status?.underWay) return undefined;
    await new Promise((resolve) => setTimeout(resolve, services.timing.reconnectDelayMs));
  }
}
