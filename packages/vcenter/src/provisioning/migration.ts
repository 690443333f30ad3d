// A virtual machine moves to another host: checked, queued until there is room for the move, checked again, moved. One that runs
// goes by vMotion, one that is off by its registration. Its record follows what the hosts answer.
import { describeMigration, moRef, type TypedReference, Vim25Fault } from '@microsphere/vim25';
import {
  type CheckTestType,
  checkCompatibility,
  checkTestTypes,
  type Finding,
  isCompatible,
  type MovePriority,
} from '@microsphere/vmotion';
import { type HostRecord, refOf, type VmRecord } from '../inventory/records.ts';
import type { Services } from '../methods/call.ts';
import { isEncrypted } from '../methods/migrate-encryption.ts';
import { hostOf, mustBeIdle, put } from '../methods/vm-operation.ts';
import { fault } from '../vmodl/faults.ts';
import { sameValue } from '../vmodl/same-value.ts';
import type { MigrationReport } from '../vpxd/host-report.ts';
import type { Work } from '../vpxd/task-manager.ts';
import { moveRegistration } from './cold-migration.ts';
import { compatibilityFault } from './compatibility-faults.ts';
import {
  type CompatibilityServices,
  filesOf,
  migratingVm,
  migrationHost,
  migrationRules,
  type RoomOptions,
  requiredCpuFeatures,
} from './compatibility-input.ts';
import { type Move, postFailed, postFindings, postMigrated, postMigrating } from './migration-events.ts';
import { vmotion } from './vmotion.ts';

export interface MigrationRequest {
  readonly vm: VmRecord;
  readonly destination: HostRecord;
  readonly priority: MovePriority;
  /** Only if it is in this power state. */
  readonly state?: VmRecord['powerState'] | undefined;
  /** What the record gets besides, once it has moved. */
  readonly change?: Partial<VmRecord>;
  /** Empty: vCenter's own wish. */
  readonly userName: string;
  readonly descriptionId: string;
  readonly name: string;
}

/** What stands in the way of a virtual machine on its way to a host. */
export function findings(
  services: CompatibilityServices,
  vm: VmRecord,
  destination: HostRecord,
  more: {
    readonly state?: VmRecord['powerState'] | undefined;
    readonly tests?: readonly CheckTestType[] | undefined;
    readonly room?: RoomOptions;
  } = {},
): Finding[] {
  const { state: requestedState, tests = checkTestTypes, room = { waiting: false } } = more;
  const source = services.inventory.need('HostSystem', vm.host);
  const input = {
    vm: migratingVm(services, vm),
    source: migrationHost(services, source, vm, room),
    destination: migrationHost(services, destination, vm, room),
    rules: migrationRules(services, vm),
    requestedState,
  };
  return checkCompatibility(input, tests);
}

/** What the work of a task is given. */
interface TaskWork {
  readonly progress: Parameters<Work>[0];
  readonly cancelled: AbortSignal;
  readonly started: () => void;
}

/** Faults: TaskInProgress, HostNotConnected. In the task: those of the checks, of the hosts, and RequestCanceled. */
export function beginMigration(services: Services, request: MigrationRequest): TypedReference<'Task'> {
  const { tasks, busy } = services;
  const { vm, descriptionId, name, userName } = request;
  mustBeIdle(services, vm);
  hostOf(services, vm);
  const spec = {
    descriptionId,
    name,
    entity: moRef('VirtualMachine', vm.id),
    entityName: vm.name,
    userName,
    cancelable: true,
    queued: true,
  };
  const task = tasks.begin(spec, async (progress, cancelled, started) => {
    try {
      return await migrate(services, request, { progress, cancelled, started });
    } finally {
      busy.delete(vm.instanceUuid);
    }
  });
  busy.set(vm.instanceUuid, task);
  return task;
}

async function migrate(
  services: Services,
  request: MigrationRequest,
  { progress, cancelled, started }: TaskWork,
): Promise<undefined> {
  const { vm, destination, priority } = request;
  const isHot = vm.powerState === 'poweredOn';
  mustPass(services, moveOf(services, request), request);
  const operation = {
    kind: isHot ? 'vMotion' : 'provisioning',
    priority,
    vm: vm.id,
    destination: destination.id,
    hosts: [vm.host, destination.id],
    datastores: filesOf(services, vm).flatMap(({ datastore }) => datastore ?? []),
  } as const;
  await services.migrations.run(operation, cancelled, async () => {
    started();
    // Both may have changed while it waited.
    const move = moveOf(services, request);
    const warnings = mustPass(services, move, request);
    postFindings(services, move, warnings);
    postMigrating(services, move);
    try {
      if (isHot) {
        const counted = await moveRunning(services, move, cancelled);
        if (counted) progress(counted.percent, describeMigration(counted));
      } else await moveRegistration(services, move.vm, move);
    } catch (error) {
      if (error instanceof Vim25Fault) postFailed(services, move, error);
      throw error;
    }
    moved(services, move, request);
  });
  return undefined;
}

async function moveRunning(
  services: Services,
  move: Move,
  cancelled: AbortSignal,
): Promise<MigrationReport | undefined> {
  const { hosts, monitor } = services;
  const { vm, source, destination } = move;
  const before = hosts.get(source.id)?.vms.get(vm.id);
  const counted = await vmotion(services, move, cancelled);
  // A guest that moves is as it was: that holds until its new host has spoken of it.
  const heard = hosts
    .get(destination.id)
    ?.report?.vms.find((each) => each.instanceUuid === vm.instanceUuid && each.powerState === 'poweredOn');
  const report = heard ?? (before && { ...before, migration: undefined });
  if (report) monitor.moved(vm.id, destination.id, report);
  return counted;
}

/** The migration as the inventory has it now. Fault: ManagedObjectNotFound. */
function moveOf({ inventory }: Services, { vm: asked, destination: wanted, userName }: MigrationRequest): Move {
  const vm = inventory.find('VirtualMachine', asked.id);
  const destination = inventory.find('HostSystem', wanted.id);
  if (!vm || !destination) {
    const gone = vm ? wanted : asked;
    throw fault('ManagedObjectNotFound', `${gone.name} was removed`, { obj: refOf(gone) });
  }
  return {
    vm,
    source: inventory.need('HostSystem', vm.host),
    destination,
    encrypted: isEncrypted(vm.migrateEncryption),
    userName,
  };
}

/** The warnings. Faults: the first error that is found. */
function mustPass(
  services: Services,
  move: Move,
  { vm: asked, state = asked.powerState }: MigrationRequest,
): Finding[] {
  const { inventory } = services;
  const found = findings(services, move.vm, move.destination, { state });
  if (isCompatible(found)) return found;
  postFindings(services, move, found);
  const error = found.find(({ severity }) => severity === 'error');
  if (!error) throw new Error(`${move.vm.name} can't move, and nothing stands in its way`);
  throw compatibilityFault(error, { vm: move.vm, inventory });
}

function moved(services: Services, move: Move, { change = {} }: MigrationRequest): void {
  const { inventory, hosts } = services;
  const { vm: before, destination } = move;
  const isHot = before.powerState === 'poweredOn';
  const now = inventory.find('VirtualMachine', before.id);
  // Its host has left the inventory meanwhile, and it with it: the destination's heartbeat brings it back.
  if (!now) return;
  const { cpuFeatures: _features, ...vm } = now;
  // What its guest has seen it may go on using.
  const cpuFeatures = requiredCpuFeatures(services, before);
  const broughtAlong = isHot && !sameValue(cpuFeatures, hosts.cpuFeatures(destination.id)) ? { cpuFeatures } : {};
  put(services, { ...vm, ...broughtAlong }, { ...change, host: destination.id });
  const cluster = inventory.above('ClusterComputeResource', destination.id);
  if (isHot && cluster) inventory.put({ ...cluster, numVmotions: (cluster.numVmotions ?? 0) + 1 });
  postMigrated(services, { ...move, vm: inventory.need('VirtualMachine', before.id) });
}
