// A virtual machine moves to another host, another datastore, or both: checked, queued until there is room for the move, checked again,
// moved. One that runs goes by vMotion and Storage vMotion, one that is off by its registration and by a copy of its files. Its
// record follows what the hosts answer.
import { describeMigration, moRef, type TypedReference, Vim25Fault } from '@microsphere/vim25';
import {
  type CheckTestType,
  type CompatibilityInput,
  checkCompatibility,
  checkTestTypes,
  type Finding,
  isCompatible,
  type MovePriority,
  type OperationKind,
  relocationSteps,
} from '@microsphere/vmotion';
import { type HostRecord, refOf, type VmRecord } from '../inventory/records.ts';
import type { Services } from '../methods/call.ts';
import { isEncrypted } from '../methods/migrate-encryption.ts';
import { hostOf, mustBeIdle, put } from '../methods/vm-operation.ts';
import { fault } from '../vmodl/faults.ts';
import type { Work } from '../vpxd/task-manager.ts';
import { compatibilityFault } from './compatibility-faults.ts';
import {
  type CompatibilityServices,
  filesOf,
  migratingVm,
  migrationHost,
  migrationRules,
  type RoomOptions,
  targetDatastore,
} from './compatibility-input.ts';
import { type Move, postFailed, postFindings, postMigrated, postMigrating } from './migration-events.ts';
import { moveFiles, moveToHost } from './migration-steps.ts';
import type { StorageRelocation } from './storage-migration.ts';

export interface MigrationRequest {
  readonly vm: VmRecord;
  /** Where it is, where only its files move. */
  readonly destination: HostRecord;
  readonly storage?: StorageRelocation | undefined;
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

interface Place {
  readonly destination: HostRecord;
  readonly storage?: StorageRelocation | undefined;
}

function compatibilityInput(
  services: CompatibilityServices,
  vm: VmRecord,
  { destination, storage }: Place,
  room: RoomOptions = { waiting: false },
): CompatibilityInput {
  const source = services.inventory.need('HostSystem', vm.host);
  return {
    vm: migratingVm(services, vm),
    source: migrationHost(services, source, vm, room),
    destination: migrationHost(services, destination, vm, room),
    rules: migrationRules(services, vm),
    storage: storage && targetDatastore(services, storage.datastore),
  };
}

/** What stands in the way of a virtual machine on its way to a host, and a datastore where one is given. */
export function findings(
  services: CompatibilityServices,
  vm: VmRecord,
  destination: HostRecord,
  more: {
    readonly storage?: StorageRelocation | undefined;
    readonly state?: VmRecord['powerState'] | undefined;
    readonly tests?: readonly CheckTestType[] | undefined;
    readonly room?: RoomOptions;
  } = {},
): Finding[] {
  const { storage, state: requestedState, tests = checkTestTypes, room } = more;
  const input = compatibilityInput(services, vm, { destination, storage }, room);
  return checkCompatibility({ ...input, requestedState }, tests);
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

/** As vSphere's cost model has it. */
export function operationKind({
  isHot,
  changesHost,
  changesStorage,
}: {
  readonly isHot: boolean;
  readonly changesHost: boolean;
  readonly changesStorage: boolean;
}): OperationKind {
  if (!isHot) return 'provisioning';
  if (!changesStorage) return 'vMotion';
  return changesHost ? 'sharedNothing' : 'storageVMotion';
}

async function migrate(
  services: Services,
  request: MigrationRequest,
  { progress, cancelled, started }: TaskWork,
): Promise<undefined> {
  const { vm, destination, storage, priority } = request;
  mustPass(services, moveOf(services, request), request);
  const kind = operationKind({
    isHot: vm.powerState === 'poweredOn',
    changesHost: vm.host !== destination.id,
    changesStorage: storage !== undefined,
  });
  const operation = {
    kind,
    priority,
    vm: vm.id,
    destination: destination.id,
    hosts: [vm.host, destination.id],
    datastores: [
      ...filesOf(services, vm).flatMap(({ datastore }) => datastore ?? []),
      ...(storage ? [storage.datastore.id] : []),
    ],
  } as const;
  await services.migrations.run(operation, cancelled, async () => {
    started();
    // Both may have changed while it waited.
    const move = moveOf(services, request);
    const warnings = mustPass(services, move, request);
    postFindings(services, move, warnings);
    postMigrating(services, move);
    try {
      await takeSteps(services, { move, storage }, { progress, cancelled });
    } catch (error) {
      if (error instanceof Vim25Fault) postFailed(services, move, error);
      throw error;
    }
    moved(services, move, request);
  });
  return undefined;
}

/** Faults: those of a step. What was done before it stays done. */
async function takeSteps(
  services: Services,
  { move, storage }: { readonly move: Move; readonly storage: StorageRelocation | undefined },
  { progress, cancelled }: Omit<TaskWork, 'started'>,
): Promise<void> {
  const { inventory, migrations, tasks, busy } = services;
  const { vm: before, destination } = move;
  const steps = relocationSteps(compatibilityInput(services, before, { destination, storage }));
  for (const [index, step] of steps.entries()) {
    migrations.begin(before.id, { index, count: steps.length });
    const vm = inventory.find('VirtualMachine', before.id);
    if (!vm) throw gone(before);
    if (index > 0 && cancelled.aborted)
      throw fault('RequestCanceled', `the task was cancelled when ${vm.name} had made half of its way`);
    const counted =
      step === 'storage' && storage
        ? await moveFiles(services, { vm, host: inventory.need('HostSystem', vm.host), storage }, cancelled)
        : await moveToHost(services, { ...move, vm }, { cancelled, storage: step === 'both' ? storage : undefined });
    if (counted) progress(migrations.percentOf(before.id, counted.percent), describeMigration(counted));
    // Half of the way is worth nothing: it is gone to its end.
    const task = busy.get(before.instanceUuid);
    if (task) tasks.commit(task.value);
  }
}

function gone(record: VmRecord | HostRecord): Vim25Fault {
  return fault('ManagedObjectNotFound', `${record.name} was removed`, { obj: refOf(record) });
}

/** The migration as the inventory has it now. Fault: ManagedObjectNotFound. */
function moveOf(
  { inventory }: Services,
  { vm: asked, destination: wanted, storage, userName }: MigrationRequest,
): Move {
  const vm = inventory.find('VirtualMachine', asked.id);
  const destination = inventory.find('HostSystem', wanted.id);
  if (!vm || !destination) throw gone(vm ? wanted : asked);
  return {
    vm,
    source: inventory.need('HostSystem', vm.host),
    destination,
    from: inventory.find('Datastore', vm.datastore),
    to: storage?.datastore,
    encrypted: isEncrypted(vm.migrateEncryption),
    userName,
  };
}

/** The warnings. Faults: the first error that is found. */
function mustPass(
  services: Services,
  move: Move,
  { vm: asked, storage, state = asked.powerState }: MigrationRequest,
): Finding[] {
  const { inventory } = services;
  const found = findings(services, move.vm, move.destination, { storage, state });
  if (isCompatible(found)) return found;
  postFindings(services, move, found);
  const error = found.find(({ severity }) => severity === 'error');
  if (!error) throw new Error(`${move.vm.name} can't move, and nothing stands in its way`);
  throw compatibilityFault(error, { vm: move.vm, inventory });
}

function moved(services: Services, move: Move, { change = {} }: MigrationRequest): void {
  const { inventory } = services;
  const vm = inventory.find('VirtualMachine', move.vm.id);
  // Its host has left the inventory meanwhile, and it with it: the destination's heartbeat brings it back.
  if (!vm) return;
  put(services, vm, change);
  postMigrated(services, { ...move, vm: inventory.need('VirtualMachine', vm.id) });
}
