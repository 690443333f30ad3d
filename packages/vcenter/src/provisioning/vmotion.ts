// One vMotion as vCenter conducts it: the destination makes room, the source sends, and what they answer is what is so. The hosts
// need nobody to come to an end; where their answer is lost they are asked what became of it, until one of them knows.
import type { pb } from '@microsphere/proto';
import { Vim25Fault } from '@microsphere/vim25';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import type { Services } from '../methods/call.ts';
import { requestPatiently } from '../methods/vm-operation.ts';
import { fault } from '../vmodl/faults.ts';
import { type MigrationReport, toMigrationReport } from '../vpxd/host-report.ts';
import { relocatedDisks, type StorageRelocation } from './storage-migration.ts';

export interface Vmotion {
  readonly vm: VmRecord;
  readonly source: HostRecord;
  readonly destination: HostRecord;
  /** TLS with a key of this migration. */
  readonly encrypted: boolean;
  /** Where its files go along to, without shared storage; undefined: they stay. */
  readonly storage?: StorageRelocation | undefined;
}

export interface MigratedVm {
  /** By the source, if its answer came. */
  readonly counted: MigrationReport | undefined;
  /** Of one whose files went along: as its new host has it, where that can be asked. */
  readonly there: pb.IVmRuntime | undefined;
}

type VmotionServices = Pick<Services, 'requests' | 'inventory' | 'timing' | 'log' | 'newUuid'>;

interface Conducted extends Vmotion {
  readonly migrationId: string;
}

/**
 * Resolves when the virtual machine is the destination's. Faults: RequestCanceled,
 * and those of the hosts: then it is where it was. Timedout: no host can be asked where it is, and their reports will tell.
 */
export async function vmotion(services: VmotionServices, asked: Vmotion, cancelled: AbortSignal): Promise<MigratedVm> {
  const migration: Conducted = { ...asked, migrationId: services.newUuid() };
  const { source, destination } = migration;
  const cancel = (host: HostRecord) => void tellCancelled(services, migration.migrationId, host);
  let prepared: pb.PrepareDestinationResponse;
  try {
    prepared = await prepareDestination(services, migration);
    if (cancelled.aborted) throw fault('RequestCanceled', 'the task was cancelled');
  } catch (error) {
    cancel(destination);
    throw error;
  }
  const cancelSource = () => cancel(source);
  cancelled.addEventListener('abort', cancelSource);
  try {
    const { migration: ended } = await initiateSource(services, migration, prepared);
    return { counted: ended ? toMigrationReport(ended) : undefined, there: await arrivedVm(services, migration) };
  } catch (error) {
    if (!(error instanceof Vim25Fault)) throw error;
    const fate = await fateOf(services, migration);
    if (fate === 'migrated') return { counted: undefined, there: await arrivedVm(services, migration) };
    // Whoever did not hear of the end does not go on waiting for it.
    cancel(source);
    cancel(destination);
    if (fate === 'unknown')
      throw fault('Timedout', `whether ${asked.vm.name} moved is not known: ${error.message}`, {}, { cause: error });
    throw cancelled.aborted ? fault('RequestCanceled', 'the task was cancelled', {}, { cause: error }) : error;
  } finally {
    cancelled.removeEventListener('abort', cancelSource);
  }
}

async function arrivedVm(services: VmotionServices, migration: Conducted): Promise<pb.IVmRuntime | undefined> {
  const { storage, destination } = migration;
  return storage ? ((await migrationStatus(services, migration, destination))?.vm ?? undefined) : undefined;
}

function prepareDestination(
  { requests }: VmotionServices,
  { migrationId, vm, source, destination, encrypted, storage }: Conducted,
): Promise<pb.PrepareDestinationResponse> {
  return requests.request(destination, 'vmotion.prepareDestination', {
    migrationId,
    vmxPath: vm.vmxPath,
    instanceUuid: vm.instanceUuid,
    sourceHost: source.name,
    memoryMb: vm.memoryMb,
    cpuReservationMhz: vm.cpuReservationMhz ?? 0,
    encrypted,
    ...(storage ? { datastore: storage.datastore.name, sourceMoref: source.id } : {}),
  });
}

/** Answered when the migration has ended. */
function initiateSource(
  services: VmotionServices,
  { migrationId, vm, source, destination, encrypted, storage }: Conducted,
  { url, key, nfcUrl }: pb.PrepareDestinationResponse,
): Promise<pb.InitiateSourceResponse> {
  return requestPatiently(services, source, 'vmotion.initiateSource', {
    migrationId,
    vmxPath: vm.vmxPath,
    destinationHost: destination.name,
    url,
    key,
    encrypted,
    verify: false,
    ...(storage ? { datastore: storage.datastore.name, nfcUrl, disks: relocatedDisks(storage) } : {}),
  });
}

type Fate = 'migrated' | 'failed' | 'unknown';

/** What both ends say; `unknown` when neither answers. As long as one says that it is under way, it is asked again. */
async function fateOf(services: VmotionServices, migration: Conducted): Promise<Fate> {
  for (;;) {
    const [source, destination] = await Promise.all([
      migrationStatus(services, migration, migration.source),
      migrationStatus(services, migration, migration.destination),
    ]);
    const fate = judge(source, destination);
    if (fate !== 'underWay') return fate;
    // A destination that waits for a source which is not coming: it gives up, unless it has the lock already.
    if (source && !source.underWay) await tellCancelled(services, migration.migrationId, migration.destination);
    await new Promise((resolve) => setTimeout(resolve, services.timing.reconnectDelayMs));
  }
}

type Status = Pick<pb.MigrationStatusResponse, 'known' | 'underWay' | 'consideredSuccessful'>;

/**
 * A migration is what the one host says that is done with it. A source that does not know it has been started anew since: its
 * virtual machine is lost unless the destination has it. Undefined: the host does not answer.
 */
export function judge(source: Status | undefined, destination: Status | undefined): Fate | 'underWay' {
  // Whoever took the lock has it, even where the guest could not go on there.
  if (destination?.consideredSuccessful || source?.consideredSuccessful) return 'migrated';
  // The source has the lock of its files back, or had never offered it.
  if (source?.known && !source.underWay) return 'failed';
  // It has not taken the lock, and won't; or it was started anew, and does not run what it may have taken.
  if (destination && !destination.underWay) return 'failed';
  return source?.underWay || destination?.underWay ? 'underWay' : 'unknown';
}

/** What a host says of a migration; undefined: it does not answer. */
export async function migrationStatus(
  { requests }: Pick<Services, 'requests'>,
  { migrationId, vm, storage, source }: Pick<Conducted, 'migrationId'> & Partial<Conducted>,
  host: HostRecord,
): Promise<pb.MigrationStatusResponse | undefined> {
  // A source that was started anew since looks at what it has left.
  const left = storage && vm && host.id === source?.id ? { vmxPath: vm.vmxPath } : {};
  try {
    return await requests.request(host, 'vmotion.lastMigrationStatus', { migrationId, ...left });
  } catch (error) {
    if (!(error instanceof Vim25Fault)) throw error;
    return undefined;
  }
}

/** Who has ended it already, or is past the point of no return, says so, and that is all right. */
export async function tellCancelled(
  { requests, log }: Pick<Services, 'requests' | 'log'>,
  migrationId: string,
  host: HostRecord,
): Promise<void> {
  try {
    await requests.request(host, 'vmotion.cancel', { migrationId });
  } catch (error) {
    log.info({ err: error, host: host.name, migration: migrationId }, 'a migration was not cancelled');
  }
}
