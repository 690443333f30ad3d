// The parts of a migration: a virtual machine changes its host, or its files their datastore. Each leaves the record as its hosts have
// it then.
import type { HostRecord } from '../inventory/records.ts';
import type { Services } from '../methods/call.ts';
import { put, putRuntime } from '../methods/vm-operation.ts';
import { sameValue } from '../vmodl/same-value.ts';
import { type MigrationReport, toMigrationReport, toVmReport } from '../vpxd/host-report.ts';
import { moveRegistration } from './cold-migration.ts';
import { requiredCpuFeatures } from './compatibility-input.ts';
import type { Move } from './migration-events.ts';
import type { StorageRelocation } from './storage-migration.ts';
import { type StorageVmotion, storageVmotion } from './storage-vmotion.ts';
import { vmotion } from './vmotion.ts';

interface HostMove {
  readonly cancelled: AbortSignal;
  /** Where its files go along to, without shared storage; undefined: they stay. */
  readonly storage: StorageRelocation | undefined;
}

/** What the hosts counted, where they did. Faults: those of the hosts, RequestCanceled. */
export async function moveToHost(
  services: Services,
  move: Move,
  { cancelled, storage }: HostMove,
): Promise<MigrationReport | undefined> {
  const { vm, destination } = move;
  const isHot = vm.powerState === 'poweredOn';
  let counted: MigrationReport | undefined;
  if (isHot && storage) return await moveWithFiles(services, { ...move, storage }, cancelled);
  if (isHot) counted = await moveRunning(services, move, cancelled);
  else await moveRegistration(services, vm, move);
  arrived(services, move, { isHot, destination });
  return counted;
}

/** The destination says where it is; one that can't be asked says so in its reports. */
async function moveWithFiles(
  services: Services,
  move: Move & { readonly storage: StorageRelocation },
  cancelled: AbortSignal,
): Promise<MigrationReport | undefined> {
  const { vm, destination } = move;
  const { counted, there } = await vmotion(services, move, cancelled);
  if (there) services.monitor.moved(vm.id, destination.id, toVmReport(there));
  arrived(services, move, { isHot: true, destination });
  putRuntime(services, vm.id, there);
  return counted;
}

async function moveRunning(
  services: Services,
  move: Move,
  cancelled: AbortSignal,
): Promise<MigrationReport | undefined> {
  const { hosts, monitor } = services;
  const { vm, source, destination } = move;
  const before = hosts.get(source.id)?.vms.get(vm.id);
  const { counted } = await vmotion(services, move, cancelled);
  // A guest that moves is as it was: that holds until its new host has spoken of it.
  const heard = hosts
    .get(destination.id)
    ?.report?.vms.find((each) => each.instanceUuid === vm.instanceUuid && each.powerState === 'poweredOn');
  const report = heard ?? (before && { ...before, migration: undefined });
  if (report) monitor.moved(vm.id, destination.id, report);
  return counted;
}

function arrived(
  services: Services,
  { vm: before }: Move,
  { isHot, destination }: { readonly isHot: boolean; readonly destination: HostRecord },
): void {
  const { inventory, hosts } = services;
  const now = inventory.find('VirtualMachine', before.id);
  if (!now) return;
  const { cpuFeatures: _features, ...vm } = now;
  // What its guest has seen it may go on using.
  const cpuFeatures = requiredCpuFeatures(services, before);
  const broughtAlong = isHot && !sameValue(cpuFeatures, hosts.cpuFeatures(destination.id)) ? { cpuFeatures } : {};
  put(services, { ...vm, ...broughtAlong }, { host: destination.id });
  const cluster = inventory.above('ClusterComputeResource', destination.id);
  if (isHot && cluster) inventory.put({ ...cluster, numVmotions: (cluster.numVmotions ?? 0) + 1 });
}

/** What the host counted, where its answer came. Faults: those of the host, RequestCanceled. */
export async function moveFiles(
  services: Services,
  move: StorageVmotion,
  cancelled: AbortSignal,
): Promise<MigrationReport | undefined> {
  const { vm: runtime, migration } = await storageVmotion(services, move, cancelled);
  if (runtime) {
    services.monitor.moved(move.vm.id, move.host.id, toVmReport(runtime));
    putRuntime(services, move.vm.id, runtime);
  }
  return migration ? toMigrationReport(migration) : undefined;
}
